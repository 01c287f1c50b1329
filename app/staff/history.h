/* History: `foyer history LIVE` lists what was published. */
#ifndef FOYER_STAFF_HISTORY_H
#define FOYER_STAFF_HISTORY_H

/* The verb; `argv` is what stands behind it. */
int verb_history(int argc, char **argv);

#endif
