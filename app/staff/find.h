/* Find: text on the screen, as a visitor reads it: for scripts that tap what says something. */
#ifndef FOYER_STAFF_FIND_H
#define FOYER_STAFF_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/geometry.h"
#include "draw/list.h"

typedef enum Found {
    FOUND_TARGET,    /* it is there, and a touch on it means something */
    FOUND_TEXT_ONLY, /* it is there, and a touch on it means nothing */
    FOUND_NOTHING
} Found;

/* Where to touch the text: in the middle of the piece of it, or of the line, that it begins in.
 * Words broken over lines count as one text with a space between. Of several places the last
 * that says nothing else is meant (the bar is drawn last), else the first that can be touched. */
Found find_text(const DrawList *list, const char *text, Point *out);

/* All that can be read, in the order it is drawn, pieces of different lines with a space between;
 * malloc'ed: the caller frees it. NULL where there is no memory. */
char *find_all_text(const DrawList *list);

#endif
