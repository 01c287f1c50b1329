/* Changing items: every change of the draft, of one item or of 5,000, by hand, by undo or by a
 * table, is a list of items before and after, which is written whole or not at all. See
 * draft_parts.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "desk/draft_parts.h"

/* ---- what is stored ---- */

static bool copy_text(void *context, const StoredItem *item)
{
    char **text = (char **)context;
    *text = item->document != NULL ? strdup(item->document) : NULL;
    return true;
}

char *draft_stored_text(Draft *draft, int kind, const char *slug)
{
    Error ignored = {{0}};
    char *text = NULL;
    (void)store_item_get(draft->store, index_kind_name(kind), slug, copy_text, &text, &ignored);
    return text;
}

bool draft_read_item(Draft *draft, int kind, const char *slug, DraftItem *now)
{
    const Item *item = item_find(&draft->lists[kind], slug);
    *now = (DraftItem){.document = NULL};
    if (item == NULL || item->is_removed) {
        return false;
    }
    char *text = draft_stored_text(draft, kind, slug);
    now->document = text != NULL ? cJSON_Parse(text) : NULL;
    now->revision = item->revision;
    memcpy(now->by, item->by, sizeof now->by);
    free(text);
    return now->document != NULL;
}

/* ---- the list ---- */

static Change *find_change(const Changes *changes, int kind, const char *slug)
{
    for (int i = 0; i < changes->count; i++) {
        if (changes->all[i].kind == kind && strcmp(changes->all[i].slug, slug) == 0) {
            return &changes->all[i];
        }
    }
    return NULL;
}

const Change *changes_find(const Changes *changes, int kind, const char *slug)
{
    return find_change(changes, kind, slug);
}

static Change *grow(Changes *changes, int kind, const char *slug)
{
    if (changes->count == changes->room) {
        int room = changes->room * 2 + 8;
        Change *all = (Change *)realloc(changes->all, (size_t)room * sizeof *all);
        if (all == NULL) {
            return NULL;
        }
        changes->all = all;
        changes->room = room;
    }
    Change *change = &changes->all[changes->count++];
    *change = (Change){.kind = kind};
    (void)snprintf(change->slug, sizeof change->slug, "%s", slug);
    return change;
}

static Change *new_change(Draft *draft, Changes *changes, int kind, const char *slug)
{
    Change *change = grow(changes, kind, slug);
    const Item *item = item_find(&draft->lists[kind], slug);
    if (change != NULL && item != NULL && !item->is_removed) {
        change->before = draft_stored_text(draft, kind, slug);
        changes->is_short = changes->is_short || change->before == NULL;
    }
    return change;
}

static void set_after(Changes *changes, Change *change, const cJSON *after)
{
    char *text = after != NULL ? cJSON_PrintUnformatted(after) : NULL;
    changes->is_short = changes->is_short || change == NULL || (after != NULL && text == NULL);
    if (change != NULL) {
        free(change->after);
        change->after = text;
    } else {
        free(text);
    }
}

void changes_add(Draft *draft, Changes *changes, int kind, const char *slug, const cJSON *after)
{
    Change *change = find_change(changes, kind, slug);
    set_after(changes, change != NULL ? change : new_change(draft, changes, kind, slug), after);
}

void changes_append(Draft *draft, Changes *changes, int kind, const char *slug, const cJSON *after)
{
    set_after(changes, new_change(draft, changes, kind, slug), after);
}

void changes_append_known(Changes *changes, int kind, const char *slug, const char *before,
                          const cJSON *after)
{
    Change *change = grow(changes, kind, slug);
    if (change != NULL) {
        change->before = strdup(before);
        changes->is_short = changes->is_short || change->before == NULL;
    }
    set_after(changes, change, after);
}

void changes_finish(Changes *changes)
{
    for (int i = 0; i < changes->count; i++) {
        free(changes->all[i].before);
        free(changes->all[i].after);
    }
    free(changes->all);
    *changes = (Changes){.all = NULL};
}

cJSON *changes_document(Draft *draft, const Changes *changes, int kind, const char *slug)
{
    const Change *change = find_change(changes, kind, slug);
    if (change != NULL) {
        return change->after != NULL ? cJSON_Parse(change->after) : NULL;
    }
    DraftItem item;
    return draft_read_item(draft, kind, slug, &item) ? item.document : NULL;
}

/* ---- applying it ---- */

static bool is_change(const Change *change)
{
    return change->before == NULL || change->after == NULL
               ? change->before != change->after
               : strcmp(change->before, change->after) != 0;
}

/* The item as it will be; NULL: no memory. */
static Item *new_item(const Draft *draft, const Change *change, const StoredItem *stored)
{
    cJSON *document = change->after != NULL ? cJSON_Parse(change->after) : NULL;
    Item *item = change->after == NULL || document != NULL
                     ? item_new(draft, change->kind, stored, document)
                     : NULL;
    cJSON_Delete(document);
    return item;
}

static bool write_step(Draft *draft, Plan *plan, Error *error)
{
    if (plan->kind == PLAN_STEP) {
        StoredStep step = {.at = draft->seconds(),
                           .state = STEP_DONE,
                           .by = plan->by,
                           .what = plan->what,
                           .note = plan->note};
        plan->step = store_step_add(draft->store, &step, error);
        return plan->step != 0;
    }
    return (plan->kind != PLAN_UNDO && plan->kind != PLAN_REDO) ||
           store_step_set_state(draft->store, plan->step,
                                plan->kind == PLAN_UNDO ? STEP_UNDONE : STEP_DONE, error);
}

/* Writes one change, numbered `number`, and makes the item it leads to. */
static bool write_change(Draft *draft, const Change *change, const Plan *plan, int64_t number,
                         Item **item, Error *error)
{
    const Item *old = item_find(&draft->lists[change->kind], change->slug);
    StoredItem stored = {.kind = index_kind_name(change->kind),
                         .slug = change->slug,
                         .revision = (old != NULL ? old->revision : 0) + 1,
                         .change = number,
                         .at = draft->seconds(),
                         .by = plan->by,
                         .document = change->after};
    StoredEntry entry = {.kind = stored.kind,
                         .slug = change->slug,
                         .before = change->before,
                         .after = change->after};
    if (!store_item_put(draft->store, &stored, error) ||
        ((plan->kind == PLAN_STEP || plan->kind == PLAN_EXTEND) &&
         !store_entry_put(draft->store, plan->step, &entry, error))) {
        return false;
    }
    *item = new_item(draft, change, &stored);
    return *item != NULL || error_set(error, "there is not enough memory");
}

/* What follows from the new items for the rest. From here on nothing fails, or the process ends:
 * what is stored is the truth, and it begins with it again. */
static void set_items(Draft *draft, const Changes *changes, Item **items)
{
    DocumentLanguages before = draft->languages;
    for (int i = 0; i < changes->count; i++) {
        int kind = changes->all[i].kind;
        const Item *old = item_find(&draft->lists[kind], changes->all[i].slug);
        bool was_there = old != NULL && !old->is_removed;
        if (items[i] == NULL) {
            continue;
        }
        if (kind == DOCUMENT_LOBBY ||
            (kind == DOCUMENT_DELEGATION && was_there == items[i]->is_removed)) {
            draft->surroundings = items[i]->change;
        }
        item_set(&draft->lists[kind], items[i]);
        if (kind == DOCUMENT_LOBBY || kind == DRAFT_ORDER) {
            cJSON *document = cJSON_Parse(changes->all[i].after);
            if (kind == DOCUMENT_LOBBY) {
                index_languages(draft, document);
            } else {
                CHECK(index_order(draft, document));
            }
            cJSON_Delete(document);
        }
    }
    if (memcmp(&before, &draft->languages, sizeof before) != 0) {
        Error error = {{0}};
        CHECK(index_load(draft, &error)); /* all are looked at in other languages */
    }
}

DraftResult changes_apply(Draft *draft, const Changes *changes, Plan *plan, Error *error)
{
    Item **items = (Item **)calloc((size_t)changes->count + 1, sizeof(Item *));
    int64_t number = draft->change;
    /* A step is turned also where others have made the items so already. */
    bool is_turn = plan->kind == PLAN_UNDO || plan->kind == PLAN_REDO;
    bool good = items != NULL && !changes->is_short;
    int changed = 0;
    for (int i = 0; good && i < changes->count; i++) {
        changed += is_change(&changes->all[i]);
        good = item_reserve(&draft->lists[changes->all[i].kind], changes->count);
    }
    if (!good) {
        (void)error_set(error, "there is not enough memory");
    } else if ((changed > 0 || is_turn) && (good = store_begin(draft->store, error))) {
        good = write_step(draft, plan, error);
        for (int i = 0; good && i < changes->count; i++) {
            good = !is_change(&changes->all[i]) ||
                   write_change(draft, &changes->all[i], plan, ++number, &items[i], error);
        }
        if (!good) {
            store_cancel(draft->store);
        } else {
            good = store_commit(draft->store, error);
        }
    }
    if (good && changed > 0) {
        draft->change = number;
        set_items(draft, changes, items);
    } else {
        for (int i = 0; items != NULL && i < changes->count; i++) {
            item_free(items[i]);
        }
    }
    free(items);
    return good ? DRAFT_DONE : DRAFT_FAILED;
}
