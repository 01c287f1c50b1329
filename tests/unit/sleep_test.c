/* Sleep: the hours across midnight, clocks that jump, and visitors at night. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "shell/sleep.h"

static const SleepHours NIGHT = {22 * 60, 7 * 60};
static const Time PATIENCE = 90 * TIME_S;

static Wall at(int hour, int minute)
{
    return (Wall){{2026, 3, 29}, (int8_t)hour, (int8_t)minute, 0};
}

static void hours_hold_across_midnight(void **state)
{
    (void)state;
    assert_false(sleep_hours_hold(NIGHT, at(21, 59)));
    assert_true(sleep_hours_hold(NIGHT, at(22, 0)));
    assert_true(sleep_hours_hold(NIGHT, at(23, 59)));
    assert_true(sleep_hours_hold(NIGHT, at(0, 0)));
    assert_true(sleep_hours_hold(NIGHT, at(6, 59)));
    assert_false(sleep_hours_hold(NIGHT, at(7, 0)));
    const SleepHours noon = {12 * 60, 13 * 60};
    assert_false(sleep_hours_hold(noon, at(11, 59)));
    assert_true(sleep_hours_hold(noon, at(12, 0)));
    assert_false(sleep_hours_hold(noon, at(13, 0)));
    assert_false(sleep_hours_hold(noon, at(0, 0)));
    const SleepHours never = {0, 0};
    assert_false(sleep_hours_hold(never, at(0, 0)));
    /* A clock that is not believed. */
    assert_false(sleep_hours_hold(NIGHT, (Wall){{0, 0, 0}, 0, 0, 0}));
}

/* A day and a night, minute by minute: asleep in the hours and at no other time. */
static void a_day_is_slept_through(void **state)
{
    (void)state;
    Sleep sleep;
    sleep_init(&sleep, NIGHT);
    for (int minute = 0; minute < 3 * 1440; minute++) {
        Time now = minute * 60 * TIME_S;
        int of_day = minute % 1440;
        Wall wall = at(of_day / 60, of_day % 60);
        Time next = sleep_step(&sleep, wall, true, PATIENCE, now);
        assert_int_equal(sleep.asleep, sleep_hours_hold(NIGHT, wall));
        assert_true(next == now + 60 * TIME_S);
    }
}

/* Summer and winter time, a clock that is set, and one that is no longer believed. */
static void clocks_that_jump_are_followed(void **state)
{
    (void)state;
    Sleep sleep;
    /* The hour from 2 to 3 does not happen; sleep would begin in it. */
    sleep_init(&sleep, (SleepHours){2 * 60 + 30, 6 * 60});
    (void)sleep_step(&sleep, at(1, 59), true, PATIENCE, 0);
    assert_false(sleep.asleep);
    (void)sleep_step(&sleep, at(3, 0), true, PATIENCE, 60 * TIME_S);
    assert_true(sleep.asleep);
    /* It ends in an hour that does not happen. */
    sleep_init(&sleep, (SleepHours){22 * 60, 2 * 60 + 30});
    (void)sleep_step(&sleep, at(1, 59), true, PATIENCE, 0);
    assert_true(sleep.asleep);
    (void)sleep_step(&sleep, at(3, 0), true, PATIENCE, 60 * TIME_S);
    assert_false(sleep.asleep);
    /* The hour happens twice: what the clock shows counts, both times. */
    (void)sleep_step(&sleep, at(2, 59), true, PATIENCE, 120 * TIME_S);
    assert_false(sleep.asleep);
    (void)sleep_step(&sleep, at(2, 0), true, PATIENCE, 180 * TIME_S);
    assert_true(sleep.asleep);
    /* Set from night to day and back, without a minute between. */
    (void)sleep_step(&sleep, at(12, 0), true, PATIENCE, 181 * TIME_S);
    assert_false(sleep.asleep);
    (void)sleep_step(&sleep, at(23, 0), true, PATIENCE, 182 * TIME_S);
    assert_true(sleep.asleep);
    (void)sleep_step(&sleep, (Wall){{0, 0, 0}, 0, 0, 0}, true, PATIENCE, 183 * TIME_S);
    assert_false(sleep.asleep);
}

static bool touch(Sleep *sleep, TouchKind kind, int64_t finger, Time when)
{
    Touch touch = {.kind = kind, .finger = finger, .when = when};
    return sleep_takes_touch(sleep, &touch);
}

/* The touch that wakes means nothing else; the next one does; then it sleeps again. */
static void a_visitor_at_night(void **state)
{
    (void)state;
    Sleep sleep;
    sleep_init(&sleep, NIGHT);
    Time now = 1000 * TIME_S;
    (void)sleep_step(&sleep, at(23, 0), true, PATIENCE, now);
    assert_true(sleep.asleep);
    assert_true(touch(&sleep, TOUCH_DOWN, 1, now));
    assert_false(sleep.asleep);
    assert_true(touch(&sleep, TOUCH_MOVE, 1, now));
    assert_true(touch(&sleep, TOUCH_DOWN, 2, now)); /* the other hand, before the first leaves */
    assert_true(touch(&sleep, TOUCH_UP, 1, now));
    assert_true(touch(&sleep, TOUCH_UP, 2, now));
    now += TIME_S;
    assert_false(touch(&sleep, TOUCH_DOWN, 3, now));
    (void)sleep_step(&sleep, at(23, 5), false, PATIENCE, now + 10 * PATIENCE);
    assert_false(sleep.asleep); /* while somebody visits */
    (void)sleep_step(&sleep, at(23, 5), true, PATIENCE, now + 10 * PATIENCE);
    assert_false(sleep.asleep); /* while a finger rests on the glass */
    assert_false(touch(&sleep, TOUCH_CANCEL, 3, now));
    Time next = sleep_step(&sleep, at(23, 5), true, PATIENCE, now + PATIENCE - TIME_S);
    assert_false(sleep.asleep);
    assert_true(next == now + PATIENCE);
    (void)sleep_step(&sleep, at(23, 5), true, PATIENCE, next);
    assert_true(sleep.asleep);
    assert_true(sleep_takes_key(&sleep, now));
    assert_false(sleep_takes_key(&sleep, now));
}

/* A visitor who is there when the hours begin is not put out. */
static void a_visitor_who_stays(void **state)
{
    (void)state;
    Sleep sleep;
    sleep_init(&sleep, NIGHT);
    assert_false(touch(&sleep, TOUCH_DOWN, 1, 0));
    assert_false(touch(&sleep, TOUCH_UP, 1, 0));
    (void)sleep_step(&sleep, at(21, 59), false, PATIENCE, 0);
    (void)sleep_step(&sleep, at(22, 0), false, PATIENCE, 60 * TIME_S);
    assert_false(sleep.asleep);
    (void)sleep_step(&sleep, at(22, 2), true, PATIENCE, 120 * TIME_S);
    assert_true(sleep.asleep);
}

static void without_hours_nobody_is_woken(void **state)
{
    (void)state;
    Sleep sleep;
    sleep_init(&sleep, (SleepHours){0, 0});
    assert_true(sleep_step(&sleep, at(3, 0), true, PATIENCE, 0) == TIME_NEVER);
    assert_false(sleep.asleep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_hold_across_midnight),
        cmocka_unit_test(a_day_is_slept_through),
        cmocka_unit_test(clocks_that_jump_are_followed),
        cmocka_unit_test(a_visitor_at_night),
        cmocka_unit_test(a_visitor_who_stays),
        cmocka_unit_test(without_hours_nobody_is_woken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
