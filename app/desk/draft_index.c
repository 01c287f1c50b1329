/* The items in memory: what lists and searches need of each, without its texts. See draft_parts.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/search_key.h"
#include "desk/draft_parts.h"

enum { TITLE_BYTES = 240, KEYS_BYTES = 4000 };

bool index_kind(const char *name, int *kind)
{
    DocumentKind found;
    if (name != NULL && strcmp(name, "order") == 0) {
        *kind = DRAFT_ORDER;
        return true;
    }
    if (!document_kind_find(name, &found)) {
        return false;
    }
    *kind = (int)found;
    return true;
}

const char *index_kind_name(int kind)
{
    return kind == DRAFT_ORDER ? "order" : document_kind_name((DocumentKind)kind);
}

/* ---- one item ---- */

static Date read_date(const cJSON *document, const char *key)
{
    Date date;
    const char *text = document_text(document, key);
    return date_parse(text, strlen(text), &date) ? date : (Date){0, 0, 0};
}

/* The beginning of a text, cut between letters. */
static char *beginning(const char *text)
{
    size_t count = strlen(text), at = 0;
    while (at < count) {
        size_t length;
        (void)utf8_decode(text + at, count - at, &length);
        if (at + length > TITLE_BYTES) {
            break;
        }
        at += length;
    }
    return strndup(text, at);
}

static const char *title_key(int kind)
{
    return kind == DOCUMENT_DELEGATION ? "name" : kind == DOCUMENT_NEWS ? "title" : NULL;
}

char *index_title(const Draft *draft, int kind, const cJSON *document, const char *language)
{
    const char *title = document_text_in(document, language, title_key(kind));
    for (int i = 0; title[0] == '\0' && i < draft->languages.count; i++) {
        title = document_text_in(document, draft->languages.codes[i], title_key(kind));
    }
    return beginning(title);
}

bool index_add_titles(const Draft *draft, const Item *item, cJSON *object)
{
    cJSON *titles = cJSON_AddObjectToObject(object, "title");
    for (int i = 0; i < draft->languages.count; i++) {
        if (item->titles[i] != NULL) {
            (void)cJSON_AddStringToObject(titles, draft->languages.codes[i], item->titles[i]);
        }
    }
    return titles != NULL;
}

/* Adds the keys of a text's words, a blank before each. */
static size_t add_keys(char *keys, size_t at, const char *text)
{
    KeyWord word;
    Key key;
    size_t count = strlen(text), place = 0;
    while (key_next_word(text, count, &place, &word)) {
        key_of_word(&word, &key);
        if (at + (size_t)key.count + 2 > KEYS_BYTES) {
            break;
        }
        keys[at++] = ' ';
        memcpy(keys + at, key.bytes, (size_t)key.count);
        at += (size_t)key.count;
    }
    keys[at] = '\0';
    return at;
}

/* All that is found by: of a delegation also those who represent it. */
static char *keys_of(const Draft *draft, int kind, const Item *item, const cJSON *document)
{
    static const char *const MORE[] = {"official_name", "parliament", "representative"};
    char keys[KEYS_BYTES + 1];
    size_t at = add_keys(keys, 0, item->slug);
    for (int i = 0; i < draft->languages.count; i++) {
        const char *code = draft->languages.codes[i];
        at = add_keys(keys, at, document_text_in(document, code, title_key(kind)));
        for (size_t k = 0; kind == DOCUMENT_DELEGATION && k < sizeof MORE / sizeof MORE[0]; k++) {
            at = add_keys(keys, at, document_text_in(document, code, MORE[k]));
        }
    }
    return strdup(keys);
}

/* Titles, languages, days: of what is no order and no lobby. */
static bool read_head(const Draft *draft, int kind, Item *item, const cJSON *document)
{
    item->date = read_date(document, "date");
    item->from = read_date(document, "shown_from");
    item->until = read_date(document, "shown_until");
    item->pinned = document_is_true(document, kind == DOCUMENT_NEWS ? "pinned" : "urgent");
    for (int i = 0; i < draft->languages.count; i++) {
        const char *title = document_text_in(document, draft->languages.codes[i], title_key(kind));
        if (title[0] == '\0') {
            item->missing |= 1u << i;
        } else if ((item->titles[i] = beginning(title)) == NULL) {
            return false;
        }
    }
    item->keys = keys_of(draft, kind, item, document);
    return item->keys != NULL;
}

Item *item_new(const Draft *draft, int kind, const StoredItem *stored, const cJSON *document)
{
    Item *item = (Item *)calloc(1, sizeof *item);
    if (item == NULL) {
        return NULL;
    }
    (void)snprintf(item->slug, sizeof item->slug, "%s", stored->slug);
    (void)snprintf(item->by, sizeof item->by, "%s", stored->by);
    item->revision = stored->revision;
    item->change = stored->change;
    item->is_removed = document == NULL;
    item->checked = -1;
    if (document != NULL) {
        item->digest = document_digest(document, &draft->languages);
        if (kind != DRAFT_ORDER && kind != DOCUMENT_LOBBY &&
            !read_head(draft, kind, item, document)) {
            item_free(item);
            return NULL;
        }
    }
    return item;
}

void item_free(Item *item)
{
    if (item != NULL) {
        for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
            free(item->titles[i]);
        }
        free(item->keys);
        free(item);
    }
}

/* ---- all of a kind ---- */

/* Where the slug is, or would be. */
static int place_of(const ItemList *list, const char *slug, bool *found)
{
    int low = 0, high = list->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(list->items[middle]->slug, slug);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *found = false;
    return low;
}

Item *item_find(const ItemList *list, const char *slug)
{
    bool found;
    int place = place_of(list, slug, &found);
    return found ? list->items[place] : NULL;
}

bool item_reserve(ItemList *list, int more)
{
    if (list->count + more <= list->room) {
        return true;
    }
    int room = (list->count + more) * 3 / 2 + 16;
    Item **items = (Item **)realloc(list->items, (size_t)room * sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    list->room = room;
    return true;
}

void item_set(ItemList *list, Item *item)
{
    bool found;
    int place = place_of(list, item->slug, &found);
    if (found) {
        list->live -= !list->items[place]->is_removed;
        item_free(list->items[place]);
    } else {
        memmove(&list->items[place + 1], &list->items[place],
                (size_t)(list->count - place) * sizeof(Item *));
        list->count++;
    }
    list->items[place] = item;
    list->live += !item->is_removed;
}

void item_list_finish(ItemList *list)
{
    for (int i = 0; i < list->count; i++) {
        item_free(list->items[i]);
    }
    free(list->items);
    *list = (ItemList){.items = NULL};
}

/* ---- languages and order ---- */

void index_languages(Draft *draft, const cJSON *lobby)
{
    document_languages(lobby, &draft->languages);
}

bool index_order(Draft *draft, const cJSON *order)
{
    int count = cJSON_GetArraySize(order), at = 0;
    char(*slugs)[DRAFT_SLUG_BYTES] =
        (char(*)[DRAFT_SLUG_BYTES])calloc((size_t)count + 1, sizeof *slugs);
    const cJSON *one;
    if (slugs == NULL) {
        return false;
    }
    cJSON_ArrayForEach(one, order)
    {
        (void)snprintf(slugs[at++], sizeof slugs[0], "%s", document_text(one, NULL));
    }
    free(draft->order);
    draft->order = slugs;
    draft->order_count = count;
    return true;
}

/* As the display has them: the pinned first, then the newest; what has no day yet comes before. */
static int compare_news(const void *a, const void *b)
{
    const Item *x = *(const Item *const *)a, *y = *(const Item *const *)b;
    bool x_new = x->date.year == 0, y_new = y->date.year == 0;
    int days = date_compare(y->date, x->date);
    return x_new != y_new           ? (x_new ? -1 : 1)
           : x->pinned != y->pinned ? (x->pinned ? -1 : 1)
           : days != 0              ? days
                                    : strcmp(x->slug, y->slug);
}

Item **index_sorted(const Draft *draft, int kind, int *count)
{
    const ItemList *list = &draft->lists[kind];
    Item **sorted = (Item **)malloc((size_t)(list->count + 1) * sizeof *sorted);
    *count = 0;
    if (sorted == NULL) {
        return NULL;
    }
    if (kind == DOCUMENT_DELEGATION) {
        for (int i = 0; i < draft->order_count && *count < list->count; i++) {
            Item *item = item_find(list, draft->order[i]);
            if (item != NULL && !item->is_removed) {
                sorted[(*count)++] = item;
            }
        }
        return sorted;
    }
    for (int i = 0; i < list->count; i++) {
        if (!list->items[i]->is_removed) {
            sorted[(*count)++] = list->items[i];
        }
    }
    if (kind == DOCUMENT_NEWS || kind == DOCUMENT_NOTICE) {
        qsort(sorted, (size_t)*count, sizeof *sorted, compare_news);
    }
    return sorted;
}

/* ---- all there is ---- */

typedef struct Loading {
    Draft *draft;
    bool is_short; /* of memory */
} Loading;

static bool load_lobby(void *context, const StoredItem *stored)
{
    cJSON *document = stored->document != NULL ? cJSON_Parse(stored->document) : NULL;
    index_languages((Draft *)context, document);
    cJSON_Delete(document);
    return true;
}

static bool load_item(void *context, const StoredItem *stored)
{
    Loading *loading = (Loading *)context;
    Draft *draft = loading->draft;
    int kind;
    if (!index_kind(stored->kind, &kind) || strlen(stored->slug) >= DRAFT_SLUG_BYTES) {
        return true; /* of another version */
    }
    cJSON *document = stored->document != NULL ? cJSON_Parse(stored->document) : NULL;
    Item *item =
        item_reserve(&draft->lists[kind], 1) ? item_new(draft, kind, stored, document) : NULL;
    loading->is_short = item == NULL || (kind == DRAFT_ORDER && !index_order(draft, document));
    if (item != NULL) {
        item_set(&draft->lists[kind], item);
    }
    cJSON_Delete(document);
    return !loading->is_short;
}

bool index_load(Draft *draft, Error *error)
{
    Loading loading = {.draft = draft};
    Error ignored = {{0}}; /* a new one has no lobby yet */
    for (int i = 0; i < DRAFT_KINDS; i++) {
        item_list_finish(&draft->lists[i]);
    }
    (void)store_item_get(draft->store, "lobby", "lobby", load_lobby, draft, &ignored);
    if (!store_items(draft->store, load_item, &loading, error)) {
        return loading.is_short ? error_set(error, "there is not enough memory") : false;
    }
    draft->change = store_change(draft->store);
    draft->surroundings = draft->change;
    return true;
}
