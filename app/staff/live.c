/* See live.h. */
#include "staff/live.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/check_file.h"
#include "content/copy.h"
#include "content/replace.h"
#include "content/versions.h"
#include "content/watch.h"
#include "shell/clock.h"
#include "staff/check.h"
#include "staff/diff.h"
#include "staff/given.h"
#include "staff/progress.h"

enum { WAIT_MS = 3000 };

/* ---- who is told ---- */

void live_say(const Live *live, const char *format, ...)
{
    char *sentence = NULL;
    if (live->told.say == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    int count = vasprintf(&sentence, format, args);
    va_end(args);
    if (count >= 0) {
        live->told.say(live->told.context, sentence);
        free(sentence);
    }
}

Status live_ask(const Live *live, const char *question, Error *error)
{
    return live->told.ask != NULL ? live->told.ask(live->told.context, question, error)
                                  : STATUS_DONE;
}

static void tell_finding(void *context, int severity, const char *where, const char *what,
                         const char *what_to_do)
{
    const LiveTold *told = (const LiveTold *)context;
    if (told->finding != NULL) {
        told->finding(told->context, severity, where, what, what_to_do);
    }
}

/* ---- finding it ---- */

static bool too_long(const Live *live, Error *error)
{
    return error_set(error, "the path of %s is too long", live->name);
}

/* The path of a file that is not there, in a folder that is. */
static bool find_new_path(Live *live, Error *error)
{
    struct stat status;
    const char *slash = strrchr(live->name, '/');
    const char *last = slash != NULL ? slash + 1 : live->name;
    if (lstat(live->name, &status) == 0) {
        return error_set(error, "%s is a link to a file that is not there", live->name);
    }
    if (last[0] == '\0') {
        return error_set(error, "%s is no name of a file", live->name);
    }
    char *folder = slash == NULL ? strdup(".") : strndup(live->name, (size_t)(last - live->name));
    char *real = folder != NULL ? realpath(folder, NULL) : NULL;
    bool good =
        real != NULL || error_set(error, "%s cannot be made: %s", live->name, strerror(errno));
    if (good) {
        int count = snprintf(live->path, sizeof live->path, "%s/%s",
                             strcmp(real, "/") == 0 ? "" : real, last);
        good = (count > 0 && (size_t)count < sizeof live->path) || too_long(live, error);
    }
    free(folder);
    free(real);
    return good;
}

static bool find_path(Live *live, Error *error)
{
    struct stat status;
    if (stat(live->name, &status) != 0 && errno == ENOENT) {
        return find_new_path(live, error);
    }
    char *real = realpath(live->name, NULL);
    if (real == NULL || stat(real, &status) != 0) {
        int reason = errno;
        free(real);
        return error_set(error, "%s cannot be opened: %s", live->name, strerror(reason));
    }
    int count = snprintf(live->path, sizeof live->path, "%s", real);
    free(real);
    if (!S_ISREG(status.st_mode)) {
        return error_set(error, "%s is no ordinary file%s", live->name,
                         S_ISDIR(status.st_mode) ? " but a folder" : "");
    }
    return (count > 0 && (size_t)count < sizeof live->path) || too_long(live, error);
}

/* Names the copies; hidden, so that a file manager does not offer them. */
static bool name_copies(Live *live, Error *error)
{
    const char *last = strrchr(live->path, '/');
    int folder = (int)(last - live->path);
    return (snprintf(live->new_file, sizeof live->new_file, "%.*s/.%s.new", folder, live->path,
                     last + 1) < (int)sizeof live->new_file &&
            snprintf(live->old_file, sizeof live->old_file, "%.*s/.%s.old", folder, live->path,
                     last + 1) < (int)sizeof live->old_file) ||
           too_long(live, error);
}

static bool lock_folder(Live *live, Error *error)
{
    char folder[4096];
    const char *last = strrchr(live->path, '/');
    (void)snprintf(folder, sizeof folder, "%.*s", last > live->path ? (int)(last - live->path) : 1,
                   live->path);
    int held = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (held < 0 || access(folder, W_OK) != 0) {
        (void)error_set(error, "the folder %s cannot be written to: %s", folder, strerror(errno));
        if (held >= 0) {
            (void)close(held);
        }
        return false;
    }
    if (flock(held, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        (void)close(held);
        return error_set(error, "another publishing is under way in %s: wait until it has ended",
                         folder);
    }
    live->folder = held;
    return true;
}

Status live_init(Live *live, const char *name, const LiveTold *told, Error *error)
{
    *live = (Live){.name = name, .told = *told, .folder = -1};
    return find_path(live, error) && name_copies(live, error) && lock_folder(live, error)
               ? STATUS_DONE
               : STATUS_COMMAND;
}

/* ---- the new one ---- */

static CopyResult copy(const char *from, const char *to, Error *error)
{
    CopyOptions options = {
        .from = from, .to = to, .wait_ms = WAIT_MS, .now_s = clock_seconds(), .cancel_fd = -1};
    ProgressWait wait;
    progress_wait_begin(&wait, "Copying");
    CopyResult result = copy_file(&options, error);
    progress_wait_end(&wait);
    if (result == COPY_UNSETTLED) {
        (void)error_set(
            error, "%s is being written by another program: close it there and try again", from);
    }
    return result;
}

static Status status_of(CopyResult result)
{
    return result == COPY_DONE      ? STATUS_DONE
           : result == COPY_REFUSED ? STATUS_WRONG
                                    : STATUS_COMMAND;
}

Status live_take_new(Live *live, const char *from, const char *said, Error *error)
{
    struct stat a, b;
    if (stat(from, &a) == 0 && stat(live->path, &b) == 0 && a.st_dev == b.st_dev &&
        a.st_ino == b.st_ino) {
        (void)error_set(error, "%s and %s are the same file", said, live->name);
        return STATUS_COMMAND;
    }
    return status_of(copy(from, live->new_file, error));
}

static Status check(Live *live, const char *fonts, CheckCounts *counts, Error *error)
{
    if (fonts != NULL) {
        return check_run(live->new_file, fonts, live->told.language, tell_finding, &live->told,
                         counts, error);
    }
    *counts = (CheckCounts){
        .errors = check_file_all(live->new_file, live->told.language, tell_finding, &live->told)};
    return counts->errors > 0 ? STATUS_WRONG : STATUS_DONE;
}

Status live_check_new(Live *live, const char *fonts, const char *said, Error *error)
{
    CheckCounts counts;
    char text[CHECK_COUNTS_BYTES];
    Status status = check(live, fonts, &counts, error);
    if (status == STATUS_DONE) {
        live->new = content_open(live->new_file, error);
        status = live->new != NULL ? STATUS_DONE : STATUS_WRONG;
    } else if (status == STATUS_WRONG) {
        (void)error_set(error, "%s cannot be shown: %s", said,
                        check_say_counts(&counts, STAFF_ENGLISH, text));
    }
    return status;
}

/* ---- the old one ---- */

Status live_take_old(Live *live, Error *error)
{
    struct stat status;
    live->fingerprint = watch_fingerprint(live->path);
    if (stat(live->path, &status) != 0) {
        live->state = LIVE_MISSING;
        return STATUS_DONE;
    }
    live->changed_at = status.st_mtim.tv_sec;
    CopyResult result = copy(live->path, live->old_file, error);
    if (result != COPY_DONE && result != COPY_REFUSED) {
        return STATUS_COMMAND;
    }
    bool is_whole = result == COPY_DONE;
    live->broken = *error;
    *error = (Error){""}; /* it is replaced all the same */
    ProgressWait wait;
    progress_wait_begin(&wait, "Reading what is live");
    if (is_whole && check_file(live->old_file, &live->broken)) {
        live->old = content_open(live->old_file, &live->broken);
    }
    progress_wait_end(&wait);
    live->state = live->old != NULL ? LIVE_WHOLE : LIVE_BROKEN;
    return STATUS_DONE;
}

/* ---- what changes ---- */

static void say_change(void *context, const char *screen, const char *change)
{
    const Live *live = (const Live *)context;
    (void)screen;
    live->told.say(live->told.context, change);
}

/* What is said of the copy is said of the file. */
static const char *why_broken(const Live *live)
{
    size_t count = strlen(live->old_file);
    const char *text = live->broken.text;
    text += strncmp(text, live->old_file, count) == 0 ? count : 0;
    count = strlen(live->path);
    text += strncmp(text, live->path, count) == 0 ? count : 0;
    return text + strspn(text, ": ");
}

static bool is_same(const Live *live)
{
    uint64_t old = 0, new = 0;
    return live->state == LIVE_WHOLE && copy_read_digest(live->old_file, &old) &&
           copy_read_digest(live->new_file, &new) && old == new;
}

bool live_say_changes(Live *live)
{
    GoodCopy copy = {.number = 0};
    if (live->told.say == NULL) {
        return !is_same(live);
    }
    if (live->state == LIVE_WHOLE) {
        return diff_contents(live->old, live->new, live->told.language, say_change, live) > 0;
    }
    store_describe(live->new, &copy);
    if (live->state == LIVE_MISSING) {
        live_say(live, "%s is new: %s", live->name, copy.summary);
    } else {
        live_say(live, "%s is broken and is replaced (%s)", live->name, why_broken(live));
        live_say(live, "In its place comes: %s", copy.summary);
    }
    return true;
}

/* ---- replacing it ---- */

/* Keeps what is live in the history, unless it is there. */
static bool keep_old(Live *live, Store *store, char damaged[STORE_PATH_MOST], Error *error)
{
    GoodCopy versions[VERSIONS_MOST];
    int count = store_list(store, versions, VERSIONS_MOST);
    live->before = count > 0 ? versions[0].number : 0;
    damaged[0] = '\0';
    if (live->state != LIVE_WHOLE) {
        return store_keep_damaged(store, live->path, damaged, error);
    }
    int at = versions_find(versions, count, live->old_file);
    if (at >= 0) {
        live->before = versions[at].number;
        return true;
    }
    GoodCopy copy = {.loaded_at = live->changed_at, .before = live->before};
    (void)snprintf(copy.source, sizeof copy.source, "%.500s", live->path);
    store_describe(live->old, &copy);
    bool good = versions_accept(store, live->old_file, &copy, error);
    live->before = copy.number;
    return good;
}

/* A second copy, for the history: what is live may be edited in place. */
static bool prepare_version(const Live *live, const Store *store, char under_way[STORE_PATH_MOST],
                            Error *error)
{
    return store_name_next(store, under_way, error) &&
           copy_bytes(live->new_file, under_way, -1, error) == COPY_DONE;
}

static void note_version(Live *live, Store *store, const char *under_way, const char *source)
{
    Error error = {{0}};
    GoodCopy copy = {.loaded_at = clock_seconds(), .before = live->before};
    (void)snprintf(copy.source, sizeof copy.source, "%s", source);
    store_describe(live->new, &copy);
    if (versions_accept(store, under_way, &copy, &error)) {
        live->number = copy.number;
    } else {
        live_say(live, "It is not in the history: %s", error.text);
    }
}

static Status replace(Live *live, Store *store, const GoodCopy *version, const char *source,
                      Error *error)
{
    char under_way[STORE_PATH_MOST], damaged[STORE_PATH_MOST];
    struct stat status;
    if (watch_fingerprint(live->path) != live->fingerprint) {
        (void)error_set(error, "%s has been changed meanwhile: try again", live->name);
        return STATUS_COMMAND;
    }
    if (!keep_old(live, store, damaged, error)) {
        return STATUS_COMMAND;
    }
    /* What was kept may have pushed the version out. */
    bool is_listed = version != NULL && stat(version->path, &status) == 0;
    if (!is_listed && !prepare_version(live, store, under_way, error)) {
        return STATUS_COMMAND;
    }
    ReplaceResult result =
        replace_file(live->new_file, live->path, live->folder, live->state == LIVE_WHOLE, error);
    if (result == REPLACE_REFUSED) {
        if (!is_listed) {
            (void)unlink(under_way);
        }
        return STATUS_COMMAND;
    }
    live->is_replaced = true;
    if (is_listed) {
        live->number = version->number;
    } else {
        note_version(live, store, under_way, source);
    }
    if (damaged[0] != '\0' && stat(damaged, &status) == 0) {
        live_say(live, "The broken file is kept as %s", damaged);
    }
    return result == REPLACE_DONE ? STATUS_DONE : STATUS_COMMAND;
}

Status live_replace(Live *live, const GoodCopy *version, const char *source, Error *error)
{
    Store store;
    if (!versions_init(&store, live->path, error)) {
        return STATUS_COMMAND;
    }
    ProgressWait wait;
    progress_wait_begin(&wait, "Writing");
    Status status = replace(live, &store, version, source, error);
    progress_wait_end(&wait);
    store_finish(&store);
    return status;
}

Status live_end(Live *live, Status status, Error *error)
{
    content_destroy(live->old);
    content_destroy(live->new);
    if (live->folder >= 0) { /* nobody else's copies */
        (void)unlink(live->new_file);
        (void)unlink(live->old_file);
        (void)close(live->folder);
    }
    if (error->text[0] != '\0' && !live->is_replaced) {
        Error why = *error;
        (void)error_set(error, "nothing is changed: %s", why.text);
    }
    return status;
}
