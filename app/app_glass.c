/* The picture on the glass: its painter, its size, how it is turned, and where it stands. */
#include "app_state.h"
#include "base/check.h"
#include "base/log.h"

/* ---- who paints ---- */

static void *picture_bytes(void *context, uint64_t picture, size_t *count)
{
    App *app = (App *)context;
    return app->content != NULL ? content_picture_bytes(app->content, picture, count) : NULL;
}

void app_take_pictures(App *app)
{
    painter_set_pictures(app->painter, (PictureSource){app, picture_bytes});
}

/* Caches in proportion to the picture: a page of text and a little before and behind it. */
static PainterBudget budget_for(Box bounds)
{
    size_t screen = (size_t)bounds.w * (size_t)bounds.h * 4;
    return (PainterBudget){.text_bytes = screen * 7 / 8,
                           .picture_bytes = screen / 2 + (1u << 20),
                           .mask_bytes = screen / 8 + (1u << 20)};
}

Painter *app_make_painter(App *app)
{
    return painter_create(glass_renderer(app->glass), app->text,
                          budget_for(glass_bounds(app->glass)));
}

/* ---- size and turning ---- */

void app_apply_size(App *app)
{
    app->theme = theme_make(glass_bounds(app->glass), app->comfort);
    damage_forget(app->damage);
}

void app_glass_changed(App *app)
{
    painter_forget(app->painter);
    app->transition = TRANSITION_NONE;
    app->snapshot++;
    painter_snapshot(app->painter, NULL, 0);
    app_apply_size(app);
}

void app_drop_glass(App *app)
{
    painter_destroy(app->painter);
    app->painter = NULL;
    app->glass = NULL;
}

bool app_take_glass(App *app, Glass *glass, Error *error)
{
    app->glass = glass;
    app->painter = app_make_painter(app);
    if (app->painter == NULL) {
        app->glass = NULL;
        return error_set(error, "there is not enough memory to draw");
    }
    app_take_pictures(app);
    app_glass_changed(app);
    return true;
}

void app_turn(App *app, Rotation rotation)
{
    Error error = {""};
    Glass *glass = app->glass;
    Rotation before = glass_rotation(glass);
    app_drop_glass(app);
    if (!glass_turn(glass, rotation, &error)) {
        log_line(LOG_ERROR, "%s", error.text);
        CHECK(
            glass_turn(glass, before, &error)); /* else there is no picture: we are started anew */
    }
    CHECK(app_take_glass(app, glass, &error));
    app_let_go(app);
}

/* ---- where it stands ---- */

/* A place between -most and most for each step, evenly spread and never in a round, and 0 for the
 * first: multiples of an irrational part of 2^32. */
static int32_t care_place(uint32_t step, uint32_t part, int32_t most)
{
    uint32_t at = 0x80000000u + step * part;
    return (int32_t)((int64_t)at * (2 * most + 1) >> 32) - most;
}

/* The parts are those of the R2 sequence (M. Roberts, 2018), whose points fill a plane evenly, and
 * for the clock the golden ratio. */
Care app_care(const App *app)
{
    int32_t most = theme_px(&app->theme, CARE_U), clock = theme_px(&app->theme, 110);
    return (Care){.dx = care_place(app->care, 3242174889u, most),
                  .dy = care_place(app->care, 2447445414u, most),
                  .clock_px =
                      app->care > 0 ? clock + care_place(app->care, 2654435769u, clock) : 0};
}
