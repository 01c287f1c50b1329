/* Compare: whether a picture that was repainted bit by bit is the very picture that painting all
 * of its list gives, byte for byte.
 *
 * It has a painter, typefaces and content of its own, so that nothing cached on the way can hide a
 * difference. */
#ifndef FOYER_STAFF_COMPARE_H
#define FOYER_STAFF_COMPARE_H

#include "base/error.h"
#include "draw/glass.h"
#include "draw/list.h"

typedef struct Compare Compare;

/* For pictures of these bounds and this content (a file that cannot be opened has no pictures).
 * NULL with the reason. */
Compare *compare_create(const char *data_path, const char *fonts, Box bounds, Error *error);
void compare_destroy(Compare *compare); /* NULL is fine */

/* The next list is of other content: its pictures come from this file. False with the reason. */
bool compare_change_content(Compare *compare, const char *data_path, Error *error);

/* Whether what the glass keeps is what `list` says. To be called for every list that is drawn:
 * snapshots are taken of the one before. False with the first place that differs. */
bool compare_frame(Compare *compare, const DrawList *list, Glass *glass, Error *error);

#endif
