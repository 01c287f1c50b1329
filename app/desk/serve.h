/* Serve: what runs between the opening of a desk and its end. */
#ifndef FOYER_DESK_SERVE_H
#define FOYER_DESK_SERVE_H

#include "desk/desk.h"
#include "shell/options.h"

/* Serves the desk until SIGTERM or SIGINT. Says on standard output, in one line, where. `error`
 * with one sentence where it cannot be served. */
Status serve_run(Desk *desk, const Options *options, Error *error);

/* Has the desktop show an address. */
void serve_show(const char *address);

#endif
