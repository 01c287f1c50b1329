/* Hidden: what a content holds and a visitor does not see now, and why, in staff's language. */
#ifndef FOYER_CONTENT_HIDDEN_H
#define FOYER_CONTENT_HIDDEN_H

#include "content/content.h"
#include "words/sentences.h"

/* Texts are 0-ended and cut between letters where they are longer. */
typedef struct HiddenItem {
    char kind[16];   /* "news", "notice" or "delegation" */
    char slug[104];  /* its short name; empty where it cannot be read */
    char title[200]; /* in staff's language, or the first that it has; may be empty */
    char why[160];   /* "not yet: shown from 1 July 2022" */
} HiddenItem;

/* Writes what is hidden on `today` to `out`, at most `most` items: notices, delegations and news in
 * the order of the file. The number of all there are, which may be more than `most`. `today` with
 * year 0: the clock is not believed, and no day hides anything.
 *
 * The first call for a content reads the tables for news without a text, which may take long; later
 * ones look at the days alone, a fraction of a millisecond for 5,000 items. */
int content_hidden(Content *content, Date today, StaffLanguage language, HiddenItem *out, int most);

#endif
