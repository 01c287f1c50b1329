/* Progress: says on a terminal what takes long. Work under a second, and work whose standard error
 * is no terminal, says nothing. */
#ifndef FOYER_STAFF_PROGRESS_H
#define FOYER_STAFF_PROGRESS_H

#include <pthread.h>

#include "base/date.h"

typedef struct Progress {
    const char *what; /* "Laying out": borrowed */
    Time begun, said; /* said 0: nothing yet */
} Progress;

Progress progress_begin(const char *what);
void progress_step(Progress *progress, int done, int of);

/* Takes back what was said. */
void progress_end(Progress *progress);

/* The same for one long call that cannot say how far it is: from the second second on, what it does
 * and for how long already, said by a thread. */
typedef struct ProgressWait {
    const char *what; /* borrowed */
    int ends[2];      /* of a pipe that is closed at the end; -1: nothing is said */
    pthread_t thread;
} ProgressWait;

/* `wait` stays where it is until progress_wait_end. */
void progress_wait_begin(ProgressWait *wait, const char *what);
void progress_wait_end(ProgressWait *wait);

#endif
