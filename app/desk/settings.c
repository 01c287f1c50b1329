/* See settings.h. */
#include "desk/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "shell/options.h"

enum { FILE_BYTES_MOST = 64 << 10, LINE_BYTES = 1200, STANDARD_W = 1920, STANDARD_H = 1080 };

static void note(DeskSettings *out, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(DeskSettings *out, int line, const char *format, ...)
{
    char text[400];
    size_t used = strlen(out->wrong);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (used + strlen(text) + 24 < sizeof out->wrong) {
        (void)snprintf(out->wrong + used, sizeof out->wrong - used, "%sline %d: %s",
                       used > 0 ? "\n" : "", line, text);
    }
}

/* ---- the values ---- */

static bool read_screen(char *value, DeskSettings *out)
{
    char *colon = strchr(value, ':');
    if (colon == NULL || out->screen_count == DESK_SCREENS_MOST) {
        return false;
    }
    DeskScreen *screen = &out->screens[out->screen_count];
    size_t count = (size_t)(colon - value);
    const char *where = colon + 1 + strspn(colon + 1, " \t");
    while (count > 0 && (value[count - 1] == ' ' || value[count - 1] == '\t')) {
        count--;
    }
    /* A place that begins with a minus would be an option to what carries the file. */
    if (count == 0 || count >= sizeof screen->name || where[0] == '\0' || where[0] == '-' ||
        strlen(where) >= sizeof screen->where) {
        return false;
    }
    memcpy(screen->name, value, count);
    screen->name[count] = '\0';
    (void)snprintf(screen->where, sizeof screen->where, "%s", where);
    for (int i = 0; i < out->screen_count; i++) {
        if (strcmp(out->screens[i].name, screen->name) == 0) {
            return false;
        }
    }
    out->screen_count++;
    return true;
}

static bool read_size(char *value, DeskSettings *out)
{
    int w = 0, h = 0;
    if (out->size_count == DESK_SIZES_MOST || !options_size(value, &w, &h)) {
        return false;
    }
    out->sizes[out->size_count].w = w;
    out->sizes[out->size_count].h = h;
    out->size_count++;
    return true;
}

static bool read_name(char *value, DeskSettings *out)
{
    size_t count = strlen(value);
    if (count == 0 || count >= sizeof out->names[0] || out->name_count == DESK_NAMES_MOST ||
        value[strcspn(value, " \t/@[]")] != '\0') {
        return false;
    }
    memcpy(out->names[out->name_count++], value, count + 1);
    return true;
}

static const struct {
    const char *name;
    bool (*read)(char *value, DeskSettings *out);
    const char *want;
} ROWS[] = {
    {"screen", read_screen, "NAME: FILE, or NAME: HOST:FILE, each name once"},
    {"size", read_size, "a size such as 1920x1080"},
    {"name", read_name, "the name of this computer in the network"},
};
enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

/* ---- the lines ---- */

static char *trim(char *text)
{
    size_t count = 0;
    text += strspn(text, " \t");
    count = strlen(text);
    while (count > 0 && (text[count - 1] == ' ' || text[count - 1] == '\t')) {
        text[--count] = '\0';
    }
    return text;
}

/* A remark begins at a # that stands at the beginning or behind a space. */
static void cut_remark(char *text)
{
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '#' && (at == text || at[-1] == ' ' || at[-1] == '\t')) {
            *at = '\0';
            return;
        }
    }
}

static void refuse_name(DeskSettings *out, int line, const char *name)
{
    const char *names[ROW_COUNT];
    for (int i = 0; i < ROW_COUNT; i++) {
        names[i] = ROWS[i].name;
    }
    const char *nearest = options_nearest(name, names, ROW_COUNT);
    note(out, line, "there is no setting \"%.60s\"%s%s%s", name,
         nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "",
         nearest != NULL ? "?" : "");
}

static void take_line(DeskSettings *out, char *text, int line)
{
    cut_remark(text);
    text = trim(text);
    char *equals = strchr(text, '=');
    if (text[0] == '\0') {
        return;
    }
    if (equals == NULL) {
        note(out, line, "a setting is written name = value, not \"%.60s\"", text);
        return;
    }
    *equals = '\0';
    const char *name = trim(text);
    char *value = trim(equals + 1);
    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcasecmp(name, ROWS[i].name) == 0) {
            if (!ROWS[i].read(value, out)) {
                note(out, line, "%s wants %s, not \"%.60s\"", name, ROWS[i].want, value);
            }
            return;
        }
    }
    refuse_name(out, line, name);
}

void desk_settings_parse(const char *bytes, size_t count, DeskSettings *out)
{
    memset(out, 0, sizeof *out);
    size_t at = count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (int line = 1; at < count; line++) {
        char text[LINE_BYTES];
        size_t end = at;
        while (end < count && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        size_t length = end - at;
        if (length >= sizeof text || memchr(bytes + at, '\0', length) != NULL ||
            !utf8_is_valid(bytes + at, length, NULL)) {
            note(out, line, "it is too long, or not in UTF-8");
        } else {
            memcpy(text, bytes + at, length);
            text[length] = '\0';
            take_line(out, text, line);
        }
        bool both = end + 1 < count && bytes[end] == '\r' && bytes[end + 1] == '\n';
        at = end + (both ? 2 : 1);
    }
    if (out->size_count == 0) {
        out->sizes[out->size_count].w = STANDARD_W;
        out->sizes[out->size_count].h = STANDARD_H;
        out->size_count++;
    }
}

bool desk_settings_read(const char *path, DeskSettings *out, Error *error)
{
    char bytes[FILE_BYTES_MOST];
    struct stat status;
    size_t count = 0;
    ssize_t got = 0;
    desk_settings_parse("", 0, out);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return errno == ENOENT || error_set(error, "%s cannot be read: %s", path, strerror(errno));
    }
    bool good = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    while (good && count < sizeof bytes &&
           (got = read(file, bytes + count, sizeof bytes - count)) > 0) {
        count += (size_t)got;
    }
    if (!good || got < 0) {
        (void)error_set(error, "%s cannot be read: %s", path,
                        good ? strerror(errno) : "it is no file");
        good = false;
    } else {
        desk_settings_parse(bytes, count, out);
    }
    (void)close(file);
    return good;
}
