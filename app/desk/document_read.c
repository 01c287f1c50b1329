/* Documents from a data file. See document.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/rows.h"
#include "desk/document.h"

/* The item under way. What is read lies in an arena of its own: there may be 100,000 items. */
typedef struct Reading {
    Content *content;
    Arena arena;
    DocumentVisit visit;
    void *context;
    cJSON *document;
    const char *newest; /* the day of the newest news item so far; in the outer arena */
} Reading;

static bool add_text(cJSON *object, const char *key, const char *text)
{
    return text == NULL || cJSON_AddStringToObject(object, key, text) != NULL;
}

static bool add_number(cJSON *object, const char *key, const char *number)
{
    return number == NULL ||
           cJSON_AddNumberToObject(object, key, (double)strtol(number, NULL, 10)) != NULL;
}

static bool add_flag(cJSON *object, const char *key, const char *number)
{
    return number == NULL || strcmp(number, "0") == 0 || cJSON_AddTrueToObject(object, key) != NULL;
}

static bool no_memory(Error *error)
{
    return error_set(error, "there is not enough memory");
}

/* The object under `key`, made where it is not there; NULL: no memory. */
static cJSON *object_in(cJSON *object, const char *key)
{
    cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return value != NULL ? value : cJSON_AddObjectToObject(object, key);
}

/* ---- the parts of items ---- */

static bool read_delegation_text(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *texts = object_in(r->document, "text");
    cJSON *text = cJSON_AddObjectToObject(texts, row->columns[0]);
    return (add_text(text, "name", row->columns[1]) &&
            add_text(text, "official_name", row->columns[2]) &&
            add_text(text, "parliament", row->columns[3]) &&
            add_text(text, "representative", row->columns[4]) &&
            add_text(text, "role", row->columns[5]) && text != NULL) ||
           no_memory(error);
}

static bool read_chamber(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *chambers = cJSON_GetObjectItemCaseSensitive(r->document, "chambers");
    chambers = chambers != NULL ? chambers : cJSON_AddArrayToObject(r->document, "chambers");
    cJSON *chamber = cJSON_CreateObject();
    /* Its position in the file, by which its names are found, goes when they have been. */
    if (!cJSON_AddItemToArray(chambers, chamber)) {
        cJSON_Delete(chamber);
        return no_memory(error);
    }
    return (add_text(chamber, "position", row->columns[0]) &&
            add_number(chamber, "deputies", row->columns[1]) &&
            add_text(chamber, "website", row->columns[2])) ||
           no_memory(error);
}

static bool read_chamber_text(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *chamber;
    if (row->columns[1] == NULL || content_find_language(r->content, row->columns[1]) < 0) {
        return true; /* no visitor can choose it */
    }
    cJSON_ArrayForEach(chamber, cJSON_GetObjectItemCaseSensitive(r->document, "chambers"))
    {
        if (row->columns[0] != NULL &&
            strcmp(document_text(chamber, "position"), row->columns[0]) == 0) {
            return add_text(object_in(chamber, "name"), row->columns[1], row->columns[2]) ||
                   no_memory(error);
        }
    }
    return true;
}

static bool read_news_text(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *text = cJSON_AddObjectToObject(object_in(r->document, "text"), row->columns[0]);
    return (text != NULL && add_text(text, "title", row->columns[1]) &&
            add_text(text, "summary", row->columns[2]) &&
            add_text(text, "body", row->columns[3])) ||
           no_memory(error);
}

static bool read_news_delegation(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *list = cJSON_GetObjectItemCaseSensitive(r->document, "delegations");
    list = list != NULL ? list : cJSON_AddArrayToObject(r->document, "delegations");
    cJSON *slug = cJSON_CreateString(row->columns[0] != NULL ? row->columns[0] : "");
    if (!cJSON_AddItemToArray(list, slug)) {
        cJSON_Delete(slug);
        return no_memory(error);
    }
    return true;
}

static bool read_notice_text(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    return add_text(object_in(r->document, "text"), row->columns[0], row->columns[1]) ||
           no_memory(error);
}

/* ---- items ---- */

/* Hands the document on, whose it is then. */
static bool hand_over(Reading *r, DocumentKind kind, const char *slug, Error *error)
{
    cJSON *document = r->document;
    r->document = NULL;
    return r->visit(r->context, kind, slug, document, error);
}

/* An item for its own arena: `*r` is a copy of what the reading is about. */
static bool begin_item(Reading *r, Error *error)
{
    arena_init(&r->arena, 16384);
    r->document = cJSON_CreateObject();
    return r->document != NULL || no_memory(error);
}

static bool end_item(Reading *r, bool good)
{
    cJSON_Delete(r->document); /* NULL is fine: it has been handed on */
    arena_finish(&r->arena);
    return good;
}

static bool read_delegation(void *context, const Row *row, Error *error)
{
    Reading item = *(const Reading *)context, *r = &item;
    const char *slug = row->columns[0] != NULL ? row->columns[0] : "";
    bool good =
        begin_item(r, error) &&
        (add_text(r->document, "flag", row->columns[1]) || no_memory(error)) &&
        rows_read(r->content, ROWS_CHAMBER, slug, &r->arena, read_chamber, r, error) &&
        rows_read(r->content, ROWS_CHAMBER_TEXT, slug, &r->arena, read_chamber_text, r, error) &&
        rows_read(r->content, ROWS_DELEGATION_TEXT, slug, &r->arena, read_delegation_text, r,
                  error);
    cJSON *chamber;
    cJSON_ArrayForEach(chamber, cJSON_GetObjectItemCaseSensitive(r->document, "chambers"))
    {
        cJSON_DeleteItemFromObjectCaseSensitive(chamber, "position");
    }
    return end_item(r, good && hand_over(r, DOCUMENT_DELEGATION, slug, error));
}

static bool read_news(void *context, const Row *row, Error *error)
{
    Reading item = *(const Reading *)context, *r = &item;
    const char *slug = row->columns[0] != NULL ? row->columns[0] : "";
    bool good = begin_item(r, error) &&
                ((add_text(r->document, "date", row->columns[1]) &&
                  add_text(r->document, "shown_from", row->columns[2]) &&
                  add_text(r->document, "shown_until", row->columns[3]) &&
                  add_flag(r->document, "pinned", row->columns[4])) ||
                 no_memory(error)) &&
                rows_read(r->content, ROWS_NEWS_DELEGATION, slug, &r->arena, read_news_delegation,
                          r, error) &&
                rows_read(r->content, ROWS_NEWS_TEXT, slug, &r->arena, read_news_text, r, error);
    return end_item(r, good && hand_over(r, DOCUMENT_NEWS, slug, error));
}

static bool read_notice(void *context, const Row *row, Error *error)
{
    Reading item = *(const Reading *)context, *r = &item;
    const char *slug = row->columns[0] != NULL ? row->columns[0] : "";
    bool good =
        begin_item(r, error) &&
        ((add_flag(r->document, "urgent", row->columns[1]) &&
          add_text(r->document, "shown_from", row->columns[2]) &&
          add_text(r->document, "shown_until", row->columns[3])) ||
         no_memory(error)) &&
        rows_read(r->content, ROWS_NOTICE_TEXT, slug, &r->arena, read_notice_text, r, error);
    return end_item(r, good && hand_over(r, DOCUMENT_NOTICE, slug, error));
}

/* ---- the lobby ---- */

static bool read_language(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    cJSON *list = cJSON_GetObjectItemCaseSensitive(r->document, "languages");
    list = list != NULL ? list : cJSON_AddArrayToObject(r->document, "languages");
    cJSON *language = cJSON_CreateObject();
    if (!cJSON_AddItemToArray(list, language)) {
        cJSON_Delete(language);
        return no_memory(error);
    }
    return (add_text(language, "code", row->columns[0]) &&
            add_text(language, "name", row->columns[1]) &&
            add_text(language, "organisation", row->columns[2])) ||
           no_memory(error);
}

static bool read_settings(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    return (add_text(r->document, "first_language", row->columns[0]) &&
            add_number(r->document, "delegation_dwell_s", row->columns[1]) &&
            add_number(r->document, "news_dwell_s", row->columns[2]) &&
            add_number(r->document, "idle_wait_s", row->columns[3]) &&
            add_number(r->document, "still_there_s", row->columns[4]) &&
            add_number(r->document, "idle_news", row->columns[5])) ||
           no_memory(error);
}

static bool find_newest(void *context, const Row *row, Error *error)
{
    Reading *r = (Reading *)context;
    (void)error;
    if (row->columns[1] != NULL && (r->newest == NULL || strcmp(row->columns[1], r->newest) > 0)) {
        r->newest = row->columns[1];
    }
    return true;
}

/* The day stands in the document where it is not simply that of the newest item. */
static bool read_day(Reading *r, Error *error)
{
    Date day = content_day(r->content);
    char text[24];
    if (!rows_read(r->content, ROWS_NEWS, NULL, &r->arena, find_newest, r, error)) {
        return false;
    }
    (void)snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
    return day.year == 0 || strcmp(text, r->newest != NULL ? r->newest : "2000-01-01") == 0 ||
           add_text(r->document, "day", text) || no_memory(error);
}

/* A file without settings behaves in the usual way. */
static bool add_usual_settings(Reading *r, Error *error)
{
    const char *first = content_language(r->content, 0)->code;
    const Row usual = {.columns = {first, "9", "12", "90", "20", "5"}};
    return cJSON_HasObjectItem(r->document, "first_language") || read_settings(r, &usual, error);
}

static bool read_lobby(const Reading *reading, Error *error)
{
    Reading item = *reading, *r = &item;
    bool good = begin_item(r, error) &&
                rows_read(r->content, ROWS_LANGUAGE, NULL, &r->arena, read_language, r, error) &&
                rows_read(r->content, ROWS_SETTINGS, NULL, &r->arena, read_settings, r, error) &&
                add_usual_settings(r, error) && read_day(r, error);
    return end_item(r, good && hand_over(r, DOCUMENT_LOBBY, "lobby", error));
}

bool document_read_all(Content *content, DocumentVisit visit, void *context, Error *error)
{
    Reading reading = {.content = content, .visit = visit, .context = context};
    Arena rows; /* of the rows that name the items */
    arena_init(&rows, 65536);
    bool good =
        read_lobby(&reading, error) &&
        rows_read(content, ROWS_DELEGATION, NULL, &rows, read_delegation, &reading, error) &&
        rows_read(content, ROWS_NOTICE, NULL, &rows, read_notice, &reading, error) &&
        rows_read(content, ROWS_NEWS, NULL, &rows, read_news, &reading, error);
    arena_finish(&rows);
    return good;
}
