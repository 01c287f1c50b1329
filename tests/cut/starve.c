/* Starve: every allocation fails in turn while a file is copied, checked, loaded and read. Each
 * time there is a clear error or all is well (what failed was not needed); nothing crashes, nothing
 * leaks, and afterwards everything works again.
 *
 * The linker puts the functions below in the place of malloc and its kin for the program's own
 * code, SQLite is handed them, and cmark takes its memory from the program's arenas. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/check.h"
#include "content/check_parts.h"
#include "content/copy.h"
#include "cut/look.h"
#include "form.h"
#include "staff/build.h"

void *__real_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__real_realloc(void *piece, size_t bytes);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *piece, size_t bytes);
char *__wrap_strdup(const char *text);
int __wrap_asprintf(char **out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The allocation that fails, counted from 1; 0: none does. */
static struct {
    long count, at;
    bool failed;
} plan;

static bool fails(void)
{
    plan.count++;
    plan.failed = plan.failed || plan.count == plan.at;
    return plan.count == plan.at;
}

void *__wrap_malloc(size_t bytes)
{
    return fails() ? NULL : __real_malloc(bytes);
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    return fails() ? NULL : __real_calloc(count, bytes);
}

void *__wrap_realloc(void *piece, size_t bytes)
{
    return fails() ? NULL : __real_realloc(piece, bytes);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

int __wrap_asprintf(char **out, const char *format, ...)
{
    if (fails()) {
        return -1;
    }
    va_list args;
    va_start(args, format);
    int count = vasprintf(out, format, args);
    va_end(args);
    return count;
}

/* ---- SQLite's memory: the size is kept before each piece ---- */

enum { HEAD = 16 };

static void *sql_malloc(int bytes)
{
    char *piece = fails() ? NULL : (char *)__real_malloc((size_t)bytes + HEAD);
    if (piece == NULL) {
        return NULL;
    }
    memcpy(piece, &bytes, sizeof bytes);
    return piece + HEAD;
}

static void sql_free(void *piece)
{
    if (piece != NULL) {
        free((char *)piece - HEAD);
    }
}

static int sql_size(void *piece)
{
    int bytes = 0;
    if (piece != NULL) {
        memcpy(&bytes, (char *)piece - HEAD, sizeof bytes);
    }
    return bytes;
}

static void *sql_realloc(void *piece, int bytes)
{
    char *more =
        fails() ? NULL : (char *)__real_realloc((char *)piece - HEAD, (size_t)bytes + HEAD);
    if (more == NULL) {
        return NULL;
    }
    memcpy(more, &bytes, sizeof bytes);
    return more + HEAD;
}

static int sql_roundup(int bytes)
{
    return (bytes + 7) & ~7;
}

static int sql_init(void *data)
{
    (void)data;
    return SQLITE_OK;
}

static void sql_shutdown(void *data)
{
    (void)data;
}

/* ---- what is starved ---- */

typedef struct Stage {
    char folder[64], original[128], copy[128];
} Stage;

/* Each does its work once; whether it ended well. Where not, `error` has to say why. */
typedef bool Work(const Stage *stage, Error *error);

static bool load(const Stage *stage, Error *error)
{
    Content *content = content_open(stage->original, error);
    bool good = content != NULL;
    content_destroy(content);
    return good;
}

static bool check(const Stage *stage, Error *error)
{
    return check_file_until(stage->original, -1, error) == CHECK_GOOD;
}

static bool copy(const Stage *stage, Error *error)
{
    CopyOptions options = {
        .from = stage->original, .to = stage->copy, .now_s = INT64_MAX / 2, .cancel_fd = -1};
    return copy_file(&options, error) == COPY_DONE;
}

/* Reading has no errors to give: what there is no memory for is left out, and logged. */
static bool read_all(const Stage *stage, Error *error)
{
    long at = plan.at;
    plan.at = 0;
    Content *content = content_open(stage->original, error);
    CHECK(content != NULL);
    plan.count = 0;
    plan.at = at;
    (void)look_at_all(content);
    content_destroy(content);
    return true;
}

/* In the short form each of the first fails, then one in some. */
enum { EACH_UNTIL = 300, STRIDE = 11 };

static bool starve(const Stage *stage, const char *name, Work *work)
{
    bool is_long = form_is_long();
    int errors = 0, runs = 0;
    long at = 0;
    for (bool over = false; !over;) {
        Error error = {{0}};
        at += at < EACH_UNTIL || is_long ? 1 : STRIDE;
        plan.at = at;
        plan.count = 0;
        plan.failed = false;
        bool good = work(stage, &error);
        over = !plan.failed;
        plan.at = 0;
        bool is_clear =
            strstr(error.text, "memory") != NULL || strstr(error.text, "cannot be") != NULL;
        if ((!good && (over || !is_clear)) || at > 1000000) {
            printf("%s, allocation %ld: \"%s\"\n", name, at, error.text);
            return false;
        }
        errors += good ? 0 : 1;
        runs += over ? 0 : 1;
    }
    printf("%s: %d of %ld allocations failed in turn, %d of them with an error\n", name, runs,
           at - 1, errors);
    return at > 10;
}

int main(void)
{
    static const struct {
        const char *name;
        Work *work;
    } WORKS[] = {{"loading", load}, {"checking", check}, {"copying", copy}, {"reading", read_all}};
    sqlite3_mem_methods methods = {sql_malloc,  sql_free, sql_realloc,  sql_size,
                                   sql_roundup, sql_init, sql_shutdown, NULL};
    CHECK(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK);
    /* Without SQLite's own store of small pieces each is an allocation. */
    CHECK(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK);
    CHECK(sqlite3_initialize() == SQLITE_OK);
    const char *source = getenv("FOYER_TEST_SOURCE");
    char data[512];
    Stage stage = {.folder = "/tmp/foyer-starve-XXXXXX"};
    Error error = {{0}};
    BuildCounts counts;
    CHECK(mkdtemp(stage.folder) != NULL);
    (void)snprintf(data, sizeof data, "%s/data", source != NULL ? source : ".");
    (void)snprintf(stage.original, sizeof stage.original, "%s/original.db", stage.folder);
    (void)snprintf(stage.copy, sizeof stage.copy, "%s/copy.db", stage.folder);
    bool good = build_run(data, stage.original, &counts, &error) == BUILD_DONE;
    (void)freopen("/dev/null", "w", stderr); /* what a display would log */
    for (size_t i = 0; good && i < sizeof WORKS / sizeof WORKS[0]; i++) {
        good = starve(&stage, WORKS[i].name, WORKS[i].work);
    }
    (void)unlink(stage.copy);
    (void)unlink(stage.original);
    (void)rmdir(stage.folder);
    return good ? 0 : 1;
}
