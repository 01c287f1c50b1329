/* Rows: what a data file holds, table by table as it is stored, for the verbs that write it out
 * again. Texts are only made valid UTF-8; what the display makes of them is content.h's matter. */
#ifndef FOYER_CONTENT_ROWS_H
#define FOYER_CONTENT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "content/content.h"

enum { ROW_COLUMNS_MOST = 8 };

/* The tables, with the columns that a row of each has, in order. The rows come in the order in
 * which they are shown, else by their slugs; those of languages by the languages' order. */
typedef enum RowTable {
    ROWS_LANGUAGE,        /* code, name, organisation */
    ROWS_SETTINGS,        /* first_language, delegation_dwell_s, news_dwell_s, idle_wait_s,
                             still_there_s, idle_news */
    ROWS_PICTURE,         /* slug, format; and its bytes */
    ROWS_DELEGATION,      /* slug, flag */
    ROWS_DELEGATION_TEXT, /* language, name, official_name, parliament, representative, role; of the
                             delegation `key` */
    ROWS_CHAMBER,         /* position, deputies, website; of the delegation `key` */
    ROWS_CHAMBER_TEXT,    /* position, language, name; of the delegation `key` */
    ROWS_NEWS,            /* slug, date, shown_from, shown_until, pinned */
    ROWS_NEWS_TEXT,       /* language, title, summary, body; of the item `key` */
    ROWS_NEWS_DELEGATION, /* delegation; of the item `key` */
    ROWS_NOTICE,          /* slug, urgent, shown_from, shown_until */
    ROWS_NOTICE_TEXT,     /* language, text; of the notice `key` */
    ROWS_TABLE_COUNT
} RowTable;

typedef struct Row {
    const char *columns[ROW_COLUMNS_MOST]; /* NULL where the column is; numbers as text */
    const void *bytes;                     /* of a picture */
    size_t byte_count;
} Row;

/* Handed each row, whose texts are in the arena; its bytes are borrowed until it returns. False
 * ends the reading, which is then a failure. */
typedef bool (*RowVisit)(void *context, const Row *row, Error *error);

/* Reads a table, or those of its rows that belong to `key`. False with the reason. */
bool rows_read(Content *content, RowTable table, const char *key, Arena *arena, RowVisit visit,
               void *context, Error *error);

#endif
