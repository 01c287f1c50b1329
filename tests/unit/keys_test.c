/* Tests the fingers on the keyboard on the glass: when a key acts, two hands, what is held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/keys.h"

static Action letter(uint32_t which)
{
    return (Action){ACTION_TYPE, TYPE_LETTER, which};
}

static const Action DELETE = {ACTION_TYPE, TYPE_DELETE, 0};

static void a_key_acts_when_its_finger_leaves_it(void **state)
{
    (void)state;
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST], shown;
    assert_int_equal(keys_down(&keys, 1, letter('a'), 0, typed), 0);
    assert_true(keys_any_down(&keys));
    assert_int_equal(keys_press(&keys, letter('a'), 0, &shown), 256);
    assert_int_equal(keys_press(&keys, letter('b'), 0, &shown), 0);
    assert_true(keys_up(&keys, 1, false, TIME_MS, typed));
    assert_int_equal(typed[0].arg, 'a');
    assert_false(keys_any_down(&keys));
    assert_false(keys_up(&keys, 1, false, TIME_MS, typed));
    /* The key fades, and is then at rest. */
    int fading = keys_press(&keys, letter('a'), 60 * TIME_MS, &shown);
    assert_true(fading > 0 && fading < 256);
    assert_true(keys_step(&keys, 60 * TIME_MS) == 60 * TIME_MS);
    (void)keys_step(&keys, 200 * TIME_MS);
    assert_true(keys_step(&keys, 200 * TIME_MS) == TIME_NEVER);
}

static void off_its_key_or_cancelled_it_does_nothing(void **state)
{
    (void)state;
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST];
    keys_down(&keys, 1, letter('a'), 0, typed);
    keys_move(&keys, 1, false, 1);
    assert_false(keys_up(&keys, 1, false, 2, typed));
    keys_down(&keys, 1, letter('a'), 3, typed);
    assert_false(keys_up(&keys, 1, true, 4, typed));
    keys_down(&keys, 1, letter('a'), 5, typed);
    keys_move(&keys, 1, false, 6);
    keys_move(&keys, 1, true, 7); /* and back on */
    assert_true(keys_up(&keys, 1, false, 8, typed));
    keys_down(&keys, 1, letter('a'), 9, typed);
    keys_let_go(&keys);
    assert_false(keys_up(&keys, 1, false, 10, typed));
}

static void a_second_finger_lets_the_first_type(void **state)
{
    (void)state;
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST];
    keys_down(&keys, 1, letter('a'), 0, typed);
    assert_int_equal(keys_down(&keys, 2, letter('b'), 1, typed), 1);
    assert_int_equal(typed[0].arg, 'a');
    assert_int_equal(keys_down(&keys, 3, letter('a'), 2, typed), 1);
    assert_int_equal(typed[0].arg, 'b');
    /* Each typed once, in whatever order they leave. */
    assert_false(keys_up(&keys, 1, false, 3, typed));
    assert_true(keys_up(&keys, 3, false, 4, typed));
    assert_int_equal(typed[0].arg, 'a');
    assert_false(keys_up(&keys, 2, false, 5, typed));
}

static int deleted_until(Keys *keys, Time now)
{
    Action typed;
    int count = 0;
    while (keys_repeat(keys, now, &typed)) {
        assert_int_equal(typed.screen, TYPE_DELETE);
        count++;
    }
    return count;
}

static void delete_repeats_while_it_is_held(void **state)
{
    (void)state;
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST];
    keys_down(&keys, 1, DELETE, 0, typed);
    assert_int_equal(deleted_until(&keys, 499 * TIME_MS), 0);
    assert_true(keys_step(&keys, 1) == 500 * TIME_MS);
    assert_int_equal(deleted_until(&keys, 500 * TIME_MS), 1);
    assert_int_equal(deleted_until(&keys, 1100 * TIME_MS), 10);
    keys_move(&keys, 1, false, 1110 * TIME_MS); /* off it: no more */
    assert_int_equal(deleted_until(&keys, 3 * TIME_S), 0);
    assert_false(keys_up(&keys, 1, false, 3 * TIME_S, typed));
    /* A short one deletes one letter, also under a second finger. */
    keys_down(&keys, 1, DELETE, 4 * TIME_S, typed);
    assert_true(keys_up(&keys, 1, false, 4 * TIME_S + 1, typed));
    keys_down(&keys, 1, DELETE, 5 * TIME_S, typed);
    assert_int_equal(keys_down(&keys, 2, letter('a'), 5 * TIME_S + 1, typed), 1);
    assert_int_equal(deleted_until(&keys, 9 * TIME_S), 0);
}

static uint32_t held_for(Time length)
{
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST];
    keys_down(&keys, 1, letter(0x443), 0, typed); /* у */
    assert_true(keys_up(&keys, 1, false, length, typed));
    return (uint32_t)typed[0].arg;
}

static void a_held_letter_turns_into_its_kin(void **state)
{
    (void)state;
    assert_int_equal(keys_kin_count(0x443), 5);
    assert_int_equal(keys_kin_count('q'), 1);
    assert_int_equal(held_for(499 * TIME_MS), 0x443);
    assert_int_equal(held_for(500 * TIME_MS), 0x4B1);  /* ұ */
    assert_int_equal(held_for(1200 * TIME_MS), 0x4AF); /* ү */
    assert_int_equal(held_for(1900 * TIME_MS), 0x4EF); /* ӯ */
    assert_int_equal(held_for(2600 * TIME_MS), 0x45E); /* ў */
    assert_int_equal(held_for(3300 * TIME_MS), 0x443); /* and round */
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST], shown;
    keys_down(&keys, 1, letter(0x443), 0, typed);
    assert_true(keys_step(&keys, 1) == 500 * TIME_MS);
    assert_true(keys_step(&keys, 500 * TIME_MS) == 1200 * TIME_MS);
    (void)keys_press(&keys, letter(0x443), 600 * TIME_MS, &shown);
    assert_int_equal(shown.arg, 0x4B1); /* what shows is what is typed */
}

static void more_fingers_than_hands_have(void **state)
{
    (void)state;
    Keys keys = {0};
    Action typed[KEYS_FINGERS_MOST];
    for (int i = 0; i < 40; i++) {
        int count = keys_down(&keys, i, letter('a'), i, typed);
        assert_true(count <= 1);
    }
    for (int i = 0; i < 40; i++) {
        (void)keys_up(&keys, i, false, 50, typed);
    }
    assert_false(keys_any_down(&keys));
    /* An up that was lost: the same finger comes down again. */
    keys_down(&keys, 1, letter('a'), TIME_S, typed);
    assert_int_equal(keys_down(&keys, 1, letter('b'), TIME_S, typed), 0);
    assert_int_equal(keys_of(&keys, 1)->arg, 'b');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_acts_when_its_finger_leaves_it),
        cmocka_unit_test(off_its_key_or_cancelled_it_does_nothing),
        cmocka_unit_test(a_second_finger_lets_the_first_type),
        cmocka_unit_test(delete_repeats_while_it_is_held),
        cmocka_unit_test(a_held_letter_turns_into_its_kin),
        cmocka_unit_test(more_fingers_than_hands_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
