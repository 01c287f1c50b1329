/* Replace: puts a new data file in the place of one that its editors may have been writing.
 *
 * What SQLite keeps beside a file (-wal, -journal) belongs to the file of that name, and a program
 * that opens the new file would mix the old one's changes into it. So the log is taken into the old
 * file first, by SQLite itself, which survives a power cut at any moment, and emptied; and only
 * then, with the old file still locked, the new one takes the name. */
#ifndef FOYER_CONTENT_REPLACE_H
#define FOYER_CONTENT_REPLACE_H

#include <stdbool.h>

#include "base/error.h"

typedef enum ReplaceResult {
    REPLACE_DONE,
    REPLACE_REFUSED, /* `to` is as it was; its log may have been taken into it */
    REPLACE_UNSURE   /* it is replaced, but the disk has not confirmed it */
} ReplaceResult;

/* Gives the file `from`, which lies in the same folder, the name `to`; `folder` is that folder,
 * held open. With `is_whole` a log that cannot be taken in refuses; else it is thrown away. A
 * program that has the old file open in the middle of a change, or in WAL mode, refuses. Unless
 * REPLACE_DONE, `error` says why. */
ReplaceResult replace_file(const char *from, const char *to, int folder, bool is_whole,
                           Error *error);

#endif
