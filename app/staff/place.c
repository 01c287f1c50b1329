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
    [PLACE_TITLE] = SENTENCE("title"),
    [PLACE_SUMMARY] = SENTENCE("summary"),
    [PLACE_BODY] = SENTENCE("text"),
    [PLACE_TEXT] = SENTENCE("text"),
};

static void say_item(const Place *place, StaffLanguage language, char *out, size_t size)
{
    const char *kind = place->kind;
    if (place->slug == NULL) {
        (void)snprintf(out, size, "%s", sentence(language, "organisation"));
    } else if (strcmp(kind, "delegation") == 0) {
        (void)snprintf(out, size, sentence(language, "delegation \"%.100s\""), place->slug);
    } else if (strcmp(kind, "news") == 0) {
        (void)snprintf(out, size, sentence(language, "news \"%.100s\""), place->slug);
    } else if (strcmp(kind, "notice") == 0) {
        (void)snprintf(out, size, sentence(language, "notice \"%.100s\""), place->slug);
    } else if (strcmp(kind, "picture") == 0) {
        (void)snprintf(out, size, sentence(language, "picture \"%.100s\""), place->slug);
    } else {
        (void)snprintf(out, size, sentence(language, "language \"%.100s\""), place->slug);
    }
}

static void say_field(const Place *place, StaffLanguage language, char *out, size_t size)
{
    int chamber = place->chamber + 1;
    switch (place->field) {
    case PLACE_CHAMBER_NAME:
        (void)snprintf(out, size, sentence(language, "name of chamber %d"), chamber);
        break;
    case PLACE_CHAMBER_WEBSITE:
        (void)snprintf(out, size, sentence(language, "website of chamber %d"), chamber);
        break;
    case PLACE_LINK:
        (void)snprintf(out, size, sentence(language, "link \"%.60s…\""), place->link);
        break;
    default:
        (void)snprintf(out, size, "%s", sentence(language, FIELDS[place->field]));
    }
}

const char *place_say(const Place *place, StaffLanguage language, char out[PLACE_BYTES])
{
    char item[200], field[200];
    say_item(place, language, item, sizeof item);
    say_field(place, language, field, sizeof field);
    if (place->language != NULL && field[0] != '\0') {
        (void)snprintf(out, PLACE_BYTES, sentence(language, "%s, %s in %s"), item, field,
                       place->language);
    } else {
        (void)snprintf(out, PLACE_BYTES, "%s%s%s", item, field[0] != '\0' ? ", " : "", field);
    }
    return out;
}
