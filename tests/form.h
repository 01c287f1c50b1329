/* Which form of a slow test runs. FOYER_LONG=1: the long one. Else the short one, or where
 * FOYER_BRIEF names the test ("monkey cut"), a brief one: tests/run runs each slow test in the
 * short form in one of its two trees and in the brief one in the other. */
#ifndef FOYER_TESTS_FORM_H
#define FOYER_TESTS_FORM_H

#include <stdlib.h>
#include <string.h>

typedef enum Form { FORM_BRIEF, FORM_SHORT, FORM_LONG } Form;

static inline Form form_of(const char *test)
{
    const char *whole = getenv("FOYER_LONG"), *brief = getenv("FOYER_BRIEF");
    if (whole != NULL && strcmp(whole, "1") == 0) {
        return FORM_LONG;
    }
    return brief != NULL && strstr(brief, test) != NULL ? FORM_BRIEF : FORM_SHORT;
}

/* Which part of the brief form, where FOYER_BRIEF says "extreme=1"; else 0. */
static inline int form_part(const char *test)
{
    const char *brief = getenv("FOYER_BRIEF");
    const char *at = brief != NULL ? strstr(brief, test) : NULL;
    return at != NULL && at[strlen(test)] == '=' ? atoi(at + strlen(test) + 1) : 0;
}

#endif
