/* Frames: a file is replaced 200 times (in the short form 6) under a display of 1920 × 1080 that
 * draws on, in the idle loop, on home and in an article.
 *
 * Every frame shows the old content or the new one, whole, and is the very picture that painting
 * all of it gives. An article stays as it is until it is left. The drawing thread never copies or
 * checks a file (the linker puts the functions below in the place of those that do), and what it
 * does for a frame that takes new content is what painting all of that frame costs, a few times at
 * most. How long its frames take, by the thread's own clock, is printed. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "content/check_parts.h"
#include "content/copy.h"
#include "form.h"
#include "reload/live.h"
#include "staff/find.h"
#include "staff/visit.h"

enum { SHORT_TIMES = 6, LONG_TIMES = 200, SHORT_MB = 5, LONG_MB = 100 };
enum {
    PATIENCE_FRAMES = 60000,
    PRESS_FRAMES = 6,
    PACE_MS = 2,
    SAMPLES_MOST = 100000,
    MULTIPLE_MOST = 3
};
enum { WHOLE_EACH = 6 };

static const Time FRAME = TIME_S / VISIT_FRAMES_PER_S, LATE = 16700;

/* ---- who copies and checks ---- */

static struct {
    pthread_t drawing;
    atomic_int by_drawing, by_others;
} calls;

CheckResult __real_check_file_until(const char *path, int cancel_fd, Error *error);
CopyResult __real_copy_file(const CopyOptions *options, Error *error);
CheckResult __wrap_check_file_until(const char *path, int cancel_fd, Error *error);
CopyResult __wrap_copy_file(const CopyOptions *options, Error *error);

static void count_call(void)
{
    bool drawing = pthread_equal(pthread_self(), calls.drawing) != 0;
    atomic_fetch_add(drawing ? &calls.by_drawing : &calls.by_others, 1);
}

CheckResult __wrap_check_file_until(const char *path, int cancel_fd, Error *error)
{
    count_call();
    return __real_check_file_until(path, cancel_fd, error);
}

CopyResult __wrap_copy_file(const CopyOptions *options, Error *error)
{
    count_call();
    return __real_copy_file(options, error);
}

/* ---- the work of frames ---- */

typedef struct Samples {
    Time *work; /* µs of the thread's own time, one a frame */
    int count;
} Samples;

static Time thread_now(void)
{
    struct timespec now;
    CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
    return (Time)now.tv_sec * TIME_S + now.tv_nsec / 1000;
}

static void samples_add(Samples *samples, Time work)
{
    if (samples->count < SAMPLES_MOST) {
        samples->work[samples->count++] = work;
    }
}

static int compare_times(const void *a, const void *b)
{
    Time x = *(const Time *)a, y = *(const Time *)b;
    return (x > y) - (x < y);
}

/* Of so many in a hundred the most; the samples are in order from here on. */
static Time samples_part(Samples *samples, int percent)
{
    qsort(samples->work, (size_t)samples->count, sizeof samples->work[0], compare_times);
    return samples->count > 0 ? samples->work[(samples->count - 1) * percent / 100] : 0;
}

static void samples_print(Samples *samples, const char *what)
{
    int late = 0;
    for (int i = 0; i < samples->count; i++) {
        late += samples->work[i] > LATE ? 1 : 0;
    }
    printf("%s: %d, p50 %.2f ms, p99 %.2f ms, most %.2f ms, %d over 16.7 ms\n", what,
           samples->count, (double)samples_part(samples, 50) / TIME_MS,
           (double)samples_part(samples, 99) / TIME_MS,
           (double)samples_part(samples, 100) / TIME_MS, late);
}

/* ---- the display ---- */

typedef struct Show {
    Live live;
    Visit visit;
    Compare *compare;
    int put, received, shown;  /* numbers: of the file, of what came of it, of what is shown */
    Samples all, taken, whole; /* every frame; those that took new content; painted in full */
    bool sliding;              /* an article comes in */
    int during;                /* frames while a file was taken in */
    Error error;
} Show;

/* One frame: what there is to take is taken, and what it shows is looked at. */
static bool frame(Show *show)
{
    Visit *visit = &show->visit;
    const Box *boxes = NULL;
    Time start = thread_now();
    Content *next = keeper_take(show->live.keeper);
    if (next != NULL) {
        show->received = live_number(next);
        app_set_content(visit->app, next);
    }
    visit->wake = app_step(visit->app, visit->now, visit_wall(visit));
    int count = app_draw(visit->app, &boxes);
    if (count > 0) {
        glass_present(visit->glass, boxes, count);
    }
    Time work = thread_now() - start;
    samples_add(&show->all, work);
    if (work > LATE) {
        printf("%.1f ms: frame %d, %s%s\n", (double)work / TIME_MS, show->all.count,
               app_screen_name(visit->app), next != NULL ? ", new content" : "");
    }
    int number = live_number(app_content(visit->app));
    if (number != show->shown) {
        samples_add(&show->taken, work);
        if (!compare_change_content(show->compare, keeper_status(show->live.keeper).shown_from,
                                    &show->error)) {
            return false;
        }
    }
    bool is_one = number == show->shown || number == show->put;
    show->shown = number;
    if (!is_one || !live_shows_only(app_list(visit->app), number, show->sliding)) {
        return error_set(&show->error, "a frame on %s does not show number %d, whole",
                         app_screen_name(visit->app), number);
    }
    return count == 0 ||
           compare_frame(show->compare, app_list(visit->app), visit->glass, &show->error);
}

/* The next frame, at once where something moves. */
static bool next_frame(Show *show)
{
    Visit *visit = &show->visit;
    visit->now = visit->wake <= visit->now ? visit->now + FRAME : visit->wake;
    return frame(show);
}

/* Until nothing moves; in the idle loop, whose slides always do, for a second. */
static bool rest(Show *show)
{
    Time until = show->visit.now + TIME_S;
    bool good = next_frame(show);
    while (good && show->visit.wake <= show->visit.now && show->visit.now < until) {
        good = next_frame(show);
    }
    return good;
}

static bool open_screen(Show *show, const char *name)
{
    return app_show_screen(show->visit.app, name, show->visit.now, &show->error) && frame(show) &&
           rest(show);
}

/* The newest article, as a visitor comes to it: by a finger on its title in the list. */
static bool open_article(Show *show)
{
    Visit *visit = &show->visit;
    Content *content = app_content(visit->app);
    const NewsHead *head = content_news(content, 0);
    Touch touch = {.kind = TOUCH_DOWN, .finger = 1};
    char title[16]; /* the beginning of it: the list may shorten one */
    (void)snprintf(title, sizeof title, "%s", content_text(&head->title, 0).text);
    title[strcspn(title, " ")] = '\0';
    if (!open_screen(show, "news") ||
        find_text(app_list(visit->app), title, &touch.at) != FOUND_TARGET) {
        return error_set(&show->error, "the list of news does not show \"%s\"", title);
    }
    touch.when = visit->now;
    app_touch(visit->app, touch);
    bool good = true;
    for (int i = 0; good && i < PRESS_FRAMES; i++) {
        visit->now += FRAME;
        good = frame(show);
    }
    touch.kind = TOUCH_UP;
    touch.when = visit->now;
    app_touch(visit->app, touch);
    show->sliding = true;
    good = good && frame(show) && rest(show);
    show->sliding = false;
    return good;
}

/* Frames go on, 60 a second of the visit's time, until the keeper has handed the content over. */
static bool wait_for_keeper(Show *show)
{
    bool good = true;
    for (int i = 0; good && show->received != show->put && i < PATIENCE_FRAMES; i++) {
        (void)live_hears(&show->live, PACE_MS);
        show->visit.now += FRAME;
        show->during++;
        good = frame(show);
    }
    return good && (show->received == show->put ||
                    error_set(&show->error, "number %d never came: %s", show->put,
                              keeper_status(show->live.keeper).refused));
}

static bool wait_until_shown(Show *show)
{
    Time until = show->visit.now + 60 * TIME_S;
    bool good = true;
    while (good && show->shown != show->put && show->visit.now < until) {
        good = next_frame(show);
    }
    if (good && show->shown != show->put) {
        return error_set(&show->error, "number %d is not shown on %s", show->put,
                         app_screen_name(show->visit.app));
    }
    return good && rest(show);
}

/* What the same screen costs when all of it is painted and nothing is remembered. */
static bool paint_whole(Show *show)
{
    const Box *boxes;
    Time start = thread_now();
    app_glass_changed(show->visit.app);
    show->visit.wake = app_step(show->visit.app, show->visit.now, visit_wall(&show->visit));
    int count = app_draw(show->visit.app, &boxes);
    glass_present(show->visit.glass, boxes, count);
    samples_add(&show->whole, thread_now() - start);
    return compare_frame(show->compare, app_list(show->visit.app), show->visit.glass, &show->error);
}

/* What is dear is measured last, for it lets go what the frames after it would have had. */
static bool measure_whole(Show *show)
{
    static const char *const SCREENS[] = {"idle", "home"};
    Samples all = show->all, taken = show->taken;
    bool good = true;
    for (int i = 0; good && i < 2 * WHOLE_EACH; i++) {
        good = open_screen(show, SCREENS[i % 2]) && paint_whole(show);
    }
    show->all.count = all.count;
    show->taken.count = taken.count;
    return good;
}

static bool replace(Show *show, const char *base, int more_mb)
{
    show->put++;
    live_put(&show->live, base, show->put, more_mb);
    return wait_for_keeper(show);
}

/* Back out of the article, by the list of news. */
static bool go_home(Show *show)
{
    bool good = true;
    for (int i = 0; good && i < 3 && strcmp(app_screen_name(show->visit.app), "home") != 0; i++) {
        app_key(show->visit.app, KEY_ESCAPE, show->visit.now);
        good = frame(show) && rest(show);
    }
    return good;
}

/* One replacement on one of the three screens. */
static bool replace_on(Show *show, int turn)
{
    static const char *const SCREENS[] = {"idle", "home"};
    bool in_article = turn % 3 == 2;
    const char *base = turn % 4 == 3 ? show->live.extreme : show->live.shipped;
    if (!(in_article ? open_article(show) : open_screen(show, SCREENS[turn % 3])) ||
        !replace(show, base, 0)) {
        return false;
    }
    if (in_article) {
        if (!rest(show) || show->shown == show->put) {
            return error_set(&show->error, "the article was taken from under the visitor");
        }
        if (!go_home(show)) {
            return false;
        }
    }
    return frame(show) && wait_until_shown(show);
}

/* ---- the whole ---- */

static bool begin(Show *show)
{
    static const Wall START = {{2022, 6, 3}, 10, 24, 0};
    Options options = {.width = VISIT_W, .height = VISIT_H, .text_percent = 100};
    Samples *samples[] = {&show->all, &show->taken, &show->whole};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        samples[i]->work = (Time *)malloc(SAMPLES_MOST * sizeof(Time));
        CHECK(samples[i]->work != NULL);
    }
    if (!visit_open(&show->visit, &options, show->live.fonts, START, &show->error)) {
        return false;
    }
    show->compare = compare_create(show->live.shipped, show->live.fonts,
                                   glass_bounds(show->visit.glass), &show->error);
    return show->compare != NULL && frame(show) && rest(show);
}

/* A large file, while the idle loop goes on. */
static bool replace_large(Show *show, int mb)
{
    show->during = 0;
    int from = show->all.count;
    if (!open_screen(show, "idle") || !replace(show, show->live.shipped, mb) ||
        !wait_until_shown(show)) {
        return false;
    }
    Samples large = {show->all.work + from, show->all.count - from};
    printf("%d MB: %d frames while they were copied and checked\n", mb, show->during);
    samples_print(&large, "frames meanwhile and after");
    return show->during > 0 || error_set(&show->error, "nothing was drawn meanwhile");
}

static bool judge(Show *show, int times)
{
    int drawing = atomic_load(&calls.by_drawing), others = atomic_load(&calls.by_others);
    printf("copied or checked: %d times by the keeper, %d times by the drawing thread\n", others,
           drawing);
    samples_print(&show->all, "frames");
    samples_print(&show->taken, "… that took new content");
    samples_print(&show->whole, "… painted in full");
    Time taken = samples_part(&show->taken, 50), whole = samples_part(&show->whole, 50);
    if (drawing > 0 || others < 2 * times) {
        return error_set(&show->error, "the drawing thread has copied or checked");
    }
    return taken <= MULTIPLE_MOST * whole ||
           error_set(&show->error, "to take new content costs %.1f times a frame painted in full",
                     (double)taken / (double)whole);
}

int main(void)
{
    int times = form_is_long() ? LONG_TIMES : SHORT_TIMES;
    Show show = {.put = 0};
    calls.drawing = pthread_self();
    live_open(&show.live);
    bool good = begin(&show);
    for (int i = 0; good && i < times; i++) {
        good = replace_on(&show, i);
    }
    good = good && measure_whole(&show) && judge(&show, times) &&
           replace_large(&show, form_is_long() ? LONG_MB : SHORT_MB);
    compare_destroy(show.compare);
    visit_close(&show.visit);
    live_close(&show.live);
    free(show.all.work);
    free(show.taken.work);
    free(show.whole.work);
    if (!good) {
        fprintf(stderr, "frames: %s\n", show.error.text);
    }
    return good ? 0 : 1;
}
