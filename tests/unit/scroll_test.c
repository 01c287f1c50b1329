/* Scroll: the closed forms hold together: no jump where one phase follows another, nothing past
 * what resistance allows, and an end in time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ui/scroll.h"

#define MAX 3000.0
#define FRAME (TIME_S / 60)

static Scroll held_at(double offset)
{
    Scroll s = {.phase = SCROLL_REST, .offset_px = offset};
    scroll_grab(&s, MAX, 0);
    return s;
}

/* Runs to rest; checks that no frame jumps further than `most` px. The time it took. */
static Time run_to_rest(Scroll *s, double max, Time from, int32_t most)
{
    int32_t last = scroll_offset(s, max, from);
    Time now = from;
    while (scroll_step(s, max, now)) {
        int32_t offset = scroll_offset(s, max, now);
        assert_true(abs(offset - last) <= most);
        last = offset;
        now += TIME_MS;
        assert_true(now - from < 10 * TIME_S);
    }
    assert_true(abs(scroll_offset(s, max, now) - last) <= most);
    return now - from;
}

static void follows_the_finger(void **state)
{
    (void)state;
    Scroll s = held_at(100);
    scroll_drag(&s, MAX, 50);
    assert_int_equal(scroll_offset(&s, MAX, FRAME), 150);
    scroll_drag(&s, MAX, -70);
    assert_int_equal(scroll_offset(&s, MAX, 2 * FRAME), 80);
    assert_false(scroll_step(&s, MAX, 3 * FRAME)); /* it does not move by itself */
}

static void resists_past_an_end_and_comes_back_with_the_finger(void **state)
{
    (void)state;
    Scroll s = held_at(0);
    scroll_drag(&s, MAX, -200);
    assert_int_equal(scroll_offset(&s, MAX, 0), -110);
    scroll_drag(&s, MAX, 200);
    assert_int_equal(scroll_offset(&s, MAX, 0), 0);
    scroll_drag(&s, MAX, 3100);
    assert_int_equal(scroll_offset(&s, MAX, 0), 3055);
    /* Grabbed again while past the end: it does not jump. */
    scroll_release(&s, MAX, 0, true, 0);
    int32_t before = scroll_offset(&s, MAX, 50 * TIME_MS);
    assert_true(before > 3000 && before < 3055);
    scroll_grab(&s, MAX, 50 * TIME_MS);
    assert_int_equal(scroll_offset(&s, MAX, 80 * TIME_MS), before);
    scroll_drag(&s, MAX, 20);
    assert_int_equal(scroll_offset(&s, MAX, 80 * TIME_MS), before + 11);
}

static void springs_back_within_350_ms(void **state)
{
    (void)state;
    for (int32_t drag = -900; drag < 0; drag += 100) {
        Scroll s = held_at(0);
        scroll_drag(&s, MAX, drag);
        int32_t was = scroll_offset(&s, MAX, 0);
        scroll_release(&s, MAX, 0, true, 0);
        assert_int_equal(scroll_offset(&s, MAX, 0), was);
        int32_t last = was;
        for (Time now = 0; now <= 350 * TIME_MS; now += TIME_MS) {
            int32_t offset = scroll_offset(&s, MAX, now);
            assert_true(offset >= last && offset <= 0); /* straight back, never past the end */
            last = offset;
        }
        assert_int_equal(last, 0);
        assert_false(scroll_step(&s, MAX, 350 * TIME_MS));
    }
}

static void coast_is_the_designs_decay(void **state)
{
    (void)state;
    Scroll s = held_at(0);
    scroll_release(&s, 1e6, 2000, true, 0);
    double sum = 0, v = 2000;
    for (int ms = 1; ms <= 1000; ms++) { /* the same, step by step: 0.998 a millisecond */
        sum += v * (1 + 0.998) / 2 / 1000;
        v *= 0.998;
        assert_true(fabs(scroll_offset(&s, 1e6, ms * TIME_MS) - sum) <= 1.0);
    }
}

static void coast_is_monotone_and_ends(void **state)
{
    (void)state;
    for (float v = 100; v < 12000; v *= 1.5f) {
        Scroll s = held_at(10);
        scroll_release(&s, 1e6, v, true, 0);
        int32_t last = 10, step_before = 10000;
        Time now = 0;
        while (scroll_step(&s, 1e6, now)) {
            int32_t offset = scroll_offset(&s, 1e6, now);
            assert_true(offset >= last);
            if (now > 0) {
                assert_true(offset - last <= step_before + 2); /* slower and slower */
                step_before = offset - last;
            }
            last = offset;
            now += FRAME;
            assert_true(now < 5 * TIME_S);
        }
        assert_true(abs(scroll_offset(&s, 1e6, now) - last) <= 1);
    }
}

static void asking_does_not_change_the_answer(void **state)
{
    (void)state;
    Scroll often = held_at(2000), once = held_at(2000);
    scroll_release(&often, MAX, 4000, true, 0);
    scroll_release(&once, MAX, 4000, true, 0);
    for (Time now = 0; now < 2 * TIME_S; now += 7 * TIME_MS) {
        scroll_step(&often, MAX, now);
        assert_int_equal(scroll_offset(&often, MAX, now), scroll_offset(&once, MAX, now));
    }
}

static void fling_into_an_end_overshoots_a_little_and_returns(void **state)
{
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2) {
        Scroll s = held_at(sign > 0 ? 2700 : 300);
        scroll_release(&s, MAX, (float)(5000 * sign), true, 0);
        int32_t furthest = 0;
        Scroll probe = s;
        for (Time now = 0; now < TIME_S; now += TIME_MS) {
            int32_t offset = scroll_offset(&probe, MAX, now);
            int32_t past = sign > 0 ? offset - 3000 : -offset;
            furthest = past > furthest ? past : furthest;
        }
        /* 0.55 of the speed at the end, for at most 4/27 of 350 ms. */
        assert_true(furthest > 20);
        assert_true(furthest <= 0.55 * 5000 * 0.35 * 4 / 27 + 1);
        Time took = run_to_rest(&s, MAX, 0, 6);
        assert_true(took < 70 * TIME_MS + 350 * TIME_MS);
        assert_int_equal(scroll_offset(&s, MAX, took), sign > 0 ? 3000 : 0);
    }
}

static void flung_back_over_the_end_it_goes_on(void **state)
{
    (void)state;
    Scroll s = held_at(0);
    scroll_drag(&s, MAX, -100);
    scroll_release(&s, MAX, 1500, true, 0);
    assert_int_equal(scroll_offset(&s, MAX, 0), -55);
    run_to_rest(&s, MAX, 0, 3);
    assert_true(scroll_offset(&s, MAX, 10 * TIME_S) > 500);
    /* Too slow to cross: it springs, and never dips into the page and back. */
    Scroll slow = held_at(0);
    scroll_drag(&slow, MAX, -100);
    scroll_release(&slow, MAX, 200, true, 0);
    for (Time now = 0; now <= 350 * TIME_MS; now += TIME_MS) {
        assert_true(scroll_offset(&slow, MAX, now) <= 0);
    }
    assert_int_equal(scroll_offset(&slow, MAX, 350 * TIME_MS), 0);
}

static void without_inertia_every_end_is_a_cut(void **state)
{
    (void)state;
    Scroll s = held_at(1000);
    scroll_release(&s, MAX, 5000, false, 0);
    assert_false(scroll_step(&s, MAX, FRAME));
    assert_int_equal(scroll_offset(&s, MAX, FRAME), 1000);
    scroll_grab(&s, MAX, FRAME);
    scroll_drag(&s, MAX, -1200);
    scroll_release(&s, MAX, 0, false, FRAME);
    assert_int_equal(scroll_offset(&s, MAX, FRAME), 0);
    scroll_glide(&s, MAX, 800, false, FRAME);
    assert_int_equal(scroll_offset(&s, MAX, FRAME), 800);
}

static void glides_in_280_ms_and_stays_on_the_page(void **state)
{
    (void)state;
    Scroll s = {.phase = SCROLL_REST, .offset_px = 100};
    scroll_glide(&s, MAX, 99999, true, 0);
    assert_int_equal(scroll_offset(&s, MAX, 0), 100);
    assert_true(scroll_step(&s, MAX, 279 * TIME_MS));
    assert_false(scroll_step(&s, MAX, 280 * TIME_MS));
    assert_int_equal(scroll_offset(&s, MAX, 280 * TIME_MS), 3000);
    /* A second key in the middle goes on from where the page is. */
    scroll_glide(&s, MAX, 0, true, TIME_S);
    int32_t middle = scroll_offset(&s, MAX, TIME_S + 100 * TIME_MS);
    scroll_glide(&s, MAX, 3000, true, TIME_S + 100 * TIME_MS);
    assert_int_equal(scroll_offset(&s, MAX, TIME_S + 100 * TIME_MS), middle);
}

static void a_tap_stops_a_coast_where_it_is(void **state)
{
    (void)state;
    Scroll s = held_at(0);
    scroll_release(&s, MAX, 3000, true, 0);
    int32_t at = scroll_offset(&s, MAX, 200 * TIME_MS);
    scroll_grab(&s, MAX, 200 * TIME_MS);
    assert_int_equal(scroll_offset(&s, MAX, 400 * TIME_MS), at);
    scroll_release(&s, MAX, 0, true, 400 * TIME_MS);
    assert_false(scroll_step(&s, MAX, 500 * TIME_MS));
    assert_int_equal(scroll_offset(&s, MAX, 500 * TIME_MS), at);
}

static void shift_moves_every_phase_alike(void **state)
{
    (void)state;
    Scroll coast = held_at(500), held = held_at(500), glide = {.offset_px = 500};
    scroll_release(&coast, MAX, 1000, true, 0);
    scroll_glide(&glide, MAX, 900, true, 0);
    Scroll *all[] = {&coast, &held, &glide};
    for (size_t i = 0; i < 3; i++) {
        int32_t before = scroll_offset(all[i], MAX, 100 * TIME_MS);
        scroll_shift(all[i], 250);
        assert_int_equal(scroll_offset(all[i], MAX + 250, 100 * TIME_MS), before + 250);
    }
}

static void page_that_changes_its_length(void **state)
{
    (void)state;
    Scroll s = {.phase = SCROLL_REST, .offset_px = 2500};
    assert_int_equal(scroll_offset(&s, 1000, 0), 1000); /* shorter: at its end, not past it */
    scroll_step(&s, 1000, 0);
    assert_int_equal(scroll_offset(&s, MAX, 0), 1000);
    Scroll fit = {.phase = SCROLL_REST, .offset_px = 0}; /* no page to scroll at all */
    scroll_grab(&fit, -50, 0);
    scroll_drag(&fit, -50, 100);
    assert_int_equal(scroll_offset(&fit, -50, 0), 55);
    scroll_release(&fit, -50, 3000, true, 0);
    run_to_rest(&fit, -50, 0, 6);
    assert_int_equal(scroll_offset(&fit, -50, 5 * TIME_S), 0);
    /* Learnt to be longer in the middle of a coast: the coast goes on. */
    Scroll coast = held_at(0);
    scroll_release(&coast, 600, 2000, true, 0);
    scroll_step(&coast, 600, 100 * TIME_MS);
    run_to_rest(&coast, 1e6, 100 * TIME_MS, 3);
    assert_true(scroll_offset(&coast, 1e6, 10 * TIME_S) > 900);
}

static void hostile_numbers_do_no_harm(void **state)
{
    (void)state;
    static const float speeds[] = {NAN, INFINITY, -INFINITY, 1e30f, -1e30f, 0.0f};
    for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
        Scroll s = held_at(1500);
        scroll_release(&s, MAX, speeds[i], true, 0);
        Time now = 0;
        while (scroll_step(&s, MAX, now)) {
            now += FRAME;
            assert_true(now < 10 * TIME_S);
        }
        int32_t offset = scroll_offset(&s, MAX, now);
        assert_true(offset >= 0 && offset <= 3000);
    }
    Scroll s = held_at(0);
    assert_int_equal(scroll_offset(&s, (double)NAN, 0), 0);
    scroll_drag(&s, MAX, INT32_MIN);
    scroll_drag(&s, MAX, INT32_MIN);
    (void)scroll_offset(&s, MAX, 0);
    scroll_release(&s, MAX, 0, true, 100);
    assert_true(scroll_step(&s, MAX, 0)); /* a time before the beginning */
    Scroll loose = {.phase = SCROLL_REST, .offset_px = 7};
    scroll_drag(&loose, MAX, 100); /* nobody holds it */
    scroll_release(&loose, MAX, 1000, true, 0);
    assert_int_equal(scroll_offset(&loose, MAX, 0), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_finger),
        cmocka_unit_test(resists_past_an_end_and_comes_back_with_the_finger),
        cmocka_unit_test(springs_back_within_350_ms),
        cmocka_unit_test(coast_is_the_designs_decay),
        cmocka_unit_test(coast_is_monotone_and_ends),
        cmocka_unit_test(asking_does_not_change_the_answer),
        cmocka_unit_test(fling_into_an_end_overshoots_a_little_and_returns),
        cmocka_unit_test(flung_back_over_the_end_it_goes_on),
        cmocka_unit_test(without_inertia_every_end_is_a_cut),
        cmocka_unit_test(glides_in_280_ms_and_stays_on_the_page),
        cmocka_unit_test(a_tap_stops_a_coast_where_it_is),
        cmocka_unit_test(shift_moves_every_phase_alike),
        cmocka_unit_test(page_that_changes_its_length),
        cmocka_unit_test(hostile_numbers_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
