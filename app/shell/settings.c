/* See settings.h: the table of settings, one row each, with what reads and says its value. */
#include "shell/settings.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "shell/settings_parts.h"
#include "words/sentences.h"

typedef struct SettingRow {
    const char *name;
    bool (*read)(const char *value, DisplaySettings *out); /* false: `out` is as it was */
    void (*say)(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES]);
    const char *want; /* what a value looks like */
} SettingRow;

/* The number of `value` among `count` names; -1 where it is none. */
static int name_index(const char *value, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcasecmp(value, names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static void put(char out[SETTINGS_VALUE_BYTES], const char *value)
{
    (void)snprintf(out, SETTINGS_VALUE_BYTES, "%s", value);
}

static const char *const ROTATIONS[] = {
    [ROTATE_0] = "0", [ROTATE_90] = "90", [ROTATE_180] = "180", [ROTATE_270] = "270"};

static bool read_rotation(const char *value, DisplaySettings *out)
{
    int index = name_index(value, ROTATIONS, 4);
    out->rotation = index >= 0 ? (Rotation)index : out->rotation;
    return index >= 0;
}

static void say_rotation(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, ROTATIONS[settings->rotation]);
}

static char lower(char letter)
{
    return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool read_language(const char *value, DisplaySettings *out)
{
    size_t count = strlen(value);
    if (count < 2 || count >= sizeof out->language) {
        return false;
    }
    char code[sizeof out->language] = "";
    for (size_t i = 0; i < count; i++) {
        code[i] = lower(value[i]);
        bool is_letter = code[i] >= 'a' && code[i] <= 'z';
        if (!is_letter && (i < 2 || (code[i] != '-' && !is_digit(code[i])))) {
            return false;
        }
    }
    memcpy(out->language, code, sizeof code);
    return true;
}

static void say_language(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, settings->language);
}

static const char *skip_spaces(const char *text)
{
    return text + strspn(text, " \t");
}

/* Reads "22:00" or "7:30", 0:00 to 23:59, and moves `*text` behind it. */
static bool read_clock(const char **text, int *minutes)
{
    int hour = 0, minute = 0, used = 0;
    if (!is_digit(**text) || sscanf(*text, "%2d:%2d%n", &hour, &minute, &used) != 2 || used < 4 ||
        !is_digit((*text)[used - 1]) || !is_digit((*text)[used - 2])) {
        return false;
    }
    *text += used;
    *minutes = hour * 60 + minute;
    return hour < 24 && minute < 60;
}

static bool read_sleep(const char *value, DisplaySettings *out)
{
    static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94"}; /* -, –, — */
    SleepHours hours = {0, 0};
    if (strcasecmp(value, "never") == 0) {
        out->sleep = hours;
        return true;
    }
    if (!read_clock(&value, &hours.from)) {
        return false;
    }
    value = skip_spaces(value);
    size_t dash = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0] && dash == 0; i++) {
        dash = strncmp(value, dashes[i], strlen(dashes[i])) == 0 ? strlen(dashes[i]) : 0;
    }
    value = skip_spaces(value + dash);
    if (dash == 0 || !read_clock(&value, &hours.until) || *value != '\0' ||
        hours.from == hours.until) {
        return false;
    }
    out->sleep = hours;
    return true;
}

static void say_sleep(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    SleepHours hours = settings->sleep;
    if (hours.from == hours.until) {
        put(out, "never");
    } else {
        (void)snprintf(out, SETTINGS_VALUE_BYTES, "%02d:%02d-%02d:%02d", hours.from / 60,
                       hours.from % 60, hours.until / 60, hours.until % 60);
    }
}

static bool read_pin(const char *value, DisplaySettings *out)
{
    size_t count = strlen(value);
    if (count < 4 || count >= sizeof out->pin || strspn(value, "0123456789") != count) {
        return false;
    }
    memcpy(out->pin, value, count + 1);
    return true;
}

static void say_pin(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, settings->pin);
}

static bool read_volume(const char *value, DisplaySettings *out)
{
    int volume = 0, used = 0;
    bool good = is_digit(value[0]) && sscanf(value, "%3d%n", &volume, &used) == 1 &&
                value[used] == '\0' && volume <= 100;
    out->volume = good ? volume : out->volume;
    return good;
}

static void say_volume(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    (void)snprintf(out, SETTINGS_VALUE_BYTES, "%d", settings->volume);
}

static const char *const RENDERERS[] = {[RENDERER_GPU] = "gpu", [RENDERER_SOFTWARE] = "software"};

static bool read_renderer(const char *value, DisplaySettings *out)
{
    int index = name_index(value, RENDERERS, 2);
    out->renderer = index >= 0 ? (Renderer)index : out->renderer;
    return index >= 0;
}

static void say_renderer(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, RENDERERS[settings->renderer]);
}

static const char *const STATES[] = {"off", "on"};

static bool read_network(const char *value, DisplaySettings *out)
{
    int index = name_index(value, STATES, 2);
    out->network = index >= 0 ? index == 1 : out->network;
    return index >= 0;
}

static void say_network(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, STATES[settings->network]);
}

static bool read_desk(const char *value, DisplaySettings *out)
{
    int index = name_index(value, STATES, 2);
    out->desk = index >= 0 ? index == 1 : out->desk;
    return index >= 0;
}

static void say_desk(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, STATES[settings->desk]);
}

static const SettingRow ROWS[] = {
    {"rotation", read_rotation, say_rotation, SENTENCE("0, 90, 180 or 270")},
    {"language", read_language, say_language, SENTENCE("a language's code, such as en")},
    {"sleep", read_sleep, say_sleep, SENTENCE("two different times such as 22:00-07:00, or never")},
    {"pin", read_pin, say_pin, SENTENCE("4 to 12 digits")},
    {"volume", read_volume, say_volume, SENTENCE("0 (silence) to 100")},
    {"renderer", read_renderer, say_renderer, SENTENCE("gpu or software")},
    {"network", read_network, say_network, SENTENCE("off or on")},
    {"desk", read_desk, say_desk, SENTENCE("off or on")},
};
_Static_assert(sizeof ROWS / sizeof ROWS[0] == SETTING_COUNT, "each setting has a row");

int setting_find(const char *name)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        if (strcasecmp(name, ROWS[i].name) == 0) {
            return i;
        }
    }
    return -1;
}

bool setting_set(int index, const char *value, DisplaySettings *out)
{
    return ROWS[index].read(value, out);
}

const char *setting_want(int index)
{
    return ROWS[index].want;
}

const char *settings_name(int index)
{
    return index >= 0 && index < SETTING_COUNT ? ROWS[index].name : NULL;
}

bool settings_value(const DisplaySettings *settings, const char *name,
                    char out[SETTINGS_VALUE_BYTES])
{
    int index = setting_find(name);
    if (index >= 0) {
        ROWS[index].say(settings, out);
    }
    return index >= 0;
}
