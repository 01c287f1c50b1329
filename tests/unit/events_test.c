/* Events: what SDL reports, as touches and keys: fed by hand, with a glass in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shell/events.h"

typedef struct Desk {
    Events events;
    EventView view;
    Glass *glass;
    Input inputs[EVENTS_INPUTS_MAX];
} Desk;

static void desk_open(Desk *desk, Rotation rotation, bool windowed)
{
    Error error = {""};
    desk->glass = glass_create_memory(800, 480, rotation, &error);
    assert_non_null(desk->glass);
    desk->view = (EventView){desk->glass, 800, 480, 800, 480};
    events_init(&desk->events, windowed, false);
}

static int finger(Desk *desk, Uint32 type, SDL_FingerID id, float x, float y, Time now)
{
    SDL_Event event = {0};
    event.tfinger =
        (SDL_TouchFingerEvent){.type = type, .touchId = 5, .fingerId = id, .x = x, .y = y};
    return events_translate(&desk->events, &event, &desk->view, now, desk->inputs);
}

static int button(Desk *desk, Uint32 type, Uint32 which, int x, int y, Time now)
{
    SDL_Event event = {0};
    event.button = (SDL_MouseButtonEvent){
        .type = type, .which = which, .button = SDL_BUTTON_LEFT, .x = x, .y = y};
    return events_translate(&desk->events, &event, &desk->view, now, desk->inputs);
}

static int motion(Desk *desk, int x, int y, Time now)
{
    SDL_Event event = {0};
    event.motion = (SDL_MouseMotionEvent){.type = SDL_MOUSEMOTION, .x = x, .y = y};
    return events_translate(&desk->events, &event, &desk->view, now, desk->inputs);
}

static int window(Desk *desk, Uint8 what, Time now)
{
    SDL_Event event = {0};
    event.window = (SDL_WindowEvent){.type = SDL_WINDOWEVENT, .event = what};
    return events_translate(&desk->events, &event, &desk->view, now, desk->inputs);
}

static int key(Desk *desk, SDL_Keycode code, Uint16 mod, Uint8 repeat)
{
    SDL_Event event = {0};
    event.key = (SDL_KeyboardEvent){
        .type = SDL_KEYDOWN, .repeat = repeat, .keysym = {.sym = code, .mod = mod}};
    return events_translate(&desk->events, &event, &desk->view, 0, desk->inputs);
}

static void assert_touch(const Input *input, TouchKind kind, int32_t x, int32_t y)
{
    assert_int_equal(input->kind, INPUT_TOUCH);
    assert_int_equal(input->touch.kind, kind);
    assert_int_equal(input->touch.at.x, x);
    assert_int_equal(input->touch.at.y, y);
}

static void finger_is_a_touch(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 1, 0.5f, 0.25f, 7), 1);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 399, 119);
    assert_int_equal(desk.inputs[0].touch.when, 7);
    int64_t first = desk.inputs[0].touch.finger;
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 2, 1.0f, 1.0f, 8), 1);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 799, 479);
    assert_int_not_equal(desk.inputs[0].touch.finger, first);
    assert_int_equal(finger(&desk, SDL_FINGERMOTION, 1, 0, 0, 9), 1);
    assert_touch(&desk.inputs[0], TOUCH_MOVE, 0, 0);
    assert_int_equal(desk.inputs[0].touch.finger, first);
    assert_int_equal(finger(&desk, SDL_FINGERUP, 1, 0, 0, 10), 1);
    assert_touch(&desk.inputs[0], TOUCH_UP, 0, 0);
    assert_int_equal(finger(&desk, SDL_FINGERMOTION, 1, 0, 0, 11), 0); /* it is gone */
    glass_destroy(desk.glass);
}

static int text(Desk *desk, const char *letters)
{
    SDL_Event event = {0};
    event.text.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, letters, sizeof event.text.text);
    return events_translate(&desk->events, &event, &desk->view, 0, desk->inputs);
}

static void letters_are_text_where_they_are_wanted(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_int_equal(text(&desk, "a"), 0);
    assert_int_equal(key(&desk, SDLK_SPACE, 0, 0), 1);
    assert_int_equal(desk.inputs[0].key, KEY_ENTER);
    desk.events.typing = true;
    assert_int_equal(text(&desk, "ү"), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_TEXT);
    assert_string_equal(desk.inputs[0].text, "ү");
    assert_int_equal(text(&desk, ""), 0);
    assert_int_equal(key(&desk, SDLK_SPACE, 0, 0), 0); /* it comes as text, too */
    assert_int_equal(key(&desk, SDLK_BACKSPACE, 0, 1), 1);
    assert_int_equal(desk.inputs[0].key, KEY_BACKSPACE);
    glass_destroy(desk.glass);
}

static void touch_turns_with_the_picture(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_90, false);
    Box bounds = glass_bounds(desk.glass);
    assert_int_equal(bounds.w, 480);
    /* Turned clockwise, what is read as the top left is at the display's top right. */
    finger(&desk, SDL_FINGERDOWN, 1, 1.0f, 0.0f, 0);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 0, 0);
    button(&desk, SDL_MOUSEBUTTONDOWN, 0, 0, 479, TIME_S);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 479, 799);
    glass_destroy(desk.glass);
}

static void mouse_is_one_finger(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, true);
    assert_int_equal(motion(&desk, 10, 10, 0), 0); /* nothing is pressed */
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 20, 30, 1), 1);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 20, 30);
    assert_int_equal(motion(&desk, 5000, -7, 2), 1); /* held, it may leave the window */
    assert_touch(&desk.inputs[0], TOUCH_MOVE, 799, 0);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 25, 30, 3), 1);
    assert_touch(&desk.inputs[0], TOUCH_UP, 25, 30);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 25, 30, 4), 0);
    SDL_Event right = {0};
    right.button = (SDL_MouseButtonEvent){.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT};
    assert_int_equal(events_translate(&desk.events, &right, &desk.view, 5, desk.inputs), 0);
    glass_destroy(desk.glass);
}

static void mouse_in_a_window_of_other_units(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, true);
    desk.view.window_w = 400; /* each unit is two px */
    desk.view.window_h = 240;
    button(&desk, SDL_MOUSEBUTTONDOWN, 0, 100, 50, 0);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 200, 100);
    desk.view.window_w = desk.view.window_h = 0; /* hidden: no division by nothing */
    button(&desk, SDL_MOUSEBUTTONUP, 0, 100, 50, 0);
    glass_destroy(desk.glass);
}

static void one_finger_shown_twice_counts_once(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    /* What SDL makes of touches by itself. */
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, 400, 240, 0), 0);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, 400, 240, 0), 0);
    /* The finger first, the driver's mouse right after it. */
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 1, 0.5f, 0.5f, 0), 1);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 402, 238, 5 * TIME_MS), 0);
    assert_int_equal(motion(&desk, 410, 238, 9 * TIME_MS), 0);
    assert_int_equal(finger(&desk, SDL_FINGERUP, 1, 0.5f, 0.5f, 90 * TIME_MS), 1);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 402, 238, 91 * TIME_MS), 0);
    /* The mouse first. */
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 402, 238, TIME_S), 1);
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 2, 0.5f, 0.5f, TIME_S + 2 * TIME_MS), 0);
    assert_int_equal(finger(&desk, SDL_FINGERMOTION, 2, 0.6f, 0.5f, TIME_S + 3 * TIME_MS), 0);
    assert_int_equal(finger(&desk, SDL_FINGERUP, 2, 0.6f, 0.5f, TIME_S + 4 * TIME_MS), 0);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 402, 238, TIME_S + 80 * TIME_MS), 1);
    /* The mouse made of a tap when it is over. */
    finger(&desk, SDL_FINGERDOWN, 3, 0.5f, 0.5f, 2 * TIME_S);
    finger(&desk, SDL_FINGERUP, 3, 0.5f, 0.5f, 2 * TIME_S + 80 * TIME_MS);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 400, 240, 2 * TIME_S + 82 * TIME_MS), 0);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 400, 240, 2 * TIME_S + 83 * TIME_MS), 0);
    /* A real mouse elsewhere, or later, is its own finger. */
    finger(&desk, SDL_FINGERDOWN, 4, 0.5f, 0.5f, 3 * TIME_S);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 100, 100, 3 * TIME_S + 2), 1);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 100, 100, 3 * TIME_S + 3), 1);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONDOWN, 0, 400, 240, 4 * TIME_S), 1);
    glass_destroy(desk.glass);
}

static void losing_the_window_cancels_every_finger(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    finger(&desk, SDL_FINGERDOWN, 1, 0.1f, 0.1f, 0);
    finger(&desk, SDL_FINGERDOWN, 2, 0.9f, 0.9f, 0);
    button(&desk, SDL_MOUSEBUTTONDOWN, 0, 400, 300, TIME_S);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_FOCUS_LOST, 2 * TIME_S), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(desk.inputs[i].touch.kind, TOUCH_CANCEL);
    }
    assert_touch(&desk.inputs[2], TOUCH_CANCEL, 400, 300);
    assert_int_equal(finger(&desk, SDL_FINGERUP, 1, 0.1f, 0.1f, 3 * TIME_S), 0);
    assert_int_equal(button(&desk, SDL_MOUSEBUTTONUP, 0, 400, 300, 3 * TIME_S), 0);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_FOCUS_LOST, 4 * TIME_S), 0);
    glass_destroy(desk.glass);
}

static void finger_whose_up_was_lost_blocks_nothing(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    finger(&desk, SDL_FINGERDOWN, 1, 0.5f, 0.5f, 0);
    /* The same name again: the old one is cancelled, and the new one counts. */
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 1, 0.2f, 0.2f, TIME_S), 2);
    assert_int_equal(desk.inputs[0].touch.kind, TOUCH_CANCEL);
    assert_int_equal(desk.inputs[1].touch.kind, TOUCH_DOWN);
    assert_int_not_equal(desk.inputs[0].touch.finger, desk.inputs[1].touch.finger);
    /* Another name, as X11 gives: after a minute of silence. */
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 2, 0.5f, 0.5f, 30 * TIME_S), 1);
    assert_int_equal(finger(&desk, SDL_FINGERDOWN, 3, 0.5f, 0.5f, 70 * TIME_S), 2);
    assert_int_equal(desk.inputs[0].touch.kind, TOUCH_CANCEL);
    assert_int_equal(desk.inputs[1].touch.kind, TOUCH_DOWN);
    glass_destroy(desk.glass);
}

static void more_fingers_than_hands_have(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    for (int i = 0; i < 40; i++) {
        assert_int_equal(finger(&desk, SDL_FINGERDOWN, i, 0.5f, 0.5f, i),
                         i < EVENTS_FINGERS_MAX ? 1 : 0);
    }
    button(&desk, SDL_MOUSEBUTTONDOWN, 0, 1, 1, TIME_S);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_HIDDEN, TIME_S), EVENTS_INPUTS_MAX);
    SDL_Event odd = {0};
    odd.tfinger = (SDL_TouchFingerEvent){.type = SDL_FINGERDOWN, .touchId = 5, .x = -3, .y = 1e9f};
    assert_int_equal(events_translate(&desk.events, &odd, &desk.view, 0, desk.inputs), 1);
    assert_touch(&desk.inputs[0], TOUCH_DOWN, 0, 479);
    glass_destroy(desk.glass);
}

static void keys_and_what_repeats(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_int_equal(key(&desk, SDLK_LEFT, 0, 1), 1);
    assert_int_equal(desk.inputs[0].key, KEY_LEFT);
    assert_int_equal(key(&desk, SDLK_TAB, 0, 0), 1);
    assert_int_equal(desk.inputs[0].key, KEY_TAB);
    assert_int_equal(key(&desk, SDLK_TAB, KMOD_LSHIFT, 0), 1);
    assert_int_equal(desk.inputs[0].key, KEY_BACKTAB);
    assert_int_equal(key(&desk, SDLK_RETURN, 0, 0), 1);
    assert_int_equal(desk.inputs[0].key, KEY_ENTER);
    assert_int_equal(key(&desk, SDLK_RETURN, 0, 1), 0); /* held down, it acts once */
    assert_int_equal(key(&desk, SDLK_ESCAPE, 0, 0), 1);
    assert_int_equal(desk.inputs[0].key, KEY_ESCAPE);
    assert_int_equal(key(&desk, SDLK_a, 0, 0), 0);
    SDL_Event wheel = {0};
    wheel.wheel = (SDL_MouseWheelEvent){.type = SDL_MOUSEWHEEL, .y = -3};
    assert_int_equal(events_translate(&desk.events, &wheel, &desk.view, 0, desk.inputs), 3);
    assert_int_equal(desk.inputs[2].key, KEY_DOWN);
    wheel.wheel.y = INT32_MIN;
    assert_true(events_translate(&desk.events, &wheel, &desk.view, 0, desk.inputs) <=
                EVENTS_INPUTS_MAX);
    glass_destroy(desk.glass);
}

static void only_a_window_on_a_desk_can_be_closed(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_int_equal(key(&desk, SDLK_q, KMOD_LCTRL, 0), 0);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_CLOSE, 0), 0);
    /* No key at all, with whatever else is held down. */
    static const Uint16 HELD[] = {0,         KMOD_LALT,   KMOD_LCTRL, KMOD_LCTRL | KMOD_LALT,
                                  KMOD_LGUI, KMOD_LSHIFT, 0xFFFF};
    for (int scancode = 0; scancode < SDL_NUM_SCANCODES; scancode++) {
        for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++) {
            SDL_Keycode code = SDL_SCANCODE_TO_KEYCODE(scancode);
            int count = key(&desk, code, HELD[i], 0) + key(&desk, scancode, HELD[i], 0);
            assert_true(count == 0 || desk.inputs[0].kind == INPUT_KEY);
        }
    }
    SDL_Event quit = {.type = SDL_QUIT}; /* what a signal becomes */
    assert_int_equal(events_translate(&desk.events, &quit, &desk.view, 0, desk.inputs), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_QUIT);
    desk.events.windowed = true;
    assert_int_equal(key(&desk, SDLK_q, KMOD_LCTRL, 0), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_QUIT);
    assert_int_equal(key(&desk, SDLK_q, 0, 0), 0);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_CLOSE, 0), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_QUIT);
    glass_destroy(desk.glass);
}

static void lost_pictures_are_painted_again(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_SIZE_CHANGED, 0), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_SIZE);
    assert_int_equal(window(&desk, SDL_WINDOWEVENT_EXPOSED, 0), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_SHOW);
    SDL_Event reset = {.type = SDL_RENDER_TARGETS_RESET};
    assert_int_equal(events_translate(&desk.events, &reset, &desk.view, 0, desk.inputs), 1);
    assert_int_equal(desk.inputs[0].kind, INPUT_LOST);
    glass_destroy(desk.glass);
}

static void cursor_shows_for_a_mouse_and_not_for_fingers(void **state)
{
    (void)state;
    Desk desk;
    desk_open(&desk, ROTATE_0, false);
    assert_false(desk.events.cursor);
    motion(&desk, 5, 5, 0);
    assert_true(desk.events.cursor);
    finger(&desk, SDL_FINGERDOWN, 1, 0.5f, 0.5f, 1);
    assert_false(desk.events.cursor);
    motion(&desk, 400, 240, 2); /* the server's pointer goes along with the finger */
    assert_false(desk.events.cursor);
    events_init(&desk.events, true, false);
    assert_true(desk.events.cursor);
    events_init(&desk.events, false, true);
    motion(&desk, 8, 8, 3);
    assert_false(desk.events.cursor); /* never on a board */
    glass_destroy(desk.glass);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finger_is_a_touch),
        cmocka_unit_test(touch_turns_with_the_picture),
        cmocka_unit_test(mouse_is_one_finger),
        cmocka_unit_test(mouse_in_a_window_of_other_units),
        cmocka_unit_test(one_finger_shown_twice_counts_once),
        cmocka_unit_test(losing_the_window_cancels_every_finger),
        cmocka_unit_test(finger_whose_up_was_lost_blocks_nothing),
        cmocka_unit_test(more_fingers_than_hands_have),
        cmocka_unit_test(keys_and_what_repeats),
        cmocka_unit_test(letters_are_text_where_they_are_wanted),
        cmocka_unit_test(only_a_window_on_a_desk_can_be_closed),
        cmocka_unit_test(lost_pictures_are_painted_again),
        cmocka_unit_test(cursor_shows_for_a_mouse_and_not_for_fingers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
