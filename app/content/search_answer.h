/* Search answer: what search.c, search_show.c and search_suggest.c share, for them only. */
#ifndef FOYER_CONTENT_SEARCH_ANSWER_H
#define FOYER_CONTENT_SEARCH_ANSWER_H

#include "content/search_asked.h"
#include "content/snapshot.h"

/* What turns rows into texts with marks, for one answer. */
typedef struct Showing {
    Search *search;
    const Asked *asked;
    Arena *arena; /* the answer's */
    int language;
    size_t read;   /* bytes of the rest of texts looked at so far */
    Arena scratch; /* of one result */
} Showing;

void showing_init(Showing *showing, Search *search, const Asked *asked, Arena *arena, int language);
void showing_finish(Showing *showing);

/* Fills in the title and the context; SQLITE_OK, or why it cannot be. */
int show_result(Showing *showing, int64_t item, SearchResult *result);

/* Adds suggestions for a query that finds nothing; SQLITE_OK, or why it cannot be. */
int suggest(Search *search, const Asked *asked, SearchAnswer *answer);

#endif
