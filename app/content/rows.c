/* See rows.h. */
#include "content/rows.h"

#include <string.h>

#include "base/utf8.h"
#include "content/snapshot.h"

typedef struct Table {
    const char *sql, *reading;
    int columns;
    bool has_bytes; /* in the column behind the last */
} Table;

static const Table TABLES[ROWS_TABLE_COUNT] = {
    [ROWS_LANGUAGE] = {"SELECT code, l.name, o.name FROM language l LEFT JOIN organisation_text o"
                       " ON o.language = l.code WHERE ?1 IS NULL ORDER BY l.position, code",
                       "the table \"language\"", 3, false},
    [ROWS_SETTINGS] = {"SELECT first_language, delegation_dwell_s, news_dwell_s, idle_wait_s,"
                       " still_there_s, idle_news FROM settings WHERE ?1 IS NULL",
                       "the table \"settings\"", 6, false},
    [ROWS_PICTURE] = {"SELECT slug, format, bytes FROM picture WHERE ?1 IS NULL OR slug = ?1"
                      " ORDER BY slug",
                      "the table \"picture\"", 2, true},
    [ROWS_DELEGATION] = {"SELECT slug, flag FROM delegation WHERE ?1 IS NULL"
                         " ORDER BY position, slug",
                         "the table \"delegation\"", 2, false},
    [ROWS_DELEGATION_TEXT] = {"SELECT language, t.name, official_name, parliament, representative,"
                              " role FROM delegation_text t JOIN language l ON l.code = language"
                              " WHERE delegation = ?1 ORDER BY l.position, language",
                              "the table \"delegation_text\"", 6, false},
    [ROWS_CHAMBER] = {"SELECT position, deputies, website FROM chamber WHERE delegation = ?1"
                      " ORDER BY position",
                      "the table \"chamber\"", 3, false},
    [ROWS_CHAMBER_TEXT] = {"SELECT position, language, name FROM chamber_text WHERE delegation = ?1"
                           " ORDER BY position, language",
                           "the table \"chamber_text\"", 3, false},
    [ROWS_NEWS] = {"SELECT slug, date, shown_from, shown_until, pinned FROM news WHERE ?1 IS NULL"
                   " OR slug = ?1 ORDER BY slug",
                   "the table \"news\"", 5, false},
    [ROWS_NEWS_TEXT] = {"SELECT language, title, summary, body FROM news_text JOIN language l ON"
                        " l.code = language WHERE news = ?1 ORDER BY l.position, language",
                        "the table \"news_text\"", 4, false},
    [ROWS_NEWS_DELEGATION] = {"SELECT delegation FROM news_delegation WHERE news = ?1"
                              " ORDER BY position",
                              "the table \"news_delegation\"", 1, false},
    [ROWS_NOTICE] = {"SELECT slug, urgent, shown_from, shown_until FROM notice WHERE ?1 IS NULL"
                     " ORDER BY slug",
                     "the table \"notice\"", 4, false},
    [ROWS_NOTICE_TEXT] = {"SELECT language, text FROM notice_text JOIN language l ON"
                          " l.code = language WHERE notice = ?1 ORDER BY l.position, language",
                          "the table \"notice_text\"", 2, false},
};

/* The column's text as valid UTF-8 without a 0 in it. False where there is no memory. */
static bool column_text(Arena *arena, sqlite3_stmt *statement, int column, const char **out)
{
    *out = NULL;
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (text == NULL) {
        return sqlite3_column_type(statement, column) == SQLITE_NULL;
    }
    size_t count = (size_t)sqlite3_column_bytes(statement, column), written = 0;
    if (utf8_is_valid(text, count, NULL) && memchr(text, 0, count) == NULL) {
        *out = arena_copy_text(arena, text, count);
        return *out != NULL;
    }
    char *copy = (char *)arena_alloc(arena, count * 3 + 1);
    for (size_t at = 0; copy != NULL && at < count;) {
        size_t length;
        uint32_t letter = utf8_decode(text + at, count - at, &length);
        written += utf8_encode(letter != 0 ? letter : UTF8_REPLACEMENT, copy + written);
        at += length;
    }
    *out = copy;
    return copy != NULL;
}

static bool read_row(const Content *content, const Table *table, sqlite3_stmt *statement,
                     Arena *arena, Row *row, Error *error)
{
    *row = (Row){.bytes = NULL};
    for (int i = 0; i < table->columns; i++) {
        if (!column_text(arena, statement, i, &row->columns[i])) {
            return error_set(error, "%s cannot be read: there is not enough memory", content->path);
        }
    }
    if (table->has_bytes) {
        row->bytes = sqlite3_column_blob(statement, table->columns);
        row->byte_count = (size_t)sqlite3_column_bytes(statement, table->columns);
    }
    return true;
}

bool rows_read(Content *content, RowTable table, const char *key, Arena *arena, RowVisit visit,
               void *context, Error *error)
{
    const Table *which = &TABLES[table];
    sqlite3_stmt *statement = content_prepare(content, which->sql, which->reading, error);
    if (statement == NULL) {
        return false;
    }
    (void)sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
    bool good = true;
    int code = SQLITE_DONE;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        Row row;
        good =
            read_row(content, which, statement, arena, &row, error) && visit(context, &row, error);
        content->steps = 0; /* the budget is for the work between two rows */
    }
    if (good && code != SQLITE_DONE) {
        good = content_fail(content, which->reading, error);
    }
    (void)sqlite3_finalize(statement);
    return good;
}
