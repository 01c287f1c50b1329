/* Rollback: `foyer rollback LIVE [N]` brings back what was published before. */
#ifndef FOYER_STAFF_ROLLBACK_H
#define FOYER_STAFF_ROLLBACK_H

#include "base/error.h"
#include "shell/options.h"
#include "staff/live.h"

/* Puts version `number` in the place of the file `live`; 0: the one that was live before the one
 * that is live now was published. What was live stays in the history. The rest as publish_run. */
Status rollback_run(const char *live, int number, const char *fonts, bool yes, Error *error);

/* The same without a terminal: `told` hears it, and is asked. */
Status rollback_told(const char *live, int number, const char *fonts, const LiveTold *told,
                     LiveResult *result, Error *error);

/* The verb; `argv` is what stands behind it. */
int verb_rollback(int argc, char **argv);

#endif
