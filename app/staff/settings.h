/* Settings: `foyer settings FILE` says what a foyer.txt sets, and names every bad line. */
#ifndef FOYER_STAFF_SETTINGS_H
#define FOYER_STAFF_SETTINGS_H

/* The verb; `argv` is what stands behind it. */
int verb_settings(int argc, char **argv);

#endif
