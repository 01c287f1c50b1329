/* Tests new content under a running display: who sees it when, what expires, and what a clock that
 * cannot be right changes. */
#include "lobby_fixture.h"

/* Hands the display the shipped content, changed. */
static void bring(Lobby *lobby, const char *sql)
{
    change(copy_shipped(lobby->files), sql);
    app_set_content(lobby->stage->visit.app, open_good(lobby->files->copy));
    frame(lobby->stage);
    assert_true(visit_rest(&lobby->stage->visit, &lobby->stage->error));
}

static void expect_no_text(Stage *stage, const char *text)
{
    if (app_shows_text(stage->visit.app, text)) {
        fail_msg("\"%s\" can be read on %s", text, app_screen_name(stage->visit.app));
    }
}

/* The display begins again, on the wall clock given. */
static void begin_at(Lobby *lobby, const char *path, Wall wall, bool preview)
{
    Stage *stage = lobby->stage;
    AppOptions how = {
        .data_path = path, .fonts = stage->fonts, .text_percent = 100, .preview = preview};
    app_destroy(stage->visit.app);
    stage->visit.start = wall;
    stage->visit.app = app_create(&how, stage->visit.glass, &stage->error);
    assert_non_null(stage->visit.app);
}

#define RENAME "UPDATE delegation_text SET name = 'Elsewhere' WHERE language = 'en'"

/* ---- when it is seen ---- */

static void the_idle_loop_takes_it_at_the_next_slide(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    wait_for(stage, TIME_S);
    expect_text(stage, "Belarus");
    bring(lobby, RENAME);
    expect_text(stage, "Belarus");
    assert_true(app_has_waiting(stage->visit.app));
    wait_for(stage, 10 * TIME_S);
    expect_text(stage, "Elsewhere");
    assert_false(app_has_waiting(stage->visit.app));
}

/* One slide has no next: it comes when that one would. */
static void an_idle_loop_of_one_slide_takes_it_too(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    static const char ONE[] =
        "DELETE FROM news_delegation; DELETE FROM news_text; DELETE FROM news;"
        "DELETE FROM chamber_text WHERE delegation != 'belarus';"
        "DELETE FROM chamber WHERE delegation != 'belarus';"
        "DELETE FROM delegation_text WHERE delegation != 'belarus';"
        "DELETE FROM delegation WHERE slug != 'belarus';";
    change(copy_shipped(lobby->files), ONE);
    begin_at(lobby, lobby->files->copy, MORNING, false);
    wait_for(stage, TIME_S);
    expect_text(stage, "Belarus");
    change(lobby->files->copy, RENAME);
    app_set_content(stage->visit.app, open_good(lobby->files->copy));
    wait_for(stage, 12 * TIME_S);
    expect_text(stage, "Elsewhere");
}

static void home_takes_it_at_once(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    show(lobby->stage, "home");
    bring(lobby, RENAME);
    expect_screen(lobby->stage, "home");
    expect_text(lobby->stage, "Elsewhere");
}

/* Nor is it taken under a finger. */
static void a_finger_on_home_is_waited_for(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    show(lobby->stage, "home");
    touch(lobby->stage, TOUCH_DOWN, 1, (Point){5, 5});
    bring(lobby, RENAME);
    expect_text(lobby->stage, "Belarus");
    touch(lobby->stage, TOUCH_UP, 1, (Point){5, 5});
    wait_for(lobby->stage, TIME_S);
    expect_text(lobby->stage, "Elsewhere");
}

static void an_article_stays_until_it_is_left(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    show(stage, "news/2022-06-03-observers-briefed");
    bring(lobby, "DELETE FROM news_delegation; DELETE FROM news_text; DELETE FROM news;" RENAME);
    expect_text(stage, "CSTO PA observers were briefed");
    wait_for(stage, 30 * TIME_S);
    expect_text(stage, "CSTO PA observers were briefed");
    key(stage, KEY_ESCAPE);
    wait_for(stage, TIME_S);
    key(stage, KEY_ESCAPE);
    wait_for(stage, TIME_S);
    expect_screen(stage, "home");
    expect_text(stage, "Elsewhere");
    expect_no_text(stage, "CSTO PA observers were briefed");
}

static void a_preview_shows_it_under_any_screen(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    begin_at(lobby, lobby->files->shipped, MORNING, true);
    show(stage, "delegation/belarus");
    bring(lobby, RENAME);
    expect_screen(stage, "delegation/belarus");
    expect_text(stage, "Elsewhere");
    show(stage, "news/2022-06-03-observers-briefed");
    bring(lobby, "DELETE FROM news_delegation; DELETE FROM news_text; DELETE FROM news");
    expect_screen(stage, "home"); /* what was shown is gone */
    app_set_refusal(stage->visit.app, "facts.yaml:3: no such thing");
    frame(stage);
    expect_text(stage, "Not shown yet: facts.yaml:3: no such thing");
    app_set_refusal(stage->visit.app, "");
    frame(stage);
    expect_no_text(stage, "Not shown yet");
}

static void trouble_is_said_until_something_comes(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    begin_at(lobby, "/no/such.db", MORNING, false);
    frame(stage);
    expect_text(stage, "there is no such file");
    app_set_trouble(stage->visit.app, "it is being written");
    frame(stage);
    expect_text(stage, "it is being written");
    bring(lobby, RENAME);
    expect_screen(stage, "idle");
    expect_text(stage, "Elsewhere");
}

/* ---- days ---- */

#define MORE_NEWS                                                                                  \
    "INSERT INTO news (slug, date, shown_from, shown_until) VALUES"                                \
    " ('later', '2022-06-02', '2022-06-04', NULL), ('past', '2022-06-01', NULL, '2022-06-02');"    \
    "INSERT INTO news_text (news, language, title, body) VALUES"                                   \
    " ('later', 'en', 'A later title', 'Text.'), ('past', 'en', 'A past title', 'Text.')"

static void the_list_shows_what_is_current(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    show(stage, "home");
    bring(lobby, MORE_NEWS);
    show(stage, "news");
    expect_text(stage, "CSTO PA observers were briefed");
    expect_no_text(stage, "A later title");
    expect_no_text(stage, "A past title");
    stage->visit.start.date.day = 4; /* a day later, the list still open */
    wait_for(stage, TIME_S);
    expect_text(stage, "A later title");
    expect_no_text(stage, "A past title");
}

static void expiry_leaves_the_newest_three(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    show(stage, "home");
    bring(lobby,
          "UPDATE news SET shown_until = '2022-06-01';"
          "INSERT INTO news (slug, date, shown_until) VALUES ('a', '2022-05-01', '2022-05-09'),"
          " ('b', '2022-05-02', '2022-05-09'), ('c', '2022-05-03', '2022-05-09');"
          "INSERT INTO news_text (news, language, title, body) VALUES"
          " ('a', 'en', 'Title A', 'Text.'), ('b', 'en', 'Title B', 'Text.'),"
          " ('c', 'en', 'Title C', 'Text.')");
    show(stage, "news");
    expect_text(stage, "CSTO PA observers were briefed");
    expect_text(stage, "Title C");
    expect_text(stage, "3 May 2022");
    expect_text(stage, "Title B");
    expect_no_text(stage, "Title A");
}

static void a_clock_before_the_content_is_not_believed(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    change(copy_shipped(lobby->files), MORE_NEWS);
    begin_at(lobby, lobby->files->copy, (Wall){{1970, 1, 1}, 0, 7, 0}, false);
    frame(stage);
    assert_int_equal(app_wall(stage->visit.app).date.year, 0);
    show(stage, "news");
    expect_text(stage, "A past title"); /* nothing expires */
    expect_text(stage, "A later title");
    expect_no_text(stage, "00:07");
    expect_no_text(stage, "January");
}

/* Summer time, or somebody who sets the clock: the visit goes on as if nothing had happened. */
static void a_step_of_the_clock_changes_nothing_else(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    show(stage, "home");
    wait_for(stage, 60 * TIME_S);
    stage->visit.start.hour += 1;
    wait_for(stage, 20 * TIME_S);
    expect_no_text(stage, "Are you still there?");
    expect_text(stage, "11:25");
    stage->visit.start.hour -= 2;
    wait_for(stage, 11 * TIME_S);
    expect_text(stage, "Are you still there?"); /* after 90 s, by the clock that never steps */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_idle_loop_takes_it_at_the_next_slide, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(an_idle_loop_of_one_slide_takes_it_too, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(home_takes_it_at_once, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(a_finger_on_home_is_waited_for, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(an_article_stays_until_it_is_left, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(a_preview_shows_it_under_any_screen, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(trouble_is_said_until_something_comes, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(the_list_shows_what_is_current, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(expiry_leaves_the_newest_three, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(a_clock_before_the_content_is_not_believed, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(a_step_of_the_clock_changes_nothing_else, lobby_begin,
                                        lobby_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
