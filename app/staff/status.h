/* Status: `foyer status` says what is on the glass now, from which file, and what is hidden and
 * why; also after the display died. */
#ifndef FOYER_STAFF_STATUS_H
#define FOYER_STAFF_STATUS_H

/* The verb; `argv` is what stands behind it. */
int verb_status(int argc, char **argv);

#endif
