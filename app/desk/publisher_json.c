/* What is told of publications and of the screens, as the page is answered it. */
#include <stdio.h>
#include <string.h>

#include "desk/publisher.h"
#include "shell/clock.h"
#include "words/sentences.h"

/* "2026-11-26T04:10:00"; null for 0. */
static void add_time(cJSON *to, const char *key, int64_t seconds)
{
    char text[48];
    Wall wall = clock_wall_at(seconds);
    if (seconds <= 0 || wall.date.year == 0) {
        (void)cJSON_AddNullToObject(to, key);
        return;
    }
    (void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", wall.date.year,
                   wall.date.month, wall.date.day, wall.hour, wall.minute, wall.second);
    (void)cJSON_AddStringToObject(to, key, text);
}

/* ---- versions ---- */

cJSON *publisher_history(Publisher *publisher, const char *language)
{
    GoodCopy versions[VERSIONS_MOST];
    int live = -1, count = publisher_versions(publisher, versions, &live);
    cJSON *list = cJSON_CreateArray();
    for (int i = 0; list != NULL && i < count; i++) {
        const GoodCopy *version = &versions[i];
        cJSON *one = cJSON_CreateObject();
        (void)cJSON_AddNumberToObject(one, "number", version->number);
        add_time(one, "at", version->loaded_at);
        /* A path: another program than the desk published it. */
        (void)cJSON_AddStringToObject(one, "by",
                                      strchr(version->source, '/') == NULL ? version->source : "");
        (void)cJSON_AddStringToObject(one, "day", version->day);
        char summary[400];
        (void)cJSON_AddStringToObject(
            one, "summary",
            sentence_again(staff_language(language), version->summary, summary, sizeof summary));
        (void)cJSON_AddBoolToObject(one, "live", i == live);
        (void)cJSON_AddItemToArray(list, one);
    }
    return list;
}

/* ---- screens ---- */

static cJSON *say_screen(const ScreenReport *screen, const char *language)
{
    static const char *const STATES[] = {
        [CARRIED_CURRENT] = "current", [CARRIED_WAITING] = "waiting", [CARRIED_FAILED] = "failed"};
    char why[600] = "";
    cJSON *one = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(one, "name", screen->name);
    (void)cJSON_AddStringToObject(one, "where", screen->where);
    if (screen->version > 0) {
        (void)cJSON_AddNumberToObject(one, "version", screen->version);
    } else {
        (void)cJSON_AddNullToObject(one, "version");
    }
    (void)cJSON_AddStringToObject(one, "state", STATES[screen->state]);
    if (screen->state == CARRIED_FAILED) {
        (void)carry_say(screen->end, screen->detail, language, why, sizeof why);
    }
    (void)cJSON_AddStringToObject(one, "why", why);
    (void)cJSON_AddBoolToObject(one, "asks",
                                screen->state == CARRIED_FAILED && carry_asks(screen->end));
    add_time(one, "changed_at", screen->changed_at);
    add_time(one, "tried_at", screen->tried_at);
    add_time(one, "next_at", screen->next_at);
    return one;
}

cJSON *publisher_screens(Publisher *publisher, const char *language)
{
    ScreenReport screens[DESK_SCREENS_MOST];
    int count = carrier_screens(publisher_carrier(publisher), screens, DESK_SCREENS_MOST);
    cJSON *list = cJSON_CreateArray();
    for (int i = 0; list != NULL && i < count; i++) {
        (void)cJSON_AddItemToArray(list, say_screen(&screens[i], language));
    }
    return list;
}
