/* See turn.h. */
#include "draw/turn.h"

enum { TILE_PX = 16 }; /* a tile of reads and one of writes fit the first cache */

Box turn_box(Rotation rotation, Box box, int32_t w, int32_t h)
{
    switch (rotation) {
    case ROTATE_0:
        break;
    case ROTATE_90:
        return (Box){h - box_bottom(box), box.x, box.h, box.w};
    case ROTATE_180:
        return (Box){w - box_right(box), h - box_bottom(box), box.w, box.h};
    case ROTATE_270:
        return (Box){box.y, w - box_right(box), box.h, box.w};
    }
    return box;
}

Point turn_point_back(Rotation rotation, Point display, int32_t w, int32_t h)
{
    switch (rotation) {
    case ROTATE_0:
        break;
    case ROTATE_90:
        return (Point){display.y, h - 1 - display.x};
    case ROTATE_180:
        return (Point){w - 1 - display.x, h - 1 - display.y};
    case ROTATE_270:
        return (Point){w - 1 - display.y, display.x};
    }
    return display;
}

void turn_pixels(Rotation rotation, Pixels picture, int32_t w, int32_t h, Pixels display)
{
    /* From one pixel of the display to the next in its row, and to the next row, in the picture. */
    ptrdiff_t right = 1, down = picture.stride, start = 0;
    ptrdiff_t last_row = (ptrdiff_t)(h - 1) * picture.stride;
    switch (rotation) {
    case ROTATE_0:
        break;
    case ROTATE_90:
        right = -picture.stride;
        down = 1;
        start = last_row;
        break;
    case ROTATE_180:
        right = -1;
        down = -picture.stride;
        start = last_row + w - 1;
        break;
    case ROTATE_270:
        right = picture.stride;
        down = -1;
        start = w - 1;
        break;
    }
    Box size = turn_size(rotation, w, h);
    for (int32_t tile_y = 0; tile_y < size.h; tile_y += TILE_PX) {
        int32_t end_y = min_i32(tile_y + TILE_PX, size.h);
        for (int32_t tile_x = 0; tile_x < size.w; tile_x += TILE_PX) {
            int32_t end_x = min_i32(tile_x + TILE_PX, size.w);
            for (int32_t y = tile_y; y < end_y; y++) {
                uint32_t *to = display.first + y * display.stride;
                const uint32_t *from = picture.first + start + y * down;
                for (int32_t x = tile_x; x < end_x; x++) {
                    to[x] = from[x * right];
                }
            }
        }
    }
}
