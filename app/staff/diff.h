/* Diff: `foyer diff OLD NEW` says in sentences what would change on the screen. */
#ifndef FOYER_STAFF_DIFF_H
#define FOYER_STAFF_DIFF_H

#include "content/content.h"
#include "words/sentences.h"

/* Told of one change, such as "Kazakhstan: Senate, deputies 8 → 9". `screen` is the item's own, as
 * app_show_screen names it: "delegation/kazakhstan"; NULL where it is about no one item, or a
 * notice. Both are borrowed for the call. */
typedef void (*DiffSink)(void *context, const char *screen, const char *sentence);

/* Tells `sink` of everything that a visitor would see otherwise, in the order: languages, settings,
 * delegations, notices, news. Where a whole language comes or goes, its texts are not named one by
 * one. The number of changes. */
int diff_contents(Content *old, Content *new, StaffLanguage language, DiffSink sink, void *context);

/* The verb; `argv` is what stands behind it. */
int verb_diff(int argc, char **argv);

#endif
