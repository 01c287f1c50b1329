/* See store.h: the file, transactions, values and the log. Items are in store_items.c, pictures in
 * store_pictures.c.
 *
 * The log is written ahead (WAL) and synced with every commit: one sync a change, where a rollback
 * journal takes three, and what takes long to read does not stop who types. */
#include "desk/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "desk/store_parts.h"
#include "shell/clock.h"

enum { BUSY_MS = 5000, STORE_VERSION = 1, PRUNE_EVERY = 512 };
#define STORE_APPLICATION_ID 0x466F7944 /* "FoyD" */
#define STEP_BYTES_MOST INT64_C(1000000000)

static const char SCHEMA[] =
    "CREATE TABLE item (kind TEXT NOT NULL, slug TEXT NOT NULL, revision INTEGER NOT NULL,"
    " change INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, document TEXT,"
    " PRIMARY KEY (kind, slug)) STRICT;"
    "CREATE INDEX item_change ON item (change);"
    "CREATE TABLE step (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL,"
    " what TEXT NOT NULL, note TEXT NOT NULL, state INTEGER NOT NULL,"
    " bytes INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX step_of ON step (by, state, id);"
    "CREATE TABLE entry (step INTEGER NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL,"
    " before TEXT, after TEXT, PRIMARY KEY (step, kind, slug)) STRICT;"
    "CREATE TABLE picture (slug TEXT NOT NULL PRIMARY KEY, format TEXT NOT NULL,"
    " width INTEGER NOT NULL, height INTEGER NOT NULL, hash INTEGER NOT NULL,"
    " bytes BLOB NOT NULL) STRICT;"
    "CREATE INDEX picture_hash ON picture (hash);"
    "CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL,"
    " what TEXT NOT NULL, detail TEXT NOT NULL) STRICT;"
    "CREATE TABLE value (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;";

static const char *const QUERIES[STORE_QUERY_COUNT] = {
    [STORE_ITEM_PUT] = "INSERT OR REPLACE INTO item (kind, slug, revision, change, at, by,"
                       " document) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [STORE_ITEM_GET] = "SELECT kind, slug, revision, change, at, by, document FROM item"
                       " WHERE kind = ? AND slug = ?",
    [STORE_ITEMS] = "SELECT kind, slug, revision, change, at, by, document FROM item"
                    " ORDER BY kind, slug",
    [STORE_CHANGE] = "SELECT max(change) FROM item",
    [STORE_STEP_DROP] = "UPDATE step SET state = 2 WHERE by = ? AND state = 1",
    [STORE_STEP_ADD] = "INSERT INTO step (at, by, what, note, state) VALUES (?, ?, ?, ?, ?)",
    [STORE_STEP_STATE] = "UPDATE step SET state = ?2 WHERE id = ?1",
    [STORE_STEP_FIND_DONE] = "SELECT max(id) FROM step WHERE by = ? AND state = 0",
    [STORE_STEP_FIND_UNDONE] = "SELECT min(id) FROM step WHERE by = ? AND state = 1",
    [STORE_STEPS] = "SELECT id, at, by, what, note, state FROM step WHERE ?1 = 0 OR id < ?1"
                    " ORDER BY id DESC LIMIT ?2",
    [STORE_ENTRY_PUT] = "INSERT INTO entry (step, kind, slug, before, after)"
                        " VALUES (?, ?, ?, ?, ?)"
                        " ON CONFLICT DO UPDATE SET after = excluded.after",
    [STORE_STEP_BYTES] = "UPDATE step SET bytes = (SELECT sum(coalesce(length(before), 0) +"
                         " coalesce(length(after), 0)) FROM entry WHERE step = id) WHERE id = ?",
    [STORE_ENTRIES] = "SELECT kind, slug, before, after FROM entry WHERE step = ?"
                      " ORDER BY kind, slug",
    [STORE_PICTURE_PUT] =
        "INSERT OR REPLACE INTO picture (slug, format, width, height, hash, bytes)"
        " VALUES (?, ?, ?, ?, ?, ?)",
    [STORE_PICTURE_GET] = "SELECT slug, format, width, height, hash, bytes FROM picture"
                          " WHERE slug = ?",
    [STORE_PICTURE_HAS] = "SELECT 1 FROM picture WHERE slug = ?",
    [STORE_PICTURE_SAME] = "SELECT slug FROM picture WHERE hash = ?1 AND bytes = ?2"
                           " ORDER BY slug <> ?3, slug LIMIT 1",
    [STORE_PICTURE_COUNT] = "SELECT count(*) FROM picture",
    [STORE_LOG] = "INSERT INTO log (at, by, what, detail) VALUES (?, ?, ?, ?)",
    [STORE_LINES] = "SELECT id, at, by, what, detail FROM log ORDER BY id DESC LIMIT ?",
    [STORE_VALUE_PUT] = "INSERT OR REPLACE INTO value (name, text) VALUES (?, ?)",
    [STORE_VALUE_REMOVE] = "DELETE FROM value WHERE name = ?",
    [STORE_VALUE_GET] = "SELECT text FROM value WHERE name = ?",
};

bool store_fail(Store *store, Error *error)
{
    int code = store->db != NULL ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return error_set(error, "%s cannot be written: the disk is full", store->path);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return error_set(error, "%s is damaged: put it aside, and the desk begins anew",
                         store->path);
    default:
        return error_set(error, "%s cannot be used: %s", store->path,
                         store->db != NULL ? sqlite3_errmsg(store->db)
                                           : "there is not enough memory");
    }
}

/* ---- statements ---- */

static void lock(Store *store)
{
    CHECK(pthread_mutex_lock(&store->lock) == 0);
}

static void unlock(Store *store)
{
    CHECK(pthread_mutex_unlock(&store->lock) == 0);
}

sqlite3_stmt *store_query(Store *store, StoreQuery query)
{
    lock(store);
    return store->queries[query];
}

void store_query_end(Store *store, sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    unlock(store);
}

void store_bind(sqlite3_stmt *statement, int at, const char *text)
{
    (void)sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

bool store_query_run(Store *store, sqlite3_stmt *statement, Error *error)
{
    bool good = sqlite3_step(statement) == SQLITE_DONE || store_fail(store, error);
    store_query_end(store, statement);
    return good;
}

bool store_query_done(Store *store, int code, Error *error)
{
    return code == SQLITE_DONE || code == SQLITE_ROW || store_fail(store, error);
}

const char *store_text_or_null(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

const char *store_text(sqlite3_stmt *statement, int column)
{
    const char *text = store_text_or_null(statement, column);
    return text != NULL ? text : "";
}

/* ---- the file ---- */

static bool run(Store *store, const char *sql, Error *error)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(store, error);
}

static int number_of(Store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        number = sqlite3_column_int(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    return number;
}

/* The tables of a new file; of an old one, whether they are ours. */
static bool check_tables(Store *store, Error *error)
{
    int tables = number_of(store, "SELECT count(*) FROM sqlite_schema");
    if (tables < 0) {
        return store_fail(store, error);
    }
    if (tables == 0) {
        char sql[128];
        (void)snprintf(sql, sizeof sql,
                       "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                       STORE_APPLICATION_ID, STORE_VERSION);
        return run(store, "BEGIN IMMEDIATE", error) && run(store, SCHEMA, error) &&
               run(store, sql, error);
    }
    if (number_of(store, "PRAGMA application_id") != STORE_APPLICATION_ID) {
        return error_set(error, "%s is another program's file", store->path);
    }
    return number_of(store, "PRAGMA user_version") == STORE_VERSION ||
           error_set(error, "%s was written by another version of Foyer's desk", store->path);
}

static bool prepare(Store *store, Error *error)
{
    for (int i = 0; i < STORE_QUERY_COUNT; i++) {
        if (sqlite3_prepare_v3(store->db, QUERIES[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->queries[i], NULL) != SQLITE_OK) {
            return store_fail(store, error);
        }
    }
    return true;
}

/* Forgets the oldest of what is kept for undo and for the record. */
static bool prune(Store *store, Error *error)
{
    char sql[600];
    (void)snprintf(sql, sizeof sql,
                   "BEGIN IMMEDIATE;"
                   "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC"
                   " LIMIT 1 OFFSET %d);"
                   "DELETE FROM step WHERE id <= (SELECT max(id) FROM (SELECT id, sum(bytes) OVER"
                   " (ORDER BY id DESC) AS newer FROM step) WHERE newer > %lld);"
                   "DELETE FROM entry WHERE step < (SELECT coalesce(min(id), 0) FROM step);"
                   "DELETE FROM log WHERE id <= (SELECT id FROM log ORDER BY id DESC"
                   " LIMIT 1 OFFSET %d);"
                   "COMMIT",
                   STORE_STEPS_KEPT, (long long)STEP_BYTES_MOST, STORE_STEPS_KEPT);
    return run(store, sql, error);
}

static Store *new_store(const char *path, int flags, Error *error)
{
    Store *store = (Store *)calloc(1, sizeof *store);
    pthread_mutexattr_t kind;
    if (store == NULL || (store->path = strdup(path)) == NULL) {
        (void)error_set(error, "%s cannot be opened: there is not enough memory", path);
        free(store);
        return NULL;
    }
    CHECK(pthread_mutexattr_init(&kind) == 0 &&
          pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE) == 0 &&
          pthread_mutex_init(&store->lock, &kind) == 0);
    (void)pthread_mutexattr_destroy(&kind);
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        (void)store_fail(store, error);
        store_close(store);
        return NULL;
    }
    (void)sqlite3_extended_result_codes(store->db, 1);
    (void)sqlite3_busy_timeout(store->db, BUSY_MS);
    return store;
}

Store *store_open(const char *path, Error *error)
{
    Store *store = new_store(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (store != NULL &&
        (!run(store,
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
              "PRAGMA journal_size_limit = 16000000; PRAGMA trusted_schema = 0",
              error) ||
         !check_tables(store, error) || !prune(store, error) || !prepare(store, error))) {
        store_close(store);
        return NULL;
    }
    return store;
}

Store *store_open_still(Store *store, Error *error)
{
    Store *still = new_store(store->path, SQLITE_OPEN_READONLY, error);
    if (still != NULL &&
        (!run(still, "PRAGMA query_only = 1; BEGIN", error) || !prepare(still, error))) {
        store_close(still);
        return NULL;
    }
    if (still != NULL) {
        (void)store_change(still); /* the first reading decides what is seen */
    }
    return still;
}

void store_close(Store *store)
{
    if (store == NULL) {
        return;
    }
    for (int i = 0; i < STORE_QUERY_COUNT; i++) {
        (void)sqlite3_finalize(store->queries[i]);
    }
    (void)sqlite3_close(store->db);
    (void)pthread_mutex_destroy(&store->lock);
    free(store->path);
    free(store);
}

/* ---- transactions ---- */

bool store_begin(Store *store, Error *error)
{
    lock(store);
    if (run(store, "BEGIN IMMEDIATE", error)) {
        return true;
    }
    unlock(store);
    return false;
}

bool store_commit(Store *store, Error *error)
{
    bool good = run(store, "COMMIT", error);
    if (!good) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    } else if (sqlite3_last_insert_rowid(store->db) % PRUNE_EVERY == 0) {
        Error ignored = {{0}}; /* another time, then */
        (void)prune(store, &ignored);
    }
    unlock(store);
    return good;
}

void store_cancel(Store *store)
{
    (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    unlock(store);
}

/* ---- values ---- */

bool store_value_put(Store *store, const char *name, const char *text, Error *error)
{
    if (text != NULL && strlen(text) > STORE_VALUE_BYTES_MOST) {
        return error_set(error, "%s: the value \"%s\" is too long to be kept", store->path, name);
    }
    sqlite3_stmt *statement =
        store_query(store, text != NULL ? STORE_VALUE_PUT : STORE_VALUE_REMOVE);
    store_bind(statement, 1, name);
    if (text != NULL) {
        store_bind(statement, 2, text);
    }
    return store_query_run(store, statement, error);
}

char *store_value_get(Store *store, const char *name)
{
    char *text = NULL;
    sqlite3_stmt *statement = store_query(store, STORE_VALUE_GET);
    store_bind(statement, 1, name);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        text = strdup(store_text(statement, 0));
    }
    store_query_end(store, statement);
    return text;
}

/* ---- the log ---- */

bool store_log(Store *store, const char *by, const char *what, const char *detail, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_LOG);
    (void)sqlite3_bind_int64(statement, 1, clock_seconds());
    store_bind(statement, 2, by);
    store_bind(statement, 3, what);
    store_bind(statement, 4, detail != NULL ? detail : "");
    return store_query_run(store, statement, error);
}

bool store_lines(Store *store, int most, StoredLineVisit visit, void *context, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_LINES);
    (void)sqlite3_bind_int(statement, 1, most);
    int code = SQLITE_DONE;
    bool good = true;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        StoredLine line = {.id = sqlite3_column_int64(statement, 0),
                           .at = sqlite3_column_int64(statement, 1),
                           .by = store_text(statement, 2),
                           .what = store_text(statement, 3),
                           .detail = store_text(statement, 4)};
        good = visit(context, &line);
    }
    good = good && store_query_done(store, code, error);
    store_query_end(store, statement);
    return good;
}
