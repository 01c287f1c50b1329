/* Copy: a consistent copy of a data file that its editors may be writing, for the keeper and for
 * staff's verbs.
 *
 * Nothing is written to the file or to its folder. A file that changes while it is looked at, or
 * that an editor has locked, is waited for. What an editor keeps in a log beside the file (-wal, or
 * -journal where it died) is taken in, in the copy. */
#ifndef FOYER_CONTENT_COPY_H
#define FOYER_CONTENT_COPY_H

#include <stdint.h>

#include "base/error.h"

typedef enum CopyResult {
    COPY_DONE,
    COPY_UNSETTLED, /* it is still being written, or locked: to be tried again */
    COPY_CANCELLED,
    COPY_REFUSED, /* it cannot be read, or is none of ours */
    COPY_NO_ROOM  /* the copy cannot be written */
} CopyResult;

typedef struct CopyOptions {
    const char *from;
    const char *to;   /* made anew; a path, or /proc/self/fd/N of a file held in memory */
    int wait_ms;      /* how long an unsettled file is waited for, about */
    int64_t now_s;    /* seconds since 1970: a file changed well before needs no wait; 0: it does */
    int cancel_fd;    /* readable: stop; -1: nothing stops it */
    uint64_t *digest; /* of the copy's bytes: equal files, equal digests; may be NULL */
} CopyOptions;

/* Makes the copy; unless COPY_DONE, `error` says why in staff's words and nothing is left at `to`.
 *
 * The copy is never in WAL mode, and its header's count of changes is the digest: the counter
 * itself means nothing in a file that never changes, and so content_version() differs wherever a
 * byte does. */
CopyResult copy_file(const CopyOptions *options, Error *error);

/* The digest of a copy made by copy_file. False where it cannot be read. */
bool copy_read_digest(const char *path, uint64_t *digest);

/* COPY_DONE where a copy is, byte for byte, what copy_file made, as its header tells, with its
 * digest; COPY_REFUSED where it is damaged, COPY_UNSETTLED where it cannot be read. */
CopyResult copy_verify(const char *path, int cancel_fd, uint64_t *digest, Error *error);

/* Copies bytes as they are, into a file that is there (cut to 0) or made. */
CopyResult copy_bytes(const char *from, const char *to, int cancel_fd, Error *error);

/* Waits; false where `cancel_fd` became readable. No clock is read for it. */
bool copy_wait(int cancel_fd, int ms);

#endif
