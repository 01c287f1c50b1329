/* Touches and keys: from what a finger or a keyboard does to what it means. */
#include <math.h>
#include <stdlib.h>

#include "app_state.h"
#include "ui/focus.h"

/* How far a finger may move and still tap: 3 mm, or 12 u where the display's size is unknown. */
static int32_t slop_px(const App *app)
{
    double mm = app->options.px_per_mm;
    return mm > 0 ? max_i32((int32_t)lround(3.0 * mm), 4) : theme_px(&app->theme, 12);
}

static void press_begin(App *app, Point at)
{
    const DrawItem *target = focus_at(&app->lists[app->shown], at);
    app->press_held = target != NULL;
    app->pressed = 0;
    if (target != NULL) {
        app->press_action = action_of(target);
        app->pressed = action_key(app->press_action);
    }
}

/* The press ends: it fades out, or vanishes where it was cancelled. */
static void press_end(App *app, bool acted)
{
    app->press_held = false;
    app->press_up = app->now;
    if (!acted) {
        app->pressed = 0;
    }
}

static void press_act(App *app, Point at)
{
    /* What went from under the finger, with all of its page perhaps, is not touched any more. */
    bool there = !box_is_empty(focus_box(&app->lists[app->shown], app->pressed));
    if (app->press_held && app->pressed != 0 && there && !app->caught) {
        press_end(app, true);
        app_act(app, app->press_action);
    } else if (app->pressed == 0 && app->sheet_state == SHEET_OPEN && !app->caught &&
               !app_on_sheet(app, at)) {
        app_close_sheet(app);
    } else if (app->pressed == 0 && app_front(app)->kind == SCREEN_IDLE && !app->caught) {
        /* In low reach the slides leave the upper half of the display free; it answers, too. */
        press_end(app, false);
        app_act(app, (Action){.kind = ACTION_SHOW, .screen = SCREEN_HOME});
    } else {
        press_end(app, false);
    }
}

static bool in_page(App *app, Point at)
{
    View view = app_view(app, app_front(app));
    Box display = app->theme.display;
    return box_has_point(view.body, (Point){at.x + display.x, at.y + display.y});
}

/* The same for what scrolls, and not what stands beside it. */
static bool in_scrolling(const App *app, const AppEntry *front, Point at)
{
    Box display = app->theme.display;
    return box_has_point(front->page.view, (Point){at.x + display.x, at.y + display.y});
}

static void drag_begin(App *app, const Gesture *gesture)
{
    AppEntry *front = app_front(app);
    const Screen *screen = screen_of(front->kind);
    int32_t dx = abs(gesture->at.x - gesture->start.x), dy = abs(gesture->at.y - gesture->start.y);
    app->drag = DRAG_PRESS;
    if (!in_page(app, gesture->start)) {
        return;
    }
    if (dx > dy && screen->swipe != NULL) {
        View view = app_view(app, front);
        if (screen->swipe(front->state, &view, gesture)) {
            app->drag = DRAG_SWIPE;
            press_end(app, false);
        }
    } else if (dy >= dx && app_scroll_room(front) > 0) {
        app->drag = DRAG_SCROLL;
        press_end(app, false);
        scroll_grab(&front->scroll, app_scroll_room(front), app->now);
        scroll_drag(&front->scroll, app_scroll_room(front), -gesture->moved.y);
    }
}

/* Slid off: let go. Slid back on: pressed again. */
static void track_press(App *app, Point at)
{
    if (app->pressed == 0) {
        return;
    }
    const DrawItem *target = focus_at(&app->lists[app->shown], at);
    app->press_held = target != NULL && action_key(action_of(target)) == app->pressed;
    app->press_up = app->press_held ? app->press_up : app->now - TIME_S;
}

static void drag_on(App *app, const Gesture *gesture)
{
    AppEntry *front = app_front(app);
    const Screen *screen = screen_of(front->kind);
    if (app->drag == DRAG_SWIPE) {
        View view = app_view(app, front);
        (void)screen->swipe(front->state, &view, gesture);
    } else if (app->drag == DRAG_SCROLL) {
        scroll_drag(&front->scroll, app_scroll_room(front), -gesture->moved.y);
    } else {
        track_press(app, gesture->at);
    }
}

static void drag_end(App *app, const Gesture *gesture)
{
    AppEntry *front = app_front(app);
    const Screen *screen = screen_of(front->kind);
    DragMode mode = app->drag;
    app->drag = DRAG_NONE;
    switch (mode) {
    case DRAG_SWIPE: {
        View view = app_view(app, front);
        (void)screen->swipe(front->state, &view, gesture);
        break;
    }
    case DRAG_SCROLL:
        scroll_release(&front->scroll, app_scroll_room(front), -gesture->velocity_y_px_s,
                       app->comfort.motion, app->now);
        break;
    case DRAG_PRESS:
    case DRAG_NONE:
        if (gesture->kind == GESTURE_RELEASE && front->kind == SCREEN_IDLE) {
            /* Whoever wipes over the idle loop wants it to answer, too. */
            press_end(app, false);
            app_act(app, (Action){.kind = ACTION_SHOW, .screen = SCREEN_HOME});
        } else if (gesture->kind == GESTURE_RELEASE) {
            track_press(app, gesture->at);
            press_act(app, gesture->at);
        } else {
            press_end(app, false);
        }
        break;
    }
}

/* The finger as it is, for a screen that wants it so. */
static void touch_screen(App *app, Touch touch)
{
    AppEntry *front = app->depth > 0 ? app_front(app) : NULL;
    const Screen *screen = front != NULL ? screen_of(front->kind) : NULL;
    if (screen != NULL && screen->touch != NULL) {
        View view = app_view(app, front);
        Box display = app->theme.display; /* what a driver says may lie anywhere */
        touch.at = (Point){clamp_i32(touch.at.x, 0, display.w - 1) + display.x,
                           clamp_i32(touch.at.y, 0, display.h - 1) + display.y};
        screen->touch(front->state, &view, touch);
    }
}

void app_touch(App *app, Touch touch)
{
    app->now = touch.when > app->now ? touch.when : app->now;
    touch_screen(app, touch);
    if (app_touch_keys(app, touch)) {
        if (touch.kind != TOUCH_DOWN) {
            return;
        }
        touch.kind = TOUCH_CANCEL; /* whatever the same finger was before, its up was lost */
    }
    Gesture gesture = gestures_feed(&app->gestures, touch, slop_px(app));
    if (app->depth > 0 && screen_of(app_front(app)->kind)->deaf) {
        gestures_let_go(&app->gestures);
        return;
    }
    app->last_touch = app->now;
    app_watch_hold(app, &gesture);
    if (app->depth == 0) {
        return;
    }
    if (app->asking && (gesture.kind == GESTURE_TAP || gesture.kind == GESTURE_RELEASE)) {
        /* Any touch says that somebody is there; it does nothing else. */
        press_end(app, true);
        app->drag = DRAG_NONE;
        app->asking = false;
        return;
    }
    AppEntry *front = app_front(app);
    switch (gesture.kind) {
    case GESTURE_PRESS:
        app->focused = 0;
        app->caught = front->scroll.phase == SCROLL_COAST && in_scrolling(app, front, gesture.at);
        if (app->caught) {
            scroll_grab(&front->scroll, app_scroll_room(front), app->now);
        }
        press_begin(app, gesture.at);
        break;
    case GESTURE_TAP:
        if (app->caught) {
            scroll_release(&front->scroll, app_scroll_room(front), 0, app->comfort.motion,
                           app->now);
        }
        press_act(app, gesture.at);
        break;
    case GESTURE_DRAG:
        if (app->asking) {
            break;
        }
        if (gesture.began) {
            drag_begin(app, &gesture);
        }
        if (!gesture.began || app->drag == DRAG_PRESS) {
            drag_on(app, &gesture);
        }
        break;
    case GESTURE_RELEASE:
    case GESTURE_CANCEL:
        drag_end(app, &gesture);
        break;
    case GESTURE_NONE:
        break;
    }
}

/* ---- keys ---- */

static void scroll_by(App *app, double part_of_view)
{
    AppEntry *front = app_front(app);
    double room = app_scroll_room(front);
    double from = front->scroll.phase == SCROLL_GLIDE
                      ? front->scroll.target_px
                      : scroll_offset(&front->scroll, room, app->now);
    double to = from + part_of_view * (double)front->page.view.h;
    scroll_glide(&front->scroll, room, fmax(0, fmin(room, to)), app->comfort.motion, app->now);
}

/* The visible box of a target, as the screens see the display. */
static Box target_box(const App *app, uint64_t key)
{
    Box box = focus_box(&app->lists[app->shown], key), display = app->theme.display;
    return box_is_empty(box) ? box : box_moved(box, display.x, display.y);
}

/* Brings the focused target into the page's view. */
static void reveal_focus(App *app)
{
    AppEntry *front = app_front(app);
    Box box = target_box(app, app->focused), view = front->page.view;
    double room = app_scroll_room(front);
    if (room <= 0 || box_is_empty(box) || box.y >= box_bottom(view)) {
        return;
    }
    int32_t pad = theme_px(&app->theme, 40);
    double at = scroll_offset(&front->scroll, room, app->now), to = at;
    if (box_bottom(box) + pad > box_bottom(view) && box.h < view.h) {
        to += box_bottom(box) + pad - box_bottom(view);
    } else if (box.y - pad < view.y) {
        to -= view.y + pad - box.y;
    }
    to = fmax(0, fmin(room, to));
    if (fabs(to - at) >= 1) {
        scroll_glide(&front->scroll, room, to, app->comfort.motion, app->now);
    }
}

/* Whether the page goes on below what shows. */
static bool scrolls_on(App *app)
{
    AppEntry *front = app_front(app);
    double room = app_scroll_room(front);
    return scroll_offset(&front->scroll, room, app->now) < room - 1;
}

static void move_focus(App *app, FocusMove move)
{
    AppEntry *front = app_front(app);
    const DrawList *list = &app->lists[app->shown];
    uint64_t next = focus_find(list, app->focused, move);
    if (move == FOCUS_UP || move == FOCUS_DOWN) {
        /* A page that goes on is read on first; the bar below it comes when it ends. */
        double room = app_scroll_room(front), at = scroll_offset(&front->scroll, room, app->now);
        bool more = move == FOCUS_DOWN ? at < room - 1 : at > 1;
        Box box = target_box(app, next);
        if (more && (next == 0 || !box_contains(front->page.view, box))) {
            scroll_by(app, move == FOCUS_DOWN ? 0.35 : -0.35);
            return;
        }
    }
    if (move == FOCUS_NEXT && app->sheet_state == SHEET_OPEN && next != 0 && app->focused != 0 &&
        target_box(app, next).y < target_box(app, app->focused).y && scrolls_on(app)) {
        /* Round the sheet only when its end was seen: what lies below comes first. */
        scroll_by(app, 0.35);
        return;
    }
    if (next != 0) {
        app->focused = next;
        reveal_focus(app);
    }
}

static void act_on_focus(App *app)
{
    const DrawList *list = &app->lists[app->shown];
    for (size_t i = list->count; i-- > 0;) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TARGET && app->focused != 0 &&
            action_key(action_of(item)) == app->focused) {
            app_act(app, action_of(item));
            return;
        }
    }
    if (app_front(app)->kind == SCREEN_IDLE) {
        app_act(app, (Action){.kind = ACTION_SHOW, .screen = SCREEN_HOME});
    } else if (app_front(app)->kind == SCREEN_STAFF_PIN) {
        app_act(app, (Action){.kind = ACTION_TYPE, .screen = TYPE_DONE});
    }
}

void app_key(App *app, AppKey key, Time now)
{
    app->now = now > app->now ? now : app->now;
    app->last_touch = app->now;
    if (app->depth == 0) {
        return;
    }
    if (app->asking) {
        app->asking = false;
        return;
    }
    switch (key) {
    case KEY_LEFT:
        move_focus(app, FOCUS_LEFT);
        break;
    case KEY_RIGHT:
        move_focus(app, FOCUS_RIGHT);
        break;
    case KEY_UP:
        move_focus(app, FOCUS_UP);
        break;
    case KEY_DOWN:
        move_focus(app, FOCUS_DOWN);
        break;
    case KEY_TAB:
        move_focus(app, FOCUS_NEXT);
        break;
    case KEY_BACKTAB:
        move_focus(app, FOCUS_PREVIOUS);
        break;
    case KEY_ENTER:
        act_on_focus(app);
        break;
    case KEY_ESCAPE:
        if (app->sheet_state == SHEET_OPEN) {
            app_close_sheet(app);
        } else {
            app_back(app);
        }
        break;
    case KEY_PAGE_UP:
        scroll_by(app, -0.85);
        break;
    case KEY_PAGE_DOWN:
        scroll_by(app, 0.85);
        break;
    case KEY_TOP:
        scroll_by(app, -1e9);
        break;
    case KEY_END:
        scroll_by(app, 1e9);
        break;
    case KEY_BACKSPACE:
        app_act(app, (Action){.kind = ACTION_TYPE, .screen = TYPE_DELETE});
        break;
    }
}
