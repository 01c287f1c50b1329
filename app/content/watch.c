/* See watch.h. */
#include "content/watch.h"

#include <dirent.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/hash.h"

enum { LOOK_MS = 1000, LOOK_RARELY_MS = 30000 };
enum { DEPTH_MOST = 6, ENTRIES_MOST = 100000 };
static const uint32_t FUSE_MAGIC = 0x65735546, CIFS_MAGIC = 0xFF534D42;

static const uint32_t EVENTS = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                               IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

bool watch_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* ---- how it looks ---- */

static bool is_hidden(const char *name)
{
    size_t count = strlen(name);
    return name[0] == '.' || (count > 0 && name[count - 1] == '~');
}

static uint64_t hash_status(uint64_t hash, const struct stat *status)
{
    const uint64_t words[] = {status->st_dev, status->st_ino, (uint64_t)status->st_size,
                              (uint64_t)status->st_mtim.tv_sec, (uint64_t)status->st_mtim.tv_nsec};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        hash = hash_u64(hash, words[i]);
    }
    return hash;
}

/* Calls for each folder and file below `path`, which is cut back to what it was. */
typedef struct Visit {
    char path[PATH_MAX];
    int entries;
    uint64_t sum;  /* of the entries: in no order, since a folder has none */
    int events;    /* inotify to add each folder to; -1: none */
    bool complete; /* every folder could be added */
} Visit;

static void visit_folder(Visit *visit, int depth)
{
    if (visit->events >= 0 && inotify_add_watch(visit->events, visit->path, EVENTS) < 0) {
        visit->complete = false;
    }
    DIR *folder = opendir(visit->path);
    if (folder == NULL) {
        return;
    }
    size_t end = strlen(visit->path);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct stat status;
        int count = snprintf(visit->path + end, sizeof visit->path - end, "/%s", entry->d_name);
        if (count > 0 && (size_t)count < sizeof visit->path - end && !is_hidden(entry->d_name) &&
            visit->entries < ENTRIES_MOST && lstat(visit->path, &status) == 0) {
            visit->entries++;
            if (S_ISDIR(status.st_mode) && depth < DEPTH_MOST) {
                visit_folder(visit, depth + 1);
            } else {
                uint64_t hash = hash_bytes(HASH_SEED, visit->path, strlen(visit->path));
                visit->sum += hash_status(hash, &status);
            }
        }
        visit->path[end] = '\0';
    }
    (void)closedir(folder);
}

static Visit *visit_all(const char *path, int events)
{
    Visit *visit = (Visit *)calloc(1, sizeof *visit);
    if (visit != NULL) {
        visit->events = events;
        visit->complete = true;
        (void)snprintf(visit->path, sizeof visit->path, "%s", path);
        visit_folder(visit, 0);
    }
    return visit;
}

static uint64_t hash_file(uint64_t hash, const char *path, const char *tail)
{
    char name[PATH_MAX];
    struct stat status;
    int count = snprintf(name, sizeof name, "%s%s", path, tail);
    bool there = count > 0 && (size_t)count < sizeof name && stat(name, &status) == 0;
    return there ? hash_status(hash, &status) : hash_u64(hash, 0);
}

uint64_t watch_fingerprint(const char *path)
{
    if (!watch_is_folder(path)) {
        uint64_t hash = hash_file(HASH_SEED, path, "");
        return hash_file(hash_file(hash, path, "-wal"), path, "-journal");
    }
    Visit *visit = visit_all(path, -1);
    uint64_t sum = visit != NULL ? hash_u64(visit->sum, (uint64_t)visit->entries) : 0;
    free(visit);
    return sum;
}

/* ---- being told ---- */

void watch_init(Watch *watch, const char *path)
{
    *watch = (Watch){.path = path, .events = -1};
}

void watch_finish(Watch *watch)
{
    if (watch->events >= 0) {
        (void)close(watch->events);
        watch->events = -1;
    }
}

/* Others write to a share without this kernel's knowing. */
static bool is_share(const char *path)
{
    struct statfs status;
    if (statfs(path, &status) != 0) {
        return true;
    }
    /* Some of the magics have the top bit, and their types differ from header to header. */
    static const uint32_t SHARES[] = {(uint32_t)NFS_SUPER_MAGIC,  (uint32_t)SMB_SUPER_MAGIC,
                                      (uint32_t)SMB2_SUPER_MAGIC, (uint32_t)CIFS_MAGIC,
                                      (uint32_t)FUSE_MAGIC,       (uint32_t)V9FS_MAGIC};
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++) {
        if ((uint32_t)status.f_type == SHARES[i]) {
            return true;
        }
    }
    return false;
}

static bool is_link(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

/* The folder that the file lies in. */
static void folder_of(const char *path, char out[PATH_MAX])
{
    (void)snprintf(out, PATH_MAX, "%s", path);
    char *slash = strrchr(out, '/');
    if (slash == NULL) {
        (void)snprintf(out, PATH_MAX, ".");
    } else {
        slash[slash == out ? 1 : 0] = '\0';
    }
}

void watch_listen(Watch *watch)
{
    watch_finish(watch);
    watch->is_partial = true;
    watch->events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->events < 0) {
        return;
    }
    if (watch_is_folder(watch->path)) {
        Visit *visit = visit_all(watch->path, watch->events);
        watch->is_partial = visit == NULL || !visit->complete || is_share(watch->path);
        free(visit);
        return;
    }
    char folder[PATH_MAX];
    folder_of(watch->path, folder);
    bool told = inotify_add_watch(watch->events, folder, EVENTS) >= 0;
    watch->is_partial = !told || is_link(watch->path) || is_share(folder);
}

bool watch_hear(Watch *watch)
{
    _Alignas(struct inotify_event) char events[4096];
    bool heard = false;
    while (watch->events >= 0 && read(watch->events, events, sizeof events) > 0) {
        heard = true;
    }
    return heard;
}

int watch_timeout_ms(const Watch *watch)
{
    return watch->is_partial ? LOOK_MS : LOOK_RARELY_MS;
}
