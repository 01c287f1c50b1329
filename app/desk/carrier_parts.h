/* Carried screen: what is known of one screen, and remembered in desk.db; for carrier*.c only. */
#ifndef FOYER_DESK_CARRIER_PARTS_H
#define FOYER_DESK_CARRIER_PARTS_H

#include "base/date.h"
#include "desk/carrier.h"
#include "desk/child.h"

typedef struct CarriedScreen {
    const DeskScreen *is; /* borrowed */

    /* remembered */
    int version;        /* of what is there; 0: nothing from here */
    uint64_t digest;    /* of it */
    uint64_t device;    /* that its folder was on then; 0: not known */
    uint64_t strange;   /* digest of what is there instead and not from here; 0: nothing known of */
    uint64_t agreed;    /* digest of what may be replaced all the same */
    int64_t changed_at; /* of what is strange */
    CarryEnd end;       /* of the last try; CARRY_DONE also where there was none */
    char detail[400];
    int64_t tried_at;
    bool is_to_be_kept; /* some of it is newer than in desk.db */

    /* of this run */
    Time due; /* when to try next */
    int failures;
    Child child;
    Time begun, late; /* when it was, and will have taken too long */
    bool is_given_up;
    int carrying; /* the version under way */
    uint64_t carrying_digest;
    char said[1000];
    size_t said_count;
} CarriedScreen;

struct Store;

/* What is remembered of the screen; a place that is not the one it was is not known. */
void carried_screen_init(CarriedScreen *screen, const DeskScreen *is, struct Store *store);

/* Remembers it. What cannot be written is logged: it is carried once more after a restart. */
void carried_screen_keep(const CarriedScreen *screen, struct Store *store);

#endif
