/* The least that an SDL2 program can do: a window of the display's size, one fill, one present.
 * What foyer's own start is compared with (tests/perf/run). Waits until a signal ends it. */
#include <SDL.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(void)
{
    SDL_Rect bounds;
    SDL_Event event = {0};
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* a signal ends it, whatever it waits for */
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || SDL_GetDisplayBounds(0, &bounds) != 0) {
        fprintf(stderr, "bare: %s\n", SDL_GetError());
        return 2;
    }
    SDL_Window *window =
        SDL_CreateWindow("bare", bounds.x, bounds.y, bounds.w, bounds.h, SDL_WINDOW_BORDERLESS);
    SDL_Surface *surface = window != NULL ? SDL_GetWindowSurface(window) : NULL;
    if (surface == NULL) {
        fprintf(stderr, "bare: %s\n", SDL_GetError());
        return 2;
    }
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 12, 27, 45));
    SDL_UpdateWindowSurface(window);
    if (strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0) {
        SDL_UpdateWindowSurface(window); /* on the bare console the first is never seen */
    }
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const char *start = getenv("FOYER_FIRST_FRAME");
    if (start != NULL) {
        int64_t ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - strtoll(start, NULL, 10);
        fprintf(stderr, "first-frame-us %" PRId64 "\n", ns / 1000);
    }
    while (SDL_WaitEvent(&event) != 0) {
    }
    return 2;
}
