/* Pictures of the content: decoded, cut to the box's form, scaled once, and kept. */
#ifndef FOYER_DRAW_PICTURES_H
#define FOYER_DRAW_PICTURES_H

#include "draw/canvas.h"
#include "draw/painter.h"

typedef struct Pictures Pictures;

Pictures *pictures_create(size_t budget_bytes);
void pictures_destroy(Pictures *pictures);

/* From here on they come from `source`; what was decoded serves on where the bytes are the same. */
void pictures_set_source(Pictures *pictures, PictureSource source);
/* Lets the textures go. */
void pictures_forget(Pictures *pictures);

/* Draws the item, a DRAW_IMAGE: the middle of the picture, filling the box. One that does not
 * decode is a quiet tile, logged once. */
void pictures_paint(Pictures *pictures, Canvas *canvas, const DrawItem *item);

size_t pictures_bytes(const Pictures *pictures);
uint64_t pictures_decoded(const Pictures *pictures);

/* The size a PNG or JPEG says it has, found without decoding it; false where it is neither. */
bool picture_size(const unsigned char *bytes, size_t count, int64_t *w, int64_t *h);

/* Why these bytes are not even to be decoded, NULL where they may be: neither PNG nor JPEG, or of
 * more than 64 million pixels, which would take all of a board's memory. */
const char *picture_refusal(const unsigned char *bytes, size_t count);

/* The middle of `source` (w × h px, ARGB8888) scaled to fill `target_w` × `target_h`; malloc'ed.
 * Each pixel is the mean of what it covers where that is more than one, and mixed of the nearest
 * four otherwise. */
uint32_t *picture_scale(const uint32_t *source, int32_t w, int32_t h, int32_t target_w,
                        int32_t target_h);

#endif
