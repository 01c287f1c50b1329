/* See settings.h: a file is read, its lines are taken apart, and what is wrong with them is said.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "shell/options.h"
#include "shell/settings_parts.h"
#include "words/sentences.h"

enum { FILE_BYTES_MOST = 64 * 1024, WORD_BYTES = 64 };

/* ---- the text ---- */

/* In English, as all that is kept; the staff's page says it in its language. */
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

static void refuse_name(DisplaySettings *out, int line, Piece name)
{
    const char *names[SETTING_COUNT];
    char word[WORD_BYTES];
    for (int i = 0; i < SETTING_COUNT; i++) {
        names[i] = settings_name(i);
    }
    (void)piece_say(name, word);
    const char *nearest = options_nearest(word, names, SETTING_COUNT);
    if (nearest != NULL) {
        note(out, line, "there is no setting \"%s\"; did you mean %s?", word, nearest);
    } else {
        note(out, line, "there is no setting \"%s\"", word);
    }
}

/* `lines`: where each setting was set, 0: nowhere yet. */
static void take_line(DisplaySettings *out, Piece text, int line, int lines[SETTING_COUNT])
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
    int index = piece_copy(name, word) ? setting_find(word) : -1;
    if (index < 0) {
        refuse_name(out, line, name);
        return;
    }
    if (!piece_copy(rest, value) || !setting_set(index, value, out)) {
        note(out, line, "%s wants %s, not \"%s\"", settings_name(index), setting_want(index),
             piece_say(rest, word));
        return;
    }
    if (lines[index] > 0) {
        note(out, line, "%s was set in line %d already; this line counts", settings_name(index),
             lines[index]);
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
    int lines[SETTING_COUNT] = {0};
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
    static const char *const what = SENTENCE("the file cannot be read: %s");
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
        note(out, 0, what, SENTENCE("it is no file"));
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
