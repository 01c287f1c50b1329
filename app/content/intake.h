/* Intake: one taking in of staff's file, from theirs to a good copy that is open. For keeper.c. */
#ifndef FOYER_CONTENT_INTAKE_H
#define FOYER_CONTENT_INTAKE_H

#include "content/check_parts.h"
#include "content/keeper.h"
#include "content/store.h"

typedef enum IntakeResult {
    INTAKE_NEW,       /* there is new content */
    INTAKE_SAME,      /* it is what is shown already */
    INTAKE_UNSETTLED, /* it is being written: to be tried again soon */
    INTAKE_CANCELLED,
    INTAKE_REFUSED, /* it stays outside until it changes */
    INTAKE_TROUBLE  /* it may be good, but memory or a disk failed: to be tried again */
} IntakeResult;

typedef struct Intake {
    const char *path; /* staff's file, or the folder of sources */
    bool (*build)(void *context, const char *folder, const char *file, Error *error);
    void *context;
    Store *store; /* NULL: from memory */
    int cancel_fd;
    int64_t now_s;
    uint64_t shown_digest; /* of what is shown; 0: nothing is */
    bool shown_is_stored;  /* … as a good copy */
} Intake;

typedef struct Taken {
    Content *content; /* the caller's; NULL unless INTAKE_NEW */
    uint64_t digest;
    bool is_stored;
    char from[STORE_PATH_MOST]; /* the good copy's path, or "memory" */
    int memory;                 /* the file that holds it there, the caller's; -1: none */
    Error storage;              /* why it is not stored; empty: it is */
} Taken;

/* With INTAKE_SAME and `is_stored` what is shown has got a good copy, at `from`, that it lacked,
 * unless `from` is empty. `error` says why where nothing was taken in. */
IntakeResult intake_run(const Intake *intake, Taken *taken, Error *error);

/* Whether a good copy is still undamaged, and its digest. BAD only where it is damaged. */
CheckResult intake_verify(const GoodCopy *copy, int cancel_fd, uint64_t *digest, Error *error);

#endif
