/* The comfort panel over the top screen: coming and going, what it sets, how it is drawn.
 *
 * It is an AppEntry of its own beside the stack, so that fingers, keys and scrolling treat it as
 * they treat a screen, and what lies below stays as it is but for what the visitor chose. */
#include "app_state.h"
#include "base/check.h"
#include "screens/comfort.h"
#include "ui/ease.h"

static const Time SLIDE = 280 * TIME_MS;

Comfort app_standard_comfort(const App *app)
{
    const AppOptions *options = &app->options;
    return (Comfort){.text_percent = options->text_percent,
                     .contrast = options->contrast,
                     .reach = options->reach,
                     .motion = !options->motion_off};
}

AppEntry *app_front(App *app)
{
    return app->sheet_state == SHEET_OPEN ? &app->sheet : app_top(app);
}

/* ---- coming and going ---- */

void app_open_sheet(App *app)
{
    app->sheet = (AppEntry){.kind = SCREEN_COMFORT};
    app->sheet_state = SHEET_OPEN;
    app->sheet_since = app->now;
    app_let_go(app);
}

void app_close_sheet(App *app)
{
    if (app->sheet_state != SHEET_OPEN) {
        return;
    }
    app->sheet_state = app->comfort.motion ? SHEET_LEAVING : SHEET_AWAY;
    app->sheet_since = app->now;
    app_let_go(app);
}

bool app_on_sheet(App *app, Point at)
{
    View view = app_view(app, &app->sheet);
    Box display = app->theme.display;
    return box_has_point(comfort_box(&view), (Point){at.x + display.x, at.y + display.y});
}

bool app_step_sheet(App *app)
{
    bool slides = app->comfort.motion && app->now - app->sheet_since < SLIDE;
    if (app->sheet_state == SHEET_LEAVING && !slides) {
        app->sheet_state = SHEET_AWAY;
        return true; /* one more frame, without it */
    }
    return app->sheet_state != SHEET_AWAY && slides;
}

/* ---- what it sets ---- */

void app_set_comfort(App *app, Action action)
{
    Comfort *comfort = &app->comfort;
    switch ((ComfortSetting)action.screen) {
    case SETTING_TEXT_SIZE:
        CHECK(action.arg == 100 || action.arg == 125 || action.arg == 150);
        comfort->text_percent = (int)action.arg;
        break;
    case SETTING_CONTRAST:
        CHECK(action.arg <= CONTRAST_DARK);
        comfort->contrast = (Contrast)action.arg;
        break;
    case SETTING_REACH:
        CHECK(action.arg <= REACH_LOW);
        comfort->reach = (Reach)action.arg;
        break;
    case SETTING_MOTION:
        comfort->motion = action.arg != 0;
        if (!comfort->motion) {
            app->transition = TRANSITION_NONE;
        }
        break;
    }
}

/* ---- drawing ---- */

void app_draw_sheet(App *app, DrawList *list)
{
    if (app->sheet_state == SHEET_AWAY) {
        return;
    }
    const Theme *theme = &app->theme;
    float part = 1.0f;
    if (app->comfort.motion) {
        part = ease_out((float)(app->now - app->sheet_since) / (float)SLIDE);
        part = app->sheet_state == SHEET_OPEN ? part : 1.0f - part;
    }
    int alpha = (int)((float)(theme->color.curtain >> 24) * part);
    list_fill(list, theme->display, color_with_alpha(theme->color.curtain, alpha));
    if (app->sheet_state == SHEET_OPEN) {
        list_target(list, theme->display, 0, 0); /* a curtain: what lies behind cannot be touched */
    }
    View view = app_view(app, &app->sheet);
    view.ui.inert = app->sheet_state == SHEET_LEAVING;
    int32_t below = (int32_t)((1.0f - part) * (float)comfort_box(&view).h);
    ListState was = list_move(list, 0, below);
    app_draw_entry(app, &app->sheet, &view);
    list_restore(list, was);
}
