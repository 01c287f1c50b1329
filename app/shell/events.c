/* See events.h. */
#include "shell/events.h"

#include <string.h>

/* A mouse and a finger within this time and distance of each other are the same finger: some
 * drivers report both. A frame is 17 ms; a hand cannot do it. */
#define TWIN_TIME (50 * TIME_MS)
#define TWIN_PX 24

/* A finger that sent nothing for this long when another comes down has left unseen: its up was
 * lost on the way, and must not block the display for good. */
#define STALE_TIME (60 * TIME_S)

/* The app's name for the mouse; those of fingers are above 0. */
#define MOUSE_FINGER ((int64_t)-1)

void events_init(Events *events, bool windowed, bool console)
{
    memset(events, 0, sizeof *events);
    events->windowed = windowed;
    events->console = console;
    events->cursor = windowed;
    events->mouse_pressed = events->touch_when = -TIME_NEVER / 2;
}

static bool is_near(Point a, Point b)
{
    return a.x - b.x <= TWIN_PX && b.x - a.x <= TWIN_PX && a.y - b.y <= TWIN_PX &&
           b.y - a.y <= TWIN_PX;
}

/* A part of the window, 0 to 1, in px of the display; NaN and what lies outside is brought in. */
static int32_t px_of_part(float part, int size)
{
    return part > 0 ? (int32_t)((part < 1 ? part : 1.0f) * (float)(size > 0 ? size - 1 : 0)) : 0;
}

/* A mouse may leave the window while its button is down; it stays at the edge. */
static Point px_of_mouse(const EventView *view, int32_t x, int32_t y)
{
    int w = view->window_w > 0 ? view->window_w : 1, h = view->window_h > 0 ? view->window_h : 1;
    return (Point){clamp_i32((int32_t)((int64_t)x * view->glass_w / w), 0, view->glass_w - 1),
                   clamp_i32((int32_t)((int64_t)y * view->glass_h / h), 0, view->glass_h - 1)};
}

static int touch_give(Input *out, TouchKind kind, int64_t finger, Point at, Time now)
{
    *out = (Input){.kind = INPUT_TOUCH,
                   .touch = {.kind = kind, .finger = finger, .at = at, .when = now}};
    return 1;
}

static int plain_give(Input *out, InputKind kind)
{
    *out = (Input){.kind = kind};
    return 1;
}

static int keys_give(Input *out, AppKey key, int times)
{
    int count = times < EVENTS_INPUTS_MAX ? times : EVENTS_INPUTS_MAX;
    for (int i = 0; i < count; i++) {
        out[i] = (Input){.kind = INPUT_KEY, .key = key};
    }
    return count;
}

static EventFinger *finger_find(Events *events, const SDL_TouchFingerEvent *event)
{
    for (int i = 0; i < events->finger_count; i++) {
        EventFinger *finger = &events->fingers[i];
        if (finger->device == event->touchId && finger->sdl_finger == event->fingerId) {
            return finger;
        }
    }
    return NULL;
}

static void finger_remove(Events *events, EventFinger *finger)
{
    *finger = events->fingers[--events->finger_count];
}

/* Cancels the fingers whose up was lost: the stale ones, and one that comes down anew. */
static int fingers_expire(Events *events, const SDL_TouchFingerEvent *down, Time now, Input *out)
{
    int count = 0;
    const EventFinger *again = finger_find(events, down);
    for (int i = events->finger_count - 1; i >= 0; i--) {
        EventFinger *finger = &events->fingers[i];
        if (finger == again || now - finger->when > STALE_TIME) {
            if (!finger->ignored) {
                count += touch_give(&out[count], TOUCH_CANCEL, finger->finger, finger->at, now);
            }
            again = finger == again ? NULL : again;
            finger_remove(events, finger);
        }
    }
    return count;
}

static int finger_down(Events *events, const SDL_TouchFingerEvent *event, Point window, Point at,
                       Time now, Input *out)
{
    int count = fingers_expire(events, event, now, out);
    if (events->finger_count == EVENTS_FINGERS_MAX) {
        return count;
    }
    bool twin = events->mouse_down && !events->mouse_ignored &&
                now - events->mouse_pressed < TWIN_TIME &&
                is_near(window, events->mouse_pressed_at);
    EventFinger *finger = &events->fingers[events->finger_count++];
    *finger = (EventFinger){.device = event->touchId,
                            .sdl_finger = event->fingerId,
                            .finger = ++events->last_finger,
                            .at = at,
                            .when = now,
                            .ignored = twin};
    return twin ? count : count + touch_give(&out[count], TOUCH_DOWN, finger->finger, at, now);
}

static int finger_translate(Events *events, const SDL_TouchFingerEvent *event,
                            const EventView *view, Time now, Input *out)
{
    if (event->touchId == SDL_MOUSE_TOUCHID) {
        return 0;
    }
    Point window = {px_of_part(event->x, view->glass_w), px_of_part(event->y, view->glass_h)};
    Point at = glass_turn_point(view->glass, window);
    events->touched = true;
    events->cursor = false;
    events->touch_when = now;
    events->touch_at = window;
    if (event->type == SDL_FINGERDOWN) {
        return finger_down(events, event, window, at, now, out);
    }
    EventFinger *finger = finger_find(events, event);
    if (finger == NULL) {
        return 0;
    }
    finger->at = at;
    finger->when = now;
    EventFinger was = *finger;
    if (event->type == SDL_FINGERUP) {
        finger_remove(events, finger);
    }
    TouchKind kind = event->type == SDL_FINGERUP ? TOUCH_UP : TOUCH_MOVE;
    return was.ignored ? 0 : touch_give(out, kind, was.finger, at, now);
}

static int mouse_button(Events *events, const SDL_MouseButtonEvent *event, const EventView *view,
                        Time now, Input *out)
{
    if (event->which == SDL_TOUCH_MOUSEID || event->button != SDL_BUTTON_LEFT) {
        return 0;
    }
    Point window = px_of_mouse(view, event->x, event->y);
    Point at = glass_turn_point(view->glass, window);
    if (event->type == SDL_MOUSEBUTTONDOWN) {
        events->mouse_down = true;
        events->mouse_ignored =
            now - events->touch_when < TWIN_TIME && is_near(window, events->touch_at);
        events->mouse_pressed = now;
        events->mouse_pressed_at = window;
        events->mouse_at = at;
        return events->mouse_ignored ? 0 : touch_give(out, TOUCH_DOWN, MOUSE_FINGER, at, now);
    }
    bool counts = events->mouse_down && !events->mouse_ignored;
    events->mouse_down = false;
    return counts ? touch_give(out, TOUCH_UP, MOUSE_FINGER, at, now) : 0;
}

static int mouse_motion(Events *events, const SDL_MouseMotionEvent *event, const EventView *view,
                        Time now, Input *out)
{
    if (event->which == SDL_TOUCH_MOUSEID) {
        return 0;
    }
    /* On a touch screen the server moves the pointer along with the finger: no reason to show it.
     */
    if (events->windowed || (!events->touched && !events->console)) {
        events->cursor = true;
    }
    if (!events->mouse_down || events->mouse_ignored) {
        return 0;
    }
    events->mouse_at = glass_turn_point(view->glass, px_of_mouse(view, event->x, event->y));
    return touch_give(out, TOUCH_MOVE, MOUSE_FINGER, events->mouse_at, now);
}

static int wheel_translate(const SDL_MouseWheelEvent *event, Input *out)
{
    int y = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -event->y : event->y;
    if (event->which == SDL_TOUCH_MOUSEID || y == 0) {
        return 0;
    }
    y = clamp_i32(y, -EVENTS_INPUTS_MAX, EVENTS_INPUTS_MAX);
    return keys_give(out, y > 0 ? KEY_UP : KEY_DOWN, y > 0 ? y : -y);
}

static int key_translate(const Events *events, const SDL_KeyboardEvent *event, Input *out)
{
    static const struct {
        SDL_Keycode code;
        AppKey key;
        bool repeats; /* while it is held down */
    } keys[] = {
        {SDLK_LEFT, KEY_LEFT, true},
        {SDLK_RIGHT, KEY_RIGHT, true},
        {SDLK_UP, KEY_UP, true},
        {SDLK_DOWN, KEY_DOWN, true},
        {SDLK_RETURN, KEY_ENTER, false},
        {SDLK_KP_ENTER, KEY_ENTER, false},
        {SDLK_SPACE, KEY_ENTER, false},
        {SDLK_ESCAPE, KEY_ESCAPE, false},
        {SDLK_AC_BACK, KEY_ESCAPE, false},
        {SDLK_PAGEUP, KEY_PAGE_UP, true},
        {SDLK_PAGEDOWN, KEY_PAGE_DOWN, true},
        {SDLK_BACKSPACE, KEY_BACKSPACE, true},
        {SDLK_HOME, KEY_TOP, false},
        {SDLK_END, KEY_END, false},
    };
    SDL_Keycode code = event->keysym.sym;
    if (code == SDLK_q && (event->keysym.mod & KMOD_CTRL) != 0) {
        return events->windowed ? plain_give(out, INPUT_QUIT) : 0;
    }
    if (code == SDLK_SPACE && events->typing) {
        return 0; /* it comes as text */
    }
    if (code == SDLK_TAB) {
        bool back = (event->keysym.mod & KMOD_SHIFT) != 0;
        return keys_give(out, back ? KEY_BACKTAB : KEY_TAB, 1);
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].code == code && (event->repeat == 0 || keys[i].repeats)) {
            return keys_give(out, keys[i].key, 1);
        }
    }
    return 0;
}

static int text_translate(const Events *events, const SDL_TextInputEvent *event, Input *out)
{
    if (!events->typing || event->text[0] == '\0') {
        return 0;
    }
    *out = (Input){.kind = INPUT_TEXT};
    memcpy(out->text, event->text, sizeof out->text);
    out->text[sizeof out->text - 1] = '\0';
    return 1;
}

int events_let_go(Events *events, Time now, Input inputs[EVENTS_INPUTS_MAX])
{
    int count = 0;
    for (int i = 0; i < events->finger_count; i++) {
        const EventFinger *finger = &events->fingers[i];
        if (!finger->ignored) {
            count += touch_give(&inputs[count], TOUCH_CANCEL, finger->finger, finger->at, now);
        }
    }
    events->finger_count = 0;
    if (events->mouse_down && !events->mouse_ignored) {
        count += touch_give(&inputs[count], TOUCH_CANCEL, MOUSE_FINGER, events->mouse_at, now);
    }
    events->mouse_down = false;
    return count;
}

static int window_translate(Events *events, const SDL_WindowEvent *event, Time now, Input *out)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_FOCUS_LOST:
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        return events_let_go(events, now, out);
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        return plain_give(out, INPUT_SIZE);
    case SDL_WINDOWEVENT_EXPOSED:
        return plain_give(out, INPUT_SHOW);
    case SDL_WINDOWEVENT_CLOSE:
        return events->windowed ? plain_give(out, INPUT_QUIT) : 0;
    default: /* of some twenty, the rest means nothing here */
        return 0;
    }
}

int events_translate(Events *events, const SDL_Event *event, const EventView *view, Time now,
                     Input inputs[EVENTS_INPUTS_MAX])
{
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return finger_translate(events, &event->tfinger, view, now, inputs);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return mouse_button(events, &event->button, view, now, inputs);
    case SDL_MOUSEMOTION:
        return mouse_motion(events, &event->motion, view, now, inputs);
    case SDL_MOUSEWHEEL:
        return wheel_translate(&event->wheel, inputs);
    case SDL_TEXTINPUT:
        return text_translate(events, &event->text, inputs);
    case SDL_KEYDOWN:
        return key_translate(events, &event->key, inputs);
    case SDL_WINDOWEVENT:
        return window_translate(events, &event->window, now, inputs);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        return plain_give(inputs, INPUT_LOST);
    case SDL_QUIT:
        return plain_give(inputs, INPUT_QUIT);
    default: /* SDL has a hundred more */
        return 0;
    }
}

bool events_lost_panel(const Events *events)
{
    for (int i = 0; i < events->finger_count; i++) {
        bool there = false;
        for (int device = 0; device < SDL_GetNumTouchDevices() && !there; device++) {
            there = SDL_GetTouchDevice(device) == events->fingers[i].device;
        }
        if (!there) {
            return true;
        }
    }
    return false;
}
