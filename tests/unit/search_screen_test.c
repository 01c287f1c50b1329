/* Tests the search screen on the whole display: what is not to be found, new content under it, and
 * an index that is not there yet. */
#include "content/search.h"
#include "lobby_fixture.h"

/* The display begins with the shipped content, changed. */
static Stage *begin_with(Lobby *lobby, const char *sql)
{
    change(copy_shipped(lobby->files), sql);
    visit_close(&lobby->stage->visit);
    stage_open(lobby->stage, lobby->files->copy, NULL);
    return lobby->stage;
}

static void type(Stage *stage, const char *text)
{
    app_text(stage->visit.app, text, stage->visit.now);
    frame(stage);
    assert_true(visit_rest(&stage->visit, &stage->error));
}

static void expect_no_text(Stage *stage, const char *text)
{
    if (app_shows_text(stage->visit.app, text)) {
        fail_msg("\"%s\" can be read on %s", text, app_screen_name(stage->visit.app));
    }
}

static void news_of_another_day_is_not_found(void **state)
{
    Stage *stage = begin_with((Lobby *)*state, "UPDATE news SET shown_from = '2022-07-01'");
    show(stage, "search/observers");
    expect_text(stage, "Nothing was found");
    expect_no_text(stage, "briefed");
    show(stage, "search/kaz");
    expect_text(stage, "Kazakhstan");
    expect_no_text(stage, "briefed");
}

static void results_follow_the_language(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    show(stage, "search/kaz");
    expect_text(stage, "Kazakhstan");
    Box russian = target_of(stage, ACTION_LANGUAGE, 0);
    tap(stage, middle_of(russian));
    expect_text(stage, "Казахстан");
    expect_text(stage, "Стереть");
    expect_text(stage, "kaz");
}

static void an_index_of_other_content_is_not_used(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    Stage *stage = lobby->stage;
    show(stage, "home");
    change(copy_shipped(lobby->files), "DELETE FROM news_delegation; DELETE FROM news_text;"
                                       "DELETE FROM news");
    app_set_content(stage->visit.app, open_good(lobby->files->copy));
    frame(stage);
    show(stage, "search");
    expect_text(stage, "Type a country");
    type(stage, "kaz");
    expect_text(stage, "The search is being prepared");
    expect_no_text(stage, "Kazakhstan");
}

static void without_anybody_to_ask_it_says_so(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    Error error = {""};
    AppOptions options = {.data_path = stage->data, .fonts = stage->fonts, .text_percent = 100};
    Glass *glass = glass_create_memory(800, 480, ROTATE_0, &error);
    App *app = app_create(&options, glass, &error);
    const Box *boxes;
    assert_non_null(app);
    (void)app_step(app, 0, MORNING);
    assert_true(app_show_screen(app, "search/kaz", 0, &error));
    (void)app_step(app, 0, MORNING);
    (void)app_draw(app, &boxes);
    assert_true(app_shows_text(app, "The search is being prepared"));
    app_destroy(app);
    glass_destroy(glass);
}

/* The worker with its thread: the letter shows at once, and the answer when it is there. */
static void the_keyboard_does_not_wait_for_answers(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    Error error = {""};
    SearchWorker *worker = search_worker_start(NULL, NULL, &error);
    AppOptions options = {
        .data_path = stage->data, .fonts = stage->fonts, .text_percent = 100, .search = worker};
    Glass *glass = glass_create_memory(800, 480, ROTATE_0, &error);
    App *app = app_create(&options, glass, &error);
    const Box *boxes;
    assert_non_null(app);
    (void)app_step(app, 0, MORNING);
    assert_true(app_show_screen(app, "search/ka", 0, &error));
    (void)app_step(app, 0, MORNING);
    (void)app_draw(app, &boxes);
    assert_true(app_shows_text(app, "ka"));
    search_worker_use(worker, search_create(stage->data, -1, &error));
    (void)app_step(app, 1, MORNING);
    app_text(app, "z", 2);
    bool found = false;
    for (int i = 0; i < 100000000 && !found; i++) {
        (void)app_step(app, 3, MORNING);
        (void)app_draw(app, &boxes);
        assert_true(app_shows_text(app, "kaz"));
        found = app_shows_text(app, "Kazakhstan");
    }
    assert_true(found);
    app_destroy(app);
    search_worker_stop(worker);
    glass_destroy(glass);
}

/* What is typed has an end, and nothing in it does harm. */
static void any_letters_may_be_typed(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    show(stage, "search");
    type(stage, "   \x01\t\n\x7f");
    expect_text(stage, "Type a country");
    for (int i = 0; i < 60; i++) {
        type(stage, "\"*()^:қ\xff ");
    }
    key(stage, KEY_BACKSPACE);
    for (int i = 0; i < 130; i++) {
        key(stage, KEY_BACKSPACE);
    }
    expect_text(stage, "Type a country");
    type(stage, "kaz");
    expect_text(stage, "Kazakhstan");
}

static void delete_held_takes_it_all(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    show(stage, "search/kazakhstan");
    Point at = middle_of(target_of(stage, ACTION_TYPE, TYPE_DELETE));
    touch(stage, TOUCH_DOWN, 1, at);
    wait_for(stage, 700 * TIME_MS);
    expect_text(stage, "kazak");
    expect_no_text(stage, "kazakhstan");
    wait_for(stage, TIME_S);
    expect_text(stage, "Type a country");
    touch(stage, TOUCH_UP, 1, at);
    wait_for(stage, TIME_S);
    expect_screen(stage, "search");
}

/* A finger whose up was lost comes down again on a key: what it was before does not stay. */
static void a_finger_that_comes_back_on_a_key_is_no_other(void **state)
{
    Stage *stage = ((Lobby *)*state)->stage;
    show(stage, "search");
    Point at = middle_of(target_of(stage, ACTION_TYPE, TYPE_LETTER));
    touch(stage, TOUCH_DOWN, 1, (Point){640, 180});
    touch(stage, TOUCH_DOWN, 1, at);
    touch(stage, TOUCH_UP, 1, at);
    wait_for(stage, TIME_S);
    touch(stage, TOUCH_DOWN, 1, at);
    touch(stage, TOUCH_DOWN, 1, (Point){640, 180});
    touch(stage, TOUCH_UP, 1, (Point){640, 180});
    wait_for(stage, TIME_S);
    tap(stage, middle_of(target_of(stage, ACTION_SHOW, SCREEN_HOME)));
    expect_screen(stage, "home");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(news_of_another_day_is_not_found, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(results_follow_the_language, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(an_index_of_other_content_is_not_used, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(without_anybody_to_ask_it_says_so, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(the_keyboard_does_not_wait_for_answers, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(any_letters_may_be_typed, lobby_begin, lobby_end),
        cmocka_unit_test_setup_teardown(a_finger_that_comes_back_on_a_key_is_no_other, lobby_begin,
                                        lobby_end),
        cmocka_unit_test_setup_teardown(delete_held_takes_it_all, lobby_begin, lobby_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
