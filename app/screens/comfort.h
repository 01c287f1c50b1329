/* Comfort: the panel in which a visitor chooses text size, contrast, reach and motion. It slides
 * over any screen; the app opens and closes it and carries out what is chosen. */
#ifndef FOYER_SCREENS_COMFORT_H
#define FOYER_SCREENS_COMFORT_H

#include "screens/screen.h"

/* Where the panel stands once it is there, in the view's coordinates. */
Box comfort_box(const View *view);

#endif
