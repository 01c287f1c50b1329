/* Keyboard: the keys on the glass, Latin, Cyrillic, and the letters and digits that neither has
 * room for. What fingers do on them is keys.h's matter; a screen says where it stands and gets
 * ACTION_TYPE from it. */
#ifndef FOYER_UI_KEYBOARD_H
#define FOYER_UI_KEYBOARD_H

#include "ui/ui.h"

typedef enum KeyPage { PAGE_LATIN, PAGE_CYRILLIC, PAGE_MORE, PAGE_COUNT } KeyPage;

typedef enum KeyShape {
    SHAPE_WIDE, /* four rows, digits on every page */
    SHAPE_TALL, /* five rows of ten */
    SHAPE_FOUR, /* four rows of ten, digits where there is room */
    SHAPE_LOW,  /* three rows of twelve, digits on their own page */
    SHAPE_COUNT
} KeyShape;

typedef struct KeyboardPlan {
    KeyShape shape;
    int rows;
    int32_t height; /* of the tray, px */
} KeyboardPlan;

/* The keyboard for a display of this width that has at best so much height, the same for all pages;
 * the lowest there is where even that is too little. */
KeyboardPlan keyboard_plan(const Ui *ui, int32_t width, int32_t most_px);

/* Draws it in the tray, `plan.height` high. With `done` it has the key that puts it away. */
void keyboard_draw(const Ui *ui, const KeyboardPlan *plan, Box tray, KeyPage page, bool done);

#endif
