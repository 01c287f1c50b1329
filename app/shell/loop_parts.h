/* What the files of the loop share, and nobody else. */
#ifndef FOYER_SHELL_LOOP_PARTS_H
#define FOYER_SHELL_LOOP_PARTS_H

#include "shell/loop.h"

/* How often events are looked for where nothing is shown and SDL cannot wait for them: seldom
 * enough not to warm the processor, often enough for a finger that wakes the display. */
#define LOOK_EVERY_ABSENT (50 * TIME_MS)

/* Lets go what fingers hold, what the app made for the display, and the display, which may be
 * opened again from `again` on. */
void loop_lose_display(Show *show, Time now, Time again);

/* Switches the display off and on as the hours and the visitors have it. When to be called next. */
Time loop_follow_sleep(Show *show, Time now);

/* Tells the service manager what the display does. */
void loop_tell_state(Show *show);

#endif
