/* See place.h. */
#include "staff/place.h"

#include <stdio.h>
#include <string.h>

static const char *const FIELDS[PLACE_FIELD_COUNT] = {
    [PLACE_WHOLE] = "",
    [PLACE_NAME] = SENTENCE("name"),
    [PLACE_OFFICIAL_NAME] = SENTENCE("official name"),
    [PLACE_PARLIAMENT] = SENTENCE("parliament"),
    [PLACE_REPRESENTATIVE] = SENTENCE("representative"),
    [PLACE_ROLE] = SENTENCE("role"),
    [PLACE_CHAMBER_NAME] = SENTENCE("name of chamber %d"),
    [PLACE_CHAMBER_WEBSITE] = SENTENCE("website of chamber %d"),
    [PLACE_TITLE] = SENTENCE("title"),
    [PLACE_SUMMARY] = SENTENCE("summary"),
    [PLACE_BODY] = SENTENCE("text"),
    [PLACE_LINK] = SENTENCE("link \"%.60s…\""),
    [PLACE_TEXT] = SENTENCE("text"),
};

static const struct {
    const char *kind, *said;
} ITEMS[] = {
    {"delegation", SENTENCE("delegation \"%.100s\"")}, {"news", SENTENCE("news \"%.100s\"")},
    {"notice", SENTENCE("notice \"%.100s\"")},         {"picture", SENTENCE("picture \"%.100s\"")},
    {"language", SENTENCE("language \"%.100s\"")},     {"organisation", SENTENCE("organisation")},
};

const char *place_say(const Place *place, StaffLanguage language, char out[PLACE_BYTES])
{
    char item[240] = "", field[200];
    for (size_t i = 0; i < sizeof ITEMS / sizeof ITEMS[0]; i++) {
        if (strcmp(place->kind, ITEMS[i].kind) == 0) {
            (void)snprintf(item, sizeof item, sentence(language, ITEMS[i].said), place->slug);
        }
    }
    const char *said = sentence(language, FIELDS[place->field]);
    if (place->field == PLACE_LINK) {
        (void)snprintf(field, sizeof field, said, place->link);
    } else {
        (void)snprintf(field, sizeof field, said, place->chamber + 1);
    }
    if (place->language != NULL && field[0] != '\0') {
        (void)snprintf(out, PLACE_BYTES, sentence(language, "%s, %s in %s"), item, field,
                       place->language);
    } else {
        (void)snprintf(out, PLACE_BYTES, "%s%s%s", item, field[0] != '\0' ? ", " : "", field);
    }
    return out;
}
