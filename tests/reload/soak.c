/* Soak: a day and a night of the idle loop, in virtual time, with new content from a file that is
 * replaced every minute. Memory stays flat to 1 MB, the caches, which have budgets, left out.
 *
 * 10 minutes go before, in which everything has been shown often; then 10 more, or
 * with FOYER_LONG=1 24 hours. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/memory.h"
#include "form.h"
#include "reload/live.h"
#include "staff/visit.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif
#if HAS_SANITIZER
#include <sanitizer/allocator_interface.h>
#endif

enum { BEFORE_MIN = 10, SHORT_MIN = 10, LONG_MIN = 24 * 60, PATIENCE_MS = 60000 };
enum { FLAT_BYTES = 1 << 20, LARGE_EVERY = 10 };

/* While something moves, so much virtual time goes between two frames: what is kept does not depend
 * on how often it is drawn. */
static const Time STEP = 200 * TIME_MS;

typedef struct Memory {
    int64_t allocated, caches, pss_kb;
} Memory;

static Memory memory_of(const App *app)
{
    AppCounts counts = app_counts(app);
    Memory memory = {.caches = (int64_t)(counts.text_bytes + counts.picture_bytes)};
#if HAS_SANITIZER
    memory.allocated = (int64_t)__sanitizer_get_current_allocated_bytes();
#else
    struct mallinfo2 all = mallinfo2();
    memory.allocated = (int64_t)(all.uordblks + all.hblkhd);
    (void)malloc_trim(0); /* what is free is not held against it, only what is kept */
#endif
    memory.pss_kb = memory_pss_kb();
    return memory;
}

static bool run_until(Visit *visit, Time when, Error *error)
{
    while (visit->now < when) {
        Time next = visit->wake <= visit->now ? visit->now + STEP : visit->wake;
        visit->now = next < when ? next : when;
        if (!visit_frame(visit, error)) {
            return false;
        }
    }
    return true;
}

/* Until no slide dissolves over another: that keeps a picture of the whole screen, for the moment.
 */
static bool settle(Visit *visit, Error *error)
{
    bool good = true, fades = true;
    while (good && fades) {
        const DrawList *list = app_list(visit->app);
        fades = false;
        for (size_t i = 0; i < list->count; i++) {
            fades = fades || list->items[i].kind == DRAW_SNAPSHOT;
        }
        good = !fades || run_until(visit, visit->now + STEP, error);
    }
    return good;
}

static Content *take(const Live *live)
{
    Content *content;
    while ((content = keeper_take(live->keeper)) == NULL) {
        if (!live_hears(live, PATIENCE_MS)) {
            fprintf(stderr, "soak: nothing came; %s\n", keeper_status(live->keeper).refused);
            exit(1);
        }
    }
    return content;
}

/* The index of what was just taken: by then the keeper's thread is at rest again. */
static Search *take_search(const Live *live)
{
    Search *search;
    while ((search = keeper_take_search(live->keeper)) == NULL) {
        if (!live_hears(live, PATIENCE_MS)) {
            fprintf(stderr, "soak: no index came\n");
            exit(1);
        }
    }
    return search;
}

/* One minute: a new file, and the idle loop goes on with it. */
static bool minute(const Live *live, Visit *visit, int number, Error *error)
{
    bool is_large = number % LARGE_EVERY == 0;
    live_put(live, is_large ? live->extreme : live->shipped, number, 0);
    app_set_content(visit->app, take(live));
    search_close(take_search(live));
    if (!run_until(visit, number * 60 * TIME_S, error)) {
        return false;
    }
    bool is_shown = live_number(app_content(visit->app)) == number &&
                    live_shows_only(app_list(visit->app), number, false);
    return is_shown || error_set(error, "in minute %d its content is not what is shown", number);
}

static bool soak(const Live *live, int minutes, Error *error)
{
    static const Wall START = {{2022, 6, 3}, 10, 24, 0};
    Options options = {.width = 800, .height = 480, .text_percent = 100};
    Visit visit;
    bool good = visit_open(&visit, &options, live->fonts, START, error);
    Memory before = {0}, after = {0};
    int64_t most = 0;
    if (good) {
        app_set_content(visit.app, take(live));
        search_close(take_search(live));
    }
    for (int i = 1; good && i <= BEFORE_MIN + minutes; i++) {
        good = minute(live, &visit, i, error);
        /* Looked at when the same content as then has been shown for as long. */
        if (good && i >= BEFORE_MIN && i % LARGE_EVERY == 0) {
            good = settle(&visit, error);
            after = memory_of(visit.app);
            before = i == BEFORE_MIN ? after : before;
            int64_t more = (after.allocated - after.caches) - (before.allocated - before.caches);
            most = more > most ? more : most;
        }
    }
    if (good) {
        printf("%d minutes, each with new content, after %d: allocated %lld kB, at most %lld kB "
               "more without the caches; caches %lld kB, %+lld kB; PSS %lld kB, %+lld kB\n",
               minutes, BEFORE_MIN, (long long)after.allocated / 1024, (long long)most / 1024,
               (long long)after.caches / 1024, (long long)(after.caches - before.caches) / 1024,
               (long long)after.pss_kb, (long long)(after.pss_kb - before.pss_kb));
        good = most <= FLAT_BYTES ||
               error_set(error, "memory grew by %lld kB: 1 MB is the most", (long long)most / 1024);
    }
    visit_close(&visit);
    return good;
}

int main(void)
{
    Live live;
    Error error = {{0}};
    live_open(&live);
    bool good = soak(&live, form_is_long() ? LONG_MIN : SHORT_MIN, &error);
    live_close(&live);
    if (!good) {
        fprintf(stderr, "soak: %s\n", error.text);
    }
    return good ? 0 : 1;
}
