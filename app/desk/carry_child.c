/* See carry.h: what is done in the process of its own, and carrying to a file. One thread. */
#include <errno.h>
#include <inttypes.h>
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/copy.h"
#include "content/versions.h"
#include "desk/carry.h"
#include "staff/live.h"

/* ---- whether the folder is the one that is meant ---- */

static bool lies_in(const char *path, const char *folder)
{
    size_t count = strlen(folder);
    return count > 1 && strncmp(path, folder, count) == 0 &&
           (path[count] == '/' || path[count] == '\0');
}

static bool has_mount(const char *table, const char *folder)
{
    FILE *file = setmntent(table, "re");
    bool found = false;
    for (const struct mntent *entry; file != NULL && !found && (entry = getmntent(file)) != NULL;) {
        found = strcmp(entry->mnt_dir, folder) == 0;
    }
    if (file != NULL) {
        (void)endmntent(file);
    }
    return found;
}

bool carry_is_unmounted(const char *folder, const char *wanted, const char *mounted)
{
    char inner[4096] = ""; /* the innermost that is to be mounted */
    FILE *file = setmntent(wanted, "re");
    for (const struct mntent *entry; file != NULL && (entry = getmntent(file)) != NULL;) {
        if (lies_in(folder, entry->mnt_dir) && strlen(entry->mnt_dir) > strlen(inner)) {
            (void)snprintf(inner, sizeof inner, "%s", entry->mnt_dir);
        }
    }
    if (file != NULL) {
        (void)endmntent(file);
    }
    return inner[0] != '\0' && !has_mount(mounted, inner);
}

/* Looks at the folder before anything is done to it. */
static bool look_at_folder(const CarryPlace *place, CarryResult *result)
{
    char folder[sizeof place->path];
    struct stat status;
    size_t count = (size_t)(strrchr(place->path, '/') - place->path);
    (void)snprintf(folder, sizeof folder, "%.*s", count > 0 ? (int)count : 1, place->path);
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode) ||
        carry_is_unmounted(folder, "/etc/fstab", "/proc/self/mounts")) {
        result->end = CARRY_NO_FOLDER;
    } else if (access(folder, W_OK) != 0) {
        result->end = CARRY_DENIED;
    } else {
        result->device = (uint64_t)status.st_dev;
        return true;
    }
    return false;
}

/* ---- what is there ---- */

/* Whether what is live was published from here, or may be replaced all the same. */
static bool is_known(const Live *live, const CarryAsk *ask, CarryResult *result)
{
    GoodCopy versions[VERSIONS_MOST];
    Store store;
    uint64_t digest = 0;
    if (!copy_read_digest(live->old_file, &digest) || digest == ask->known[0] ||
        digest == ask->known[1]) {
        return true;
    }
    versions_init_reader(&store, ask->published);
    int count = store_list(&store, versions, VERSIONS_MOST);
    if (versions_find(versions, count, live->old_file) >= 0) {
        return true;
    }
    result->end = CARRY_STRANGE;
    result->digest = digest;
    result->changed_at = live->changed_at;
    return false;
}

/* What the reason of a failure comes to; the texts are the system's and SQLite's own. */
static CarryEnd end_of(const char *text)
{
    static const struct {
        int reason;
        CarryEnd end;
    } ENDS[] = {{ENOSPC, CARRY_FULL},     {EDQUOT, CARRY_FULL},     {EROFS, CARRY_DENIED},
                {EACCES, CARRY_DENIED},   {EPERM, CARRY_DENIED},    {ENODEV, CARRY_NO_FOLDER},
                {ENXIO, CARRY_NO_FOLDER}, {ENOENT, CARRY_NO_FOLDER}};
    if (strstr(text, "disk is full") != NULL) {
        return CARRY_FULL;
    }
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        if (strstr(text, strerror(ENDS[i].reason)) != NULL) {
            return ENDS[i].end;
        }
    }
    return CARRY_FAILED;
}

/* ---- to a file ---- */

static Status put(Live *live, const CarryAsk *ask, CarryResult *result, Error *error)
{
    Status status = live_take_new(live, ask->file, ask->file, error);
    status = status == STATUS_DONE ? live_check_new(live, NULL, ask->file, error) : status;
    status = status == STATUS_DONE ? live_take_old(live, error) : status;
    if (status != STATUS_DONE) {
        return status;
    }
    if (live->state == LIVE_MISSING && ask->device != 0 && ask->device != result->device) {
        result->end = CARRY_OTHER_DISK; /* as a folder is where a share is not mounted */
        return STATUS_DONE;
    }
    if (live->state == LIVE_WHOLE && !live_say_changes(live)) {
        result->end = CARRY_DONE; /* it is there already */
        return STATUS_DONE;
    }
    if (live->state == LIVE_WHOLE && !is_known(live, ask, result)) {
        return STATUS_DONE;
    }
    status = live_replace(live, NULL, "the desk", error);
    result->end = status == STATUS_DONE ? CARRY_DONE : CARRY_FAILED;
    return status;
}

static void carry_to_file(const CarryPlace *place, const CarryAsk *ask, CarryResult *result)
{
    Live live;
    Error error = {""};
    if (!look_at_folder(place, result)) {
        return;
    }
    Status status = live_init(&live, place->path, &(LiveTold){0}, &error);
    status = status == STATUS_DONE ? put(&live, ask, result, &error) : status;
    if (status != STATUS_DONE) {
        result->end = end_of(error.text);
        (void)snprintf(result->detail, sizeof result->detail, "%s",
                       result->end == CARRY_FAILED ? error.text : "");
    }
    (void)live_end(&live, status, &error);
}

/* ---- the process ---- */

int carry_child(int argc, char **argv)
{
    CarryAsk ask = {0};
    CarryPlace place;
    CarryResult result = {.end = CARRY_FAILED};
    Error error = {""};
    if (argc != 6 || sscanf(argv[3], "%" SCNx64, &ask.known[0]) != 1 ||
        sscanf(argv[4], "%" SCNx64, &ask.known[1]) != 1 ||
        sscanf(argv[5], "%" SCNx64, &ask.device) != 1) {
        return EXIT_FAILURE;
    }
    ask.file = argv[0];
    ask.where = argv[1];
    ask.published = argv[2];
    (void)umask(0022); /* the display is somebody else's */
    if (!carry_place(ask.where, &place, &error)) {
        result.end = CARRY_BAD_PLACE;
        (void)snprintf(result.detail, sizeof result.detail, "%s", error.text);
    } else if (place.is_remote) {
        carry_by_rsync(&place, ask.file, &result);
    } else {
        carry_to_file(&place, &ask, &result);
    }
    printf("%d %" PRIx64 " %" PRId64 " %" PRIx64 "\n%s\n", (int)result.end, result.digest,
           result.changed_at, result.device, result.detail);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
