/* See guard.h. Called where a file is opened to be shown (open.c), checked (check_file.c) and
 * copied (copy.c). */
#include "content/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "content/snapshot.h"
#include "words/sentences.h"

bool guard_fail(sqlite3 *db, const char *path, const char *reading, Error *error)
{
    int code = db != NULL ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
    log_line(LOG_ERROR, "%s: %s: %s (SQLite %d)", path, reading,
             db != NULL ? sqlite3_errmsg(db) : "out of memory", code);
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return error_set(error, "%s cannot be opened: there is not enough memory", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, "%s is being written by another program: close it there", path);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return error_set(error,
                         "%s cannot be opened: another program may have left it half "
                         "written, or may not let others read it",
                         path);
    case SQLITE_INTERRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_ERROR:
        return error_set(error,
                         "%s is not a data file as this version of Foyer expects it: %s "
                         "cannot be read",
                         path, reading);
    default:
        return error_set(error, "%s is cut off or damaged: %s cannot be read", path, reading);
    }
}

/* ---- what can be told from the first 100 bytes (sqlite.org/fileformat.html) ---- */

static uint32_t big_endian_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

bool guard_is_wal(const unsigned char *header)
{
    return header[18] == 2 || header[19] == 2;
}

static bool has_log_beside(const char *path)
{
    char log[4096];
    struct stat status;
    int count = snprintf(log, sizeof log, "%s-wal", path);
    return count > 0 && (size_t)count < sizeof log && stat(log, &status) == 0;
}

static bool check_header(const char *path, const unsigned char *header, int64_t file_bytes,
                         Error *error)
{
    if (memcmp(header, "SQLite format 3", 16) != 0) {
        return error_set(error, "%s is not a Foyer data file: it is no SQLite database", path);
    }
    if (big_endian_u32(header + 68) != CONTENT_APPLICATION_ID) {
        return error_set(error, "%s is not a Foyer data file: it is another program's database",
                         path);
    }
    uint32_t version = big_endian_u32(header + 60);
    if (version != CONTENT_USER_VERSION) {
        return error_set(
            error,
            "%s was made for %s version of Foyer (its tables are version %u, "
            "this program reads version %d)",
            path, version > CONTENT_USER_VERSION ? SENTENCE("a newer") : SENTENCE("an older"),
            version, CONTENT_USER_VERSION);
    }
    /* Without its log such a file looks whole and may lack everything that was written last. */
    if (guard_is_wal(header) && !has_log_beside(path)) {
        return error_set(error,
                         "%s is in WAL mode and its log, the file that ends in -wal, is missing: "
                         "changes may be lost; run PRAGMA journal_mode = DELETE where it was "
                         "edited and copy it again",
                         path);
    }
    int64_t page_bytes = (int64_t)header[16] << 8 | header[17];
    page_bytes = page_bytes == 1 ? 65536 : page_bytes;
    /* The count of pages is to be believed only if the last writer was one that keeps it. */
    bool counted = memcmp(header + 24, header + 92, 4) == 0;
    /* With a log, pages may be in it alone, as while it is being taken in. */
    if (counted && !guard_is_wal(header) && file_bytes < page_bytes * big_endian_u32(header + 28)) {
        return error_set(error, "%s is cut off or damaged: it is shorter than it says", path);
    }
    return true;
}

/* Opened before it is looked at, so that it cannot be another file in between; not waiting for a
 * pipe's other end. */
static bool open_ordinary(const char *path, int *file, int64_t *bytes, Error *error)
{
    struct stat status;
    *file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*file < 0 || fstat(*file, &status) != 0) {
        return errno == ENOENT ? error_set(error, "%s: there is no such file", path)
                               : error_set(error, "%s cannot be opened: %s", path, strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return error_set(error, "%s is a folder, not a data file", path);
    }
    if (!S_ISREG(status.st_mode)) {
        return error_set(error, "%s is not a Foyer data file: it is no ordinary file", path);
    }
    if (status.st_size == 0) {
        return error_set(error, "%s is empty", path);
    }
    if (status.st_size > GUARD_FILE_BYTES_MOST) {
        return error_set(error, "%s is too large: it has %lld MB, and 256 MB is the most", path,
                         (long long)(status.st_size / 1000000));
    }
    *bytes = status.st_size;
    return true;
}

static bool read_beginning(const char *path, int file, unsigned char *header, Error *error)
{
    ssize_t got = read(file, header, GUARD_HEADER_BYTES);
    if (got < 0) {
        return error_set(error, "%s cannot be read: %s", path, strerror(errno));
    }
    size_t magic = got < 15 ? (size_t)got : 15;
    if (got < GUARD_HEADER_BYTES) {
        return memcmp(header, "SQLite format 3", magic) == 0
                   ? error_set(error, "%s is cut off or damaged: hardly anything is left", path)
                   : error_set(error, "%s is not a Foyer data file: it is no SQLite database",
                               path);
    }
    return true;
}

bool guard_read_header(const char *path, unsigned char header[GUARD_HEADER_BYTES], Error *error)
{
    int file = -1;
    int64_t bytes = 0;
    bool good = open_ordinary(path, &file, &bytes, error) &&
                read_beginning(path, file, header, error) &&
                check_header(path, header, bytes, error);
    if (file >= 0) {
        (void)close(file);
    }
    return good;
}

/* ---- handing it to SQLite ---- */

/* SQLite follows links to a file's true name, which a file held in memory does not have: it gets
 * the bytes. */
bool guard_is_memory(const char *path)
{
    static const char FOLDER[] = "/proc/self/fd/";
    return strncmp(path, FOLDER, sizeof FOLDER - 1) == 0;
}

static unsigned char *read_whole(const char *path, sqlite3_int64 *count)
{
    struct stat status;
    unsigned char *bytes = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && fstat(file, &status) == 0 && status.st_size > 0 &&
        status.st_size <= GUARD_FILE_BYTES_MOST) {
        *count = status.st_size;
        bytes = (unsigned char *)sqlite3_malloc64((sqlite3_uint64)*count);
    }
    for (sqlite3_int64 at = 0; bytes != NULL && at < *count;) {
        ssize_t got = pread(file, bytes + at, (size_t)(*count - at), at);
        if (got <= 0) {
            sqlite3_free(bytes);
            bytes = NULL;
        }
        at += got;
    }
    if (file >= 0) {
        (void)close(file);
    }
    return bytes;
}

static int open_memory(const char *path, GuardMode mode, sqlite3 **db)
{
    int code = sqlite3_open_v2(":memory:", db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK || mode == GUARD_CREATE) {
        return code;
    }
    sqlite3_int64 count = 0;
    unsigned char *bytes = read_whole(path, &count);
    return bytes == NULL
               ? SQLITE_NOMEM
               : sqlite3_deserialize(*db, "main", bytes, count, count,
                                     SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
}

static void set_limits(sqlite3 *db)
{
    /* The largest picture may be put beside another row's; the longest statement is the schema's
     * own or this program's. */
    static const struct {
        int id, most;
    } LIMITS[] = {
        {SQLITE_LIMIT_LENGTH, 2 * PICTURE_BYTES_MOST},
        {SQLITE_LIMIT_SQL_LENGTH, 100000},
        {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 50},
        {SQLITE_LIMIT_COMPOUND_SELECT, 10},
        {SQLITE_LIMIT_VDBE_OP, 25000},
        {SQLITE_LIMIT_FUNCTION_ARG, 8},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 20},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof LIMITS / sizeof LIMITS[0]; i++) {
        (void)sqlite3_limit(db, LIMITS[i].id, LIMITS[i].most);
    }
}

int guard_open(const char *path, GuardMode mode, sqlite3 **db)
{
    static const int FLAGS[] = {
        [GUARD_READ] = SQLITE_OPEN_READONLY,
        [GUARD_WRITE] = SQLITE_OPEN_READWRITE,
        [GUARD_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    *db = NULL;
    /* A name that begins like an address ("file:…") would be read as one. */
    char *name = NULL;
    if (asprintf(&name, "%s%s", path[0] == '/' ? "" : "./", path) < 0) {
        return SQLITE_NOMEM;
    }
    int code = guard_is_memory(path)
                   ? open_memory(path, mode, db)
                   : sqlite3_open_v2(name, db, FLAGS[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    free(name);
    if (*db == NULL || code != SQLITE_OK) {
        return code;
    }
    (void)sqlite3_extended_result_codes(*db, 1);
    (void)sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    (void)sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    set_limits(*db);
    (void)sqlite3_busy_timeout(*db, 0);
    return sqlite3_exec(*db,
                        "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
                        "PRAGMA temp_store = 2; PRAGMA cache_size = -1000;",
                        NULL, NULL, NULL);
}
