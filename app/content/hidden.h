/* Hidden: what a content holds and a visitor does not see now, and why, in words for staff. */
#ifndef FOYER_CONTENT_HIDDEN_H
#define FOYER_CONTENT_HIDDEN_H

#include "content/content.h"

typedef enum HiddenReason {
    HIDDEN_NOT_YET,     /* `day` is the first */
    HIDDEN_OVER,        /* `day` was the last */
    HIDDEN_NO_LANGUAGE, /* no text in any language of the file */
    HIDDEN_BROKEN
} HiddenReason;

/* Texts are 0-ended and cut between letters where they are longer. */
typedef struct HiddenItem {
    char kind[16];   /* "news", "notice" or "delegation" */
    char slug[104];  /* its short name; empty where it cannot be read */
    char title[200]; /* as a visitor would read it in the first language; may be empty */
    HiddenReason reason;
    Date day;
    char why[120]; /* the reason in English: "not yet: shown from 1 July 2022" */
} HiddenItem;

/* Writes what is hidden on `today` to `out`, at most `most` items: notices, delegations and news in
 * the order of the file. The number of all there are, which may be more than `most`. `today` with
 * year 0: the clock is not believed, and no day hides anything.
 *
 * The first call for a content reads the tables for news without a text, which may take long; later
 * ones look at the days alone, a fraction of a millisecond for 5,000 items. */
int content_hidden(Content *content, Date today, HiddenItem *out, int most);

#endif
