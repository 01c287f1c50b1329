/* The verb show: the display in a window, until it is told to end. */
#ifndef FOYER_SHELL_SHOW_H
#define FOYER_SHELL_SHOW_H

#include <stdbool.h>

#include "base/error.h"

/* Makes the data file `file` of a folder of sources; false with the reason (staff/build.h). */
typedef bool ShowBuild(void *context, const char *folder, const char *file, Error *error);

/* `argv` is what stands behind the verb; `build` is for a folder that is shown as it is saved. What
 * the program ends with (options.h, Status). */
int show_run(int argc, char **argv, ShowBuild *build);

#endif
