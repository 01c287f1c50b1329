/* See import_cell.h. */
#include "desk/import_cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- which fields there are ---- */

typedef enum CellType { CELL_TEXT, CELL_DAY, CELL_YES_NO, CELL_NUMBER, CELL_DELEGATIONS } CellType;

/* In a path "LANG" stands for a language's code and "N" for the place of a chamber. */
typedef struct CellField {
    DocumentKind kind;
    const char *path;
    CellType type;
} CellField;

static const CellField FIELDS[] = {
    {DOCUMENT_NEWS, "date", CELL_DAY},
    {DOCUMENT_NEWS, "shown_from", CELL_DAY},
    {DOCUMENT_NEWS, "shown_until", CELL_DAY},
    {DOCUMENT_NEWS, "pinned", CELL_YES_NO},
    {DOCUMENT_NEWS, "delegations", CELL_DELEGATIONS},
    {DOCUMENT_NEWS, "text.LANG.title", CELL_TEXT},
    {DOCUMENT_NEWS, "text.LANG.summary", CELL_TEXT},
    {DOCUMENT_NEWS, "text.LANG.body", CELL_TEXT},
    {DOCUMENT_DELEGATION, "flag", CELL_TEXT},
    {DOCUMENT_DELEGATION, "text.LANG.name", CELL_TEXT},
    {DOCUMENT_DELEGATION, "text.LANG.official_name", CELL_TEXT},
    {DOCUMENT_DELEGATION, "text.LANG.parliament", CELL_TEXT},
    {DOCUMENT_DELEGATION, "text.LANG.representative", CELL_TEXT},
    {DOCUMENT_DELEGATION, "text.LANG.role", CELL_TEXT},
    {DOCUMENT_DELEGATION, "chambers.N.deputies", CELL_NUMBER},
    {DOCUMENT_DELEGATION, "chambers.N.website", CELL_TEXT},
    {DOCUMENT_DELEGATION, "chambers.N.name.LANG", CELL_TEXT},
};

enum { PARTS_MOST = 4, PART_BYTES = 32, CHAMBERS_MOST = 100 };

typedef struct Path {
    char parts[PARTS_MOST][PART_BYTES];
    int count;
} Path;

/* False where it has too many parts, or too long or empty ones. */
static bool path_read(const char *text, Path *out)
{
    for (*out = (Path){.count = 0}; out->count < PARTS_MOST; text++) {
        size_t length = strcspn(text, ".");
        if (length == 0 || length >= PART_BYTES) {
            return false;
        }
        memcpy(out->parts[out->count++], text, length);
        text += length;
        if (*text == '\0') {
            return true;
        }
    }
    return false;
}

/* The place of a chamber; -1: this is none. */
static int place_of(const char *part)
{
    char *end;
    long place = strtol(part, &end, 10);
    return part[0] >= '0' && part[0] <= '9' && *end == '\0' && place < CHAMBERS_MOST ? (int)place
                                                                                     : -1;
}

static bool is_language(const DocumentLanguages *languages, const char *code)
{
    for (int i = 0; i < languages->count; i++) {
        if (strcmp(languages->codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static const CellField *find_field(const CellTarget *target, const Path *path)
{
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
        Path wanted;
        bool is_it = FIELDS[i].kind == target->kind && path_read(FIELDS[i].path, &wanted) &&
                     wanted.count == path->count;
        for (int k = 0; is_it && k < path->count; k++) {
            is_it = strcmp(wanted.parts[k], "LANG") == 0
                        ? is_language(target->languages, path->parts[k])
                    : strcmp(wanted.parts[k], "N") == 0
                        ? place_of(path->parts[k]) >= 0
                        : strcmp(wanted.parts[k], path->parts[k]) == 0;
        }
        if (is_it) {
            return &FIELDS[i];
        }
    }
    return NULL;
}

/* ---- what stands in a cell ---- */

/* "3.6.2022" as "2022-06-03"; anything else as it is, for whoever checks the document. */
static cJSON *make_day(const char *cell)
{
    int day, month, year, end = 0;
    char text[16];
    if ((sscanf(cell, "%2d.%2d.%4d%n", &day, &month, &year, &end) == 3 ||
         sscanf(cell, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3) &&
        cell[end] == '\0' && day > 0 && month > 0 && year >= 1000) {
        (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
        return cJSON_CreateString(text);
    }
    return cJSON_CreateString(cell);
}

/* -1: neither. */
static int yes_or_no(const char *cell)
{
    static const char *const WORDS[2][7] = {{"no", "n", "false", "0", "нет", "Нет", "НЕТ"},
                                            {"yes", "y", "true", "1", "да", "Да", "ДА"}};
    for (int value = 0; value < 2; value++) {
        for (int i = 0; i < 7; i++) {
            if (strcasecmp(cell, WORDS[value][i]) == 0) {
                return value;
            }
        }
    }
    return -1;
}

/* A list of delegations with commas, semicolons or ends of lines between them. */
static cJSON *make_delegations(const CellTarget *target, const char *cell)
{
    static const char BETWEEN[] = ",;\r\n";
    cJSON *list = cJSON_CreateArray();
    for (const char *at = cell; list != NULL && *at != '\0';) {
        at += strspn(at, ",;\r\n \t");
        size_t length = strcspn(at, BETWEEN);
        char name[400];
        size_t kept = length < sizeof name ? length : sizeof name - 1;
        memcpy(name, at, kept);
        for (; kept > 0 && (name[kept - 1] == ' ' || name[kept - 1] == '\t'); kept--) {
        }
        name[kept] = '\0';
        const char *slug = kept > 0 ? target->find_delegation(target->context, name) : NULL;
        if (kept > 0) {
            (void)cJSON_AddItemToArray(list, cJSON_CreateString(slug != NULL ? slug : name));
        }
        at += length;
    }
    return list;
}

static CellResult make_value(const CellTarget *target, CellType type, const char *cell, cJSON **out)
{
    char *end;
    long number;
    int yes;
    switch (type) {
    case CELL_TEXT:
        *out = cJSON_CreateString(cell);
        break;
    case CELL_DAY:
        *out = make_day(cell);
        break;
    case CELL_YES_NO:
        yes = yes_or_no(cell);
        if (yes < 0) {
            return CELL_NO_YES_NO;
        }
        *out = cJSON_CreateBool(yes);
        break;
    case CELL_NUMBER:
        number = strtol(cell, &end, 10);
        if (end == cell || *end != '\0' || number < 0 || number > 1000000) {
            return CELL_NO_NUMBER;
        }
        *out = cJSON_CreateNumber((double)number);
        break;
    case CELL_DELEGATIONS:
        *out = make_delegations(target, cell);
        break;
    }
    return *out != NULL ? CELL_DONE : CELL_NO_MEMORY;
}

/* ---- in the document ---- */

/* The chambers before the one at `place` are made, too, where they are not there. */
static cJSON *step_into(cJSON *parent, const char *part, bool holds_list)
{
    cJSON *child = NULL;
    if (cJSON_IsArray(parent)) {
        for (int place = place_of(part); cJSON_GetArraySize(parent) <= place;) {
            cJSON *chamber = cJSON_CreateObject();
            if (chamber == NULL || cJSON_AddNumberToObject(chamber, "deputies", 0) == NULL ||
                !cJSON_AddItemToArray(parent, chamber)) {
                cJSON_Delete(chamber);
                return NULL;
            }
        }
        return cJSON_GetArrayItem(parent, place_of(part));
    }
    child = cJSON_GetObjectItemCaseSensitive(parent, part);
    if (holds_list ? cJSON_IsArray(child) : cJSON_IsObject(child)) {
        return child;
    }
    /* Nonsense, or nothing: what is put in makes it what it should be. */
    cJSON_DeleteItemFromObjectCaseSensitive(parent, part);
    return holds_list ? cJSON_AddArrayToObject(parent, part)
                      : cJSON_AddObjectToObject(parent, part);
}

CellResult cell_put(const CellTarget *target, cJSON *document, const char *field, const char *cell)
{
    Path path;
    cJSON *value = NULL, *parent = document;
    const CellField *found = path_read(field, &path) ? find_field(target, &path) : NULL;
    if (found == NULL) {
        return CELL_NO_FIELD;
    }
    CellResult result = make_value(target, found->type, cell, &value);
    if (result != CELL_DONE) {
        return result;
    }
    for (int i = 0; i + 1 < path.count && parent != NULL; i++) {
        parent = step_into(parent, path.parts[i], strcmp(path.parts[i], "chambers") == 0);
    }
    const char *last = path.parts[path.count - 1];
    if (parent != NULL) {
        cJSON_DeleteItemFromObjectCaseSensitive(parent, last);
    }
    if (parent == NULL || !cJSON_AddItemToObject(parent, last, value)) {
        cJSON_Delete(value);
        return CELL_NO_MEMORY;
    }
    return CELL_DONE;
}

static char *join(const cJSON *list)
{
    char *text = NULL;
    size_t count = 0;
    FILE *out = open_memstream(&text, &count);
    if (out == NULL) {
        return NULL;
    }
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, list)
    {
        (void)fprintf(out, "%s%s", one == list->child ? "" : ", ", document_text(one, NULL));
    }
    if (fclose(out) != 0) {
        free(text);
        text = NULL;
    }
    return text;
}

char *cell_get(const cJSON *document, const char *field)
{
    Path path;
    const cJSON *at = path_read(field, &path) ? document : NULL;
    for (int i = 0; at != NULL && i < path.count; i++) {
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, place_of(path.parts[i]))
                               : cJSON_GetObjectItemCaseSensitive(at, path.parts[i]);
    }
    char number[32] = "";
    if (cJSON_IsArray(at)) {
        return join(at);
    }
    if (cJSON_IsNumber(at)) {
        (void)snprintf(number, sizeof number, "%.0f", at->valuedouble);
        return strdup(number);
    }
    if (cJSON_IsBool(at)) {
        return strdup(cJSON_IsTrue(at) ? "yes" : "no");
    }
    return strdup(cJSON_IsString(at) ? at->valuestring : "");
}
