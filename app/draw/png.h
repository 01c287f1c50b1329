/* PNG: pixels as a file's bytes, fast rather than small: for pictures that somebody waits for. The
 * only user of libpng itself; what reads pictures is SDL_image (pictures.h). */
#ifndef FOYER_DRAW_PNG_H
#define FOYER_DRAW_PNG_H

#include <stddef.h>
#include <stdint.h>

/* The bytes, malloc'ed: the caller's. `pixels` are w × h of 0xRRGGBB, rows without gaps, whatever
 * is in the highest byte. NULL where there is no memory. */
void *png_encode(const uint32_t *pixels, int32_t w, int32_t h, size_t *count);

#endif
