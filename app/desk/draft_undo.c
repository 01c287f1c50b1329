/* Undo and redo: of each person what they did last, as long as nobody else has changed the same
 * items since. See draft.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/draft_parts.h"
#include "words/sentences.h"

typedef struct Turning {
    Draft *draft;
    Changes *changes;
    bool is_undo;
    const char *language;       /* of the title that is told */
    char who[DRAFT_NAME_BYTES]; /* changed an item since; empty: nobody did */
    int kind;                   /* of that item */
    bool is_removed;            /* and it is there no more */
    char *what;                 /* its title; malloc'ed */
    DraftUndone *undone;
} Turning;

/* ---- the order of the delegations ---- */

static int place_in(const cJSON *order, const char *slug)
{
    int at = 0;
    const cJSON *one;
    cJSON_ArrayForEach(one, order)
    {
        if (strcmp(document_text(one, NULL), slug) == 0) {
            return at;
        }
        at++;
    }
    return -1;
}

/* Whether those that are in both stand in the same order. */
static bool is_same_order(const cJSON *a, const cJSON *b)
{
    int last = -1;
    const cJSON *one;
    cJSON_ArrayForEach(one, a)
    {
        int place = place_in(b, document_text(one, NULL));
        if (place >= 0 && place < last) {
            return false;
        }
        last = place >= 0 ? place : last;
    }
    return true;
}

/* Puts the slug at a place of the list. (cJSON_InsertItemInArray of Debian 12 refuses places where
 * something stands.) */
static void insert_at(cJSON *order, int place, const char *slug)
{
    int behind = cJSON_GetArraySize(order) - place;
    (void)cJSON_AddItemToArray(order, cJSON_CreateString(slug));
    for (int i = 0; i < behind; i++) {
        (void)cJSON_AddItemToArray(order, cJSON_DetachItemFromArray(order, place));
    }
}

/* The order `to`, in which those stand, too, that others have added to `now` since it was `from`:
 * each behind the one that it stands behind now. */
static void keep_added(cJSON *to, const cJSON *from, const cJSON *now)
{
    const cJSON *one;
    int behind = 0;
    cJSON_ArrayForEach(one, now)
    {
        const char *slug = document_text(one, NULL);
        int place = place_in(to, slug);
        if (place < 0 && place_in(from, slug) < 0) {
            insert_at(to, behind, slug);
            place = behind;
        }
        behind = place >= 0 ? place + 1 : behind;
    }
}

/* Takes out of `order` what is in `from` and not in `to`. */
static void leave_out(cJSON *order, const cJSON *from, const cJSON *to)
{
    for (int i = cJSON_GetArraySize(order) - 1; i >= 0; i--) {
        const char *slug = document_text(cJSON_GetArrayItem(order, i), NULL);
        if (place_in(from, slug) >= 0 && place_in(to, slug) < 0) {
            cJSON_DeleteItemFromArray(order, i);
        }
    }
}

static void keep_those_there(Draft *draft, const Changes *changes, cJSON *order)
{
    for (int i = cJSON_GetArraySize(order) - 1; i >= 0; i--) {
        const char *slug = document_text(cJSON_GetArrayItem(order, i), NULL);
        const Change *change = changes_find(changes, DOCUMENT_DELEGATION, slug);
        const Item *item = item_find(&draft->lists[DOCUMENT_DELEGATION], slug);
        bool is_there = change != NULL ? change->after != NULL : item != NULL && !item->is_removed;
        if (!is_there) {
            cJSON_DeleteItemFromArray(order, i);
        }
    }
}

/* Turns the order from one to the other, as it is now: it is not refused because others have added
 * or removed delegations since, nor because they have moved some where the step moved none. False
 * otherwise. The entries of delegations have been turned. */
static bool turn_order(Turning *t, const char *from_text, const char *to_text)
{
    const Changes none = {.all = NULL};
    cJSON *from = cJSON_Parse(from_text), *to = cJSON_Parse(to_text);
    cJSON *now = changes_document(t->draft, &none, DRAFT_ORDER, "delegation");
    bool good = from != NULL && to != NULL && now != NULL;
    if (good && is_same_order(from, to)) {
        leave_out(now, from, to);
        keep_added(now, from, to);
        changes_add(t->draft, t->changes, DRAFT_ORDER, "delegation", now);
    } else if (good && (good = is_same_order(now, from))) {
        keep_added(to, from, now);
        keep_those_there(t->draft, t->changes, to);
        changes_add(t->draft, t->changes, DRAFT_ORDER, "delegation", to);
    }
    cJSON_Delete(from);
    cJSON_Delete(to);
    cJSON_Delete(now);
    return good;
}

/* ---- entries ---- */

static bool is_same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* `now` is the item as it is; NULL: it is there no more. */
static void note_conflict(Turning *t, int kind, const StoredEntry *entry, const char *now)
{
    const Item *item = item_find(&t->draft->lists[kind], entry->slug);
    (void)snprintf(t->who, sizeof t->who, "%s",
                   item != NULL && item->by[0] != '\0' ? item->by : SENTENCE("somebody"));
    t->kind = kind;
    t->is_removed = now == NULL;
    const char *last = entry->after != NULL ? entry->after : entry->before;
    cJSON *document = cJSON_Parse(now != NULL ? now : last);
    char *title = index_title(t->draft, kind, document, t->language);
    if (title == NULL || title[0] == '\0') {
        free(title);
        title = strdup(entry->slug);
    }
    t->what = title;
    cJSON_Delete(document);
}

static void say_conflict(const Turning *t, Error *error)
{
    const char *what = t->what != NULL ? t->what : "";
    if (t->kind == DRAFT_ORDER) {
        (void)error_set(
            error, "%s has changed the order of the delegations since: it stays as it is", t->who);
    } else if (t->kind == DOCUMENT_LOBBY) {
        (void)error_set(error, "%s has changed the settings since: they stay as they are", t->who);
    } else if (t->is_removed) {
        (void)error_set(error, "%s has removed \"%s\" since: nothing is changed", t->who, what);
    } else {
        (void)error_set(error, "%s has changed \"%s\" since: it stays as it is", t->who, what);
    }
}

/* Entries come by their kinds: delegations before the order, which is "order". */
static bool turn_entry(void *context, const StoredEntry *entry)
{
    Turning *t = (Turning *)context;
    int kind;
    if (!index_kind(entry->kind, &kind)) {
        return true;
    }
    const char *from = t->is_undo ? entry->after : entry->before;
    const char *to = t->is_undo ? entry->before : entry->after;
    if (t->undone->kind[0] == '\0' || strcmp(t->undone->kind, "order") == 0) {
        (void)snprintf(t->undone->kind, sizeof t->undone->kind, "%s", entry->kind);
        (void)snprintf(t->undone->slug, sizeof t->undone->slug, "%s", entry->slug);
    }
    if (kind == DRAFT_ORDER && from != NULL && to != NULL) {
        if (!turn_order(t, from, to)) {
            note_conflict(t, kind, entry, to);
        }
        return t->who[0] == '\0';
    }
    char *now = draft_stored_text(t->draft, kind, entry->slug);
    bool is_same = is_same_text(now, from);
    if (!is_same) {
        note_conflict(t, kind, entry, now);
    }
    free(now);
    if (!is_same) {
        return false;
    }
    cJSON *document = to != NULL ? cJSON_Parse(to) : NULL;
    changes_append(t->draft, t->changes, kind, entry->slug, document);
    cJSON_Delete(document);
    return true;
}

static DraftResult turn(Draft *draft, const char *by, const char *language, bool is_undo,
                        DraftUndone *undone, Error *error)
{
    Changes changes = {.all = NULL};
    Turning t = {.draft = draft,
                 .changes = &changes,
                 .language = language,
                 .is_undo = is_undo,
                 .undone = undone};
    DraftResult result = DRAFT_DONE;
    Plan plan = {.kind = is_undo ? PLAN_UNDO : PLAN_REDO, .by = by};
    plan.step = store_step_find(draft->store, by, is_undo ? STEP_DONE : STEP_UNDONE);
    if (plan.step == 0) {
        (void)error_set(error, is_undo ? "there is nothing to undo" : "there is nothing to redo");
        return DRAFT_MISSING;
    }
    if (!store_entries(draft->store, plan.step, turn_entry, &t, error)) {
        result = t.who[0] != '\0' ? DRAFT_CONFLICT : DRAFT_FAILED;
    }
    if (result == DRAFT_CONFLICT) {
        say_conflict(&t, error);
    } else if (result == DRAFT_DONE) {
        result = changes_apply(draft, &changes, &plan, error);
    }
    free(t.what);
    draft_close_steps(draft, by);
    changes_finish(&changes);
    return result;
}

static DraftResult turn_locked(Draft *draft, const char *by, const char *language, bool is_undo,
                               DraftUndone *undone, Error *error)
{
    *undone = (DraftUndone){.kind = ""};
    draft_lock(draft);
    DraftResult result = turn(draft, by, language, is_undo, undone, error);
    undone->can_undo = store_step_find(draft->store, by, STEP_DONE) != 0;
    undone->can_redo = store_step_find(draft->store, by, STEP_UNDONE) != 0;
    draft_unlock(draft);
    return result;
}

DraftResult draft_undo(Draft *draft, const char *by, const char *language, DraftUndone *undone,
                       Error *error)
{
    return turn_locked(draft, by, language, true, undone, error);
}

DraftResult draft_redo(Draft *draft, const char *by, const char *language, DraftUndone *undone,
                       Error *error)
{
    return turn_locked(draft, by, language, false, undone, error);
}

/* ---- the list of what was done ---- */

typedef struct Listing {
    Store *store;
    cJSON *list;
    bool is_short;
} Listing;

enum { STEP_ITEMS_MOST = 20 };

static bool list_entry(void *context, const StoredEntry *entry)
{
    cJSON *items = (cJSON *)context;
    cJSON *one = cJSON_CreateObject();
    bool good = cJSON_AddStringToObject(one, "kind", entry->kind) != NULL &&
                cJSON_AddStringToObject(one, "slug", entry->slug) != NULL &&
                cJSON_AddItemToArray(items, one);
    if (!good) {
        cJSON_Delete(one);
    }
    return good && cJSON_GetArraySize(items) < STEP_ITEMS_MOST;
}

static bool list_step(void *context, const StoredStep *step)
{
    Listing *listing = (Listing *)context;
    Error ignored = {{0}}; /* a list that is cut is no failure */
    cJSON *one = cJSON_CreateObject();
    bool good = cJSON_AddNumberToObject(one, "id", (double)step->id) != NULL &&
                cJSON_AddNumberToObject(one, "at", (double)step->at) != NULL &&
                cJSON_AddStringToObject(one, "by", step->by) != NULL &&
                cJSON_AddStringToObject(one, "what", step->what) != NULL &&
                cJSON_AddStringToObject(one, "note", step->note) != NULL &&
                cJSON_AddBoolToObject(one, "undone", step->state != STEP_DONE) != NULL;
    cJSON *items = good ? cJSON_AddArrayToObject(one, "items") : NULL;
    if (items == NULL || !cJSON_AddItemToArray(listing->list, one)) {
        cJSON_Delete(one);
        listing->is_short = true;
        return false;
    }
    (void)store_entries(listing->store, step->id, list_entry, items, &ignored);
    return true;
}

bool draft_steps(Draft *draft, int most, cJSON *list, Error *error)
{
    Listing listing = {.store = draft->store, .list = list};
    if (store_steps(draft->store, 0, most, list_step, &listing, error)) {
        return true;
    }
    return listing.is_short ? error_set(error, "there is not enough memory") : false;
}
