/* A stage for tests of drawing: a glass in memory, a painter, the real typefaces, and a handful of
 * pictures, good and bad. */
#ifndef FOYER_TESTS_STAGE_H
#define FOYER_TESTS_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <SDL.h>
#include <SDL_image.h>

#include "base/hash.h"
#include "draw/glass.h"
#include "draw/painter.h"

static const PainterBudget BUDGET = {8 << 20, 8 << 20, 4 << 20};

static inline uint32_t roll(uint64_t *seed, uint32_t below)
{
    *seed = hash_u64(*seed, 1);
    return (uint32_t)(*seed >> 32) % below;
}

static inline Text *open_text(void)
{
    char fonts[1024];
    Error error = {0};
    const char *source = getenv("FOYER_TEST_SOURCE");
    snprintf(fonts, sizeof fonts, "%s/fonts", source == NULL ? "." : source);
    Text *text = text_create(fonts, 4 << 20, &error);
    if (text == NULL) {
        fail_msg("%s", error.text);
    }
    return text;
}

/* A picture of w × h px as the bytes of a file: malloc'ed. */
static inline void *encode(int w, int h, bool jpeg, uint32_t (*pixel)(int x, int y), size_t *count)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; y < h; y++) {
        uint32_t *row = (uint32_t *)(void *)((char *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < w; x++) {
            row[x] = pixel(x, y);
        }
    }
    size_t room = (size_t)w * (size_t)h * 5 + 65536;
    void *bytes = malloc(room);
    SDL_RWops *stream = SDL_RWFromMem(bytes, (int)room);
    int failed = jpeg ? IMG_SaveJPG_RW(surface, stream, 0, 95) : IMG_SavePNG_RW(surface, stream, 0);
    assert_int_equal(failed, 0);
    *count = (size_t)SDL_RWtell(stream);
    SDL_RWclose(stream);
    SDL_FreeSurface(surface);
    return bytes;
}

static inline uint32_t flag_pixel(int x, int y)
{
    return x < 20 ? 0xFFD01C1F : y < 40 ? 0xFF00AFCA : 0xFFFEC50C;
}

static inline uint32_t veil_pixel(int x, int y)
{
    return (uint32_t)(x * 2) << 24 | (uint32_t)(y * 3) << 8;
}

enum { PICTURE_FLAG = 1, PICTURE_VEIL, PICTURE_JPEG, PICTURE_BROKEN, PICTURE_CUT, PICTURE_HUGE };

/* Counts what was asked for, in the context. */
static inline void *test_bytes(void *context, uint64_t picture, size_t *count)
{
    int *asked = context;
    unsigned char *bytes = NULL;
    ++*asked;
    switch (picture) {
    case PICTURE_FLAG:
        return encode(90, 60, false, flag_pixel, count);
    case PICTURE_VEIL:
        return encode(100, 80, false, veil_pixel, count);
    case PICTURE_JPEG:
        return encode(160, 120, true, flag_pixel, count);
    case PICTURE_BROKEN:
        *count = 9;
        return strdup("no image");
    case PICTURE_CUT:
        bytes = encode(90, 60, false, flag_pixel, count);
        *count /= 2;
        return bytes;
    case PICTURE_HUGE: /* says that it has 100,000 × 100,000 px */
        bytes = encode(90, 60, false, flag_pixel, count);
        memcpy(bytes + 16, "\0\1\206\240\0\1\206\240", 8);
        return bytes;
    default:
        return NULL;
    }
}

typedef struct Stage {
    Text *text;
    Glass *glass;
    Painter *painter;
    DrawList list;
    Box screen;
    int asked;
} Stage;

static inline Stage *stage_open(int32_t w, int32_t h, PainterBudget budget)
{
    Error error = {0};
    Stage *stage = calloc(1, sizeof *stage);
    stage->text = open_text();
    stage->glass = glass_create_memory(w, h, ROTATE_0, &error);
    if (stage->glass == NULL) {
        fail_msg("%s", error.text);
    }
    stage->screen = glass_bounds(stage->glass);
    stage->painter = painter_create(glass_renderer(stage->glass), stage->text, budget);
    painter_set_pictures(stage->painter, (PictureSource){&stage->asked, test_bytes});
    list_init(&stage->list);
    return stage;
}

static inline void stage_close(Stage *stage)
{
    list_finish(&stage->list);
    painter_destroy(stage->painter);
    glass_destroy(stage->glass);
    text_destroy(stage->text);
    free(stage);
}

static inline DrawList *stage_begin(Stage *stage, Color ground)
{
    list_begin(&stage->list, stage->screen, ground);
    return &stage->list;
}

/* The whole list's pixels: malloc'ed. */
static inline uint32_t *stage_paint(Stage *stage)
{
    painter_paint(stage->painter, &stage->list, stage->screen);
    return glass_pixels(stage->glass);
}

static inline uint32_t pixel_at(const Stage *stage, const uint32_t *pixels, int32_t x, int32_t y)
{
    return pixels[y * stage->screen.w + x];
}

/* The sum of the coverage of a white shape on black. */
static inline double painted_area(Stage *stage)
{
    double sum = 0.0;
    uint32_t *pixels = stage_paint(stage);
    for (int32_t i = 0; i < stage->screen.w * stage->screen.h; i++) {
        sum += (double)(pixels[i] & 0xFF) / 255.0;
    }
    free(pixels);
    return sum;
}

static inline void check_near(uint32_t is, uint32_t should, int by, const char *what, int32_t x,
                              int32_t y)
{
    for (int shift = 0; shift < 24; shift += 8) {
        int a = (int)(is >> shift & 0xFF), b = (int)(should >> shift & 0xFF);
        if (abs(a - b) > by) {
            fail_msg("%s at %d, %d: %06X for %06X", what, x, y, is & 0xFFFFFF, should & 0xFFFFFF);
        }
    }
}

#endif
