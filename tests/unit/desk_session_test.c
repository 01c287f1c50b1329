/* Sessions: what opens one, what ends it, and what is no cookie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "desk/session.h"

static const Time HOUR = 3600 * TIME_S;

static const User ANNA = {.name = "anna", .role = ROLE_WRITES};

static void an_issued_secret_opens_once(void **state)
{
    (void)state;
    Sessions *sessions = sessions_create(false);
    char first[SESSION_SECRET_BYTES], second[SESSION_SECRET_BYTES];
    sessions_issue(sessions, first);
    sessions_issue(sessions, second);
    assert_string_not_equal(first, second);
    assert_false(sessions_redeem(sessions, ""));
    assert_false(sessions_redeem(sessions, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    assert_true(sessions_redeem(sessions, first));
    assert_false(sessions_redeem(sessions, first));
    assert_true(sessions_redeem(sessions, second));
    /* A place that is free has no secret. */
    char empty[SESSION_SECRET_BYTES] = "";
    assert_false(sessions_redeem(sessions, empty));
    sessions_destroy(sessions);
}

static void a_session_is_known_by_its_cookie(void **state)
{
    (void)state;
    Sessions *sessions = sessions_create(true);
    Session one, two, found;
    sessions_begin(sessions, &ANNA, 0, &one);
    sessions_begin(sessions, &ANNA, 0, &two);
    assert_int_not_equal(one.number, two.number);
    assert_string_not_equal(one.cookie, two.cookie);
    assert_true(sessions_find(sessions, two.cookie, 0, true, &found));
    assert_int_equal(found.number, two.number);
    assert_string_equal(found.user.name, "anna");
    assert_true(session_has_token(&found, two.token));
    assert_false(session_has_token(&found, one.token));
    assert_false(session_has_token(&found, ""));
    assert_false(session_has_token(&found, two.cookie));
    assert_false(sessions_find(sessions, "", 0, true, &found));
    assert_false(sessions_find(sessions, one.token, 0, true, &found));
    one.cookie[5] ^= 1;
    assert_false(sessions_find(sessions, one.cookie, 0, true, &found));
    sessions_end(sessions, two.cookie);
    assert_false(sessions_find(sessions, two.cookie, 0, true, &found));
    sessions_destroy(sessions);
}

static void a_session_ends_when_it_is_quiet_and_when_it_is_old(void **state)
{
    (void)state;
    Sessions *sessions = sessions_create(true);
    Session quiet, busy, page, found;
    sessions_begin(sessions, &ANNA, 0, &quiet);
    sessions_begin(sessions, &ANNA, 0, &busy);
    sessions_begin(sessions, &ANNA, 0, &page);
    for (Time now = HOUR; now <= 8 * HOUR; now += HOUR) {
        assert_true(sessions_find(sessions, busy.cookie, now, true, &found));
        assert_true(sessions_find(sessions, page.cookie, now, false, &found));
    }
    /* What a page asks by itself keeps nobody logged in. */
    assert_false(sessions_find(sessions, page.cookie, 8 * HOUR + 1, false, &found));
    assert_false(sessions_find(sessions, quiet.cookie, 8 * HOUR + 1, true, &found));
    assert_false(sessions_find(sessions, quiet.cookie, 0, true, &found));
    for (Time now = 9 * HOUR; now <= 24 * HOUR; now += HOUR) {
        assert_true(sessions_find(sessions, busy.cookie, now, true, &found));
    }
    assert_false(sessions_find(sessions, busy.cookie, 24 * HOUR + 1, true, &found));
    sessions_destroy(sessions);
}

static void on_the_own_computer_it_lasts(void **state)
{
    (void)state;
    Sessions *sessions = sessions_create(false);
    Session session, found;
    sessions_begin(sessions, &ANNA, 0, &session);
    assert_true(sessions_find(sessions, session.cookie, 1000 * HOUR, true, &found));
    sessions_destroy(sessions);
}

static void the_quietest_gives_way_where_there_are_too_many(void **state)
{
    (void)state;
    enum { MANY = 300 };
    Sessions *sessions = sessions_create(true);
    static Session all[MANY];
    Session found;
    int left = 0;
    for (int i = 0; i < MANY; i++) {
        sessions_begin(sessions, &ANNA, i * TIME_S, &all[i]);
        assert_true(sessions_find(sessions, all[0].cookie, i * TIME_S, true, &found));
    }
    for (int i = 0; i < MANY; i++) {
        left += sessions_find(sessions, all[i].cookie, MANY * TIME_S, true, &found);
    }
    assert_int_equal(left, 256);
    assert_true(sessions_find(sessions, all[0].cookie, MANY * TIME_S, true, &found));
    assert_false(sessions_find(sessions, all[1].cookie, MANY * TIME_S, true, &found));
    sessions_destroy(sessions);
}

static void all_of_a_user_end_together(void **state)
{
    (void)state;
    static const User boris = {.name = "boris", .role = ROLE_PUBLISHES};
    Sessions *sessions = sessions_create(true);
    Session one, two, other, found;
    sessions_begin(sessions, &ANNA, 0, &one);
    sessions_begin(sessions, &boris, 0, &other);
    sessions_begin(sessions, &ANNA, 0, &two);
    sessions_end_user(sessions, "anna");
    assert_false(sessions_find(sessions, one.cookie, 0, true, &found));
    assert_false(sessions_find(sessions, two.cookie, 0, true, &found));
    assert_true(sessions_find(sessions, other.cookie, 0, true, &found));
    sessions_destroy(sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_issued_secret_opens_once),
        cmocka_unit_test(a_session_is_known_by_its_cookie),
        cmocka_unit_test(a_session_ends_when_it_is_quiet_and_when_it_is_old),
        cmocka_unit_test(on_the_own_computer_it_lasts),
        cmocka_unit_test(the_quietest_gives_way_where_there_are_too_many),
        cmocka_unit_test(all_of_a_user_end_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
