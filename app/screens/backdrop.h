/* Backdrop: the upper half of the display while everything stands in the lower one. */
#ifndef FOYER_SCREENS_BACKDROP_H
#define FOYER_SCREENS_BACKDROP_H

#include "screens/screen.h"

/* Draws it above the view's bounds: night, and the assembly's seats like a dome on the horizon.
 * Nothing in it is to be read or touched. Draws nothing in full reach. */
void backdrop_draw(const View *view);

#endif
