/* Password: `foyer desk password NAME` gives somebody a password, and with it the right to log in.
 */
#ifndef FOYER_DESK_PASSWORD_H
#define FOYER_DESK_PASSWORD_H

#include "shell/options.h"

/* Asks on the terminal, where nothing is shown, or takes one line of standard input. What ends the
 * program; `error` where it is not done. */
Status password_run(const char *folder, const char *name, const char *role, Error *error);

#endif
