/* See date.h. */
#include "base/date.h"

#include <string.h>

int32_t date_to_days(Date date)
{
    int32_t year = date.year - (date.month <= 2);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_from_days(int32_t days)
{
    days += 719468;
    int32_t era = (days >= 0 ? days : days - 146096) / 146097;
    int32_t day_of_era = days - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted = (5 * day_of_year + 2) / 153;
    int32_t month = shifted + (shifted < 10 ? 3 : -9);
    return (Date){.year = (int16_t)(year_of_era + era * 400 + (month <= 2)),
                  .month = (int8_t)month,
                  .day = (int8_t)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int date_weekday(Date date)
{
    int32_t days = date_to_days(date) + 3; /* 1970-01-01 was a Thursday */
    return (int)((days % 7 + 7) % 7);
}

int date_compare(Date a, Date b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return a.day < b.day ? -1 : a.day > b.day;
}

bool date_is_valid(Date date)
{
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) {
        return false;
    }
    return date_compare(date_from_days(date_to_days(date)), date) == 0;
}

/* Reads exactly `count` digits at `text`; -1 where one is no digit. */
static int digits(const char *text, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_parse(const char *text, size_t count, Date *out)
{
    if (count != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (year < 0 || month < 0 || day < 0) {
        return false;
    }
    *out = (Date){(int16_t)year, (int8_t)month, (int8_t)day};
    return date_is_valid(*out);
}

bool wall_parse(const char *text, Wall *out)
{
    size_t count = strlen(text);
    if (count < 10 || !date_parse(text, 10, &out->date)) {
        return false;
    }
    out->hour = out->minute = out->second = 0;
    if (count == 10) {
        return true;
    }
    if ((count != 16 && count != 19) || text[10] != 'T' || text[13] != ':') {
        return false;
    }
    int hour = digits(text + 11, 2), minute = digits(text + 14, 2), second = 0;
    if (count == 19) {
        second = text[16] == ':' ? digits(text + 17, 2) : -1;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return false;
    }
    out->hour = (int8_t)hour;
    out->minute = (int8_t)minute;
    out->second = (int8_t)second;
    return true;
}
