/* Notify: what the service manager is told of the display, as sd_notify(3) has it: that it is
 * ready, that it lives, what it does.
 *
 * By libsystemd, which SDL's D-Bus brings into the process anyway. Where no service manager asked
 * (NOTIFY_SOCKET, WATCHDOG_USEC), nothing is sent and nobody is woken. */
#ifndef FOYER_SHELL_NOTIFY_H
#define FOYER_SHELL_NOTIFY_H

#include <stdbool.h>

#include "base/date.h"

typedef struct Notify {
    Time feed_every; /* a quarter of what the watchdog waits; TIME_NEVER: there is none */
    Time feed_due;
    bool ready;
    char status[160]; /* as last sent */
} Notify;

/* Looks in the environment for what is asked. */
void notify_init(Notify *notify);

/* A picture is on the glass, or is not (`shown`): the first time it is, the display is ready; while
 * it is, the watchdog is fed. Returns when it wants to be called next. */
Time notify_alive(Notify *notify, bool shown, Time now);

/* There is no display to show anything on, so that nothing is wanted: alive, at once, and all of
 * the watchdog's patience is left for the display that comes next. Without effect before the
 * display was ready. */
void notify_absent(Notify *notify, Time now);

/* The display cannot start yet, and is not stuck: the service manager waits `more` from now on.
 * Without effect once it is ready. */
void notify_starting(const Notify *notify, Time more);

/* One line on what the display does, for `systemctl status`; sent where it is another one. */
void notify_status(Notify *notify, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The display ends, as it was told to. */
void notify_stopping(const Notify *notify);

#endif
