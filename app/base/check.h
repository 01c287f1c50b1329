/* CHECK: a programmer's error stops the program, in every build; the service starts it again. */
#ifndef FOYER_BASE_CHECK_H
#define FOYER_BASE_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "foyer: %s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);   \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
