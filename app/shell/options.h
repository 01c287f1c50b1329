/* Options: what stands behind a verb on the command line, read in one place for every verb.
 *
 * Each option is one row of a table in options.c; a verb says which of them it takes. Words and
 * values are borrowed from argv. */
#ifndef FOYER_SHELL_OPTIONS_H
#define FOYER_SHELL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "app.h"
#include "base/date.h"
#include "base/error.h"
#include "draw/glass.h"

/* What the program ends with. */
typedef enum Status {
    STATUS_DONE = 0,
    STATUS_WRONG = 1,  /* the content, or an expectation */
    STATUS_COMMAND = 2 /* the command, or what the machine lacks to carry it out */
} Status;

/* The options there are; a verb takes a set of them. */
enum {
    OPTION_SIZE = 1 << 0,
    OPTION_WINDOWED = 1 << 1,
    OPTION_ROTATE = 1 << 2,
    OPTION_LANG = 1 << 3,
    OPTION_TEXT = 1 << 4,
    OPTION_DAMAGE = 1 << 5,
    OPTION_AT = 1 << 6,
    OPTION_FONTS = 1 << 7,
    OPTION_OUT = 1 << 8,
    OPTION_CHECK = 1 << 9,
    OPTION_CHANGES = 1 << 10,
    OPTION_JSON = 1 << 11,
    OPTION_YES = 1 << 12,
    OPTION_STATE = 1 << 13,
    OPTION_CONTRAST = 1 << 14,
    OPTION_REACH = 1 << 15,
    OPTION_MOTION = 1 << 16,
    OPTION_SETTINGS = 1 << 17,
    OPTION_FALLBACK = 1 << 18,
    OPTION_PIN = 1 << 19,
    OPTION_FOLDER = 1 << 20,
    OPTION_LISTEN = 1 << 21,
    OPTION_CERTIFICATE = 1 << 22,
    OPTION_KEY = 1 << 23,
    OPTION_NO_BROWSER = 1 << 24,
    OPTION_ROLE = 1 << 25,
    OPTIONS_LOOK = OPTION_SIZE | OPTION_ROTATE | OPTION_LANG | OPTION_TEXT | OPTION_CONTRAST |
                   OPTION_REACH | OPTION_MOTION | OPTION_FONTS
};

#define OPTION_WORDS_MAX 32

typedef struct Options {
    int32_t width, height; /* --size, px of the display before it is turned; 0: not given */
    bool windowed, show_damage, check, json, yes, no_browser;
    Rotation rotation;
    bool rotation_given;
    const char *language;                /* NULL: not given */
    int text_percent;                    /* 100, 125 or 150 */
    Contrast contrast;                   /* --contrast */
    Reach reach;                         /* --reach */
    bool motion_off;                     /* --motion off */
    Wall wall;                           /* --at; year 0: not given */
    const char *fonts;                   /* --fonts; NULL: not given */
    const char *out;                     /* --out; NULL: not given */
    const char *state;                   /* --state; NULL: not given */
    const char *fallback;                /* --fallback; NULL: not given */
    const char *settings;                /* --settings; NULL: not given */
    const char *pin;                     /* --pin; NULL: not given */
    const char *folder;                  /* --folder; NULL: not given */
    const char *listen;                  /* --listen; NULL: not given */
    const char *certificate, *key;       /* --certificate, --key; NULL: not given */
    const char *role;                    /* --role; NULL: not given */
    int64_t changes;                     /* --changes; -1: not given */
    const char *words[OPTION_WORDS_MAX]; /* what is no option, in order */
    int word_count;
} Options;

/* What a verb is called with. */
typedef struct OptionRules {
    const char *verb;
    unsigned takes;        /* OPTION_…, or-ed */
    int words;             /* how many words it wants */
    int more_words;        /* how many may follow */
    const char *words_are; /* "FILE SCREEN OUT.png" */
} OptionRules;

/* Reads `argv`, what stands behind the verb. False with one sentence that names the nearest option
 * where one is not known. */
bool options_parse(const OptionRules *rules, int argc, char **argv, Options *out, Error *error);

/* How the app is to look: all of AppOptions that the command line decides. */
AppOptions options_app(const Options *options, const char *fonts);

/* Reads a display's size, "1920x1080", px. False, and nothing is changed, where it is none. */
bool options_size(const char *value, int32_t *width, int32_t *height);

/* The name nearest to `word` among `count` names, or NULL where none is near enough to be meant. */
const char *options_nearest(const char *word, const char *const *names, int count);

/* Says on standard error what is wrong with the command: "foyer VERB: sentence". STATUS_COMMAND. */
Status options_refuse(const char *verb, const Error *error);

#endif
