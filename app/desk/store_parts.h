/* Store parts: what the files store*.c share, for them only. */
#ifndef FOYER_DESK_STORE_PARTS_H
#define FOYER_DESK_STORE_PARTS_H

#include <pthread.h>
#include <sqlite3.h>

#include "desk/store.h"

/* The statements that are kept; their texts are in store.c. */
typedef enum StoreQuery {
    STORE_ITEM_PUT,
    STORE_ITEM_GET,
    STORE_ITEMS,
    STORE_CHANGE,
    STORE_STEP_DROP,
    STORE_STEP_ADD,
    STORE_STEP_STATE,
    STORE_STEP_FIND_DONE,
    STORE_STEP_FIND_UNDONE,
    STORE_STEPS,
    STORE_ENTRY_PUT,
    STORE_STEP_BYTES,
    STORE_ENTRIES,
    STORE_PICTURE_PUT,
    STORE_PICTURE_GET,
    STORE_PICTURE_HAS,
    STORE_PICTURE_SAME,
    STORE_PICTURE_COUNT,
    STORE_LOG,
    STORE_LINES,
    STORE_VALUE_PUT,
    STORE_VALUE_REMOVE,
    STORE_VALUE_GET,
    STORE_QUERY_COUNT
} StoreQuery;

struct Store {
    char *path;
    sqlite3 *db;
    sqlite3_stmt *queries[STORE_QUERY_COUNT];
    pthread_mutex_t lock; /* a thread may take it again while it has it */
};

/* Takes the lock and hands out a statement, ready to be bound. store_query_end gives both back. */
sqlite3_stmt *store_query(Store *store, StoreQuery query);
void store_query_end(Store *store, sqlite3_stmt *statement);

/* Binds a text to the parameter `at`; NULL is NULL. */
void store_bind(sqlite3_stmt *statement, int at, const char *text);

/* Runs a statement that gives no rows, and gives it back. False with the reason. */
bool store_query_run(Store *store, sqlite3_stmt *statement, Error *error);

/* Whether `code`, of the last step of a reading, is its end; else false with the reason. */
bool store_query_done(Store *store, int code, Error *error);

/* A column's text, never NULL; and as it is. */
const char *store_text(sqlite3_stmt *statement, int column);
const char *store_text_or_null(sqlite3_stmt *statement, int column);

/* Says why SQLite's last call failed. False. */
bool store_fail(Store *store, Error *error);

#endif
