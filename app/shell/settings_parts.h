/* What the two halves of the settings share, and nobody else: the table, by number. */
#ifndef FOYER_SHELL_SETTINGS_PARTS_H
#define FOYER_SHELL_SETTINGS_PARTS_H

#include "shell/settings.h"

enum { SETTING_COUNT = 8 };

/* The number of the setting of that name; -1: there is none. */
int setting_find(const char *name);

/* Sets it to what the value says. False where it says nothing that can be: `out` is as it was. */
bool setting_set(int index, const char *value, DisplaySettings *out);

/* What its values look like, for people. */
const char *setting_want(int index);

#endif
