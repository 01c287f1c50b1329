/* See writer.h. The file under way is PATH.tmp, beside the one it will replace, so that the rename
 * stays on one file system. */
#include "content/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "content/schema.h"
#include "content/writer_parts.h"

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
        return writer_fail(w, error);
    }
    return writer_prepare(w, "INSERT", error);
}

Writer *writer_create(const char *path, Error *error)
{
    Writer *w = writer_new(path, ".tmp", error);
    if (w != NULL && !begin(w, error)) {
        writer_destroy(w);
        return NULL;
    }
    return w;
}

void writer_destroy(Writer *w)
{
    if (w == NULL) {
        return;
    }
    if (w->db != NULL) { /* not finished */
        (void)unlink(w->path_under_way);
    }
    writer_free(w);
}

bool writer_language(Writer *w, int position, const char *code, const char *name,
                     const char *organisation, Error *error)
{
    return writer_insert(w, error, ROW_LANGUAGE, "itt", position, code, name) &&
           (organisation == NULL ||
            writer_insert(w, error, ROW_ORGANISATION, "tt", code, organisation));
}

bool writer_settings(Writer *w, const Settings *s, const char *first_language, Error *error)
{
    return writer_insert(w, error, ROW_SETTINGS, "tiiiii", first_language,
                         (int)(s->delegation_dwell / TIME_S), (int)(s->news_dwell / TIME_S),
                         (int)(s->idle_wait / TIME_S), (int)(s->still_there / TIME_S),
                         s->idle_news);
}

bool writer_picture(Writer *w, const WrittenPicture *p, Error *error)
{
    return writer_insert(w, error, ROW_PICTURE, "ttiib", p->slug, p->format, p->size.w, p->size.h,
                         p->bytes, p->count);
}

bool writer_delegation(Writer *w, int position, const char *slug, const char *flag, Error *error)
{
    return writer_insert(w, error, ROW_DELEGATION, "itt", position, slug, flag);
}

bool writer_delegation_text(Writer *w, const WrittenDelegationText *t, Error *error)
{
    return writer_insert(w, error, ROW_DELEGATION_TEXT, "ttttttt", t->delegation, t->language,
                         t->name, t->official_name, t->parliament, t->representative, t->role);
}

bool writer_chamber(Writer *w, const char *delegation, int position, int deputies,
                    const char *website, Error *error)
{
    return writer_insert(w, error, ROW_CHAMBER, "tiit", delegation, position, deputies, website);
}

bool writer_chamber_text(Writer *w, const char *delegation, int position, const char *language,
                         const char *name, Error *error)
{
    return writer_insert(w, error, ROW_CHAMBER_TEXT, "titt", delegation, position, language, name);
}

bool writer_news(Writer *w, const WrittenNews *n, Error *error)
{
    if (strcmp(n->date, w->newest) > 0) {
        (void)snprintf(w->newest, sizeof w->newest, "%s", n->date);
    }
    return writer_insert(w, error, ROW_NEWS, "tttti", n->slug, n->date, n->from, n->until,
                         n->pinned ? 1 : 0);
}

bool writer_news_text(Writer *w, const WrittenNewsText *t, Error *error)
{
    return writer_insert(w, error, ROW_NEWS_TEXT, "ttttt", t->news, t->language, t->title,
                         t->summary, t->body);
}

bool writer_news_delegation(Writer *w, const char *news, int position, const char *delegation,
                            Error *error)
{
    return writer_insert(w, error, ROW_NEWS_DELEGATION, "tit", news, position, delegation);
}

bool writer_notice(Writer *w, const char *slug, bool urgent, const char *from, const char *until,
                   Error *error)
{
    return writer_insert(w, error, ROW_NOTICE, "titt", slug, urgent ? 1 : 0, from, until);
}

bool writer_notice_text(Writer *w, const char *notice, const char *language, const char *text,
                        Error *error)
{
    return writer_insert(w, error, ROW_NOTICE_TEXT, "ttt", notice, language, text);
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
    char *copy = strdup(w->path);
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
    if (!writer_insert(w, error, ROW_EDITION, "tt", day, digest)) {
        return false;
    }
    writer_unprepare(w); /* VACUUM wants no statement under way */
    if (sqlite3_exec(w->db, "COMMIT; PRAGMA journal_mode = DELETE; VACUUM", NULL, NULL, NULL) !=
        SQLITE_OK) {
        return writer_fail(w, error);
    }
    int code = sqlite3_close(w->db);
    w->db = NULL;
    if (code != SQLITE_OK) {
        return error_set(error, "%s cannot be written: the file did not close", w->path);
    }
    return publish(w, error);
}
