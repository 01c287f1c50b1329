/* The note beside a good copy, a JSON object; for store.c only. */
#ifndef FOYER_CONTENT_STORE_NOTE_H
#define FOYER_CONTENT_STORE_NOTE_H

#include "content/store.h"

/* Writes source, time, day and summary to a new file, on the disk when it returns. False with
 * errno. */
bool store_note_write(const char *path, const GoodCopy *copy);

/* Reads them; false, and nothing is changed, where there is no such note or it is damaged. */
bool store_note_read(const char *path, GoodCopy *copy);

#endif
