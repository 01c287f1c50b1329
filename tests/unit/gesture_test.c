/* Gestures: what touches mean, in sequences that real panels send. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/gesture.h"

#define SLOP 12

static Gesture feed(Gestures *g, TouchKind kind, int64_t finger, int32_t x, int32_t y, Time ms)
{
    return gestures_feed(
        g, (Touch){.kind = kind, .finger = finger, .at = {x, y}, .when = ms * TIME_MS}, SLOP);
}

static void tap_is_press_then_tap(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    Gesture press = feed(&g, TOUCH_DOWN, 7, 100, 200, 0);
    assert_int_equal(press.kind, GESTURE_PRESS);
    assert_int_equal(press.at.x, 100);
    assert_int_equal(press.start.y, 200);
    assert_true(gestures_any_down(&g));
    Gesture tap = feed(&g, TOUCH_UP, 7, 103, 198, 80);
    assert_int_equal(tap.kind, GESTURE_TAP);
    assert_int_equal(tap.start.x, 100);
    assert_int_equal(tap.at.x, 103);
    assert_int_equal(tap.when, 80 * TIME_MS);
    assert_false(gestures_any_down(&g));
}

static void jitter_inside_the_slop_stays_a_tap(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 500, 500, 0);
    for (int i = 1; i < 50; i++) {
        int32_t d = i % 2 != 0 ? 8 : -8;
        assert_int_equal(feed(&g, TOUCH_MOVE, 1, 500 + d, 500 - d, i * 8).kind, GESTURE_NONE);
    }
    assert_int_equal(feed(&g, TOUCH_UP, 1, 508, 508, 400).kind, GESTURE_TAP);
}

static void the_slop_is_a_circle_and_its_rim_is_a_drag(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 0, 0, 0);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 11, 0, 8).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 8, 8, 16).kind, GESTURE_NONE); /* 11.3 px */
    Gesture drag = feed(&g, TOUCH_MOVE, 1, 0, -12, 24);
    assert_int_equal(drag.kind, GESTURE_DRAG);
    assert_true(drag.began);
    assert_int_equal(drag.moved.y, -12); /* all of it since the press: the page catches up */
}

static void drag_moves_add_up_to_the_whole_way(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 900, 800, 0);
    int32_t x = 0, y = 0;
    for (int i = 1; i <= 20; i++) {
        Gesture drag = feed(&g, TOUCH_MOVE, 1, 900 - i * 3, 800 - i * 30, i * 8);
        assert_int_equal(drag.kind, GESTURE_DRAG);
        assert_int_equal(drag.began, i == 1);
        x += drag.moved.x;
        y += drag.moved.y;
    }
    Gesture release = feed(&g, TOUCH_UP, 1, 840, 195, 165);
    assert_int_equal(release.kind, GESTURE_RELEASE);
    assert_int_equal(x + release.moved.x, -60);
    assert_int_equal(y + release.moved.y, -605);
    assert_int_equal(release.start.x, 900);
}

static void sliding_off_and_back_is_no_tap(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    feed(&g, TOUCH_MOVE, 1, 200, 100, 50);
    Gesture back = feed(&g, TOUCH_MOVE, 1, 100, 100, 100);
    assert_int_equal(back.kind, GESTURE_DRAG);
    assert_false(back.began);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 100, 100, 500).kind, GESTURE_RELEASE);
}

static void up_far_away_without_a_move_acts_on_nothing(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 400, 100, 50).kind, GESTURE_CANCEL);
    assert_false(gestures_any_down(&g));
}

static void second_finger_is_ignored_until_it_is_up(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_DOWN, 2, 700, 700, 10).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_MOVE, 2, 300, 300, 20).kind, GESTURE_NONE);
    Gesture drag = feed(&g, TOUCH_MOVE, 1, 150, 100, 30);
    assert_int_equal(drag.kind, GESTURE_DRAG);
    assert_int_equal(drag.moved.x, 50); /* not from where the other one is */
    assert_int_equal(feed(&g, TOUCH_UP, 1, 150, 100, 40).kind, GESTURE_RELEASE);
    /* The leader is gone; the one that stayed does not take over. */
    assert_true(gestures_any_down(&g));
    assert_int_equal(feed(&g, TOUCH_MOVE, 2, 900, 300, 50).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 2, 900, 300, 60).kind, GESTURE_NONE);
    assert_false(gestures_any_down(&g));
    assert_int_equal(feed(&g, TOUCH_DOWN, 2, 5, 5, 70).kind, GESTURE_PRESS);
}

static void second_finger_up_does_not_end_the_first(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    feed(&g, TOUCH_DOWN, 2, 700, 700, 10);
    assert_int_equal(feed(&g, TOUCH_UP, 2, 700, 700, 20).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 100, 100, 30).kind, GESTURE_TAP);
}

static void new_finger_leads_while_an_old_one_rests(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    feed(&g, TOUCH_DOWN, 2, 700, 700, 10);
    feed(&g, TOUCH_UP, 1, 100, 100, 20);
    assert_int_equal(feed(&g, TOUCH_DOWN, 3, 50, 60, 30).kind, GESTURE_PRESS);
    assert_int_equal(feed(&g, TOUCH_UP, 3, 50, 60, 40).kind, GESTURE_TAP);
    assert_true(gestures_any_down(&g)); /* 2 still rests there */
}

static void cancel_ends_what_the_leader_began(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_CANCEL, 1, 100, 100, 10).kind, GESTURE_CANCEL);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 500, 100, 20).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 500, 100, 30).kind, GESTURE_NONE);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 40);
    feed(&g, TOUCH_MOVE, 1, 300, 100, 50);
    assert_int_equal(feed(&g, TOUCH_CANCEL, 1, 300, 100, 60).kind, GESTURE_CANCEL);
    assert_false(gestures_any_down(&g));
    /* Of a finger that does not lead: it is only forgotten. */
    feed(&g, TOUCH_DOWN, 1, 0, 0, 70);
    feed(&g, TOUCH_DOWN, 2, 9, 9, 71);
    assert_int_equal(feed(&g, TOUCH_CANCEL, 2, 9, 9, 72).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 0, 0, 73).kind, GESTURE_TAP);
    assert_false(gestures_any_down(&g));
}

static void lost_up_costs_one_touch_and_no_more(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 100, 100, 0);
    assert_int_equal(feed(&g, TOUCH_DOWN, 1, 800, 100, 5000).kind, GESTURE_CANCEL);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 900, 100, 5010).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 900, 100, 5020).kind, GESTURE_NONE);
    assert_false(gestures_any_down(&g));
    assert_int_equal(feed(&g, TOUCH_DOWN, 1, 5, 5, 6000).kind, GESTURE_PRESS);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 5, 5, 6050).kind, GESTURE_TAP);
}

static void velocity_is_that_of_the_last_tenth_of_a_second(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 0, 2000, 0);
    int32_t y = 2000;
    for (int ms = 10; ms <= 300; ms += 10) { /* slow at first, then 1,500 px a second */
        y -= ms <= 150 ? 1 : 15;
        feed(&g, TOUCH_MOVE, 1, 0, y, ms);
    }
    Gesture release = feed(&g, TOUCH_UP, 1, 0, y, 300);
    assert_int_equal(release.kind, GESTURE_RELEASE);
    assert_float_equal(release.velocity_x_px_s, 0, 0.01);
    assert_float_equal(release.velocity_y_px_s, -1500, 100);
}

static void velocity_survives_a_fast_mouse(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 0, 0, 0);
    for (int ms = 1; ms <= 400; ms++) { /* 1,000 moves a second, 2 px each, then it slows down */
        feed(&g, TOUCH_MOVE, 1, ms <= 390 ? 2 * ms : 780, 0, ms);
    }
    /* A look at the last 16 moves alone would say: 750. */
    Gesture release = feed(&g, TOUCH_UP, 1, 780, 0, 400);
    assert_float_equal(release.velocity_x_px_s, 1800, 150);
}

static void finger_that_rests_before_it_leaves_has_no_velocity(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 0, 0, 0);
    for (int ms = 8; ms <= 80; ms += 8) {
        feed(&g, TOUCH_MOVE, 1, ms * 4, 0, ms);
    }
    Gesture release = feed(&g, TOUCH_UP, 1, 320, 0, 300);
    assert_float_equal(release.velocity_x_px_s, 0, 0.01);
}

static void moves_at_one_moment_give_no_endless_velocity(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    feed(&g, TOUCH_DOWN, 1, 0, 0, 10);
    feed(&g, TOUCH_MOVE, 1, 100, 0, 10);
    Gesture release = feed(&g, TOUCH_UP, 1, 100, 0, 10);
    assert_true(release.velocity_x_px_s <= 100 / 0.008f + 1);
    feed(&g, TOUCH_DOWN, 1, 0, 0, 20); /* and time that goes back does no harm */
    feed(&g, TOUCH_MOVE, 1, 100, 0, 15);
    release = feed(&g, TOUCH_UP, 1, 100, 0, 12);
    assert_true(release.velocity_x_px_s >= 0 && release.velocity_x_px_s < 20000);
}

static void let_go_finger_means_nothing_until_it_is_up(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    gestures_let_go(&g); /* nothing is down */
    assert_false(gestures_any_down(&g));
    feed(&g, TOUCH_DOWN, 1, 10, 10, 0);
    gestures_let_go(&g);
    assert_true(gestures_any_down(&g));
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, 300, 300, 10).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_UP, 1, 300, 300, 20).kind, GESTURE_NONE);
    assert_false(gestures_any_down(&g));
    assert_int_equal(feed(&g, TOUCH_DOWN, 1, 10, 10, 30).kind, GESTURE_PRESS);
}

static void hostile_touches_do_no_harm(void **state)
{
    (void)state;
    Gestures g;
    gestures_init(&g);
    assert_int_equal(feed(&g, TOUCH_UP, 9, 0, 0, 0).kind, GESTURE_NONE);
    assert_int_equal(feed(&g, TOUCH_MOVE, 9, 0, 0, 0).kind, GESTURE_NONE);
    for (int i = 0; i < 100; i++) {
        feed(&g, TOUCH_DOWN, i, i, i, i);
    }
    assert_int_equal(feed(&g, TOUCH_MOVE, 99, 0, 0, 101).kind, GESTURE_NONE);
    for (int i = 0; i < 100; i++) {
        feed(&g, TOUCH_UP, i, i, i, 200 + i);
    }
    assert_false(gestures_any_down(&g));
    feed(&g, TOUCH_DOWN, 1, INT32_MIN, INT32_MIN, 300);
    assert_int_equal(feed(&g, TOUCH_MOVE, 1, INT32_MAX, INT32_MAX, 301).kind, GESTURE_DRAG);
    assert_int_equal(feed(&g, TOUCH_UP, 1, INT32_MIN, INT32_MAX, 302).kind, GESTURE_RELEASE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tap_is_press_then_tap),
        cmocka_unit_test(jitter_inside_the_slop_stays_a_tap),
        cmocka_unit_test(the_slop_is_a_circle_and_its_rim_is_a_drag),
        cmocka_unit_test(drag_moves_add_up_to_the_whole_way),
        cmocka_unit_test(sliding_off_and_back_is_no_tap),
        cmocka_unit_test(up_far_away_without_a_move_acts_on_nothing),
        cmocka_unit_test(second_finger_is_ignored_until_it_is_up),
        cmocka_unit_test(second_finger_up_does_not_end_the_first),
        cmocka_unit_test(new_finger_leads_while_an_old_one_rests),
        cmocka_unit_test(cancel_ends_what_the_leader_began),
        cmocka_unit_test(lost_up_costs_one_touch_and_no_more),
        cmocka_unit_test(velocity_is_that_of_the_last_tenth_of_a_second),
        cmocka_unit_test(velocity_survives_a_fast_mouse),
        cmocka_unit_test(finger_that_rests_before_it_leaves_has_no_velocity),
        cmocka_unit_test(moves_at_one_moment_give_no_endless_velocity),
        cmocka_unit_test(let_go_finger_means_nothing_until_it_is_up),
        cmocka_unit_test(hostile_touches_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
