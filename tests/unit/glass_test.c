/* Glass: what the display gets is the picture, turned as it hangs; a point of the one is the same
 * point of the other; a window and a memory show the same pixels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <SDL.h>
#include <SDL_image.h>

#include "base/hash.h"
#include "draw/damage.h"
#include "draw/glass.h"
#include "draw/painter.h"

static const PainterBudget BUDGET = {1 << 20, 1 << 20, 1 << 20};

static uint32_t roll(uint64_t *seed, uint32_t below)
{
    *seed = hash_u64(*seed, 1);
    return (uint32_t)(*seed >> 32) % below;
}

static void fill_list(DrawList *list, Box screen, uint64_t *seed)
{
    list_begin(list, screen, COLOR_RGB(0xF7F4ED));
    list_fill(list, (Box){0, 0, 5, 3}, COLOR_RGB(0xFF0000)); /* tells the corners apart */
    for (int i = 0; i < 6; i++) {
        int32_t size = 3 + (int32_t)roll(seed, 40);
        list_shape(list,
                   (Box){(int32_t)roll(seed, (uint32_t)screen.w),
                         (int32_t)roll(seed, (uint32_t)screen.h), size, 2 * size},
                   size / 3, COLOR_RGB(roll(seed, 0xFFFFFF)), 0, COLOR_NONE);
    }
}

/* Paints a few lists after one another, each by its damage only. */
static void play(Glass *glass, Painter *painter, uint64_t seed)
{
    Damage *damage = damage_create();
    DrawList list;
    list_init(&list);
    for (int step = 0; step < 12; step++) {
        fill_list(&list, glass_bounds(glass), &seed);
        const Box *boxes = NULL;
        int count = damage_compare(damage, &list, &boxes);
        for (int i = 0; i < count; i++) {
            painter_paint(painter, &list, boxes[i]);
        }
        glass_present(glass, boxes, count);
    }
    list_finish(&list);
    damage_destroy(damage);
}

static Glass *memory(int32_t w, int32_t h, Rotation rotation)
{
    Error error = {0};
    Glass *glass = glass_create_memory(w, h, rotation, &error);
    if (glass == NULL) {
        fail_msg("%s", error.text);
    }
    return glass;
}

static void display_gets_the_picture_turned(void **state)
{
    (void)state;
    static const int32_t SIZES[][2] = {{64, 48}, {97, 61}, {1, 40}, {33, 16}, {130, 131}};
    for (int i = 0; i < 20; i++) {
        int32_t w = SIZES[i / 4][0], h = SIZES[i / 4][1];
        Rotation rotation = (Rotation)(i % 4);
        /* As it was made, or turned to that since. */
        Error error = {0};
        Glass *glass = memory(w, h, (Rotation)((i + i / 4) % 4));
        assert_true(i < 4 || glass_turn(glass, rotation, &error));
        assert_int_equal(glass_rotation(glass), rotation);
        Painter *painter = painter_create(glass_renderer(glass), NULL, BUDGET);
        play(glass, painter, (uint64_t)i);
        Box bounds = glass_bounds(glass);
        bool sideways = rotation == ROTATE_90 || rotation == ROTATE_270;
        assert_int_equal(bounds.w, sideways ? h : w);
        assert_int_equal(bounds.h, sideways ? w : h);
        uint32_t *picture = glass_pixels(glass), *display = glass_display_pixels(glass);
        for (int32_t y = 0; y < h; y++) {
            for (int32_t x = 0; x < w; x++) {
                Point at = glass_turn_point(glass, (Point){x, y});
                assert_true(box_has_point(bounds, at));
                assert_int_equal(display[y * w + x], picture[at.y * bounds.w + at.x]);
            }
        }
        free(picture);
        free(display);
        painter_destroy(painter);
        glass_destroy(glass);
    }
}

static void turning_is_clockwise(void **state)
{
    (void)state;
    /* Where the picture's upper left corner lies on a display of 30 × 20 px. */
    static const Point CORNERS[] = {{0, 0}, {29, 0}, {29, 19}, {0, 19}};
    for (int i = 0; i < 4; i++) {
        Glass *glass = memory(30, 20, (Rotation)i);
        Point at = glass_turn_point(glass, CORNERS[i]);
        assert_int_equal(at.x, 0);
        assert_int_equal(at.y, 0);
        Box corner = {0, 0, 1, 1}, all = glass_bounds(glass);
        Painter *painter = painter_create(glass_renderer(glass), NULL, BUDGET);
        DrawList list;
        list_init(&list);
        list_begin(&list, all, COLOR_RGB(0u));
        list_fill(&list, corner, COLOR_RGB(0xFFFFFF));
        painter_paint(painter, &list, all);
        glass_present(glass, &all, 1);
        uint32_t *display = glass_display_pixels(glass);
        assert_int_equal(display[CORNERS[i].y * 30 + CORNERS[i].x], 0xFFFFFFFF);
        free(display);
        list_finish(&list);
        painter_destroy(painter);
        glass_destroy(glass);
    }
}

/* The pixels of a window's own surface, row by row: malloc'ed. */
static uint32_t *window_pixels(SDL_Window *window, int32_t w, int32_t h)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    assert_non_null(surface);
    assert_int_equal(surface->w, w);
    assert_int_equal(surface->h, h);
    uint32_t *pixels = malloc((size_t)w * (size_t)h * sizeof *pixels);
    assert_int_equal(SDL_ConvertPixels(w, h, surface->format->format, surface->pixels,
                                       surface->pitch, SDL_PIXELFORMAT_ARGB8888, pixels, w * 4),
                     0);
    return pixels;
}

static void assert_shows_the_same(Glass *window_glass, SDL_Window *window, Painter *painter,
                                  Rotation rotation, int32_t w, int32_t h)
{
    Glass *glass = memory(w, h, rotation);
    Painter *other = painter_create(glass_renderer(glass), NULL, BUDGET);
    play(window_glass, painter, 77);
    play(glass, other, 77);
    assert_true(box_equal(glass_bounds(window_glass), glass_bounds(glass)));
    size_t bytes = (size_t)w * (size_t)h * sizeof(uint32_t);
    uint32_t *shown = window_pixels(window, w, h), *should = glass_display_pixels(glass);
    assert_memory_equal(shown, should, bytes);
    uint32_t *picture = glass_pixels(window_glass), *as_read = glass_pixels(glass);
    assert_memory_equal(picture, as_read, bytes);
    free(shown);
    free(should);
    free(picture);
    free(as_read);
    painter_destroy(other);
    glass_destroy(glass);
}

static void window_shows_what_a_memory_does(void **state)
{
    (void)state;
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
    for (int i = 0; i < 4; i++) {
        Error error = {0};
        SDL_Window *window = SDL_CreateWindow("", 0, 0, 160, 90, SDL_WINDOW_BORDERLESS);
        assert_non_null(window);
        Glass *glass = glass_create_window(window, (Rotation)i, &error);
        if (glass == NULL) {
            fail_msg("%s", error.text);
        }
        Painter *painter = painter_create(glass_renderer(glass), NULL, BUDGET);
        assert_shows_the_same(glass, window, painter, (Rotation)i, 160, 90);
        /* The display comes back with another size; the renderer and its textures stay. */
        struct SDL_Renderer *renderer = glass_renderer(glass);
        SDL_SetWindowSize(window, 121, 203);
        SDL_PumpEvents();
        assert_true(glass_resize(glass, &error));
        assert_ptr_equal(glass_renderer(glass), renderer);
        assert_shows_the_same(glass, window, painter, (Rotation)i, 121, 203);
        painter_destroy(painter);
        Rotation other = (Rotation)((i + 1) % 4);
        assert_true(glass_turn(glass, other, &error));
        painter = painter_create(glass_renderer(glass), NULL, BUDGET);
        assert_shows_the_same(glass, window, painter, other, 121, 203);
        painter_destroy(painter);
        glass_destroy(glass);
        SDL_DestroyWindow(window);
    }
    SDL_Quit();
}

static void saved_picture_is_the_one_kept(void **state)
{
    (void)state;
    const char *build = getenv("FOYER_TEST_BUILD");
    char path[1024];
    snprintf(path, sizeof path, "%s/glass_test.%d.png", build == NULL ? "." : build, getpid());
    Error error = {0};
    Glass *glass = memory(70, 50, ROTATE_90);
    Painter *painter = painter_create(glass_renderer(glass), NULL, BUDGET);
    play(glass, painter, 3);
    assert_true(glass_save(glass, path, &error));
    SDL_Surface *file = IMG_Load(path);
    assert_non_null(file);
    SDL_Surface *argb = SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0);
    assert_int_equal(argb->w, 50);
    assert_int_equal(argb->h, 70);
    uint32_t *pixels = glass_pixels(glass);
    for (int y = 0; y < argb->h; y++) {
        assert_memory_equal((char *)argb->pixels + y * argb->pitch, pixels + y * 50, 50 * 4);
    }
    free(pixels);
    SDL_FreeSurface(argb);
    SDL_FreeSurface(file);
    remove(path);
    assert_false(glass_save(glass, "/nowhere/at/all.png", &error));
    assert_non_null(strstr(error.text, "/nowhere/at/all.png"));
    painter_destroy(painter);
    glass_destroy(glass);
}

static void impossible_sizes_are_errors(void **state)
{
    (void)state;
    Error error = {0};
    assert_null(glass_create_memory(0, 100, ROTATE_0, &error));
    assert_true(error.text[0] != 0);
    assert_null(glass_create_memory(-5, 100, ROTATE_90, &error));
    assert_null(glass_create_memory(INT32_MAX, INT32_MAX, ROTATE_0, &error));
    glass_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(display_gets_the_picture_turned),
        cmocka_unit_test(turning_is_clockwise),
        cmocka_unit_test(window_shows_what_a_memory_does),
        cmocka_unit_test(saved_picture_is_the_one_kept),
        cmocka_unit_test(impossible_sizes_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
