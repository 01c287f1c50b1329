/* Mutation: makes a data file that is not as it should be. */
#ifndef FOYER_TESTS_CUT_MUTATION_H
#define FOYER_TESTS_CUT_MUTATION_H

#include <stdint.h>

/* Writes the file of this number, which is the same each time, to `to`; `name` says what was
 * done to it. */
void mutation_make(const char *original, const char *to, uint64_t number, char name[64]);

#endif
