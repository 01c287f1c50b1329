/* Versions: what was published in the place of a data file, in the folder NAME.history beside it,
 * for staff's verbs publish, rollback and history. A store (content/store.h): 000017.db and its
 * note, whose "before" is the number of the version that it replaced. No two versions are equal, so
 * which one is live now is told by the content itself, however it came there. */
#ifndef FOYER_CONTENT_VERSIONS_H
#define FOYER_CONTENT_VERSIONS_H

#include "content/store.h"

enum { VERSIONS_KEPT = 20, VERSIONS_MOST = VERSIONS_KEPT + 1 };

/* Opens the history of the file `live` to write: the folder is made. store_finish is due. */
bool versions_init(Store *store, const char *live, Error *error);

/* Opens it to read it only. */
void versions_init_reader(Store *store, const char *live);

/* Which of the versions holds what the file does: an index, or -1. */
int versions_find(const GoodCopy *versions, int count, const char *file);

/* Which version was live before the one at the index `live` was published: an index, or -1 where
 * there is none. Where that is not known, the newest of those that are older. With `live` -1 (what
 * is live is none of them) the newest. */
int versions_before(const GoodCopy *versions, int count, int live);

/* Makes the file at `under_way` the newest version, as store_accept does. An older version that
 * holds the same goes. */
bool versions_accept(Store *store, const char *under_way, GoodCopy *version, Error *error);

#endif
