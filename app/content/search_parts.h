/* Search parts: the index, for the files that make it, open it and look things up in it.
 *
 *     meta   one row: which content it belongs to
 *     item   delegations in their order, then news, the newest first
 *     text   what an item says in one language, as it is shown: a title and lines of the rest
 *     keys   FTS5, without a copy of its texts: the keys of words (search_key.h), all languages of
 *            an item in one row. A row's number is a shelf and an item, so that going through the
 *            rows in order is best first, newest first, and ends early
 *     word   every key there is, and a word to show for it
 */
#ifndef FOYER_CONTENT_SEARCH_PARTS_H
#define FOYER_CONTENT_SEARCH_PARTS_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "content/search.h"

enum { SEARCH_APPLICATION_ID = 0x466F7949, SEARCH_USER_VERSION = 1 }; /* "FoyI" */

typedef enum Shelf {
    SHELF_NAME,       /* of delegations */
    SHELF_DELEGATION, /* all that is said of one */
    SHELF_TITLE,      /* of news */
    SHELF_NEWS,       /* all of an item */
    SHELF_COUNT
} Shelf;

enum { SEARCH_SHELF_BITS = 32 };

/* A text's row is its item's number times this and the language. */
enum { SEARCH_LANGUAGES = CONTENT_LANGUAGES_MAX };

/* The most an index has on disk, and in memory. */
enum { SEARCH_PAGE_BYTES = 4096, SEARCH_FILE_PAGES = 262144, SEARCH_MEMORY_PAGES = 16384 };

/* What makes an empty index. */
extern const char SEARCH_SCHEMA[];

struct Search {
    sqlite3 *db;
    uint64_t version;
    int language_count;
    int steps;               /* the work of the call under way */
    const atomic_bool *stop; /* ends the call under way; NULL: nothing does */
    sqlite3_stmt *match, *item, *text, *word, *near;
};

/* Makes the index of the content in an open, empty database. */
bool search_fill(sqlite3 *db, Content *content, int cancel_fd, Error *error);

/* Wraps an open index, which is then the Search's, or closed. */
Search *search_adopt(sqlite3 *db, const char *path, Error *error);

/* What ends a search_find under way when it becomes true. */
void search_set_stop(Search *search, const atomic_bool *stop);

/* Forgets the work done, for the next statement. */
void search_begin(Search *search);

#endif
