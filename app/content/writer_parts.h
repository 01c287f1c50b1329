/* Writer parts: the statements that put rows into a data file, for writer.c, which makes a file of
 * them, and rewrite.c, which replaces items of one. */
#ifndef FOYER_CONTENT_WRITER_PARTS_H
#define FOYER_CONTENT_WRITER_PARTS_H

#include <sqlite3.h>
#include <stdint.h>

#include "content/writer.h"

typedef enum RowKind {
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
} RowKind;

struct Writer {
    char *path, *path_under_way;
    sqlite3 *db;
    sqlite3_stmt *inserts[ROW_COUNT];
    sqlite3_stmt *note; /* told of each row and its first columns, see rewrite.c; NULL: nobody is */
    uint64_t digest;    /* of every value bound so far */
    char day[11];       /* of the content; empty: none given */
    char newest[11];    /* of the news items; empty: none yet */
    bool is_in_trouble; /* the disk or the memory failed, not a rule of the schema */
};

/* A writer without a file yet; `under_way` is put behind the path for the file under way. NULL with
 * the reason. */
Writer *writer_new(const char *path, const char *under_way, Error *error);

/* Closes its file, whatever it is. */
void writer_free(Writer *writer);

/* Makes the statements; `verb` is what they begin with: "INSERT" or "INSERT OR REPLACE". */
bool writer_prepare(Writer *writer, const char *verb, Error *error);
void writer_unprepare(Writer *writer);

/* Binds and writes one row. The kinds: 't' a text or NULL, 'i' an int, 'b' bytes and their count.
 */
bool writer_insert(Writer *writer, Error *error, RowKind row, const char *kinds, ...);

/* Says that SQLite's last call failed. False. */
bool writer_fail(Writer *writer, Error *error);

#endif
