/* The faults of the whole draft: what each document says of itself, and what a look (look.h) has
 * found besides, of which the data file knows more, and the documents the field. */
#include <stdlib.h>
#include <string.h>

#include "desk/document.h"
#include "desk/draft.h"
#include "desk/faults.h"
#include "words/sentences.h"

/* More than anybody reads, of errors and of warnings; how many there are is said. */
enum { TOLD_MOST = 1000 };

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
    const Desk *desk;
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
static cJSON *list_all(const Desk *desk, const char *language, cJSON *found)
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

/* Leaves TOLD_MOST of each in the list; how many there are of the severity. */
static int bound(cJSON *all, const char *severity)
{
    int count = 0;
    for (cJSON *fault = all->child, *next; fault != NULL; fault = next) {
        next = fault->next;
        if (strcmp(text_of(fault, "severity"), severity) == 0 && count++ >= TOLD_MOST) {
            cJSON_Delete(cJSON_DetachItemViaPointer(all, fault));
        }
    }
    return count;
}

bool faults_whole(const Desk *desk, const char *language, cJSON *look)
{
    cJSON *all = list_all(desk, language, cJSON_GetObjectItemCaseSensitive(look, "faults"));
    if (all == NULL) {
        return false;
    }
    int errors = bound(all, "error"), warnings = bound(all, "warning");
    if (errors > 0) { /* else those of the look: they may have been mended since, and keep it */
        cJSON_SetNumberValue(cJSON_GetObjectItemCaseSensitive(look, "errors"), errors);
    }
    cJSON_SetNumberValue(cJSON_GetObjectItemCaseSensitive(look, "warnings"), warnings);
    if (!cJSON_ReplaceItemInObjectCaseSensitive(look, "faults", all)) {
        cJSON_Delete(all);
        return false;
    }
    return true;
}
