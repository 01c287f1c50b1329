/* Live: the data file that the display shows, while staff put another in its place. For the verbs
 * publish and rollback, which differ in where the new one comes from, and for the desk, which has
 * no terminal.
 *
 * In order: live_init, live_take_new, live_check_new and live_take_old as the verb likes,
 * live_say_changes, live_ask, live_replace, live_end. Until live_replace nothing is changed. */
#ifndef FOYER_STAFF_LIVE_H
#define FOYER_STAFF_LIVE_H

#include <stdint.h>

#include "base/error.h"
#include "content/check_file.h"
#include "content/content.h"
#include "content/store.h"
#include "shell/options.h"
#include "words/sentences.h"

typedef enum LiveState { LIVE_MISSING, LIVE_WHOLE, LIVE_BROKEN } LiveState;

/* Who is told what is found out on the way, and asked; all may be NULL. */
typedef struct LiveTold {
    FindingSink finding;                              /* what is wrong with the new one */
    void (*say)(void *context, const char *sentence); /* what changes, and what came of it */
    /* Whether to go on; STATUS_WRONG, without a word in `error`: no. NULL: yes. */
    Status (*ask)(void *context, const char *question, Error *error);
    void *context;
    StaffLanguage language; /* of what is found and what changes */
} LiveTold;

/* Prints, and asks on the terminal unless `yes`. */
LiveTold live_terminal(bool yes);

typedef struct Live {
    const char *name; /* as staff call it; borrowed */
    LiveTold told;
    char path[4096]; /* the file itself, with links followed */
    char new_file[STORE_PATH_MOST], old_file[STORE_PATH_MOST]; /* copies, in the same folder */
    int folder;           /* held open, and locked against another publishing; -1: not */
    uint64_t fingerprint; /* of the file as it was compared */
    int64_t changed_at;
    LiveState state;
    Error broken;       /* why, with LIVE_BROKEN */
    Content *old, *new; /* NULL until taken, and where there is none */
    bool is_replaced;
    int number, before; /* once it is: which version is live, and which was; 0: none */
} Live;

/* What came of it, for those who are told nothing. */
typedef struct LiveResult {
    bool is_replaced;
    int number; /* of the version that is live; 0: it is in no history */
} LiveResult;

/* Finds the file, which need not be there, and makes sure that its folder can be written. `name` is
 * borrowed. live_end is due in any case. */
Status live_init(Live *live, const char *name, const LiveTold *told, Error *error);

/* Copies the data file that is to become the live one. `said` is what staff call it. */
Status live_take_new(Live *live, const char *from, const char *said, Error *error);

/* Checks the copy in full and tells what is wrong. STATUS_WRONG where that keeps it from the
 * screen. `fonts` NULL: whether its texts can be drawn is not looked at. */
Status live_check_new(Live *live, const char *fonts, const char *said, Error *error);

/* Copies what is live now, which may be missing or broken. */
Status live_take_old(Live *live, Error *error);

/* Says what changes for a visitor. Whether anything does; where nobody is told, whether a byte
 * does.
 */
bool live_say_changes(Live *live);

/* Asks whether to go on. STATUS_DONE: yes; STATUS_WRONG, without a word in `error`: no. */
Status live_ask(const Live *live, const char *question, Error *error);

/* Says one sentence. */
void live_say(const Live *live, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Keeps what was live as a version and puts the new one in its place, which becomes the newest
 * version; with `version` it is that one and keeps its number. `source` is where it is from. */
Status live_replace(Live *live, const GoodCopy *version, const char *source, Error *error);

/* Ends it, and says in `error` that nothing is changed where that is so. Returns `status`. */
Status live_end(Live *live, Status status, Error *error);

#endif
