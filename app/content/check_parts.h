/* What the files of the check in full share (check_*.c), for them only. */
#ifndef FOYER_CONTENT_CHECK_PARTS_H
#define FOYER_CONTENT_CHECK_PARTS_H

#include <sqlite3.h>

#include "content/check_file.h"

typedef enum CheckResult {
    CHECK_GOOD,
    CHECK_BAD,
    CHECK_TROUBLE, /* no memory, or the disk failed: nothing is known of the file */
    CHECK_CANCELLED
} CheckResult;

enum { CHECK_FINDINGS_MOST = 100 };

typedef struct Check {
    const char *path;
    sqlite3 *db;     /* the file */
    sqlite3 *schema; /* the tables as they have to be, in memory */
    StaffLanguage language;
    FindingSink sink;
    void *context;
    bool first_only;
    int cancel_fd;
    int errors;
    int of_group;        /* findings of the group under way */
    int steps;           /* the work of the statement under way */
    CheckResult trouble; /* CHECK_GOOD: none so far */
} Check;

/* Whether there is reason to look further. */
bool filecheck_goes_on(const Check *check);

/* Tells of a finding, unless there has been trouble, which makes everything look wrong. All three
 * are English, and said in the check's language: the place is printed, the sentences are looked up;
 * those that are in no table, since they are said in it already, stay as they are. */
void filecheck_say(Check *check, int severity, const char *what, const char *what_to_do,
                   const char *where, ...) __attribute__((format(printf, 5, 6)));

/* Ends a group of findings of one kind: says how many more there were than were told, and where, in
 * English. */
void filecheck_end_group(Check *check, const char *where);

/* A statement on the file; NULL where it cannot be made, which has been noted. */
sqlite3_stmt *filecheck_prepare(Check *check, const char *sql);

/* Whether there is a row; what fails is noted. */
bool filecheck_step(Check *check, sqlite3_stmt *statement);

/* The same on a statement on the schema. */
bool filecheck_step_schema(Check *check, sqlite3_stmt *statement);

/* A text column, never NULL. */
const char *filecheck_text(Check *check, sqlite3_stmt *statement, int column);

/* Notes why SQLite's last call on the file failed. */
void filecheck_fail(Check *check);

/* The first columns of a statement on `table` are its key: writes where that is, in words for
 * people and the check's language, such as: delegation "belarus", in "ru". */
enum { CHECK_WHERE_BYTES = 512 };
void filecheck_name_row(Check *check, const char *table, sqlite3_stmt *statement,
                        char where[CHECK_WHERE_BYTES]);

/* How many columns of `table` are its key (1 to 3), and their names with commas between. */
int filecheck_key_of(const char *table, const char **columns);

/* The names of the tables, in the schema's order; NULL past the last. */
const char *filecheck_table(int index);

/* check_schema.c: false where the tables are not ours, so that nothing may be asked of them. */
bool filecheck_schema(Check *check);
/* check_rows.c: the conditions of the tables, references, texts */
void filecheck_conditions(Check *check);
void filecheck_references(Check *check);
void filecheck_texts(Check *check);
/* check_counts.c: how many there are, and which languages are missing */
void filecheck_counts(Check *check);
void filecheck_languages(Check *check);
/* check_pictures.c */
void filecheck_pictures(Check *check);
/* check_links.c: what the articles and websites refer to */
void filecheck_links(Check *check);

/* The whole, for the keeper: stops at the first error, or when `cancel_fd` is readable. */
CheckResult check_file_until(const char *path, int cancel_fd, Error *error);

#endif
