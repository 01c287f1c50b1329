/* Snapshot: what a Content is made of, for the files of this folder only.
 *
 * Open.c checks the file and opens it, load.c reads what is held in memory, news.c, article.c and
 * picture.c fetch the rest from the same connection when it is asked for. */
#ifndef FOYER_CONTENT_SNAPSHOT_H
#define FOYER_CONTENT_SNAPSHOT_H

#include <sqlite3.h>

#include "base/arena.h"
#include "content/content.h"

/* Read past these, and a file made by hand or by an enemy cannot upset a layout. Letters. */
enum { NAME_LETTERS_MOST = 300, TITLE_LETTERS_MOST = 500, SUMMARY_LETTERS_MOST = 1000 };
enum { BODY_BYTES_MOST = 1000000, PICTURE_BYTES_MOST = 16000000, PICTURE_SIDE_MOST = 4096 };

/* Where an Id is in its table: an open hash, made once, never changed. Ids are hashes already. */
typedef struct IdTable {
    struct IdPlace {
        Id id; /* ID_NONE: free */
        int32_t at;
    } * places;
    size_t count; /* a power of 2, more than the ids in it; 0: empty */
} IdTable;

/* Makes a table for `most` ids; false where there is no memory. */
bool id_table_init(IdTable *table, Arena *arena, size_t most);
/* False where the id is there already. */
bool id_table_add(IdTable *table, Id id, int32_t at);
int id_table_find(const IdTable *table, Id id); /* -1 where it is not there */

/* The small row of a news item that is held for all of them, in the order of the news. */
typedef struct NewsRow {
    Id id;
    int64_t row; /* SQLite's rowid */
    Date date, from, until;
    bool pinned;
} NewsRow;

typedef struct PictureRow {
    Id id;
    int64_t row;
    PictureSize size;
} PictureRow;

/* The statements that are kept; their texts are in open.c. */
typedef enum Query {
    QUERY_NEWS_SLUG,
    QUERY_NEWS_TEXTS,
    QUERY_NEWS_DELEGATIONS,
    QUERY_BODY,
    QUERY_PICTURE,
    QUERY_COUNT
} Query;

enum { HEADS_KEPT = 128, BODIES_KEPT = 4 };

typedef struct HeadSlot {
    int index; /* of the news item; -1: free */
    uint64_t used;
    NewsHead head;
    Arena arena;
} HeadSlot;

typedef struct BodySlot {
    Id news; /* ID_NONE: free */
    int asked, shown;
    uint64_t used;
    bool found;
    Body body;
    Arena arena;
} BodySlot;

/* The news without a text in any language: which nobody sees. */
enum { TEXTLESS_KEPT = 64 };
typedef struct Textless {
    int count; /* of all; the first of them are below */
    char slugs[TEXTLESS_KEPT][104];
} Textless;

struct Content {
    sqlite3 *db;
    sqlite3_stmt *queries[QUERY_COUNT];
    const char *path; /* for messages */
    Arena arena;      /* all that follows points into it */
    int steps;        /* the work of the call under way, in units of STEP_OPERATIONS */
    uint64_t version;

    int language_count;
    Language languages[CONTENT_LANGUAGES_MAX];
    LocalText organisation;
    Settings settings;

    int delegation_count;
    Delegation *delegations;
    IdTable delegation_table;

    int news_count;
    NewsRow *news;
    int *current; /* room for as many: content_all_current_news */
    int current_count;
    Date current_day; /* that they are of; year -1: none yet */
    IdTable news_table;

    int notice_count;
    Notice *notices;
    Date day;

    int picture_count;
    PictureRow *pictures;
    IdTable picture_table;

    Textless *textless; /* of content_hidden; NULL: not looked for yet */

    uint64_t clock; /* counts uses, for the oldest slot */
    HeadSlot heads[HEADS_KEPT];
    BodySlot bodies[BODIES_KEPT];
};

/* ---- open.c ---- */

/* Says in staff's words why SQLite's last call failed, and logs SQLite's own. False. */
bool content_fail(Content *content, const char *reading, Error *error);

/* Makes a statement for one use; NULL with the reason. */
sqlite3_stmt *content_prepare(Content *content, const char *sql, const char *reading, Error *error);

/* A kept statement, reset and ready for its parameters. NULL, logged, where it cannot be made. */
sqlite3_stmt *content_query(Content *content, Query query);

/* Steps a kept statement: whether there is a row. What fails is logged with `what` and the item. */
bool content_step(Content *content, sqlite3_stmt *statement, const char *what, const char *item);

/* ---- load.c ---- */

/* Reads everything that is held in memory. */
bool content_load(Content *content, Error *error);

/* ---- clean.c ---- */

typedef enum TextLines { LINES_ONE, LINES_MANY } TextLines;

/* A column's text in `arena`, fit to be shown: valid UTF-8 (what is not becomes U+FFFD, logged as
 * `what` of `item`), no control characters (spaces stand in; with LINES_MANY, '\n' stays), at most
 * `most` letters. `*out` is NULL where the column is NULL or blank. False where there is no
 * memory. */
bool content_read_text(Arena *arena, sqlite3_stmt *statement, int column, int most, TextLines lines,
                       const char *what, const char *item, const char **out);

/* A column's date; year 0 where it is NULL or no date. */
Date content_read_date(sqlite3_stmt *statement, int column);

/* The language of a column's code, or -1. */
int content_read_language(const Content *content, sqlite3_stmt *statement, int column);

/* The Id of a column's slug; ID_NONE where it is NULL or none. */
Id content_read_id(sqlite3_stmt *statement, int column);

#endif
