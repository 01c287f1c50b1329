/* Takes a whole data file in: what a new desk begins with, and what was published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/rows.h"
#include "desk/draft_parts.h"
#include "desk/slug.h"

typedef struct Taking {
    Draft *draft;
    Changes *changes;
    ItemList seen[DOCUMENT_KIND_COUNT]; /* of the file: their slugs */
    cJSON *order;
    DocumentLanguages languages; /* of the file */
} Taking;

static bool no_memory(Error *error)
{
    return error_set(error, "there is not enough memory");
}

/* ---- pictures ---- */

typedef struct PictureTaking {
    Store *store;
    Content *content;
} PictureTaking;

static bool take_picture(void *context, const Row *row, Error *error)
{
    const PictureTaking *taking = (const PictureTaking *)context;
    const char *slug = row->columns[0], *format = row->columns[1];
    if (slug == NULL || format == NULL || !slug_is_valid(slug) || row->bytes == NULL) {
        return true; /* no item can show it */
    }
    PictureSize size = content_picture_size(taking->content, content_id(slug));
    StoredPicture picture = {.width = size.w, .height = size.h, .count = row->byte_count};
    (void)snprintf(picture.slug, sizeof picture.slug, "%s", slug);
    (void)snprintf(picture.format, sizeof picture.format, "%s", format);
    /* The bytes are only read. */
    memcpy(&picture.bytes, &row->bytes, sizeof picture.bytes);
    return store_picture_keep(taking->store, &picture, error);
}

/* In one transaction: one sync for all. */
static bool take_pictures(Store *store, Content *content, Error *error)
{
    PictureTaking taking = {store, content};
    Arena arena; /* the bytes are borrowed, only the names are kept in it */
    if (!store_begin(store, error)) {
        return false;
    }
    arena_init(&arena, 16384);
    bool good = rows_read(content, ROWS_PICTURE, NULL, &arena, take_picture, &taking, error);
    arena_finish(&arena);
    if (!good) {
        store_cancel(store);
        return false;
    }
    return store_commit(store, error);
}

/* ---- items ---- */

/* Notes that the file has the item. False where there is no memory. */
static bool note_seen(Taking *t, DocumentKind kind, const char *slug)
{
    Item *item = (Item *)calloc(1, sizeof *item);
    if (item == NULL || !item_reserve(&t->seen[kind], 1)) {
        free(item);
        return false;
    }
    (void)snprintf(item->slug, sizeof item->slug, "%s", slug);
    item_set(&t->seen[kind], item);
    return true;
}

static bool add_to_order(Taking *t, const char *slug)
{
    cJSON *one = cJSON_CreateString(slug);
    bool good = one != NULL && cJSON_AddItemToArray(t->order, one);
    if (!good) {
        cJSON_Delete(one);
    }
    return good;
}

static bool take_item(void *context, DocumentKind kind, const char *slug, cJSON *document,
                      Error *error)
{
    Taking *t = (Taking *)context;
    bool good = true;
    if (kind == DOCUMENT_LOBBY) {
        document_languages(document, &t->languages);
    }
    if (slug_is_valid(slug)) {
        const Item *item = item_find(&t->draft->lists[kind], slug);
        bool is_same = item != NULL && !item->is_removed &&
                       item->digest == document_digest(document, &t->draft->languages) &&
                       memcmp(&t->languages, &t->draft->languages, sizeof t->languages) == 0;
        good = note_seen(t, kind, slug) && (kind != DOCUMENT_DELEGATION || add_to_order(t, slug));
        if (good && !is_same) {
            changes_append(t->draft, t->changes, kind, slug, document);
            good = !t->changes->is_short;
        }
    }
    cJSON_Delete(document);
    return good || no_memory(error);
}

/* What the draft has and the file has not. */
static void remove_others(Taking *t)
{
    for (int kind = 0; kind < DOCUMENT_KIND_COUNT; kind++) {
        const ItemList *list = &t->draft->lists[kind];
        for (int i = 0; i < list->count; i++) {
            if (!list->items[i]->is_removed &&
                item_find(&t->seen[kind], list->items[i]->slug) == NULL) {
                changes_append(t->draft, t->changes, kind, list->items[i]->slug, NULL);
            }
        }
    }
}

DraftResult draft_take_file(Draft *draft, const char *file, Plan *plan, Error *error)
{
    Changes changes = {.all = NULL};
    Taking t = {.draft = draft, .changes = &changes, .order = cJSON_CreateArray()};
    DraftResult result = DRAFT_REFUSED;
    Content *content = content_open(file, error);
    if (content == NULL) {
        goto done;
    }
    result = DRAFT_FAILED;
    if (t.order == NULL) {
        (void)no_memory(error);
        goto done;
    }
    if (!take_pictures(draft->store, content, error) ||
        !document_read_all(content, take_item, &t, error)) {
        goto done;
    }
    remove_others(&t);
    changes_add(draft, &changes, DRAFT_ORDER, "delegation", t.order);
    result = changes_apply(draft, &changes, plan, error);
    draft_close_steps(draft, NULL);
done:
    content_destroy(content);
    cJSON_Delete(t.order);
    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++) {
        item_list_finish(&t.seen[i]);
    }
    changes_finish(&changes);
    return result;
}

DraftResult draft_take(Draft *draft, const char *by, const char *file, const char *why,
                       Error *error)
{
    Plan plan = {.kind = PLAN_STEP, .by = by, .what = "take", .note = why};
    draft_lock(draft);
    DraftResult result = draft_take_file(draft, file, &plan, error);
    draft_unlock(draft);
    return result;
}
