/* Store: numbered copies of data files in a folder, each with a note. The last good copies in the
 * folder `good` of the state folder are kept so, for the keeper, which writes, and for staff's
 * verbs, which read; and the versions of a published file beside it (content/versions.h).
 *
 *     good/000017.db     a good copy; the highest number is the newest
 *     good/000017.json   a note on it: {"source", "loaded_at", "day", "summary"}
 *
 * Whatever happens at whatever moment, the newest copy is whole: each is written under another
 * name, synced, renamed, and the folder synced. */
#ifndef FOYER_CONTENT_STORE_H
#define FOYER_CONTENT_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "content/content.h"

enum { STORE_KEPT = 5, STORE_PATH_MOST = 4200 };

/* What a store holds. */
typedef struct StoreKind {
    const char *things; /* "good copies" */
    const char *busy;   /* who holds the folder where it is held already, as a sentence */
    int kept;           /* older ones than so many go */
    bool keeps_damaged; /* … as long as the copy with the same number; else only for one run */
} StoreKind;

typedef struct Store {
    char folder[4096]; /* STATE/good; empty: there is none */
    int lock;          /* held open; -1: read only */
    const StoreKind *kind;
} Store;

/* What is known of one good copy. */
typedef struct GoodCopy {
    int number;
    char path[STORE_PATH_MOST];
    char source[512];  /* staff's file it was copied from */
    int64_t loaded_at; /* seconds since 1970, by the system's clock */
    char day[11];      /* of the content, "2022-06-03"; empty: it does not say */
    char summary[256]; /* "5 delegations, 12 news items" */
    int before;        /* of a version: the number of the one it replaced; 0: none, or not known */
} GoodCopy;

/* Opens the store to write: makes the folder, keeps others from writing, removes what was left
 * half written. False with the reason: it can still be read. */
bool store_init(Store *store, const char *state_dir, Error *error);

/* Opens the store to read it only. */
void store_init_reader(Store *store, const char *state_dir);

/* The same for a folder of another kind. `kind` is borrowed. */
bool store_init_folder(Store *store, const StoreKind *kind, const char *folder, Error *error);
void store_init_folder_reader(Store *store, const StoreKind *kind, const char *folder);

void store_finish(Store *store);

/* Writes day and summary of what is about to be stored. */
void store_describe(Content *content, GoodCopy *copy);

/* Fills `out` with the good copies, the newest first, at most `most`; their number. */
int store_list(const Store *store, GoodCopy *out, int most);

/* The name under which the next copy is to be written, before it is accepted. */
bool store_name_next(const Store *store, char path[STORE_PATH_MOST], Error *error);

/* Makes the file at `under_way` the newest good copy, with the source, time, day and summary of
 * `copy`, whose number and path are filled in; older ones than the last so many go, but never the
 * one it replaced. False: the store is as it was, and the file under way is removed. */
bool store_accept(Store *store, const char *under_way, GoodCopy *copy, Error *error);

/* Takes a copy that turned out to be damaged out of the list, under another name. */
void store_discard(Store *store, const GoodCopy *copy);

/* Takes a copy out of the store. */
void store_remove(Store *store, const GoodCopy *copy);

/* Keeps a file from elsewhere that is damaged, with the logs beside it, under the number of the
 * copy that comes next: `kept` is where. False: it could not be kept whole. */
bool store_keep_damaged(Store *store, const char *path, char kept[STORE_PATH_MOST], Error *error);

#endif
