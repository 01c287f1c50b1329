/* Focus: which target the keyboard stands on, found among the targets that are drawn. */
#ifndef FOYER_UI_FOCUS_H
#define FOYER_UI_FOCUS_H

#include "draw/list.h"
#include "ui/action.h"

typedef enum FocusMove {
    FOCUS_NEXT,     /* Tab: in the order they are drawn, round and round */
    FOCUS_PREVIOUS, /* Shift + Tab */
    FOCUS_LEFT,     /* arrows: the nearest in that direction, or none */
    FOCUS_RIGHT,
    FOCUS_UP,
    FOCUS_DOWN
} FocusMove;

/* The action_key of the target to stand on, from the one with key `from` (0, or one no longer
 * drawn: the first in reading order for NEXT and arrows, the last for PREVIOUS). Only targets whose
 * visible part is not empty count; those above the last DRAW_TARGET with tag 0 (a curtain: see
 * list_target) hide all before them. 0 where there is none in that direction. */
uint64_t focus_find(const DrawList *list, uint64_t from, FocusMove move);

/* The topmost target under a point, or NULL; a curtain hides all that was drawn before it. */
const DrawItem *focus_at(const DrawList *list, Point point);

/* The visible box of the target with this key, empty where it is not drawn. */
Box focus_box(const DrawList *list, uint64_t key);

/* The key of the keyboard on the glass that is nearest to a point, no further than `most_px`; NULL
 * where there is none. */
const DrawItem *focus_near(const DrawList *list, Point point, int32_t most_px);

#endif
