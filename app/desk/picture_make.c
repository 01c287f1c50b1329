/* See picture_parts.h: decoded, made small enough, turned upright, encoded. Runs shut in. */
#include <stdlib.h>

#include "desk/picture_parts.h"
#include "draw/pictures.h"

/* Turns the picture as the orientation says that it is to be seen (EXIF 2.32, 4.6.4, tag 0x0112).
 * False where there is no memory. */
static bool turn_upright(PicturePixels *picture, int orientation)
{
    bool lies = orientation >= 5; /* rows are columns */
    int32_t w = picture->w, h = picture->h;
    int32_t new_w = lies ? h : w, new_h = lies ? w : h;
    bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    if (orientation == 1) {
        return true;
    }
    uint32_t *turned = (uint32_t *)malloc((size_t)w * (size_t)h * sizeof *turned);
    if (turned == NULL) {
        return false;
    }
    for (int32_t y = 0; y < new_h; y++) {
        for (int32_t x = 0; x < new_w; x++) {
            int32_t from_x = lies ? y : x, from_y = lies ? x : y;
            from_x = from_right ? w - 1 - from_x : from_x;
            from_y = from_bottom ? h - 1 - from_y : from_y;
            turned[(size_t)y * (size_t)new_w + (size_t)x] =
                picture->pixels[(size_t)from_y * (size_t)w + (size_t)from_x];
        }
    }
    free(picture->pixels);
    picture->pixels = turned;
    picture->w = new_w;
    picture->h = new_h;
    return true;
}

static int32_t at_least_one(int64_t side)
{
    return side > 0 ? (int32_t)side : 1;
}

static void make_smaller(PicturePixels *picture)
{
    int32_t longer = picture->w > picture->h ? picture->w : picture->h;
    if (longer <= PICTURE_SIDE_MOST) {
        return;
    }
    int32_t w = at_least_one((int64_t)picture->w * PICTURE_SIDE_MOST / longer);
    int32_t h = at_least_one((int64_t)picture->h * PICTURE_SIDE_MOST / longer);
    uint32_t *pixels = picture_scale(picture->pixels, picture->w, picture->h, w, h);
    free(picture->pixels);
    picture->pixels = pixels;
    picture->w = w;
    picture->h = h;
}

PictureResult picture_make(const unsigned char *bytes, size_t count, Picture *out)
{
    PicturePixels pixels;
    *out = (Picture){0};
    PictureResult result = picture_read(bytes, count, &pixels);
    if (result == PICTURE_DONE) {
        int orientation = pixels.is_jpeg ? picture_orientation(bytes, count) : 1;
        make_smaller(&pixels);
        out->was_turned = orientation != 1;
        out->was_scaled = pixels.file_w > PICTURE_SIDE_MOST || pixels.file_h > PICTURE_SIDE_MOST;
        result =
            turn_upright(&pixels, orientation) ? picture_write(&pixels, out) : PICTURE_TOO_LARGE;
    }
    free(pixels.pixels);
    return result;
}
