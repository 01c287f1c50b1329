/* Scroll: where a long page stands, under a finger, coasting, or springing back from an end.
 *
 * Every position is a closed form of time since the last touch, so that it is the same however
 * often it is asked. Constants are the design's: inertia decays as 0.998 per millisecond; past an
 * end it moves 0.55 as far as the finger and springs back in 350 ms. */
#ifndef FOYER_UI_SCROLL_H
#define FOYER_UI_SCROLL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

typedef enum ScrollPhase {
    SCROLL_REST,
    SCROLL_HELD,
    SCROLL_COAST,
    SCROLL_SPRING,
    SCROLL_GLIDE
} ScrollPhase;

typedef struct Scroll {
    ScrollPhase phase;
    double offset_px;     /* at `since`: 0 is the top, larger is further down */
    double velocity_px_s; /* at `since` */
    double finger_px;     /* HELD: the offset the finger asks for, before resistance */
    double target_px;     /* GLIDE: where to */
    Time since;
} Scroll;

/* `max_px` is the largest offset (page minus view, at least 0) in all of these; it may change from
 * call to call as a page learns its length. */

/* The offset at `now`, in whole px; below 0 or above max only while an end is overshot. */
int32_t scroll_offset(const Scroll *scroll, double max_px, Time now);

/* Moves on to `now`: an end that is passed becomes a spring, a motion that is over comes to rest.
 * True while it moves by itself. */
bool scroll_step(Scroll *scroll, double max_px, Time now);

void scroll_grab(Scroll *scroll, double max_px, Time now);      /* a finger stops it */
void scroll_drag(Scroll *scroll, double max_px, int32_t by_px); /* by > 0: further down */
void scroll_release(Scroll *scroll, double max_px, float velocity_px_s, bool inertia, Time now);
/* Glides to an offset in 280 ms, ease-out, for keys; at once where `inertia` is false. */
void scroll_glide(Scroll *scroll, double max_px, double to_px, bool inertia, Time now);
/* What is above the view grew by `by_px`: everything shifts, nothing visible moves. */
void scroll_shift(Scroll *scroll, double by_px);

#endif
