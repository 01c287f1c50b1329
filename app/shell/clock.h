/* The system's clocks: the only place that asks for the time. */
#ifndef FOYER_SHELL_CLOCK_H
#define FOYER_SHELL_CLOCK_H

#include "base/date.h"

/* Now, for everything that moves or waits. Never goes back, whatever is done to the date. */
Time clock_now(void);

/* What a clock on the wall shows, in the machine's time zone. */
Wall clock_wall(void);

/* Sleeps, on the same clock as clock_now; at once where the moment is past. */
void clock_sleep_until(Time when);

#endif
