/* Live: a keeper at work on a real file that the test replaces, for the tests of what a running
 * display does with that.
 *
 * Each file put there says its number: the names of its delegations and the titles of its news
 * begin with "Nr17 ". */
#ifndef FOYER_TESTS_RELOAD_LIVE_H
#define FOYER_TESTS_RELOAD_LIVE_H

#include "content/keeper.h"
#include "draw/list.h"

typedef struct Live {
    char folder[64];
    char file[128], state[128], fonts[512];
    char shipped[128], extreme[128];
    int woken; /* an eventfd: the keeper has something new */
    Keeper *keeper;
} Live;

/* Makes the folder and the contents, and puts the first file there, number 0; the keeper runs when
 * this returns. What cannot be done ends the test. */
void live_open(Live *live);
void live_close(Live *live);

/* Replaces the file by the content at `base` with this number, as a file manager does: by a rename.
 * `more_mb`: so many articles of 1 MB are added. */
void live_put(const Live *live, const char *base, int number, int more_mb);

/* Whether the keeper said that it has something new; waits `ms` for it at most. */
bool live_hears(const Live *live, int ms);

/* The number of a content. */
int live_number(const Content *content);

/* Whether all that the list shows is of this number, and something is; `sliding`: or nothing is,
 * for what comes is still beside the display. */
bool live_shows_only(const DrawList *list, int number, bool sliding);

#endif
