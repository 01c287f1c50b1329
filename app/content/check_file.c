/* See check_file.h: the order of things, and what the parts have in common. */
#include "content/check_file.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "content/check_parts.h"
#include "content/copy.h"
#include "content/guard.h"
#include "content/schema.h"

/* A statement's budget of work: what the largest file allowed takes is far below. */
enum { STEP_OPERATIONS = 100000, STEPS_MOST = 20000 };

/* ---- what the parts have in common ---- */

bool filecheck_goes_on(const Check *check)
{
    return check->trouble == CHECK_GOOD && !(check->first_only && check->errors > 0);
}

void filecheck_say(Check *check, int severity, const char *what, const char *what_to_do,
                   const char *where, ...)
{
    char place[CHECK_WHERE_BYTES + 128];
    va_list args;
    va_start(args, where);
    (void)vsnprintf(place, sizeof place, sentence(check->language, where), args);
    va_end(args);
    /* What stands in a file must not move the cursor of the terminal it is printed on. */
    for (char *p = place; *p != '\0'; p++) {
        *p = (unsigned char)*p < 0x20 || *p == 0x7F ? ' ' : *p;
    }
    if (check->trouble == CHECK_TROUBLE) {
        return;
    }
    check->errors += severity == FINDING_ERROR ? 1 : 0;
    check->of_group++;
    if (check->of_group <= CHECK_FINDINGS_MOST) {
        check->sink(check->context, severity, place, sentence(check->language, what),
                    sentence(check->language, what_to_do));
    }
}

void filecheck_end_group(Check *check, const char *where)
{
    if (check->of_group > CHECK_FINDINGS_MOST) {
        char what[128];
        int more = check->of_group - CHECK_FINDINGS_MOST;
        (void)snprintf(what, sizeof what,
                       sentence_plural(check->language, more, "there is %d more finding like these",
                                       "there are %d more findings like these"),
                       more);
        check->sink(check->context, FINDING_WARNING, sentence(check->language, where), what,
                    sentence(check->language, "correct the first, check again"));
    }
    check->of_group = 0;
}

/* Whether a code says that memory or a disk failed, not the file. */
static bool is_trouble(int code)
{
    int kind = code & 0xFF;
    return kind == SQLITE_NOMEM || kind == SQLITE_CANTOPEN ||
           (kind == SQLITE_IOERR && code != SQLITE_IOERR_SHORT_READ);
}

void filecheck_fail(Check *check)
{
    int code = sqlite3_extended_errcode(check->db);
    log_line(LOG_ERROR, "%s: %s (SQLite %d)", check->path, sqlite3_errmsg(check->db), code);
    int kind = code & 0xFF;
    if (kind == SQLITE_INTERRUPT && check->steps <= STEPS_MOST) {
        check->trouble = CHECK_CANCELLED;
    } else if (is_trouble(code)) {
        check->trouble = CHECK_TROUBLE;
    } else {
        filecheck_say(check, FINDING_ERROR, "it is cut off or damaged",
                      "take it from a backup, or build it anew", "the file");
        check->trouble = CHECK_BAD;
    }
}

sqlite3_stmt *filecheck_prepare(Check *check, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    check->steps = 0;
    if (sqlite3_prepare_v2(check->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        filecheck_fail(check);
    }
    return statement;
}

bool filecheck_step(Check *check, sqlite3_stmt *statement)
{
    if (statement == NULL || !filecheck_goes_on(check)) {
        return false;
    }
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        filecheck_fail(check);
    }
    return code == SQLITE_ROW;
}

const char *filecheck_text(Check *check, sqlite3_stmt *statement, int column)
{
    bool is_null = sqlite3_column_type(statement, column) == SQLITE_NULL;
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (text == NULL && !is_null) {
        check->trouble = CHECK_TROUBLE; /* no memory */
    }
    return text != NULL ? text : "";
}

bool filecheck_step_schema(Check *check, sqlite3_stmt *statement)
{
    int code =
        statement != NULL && filecheck_goes_on(check) ? sqlite3_step(statement) : SQLITE_DONE;
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        check->trouble = CHECK_TROUBLE;
    }
    return code == SQLITE_ROW;
}

static int count_step(void *data)
{
    Check *check = (Check *)data;
    check->steps++;
    struct pollfd stop = {.fd = check->cancel_fd, .events = POLLIN};
    return check->steps > STEPS_MOST || (check->cancel_fd >= 0 && poll(&stop, 1, 0) > 0);
}

/* ---- the order of things ---- */

/* One line of SQLite's: a value of a wrong kind is told as it says it, of damage nothing but that.
 */
static void say_line(Check *check, const char *line)
{
    char what[400];
    (void)snprintf(what, sizeof what, "%s", SENTENCE("it is cut off or damaged"));
    const char *code = strstr(line, "error code=");
    bool unread = strstr(line, "failed to get page") != NULL ||
                  (code != NULL && is_trouble(atoi(code + strlen("error code="))));
    if (unread) {
        check->trouble = CHECK_TROUBLE; /* a page could not be read, whatever is on it */
    }
    if (strncmp(line, "non-", 4) == 0 || strncmp(line, "NULL value", 10) == 0) {
        (void)snprintf(what, sizeof what,
                       sentence(check->language, "it holds a value of a wrong kind (%.200s)"),
                       line);
    }
    log_line(LOG_ERROR, "%s: %s", check->path, line);
    filecheck_say(check, FINDING_ERROR, what, "take it from a backup, or build it anew",
                  "the file");
}

/* What SQLite finds wrong with the pages, the values and the indexes. That a row breaks a
 * condition is told with the row, later. */
static bool check_pages(Check *check, const char *sql)
{
    static const char CONDITION[] = "CHECK constraint failed";
    int errors = check->errors;
    sqlite3_stmt *statement = filecheck_prepare(check, sql);
    while (check->errors == errors && filecheck_step(check, statement)) {
        const char *line = filecheck_text(check, statement, 0);
        if (strcmp(line, "ok") != 0 && strncmp(line, CONDITION, sizeof CONDITION - 1) != 0) {
            say_line(check, line);
        }
    }
    (void)sqlite3_finalize(statement);
    filecheck_end_group(check, "the file");
    return check->errors == errors && filecheck_goes_on(check);
}

static bool open_schema(Check *check)
{
    return sqlite3_open_v2(":memory:", &check->schema, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                           NULL) == SQLITE_OK &&
           sqlite3_exec(check->schema, content_schema(), NULL, NULL, NULL) == SQLITE_OK;
}

static void check_all(Check *check)
{
    static void (*const PARTS[])(Check *) = {
        filecheck_counts,    filecheck_conditions, filecheck_references, filecheck_texts,
        filecheck_languages, filecheck_pictures,   filecheck_links};
    if (!filecheck_schema(check) || !check_pages(check, "PRAGMA integrity_check(10000)")) {
        return;
    }
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0] && filecheck_goes_on(check); i++) {
        PARTS[i](check);
        check->of_group = 0;
    }
}

/* Opens the file, whose header is good, and checks it all. */
static void run_open(Check *check)
{
    if (guard_open(check->path, GUARD_READ, &check->db) != SQLITE_OK) {
        filecheck_fail(check);
    } else if (!open_schema(check)) {
        check->trouble = CHECK_TROUBLE;
    } else {
        sqlite3_progress_handler(check->db, STEP_OPERATIONS, count_step, check);
        check_all(check);
    }
    (void)sqlite3_close(check->schema);
    (void)sqlite3_close(check->db);
}

/* With changes in a log beside it, the file is looked at in a copy that has taken them in. */
static void run_copy(Check *check)
{
    char folder[] = "/tmp/foyer-check-XXXXXX", copy[64];
    Error error = {{0}};
    if (mkdtemp(folder) == NULL) {
        check->trouble = CHECK_TROUBLE;
        return;
    }
    (void)snprintf(copy, sizeof copy, "%s/copy.db", folder);
    CopyOptions options = {
        .from = check->path, .to = copy, .wait_ms = 2000, .cancel_fd = check->cancel_fd};
    CopyResult result = copy_file(&options, &error);
    if (result == COPY_DONE) {
        check->path = copy;
        run_open(check);
    } else if (result == COPY_NO_ROOM) {
        check->trouble = CHECK_TROUBLE;
    } else if (result == COPY_CANCELLED) {
        check->trouble = CHECK_CANCELLED;
    } else {
        char what[sizeof error.text * 2];
        filecheck_say(check, FINDING_ERROR,
                      sentence_again(check->language, error.text, what, sizeof what),
                      "close it in the other program, check again", "the file");
    }
    (void)unlink(copy);
    (void)rmdir(folder);
}

/* What is told of the file before SQLite sees it: "PATH is …; do …". */
static void say_header(Check *check, const Error *error)
{
    char said[sizeof error->text * 2];
    size_t count = strlen(check->path);
    (void)sentence_again(check->language, error->text, said, sizeof said);
    char *what = said + (strncmp(said, check->path, count) == 0 ? count : 0);
    what += strspn(what, ": —"); /* what stands between the file and what it is */
    const char *what_to_do =
        SENTENCE("build it with `foyer build`, or copy it again from where it is good");
    char *then = strstr(what, "; ");
    if (then != NULL) {
        *then = '\0';
        what_to_do = then + 2;
    }
    filecheck_say(check, FINDING_ERROR, what, what_to_do, "the file");
}

static CheckResult run(Check *check)
{
    unsigned char header[GUARD_HEADER_BYTES];
    Error error = {{0}};
    if (!guard_read_header(check->path, header, &error)) {
        say_header(check, &error);
    } else if (guard_is_wal(header)) {
        run_copy(check);
    } else {
        run_open(check);
    }
    if (check->trouble == CHECK_TROUBLE) {
        check->errors++;
        check->sink(check->context, FINDING_ERROR, sentence(check->language, "the file"),
                    sentence(check->language, "it cannot be checked: memory or a disk failed"),
                    sentence(check->language, "try again"));
    }
    return check->trouble != CHECK_GOOD ? check->trouble
           : check->errors > 0          ? CHECK_BAD
                                        : CHECK_GOOD;
}

/* ---- for callers ---- */

int check_file_all(const char *path, StaffLanguage language, FindingSink sink, void *context)
{
    Check check = {
        .path = path, .language = language, .sink = sink, .context = context, .cancel_fd = -1};
    (void)run(&check);
    return check.errors;
}

typedef struct First {
    const char *path;
    Error *error;
} First;

static void keep_first(void *context, int severity, const char *where, const char *what,
                       const char *what_to_do)
{
    First *first = (First *)context;
    if (severity == FINDING_ERROR && first->error->text[0] == '\0') {
        (void)error_set(first->error, "%s: %s: %s: %s", first->path, where, what, what_to_do);
    }
}

static CheckResult run_first(const char *path, int cancel_fd, Error *error)
{
    First first = {path, error};
    Check check = {.path = path,
                   .sink = keep_first,
                   .context = &first,
                   .first_only = true,
                   .cancel_fd = cancel_fd};
    *error = (Error){{0}};
    return run(&check);
}

CheckResult check_file_until(const char *path, int cancel_fd, Error *error)
{
    return run_first(path, cancel_fd, error);
}

bool check_file(const char *path, Error *error)
{
    return run_first(path, -1, error) == CHECK_GOOD;
}
