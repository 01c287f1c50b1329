/* See writer.h. The file under way is PATH.tmp, beside the one it will replace, so that the rename
 * stays on one file system. */
#include "content/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "content/schema.h"

typedef enum Row {
    ROW_LANGUAGE,
    ROW_ORGANISATION,
    ROW_SETTINGS,
    ROW_PICTURE,
    ROW_DELEGATION,
    ROW_DELEGATION_TEXT,
    ROW_CHAMBER,
    ROW_CHAMBER_TEXT,
    ROW_NEWS,
    ROW_NEWS_TEXT,
    ROW_NEWS_DELEGATION,
    ROW_NOTICE,
    ROW_NOTICE_TEXT,
    ROW_EDITION,
    ROW_COUNT
} Row;

static const char *const INSERTS[ROW_COUNT] = {
    [ROW_LANGUAGE] = "INSERT INTO language (position, code, name) VALUES (?, ?, ?)",
    [ROW_ORGANISATION] = "INSERT INTO organisation_text (language, name) VALUES (?, ?)",
    [ROW_SETTINGS] = ("INSERT INTO settings (first_language, delegation_dwell_s, news_dwell_s,"
                      " idle_wait_s, still_there_s, idle_news) VALUES (?, ?, ?, ?, ?, ?)"),
    [ROW_PICTURE] = ("INSERT INTO picture (slug, format, width, height, bytes)"
                     " VALUES (?, ?, ?, ?, ?)"),
    [ROW_DELEGATION] = "INSERT INTO delegation (position, slug, flag) VALUES (?, ?, ?)",
    [ROW_DELEGATION_TEXT] =
        ("INSERT INTO delegation_text (delegation, language, name, official_name, parliament,"
         " representative, role) VALUES (?, ?, ?, ?, ?, ?, ?)"),
    [ROW_CHAMBER] = ("INSERT INTO chamber (delegation, position, deputies, website)"
                     " VALUES (?, ?, ?, ?)"),
    [ROW_CHAMBER_TEXT] = ("INSERT INTO chamber_text (delegation, position, language, name)"
                          " VALUES (?, ?, ?, ?)"),
    [ROW_NEWS] = ("INSERT INTO news (slug, date, shown_from, shown_until, pinned)"
                  " VALUES (?, ?, ?, ?, ?)"),
    [ROW_NEWS_TEXT] = ("INSERT INTO news_text (news, language, title, summary, body)"
                       " VALUES (?, ?, ?, ?, ?)"),
    [ROW_NEWS_DELEGATION] = ("INSERT INTO news_delegation (news, position, delegation)"
                             " VALUES (?, ?, ?)"),
    [ROW_NOTICE] = ("INSERT INTO notice (slug, urgent, shown_from, shown_until)"
                    " VALUES (?, ?, ?, ?)"),
    [ROW_NOTICE_TEXT] = "INSERT INTO notice_text (notice, language, text) VALUES (?, ?, ?)",
    [ROW_EDITION] = "INSERT INTO edition (day, digest) VALUES (?, ?)",
};

struct Writer {
    char *path, *path_under_way;
    sqlite3 *db;
    sqlite3_stmt *inserts[ROW_COUNT];
    uint64_t digest; /* of every value bound so far */
    char day[11];    /* of the content; empty: none given */
    char newest[11]; /* of the news items; empty: none yet */
};

static bool fail(Writer *w, Error *error)
{
    return error_set(error, "%s cannot be written: %s", w->path,
                     w->db != NULL ? sqlite3_errmsg(w->db) : "there is not enough memory");
}

/* Binds and writes one row. The kinds: 't' a text or NULL, 'i' an int, 'b' bytes and their count.
 */
static bool insert(Writer *w, Error *error, Row row, const char *kinds, ...)
{
    sqlite3_stmt *statement = w->inserts[row];
    w->digest = hash_u64(w->digest, (uint64_t)row);
    va_list values;
    va_start(values, kinds);
    for (int i = 0; kinds[i] != '\0'; i++) {
        if (kinds[i] == 'i') {
            int value = va_arg(values, int);
            w->digest = hash_u64(w->digest, (uint64_t)value);
            (void)sqlite3_bind_int(statement, i + 1, value);
        } else if (kinds[i] == 'b') {
            const void *bytes = va_arg(values, const void *);
            size_t count = va_arg(values, size_t);
            w->digest = hash_bytes(w->digest, bytes, count);
            (void)sqlite3_bind_blob64(statement, i + 1, bytes, count, SQLITE_STATIC);
        } else {
            const char *text = va_arg(values, const char *);
            w->digest = text != NULL ? hash_bytes(w->digest, text, strlen(text) + 1)
                                     : hash_u64(w->digest, 0);
            (void)sqlite3_bind_text(statement, i + 1, text, -1, SQLITE_STATIC);
        }
    }
    va_end(values);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE;
    if (!good) {
        /* "CHECK constraint failed: a picture is png or jpeg": the constraints are sentences. */
        static const char CHECK_FAILED[] = "CHECK constraint failed: ";
        const char *reason = sqlite3_errmsg(w->db);
        bool said = strncmp(reason, CHECK_FAILED, sizeof CHECK_FAILED - 1) == 0;
        (void)error_set(error, "%s", said ? reason + sizeof CHECK_FAILED - 1 : reason);
    }
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    return good;
}

static bool begin(Writer *w, Error *error)
{
    if (unlink(w->path_under_way) != 0 && errno != ENOENT) {
        return error_set(error, "%s cannot be written: %s", w->path_under_way, strerror(errno));
    }
    if (sqlite3_open_v2(w->path_under_way, &w->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        /* No journal: what fails half way is thrown away whole. */
        sqlite3_exec(w->db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL,
                     NULL) != SQLITE_OK ||
        sqlite3_exec(w->db, content_schema(), NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(w->db, "PRAGMA foreign_keys = ON; BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
        return fail(w, error);
    }
    for (int i = 0; i < ROW_COUNT; i++) {
        if (sqlite3_prepare_v2(w->db, INSERTS[i], -1, &w->inserts[i], NULL) != SQLITE_OK) {
            return fail(w, error);
        }
    }
    return true;
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

Writer *writer_create(const char *path, Error *error)
{
    Writer *w = (Writer *)calloc(1, sizeof *w);
    if (w != NULL) {
        w->digest = HASH_SEED;
        w->path = joined(path, "");
        w->path_under_way = joined(path, ".tmp");
    }
    if (w == NULL || w->path == NULL || w->path_under_way == NULL) {
        (void)error_set(error, "%s cannot be written: there is not enough memory", path);
        writer_destroy(w);
        return NULL;
    }
    if (!begin(w, error)) {
        writer_destroy(w);
        return NULL;
    }
    return w;
}

static void close_file(Writer *w)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        (void)sqlite3_finalize(w->inserts[i]);
        w->inserts[i] = NULL;
    }
    (void)sqlite3_close(w->db);
    w->db = NULL;
}

void writer_destroy(Writer *w)
{
    if (w == NULL) {
        return;
    }
    if (w->db != NULL) { /* not finished */
        close_file(w);
        (void)unlink(w->path_under_way);
    }
    free(w->path);
    free(w->path_under_way);
    free(w);
}

bool writer_language(Writer *w, int position, const char *code, const char *name,
                     const char *organisation, Error *error)
{
    return insert(w, error, ROW_LANGUAGE, "itt", position, code, name) &&
           (organisation == NULL || insert(w, error, ROW_ORGANISATION, "tt", code, organisation));
}

bool writer_settings(Writer *w, const Settings *s, const char *first_language, Error *error)
{
    return insert(w, error, ROW_SETTINGS, "tiiiii", first_language,
                  (int)(s->delegation_dwell / TIME_S), (int)(s->news_dwell / TIME_S),
                  (int)(s->idle_wait / TIME_S), (int)(s->still_there / TIME_S), s->idle_news);
}

bool writer_picture(Writer *w, const WrittenPicture *p, Error *error)
{
    return insert(w, error, ROW_PICTURE, "ttiib", p->slug, p->format, p->size.w, p->size.h,
                  p->bytes, p->count);
}

bool writer_delegation(Writer *w, int position, const char *slug, const char *flag, Error *error)
{
    return insert(w, error, ROW_DELEGATION, "itt", position, slug, flag);
}

bool writer_delegation_text(Writer *w, const WrittenDelegationText *t, Error *error)
{
    return insert(w, error, ROW_DELEGATION_TEXT, "ttttttt", t->delegation, t->language, t->name,
                  t->official_name, t->parliament, t->representative, t->role);
}

bool writer_chamber(Writer *w, const char *delegation, int position, int deputies,
                    const char *website, Error *error)
{
    return insert(w, error, ROW_CHAMBER, "tiit", delegation, position, deputies, website);
}

bool writer_chamber_text(Writer *w, const char *delegation, int position, const char *language,
                         const char *name, Error *error)
{
    return insert(w, error, ROW_CHAMBER_TEXT, "titt", delegation, position, language, name);
}

bool writer_news(Writer *w, const WrittenNews *n, Error *error)
{
    if (strcmp(n->date, w->newest) > 0) {
        (void)snprintf(w->newest, sizeof w->newest, "%s", n->date);
    }
    return insert(w, error, ROW_NEWS, "tttti", n->slug, n->date, n->from, n->until,
                  n->pinned ? 1 : 0);
}

bool writer_news_text(Writer *w, const WrittenNewsText *t, Error *error)
{
    return insert(w, error, ROW_NEWS_TEXT, "ttttt", t->news, t->language, t->title, t->summary,
                  t->body);
}

bool writer_news_delegation(Writer *w, const char *news, int position, const char *delegation,
                            Error *error)
{
    return insert(w, error, ROW_NEWS_DELEGATION, "tit", news, position, delegation);
}

bool writer_notice(Writer *w, const char *slug, bool urgent, const char *from, const char *until,
                   Error *error)
{
    return insert(w, error, ROW_NOTICE, "titt", slug, urgent ? 1 : 0, from, until);
}

bool writer_notice_text(Writer *w, const char *notice, const char *language, const char *text,
                        Error *error)
{
    return insert(w, error, ROW_NOTICE_TEXT, "ttt", notice, language, text);
}

bool writer_day(Writer *w, const char *day, Error *error)
{
    Date date;
    if (!date_parse(day, strlen(day), &date)) {
        return error_set(error, "\"%s\" is not a day of the calendar, such as 2022-06-03", day);
    }
    (void)snprintf(w->day, sizeof w->day, "%s", day);
    return true;
}

/* ---- the end ---- */

static bool sync_file(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    bool good = fsync(file) == 0;
    return close(file) == 0 && good;
}

/* Puts the file under its name so that a power cut leaves the old one or the new one. */
static bool publish(Writer *w, Error *error)
{
    if (!sync_file(w->path_under_way, O_RDWR) || rename(w->path_under_way, w->path) != 0) {
        int reason = errno;
        (void)unlink(w->path_under_way);
        return error_set(error, "%s cannot be written: %s", w->path, strerror(reason));
    }
    char *copy = joined(w->path, "");
    if (copy != NULL) {
        (void)sync_file(dirname(copy), O_RDONLY | O_DIRECTORY); /* not every file system can */
        free(copy);
    }
    return true;
}

bool writer_finish(Writer *w, Error *error)
{
    char digest[17];
    /* A file without news and without a day: the first day that the schema knows. */
    const char *day = w->day[0] != '\0' ? w->day : w->newest[0] != '\0' ? w->newest : "2000-01-01";
    w->digest = hash_bytes(w->digest, day, strlen(day));
    (void)snprintf(digest, sizeof digest, "%016llx", (unsigned long long)w->digest);
    if (!insert(w, error, ROW_EDITION, "tt", day, digest)) {
        return false;
    }
    for (int i = 0; i < ROW_COUNT; i++) {
        (void)sqlite3_finalize(w->inserts[i]); /* VACUUM wants no statement under way */
        w->inserts[i] = NULL;
    }
    if (sqlite3_exec(w->db, "COMMIT; PRAGMA journal_mode = DELETE; VACUUM", NULL, NULL, NULL) !=
        SQLITE_OK) {
        return fail(w, error);
    }
    int code = sqlite3_close(w->db);
    w->db = NULL;
    if (code != SQLITE_OK) {
        return error_set(error, "%s cannot be written: the file did not close", w->path);
    }
    return publish(w, error);
}
