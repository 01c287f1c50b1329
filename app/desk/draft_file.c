/* Data files of the draft: draft.db, which the preview is drawn from, and what is published.
 *
 * draft.db is brought up to date when it is asked for, not with every key: then what has changed
 * since is put in its place, a few rows (content/rewrite.h). */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/check_file.h"
#include "desk/draft_parts.h"
#include "shell/clock.h"

/* More changed items than so many: the file is made anew. */
enum { REWRITTEN_MOST = 500 };

/* ---- draft.db ---- */

static bool put_picture_into_file(void *context, const char *slug)
{
    Draft *draft = (Draft *)context;
    Error error = {{0}};
    StoredPicture stored;
    if (rewrite_has_picture(draft->writer, slug)) {
        return true;
    }
    if (!store_picture_get(draft->store, slug, &stored, &error)) {
        return false; /* which is a fault of the item, and said there */
    }
    WrittenPicture picture = {.slug = stored.slug,
                              .format = stored.format,
                              .size = {stored.width, stored.height},
                              .bytes = stored.bytes,
                              .count = stored.count};
    bool good = writer_picture(draft->writer, &picture, &error);
    free(stored.bytes);
    return good;
}

static bool is_delegation(void *context, const char *slug)
{
    const Draft *draft = (const Draft *)context;
    const Item *item = item_find(&draft->lists[DOCUMENT_DELEGATION], slug);
    return item != NULL && !item->is_removed;
}

static int position_of(const Draft *draft, const char *slug)
{
    for (int i = 0; i < draft->order_count; i++) {
        if (strcmp(draft->order[i], slug) == 0) {
            return i + 1;
        }
    }
    return draft->order_count + 1;
}

static RewriteItem rewrite_kind(int kind)
{
    static const RewriteItem KINDS[] = {[DOCUMENT_LOBBY] = REWRITE_LOBBY,
                                        [DOCUMENT_DELEGATION] = REWRITE_DELEGATION,
                                        [DOCUMENT_NEWS] = REWRITE_NEWS,
                                        [DOCUMENT_NOTICE] = REWRITE_NOTICE};
    return KINDS[kind];
}

static bool rewrite_item(Draft *draft, int kind, const Item *item, Error *error)
{
    if (item->is_removed) {
        return rewrite_remove(draft->writer, rewrite_kind(kind), item->slug, error);
    }
    DocumentTarget target = {.writer = draft->writer,
                             .languages = &draft->languages,
                             .put_picture = put_picture_into_file,
                             .has_delegation = is_delegation,
                             .context = draft};
    DraftItem now;
    if (!draft_read_item(draft, kind, item->slug, &now)) {
        return error_set(error, "there is not enough memory");
    }
    int position = kind == DOCUMENT_DELEGATION ? position_of(draft, item->slug) : 0;
    bool good =
        rewrite_item_begin(draft->writer, error) &&
        document_write(&target, (DocumentKind)kind, item->slug, position, now.document, error) &&
        rewrite_item_end(draft->writer, rewrite_kind(kind), item->slug, error);
    draft_item_finish(&now);
    return good;
}

static bool rewrite_delegations(Draft *draft, Error *error)
{
    const char **slugs = (const char **)malloc(((size_t)draft->order_count + 1) * sizeof *slugs);
    if (slugs == NULL) {
        return error_set(error, "there is not enough memory");
    }
    for (int i = 0; i < draft->order_count; i++) {
        slugs[i] = draft->order[i];
    }
    bool good = rewrite_order(draft->writer, slugs, draft->order_count, error);
    free(slugs);
    return good;
}

/* The day that the lobby's document gives; malloc'ed, NULL: none. */
static char *given_day(Draft *draft)
{
    DraftItem lobby;
    char *day = NULL;
    if (draft_read_item(draft, DOCUMENT_LOBBY, "lobby", &lobby)) {
        const char *text = document_text(lobby.document, "day");
        day = text[0] != '\0' ? strdup(text) : NULL;
        draft_item_finish(&lobby);
    }
    return day;
}

/* All that has changed since the file's change. */
static bool rewrite_changed(Draft *draft, Error *error)
{
    const Item *order = item_find(&draft->lists[DRAFT_ORDER], "delegation");
    bool good = rewrite_begin(draft->writer, error);
    if (good && order != NULL && order->change > draft->file_change) {
        good = rewrite_delegations(draft, error);
    }
    for (int kind = 0; good && kind < DOCUMENT_KIND_COUNT; kind++) {
        const ItemList *list = &draft->lists[kind];
        for (int i = 0; good && i < list->count; i++) {
            good = list->items[i]->change <= draft->file_change ||
                   rewrite_item(draft, kind, list->items[i], error);
        }
    }
    char *day = given_day(draft);
    good = good && rewrite_end(draft->writer, day, error);
    free(day);
    return good;
}

static int count_changed(const Draft *draft)
{
    int count = 0;
    for (int kind = 0; kind < DOCUMENT_KIND_COUNT; kind++) {
        for (int i = 0; i < draft->lists[kind].count; i++) {
            count += draft->lists[kind].items[i]->change > draft->file_change;
        }
    }
    return count;
}

static uint64_t digest_of_languages(const Draft *draft)
{
    return hash_bytes(HASH_SEED, draft->languages.codes, sizeof draft->languages.codes);
}

static bool make_anew(Draft *draft, Error *error)
{
    rewrite_close(draft->writer);
    draft->file_change = -1;
    draft->file_languages = digest_of_languages(draft);
    draft->writer = rewrite_create(draft->file, error);
    return draft->writer != NULL && rewrite_changed(draft, error);
}

static bool bring_up_to_date(Draft *draft, Error *error)
{
    bool is_current = draft->writer != NULL && draft->file_change == draft->change;
    if (is_current) {
        return true;
    }
    bool may_rewrite = draft->writer != NULL &&
                       draft->file_languages == digest_of_languages(draft) &&
                       count_changed(draft) <= REWRITTEN_MOST;
    if (may_rewrite && !rewrite_changed(draft, error)) {
        log_line(LOG_WARNING, "%s; it is made anew", error->text);
        may_rewrite = false;
    }
    if (!may_rewrite && !make_anew(draft, error)) {
        rewrite_close(draft->writer);
        draft->writer = NULL;
        return false;
    }
    draft->file_change = draft->change;
    return true;
}

const char *draft_lock_file(Draft *draft, int64_t *change, Error *error)
{
    CHECK(pthread_mutex_lock(&draft->file_lock) == 0);
    draft_lock(draft);
    bool good = bring_up_to_date(draft, error);
    *change = draft->file_change;
    draft_unlock(draft);
    if (!good) {
        CHECK(pthread_mutex_unlock(&draft->file_lock) == 0);
    }
    return good ? draft->file : NULL;
}

void draft_unlock_file(Draft *draft)
{
    CHECK(pthread_mutex_unlock(&draft->file_lock) == 0);
}
