/* What copy.c and copy_bytes.c share, for them and replace.c only. */
#ifndef FOYER_CONTENT_COPY_PARTS_H
#define FOYER_CONTENT_COPY_PARTS_H

#include "content/copy.h"

/* Marks the copy as one without a log, and puts its digest where changes are counted. */
CopyResult copy_finish_header(const CopyOptions *options, Error *error);

/* Whether a journal names a further file, which SQLite would look for and delete when the journal
 * has been played back: not on the word of a stranger. True also where it cannot be read. */
bool copy_names_further_file(const char *journal);

#endif
