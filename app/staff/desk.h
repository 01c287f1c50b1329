/* Desk: `foyer desk` runs the program in which staff change the content with a browser. It is one
 * of its own, so that a display need not load what it links. */
#ifndef FOYER_STAFF_DESK_H
#define FOYER_STAFF_DESK_H

/* The verb; `argv` is what stands behind it. */
int verb_desk(int argc, char **argv);

#endif
