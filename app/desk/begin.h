/* Begin: opens what a desk remembers, and gives a new one something to begin with. */
#ifndef FOYER_DESK_BEGIN_H
#define FOYER_DESK_BEGIN_H

#include "base/error.h"
#include "desk/desk.h"

/* Opens desk->store and desk->draft in desk->folder. A new desk begins with `from`, a data file or
 * a folder of sources; NULL: with the content that Foyer ships with. False with the reason. */
bool begin_draft(Desk *desk, const char *from, Error *error);

/* Closes both; also where they are not open. */
void begin_close(Desk *desk);

#endif
