/* Carrier: a thread that brings what is published to every screen of desk.txt, several at once, and
 * goes on trying where one cannot be reached: after 5 s, 10 s, 20 s … 10 minutes, and at once when
 * there is something new or somebody asks. One that hangs holds up no other. What is where is
 * remembered in desk.db, so that it goes on after a restart. */
#ifndef FOYER_DESK_CARRIER_H
#define FOYER_DESK_CARRIER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "desk/carry.h"
#include "desk/settings.h"

typedef struct Carrier Carrier;
struct Store;

/* What is published now. */
typedef struct Publication {
    int number;      /* of the version; 0: there is none */
    uint64_t digest; /* of its file (content/copy.h) */
    char file[4200]; /* that does not change any more */
} Publication;

typedef enum CarriedState {
    CARRIED_CURRENT, /* it has what is published */
    CARRIED_WAITING, /* it is being carried there, or nothing is published */
    CARRIED_FAILED
} CarriedState;

typedef struct ScreenReport {
    const char *name, *where; /* borrowed from the settings */
    int version;              /* of what is there; 0: nothing from here */
    CarriedState state;
    CarryEnd end; /* with CARRIED_FAILED */
    char detail[400];
    int64_t changed_at;        /* with CARRY_STRANGE: of what is there; seconds since 1970 */
    int64_t tried_at, next_at; /* seconds since 1970; 0: not yet, and not by itself */
} ScreenReport;

/* Begins. All is borrowed; `published` is the file that versions are kept of. NULL with the reason.
 */
Carrier *carrier_start(const DeskSettings *settings, struct Store *store, const char *published,
                       const Publication *now, Error *error);
void carrier_stop(Carrier *carrier); /* what is under way is ended; NULL is fine */

/* From now on this is to be on every screen. */
void carrier_bring(Carrier *carrier, const Publication *now);

/* Tries at once what is not there yet: on the screen of this name, or on all (NULL). */
void carrier_retry(Carrier *carrier, const char *screen);

/* Somebody agrees that what was found on the screen may be replaced: that, and nothing that has
 * come there since. Whether there is such a screen. */
bool carrier_agree(Carrier *carrier, const char *screen);

/* Fills `out` with the first `most` screens, in the settings' order; their number. */
int carrier_screens(Carrier *carrier, ScreenReport *out, int most);

#endif
