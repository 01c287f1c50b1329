/* monkey shipped|extreme|both [SEED [WxH]]: touches without sense or end, the same for the same
 * seed.
 *
 * What must hold whatever is touched: nothing crashes or leaks (the sanitizers see to that), home
 * is within two taps (the staff's pages, which it is let into now and then, close by themselves
 * first), nothing moves for ever by itself, and what was repainted bit by bit is what
 * painting all of it gives. With "both", the two contents come in turn under the visitor's hands.
 *
 * The short form plays 1,000 touches at each of three small sizes,
 * FOYER_LONG=1 100,000 at larger ones too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "content/content.h"
#include "form.h"
#include "make_content.h"
#include "staff/visit.h"
#include "ui/action.h"
#include "ui/focus.h"

#define PIN "2468"

enum { FINGERS = 4, SETTLE_S = 15, MOVE_MOST_S = 8, COMPARED_FRAMES = 6 };

typedef struct Monkey {
    Visit visit;
    Compare *compare; /* set aside while frames are not compared */
    int compared;     /* frames left to compare */
    uint64_t state;   /* of the dice */
    int touches;
    Time played; /* how long the visit was */
    Point at[FINGERS];
    bool down[FINGERS];
    Time moving_since; /* since when it has moved with nobody touching it; -1: it rests */
    const char *contents[2];
    bool swaps; /* of the two contents */
    Error error;
} Monkey;

/* 0 to below - 1. */
static int roll(Monkey *monkey, int below)
{
    monkey->state = hash_u64(monkey->state, 1);
    return (int)((monkey->state >> 32) % (uint64_t)below);
}

static bool one_in(Monkey *monkey, int n)
{
    return roll(monkey, n) == 0;
}

/* ---- time ---- */

static bool has_snapshot(const DrawList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == DRAW_SNAPSHOT) {
            return true;
        }
    }
    return false;
}

/* A frame; compared with painting all of it where that was begun. */
static bool frame(Monkey *monkey)
{
    Visit *visit = &monkey->visit;
    visit->compare = monkey->compared > 0 ? monkey->compare : NULL;
    if (!visit_frame(visit, &monkey->error)) {
        return false;
    }
    monkey->compared -= monkey->compared > 0 ? 1 : 0;
    if (visit->wake > visit->now) {
        monkey->moving_since = -1;
    } else if (monkey->moving_since < 0) {
        monkey->moving_since = visit->now;
    } else if (visit->now - monkey->moving_since > MOVE_MOST_S * TIME_S) {
        return error_set(&monkey->error, "it has moved by itself for %d s on %s", MOVE_MOST_S,
                         app_screen_name(visit->app));
    }
    return true;
}

/* Something was done to the display: it is asked again at once. */
static void stir(Monkey *monkey)
{
    monkey->visit.wake = monkey->visit.now;
    monkey->moving_since = -1;
}

/* Lets time pass, a frame whenever the app wants one; while it moves, one in `step`. */
static bool wait_for(Monkey *monkey, Time length, Time step)
{
    Visit *visit = &monkey->visit;
    Time until = visit->now + length;
    while (visit->now < until) {
        Time next = visit->wake <= visit->now ? visit->now + step : visit->wake;
        visit->now = next < until ? next : until;
        if (!frame(monkey)) {
            return false;
        }
    }
    return true;
}

/* ---- fingers ---- */

static void touch(Monkey *monkey, TouchKind kind, int finger, Point at)
{
    app_touch(monkey->visit.app, (Touch){kind, finger, at, monkey->visit.now});
    monkey->touches++;
    stir(monkey);
    monkey->at[finger] = at;
    monkey->down[finger] = kind == TOUCH_DOWN || (kind == TOUCH_MOVE && monkey->down[finger]);
}

static Point anywhere(Monkey *monkey)
{
    Box bounds = glass_bounds(monkey->visit.glass);
    if (one_in(monkey, 40)) { /* what a broken driver might say */
        return (Point){roll(monkey, INT32_MAX) - INT32_MAX / 2, roll(monkey, INT32_MAX)};
    }
    return (Point){roll(monkey, bounds.w), roll(monkey, bounds.h)};
}

/* Half the time on something that can be touched. */
static Point somewhere(Monkey *monkey)
{
    const DrawList *list = app_list(monkey->visit.app);
    if (list->count == 0 || one_in(monkey, 2)) {
        return anywhere(monkey);
    }
    for (int i = 0; i < 30; i++) {
        const DrawItem *item = &list->items[(size_t)roll(monkey, (int)list->count)];
        Box box = box_intersect(item->box, item->clip);
        if (item->kind == DRAW_TARGET && !box_is_empty(box)) {
            return (Point){box.x + roll(monkey, box.w), box.y + roll(monkey, box.h)};
        }
    }
    return anywhere(monkey);
}

/* On the way to the comfort panel, or on one of its settings; anywhere where there is neither. */
static Point comfort_point(Monkey *monkey)
{
    const DrawList *list = app_list(monkey->visit.app);
    Point found = anywhere(monkey);
    int count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        ActionKind kind = action_of(item).kind;
        Box box = box_intersect(item->box, item->clip);
        if (item->kind == DRAW_TARGET && (kind == ACTION_COMFORT || kind == ACTION_SET) &&
            !box_is_empty(box) && roll(monkey, ++count) == 0) {
            found = (Point){box.x + box.w / 2, box.y + box.h / 2};
        }
    }
    return found;
}

static bool tap(Monkey *monkey, int finger, Point at)
{
    touch(monkey, TOUCH_DOWN, finger, at);
    if (!wait_for(monkey, (10 + roll(monkey, 150)) * TIME_MS, 40 * TIME_MS)) {
        return false;
    }
    touch(monkey, TOUCH_UP, finger, at);
    return true;
}

/* A drag along a line, up and down twice as often as sideways; at its end a fling or a stop. */
static bool drag(Monkey *monkey, int finger)
{
    Box bounds = glass_bounds(monkey->visit.glass);
    Point from = somewhere(monkey), at = from;
    bool sideways = one_in(monkey, 3);
    int steps = 1 + roll(monkey, 8), reach = (sideways ? bounds.w : bounds.h) / 4;
    int by = roll(monkey, 2 * reach) - reach, wobble = roll(monkey, 9) - 4;
    touch(monkey, TOUCH_DOWN, finger, from);
    for (int i = 0; i < steps; i++) {
        at.x += sideways ? by : wobble;
        at.y += sideways ? wobble : by;
        at.x = clamp_i32(at.x, -bounds.w, 2 * bounds.w);
        at.y = clamp_i32(at.y, -bounds.h, 2 * bounds.h);
        if (!wait_for(monkey, (4 + roll(monkey, 20)) * TIME_MS, 16 * TIME_MS)) {
            return false;
        }
        touch(monkey, TOUCH_MOVE, finger, at);
    }
    if (one_in(monkey, 3) && !wait_for(monkey, 200 * TIME_MS, 40 * TIME_MS)) {
        return false;
    }
    if (!one_in(monkey, 6)) { /* else it stays on the glass */
        touch(monkey, one_in(monkey, 10) ? TOUCH_CANCEL : TOUCH_UP, finger, at);
    }
    return true;
}

/* To the keypad, which chance does not find, and more often than not past it. */
static bool come_in(Monkey *monkey)
{
    Visit *visit = &monkey->visit;
    Point corner = {5, 5};
    touch(monkey, TOUCH_DOWN, 0, corner);
    if (!wait_for(monkey, 6 * TIME_S, 40 * TIME_MS)) {
        return false;
    }
    touch(monkey, TOUCH_UP, 0, corner);
    bool there = strcmp(app_screen_name(visit->app), "staff/pin") == 0;
    if (there && !one_in(monkey, 4)) {
        app_text(visit->app, PIN, visit->now);
        app_key(visit->app, KEY_ENTER, visit->now);
        stir(monkey);
    }
    return frame(monkey);
}

static bool is_at_staff(Monkey *monkey)
{
    return strncmp(app_screen_name(monkey->visit.app), "staff", 5) == 0;
}

static bool new_content(Monkey *monkey)
{
    const char *path = monkey->contents[monkey->swaps ? roll(monkey, 2) : 0];
    Content *content = content_open(path, &monkey->error);
    if (content == NULL) {
        return false;
    }
    app_set_content(monkey->visit.app, content);
    stir(monkey);
    return true;
}

/* One thing that a monkey does. */
static bool play(Monkey *monkey)
{
    int finger = roll(monkey, FINGERS), what = roll(monkey, 1000);
    Visit *visit = &monkey->visit;
    if (what < 400) {
        return tap(monkey, finger, somewhere(monkey));
    }
    if (what < 600) {
        return drag(monkey, finger);
    }
    if (what < 700) { /* any event, whether it makes sense or not */
        touch(monkey, (TouchKind)roll(monkey, 4), finger, somewhere(monkey));
        return true;
    }
    if (what < 800) {
        app_key(visit->app, (AppKey)roll(monkey, KEY_BACKSPACE + 1), visit->now);
        stir(monkey);
        return true;
    }
    if (what < 805) { /* at once on what is seldom hit by chance */
        return tap(monkey, finger, comfort_point(monkey));
    }
    if (what < 808) {
        return come_in(monkey);
    }
    if (what < 985) {
        return wait_for(monkey, (1 + roll(monkey, 600)) * TIME_MS, 40 * TIME_MS);
    }
    if (what < 995) {
        return wait_for(monkey, (1 + roll(monkey, 25)) * TIME_S, 40 * TIME_MS);
    }
    if (what < 997) {
        return wait_for(monkey, (60 + roll(monkey, 120)) * TIME_S, 100 * TIME_MS);
    }
    if (what < 998) {
        app_glass_changed(visit->app);
        stir(monkey);
        /* At once, for what was on the glass can be no snapshot's picture any more. */
        return frame(monkey);
    }
    return new_content(monkey);
}

/* ---- what must hold ---- */

static bool come_to_rest(Monkey *monkey)
{
    for (int finger = 0; finger < FINGERS; finger++) {
        if (monkey->down[finger]) {
            touch(monkey, TOUCH_UP, finger, monkey->at[finger]);
        }
    }
    if (!wait_for(monkey, SETTLE_S * TIME_S, 40 * TIME_MS)) {
        return false;
    }
    Visit *visit = &monkey->visit;
    bool idle = strcmp(app_screen_name(visit->app), "idle") == 0;
    if (idle) {
        return true; /* its slides fade and fill: frame() says where that does not end */
    }
    if (visit->wake <= visit->now) {
        return error_set(&monkey->error, "it still moves after %d s on %s", SETTLE_S,
                         app_screen_name(visit->app));
    }
    return true;
}

/* A point that leads home, or, where something is in the way, that does away with it. */
static bool find_way_home(Monkey *monkey, Point *out)
{
    App *app = monkey->visit.app;
    const DrawList *list = app_list(app);
    Box bounds = glass_bounds(monkey->visit.glass);
    const char *name = app_screen_name(app);
    *out = (Point){bounds.w / 2, bounds.h / 2};
    if (strcmp(name, "idle") == 0 || strcmp(name, "still-there") == 0) {
        return true; /* any touch will do */
    }
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        Action action = action_of(item);
        Box box = box_intersect(item->box, item->clip);
        Point middle = {box.x + box.w / 2, box.y + box.h / 2};
        bool leads = (action.kind == ACTION_SHOW && action.screen == SCREEN_HOME) ||
                     action.kind == ACTION_CLOSE || /* the panel goes, and home may be behind */
                     (action.kind == ACTION_TYPE && action.screen == TYPE_DONE);
        if (item->kind == DRAW_TARGET && leads && focus_at(list, middle) == item) {
            *out = middle;
            return true;
        }
    }
    return error_set(&monkey->error, "nothing leads home on %s", name);
}

static bool is_home(Monkey *monkey)
{
    return strcmp(app_screen_name(monkey->visit.app), "home") == 0;
}

static bool check_home(Monkey *monkey)
{
    if (!come_to_rest(monkey)) {
        return false;
    }
    /* The longest is the minute of cleaning and the wait after it. */
    if (is_at_staff(monkey) && !wait_for(monkey, 200 * TIME_S, 100 * TIME_MS)) {
        return false;
    }
    if (is_at_staff(monkey)) {
        return error_set(&monkey->error, "%s stays open", app_screen_name(monkey->visit.app));
    }
    char from[160], between[160] = "";
    snprintf(from, sizeof from, "%s", app_screen_name(monkey->visit.app));
    for (int taps = 0; taps < 2 && !is_home(monkey); taps++) {
        Point at;
        snprintf(between, sizeof between, "%s", app_screen_name(monkey->visit.app));
        if (!find_way_home(monkey, &at) || !tap(monkey, 0, at) ||
            !wait_for(monkey, 2 * TIME_S, 40 * TIME_MS)) {
            return false;
        }
    }
    if (!is_home(monkey)) {
        return error_set(&monkey->error, "two taps from %s (by %s) is %s and not home", from,
                         between, app_screen_name(monkey->visit.app));
    }
    return true;
}

/* This frame and the next ones are compared; but not from within a transition, for the comparison
 * has to have seen what the snapshot is of. */
static bool begin_compare(Monkey *monkey)
{
    if (!frame(monkey)) { /* a turned glass is empty until then */
        return false;
    }
    const DrawList *list = app_list(monkey->visit.app);
    if (monkey->compare == NULL || monkey->compared > 0 || has_snapshot(list)) {
        return true;
    }
    monkey->compared = COMPARED_FRAMES;
    return compare_frame(monkey->compare, list, monkey->visit.glass, &monkey->error);
}

/* ---- one run ---- */

static bool monkey_open(Monkey *monkey, Box size, const char *fonts)
{
    static const Wall START = {{2022, 6, 3}, 10, 24, 0};
    Options options = {.width = size.w,
                       .height = size.h,
                       .text_percent = 100 + 25 * roll(monkey, 3),
                       .contrast = (Contrast)roll(monkey, 3),
                       .reach = (Reach)roll(monkey, 2),
                       .motion_off = one_in(monkey, 4),
                       .pin = PIN,
                       .check = !monkey->swaps,
                       .words = {monkey->contents[0]},
                       .word_count = 1};
    bool good = visit_open(&monkey->visit, &options, fonts, START, &monkey->error);
    monkey->compare = monkey->visit.compare;
    monkey->moving_since = -1;
    return good && frame(monkey);
}

static bool run(Monkey *monkey, Box size, const char *fonts, int most)
{
    bool good = monkey_open(monkey, size, fonts);
    for (int turn = 1; good && monkey->touches < most; turn++) {
        good = turn % 60 != 0 || begin_compare(monkey);
        good = good && play(monkey);
        if (good && turn % 150 == 0) {
            good = check_home(monkey);
        }
    }
    monkey->played = monkey->visit.now;
    monkey->visit.compare = monkey->compare;
    visit_close(&monkey->visit);
    return good;
}

/* Where a content file lies; made first where it is the extreme one, each kind its own, for several
 * run at once. False where it cannot be made. */
static bool content_path(char *out, size_t size, const char *kind, bool shipped, Error *error)
{
    const char *build = getenv("FOYER_TEST_BUILD");
    build = build != NULL ? build : ".";
    if (shipped) {
        snprintf(out, size, "%s/lobby.db", build);
        return true;
    }
    MadeContent made = MADE_CONTENT_EXTREME;
    snprintf(out, size, "%s/monkey-%s.db", build, kind);
    (void)remove(out);
    return make_content(out, &made, error);
}

/* All sizes, or the one asked for. */
static bool run_all(Monkey *monkey, const char *kind, uint64_t seed, Box only)
{
    static const Box SIZES[] = {{0, 0, 800, 480},   {0, 0, 600, 1024},  {0, 0, 480, 320},
                                {0, 0, 1920, 1080}, {0, 0, 1080, 1920}, {0, 0, 1280, 800}};
    const char *source = getenv("FOYER_TEST_SOURCE");
    bool whole = form_is_long(), good = true;
    int touches = whole ? 100000 : 1000;
    char fonts[512];
    snprintf(fonts, sizeof fonts, "%s/fonts", source != NULL ? source : ".");
    int runs = only.w > 0 ? 1 : whole ? 6 : 3;
    for (int i = 0; good && i < runs; i++) {
        Box size = only.w > 0 ? only : SIZES[i];
        monkey->state = hash_u64(seed, (uint64_t)size.w);
        monkey->touches = 0;
        memset(monkey->down, 0, sizeof monkey->down);
        good = run(monkey, size, fonts, touches);
        printf("%s, seed %llu, %dx%d: %d touches, %.0f s of visiting\n", kind,
               (unsigned long long)seed, size.w, size.h, monkey->touches,
               (double)monkey->played / TIME_S);
        fflush(stdout);
    }
    return good;
}

int main(int argc, char **argv)
{
    const char *kind = argc > 1 ? argv[1] : "";
    bool both = strcmp(kind, "both") == 0, shipped = strcmp(kind, "shipped") == 0;
    Box only = {0, 0, 0, 0};
    if ((!both && !shipped && strcmp(kind, "extreme") != 0) ||
        (argc > 3 && sscanf(argv[3], "%dx%d", &only.w, &only.h) != 2)) {
        fprintf(stderr, "monkey shipped|extreme|both [SEED [WxH]]\n");
        return 2;
    }
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    char first[512], second[512];
    Monkey monkey = {.swaps = both, .contents = {first, both ? second : first}};
    bool good = content_path(first, sizeof first, kind, both || shipped, &monkey.error) &&
                (!both || content_path(second, sizeof second, kind, false, &monkey.error)) &&
                run_all(&monkey, kind, seed, only);
    if (!good) {
        fprintf(stderr, "monkey: %s\n", monkey.error.text);
    }
    return good ? 0 : 1;
}
