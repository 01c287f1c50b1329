/* Place: which field of which item a finding of a check is about, and how people say it. Whoever
 * shows findings beside the fields themselves goes by the place; everybody else says it. */
#ifndef FOYER_STAFF_PLACE_H
#define FOYER_STAFF_PLACE_H

#include "words/sentences.h"

typedef enum PlaceField {
    PLACE_WHOLE, /* no field: the item itself */
    PLACE_NAME,
    PLACE_OFFICIAL_NAME,
    PLACE_PARLIAMENT,
    PLACE_REPRESENTATIVE,
    PLACE_ROLE,
    PLACE_CHAMBER_NAME,
    PLACE_CHAMBER_WEBSITE,
    PLACE_TITLE,
    PLACE_SUMMARY,
    PLACE_BODY,
    PLACE_LINK, /* in the body */
    PLACE_TEXT, /* of a notice */
    PLACE_FIELD_COUNT
} PlaceField;

typedef struct Place {
    const char *kind; /* "delegation", "news", "notice", "picture", "language", "organisation" */
    const char *slug; /* NULL: there is one of its kind; of a language its code */
    PlaceField field;
    int chamber;          /* index, with PLACE_CHAMBER_… */
    const char *link;     /* the address, with PLACE_LINK */
    const char *language; /* the code of the language it is in; NULL: it is in none */
} Place;

enum { PLACE_BYTES = 480 };

/* "delegation \"belarus\", name of chamber 1 in en" in the language, in `out`,
 * which is returned. */
const char *place_say(const Place *place, StaffLanguage language, char out[PLACE_BYTES]);

#endif
