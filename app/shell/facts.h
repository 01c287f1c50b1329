/* Facts: what the shell knows of the display, for the staff's page on the glass. */
#ifndef FOYER_SHELL_FACTS_H
#define FOYER_SHELL_FACTS_H

#include "app.h"
#include "content/keeper.h"
#include "shell/settings.h"

/* What is to be known now; the display has run since `since`, in seconds since 1970. Takes about a
 * millisecond. */
StaffFacts facts_now(Keeper *keeper, const DisplaySettings *settings, int64_t since);

#endif
