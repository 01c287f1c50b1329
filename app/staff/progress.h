/* Progress: says on a terminal what takes long. Work under a second, and work whose standard error
 * is no terminal, says nothing. */
#ifndef FOYER_STAFF_PROGRESS_H
#define FOYER_STAFF_PROGRESS_H

#include "base/date.h"

typedef struct Progress {
    const char *what; /* "Laying out": borrowed */
    Time begun, said; /* said 0: nothing yet */
} Progress;

Progress progress_begin(const char *what);
void progress_step(Progress *progress, int done, int of);

/* Takes back what was said. */
void progress_end(Progress *progress);

#endif
