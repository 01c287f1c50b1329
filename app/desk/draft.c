/* See draft.h: opening it, and changing items. draft_changes.c writes what is changed, draft_undo.c
 * takes it back, draft_take.c takes in whole files, draft_file.c makes data files, draft_list.c
 * looks at it. */
#include "desk/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/utf8.h"
#include "desk/draft_parts.h"
#include "desk/slug.h"
#include "shell/clock.h"
#include "words/sentences.h"

#define TYPING_LASTS (10 * TIME_S)

enum { SLUG_NUMBERS_MOST = 10000 };

void draft_lock(Draft *draft)
{
    CHECK(pthread_mutex_lock(&draft->lock) == 0);
}

void draft_unlock(Draft *draft)
{
    CHECK(pthread_mutex_unlock(&draft->lock) == 0);
}

/* ---- opening it ---- */

static bool open_items(Draft *draft, const char *from, Error *error)
{
    if (!index_load(draft, error)) {
        return false;
    }
    if (item_find(&draft->lists[DOCUMENT_LOBBY], "lobby") != NULL) {
        return true;
    }
    Plan plan = {.kind = PLAN_BEGIN, .by = "", .what = "begin"};
    if (from == NULL) {
        return error_set(error, "there is nothing to begin with: name a data file");
    }
    return draft_take_file(draft, from, &plan, error) == DRAFT_DONE;
}

Draft *draft_open(Store *store, const char *folder, const char *from, Error *error)
{
    Draft *draft = (Draft *)calloc(1, sizeof *draft);
    if (draft == NULL || asprintf(&draft->file, "%s/draft.db", folder) < 0) {
        (void)error_set(error, "the draft cannot be opened: there is not enough memory");
        free(draft);
        return NULL;
    }
    CHECK(pthread_mutex_init(&draft->lock, NULL) == 0 &&
          pthread_mutex_init(&draft->file_lock, NULL) == 0);
    draft->store = store;
    draft->now = clock_now;
    draft->seconds = clock_seconds;
    if (!open_items(draft, from, error)) {
        draft_close(draft);
        return NULL;
    }
    return draft;
}

void draft_close(Draft *draft)
{
    if (draft == NULL) {
        return;
    }
    rewrite_close(draft->writer);
    for (int i = 0; i < DRAFT_KINDS; i++) {
        item_list_finish(&draft->lists[i]);
        item_list_finish(&draft->published.lists[i]);
    }
    (void)pthread_mutex_destroy(&draft->lock);
    (void)pthread_mutex_destroy(&draft->file_lock);
    free(draft->order);
    free(draft->file);
    free(draft);
}

void draft_set_clock(Draft *draft, Time (*now)(void), int64_t (*seconds)(void))
{
    draft->now = now;
    draft->seconds = seconds;
}

/* ---- reading ---- */

int64_t draft_change(Draft *draft)
{
    draft_lock(draft);
    int64_t change = draft->change;
    draft_unlock(draft);
    return change;
}

bool draft_get(Draft *draft, const char *kind, const char *slug, DraftItem *out)
{
    int which;
    *out = (DraftItem){.document = NULL};
    if (!index_kind(kind, &which)) {
        return false;
    }
    draft_lock(draft);
    bool found = draft_read_item(draft, which, slug, out);
    draft_unlock(draft);
    return found;
}

int64_t draft_revision(Draft *draft, const char *kind, const char *slug)
{
    int which;
    if (!index_kind(kind, &which)) {
        return 0;
    }
    draft_lock(draft);
    const Item *item = item_find(&draft->lists[which], slug);
    int64_t revision = item != NULL && !item->is_removed ? item->revision : 0;
    draft_unlock(draft);
    return revision;
}

void draft_item_finish(DraftItem *item)
{
    cJSON_Delete(item->document);
    item->document = NULL;
}

int draft_list(Draft *draft, const char *kind, const char ***slugs)
{
    int which, count = -1;
    *slugs = NULL;
    if (!index_kind(kind, &which)) {
        return 0;
    }
    draft_lock(draft);
    Item **sorted = index_sorted(draft, which, &count);
    size_t bytes = (size_t)(count + 1) * (sizeof(char *) + DRAFT_SLUG_BYTES);
    const char **list = sorted != NULL ? (const char **)malloc(bytes) : NULL;
    char *texts = (char *)(list + count + 1);
    for (int i = 0; list != NULL && i < count; i++) {
        list[i] = memcpy(texts + (size_t)i * DRAFT_SLUG_BYTES, sorted[i]->slug, DRAFT_SLUG_BYTES);
    }
    draft_unlock(draft);
    free(sorted);
    *slugs = list;
    return list != NULL ? count : -1;
}

/* ---- steps that typing goes into ---- */

void draft_close_steps(Draft *draft, const char *by)
{
    for (int i = 0; i < DRAFT_OPEN_STEPS; i++) {
        if (by == NULL || strcmp(draft->open[i].by, by) == 0) {
            draft->open[i].id = 0;
        }
    }
}

/* The step of a person that is still open for this item; 0: none is. */
static int64_t find_open_step(const Draft *draft, const char *by, int kind, const Item *item)
{
    for (int i = 0; i < DRAFT_OPEN_STEPS; i++) {
        const OpenStep *step = &draft->open[i];
        if (step->id != 0 && step->kind == kind && strcmp(step->by, by) == 0 &&
            strcmp(step->slug, item->slug) == 0 && strcmp(item->by, by) == 0 &&
            draft->now() - step->began < TYPING_LASTS) {
            return step->id;
        }
    }
    return 0;
}

static void open_step(Draft *draft, const char *by, int kind, const char *slug, int64_t id)
{
    int place = 0;
    draft_close_steps(draft, by); /* one has one at a time */
    for (int i = 1; i < DRAFT_OPEN_STEPS; i++) {
        if (draft->open[place].id != 0 &&
            (draft->open[i].id == 0 || draft->open[i].began < draft->open[place].began)) {
            place = i; /* a free one, or the oldest */
        }
    }
    OpenStep *step = &draft->open[place];
    *step = (OpenStep){.id = id, .kind = kind, .began = draft->now()};
    (void)snprintf(step->by, sizeof step->by, "%s", by);
    (void)snprintf(step->slug, sizeof step->slug, "%s", slug);
}

/* ---- one item ---- */

/* A document that may be kept; its text is not yet known to be short enough. */
static DraftResult check_document(int kind, const cJSON *document, Error *error)
{
    if (kind == DRAFT_ORDER || !cJSON_IsObject(document)) {
        (void)error_set(error, "this is no document of an item");
        return DRAFT_REFUSED;
    }
    char *text = cJSON_PrintUnformatted(document);
    DraftResult result = DRAFT_DONE;
    if (text == NULL) {
        (void)error_set(error, "there is not enough memory");
        result = DRAFT_FAILED;
    } else if (strlen(text) > STORE_DOCUMENT_BYTES_MOST) {
        (void)error_set(error, "the item is too large: it may have 2 MB at most");
        result = DRAFT_REFUSED;
    } else if (!utf8_is_valid(text, strlen(text), NULL)) {
        (void)error_set(error, "the item holds bytes that are no text");
        result = DRAFT_REFUSED;
    }
    free(text);
    return result;
}

static DraftResult no_such_item(const char *kind, const char *slug, Error *error)
{
    (void)error_set(error, "there is no %s \"%s\"", kind, slug);
    return DRAFT_MISSING;
}

/* With the lock, and an item that is there at the revision. */
static DraftResult put(Draft *draft, const char *by, int kind, const Item *item,
                       const cJSON *document, Error *error)
{
    Changes changes = {.all = NULL};
    Plan plan = {.kind = PLAN_STEP, .by = by, .what = "edit", .note = ""};
    plan.step = find_open_step(draft, by, kind, item);
    plan.kind = plan.step != 0 ? PLAN_EXTEND : PLAN_STEP;
    char slug[DRAFT_SLUG_BYTES];
    memcpy(slug, item->slug, sizeof slug); /* the item goes */
    changes_add(draft, &changes, kind, slug, document);
    DraftResult result = changes_apply(draft, &changes, &plan, error);
    if (result == DRAFT_DONE && plan.kind == PLAN_STEP && plan.step != 0) {
        open_step(draft, by, kind, slug, plan.step);
    }
    changes_finish(&changes);
    return result;
}

DraftResult draft_put(Draft *draft, const char *by, const char *kind, const char *slug,
                      int64_t revision, const cJSON *document, DraftItem *now, Error *error)
{
    int which;
    *now = (DraftItem){.document = NULL};
    if (!index_kind(kind, &which)) {
        return no_such_item(kind, slug, error);
    }
    DraftResult result = check_document(which, document, error);
    if (result != DRAFT_DONE) {
        return result;
    }
    draft_lock(draft);
    const Item *item = item_find(&draft->lists[which], slug);
    if (item == NULL || item->is_removed) {
        result = no_such_item(kind, slug, error);
    } else if (item->revision != revision &&
               item->digest != document_digest(document, &draft->languages)) {
        (void)error_set(error, "%s changed it since",
                        item->by[0] != '\0' ? item->by : SENTENCE("somebody"));
        result = DRAFT_CONFLICT;
    } else if (item->revision == revision) { /* else it is there already: an answer was lost */
        result = put(draft, by, which, item, document, error);
    }
    (void)draft_read_item(draft, which, slug, now);
    draft_unlock(draft);
    return result;
}

/* ---- adding ---- */

/* A title to make a slug of: in the first language that has one. */
static const char *title_of(const Draft *draft, int kind, const cJSON *document)
{
    const char *key = kind == DOCUMENT_DELEGATION ? "name" : kind == DOCUMENT_NEWS ? "title" : NULL;
    for (int i = 0; i < draft->languages.count; i++) {
        const char *title = document_text_in(document, draft->languages.codes[i], key);
        if (title[0] != '\0') {
            return title;
        }
    }
    return "";
}

bool draft_free_slug(const Draft *draft, int kind, const char *title, const cJSON *document,
                     const Changes *besides, char slug[DRAFT_SLUG_BYTES])
{
    Date date;
    char wanted[SLUG_BYTES];
    const char *own = title_of(draft, kind, document);
    const char *day = kind == DOCUMENT_NEWS ? document_text(document, "date") : "";
    bool has_day = date_parse(day, strlen(day), &date);
    slug_make(has_day ? day : "",
              own[0] != '\0'  ? own
              : title != NULL ? title
                              : "",
              document_kind_name((DocumentKind)kind), wanted);
    (void)snprintf(slug, DRAFT_SLUG_BYTES, "%s", wanted);
    /* Those of removed items, too, may come back. */
    for (int i = 2;
         item_find(&draft->lists[kind], slug) != NULL || changes_find(besides, kind, slug) != NULL;
         i++) {
        if (i > SLUG_NUMBERS_MOST) {
            return false;
        }
        slug_number(wanted, i, slug);
    }
    return true;
}

DraftResult draft_check_room(const Draft *draft, int kind, int more, Error *error)
{
    static const int MOST[] = {[DOCUMENT_DELEGATION] = DRAFT_DELEGATIONS_MOST,
                               [DOCUMENT_NEWS] = DRAFT_NEWS_MOST,
                               [DOCUMENT_NOTICE] = DRAFT_NOTICES_MOST};
    if (more > 0 && (kind == DOCUMENT_LOBBY || draft->lists[kind].live + more > MOST[kind])) {
        (void)error_set(error, "there are %d already, which is the most",
                        kind == DOCUMENT_LOBBY ? 1 : MOST[kind]);
        return DRAFT_REFUSED;
    }
    return DRAFT_DONE;
}

cJSON *draft_order_document(const char *const *slugs, int count)
{
    return cJSON_CreateStringArray(slugs, count);
}

void draft_order_with(Draft *draft, Changes *changes, const char *slug, bool is_in)
{
    cJSON *order = changes_document(draft, changes, DRAFT_ORDER, "delegation");
    order = order != NULL ? order : cJSON_CreateArray();
    for (int i = cJSON_GetArraySize(order) - 1; i >= 0; i--) {
        if (strcmp(document_text(cJSON_GetArrayItem(order, i), NULL), slug) == 0) {
            cJSON_DeleteItemFromArray(order, i);
        }
    }
    cJSON *one = is_in ? cJSON_CreateString(slug) : NULL;
    if (is_in && !cJSON_AddItemToArray(order, one)) {
        cJSON_Delete(one);
        changes->is_short = true;
    }
    changes_add(draft, changes, DRAFT_ORDER, "delegation", order);
    cJSON_Delete(order);
}

DraftResult draft_add(Draft *draft, const char *by, const char *kind, const char *title,
                      const cJSON *document, char slug[DRAFT_SLUG_BYTES], DraftItem *now,
                      Error *error)
{
    int which;
    Changes changes = {.all = NULL};
    Plan plan = {.kind = PLAN_STEP, .by = by, .what = "add", .note = ""};
    *now = (DraftItem){.document = NULL};
    if (!index_kind(kind, &which) || which == DRAFT_ORDER) {
        return no_such_item(kind, "", error);
    }
    DraftResult result = check_document(which, document, error);
    if (result != DRAFT_DONE) {
        return result;
    }
    draft_lock(draft);
    result = draft_check_room(draft, which, 1, error);
    if (result == DRAFT_DONE && !draft_free_slug(draft, which, title, document, &changes, slug)) {
        (void)error_set(error, "there are too many of this name");
        result = DRAFT_REFUSED;
    }
    if (result == DRAFT_DONE) {
        changes_add(draft, &changes, which, slug, document);
        if (which == DOCUMENT_DELEGATION) {
            draft_order_with(draft, &changes, slug, true);
        }
        result = changes_apply(draft, &changes, &plan, error);
        draft_close_steps(draft, by);
        (void)draft_read_item(draft, which, slug, now);
    }
    draft_unlock(draft);
    changes_finish(&changes);
    return result;
}

/* ---- removing ---- */

typedef struct Concerned {
    Draft *draft;
    Changes *changes;
    const char *delegation;
} Concerned;

/* Takes the delegation out of a news item that concerns it. */
static bool leave_out(void *context, const StoredItem *stored)
{
    Concerned *concerned = (Concerned *)context;
    if (strcmp(stored->kind, "news") != 0 || stored->document == NULL ||
        strstr(stored->document, concerned->delegation) == NULL) {
        return true;
    }
    cJSON *document = cJSON_Parse(stored->document);
    cJSON *list = cJSON_GetObjectItemCaseSensitive(document, "delegations");
    int before = cJSON_GetArraySize(list);
    for (int i = before - 1; i >= 0; i--) {
        if (strcmp(document_text(cJSON_GetArrayItem(list, i), NULL), concerned->delegation) == 0) {
            cJSON_DeleteItemFromArray(list, i);
        }
    }
    concerned->changes->is_short = concerned->changes->is_short || document == NULL;
    if (cJSON_GetArraySize(list) < before) {
        /* While the store reads: what it is before is known here. */
        changes_append_known(concerned->changes, DOCUMENT_NEWS, stored->slug, stored->document,
                             document);
    }
    cJSON_Delete(document);
    return true;
}

static DraftResult remove_item(Draft *draft, const char *by, int kind, const char *slug,
                               Error *error)
{
    Changes changes = {.all = NULL};
    Plan plan = {.kind = PLAN_STEP, .by = by, .what = "remove", .note = ""};
    DraftResult result = DRAFT_DONE;
    if (kind == DOCUMENT_LOBBY || (kind == DOCUMENT_DELEGATION && draft->lists[kind].live == 1)) {
        (void)error_set(error, kind == DOCUMENT_LOBBY
                                   ? "the settings cannot be removed"
                                   : "the last delegation cannot be removed: a display shows one "
                                     "at least");
        return DRAFT_REFUSED;
    }
    changes_add(draft, &changes, kind, slug, NULL);
    if (kind == DOCUMENT_DELEGATION) {
        Concerned concerned = {draft, &changes, slug};
        draft_order_with(draft, &changes, slug, false);
        if (!store_items(draft->store, leave_out, &concerned, error)) {
            result = DRAFT_FAILED;
        }
    }
    if (result == DRAFT_DONE) {
        result = changes_apply(draft, &changes, &plan, error);
        draft_close_steps(draft, by);
    }
    changes_finish(&changes);
    return result;
}

DraftResult draft_remove(Draft *draft, const char *by, const char *kind, const char *slug,
                         int64_t revision, Error *error)
{
    int which;
    DraftResult result;
    if (!index_kind(kind, &which) || which == DRAFT_ORDER) {
        return no_such_item(kind, slug, error);
    }
    draft_lock(draft);
    const Item *item = item_find(&draft->lists[which], slug);
    if (item == NULL || item->is_removed) {
        result = no_such_item(kind, slug, error);
    } else if (revision != 0 && item->revision != revision) {
        (void)error_set(error, "%s changed it since",
                        item->by[0] != '\0' ? item->by : SENTENCE("somebody"));
        result = DRAFT_CONFLICT;
    } else {
        result = remove_item(draft, by, which, slug, error);
    }
    draft_unlock(draft);
    return result;
}

/* ---- order ---- */

DraftResult draft_reorder(Draft *draft, const char *by, int64_t revision, const char *const *slugs,
                          int count, Error *error)
{
    Changes changes = {.all = NULL};
    Plan plan = {.kind = PLAN_STEP, .by = by, .what = "order", .note = ""};
    DraftResult result = DRAFT_DONE;
    draft_lock(draft);
    const Item *now = item_find(&draft->lists[DRAFT_ORDER], "delegation");
    bool good = count == draft->order_count;
    for (int i = 0; good && i < count; i++) {
        const Item *item = item_find(&draft->lists[DOCUMENT_DELEGATION], slugs[i]);
        good = item != NULL && !item->is_removed;
        for (int k = 0; good && k < i; k++) {
            good = strcmp(slugs[k], slugs[i]) != 0;
        }
    }
    if (!good) {
        (void)error_set(error, "the delegations are not the same any more: look at them again");
        result = DRAFT_CONFLICT;
    } else if (revision != 0 && now != NULL && now->revision != revision) {
        (void)error_set(error,
                        "%s has changed the order of the delegations since: it stays as it is",
                        now->by[0] != '\0' ? now->by : SENTENCE("somebody"));
        result = DRAFT_CONFLICT;
    } else {
        cJSON *order = draft_order_document(slugs, count);
        changes.is_short = order == NULL;
        changes_add(draft, &changes, DRAFT_ORDER, "delegation", order);
        cJSON_Delete(order);
        result = changes_apply(draft, &changes, &plan, error);
        draft_close_steps(draft, by);
    }
    draft_unlock(draft);
    changes_finish(&changes);
    return result;
}
