/* Turning a picture by quarters for a display that hangs turned. */
#ifndef FOYER_DRAW_TURN_H
#define FOYER_DRAW_TURN_H

#include <stddef.h>

#include "draw/glass.h"

/* The size of a w × h picture on the display, or of a display in the picture's coordinates. */
static inline Box turn_size(Rotation rotation, int32_t w, int32_t h)
{
    bool sideways = rotation == ROTATE_90 || rotation == ROTATE_270;
    return (Box){0, 0, sideways ? h : w, sideways ? w : h};
}

/* Where a box of a w × h picture lies on the display. */
Box turn_box(Rotation rotation, Box box, int32_t w, int32_t h);

/* Where a pixel of the display shows from, in a w × h picture. */
Point turn_point_back(Rotation rotation, Point display, int32_t w, int32_t h);

/* Pixels of 32 bits; rows `stride` pixels apart. */
typedef struct Pixels {
    uint32_t *first;
    ptrdiff_t stride;
} Pixels;

/* Puts a w × h picture on the display, turned. */
void turn_pixels(Rotation rotation, Pixels picture, int32_t w, int32_t h, Pixels display);

#endif
