/* The verb show: the display in a window, until it is told to end. */
#ifndef FOYER_SHELL_SHOW_H
#define FOYER_SHELL_SHOW_H

/* `argv` is what stands behind the verb; what the program ends with (options.h, Status). */
int verb_show(int argc, char **argv);

#endif
