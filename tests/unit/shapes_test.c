/* Shapes, icons and shades: each pixel is what the formula says, however it is put together, and
 * mirror images are equal. */
#include "draw_stage.h"

#include "draw/shapes.h"

/* Draws the shape and compares every pixel with what the formula says, and with its mirror image:
 * `by` levels apart at most. */
static void check_shape(Stage *stage, const Shape *shape, int by)
{
    char name[100];
    snprintf(name, sizeof name, "%d x %d, radius %.1f, stroke %.2f", shape->w, shape->h,
             shape->radius_px, shape->stroke_px);
    Box box = {3, 5, shape->w, shape->h};
    list_shape(stage_begin(stage, COLOR_RGB(0u)), box, (int32_t)shape->radius_px, shape->fill,
               (int32_t)(shape->stroke_px * 16.0), shape->stroke);
    uint32_t *pixels = stage_paint(stage);
    for (int32_t y = 0; y < shape->h; y++) {
        for (int32_t x = 0; x < shape->w; x++) {
            Color color = shape_color(shape, shape_cover(shape, x, y));
            uint32_t should = color_mix(COLOR_RGB(0u), COLOR_RGB(color), (int)(color >> 24) + 1);
            uint32_t is = pixel_at(stage, pixels, box.x + x, box.y + y);
            check_near(is, should, by, name, x, y);
            assert_int_equal(is, pixel_at(stage, pixels, box.x + shape->w - 1 - x, box.y + y));
            assert_int_equal(is, pixel_at(stage, pixels, box.x + x, box.y + shape->h - 1 - y));
        }
    }
    assert_int_equal(pixel_at(stage, pixels, box.x - 1, box.y + shape->h / 2) & 0xFFFFFF, 0);
    assert_int_equal(pixel_at(stage, pixels, box.x + shape->w / 2, box.y - 1) & 0xFFFFFF, 0);
    free(pixels);
}

static void shapes_are_what_the_formula_says(void **state)
{
    (void)state;
    static const int32_t SIDES[] = {1, 2, 7, 24, 25, 60, 131, 300, 421};
    static const int32_t RADII[] = {0, 1, 8, 12, 40, 128, 150, 210};
    static const int32_t STROKES[] = {0, 8, 16, 24, 112, 2200};
    Stage *stage = stage_open(440, 440, BUDGET);
    uint64_t seed = 5;
    for (int i = 0; i < 120; i++) {
        Shape shape = {.w = SIDES[roll(&seed, 9)], .h = SIDES[roll(&seed, 9)]};
        int32_t side = min_i32(shape.w, shape.h);
        shape.radius_px = min_i32(RADII[roll(&seed, 8)], side / 2);
        shape.stroke_px = min_i32(STROKES[roll(&seed, 6)], side / 2 * 16) / 16.0;
        shape.fill = roll(&seed, 3) == 0 ? COLOR_NONE : COLOR_RGB(0xD6AE5C);
        shape.stroke = shape.stroke_px > 0.0 ? COLOR_RGB(0x8FC1E8) : COLOR_NONE;
        /* Large corners are drawn in 16 steps. */
        check_shape(stage, &shape, 2 + (shape.radius_px > 120 || shape.stroke_px > 120 ? 12 : 0));
    }
    stage_close(stage);
}

static void discs_and_rings_have_their_area(void **state)
{
    (void)state;
    const double pi = 3.14159265358979;
    Stage *stage = stage_open(700, 700, BUDGET);
    for (int32_t size = 9; size < 700; size += 1 + size / 4) {
        double r = size / 2.0, inner = r - 3.0;
        list_disc(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, size, size}, COLOR_RGB(0xFFFFFF));
        double area = painted_area(stage);
        assert_true(area > pi * r * r * 0.99 && area < pi * r * r * 1.01);
        list_shape(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, size, size}, size, COLOR_NONE, 48,
                   COLOR_RGB(0xFFFFFF));
        area = painted_area(stage);
        double ring = pi * (r * r - inner * inner);
        assert_true(area > ring * 0.98 && area < ring * 1.02);
    }
    stage_close(stage);
}

static void icons_are_drawn_and_mirror(void **state)
{
    (void)state;
    Stage *stage = stage_open(120, 60, BUDGET);
    for (int i = 0; i < ICON_COUNT; i++) {
        list_icon(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, 60, 60}, (Icon)i,
                  COLOR_RGB(0xFFFFFF));
        double area = painted_area(stage);
        assert_true(area > 60 * 60 * 0.04 && area < 60 * 60 * 0.6);
    }
    DrawList *list = stage_begin(stage, COLOR_RGB(0u));
    list_icon(list, (Box){0, 0, 60, 60}, ICON_CHEVRON_LEFT, COLOR_RGB(0xFFFFFF));
    list_icon(list, (Box){60, 0, 60, 60}, ICON_CHEVRON_RIGHT, COLOR_RGB(0xFFFFFF));
    uint32_t *pixels = stage_paint(stage);
    for (int32_t y = 0; y < 60; y++) {
        for (int32_t x = 0; x < 60; x++) {
            assert_int_equal(pixel_at(stage, pixels, x, y), pixel_at(stage, pixels, 119 - x, y));
        }
    }
    free(pixels);
    stage_close(stage);
}

static void shade_grows_evenly(void **state)
{
    (void)state;
    Stage *stage = stage_open(10, 200, BUDGET);
    for (int flip = 0; flip < 2; flip++) {
        list_shade(stage_begin(stage, COLOR_RGB(0u)), stage->screen, COLOR_RGB(0xFFFFFF), flip);
        uint32_t *pixels = stage_paint(stage);
        int last = -1;
        for (int32_t row = 0; row < 200; row++) {
            int level = (int)(pixel_at(stage, pixels, 5, flip ? 199 - row : row) & 0xFF);
            assert_in_range(level - max_i32(last, 0), 0, 3);
            last = level;
        }
        assert_int_equal(pixel_at(stage, pixels, 5, flip ? 199 : 0) & 0xFF, 0);
        assert_int_equal(last, 255);
        free(pixels);
    }
    stage_close(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_what_the_formula_says),
        cmocka_unit_test(discs_and_rings_have_their_area),
        cmocka_unit_test(icons_are_drawn_and_mirror),
        cmocka_unit_test(shade_grows_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
