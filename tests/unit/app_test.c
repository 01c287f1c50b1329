/* Tests of the display as a whole, through app.h: when it asks and leaves, what a touch does, and
 * what it says where there is nothing to show. */
#include <unistd.h>

#include "app_fixture.h"
#include "make_content.h"

/* ---- the visitor who leaves ---- */

static void asks_after_ninety_seconds_and_leaves_after_twenty(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegations");
    wait_for(stage, 88 * TIME_S);
    expect_screen(stage, "delegations");
    wait_for(stage, 3 * TIME_S);
    expect_screen(stage, "still-there");
    expect_text(stage, "Are you still there?");
    expect_text(stage, "19 seconds left");
    wait_for(stage, 10 * TIME_S);
    expect_text(stage, "9 seconds left");
    wait_for(stage, 10 * TIME_S);
    expect_screen(stage, "idle");
}

static void counts_down_once_a_second(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "still-there");
    wait_for(stage, 600 * TIME_MS); /* until all type is ready */
    for (int second = 19; second > 0; second--) {
        /* A second is a frame, and nothing moves between. */
        assert_true(stage->visit.wake > stage->visit.now);
        assert_true(stage->visit.wake <= stage->visit.now + TIME_S);
        stage->visit.now = stage->visit.wake;
        frame(stage);
        assert_true(stage->box_count > 0);
    }
    expect_text(stage, "1 second left");
}

static void any_touch_says_that_somebody_is_there(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegations");
    Point card = middle_of(target_of(stage, ACTION_OPEN, SCREEN_DELEGATION));
    wait_for(stage, 100 * TIME_S);
    expect_screen(stage, "still-there");
    tap(stage, card); /* what lies behind is not touched */
    expect_screen(stage, "delegations");
    wait_for(stage, 85 * TIME_S);
    expect_screen(stage, "delegations");
    wait_for(stage, 10 * TIME_S);
    expect_screen(stage, "still-there");
    tap(stage, middle_of(target_of(stage, ACTION_STAY, 0)));
    expect_screen(stage, "delegations");
}

static void a_finger_that_rests_stops_the_clock(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    touch(stage, TOUCH_DOWN, 1, (Point){640, 10});
    wait_for(stage, 300 * TIME_S);
    expect_screen(stage, "home");
    touch(stage, TOUCH_UP, 1, (Point){640, 10});
    wait_for(stage, 85 * TIME_S);
    expect_screen(stage, "home");
    wait_for(stage, 10 * TIME_S);
    expect_screen(stage, "still-there");
}

static void the_next_visitor_finds_the_standard_language(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    /* The bar's last segment is Russian. */
    tap(stage, middle_of(target_of(stage, ACTION_LANGUAGE, 0)));
    expect_text(stage, "Последние новости");
    wait_for(stage, 112 * TIME_S);
    expect_screen(stage, "idle");
    expect_text(stage, "Touch to explore");
    tap(stage, (Point){640, 300});
    expect_text(stage, "Latest news");
}

/* ---- touches ---- */

static void a_touch_is_answered_in_the_next_frame(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    Box entry = target_of(stage, ACTION_SHOW, SCREEN_DELEGATIONS);
    stage->visit.now += TIME_S;
    touch(stage, TOUCH_DOWN, 1, middle_of(entry));
    frame(stage);
    assert_true(stage->box_count > 0);
    assert_true(box_contains(entry, changed(stage)));
    expect_screen(stage, "home");
    stage->visit.now += 50 * TIME_MS;
    touch(stage, TOUCH_UP, 1, middle_of(entry));
    frame(stage);
    expect_screen(stage, "delegations");
}

static void sliding_off_cancels(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    Box entry = target_of(stage, ACTION_SHOW, SCREEN_DELEGATIONS);
    Point off = {middle_of(entry).x, entry.y - 200};
    touch(stage, TOUCH_DOWN, 1, middle_of(entry));
    wait_for(stage, 100 * TIME_MS);
    touch(stage, TOUCH_MOVE, 1, off);
    frame(stage);
    assert_true(box_contains(entry, changed(stage)) && stage->box_count > 0); /* let go */
    touch(stage, TOUCH_UP, 1, off);
    wait_for(stage, TIME_S);
    expect_screen(stage, "home");
}

static void what_follows_a_finger_ends_where_the_screen_changes(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegation/belarus");
    touch(stage, TOUCH_DOWN, 1, (Point){900, 400});
    for (int x = 900; x >= 700; x -= 50) {
        wait_for(stage, 16 * TIME_MS);
        touch(stage, TOUCH_MOVE, 1, (Point){x, 400});
    }
    key(stage, KEY_ESCAPE);
    expect_screen(stage, "delegations");
    touch(stage, TOUCH_MOVE, 1, (Point){500, 400});
    wait_for(stage, 16 * TIME_MS);
    touch(stage, TOUCH_UP, 1, (Point){450, 400});
    wait_for(stage, TIME_S);
    expect_screen(stage, "delegations");
}

static void language_changes_in_place(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const SCREENS[] = {"home", "delegations", "delegation/russia", "news",
                                          "news/2022-06-03-observers-briefed"};
    for (size_t i = 0; i < sizeof SCREENS / sizeof *SCREENS; i++) {
        show(stage, SCREENS[i]);
        Point russian = middle_of(target_of(stage, ACTION_LANGUAGE, 0));
        tap(stage, russian);
        expect_screen(stage, SCREENS[i]);
        expect_text(stage, "Главная");
        /* English is the segment before it. */
        tap(stage, (Point){russian.x - 120, russian.y});
        expect_screen(stage, SCREENS[i]);
        expect_text(stage, "Home");
    }
}

/* ---- starting ---- */

static void opens_in_the_language_asked_for(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    expect_text(stage, "Последние новости");
    /* And comes back to it, whatever the last visitor chose. */
    tap(stage, (Point){middle_of(target_of(stage, ACTION_LANGUAGE, 0)).x - 120,
                       middle_of(target_of(stage, ACTION_LANGUAGE, 0)).y});
    expect_text(stage, "Latest news");
    wait_for(stage, 112 * TIME_S);
    expect_screen(stage, "idle");
    tap(stage, (Point){640, 300});
    expect_text(stage, "Последние новости");
}

static int set_up_russian(void **state)
{
    return set_up_at(state, "ru");
}

static void an_unknown_language_or_missing_fonts_are_one_sentence(void **state)
{
    Stage *stage = (Stage *)*state;
    AppOptions options = {
        .data_path = stage->data, .fonts = stage->fonts, .language = "tlh", .text_percent = 100};
    Error error = {{0}};
    assert_null(app_create(&options, stage->visit.glass, &error));
    assert_non_null(strstr(error.text, "tlh"));
    assert_non_null(strstr(error.text, "en"));
    options.language = NULL;
    options.fonts = "/no/such/folder";
    error = (Error){{0}};
    assert_null(app_create(&options, stage->visit.glass, &error));
    assert_non_null(strstr(error.text, "/no/such/folder"));
}

static void write_file(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
}

/* A copy of the shipped file of which only `count` bytes are left, with another application_id. */
static void write_damaged(Stage *stage, const char *path, size_t count, const char *id)
{
    FILE *file = fopen(stage->data, "rb");
    assert_non_null(file);
    char *bytes = malloc(count);
    assert_non_null(bytes);
    size_t got = fread(bytes, 1, count, file);
    assert_true(got > 100);
    fclose(file);
    memcpy(bytes + 68, id, 4);
    write_file(path, bytes, got);
    free(bytes);
}

/* The screen says what is wrong, and nothing that is done to it does harm. */
static void expect_trouble(Stage *stage, const char *path, const char *words)
{
    visit_close(&stage->visit);
    stage_open(stage, path, NULL);
    const char *reason = app_content_error(stage->visit.app);
    assert_non_null(reason);
    assert_non_null(strstr(reason, words));
    frame(stage);
    assert_int_equal(stage->box_count, 1);
    expect_text(stage, "This display has nothing to show at the moment");
    expect_text(stage, words);
    frame(stage);
    assert_int_equal(stage->box_count, 0);
    assert_true(stage->visit.wake >= stage->visit.now + 60 * TIME_S);
    assert_false(app_show_screen(stage->visit.app, "home", stage->visit.now, &stage->error));
    for (int i = KEY_LEFT; i <= KEY_BACKSPACE; i++) {
        app_key(stage->visit.app, (AppKey)i, stage->visit.now);
    }
    tap(stage, (Point){640, 400});
    touch(stage, TOUCH_DOWN, 1, (Point){640, 400});
    touch(stage, TOUCH_MOVE, 1, (Point){640, 100});
    touch(stage, TOUCH_UP, 1, (Point){640, 100});
    app_glass_changed(stage->visit.app);
    frame(stage);
    assert_int_equal(stage->box_count, 1);
    expect_text(stage, words);
}

static void a_file_that_cannot_be_shown_is_said_on_the_screen(void **state)
{
    Stage *stage = (Stage *)*state;
    char path[] = "/tmp/foyer-app-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    expect_trouble(stage, "/no/such/lobby.db", "there is no such file");
    expect_trouble(stage, "/tmp", "lobby.yaml: this file is missing");
    expect_trouble(stage, path, "is empty");
    write_file(path, "No content file at all.", 23);
    expect_trouble(stage, path, "it is no SQLite database");
    write_damaged(stage, path, (size_t)64 << 20, "Fxyr");
    expect_trouble(stage, path, "another program's database");
    write_damaged(stage, path, 5000, "Foyr");
    expect_trouble(stage, path, "cut off or damaged");
    (void)remove(path);
}

/* ---- a large assembly ---- */

/* Lets time pass until the text shows; the seconds it took, -1 where it does not come in time. */
static int seconds_until(Stage *stage, const char *text, int most)
{
    for (int passed = 0; passed <= most; passed++) {
        if (app_shows_text(stage->visit.app, text)) {
            return passed;
        }
        wait_for(stage, TIME_S);
    }
    return -1;
}

static void delegations_of_a_large_assembly_take_turns(void **state)
{
    Stage *stage = (Stage *)*state;
    char path[512];
    const char *build = getenv("FOYER_TEST_BUILD");
    snprintf(path, sizeof path, "%s/app-large.db", build != NULL ? build : ".");
    (void)remove(path);
    MadeContent made = {.delegations = 26, .chambers = 2, .news = 2, .words = 0, .seed = 1};
    assert_true(make_content(path, &made, &stage->error));
    visit_close(&stage->visit);
    stage_open(stage, path, "en");
    show(stage, "idle");
    expect_text(stage, "Delegation 1 of 26");
    /* Three rounds of eight or nine, the news between them, and from the last to the first. */
    assert_in_range(seconds_until(stage, "Delegation 8 of 26", 80), 60, 66);
    assert_in_range(seconds_until(stage, "Latest news", 20), 1, 12);
    assert_in_range(seconds_until(stage, "Delegation 9 of 26", 120), 10, 110);
    assert_in_range(seconds_until(stage, "Latest news", 120), 70, 90);
    assert_in_range(seconds_until(stage, "Delegation 18 of 26", 120), 10, 110);
    assert_in_range(seconds_until(stage, "Delegation 26 of 26", 120), 60, 80);
    assert_in_range(seconds_until(stage, "Latest news", 20), 1, 12);
    assert_in_range(seconds_until(stage, "Delegation 1 of 26", 120), 10, 110);
    (void)remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(asks_after_ninety_seconds_and_leaves_after_twenty, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_down_once_a_second, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_touch_says_that_somebody_is_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_finger_that_rests_stops_the_clock, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_next_visitor_finds_the_standard_language, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_touch_is_answered_in_the_next_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sliding_off_cancels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_follows_a_finger_ends_where_the_screen_changes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(language_changes_in_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(opens_in_the_language_asked_for, set_up_russian, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_language_or_missing_fonts_are_one_sentence,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(delegations_of_a_large_assembly_take_turns, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_shown_is_said_on_the_screen, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
