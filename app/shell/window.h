/* Window: SDL's video, one borderless window of the display's size, and the glass in it. */
#ifndef FOYER_SHELL_WINDOW_H
#define FOYER_SHELL_WINDOW_H

#include <SDL.h>

#include "base/date.h"
#include "base/error.h"
#include "draw/glass.h"
#include "shell/events.h"
#include "shell/options.h"
#include "shell/outputs.h"
#include "shell/settings.h"

typedef struct Window {
    SDL_Window *sdl;
    Glass *glass;
    int w, h;         /* px that the glass was made for */
    Time frame_us;    /* how long the display shows one frame */
    double px_per_mm; /* 0: unknown */
    bool blocks;      /* SDL sleeps until an event comes */
    int drm;          /* without a window system, SDL's own handle on the card; else -1 */
} Window;

/* Starts SDL's events, which go on while windows come and go; whether there is a window system, or
 * the bare console, is known from then on. False with the reason. */
bool window_begin(Error *error);
bool window_on_console(void);
void window_end(void);

/* Starts SDL's video and opens the window, as large as the display or as the options say; `output`
 * is the display where there is no window system. False with one sentence where there is no
 * display; window_close is then due all the same. */
bool window_open(Window *window, const Options *options, Renderer renderer, const Output *output,
                 Error *error);
void window_close(Window *window);

/* Whether the window has another size than the glass. */
bool window_resized(const Window *window);

/* Makes the glass anew for the window as it is. False with the reason. */
bool window_renew(Window *window, Error *error);

/* What events are measured in; changes with the window's size. */
EventView window_view(const Window *window);

#endif
