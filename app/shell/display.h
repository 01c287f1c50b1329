/* Display: what the picture is shown on, which comes and goes: a window, and without a window
 * system the thing that hangs at the connector, whether it is on, and what becomes of it.
 *
 * The loop opens it, shows pictures on it, and looks after it; where it is lost (unplugged, another
 * one, an error of SDL's) the loop closes it and opens it again, once a second until that works.
 * What the picture shows is not its business. */
#ifndef FOYER_SHELL_DISPLAY_H
#define FOYER_SHELL_DISPLAY_H

#include <stdbool.h>

#include "base/date.h"
#include "base/geometry.h"
#include "shell/window.h"

typedef struct Display {
    const Options *options;
    Renderer renderer;
    bool console; /* there is no window system */
    OutputWatch watch;

    Window window;
    Output output; /* on the console: what the window was made for */
    bool open, off;
    bool shown;          /* the last picture reached the glass, as far as SDL knows */
    bool unseen;         /* the next picture is the first: see display_show */
    bool complained;     /* SDL logged an error since this was last set to false */
    char complaint[160]; /* the last that was logged */
    int panels;          /* touch panels there are */
    Time again;          /* when it may be opened again */
    Error trouble;       /* why it is not open; empty: it is */
} Display;

typedef enum DisplayChange {
    DISPLAY_AS_BEFORE,
    DISPLAY_STALE, /* something happened to it: the picture must be shown again */
    DISPLAY_LOST   /* it must be closed, and opened again */
} DisplayChange;

/* `options` are borrowed. SDL's events are started already. `display` stays where it is until
 * display_finish. */
void display_init(Display *display, const Options *options, Renderer renderer);
void display_finish(Display *display);

/* Opens it. False: `trouble` says why, and was logged where it is another reason than before; to be
 * tried again from `again` on, or when display_look hears of something. */
bool display_open(Display *display, Time now);
/* … to be opened again from `again` on. */
void display_close(Display *display, Time again);

/* Shows the boxes of the picture (draw/glass.h). */
void display_show(Display *display, const Box *boxes, int count);
/* Shows all of it. */
void display_show_all(Display *display);

/* What became of it since the last call. Where it is closed: DISPLAY_LOST as long as it is no use
 * to open it. Does not wait. */
DisplayChange display_look(Display *display, Time now);

/* Off for the night, or on again, with all of the picture to be painted and shown. */
void display_switch(Display *display, bool on);

#endif
