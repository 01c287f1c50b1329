/* See versions.h. */
#include "content/versions.h"

#include <stdio.h>
#include <sys/stat.h>

#include "content/copy.h"
#include "words/sentences.h"

static const StoreKind VERSIONS = {.things = SENTENCE("earlier versions"),
                                   .busy = SENTENCE("another program is publishing there"),
                                   .kept = VERSIONS_KEPT,
                                   .keeps_damaged = true};

static void name_folder(const char *live, char folder[STORE_PATH_MOST])
{
    int count = snprintf(folder, STORE_PATH_MOST, "%s.history", live);
    if (count < 0 || count >= STORE_PATH_MOST) {
        folder[0] = '\0';
    }
}

bool versions_init(Store *store, const char *live, Error *error)
{
    char folder[STORE_PATH_MOST];
    name_folder(live, folder);
    return store_init_folder(store, &VERSIONS, folder, error);
}

void versions_init_reader(Store *store, const char *live)
{
    char folder[STORE_PATH_MOST];
    name_folder(live, folder);
    store_init_folder_reader(store, &VERSIONS, folder);
}

int versions_find(const GoodCopy *versions, int count, const char *file)
{
    struct stat wanted, status;
    uint64_t digest = 0, other = 0;
    bool is_read = false;
    if (stat(file, &wanted) != 0) {
        return -1;
    }
    for (int i = 0; i < count; i++) {
        /* Most differ in size, and need not be read. */
        if (stat(versions[i].path, &status) != 0 || status.st_size != wanted.st_size) {
            continue;
        }
        is_read = is_read || copy_read_digest(file, &digest);
        if (is_read && copy_read_digest(versions[i].path, &other) && other == digest) {
            return i;
        }
    }
    return -1;
}

int versions_before(const GoodCopy *versions, int count, int live)
{
    if (live < 0) {
        return count > 0 ? 0 : -1;
    }
    for (int i = live + 1; i < count && versions[live].before > 0; i++) {
        if (versions[i].number == versions[live].before) {
            return i;
        }
    }
    return live + 1 < count ? live + 1 : -1; /* the newest comes first */
}

bool versions_accept(Store *store, const char *under_way, GoodCopy *version, Error *error)
{
    GoodCopy versions[VERSIONS_MOST];
    if (!store_accept(store, under_way, version, error)) {
        return false;
    }
    int count = store_list(store, versions, VERSIONS_MOST);
    for (int i = 1; i < count; i++) {
        int same = versions_find(versions + i, count - i, version->path);
        if (same < 0) {
            break;
        }
        store_remove(store, &versions[i + same]);
        i += same;
    }
    return true;
}
