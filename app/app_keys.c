/* Typing: fingers on the keyboard on the glass, and letters from one with keys. */
#include <string.h>

#include "app_state.h"
#include "base/utf8.h"
#include "ui/focus.h"

/* The key at a point; between keys the nearest. NULL where there is none. */
static const DrawItem *key_at(const App *app, Point at)
{
    const DrawList *list = &app->lists[app->shown];
    const DrawItem *target = focus_at(list, at);
    if (target == NULL) {
        target = focus_near(list, at, theme_px(&app->theme, 14));
    }
    return target != NULL && action_of(target).kind == ACTION_TYPE ? target : NULL;
}

static bool is_on(const App *app, Point at, Action key)
{
    const DrawItem *target = key_at(app, at);
    return target != NULL && action_key(action_of(target)) == action_key(key);
}

bool app_touch_keys(App *app, Touch touch)
{
    Action typed[KEYS_FINGERS_MOST];
    int count = 0;
    const DrawItem *target = touch.kind == TOUCH_DOWN ? key_at(app, touch.at) : NULL;
    const Action *held = keys_of(&app->keys, touch.finger);
    if (app->depth == 0 || (target == NULL && held == NULL)) {
        return false;
    }
    switch (touch.kind) {
    case TOUCH_DOWN:
        if (target == NULL) {
            /* Its up was lost, and it is no finger of the keyboard any more. */
            (void)keys_up(&app->keys, touch.finger, true, app->now, typed);
            return false;
        }
        app->focused = 0;
        count = keys_down(&app->keys, touch.finger, action_of(target), app->now, typed);
        break;
    case TOUCH_MOVE:
        keys_move(&app->keys, touch.finger, is_on(app, touch.at, *held), app->now);
        break;
    case TOUCH_UP:
        keys_move(&app->keys, touch.finger, is_on(app, touch.at, *held), app->now);
        count = keys_up(&app->keys, touch.finger, false, app->now, typed) ? 1 : 0;
        break;
    case TOUCH_CANCEL:
        (void)keys_up(&app->keys, touch.finger, true, app->now, typed);
        break;
    }
    app->last_touch = app->now;
    for (int i = 0; i < count; i++) {
        app_act(app, typed[i]);
    }
    return true;
}

Time app_step_keys(App *app)
{
    Action typed;
    while (keys_repeat(&app->keys, app->now, &typed)) {
        app_act(app, typed);
    }
    return keys_step(&app->keys, app->now);
}

bool app_wants_text(App *app)
{
    ScreenKind kind = app->depth > 0 ? app_front(app)->kind : SCREEN_COUNT;
    return kind == SCREEN_SEARCH || kind == SCREEN_STAFF_PIN;
}

void app_text(App *app, const char *utf8, Time now)
{
    app->now = now > app->now ? now : app->now;
    app->last_touch = app->now;
    if (app->asking) {
        app->asking = false;
        return;
    }
    if (!app_wants_text(app)) {
        return;
    }
    app->focused = 0;
    size_t length, left = strlen(utf8);
    for (const char *p = utf8; left > 0; p += length, left -= length) {
        uint32_t letter = utf8_decode(p, left, &length);
        app_act(app, (Action){.kind = ACTION_TYPE, .screen = TYPE_LETTER, .arg = letter});
    }
}
