/* Boxes: the arithmetic every module leans on, beside counting pixels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/geometry.h"

static void assert_box(Box box, int32_t x, int32_t y, int32_t w, int32_t h)
{
    assert_int_equal(box.x, x);
    assert_int_equal(box.y, y);
    assert_int_equal(box.w, w);
    assert_int_equal(box.h, h);
}

/* Every pair of small boxes, pixel by pixel: the slow truth beside the arithmetic. */
static void test_boxes_agree_with_counting_pixels(void **state)
{
    (void)state;
    enum { SIDE = 4 };
    Box boxes[SIDE * SIDE * SIDE * SIDE];
    int count = 0;
    for (int i = 0; i < SIDE * SIDE * SIDE * SIDE; i++) {
        boxes[count++] = (Box){i % 4, i / 4 % 4, i / 16 % 4, i / 64};
    }
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < count; k++) {
            Box a = boxes[i], b = boxes[k];
            Box both = box_intersect(a, b), either = box_union(a, b);
            bool overlap = false, outside = false;
            for (int pixel = 0; pixel < 64; pixel++) {
                Point p = {pixel % 8, pixel / 8};
                bool in_a = box_has_point(a, p), in_b = box_has_point(b, p);
                assert_int_equal(box_has_point(both, p), in_a && in_b);
                assert_true(box_has_point(either, p) || !(in_a || in_b));
                overlap |= in_a && in_b;
                outside |= in_b && !in_a;
            }
            assert_int_equal(box_overlaps(a, b), overlap);
            if (!box_is_empty(b)) {
                assert_int_equal(box_contains(a, b), !outside);
            }
        }
    }
}

static void test_boxes_move_and_shrink(void **state)
{
    (void)state;
    Box box = {10, 20, 30, 40};
    assert_int_equal(box_right(box), 40);
    assert_int_equal(box_bottom(box), 60);
    assert_box(box_moved(box, -15, 5), -5, 25, 30, 40);
    assert_box(box_inset(box, 5), 15, 25, 20, 30);
    assert_box(box_inset(box, -5), 5, 15, 40, 50);
    assert_box(box_inset(box, 100), 110, 120, 0, 0);
    assert_box(box_centred(box, 10, 10), 20, 35, 10, 10);
    assert_box(box_union(box, (Box){0, 0, 0, 5}), 10, 20, 30, 40);
    assert_box(box_union((Box){0, 0, 5, 5}, box), 0, 0, 40, 60);
    assert_true(box_equal(box, (Box){10, 20, 30, 40}));
    assert_false(box_equal(box, (Box){10, 20, 30, 41}));
    assert_true(box_is_empty((Box){0, 0, -3, 5}));
    assert_false(box_overlaps(box, (Box){40, 20, 5, 5})); /* half open: they only touch */
    assert_int_equal(clamp_i32(5, 7, 9), 7);
    assert_int_equal(clamp_i32(50, 7, 9), 9);
    assert_int_equal(clamp_i32(8, 7, 9), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes_agree_with_counting_pixels),
        cmocka_unit_test(test_boxes_move_and_shrink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
