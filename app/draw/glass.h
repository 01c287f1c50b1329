/* Glass: the pixels people see, in a window or in memory, turned if the display hangs turned.
 *
 * In a window without a GPU, and in memory, SDL's software renderer draws on one surface that
 * keeps the last picture, and only the damaged boxes are handed over. With a GPU a render-target
 * texture keeps it. Lists and touches are in turned coordinates: the picture as it is read. */
#ifndef FOYER_DRAW_GLASS_H
#define FOYER_DRAW_GLASS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/geometry.h"

typedef struct Glass Glass;
struct SDL_Window;
struct SDL_Renderer;

/* How far the picture is turned on the display, clockwise. */
typedef enum Rotation { ROTATE_0, ROTATE_90, ROTATE_180, ROTATE_270 } Rotation;

/* The glass of a window; the window stays the caller's. NULL with the reason. */
Glass *glass_create_window(struct SDL_Window *window, Rotation rotation, Error *error);
/* w × h px in memory (of the glass itself, before it is turned): for pictures and tests. */
Glass *glass_create_memory(int32_t w, int32_t h, Rotation rotation, Error *error);
void glass_destroy(Glass *glass);

struct SDL_Renderer *glass_renderer(Glass *glass); /* borrowed; its target is the kept picture */
Box glass_bounds(const Glass *glass);              /* as it is read: 0, 0, w, h */

/* The window changed its size, or what the GPU kept is lost (SDL_RENDER_TARGETS_RESET): everything
 * must be painted again. The renderer stays the same one. False with the reason. */
bool glass_resize(Glass *glass, Error *error);

/* The picture hangs turned otherwise: everything must be painted again. What a renderer made is
 * gone, for the renderer may be another one. False with the reason; the glass then shows nothing.
 */
bool glass_turn(Glass *glass, Rotation rotation, Error *error);

Rotation glass_rotation(const Glass *glass);

/* Hands the boxes (in turned coordinates) over to the eye. False where SDL says that it failed;
 * what a driver only logs, the shell hears. */
bool glass_present(Glass *glass, const Box *boxes, int count);

/* A black display, for the night; the kept picture is lost, and all must be painted again. */
bool glass_blank(Glass *glass);

/* Where a point of the display, in px of the window, lies in the turned picture. */
Point glass_turn_point(const Glass *glass, Point window);

/* The picture as it is read as a PNG: `*count` bytes, malloc'ed: the caller frees them. NULL where
 * there is no memory. */
void *glass_png(Glass *glass, size_t *count);

/* Writes it to a PNG file. */
bool glass_save(Glass *glass, const char *path, Error *error);

/* The kept picture's pixels, ARGB8888, w × h, rows without gaps; malloc'ed: the caller frees it. */
uint32_t *glass_pixels(Glass *glass);
/* The same into w × h pixels of the caller's, whatever is in the alpha; false where it cannot be
 * read. */
bool glass_read(Glass *glass, uint32_t *out);

/* What a glass in memory handed over to the eye, turned as the display is: w × h of the glass
 * itself, else as above. For tests. */
uint32_t *glass_display_pixels(Glass *glass);

#endif
