/* See mutation.h. A third of the files are damaged as bytes, a third have rows that a tool wrote
 * past the conditions, a third another schema. */
#include "cut/mutation.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"

enum { PAGE = 4096 };

static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state = hash_u64(*state, 1);
    return *state % below;
}

static char *read_whole(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
    *count = (size_t)ftell(file);
    rewind(file);
    char *bytes = (char *)malloc(*count);
    CHECK(bytes != NULL && fread(bytes, 1, *count, file) == *count && fclose(file) == 0);
    return bytes;
}

static void write_whole(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL && fwrite(bytes, 1, count, file) == count && fclose(file) == 0);
}

/* ---- bytes ---- */

static void flip(uint64_t *state, char *bytes, size_t count)
{
    for (uint64_t left = 1 + draw(state, 12); left > 0; left--) {
        size_t at = (size_t)draw(state, draw(state, 3) == 0 ? PAGE : count);
        bytes[at] = (char)(bytes[at] ^ (1 << draw(state, 8)));
    }
}

static size_t change_bytes(uint64_t *state, char *bytes, size_t count, char name[64])
{
    size_t pages = count / PAGE;
    char *page = bytes + draw(state, pages) * PAGE, *other = bytes + draw(state, pages) * PAGE;
    switch (draw(state, 7)) {
    case 0:
        (void)snprintf(name, 64, "cut off");
        return (size_t)draw(state, count);
    case 1:
        (void)snprintf(name, 64, "cut off at a page, and its header says so");
        count = PAGE * (1 + (size_t)draw(state, pages));
        bytes[28] = bytes[29] = 0;
        bytes[30] = (char)(count / PAGE >> 8);
        bytes[31] = (char)(count / PAGE);
        return count;
    case 2:
        (void)snprintf(name, 64, "a page of zeroes");
        memset(page, 0, PAGE);
        return count;
    case 3:
        (void)snprintf(name, 64, "a page in place of another");
        memmove(page, other, PAGE);
        return count;
    case 4:
        (void)snprintf(name, 64, "a header of WAL");
        bytes[18] = bytes[19] = (char)draw(state, 4);
        return count;
    case 5:
        (void)snprintf(name, 64, "a stretch of noise");
        for (size_t i = (size_t)draw(state, count), end = i + (size_t)draw(state, 300);
             i < end && i < count; i++) {
            bytes[i] = (char)draw(state, 256);
        }
        return count;
    default:
        (void)snprintf(name, 64, "bits flipped");
        flip(state, bytes, count);
        return count;
    }
}

/* ---- rows ---- */

static const char *const VALUES[] = {
    "NULL",
    "''",
    "' '",
    "-1",
    "0",
    "9223372036854775807",
    "x''",
    "x'00ff00'",
    "1e308",
    "CAST(x'41ff42' AS TEXT)",
    "CAST(x'410042' AS TEXT)",
    "char(8238, 27, 10, 9)",
    "replace(hex(zeroblob(5000)), '0', '[')",
    "replace(hex(zeroblob(500)), '00', char(1046))",
    "'2022-02-30'",
    "'9999-12-31'",
    "'en'",
    "'belarus'",
    "zeroblob(3000)",
    "'![x](nothing) [y](javascript:z) [z](http://' || hex(zeroblob(900)) || ')'",
    "replace(hex(zeroblob(20000)), '00', '> - * ')",
    "replace(hex(zeroblob(9000)), '0', '*_`')",
    "char(65533)",
    "'a' || char(0) || 'b'",
    "1 << 40",
    "'x:' || char(127)",
};
static const char *const COLUMNS[][2] = {
    {"language", "code"},
    {"language", "position"},
    {"language", "name"},
    {"organisation_text", "language"},
    {"organisation_text", "name"},
    {"settings", "first_language"},
    {"settings", "idle_news"},
    {"settings", "idle_wait_s"},
    {"picture", "slug"},
    {"picture", "format"},
    {"picture", "width"},
    {"picture", "bytes"},
    {"delegation", "slug"},
    {"delegation", "position"},
    {"delegation", "flag"},
    {"delegation_text", "name"},
    {"delegation_text", "role"},
    {"delegation_text", "language"},
    {"chamber", "deputies"},
    {"chamber", "website"},
    {"chamber", "position"},
    {"chamber_text", "name"},
    {"news", "slug"},
    {"news", "date"},
    {"news", "shown_until"},
    {"news", "pinned"},
    {"news_text", "title"},
    {"news_text", "summary"},
    {"news_text", "body"},
    {"news_delegation", "delegation"},
    {"edition", "day"},
    {"edition", "digest"},
};
static const char *const ROWS[] = {
    "DELETE FROM language WHERE position > 1",
    "DELETE FROM delegation",
    "DELETE FROM news",
    "DELETE FROM news_text",
    "DELETE FROM settings",
    "DELETE FROM edition",
    "INSERT INTO notice VALUES ('n', 1, '2022-01-01', '2023-01-01');"
    "INSERT INTO notice_text VALUES ('n', 'en', 'Be careful.')",
    "INSERT INTO notice VALUES ('n', 7, '2023-01-01', '2022-01-01')",
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1500)"
    " INSERT INTO delegation (slug, position) SELECT 'd-' || i, 100 + i FROM c",
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3000)"
    " INSERT INTO news (slug, date) SELECT 'x-' || i, '2022-06-03' FROM c",
    "UPDATE news SET shown_from = '2022-07-01'",
    "UPDATE settings SET idle_news = 9",
    "UPDATE news_text SET body = body || char(10, 10) || body",
};

enum {
    VALUE_COUNT = sizeof VALUES / sizeof VALUES[0],
    COLUMN_COUNT = sizeof COLUMNS / sizeof COLUMNS[0],
    ROW_COUNT = sizeof ROWS / sizeof ROWS[0]
};

/* What no tool lets in, where SQLite is told for a moment that the tables are not STRICT. */
static const char LOOSE[] = "UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - 7)"
                            " WHERE sql LIKE '% STRICT'";
static const char STRICT_AGAIN[] =
    "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE type = 'table'";

static void make_rows(uint64_t *state, char *sql, size_t room, char name[64])
{
    size_t at = 0;
    for (uint64_t left = 1 + draw(state, 2); left > 0; left--) {
        if (draw(state, 5) == 0) {
            const char *row = ROWS[draw(state, ROW_COUNT)];
            at += (size_t)snprintf(sql + at, room - at, "%s;", row);
            (void)snprintf(name, 64, "%s", row);
            continue;
        }
        const char *const *column = COLUMNS[draw(state, COLUMN_COUNT)];
        const char *value = VALUES[draw(state, VALUE_COUNT)];
        at += (size_t)snprintf(sql + at, room - at,
                               "UPDATE OR IGNORE %s SET %s = %s WHERE rowid %% %d = 0;", column[0],
                               column[1], value, 1 + (int)draw(state, 3));
        (void)snprintf(name, 64, "%s.%s = %.30s", column[0], column[1], value);
    }
}

/* ---- schemas ---- */

static const char *const SCHEMAS[] = {
    "CREATE VIEW v AS SELECT * FROM news",
    "CREATE TRIGGER t AFTER UPDATE ON settings BEGIN DELETE FROM news; END",
    "CREATE TABLE extra (a)",
    "CREATE TABLE extra (a TEXT) STRICT",
    "CREATE VIRTUAL TABLE f USING fts5(a)",
    "CREATE INDEX i ON news (abs(pinned))",
    "DROP TABLE notice_text",
    "DROP TABLE edition",
    "DROP TABLE news_text",
    "DROP INDEX news_order",
    "ALTER TABLE delegation_text ADD COLUMN more TEXT",
    "ALTER TABLE news DROP COLUMN pinned",
    "ALTER TABLE language RENAME TO tongue",
    "ANALYZE",
    "PRAGMA user_version = 7",
    "PRAGMA application_id = 0",
    "VACUUM",
    "REINDEX",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA page_size = 512; VACUUM",
    "PRAGMA auto_vacuum = 1; VACUUM",
    "PRAGMA journal_mode = WAL",
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')",
    "UPDATE sqlite_schema SET sql = replace(sql, 'TEXT', 'ANY') WHERE name = 'news_text'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '')",
    "UPDATE sqlite_schema SET rootpage = rootpage + 1 WHERE name = 'news'",
    "UPDATE sqlite_schema SET rootpage = 2",
    "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'chamber'",
    "UPDATE sqlite_schema SET type = 'view' WHERE name = 'chamber'",
    "UPDATE sqlite_schema SET sql = NULL WHERE name = 'picture'",
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE news (slug TEXT, date TEXT, shown_from TEXT,"
    " shown_until TEXT, pinned AS (zeroblob(1000000000)))' WHERE name = 'news'",
    "UPDATE sqlite_schema SET sql = 'CREATE VIEW language AS WITH RECURSIVE c(code, name, position)"
    " AS (SELECT 1, 1, 1 UNION ALL SELECT code + 1, 1, 1 FROM c) SELECT * FROM c', type = 'view',"
    " rootpage = 0 WHERE name = 'language'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (', 'CHECK (1 OR ')",
    "UPDATE sqlite_schema SET sql = replace(sql, '<= 1000000)', '<= 999999999)')",
    "DELETE FROM sqlite_schema WHERE name = 'news_order'",
    "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'news'",
    "UPDATE sqlite_schema SET tbl_name = 'news' WHERE name = 'picture_size'",
};
enum { SCHEMA_COUNT = sizeof SCHEMAS / sizeof SCHEMAS[0] };

/* What SQLite refuses to do leaves the file as it was. */
static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    (void)sqlite3_exec(db,
                       "PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = 0;"
                       "PRAGMA writable_schema = 1; PRAGMA foreign_keys = 0",
                       NULL, NULL, NULL);
    (void)sqlite3_exec(db, sql, NULL, NULL, NULL);
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

void mutation_make(const char *original, const char *to, uint64_t number, char name[64])
{
    uint64_t state = hash_u64(HASH_SEED, number);
    size_t count;
    char *bytes = read_whole(original, &count);
    uint64_t kind = draw(&state, 3);
    size_t kept = kind == 0 ? change_bytes(&state, bytes, count, name) : count;
    write_whole(to, bytes, kept);
    free(bytes);
    if (kind == 1) {
        char sql[4096];
        make_rows(&state, sql, sizeof sql, name);
        bool is_loose = draw(&state, 2) == 0;
        if (is_loose) {
            run_sql(to, LOOSE);
        }
        run_sql(to, sql);
        if (is_loose) {
            run_sql(to, STRICT_AGAIN);
        }
    } else if (kind == 2) {
        const char *sql = SCHEMAS[draw(&state, SCHEMA_COUNT)];
        (void)snprintf(name, 64, "%.60s", sql);
        run_sql(to, sql);
        if (draw(&state, 4) == 0) {
            run_sql(to, SCHEMAS[draw(&state, SCHEMA_COUNT)]);
        }
    }
}
