/* Desk: what a running desk consists of. One for the process; each part guards itself with a lock
 * of its own, since requests are answered on several threads. */
#ifndef FOYER_DESK_DESK_H
#define FOYER_DESK_DESK_H

#include <stdbool.h>

#include "base/error.h"
#include "desk/settings.h"

typedef struct Desk {
    const char *folder; /* the desk's own folder */
    const char *fonts;  /* the folder of the typefaces */
    int lock;           /* held while the desk runs; -1: none */
    bool network;       /* others than this computer reach it: who comes logs in, over TLS */
    int port;
    DeskSettings settings;
    struct Store *store;         /* desk.db */
    struct Draft *draft;         /* the items as they are being written */
    struct Preview *preview;     /* pictures of screens */
    struct Faults *faults;       /* what is wrong with the items */
    struct Decoder *decoder;     /* takes pictures in */
    struct Publisher *publisher; /* what is published, and its way to the screens */
    struct Sessions *sessions;   /* who is logged in */
    struct Users *users;         /* who may */
} Desk;

/* Makes the folder and those above it, for their owner alone, where they are not there. */
bool desk_make_folder(const char *folder, Error *error);

typedef enum DeskOpened {
    DESK_OPENED,
    DESK_RUNS_ALREADY, /* another holds the folder */
    DESK_FAILED
} DeskOpened;

/* Takes the folder, which is made where it is not there, for this desk alone, and opens all its
 * parts. `from`: the data file that a new folder begins with. Otherwise than opened it says why in
 * one sentence; desk_close is due all the same. The texts are borrowed. */
DeskOpened desk_open(Desk *desk, const char *folder, const char *fonts, const char *from,
                     Error *error);
void desk_close(Desk *desk);

#endif
