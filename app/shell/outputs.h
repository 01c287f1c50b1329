/* Outputs: what hangs at the machine's display connectors, as the kernel's DRM tells. Only where
 * there is no window system; SDL 2.26 looks there once, and then never again. */
#ifndef FOYER_SHELL_OUTPUTS_H
#define FOYER_SHELL_OUTPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* A connected display. */
typedef struct Output {
    int card;           /* N of /dev/dri/cardN, which changes from boot to boot */
    uint32_t connector; /* DRM's number of it */
    int w, h;           /* px of the mode it prefers, else of its largest */
} Output;

/* The first connected display of the first card that has one: the same that SDL takes. False with
 * the reason. */
bool outputs_find(Output *out, Error *error);

/* The first connected display of the card that is open as `drm`, asked anew, which takes some
 * milliseconds. False where there is none. */
bool outputs_ask(int drm, int card, Output *out);

/* Switches the display off, so that its backlight is off, too, or on again. False with the reason.
 */
bool outputs_switch(int drm, const Output *output, bool on, Error *error);

/* Hears of displays that come and go. */
typedef struct OutputWatch {
    struct udev *udev;
    struct udev_monitor *monitor;
} OutputWatch;

/* False, with the reason: nothing will be heard. */
bool outputs_listen(OutputWatch *watch, Error *error);
void outputs_end(OutputWatch *watch);

/* Whether anything was told of displays since the last call. Does not wait. */
bool outputs_heard(OutputWatch *watch);

#endif
