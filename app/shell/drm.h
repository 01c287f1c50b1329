/* DRM: SDL's own handle on the graphics card. A file of its own: what SDL says of windows comes
 * with X11's names, of which some are ours. */
#ifndef FOYER_SHELL_DRM_H
#define FOYER_SHELL_DRM_H

struct SDL_Window;

/* The handle, SDL's, which alone may switch the display. -1 where there is a window system. */
int drm_of_window(struct SDL_Window *window);

#endif
