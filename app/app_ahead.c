/* What is likely to be wanted next is made while nothing moves, a little at each step, so that the
 * frame that shows it has it ready. */
#include "app_state.h"
#include "base/hash.h"

/* Readies the type of one role, so that the first article is opened within a frame. Whether there
 * was one left. */
static bool warm_type(App *app)
{
    if (app->warmed == ROLE_COUNT) {
        return false;
    }
    text_warm(app->text, theme_style(&app->theme, (Role)app->warmed++), app->words->letters);
    return true;
}

/* Makes texts and pictures, `most` of them, of a screen as it stands when it has come in; of newer
 * content that waits, the texts. `*made` names what is ready already. Whether there was one left.
 */
static bool make_screen(App *app, ScreenKind kind, uint64_t id, int most, uint64_t *made)
{
    const Screen *screen = screen_of(kind);
    AppEntry entry = {.kind = kind, .id = id};
    DrawList list;
    list_init(&list);
    list_begin(&list, glass_bounds(app->glass), COLOR_NONE);
    View view = app_view(app, &entry);
    view.ui.list = &list;
    if (app->waiting != NULL) {
        view.content = app->waiting;
        view.language = app_same_language(app, app->waiting);
    }
    uint64_t name = hash_u64(hash_u64(hash_u64(HASH_SEED, id), (uint64_t)kind),
                             (uint64_t)(uintptr_t)view.content);
    name = hash_u64(name, (uint64_t)view.language << 32 | (uint64_t)app->theme.text_percent << 8 |
                              (uint64_t)app->theme.contrast);
    int count = 0;
    if (name != *made) {
        Request request = {.wish = WISH_NOTHING};
        if (screen->enter != NULL) {
            screen->enter(entry.state, &view);
        }
        view.now += TIME_S;
        if (screen->tick != NULL) {
            (void)screen->tick(entry.state, &view, &request);
        }
        (void)screen->draw(entry.state, &view);
        while (count < most && painter_make_one(app->painter, &list, app->waiting == NULL)) {
            count++;
        }
        if (screen->leave != NULL) {
            screen->leave(entry.state);
        }
        *made = count == most ? 0 : name;
    }
    list_finish(&list);
    return count == most;
}

/* What a finger that lies still opens when it leaves. */
static void make_pressed(App *app)
{
    const Action *press = &app->press_action;
    if (app->press_held && app->waiting == NULL && press->kind == ACTION_OPEN &&
        (press->screen == SCREEN_ARTICLE || press->screen == SCREEN_DELEGATION)) {
        (void)make_screen(app, press->screen, press->arg, 3, &app->ahead.pressed);
    }
}

/* What the idle loop shows next by itself, and what a touch leads to. Whether there was one left.
 */
static bool make_next(App *app)
{
    AppEntry *top = app_top(app);
    if (top->kind != SCREEN_IDLE || app->asking || app->sheet_state != SHEET_AWAY) {
        return false;
    }
    View view = app_view(app, top);
    view.content = app->waiting != NULL ? app->waiting : view.content;
    uint64_t slide = screen_of(SCREEN_IDLE)->next(top->state, &view);
    return make_screen(app, SCREEN_IDLE, slide, 1, &app->ahead.slide) ||
           make_screen(app, SCREEN_HOME, 0, 1, &app->ahead.home);
}

bool app_ahead(App *app, bool at_rest)
{
    if (app->options.blind) {
        return false;
    }
    make_pressed(app);
    return at_rest && !gestures_any_down(&app->gestures) && (warm_type(app) || make_next(app));
}
