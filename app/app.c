/* See app.h. Here: coming and going, moving on in time, drawing. Touches are in app_touch.c, the
 * ways between screens in app_navigate.c, names of screens in app_show.c, the comfort panel over
 * all of them in app_sheet.c, the way to the staff's pages in app_staff.c. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "app_state.h"
#include "base/check.h"
#include "base/log.h"
#include "screens/backdrop.h"
#include "screens/overlay.h"
#include "ui/ease.h"
#include "words/sentences.h"

static const Time PRESS_FADE = 120 * TIME_MS;

/* How long the staff's pages wait for a finger where no content says it. */
static const Time STAFF_WAIT = 90 * TIME_S;

/* How often the screen that says why there is nothing to show moves a little. */
static const Time TROUBLE_MOVES = 300 * TIME_S;

/* ---- coming and going ---- */

/* The language the display starts in: the one asked for, else the content's first. */
static bool choose_language(App *app, Error *error)
{
    app->language = content_settings(app->content)->first_language;
    const char *code = app->options.language;
    if (code != NULL) {
        app->language = content_find_language(app->content, code);
        if (app->language < 0) {
            return error_set(error, "The content has no language \"%s\"; it has: %s%s%s.", code,
                             content_language(app->content, 0)->code,
                             content_language_count(app->content) > 1 ? ", " : "",
                             content_language_count(app->content) > 1
                                 ? content_language(app->content, 1)->code
                                 : "");
        }
    }
    return true;
}

App *app_create(const AppOptions *options, Glass *glass, Error *error)
{
    App *app = (App *)calloc(1, sizeof *app);
    if (app == NULL) {
        (void)error_set(error, "There is not enough memory to start.");
        return NULL;
    }
    bool made = false;
    app->options = *options;
    app->glass = glass;
    app->comfort = app_standard_comfort(app);
    app->words = words_for(options->language != NULL ? options->language : "en");
    arena_init(&app->frame, 64 * 1024);
    list_init(&app->lists[0]);
    list_init(&app->lists[1]);
    gestures_init(&app->gestures);
    app_init_staff(app);
    app->text = text_create(options->fonts, 2u << 20, error);
    if (app->text == NULL) {
        goto done;
    }
    if (options->quiet) {
        text_keep_quiet(app->text);
    }
    app->damage = damage_create();
    app->hemicycles = hemicycle_cache_create();
    app->painter = app_make_painter(app);
    if (app->damage == NULL || app->hemicycles == NULL || app->painter == NULL) {
        (void)error_set(error, "There is not enough memory to start.");
        goto done;
    }
    app->content = options->content;
    if (app->content == NULL && options->data_path != NULL) {
        app->content = content_open(options->data_path, &app->content_error);
    } else if (app->content == NULL) {
        (void)error_set(&app->content_error, "%s",
                        options->trouble != NULL ? options->trouble
                                                 : SENTENCE("There is no content yet"));
    }
    app_take_pictures(app);
    app_apply_size(app);
    if (app->content == NULL) {
        log_line(LOG_ERROR, "%s", app->content_error.text);
        made = true;
        goto done;
    }
    if (!choose_language(app, error)) {
        goto done;
    }
    app->words = words_for(content_language(app->content, app->language)->code);
    app_reset_to(app, SCREEN_IDLE, 0);
    made = true;
done:
    if (!made) {
        app_destroy(app);
        app = NULL;
    }
    return app;
}

void app_destroy(App *app)
{
    if (app == NULL) {
        return;
    }
    app_close_all(app);
    painter_destroy(app->painter);
    damage_destroy(app->damage);
    hemicycle_cache_destroy(app->hemicycles);
    list_finish(&app->lists[0]);
    list_finish(&app->lists[1]);
    arena_finish(&app->frame);
    text_destroy(app->text);
    content_destroy(app->content);
    content_destroy(app->waiting);
    free(app);
}

const char *app_content_error(const App *app)
{
    return app->content == NULL ? app->content_error.text : NULL;
}

/* ---- what the parts look at ---- */

AppEntry *app_top(App *app)
{
    CHECK(app->depth > 0);
    return &app->stack[app->depth - 1];
}

double app_scroll_room(const AppEntry *entry)
{
    return max_i32(entry->page.height - entry->page.view.h, 0);
}

static int press_strength(const App *app)
{
    if (app->pressed == 0) {
        return 0;
    }
    if (app->press_held) {
        return 256;
    }
    Time since = app->now - app->press_up;
    return since >= PRESS_FADE ? 0 : (int)(256 - 256 * since / PRESS_FADE);
}

static Ui app_ui(App *app, DrawList *list)
{
    return (Ui){.list = list,
                .text = app->text,
                .theme = &app->theme,
                .words = app->words,
                .hemicycles = app->hemicycles,
                .arena = &app->frame,
                .keys = &app->keys,
                .now = app->now,
                .pressed = app->pressed,
                .press = press_strength(app),
                .focused = app->focused};
}

static BarLook bar_look(App *app, ScreenKind entry)
{
    BarLook look = {.current = entry, .language = app->language};
    look.language_count = content_language_count(app->content);
    for (int i = 0; i < look.language_count; i++) {
        const Language *language = content_language(app->content, i);
        look.language_names[i] = language->name;
        char *code = arena_copy_text(&app->frame, language->code, strlen(language->code));
        CHECK(code != NULL);
        for (char *p = code; *p != '\0'; p++) {
            *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
        }
        look.language_codes[i] = code;
    }
    return look;
}

View app_view(App *app, const AppEntry *entry)
{
    const Screen *screen = screen_of(entry->kind);
    View view = {.ui = app_ui(app, &app->lists[1 - app->shown]),
                 .content = app->content,
                 .language = app->language,
                 .bounds = app->theme.bounds,
                 .body = screen->whole ? app->theme.display : app->theme.bounds,
                 .now = app->now,
                 .wall = app->wall,
                 .id = entry->id,
                 .scroll_px = scroll_offset(&entry->scroll, app_scroll_room(entry), app->now),
                 .motion = app->comfort.motion,
                 .search = app->options.search,
                 .staff = &app->staff.view,
                 .care = app_care(app),
                 .back_label = app->depth > 0 ? app_back_label(app) : "",
                 .newer_waits = app->waiting != NULL};
    if (screen->has_bar) {
        BarLook look = bar_look(app, screen->bar_entry);
        int32_t bar = bar_height(&view.ui, &look);
        view.body.h -= bar;
        view.has_bar = screen->hides_bar == NULL || !screen->hides_bar(entry->state, &view);
        view.body.h += view.has_bar ? 0 : bar;
    }
    return view;
}

/* ---- moving on in time ---- */

static Time sooner(Time a, Time b)
{
    return a < b ? a : b;
}

/* Lets the top screen move on; a wish of its is carried out at once. */
static Time step_screen(App *app)
{
    for (int round = 0; round < 3; round++) {
        AppEntry *top = app_top(app);
        const Screen *screen = screen_of(top->kind);
        if (screen->tick == NULL) {
            return TIME_NEVER;
        }
        Request request = {0};
        View view = app_view(app, top);
        Time wake = screen->tick(top->state, &view, &request);
        if (request.shift_px != 0) {
            top->page.height += request.shift_px;
            scroll_shift(&top->scroll, request.shift_px);
        }
        if (request.to_top) {
            top->scroll = (Scroll){0};
        }
        switch (request.wish) {
        case WISH_NOTHING:
            return wake;
        case WISH_FADE:
            app->care++;
            app_transit(app, TRANSITION_FADE, 700 * TIME_MS);
            app_adopt(app);
            return app->now;
        case WISH_BACK:
            app->last_touch = app->now; /* whoever waited for that is there */
            app_back(app);
            return app->now;
        case WISH_ITEM:
            top->id = request.id;
            top->scroll = (Scroll){0};
            break;
        case WISH_PLACE:
            top->page.height = request.page_px;
            top->scroll = (Scroll){
                .offset_px = clamp_i32(request.place_px, 0, (int32_t)app_scroll_room(top))};
            break;
        }
    }
    return app->now;
}

/* The visitor who leaves: asks, counts down, begins afresh. */
static Time step_patience(App *app)
{
    AppEntry *top = app_top(app);
    if (top->kind == SCREEN_IDLE) {
        app->asking = false;
        return TIME_NEVER;
    }
    bool staff = app_shows_staff(app);
    if (!staff && (gestures_any_down(&app->gestures) || keys_any_down(&app->keys))) {
        app->last_touch = app->now; /* while a finger rests on the glass the clock stands still */
        return TIME_NEVER;
    }
    const Screen *screen = screen_of(top->kind);
    Time wait = app->content != NULL ? content_settings(app->content)->idle_wait : STAFF_WAIT;
    if (screen->patience != NULL) {
        View view = app_view(app, top);
        Time own = screen->patience(top->state, &view);
        wait = own > wait ? own : wait;
    }
    if (staff) {
        /* Nobody is asked: whoever comes by would be let in. */
        if (app->now < app->last_touch + wait) {
            return app->last_touch + wait;
        }
        app_leave_visit(app);
        return app->now;
    }
    const Settings *settings = content_settings(app->content);
    if (!app->asking) {
        Time due = app->last_touch + wait;
        if (app->now < due) {
            return due;
        }
        app->asking = true;
        app->asked = app->now;
    }
    Time gone = app->now - app->asked;
    if (gone >= settings->still_there) {
        app_leave_visit(app);
        return app->now;
    }
    return app->asked + (gone / TIME_S + 1) * TIME_S;
}

Time app_step(App *app, Time now, Wall wall)
{
    app->now = now > app->now ? now : app->now;
    Time wake = app_step_staff(app);
    if (app->depth == 0) {
        app->care_since = app->care_since > 0 ? app->care_since : app->now;
        if (app->now - app->care_since >= TROUBLE_MOVES) {
            app->care++;
            app->care_since = app->now;
        }
        return sooner(wake, app->care_since + TROUBLE_MOVES);
    }
    app_adopt_quietly(app);
    wall = app_believed(app, wall);
    app->wall = wall;
    text_begin_frame(app->text);
    const Words *words = app->content != NULL
                             ? words_for(content_language(app->content, app->language)->code)
                             : app->words;
    Theme theme = theme_make(glass_bounds(app->glass), app->comfort);
    if (words != app->words || theme.u < app->theme.u || theme.u > app->theme.u ||
        theme.text_percent != app->theme.text_percent) {
        app->warmed = 0;
    }
    app->words = words;
    app->theme = theme;
    wake = sooner(wake, step_patience(app));
    if (app->depth == 0) {
        return app->now; /* staff have left, and there is no content to go back to */
    }
    AppEntry *front = app_front(app);
    if (scroll_step(&front->scroll, app_scroll_room(front), app->now)) {
        wake = app->now;
    }
    if (app_step_sheet(app)) {
        wake = app->now;
    }
    wake = sooner(wake, app_step_keys(app));
    wake = sooner(wake, step_screen(app));
    if (app->transition != TRANSITION_NONE) {
        if (app->now - app->transition_since >= app->transition_length) {
            app->transition = TRANSITION_NONE;
            painter_snapshot(app->painter, NULL, 0);
        }
        wake = app->now;
    }
    if (app->pressed != 0 && !app->press_held && !gestures_any_down(&app->gestures)) {
        if (press_strength(app) == 0) {
            app->pressed = 0;
        }
        wake = app->now;
    }
    if (app_ahead(app, wake > app->now)) {
        wake = sooner(wake, app->now + TIME_S / 60); /* nothing moves: no hurry */
    }
    if (wall.date.year != 0) {
        wake = sooner(wake, app->now + (60 - clamp_i32(wall.second, 0, 59)) * TIME_S);
    }
    return wake;
}

/* ---- drawing ---- */

void app_draw_entry(App *app, AppEntry *entry, const View *view)
{
    DrawList *list = view->ui.list;
    ListState was = list_clip(list, view->body);
    entry->page = screen_of(entry->kind)->draw(entry->state, view);
    Page page = entry->page;
    if (page.height > page.view.h) {
        if (view->scroll_px < page.height - page.view.h) {
            int32_t fade = theme_px(&app->theme, app->theme.compact ? 44 : 84);
            list_shade(list, (Box){page.view.x, box_bottom(page.view) - fade, page.view.w, fade},
                       page.ground, false);
        }
        ui_scroll_bar(&view->ui, page.view, page.height, view->scroll_px);
    }
    list_restore(list, was);
}

static void draw_transition(App *app, DrawList *list, const View *view)
{
    Time elapsed = app->now - app->transition_since;
    float t = (float)elapsed / (float)app->transition_length;
    Box body = view->body;
    switch (app->transition) {
    case TRANSITION_NONE:
        app_draw_entry(app, app_top(app), view);
        break;
    case TRANSITION_FADE: {
        app_draw_entry(app, app_top(app), view);
        break;
    }
    case TRANSITION_IN: {
        int32_t rest = (int32_t)((1.0f - ease_out(t)) * (float)body.w);
        ListState was = list_clip(list, body);
        list_snapshot(list, box_moved(app->theme.display, (rest - body.w) / 4, 0), app->snapshot);
        ListState moved = list_move(list, rest, 0);
        app_draw_entry(app, app_top(app), view);
        list_restore(list, moved);
        list_restore(list, was);
        break;
    }
    case TRANSITION_OUT: {
        int32_t gone = (int32_t)(ease_out(t) * (float)body.w);
        ListState was = list_clip(list, body);
        ListState moved = list_move(list, (gone - body.w) / 4, 0);
        app_draw_entry(app, app_top(app), view);
        list_restore(list, moved);
        list_snapshot(list, box_moved(app->theme.display, gone, 0), app->snapshot);
        list_restore(list, was);
        break;
    }
    }
}

static void describe(App *app, DrawList *list)
{
    list_begin(list, glass_bounds(app->glass), app->theme.color.paper);
    (void)list_move(list, -app->theme.display.x, -app->theme.display.y);
    Ui ui = app_ui(app, list);
    if (app->depth == 0) {
        overlay_trouble(&ui, app->content_error.text, app_care(app));
        return;
    }
    AppEntry *top = app_top(app);
    View view = app_view(app, top);
    backdrop_draw(&view);
    draw_transition(app, list, &view);
    if (view.has_bar) {
        BarLook look = bar_look(app, screen_of(top->kind)->bar_entry);
        bar_draw(&ui, &look);
    }
    app_draw_sheet(app, list);
    if (app->asking) {
        Time left = content_settings(app->content)->still_there - (app->now - app->asked);
        overlay_still_there(&view, (int)((left + TIME_S - 1) / TIME_S));
    }
    if (app->transition == TRANSITION_FADE) {
        float t = (float)(app->now - app->transition_since) / (float)app->transition_length;
        ListState was = list_fade(list, (int)(255.0f * (1.0f - ease_in_out(t))));
        list_snapshot(list, app->theme.display, app->snapshot);
        list_restore(list, was);
    }
    if (app->refusal.text[0] != '\0') {
        overlay_refusal(&ui, app->refusal.text);
    }
}

/* Outlines each repainted box, for --show-damage. */
static void outline_damage(App *app, const Box *boxes, int count)
{
    DrawList lines;
    list_init(&lines);
    list_begin(&lines, glass_bounds(app->glass), COLOR_NONE);
    lines.count = 0;
    for (int i = 0; i < count; i++) {
        list_shape(&lines, boxes[i], 0, COLOR_NONE, 2 * 16, COLOR_RGB(0xE0218A));
    }
    for (int i = 0; i < count; i++) {
        painter_paint(app->painter, &lines, boxes[i]);
    }
    list_finish(&lines);
}

int app_draw(App *app, const Box **boxes)
{
    arena_reset(&app->frame);
    if (app->depth == 0) {
        text_begin_frame(app->text);
    }
    DrawList *list = &app->lists[1 - app->shown];
    describe(app, list);
    app->shown = 1 - app->shown;
    int count = damage_compare(app->damage, list, boxes);
    for (int i = 0; i < count && !app->options.blind; i++) {
        painter_paint(app->painter, list, (*boxes)[i]);
        app->counts.painted_px += (uint64_t)(*boxes)[i].w * (uint64_t)(*boxes)[i].h;
    }
    if (count > 0) {
        app->counts.frames++;
        if (app->options.show_damage) {
            outline_damage(app, *boxes, count);
        }
    }
    return count;
}

const DrawList *app_list(const App *app)
{
    return &app->lists[app->shown];
}

AppCounts app_counts(const App *app)
{
    AppCounts counts = app->counts;
    counts.layouts = text_counts(app->text).layouts;
    PainterCounts painted = {0};
    if (app->painter != NULL) {
        painted = painter_counts(app->painter);
    }
    counts.renders = painted.texts_rendered;
    counts.text_bytes = painted.text_bytes + text_counts(app->text).cache_bytes;
    counts.picture_bytes = painted.picture_bytes + painted.mask_bytes;
    return counts;
}
