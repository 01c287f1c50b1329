/* Small: sources that have one of everything and are as short as can be, for the fuzz targets. */
#ifndef FOYER_TESTS_FUZZ_SMALL_H
#define FOYER_TESTS_FUZZ_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_FILES = 7, SMALL_PATH_MOST = 256 };

typedef struct SmallFile {
    char letter;      /* what an input that stands for this file begins with */
    const char *path; /* in the folder of sources */
    const char *text;
    size_t count; /* bytes */
} SmallFile;

extern const SmallFile SMALL[SMALL_FILES];

/* Writes the sources into `folder`, which is made. */
void small_write(const char *folder);

/* The same of one file, with other bytes. */
void small_put(const char *folder, const char *name, const void *bytes, size_t count);

/* A file's bytes, malloc'ed; NULL where it cannot be read. */
uint8_t *small_read(const char *path, size_t *count);

/* Makes a folder that is held in memory, else on the disk; small_remove removes it. */
void small_make_folder(char folder[SMALL_PATH_MOST]);
void small_remove(const char *folder);

#endif
