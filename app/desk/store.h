/* Store: desk.db, the desk's memory: every item as it stands, everything that was ever changed,
 * pictures, who did what, and small named values. The only user of SQLite in desk/.
 *
 * What a function has written survives a power cut from its return on; between store_begin and
 * store_commit all of it does or nothing. Any thread may call any function: each locks, and from
 * store_begin to store_commit or store_cancel the lock stays with the thread. */
#ifndef FOYER_DESK_STORE_H
#define FOYER_DESK_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct Store Store;

enum {
    STORE_DOCUMENT_BYTES_MOST = 2000000,
    STORE_PICTURE_BYTES_MOST = 16000000,
    STORE_PICTURES_MOST = 100000,
    STORE_VALUE_BYTES_MOST = 1000000,
    STORE_STEPS_KEPT = 100000 /* of undo, and as many lines of the log */
};

/* Opens it, or makes it. NULL with the reason. */
Store *store_open(const char *path, Error *error);
void store_close(Store *store); /* NULL is fine */

/* ---- transactions ---- */

bool store_begin(Store *store, Error *error);
bool store_commit(Store *store, Error *error); /* false: nothing of it is kept */
void store_cancel(Store *store);

/* ---- items ---- */

/* Besides what staff write there is one of the kind "order", slug "delegation": a JSON list of the
 * slugs of the delegations in their order. */
typedef struct StoredItem {
    const char *kind, *slug;
    int64_t revision;     /* grows by 1 a change */
    int64_t change;       /* the number of the change of the whole draft that made it so */
    int64_t at;           /* when, in seconds since 1970 */
    const char *by;       /* who; empty: nobody, it was taken in */
    const char *document; /* JSON; NULL: it has been removed, and only its revision is remembered */
} StoredItem;

/* Handed one, borrowed for the call. False ends it. */
typedef bool (*StoredItemVisit)(void *context, const StoredItem *item);

bool store_item_put(Store *store, const StoredItem *item, Error *error);

/* Visits all, kind by kind in the order of their slugs; or the one. Both false with the reason, and
 * store_item_get where there is none. */
bool store_items(Store *store, StoredItemVisit visit, void *context, Error *error);
bool store_item_get(Store *store, const char *kind, const char *slug, StoredItemVisit visit,
                    void *context, Error *error);

/* The number of the last change; 0 in a new one. */
int64_t store_change(Store *store);

/* ---- what was changed ---- */

typedef enum StepState {
    STEP_DONE,
    STEP_UNDONE, /* can be done again */
    STEP_DROPPED /* was undone, and then something else was done */
} StepState;

/* What one person did at a time, and undoes at a time. */
typedef struct StoredStep {
    int64_t id; /* grows */
    int64_t at; /* when it began, in seconds since 1970 */
    StepState state;
    const char *by, *what; /* what: "edit", "add", "remove", "order", "take", "import" */
    const char *note;      /* more on it, in English; may be empty */
} StoredStep;

/* One item before and after a step. */
typedef struct StoredEntry {
    const char *kind, *slug;
    const char *before, *after; /* JSON; NULL: it was not there */
} StoredEntry;

typedef bool (*StoredStepVisit)(void *context, const StoredStep *step);
typedef bool (*StoredEntryVisit)(void *context, const StoredEntry *entry);

/* A new step; its id, or 0 with the reason. Steps of `by` that could be done again are dropped. */
int64_t store_step_add(Store *store, const StoredStep *step, Error *error);

/* Adds an entry; where the step has one for the item, that one's `after` becomes this one's. */
bool store_entry_put(Store *store, int64_t step, const StoredEntry *entry, Error *error);

bool store_step_set_state(Store *store, int64_t step, StepState state, Error *error);

/* The step that undo (state STEP_DONE) or redo (STEP_UNDONE) of a person means; 0: there is none.
 */
int64_t store_step_find(Store *store, const char *by, StepState state);

/* The newest steps first, those below `before` (0: all), at most `most`. */
bool store_steps(Store *store, int64_t before, int most, StoredStepVisit visit, void *context,
                 Error *error);
bool store_entries(Store *store, int64_t step, StoredEntryVisit visit, void *context, Error *error);

/* ---- pictures ---- */

typedef struct StoredPicture {
    char slug[104];
    char format[8];    /* "png" or "jpeg" */
    int width, height; /* px */
    uint64_t hash;     /* of its bytes, by the store */
    void *bytes;       /* malloc'ed where the store hands it out: the caller's */
    size_t count;
} StoredPicture;

/* Keeps a picture under its slug, or under that of one with the same bytes: which, is in
 * `picture->slug` then. A slug that is taken by other bytes gets a number behind it. */
bool store_picture_put(Store *store, StoredPicture *picture, Error *error);

/* Keeps a picture under its very slug, over one that has it: for what comes from a data file. */
bool store_picture_keep(Store *store, const StoredPicture *picture, Error *error);

/* The picture with its bytes. False where there is none, or with the reason in `error`. */
bool store_picture_get(Store *store, const char *slug, StoredPicture *out, Error *error);

bool store_picture_has(Store *store, const char *slug);

/* ---- who did what, and small named values ---- */

typedef struct StoredLine {
    int64_t id, at; /* seconds since 1970 */
    const char *by, *what, *detail;
} StoredLine;

typedef bool (*StoredLineVisit)(void *context, const StoredLine *line);

/* Writes down that `by` did `what` ("publish", "return", "log in", …), now. */
bool store_log(Store *store, const char *by, const char *what, const char *detail, Error *error);

/* The newest lines first, at most `most`. */
bool store_lines(Store *store, int most, StoredLineVisit visit, void *context, Error *error);

/* Keeps a text under a name; NULL removes it. */
bool store_value_put(Store *store, const char *name, const char *text, Error *error);

/* malloc'ed, the caller's; NULL where there is none. */
char *store_value_get(Store *store, const char *name);

/* ---- reading while others write ---- */

/* Opens it once more, to read it as it is now, whatever is written in the meantime: for what takes
 * long. Only the functions that read may be called. store_close is due. */
Store *store_open_still(Store *store, Error *error);

#endif
