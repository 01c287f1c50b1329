/* Report: what the display says of itself, for `foyer status` (content/status_file.h).
 *
 * Written at the start, once a minute, when something changes, and when somebody asks (SIGUSR1).
 * The drawing thread only fills it in, a fraction of a millisecond; a thread of its own writes it,
 * since a disk takes its time. */
#ifndef FOYER_SHELL_REPORT_H
#define FOYER_SHELL_REPORT_H

#include "app.h"
#include "base/date.h"
#include "content/keeper.h"
#include "shell/settings.h"

typedef struct Report Report;

/* Begins to report into the folder, once the keeper has it to itself. NULL, logged, where there is
 * no memory: all below is then without effect. */
Report *report_start(const char *state_dir, const DisplaySettings *settings);

/* Notes what is on the glass at `now`, and how the display is ("on"). Returns when it wants to be
 * called next. `asked`: it is written though nothing has changed. */
Time report_note(Report *report, App *app, Keeper *keeper, const char *display, Time now,
                 bool asked);

/* Writes that the display has ended as it was told to. NULL is fine. */
void report_stop(Report *report);

#endif
