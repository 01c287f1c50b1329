/* Events: SDL's events as touches and keys, the one place where either is translated.
 *
 * Knows which fingers are down, so that a window that loses them can let go of them, and so that
 * one finger that SDL shows both as a touch and as a mouse counts once. Owns nothing; reads no
 * clock; needs no window, so that tests feed it events by hand. */
#ifndef FOYER_SHELL_EVENTS_H
#define FOYER_SHELL_EVENTS_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "app.h"
#include "draw/glass.h"

typedef enum InputKind {
    INPUT_TOUCH,
    INPUT_KEY,
    INPUT_TEXT,
    INPUT_SHOW, /* the window's picture must be handed over again */
    INPUT_SIZE, /* the window may have another size */
    INPUT_LOST, /* what was kept of the picture is lost: all must be painted again */
    INPUT_QUIT
} InputKind;

typedef struct Input {
    InputKind kind;
    Touch touch;                             /* INPUT_TOUCH */
    AppKey key;                              /* INPUT_KEY */
    char text[SDL_TEXTINPUTEVENT_TEXT_SIZE]; /* INPUT_TEXT: UTF-8 */
} Input;

#define EVENTS_FINGERS_MAX 16
#define EVENTS_INPUTS_MAX (EVENTS_FINGERS_MAX + 1)

typedef struct EventFinger {
    int64_t device, sdl_finger; /* what SDL calls it */
    int64_t finger;             /* what the app calls it */
    Point at;                   /* px of the picture */
    Time when;                  /* its last event */
    bool ignored;               /* it was counted as a mouse already */
} EventFinger;

typedef struct Events {
    bool typing;   /* letters are text: the space bar is one, too */
    bool windowed; /* in a window on a desk: it may be closed, and shows a cursor */
    bool console;  /* on a board's own screen: there is never a cursor */
    EventFinger fingers[EVENTS_FINGERS_MAX];
    int finger_count;
    int64_t last_finger; /* the last number given */
    bool mouse_down, mouse_ignored;
    Point mouse_at;
    Time mouse_pressed; /* when, and where in px of the window */
    Point mouse_pressed_at;
    bool touched;    /* a finger has ever touched the glass */
    Time touch_when; /* the last event of any finger, and where in px of the window */
    Point touch_at;
    bool cursor; /* whether the cursor should be seen */
} Events;

/* Where events happen: the window's size in its own units and in px. */
typedef struct EventView {
    const Glass *glass;
    int window_w, window_h; /* what mouse events are measured in */
    int glass_w, glass_h;   /* px of the display, before it is turned */
} EventView;

/* In a window on a desk, or on the bare console of a board, or neither: full screen under a window
 * system, where the cursor shows while a mouse is used and nobody ever touched. */
void events_init(Events *events, bool windowed, bool console);

/* What an event means, as 0 to EVENTS_INPUTS_MAX inputs. */
int events_translate(Events *events, const SDL_Event *event, const EventView *view, Time now,
                     Input inputs[EVENTS_INPUTS_MAX]);

/* Takes away all fingers: a cancel for each that is down. */
int events_let_go(Events *events, Time now, Input inputs[EVENTS_INPUTS_MAX]);

/* Whether a finger is down on a touch panel that SDL no longer has. */
bool events_lost_panel(const Events *events);

#endif
