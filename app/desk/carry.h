/* Carry: brings what is published to one screen, in a process of its own (child.h), since a share
 * or a network may hang for ever.
 *
 * A place is a file's path, to which it is published by the very code of `foyer publish`; or
 * HOST:PATH, to which rsync carries it over ssh. A place that does not end in ".db" is a folder,
 * and the file in it is lobby.db. The folder has to be there: one that a share or a stick is
 * mounted on, and is not, must not be filled instead. */
#ifndef FOYER_DESK_CARRY_H
#define FOYER_DESK_CARRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "desk/child.h"

#define CARRY_WORD "--carry"

/* What came of it. */
typedef enum CarryEnd {
    CARRY_DONE,
    CARRY_NO_FOLDER,  /* the place is not there: not mounted */
    CARRY_STRANGE,    /* what is there has not been published from here: nothing is replaced */
    CARRY_OTHER_DISK, /* what was carried there is gone, and the disk is another one: the same */
    CARRY_FULL,       /* there is no room */
    CARRY_DENIED,     /* it cannot be written to */
    CARRY_UNREACHED,  /* the other computer does not answer */
    CARRY_UNKNOWN,    /* its key is not known here */
    CARRY_KEPT_OUT,   /* it lets nobody in with the key of the desk */
    CARRY_NO_PROGRAM, /* rsync or ssh is missing, here or there */
    CARRY_BAD_PLACE,  /* there cannot be such a place: `detail` is what is wrong with it */
    CARRY_LATE,       /* it took too long */
    CARRY_FAILED,     /* anything else: `detail` is all that is known */
    CARRY_END_COUNT
} CarryEnd;

typedef struct CarryAsk {
    const char *file;      /* what is carried: one version of what was published */
    const char *where;     /* as desk.txt has it */
    const char *published; /* the file whose history may be replaced */
    uint64_t known[2];     /* what else may be, by digest (content/copy.h); 0: nothing */
    uint64_t device;       /* that the folder was on when it was filled last; 0: it was not */
} CarryAsk;

typedef struct CarryResult {
    CarryEnd end;
    uint64_t digest;    /* with CARRY_STRANGE of what is there */
    int64_t changed_at; /* the same: when, in seconds since 1970 */
    uint64_t device;    /* with CARRY_DONE: that the folder is on; 0: not known */
    char detail[400];   /* in English; may be empty */
} CarryResult;

/* Whether somebody has to agree before it is carried there. */
bool carry_asks(CarryEnd end);

/* Begins it. What the child says is for carry_read. */
bool carry_start(Child *child, const CarryAsk *ask, Error *error);

/* What a child has said, a 0 behind it. */
CarryResult carry_read(const char *said);

/* Why it is not done, in a sentence of the language ("en" or "ru") without a full stop; in `out`,
 * which is returned. */
const char *carry_say(CarryEnd end, const char *detail, const char *language, char *out,
                      size_t size);

/* The child's own, for child_main. */
int carry_child(int argc, char **argv);

/* ---- for carry's own files ---- */

typedef struct CarryPlace {
    bool is_remote;
    char host[300];  /* USER@HOST, or HOST */
    char path[1100]; /* of the file; there, where it is remote */
} CarryPlace;

/* Reads a place. False with what is wrong with it. */
bool carry_place(const char *where, CarryPlace *out, Error *error);

/* Whether the folder lies on something that is to be mounted and is not: both tables are in the
 * form of /etc/fstab. */
bool carry_is_unmounted(const char *folder, const char *wanted, const char *mounted);

/* carry_rsync.c: by rsync over ssh. */
void carry_by_rsync(const CarryPlace *place, const char *file, CarryResult *result);

#endif
