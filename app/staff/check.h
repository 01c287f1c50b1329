/* Check: `foyer check FILE|DIR` names everything wrong with a data file or a folder of sources, all
 * at once: what the file's own check finds (content/check_file.h), letters that no typeface holds,
 * pictures that do not decode, addresses that give no code, texts that do not fit. */
#ifndef FOYER_STAFF_CHECK_H
#define FOYER_STAFF_CHECK_H

#include "base/error.h"
#include "content/check_file.h"
#include "content/content.h"
#include "shell/options.h"
#include "staff/place.h"
#include "words/sentences.h"

typedef struct CheckCounts {
    int errors, warnings;
} CheckCounts;

/* Tells `sink` of all that is wrong with the file or folder at `path`. STATUS_WRONG where there are
 * errors; STATUS_COMMAND, with the reason, where nothing could be checked. `fonts` is the folder of
 * the typefaces. */
Status check_run(const char *path, const char *fonts, StaffLanguage language, FindingSink sink,
                 void *context, CheckCounts *counts, Error *error);

/* The same, told besides in which field of which item it is; NULL where only `where` says so. */
typedef void (*CheckFound)(void *context, int severity, const Place *place, const char *where,
                           const char *what, const char *what_to_do);
Status check_run_placed(const char *path, const char *fonts, StaffLanguage language,
                        CheckFound found, void *context, CheckCounts *counts, Error *error);

/* Prints one finding as staff read it, to standard output; a FindingSink whose context is a
 * StaffLanguage, or NULL for English. */
void check_print(void *context, int severity, const char *where, const char *what,
                 const char *what_to_do);

/* "2 errors, 1 warning" in `out`, which is returned. */
enum { CHECK_COUNTS_BYTES = 160 };
const char *check_say_counts(const CheckCounts *counts, StaffLanguage language,
                             char out[CHECK_COUNTS_BYTES]);

/* The verb; `argv` is what stands behind it. */
int verb_check(int argc, char **argv);

/* ---- the parts, also for whoever checks a single item ---- */

/* Told of one finding in the language, as a FindingSink is, but for the place: borrowed, too. */
typedef void (*CheckSink)(void *context, int severity, const Place *place, const char *what,
                          const char *what_to_do);

/* check_text.c: letters that no typeface holds, pictures, codes. False where it cannot be done. */
bool check_texts(Content *content, const char *fonts, StaffLanguage language, CheckSink sink,
                 void *context, Error *error);

/* check_fit.c: names and titles that do not fit, each once, where it fails first: at the smallest
 * display and the smallest text size. All the displays, one after another; it takes seconds. */
typedef struct CheckFit CheckFit;

/* Begins with the file, of which only the item `slug` of `kind` is looked at; NULL: all of them.
 * NULL with the reason. */
CheckFit *check_fit_begin(const char *file, const char *fonts, const char *kind, const char *slug,
                          StaffLanguage language, CheckSink sink, void *context, Error *error);
void check_fit_end(CheckFit *fit); /* NULL is fine */

/* How many displays there are, and looks at the next of them. False with the reason. */
int check_fit_count(const CheckFit *fit);
bool check_fit_next(CheckFit *fit, Error *error);

#endif
