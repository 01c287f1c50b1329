/* See sleep.h. */
#include "shell/sleep.h"

#include <string.h>

void sleep_init(Sleep *sleep, SleepHours hours)
{
    memset(sleep, 0, sizeof *sleep);
    sleep->hours = hours;
    sleep->last_input = -TIME_NEVER / 2;
}

bool sleep_hours_hold(SleepHours hours, Wall wall)
{
    int minute = wall.hour * 60 + wall.minute;
    if (wall.date.year == 0 || hours.from == hours.until) {
        return false;
    }
    return hours.from < hours.until ? minute >= hours.from && minute < hours.until
                                    : minute >= hours.from || minute < hours.until;
}

Time sleep_step(Sleep *sleep, Wall wall, bool idle, Time patience, Time now)
{
    bool hold = sleep_hours_hold(sleep->hours, wall);
    Time due = sleep->last_input + patience;
    sleep->asleep = hold && (sleep->asleep || (idle && sleep->fingers == 0 && now >= due));
    if (sleep->hours.from == sleep->hours.until) {
        return TIME_NEVER;
    }
    /* What the clock shows changes with the minute. */
    Time minute = now + (60 - clamp_i32(wall.second, 0, 59)) * TIME_S;
    return hold && !sleep->asleep && due > now && due < minute ? due : minute;
}

static bool wakes(Sleep *sleep, Time now)
{
    bool was_asleep = sleep->asleep;
    sleep->asleep = false;
    sleep->last_input = now;
    return was_asleep;
}

bool sleep_takes_touch(Sleep *sleep, const Touch *touch)
{
    bool was_down = sleep->fingers > 0;
    switch (touch->kind) {
    case TOUCH_DOWN:
        sleep->fingers++;
        break;
    case TOUCH_UP:
    case TOUCH_CANCEL:
        sleep->fingers = max_i32(sleep->fingers - 1, 0);
        break;
    case TOUCH_MOVE:
        break;
    }
    sleep->waking = wakes(sleep, touch->when) || (sleep->waking && was_down);
    return sleep->waking;
}

bool sleep_takes_key(Sleep *sleep, Time now)
{
    return wakes(sleep, now);
}
