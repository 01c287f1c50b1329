/* Sleep: when the display is off for the night, and who wakes it.
 *
 * Decided each time anew from what the clock on the wall shows, so that nothing is missed where the
 * clock jumps: between summer and winter, or when it is set. A clock that is not believed never
 * sleeps. Reads no clock and switches nothing: the shell does. */
#ifndef FOYER_SHELL_SLEEP_H
#define FOYER_SHELL_SLEEP_H

#include <stdbool.h>

#include "base/date.h"
#include "shell/settings.h"
#include "ui/gesture.h"

typedef struct Sleep {
    SleepHours hours;
    bool asleep;
    Time last_input;
    int fingers; /* down now */
    bool waking; /* … and those that were down when it woke are not the app's */
} Sleep;

void sleep_init(Sleep *sleep, SleepHours hours);

/* Whether the clock shows a time within the hours; year 0: the clock is not believed. */
bool sleep_hours_hold(SleepHours hours, Wall wall);

/* Decides anew whether the display is asleep. `idle`: nobody is visiting; `patience`: how long
 * after the last touch. Returns when it wants to be called next. */
Time sleep_step(Sleep *sleep, Wall wall, bool idle, Time patience, Time now);

/* To be told of every touch, and of every key. True: it wakes the display, and means nothing else.
 */
bool sleep_takes_touch(Sleep *sleep, const Touch *touch);
bool sleep_takes_key(Sleep *sleep, Time now);

#endif
