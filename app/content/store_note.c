/* See store_note.h. SQLite reads and writes the JSON. */
#include "content/store_note.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "words/sentences.h"

enum { NOTE_BYTES_MOST = 8192 };

/* A statement on no database; NULL where there is no memory. `*db` is to be closed. */
static sqlite3_stmt *prepare(sqlite3 **db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_open_v2(":memory:", db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
        SQLITE_OK) {
        (void)sqlite3_prepare_v2(*db, sql, -1, &statement, NULL);
    }
    return statement;
}

static bool write_whole(const char *path, const char *text, size_t count)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) {
        return false;
    }
    errno = ENOSPC; /* of a write that is short */
    bool good = write(file, text, count) == (ssize_t)count && fsync(file) == 0;
    int reason = errno;
    bool closed = close(file) == 0;
    errno = good ? errno : reason;
    return good && closed;
}

bool store_note_write(const char *path, const GoodCopy *copy)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement =
        prepare(&db, "SELECT json_patch(json_object('source', ?1, 'loaded_at', ?2, 'day',"
                     " nullif(?3, ''), 'summary', ?4),"
                     " iif(?5 > 0, json_object('before', ?5), '{}')) || char(10)");
    errno = ENOMEM;
    (void)sqlite3_bind_text(statement, 1, copy->source, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(statement, 2, copy->loaded_at);
    (void)sqlite3_bind_text(statement, 3, copy->day, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(statement, 4, copy->summary, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 5, copy->before);
    const char *text = statement != NULL && sqlite3_step(statement) == SQLITE_ROW
                           ? (const char *)sqlite3_column_text(statement, 0)
                           : NULL;
    bool good = text != NULL && write_whole(path, text, (size_t)sqlite3_column_bytes(statement, 0));
    int reason = errno;
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    errno = reason;
    return good;
}

static void read_text(sqlite3_stmt *statement, int column, char *out, size_t room)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    (void)snprintf(out, room, "%s", text != NULL ? text : "");
}

bool store_note_read(const char *path, GoodCopy *copy)
{
    char text[NOTE_BYTES_MOST];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file >= 0 ? read(file, text, sizeof text) : -1;
    if (file >= 0) {
        (void)close(file);
    }
    if (got <= 0) {
        return false;
    }
    sqlite3 *db = NULL;
    sqlite3_stmt *statement =
        prepare(&db, "SELECT json_extract(?1, '$.source'), json_extract(?1, '$.loaded_at'),"
                     " json_extract(?1, '$.day'), json_extract(?1, '$.summary'),"
                     " json_extract(?1, '$.before')"
                     " WHERE json_valid(?1)");
    (void)sqlite3_bind_text(statement, 1, text, (int)got, SQLITE_STATIC);
    bool good = statement != NULL && sqlite3_step(statement) == SQLITE_ROW;
    if (good) {
        read_text(statement, 0, copy->source, sizeof copy->source);
        copy->loaded_at = sqlite3_column_int64(statement, 1);
        read_text(statement, 2, copy->day, sizeof copy->day);
        read_text(statement, 3, copy->summary, sizeof copy->summary);
        copy->before = sqlite3_column_int(statement, 4);
    }
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    return good;
}

void store_describe(Content *content, GoodCopy *copy)
{
    int delegations = content_delegation_count(content), news = content_news_count(content);
    int notices = content_notice_count(content), languages = content_language_count(content);
    char parts[4][32];
    (void)snprintf(parts[0], sizeof parts[0],
                   sentence_plural(STAFF_ENGLISH, delegations, "%d delegation", "%d delegations"),
                   delegations);
    (void)snprintf(parts[1], sizeof parts[1],
                   sentence_plural(STAFF_ENGLISH, news, "%d news item", "%d news items"), news);
    (void)snprintf(parts[2], sizeof parts[2],
                   sentence_plural(STAFF_ENGLISH, notices, "%d notice", "%d notices"), notices);
    (void)snprintf(parts[3], sizeof parts[3],
                   sentence_plural(STAFF_ENGLISH, languages, "%d language", "%d languages"),
                   languages);
    (void)snprintf(copy->summary, sizeof copy->summary, SENTENCE("%s, %s, %s in %s"), parts[0],
                   parts[1], parts[2], parts[3]);
    Date day = content_day(content);
    copy->day[0] = '\0';
    if (date_is_valid(day)) {
        (void)snprintf(copy->day, sizeof copy->day, "%04u-%02u-%02u", (unsigned)day.year % 10000,
                       (unsigned)day.month % 100, (unsigned)day.day % 100);
    }
}
