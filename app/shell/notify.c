/* See notify.h. */
#include "shell/notify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>

void notify_init(Notify *notify)
{
    uint64_t watchdog_us = 0;
    memset(notify, 0, sizeof *notify);
    bool asked = sd_watchdog_enabled(0, &watchdog_us) > 0 && watchdog_us <= INT64_MAX;
    notify->feed_every = asked ? (Time)watchdog_us / 4 : TIME_NEVER;
}

Time notify_alive(Notify *notify, bool shown, Time now)
{
    if (!shown) {
        return TIME_NEVER; /* whoever draws tries again, or the watchdog does */
    }
    if (!notify->ready) {
        notify->ready = true;
        (void)sd_notify(0, "READY=1");
    }
    if (notify->feed_every == TIME_NEVER) {
        return TIME_NEVER;
    }
    if (now >= notify->feed_due) {
        (void)sd_notify(0, "WATCHDOG=1");
        notify->feed_due = now + notify->feed_every;
    }
    return notify->feed_due;
}

void notify_absent(Notify *notify, Time now)
{
    if (notify->ready) {
        notify->feed_due = now;
        (void)notify_alive(notify, true, now);
    }
}

void notify_starting(const Notify *notify, Time more)
{
    if (!notify->ready) {
        (void)sd_notifyf(0, "EXTEND_TIMEOUT_USEC=%" PRId64, more);
    }
}

void notify_status(Notify *notify, const char *format, ...)
{
    char line[sizeof notify->status];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    line[strcspn(line, "\n")] = '\0'; /* a line of the protocol's own would begin */
    if (strcmp(line, notify->status) != 0) {
        memcpy(notify->status, line, sizeof line);
        (void)sd_notifyf(0, "STATUS=%s", line);
    }
}

void notify_stopping(const Notify *notify)
{
    if (notify->ready) {
        (void)sd_notify(0, "STOPPING=1");
    }
}
