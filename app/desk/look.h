/* Look: what a publication would change, before anybody publishes: the sentences of `foyer diff`,
 * the screens that look otherwise, and all that is wrong, by the code of `foyer check`.
 *
 * With much content that takes long, so it goes on in a process of its own (child.h) while nobody
 * waits, and what was found is kept as long as it holds. The data file that was looked at is kept
 * with it: it, and nothing that was typed later, is what is published then. */
#ifndef FOYER_DESK_LOOK_H
#define FOYER_DESK_LOOK_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "content/content.h"
#include "desk/desk.h"

#define LOOK_WORD "--look"

typedef struct Look Look;

typedef enum LookResult {
    LOOK_DONE,
    LOOK_BUSY,  /* not yet: to be asked again */
    LOOK_FAILED /* `error` says why */
} LookResult;

/* For one language of staff's ("en" or "ru"); NULL: no memory. `published` is the file that was
 * published last, which need not be there; both borrowed. */
Look *look_create(struct Desk *desk, const char *published, const char *language);
void look_destroy(Look *look); /* NULL is fine */

/* What the draft would change, as GET /api/publish answers it, the caller's; begins to look where
 * that is not known, and waits for it `most` at most. */
LookResult look_get(Look *look, Time most, cJSON **out, Error *error);

/* What was published is another file now: nothing that was found holds. */
void look_forget(Look *look);

/* Hands out the data file of what was found, which the caller renames or removes, where it is of
 * the change `change` (0: of the last there is); then nothing is known any more. False where it is
 * not at hand, or there are errors: look_get tells. */
bool look_take_file(Look *look, int64_t change, const char *to);

/* The child's own, for child_main: NEW OLD FONTS LANGUAGE WIDTHxHEIGHT. It says JSON. */
int look_child(int argc, char **argv);

/* look_screens.c: the screens that look otherwise, as JSON: [{"screen", "title", "language",
 * "before", "after"}]. `changed` are the screens of items that have changed, in order. */
typedef struct LookScreens {
    const char *old, *new; /* data files; `old` may be NULL */
    const char *fonts, *language;
    int32_t w, h; /* px */
    char (*changed)[160];
    int count;
} LookScreens;

cJSON *look_screens(const LookScreens *look);

/* The name of the item of a screen, "delegation/SLUG" or "news/SLUG", in the language, else in the
 * first; NULL where it is neither, or not in the content, which may be NULL. Borrowed. */
const char *look_title(Content *content, const char *screen, const char *language);

#endif
