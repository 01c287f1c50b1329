/* Slug: an item's short name in addresses, made of what people call it. */
#ifndef FOYER_DESK_SLUG_H
#define FOYER_DESK_SLUG_H

#include <stdbool.h>
#include <stddef.h>

enum { SLUG_BYTES = 104 };

/* Whether it is one: 1 to 100 of a-z, 0-9 and -. */
bool slug_is_valid(const char *text);

/* Makes a slug of the words of a title in Latin, Cyrillic or Armenian letters, those of which there
 * is room within some 60 letters, behind `before` ("2022-06-03") where that is not empty. A title
 * without such words gives `otherwise`. */
void slug_make(const char *before, const char *title, const char *otherwise, char out[SLUG_BYTES]);

/* Puts a number behind the slug that `number` is, 2 or more: "hall-2". */
void slug_number(const char *slug, int number, char out[SLUG_BYTES]);

#endif
