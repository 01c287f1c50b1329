/* Shapes: rounded boxes with smooth edges, filled, stroked, or both. Every pixel depends only on
 * the shape and on where it lies in it, never on what part is repainted. */
#ifndef FOYER_DRAW_SHAPES_H
#define FOYER_DRAW_SHAPES_H

#include "draw/canvas.h"

/* A shape in its own coordinates, with its corner at 0, 0. */
typedef struct Shape {
    int32_t w, h;       /* px */
    double radius_px;   /* of its corners, at most half of the shorter side */
    double stroke_px;   /* 0: none */
    Color fill, stroke; /* NONE where there is none */
} Shape;

/* Whether the stroke leaves nothing to fill. */
bool shape_is_all_stroke(const Shape *shape);

/* How much of a pixel lies within the outline, and within the stroke's inner edge: 0 to 1. */
typedef struct Cover {
    double outer, inner;
} Cover;
Cover shape_cover(const Shape *shape, int32_t x, int32_t y);

/* The colour of a pixel that is covered so. */
Color shape_color(const Shape *shape, Cover cover);

/* Draws the item, a DRAW_SHAPE; `clip` is what of it is to be seen, and already set. */
void shape_paint(Canvas *canvas, const DrawItem *item, Box clip);

/* The same for shapes whose corners are too large to keep: row by row. */
void shape_paint_rows(Canvas *canvas, const Shape *shape, Box box, Box clip);

#endif
