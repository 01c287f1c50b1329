/* Source files: whole files and the names in folders, for the verbs that read staff's texts. */
#ifndef FOYER_STAFF_SOURCE_FILE_H
#define FOYER_STAFF_SOURCE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/* Reads a whole file of at most `most` bytes into the arena, a 0 behind it. NULL with the reason.
 */
char *source_file_read(Arena *arena, const char *path, size_t most, size_t *count, Error *error);

/* "folder/name" in the arena; NULL where there is no memory. */
const char *source_file_join(Arena *arena, const char *folder, const char *name);

typedef struct NameList {
    const char **names; /* NULL behind the last */
    size_t count;
} NameList;

typedef enum NameKind { NAMES_OF_FOLDERS, NAMES_OF_FILES } NameKind;

/* The names in a folder in the order of their bytes, hidden ones left out. */
bool source_file_names(Arena *arena, const char *folder, NameKind kind, NameList *out,
                       Error *error);

#endif
