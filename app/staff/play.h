/* The verb play: a scripted visit in virtual time, which checks what it expects. */
#ifndef FOYER_STAFF_PLAY_H
#define FOYER_STAFF_PLAY_H

/* `argv` is what stands behind the verb; what the program ends with (options.h, Status). */
int verb_play(int argc, char **argv);

#endif
