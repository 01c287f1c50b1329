/* See settings.h. The table of settings first, then how a line is taken apart. */
#include "shell/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "shell/options.h"

enum { FILE_BYTES_MOST = 64 * 1024, DAY_MINUTES = 24 * 60, WORD_BYTES = 64 };

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

static bool read_network(const char *value, DisplaySettings *out)
{
    static const char *const states[] = {"off", "on"};
    int index = name_index(value, states, 2);
    out->network = index >= 0 ? index == 1 : out->network;
    return index >= 0;
}

static void say_network(const DisplaySettings *settings, char out[SETTINGS_VALUE_BYTES])
{
    put(out, settings->network ? "on" : "off");
}

static const SettingRow ROWS[] = {
    {"rotation", read_rotation, say_rotation, "0, 90, 180 or 270"},
    {"language", read_language, say_language, "a language's code, such as en"},
    {"sleep", read_sleep, say_sleep, "two different times such as 22:00-07:00, or never"},
    {"pin", read_pin, say_pin, "4 to 8 digits"},
    {"volume", read_volume, say_volume, "0 (silence) to 100"},
    {"renderer", read_renderer, say_renderer, "gpu or software"},
    {"network", read_network, say_network, "off or on"},
};
enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

/* ---- the text ---- */

static void note(DisplaySettings *out, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(DisplaySettings *out, int line, const char *format, ...)
{
    if (out->fault_count < SETTINGS_FAULTS_MOST) {
        SettingsFault *fault = &out->faults[out->fault_count];
        va_list arguments;
        va_start(arguments, format);
        fault->line = line;
        (void)vsnprintf(fault->text, sizeof fault->text, format, arguments);
        va_end(arguments);
    }
    out->fault_count++;
}

/* A piece of the file. */
typedef struct Piece {
    const char *text;
    size_t count;
} Piece;

static bool is_space(char letter)
{
    return letter == ' ' || letter == '\t';
}

static Piece piece_trim(Piece piece)
{
    while (piece.count > 0 && is_space(piece.text[0])) {
        piece.text++;
        piece.count--;
    }
    while (piece.count > 0 && is_space(piece.text[piece.count - 1])) {
        piece.count--;
    }
    return piece;
}

/* Up to a # that stands at the beginning or behind a space. */
static Piece piece_without_remark(Piece piece)
{
    for (size_t i = 0; i < piece.count; i++) {
        if (piece.text[i] == '#' && (i == 0 || is_space(piece.text[i - 1]))) {
            piece.count = i;
        }
    }
    return piece_trim(piece);
}

/* The piece as people can read it, whatever its bytes: what is no letter becomes ?, what is long
 * is cut. */
static const char *piece_say(Piece piece, char out[WORD_BYTES])
{
    size_t at = 0, length = 0;
    for (size_t i = 0; i < piece.count; i += length) {
        uint32_t letter = utf8_decode(piece.text + i, piece.count - i, &length);
        if (at + length + sizeof "…" > WORD_BYTES) {
            memcpy(out + at, "…", sizeof "…" - 1);
            at += sizeof "…" - 1;
            break;
        }
        bool shown = letter >= ' ' && letter != 0x7F && letter != UTF8_REPLACEMENT &&
                     (letter < 0x80 || letter > 0x9F);
        memcpy(out + at, shown ? piece.text + i : "?", shown ? length : 1);
        at += shown ? length : 1;
    }
    out[at] = '\0';
    return out;
}

/* The piece as a C text, for the readers of values, where it is one and short. */
static bool piece_copy(Piece piece, char out[WORD_BYTES])
{
    bool fits = piece.count < WORD_BYTES && memchr(piece.text, '\0', piece.count) == NULL;
    memcpy(out, piece.text, fits ? piece.count : 0);
    out[fits ? piece.count : 0] = '\0';
    return fits;
}

static int row_find(Piece name)
{
    char word[WORD_BYTES];
    for (int i = 0; piece_copy(name, word) && i < ROW_COUNT; i++) {
        if (strcasecmp(word, ROWS[i].name) == 0) {
            return i;
        }
    }
    return -1;
}

static void refuse_name(DisplaySettings *out, int line, Piece name)
{
    const char *names[ROW_COUNT];
    char word[WORD_BYTES];
    for (int i = 0; i < ROW_COUNT; i++) {
        names[i] = ROWS[i].name;
    }
    (void)piece_say(name, word);
    const char *nearest = options_nearest(word, names, ROW_COUNT);
    note(out, line, "there is no setting \"%s\"%s%s%s", word,
         nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "",
         nearest != NULL ? "?" : "");
}

/* `lines`: where each setting was set, 0: nowhere yet. */
static void take_line(DisplaySettings *out, Piece text, int line, int lines[ROW_COUNT])
{
    char word[WORD_BYTES], value[WORD_BYTES];
    text = piece_without_remark(text);
    if (text.count == 0) {
        return;
    }
    const char *equals = memchr(text.text, '=', text.count);
    if (equals == NULL) {
        note(out, line, "a setting is written name = value, not \"%s\"", piece_say(text, word));
        return;
    }
    size_t before = (size_t)(equals - text.text);
    Piece name = piece_trim((Piece){text.text, before});
    Piece rest = piece_trim((Piece){equals + 1, text.count - before - 1});
    int index = row_find(name);
    if (index < 0) {
        refuse_name(out, line, name);
        return;
    }
    const SettingRow *row = &ROWS[index];
    if (!piece_copy(rest, value) || !row->read(value, out)) {
        note(out, line, "%s wants %s, not \"%s\"", row->name, row->want, piece_say(rest, word));
        return;
    }
    if (lines[index] > 0) {
        note(out, line, "%s was set in line %d already; this line counts", row->name, lines[index]);
    }
    lines[index] = line;
}

void settings_init(DisplaySettings *settings)
{
    memset(settings, 0, sizeof *settings);
}

void settings_parse(const char *bytes, size_t count, DisplaySettings *out)
{
    settings_init(out);
    out->is_there = true;
    if (count >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
        note(out, 0,
             "the file is in UTF-16 (Notepad's \"Unicode\"), of which nothing is read; "
             "save it as UTF-8");
        return;
    }
    if (count > FILE_BYTES_MOST) {
        note(out, 0, "the file is longer than 64 kB; the rest is not read");
        count = FILE_BYTES_MOST;
    }
    size_t at = count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    int lines[ROW_COUNT] = {0};
    for (int line = 1; at < count; line++) {
        size_t end = at;
        while (end < count && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        take_line(out, (Piece){bytes + at, end - at}, line, lines);
        bool both = end + 1 < count && bytes[end] == '\r' && bytes[end + 1] == '\n';
        at = end + (both ? 2 : 1);
    }
}

/* ---- the file ---- */

void settings_read(const char *path, DisplaySettings *out)
{
    static const char *const what = "the file cannot be read: %s";
    char bytes[FILE_BYTES_MOST + 1];
    struct stat status;
    size_t count = 0;
    ssize_t got = 0;
    settings_init(out);
    /* Not blocking: a pipe in its place must not keep the display dark. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 && errno == ENOENT) {
        return;
    }
    out->is_there = true;
    if (file < 0 || fstat(file, &status) != 0) {
        note(out, 0, what, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        note(out, 0, what, "it is no file");
    } else {
        while (count < sizeof bytes &&
               (got = read(file, bytes + count, sizeof bytes - count)) > 0) {
            count += (size_t)got;
        }
        int reason = errno;
        settings_parse(bytes, count, out);
        if (got < 0) {
            note(out, 0, what, strerror(reason));
        }
    }
    if (file >= 0) {
        (void)close(file);
    }
}

/* ---- what is said of them ---- */

const char *settings_name(int index)
{
    return index >= 0 && index < ROW_COUNT ? ROWS[index].name : NULL;
}

bool settings_value(const DisplaySettings *settings, const char *name,
                    char out[SETTINGS_VALUE_BYTES])
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcasecmp(name, ROWS[i].name) == 0) {
            ROWS[i].say(settings, out);
            return true;
        }
    }
    return false;
}

static int noted(const DisplaySettings *settings)
{
    return settings->fault_count < SETTINGS_FAULTS_MOST ? settings->fault_count
                                                        : SETTINGS_FAULTS_MOST;
}

void settings_log(const DisplaySettings *settings, const char *path)
{
    if (!settings->is_there) {
        log_line(LOG_INFO, "there is no file %s: the standard settings hold", path);
    }
    for (int i = 0; i < noted(settings); i++) {
        const SettingsFault *fault = &settings->faults[i];
        if (fault->line > 0) {
            log_line(LOG_WARNING, "%s:%d: %s", path, fault->line, fault->text);
        } else {
            log_line(LOG_WARNING, "%s: %s", path, fault->text);
        }
    }
    if (settings->fault_count > noted(settings)) {
        log_line(LOG_WARNING, "%s: and %d more lines", path,
                 settings->fault_count - noted(settings));
    }
}

void settings_say_faults(const DisplaySettings *settings, char *out, size_t room)
{
    size_t at = 0;
    out[0] = '\0';
    for (int i = 0; i < noted(settings) && at < room; i++) {
        const SettingsFault *fault = &settings->faults[i];
        char line[32] = "";
        if (fault->line > 0) {
            (void)snprintf(line, sizeof line, "line %d: ", fault->line);
        }
        int wrote = snprintf(out + at, room - at, "%s%s%s", i > 0 ? "\n" : "", line, fault->text);
        at += wrote > 0 ? (size_t)wrote : 0;
    }
    if (settings->fault_count > noted(settings) && at < room) {
        (void)snprintf(out + at, room - at, "\nand %d more lines",
                       settings->fault_count - noted(settings));
    }
}
