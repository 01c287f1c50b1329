/* See options.h. The table first, then a reader for each kind of value. */
#include "shell/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The smallest and largest display, px of either side. */
#define SIDE_LEAST 240
#define SIDE_MOST 7680

typedef struct OptionRow {
    const char *name;
    unsigned bit;
    const char *value; /* what its value is called; NULL: it has none */
    bool (*read)(const char *value, Options *out);
    const char *want; /* what a value looks like */
} OptionRow;

bool options_size(const char *value, int32_t *width, int32_t *height)
{
    int w = 0, h = 0, used = 0;
    if (sscanf(value, "%5dx%5d%n", &w, &h, &used) != 2 || value[used] != '\0') {
        return false;
    }
    int longer = w > h ? w : h, shorter = w > h ? h : w;
    if (shorter < SIDE_LEAST || longer < 320 || longer > SIDE_MOST || shorter > 4320) {
        return false;
    }
    *width = w;
    *height = h;
    return true;
}

static bool read_size(const char *value, Options *out)
{
    return options_size(value, &out->width, &out->height);
}

static bool read_windowed(const char *value, Options *out)
{
    (void)value;
    out->windowed = true;
    return true;
}

static bool read_rotate(const char *value, Options *out)
{
    static const char *const names[] = {
        [ROTATE_0] = "0", [ROTATE_90] = "90", [ROTATE_180] = "180", [ROTATE_270] = "270"};
    for (int i = ROTATE_0; i <= ROTATE_270; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->rotation = (Rotation)i;
            out->rotation_given = true;
            return true;
        }
    }
    return false;
}

static bool read_lang(const char *value, Options *out)
{
    out->language = value;
    return value[0] != '\0';
}

static bool read_text(const char *value, Options *out)
{
    static const struct {
        const char *name;
        int percent;
    } sizes[] = {{"1", 100}, {"1.25", 125}, {"1.5", 150}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (strcmp(value, sizes[i].name) == 0) {
            out->text_percent = sizes[i].percent;
            return true;
        }
    }
    return false;
}

/* The number of `value` among `count` names; -1 where it is none. */
static int name_index(const char *value, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(value, names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static bool read_contrast(const char *value, Options *out)
{
    static const char *const names[] = {
        [CONTRAST_STANDARD] = "standard", [CONTRAST_HIGH] = "high", [CONTRAST_DARK] = "dark"};
    int index = name_index(value, names, 3);
    out->contrast = (Contrast)max_i32(index, 0);
    return index >= 0;
}

static bool read_reach(const char *value, Options *out)
{
    static const char *const names[] = {[REACH_FULL] = "full", [REACH_LOW] = "low"};
    int index = name_index(value, names, 2);
    out->reach = (Reach)max_i32(index, 0);
    return index >= 0;
}

static bool read_motion(const char *value, Options *out)
{
    static const char *const names[] = {"on", "off"};
    int index = name_index(value, names, 2);
    out->motion_off = index == 1;
    return index >= 0;
}

static bool read_damage(const char *value, Options *out)
{
    (void)value;
    out->show_damage = true;
    return true;
}

static bool read_at(const char *value, Options *out)
{
    return wall_parse(value, &out->wall);
}

static bool read_fonts(const char *value, Options *out)
{
    out->fonts = value;
    return value[0] != '\0';
}

static bool read_out(const char *value, Options *out)
{
    out->out = value;
    return value[0] != '\0';
}

static bool read_state(const char *value, Options *out)
{
    out->state = value;
    return value[0] != '\0';
}

static bool read_fallback(const char *value, Options *out)
{
    out->fallback = value;
    return value[0] != '\0';
}

static bool read_settings(const char *value, Options *out)
{
    out->settings = value;
    return value[0] != '\0';
}

static bool read_pin(const char *value, Options *out)
{
    size_t length = strlen(value);
    out->pin = value;
    return length >= 4 && length <= 12 && strspn(value, "0123456789") == length;
}

static bool read_folder(const char *value, Options *out)
{
    out->folder = value;
    return value[0] != '\0';
}

static bool read_listen(const char *value, Options *out)
{
    out->listen = value;
    return strchr(value, ':') != NULL;
}

static bool read_certificate(const char *value, Options *out)
{
    out->certificate = value;
    return value[0] != '\0';
}

static bool read_key(const char *value, Options *out)
{
    out->key = value;
    return value[0] != '\0';
}

static bool read_role(const char *value, Options *out)
{
    out->role = value;
    return strcmp(value, "writes") == 0 || strcmp(value, "publishes") == 0;
}

static bool read_no_browser(const char *value, Options *out)
{
    (void)value;
    out->no_browser = true;
    return true;
}

static bool read_json(const char *value, Options *out)
{
    (void)value;
    out->json = true;
    return true;
}

static bool read_yes(const char *value, Options *out)
{
    (void)value;
    out->yes = true;
    return true;
}

static bool read_check(const char *value, Options *out)
{
    (void)value;
    out->check = true;
    return true;
}

static bool read_changes(const char *value, Options *out)
{
    int used = 0;
    return sscanf(value, "%9" SCNd64 "%n", &out->changes, &used) == 1 && value[used] == '\0' &&
           out->changes >= 0;
}

static const OptionRow ROWS[] = {
    {"--size", OPTION_SIZE, "WxH", read_size, "320x240 to 7680x4320"},
    {"--windowed", OPTION_WINDOWED, NULL, read_windowed, NULL},
    {"--rotate", OPTION_ROTATE, "DEGREES", read_rotate, "0, 90, 180 or 270"},
    {"--lang", OPTION_LANG, "CODE", read_lang, "a language's code, such as en"},
    {"--text", OPTION_TEXT, "SIZE", read_text, "1, 1.25 or 1.5"},
    {"--contrast", OPTION_CONTRAST, "LOOK", read_contrast, "standard, high or dark"},
    {"--reach", OPTION_REACH, "HEIGHT", read_reach, "full or low"},
    {"--motion", OPTION_MOTION, "STATE", read_motion, "on or off"},
    {"--show-damage", OPTION_DAMAGE, NULL, read_damage, NULL},
    {"--at", OPTION_AT, "TIME", read_at, "a time such as 2022-06-03T10:24"},
    {"--fonts", OPTION_FONTS, "DIR", read_fonts, "a folder"},
    {"--out", OPTION_OUT, "DIR", read_out, "a folder"},
    {"--check", OPTION_CHECK, NULL, read_check, NULL},
    {"--json", OPTION_JSON, NULL, read_json, NULL},
    {"--yes", OPTION_YES, NULL, read_yes, NULL},
    {"--state", OPTION_STATE, "DIR", read_state, "a folder"},
    {"--fallback", OPTION_FALLBACK, "FILE", read_fallback, "a data file"},
    {"--settings", OPTION_SETTINGS, "FILE", read_settings, "a file such as foyer.txt"},
    {"--pin", OPTION_PIN, "DIGITS", read_pin, "4 to 12 digits"},
    {"--folder", OPTION_FOLDER, "DIR", read_folder, "a folder"},
    {"--listen", OPTION_LISTEN, "ADDRESS:PORT", read_listen, "an address such as 0.0.0.0:8443"},
    {"--certificate", OPTION_CERTIFICATE, "FILE", read_certificate, "a PEM file"},
    {"--key", OPTION_KEY, "FILE", read_key, "a PEM file"},
    {"--no-browser", OPTION_NO_BROWSER, NULL, read_no_browser, NULL},
    {"--role", OPTION_ROLE, "ROLE", read_role, "writes or publishes"},
    {"--changes", OPTION_CHANGES, "N", read_changes, "a number of screen changes"},
};
enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

/* How many letters must be added, removed or changed to make `b` of `a` (Levenshtein). Long words
 * are near to nothing. */
static int edits_between(const char *a, const char *b)
{
    enum { LONGEST = 31 };
    size_t a_len = strlen(a), b_len = strlen(b);
    if (a_len > LONGEST || b_len > LONGEST) {
        return LONGEST;
    }
    int row[LONGEST + 1];
    for (size_t j = 0; j <= b_len; j++) {
        row[j] = (int)j;
    }
    for (size_t i = 1; i <= a_len; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= b_len; j++) {
            int change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            int other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < other ? change : other;
        }
    }
    return row[b_len];
}

const char *options_nearest(const char *word, const char *const *names, int count)
{
    const char *best = NULL;
    int fewest = 0;
    for (int i = 0; i < count; i++) {
        int edits = edits_between(word, names[i]);
        if (best == NULL || edits < fewest) {
            best = names[i];
            fewest = edits;
        }
    }
    /* Half of it wrong is another word. */
    return best != NULL && fewest * 2 <= (int)strlen(best) ? best : NULL;
}

Status options_refuse(const char *verb, const Error *error)
{
    fprintf(stderr, "foyer%s%s: %s\n", verb[0] != '\0' ? " " : "", verb, error->text);
    return STATUS_COMMAND;
}

static bool refuse_option(const OptionRules *rules, const char *name, Error *error)
{
    const char *names[ROW_COUNT];
    int count = 0;
    for (int i = 0; i < ROW_COUNT; i++) {
        if ((rules->takes & ROWS[i].bit) != 0) {
            names[count++] = ROWS[i].name;
        }
    }
    const char *nearest = options_nearest(name, names, count);
    if (nearest != NULL) {
        return error_set(error, "there is no option %s here; did you mean %s?", name, nearest);
    }
    return error_set(error, "there is no option %s here; see foyer help %s", name, rules->verb);
}

/* The row of the option in `word`, which may go on with "=value". */
static const OptionRow *row_find(const OptionRules *rules, const char *word, size_t length)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if ((rules->takes & ROWS[i].bit) != 0 && strlen(ROWS[i].name) == length &&
            strncmp(ROWS[i].name, word, length) == 0) {
            return &ROWS[i];
        }
    }
    return NULL;
}

/* Reads the option argv[*at] and moves `*at` to the last word it used. */
static bool option_read(const OptionRules *rules, int argc, char **argv, int *at, Options *out,
                        Error *error)
{
    const char *word = argv[*at];
    size_t length = strcspn(word, "=");
    const char *value = word[length] == '=' ? &word[length + 1] : NULL;
    const OptionRow *row = row_find(rules, word, length);
    if (row == NULL) {
        return refuse_option(rules, word, error);
    }
    if (row->value == NULL && value != NULL) {
        return error_set(error, "%s takes no value", row->name);
    }
    if (row->value != NULL && value == NULL) {
        if (*at + 1 >= argc) {
            return error_set(error, "%s wants %s (%s)", row->name, row->value, row->want);
        }
        value = argv[++*at];
    }
    if (!row->read(value, out)) {
        return error_set(error, "%s wants %s, not \"%s\"", row->name, row->want, value);
    }
    return true;
}

bool options_parse(const OptionRules *rules, int argc, char **argv, Options *out, Error *error)
{
    *out = (Options){.text_percent = 100, .changes = -1};
    bool only_words = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (!only_words && strcmp(word, "--") == 0) {
            only_words = true;
        } else if (!only_words && word[0] == '-' && word[1] != '\0') {
            if (!option_read(rules, argc, argv, &i, out, error)) {
                return false;
            }
        } else if (out->word_count < rules->words + rules->more_words) {
            out->words[out->word_count++] = word;
        } else {
            return error_set(error, "wants %s; \"%s\" is one word too many", rules->words_are,
                             word);
        }
    }
    if (out->word_count < rules->words) {
        return error_set(error, "wants %s; see foyer help %s", rules->words_are, rules->verb);
    }
    return true;
}

AppOptions options_app(const Options *options, const char *fonts)
{
    return (AppOptions){.data_path = options->words[0],
                        .fonts = fonts,
                        .language = options->language,
                        .text_percent = options->text_percent,
                        .contrast = options->contrast,
                        .reach = options->reach,
                        .motion_off = options->motion_off,
                        .staff_pin = options->pin,
                        .show_damage = options->show_damage};
}
