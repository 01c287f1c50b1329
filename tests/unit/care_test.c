/* Screen care: over a day no edge of the idle loop stands on one pixel, whatever is shown; and yet
 * the first slide is as it is drawn, nothing moves while a slide shows, and all stays in its place.
 */
#include "app_fixture.h"
#include "draw/list.h"
#include "make_content.h"

enum { W = 480, H = 320, PIXELS = W * H, DAY_S = 86400 };

static void open_small(Stage *stage, const char *data)
{
    visit_close(&stage->visit);
    Options options = {.width = W,
                       .height = H,
                       .text_percent = 100,
                       .motion_off = true,
                       .words = {data},
                       .word_count = 1};
    assert_true(visit_open(&stage->visit, &options, stage->fonts, MORNING, &stage->error));
}

/* ---- what is bright where ---- */

/* Red, green and blue together, 0 to 765. */
static int brightness(uint32_t pixel)
{
    return (int)(pixel >> 16 & 0xFF) + (int)(pixel >> 8 & 0xFF) + (int)(pixel & 0xFF);
}

/* What a panel remembers of a day is how bright each pixel was on the whole. The sharpest edge in
 * that mean picture, as a part of that between black and white. */
static double sharpest_edge(Stage *stage)
{
    static uint32_t sums[PIXELS], pixels[PIXELS];
    memset(sums, 0, sizeof sums);
    enum { PICTURES = 240 };
    for (int i = 0; i < PICTURES; i++) {
        /* Past the end of a slide: the next one comes, whole. */
        stage->visit.now += (Time)DAY_S / PICTURES * TIME_S;
        frame(stage);
        assert_true(glass_read(stage->visit.glass, pixels));
        for (int k = 0; k < PIXELS; k++) {
            sums[k] += (uint32_t)brightness(pixels[k]);
        }
    }
    int64_t most = 0;
    for (int i = 0; i + W < PIXELS; i++) {
        int64_t right = llabs((int64_t)sums[i] - sums[i % W + 1 < W ? i + 1 : i]);
        int64_t below = llabs((int64_t)sums[i] - sums[i + W]);
        most = right > most ? right : most;
        most = below > most ? below : most;
    }
    return (double)most / PICTURES / 765;
}

static void test_no_edge_stands_for_a_day(void **state)
{
    Stage *stage = (Stage *)*state;
    open_small(stage, stage->data);
    double edge = sharpest_edge(stage);
    if (edge > 0.2) {
        fail_msg("after a day an edge of %.2f is burnt in", edge);
    }
}

/* Where there is nothing to show one sentence stands, perhaps for weeks. */
static void test_no_edge_of_the_trouble_stands(void **state)
{
    Stage *stage = (Stage *)*state;
    open_small(stage, "/nonexistent.db");
    double edge = sharpest_edge(stage);
    assert_true(edge > 0.0 && edge <= 0.2);
}

/* ---- where things stand ---- */

/* The left edge and the baseline of the text on the screen; false where it is not there. */
static bool place_of(Stage *stage, const char *text, Point *out)
{
    const DrawList *list = app_list(stage->visit.app);
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TEXT && item->as.text.piece.length == strlen(text) &&
            memcmp(item->as.text.piece.text, text, strlen(text)) == 0) {
            *out = item->as.text.pen;
            return true;
        }
    }
    return false;
}

static Point clock_place(Stage *stage)
{
    char clock[16];
    Wall wall = visit_wall(&stage->visit);
    snprintf(clock, sizeof clock, "%02d:%02d", wall.hour, wall.minute);
    Point at = {0};
    assert_true(place_of(stage, clock, &at));
    return at;
}

static int count_places(const Point *places, int count, bool across)
{
    int distinct = 0;
    for (int i = 0; i < count; i++) {
        int k = 0;
        while (k < i && (across ? places[k].x != places[i].x : places[k].y != places[i].y)) {
            k++;
        }
        distinct += k == i ? 1 : 0;
    }
    return distinct;
}

static void test_the_clock_goes_round(void **state)
{
    Stage *stage = (Stage *)*state;
    enum { SLIDES = 200 };
    static Point clocks[SLIDES];
    frame(stage);
    for (int i = 0; i < SLIDES; i++) {
        clocks[i] = clock_place(stage);
        stage->visit.now += 20 * TIME_S;
        frame(stage);
    }
    assert_true(count_places(clocks, SLIDES, true) >= 40);
    assert_true(count_places(clocks, SLIDES, false) >= 9);
    for (int i = 1; i < SLIDES; i++) {
        assert_true(clocks[i].x != clocks[i - 1].x || clocks[i].y != clocks[i - 1].y);
    }
}

static void test_a_slide_moves_only_with_the_next(void **state)
{
    Stage *stage = (Stage *)*state;
    Point first, later, again;
    wait_for(stage, TIME_S);
    assert_true(place_of(stage, "Viktor Kogut", &first));
    wait_for(stage, 7 * TIME_S);
    assert_true(place_of(stage, "Viktor Kogut", &later));
    assert_memory_equal(&first, &later, sizeof first);
    wait_for(stage, 57 * TIME_S); /* once round */
    expect_text(stage, "Belarus");
    assert_true(place_of(stage, "Viktor Kogut", &again));
    assert_true(first.x != again.x || first.y != again.y);
    /* By a little only: the design's margins are large enough for that. */
    assert_true(abs(first.x - again.x) <= 8 && abs(first.y - again.y) <= 8);
    /* A visit between does not begin it anew, and a picture asked for by name has not begun. */
    tap(stage, (Point){640, 400});
    expect_screen(stage, "home");
    key(stage, KEY_ESCAPE);
    wait_for(stage, 2 * TIME_S);
    assert_true(place_of(stage, "Viktor Kogut", &later));
    assert_true(first.x != later.x || first.y != later.y);
}

/* A display with one slide alone fades to itself now and then. */
static void test_a_single_slide_moves_too(void **state)
{
    Stage *stage = (Stage *)*state;
    char path[600];
    const char *build = getenv("FOYER_TEST_BUILD");
    snprintf(path, sizeof path, "%s/care-single.db", build != NULL ? build : ".");
    MadeContent made = {.delegations = 1, .chambers = 2, .seed = 1, .usual = true};
    (void)remove(path);
    assert_true(make_content(path, &made, &stage->error));
    visit_close(&stage->visit);
    stage_open(stage, path, NULL);
    wait_for(stage, 2 * TIME_S);
    Point first = clock_place(stage);
    wait_for(stage, 200 * TIME_S);
    Point still = clock_place(stage);
    assert_memory_equal(&first, &still, sizeof first);
    wait_for(stage, 200 * TIME_S);
    Point moved = clock_place(stage);
    assert_true(first.x != moved.x || first.y != moved.y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_edge_stands_for_a_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_edge_of_the_trouble_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_clock_goes_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_slide_moves_only_with_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_single_slide_moves_too, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
