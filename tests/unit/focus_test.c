/* Focus: Tab's order, the arrows' geometry, and what a curtain hides. The lists are built by hand,
 * so that only focus.c is on trial. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/focus.h"

#define SCREEN ((Box){0, 0, 1000, 800})
#define ROOM 32

typedef struct Page {
    DrawList list;
    DrawItem items[ROOM];
} Page;

static void page_begin(Page *page)
{
    memset(page, 0, sizeof *page);
    page->list.screen = SCREEN;
    page->list.items = page->items;
    page->list.room = ROOM;
    page->items[0] = (DrawItem){.kind = DRAW_FILL, .box = SCREEN, .clip = SCREEN};
    page->list.count = 1;
}

static void add_clipped(Page *page, uint64_t arg, Box box, Box clip)
{
    Action action = {.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = arg};
    page->items[page->list.count++] =
        (DrawItem){.kind = DRAW_TARGET,
                   .box = box,
                   .clip = clip,
                   .as.target = {.tag = action_tag(action), .arg = arg}};
}

static void add(Page *page, uint64_t arg, Box box)
{
    add_clipped(page, arg, box, SCREEN);
}

static void add_curtain(Page *page)
{
    page->items[page->list.count++] =
        (DrawItem){.kind = DRAW_TARGET, .box = SCREEN, .clip = SCREEN};
}

static uint64_t key(uint64_t arg)
{
    return action_key((Action){.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = arg});
}

/* Three columns of two rows, and a bar of two wide buttons below. */
static void page_grid(Page *page)
{
    page_begin(page);
    for (int i = 0; i < 6; i++) {
        add(page, (uint64_t)i + 1, (Box){50 + i % 3 * 300, 50 + i / 3 * 250, 280, 230});
    }
    add(page, 7, (Box){0, 700, 480, 100});
    add(page, 8, (Box){520, 700, 480, 100});
}

static void tab_goes_round_in_the_order_drawn(void **state)
{
    (void)state;
    Page page;
    page_grid(&page);
    uint64_t at = 0;
    for (uint64_t i = 0; i < 17; i++) {
        at = focus_find(&page.list, at, FOCUS_NEXT);
        assert_int_equal(at, key(i % 8 + 1));
    }
    at = 0;
    for (uint64_t i = 0; i < 17; i++) {
        at = focus_find(&page.list, at, FOCUS_PREVIOUS);
        assert_int_equal(at, key(8 - i % 8));
    }
}

static void from_nowhere_the_first_and_the_last(void **state)
{
    (void)state;
    Page page;
    page_grid(&page);
    uint64_t gone = key(99);
    assert_int_equal(focus_find(&page.list, gone, FOCUS_NEXT), key(1));
    assert_int_equal(focus_find(&page.list, gone, FOCUS_RIGHT), key(1));
    assert_int_equal(focus_find(&page.list, 0, FOCUS_UP), key(1));
    assert_int_equal(focus_find(&page.list, gone, FOCUS_PREVIOUS), key(8));
}

static void arrows_find_the_neighbour(void **state)
{
    (void)state;
    Page page;
    page_grid(&page);
    const DrawList *list = &page.list;
    assert_int_equal(focus_find(list, key(1), FOCUS_RIGHT), key(2));
    assert_int_equal(focus_find(list, key(2), FOCUS_RIGHT), key(3));
    assert_int_equal(focus_find(list, key(3), FOCUS_RIGHT), 0);
    assert_int_equal(focus_find(list, key(1), FOCUS_LEFT), 0);
    assert_int_equal(focus_find(list, key(1), FOCUS_UP), 0);
    assert_int_equal(focus_find(list, key(5), FOCUS_LEFT), key(4));
    assert_int_equal(focus_find(list, key(5), FOCUS_UP), key(2));
    assert_int_equal(focus_find(list, key(2), FOCUS_DOWN), key(5));
    assert_int_equal(focus_find(list, key(4), FOCUS_DOWN), key(7));
    assert_int_equal(focus_find(list, key(6), FOCUS_DOWN), key(8));
    assert_int_equal(focus_find(list, key(7), FOCUS_DOWN), 0);
    assert_int_equal(focus_find(list, key(7), FOCUS_RIGHT), key(8));
    assert_int_equal(focus_find(list, key(8), FOCUS_UP), key(6));
}

static void arrows_prefer_what_lies_straight_ahead(void **state)
{
    (void)state;
    Page page;
    page_begin(&page);
    add(&page, 1, (Box){0, 300, 100, 100});
    add(&page, 2, (Box){120, 100, 100, 100}); /* nearer, but in another row */
    add(&page, 3, (Box){600, 320, 100, 100}); /* in the row, far away */
    assert_int_equal(focus_find(&page.list, key(1), FOCUS_RIGHT), key(3));
    /* Down, a row that is wholly nearer wins over a far one straight below. */
    page_begin(&page);
    add(&page, 1, (Box){0, 0, 100, 100});
    add(&page, 2, (Box){200, 120, 100, 100});
    add(&page, 3, (Box){0, 600, 100, 100});
    assert_int_equal(focus_find(&page.list, key(1), FOCUS_DOWN), key(2));
    assert_int_equal(focus_find(&page.list, key(3), FOCUS_UP), key(2));
}

static void every_target_can_be_reached_by_arrows(void **state)
{
    (void)state;
    Page page;
    page_grid(&page);
    bool seen[9] = {false};
    uint64_t queue[64];
    int head = 0, tail = 0;
    queue[tail++] = key(1);
    seen[1] = true;
    while (head < tail) {
        uint64_t at = queue[head++];
        for (FocusMove move = FOCUS_LEFT; move <= FOCUS_DOWN; move++) {
            uint64_t to = focus_find(&page.list, at, move);
            for (uint64_t i = 1; i <= 8; i++) {
                if (to == key(i) && !seen[i]) {
                    seen[i] = true;
                    queue[tail++] = to;
                }
            }
        }
    }
    assert_int_equal(tail, 8);
}

static void same_action_twice_is_one_stop(void **state)
{
    (void)state;
    Page page;
    page_begin(&page);
    add(&page, 1, (Box){0, 0, 100, 100});
    add(&page, 2, (Box){200, 0, 100, 100});
    add(&page, 1, (Box){400, 0, 100, 100});
    add(&page, 3, (Box){600, 0, 100, 100});
    assert_int_equal(focus_find(&page.list, key(2), FOCUS_NEXT), key(3));
    assert_int_equal(focus_find(&page.list, key(3), FOCUS_NEXT), key(1));
    assert_int_equal(focus_find(&page.list, key(2), FOCUS_RIGHT), key(3));
    assert_true(box_equal(focus_box(&page.list, key(1)), (Box){0, 0, 100, 100}));
}

static void what_is_not_visible_does_not_count(void **state)
{
    (void)state;
    Page page;
    page_begin(&page);
    Box view = {0, 100, 1000, 500};
    add_clipped(&page, 1, (Box){0, 0, 100, 100}, view);   /* above the view */
    add_clipped(&page, 2, (Box){0, 550, 100, 100}, view); /* half of it shows */
    add(&page, 3, (Box){2000, 0, 100, 100});              /* off the screen */
    assert_int_equal(focus_find(&page.list, 0, FOCUS_NEXT), key(2));
    assert_int_equal(focus_find(&page.list, key(2), FOCUS_NEXT), key(2));
    assert_true(box_equal(focus_box(&page.list, key(2)), (Box){0, 550, 100, 50}));
    assert_true(box_is_empty(focus_box(&page.list, key(1))));
    assert_true(box_is_empty(focus_box(&page.list, 0)));
    assert_null(focus_at(&page.list, (Point){50, 620})); /* the half that is cut off */
    assert_non_null(focus_at(&page.list, (Point){50, 590}));
}

static void curtain_hides_all_before_it(void **state)
{
    (void)state;
    Page page;
    page_grid(&page);
    add_curtain(&page);
    assert_int_equal(focus_find(&page.list, 0, FOCUS_NEXT), 0); /* nothing above it yet */
    assert_null(focus_at(&page.list, (Point){100, 100}));
    add(&page, 20, (Box){300, 300, 400, 120});
    assert_int_equal(focus_find(&page.list, key(1), FOCUS_NEXT), key(20));
    assert_int_equal(focus_find(&page.list, key(20), FOCUS_NEXT), key(20));
    assert_int_equal(focus_find(&page.list, key(20), FOCUS_DOWN), 0);
    assert_null(focus_at(&page.list, (Point){100, 100}));
    assert_ptr_equal(focus_at(&page.list, (Point){350, 350}), &page.items[page.list.count - 1]);
    assert_true(box_is_empty(focus_box(&page.list, key(1))));
}

static void topmost_target_is_the_one_touched(void **state)
{
    (void)state;
    Page page;
    page_begin(&page);
    add(&page, 1, (Box){0, 0, 400, 400});
    add(&page, 2, (Box){100, 100, 100, 100});
    assert_int_equal(focus_at(&page.list, (Point){150, 150})->as.target.arg, 2);
    assert_int_equal(focus_at(&page.list, (Point){50, 50})->as.target.arg, 1);
    assert_int_equal(focus_at(&page.list, (Point){0, 0})->as.target.arg, 1);
    assert_null(focus_at(&page.list, (Point){400, 0})); /* half open */
    assert_null(focus_at(&page.list, (Point){-1, -1}));
}

static void every_action_has_its_own_key(void **state)
{
    (void)state;
    for (uint64_t a = 0; a < 100; a++) {
        assert_int_not_equal(key(a), 0);
        for (uint64_t b = 0; b < a; b++) {
            assert_int_not_equal(key(a), key(b));
        }
    }
}

static void empty_list_has_nothing(void **state)
{
    (void)state;
    DrawList none = {.screen = SCREEN};
    for (FocusMove move = FOCUS_NEXT; move <= FOCUS_DOWN; move++) {
        assert_int_equal(focus_find(&none, 0, move), 0);
        assert_int_equal(focus_find(&none, key(1), move), 0);
    }
    assert_null(focus_at(&none, (Point){0, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_goes_round_in_the_order_drawn),
        cmocka_unit_test(from_nowhere_the_first_and_the_last),
        cmocka_unit_test(arrows_find_the_neighbour),
        cmocka_unit_test(arrows_prefer_what_lies_straight_ahead),
        cmocka_unit_test(every_target_can_be_reached_by_arrows),
        cmocka_unit_test(same_action_twice_is_one_stop),
        cmocka_unit_test(what_is_not_visible_does_not_count),
        cmocka_unit_test(curtain_hides_all_before_it),
        cmocka_unit_test(topmost_target_is_the_one_touched),
        cmocka_unit_test(every_action_has_its_own_key),
        cmocka_unit_test(empty_list_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
