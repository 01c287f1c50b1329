/* Flow: a column of many items of which only those near the view are measured.
 *
 * A list of 5,000 news items or an article of 20,000 words opens at once: every item has an
 * estimated height until it comes near. What is measured above the view moves the page under it;
 * the caller shifts the scroll by as much, so that nothing visible jumps. */
#ifndef FOYER_SCREENS_FLOW_H
#define FOYER_SCREENS_FLOW_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Flow {
    int count;
    int32_t *heights; /* px, of each item; malloc'ed */
    bool *measured;   /* malloc'ed */
    int64_t total;    /* px, of all */
    int measured_count;
} Flow;

/* `count` items, each estimated at `estimate_px`. Stops the program where memory runs out. */
void flow_init(Flow *flow, int count, int32_t estimate_px);
void flow_finish(Flow *flow);

/* Sets an estimate of one item, before it is measured. */
void flow_estimate(Flow *flow, int index, int32_t height_px);

/* Calls `measure` for every item not measured yet that lies in the view or within one view of it.
 * `top_px` is where the view begins, from the flow's own top. Returns by how many px the view's
 * first item moved down. */
int32_t flow_measure(Flow *flow, int32_t top_px, int32_t view_px,
                     int32_t (*measure)(void *context, int index), void *context);

/* The item at `y_px` from the flow's top, its own top in `*item_top_px`; `count` past the end. */
int flow_find(const Flow *flow, int32_t y_px, int32_t *item_top_px);

/* The top of an item, px from the flow's top. */
int32_t flow_top(const Flow *flow, int index);

#endif
