/* Check of a data file in full, as it is done when a file is taken in and by `foyer check`.
 *
 * A file from elsewhere is not trusted: everything that the display relies on is looked at here,
 * once, before the file becomes a good copy. Decoding the pictures, the letters that no typeface
 * holds, and texts that do not fit are staff's check (staff/), which knows about drawing.
 *
 * The file is opened read-only and never written, nor is anything beside it; a file that a program
 * still writes to is to be copied first (content/copy.h). */
#ifndef FOYER_CONTENT_CHECK_FILE_H
#define FOYER_CONTENT_CHECK_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "content/content.h"
#include "words/sentences.h"

enum { FINDING_WARNING = 0, FINDING_ERROR = 1 };

/* Told of one finding. `where` says where it is ("news \"opening\", title in en", or "the file"),
 * `what` is wrong with it, and `what_to_do` about it: sentences for people, without a full stop at
 * the end, in the language that was asked for. All three are borrowed for the call. */
typedef void (*FindingSink)(void *context, int severity, const char *where, const char *what,
                            const char *what_to_do);

/* Tells `sink` of everything wrong with the file at `path`, in the order of the file's tables; of
 * many findings of one kind only the first 100, and how many more there are. Where the file is too
 * broken to look further (no SQLite database, damaged), that is the last one. The number of errors;
 * warnings are not counted. */
int check_file_all(const char *path, StaffLanguage language, FindingSink sink, void *context);

/* Whether the file may be shown; else the first error of check_file_all, in one sentence, in
 * English, that begins with the path. Stops at the first. */
bool check_file(const char *path, Error *error);

/* What is wrong with the address of a link, as it goes on after what it is: a sentence in English,
 * for sentence(). NULL: nothing, and a QR code can be made of it. */
const char *check_link_address(const char *address);

/* What is wrong with the bytes of a picture, as far as that can be told without decoding them: a
 * sentence in English, for sentence(). NULL: nothing. `*size` is what they say, 0 × 0 where they do
 * not. For those who put pictures in.
 */
const char *check_picture_bytes(const void *bytes, size_t count, PictureSize *size);

#endif
