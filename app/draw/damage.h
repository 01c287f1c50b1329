/* Damage: which pixels differ between the list on the glass and the next one.
 *
 * Two lists are compared item by item (by hash) and cell by cell of a grid; the answer is a few
 * boxes that together hold every pixel that may differ, and little else. An item that only moved in
 * the order counts where it meets another. */
#ifndef FOYER_DRAW_DAMAGE_H
#define FOYER_DRAW_DAMAGE_H

#include "draw/list.h"

typedef struct Damage Damage;

/* Remembers what was shown; nothing yet, so that the first answer is the whole screen. */
Damage *damage_create(void);
void damage_destroy(Damage *damage);

/* The boxes to repaint so that what was shown last becomes `list`, which is remembered. They do
 * not overlap one another. `*boxes` is borrowed until the next call. The number of boxes, 0 where
 * nothing differs. */
int damage_compare(Damage *damage, const DrawList *list, const Box **boxes);

/* Everything counts as changed next time: the glass was lost, or resized. */
void damage_forget(Damage *damage);

#endif
