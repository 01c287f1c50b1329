/* The verb shot: a picture of one screen, come to rest. */
#ifndef FOYER_STAFF_SHOT_H
#define FOYER_STAFF_SHOT_H

/* `argv` is what stands behind the verb; what the program ends with (options.h, Status). */
int verb_shot(int argc, char **argv);

#endif
