/* Search keep: the index that goes with a good copy. For the keeper. */
#ifndef FOYER_CONTENT_SEARCH_KEEP_H
#define FOYER_CONTENT_SEARCH_KEEP_H

#include "content/search.h"

/* Opens the index beside a good copy (good/000017.idx), or makes it there; one in memory where it
 * cannot be written, or the copy is in memory itself. NULL with the reason. */
Search *search_keep(const char *copy_path, uint64_t version, int cancel_fd, Error *error);

#endif
