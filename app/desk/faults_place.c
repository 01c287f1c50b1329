/* See faults_place.h. */
#include "desk/faults_place.h"

#include <stdio.h>
#include <string.h>

/* The keys below "text.LANGUAGE", as document.h has them. */
static const char *const KEYS[PLACE_FIELD_COUNT] = {
    [PLACE_NAME] = "name",
    [PLACE_OFFICIAL_NAME] = "official_name",
    [PLACE_PARLIAMENT] = "parliament",
    [PLACE_REPRESENTATIVE] = "representative",
    [PLACE_ROLE] = "role",
    [PLACE_TITLE] = "title",
    [PLACE_SUMMARY] = "summary",
    [PLACE_BODY] = "body",
    [PLACE_LINK] = "body",
};

static bool is_lobby(const Place *place)
{
    return strcmp(place->kind, "organisation") == 0 || strcmp(place->kind, "language") == 0;
}

const char *faults_place_kind(const Place *place)
{
    return is_lobby(place) ? "lobby" : place->kind;
}

const char *faults_place_slug(const Place *place)
{
    return is_lobby(place) || place->slug == NULL ? "lobby" : place->slug;
}

bool faults_place_is_in(const Place *place, const char *kind, const char *slug)
{
    return strcmp(faults_place_kind(place), kind) == 0 &&
           strcmp(faults_place_slug(place), slug) == 0;
}

static bool lobby_field(const Place *place, const Content *content, char *field)
{
    bool is_language = strcmp(place->kind, "language") == 0;
    const char *code = is_language ? place->slug : place->language;
    int index = code != NULL ? content_find_language(content, code) : -1;
    (void)snprintf(field, FAULT_FIELD_BYTES, "languages.%d.%s", index,
                   is_language ? "name" : "organisation");
    return index >= 0;
}

bool faults_place_field(const Place *place, const Content *content, char field[FAULT_FIELD_BYTES])
{
    const char *language = place->language != NULL ? place->language : "";
    field[0] = '\0';
    if (is_lobby(place)) {
        return lobby_field(place, content, field);
    }
    if (strcmp(place->kind, "picture") == 0) {
        return false;
    }
    switch (place->field) {
    case PLACE_WHOLE:
        break;
    case PLACE_CHAMBER_NAME:
        (void)snprintf(field, FAULT_FIELD_BYTES, "chambers.%d.name.%.8s", place->chamber, language);
        break;
    case PLACE_CHAMBER_WEBSITE:
        (void)snprintf(field, FAULT_FIELD_BYTES, "chambers.%d.website", place->chamber);
        break;
    case PLACE_TEXT:
        (void)snprintf(field, FAULT_FIELD_BYTES, "text.%.8s", language);
        break;
    default:
        (void)snprintf(field, FAULT_FIELD_BYTES, "text.%.8s.%s", language, KEYS[place->field]);
    }
    return true;
}
