/* Build: `foyer build DIR FILE` makes the data file from staff's texts and pictures.
 *
 * DIR/README.md tells staff what the folder holds. Whatever is wrong is said with its file, its
 * line and what to do; FILE stays as it was until all is well. */
#ifndef FOYER_STAFF_BUILD_H
#define FOYER_STAFF_BUILD_H

#include "base/error.h"

/* Also the exit statuses of the verb. */
typedef enum BuildResult {
    BUILD_DONE = 0,
    BUILD_CONTENT_WRONG = 1,
    BUILD_COMMAND_WRONG = 2 /* there is no such folder, or the file cannot be written */
} BuildResult;

typedef struct BuildCounts {
    int languages, delegations, news, pictures;
} BuildCounts;

/* Makes `file` from the folder `dir`; `error` says why where the result is not BUILD_DONE. */
BuildResult build_run(const char *dir, const char *file, BuildCounts *counts, Error *error);

/* Told of each mistake: a sentence that begins with "file:line: ". Borrowed for the call. */
typedef void (*BuildSink)(void *context, const char *mistake);

/* The same, going on after a mistake so that `sink` is told of all. `error` says why where the
 * result is BUILD_COMMAND_WRONG. */
BuildResult build_run_all(const char *dir, const char *file, BuildCounts *counts, BuildSink sink,
                          void *context, Error *error);

/* The verb; `argv` holds what stands behind "build" on the command line. The exit status. */
int verb_build(int argc, char **argv);

#endif
