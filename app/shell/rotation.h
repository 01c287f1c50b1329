/* Rotation: how the picture hangs when staff turned it on the glass, kept in the state folder as
 * STATE/rotation.
 *
 * What was kept counts until the settings say something else than they said then: whoever edits
 * foyer.txt afterwards has the last word. */
#ifndef FOYER_SHELL_ROTATION_H
#define FOYER_SHELL_ROTATION_H

#include <stdbool.h>

#include "base/error.h"
#include "draw/glass.h"

/* How the picture is to hang where the settings say `set`. A folder of NULL, one without the file,
 * and a file that makes no sense give `set`. */
Rotation rotation_find(const char *state_dir, Rotation set);

/* Keeps `chosen`, while the settings say `set`; in one step, also for a power cut. False with one
 * sentence. */
bool rotation_keep(const char *state_dir, Rotation set, Rotation chosen, Error *error);

#endif
