/* Error: one line of text that says what was tried, on what, and why it failed.
 *
 * Functions that can fail for a reason outside the program take an `Error *error` last and return
 * false or NULL; the caller owns the Error. It is never NULL. */
#ifndef FOYER_BASE_ERROR_H
#define FOYER_BASE_ERROR_H

#include <stdbool.h>

typedef struct Error {
    char text[512]; /* no newline at the end; empty until something fails */
} Error;

/* False, always, after writing the sentence, so that a failing function can `return error_set(…)`.
 * A sentence too long is cut between letters. */
bool error_set(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
