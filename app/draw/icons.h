/* Icons: thin line drawings from tables of strokes, made once per size and colour. */
#ifndef FOYER_DRAW_ICONS_H
#define FOYER_DRAW_ICONS_H

#include "draw/canvas.h"

/* Draws the item, a DRAW_ICON, as large as fits in the middle of its box. */
void icon_paint(Canvas *canvas, const DrawItem *item);

#endif
