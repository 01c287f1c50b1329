/* Damage: no pixel that differs is missed, and little else is repainted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "draw/damage.h"

static const Box SCREEN = {0, 0, 1920, 1080};

static void assert_box(Box box, int32_t x, int32_t y, int32_t w, int32_t h)
{
    assert_int_equal(box.x, x);
    assert_int_equal(box.y, y);
    assert_int_equal(box.w, w);
    assert_int_equal(box.h, h);
}

typedef struct Fixture {
    DrawList list;
    Damage *damage;
    const Box *boxes;
    int count;
} Fixture;

static int set_up(void **state)
{
    Fixture *fixture = calloc(1, sizeof *fixture);
    list_init(&fixture->list);
    fixture->damage = damage_create();
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    list_finish(&fixture->list);
    damage_destroy(fixture->damage);
    free(fixture);
    return 0;
}

static DrawList *begin(Fixture *fixture)
{
    list_begin(&fixture->list, SCREEN, COLOR_RGB(0xF7F4ED));
    return &fixture->list;
}

static int compare(Fixture *fixture)
{
    fixture->count = damage_compare(fixture->damage, &fixture->list, &fixture->boxes);
    return fixture->count;
}

static void first_and_forgotten_are_whole(void **state)
{
    Fixture *fixture = *state;
    begin(fixture);
    assert_int_equal(compare(fixture), 1);
    assert_true(box_equal(fixture->boxes[0], SCREEN));
    begin(fixture);
    assert_int_equal(compare(fixture), 0);
    damage_forget(fixture->damage);
    assert_int_equal(compare(fixture), 1);
    assert_true(box_equal(fixture->boxes[0], SCREEN));
    list_begin(&fixture->list, (Box){0, 0, 1080, 1920}, COLOR_RGB(0xF7F4ED));
    assert_int_equal(compare(fixture), 1);
    assert_box(fixture->boxes[0], 0, 0, 1080, 1920);
    assert_int_equal(compare(fixture), 0);
}

static void ground_that_changes_is_one_box(void **state)
{
    Fixture *fixture = *state;
    begin(fixture);
    compare(fixture);
    list_begin(&fixture->list, SCREEN, COLOR_RGB(0x0C1B2D));
    list_fill(&fixture->list, (Box){5, 5, 50, 50}, COLOR_RGB(0u));
    assert_int_equal(compare(fixture), 1);
    assert_true(box_equal(fixture->boxes[0], SCREEN));
}

/* A clock on a screen of other things, some of which lie around and below it. */
static void add_clock(Fixture *fixture, Box clock, Color color)
{
    DrawList *list = begin(fixture);
    list_fill(list, (Box){0, 0, 1920, 200}, COLOR_RGB(0xFFFDF8));
    list_disc(list, (Box){1600, 30, 60, 60}, COLOR_RGB(0xA97B1E));
    list_fill(list, clock, color);
    list_shape(list, (Box){100, 300, 800, 600}, 16, COLOR_RGB(0xFFFDF8), 16, COLOR_RGB(0xD9D1BF));
}

static void clock_repaints_its_own_box(void **state)
{
    Fixture *fixture = *state;
    for (int32_t x = 1500; x < 1640; x += 7) {
        for (int32_t y = 20; y < 90; y += 9) {
            Box clock = {x, y, 83, 37};
            add_clock(fixture, clock, COLOR_RGB(0x152132));
            compare(fixture);
            add_clock(fixture, clock, COLOR_RGB(0x152133));
            assert_int_equal(compare(fixture), 1);
            assert_true(box_equal(fixture->boxes[0], clock));
        }
    }
}

static void progress_repaints_its_bar(void **state)
{
    Fixture *fixture = *state;
    for (int32_t done = 10; done < 200; done += 10) {
        DrawList *list = begin(fixture);
        list_shape(list, (Box){97, 967, 211, 8}, 4, COLOR_RGB(0x2B4763), 0, COLOR_NONE);
        list_shape(list, (Box){97, 967, done, 8}, 4, COLOR_RGB(0xF4F1E8), 0, COLOR_NONE);
        if (done == 10) {
            compare(fixture);
            continue;
        }
        assert_int_equal(compare(fixture), 1);
        assert_box(fixture->boxes[0], 97, 967, done, 8);
    }
}

static void moved_item_repaints_both_places(void **state)
{
    Fixture *fixture = *state;
    list_disc(begin(fixture), (Box){10, 10, 40, 40}, COLOR_RGB(0u));
    compare(fixture);
    list_disc(begin(fixture), (Box){1010, 710, 40, 40}, COLOR_RGB(0u));
    assert_int_equal(compare(fixture), 2);
    /* 1010 to 1050 and 710 to 750 lie across a border of cells each, and are one box all the same.
     */
    assert_box(fixture->boxes[0], 10, 10, 40, 40);
    assert_box(fixture->boxes[1], 1010, 710, 40, 40);
    begin(fixture);
    assert_int_equal(compare(fixture), 1);
    assert_box(fixture->boxes[0], 1010, 710, 40, 40);
}

static void targets_and_regions_are_not_seen(void **state)
{
    Fixture *fixture = *state;
    list_fill(begin(fixture), (Box){10, 10, 40, 40}, COLOR_RGB(0u));
    compare(fixture);
    DrawList *list = begin(fixture);
    list_target(list, (Box){0, 0, 100, 100}, 1, 2);
    list_region(list, (Box){0, 0, 100, 100});
    list_fill(list, (Box){10, 10, 40, 40}, COLOR_RGB(0u));
    assert_int_equal(compare(fixture), 0);
}

static void order_counts_where_items_meet(void **state)
{
    Fixture *fixture = *state;
    Box low = {10, 10, 40, 40}, high = {30, 30, 40, 40}, apart = {300, 300, 20, 20};
    DrawList *list = begin(fixture);
    list_fill(list, low, COLOR_RGB(1u));
    list_fill(list, high, COLOR_RGB(2u));
    list_fill(list, apart, COLOR_RGB(3u));
    compare(fixture);
    list = begin(fixture);
    list_fill(list, apart, COLOR_RGB(3u)); /* first now, but meets nothing */
    list_fill(list, low, COLOR_RGB(1u));
    list_fill(list, high, COLOR_RGB(2u));
    assert_int_equal(compare(fixture), 0);
    list = begin(fixture);
    list_fill(list, apart, COLOR_RGB(3u));
    list_fill(list, high, COLOR_RGB(2u));
    list_fill(list, low, COLOR_RGB(1u));
    assert_int_equal(compare(fixture), 1);
    assert_box(fixture->boxes[0], 30, 30, 20, 20);
}

static void item_drawn_twice_counts_twice(void **state)
{
    Fixture *fixture = *state;
    Box box = {10, 10, 40, 40};
    DrawList *list = begin(fixture);
    list_fill(list, box, 0x80000000);
    compare(fixture);
    list = begin(fixture);
    list_fill(list, box, 0x80000000);
    list_fill(list, box, 0x80000000);
    assert_int_equal(compare(fixture), 1);
    assert_box(fixture->boxes[0], 10, 10, 40, 40);
}

static void many_moving_items_are_few_boxes(void **state)
{
    Fixture *fixture = *state;
    for (int frame = 0; frame < 4; frame++) {
        DrawList *list = begin(fixture);
        for (int i = 0; i < 10000; i++) {
            list_fill(list, (Box){(i * 37 + frame) % 1900, i * 91 % 1070, 20, 10},
                      COLOR_RGB((uint32_t)i));
        }
        assert_in_range(compare(fixture), 1, 100);
    }
}

static void scrolled_lines_are_one_box(void **state)
{
    Fixture *fixture = *state;
    Box view = {300, 120, 1200, 760};
    for (int32_t scroll = 0; scroll < 200; scroll += 13) {
        DrawList *list = begin(fixture);
        list_fill(list, (Box){0, 950, 1920, 130}, COLOR_RGB(0xFFFDF8));
        ListState was = list_clip(list, view);
        list_move(list, 0, -scroll);
        for (int32_t line = 0; line < 60; line++) {
            int32_t width = 1100 - line * 37 % 200;
            list_fill(list, (Box){290, 100 + line * 56, width, 70}, COLOR_RGB(0x152132));
        }
        list_restore(list, was);
        if (scroll == 0) {
            compare(fixture);
            continue;
        }
        assert_in_range(compare(fixture), 1, 6);
        for (int i = 0; i < fixture->count; i++) {
            assert_true(box_contains(view, fixture->boxes[i]));
        }
    }
}

static uint32_t roll(uint64_t *seed, uint32_t below)
{
    *seed = hash_u64(*seed, 1);
    return (uint32_t)(*seed >> 32) % below;
}

/* What lies on each pixel, as a hash of the items in their order. */
static void stack_pixels(const DrawList *list, uint64_t *pixels)
{
    for (int32_t i = 0; i < list->screen.w * list->screen.h; i++) {
        pixels[i] = 0;
    }
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        Box box = box_intersect(item->box, item->clip);
        for (int32_t y = box.y; y < box_bottom(box); y++) {
            for (int32_t x = box.x; x < box_right(box); x++) {
                uint64_t *pixel = &pixels[y * list->screen.w + x];
                *pixel = hash_u64(*pixel, item->hash);
            }
        }
    }
}

typedef struct Thing {
    Box box;
    Color color;
} Thing;

static Thing random_thing(uint64_t *seed, Box screen)
{
    int32_t size = 1 << roll(seed, 9);
    return (Thing){{(int32_t)roll(seed, (uint32_t)screen.w + 60) - 30,
                    (int32_t)roll(seed, (uint32_t)screen.h + 60) - 30,
                    1 + (int32_t)roll(seed, (uint32_t)size),
                    1 + (int32_t)roll(seed, (uint32_t)size)},
                   COLOR_RGB(roll(seed, 4))};
}

enum { MOST_THINGS = 24 };

static void change_things(uint64_t *seed, Thing *things, uint32_t count, Box screen)
{
    for (uint32_t changes = roll(seed, 4); changes > 0; changes--) {
        uint32_t at = roll(seed, count), other = roll(seed, count);
        Thing thing = things[at];
        switch (roll(seed, 4)) {
        case 0: /* into another's place in the order */
            things[at] = things[other];
            things[other] = thing;
            break;
        case 1:
            things[at] = random_thing(seed, screen);
            break;
        case 2:
            things[at].box.x += (int32_t)roll(seed, 9) - 4;
            break;
        default: /* twice the same */
            things[at] = things[other];
            break;
        }
    }
}

static void no_changed_pixel_is_missed(void **state)
{
    (void)state;
    uint64_t seed = 2022;
    for (int round = 0; round < 8; round++) {
        Box screen = {0, 0, 1 + (int32_t)roll(&seed, 300), 1 + (int32_t)roll(&seed, 200)};
        size_t area = (size_t)screen.w * (size_t)screen.h;
        uint64_t *was = calloc(area, sizeof *was), *is = calloc(area, sizeof *is);
        Damage *damage = damage_create();
        DrawList list;
        list_init(&list);
        Thing things[MOST_THINGS];
        for (int i = 0; i < MOST_THINGS; i++) {
            things[i] = random_thing(&seed, screen);
        }
        for (int step = 0; step < 60; step++) {
            uint32_t count = MOST_THINGS - roll(&seed, 2);
            change_things(&seed, things, count, screen);
            list_begin(&list, screen, COLOR_RGB(9u));
            for (uint32_t i = 0; i < count; i++) {
                list_fill(&list, things[i].box, things[i].color);
            }
            stack_pixels(&list, is);
            const Box *boxes = NULL;
            int found = damage_compare(damage, &list, &boxes);
            for (int i = 0; i < found; i++) {
                assert_true(!box_is_empty(boxes[i]) && box_contains(screen, boxes[i]));
                for (int j = 0; j < i; j++) {
                    assert_false(box_overlaps(boxes[i], boxes[j]));
                }
                for (int32_t y = boxes[i].y; y < box_bottom(boxes[i]); y++) {
                    size_t at = (size_t)y * (size_t)screen.w + (size_t)boxes[i].x;
                    memcpy(&was[at], &is[at], (size_t)boxes[i].w * sizeof *was);
                }
            }
            assert_memory_equal(was, is, area * sizeof *was);
        }
        list_finish(&list);
        damage_destroy(damage);
        free(was);
        free(is);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_and_forgotten_are_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ground_that_changes_is_one_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(clock_repaints_its_own_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(progress_repaints_its_bar, set_up, tear_down),
        cmocka_unit_test_setup_teardown(moved_item_repaints_both_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(targets_and_regions_are_not_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_counts_where_items_meet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(item_drawn_twice_counts_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_moving_items_are_few_boxes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scrolled_lines_are_one_box, set_up, tear_down),
        cmocka_unit_test(no_changed_pixel_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
