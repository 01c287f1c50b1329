/* The items: listed, read, changed, added, removed, put in order. */
#include <stdio.h>
#include <string.h>

#include "desk/api.h"
#include "desk/document.h"
#include "desk/draft.h"
#include "desk/reply_draft.h"
#include "shell/clock.h"
#include "words/sentences.h"

enum { PAGE_STANDARD = 50, PAGE_MOST = 1000 };

/* "news/2022-06-03-x" in its two parts. False where it is not made of two. */
static bool read_path(const char *rest, char kind[16], const char **slug)
{
    const char *slash = strchr(rest, '/');
    size_t count = slash != NULL ? (size_t)(slash - rest) : 0;
    if (count == 0 || count >= 16 || slash[1] == '\0') {
        return false;
    }
    memcpy(kind, rest, count);
    kind[count] = '\0';
    *slug = slash + 1;
    return true;
}

/* The same, with 404 where there is none. */
static bool find_path(const Request *request, Reply *reply, char kind[16], const char **slug)
{
    if (read_path(request->rest, kind, slug)) {
        return true;
    }
    reply_refusal(request, reply, 404, SENTENCE("there is no such item"));
    return false;
}

static int64_t revision_of(const Request *request)
{
    const cJSON *revision = cJSON_GetObjectItemCaseSensitive(request->json, "revision");
    return cJSON_IsNumber(revision) && revision->valuedouble >= 0 && revision->valuedouble < 9e15
               ? (int64_t)revision->valuedouble
               : -1;
}

/* Appends the items of a further kind to those of the first. */
static cJSON *join(cJSON *all, cJSON *more)
{
    if (all == NULL || more == NULL) {
        cJSON_Delete(all);
        return more;
    }
    cJSON *items = cJSON_GetObjectItemCaseSensitive(all, "items");
    cJSON *total = cJSON_GetObjectItemCaseSensitive(all, "total");
    cJSON *others = cJSON_GetObjectItemCaseSensitive(more, "items");
    while (others->child != NULL) {
        (void)cJSON_AddItemToArray(items, cJSON_DetachItemViaPointer(others, others->child));
    }
    (void)cJSON_SetNumberValue(
        total, total->valuedouble + cJSON_GetObjectItemCaseSensitive(more, "total")->valuedouble);
    cJSON_Delete(more);
    return all;
}

/* Of the order of the delegations. */
static int64_t order_revision(const Desk *desk)
{
    return draft_revision(desk->draft, "order", "delegation");
}

/* Of one kind, or of several with commas between them, each from `from` on and `count` of each. */
void api_items_list(Desk *desk, const Request *request, Reply *reply)
{
    char path[PUBLISHED_BYTES], kinds[64], *rest = NULL;
    const char *asked = request_query(request, "kind");
    DraftQuery query = {.find = request_query(request, "find"),
                        .only = request_query(request, "only"),
                        .from = request_number(request, "from", 0, DRAFT_NEWS_MOST, 0),
                        .count = request_number(request, "count", 1, PAGE_MOST, PAGE_STANDARD),
                        .language = request->language,
                        .published = published_file(desk, path),
                        .session = request->session};
    (void)snprintf(kinds, sizeof kinds, "%s", asked != NULL && asked[0] != '\0' ? asked : "news");
    int64_t order = order_revision(desk); /* at least as old as what is listed */
    cJSON *all = NULL;
    const char *kind = strtok_r(kinds, ",", &rest);
    do {
        query.kind = kind != NULL ? kind : "";
        cJSON *some = draft_query(desk->draft, &query);
        all = some != NULL ? join(all, some) : all;
        kind = strtok_r(NULL, ",", &rest);
    } while (kind != NULL);
    reply->json = all;
    if (reply->json == NULL) {
        reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
    } else {
        (void)cJSON_AddNumberToObject(reply->json, "order", (double)order);
    }
}

void api_items_get(Desk *desk, const Request *request, Reply *reply)
{
    char kind[16];
    const char *slug;
    DraftItem item;
    if (!find_path(request, reply, kind, &slug)) {
        return;
    }
    if (!draft_get(desk->draft, kind, slug, &item)) {
        reply_refusal(request, reply, 404, SENTENCE("there is no such item"));
        return;
    }
    reply->json = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(reply->json, "kind", kind);
    (void)cJSON_AddStringToObject(reply->json, "slug", slug);
    (void)cJSON_AddNumberToObject(reply->json, "revision", (double)item.revision);
    (void)cJSON_AddStringToObject(reply->json, "by", item.by);
    (void)draft_check(desk->draft, kind, item.document, request->language,
                      cJSON_AddArrayToObject(reply->json, "faults"));
    if (cJSON_AddItemToObject(reply->json, "document", item.document)) {
        item.document = NULL;
    }
    draft_item_finish(&item);
}

void api_items_put(Desk *desk, const Request *request, Reply *reply)
{
    char kind[16];
    const char *slug;
    DraftItem now;
    Error error = {{0}};
    const cJSON *document = cJSON_GetObjectItemCaseSensitive(request->json, "document");
    if (!find_path(request, reply, kind, &slug)) {
        return;
    }
    DraftResult result = draft_put(desk->draft, request->user.name, kind, slug,
                                   revision_of(request), document, &now, &error);
    reply_draft(request, reply, result, &error);
    if (result == DRAFT_DONE) {
        (void)cJSON_AddNumberToObject(reply->json, "revision", (double)now.revision);
        (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
        (void)draft_check(desk->draft, kind, now.document, request->language,
                          cJSON_AddArrayToObject(reply->json, "faults"));
    } else if (result == DRAFT_CONFLICT) {
        cJSON *theirs = cJSON_AddObjectToObject(reply->json, "theirs");
        (void)cJSON_AddNumberToObject(theirs, "revision", (double)now.revision);
        (void)cJSON_AddStringToObject(theirs, "by", now.by);
        if (cJSON_AddItemToObject(theirs, "document", now.document)) {
            now.document = NULL;
        }
    }
    draft_item_finish(&now);
}

/* What a new item begins as: today's news, a delegation with one chamber. */
static cJSON *new_document(const char *kind)
{
    cJSON *document = cJSON_CreateObject();
    if (strcmp(kind, "news") == 0) {
        Date today = clock_wall().date;
        char day[24];
        (void)snprintf(day, sizeof day, "%04d-%02d-%02d", today.year, today.month, today.day);
        (void)cJSON_AddStringToObject(document, "date", day);
    } else if (strcmp(kind, "delegation") == 0) {
        cJSON *chamber = cJSON_CreateObject();
        (void)cJSON_AddNumberToObject(chamber, "deputies", 0);
        (void)cJSON_AddItemToArray(cJSON_AddArrayToObject(document, "chambers"), chamber);
    }
    return document;
}

/* Puts the title into the first language, where the document has none. */
static void add_title(Desk *desk, const char *kind, const char *title, cJSON *document)
{
    DraftItem lobby;
    DocumentLanguages languages = {.count = 0};
    if (draft_get(desk->draft, "lobby", "lobby", &lobby)) {
        document_languages(lobby.document, &languages);
        draft_item_finish(&lobby);
    }
    cJSON *text = cJSON_AddObjectToObject(document, "text");
    if (languages.count == 0 || title[0] == '\0') {
        return;
    }
    if (strcmp(kind, "notice") == 0) {
        (void)cJSON_AddStringToObject(text, languages.codes[0], title);
    } else {
        (void)cJSON_AddStringToObject(cJSON_AddObjectToObject(text, languages.codes[0]),
                                      strcmp(kind, "news") == 0 ? "title" : "name", title);
    }
}

void api_items_add(Desk *desk, const Request *request, Reply *reply)
{
    char slug[DRAFT_SLUG_BYTES];
    DraftItem now;
    Error error = {{0}};
    const char *title = document_text(request->json, "title");
    const cJSON *given = cJSON_GetObjectItemCaseSensitive(request->json, "document");
    cJSON *made = cJSON_IsObject(given) ? NULL : new_document(request->rest);
    if (made != NULL) {
        add_title(desk, request->rest, title, made);
    }
    DraftResult result = draft_add(desk->draft, request->user.name, request->rest, title,
                                   made != NULL ? made : given, slug, &now, &error);
    reply_draft(request, reply, result, &error);
    if (result == DRAFT_DONE) {
        reply->status = 201;
        (void)cJSON_AddStringToObject(reply->json, "slug", slug);
        (void)cJSON_AddNumberToObject(reply->json, "revision", (double)now.revision);
        (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
    }
    draft_item_finish(&now);
    cJSON_Delete(made);
}

void api_items_remove(Desk *desk, const Request *request, Reply *reply)
{
    char kind[16];
    const char *slug;
    Error error = {{0}};
    if (!find_path(request, reply, kind, &slug)) {
        return;
    }
    int64_t revision = revision_of(request);
    DraftResult result = draft_remove(desk->draft, request->user.name, kind, slug,
                                      revision > 0 ? revision : 0, &error);
    reply_draft(request, reply, result, &error);
    if (result == DRAFT_DONE) {
        (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
        (void)cJSON_AddNumberToObject(reply->json, "revision", (double)order_revision(desk));
    }
}

void api_order(Desk *desk, const Request *request, Reply *reply)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(request->json, "slugs"), *one;
    const char *slugs[DRAFT_DELEGATIONS_MOST];
    int count = 0;
    Error error = {{0}};
    if (strcmp(document_text(request->json, "kind"), "delegation") != 0 ||
        cJSON_GetArraySize(list) > DRAFT_DELEGATIONS_MOST) {
        reply_refusal(request, reply, 400, SENTENCE("only delegations are put in an order"));
        return;
    }
    cJSON_ArrayForEach(one, list)
    {
        slugs[count++] = document_text(one, NULL);
    }
    int64_t revision = revision_of(request);
    DraftResult result = draft_reorder(desk->draft, request->user.name, revision > 0 ? revision : 0,
                                       slugs, count, &error);
    reply_draft(request, reply, result, &error);
    if (result == DRAFT_DONE) {
        (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
    }
}
