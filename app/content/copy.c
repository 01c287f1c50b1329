/* See copy.h. Most files go through SQLite's backup, under its locks. A file with a log beside it
 * would make SQLite write to the folder of the file: it is copied together with the log as bytes,
 * and recovered where it lies then. That no byte changed meanwhile is told by size and time. */
#include "content/copy.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/copy_parts.h"
#include "content/guard.h"

enum { SETTLED_MS = 300, BUSY_MS = 100, PAGES_A_STEP = 256 };
/* A file changed this long ago, by a clock that may be wrong, is not being written. */
enum { SETTLED_S = 3 };

/* ---- whether it holds still ---- */

/* What tells that a file has changed. */
typedef struct Stamp {
    bool there;
    dev_t device;
    ino_t number;
    off_t bytes;
    struct timespec changed;
} Stamp;

typedef struct Stamps {
    Stamp file, wal, journal;
} Stamps;

static bool join(char *out, size_t room, const char *path, const char *tail)
{
    int count = snprintf(out, room, "%s%s", path, tail);
    return count >= 0 && (size_t)count < room;
}

static Stamp stamp_of(const char *path, const char *tail)
{
    char name[4200];
    struct stat status;
    Stamp stamp = {.there = false};
    if (join(name, sizeof name, path, tail) && stat(name, &status) == 0) {
        stamp.there = true;
        stamp.device = status.st_dev;
        stamp.number = status.st_ino;
        stamp.bytes = status.st_size;
        stamp.changed = status.st_mtim;
    }
    return stamp;
}

static Stamps stamps_of(const char *path)
{
    return (Stamps){stamp_of(path, ""), stamp_of(path, "-wal"), stamp_of(path, "-journal")};
}

static bool same_stamp(const Stamp *a, const Stamp *b)
{
    return a->there == b->there && a->device == b->device && a->number == b->number &&
           a->bytes == b->bytes && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static bool same(const Stamps *a, const Stamps *b)
{
    return same_stamp(&a->file, &b->file) && same_stamp(&a->wal, &b->wal) &&
           same_stamp(&a->journal, &b->journal);
}

static bool is_old(const Stamp *stamp, int64_t now_s)
{
    return !stamp->there || (now_s > 0 && (stamp->changed.tv_sec + SETTLED_S < now_s ||
                                           stamp->changed.tv_sec > now_s + SETTLED_S));
}

/* Whether it has not changed for a moment. False also where that was cancelled. */
static bool is_settled(const CopyOptions *options, const Stamps *stamps)
{
    if (is_old(&stamps->file, options->now_s) && is_old(&stamps->wal, options->now_s) &&
        is_old(&stamps->journal, options->now_s)) {
        return true;
    }
    if (!copy_wait(options->cancel_fd, SETTLED_MS)) {
        return false;
    }
    Stamps later = stamps_of(options->from);
    return same(stamps, &later);
}

/* ---- through SQLite's backup ---- */

static bool is_writing_code(int code)
{
    switch (code) {
    case SQLITE_FULL:
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
        return true;
    default:
        return false;
    }
}

static CopyResult step_backup(const CopyOptions *options, sqlite3_backup *backup)
{
    int code;
    while ((code = sqlite3_backup_step(backup, PAGES_A_STEP)) == SQLITE_OK) {
        if (!copy_wait(options->cancel_fd, 0)) {
            return COPY_CANCELLED;
        }
    }
    int kind = code & 0xFF;
    if (code == SQLITE_DONE) {
        return COPY_DONE;
    }
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) {
        return COPY_UNSETTLED;
    }
    return is_writing_code(code) ? COPY_NO_ROOM : COPY_REFUSED;
}

/* Writes a database that is held by its connection to a file held in memory. */
static CopyResult write_out(sqlite3 *db, const char *to)
{
    sqlite3_int64 count = 0, at = 0;
    unsigned char *bytes = sqlite3_serialize(db, "main", &count, 0);
    int file = open(to, O_WRONLY | O_CLOEXEC);
    for (ssize_t wrote = 1; bytes != NULL && file >= 0 && at < count && wrote > 0; at += wrote) {
        wrote = write(file, bytes + at, (size_t)(count - at));
    }
    bool good = bytes != NULL && at == count;
    if (file >= 0) {
        good = close(file) == 0 && good;
    }
    sqlite3_free(bytes);
    return good ? COPY_DONE : COPY_NO_ROOM;
}

/* `*code` is SQLite's last of the file that is read. */
static CopyResult copy_through_backup(const CopyOptions *options, int *code, Error *error)
{
    sqlite3 *from = NULL, *to = NULL;
    sqlite3_backup *backup = NULL;
    CopyResult result = COPY_NO_ROOM;
    *code = guard_open(options->from, GUARD_READ, &from);
    if (*code != SQLITE_OK) {
        result = (*code & 0xFF) == SQLITE_BUSY ? COPY_UNSETTLED : COPY_REFUSED;
        if (result == COPY_REFUSED) {
            (void)guard_fail(from, options->from, "the file", error);
        }
        goto done;
    }
    if (guard_open(options->to, GUARD_CREATE, &to) != SQLITE_OK ||
        /* What fails half way is thrown away whole, and whoever keeps it syncs it. */
        sqlite3_exec(to, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", NULL, NULL,
                     NULL) != SQLITE_OK) {
        goto done;
    }
    backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup != NULL) {
        result = step_backup(options, backup);
        *code = sqlite3_backup_finish(backup);
    }
    if (result == COPY_DONE && guard_is_memory(options->to)) {
        result = write_out(to, options->to);
    }
done:
    if (result == COPY_NO_ROOM) {
        (void)error_set(error, "%s cannot be written: %s", options->to,
                        to != NULL ? sqlite3_errmsg(to) : "there is not enough memory");
    } else if (result == COPY_UNSETTLED) {
        (void)error_set(error, "%s is being written by another program: it is waited for",
                        options->from);
    } else if (result == COPY_REFUSED && error->text[0] == '\0') {
        (void)guard_fail(to, options->from, "the file", error);
    }
    (void)sqlite3_close(from);
    if (sqlite3_close(to) != SQLITE_OK && result == COPY_DONE) {
        result = COPY_NO_ROOM;
    }
    return result;
}

/* ---- with a log beside it ---- */

bool copy_names_further_file(const char *journal)
{
    /* A journal that does ends so. */
    static const unsigned char MAGIC[8] = {0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7};
    unsigned char end[8] = {0};
    int file = open(journal, O_RDONLY | O_CLOEXEC);
    struct stat status;
    bool whole = file >= 0 && fstat(file, &status) == 0 &&
                 (status.st_size < 8 || pread(file, end, 8, status.st_size - 8) == 8);
    if (file >= 0) {
        (void)close(file);
    }
    return !whole || memcmp(end, MAGIC, sizeof MAGIC) == 0;
}

static CopyResult recover(const CopyOptions *options, Error *error)
{
    sqlite3 *db = NULL;
    CopyResult result = COPY_DONE;
    /* With the lock to itself SQLite keeps the index of the log in memory. */
    if (guard_open(options->to, GUARD_WRITE, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF;"
                     "SELECT count(*) FROM sqlite_schema; PRAGMA journal_mode = DELETE",
                     NULL, NULL, NULL) != SQLITE_OK) {
        result = is_writing_code(db != NULL ? sqlite3_extended_errcode(db) : SQLITE_NOMEM)
                     ? COPY_NO_ROOM
                     : COPY_REFUSED;
        (void)guard_fail(db, options->from, "the changes in the log beside it", error);
    }
    if (sqlite3_close(db) != SQLITE_OK && result == COPY_DONE) {
        result = COPY_NO_ROOM;
    }
    return result;
}

static void remove_side_files(const char *path)
{
    static const char *const TAILS[] = {"-wal", "-shm", "-journal"};
    char name[4200];
    for (size_t i = 0; i < sizeof TAILS / sizeof TAILS[0]; i++) {
        if (join(name, sizeof name, path, TAILS[i])) {
            (void)unlink(name);
        }
    }
}

static CopyResult copy_with_log(const CopyOptions *options, const char *tail, Error *error)
{
    char from[4200], to[4200];
    if (!join(from, sizeof from, options->from, tail) || !join(to, sizeof to, options->to, tail)) {
        (void)error_set(error, "%s cannot be opened: its name is too long", options->from);
        return COPY_REFUSED;
    }
    CopyResult result = copy_bytes(options->from, options->to, options->cancel_fd, error);
    if (result == COPY_DONE) {
        result = copy_bytes(from, to, options->cancel_fd, error);
    }
    if (result == COPY_DONE && strcmp(tail, "-journal") == 0 && copy_names_further_file(to)) {
        (void)error_set(error,
                        "%s was left half written together with another file: open it where it was "
                        "edited, close it, and copy it again",
                        options->from);
        result = COPY_REFUSED;
    }
    if (result == COPY_DONE) {
        result = recover(options, error);
    }
    remove_side_files(options->to);
    return result;
}

/* ---- the whole ---- */

static CopyResult copy_settled(const CopyOptions *options, const Stamps *stamps, Error *error)
{
    unsigned char header[GUARD_HEADER_BYTES];
    if (!guard_read_header(options->from, header, error)) {
        return COPY_REFUSED;
    }
    /* SQLite believes a log beside the file, whatever the header says, and would add its index. */
    if (guard_is_wal(header) || (stamps->wal.there && !stamps->journal.there)) {
        return copy_with_log(options, "-wal", error);
    }
    int code = SQLITE_OK;
    CopyResult result = copy_through_backup(options, &code, error);
    /* An editor died in the middle of writing: only who may write can put that right. */
    bool left_half_written = code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY ||
                             code == SQLITE_READONLY_CANTINIT || (code & 0xFF) == SQLITE_CANTOPEN;
    if (result == COPY_REFUSED && left_half_written && stamps->journal.there) {
        (void)unlink(options->to);
        result = copy_with_log(options, "-journal", error);
    }
    return result;
}

static CopyResult copy_once(const CopyOptions *options, Error *error)
{
    *error = (Error){{0}};
    Stamps before = stamps_of(options->from);
    if (!is_settled(options, &before)) {
        (void)error_set(error, "%s is being written: it is waited for", options->from);
        return copy_wait(options->cancel_fd, 0) ? COPY_UNSETTLED : COPY_CANCELLED;
    }
    /* One held in memory cannot be unlinked; what cannot be emptied either is refused below. */
    bool emptied = unlink(options->to) == 0 || truncate(options->to, 0) == 0;
    (void)emptied;
    CopyResult result = copy_settled(options, &before, error);
    if (result == COPY_DONE) {
        result = copy_finish_header(options, error);
    }
    Stamps after = stamps_of(options->from);
    if ((result == COPY_DONE || result == COPY_REFUSED) && !same(&before, &after)) {
        (void)error_set(error, "%s is being written: it is waited for", options->from);
        result = COPY_UNSETTLED;
    }
    if (result != COPY_DONE) {
        (void)unlink(options->to); /* of a file held in memory there is nothing to remove */
    }
    return result;
}

CopyResult copy_file(const CopyOptions *options, Error *error)
{
    int waited_ms = 0;
    for (;;) {
        CopyResult result = copy_once(options, error);
        if (result != COPY_UNSETTLED || waited_ms >= options->wait_ms) {
            return result;
        }
        if (!copy_wait(options->cancel_fd, BUSY_MS)) {
            return COPY_CANCELLED;
        }
        waited_ms += BUSY_MS + SETTLED_MS;
    }
}
