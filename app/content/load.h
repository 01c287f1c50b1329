/* Load: what load.c and load_delegations.c share, for them only. */
#ifndef FOYER_CONTENT_LOAD_H
#define FOYER_CONTENT_LOAD_H

#include "content/snapshot.h"

/* Says that there is no memory. False. */
bool load_no_memory(const Content *content, Error *error);

/* Ends a statement: false, with the reason, where `code`, its last step's, is a failure. */
bool load_finish(Content *content, sqlite3_stmt *statement, int code, const char *reading,
                 Error *error);

/* A one-line text of the row in the content's arena, counted into the version. False where there
 * is no memory. */
bool load_name(Content *content, sqlite3_stmt *statement, int column, const char *what,
               const char *item, const char **out);

/* A number of the row, moved into its bounds. */
int load_int(sqlite3_stmt *statement, int column, int least, int most);

/* The one number that `sql` gives, at most `most`: for a piece of the arena that holds a table. It
 * counts with a WHERE: a bare count(*) is one operation to SQLite, however much a damaged tree of
 * pages makes of it, and the budget of work would not stop it. */
bool load_count(Content *content, const char *sql, int most, const char *reading, int *out,
                Error *error);

/* Reads the notices. */
bool load_notices(Content *content, Error *error);

/* Reads the delegations; the pictures have been read. */
bool load_delegations(Content *content, Error *error);

#endif
