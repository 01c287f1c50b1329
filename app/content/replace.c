/* See replace.h. Called by staff/live.c. */
#include "content/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/copy_parts.h"
#include "content/guard.h"

enum { BUSY_MS = 2000, NAME_MOST = 4300 };

/* ---- what lies beside it ---- */

/* Whether a log holds anything: an empty one is as good as none. */
static bool is_filled(const char *path, const char *tail)
{
    char name[NAME_MOST];
    struct stat status;
    (void)snprintf(name, sizeof name, "%s%s", path, tail);
    return lstat(name, &status) == 0 && status.st_size > 0;
}

static bool has_log(const char *path)
{
    return is_filled(path, "-wal") || is_filled(path, "-journal");
}

static bool remove_log(const char *path, const char *tail, Error *error)
{
    char name[NAME_MOST];
    (void)snprintf(name, sizeof name, "%s%s", path, tail);
    return unlink(name) == 0 || errno == ENOENT ||
           error_set(error, "%s cannot be removed: %s", name, strerror(errno));
}

/* ---- taking the log in ---- */

/* Takes a write-ahead log in and empties it. It stays in its place: without it the old file, whose
 * header says WAL, could not be told from one that has lost its changes. */
static int empty_wal(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        bool is_busy = code == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;
        code = is_busy ? SQLITE_BUSY : code == SQLITE_ROW ? SQLITE_OK : code;
    }
    (void)sqlite3_finalize(statement);
    return code;
}

/* Opens the old file, takes its log in, and locks everybody out. SQLite's code. */
static int lock_out(const char *path, sqlite3 **db)
{
    int code = guard_open(path, GUARD_WRITE, db);
    if (*db != NULL) { /* or closing it would remove the log, also where this fails */
        (void)sqlite3_db_config(*db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (*db == NULL || code != SQLITE_OK) {
        return code;
    }
    (void)sqlite3_busy_timeout(*db, BUSY_MS);
    /* In WAL mode, too, one that has the lock to itself refuses, and is refused by, all others.
     * BEGIN also plays back what an editor that died has left half written. */
    code = sqlite3_exec(*db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;", NULL,
                        NULL, NULL);
    code = code == SQLITE_OK ? empty_wal(*db) : code;
    return code == SQLITE_OK ? sqlite3_exec(*db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) : code;
}

static bool names_further_file(const char *path)
{
    char journal[NAME_MOST];
    struct stat status;
    (void)snprintf(journal, sizeof journal, "%s-journal", path);
    return stat(journal, &status) == 0 && copy_names_further_file(journal);
}

/* Leaves nothing beside the old file that would be taken for the new one's. */
static bool settle(const char *path, bool is_whole, sqlite3 **db, Error *error)
{
    struct stat status;
    int code = SQLITE_OK;
    bool is_for_sqlite = is_whole || has_log(path); /* which would make a log that is missing */
    if (stat(path, &status) == 0 && is_for_sqlite && !names_further_file(path)) {
        code = lock_out(path, db) & 0xFF;
    }
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        return error_set(error, "%s is open in another program: close it there and try again",
                         path);
    }
    if (code != SQLITE_OK && is_whole && has_log(path)) {
        return guard_fail(*db, path, "the changes in the log beside it", error);
    }
    /* What is left holds nothing, or belongs to a file that is broken. */
    return (!is_filled(path, "-wal") || remove_log(path, "-wal", error)) &&
           remove_log(path, "-journal", error);
}

/* ---- the whole ---- */

static bool sync_new(const char *path, Error *error)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    bool good = file >= 0 && fsync(file) == 0;
    int reason = errno;
    if (file >= 0 && close(file) != 0 && good) {
        reason = errno;
        good = false;
    }
    return good || error_set(error, "%s cannot be written: %s", path, strerror(reason));
}

/* Some file systems cannot sync a folder, and then have no need to. */
static bool sync_folder(int folder)
{
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
}

ReplaceResult replace_file(const char *from, const char *to, int folder, bool is_whole,
                           Error *error)
{
    Error ignored;      /* an empty log does no harm */
    sqlite3 *db = NULL; /* until the end: it holds the lock */
    ReplaceResult result = REPLACE_REFUSED;
    if (!sync_new(from, error) || !settle(to, is_whole, &db, error)) {
        goto done;
    }
    if (!sync_folder(folder) || rename(from, to) != 0) {
        (void)error_set(error, "%s cannot be replaced: %s", to, strerror(errno));
        goto done;
    }
    result = REPLACE_DONE;
    (void)remove_log(to, "-wal", &ignored);
    (void)remove_log(to, "-shm", &ignored);
    if (!sync_folder(folder)) {
        (void)error_set(error, "%s is replaced, but the disk has not confirmed it: %s", to,
                        strerror(errno));
        result = REPLACE_UNSURE;
    }
done:
    (void)sqlite3_close(db);
    return result;
}
