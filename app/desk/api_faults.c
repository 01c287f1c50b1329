/* What is wrong, in the language of the request:
 *
 *     GET /api/faults?kind=news&slug=SLUG
 *                     → 200 {"change":N,"revision":R,"ready":true|false,"faults":[FAULT,…]}
 *                       not ready: letters and what does not fit are still being looked for, and it
 *                       is to be asked again in a moment
 *     GET /api/check  → 200 {"ready":true,"change":N,"errors":n,"warnings":n,
 *                          "faults":[{"kind","slug","title",FAULT…} | {"where",FAULT…}]}
 *                     → 202 {"ready":false} while it is looked at: to be asked again
 *
 * A FAULT is {"field","severity":"error"|"warning","what","what_to_do"}. */
#include <stdlib.h>
#include <string.h>

#include "desk/api.h"
#include "desk/document.h"
#include "desk/draft.h"
#include "desk/faults.h"
#include "desk/publisher.h"
#include "desk/reply_draft.h"
#include "words/sentences.h"

void api_faults(Desk *desk, const Request *request, Reply *reply)
{
    DocumentKind which;
    DraftItem item;
    const char *kind = request_query(request, "kind"), *slug = request_query(request, "slug");
    bool is_asked = document_kind_find(kind, &which) && slug != NULL;
    int64_t change = draft_change(desk->draft); /* what it is of at least */
    if (!is_asked || !draft_get(desk->draft, kind, slug, &item)) {
        reply_refusal(request, reply, 404, SENTENCE("there is no such item"));
        return;
    }
    reply->json = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(reply->json, "faults");
    (void)draft_check(desk->draft, kind, item.document, request->language, list);
    bool is_all = faults_get(desk->faults, kind, slug, request->language, list);
    (void)cJSON_AddNumberToObject(reply->json, "change", (double)change);
    (void)cJSON_AddNumberToObject(reply->json, "revision", (double)item.revision);
    (void)cJSON_AddBoolToObject(reply->json, "ready", is_all);
    draft_item_finish(&item);
    if (list == NULL) {
        reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
    }
}

/* ---- the whole draft ---- */

/* What people call the item: its title in the first language that has one. */
static const char *title_of(DocumentKind kind, const cJSON *document,
                            const DocumentLanguages *languages)
{
    static const char *const KEYS[] = {
        [DOCUMENT_DELEGATION] = "name", [DOCUMENT_NEWS] = "title", [DOCUMENT_NOTICE] = NULL};
    const char *title = "";
    for (int i = 0; kind != DOCUMENT_LOBBY && title[0] == '\0' && i < languages->count; i++) {
        title = document_text_in(document, languages->codes[i], KEYS[kind]);
    }
    return title;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text != NULL ? text : "";
}

static bool is_same(const cJSON *a, const cJSON *b, const char *key)
{
    return strcmp(text_of(a, key), text_of(b, key)) == 0;
}

/* Whether the look found of an item what its document says too. */
static bool is_said(const cJSON *fault, const cJSON *of_item)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, of_item)
    {
        if (is_same(one, fault, "field") && is_same(one, fault, "severity") &&
            is_same(one, fault, "what")) {
            return true;
        }
    }
    return false;
}

/* Moves what the look found of the item behind what its document says. Without what is to be done
 * it is what no data file can hold, which the document says itself. */
static void move_found(cJSON *found, const char *kind, const char *slug, cJSON *of_item)
{
    for (cJSON *fault = found != NULL ? found->child : NULL, *next; fault != NULL; fault = next) {
        next = fault->next;
        if (strcmp(text_of(fault, "kind"), kind) == 0 &&
            strcmp(text_of(fault, "slug"), slug) == 0) {
            (void)cJSON_DetachItemViaPointer(found, fault);
            if (!cJSON_HasObjectItem(fault, "what_to_do") || is_said(fault, of_item) ||
                !cJSON_AddItemToArray(of_item, fault)) {
                cJSON_Delete(fault);
            }
        }
    }
}

typedef struct Whole {
    Desk *desk;
    const char *language;
    DocumentLanguages languages;
    cJSON *found, *all;
} Whole;

static void add_item(Whole *whole, DocumentKind kind, const char *slug)
{
    DraftItem item;
    const char *name = document_kind_name(kind);
    cJSON *of_item = cJSON_CreateArray();
    if (of_item != NULL && draft_get(whole->desk->draft, name, slug, &item)) {
        if (kind == DOCUMENT_LOBBY) {
            document_languages(item.document, &whole->languages);
        }
        (void)draft_check(whole->desk->draft, name, item.document, whole->language, of_item);
        move_found(whole->found, name, slug, of_item);
        const char *title = title_of(kind, item.document, &whole->languages);
        while (of_item->child != NULL) {
            cJSON *fault = cJSON_DetachItemViaPointer(of_item, of_item->child);
            cJSON_DeleteItemFromObjectCaseSensitive(fault, "where");
            if (!cJSON_HasObjectItem(fault, "kind")) {
                (void)cJSON_AddStringToObject(fault, "kind", name);
                (void)cJSON_AddStringToObject(fault, "slug", slug);
            }
            (void)cJSON_AddStringToObject(fault, "title", title);
            (void)cJSON_AddItemToArray(whole->all, fault);
        }
        draft_item_finish(&item);
    }
    cJSON_Delete(of_item);
}

/* Whether a document has said so of its item: that a language is missing. */
static bool is_of_document(const cJSON *fault, const char *language)
{
    return strcmp(text_of(fault, "what_to_do"),
                  sentence(staff_language(language),
                           "write it, or visitors see it in another language")) == 0;
}

/* Puts all faults of all items, in the order of the lists, into one list, the caller's; behind them
 * what is said of no item. */
static cJSON *list_all(Desk *desk, const char *language, cJSON *found)
{
    Whole whole = {.desk = desk, .language = language, .found = found, .all = cJSON_CreateArray()};
    for (int kind = 0; whole.all != NULL && kind < DOCUMENT_KIND_COUNT; kind++) {
        const char **slugs;
        int count = draft_list(desk->draft, document_kind_name((DocumentKind)kind), &slugs);
        for (int i = 0; i < count; i++) {
            add_item(&whole, (DocumentKind)kind, slugs[i]);
        }
        free(slugs);
    }
    while (whole.all != NULL && found != NULL && found->child != NULL) {
        cJSON *fault = cJSON_DetachItemViaPointer(found, found->child);
        if (is_of_document(fault, language) || !cJSON_AddItemToArray(whole.all, fault)) {
            cJSON_Delete(fault);
        }
    }
    return whole.all;
}

/* {"ready", "change", "errors", "warnings", "faults"} of what the look found, which goes. */
static cJSON *whole_reply(Desk *desk, const char *language, cJSON *look)
{
    const cJSON *fault;
    int errors = 0, warnings = 0;
    cJSON *reply = cJSON_CreateObject();
    cJSON *all = list_all(desk, language, cJSON_GetObjectItemCaseSensitive(look, "faults"));
    cJSON_ArrayForEach(fault, all)
    {
        bool is_error = strcmp(text_of(fault, "severity"), "error") == 0;
        errors += is_error;
        warnings += !is_error;
    }
    (void)cJSON_AddBoolToObject(reply, "ready", true);
    (void)cJSON_AddItemToObject(reply, "change",
                                cJSON_DetachItemFromObjectCaseSensitive(look, "change"));
    (void)cJSON_AddNumberToObject(reply, "errors", errors);
    (void)cJSON_AddNumberToObject(reply, "warnings", warnings);
    if (!cJSON_AddItemToObject(reply, "faults", all)) {
        cJSON_Delete(all);
        cJSON_Delete(reply);
        reply = NULL;
    }
    cJSON_Delete(look);
    return reply;
}

void api_check(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {""};
    cJSON *look = NULL;
    switch (publisher_look(desk->publisher, request->language, &look, &error)) {
    case LOOK_DONE:
        reply->json = whole_reply(desk, request->language, look);
        if (reply->json == NULL) {
            reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
        }
        break;
    case LOOK_BUSY:
        reply->status = 202;
        reply->retry_after_s = 1;
        reply->json = cJSON_CreateObject();
        (void)cJSON_AddBoolToObject(reply->json, "ready", false);
        break;
    case LOOK_FAILED:
        reply_refusal(request, reply, 500, error.text);
        break;
    }
}
