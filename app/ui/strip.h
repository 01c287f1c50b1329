/* Strip: short labels in a row or several that lead to places of a long list: letters, years,
 * months.
 *
 * Where the rows have no room for all of them, neighbours share a target that leads to the first
 * ("A–C"). Touching one is ACTION_JUMP with its place. Lists of delegations and news use it. */
#ifndef FOYER_UI_STRIP_H
#define FOYER_UI_STRIP_H

#include "ui/ui.h"

typedef struct StripEntry {
    const char *label;
    uint64_t place; /* the list's own: what the action's arg is */
} StripEntry;

/* Whether a body this high keeps enough for its list with `rows` strips standing at its foot; they
 * belong into the page, below its title, where it does not. */
bool strip_stands(const Ui *ui, Box body, int rows);

/* The height of so many rows with the air above, between and below them. */
int32_t strip_height(const Ui *ui, int rows);

/* The width of one row in which every entry has a target of its own, px. */
int32_t strip_width(const Ui *ui, const StripEntry *entries, int count);

/* How many rows of this width give every entry a target of its own. */
int strip_rows(const Ui *ui, const StripEntry *entries, int count, int32_t width);

typedef struct StripLook {
    int row;  /* the first that is drawn in, of those the height was asked for */
    int rows; /* how many it may take */
    int lit;  /* the entry where the list stands; -1: none */
} StripLook;

/* Draws entries from `box`'s top left corner on, at most `box.w` wide; the width it took. */
int32_t strip_draw(const Ui *ui, Box box, StripLook look, const StripEntry *entries, int count);

#endif
