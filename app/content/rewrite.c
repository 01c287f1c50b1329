/* See rewrite.h. Called by desk/draft_file.c.
 *
 * Which rows were written is noted in a table of the connection's own, `kept`: the kind of row and
 * its first columns. It is the writer that notes them (writer_rows.c). */
#include "content/rewrite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "content/schema.h"
#include "content/writer_parts.h"

enum { STATEMENTS_MOST = 4, BUSY_MS = 5000 };

/* What goes at the end of an item: `?1` is its slug, `?2` the kind of row. In this order, since a
 * chamber may not go before its names. */
typedef struct Rest {
    RowKind row;
    const char *sql;
} Rest;

static const Rest RESTS[][STATEMENTS_MOST] = {
    [REWRITE_LOBBY] = {{ROW_ORGANISATION,
                        "DELETE FROM organisation_text WHERE ?1 IS NOT NULL AND NOT EXISTS"
                        " (SELECT 1 FROM kept WHERE row = ?2 AND a = language)"}},
    [REWRITE_DELEGATION] = {{ROW_CHAMBER_TEXT,
                             "DELETE FROM chamber_text WHERE delegation = ?1 AND NOT EXISTS"
                             " (SELECT 1 FROM kept WHERE row = ?2 AND b = position"
                             " AND c = language)"},
                            {ROW_CHAMBER, "DELETE FROM chamber WHERE delegation = ?1 AND NOT EXISTS"
                                          " (SELECT 1 FROM kept WHERE row = ?2 AND b = position)"},
                            {ROW_DELEGATION_TEXT,
                             "DELETE FROM delegation_text WHERE delegation = ?1 AND NOT EXISTS"
                             " (SELECT 1 FROM kept WHERE row = ?2 AND b = language)"}},
    [REWRITE_NEWS] = {{ROW_NEWS_TEXT, "DELETE FROM news_text WHERE news = ?1 AND NOT EXISTS"
                                      " (SELECT 1 FROM kept WHERE row = ?2 AND b = language)"},
                      {ROW_NEWS_DELEGATION,
                       "DELETE FROM news_delegation WHERE news = ?1 AND NOT EXISTS"
                       " (SELECT 1 FROM kept WHERE row = ?2 AND b = position)"}},
    [REWRITE_NOTICE] = {{ROW_NOTICE_TEXT, "DELETE FROM notice_text WHERE notice = ?1 AND NOT EXISTS"
                                          " (SELECT 1 FROM kept WHERE row = ?2 AND b = language)"}},
};

static const char *const REMOVALS[][5] = {
    [REWRITE_LOBBY] = {NULL},
    [REWRITE_DELEGATION] = {"DELETE FROM news_delegation WHERE delegation = ?1",
                            "DELETE FROM chamber_text WHERE delegation = ?1",
                            "DELETE FROM chamber WHERE delegation = ?1",
                            "DELETE FROM delegation_text WHERE delegation = ?1",
                            "DELETE FROM delegation WHERE slug = ?1"},
    [REWRITE_NEWS] = {"DELETE FROM news_text WHERE news = ?1",
                      "DELETE FROM news_delegation WHERE news = ?1",
                      "DELETE FROM news WHERE slug = ?1"},
    [REWRITE_NOTICE] = {"DELETE FROM notice_text WHERE notice = ?1",
                        "DELETE FROM notice WHERE slug = ?1"},
};

static bool run(Writer *w, const char *sql, Error *error)
{
    return sqlite3_exec(w->db, sql, NULL, NULL, NULL) == SQLITE_OK || writer_fail(w, error);
}

/* One statement with a text and a number, either of which it may leave out. */
static bool run_with(Writer *w, const char *sql, const char *text, int number, Error *error)
{
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(w->db, sql, -1, &statement, NULL) == SQLITE_OK;
    if (good) {
        (void)sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
        (void)sqlite3_bind_int(statement, 2, number);
        good = sqlite3_step(statement) == SQLITE_DONE;
    }
    good = good || writer_fail(w, error);
    (void)sqlite3_finalize(statement);
    return good;
}

/* ---- the file ---- */

static bool begin_file(Writer *w, Error *error)
{
    if (unlink(w->path) != 0 && errno != ENOENT) {
        return error_set(error, "%s cannot be written: %s", w->path, strerror(errno));
    }
    if (sqlite3_open_v2(w->path, &w->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        return writer_fail(w, error);
    }
    (void)sqlite3_busy_timeout(w->db, BUSY_MS);
    return run(w, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = 2",
               error) &&
           run(w, content_schema(), error) &&
           run(w,
               "PRAGMA foreign_keys = ON; CREATE TEMP TABLE kept (row, a, b, c);"
               "INSERT INTO edition (day, digest) VALUES ('2000-01-01', '0000000000000000')",
               error) &&
           writer_prepare(w, "INSERT OR REPLACE", error);
}

Writer *rewrite_create(const char *path, Error *error)
{
    Writer *w = writer_new(path, "", error);
    if (w != NULL && !begin_file(w, error)) {
        rewrite_close(w);
        return NULL;
    }
    return w;
}

void rewrite_close(Writer *w)
{
    writer_free(w);
}

bool rewrite_begin(Writer *w, Error *error)
{
    return run(w, "BEGIN IMMEDIATE", error);
}

bool rewrite_end(Writer *w, const char *day, Error *error)
{
    /* A day that makes no sense leaves the one that was. */
    return run_with(w,
                    "UPDATE OR IGNORE edition SET day = coalesce(?1, (SELECT max(date) FROM news),"
                    " '2000-01-01') WHERE ?2 = 0 AND (?1 IS NULL OR ?1 IS date(?1, '+0 days'))",
                    day, 0, error) &&
           run(w, "COMMIT", error);
}

/* ---- items ---- */

bool rewrite_item_begin(Writer *w, Error *error)
{
    return run(w, "DELETE FROM kept", error) &&
           (sqlite3_prepare_v2(w->db, "INSERT INTO kept (row, a, b, c) VALUES (?, ?, ?, ?)", -1,
                               &w->note, NULL) == SQLITE_OK ||
            writer_fail(w, error));
}

bool rewrite_item_end(Writer *w, RewriteItem item, const char *slug, Error *error)
{
    (void)sqlite3_finalize(w->note);
    w->note = NULL;
    for (int i = 0; i < STATEMENTS_MOST && RESTS[item][i].sql != NULL; i++) {
        if (!run_with(w, RESTS[item][i].sql, slug, (int)RESTS[item][i].row, error)) {
            return false;
        }
    }
    return true;
}

bool rewrite_remove(Writer *w, RewriteItem item, const char *slug, Error *error)
{
    for (size_t i = 0; i < sizeof REMOVALS[0] / sizeof REMOVALS[0][0]; i++) {
        if (REMOVALS[item][i] != NULL && !run_with(w, REMOVALS[item][i], slug, 0, error)) {
            return false;
        }
    }
    return true;
}

bool rewrite_order(Writer *w, const char *const *slugs, int count, Error *error)
{
    /* Out of the way first: no two may have one position at any moment. */
    if (!run(w, "UPDATE delegation SET position = position + 1000000", error)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (!run_with(w, "UPDATE delegation SET position = ?2 WHERE slug = ?1", slugs[i], i + 1,
                      error)) {
            return false;
        }
    }
    return true;
}

bool rewrite_has_picture(Writer *w, const char *slug)
{
    sqlite3_stmt *statement = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(w->db, "SELECT 1 FROM picture WHERE slug = ?1", -1, &statement, NULL) ==
        SQLITE_OK) {
        (void)sqlite3_bind_text(statement, 1, slug, -1, SQLITE_STATIC);
        found = sqlite3_step(statement) == SQLITE_ROW;
    }
    (void)sqlite3_finalize(statement);
    return found;
}
