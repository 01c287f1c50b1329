/* Users: passwords that are right and wrong, how long guessing takes, and a file that changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "desk/users.h"
#include "desk/users_guess.h"

static const char *const PASSWORD = "correct horse battery";

#define NAME_OF_70 "0123456789012345678901234567890123456789012345678901234567890123456789"

/* ---- guessing ---- */

static void each_mistake_doubles_the_wait(void **state)
{
    (void)state;
    static const int waits[] = {0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
    static Guesses guesses;
    guesses_init(&guesses);
    uint64_t anna = guess_name(&guesses, "anna");
    Time now = 5 * TIME_S;
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        guesses_count(&guesses, anna, now);
        assert_int_equal(guesses_wait_s(&guesses, anna, 60, now), waits[i]);
        assert_int_equal(guesses_wait_s(&guesses, anna, 60, now + waits[i] * TIME_S), 0);
        now += waits[i] * TIME_S;
    }
    for (int i = 0; i < 100; i++) {
        guesses_count(&guesses, anna, now);
    }
    assert_int_equal(guesses_wait_s(&guesses, anna, 60, now), 60);
    assert_int_equal(guesses_wait_s(&guesses, anna, 900, now), 900);
    assert_int_equal(guesses_wait_s(&guesses, guess_name(&guesses, "boris"), 60, now), 0);
    /* After an hour without one, afresh. */
    now += 3601 * TIME_S;
    assert_int_equal(guesses_wait_s(&guesses, anna, 900, now), 0);
    guesses_count(&guesses, anna, now);
    assert_int_equal(guesses_wait_s(&guesses, anna, 900, now), 0);
}

static void who_is_right_begins_afresh(void **state)
{
    (void)state;
    static Guesses guesses;
    guesses_init(&guesses);
    uint64_t anna = guess_name(&guesses, "anna"), here = guess_address(&guesses, "192.0.2.1");
    for (int i = 0; i < 5; i++) {
        guesses_count(&guesses, anna, 0);
        guesses_count(&guesses, here, 0);
    }
    guesses_forget(&guesses, anna);
    assert_int_equal(guesses_wait_s(&guesses, anna, 60, 0), 0);
    /* Who has a password of their own cannot clear an address with it: one try is taken back. */
    guesses_take_back(&guesses, here);
    assert_int_equal(guesses_wait_s(&guesses, here, 900, 0), 2);
    guesses_take_back(&guesses, here);
    assert_int_equal(guesses_wait_s(&guesses, here, 900, 0), 1);
}

static void addresses_of_one_network_are_one(void **state)
{
    (void)state;
    static Guesses guesses;
    guesses_init(&guesses);
    assert_true(guess_address(&guesses, "2001:db8::1") == guess_address(&guesses, "2001:db8::2:3"));
    assert_true(guess_address(&guesses, "2001:db8::1") !=
                guess_address(&guesses, "2001:db8:0:1::1"));
    assert_true(guess_address(&guesses, "192.0.2.1") != guess_address(&guesses, "192.0.2.2"));
    assert_true(guess_address(&guesses, "::ffff:192.0.2.1") !=
                guess_address(&guesses, "::ffff:192.0.2.2"));
    assert_true(guess_address(&guesses, "192.0.2.1") != guess_name(&guesses, "192.0.2.1"));
}

/* Thousands of names do not push out the one that is guessed at. */
static void many_names_do_not_make_one_forgotten(void **state)
{
    (void)state;
    static Guesses guesses;
    char name[32];
    guesses_init(&guesses);
    uint64_t anna = guess_name(&guesses, "anna");
    for (int i = 0; i < 6; i++) {
        guesses_count(&guesses, anna, i);
    }
    for (int i = 0; i < 5000; i++) {
        (void)snprintf(name, sizeof name, "name %d", i);
        guesses_count(&guesses, guess_name(&guesses, name), 100 + i);
    }
    assert_int_equal(guesses_wait_s(&guesses, anna, 60, 6), 8);
}

/* ---- the file ---- */

static int make_folder(void **state)
{
    char *folder = strdup("/tmp/foyer-users-XXXXXX");
    *state = folder;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    char path[100];
    (void)snprintf(path, sizeof path, "%s/users", (char *)*state);
    (void)unlink(path);
    int failed = rmdir((char *)*state);
    free(*state);
    return failed;
}

static Login login(Users *users, const char *name, const char *password, Time now, User *user)
{
    int wait_s = 0;
    return users_login(users, name, password, "192.0.2.1", now, user, &wait_s);
}

static void only_the_right_password_logs_in(void **state)
{
    const char *folder = (const char *)*state;
    Error error = {""};
    User user = {.name = ""};
    assert_true(users_set(folder, "Anna P", PASSWORD, ROLE_PUBLISHES, &user, &error));
    Users *users = users_open(folder, &error);
    assert_non_null(users);
    assert_int_equal(users_count(users), 1);
    assert_int_equal(login(users, "Anna P", "correct horse batterz", 0, &user), LOGIN_WRONG);
    assert_int_equal(login(users, "Anna", PASSWORD, 0, &user), LOGIN_WRONG);
    assert_int_equal(login(users, "Anna P", "", 0, &user), LOGIN_WRONG);
    assert_int_equal(login(users, "Anna P", PASSWORD, 0, &user), LOGIN_LATER);
    assert_int_equal(login(users, "Anna P", PASSWORD, TIME_S, &user), LOGIN_DONE);
    assert_string_equal(user.name, "Anna P");
    assert_int_equal(user.role, ROLE_PUBLISHES);
    users_close(users);
}

static void what_is_no_name_or_password_is_refused(void **state)
{
    const char *folder = (const char *)*state;
    static const char *const names[] = {"",      " anna",    "anna ",   "an\nna",
                                        "#anna", "\xff\xfe", NAME_OF_70};
    Error error = {""};
    User user;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(users_set(folder, names[i], PASSWORD, ROLE_WRITES, &user, &error));
    }
    assert_false(users_set(folder, "anna", "too short", ROLE_WRITES, &user, &error));
    assert_non_null(strstr(error.text, "10 letters"));
    assert_false(users_set("/nonexistent", "anna", PASSWORD, ROLE_WRITES, &user, &error));
}

static void a_new_password_keeps_the_role_and_ends_the_sessions(void **state)
{
    const char *folder = (const char *)*state;
    Error error = {""};
    User user;
    Session anna, boris, found;
    assert_true(users_set(folder, "anna", PASSWORD, ROLE_PUBLISHES, &user, &error));
    assert_true(users_set(folder, "boris", PASSWORD, ROLE_NOBODY, &user, &error));
    assert_int_equal(user.role, ROLE_WRITES);
    Users *users = users_open(folder, &error);
    Sessions *sessions = sessions_create(true);
    sessions_begin(sessions, &(User){.name = "anna", .role = ROLE_PUBLISHES}, 0, &anna);
    sessions_begin(sessions, &(User){.name = "boris", .role = ROLE_WRITES}, 0, &boris);
    users_follow(users, sessions);
    assert_true(sessions_find(sessions, anna.cookie, 0, true, &found));
    assert_true(users_set(folder, "anna", "another horse battery", ROLE_NOBODY, &user, &error));
    assert_int_equal(user.role, ROLE_PUBLISHES);
    users_follow(users, sessions);
    assert_false(sessions_find(sessions, anna.cookie, 0, true, &found));
    assert_true(sessions_find(sessions, boris.cookie, 0, true, &found));
    assert_int_equal(login(users, "anna", PASSWORD, 0, &user), LOGIN_WRONG);
    assert_int_equal(login(users, "anna", "another horse battery", 0, &user), LOGIN_DONE);
    sessions_destroy(sessions);
    users_close(users);
}

static void a_line_that_is_deleted_or_none_gives_no_right(void **state)
{
    const char *folder = (const char *)*state;
    char path[100];
    Error error = {""};
    User user;
    Session anna, found;
    assert_true(users_set(folder, "anna", PASSWORD, ROLE_WRITES, &user, &error));
    Users *users = users_open(folder, &error);
    Sessions *sessions = sessions_create(true);
    sessions_begin(sessions, &user, 0, &anna);
    (void)snprintf(path, sizeof path, "%s/users", folder);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    (void)fputs("# nobody\r\n\nanna\nanna writes\nanna rules $argon2id$x\n\xff\n", file);
    assert_int_equal(fclose(file), 0);
    users_follow(users, sessions);
    assert_int_equal(users_count(users), 0);
    assert_false(sessions_find(sessions, anna.cookie, 0, true, &found));
    assert_int_equal(login(users, "anna", PASSWORD, 0, &user), LOGIN_WRONG);
    sessions_destroy(sessions);
    users_close(users);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_doubles_the_wait),
        cmocka_unit_test(who_is_right_begins_afresh),
        cmocka_unit_test(addresses_of_one_network_are_one),
        cmocka_unit_test(many_names_do_not_make_one_forgotten),
        cmocka_unit_test_setup_teardown(only_the_right_password_logs_in, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(what_is_no_name_or_password_is_refused, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_new_password_keeps_the_role_and_ends_the_sessions,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_line_that_is_deleted_or_none_gives_no_right, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
