/* Canvas: what every part of the painter draws with: the renderer, the masks made so far, and the
 * few operations that all of them come down to. Units are px of the renderer's target. */
#ifndef FOYER_DRAW_CANVAS_H
#define FOYER_DRAW_CANVAS_H

#include "draw/list.h"
#include "draw/textures.h"

struct SDL_Renderer;

typedef struct Canvas {
    struct SDL_Renderer *renderer; /* borrowed */
    Textures *masks;               /* shapes and icons in their final colours */
    uint64_t masks_made;
} Canvas;

/* The colour with its alpha scaled by `alpha` of 255. */
Color color_faded(Color color, int alpha);

/* Sets what fills and points are drawn with; false where it is invisible. */
bool canvas_set_color(Canvas *canvas, Color color);
void canvas_fill(Canvas *canvas, Box box, Color color);
void canvas_fill_all(Canvas *canvas, const Box *boxes, int count, Color color);

/* A texture of ARGB8888 pixels (w × h, rows without gaps), blended where one is not opaque. NULL
 * pixels where it cannot be made, which is logged. */
Texture canvas_texture(Canvas *canvas, const uint32_t *pixels, int32_t w, int32_t h);

/* Draws the part `from` of the texture, unscaled, with its corner at (x, y). */
void canvas_copy_part(Canvas *canvas, const Texture *texture, Box from, int32_t x, int32_t y,
                      int alpha);
void canvas_copy(Canvas *canvas, const Texture *texture, int32_t x, int32_t y, int alpha);

#endif
