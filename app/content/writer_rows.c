/* See writer_parts.h. */
#include "content/writer_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* What stands behind "INSERT" in each statement. The first columns are the key of the table, but
 * where there is a position before it. */
static const char *const INTO[ROW_COUNT] = {
    [ROW_LANGUAGE] = "language (position, code, name) VALUES (?, ?, ?)",
    [ROW_ORGANISATION] = "organisation_text (language, name) VALUES (?, ?)",
    [ROW_SETTINGS] = ("settings (first_language, delegation_dwell_s, news_dwell_s, idle_wait_s,"
                      " still_there_s, idle_news) VALUES (?, ?, ?, ?, ?, ?)"),
    [ROW_PICTURE] = "picture (slug, format, width, height, bytes) VALUES (?, ?, ?, ?, ?)",
    [ROW_DELEGATION] = "delegation (position, slug, flag) VALUES (?, ?, ?)",
    [ROW_DELEGATION_TEXT] = ("delegation_text (delegation, language, name, official_name,"
                             " parliament, representative, role) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    [ROW_CHAMBER] = "chamber (delegation, position, deputies, website) VALUES (?, ?, ?, ?)",
    [ROW_CHAMBER_TEXT] = ("chamber_text (delegation, position, language, name)"
                          " VALUES (?, ?, ?, ?)"),
    [ROW_NEWS] = ("news (slug, date, shown_from, shown_until, pinned) VALUES (?, ?, ?, ?, ?)"),
    [ROW_NEWS_TEXT] = "news_text (news, language, title, summary, body) VALUES (?, ?, ?, ?, ?)",
    [ROW_NEWS_DELEGATION] = "news_delegation (news, position, delegation) VALUES (?, ?, ?)",
    [ROW_NOTICE] = "notice (slug, urgent, shown_from, shown_until) VALUES (?, ?, ?, ?)",
    [ROW_NOTICE_TEXT] = "notice_text (notice, language, text) VALUES (?, ?, ?)",
    [ROW_EDITION] = "edition (day, digest) VALUES (?, ?)",
};

bool writer_fail(Writer *w, Error *error)
{
    w->is_in_trouble = true;
    return error_set(error, "%s cannot be written: %s", w->path,
                     w->db != NULL ? sqlite3_errmsg(w->db) : "there is not enough memory");
}

bool writer_is_sound(const Writer *w)
{
    return !w->is_in_trouble;
}

static char *joined(const char *a, const char *b)
{
    size_t count = strlen(a) + strlen(b) + 1;
    char *text = (char *)malloc(count);
    if (text != NULL) {
        (void)snprintf(text, count, "%s%s", a, b);
    }
    return text;
}

Writer *writer_new(const char *path, const char *under_way, Error *error)
{
    Writer *w = (Writer *)calloc(1, sizeof *w);
    if (w != NULL) {
        w->digest = HASH_SEED;
        w->path = joined(path, "");
        w->path_under_way = joined(path, under_way);
    }
    if (w == NULL || w->path == NULL || w->path_under_way == NULL) {
        (void)error_set(error, "%s cannot be written: there is not enough memory", path);
        writer_free(w);
        return NULL;
    }
    return w;
}

void writer_free(Writer *w)
{
    if (w == NULL) {
        return;
    }
    writer_unprepare(w);
    (void)sqlite3_close(w->db);
    free(w->path);
    free(w->path_under_way);
    free(w);
}

bool writer_prepare(Writer *w, const char *verb, Error *error)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql, "%s INTO %s", verb, INTO[i]);
        if (sqlite3_prepare_v2(w->db, sql, -1, &w->inserts[i], NULL) != SQLITE_OK) {
            return writer_fail(w, error);
        }
    }
    return true;
}

void writer_unprepare(Writer *w)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        (void)sqlite3_finalize(w->inserts[i]);
        w->inserts[i] = NULL;
    }
    (void)sqlite3_finalize(w->note);
    w->note = NULL;
}

/* ---- one row ---- */

enum { NOTED_COLUMNS = 3 };

static void bind_int(Writer *w, sqlite3_stmt *statement, int column, int value)
{
    w->digest = hash_u64(w->digest, (uint64_t)value);
    (void)sqlite3_bind_int(statement, column, value);
    if (w->note != NULL && column <= NOTED_COLUMNS) {
        (void)sqlite3_bind_int(w->note, column + 1, value);
    }
}

static void bind_text(Writer *w, sqlite3_stmt *statement, int column, const char *text)
{
    w->digest =
        text != NULL ? hash_bytes(w->digest, text, strlen(text) + 1) : hash_u64(w->digest, 0);
    (void)sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
    if (w->note != NULL && column <= NOTED_COLUMNS) {
        (void)sqlite3_bind_text(w->note, column + 1, text, -1, SQLITE_STATIC);
    }
}

/* Steps a statement that gives no rows, and makes it ready for its next use. */
static int run(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    return code;
}

/* "CHECK constraint failed: a picture is png or jpeg": the constraints are sentences. */
static bool say_refused(Writer *w, int code, Error *error)
{
    static const char CHECK_FAILED[] = "CHECK constraint failed: ";
    const char *reason = sqlite3_errmsg(w->db);
    bool said = strncmp(reason, CHECK_FAILED, sizeof CHECK_FAILED - 1) == 0;
    w->is_in_trouble = w->is_in_trouble || (code & 0xFF) != SQLITE_CONSTRAINT;
    return error_set(error, "%s", said ? reason + sizeof CHECK_FAILED - 1 : reason);
}

bool writer_insert(Writer *w, Error *error, RowKind row, const char *kinds, ...)
{
    sqlite3_stmt *statement = w->inserts[row];
    w->digest = hash_u64(w->digest, (uint64_t)row);
    va_list values;
    va_start(values, kinds);
    for (int i = 0; kinds[i] != '\0'; i++) {
        if (kinds[i] == 'i') {
            bind_int(w, statement, i + 1, va_arg(values, int));
        } else if (kinds[i] == 'b') {
            const void *bytes = va_arg(values, const void *);
            size_t count = va_arg(values, size_t);
            w->digest = hash_bytes(w->digest, bytes, count);
            (void)sqlite3_bind_blob64(statement, i + 1, bytes, count, SQLITE_STATIC);
        } else {
            bind_text(w, statement, i + 1, va_arg(values, const char *));
        }
    }
    va_end(values);
    if (w->note != NULL) {
        (void)sqlite3_bind_int(w->note, 1, (int)row);
        if (run(w->note) != SQLITE_DONE) {
            (void)sqlite3_clear_bindings(statement);
            return writer_fail(w, error);
        }
    }
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || say_refused(w, code, error);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    return good;
}
