/* Child: a process of our own program that does one thing beside the desk and says what came of it
 * on its standard output. What may hang for ever (a share whose server is gone), what takes long,
 * and what is not made for several threads (drawing) is done in one.
 *
 * The first word on its command line says which; child_main is the table. */
#ifndef FOYER_DESK_CHILD_H
#define FOYER_DESK_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

typedef struct Child {
    pid_t process; /* 0: none */
    int ended;     /* readable once it has ended */
    int said;      /* its standard output; reading does not wait */
} Child;

/* Starts one. `words` are those behind the program's name, and a NULL. It ends with the thread that
 * started it, however that ends. False with the reason. */
bool child_start(Child *child, const char *const *words, Error *error);

/* Ends it and whatever it has started, now. It may take a moment, or longer where the kernel waits
 * for a disk: `ended` tells. */
void child_kill(const Child *child);

/* Lets go of one that has ended. */
void child_finish(Child *child);

/* ---- in the child ---- */

/* Whether the program was started as a child; what it ends with, in `*status`, is known then, since
 * all is done. To be called first in main. */
bool child_main(int argc, char **argv, int *status);

#endif
