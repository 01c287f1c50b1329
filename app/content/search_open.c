/* Opens an index, as a file that may be anybody's: see search.h. Damage is told by the digest that
 * stands in the file's header, as in a good copy's; a file made to deceive gets SQLite's guards, a
 * schema that has to be this program's to the letter, and a budget of work. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/log.h"
#include "content/copy.h"
#include "content/guard.h"
#include "content/search_parts.h"

/* The budget of one statement, as in open.c. */
enum { STEP_OPERATIONS = 2000, STEPS_MOST = 25000 };

/* ---- the header and the digest ---- */

static uint32_t big_endian_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool read_header(const char *path, unsigned char header[GUARD_HEADER_BYTES], Error *error)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                status.st_size <= (off_t)SEARCH_FILE_PAGES * SEARCH_PAGE_BYTES &&
                read(file, header, GUARD_HEADER_BYTES) == GUARD_HEADER_BYTES;
    if (file >= 0) {
        (void)close(file);
    }
    return good || error_set(error, "the index %s is not there, or is no index", path);
}

static bool check_header(const char *path, Error *error)
{
    unsigned char header[GUARD_HEADER_BYTES];
    uint64_t digest = 0;
    if (!read_header(path, header, error)) {
        return false;
    }
    if (memcmp(header, "SQLite format 3", 16) != 0 ||
        big_endian_u32(header + 68) != SEARCH_APPLICATION_ID ||
        big_endian_u32(header + 60) != SEARCH_USER_VERSION || guard_is_wal(header)) {
        return error_set(error, "the index %s is none of this version of Foyer", path);
    }
    unsigned char expected[4];
    bool good = copy_read_digest(path, &digest);
    for (int i = 0; i < 4; i++) {
        expected[i] = (unsigned char)(digest >> 8 * i);
    }
    return (good && memcmp(header + 24, expected, sizeof expected) == 0) ||
           error_set(error, "the index %s is damaged", path);
}

/* ---- the schema ---- */

/* A hash of everything in the schema; false where it cannot be read. */
static bool hash_schema(sqlite3 *db, uint64_t *hash)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name", -1,
        &statement, NULL);
    *hash = HASH_SEED;
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++) {
            const void *text = sqlite3_column_text(statement, i);
            size_t count = (size_t)sqlite3_column_bytes(statement, i);
            *hash = hash_u64(hash_bytes(*hash, text != NULL ? text : "", count), count);
        }
        code = SQLITE_OK;
    }
    (void)sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

/* What the schema of an index hashes to: that of an empty one made here. */
static bool hash_expected(uint64_t *hash)
{
    sqlite3 *db = NULL;
    bool good = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                NULL) == SQLITE_OK &&
                sqlite3_exec(db, SEARCH_SCHEMA, NULL, NULL, NULL) == SQLITE_OK &&
                hash_schema(db, hash);
    (void)sqlite3_close(db);
    return good;
}

static bool check_schema(sqlite3 *db, const char *path, Error *error)
{
    uint64_t expected, found;
    return (hash_expected(&expected) && hash_schema(db, &found) && found == expected) ||
           error_set(error, "%s has other tables than an index", path);
}

/* ---- the connection ---- */

static int count_step(void *data)
{
    Search *search = (Search *)data;
    search->steps++;
    return search->steps > STEPS_MOST || (search->stop != NULL && atomic_load(search->stop));
}

void search_begin(Search *search)
{
    search->steps = 0;
}

void search_set_stop(Search *search, const atomic_bool *stop)
{
    search->stop = stop;
}

static bool prepare(Search *search)
{
    struct {
        const char *sql;
        sqlite3_stmt **statement;
    } all[] = {
        {"SELECT rowid FROM keys WHERE keys MATCH ?1 ORDER BY rowid", &search->match},
        {"SELECT kind, slug FROM item WHERE item = ?1", &search->item},
        {"SELECT row, title, rest FROM text WHERE row >= ?1 AND row < ?2 ORDER BY row",
         &search->text},
        {"SELECT key FROM word WHERE key >= ?1 ORDER BY key LIMIT 1", &search->word},
        {"SELECT key, shown, uses FROM word WHERE key >= ?1 ORDER BY key LIMIT ?2", &search->near}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (sqlite3_prepare_v3(search->db, all[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               all[i].statement, NULL) != SQLITE_OK) {
            return false;
        }
    }
    return true;
}

static bool read_meta(Search *search)
{
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(search->db, "SELECT version, languages FROM meta LIMIT 1", -1,
                                   &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (good) {
        search->version = (uint64_t)sqlite3_column_int64(statement, 0);
        search->language_count = sqlite3_column_int(statement, 1);
        good = search->language_count >= 1 && search->language_count <= CONTENT_LANGUAGES_MAX;
    }
    (void)sqlite3_finalize(statement);
    return good;
}

Search *search_adopt(sqlite3 *db, const char *path, Error *error)
{
    Search *search = (Search *)calloc(1, sizeof *search);
    if (search == NULL) {
        (void)sqlite3_close(db);
        (void)error_set(error, "%s cannot be opened: there is not enough memory", path);
        return NULL;
    }
    search->db = db;
    sqlite3_progress_handler(db, STEP_OPERATIONS, count_step, search);
    bool good = check_schema(db, path, error);
    if (good && !(sqlite3_exec(db, "PRAGMA query_only = 1; PRAGMA cache_size = -4000", NULL, NULL,
                               NULL) == SQLITE_OK &&
                  read_meta(search) && prepare(search))) {
        log_line(LOG_WARNING, "%s: %s", path, sqlite3_errmsg(db));
        good = error_set(error, "%s cannot be read", path);
    }
    if (!good) {
        search_close(search);
        return NULL;
    }
    return search;
}

Search *search_open(const char *index_path, uint64_t version, Error *error)
{
    sqlite3 *db = NULL;
    if (!check_header(index_path, error)) {
        return NULL;
    }
    if (guard_open(index_path, GUARD_READ, &db) != SQLITE_OK) {
        (void)sqlite3_close(db);
        (void)error_set(error, "the index %s cannot be opened", index_path);
        return NULL;
    }
    Search *search = search_adopt(db, index_path, error);
    if (search != NULL && search->version != version) {
        (void)error_set(error, "the index %s is one of other content", index_path);
        search_close(search);
        search = NULL;
    }
    return search;
}

uint64_t search_version(const Search *search)
{
    return search->version;
}

void search_close(Search *search)
{
    if (search == NULL) {
        return;
    }
    (void)sqlite3_finalize(search->match);
    (void)sqlite3_finalize(search->item);
    (void)sqlite3_finalize(search->text);
    (void)sqlite3_finalize(search->word);
    (void)sqlite3_finalize(search->near);
    (void)sqlite3_close(search->db);
    free(search);
}
