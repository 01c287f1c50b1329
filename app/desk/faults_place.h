/* Faults place: the field of a document that a finding of `foyer check` is about. */
#ifndef FOYER_DESK_FAULTS_PLACE_H
#define FOYER_DESK_FAULTS_PLACE_H

#include <stdbool.h>

#include "content/content.h"
#include "staff/place.h"

enum { FAULT_FIELD_BYTES = 96 };

/* The item's kind and slug, as the desk has them: the organisation and the languages are the
 * lobby's. */
const char *faults_place_kind(const Place *place);
const char *faults_place_slug(const Place *place);

/* Whether it is in the item. */
bool faults_place_is_in(const Place *place, const char *kind, const char *slug);

/* Writes the field, such as "chambers.0.name.ru"; "" where it is the item as a whole. False where
 * it is in no item, as a picture is. `content` tells the order of the languages. */
bool faults_place_field(const Place *place, const Content *content, char field[FAULT_FIELD_BYTES]);

#endif
