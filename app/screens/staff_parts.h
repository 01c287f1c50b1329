/* Parts: what the pages behind the PIN are built from. */
#ifndef FOYER_SCREENS_STAFF_PARTS_H
#define FOYER_SCREENS_STAFF_PARTS_H

#include "screens/screen.h"

/* The ground of a page, its title, and the button that leads back at the right of it. The box
 * below, as wide as what is to stand there, down to the display's edge. */
Box staff_head(const View *view, const char *title, bool on_night);

/* Text from (x, y) down, behind a sign where it needs attention; the height. */
int32_t staff_text(const View *view, const char *text, bool attention, Box column, bool draw);

/* A moment as people write it: "3 June 2022, 10:24"; in the frame's arena. */
const char *staff_moment(const View *view, Wall wall);

/* How many lines of the status need attention. */
int staff_status_attention(const View *view);

/* The next second after `now`, counted from `since`: when a countdown changes. */
Time staff_next_second(Time since, Time now);

/* How many seconds are left of `length`, rounded up; not below 0. */
int staff_seconds_left(Time since, Time length, Time now);

#endif
