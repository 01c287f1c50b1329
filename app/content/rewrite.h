/* Rewrite: replaces items of a data file in place, in one transaction, for the desk's draft: a file
 * that is made anew from the desk's own records whenever there is doubt about it.
 *
 * Rows are written by the writer's own functions (writer.h). A row replaces the one of the same
 * key; one that the schema refuses leaves the row that was there, so that what is shown stands
 * while a text is being typed. The file is never synced, is in no need of a journal beside it, and
 * can be opened by content_open between two transactions. */
#ifndef FOYER_CONTENT_REWRITE_H
#define FOYER_CONTENT_REWRITE_H

#include "content/writer.h"

typedef enum RewriteItem {
    REWRITE_LOBBY, /* names of the languages and of the organisation, and the settings */
    REWRITE_DELEGATION,
    REWRITE_NEWS,
    REWRITE_NOTICE
} RewriteItem;

/* Makes a data file without a row at `path`, over what is there. NULL with the reason. */
Writer *rewrite_create(const char *path, Error *error);

/* Closes the file; NULL is fine. A transaction that is open is lost. */
void rewrite_close(Writer *writer);

/* Begins and ends a transaction. With it ends, the content is of the day `day`; NULL: of that of
 * its newest news item. */
bool rewrite_begin(Writer *writer, Error *error);
bool rewrite_end(Writer *writer, const char *day, Error *error);

/* From here to rewrite_item_end the rows of one item are written. Those that it had before and that
 * were not written, or refused, go at the end. */
bool rewrite_item_begin(Writer *writer, Error *error);
bool rewrite_item_end(Writer *writer, RewriteItem item, const char *slug, Error *error);

/* Removes an item; one that is not there is none the less gone. News that concern a delegation no
 * longer do. */
bool rewrite_remove(Writer *writer, RewriteItem item, const char *slug, Error *error);

/* Puts the delegations in this order. Those that are not there leave their place free. */
bool rewrite_order(Writer *writer, const char *const *slugs, int count, Error *error);

bool rewrite_has_picture(Writer *writer, const char *slug);

#endif
