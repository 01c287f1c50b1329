/* See visit.h. */
#include "staff/visit.h"

#include <stdio.h>
#include <string.h>

#include "content/search.h"

bool visit_open(Visit *visit, const Options *options, const char *fonts, Wall start, Error *error)
{
    memset(visit, 0, sizeof *visit);
    visit->start = start;
    int32_t w = options->width > 0 ? options->width : VISIT_W;
    int32_t h = options->height > 0 ? options->height : VISIT_H;
    AppOptions how = options_app(options, fonts);
    Error wrong = {""};
    if (how.data_path != NULL) {
        bool given = given_init(&visit->given, how.data_path, NULL, NULL, &wrong) == STATUS_DONE;
        how.data_path = given ? visit->given.file : NULL;
        how.trouble = wrong.text; /* what is wrong with the sources is said on the screen */
    }
    visit->glass = glass_create_memory(w, h, options->rotation, error);
    if (visit->glass == NULL) {
        return false;
    }
    if (how.data_path != NULL) {
        visit->search = search_worker_here(how.data_path, error);
        if (visit->search == NULL) {
            return false;
        }
    }
    how.search = visit->search;
    visit->app = app_create(&how, visit->glass, error);
    if (visit->app == NULL) {
        return false;
    }
    if (options->check) {
        visit->compare = compare_create(how.data_path, fonts, glass_bounds(visit->glass), error);
        return visit->compare != NULL;
    }
    return true;
}

void visit_close(Visit *visit)
{
    compare_destroy(visit->compare);
    app_destroy(visit->app);
    search_worker_stop(visit->search);
    glass_destroy(visit->glass);
    given_finish(&visit->given);
    memset(visit, 0, sizeof *visit);
}

Wall visit_wall(const Visit *visit)
{
    Wall start = visit->start;
    if (start.date.year == 0) {
        return start; /* no date is known, and none comes */
    }
    int64_t seconds = start.hour * 3600 + start.minute * 60 + start.second + visit->now / TIME_S;
    int32_t of_day = (int32_t)(seconds % 86400);
    return (Wall){.date = date_from_days(date_to_days(start.date) + (int32_t)(seconds / 86400)),
                  .hour = (int8_t)(of_day / 3600),
                  .minute = (int8_t)(of_day / 60 % 60),
                  .second = (int8_t)(of_day % 60)};
}

/* What the shell would do. */
static void answer_requests(Visit *visit)
{
    for (AppRequest request = app_take_request(visit->app); request != APP_NOTHING;
         request = app_take_request(visit->app)) {
        switch (request) {
        case APP_FACTS: {
            StaffFacts facts = {.version = FOYER_VERSION, .running_since = visit->start};
            (void)snprintf(facts.source, sizeof facts.source, "%.511s", visit->given.file);
            app_set_facts(visit->app, &facts);
            break;
        }
        case APP_KEEP_ROTATION:
            visit->kept++;
            break;
        case APP_RESTART:
            visit->restarts++;
            break;
        case APP_NOTHING:
            break;
        }
    }
}

bool visit_frame(Visit *visit, Error *error)
{
    visit->wake = app_step(visit->app, visit->now, visit_wall(visit));
    answer_requests(visit);
    const Box *boxes = NULL;
    int count = app_draw(visit->app, &boxes);
    if (count == 0) {
        return true;
    }
    glass_present(visit->glass, boxes, count);
    visit->last_drawn = visit->now;
    if (visit->compare == NULL) {
        return true;
    }
    Error what = {""};
    if (compare_frame(visit->compare, app_list(visit->app), visit->glass, &what)) {
        return true;
    }
    return error_set(error, "the frame at %.3fs on %s: %s", (double)visit->now / TIME_S,
                     app_screen_name(visit->app), what.text);
}

/* The first moment of the grid after `now`. */
static Time grid_after(Time now)
{
    Time frame = now * VISIT_FRAMES_PER_S / TIME_S + 1;
    Time at = frame * TIME_S / VISIT_FRAMES_PER_S;
    return at > now ? at : (frame + 1) * TIME_S / VISIT_FRAMES_PER_S;
}

bool visit_run_until(Visit *visit, Time when, Error *error)
{
    while (visit->now < when) {
        Time next = visit->wake <= visit->now ? grid_after(visit->now) : visit->wake;
        visit->now = next < when ? next : when;
        if (!visit_frame(visit, error)) {
            return false;
        }
    }
    return true;
}

bool visit_rest(Visit *visit, Error *error)
{
    Time most = visit->now + 10 * TIME_S;
    bool drawn = visit_frame(visit, error);
    while (drawn && visit->wake <= visit->now && visit->now < most) {
        visit->now = grid_after(visit->now);
        drawn = visit_frame(visit, error);
    }
    return drawn;
}
