/* See drm.h. */
#include "shell/drm.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdbool.h>

int drm_of_window(struct SDL_Window *window)
{
    SDL_SysWMinfo about;
    SDL_VERSION(&about.version);
    bool known = SDL_GetWindowWMInfo(window, &about) == SDL_TRUE;
    return known && about.subsystem == SDL_SYSWM_KMSDRM ? about.info.kmsdrm.drm_fd : -1;
}
