/* Export: `foyer export FILE DIR` writes the sources that `foyer build DIR FILE` reads.
 *
 * There and back loses nothing that is shown, and equal content gives equal bytes: a file that was
 * built is, exported and built again, the very same file. */
#ifndef FOYER_STAFF_EXPORT_H
#define FOYER_STAFF_EXPORT_H

#include "base/error.h"
#include "shell/options.h"

/* Writes the content of `file` into `dir`, which is made, or is there and empty. STATUS_WRONG: the
 * file cannot be read or has what no source can say; STATUS_COMMAND: DIR cannot be written. */
Status export_run(const char *file, const char *dir, Error *error);

/* The verb; `argv` is what stands behind it. */
int verb_export(int argc, char **argv);

#endif
