/* Opens a data file, guarded (guard.c), with a budget of work for each call, since a schema can be
 * made to compute for ever; and keeps the statements. Everything else about a file that is not
 * trusted is looked at once, when it is taken in (check_file.c). */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "content/guard.h"
#include "content/snapshot.h"

/* The budget of one call: 50 million operations, a second or two. To index 5,000 news items takes
 * under 100,000. */
enum { STEP_OPERATIONS = 100000, STEPS_MOST = 500 };

static const char *const QUERIES[QUERY_COUNT] = {
    [QUERY_NEWS_SLUG] = "SELECT slug FROM news WHERE rowid = ?1",
    [QUERY_NEWS_TEXTS] = "SELECT language, title, summary, body FROM news_text WHERE news = ?1",
    [QUERY_NEWS_DELEGATIONS] =
        "SELECT delegation FROM news_delegation WHERE news = ?1 ORDER BY position",
    [QUERY_BODY] = ("SELECT language, body FROM news_text"
                    " WHERE news = (SELECT slug FROM news WHERE rowid = ?1)"),
    [QUERY_PICTURE] = "SELECT bytes FROM picture WHERE rowid = ?1",
};

static const char *const TABLES[] = {
    "language", "organisation_text", "settings", "picture",   "delegation",     "delegation_text",
    "chamber",  "chamber_text",      "news",     "news_text", "news_delegation"};

bool content_fail(Content *content, const char *reading, Error *error)
{
    return guard_fail(content->db, content->path, reading, error);
}

sqlite3_stmt *content_prepare(Content *content, const char *sql, const char *reading, Error *error)
{
    sqlite3_stmt *statement = NULL;
    content->steps = 0;
    if (sqlite3_prepare_v2(content->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        (void)content_fail(content, reading, error);
        return NULL;
    }
    return statement;
}

sqlite3_stmt *content_query(Content *content, Query query)
{
    sqlite3_stmt *statement = content->queries[query];
    if (statement == NULL) {
        log_line(LOG_ERROR, "%s: a statement is missing", content->path);
        return NULL;
    }
    content->steps = 0;
    (void)sqlite3_reset(statement); /* repeats the last failure, which has been logged */
    return statement;
}

bool content_step(Content *content, sqlite3_stmt *statement, const char *what, const char *item)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        log_line(LOG_ERROR, "%s: %s of %s: %s", content->path, what, item,
                 sqlite3_errmsg(content->db));
    }
    return code == SQLITE_ROW;
}

static int count_step(void *data)
{
    Content *content = (Content *)data;
    content->steps++;
    return content->steps > STEPS_MOST;
}

/* ---- the connection ---- */

static bool open_guarded(Content *content, Error *error)
{
    if (guard_open(content->path, GUARD_READ, &content->db) != SQLITE_OK) {
        return content_fail(content, "the file", error);
    }
    sqlite3_progress_handler(content->db, STEP_OPERATIONS, count_step, content);
    return sqlite3_exec(content->db, "PRAGMA query_only = 1", NULL, NULL, NULL) == SQLITE_OK ||
           content_fail(content, "the file", error);
}

/* Names the first table that is not there as a plain table. */
static bool check_tables(Content *content, Error *error)
{
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT 1 FROM sqlite_schema WHERE name = ?1 AND type = 'table' AND rootpage > 0",
        "the list of tables", error);
    if (statement == NULL) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < sizeof TABLES / sizeof TABLES[0]; i++) {
        (void)sqlite3_reset(statement);
        (void)sqlite3_bind_text(statement, 1, TABLES[i], -1, SQLITE_STATIC);
        int code = sqlite3_step(statement);
        if (code == SQLITE_DONE) {
            good = error_set(error, "%s is not a whole data file: the table \"%s\" is missing",
                             content->path, TABLES[i]);
        } else if (code != SQLITE_ROW) {
            good = content_fail(content, "the list of tables", error);
        }
    }
    (void)sqlite3_finalize(statement);
    return good;
}

static bool prepare_queries(Content *content, Error *error)
{
    for (int i = 0; i < QUERY_COUNT; i++) {
        content->steps = 0;
        if (sqlite3_prepare_v3(content->db, QUERIES[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &content->queries[i], NULL) != SQLITE_OK) {
            return content_fail(content, "a table of news or pictures", error);
        }
    }
    return true;
}

static void init_slots(Content *content)
{
    for (int i = 0; i < HEADS_KEPT; i++) {
        content->heads[i].index = -1;
        arena_init(&content->heads[i].arena, 2048);
    }
    for (int i = 0; i < BODIES_KEPT; i++) {
        arena_init(&content->bodies[i].arena, 32768);
    }
}

Content *content_open(const char *path, Error *error)
{
    unsigned char header[GUARD_HEADER_BYTES];
    if (!guard_read_header(path, header, error)) {
        return NULL;
    }
    Content *content = (Content *)calloc(1, sizeof *content);
    if (content == NULL) {
        (void)error_set(error, "%s cannot be opened: there is not enough memory", path);
        return NULL;
    }
    init_slots(content);
    arena_init(&content->arena, 16384);
    content->version = hash_bytes(HASH_SEED, header, sizeof header);
    content->path = arena_copy_text(&content->arena, path, strlen(path));
    bool good = content->path != NULL
                    ? open_guarded(content, error) && check_tables(content, error) &&
                          prepare_queries(content, error) && content_load(content, error)
                    : error_set(error, "%s cannot be opened: there is not enough memory", path);
    if (!good) {
        content_destroy(content);
        return NULL;
    }
    return content;
}

void content_destroy(Content *content)
{
    if (content == NULL) {
        return;
    }
    for (int i = 0; i < QUERY_COUNT; i++) {
        (void)sqlite3_finalize(content->queries[i]);
    }
    (void)sqlite3_close(content->db);
    for (int i = 0; i < HEADS_KEPT; i++) {
        arena_finish(&content->heads[i].arena);
    }
    for (int i = 0; i < BODIES_KEPT; i++) {
        arena_finish(&content->bodies[i].arena);
    }
    arena_finish(&content->arena);
    free(content);
}
