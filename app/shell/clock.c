/* See clock.h. */
#include "shell/clock.h"

#include <errno.h>
#include <time.h>

Time clock_now(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (Time)now.tv_sec * TIME_S + now.tv_nsec / 1000;
}

Wall clock_wall(void)
{
    return clock_wall_at(clock_seconds());
}

Wall clock_wall_at(int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm parts = {0};
    if (localtime_r(&moment, &parts) == NULL) {
        return (Wall){{0, 0, 0}, 0, 0, 0}; /* a year that does not fit: no date is known */
    }
    return (Wall){.date = {.year = (int16_t)(parts.tm_year + 1900),
                           .month = (int8_t)(parts.tm_mon + 1),
                           .day = (int8_t)parts.tm_mday},
                  .hour = (int8_t)parts.tm_hour,
                  .minute = (int8_t)parts.tm_min,
                  .second = (int8_t)(parts.tm_sec > 59 ? 59 : parts.tm_sec)};
}

int64_t clock_seconds(void)
{
    return (int64_t)time(NULL);
}

void clock_sleep_until(Time when)
{
    struct timespec until = {.tv_sec = (time_t)(when / TIME_S),
                             .tv_nsec = (long)(when % TIME_S) * 1000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) {
    }
}
