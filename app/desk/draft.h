/* Draft: what staff write, item by item, before it is published; with everything that was ever
 * changed, so that anything can be undone.
 *
 * An item is a JSON document under a kind and a slug (document.h). It may hold nonsense while it is
 * being typed. Beside the items a data file (draft.db) is kept in step, from which the preview is
 * drawn. All functions lock; any thread may call them. */
#ifndef FOYER_DESK_DRAFT_H
#define FOYER_DESK_DRAFT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"

typedef struct Draft Draft;
struct Store;

typedef enum DraftResult {
    DRAFT_DONE,
    DRAFT_CONFLICT, /* somebody else changed it since: nothing is done */
    DRAFT_MISSING,  /* there is no such item, or nothing to undo: `error` says which */
    DRAFT_REFUSED,  /* it makes no sense; `error` says why */
    DRAFT_FAILED    /* the disk, or memory: `error` says which */
} DraftResult;

enum { DRAFT_NEWS_MOST = 100000, DRAFT_DELEGATIONS_MOST = 1000, DRAFT_NOTICES_MOST = 100 };
enum { DRAFT_NAME_BYTES = 64, DRAFT_SLUG_BYTES = 104 };

/* An item as it stands. draft_item_finish is due. */
typedef struct DraftItem {
    cJSON *document; /* the caller's */
    int64_t revision;
    char by[DRAFT_NAME_BYTES]; /* who changed it last; empty: nobody since it was taken in */
} DraftItem;

/* Opens the draft of the desk's folder. Where it is new, it begins as the data file `from` is. NULL
 * with the reason. */
Draft *draft_open(struct Store *store, const char *folder, const char *from, Error *error);
void draft_close(Draft *draft); /* NULL is fine */

/* The clocks that it asks, for tests: of what waits, and of what is written down in seconds since
 * 1970. The standard: the system's (shell/clock.h). */
void draft_set_clock(Draft *draft, Time (*now)(void), int64_t (*seconds)(void));

/* The number of the last change; grows. Whoever knows it knows whether anything is new. */
int64_t draft_change(Draft *draft);

bool draft_get(Draft *draft, const char *kind, const char *slug, DraftItem *out);

/* Its revision alone, which costs nothing; 0: there is no such item. Of the kind "order" it is that
 * of the order of the delegations. */
int64_t draft_revision(Draft *draft, const char *kind, const char *slug);

void draft_item_finish(DraftItem *item);

/* The slugs of a kind in their order; `*slugs` malloc'ed in one piece, the caller's. -1: no memory.
 */
int draft_list(Draft *draft, const char *kind, const char ***slugs);

/* ---- changing it ---- */

/* Changes an item that was at `revision` when it was read. `*now` is what it is after, or with
 * DRAFT_CONFLICT what it is instead; draft_item_finish is due in any case. What one person does to
 * one item within 10 seconds is one step of undo. */
DraftResult draft_put(Draft *draft, const char *by, const char *kind, const char *slug,
                      int64_t revision, const cJSON *document, DraftItem *now, Error *error);

/* Adds an item; its slug is made of the title and the day, or of `title` where the document has
 * none yet, and is written to `slug`. */
DraftResult draft_add(Draft *draft, const char *by, const char *kind, const char *title,
                      const cJSON *document, char slug[DRAFT_SLUG_BYTES], DraftItem *now,
                      Error *error);

/* Removes an item that was at `revision` when it was read; 0: whatever it is at. News that concern
 * a delegation no longer do, which is one step with it. */
DraftResult draft_remove(Draft *draft, const char *by, const char *kind, const char *slug,
                         int64_t revision, Error *error);

/* Puts the delegations in this order: all of them, each once. The order was at `revision` when it
 * was read; 0: whatever it is at. */
DraftResult draft_reorder(Draft *draft, const char *by, int64_t revision, const char *const *slugs,
                          int count, Error *error);

/* Makes the draft what the data file holds, as one change that can be undone. */
DraftResult draft_take(Draft *draft, const char *by, const char *file, const char *why,
                       Error *error);

/* Rows of a table of one kind: JSON objects of field → text of the cell (import_cell.h), besides
 * them "slug". */
typedef struct DraftTable {
    const char *kind; /* "news" or "delegation" */
    const cJSON *rows;
    const char *language; /* of the sentences */
    bool apply;           /* false: it is only said what it would change */
} DraftTable;

/* Puts the rows into the items that they name by slug, or by title and day, and adds the others,
 * all as one step of undo. Empty cells leave what is there. Adds to `answer` "rows" ({"row",
 * "slug", "title", "state": "new", "changed" or "same", "fields": [{"field", "old", "new"}],
 * "faults"}), "new", "changed", "same" and "applied". */
DraftResult draft_import(Draft *draft, const char *by, const DraftTable *table, cJSON *answer,
                         Error *error);

/* ---- undo ---- */

typedef struct DraftUndone {
    char kind[16], slug[DRAFT_SLUG_BYTES]; /* the first item of the step */
    bool can_undo, can_redo;               /* afterwards */
} DraftUndone;

/* Takes back the last thing that `by` did, or does it again. DRAFT_CONFLICT: another changed the
 * same item since; `error` says who, and which, by its title in `language` where it has one. */
DraftResult draft_undo(Draft *draft, const char *by, const char *language, DraftUndone *undone,
                       Error *error);
DraftResult draft_redo(Draft *draft, const char *by, const char *language, DraftUndone *undone,
                       Error *error);

/* Appends the last steps to a JSON list, the newest first: {"id", "at", "by", "what", "undone",
 * "items": [{"kind", "slug"}]}. */
bool draft_steps(Draft *draft, int most, cJSON *list, Error *error);

/* ---- looking at it ---- */

/* Appends the faults of a document, as document_check finds them in what the draft holds, to a JSON
 * list, in the language "en" or "ru"; the number of errors. */
int draft_check(Draft *draft, const char *kind, const cJSON *document, const char *language,
                cJSON *list);

typedef struct DraftQuery {
    const char *kind, *find; /* words of the title; NULL or empty: all */
    const char *only; /* "shown", "coming", "hidden" (also what is over), "changed"; or all */
    int from, count;
    const char *language;  /* of the sentences */
    const char *published; /* the data file that was published last; it need not be there */
    int session;           /* that asks: who else has an item open */
} DraftQuery;

/* {"total", "items": […]} as the API's list of items has it; NULL: no memory. */
cJSON *draft_query(Draft *draft, const DraftQuery *query);

/* How many items are not as they are published. */
int draft_differs(Draft *draft, const char *published);

/* Adds to a JSON object: "languages", "organisation", "counts". */
void draft_describe(Draft *draft, cJSON *object);

/* Appends what was changed since a change to a JSON list, at most 200: {"kind", "slug", "revision",
 * "by", "removed"}. Under the kind "order" it is the order of the delegations. False: there was
 * more. */
bool draft_changed(Draft *draft, int64_t since, cJSON *list);

/* ---- who has what open ---- */

/* Notes that the window `session` of `name` has `at` open ("news/SLUG", or ""); for 10 seconds. */
void draft_visit(Draft *draft, int session, const char *name, const char *at);

/* Forgets the window, whose person has logged out. */
void draft_leave(Draft *draft, int session);

/* Appends {"name", "at", "title"?: {LANGUAGE: what is open there}} of all windows but `session` to
 * a JSON list. */
void draft_people(Draft *draft, int session, cJSON *list);

/* ---- data files ---- */

/* Told of what is left out of a data file. */
typedef void (*DraftSink)(void *context, const char *kind, const char *slug, const char *field,
                          const char *what);

/* Writes the whole draft as a data file, by the same code as `foyer build`, equal content giving
 * equal bytes. Items with faults that no data file can hold are left out, each told to `sink`. */
bool draft_build(Draft *draft, const char *path, DraftSink sink, void *context, Error *error);

/* The same with this item alone, beside the lobby and the delegations: for who looks at one. */
bool draft_build_one(Draft *draft, const char *kind, const char *slug, const char *path,
                     Error *error);

/* Holds draft.db still while it is opened and drawn from; its path, and the change it is of. NULL,
 * with the reason, where it cannot be written; then there is nothing to unlock. */
const char *draft_lock_file(Draft *draft, int64_t *change, Error *error);
void draft_unlock_file(Draft *draft);

#endif
