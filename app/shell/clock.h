/* The system's clocks: the only place that asks for the time. */
#ifndef FOYER_SHELL_CLOCK_H
#define FOYER_SHELL_CLOCK_H

#include "base/date.h"

/* Now, for everything that moves or waits. Never goes back, whatever is done to the date. */
Time clock_now(void);

/* What a clock on the wall shows, in the machine's time zone. */
Wall clock_wall(void);

/* What it showed or will show at a moment, in seconds since 1970. */
Wall clock_wall_at(int64_t seconds);

/* Seconds since 1970, by the system's clock: for what is written down, never for waiting. */
int64_t clock_seconds(void);

/* Sleeps, on the same clock as clock_now; at once where the moment is past. */
void clock_sleep_until(Time when);

#endif
