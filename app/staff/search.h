/* Search: `foyer search FILE WORDS…` prints what a visitor would find. */
#ifndef FOYER_STAFF_SEARCH_H
#define FOYER_STAFF_SEARCH_H

/* The verb; `argv` is what stands behind it. */
int verb_search(int argc, char **argv);

#endif
