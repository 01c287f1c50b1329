/* See search_keep.h. */
#include "content/search_keep.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "content/copy.h"
#include "content/guard.h"
#include "content/store.h"

/* The name of the copy with .idx for .db. */
static bool name_index(const char *copy_path, char path[STORE_PATH_MOST])
{
    size_t count = strlen(copy_path);
    bool good = count > 3 && count + 2 < STORE_PATH_MOST && !guard_is_memory(copy_path) &&
                strcmp(copy_path + count - 3, ".db") == 0;
    if (good) {
        (void)snprintf(path, STORE_PATH_MOST, "%.*s.idx", (int)count - 3, copy_path);
    }
    return good;
}

Search *search_keep(const char *copy_path, uint64_t version, int cancel_fd, Error *error)
{
    char path[STORE_PATH_MOST];
    struct stat status;
    if (!name_index(copy_path, path)) {
        return search_create(copy_path, cancel_fd, error);
    }
    Search *search = NULL;
    if (stat(path, &status) == 0) {
        search = search_open(path, version, error);
        if (search == NULL) {
            log_line(LOG_WARNING, "%s: it is made anew", error->text);
        }
    }
    if (search == NULL && search_build(copy_path, path, cancel_fd, error)) {
        search = search_open(path, version, error);
    }
    if (search == NULL && copy_wait(cancel_fd, 0)) {
        log_line(LOG_WARNING, "%s: it is held in memory", error->text);
        search = search_create(copy_path, cancel_fd, error);
    }
    return search;
}
