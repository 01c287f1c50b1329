/* Given: what staff name on the command line where a data file or a folder of sources will do. A
 * folder is built into a file of its own for as long as it is needed. */
#ifndef FOYER_STAFF_GIVEN_H
#define FOYER_STAFF_GIVEN_H

#include <stdbool.h>

#include "base/error.h"
#include "content/content.h"
#include "shell/options.h"
#include "staff/build.h"

typedef struct Given {
    char file[4096];   /* the data file */
    char folder[4096]; /* that it was built in, to be removed; empty: the file is staff's own */
} Given;

/* Whether the path is a folder. */
bool given_is_folder(const char *path);

/* Builds a folder of sources into `file`; `error` has the first mistake, and how many there are. */
BuildResult given_build(const char *folder, const char *file, Error *error);

/* Finds or builds the data file of `path`. Of the sources' mistakes `sink` is told; NULL: `error`
 * has the first and how many there are. given_finish is due in any case. */
Status given_init(Given *given, const char *path, BuildSink sink, void *context, Error *error);

/* The same, opened; NULL with the reason, and in `status` what to end with. */
Content *given_open(Given *given, const char *path, Status *status, Error *error);

void given_finish(Given *given);

#endif
