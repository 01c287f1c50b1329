/* Loop: the display while it runs: events, content, frames, the display itself, and rest. For
 * show.c, which begins and ends it all. */
#ifndef FOYER_SHELL_LOOP_H
#define FOYER_SHELL_LOOP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "app.h"
#include "content/keeper.h"
#include "shell/display.h"
#include "shell/events.h"
#include "shell/notify.h"
#include "shell/report.h"
#include "shell/settings.h"
#include "shell/signals.h"
#include "shell/sleep.h"
#include "shell/sound.h"

typedef struct Show {
    Display display;
    App *app;
    Events events;
    Signals signals;
    Keeper *keeper;
    SearchWorker *search;
    Search *next_search; /* of newer content than is shown; NULL: none */
    Report *report;      /* NULL: nothing is written down */
    DisplaySettings settings;
    Options *options;      /* borrowed; its rotation is what staff keep */
    Rotation set_rotation; /* what it was before that: as the settings say */
    const char *state;     /* the state folder, borrowed; NULL: none */
    int64_t since;         /* when the display began, seconds since 1970 */
    Sleep sleep;
    Sound sound;
    Notify notify;
    atomic_bool listens; /* SDL is there to be woken */
    bool quit, cursor_shown;
    bool gone;        /* the display is: nothing is wanted on the glass until there is one */
    bool preview;     /* of a folder that somebody is working on */
    bool asked;       /* somebody wants to know what is shown */
    Time told;        /* when last it was written down what is shown */
    Time next_frame;  /* nothing is drawn before */
    Time lighter;     /* when pages are let go next */
    int64_t stamp_ns; /* when the benchmark started us, CLOCK_MONOTONIC; 0: it did not */
} Show;

/* Waits until the display is open, as long as that takes. False: it is to end instead. */
bool loop_wait_display(Show *show);

/* Runs until it is told to end. The display is open, the app is on it. */
void loop_run(Show *show);

/* Something came from the keeper or the search: on any thread. `context` is the Show. */
void loop_wake(void *context);

/* Logs what is shown, and tells the service manager. */
void loop_say_shown(Show *show, const KeeperStatus *status);

/* When the benchmark started us (Show's stamp_ns). */
int64_t loop_stamp(void);

#endif
