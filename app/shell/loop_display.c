/* See loop.h: the display as it comes and goes, sleeps and wakes, under a loop that goes on. */
#include <string.h>

#include "base/log.h"
#include "shell/clock.h"
#include "shell/loop_parts.h"

/* How long a service manager goes on waiting, each time it is told that there is no display yet. */
#define STARTING_MORE (10 * TIME_S)

/* ---- what the service manager is told ---- */

void loop_tell_state(Show *show)
{
    KeeperStatus status = keeper_status(show->keeper);
    if (!show->display.open) {
        notify_status(&show->notify, "waits for a display: %s", show->display.trouble.text);
    } else if (show->display.off) {
        notify_status(&show->notify, "asleep");
    } else if (status.shown) {
        notify_status(&show->notify, "%s is shown, from %s", status.source, status.shown_from);
    } else {
        notify_status(&show->notify, "nothing can be shown: %s", status.refused);
    }
}

/* ---- the display, which comes and goes ---- */

/* What fingers hold is let go, what was made for the display too, and then the display. */
void loop_lose_display(Show *show, Time now, Time again)
{
    Input inputs[EVENTS_INPUTS_MAX];
    int count = events_let_go(&show->events, now, inputs);
    for (int i = 0; i < count; i++) {
        (void)sleep_takes_touch(&show->sleep, &inputs[i].touch);
        app_touch(show->app, inputs[i].touch);
    }
    app_drop_glass(show->app);
    display_close(&show->display, again);
}

/* Opens the display where it is time to; whether it is open. */
static bool display_regain(Show *show, Time now)
{
    Error error = {""};
    Display *display = &show->display;
    if (display_look(display, now) == DISPLAY_LOST) {
        return false;
    }
    if (!display_open(display, now)) {
        show->gone = true;
        loop_tell_state(show);
        notify_starting(&show->notify, STARTING_MORE);
        return false;
    }
    if (show->gone) {
        /* To open it may have taken long, and the picture may, too. */
        notify_absent(&show->notify, clock_now());
        show->gone = false;
    }
    show->events.typing = false;
    show->cursor_shown = true;
    show->sleep.asleep = false;
    if (show->app != NULL && !app_take_glass(show->app, display->window.glass, &error)) {
        log_line(LOG_ERROR, "%s", error.text);
        display_close(display, now + TIME_S);
    }
    loop_tell_state(show);
    return display->open;
}

/* Waits a moment while there is no display. */
static void wait_without(Show *show)
{
    SDL_Event event;
    Time now = clock_now();
    while (SDL_PollEvent(&event) != 0) {
        show->quit = show->quit || event.type == SDL_QUIT;
        show->asked =
            show->asked || (event.type == SDL_USEREVENT && event.user.code == SIGNALS_REPORT);
    }
    if (show->app != NULL) {
        (void)report_note(show->report, show->app, show->keeper, "not there", now, show->asked);
        show->asked = false;
    }
    if (show->gone && show->notify.ready) {
        /* Nothing is wanted on the glass: the display is alive. */
        (void)notify_alive(&show->notify, true, now);
    }
    if (!show->quit) {
        clock_sleep_until(now + LOOK_EVERY_ABSENT);
    }
}

bool loop_wait_display(Show *show)
{
    while (!show->quit && !display_regain(show, clock_now())) {
        wait_without(show);
    }
    return !show->quit;
}

/* Switches the display off and on as the hours and the visitors have it. When to be called next. */
Time loop_follow_sleep(Show *show, Time now)
{
    const Content *content = app_content(show->app);
    Time patience = content != NULL ? content_settings(content)->idle_wait : TIME_S * 60;
    bool idle = content != NULL && strncmp(app_screen_name(show->app), "idle", 4) == 0;
    Display *display = &show->display;
    if (!display->shown) {
        return TIME_NEVER; /* first a picture, so that it is known to work */
    }
    Time next = sleep_step(&show->sleep, app_wall(show->app), idle, patience, now);
    if (show->sleep.asleep != display->off) {
        log_line(LOG_INFO, "the display goes %s", show->sleep.asleep ? "to sleep" : "on");
        display_switch(display, !show->sleep.asleep);
        app_glass_changed(show->app);
        loop_tell_state(show);
    }
    return next;
}
