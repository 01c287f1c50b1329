/* Where one can go from where: opening, going back, changing language, leaving. */
#include <string.h>

#include "app_state.h"
#include "base/check.h"
#include "screens/parts.h"

static const Time DETAIL = 280 * TIME_MS;
static const Time SWITCH = 180 * TIME_MS;
static const Time LEAVE = 700 * TIME_MS;

/* ---- the stack of open screens ---- */

static void entry_enter(App *app, AppEntry *entry, ScreenKind kind, uint64_t id)
{
    const Screen *screen = screen_of(kind);
    CHECK(screen->state_size <= APP_STATE_BYTES);
    *entry = (AppEntry){.kind = kind, .id = id};
    if (screen->enter != NULL) {
        View view = app_view(app, entry);
        screen->enter(entry->state, &view);
    }
}

void app_let_go(App *app)
{
    app->drag = DRAG_NONE;
    app->press_held = false;
    app->pressed = 0;
    app->focused = 0;
    keys_let_go(&app->keys);
}

static void entry_leave(AppEntry *entry)
{
    const Screen *screen = screen_of(entry->kind);
    if (screen->leave != NULL) {
        screen->leave(entry->state);
    }
}

void app_close_all(App *app)
{
    while (app->depth > 0) {
        entry_leave(&app->stack[--app->depth]);
    }
}

void app_reset_to(App *app, ScreenKind kind, uint64_t id)
{
    app_close_all(app);
    app_adopt(app); /* nothing that was open is open any more */
    app->depth = 1;
    entry_enter(app, &app->stack[0], kind, id);
    app_let_go(app);
}

void app_push(App *app, ScreenKind kind, uint64_t id)
{
    if (app->depth == APP_DEPTH) {
        /* Back leads no further than this: the oldest is let go. */
        entry_leave(&app->stack[0]);
        memmove(&app->stack[0], &app->stack[1], sizeof app->stack[0] * (APP_DEPTH - 1));
        app->depth--;
    }
    entry_enter(app, &app->stack[app->depth++], kind, id);
    app_let_go(app);
}

void app_replace(App *app, ScreenKind kind)
{
    entry_leave(app_top(app));
    entry_enter(app, app_top(app), kind, 0);
    app_let_go(app);
}

void app_transit(App *app, TransitionKind kind, Time length)
{
    const DrawList *list = &app->lists[app->shown];
    if (!app->comfort.motion || list->count == 0) {
        return;
    }
    painter_snapshot_shown(app->painter, list, ++app->snapshot);
    app->transition = kind;
    app->transition_since = app->now;
    app->transition_length = length;
}

/* ---- back ---- */

/* Which screen lists what a detail shows. */
static ScreenKind parent_of(ScreenKind kind)
{
    switch (kind) {
    case SCREEN_DELEGATION:
        return SCREEN_DELEGATIONS;
    case SCREEN_ARTICLE:
        return SCREEN_NEWS;
    case SCREEN_DELEGATIONS:
    case SCREEN_NEWS:
    case SCREEN_SEARCH:
    case SCREEN_COMFORT:
        return SCREEN_HOME;
    case SCREEN_IDLE:
    case SCREEN_HOME:
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
    return SCREEN_IDLE;
}

const char *app_back_label(App *app)
{
    ScreenKind kind = SCREEN_HOME;
    if (app->depth > 1) {
        const AppEntry *below = &app->stack[app->depth - 2];
        kind = below->kind;
        if (kind == SCREEN_DELEGATION) {
            int index = content_find_delegation(app->content, below->id);
            if (index >= 0) {
                const Delegation *delegation = content_delegation(app->content, index);
                const char *name = content_text(&delegation->name, app->language).text;
                return name != NULL ? name : delegation->slug;
            }
        }
    } else if (app->content == NULL) {
        return words_get(app->words, WORD_BACK);
    } else if (app->depth == 1) {
        kind = parent_of(app->stack[0].kind);
    }
    switch (kind) {
    case SCREEN_DELEGATIONS:
    case SCREEN_DELEGATION:
        return words_get(app->words, WORD_DELEGATIONS);
    case SCREEN_NEWS:
    case SCREEN_ARTICLE:
        return words_get(app->words, WORD_NEWS);
    case SCREEN_SEARCH:
        return words_get(app->words, WORD_SEARCH);
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF:
    case SCREEN_STAFF_STATUS:
    case SCREEN_STAFF_HIDDEN:
    case SCREEN_STAFF_TOUCH:
    case SCREEN_STAFF_CLEANING:
    case SCREEN_STAFF_ROTATE:
    case SCREEN_STAFF_RESTART:
        return words_get(app->words, WORD_STAFF);
    case SCREEN_IDLE:
    case SCREEN_HOME:
    case SCREEN_COMFORT:
    case SCREEN_COUNT:
        break;
    }
    return words_get(app->words, WORD_HOME);
}

void app_back(App *app)
{
    if (app->depth > 1) {
        app_transit(app, TRANSITION_OUT, DETAIL);
        entry_leave(&app->stack[--app->depth]);
        app_let_go(app);
        return;
    }
    ScreenKind kind = app_top(app)->kind, parent = parent_of(kind);
    if (kind == SCREEN_IDLE) {
        return;
    }
    if (parent == SCREEN_IDLE) {
        app_leave_visit(app);
        return;
    }
    app_transit(
        app, kind == SCREEN_DELEGATION || kind == SCREEN_ARTICLE ? TRANSITION_OUT : TRANSITION_FADE,
        kind == SCREEN_DELEGATION || kind == SCREEN_ARTICLE ? DETAIL : SWITCH);
    app_reset_to(app, parent, 0);
}

void app_leave_visit(App *app)
{
    app_transit(app, TRANSITION_FADE, LEAVE);
    app->asking = false;
    app->pressed = 0;
    app->comfort = app_standard_comfort(app);
    app->sheet_state = SHEET_AWAY;
    if (app->content == NULL) {
        app_close_all(app);
        app_let_go(app);
        return;
    }
    app->language = content_settings(app->content)->first_language;
    if (app->options.language != NULL) {
        int asked = content_find_language(app->content, app->options.language);
        app->language = asked >= 0 ? asked : app->language;
    }
    app_reset_to(app, SCREEN_IDLE, 0);
}

/* Back to the search that led here, as it was; false where none did. */
static bool back_to_search(App *app)
{
    int depth = app->depth;
    while (depth > 0 && app->stack[depth - 1].kind != SCREEN_SEARCH) {
        depth--;
    }
    if (depth == 0) {
        return false;
    }
    while (app->depth > depth) {
        entry_leave(&app->stack[--app->depth]);
    }
    app_let_go(app);
    return true;
}

/* ---- actions ---- */

void app_act(App *app, Action action)
{
    if (app_act_staff(app, action)) {
        return;
    }
    AppEntry *top = app_top(app);
    const Screen *screen = screen_of(top->kind);
    if (screen->act != NULL) {
        View view = app_view(app, top);
        if (screen->act(top->state, &view, action)) {
            return;
        }
    }
    switch (action.kind) {
    case ACTION_OPEN:
        if (top->kind == SCREEN_IDLE) {
            app_transit(app, TRANSITION_FADE, DETAIL);
            app_reset_to(app, (ScreenKind)action.screen, action.arg);
        } else {
            app_transit(app, TRANSITION_IN, DETAIL);
            app_push(app, (ScreenKind)action.screen, action.arg);
        }
        break;
    case ACTION_SHOW:
        if (top->kind == action.screen && app->depth == 1) {
            /* Already there: back to its beginning. */
            scroll_glide(&top->scroll, app_scroll_room(top), 0, app->comfort.motion, app->now);
            break;
        }
        app_transit(app, TRANSITION_FADE, SWITCH);
        if (action.screen != SCREEN_SEARCH || !back_to_search(app)) {
            app_reset_to(app, (ScreenKind)action.screen, action.arg);
        }
        break;
    case ACTION_BACK:
        app_back(app);
        break;
    case ACTION_LANGUAGE:
        if (action.arg < (uint64_t)content_language_count(app->content)) {
            app->language = (int)action.arg;
        }
        break;
    case ACTION_STAY:
        app->asking = false;
        break;
    case ACTION_COMFORT:
        app_open_sheet(app);
        break;
    case ACTION_CLOSE:
        app_close_sheet(app);
        break;
    case ACTION_SET:
        app_set_comfort(app, action);
        break;
    case ACTION_NEIGHBOUR:
    case ACTION_JUMP:
    case ACTION_TYPE:
    case ACTION_SEARCH:
    case ACTION_STAFF:
    case ACTION_NONE:
        break;
    }
}
