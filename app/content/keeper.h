/* Keeper: looks after the staff's file so that the display never has to.
 *
 * A thread of its own watches the file; a changed one is copied consistently, checked in full,
 * stored as a good copy in the state folder, and only then opened, from that unchanging copy, and
 * handed over. A file that fails stays outside. Nothing here touches the drawing thread but
 * keeper_take.
 *
 * The state folder holds the last good copies and what was said about files refused:
 *     good/000017.db     a good copy; the highest number is the newest
 *     good/000017.idx    its index for searching (content/search.h), made after it is shown
 *     good/000017.json   from which file, when, its day and its summary in sentences
 *     status.json        what is on the glass, for `foyer status`; written by the shell
 * Every write is: a temporary file in the same folder, fsync, rename, fsync of the folder. Where
 * the folder is missing, full or read-only the copy is held in memory, and the status says so. */
#ifndef FOYER_CONTENT_KEEPER_H
#define FOYER_CONTENT_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "content/content.h"
#include "content/search.h"

typedef struct Keeper Keeper;

typedef struct KeeperOptions {
    const char *path;      /* the staff's file, or a folder of sources; need not be absolute */
    const char *state_dir; /* NULL: good copies are held in memory only */
    const char *fallback;  /* shown where neither the file nor a good copy of it can be, until one
                              can; NULL: nothing is */
    bool first_picture;    /* a stored copy is shown before the file is judged: whoever draws needs
                              the processor until keeper_picture_is_shown, 2 s at most */
    /* Makes a data file of a folder of sources (staff/build); NULL: folders are refused. */
    bool (*build)(void *context, const char *folder, const char *file, Error *error);
    /* Called on the keeper's thread when keeper_take, keeper_take_search or keeper_status has
     * something new. */
    void (*wake)(void *context);
    void *context;
} KeeperOptions;

/* What the keeper knows, as it stood at one moment. */
typedef struct KeeperStatus {
    bool judged;          /* the file was looked at once at least */
    bool shown;           /* some content was handed over */
    bool is_fallback;     /* … which is the one to fall back on */
    bool has_folder;      /* it has the state folder to itself, and can write there */
    char shown_from[512]; /* the good copy's path, or "memory" */
    char source[512];     /* the staff's file it was copied from */
    int64_t loaded_at;    /* seconds since 1970, by the system's clock */
    char refused[512];    /* why the file as it is now is not shown; empty: it is shown */
    int64_t refused_at;
    char storage[512]; /* why good copies are not kept in the folder; empty: they are */
} KeeperStatus;

/* Starts watching, and returns at once: the thread opens the newest good copy of this very file
 * (by its path, made absolute), then judges the file itself. NULL only where there is no memory or
 * no thread. The options' strings are copied. */
Keeper *keeper_start(const KeeperOptions *options, Error *error);

/* Waits until there is something to take, or the file was judged and there is nothing; 3 s at
 * most. */
void keeper_wait_first(Keeper *keeper);

void keeper_picture_is_shown(Keeper *keeper);
void keeper_stop(Keeper *keeper); /* NULL is fine; ends within a second */

/* Content newer than what was taken last, now the caller's, or NULL. Never waits for the thread. */
Content *keeper_take(Keeper *keeper);

/* The index of content that was handed over, now the caller's, once it is made, or NULL. It is of
 * other content than the caller shows where there is newer to take. Never waits for the thread. */
Search *keeper_take_search(Keeper *keeper);

KeeperStatus keeper_status(Keeper *keeper);

#endif
