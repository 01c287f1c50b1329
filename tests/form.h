/* Which form of a slow test runs: the short one, or with FOYER_LONG=1 (tests/run --long) the long.
 */
#ifndef FOYER_TESTS_FORM_H
#define FOYER_TESTS_FORM_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static inline bool form_is_long(void)
{
    const char *asked = getenv("FOYER_LONG");
    return asked != NULL && strcmp(asked, "1") == 0;
}

#endif
