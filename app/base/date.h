/* Time as arguments: a monotonic instant for everything that moves or waits, and a wall clock for
 * what people read. Only the shell asks the system for either. */
#ifndef FOYER_BASE_DATE_H
#define FOYER_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Microseconds since some fixed moment; never goes back. */
typedef int64_t Time;

#define TIME_NEVER INT64_MAX
#define TIME_MS ((Time)1000)
#define TIME_S ((Time)1000000)

/* A day of the Gregorian calendar. Year 0 means "none given". */
typedef struct Date {
    int16_t year;
    int8_t month; /* 1 to 12 */
    int8_t day;   /* 1 to 31 */
} Date;

/* The wall clock in the display's own time zone. */
typedef struct Wall {
    Date date;
    int8_t hour, minute, second;
} Wall;

/* Days since 1970-01-01, negative before it (Hinnant, "chrono-compatible low-level date
 * algorithms"). */
int32_t date_to_days(Date date);
Date date_from_days(int32_t days);

/* 0 Monday to 6 Sunday. */
int date_weekday(Date date);

/* Below, at or above 0 as `a` is before, on or after `b`; "none given" is before every day. */
int date_compare(Date a, Date b);

bool date_is_valid(Date date);

/* Reads "2022-06-03" (exactly `count` bytes); false where it is not a day of the calendar. */
bool date_parse(const char *text, size_t count, Date *out);

/* Reads "2022-06-03", "2022-06-03T10:24" or "2022-06-03T10:24:05". */
bool wall_parse(const char *text, Wall *out);

#endif
