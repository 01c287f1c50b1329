/* Tests of a large assembly: 40 delegations and years of news, with the strips that lead through
 * them, as a visitor touches them. */
#include "app_fixture.h"
#include "content/content.h"
#include "make_content.h"
#include "screens/alphabet.h"
#include "words/words.h"

static void large_path(char *path, size_t size)
{
    const char *build = getenv("FOYER_TEST_BUILD");
    (void)snprintf(path, size, "%s/large-test.db", build != NULL ? build : ".");
}

static int make_large(void **state)
{
    (void)state;
    char path[512];
    Error error = {{0}};
    large_path(path, sizeof path);
    (void)remove(path);
    MadeContent made = MADE_CONTENT_LARGE;
    made.news = 1500; /* over five years: as many as it takes to see all parts */
    return make_content(path, &made, &error) ? 0 : 1;
}

static int remove_large(void **state)
{
    (void)state;
    char path[512];
    large_path(path, sizeof path);
    return remove(path);
}

static int set_up_large(void **state, const char *language)
{
    if (set_up(state) != 0) {
        return 1;
    }
    Stage *stage = (Stage *)*state;
    large_path(stage->data, sizeof stage->data);
    visit_close(&stage->visit);
    stage_open(stage, stage->data, language);
    return 0;
}

static int set_up_english(void **state)
{
    return set_up_large(state, "en");
}

static int set_up_russian(void **state)
{
    return set_up_large(state, "ru");
}

/* The targets of the strips that show, in order; their number. */
static int jumps_of(const Stage *stage, Action *jumps, Box *boxes, int most)
{
    const DrawList *list = app_list(stage->visit.app);
    int count = 0;
    for (size_t i = 0; i < list->count && count < most; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TARGET && action_of(item).kind == ACTION_JUMP) {
            jumps[count] = action_of(item);
            boxes[count++] = box_intersect(item->box, item->clip);
        }
    }
    return count;
}

/* Touches the jump with this place. */
static void tap_jump(Stage *stage, uint64_t place)
{
    Action jumps[64];
    Box boxes[64];
    int count = jumps_of(stage, jumps, boxes, 64);
    for (int i = 0; i < count; i++) {
        if (jumps[i].arg == place) {
            tap(stage, middle_of(boxes[i]));
            return;
        }
    }
    fail_msg("no strip leads to %d", (int)place);
}

/* The names on the cards that show, in order, in the language that is shown. */
static int shown_names(Stage *stage, int language, const char **names, int most)
{
    Content *content = content_open(stage->data, &stage->error);
    assert_non_null(content);
    const DrawList *list = app_list(stage->visit.app);
    int count = 0;
    for (size_t i = 0; i < list->count && count < most; i++) {
        Action action = action_of(&list->items[i]);
        if (list->items[i].kind == DRAW_TARGET && action.kind == ACTION_OPEN &&
            action.screen == SCREEN_DELEGATION) {
            int index = content_find_delegation(content, action.arg);
            assert_in_range(index, 0, 39);
            const char *name = content_delegation(content, index)->name.in[language];
            names[count++] = strdup(name);
        }
    }
    content_destroy(content);
    return count;
}

static void free_names(const char **names, int count)
{
    for (int i = 0; i < count; i++) {
        free((void *)(uintptr_t)names[i]);
    }
}

/* ---- delegations ---- */

static void expect_letters_lead(Stage *stage, int language)
{
    show(stage, "delegations");
    Action jumps[64];
    Box boxes[64];
    int count = jumps_of(stage, jumps, boxes, 64);
    assert_in_range(count, 5, 40);
    for (int i = 0; i < count; i++) {
        tap(stage, middle_of(boxes[i]));
        expect_screen(stage, "delegations");
        const char *names[64];
        int shown = shown_names(stage, language, names, 64);
        assert_true(shown > 0);
        bool found = false;
        for (int k = 0; k < shown; k++) {
            found = found || alphabet_letter(names[k]) == (uint32_t)jumps[i].arg;
            assert_true(k == 0 || alphabet_compare(names[k - 1], names[k]) <= 0);
        }
        free_names(names, shown);
        assert_true(found);
    }
    /* The strip stands where it stood. */
    Action again[64];
    Box same[64];
    assert_int_equal(jumps_of(stage, again, same, 64), count);
    assert_memory_equal(boxes, same, sizeof *boxes * (size_t)count);
}

static void letters_lead_to_delegations(void **state)
{
    expect_letters_lead((Stage *)*state, 0);
}

static void letters_lead_to_delegations_in_russian(void **state)
{
    expect_letters_lead((Stage *)*state, 1);
}

static void back_leads_to_where_the_list_stood(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegations");
    Action jumps[64];
    Box boxes[64];
    int count = jumps_of(stage, jumps, boxes, 64);
    tap(stage, middle_of(boxes[count / 2]));
    const char *before[64], *after[64];
    int shown = shown_names(stage, 0, before, 64);
    tap(stage, middle_of(target_of(stage, ACTION_OPEN, SCREEN_DELEGATION)));
    key(stage, KEY_ESCAPE);
    expect_screen(stage, "delegations");
    assert_int_equal(shown_names(stage, 0, after, 64), shown);
    for (int i = 0; i < shown; i++) {
        assert_string_equal(before[i], after[i]);
    }
    free_names(before, shown);
    free_names(after, shown);
}

static void forty_delegations_are_a_swipe_apart(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "delegation/d-01");
    for (int i = 2; i <= 41; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "delegation/d-%02d", i <= 40 ? i : 1);
        touch(stage, TOUCH_DOWN, 1, (Point){1000, 150});
        for (int x = 900; x >= 300; x -= 100) {
            wait_for(stage, 16 * TIME_MS);
            touch(stage, TOUCH_MOVE, 1, (Point){x, 150});
        }
        touch(stage, TOUCH_UP, 1, (Point){300, 150});
        wait_for(stage, TIME_S);
        expect_screen(stage, name);
    }
}

/* ---- news ---- */

/* The item at each row of the list, as the content has them. */
static Date date_of_row(Content *content, int row)
{
    const int *current;
    assert_true(row < content_all_current_news(content, MORNING.date, &current));
    bool pinned;
    return content_news_date(content, current[row], &pinned);
}

static void years_and_months_lead_to_their_news(void **state)
{
    Stage *stage = (Stage *)*state;
    Content *content = content_open(stage->data, &stage->error);
    assert_non_null(content);
    show(stage, "news");
    Action years[64];
    Box boxes[64];
    int count = jumps_of(stage, years, boxes, 64), found = 0;
    assert_true(count >= 5);
    for (int i = 0; i < count; i++) {
        Date date = date_of_row(content, (int)years[i].arg);
        if (i > 0 && date.year >= date_of_row(content, (int)years[i - 1].arg).year) {
            break; /* the months begin */
        }
        found++;
        tap_jump(stage, years[i].arg);
        char month[128];
        expect_text(stage, words_month(words_for("en"), date, month, sizeof month));
        expect_text(stage, words_date(words_for("en"), date, month, sizeof month));
    }
    assert_in_range(found, 5, 6);
    /* The last year's months: its last one. */
    count = jumps_of(stage, years, boxes, 64);
    assert_true(count > found);
    Date last = date_of_row(content, (int)years[count - 1].arg);
    assert_int_equal(last.year, date_of_row(content, (int)years[found - 1].arg).year);
    tap_jump(stage, years[count - 1].arg);
    char month[128];
    expect_text(stage, words_month(words_for("en"), last, month, sizeof month));
    content_destroy(content);
}

static void a_strip_answers_while_the_list_still_coasts(void **state)
{
    Stage *stage = (Stage *)*state;
    show(stage, "news");
    Action years[64];
    Box boxes[64];
    assert_true(jumps_of(stage, years, boxes, 64) > 2);
    touch(stage, TOUCH_DOWN, 1, (Point){600, 400});
    for (int y = 370; y >= 100; y -= 30) {
        wait_for(stage, 8 * TIME_MS);
        touch(stage, TOUCH_MOVE, 1, (Point){600, y});
    }
    touch(stage, TOUCH_UP, 1, (Point){600, 100});
    frame(stage);
    assert_true(stage->visit.wake <= stage->visit.now + 100 * TIME_MS);
    tap(stage, middle_of(boxes[2]));
    Content *content = content_open(stage->data, &stage->error);
    assert_non_null(content);
    Date date = date_of_row(content, (int)years[2].arg);
    content_destroy(content);
    char month[128];
    expect_text(stage, words_month(words_for("en"), date, month, sizeof month));
}

static void few_items_have_no_strip(void **state)
{
    Stage *stage = (Stage *)*state;
    Action jumps[8];
    Box boxes[8];
    show(stage, "delegations");
    assert_int_equal(jumps_of(stage, jumps, boxes, 8), 0);
    show(stage, "news");
    assert_int_equal(jumps_of(stage, jumps, boxes, 8), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(letters_lead_to_delegations, set_up_english, tear_down),
        cmocka_unit_test_setup_teardown(letters_lead_to_delegations_in_russian, set_up_russian,
                                        tear_down),
        cmocka_unit_test_setup_teardown(back_leads_to_where_the_list_stood, set_up_english,
                                        tear_down),
        cmocka_unit_test_setup_teardown(forty_delegations_are_a_swipe_apart, set_up_english,
                                        tear_down),
        cmocka_unit_test_setup_teardown(years_and_months_lead_to_their_news, set_up_english,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_strip_answers_while_the_list_still_coasts, set_up_english,
                                        tear_down),
        cmocka_unit_test_setup_teardown(few_items_have_no_strip, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, make_large, remove_large);
}
