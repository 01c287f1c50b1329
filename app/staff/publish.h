/* Publish: `foyer publish NEW LIVE` puts new content in the place of the file that the display
 * shows, checked and in one step. */
#ifndef FOYER_STAFF_PUBLISH_H
#define FOYER_STAFF_PUBLISH_H

#include "base/error.h"
#include "shell/options.h"
#include "staff/live.h"

/* Publishes the data file, or the folder of sources, `from` as the file `live`, and prints what is
 * wrong with it and what changes. Asks on the terminal unless `yes`. `error` says why where it is
 * not published, except where the answer was no. `fonts` is the folder of the typefaces; NULL:
 * whether the texts can be drawn is not looked at. */
Status publish_run(const char *from, const char *live, const char *fonts, bool yes, Error *error);

/* The same without a terminal: `told` hears it, and is asked. Where nothing changes `result` says
 * so with STATUS_DONE. `source` is what the history says it is from. */
Status publish_told(const char *from, const char *source, const char *live, const char *fonts,
                    const LiveTold *told, LiveResult *result, Error *error);

/* The verb; `argv` is what stands behind it. */
int verb_publish(int argc, char **argv);

#endif
