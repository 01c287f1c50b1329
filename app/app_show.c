/* Screens by the names of the contract, and what can be read on the one that shows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_state.h"
#include "base/check.h"

/* ---- opening by name ---- */

/* Opens a detail on top of its list, as a visitor would have come to it. */
static void open_detail(App *app, ScreenKind list, ScreenKind detail, uint64_t id)
{
    bool motion = app->comfort.motion;
    app->comfort.motion = false;
    app_reset_to(app, list, 0);
    app_act(app, (Action){.kind = ACTION_OPEN, .screen = (uint8_t)detail, .arg = id});
    app->comfort.motion = motion;
}

static bool open_idle(App *app, const char *number, Error *error)
{
    long slide = 1;
    if (number != NULL) {
        char *end;
        slide = strtol(number, &end, 10);
        int news[64];
        int count = content_delegation_count(app->content) +
                    content_current_news(app->content, app->wall.date, news,
                                         min_i32(content_settings(app->content)->idle_news, 64));
        if (*number == '\0' || *end != '\0' || slide < 1 || slide > count) {
            return error_set(error, "There is no slide \"%s\"; the idle loop has 1 to %d.", number,
                             count);
        }
    }
    app_reset_to(app, SCREEN_IDLE, (uint64_t)slide);
    return true;
}

/* Opens one of the staff's pages, over home where there is content; false where it is none. */
static bool open_staff(App *app, const char *name)
{
    for (int kind = SCREEN_STAFF_PIN; kind < SCREEN_COUNT; kind++) {
        if (strcmp(name, screen_of((ScreenKind)kind)->name) != 0) {
            continue;
        }
        if (app->content != NULL) {
            app_reset_to(app, SCREEN_HOME, 0);
        } else {
            app_close_all(app);
        }
        if (kind > SCREEN_STAFF) {
            app_push(app, SCREEN_STAFF, 0);
        }
        app_push(app, (ScreenKind)kind, 0);
        return true;
    }
    return false;
}

bool app_show_screen(App *app, const char *name, Time now, Error *error)
{
    app->now = now > app->now ? now : app->now;
    app->last_touch = app->now;
    app->asking = false;
    app->transition = TRANSITION_NONE;
    app->sheet_state = SHEET_AWAY;
    if (open_staff(app, name)) {
        return true;
    }
    if (app->content == NULL) {
        return error_set(error, "%s", app->content_error.text);
    }
    const char *slash = strchr(name, '/');
    const char *item = slash != NULL ? slash + 1 : NULL;
    size_t length = slash != NULL ? (size_t)(slash - name) : strlen(name);
    if (length == 4 && strncmp(name, "idle", 4) == 0) {
        return open_idle(app, item, error);
    }
    if (length == 10 && strncmp(name, "delegation", 10) == 0 && item != NULL) {
        if (content_find_delegation(app->content, content_id(item)) < 0) {
            return error_set(error, "The content has no delegation \"%s\".", item);
        }
        open_detail(app, SCREEN_DELEGATIONS, SCREEN_DELEGATION, content_id(item));
        return true;
    }
    if (length == 4 && strncmp(name, "news", 4) == 0 && item != NULL) {
        if (content_find_news(app->content, content_id(item)) < 0) {
            return error_set(error, "The content has no news item \"%s\".", item);
        }
        open_detail(app, SCREEN_NEWS, SCREEN_ARTICLE, content_id(item));
        return true;
    }
    if (length == 6 && strncmp(name, "search", 6) == 0) {
        app_reset_to(app, SCREEN_SEARCH, 0);
        app_text(app, item != NULL ? item : "", app->now);
        return true;
    }
    static const struct {
        const char *name;
        ScreenKind kind;
    } plain[] = {{"home", SCREEN_HOME}, {"delegations", SCREEN_DELEGATIONS}, {"news", SCREEN_NEWS}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(name, plain[i].name) == 0) {
            app_reset_to(app, plain[i].kind, 0);
            return true;
        }
    }
    if (strcmp(name, "comfort") == 0) {
        app_reset_to(app, SCREEN_HOME, 0);
        app_open_sheet(app);
        app->sheet_since = app->now - TIME_S; /* at rest */
        return true;
    }
    if (strcmp(name, "still-there") == 0) {
        app_reset_to(app, SCREEN_HOME, 0);
        app->asking = true;
        app->asked = app->now;
        return true;
    }
    return error_set(error,
                     "There is no screen \"%s\"; there are idle, idle/N, home, delegations, "
                     "delegation/ID, news, news/ID, search, search/WORDS, comfort, still-there, "
                     "staff, staff/pin, staff/status, staff/hidden, staff/touch, staff/cleaning, "
                     "staff/rotate, staff/restart.",
                     name);
}

const char *app_screen_name(App *app)
{
    if (app->depth == 0) {
        return "trouble";
    }
    if (app->asking) {
        return "still-there";
    }
    if (app->sheet_state == SHEET_OPEN) {
        return screen_of(SCREEN_COMFORT)->name;
    }
    const AppEntry *top = app_top(app);
    const char *slug = NULL;
    if (top->kind == SCREEN_DELEGATION) {
        int index = content_find_delegation(app->content, top->id);
        slug = index >= 0 ? content_delegation(app->content, index)->slug : "?";
    } else if (top->kind == SCREEN_ARTICLE) {
        int index = content_find_news(app->content, top->id);
        slug = index >= 0 ? content_news(app->content, index)->slug : "?";
    }
    (void)snprintf(app->name, sizeof app->name, "%s%s%s", screen_of(top->kind)->name,
                   slug != NULL ? "/" : "", slug != NULL ? slug : "");
    return app->name;
}

/* ---- reading the screen ---- */

/* Whether enough of a text shows to be read: its middle. */
static bool is_readable(const DrawItem *item)
{
    if (item->kind != DRAW_TEXT || item->color >> 24 < 64) {
        return false;
    }
    Box line = item->as.text.line;
    return box_has_point(item->clip, (Point){line.x + line.w / 2, line.y + line.h / 2});
}

/* Appends text without its spaces: how words are broken over lines must not matter. */
static void append_dense(char *out, size_t *used, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] != ' ' && text[i] != '\n') {
            out[(*used)++] = text[i];
        }
    }
    out[*used] = '\0';
}

bool app_shows_text(const App *app, const char *text)
{
    const DrawList *list = &app->lists[app->shown];
    size_t room = strlen(text) + 2;
    size_t first = 0; /* what a full-screen curtain hides cannot be read */
    for (size_t i = 0; i < list->count; i++) {
        room += list->items[i].kind == DRAW_TEXT ? list->items[i].as.text.piece.length : 0;
        bool curtain = list->items[i].kind == DRAW_TARGET && list->items[i].as.target.tag == 0;
        first = curtain ? i : first;
    }
    char *all = (char *)malloc(room), *wanted = (char *)malloc(room);
    CHECK(all != NULL && wanted != NULL);
    size_t used = 0, wanted_used = 0;
    all[0] = '\0';
    for (size_t i = first; i < list->count; i++) {
        if (is_readable(&list->items[i])) {
            const TextPiece *piece = &list->items[i].as.text.piece;
            append_dense(all, &used, piece->text, piece->length);
        }
    }
    append_dense(wanted, &wanted_used, text, strlen(text));
    bool found = strstr(all, wanted) != NULL;
    free(all);
    free(wanted);
    return found;
}
