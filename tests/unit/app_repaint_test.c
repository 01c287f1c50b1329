/* Tests of what the display repaints and makes anew: nothing at rest, the clock's box, the bar's
 * next pixel, and no line of text twice. */
#include "app_fixture.h"
#include "make_content.h"

static const DrawItem *item_with(Stage *stage, const char *text)
{
    const DrawList *list = app_list(stage->visit.app);
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TEXT && item->as.text.piece.length == strlen(text) &&
            memcmp(item->as.text.piece.text, text, strlen(text)) == 0) {
            return item;
        }
    }
    fail_msg("no \"%s\" on %s", text, app_screen_name(stage->visit.app));
    return NULL;
}

static void at_rest_nothing_is_drawn_until_the_minute(void **state)
{
    Stage *stage = (Stage *)*state;
    static const char *const SCREENS[] = {"home", "delegations", "delegation/belarus", "news",
                                          "news/2022-06-03-observers-briefed"};
    for (size_t i = 0; i < sizeof SCREENS / sizeof *SCREENS; i++) {
        show(stage, SCREENS[i]);
        wait_for(stage, TIME_S);
        Time now = stage->visit.now;
        Time minute = (now / (60 * TIME_S) + 1) * 60 * TIME_S;
        uint64_t frames = app_counts(stage->visit.app).frames;
        for (; stage->visit.now + 7 * TIME_S < minute; stage->visit.now += 7 * TIME_S) {
            frame(stage);
            assert_int_equal(stage->box_count, 0);
            assert_true(stage->visit.wake > stage->visit.now + TIME_S);
            assert_true(stage->visit.wake <= minute);
        }
        assert_int_equal(app_counts(stage->visit.app).frames, frames);
        stage->visit.now = minute;
    }
}

static void a_running_clock_repaints_its_own_box(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "home");
    wait_for(stage, 30 * TIME_S);
    Box before = item_with(stage, "10:24")->box;
    Time at = stage->visit.wake;
    assert_int_equal(at, 60 * TIME_S);
    stage->visit.now = at;
    frame(stage);
    assert_true(stage->box_count > 0);
    Box clock = box_union(before, item_with(stage, "10:25")->box);
    assert_true(box_contains(clock, changed(stage)));
}

/* Goes on to when the app wants to be called next, a minute at most. */
static void next_frame(Stage *stage)
{
    assert_true(stage->visit.wake > stage->visit.now);
    assert_true(stage->visit.wake < stage->visit.now + 61 * TIME_S);
    stage->visit.now = stage->visit.wake;
    frame(stage);
}

static void between_fades_only_the_bar_grows_by_a_pixel(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "idle/1");
    wait_for(stage, 2 * TIME_S);
    Box last = {0};
    int grown = 0;
    for (Time until = stage->visit.now + 6 * TIME_S; stage->visit.now < until;) {
        next_frame(stage);
        if (stage->box_count == 0) {
            continue;
        }
        Box box = changed(stage);
        assert_int_equal(stage->box_count, 1);
        assert_true(box.h <= 8);
        assert_true(last.w == 0 ||
                    (box.x == last.x && box.y == last.y && box_right(box) == box_right(last) + 1));
        last = box;
        grown++;
    }
    assert_true(grown > 20);
}

static void scrolling_back_lays_out_and_renders_nothing_again(void **state)
{
    Stage *stage = (Stage *)*state;
    visit_close(&stage->visit);
    char path[600];
    snprintf(path, sizeof path, "%s.app-test", stage->data);
    (void)remove(path);
    MadeContent made = {.delegations = 3, .chambers = 2, .news = 2, .words = 3000, .seed = 5};
    assert_true(make_content(path, &made, &stage->error));
    stage_open(stage, path, NULL);
    show(stage, "news/long");
    key(stage, KEY_PAGE_DOWN);
    key(stage, KEY_PAGE_DOWN);
    key(stage, KEY_PAGE_UP);
    AppCounts once = app_counts(stage->visit.app);
    for (int i = 0; i < 3; i++) {
        key(stage, KEY_PAGE_DOWN);
        key(stage, KEY_PAGE_UP);
        key(stage, KEY_PAGE_UP);
        key(stage, KEY_PAGE_DOWN);
    }
    AppCounts again = app_counts(stage->visit.app);
    assert_true(again.frames > once.frames + 100);
    assert_int_equal(again.layouts, once.layouts);
    assert_int_equal(again.renders, once.renders);
    (void)remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(at_rest_nothing_is_drawn_until_the_minute, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_running_clock_repaints_its_own_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(between_fades_only_the_bar_grows_by_a_pixel, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(scrolling_back_lays_out_and_renders_nothing_again, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
