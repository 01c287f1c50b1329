/* See bench.h. Time on the screen is virtual (visit.h); the work for each frame is measured by the
 * real clock. What needs a window (the start of the process, wake-ups) tests/perf/run measures. */
#include "staff/bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "content/content.h"
#include "shell/clock.h"
#include "shell/fonts.h"
#include "shell/options.h"
#include "staff/find.h"
#include "staff/visit.h"

#define FRAME (TIME_S / VISIT_FRAMES_PER_S)

/* Ten seconds of each motion. */
#define FRAMES_MOST 600

/* How many screens are opened one after another where the command does not say. */
#define CHANGES 1000

/* Changes before memory is looked at for the first time: by then every screen was shown often. */
#define CHANGES_BEFORE 1000

/* Between two changes. Each minute has a clock of its own, which the caches keep until they are
 * full: what they grew by is said beside what the process grew by. */
#define CHANGE_EVERY (50 * TIME_MS)

typedef struct Bench {
    Visit visit;
    Time work[FRAMES_MOST]; /* for each frame of the motion that is measured, µs */
    int frames;
    bool first_field;
} Bench;

/* ---- the JSON object ---- */

static void field_begin(Bench *bench, const char *name)
{
    printf("%s\"%s\": ", bench->first_field ? "{" : ", ", name);
    bench->first_field = false;
}

static void field_ms(Bench *bench, const char *name, Time us)
{
    field_begin(bench, name);
    printf("%.3f", (double)us / TIME_MS);
}

static void field_count(Bench *bench, const char *name, int64_t count)
{
    field_begin(bench, name);
    printf("%" PRId64, count);
}

static int time_compare(const void *a, const void *b)
{
    Time x = *(const Time *)a, y = *(const Time *)b;
    return (x > y) - (x < y);
}

/* The median and the 99th percentile of the frames' work. */
static void field_frames(Bench *bench, const char *name)
{
    char full[64];
    qsort(bench->work, (size_t)bench->frames, sizeof bench->work[0], time_compare);
    int last = bench->frames > 0 ? bench->frames - 1 : 0;
    (void)snprintf(full, sizeof full, "%s_p50_ms", name);
    field_ms(bench, full, bench->frames > 0 ? bench->work[last / 2] : 0);
    (void)snprintf(full, sizeof full, "%s_p99_ms", name);
    field_ms(bench, full, bench->frames > 0 ? bench->work[last * 99 / 100] : 0);
}

/* ---- what is measured ---- */

/* One frame later, with the touch or without; its work is kept. */
static bool frame_measure(Bench *bench, const Touch *touch, Error *error)
{
    Visit *visit = &bench->visit;
    visit->now += FRAME;
    Time start = clock_now();
    if (touch != NULL) {
        Touch now = *touch;
        now.when = visit->now;
        app_touch(visit->app, now);
    }
    bool ok = visit_frame(visit, error);
    if (bench->frames < FRAMES_MOST) {
        bench->work[bench->frames++] = clock_now() - start;
    }
    return ok;
}

/* A finger that goes `step` px a frame from `from`, `frames` times, and what follows from it until
 * `rest` frames are over. */
static bool drag_measure(Bench *bench, Point from, Point step, int frames, int rest, Error *error)
{
    Touch touch = {.kind = TOUCH_DOWN, .finger = 1, .at = from};
    bool ok = frame_measure(bench, &touch, error);
    touch.kind = TOUCH_MOVE;
    for (int i = 0; i < frames && ok; i++) {
        touch.at.x += step.x;
        touch.at.y += step.y;
        ok = frame_measure(bench, &touch, error);
    }
    touch.kind = TOUCH_UP;
    ok = ok && frame_measure(bench, &touch, error);
    for (int i = 0; i < rest && ok; i++) {
        ok = frame_measure(bench, NULL, error);
    }
    return ok;
}

/* Opens the screen and draws it; the time both take. */
static bool screen_open(Bench *bench, const char *name, Time *took, Error *error)
{
    Visit *visit = &bench->visit;
    Time start = clock_now();
    if (!app_show_screen(visit->app, name, visit->now, error) || !visit_frame(visit, error)) {
        return false;
    }
    *took = clock_now() - start;
    return visit_run_until(visit, visit->now + 2 * TIME_S, error);
}

/* From the top of the page, finger after finger, ten seconds long. */
static bool page_scroll(Bench *bench, Error *error)
{
    Visit *visit = &bench->visit;
    app_key(visit->app, KEY_TOP, visit->now);
    bool ok = visit_frame(visit, error) && visit_run_until(visit, visit->now + TIME_S, error);
    Box bounds = glass_bounds(visit->glass);
    Point from = {bounds.w / 2, bounds.h * 7 / 10}, step = {0, -bounds.h / 45};
    for (bench->frames = 0; bench->frames < FRAMES_MOST && ok;) {
        ok = drag_measure(bench, from, step, 20, 8, error);
    }
    return ok && visit_run_until(visit, visit->now + 3 * TIME_S, error);
}

/* Opens the article as a visitor does, by a tap of 80 ms on its title in the list that shows; where
 * it is further down, without one. The work of the frame that first shows it. */
static bool article_tap(Bench *bench, const char *article, Time *took, Error *error)
{
    Visit *visit = &bench->visit;
    Content *content = app_content(visit->app);
    int index = content_find_news(content, content_id(strchr(article, '/') + 1));
    const char *title = content_news(content, index)->title.in[0];
    Touch touch = {.kind = TOUCH_DOWN, .finger = 1, .when = visit->now};
    if (title == NULL || find_text(app_list(visit->app), title, &touch.at) != FOUND_TARGET) {
        return screen_open(bench, article, took, error);
    }
    app_touch(visit->app, touch);
    if (!visit_frame(visit, error) || !visit_run_until(visit, visit->now + 80 * TIME_MS, error)) {
        return false;
    }
    touch.kind = TOUCH_UP;
    touch.when = visit->now;
    Time start = clock_now();
    app_touch(visit->app, touch);
    bool ok = visit_frame(visit, error);
    *took = clock_now() - start;
    return ok && visit_run_until(visit, visit->now + 2 * TIME_S, error);
}

/* The lists: how long until each shows, and a frame's work while it scrolls. */
static bool lists_measure(Bench *bench, Error *error)
{
    static const char *const LISTS[] = {"delegations", "news"};
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        char field[64];
        Time took = 0;
        if (!screen_open(bench, LISTS[i], &took, error)) {
            return false;
        }
        (void)snprintf(field, sizeof field, "%s_list_open_ms", LISTS[i]);
        field_ms(bench, field, took);
        if (!page_scroll(bench, error)) {
            return false;
        }
        (void)snprintf(field, sizeof field, "%s_list_scroll", LISTS[i]);
        field_frames(bench, field);
    }
    return true;
}

static bool article_measure(Bench *bench, const char *article, Error *error)
{
    Time took = 0;
    /* As a visitor comes to it: from the list. */
    if (!screen_open(bench, "news", &took, error)) {
        return false;
    }
    field_ms(bench, "news_open_ms", took);
    if (!article_tap(bench, article, &took, error)) {
        return false;
    }
    field_ms(bench, "article_open_ms", took);
    if (!page_scroll(bench, error)) {
        return false;
    }
    field_frames(bench, "scroll");
    AppCounts before = app_counts(bench->visit.app);
    if (!page_scroll(bench, error)) {
        return false;
    }
    AppCounts after = app_counts(bench->visit.app);
    field_frames(bench, "scroll_again");
    field_count(bench, "scroll_again_layouts", (int64_t)(after.layouts - before.layouts));
    field_count(bench, "scroll_again_renders", (int64_t)(after.renders - before.renders));
    return true;
}

static bool swipe_measure(Bench *bench, const char *delegation, Error *error)
{
    Time took = 0;
    if (!screen_open(bench, delegation, &took, error)) {
        return false;
    }
    field_ms(bench, "delegation_open_ms", took);
    Box bounds = glass_bounds(bench->visit.glass);
    Point from = {bounds.w * 4 / 5, bounds.h / 3}, step = {-bounds.w / 45, 0};
    bool ok = true;
    for (bench->frames = 0; bench->frames < FRAMES_MOST && ok;) {
        ok = drag_measure(bench, from, step, 30, 20, error);
    }
    field_frames(bench, "swipe");
    return ok;
}

/* What is drawn in 30 seconds in which nothing happens but the clock; and in the idle loop. */
static bool rest_measure(Bench *bench, Error *error)
{
    Visit *visit = &bench->visit;
    Time took = 0;
    if (!screen_open(bench, "home", &took, error)) {
        return false;
    }
    field_ms(bench, "home_open_ms", took);
    AppCounts before = app_counts(visit->app);
    if (!visit_run_until(visit, visit->now + 30 * TIME_S, error)) {
        return false;
    }
    AppCounts after = app_counts(visit->app);
    field_count(bench, "rest_frames_30s", (int64_t)(after.frames - before.frames));
    field_count(bench, "rest_painted_px_30s", (int64_t)(after.painted_px - before.painted_px));
    field_count(bench, "pss_kb", memory_pss_kb());
    if (!screen_open(bench, "idle", &took, error)) {
        return false;
    }
    before = app_counts(visit->app);
    if (!visit_run_until(visit, visit->now + 4 * TIME_S, error)) {
        return false;
    }
    after = app_counts(visit->app);
    field_count(bench, "idle_frames_4s", (int64_t)(after.frames - before.frames));
    field_count(bench, "idle_painted_px_4s", (int64_t)(after.painted_px - before.painted_px));
    return true;
}

static size_t caches_bytes(const App *app)
{
    AppCounts counts = app_counts(app);
    return counts.text_bytes + counts.picture_bytes;
}

static bool changes_measure(Bench *bench, const char *article, const char *delegation,
                            int64_t changes, Error *error)
{
    const char *screens[] = {"home", delegation, "news", article, "delegations", "idle"};
    Visit *visit = &bench->visit;
    size_t caches = 0;
    int64_t at_first = 0, total = changes + CHANGES_BEFORE;
    Time start = clock_now();
    for (int64_t i = 0; i < total; i++) {
        if (i == CHANGES_BEFORE) {
            at_first = memory_pss_kb();
            caches = caches_bytes(visit->app);
            start = clock_now();
        }
        visit->now += CHANGE_EVERY;
        const char *screen = screens[i % (int64_t)(sizeof screens / sizeof screens[0])];
        if (!app_show_screen(visit->app, screen, visit->now, error) || !visit_frame(visit, error)) {
            return false;
        }
    }
    field_count(bench, "screen_changes", changes);
    field_ms(bench, "screen_change_mean_ms", changes > 0 ? (clock_now() - start) / changes : 0);
    field_count(bench, "screen_changes_pss_growth_kb", memory_pss_kb() - at_first);
    field_count(bench, "screen_changes_cache_growth_kb",
                ((int64_t)caches_bytes(visit->app) - (int64_t)caches) / 1024);
    return true;
}

/* The names of the screens that are measured: those of the longest article and of the second
 * delegation. False where the file has none of them. */
static bool screens_choose(const char *path, char *article, char *delegation, size_t room,
                           int *words, Error *error)
{
    Content *content = content_open(path, error);
    if (content == NULL) {
        return false;
    }
    *words = -1;
    for (int i = 0; i < content_news_count(content); i++) {
        const NewsHead *head = content_news(content, i);
        if (head->words > *words && head->slug != NULL) {
            *words = head->words;
            (void)snprintf(article, room, "news/%s", head->slug);
        }
    }
    int count = content_delegation_count(content);
    if (count > 0) {
        (void)snprintf(delegation, room, "delegation/%s",
                       content_delegation(content, count > 1 ? 1 : 0)->slug);
    }
    bool found = count > 0 && *words >= 0;
    content_destroy(content);
    return found || error_set(error, "%s has no delegation or no news to measure with", path);
}

static Status bench_run(Bench *bench, const Options *options, const char *fonts)
{
    static const Wall morning = {{2022, 6, 3}, 10, 24, 0};
    char article[512], delegation[512];
    int words = 0;
    Error error = {""};
    Status status = STATUS_WRONG;
    Time start = clock_now();
    if (!visit_open(&bench->visit, options, fonts, morning, &error) ||
        !visit_frame(&bench->visit, &error)) {
        status = options_refuse("bench", &error);
        goto done;
    }
    Time first = clock_now() - start;
    if (!screens_choose(bench->visit.given.file, article, delegation, sizeof article, &words,
                        &error)) {
        options_refuse("bench", &error);
        goto done;
    }
    bench->first_field = true;
    Box bounds = glass_bounds(bench->visit.glass);
    field_count(bench, "width", bounds.w);
    field_count(bench, "height", bounds.h);
    field_count(bench, "article_words", words);
    field_ms(bench, "first_picture_ms", first);
    bool ok = article_measure(bench, article, &error) && swipe_measure(bench, delegation, &error) &&
              lists_measure(bench, &error) && rest_measure(bench, &error) &&
              changes_measure(bench, article, delegation,
                              options->changes >= 0 ? options->changes : CHANGES, &error);
    printf("}\n");
    if (!ok) {
        options_refuse("bench", &error);
        goto done;
    }
    status = STATUS_DONE;
done:
    visit_close(&bench->visit);
    return status;
}

int verb_bench(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "bench", .takes = OPTIONS_LOOK | OPTION_CHANGES, .words = 1, .words_are = "FILE"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("bench", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    Bench *bench = calloc(1, sizeof *bench);
    if (fonts == NULL || bench == NULL) {
        free(fonts);
        free(bench);
        return options_refuse("bench", &error);
    }
    Status status = bench_run(bench, &options, fonts);
    free(bench);
    free(fonts);
    return status;
}
