/* Makes the index's file, or one in memory: see search.h. What it holds is search_fill.c's matter.
 */
#include <stdio.h>
#include <unistd.h>

#include "content/copy_parts.h"
#include "content/guard.h"
#include "content/search_parts.h"

static bool limit_pages(sqlite3 *db, int pages, Error *error)
{
    char sql[64];
    (void)snprintf(sql, sizeof sql, "PRAGMA page_size = %d; PRAGMA max_page_count = %d",
                   SEARCH_PAGE_BYTES, pages);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           error_set(error, "the index for searching cannot be made: %s", sqlite3_errmsg(db));
}

static bool build_file(Content *content, const char *path, int cancel_fd, Error *error)
{
    sqlite3 *db = NULL;
    (void)unlink(path);
    bool good = guard_open(path, GUARD_CREATE, &db) == SQLITE_OK ||
                error_set(error, "the index %s cannot be written: %s", path,
                          db != NULL ? sqlite3_errmsg(db) : "there is not enough memory");
    good = good && limit_pages(db, SEARCH_FILE_PAGES, error) &&
           search_fill(db, content, cancel_fd, error);
    if (sqlite3_close(db) != SQLITE_OK) {
        good = good && error_set(error, "the index %s cannot be written", path);
    }
    uint64_t digest;
    CopyOptions finish = {.to = path, .digest = &digest, .cancel_fd = cancel_fd};
    return good && copy_finish_header(&finish, error) == COPY_DONE;
}

/* Not synced: what a power cut leaves of it is not what its digest says, and it is made anew. */
bool search_build(const char *data_path, const char *index_path, int cancel_fd, Error *error)
{
    char under_way[4300];
    int count = snprintf(under_way, sizeof under_way, "%s.under-way", index_path);
    if (count < 0 || (size_t)count >= sizeof under_way) {
        return error_set(error, "the path of the index is too long");
    }
    Content *content = content_open(data_path, error);
    if (content == NULL) {
        return false;
    }
    bool good = build_file(content, under_way, cancel_fd, error);
    if (good && rename(under_way, index_path) != 0) {
        good = error_set(error, "the index %s cannot be written", index_path);
    }
    if (!good) {
        (void)unlink(under_way);
    }
    content_destroy(content);
    return good;
}

Search *search_create(const char *data_path, int cancel_fd, Error *error)
{
    sqlite3 *db = NULL;
    Content *content = content_open(data_path, error);
    if (content == NULL) {
        return NULL;
    }
    /* Any name of a file held in memory gives an empty database that is in no file. */
    bool good = guard_open("/proc/self/fd/", GUARD_CREATE, &db) == SQLITE_OK ||
                error_set(error, "there is not enough memory to make the index for searching");
    good = good && limit_pages(db, SEARCH_MEMORY_PAGES, error) &&
           search_fill(db, content, cancel_fd, error);
    content_destroy(content);
    if (!good) {
        (void)sqlite3_close(db);
        return NULL;
    }
    return search_adopt(db, "the index in memory", error);
}
