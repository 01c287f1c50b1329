/* See keeper.h. The thread does everything; what others may see of it is `ready`, which is
 * exchanged whole, and `status`, which is copied under a lock held for no longer than that. */
#include "content/keeper.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "content/copy.h"
#include "content/hidden.h"
#include "content/intake.h"
#include "content/search_keep.h"
#include "content/watch.h"

enum {
    FIRST_WAIT_MS = 3000,
    PICTURE_MOST_MS = 2000,
    UNSETTLED_MS = 300,
    TROUBLE_MS = 10000,
    STORE_AGAIN_MS = 600000
};

/* How often a change of the file may end the making of an index before it is made in spite of it.
 */
enum { INDEX_TRIES = 4 };

struct Keeper {
    char *path, *state_dir, *fallback; /* NULL: none */
    KeeperOptions options;             /* without its strings */
    pthread_t thread;
    int stop, first, picture; /* eventfds: to end; there is something, or it is known that there is
                                 not; the first picture is shown */

    _Atomic(Content *) ready;
    _Atomic(Search *) ready_search;
    pthread_mutex_t mutex;
    KeeperStatus status; /* under the mutex */

    /* The thread's own from its start on. */
    Store store;
    bool has_store;
    Watch watch;
    uint64_t seen; /* the fingerprint of the file as it was last judged */
    bool has_seen;
    uint64_t shown_digest;
    bool shown_is_stored;
    GoodCopy stored;  /* what was shown at the start */
    bool is_verified; /* … has been checked */

    /* What was handed over last, for its index. */
    char shown_path[STORE_PATH_MOST];
    uint64_t shown_version;
    int shown_memory; /* the file that holds it, where it is not stored; -1: none */
    int index_tries;  /* 0: there is none to be made */
};

/* ---- what others see ---- */

static void put(char *out, size_t room, const char *text)
{
    size_t count = strnlen(text, room - 1);
    memcpy(out, text, count);
    out[count] = '\0';
}

static void set_status(Keeper *keeper, const KeeperStatus *status)
{
    (void)pthread_mutex_lock(&keeper->mutex);
    keeper->status = *status;
    (void)pthread_mutex_unlock(&keeper->mutex);
}

KeeperStatus keeper_status(Keeper *keeper)
{
    (void)pthread_mutex_lock(&keeper->mutex);
    KeeperStatus status = keeper->status;
    (void)pthread_mutex_unlock(&keeper->mutex);
    return status;
}

Content *keeper_take(Keeper *keeper)
{
    return atomic_exchange(&keeper->ready, NULL);
}

Search *keeper_take_search(Keeper *keeper)
{
    return atomic_exchange(&keeper->ready_search, NULL);
}

static void close_memory(Keeper *keeper)
{
    if (keeper->shown_memory >= 0) {
        (void)close(keeper->shown_memory);
    }
    keeper->shown_memory = -1;
}

/* Notes what the next index is to be of: a good copy, or what `memory` holds, from here on the
 * keeper's. */
static void plan_index(Keeper *keeper, const Content *content, const char *path, int memory)
{
    close_memory(keeper);
    keeper->shown_memory = memory;
    keeper->shown_version = content_version(content);
    keeper->index_tries = INDEX_TRIES;
    if (memory >= 0) {
        (void)snprintf(keeper->shown_path, sizeof keeper->shown_path, "/proc/self/fd/%d", memory);
    } else {
        put(keeper->shown_path, sizeof keeper->shown_path, path);
    }
}

/* Whoever takes the content finds the status that goes with it. */
static void hand_over(Keeper *keeper, Content *content, const KeeperStatus *status)
{
    (void)pthread_mutex_lock(&keeper->mutex);
    keeper->status = *status;
    Content *untaken = atomic_exchange(&keeper->ready, content);
    (void)pthread_mutex_unlock(&keeper->mutex);
    content_destroy(untaken);
}

static void wake(const Keeper *keeper)
{
    if (keeper->options.wake != NULL) {
        keeper->options.wake(keeper->options.context);
    }
}

/* ---- taking in ---- */

static void note_taken(Keeper *keeper, const Taken *taken, KeeperStatus *status, int64_t now_s)
{
    keeper->shown_digest = taken->digest;
    keeper->shown_is_stored = taken->is_stored;
    status->shown = true;
    status->is_fallback = false;
    put(status->shown_from, sizeof status->shown_from, taken->from);
    put(status->source, sizeof status->source, keeper->path);
    status->loaded_at = now_s;
    if (taken->is_stored) {
        status->storage[0] = '\0';
    } else if (taken->storage.text[0] != '\0') {
        put(status->storage, sizeof status->storage, taken->storage.text);
    }
}

/* Judges the file as it is now. How long to wait before it is judged again though nothing is told
 * of it; -1: not at all. */
static int take_in(Keeper *keeper)
{
    uint64_t fingerprint = watch_fingerprint(keeper->path);
    KeeperStatus before = keeper_status(keeper), status = before;
    Error error = {{0}};
    Taken taken;
    Intake intake = {.path = keeper->path,
                     .build = keeper->options.build,
                     .context = keeper->options.context,
                     .store = keeper->has_store ? &keeper->store : NULL,
                     .cancel_fd = keeper->stop,
                     .now_s = (int64_t)time(NULL),
                     .shown_digest = keeper->shown_digest,
                     .shown_is_stored = keeper->shown_is_stored};
    IntakeResult result = intake_run(&intake, &taken, &error);
    if (result == INTAKE_CANCELLED) {
        return -1;
    }
    bool taken_in = result == INTAKE_NEW || result == INTAKE_SAME;
    bool was_refused = keeper->has_seen && keeper->seen == fingerprint;
    keeper->seen = fingerprint;
    keeper->has_seen = taken_in || result == INTAKE_REFUSED;
    status.judged = status.judged || result != INTAKE_UNSETTLED;
    if (result == INTAKE_NEW || (result == INTAKE_SAME && taken.is_stored)) {
        note_taken(keeper, &taken, &status, intake.now_s);
    }
    if (taken_in) {
        status.refused[0] = '\0';
        status.refused_at = 0;
    } else if (strcmp(status.refused, error.text) != 0) {
        put(status.refused, sizeof status.refused, error.text);
        status.refused_at = intake.now_s;
        log_line(LOG_WARNING, "not shown: %s", error.text);
    }
    if (result == INTAKE_NEW) {
        /* What takes long of it is done once, and here, not on the drawing thread. */
        (void)content_hidden(taken.content, (Date){0}, STAFF_ENGLISH, NULL, 0);
        plan_index(keeper, taken.content, taken.from, taken.memory);
        hand_over(keeper, taken.content, &status);
    } else {
        set_status(keeper, &status);
    }
    if (result == INTAKE_NEW || memcmp(&before, &status, sizeof status) != 0) {
        wake(keeper);
    }
    if (result == INTAKE_UNSETTLED) {
        return UNSETTLED_MS;
    }
    /* Once more where it is refused: it may have been the disk that was read badly. */
    if (result == INTAKE_TROUBLE || (result == INTAKE_REFUSED && !was_refused)) {
        return TROUBLE_MS;
    }
    return keeper->has_store && !keeper->shown_is_stored && taken_in ? STORE_AGAIN_MS : -1;
}

/* Where nothing can be shown of the file, shows what there is to fall back on: held in memory,
 * since it is no good copy of the file. Whatever comes of the file is newer. */
static void fall_back(Keeper *keeper)
{
    KeeperStatus status = keeper_status(keeper);
    Error error = {{0}};
    Taken taken;
    Intake intake = {.path = keeper->fallback,
                     .build = keeper->options.build,
                     .context = keeper->options.context,
                     .cancel_fd = keeper->stop,
                     .now_s = (int64_t)time(NULL)};
    if (keeper->fallback == NULL || status.shown) {
        return;
    }
    IntakeResult result = intake_run(&intake, &taken, &error);
    if (result != INTAKE_NEW) {
        if (result != INTAKE_CANCELLED) {
            log_line(LOG_ERROR, "there is nothing to fall back on: %s", error.text);
        }
        return;
    }
    status.shown = status.is_fallback = true;
    put(status.shown_from, sizeof status.shown_from, keeper->fallback);
    put(status.source, sizeof status.source, keeper->fallback);
    status.loaded_at = intake.now_s;
    plan_index(keeper, taken.content, taken.from, taken.memory);
    hand_over(keeper, taken.content, &status);
    wake(keeper);
}

static bool is_stopping(const Keeper *keeper)
{
    struct pollfd wait = {.fd = keeper->stop, .events = POLLIN};
    return poll(&wait, 1, 0) > 0;
}

static void wait_for_picture(const Keeper *keeper)
{
    struct pollfd waits[2] = {{.fd = keeper->stop, .events = POLLIN},
                              {.fd = keeper->picture, .events = POLLIN}};
    (void)poll(waits, 2, PICTURE_MOST_MS);
}

static void wait_for_news(const Keeper *keeper, int ms)
{
    struct pollfd waits[2] = {{.fd = keeper->stop, .events = POLLIN},
                              {.fd = keeper->watch.events, .events = POLLIN}};
    (void)poll(waits, 2, ms);
}

static void signal_event(int event)
{
    uint64_t one = 1;
    (void)!write(event, &one, sizeof one);
}

/* ---- what was shown last ---- */

/* A copy of this size is checked before it is shown; a larger one meanwhile, since that takes
 * longer than anybody should look at a dark screen. */
enum { CHECKED_FIRST_BYTES = 32 * 1000 * 1000 };

static bool is_small(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && status.st_size <= CHECKED_FIRST_BYTES;
}

/* Checks what is shown. False where it is damaged, and then it is no longer a good copy. */
static bool verify(Keeper *keeper, const GoodCopy *copy)
{
    Error error = {{0}};
    CheckResult result = intake_verify(copy, keeper->stop, &keeper->shown_digest, &error);
    keeper->shown_is_stored = result == CHECK_GOOD;
    if (result == CHECK_BAD) {
        store_discard(&keeper->store, copy);
    }
    return result != CHECK_BAD;
}

/* Opens the newest good copy that opens and hands it over. */
static bool open_stored(Keeper *keeper)
{
    GoodCopy copies[STORE_KEPT + 1];
    int count = store_list(&keeper->store, copies, STORE_KEPT + 1);
    bool is_newest = true;
    for (int i = 0; i < count; i++) {
        Error error = {{0}};
        if (copies[i].source[0] != '\0' &&
            strncmp(copies[i].source, keeper->path, sizeof copies[i].source - 1) != 0) {
            continue; /* of another file, shown from the same folder before */
        }
        keeper->is_verified = is_small(copies[i].path);
        Content *content = !keeper->is_verified || verify(keeper, &copies[i])
                               ? content_open(copies[i].path, &error)
                               : NULL;
        if (content != NULL) {
            /* An older one is stored once more, for the next start to find what was shown last. */
            keeper->shown_is_stored = keeper->shown_is_stored && is_newest;
            KeeperStatus status = keeper_status(keeper);
            status.shown = true;
            put(status.shown_from, sizeof status.shown_from, copies[i].path);
            put(status.source, sizeof status.source, copies[i].source);
            status.loaded_at = copies[i].loaded_at;
            plan_index(keeper, content, copies[i].path, -1);
            hand_over(keeper, content, &status);
            keeper->stored = copies[i];
            return true;
        }
        is_newest = false;
        log_line(LOG_ERROR, "%s is passed over %s", copies[i].path, error.text);
    }
    keeper->shown_digest = 0;
    keeper->shown_is_stored = false;
    keeper->is_verified = true;
    return false;
}

/* Checks what was shown at once because it is large. */
static void verify_late(Keeper *keeper)
{
    if (!keeper->is_verified && !verify(keeper, &keeper->stored) && open_stored(keeper)) {
        wake(keeper);
    }
    keeper->is_verified = true;
}

/* ---- the index for searching ---- */

/* What becomes readable when there is something better to do than making an index: the end, or,
 * unless it has been put off too often, news of the file. To be closed; -1: nothing stops it. */
static int open_interruption(const Keeper *keeper)
{
    int both = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN};
    if (both >= 0) {
        (void)epoll_ctl(both, EPOLL_CTL_ADD, keeper->stop, &event);
        if (keeper->index_tries > 1 && keeper->watch.events >= 0) {
            (void)epoll_ctl(both, EPOLL_CTL_ADD, keeper->watch.events, &event);
        }
    }
    return both;
}

/* Makes the index of what was handed over, unless it has been made. */
static void make_index(Keeper *keeper)
{
    if (keeper->index_tries == 0) {
        return;
    }
    Error error = {{0}};
    int cancel = open_interruption(keeper);
    Search *search = search_keep(keeper->shown_path, keeper->shown_version, cancel, &error);
    bool put_off = search == NULL && !copy_wait(cancel, 0);
    if (cancel >= 0) {
        (void)close(cancel);
    }
    if (put_off) {
        keeper->index_tries--;
        return;
    }
    keeper->index_tries = 0;
    close_memory(keeper);
    if (search == NULL) {
        log_line(LOG_ERROR, "nothing can be searched: %s", error.text);
        return;
    }
    search_close(atomic_exchange(&keeper->ready_search, search));
    wake(keeper);
}

/* ---- the thread ---- */

static void open_store(Keeper *keeper)
{
    Error error = {{0}};
    if (keeper->state_dir == NULL) {
        (void)error_set(&error, "no folder was given to keep good copies in");
    } else {
        keeper->has_store = store_init(&keeper->store, keeper->state_dir, &error);
    }
    KeeperStatus status = keeper_status(keeper);
    status.has_folder = keeper->has_store;
    put(status.storage, sizeof status.storage, error.text);
    set_status(keeper, &status);
    if (!keeper->has_store && keeper->state_dir != NULL) {
        log_line(LOG_WARNING, "%s", error.text);
    }
}

static void *run(void *data)
{
    Keeper *keeper = (Keeper *)data;
    open_store(keeper);
    if (open_stored(keeper)) {
        signal_event(keeper->first);
        if (keeper->options.first_picture) {
            wait_for_picture(keeper);
        }
    }
    watch_listen(&keeper->watch);
    verify_late(keeper);
    int again_ms = take_in(keeper);
    fall_back(keeper);
    signal_event(keeper->first);
    while (!is_stopping(keeper)) {
        make_index(keeper);
        int look_ms = watch_timeout_ms(&keeper->watch);
        bool is_due = again_ms >= 0 && again_ms <= look_ms;
        wait_for_news(keeper, is_due ? again_ms : look_ms);
        again_ms = again_ms > look_ms ? again_ms - look_ms : again_ms;
        if (is_stopping(keeper)) {
            break;
        }
        /* Heard or not, a folder may be another than the one listened to. */
        if (watch_hear(&keeper->watch) || keeper->watch.is_partial) {
            watch_listen(&keeper->watch);
        }
        bool changed = !keeper->has_seen || watch_fingerprint(keeper->path) != keeper->seen;
        if (is_due || changed) {
            again_ms = take_in(keeper);
            fall_back(keeper);
        }
    }
    return NULL;
}

/* ---- start and end ---- */

/* The path from the root, so that it means the same wherever the display is started from next. */
static char *make_absolute(const char *path)
{
    char folder[PATH_MAX], *whole = NULL;
    if (path[0] == '/' || getcwd(folder, sizeof folder) == NULL) {
        return strdup(path);
    }
    while (strncmp(path, "./", 2) == 0) {
        path += 2;
    }
    return asprintf(&whole, "%s/%s", folder, path) >= 0 ? whole : NULL;
}

static Keeper *create(const KeeperOptions *options, Error *error)
{
    Keeper *keeper = (Keeper *)calloc(1, sizeof *keeper);
    if (keeper == NULL) {
        (void)error_set(error, "there is not enough memory to look after %s", options->path);
        return NULL;
    }
    keeper->options = *options;
    keeper->options.path = keeper->options.state_dir = keeper->options.fallback = NULL;
    keeper->path = make_absolute(options->path);
    keeper->state_dir = options->state_dir != NULL ? strdup(options->state_dir) : NULL;
    keeper->fallback = options->fallback != NULL ? make_absolute(options->fallback) : NULL;
    keeper->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    keeper->first = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    keeper->picture = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    keeper->store.lock = -1;
    watch_init(&keeper->watch, keeper->path);
    atomic_init(&keeper->ready, NULL);
    atomic_init(&keeper->ready_search, NULL);
    keeper->shown_memory = -1;
    (void)pthread_mutex_init(&keeper->mutex, NULL);
    return keeper;
}

static void destroy(Keeper *keeper)
{
    content_destroy(keeper_take(keeper));
    search_close(keeper_take_search(keeper));
    close_memory(keeper);
    watch_finish(&keeper->watch);
    store_finish(&keeper->store);
    (void)pthread_mutex_destroy(&keeper->mutex);
    if (keeper->stop >= 0) {
        (void)close(keeper->stop);
    }
    if (keeper->first >= 0) {
        (void)close(keeper->first);
    }
    if (keeper->picture >= 0) {
        (void)close(keeper->picture);
    }
    free(keeper->path);
    free(keeper->state_dir);
    free(keeper->fallback);
    free(keeper);
}

Keeper *keeper_start(const KeeperOptions *options, Error *error)
{
    Keeper *keeper = create(options, error);
    if (keeper == NULL) {
        return NULL;
    }
    bool good = keeper->path != NULL && keeper->stop >= 0 && keeper->first >= 0 &&
                keeper->picture >= 0 && (options->state_dir == NULL || keeper->state_dir != NULL) &&
                (options->fallback == NULL || keeper->fallback != NULL);
    if (!good || pthread_create(&keeper->thread, NULL, run, keeper) != 0) {
        (void)error_set(error, "there is not enough memory to look after %s", options->path);
        destroy(keeper);
        return NULL;
    }
    return keeper;
}

void keeper_wait_first(Keeper *keeper)
{
    struct pollfd wait = {.fd = keeper->first, .events = POLLIN};
    (void)poll(&wait, 1, FIRST_WAIT_MS);
}

void keeper_picture_is_shown(Keeper *keeper)
{
    signal_event(keeper->picture);
}

void keeper_stop(Keeper *keeper)
{
    if (keeper == NULL) {
        return;
    }
    signal_event(keeper->stop);
    (void)pthread_join(keeper->thread, NULL);
    destroy(keeper);
}
