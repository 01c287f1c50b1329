/* Items, and what was changed about them, in desk.db. See store.h. */
#include <string.h>

#include "desk/store_parts.h"

/* ---- items ---- */

bool store_item_put(Store *store, const StoredItem *item, Error *error)
{
    if (item->document != NULL && strlen(item->document) > STORE_DOCUMENT_BYTES_MOST) {
        return error_set(error, "the item is too large: it may have 2 MB at most");
    }
    sqlite3_stmt *statement = store_query(store, STORE_ITEM_PUT);
    store_bind(statement, 1, item->kind);
    store_bind(statement, 2, item->slug);
    (void)sqlite3_bind_int64(statement, 3, item->revision);
    (void)sqlite3_bind_int64(statement, 4, item->change);
    (void)sqlite3_bind_int64(statement, 5, item->at);
    store_bind(statement, 6, item->by);
    store_bind(statement, 7, item->document);
    return store_query_run(store, statement, error);
}

static void read_item(sqlite3_stmt *statement, StoredItem *item)
{
    *item = (StoredItem){.kind = store_text(statement, 0),
                         .slug = store_text(statement, 1),
                         .revision = sqlite3_column_int64(statement, 2),
                         .change = sqlite3_column_int64(statement, 3),
                         .at = sqlite3_column_int64(statement, 4),
                         .by = store_text(statement, 5),
                         .document = store_text_or_null(statement, 6)};
}

bool store_items(Store *store, StoredItemVisit visit, void *context, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_ITEMS);
    int code = SQLITE_DONE;
    bool good = true;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        StoredItem item;
        read_item(statement, &item);
        good = visit(context, &item);
    }
    good = good && store_query_done(store, code, error);
    store_query_end(store, statement);
    return good;
}

bool store_item_get(Store *store, const char *kind, const char *slug, StoredItemVisit visit,
                    void *context, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_ITEM_GET);
    store_bind(statement, 1, kind);
    store_bind(statement, 2, slug);
    int code = sqlite3_step(statement);
    bool good = store_query_done(store, code, error);
    if (good && code == SQLITE_ROW) {
        StoredItem item;
        read_item(statement, &item);
        good = visit(context, &item);
    } else if (good) {
        good = error_set(error, "there is no %s \"%s\"", kind, slug);
    }
    store_query_end(store, statement);
    return good;
}

int64_t store_change(Store *store)
{
    sqlite3_stmt *statement = store_query(store, STORE_CHANGE);
    int64_t change = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    store_query_end(store, statement);
    return change;
}

/* ---- steps ---- */

int64_t store_step_add(Store *store, const StoredStep *step, Error *error)
{
    sqlite3_stmt *drop = store_query(store, STORE_STEP_DROP);
    store_bind(drop, 1, step->by);
    if (!store_query_run(store, drop, error)) {
        return 0;
    }
    sqlite3_stmt *statement = store_query(store, STORE_STEP_ADD);
    (void)sqlite3_bind_int64(statement, 1, step->at);
    store_bind(statement, 2, step->by);
    store_bind(statement, 3, step->what);
    store_bind(statement, 4, step->note != NULL ? step->note : "");
    (void)sqlite3_bind_int(statement, 5, (int)step->state);
    int64_t id = 0;
    if (sqlite3_step(statement) == SQLITE_DONE) {
        id = sqlite3_last_insert_rowid(store->db);
    } else {
        (void)store_fail(store, error);
    }
    store_query_end(store, statement);
    return id;
}

bool store_entry_put(Store *store, int64_t step, const StoredEntry *entry, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_ENTRY_PUT);
    (void)sqlite3_bind_int64(statement, 1, step);
    store_bind(statement, 2, entry->kind);
    store_bind(statement, 3, entry->slug);
    store_bind(statement, 4, entry->before);
    store_bind(statement, 5, entry->after);
    if (!store_query_run(store, statement, error)) {
        return false;
    }
    statement = store_query(store, STORE_STEP_BYTES);
    (void)sqlite3_bind_int64(statement, 1, step);
    return store_query_run(store, statement, error);
}

bool store_step_set_state(Store *store, int64_t step, StepState state, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_STEP_STATE);
    (void)sqlite3_bind_int64(statement, 1, step);
    (void)sqlite3_bind_int(statement, 2, (int)state);
    return store_query_run(store, statement, error);
}

int64_t store_step_find(Store *store, const char *by, StepState state)
{
    sqlite3_stmt *statement =
        store_query(store, state == STEP_DONE ? STORE_STEP_FIND_DONE : STORE_STEP_FIND_UNDONE);
    store_bind(statement, 1, by);
    int64_t id = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    store_query_end(store, statement);
    return id;
}

bool store_steps(Store *store, int64_t before, int most, StoredStepVisit visit, void *context,
                 Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_STEPS);
    (void)sqlite3_bind_int64(statement, 1, before);
    (void)sqlite3_bind_int(statement, 2, most);
    int code = SQLITE_DONE;
    bool good = true;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        StoredStep step = {.id = sqlite3_column_int64(statement, 0),
                           .at = sqlite3_column_int64(statement, 1),
                           .by = store_text(statement, 2),
                           .what = store_text(statement, 3),
                           .note = store_text(statement, 4),
                           .state = (StepState)sqlite3_column_int(statement, 5)};
        good = visit(context, &step);
    }
    good = good && store_query_done(store, code, error);
    store_query_end(store, statement);
    return good;
}

bool store_entries(Store *store, int64_t step, StoredEntryVisit visit, void *context, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_ENTRIES);
    (void)sqlite3_bind_int64(statement, 1, step);
    int code = SQLITE_DONE;
    bool good = true;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        StoredEntry entry = {.kind = store_text(statement, 0),
                             .slug = store_text(statement, 1),
                             .before = store_text_or_null(statement, 2),
                             .after = store_text_or_null(statement, 3)};
        good = visit(context, &entry);
    }
    good = good && store_query_done(store, code, error);
    store_query_end(store, statement);
    return good;
}
