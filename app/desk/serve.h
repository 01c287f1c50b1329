/* Serve: what runs between the opening of a desk and its end. */
#ifndef FOYER_DESK_SERVE_H
#define FOYER_DESK_SERVE_H

#include <sys/types.h>

#include "desk/desk.h"
#include "shell/options.h"

/* Serves the desk until SIGTERM or SIGINT. Says on standard output, in one line, where. `error`
 * with one sentence where it cannot be served. */
Status serve_run(Desk *desk, const Options *options, Error *error);

/* Has the desktop show an address. The process that does it, to be waited for; 0: there is none. */
pid_t serve_show(const char *address);

#endif
