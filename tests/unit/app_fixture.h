/* What the tests of the display as a whole share: a display of 1280 x 800 px in memory with the
 * shipped content, time that the test moves, and what can be asked of the screen. */
#ifndef FOYER_TESTS_APP_FIXTURE_H
#define FOYER_TESTS_APP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "staff/visit.h"
#include "ui/action.h"

static const Wall MORNING = {{2022, 6, 3}, 10, 24, 0};

typedef struct Stage {
    Visit visit;
    char fonts[512], data[512];
    Error error;
    const Box *boxes; /* what the last frame changed */
    int box_count;
} Stage;

static inline void stage_open(Stage *stage, const char *data, const char *language)
{
    Options options = {.width = 1280,
                       .height = 800,
                       .text_percent = 100,
                       .language = language,
                       .words = {data},
                       .word_count = 1};
    if (!visit_open(&stage->visit, &options, stage->fonts, MORNING, &stage->error)) {
        fail_msg("%s", stage->error.text);
    }
}

static inline int set_up_at(void **state, const char *language)
{
    Stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    const char *source = getenv("FOYER_TEST_SOURCE"), *build = getenv("FOYER_TEST_BUILD");
    snprintf(stage->fonts, sizeof stage->fonts, "%s/fonts", source != NULL ? source : ".");
    snprintf(stage->data, sizeof stage->data, "%s/lobby.db", build != NULL ? build : ".");
    stage_open(stage, stage->data, language);
    *state = stage;
    return 0;
}

static inline int set_up(void **state)
{
    return set_up_at(state, NULL);
}

static inline int tear_down(void **state)
{
    Stage *stage = (Stage *)*state;
    visit_close(&stage->visit);
    free(stage);
    return 0;
}

static inline void frame(Stage *stage)
{
    Visit *visit = &stage->visit;
    visit->wake = app_step(visit->app, visit->now, visit_wall(visit));
    stage->box_count = app_draw(visit->app, &stage->boxes);
}

/* Everything that is touched or typed is looked at at once, as the shell does. */
static inline void wait_for(Stage *stage, Time length)
{
    frame(stage);
    assert_true(visit_run_until(&stage->visit, stage->visit.now + length, &stage->error));
}

static inline void show(Stage *stage, const char *screen)
{
    frame(stage); /* tells it the date */
    if (!app_show_screen(stage->visit.app, screen, stage->visit.now, &stage->error)) {
        fail_msg("%s", stage->error.text);
    }
    assert_true(visit_rest(&stage->visit, &stage->error));
}

static inline void touch(Stage *stage, TouchKind kind, int finger, Point at)
{
    app_touch(stage->visit.app, (Touch){kind, finger, at, stage->visit.now});
}

static inline void key(Stage *stage, AppKey which)
{
    app_key(stage->visit.app, which, stage->visit.now);
    frame(stage);
    assert_true(visit_rest(&stage->visit, &stage->error));
}

static inline void expect_screen(Stage *stage, const char *name)
{
    assert_string_equal(app_screen_name(stage->visit.app), name);
}

static inline void expect_text(Stage *stage, const char *text)
{
    if (!app_shows_text(stage->visit.app, text)) {
        fail_msg("\"%s\" cannot be read on %s", text, app_screen_name(stage->visit.app));
    }
}

/* The last target drawn for an action. */
static inline Box target_of(Stage *stage, ActionKind kind, int screen)
{
    const DrawList *list = app_list(stage->visit.app);
    for (size_t i = list->count; i > 0; i--) {
        const DrawItem *item = &list->items[i - 1];
        Action action = action_of(item);
        if (item->kind == DRAW_TARGET && action.kind == kind && action.screen == screen) {
            return box_intersect(item->box, item->clip);
        }
    }
    fail_msg("%s has no such target", app_screen_name(stage->visit.app));
    return (Box){0};
}

static inline Point middle_of(Box box)
{
    return (Point){box.x + box.w / 2, box.y + box.h / 2};
}

static inline void tap(Stage *stage, Point at)
{
    touch(stage, TOUCH_DOWN, 1, at);
    wait_for(stage, 60 * TIME_MS);
    touch(stage, TOUCH_UP, 1, at);
    wait_for(stage, TIME_S);
}

static inline Box changed(const Stage *stage)
{
    Box all = {0};
    for (int i = 0; i < stage->box_count; i++) {
        all = box_union(all, stage->boxes[i]);
    }
    return all;
}

#endif
