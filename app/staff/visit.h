/* Visit: the whole display on a glass in memory, in virtual time: what shot, play and bench drive.
 *
 * Frames come on a grid of 60 a second while something moves; a wait is jumped over. The wall
 * clock starts where it is told to and goes on with virtual time. */
#ifndef FOYER_STAFF_VISIT_H
#define FOYER_STAFF_VISIT_H

#include "app.h"
#include "base/date.h"
#include "base/error.h"
#include "draw/glass.h"
#include "shell/options.h"
#include "staff/compare.h"
#include "staff/given.h"

/* What a display in memory measures where nothing else is said, px. */
#define VISIT_W 1920
#define VISIT_H 1080

#define VISIT_FRAMES_PER_S 60

typedef struct Visit {
    Given given; /* what is shown: a data file, or one built of a folder of sources */
    Glass *glass;
    App *app;
    struct SearchWorker *search; /* answers at once; NULL where there is no data file */
    Compare *compare;            /* NULL: not asked for */
    Wall start;                  /* the wall clock at time 0 */
    Time now;
    Time wake;          /* when the app wants to be called next; at most `now`: it moves */
    Time last_drawn;    /* when something was drawn last */
    int kept, restarts; /* how often the app asked for its rotation to be kept, and for an end */
} Visit;

/* False with one sentence where the display cannot run at all; visit_close is due all the same. */
bool visit_open(Visit *visit, const Options *options, const char *fonts, Wall start, Error *error);
void visit_close(Visit *visit);

/* What the clock on the wall shows now. */
Wall visit_wall(const Visit *visit);

/* Moves the app on to now and draws. False where a compared frame differs. */
bool visit_frame(Visit *visit, Error *error);

/* Lets time pass until `when`, with all frames on the way. False as above. */
bool visit_run_until(Visit *visit, Time when, Error *error);

/* Draws frame by frame until nothing moves by itself, 10 s at most. */
bool visit_rest(Visit *visit, Error *error);

#endif
