/* Notices: the bands in which staff say what everybody in the lobby must know. */
#ifndef FOYER_SCREENS_NOTICE_H
#define FOYER_SCREENS_NOTICE_H

#include "screens/screen.h"

/* The height in px of the one band that lies across the bottom of the idle loop; 0: there is no
 * notice. Where there are several they take turns: `turn` counts slides. */
int32_t notice_bottom_height(const View *view, int turn);

/* Draws it along the bottom edge of the display. */
void notice_bottom_draw(const View *view, int turn);

/* Draws the current notices below one another from the top of the body, the urgent first: as many
 * as leave the screen its room, at least one. The height in px; 0: there is none. */
int32_t notice_top_draw(const View *view);

/* An exclamation mark in a disc: urgency not by colour alone. The box is square. */
void notice_sign(const View *view, Box box, Color disc, Color mark);

#endif
