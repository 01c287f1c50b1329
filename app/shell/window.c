/* See window.h. Only SDL's video is started: no sound, no joysticks, no sensors, since each would
 * make SDL wake up to look at them. */
#include "shell/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/drm.h"

/* What a window on a desk gets where no size is given. */
#define DESK_W 1280
#define DESK_H 800

/* No frames faster than the design's 60 a second, none slower than a cinema's. */
#define HZ_MOST 60
#define HZ_LEAST 24

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

bool window_on_console(void)
{
    if (is_set("SDL_VIDEODRIVER")) {
        return strcasecmp(getenv("SDL_VIDEODRIVER"), "kmsdrm") == 0;
    }
    return !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY");
}

static void hints_set(void)
{
    /* SDL_Init asks for the session bus; where there is none, libdbus would start a daemon. */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    /* X11's input method reads half a megabyte of compose sequences, a third of the way to the
     * first picture, for letters that nobody types on a lobby's display. */
    setenv("XCOMPOSEFILE", "/dev/null", 0);
    /* Touches are touches and the mouse is the mouse: events.c tells them apart. */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    /* Closing the window is not the end: on the lobby's display nobody may close it. */
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "foyer");
    if (window_on_console()) {
        SDL_SetHint(SDL_HINT_AUDIODRIVER, "alsa"); /* nobody has started a sound server */
    }
    /* Where there is no display SDL would go on to a driver that shows nothing to nobody; and
     * libwayland complains where there is no Wayland. SDL_VIDEODRIVER overrides this. */
    bool wayland = is_set("WAYLAND_DISPLAY");
    SDL_SetHint(SDL_HINT_VIDEODRIVER, window_on_console() ? "KMSDRM"
                                      : wayland           ? "x11,wayland"
                                                          : "x11");
}

bool window_begin(Error *error)
{
    hints_set();
    return SDL_Init(SDL_INIT_EVENTS) == 0 || error_set(error, "SDL: %s", SDL_GetError());
}

void window_end(void)
{
    SDL_Quit();
}

/* Whether SDL sleeps until something happens; with other drivers it looks every millisecond. */
static bool driver_blocks(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver != NULL && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
}

/* The display's px per millimetre where what it says of itself can be true, else 0. */
static double density_find(int display)
{
    float diagonal_dpi = 0, x_dpi = 0, y_dpi = 0;
    if (SDL_GetDisplayDPI(display, &diagonal_dpi, &x_dpi, &y_dpi) != 0) {
        return 0;
    }
    bool believable = x_dpi > 20 && x_dpi < 600 && y_dpi / x_dpi > 0.8f && y_dpi / x_dpi < 1.25f;
    return believable ? (double)x_dpi / 25.4 : 0;
}

static Time frame_find(int display)
{
    SDL_DisplayMode mode;
    int hz = SDL_GetCurrentDisplayMode(display, &mode) == 0 ? mode.refresh_rate : 0;
    return TIME_S / (hz < HZ_LEAST || hz > HZ_MOST ? HZ_MOST : hz);
}

/* How to draw is not left to chance on the bare console: there SDL would take desktop GL, which
 * shows nothing on a board. With a window system a desk gets pixels without a GPU (draw/glass.c).
 * What the environment says is stronger, as the service has it, but for an operator who wants no
 * GPU. */
static void renderer_set(Renderer renderer)
{
    if (renderer == RENDERER_SOFTWARE) {
        SDL_SetHintWithPriority(SDL_HINT_RENDER_DRIVER, "software", SDL_HINT_OVERRIDE);
    } else if (window_on_console()) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    }
}

/* Where the window is to be, and how large: the display, where nothing else is said. */
static SDL_Rect place_find(const Options *options, const Output *output, SDL_Rect bounds)
{
    SDL_Rect place = bounds;
    if (output != NULL) {
        /* Else it would be what was set for the display that hung there before. */
        place.w = output->w;
        place.h = output->h;
    }
    if (options->windowed) {
        place =
            (SDL_Rect){(int)SDL_WINDOWPOS_CENTERED, (int)SDL_WINDOWPOS_CENTERED, DESK_W, DESK_H};
    }
    if (options->width > 0) {
        place.w = options->width;
        place.h = options->height;
    }
    return place;
}

bool window_open(Window *window, const Options *options, Renderer renderer, const Output *output,
                 Error *error)
{
    *window = (Window){.drm = -1};
    if (output != NULL) {
        char card[12];
        (void)snprintf(card, sizeof card, "%d", output->card);
        SDL_SetHint(SDL_HINT_KMSDRM_DEVICE_INDEX, card);
    }
    SDL_Rect bounds = {0, 0, 0, 0};
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0 || SDL_GetNumVideoDisplays() < 1 ||
        SDL_GetDisplayBounds(0, &bounds) != 0) {
        return error_set(error,
                         "there is no display here (%s); start it where a screen is attached, or "
                         "under X11 or Wayland; foyer shot and foyer play need none",
                         SDL_GetError());
    }
    renderer_set(renderer);
    SDL_StopTextInput(); /* SDL begins with it on, and an input method would listen */
    SDL_Rect place = place_find(options, output, bounds);
    /* Not FULLSCREEN_DESKTOP: under X11 without a window manager it waits 100 ms for nothing. */
    Uint32 flags = options->windowed ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS;
    window->sdl =
        SDL_CreateWindow("Foyer", place.x, place.y, place.w, place.h, flags | SDL_WINDOW_SHOWN);
    if (window->sdl == NULL) {
        return error_set(error, "the display gives no window of %d x %d: %s", place.w, place.h,
                         SDL_GetError());
    }
    window->blocks = driver_blocks();
    window->frame_us = frame_find(0);
    window->px_per_mm = density_find(0);
    window->drm = drm_of_window(window->sdl);
    window->glass = glass_create_window(window->sdl, options->rotation, error);
    SDL_GetWindowSizeInPixels(window->sdl, &window->w, &window->h);
    return window->glass != NULL;
}

bool window_resized(const Window *window)
{
    int w = 0, h = 0;
    SDL_GetWindowSizeInPixels(window->sdl, &w, &h);
    return w != window->w || h != window->h;
}

bool window_renew(Window *window, Error *error)
{
    SDL_GetWindowSizeInPixels(window->sdl, &window->w, &window->h);
    return glass_resize(window->glass, error);
}

void window_close(Window *window)
{
    glass_destroy(window->glass);
    if (window->sdl != NULL) {
        SDL_DestroyWindow(window->sdl);
    }
    if (SDL_WasInit(SDL_INIT_VIDEO) != 0) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    *window = (Window){.drm = -1};
}

EventView window_view(const Window *window)
{
    EventView view = {.glass = window->glass};
    SDL_GetWindowSize(window->sdl, &view.window_w, &view.window_h);
    SDL_GetWindowSizeInPixels(window->sdl, &view.glass_w, &view.glass_h);
    return view;
}
