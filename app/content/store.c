/* See store.h. */
#include "content/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "content/copy.h"
#include "content/store_note.h"
#include "words/sentences.h"

static const StoreKind GOOD_COPIES = {.things = SENTENCE("good copies"),
                                      .busy = SENTENCE("another display keeps its own there"),
                                      .kept = STORE_KEPT};

/* ---- names ---- */

/* All that may be there of one number. */
static const char *const TAILS[] = {".db",      ".json",        ".idx",
                                    ".damaged", ".damaged-wal", ".damaged-journal"};
enum { TAIL_COUNT = sizeof TAILS / sizeof TAILS[0] };

/* The number of "000017.db"; 0 for any other name. */
static int number_of(const char *name)
{
    static const int DIGITS = 6;
    int number = 0, digits = 0;
    for (; digits < 9 && name[digits] >= '0' && name[digits] <= '9'; digits++) {
        number = number * 10 + (name[digits] - '0');
    }
    return digits >= DIGITS && strcmp(name + digits, ".db") == 0 ? number : 0;
}

static bool name_copy(const Store *store, int number, const char *tail, char path[STORE_PATH_MOST])
{
    int count = snprintf(path, STORE_PATH_MOST, "%s/%06d%s", store->folder, number, tail);
    return count > 0 && count < STORE_PATH_MOST;
}

/* ---- the folder ---- */

/* Makes a folder and those it lies in. */
static bool make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0755); /* what fails here fails below */
        *slash = '/';
    }
    return mkdir(path, 0755) == 0 || errno == EEXIST;
}

/* Removes what an earlier run has left that is no good copy. */
static void remove_left_over(const Store *store)
{
    DIR *folder = opendir(store->folder);
    if (folder == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        bool damaged = dot != NULL && strcmp(dot, ".damaged") == 0 && !store->kind->keeps_damaged;
        bool half = dot != NULL && strcmp(dot, ".under-way") == 0; /* an index */
        bool ours = strncmp(entry->d_name, "under-way", 9) == 0 || damaged || half;
        bool beside = dot != NULL && (strcmp(dot, ".json") == 0 || strcmp(dot, ".idx") == 0);
        if (beside) { /* a copy that never came, or went */
            char copy[64];
            struct stat status;
            int count = (int)(dot - entry->d_name);
            (void)snprintf(copy, sizeof copy, "%.*s.db", count < 50 ? count : 50, entry->d_name);
            ours = number_of(copy) > 0 && fstatat(dirfd(folder), copy, &status, 0) != 0;
        }
        if (ours) {
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    (void)closedir(folder);
}

static bool fail(const Store *store, const char *why, Error *error)
{
    return error_set(error, "%s cannot be kept in %s: %s", store->kind->things, store->folder, why);
}

static bool can_write(const Store *store, Error *error)
{
    char path[STORE_PATH_MOST];
    (void)snprintf(path, sizeof path, "%s/under-way.try", store->folder);
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) {
        return fail(store, strerror(errno), error);
    }
    (void)close(file);
    (void)unlink(path);
    return true;
}

void store_init_folder_reader(Store *store, const StoreKind *kind, const char *folder)
{
    *store = (Store){.lock = -1, .kind = kind};
    int count = snprintf(store->folder, sizeof store->folder, "%s", folder);
    if (count < 0 || (size_t)count >= sizeof store->folder) {
        store->folder[0] = '\0';
    }
}

void store_init_reader(Store *store, const char *state_dir)
{
    char folder[STORE_PATH_MOST];
    int count = snprintf(folder, sizeof folder, "%s/good", state_dir);
    store_init_folder_reader(store, &GOOD_COPIES,
                             count > 0 && count < STORE_PATH_MOST ? folder : "");
}

/* Takes the folder to write in it. */
static bool open_to_write(Store *store, Error *error)
{
    if (store->folder[0] == '\0') {
        return error_set(error, "%s cannot be kept: the folder's name is too long",
                         store->kind->things);
    }
    if (!make_folders(store->folder)) {
        return fail(store, strerror(errno), error);
    }
    store->lock = open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->lock < 0) {
        return fail(store, strerror(errno), error);
    }
    bool is_held = flock(store->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (is_held || !can_write(store, error)) {
        (void)close(store->lock);
        store->lock = -1;
        return is_held ? fail(store, store->kind->busy, error) : false;
    }
    remove_left_over(store);
    return true;
}

bool store_init_folder(Store *store, const StoreKind *kind, const char *folder, Error *error)
{
    store_init_folder_reader(store, kind, folder);
    return open_to_write(store, error);
}

bool store_init(Store *store, const char *state_dir, Error *error)
{
    store_init_reader(store, state_dir);
    return open_to_write(store, error);
}

void store_finish(Store *store)
{
    if (store->lock >= 0) {
        (void)close(store->lock);
        store->lock = -1;
    }
}

/* ---- reading ---- */

/* The numbers of the copies that are there, the highest first, at most `most`. */
static int list_numbers(const Store *store, int *out, int most)
{
    DIR *folder = store->folder[0] != '\0' ? opendir(store->folder) : NULL;
    if (folder == NULL) {
        return 0;
    }
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        int number = number_of(entry->d_name);
        int at = count;
        while (at > 0 && out[at - 1] < number) {
            at--;
        }
        if (number == 0 || at == most) {
            continue;
        }
        count += count < most ? 1 : 0;
        memmove(out + at + 1, out + at, (size_t)(count - at - 1) * sizeof *out);
        out[at] = number;
    }
    (void)closedir(folder);
    return count;
}

int store_list(const Store *store, GoodCopy *out, int most)
{
    enum { SEEN_MOST = 64 };
    int numbers[SEEN_MOST];
    int count = list_numbers(store, numbers, most < SEEN_MOST ? most : SEEN_MOST);
    int listed = 0;
    for (int i = 0; i < count; i++) {
        GoodCopy *copy = &out[listed];
        char note[STORE_PATH_MOST];
        *copy = (GoodCopy){.number = numbers[i]};
        if (name_copy(store, numbers[i], ".db", copy->path) &&
            name_copy(store, numbers[i], ".json", note)) {
            (void)store_note_read(note, copy); /* a copy without a note is as good */
            listed++;
        }
    }
    return listed;
}

/* ---- writing ---- */

bool store_name_next(const Store *store, char path[STORE_PATH_MOST], Error *error)
{
    int count = snprintf(path, STORE_PATH_MOST, "%s/under-way.db", store->folder);
    return (count > 0 && count < STORE_PATH_MOST) ||
           error_set(error, "%s cannot be kept: the folder's name is too long",
                     store->kind->things);
}

static bool sync_file(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    bool good = fsync(file) == 0;
    int reason = errno;
    bool closed = close(file) == 0;
    errno = good ? errno : reason;
    return good && closed;
}

/* Some file systems cannot, and then have no need to. */
static bool sync_folder(const Store *store)
{
    return fsync(store->lock) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
}

static bool write_note(const Store *store, const GoodCopy *copy, char path[STORE_PATH_MOST])
{
    char under_way[STORE_PATH_MOST + 16];
    (void)snprintf(under_way, sizeof under_way, "%s/under-way.json", store->folder);
    bool good = store_note_write(under_way, copy) && rename(under_way, path) == 0;
    if (!good) {
        int reason = errno;
        (void)unlink(under_way);
        errno = reason;
    }
    return good;
}

static void remove_number(const Store *store, int number)
{
    char path[STORE_PATH_MOST];
    for (int i = 0; i < TAIL_COUNT; i++) {
        if (name_copy(store, number, TAILS[i], path)) {
            (void)unlink(path);
        }
    }
}

static void remove_old(const Store *store, int spared)
{
    enum { SEEN_MOST = 64 };
    int numbers[SEEN_MOST];
    int count = list_numbers(store, numbers, SEEN_MOST);
    for (int i = store->kind->kept; i < count; i++) {
        if (numbers[i] != spared) {
            remove_number(store, numbers[i]);
        }
    }
}

bool store_accept(Store *store, const char *under_way, GoodCopy *copy, Error *error)
{
    char note[STORE_PATH_MOST] = "";
    int newest = 0;
    bool good = store->lock >= 0 || (errno = EROFS, false);
    if (good) {
        (void)list_numbers(store, &newest, 1);
        copy->number = newest + 1;
        good = (name_copy(store, copy->number, ".db", copy->path) &&
                name_copy(store, copy->number, ".json", note)) ||
               (errno = ENAMETOOLONG, false);
    }
    /* The note first: a copy that is there has one. */
    good = good && sync_file(under_way) && write_note(store, copy, note);
    bool renamed = good && rename(under_way, copy->path) == 0;
    good = renamed && sync_folder(store);
    if (!good) {
        (void)fail(store, strerror(errno), error);
        (void)unlink(renamed ? copy->path : under_way);
        if (note[0] != '\0') {
            (void)unlink(note);
        }
        return false;
    }
    remove_old(store, copy->before);
    return true;
}

void store_discard(Store *store, const GoodCopy *copy)
{
    char path[STORE_PATH_MOST];
    if (store->lock >= 0 && name_copy(store, copy->number, ".damaged", path)) {
        log_line(LOG_ERROR, "%s is damaged: it is kept as %s", copy->path, path);
        (void)rename(copy->path, path);
    }
}

void store_remove(Store *store, const GoodCopy *copy)
{
    if (store->lock >= 0) {
        remove_number(store, copy->number);
    }
}

/* Copies one of the files of a damaged one, if it is there. */
static bool keep_bytes(const char *path, const char *tail, const char *kept, Error *error)
{
    char from[STORE_PATH_MOST], to[STORE_PATH_MOST];
    struct stat status;
    if (snprintf(from, sizeof from, "%s%s", path, tail) >= STORE_PATH_MOST ||
        snprintf(to, sizeof to, "%s%s", kept, tail) >= STORE_PATH_MOST) {
        return error_set(error, "%s cannot be kept: its name is too long", path);
    }
    if (stat(from, &status) != 0) {
        return true;
    }
    return copy_bytes(from, to, -1, error) == COPY_DONE &&
           (sync_file(to) || error_set(error, "%s cannot be written: %s", to, strerror(errno)));
}

bool store_keep_damaged(Store *store, const char *path, char kept[STORE_PATH_MOST], Error *error)
{
    int newest = 0;
    (void)list_numbers(store, &newest, 1);
    bool good = (store->lock >= 0 && name_copy(store, newest + 1, ".damaged", kept)) ||
                fail(store, strerror(EROFS), error);
    good = good && keep_bytes(path, "", kept, error) && keep_bytes(path, "-wal", kept, error) &&
           keep_bytes(path, "-journal", kept, error);
    return good && (sync_folder(store) || fail(store, strerror(errno), error));
}
