/* See script.h. Each line is cut into words; a table says which words begin which command, and one
 * reader for each shape of command takes the rest. */
#include "staff/script.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Further than any visit lasts, and any display measures. */
#define SECONDS_MOST 1e6
#define PX_MOST 1e5

#define WORDS_MAX 16
#define LINE_BYTES_MAX ((size_t)1 << 20)

/* One line, cut into words; `next` is the first that is not read yet. */
typedef struct Words {
    char *word[WORDS_MAX];
    bool quoted[WORDS_MAX];
    int count, next;
} Words;

/* Cuts the line in place, at blanks and commas outside of quotes; # ends it. */
static bool words_cut(char *line, Words *out, Error *error)
{
    *out = (Words){.count = 0};
    for (char *p = line;;) {
        p += strspn(p, " \t\r\n,");
        if (*p == '\0' || *p == '#') {
            return true;
        }
        if (out->count == WORDS_MAX) {
            return error_set(error, "too many words");
        }
        bool quoted = *p == '"';
        char *start = quoted ? p + 1 : p;
        char *end = quoted ? strchr(start, '"') : start + strcspn(start, " \t\r\n,");
        if (end == NULL) {
            return error_set(error, "a quotation mark is not closed");
        }
        out->quoted[out->count] = quoted;
        out->word[out->count++] = start;
        p = *end != '\0' ? end + 1 : end;
        *end = '\0';
    }
}

/* The next word, NULL where the line is over. */
static const char *word_take(Words *words)
{
    return words->next < words->count ? words->word[words->next++] : NULL;
}

/* Takes the next word if it is this one, not in quotes. */
static bool word_is(Words *words, const char *want)
{
    if (words->next < words->count && !words->quoted[words->next] &&
        strcmp(words->word[words->next], want) == 0) {
        words->next++;
        return true;
    }
    return false;
}

/* A number with nothing behind it but one of the endings; `*ending` is which. */
static bool number_read(const char *word, const char *const *endings, double most, double *out,
                        int *ending)
{
    if (word == NULL) {
        return false;
    }
    char *end = NULL;
    *out = strtod(word, &end);
    if (end == word || !(fabs(*out) <= most)) {
        return false;
    }
    for (int i = 0; endings[i] != NULL; i++) {
        if (strcmp(end, endings[i]) == 0) {
            *ending = i;
            return true;
        }
    }
    return false;
}

static bool duration_read(Words *words, Time *out, Error *error)
{
    static const char *const endings[] = {"s", "ms", NULL};
    const char *word = word_take(words);
    double value = 0;
    int ending = 0;
    if (!number_read(word, endings, SECONDS_MOST, &value, &ending) || value < 0) {
        return error_set(error, "a time is wanted, such as 9.5s or 120ms, not \"%s\"",
                         word != NULL ? word : "");
    }
    *out = (Time)(value * (double)(ending == 0 ? TIME_S : TIME_MS) + 0.5);
    return true;
}

static bool text_read(Words *words, Arena *arena, const char **out, Error *error)
{
    const char *word = word_take(words);
    if (word == NULL || word[0] == '\0') {
        return error_set(error, "a text or a name is wanted at the end of the line");
    }
    *out = arena_copy_text(arena, word, strlen(word));
    return *out != NULL || error_set(error, "there is no memory left");
}

static bool place_read(Words *words, Arena *arena, Place *out, Error *error)
{
    if (word_is(words, "text")) {
        return text_read(words, arena, &out->text, error);
    }
    static const char *const endings[] = {"", "%", NULL};
    Measure *measures[] = {&out->x, &out->y};
    for (int i = 0; i < 2; i++) {
        const char *word = word_take(words);
        int ending = 0;
        if (!number_read(word, endings, PX_MOST, &measures[i]->value, &ending)) {
            return error_set(
                error, "a place is wanted, such as 960 540, 50%% 50%% or text \"News\", not \"%s\"",
                word != NULL ? word : "");
        }
        measures[i]->percent = ending == 1;
    }
    return true;
}

static bool finger_read(Words *words, int *out, Error *error)
{
    static const char *const endings[] = {"", NULL};
    const char *word = word_take(words);
    double value = 0;
    int ending = 0;
    if (!number_read(word, endings, 15, &value, &ending) || value < 0 || value != floor(value)) {
        return error_set(error, "a finger is wanted, 0 to 15, not \"%s\"",
                         word != NULL ? word : "");
    }
    *out = (int)value;
    return true;
}

static bool key_read(Words *words, AppKey *out, Error *error)
{
    static const char *const names[] = {
        [KEY_LEFT] = "left",           [KEY_RIGHT] = "right",   [KEY_UP] = "up",
        [KEY_DOWN] = "down",           [KEY_TAB] = "tab",       [KEY_BACKTAB] = "backtab",
        [KEY_ENTER] = "enter",         [KEY_ESCAPE] = "escape", [KEY_PAGE_UP] = "page-up",
        [KEY_PAGE_DOWN] = "page-down", [KEY_TOP] = "top",       [KEY_END] = "end",
        [KEY_BACKSPACE] = "backspace"};
    const char *word = word_take(words);
    for (int i = KEY_LEFT; i <= KEY_BACKSPACE && word != NULL; i++) {
        if (strcmp(word, names[i]) == 0) {
            *out = (AppKey)i;
            return true;
        }
    }
    return error_set(error, "there is no key \"%s\"; see foyer help play",
                     word != NULL ? word : "");
}

static bool drag_read(Words *words, Arena *arena, Command *out, Error *error)
{
    if (!place_read(words, arena, &out->from, error) ||
        !place_read(words, arena, &out->to, error)) {
        return false;
    }
    if (!word_is(words, "over")) {
        return error_set(error, "a drag goes over a time: over 120ms");
    }
    return duration_read(words, &out->over, error);
}

static bool hold_read(Words *words, Arena *arena, Command *out, Error *error)
{
    if (!place_read(words, arena, &out->from, error)) {
        return false;
    }
    if (!word_is(words, "for")) {
        return error_set(error, "a finger is held for a time: for 6s");
    }
    return duration_read(words, &out->over, error);
}

/* A shot's name stays in the folder it is written to. */
static bool shot_read(Words *words, Arena *arena, Command *out, Error *error)
{
    if (!text_read(words, arena, &out->text, error)) {
        return false;
    }
    size_t length = strlen(out->text);
    if (strchr(out->text, '/') != NULL || out->text[0] == '.' || length < 5 ||
        strcmp(&out->text[length - 4], ".png") != 0) {
        return error_set(error, "a picture is called NAME.png, without a folder, not \"%s\"",
                         out->text);
    }
    return true;
}

/* The words that begin a command. The longer beginning stands first. */
static const struct {
    const char *first, *second, *third;
    CommandKind kind;
} COMMANDS[] = {
    {"wait", NULL, NULL, COMMAND_WAIT},
    {"tap", NULL, NULL, COMMAND_TAP},
    {"hold", NULL, NULL, COMMAND_HOLD},
    {"drag", NULL, NULL, COMMAND_DRAG},
    {"down", NULL, NULL, COMMAND_DOWN},
    {"move", NULL, NULL, COMMAND_MOVE},
    {"up", NULL, NULL, COMMAND_UP},
    {"cancel", NULL, NULL, COMMAND_CANCEL},
    {"key", NULL, NULL, COMMAND_KEY},
    {"type", NULL, NULL, COMMAND_TYPE},
    {"expect", "screen", NULL, COMMAND_EXPECT_SCREEN},
    {"expect", "no", "text", COMMAND_EXPECT_NO_TEXT},
    {"expect", "text", NULL, COMMAND_EXPECT_TEXT},
    {"expect", "still", NULL, COMMAND_EXPECT_STILL},
    {"expect", "moving", NULL, COMMAND_EXPECT_MOVING},
    {"shot", NULL, NULL, COMMAND_SHOT},
};

static bool kind_read(Words *words, CommandKind *out, Error *error)
{
    int start = words->next;
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        words->next = start;
        if (word_is(words, COMMANDS[i].first) &&
            (COMMANDS[i].second == NULL || word_is(words, COMMANDS[i].second)) &&
            (COMMANDS[i].third == NULL || word_is(words, COMMANDS[i].third))) {
            *out = COMMANDS[i].kind;
            return true;
        }
    }
    const char *first = start < words->count ? words->word[start] : "";
    const char *second = start + 1 < words->count ? words->word[start + 1] : "";
    return error_set(error, "there is no command \"%s%s%s\"; see foyer help play", first,
                     second[0] != '\0' ? " " : "", second);
}

static bool rest_read(Words *words, Arena *arena, Command *out, Error *error)
{
    switch (out->kind) {
    case COMMAND_WAIT:
    case COMMAND_EXPECT_STILL:
    case COMMAND_EXPECT_MOVING:
        return true;
    case COMMAND_TAP:
        return place_read(words, arena, &out->from, error);
    case COMMAND_HOLD:
        return hold_read(words, arena, out, error);
    case COMMAND_DRAG:
        return drag_read(words, arena, out, error);
    case COMMAND_DOWN:
    case COMMAND_MOVE:
    case COMMAND_UP:
        return finger_read(words, &out->finger, error) &&
               place_read(words, arena, &out->from, error);
    case COMMAND_CANCEL:
        return finger_read(words, &out->finger, error);
    case COMMAND_KEY:
        return key_read(words, &out->key, error);
    case COMMAND_TYPE:
    case COMMAND_EXPECT_SCREEN:
    case COMMAND_EXPECT_TEXT:
    case COMMAND_EXPECT_NO_TEXT:
        return text_read(words, arena, &out->text, error);
    case COMMAND_SHOT:
        return shot_read(words, arena, out, error);
    }
    return false;
}

static bool command_read(Words *words, Arena *arena, Command *out, Error *error)
{
    if (word_is(words, "at")) {
        out->timing = TIMING_AT;
    } else if (word_is(words, "after")) {
        out->timing = TIMING_AFTER;
    }
    if (out->timing != TIMING_AT_ONCE && !duration_read(words, &out->time, error)) {
        return false;
    }
    if (!kind_read(words, &out->kind, error) || !rest_read(words, arena, out, error)) {
        return false;
    }
    const char *more = word_take(words);
    return more == NULL || error_set(error, "\"%s\" is one word too many", more);
}

static bool command_add(Script *script, const Command *command, Error *error)
{
    if (script->count == script->room) {
        size_t room = script->room > 0 ? script->room * 2 : 64;
        Command *commands = realloc(script->commands, room * sizeof *commands);
        if (commands == NULL) {
            return error_set(error, "there is no memory left");
        }
        script->commands = commands;
        script->room = room;
    }
    script->commands[script->count++] = *command;
    return true;
}

static bool line_read(Script *script, char *line, int number, Error *error)
{
    Words words;
    Command command = {.line = number};
    if (!words_cut(line, &words, error)) {
        return false;
    }
    return words.count == 0 || (command_read(&words, &script->arena, &command, error) &&
                                command_add(script, &command, error));
}

bool script_read(Script *script, const char *path, Error *error)
{
    memset(script, 0, sizeof *script);
    arena_init(&script->arena, 4096);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return error_set(error, "cannot read the script %s: %s", path, strerror(errno));
    }
    char *line = NULL;
    size_t room = 0;
    bool ok = true;
    Error what = {""};
    for (int number = 1; ok; number++) {
        errno = 0;
        ssize_t length = getline(&line, &room, file);
        if (length < 0) {
            ok = errno == 0 ||
                 error_set(error, "cannot read the script %s: %s", path, strerror(errno));
            break;
        }
        if ((size_t)length > LINE_BYTES_MAX || strlen(line) != (size_t)length) {
            ok = error_set(error, "%s:%d: this is no line of text", path, number);
        } else if (!line_read(script, line, number, &what)) {
            ok = error_set(error, "%s:%d: %s", path, number, what.text);
        }
    }
    free(line);
    fclose(file);
    return ok;
}

void script_finish(Script *script)
{
    free(script->commands);
    arena_finish(&script->arena);
    memset(script, 0, sizeof *script);
}
