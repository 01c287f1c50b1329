/* Ink: where the very letters of a text put their pixels, for the layout check. */
#ifndef FOYER_TESTS_INK_H
#define FOYER_TESTS_INK_H

#include <stdbool.h>

#include "draw/list.h"

typedef struct Ink Ink;

/* NULL where the typefaces cannot be opened. */
Ink *ink_create(const char *fonts);
void ink_destroy(Ink *ink);

/* The smallest box that holds the text's pixels, px on the screen; empty for spaces. */
Box ink_box(Ink *ink, const DrawItem *text);

/* Whether two texts share a pixel. */
bool ink_meets(Ink *ink, const DrawItem *a, const DrawItem *b);

#endif
