/* See display.h. */
#include "shell/display.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

static const Time TRY_EVERY = TIME_S;

/* What SDL logs while it shows a picture is all that it tells of a page flip that failed. */
static void hear_sdl(void *data, int category, SDL_LogPriority priority, const char *message)
{
    Display *display = (Display *)data;
    (void)category;
    if (priority >= SDL_LOG_PRIORITY_ERROR) {
        /* It may come with every picture: once is enough. */
        if (strncmp(display->complaint, message, sizeof display->complaint - 1) != 0) {
            (void)snprintf(display->complaint, sizeof display->complaint, "%s", message);
            log_line(LOG_WARNING, "SDL: %s", display->complaint);
        }
        display->complained = true;
    }
}

void display_init(Display *display, const Options *options, Renderer renderer)
{
    Error error = {""};
    *display = (Display){.options = options,
                         .renderer = renderer,
                         .console = window_on_console(),
                         .window = {.drm = -1},
                         .panels = -1};
    SDL_LogSetOutputFunction(hear_sdl, display);
    SDL_LogSetAllPriority(SDL_LOG_PRIORITY_ERROR); /* SDL's own errors are silent otherwise */
    if (display->console && !outputs_listen(&display->watch, &error)) {
        log_line(LOG_WARNING, "%s", error.text);
    }
}

void display_finish(Display *display)
{
    window_close(&display->window);
    outputs_end(&display->watch);
    SDL_LogSetOutputFunction(NULL, NULL);
    SDL_LogResetPriorities();
}

bool display_open(Display *display, Time now)
{
    Error error = {""};
    bool found = !display->console || outputs_find(&display->output, &error);
    display->open = found && window_open(&display->window, display->options, display->renderer,
                                         display->console ? &display->output : NULL, &error);
    if (!display->open) {
        window_close(&display->window);
        display->again = now + TRY_EVERY;
        if (!display->options->windowed && strcmp(error.text, display->trouble.text) != 0) {
            log_line(LOG_ERROR, "%s: it is waited for", error.text);
        }
        display->trouble = error;
        return false;
    }
    if (display->trouble.text[0] != '\0') {
        log_line(LOG_INFO, "the display is there: %d x %d", display->window.w, display->window.h);
    }
    display->trouble = (Error){""};
    display->off = display->shown = false;
    display->unseen = display->console;
    return true;
}

void display_close(Display *display, Time again)
{
    window_close(&display->window);
    display->open = display->shown = false;
    display->again = again;
}

static bool show_once(Display *display, const Box *boxes, int count)
{
    display->complained = false;
    return glass_present(display->window.glass, boxes, count) && !display->complained;
}

void display_show(Display *display, const Box *boxes, int count)
{
    if (!display->open || display->off) {
        return;
    }
    display->shown = show_once(display, boxes, count);
    /* Under KMSDRM the first picture only sets the mode: it is seen from the second on. */
    if (display->unseen && display->shown) {
        Box all = glass_bounds(display->window.glass);
        display->unseen = false;
        display->shown = show_once(display, &all, 1);
    }
}

void display_show_all(Display *display)
{
    if (display->open) {
        Box all = glass_bounds(display->window.glass);
        display_show(display, &all, 1);
    }
}

/* Touch panels are SDL's to find; that there is none must be told to somebody. */
static void look_for_panels(Display *display)
{
    int panels = SDL_GetNumTouchDevices();
    if (panels != display->panels) {
        log_line(LOG_INFO,
                 panels > 0 ? "touch panels: %d" : "there is no touch panel; it is waited for",
                 panels);
        display->panels = panels;
    }
}

DisplayChange display_look(Display *display, Time now)
{
    bool heard = outputs_heard(&display->watch);
    if (!display->open) {
        return heard || now >= display->again ? DISPLAY_AS_BEFORE : DISPLAY_LOST;
    }
    if (display->console) {
        look_for_panels(display);
    }
    if (heard) {
        Output output;
        bool is_there = outputs_ask(display->window.drm, display->output.card, &output);
        if (!is_there || memcmp(&output, &display->output, sizeof output) != 0) {
            log_line(LOG_INFO, is_there ? "another display is connected" : "the display is gone");
            return DISPLAY_LOST;
        }
        display->unseen = true;
        return DISPLAY_STALE;
    }
    return DISPLAY_AS_BEFORE;
}

void display_switch(Display *display, bool on)
{
    Error error = {""};
    bool switched = display->window.drm >= 0 &&
                    outputs_switch(display->window.drm, &display->output, on, &error);
    if (!switched && error.text[0] != '\0') {
        log_line(LOG_WARNING, "%s", error.text);
    }
    if (!switched && !on) {
        (void)glass_blank(display->window.glass);
    }
    display->off = !on;
    display->unseen = display->console;
}
