/* See show.h. The loop: take what happened, move on, draw what changed, and sleep until the next
 * frame while something moves, else until the app wants to be woken or something happens. */
#include "shell/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "app.h"
#include "base/log.h"
#include "shell/clock.h"
#include "shell/events.h"
#include "shell/fonts.h"
#include "shell/options.h"
#include "shell/signals.h"
#include "shell/window.h"

/* The longest that SDL is asked to sleep: what SDL_WaitEventTimeout can be told. */
#define SLEEP_MOST_MS 3600000

/* Where SDL cannot sleep until an event comes (on the bare console), it would look for one every
 * millisecond; we do so ourselves, twice a frame. */
#define LOOK_EVERY (8 * TIME_MS)

typedef struct Show {
    Window window;
    App *app;
    Events events;
    Signals signals;
    bool quit, failed, cursor_shown;
    Time next_frame;  /* nothing is drawn before */
    int64_t stamp_ns; /* when the benchmark started us, CLOCK_MONOTONIC; 0: it did not */
} Show;

/* The benchmark's parent says when it started us: the time to the first picture is from there. */
static int64_t stamp_read(void)
{
    const char *text = getenv("FOYER_FIRST_FRAME");
    return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static void stamp_say(Show *show)
{
    if (show->stamp_ns > 0) {
        fprintf(stderr, "first-frame-us %" PRId64 "\n", clock_now() - show->stamp_ns / 1000);
        show->stamp_ns = 0;
    }
}

static void present_all(Show *show)
{
    Box all = glass_bounds(show->window.glass);
    glass_present(show->window.glass, &all, 1);
}

/* All must be painted again: the window has another size, or lost what was kept. */
static void glass_renew(Show *show)
{
    Error error = {""};
    if (window_renew(&show->window, &error)) {
        app_glass_changed(show->app);
    } else {
        log_line(LOG_ERROR, "the display is lost: %s", error.text);
        show->failed = show->quit = true;
    }
}

static void input_take(Show *show, const Input *input, Time now)
{
    switch (input->kind) {
    case INPUT_TOUCH:
        app_touch(show->app, input->touch);
        break;
    case INPUT_KEY:
        app_key(show->app, input->key, now);
        break;
    case INPUT_SHOW:
        present_all(show);
        break;
    case INPUT_SIZE:
        /* SDL also says so of a window that has just come, with the size it was made with. */
        if (window_resized(&show->window)) {
            glass_renew(show);
        }
        break;
    case INPUT_LOST:
        glass_renew(show);
        break;
    case INPUT_QUIT:
        show->quit = true;
        break;
    }
}

/* Takes all that happened. Whether anything did. */
static bool inputs_take(Show *show)
{
    Input inputs[EVENTS_INPUTS_MAX];
    EventView view = window_view(&show->window);
    Time now = clock_now();
    int count = events_lost_panel(&show->events) ? events_let_go(&show->events, now, inputs) : 0;
    bool any = count > 0;
    for (int i = 0; i < count; i++) {
        input_take(show, &inputs[i], now);
    }
    SDL_Event event;
    while (!show->quit && SDL_PollEvent(&event) != 0) {
        count = events_translate(&show->events, &event, &view, now, inputs);
        for (int i = 0; i < count; i++) {
            input_take(show, &inputs[i], now);
        }
        any = any || count > 0;
    }
    if (show->events.cursor != show->cursor_shown) {
        show->cursor_shown = show->events.cursor;
        SDL_ShowCursor(show->cursor_shown ? SDL_ENABLE : SDL_DISABLE);
    }
    return any;
}

/* Moves on and draws one frame. When to be called next: at most `now` while something moves. */
static Time frame_draw(Show *show, Time now)
{
    Time wake = app_step(show->app, now, clock_wall());
    const Box *boxes = NULL;
    int count = app_draw(show->app, &boxes);
    if (count > 0) {
        glass_present(show->window.glass, boxes, count);
        stamp_say(show);
    }
    /* In step with the frames before, where this one follows them; else from now. */
    Time period = show->window.frame_us;
    bool follows = now - show->next_frame < period;
    show->next_frame = (follows ? show->next_frame : now) + period;
    return wake;
}

/* Sleeps until `when` or until something happens. SDL waits in whole milliseconds: the last part
 * of one before a frame is slept without it. */
static void sleep_until(const Show *show, Time when, bool frame)
{
    Time now = clock_now(), left = when - now;
    if (left <= 0) {
        return;
    }
    if (!show->window.blocks) {
        clock_sleep_until(left < LOOK_EVERY ? when : now + LOOK_EVERY);
        return;
    }
    Time ms = left / TIME_MS + (frame ? 0 : 1);
    if (ms == 0) {
        clock_sleep_until(when);
    } else {
        SDL_WaitEventTimeout(NULL, ms < SLEEP_MOST_MS ? (int)ms : SLEEP_MOST_MS);
    }
}

static void loop_run(Show *show)
{
    /* The first picture does not wait for what X has to say about a new window. */
    Time wake = frame_draw(show, clock_now());
    bool waiting = false; /* something happened that is not drawn yet */
    while (!show->quit) {
        waiting = inputs_take(show) || waiting;
        Time now = clock_now();
        if ((waiting || wake <= now) && now >= show->next_frame && !show->quit) {
            wake = frame_draw(show, now);
            waiting = false;
        }
        if (show->quit) {
            break;
        }
        bool moving = waiting || wake <= now;
        if (moving || wake < show->next_frame) {
            sleep_until(show, show->next_frame, true);
        } else {
            sleep_until(show, wake, false);
        }
    }
}

static Status show_run(const Options *options, const char *fonts)
{
    Show show = {.stamp_ns = stamp_read(), .cursor_shown = true};
    Error error = {""};
    Status status = STATUS_COMMAND;
    events_init(&show.events, options->windowed);
    if (!signals_init(&show.signals, &error) || !window_open(&show.window, options, &error)) {
        options_refuse("show", &error);
        goto done;
    }
    AppOptions how = options_app(options, fonts);
    how.px_per_mm = show.window.px_per_mm;
    show.app = app_create(&how, show.window.glass, &error);
    if (show.app == NULL) {
        options_refuse("show", &error);
        goto done;
    }
    loop_run(&show);
    status = show.failed ? STATUS_WRONG : STATUS_DONE;
done:
    signals_finish(&show.signals);
    app_destroy(show.app);
    window_close(&show.window);
    return status;
}

int verb_show(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "show",
                                      .takes = OPTIONS_LOOK | OPTION_WINDOWED | OPTION_DAMAGE,
                                      .words = 1,
                                      .words_are = "FILE"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("show", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("show", &error);
    }
    Status status = show_run(&options, fonts);
    free(fonts);
    return status;
}
