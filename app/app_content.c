/* New content under a running display: when it is taken, and what goes on. */
#include "app_state.h"

#include "base/log.h"

void app_set_content(App *app, struct Content *content)
{
    content_destroy(app->waiting);
    app->waiting = content;
    if (app->content == NULL) {
        app_adopt(app);
    }
}

bool app_has_waiting(const App *app)
{
    return app->waiting != NULL;
}

void app_set_trouble(App *app, const char *why)
{
    if (app->content == NULL) {
        (void)error_set(&app->content_error, "%s", why);
    }
}

void app_set_refusal(App *app, const char *why)
{
    (void)error_set(&app->refusal, "%s", why);
}

struct Content *app_content(App *app)
{
    return app->content;
}

int app_same_language(const App *app, const Content *to)
{
    int index = content_find_language(to, content_language(app->content, app->language)->code);
    return index >= 0 ? index : content_settings(to)->first_language;
}

void app_adopt(App *app)
{
    if (app->waiting == NULL) {
        return;
    }
    Content *old = app->content;
    int language = old != NULL ? app_same_language(app, app->waiting) : 0;
    app->content = app->waiting;
    app->waiting = NULL;
    /* A picture of the same name may look different. */
    app_take_pictures(app);
    damage_forget(app->damage);
    if (old == NULL) {
        app->language = content_settings(app->content)->first_language;
        int asked = app->options.language != NULL
                        ? content_find_language(app->content, app->options.language)
                        : -1;
        app->language = asked >= 0 ? asked : app->language;
        if (app->depth == 0) {
            app_reset_to(app, SCREEN_IDLE, 0);
        }
        return;
    }
    app->language = language;
    content_destroy(old);
}

/* Whether what an open screen shows is still there. */
static bool is_there(const App *app, const AppEntry *entry)
{
    switch (entry->kind) {
    case SCREEN_DELEGATION:
        return content_find_delegation(app->content, entry->id) >= 0;
    case SCREEN_ARTICLE:
        return content_find_news(app->content, entry->id) >= 0;
    case SCREEN_IDLE:
    case SCREEN_HOME:
    case SCREEN_DELEGATIONS:
    case SCREEN_NEWS:
    case SCREEN_SEARCH:
    case SCREEN_COMFORT:
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF:
    case SCREEN_STAFF_STATUS:
    case SCREEN_STAFF_HIDDEN:
    case SCREEN_STAFF_TOUCH:
    case SCREEN_STAFF_CLEANING:
    case SCREEN_STAFF_ROTATE:
    case SCREEN_STAFF_RESTART:
    case SCREEN_COUNT:
        break;
    }
    return true;
}

void app_adopt_quietly(App *app)
{
    if (app->waiting == NULL || app->transition != TRANSITION_NONE ||
        gestures_any_down(&app->gestures)) {
        return;
    }
    ScreenKind kind = app_top(app)->kind;
    if (app_shows_staff(app)) {
        app_adopt(app); /* staff look for it, and no visitor is there */
    } else if (app->options.preview) {
        app_adopt(app);
        if (!is_there(app, app_top(app))) {
            app_reset_to(app, SCREEN_HOME, 0);
        }
    } else if (app->depth == 1 && (kind == SCREEN_HOME || kind == SCREEN_DELEGATIONS) &&
               !app->asking) {
        app_adopt(app);
    }
}

Wall app_believed(const App *app, Wall wall)
{
    bool early = app->content != NULL && date_compare(wall.date, content_day(app->content)) < 0;
    return early ? (Wall){0} : wall;
}

Wall app_wall(const App *app)
{
    return app->wall;
}
