/* Overlays: what the display itself says over any screen, or instead of all. */
#ifndef FOYER_SCREENS_OVERLAY_H
#define FOYER_SCREENS_OVERLAY_H

#include "screens/screen.h"

/* "Are you still there?" over what the visitor was reading, with the seconds left. */
void overlay_still_there(const View *view, int seconds_left);

/* The display has no content: what visitors read, and below it why, for staff. */
void overlay_trouble(const Ui *ui, const char *reason, Care care);

/* In a preview: why what was saved last is not what is shown, across the top, for its author. */
void overlay_refusal(const Ui *ui, const char *reason);

#endif
