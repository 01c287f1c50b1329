/* Export parts: what the files of `foyer export` share, for them only. */
#ifndef FOYER_STAFF_EXPORT_PARTS_H
#define FOYER_STAFF_EXPORT_PARTS_H

#include <stdio.h>

#include "base/arena.h"
#include "content/rows.h"
#include "staff/export.h"
#include "staff/progress.h"

/* A picture and the file it is written to; of the flags, or of one news item. */
typedef struct PictureFile {
    const char *slug, *name;
    struct PictureFile *next;
} PictureFile;

typedef struct Export {
    Content *content;
    const char *dir;
    Arena arena; /* until the end */
    PictureFile *flags;
    bool machine; /* what failed is the machine's fault, not the content's */
    Progress progress;
    int news_done;
} Export;

/* Makes the folder DIR/`name`, which may be there. */
bool export_folder(Export *e, const char *name, Error *error);

/* Opens DIR/`name` to write to; NULL with the reason. */
FILE *export_open(Export *e, const char *name, Error *error);

/* Closes what export_open opened; `good`: all was written so far. False with the reason. */
bool export_close(Export *e, FILE *file, const char *name, bool good, Error *error);

/* The name of the file of picture `slug` in DIR/`folder`, written there at the first call. Its name
 * is the slug without `prefix`, that build puts before it. NULL with the reason; NULL and an empty
 * reason where the content has no such picture. */
const char *export_picture(Export *e, PictureFile **files, const char *folder, const char *prefix,
                           const char *slug, Error *error);

/* Refuses a name that is not made for a file's: it comes from a file that nobody vouches for. */
bool export_check_slug(const char *what, const char *slug, Error *error);

/* export_delegation.c, export_news.c: all of them. */
bool export_delegations(Export *e, Error *error);
bool export_news(Export *e, Error *error);
bool export_notices(Export *e, Error *error);

#endif
