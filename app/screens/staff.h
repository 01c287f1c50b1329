/* Staff: what the staff's pages know besides what every screen may look at. */
#ifndef FOYER_SCREENS_STAFF_H
#define FOYER_SCREENS_STAFF_H

#include <stdbool.h>

#include "base/date.h"

enum { STAFF_FAULTS_MOST = 8 };

/* What only the shell knows of the display. Texts are 0-ended, and English: the page says them in
 * its language (words/sentences.h). Empty: there is nothing to say. Walls with year 0: not known.
 */
typedef struct StaffFacts {
    char version[32];
    Wall running_since;
    char source[512];     /* the staff's file */
    char shown_from[512]; /* the good copy of it that is shown, or "memory" */
    Wall shown_since;
    char refused[512]; /* why the file as it is now is not shown */
    Wall refused_at;
    char storage[512]; /* why good copies are not kept */
    long memory_kb;    /* in use; 0: not known */
    int fault_count;   /* of the settings file; those past STAFF_FAULTS_MOST are only counted */
    char faults[STAFF_FAULTS_MOST][280];
} StaffFacts;

/* What a page may look at. All borrowed. */
typedef struct StaffView {
    const StaffFacts *facts;
    const char *trouble; /* why nothing is shown; NULL: something is */
    int typed;           /* digits of a PIN */
    bool wrong;          /* the one before was not the PIN */
    Time wait_until;     /* no PIN is looked at before */
    bool turned;         /* the picture hangs on trial, from `turned_at` on */
    Time turned_at;
} StaffView;

/* How long a turned picture waits to be kept. */
#define STAFF_TRIAL (15 * TIME_S)

#endif
