/* Writer: makes a data file, row by row.
 *
 * `foyer build` drives it, and so do tests that need a file of their own. The rows go into a new
 * file that gets its name only when all is well, so a reader sees the old file or the new one,
 * never half. Equal rows in an equal order give equal bytes. */
#ifndef FOYER_CONTENT_WRITER_H
#define FOYER_CONTENT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "content/content.h"

/* What the schema lets in, for those who want to say it better than a refused row can. */
enum {
    WRITER_NAME_LETTERS = 300,
    WRITER_TITLE_LETTERS = 500,
    WRITER_SUMMARY_LETTERS = 1000,
    WRITER_BODY_BYTES = 1000000,
    WRITER_NOTICE_LETTERS = 300,
    WRITER_SLUG_LETTERS = 100,
    WRITER_PICTURE_BYTES = 16000000,
    WRITER_CHAMBERS = 100,
    WRITER_DEPUTIES = 10000
};

typedef struct Writer Writer;

/* In all rows: texts are NULL where there is none, positions count from 1, and what a row refers to
 * has been written before it. */

typedef struct WrittenDelegationText {
    const char *delegation, *language;
    const char *name, *official_name, *parliament, *representative, *role;
} WrittenDelegationText;

typedef struct WrittenNewsText {
    const char *news, *language;
    const char *title, *summary, *body;
} WrittenNewsText;

typedef struct WrittenPicture {
    const char *slug;
    const char *format; /* "png" or "jpeg" */
    PictureSize size;
    const void *bytes;
    size_t count;
} WrittenPicture;

typedef struct WrittenNews {
    const char *slug;
    const char *date; /* "2022-06-03" */
    const char *from, *until;
    bool pinned;
} WrittenNews;

/* Begins a file that will be `path`; NULL with the reason. */
Writer *writer_create(const char *path, Error *error);

/* Forgets what has been written; NULL is fine. After writer_finish it only frees. */
void writer_destroy(Writer *writer);

/* Each writes one row. False with the reason, which is the schema's own sentence where the row
 * makes no sense. */
bool writer_language(Writer *writer, int position, const char *code, const char *name,
                     const char *organisation, Error *error);
bool writer_settings(Writer *writer, const Settings *settings, const char *first_language,
                     Error *error);
bool writer_picture(Writer *writer, const WrittenPicture *picture, Error *error);
bool writer_delegation(Writer *writer, int position, const char *slug, const char *flag,
                       Error *error);
bool writer_delegation_text(Writer *writer, const WrittenDelegationText *text, Error *error);
bool writer_chamber(Writer *writer, const char *delegation, int position, int deputies,
                    const char *website, Error *error);
bool writer_chamber_text(Writer *writer, const char *delegation, int position, const char *language,
                         const char *name, Error *error);
bool writer_news(Writer *writer, const WrittenNews *news, Error *error);
bool writer_news_text(Writer *writer, const WrittenNewsText *text, Error *error);
bool writer_news_delegation(Writer *writer, const char *news, int position, const char *delegation,
                            Error *error);

bool writer_notice(Writer *writer, const char *slug, bool urgent, const char *from,
                   const char *until, Error *error);
bool writer_notice_text(Writer *writer, const char *notice, const char *language, const char *text,
                        Error *error);

/* Of which day the content is: "2022-06-03". Called once, before writer_finish; without it the day
 * is that of the newest news item. */
bool writer_day(Writer *writer, const char *day, Error *error);

/* Whether all that was refused so far was so by a rule of the schema, and nothing because the disk
 * or the memory failed. */
bool writer_is_sound(const Writer *writer);

/* Ends the file: the digest, the smallest form, on the disk, under its name. */
bool writer_finish(Writer *writer, Error *error);

#endif
