/* What copy.c and copy_bytes.c share, for them only. */
#ifndef FOYER_CONTENT_COPY_PARTS_H
#define FOYER_CONTENT_COPY_PARTS_H

#include "content/copy.h"

/* Marks the copy as one without a log, and puts its digest where changes are counted. */
CopyResult copy_finish_header(const CopyOptions *options, Error *error);

#endif
