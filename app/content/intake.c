/* See intake.h. First with the copy in the state folder; where that cannot be, in memory. What is
 * made on the way lies in the state folder too, or else in a folder of its own under /dev/shm. */
#include "content/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/log.h"
#include "content/copy.h"
#include "content/watch.h"

enum { WAIT_MS = 1500, SETTLED_MS = 300 };

/* ---- what is said ---- */

/* What is said of the copy is said of staff's file. */
static void say_of(const char *copy, const char *path, Error *error)
{
    Error said = *error;
    size_t count = strlen(copy);
    if (strncmp(said.text, copy, count) == 0) {
        (void)error_set(error, "%s%s", path, said.text + count);
    }
}

/* ---- the copy ---- */

static IntakeResult result_of(CopyResult result)
{
    switch (result) {
    case COPY_DONE:
        return INTAKE_NEW;
    case COPY_UNSETTLED:
        return INTAKE_UNSETTLED;
    case COPY_CANCELLED:
        return INTAKE_CANCELLED;
    case COPY_REFUSED:
        return INTAKE_REFUSED;
    case COPY_NO_ROOM:
        break;
    }
    return INTAKE_TROUBLE;
}

static IntakeResult result_of_check(CheckResult result)
{
    switch (result) {
    case CHECK_GOOD:
        return INTAKE_NEW;
    case CHECK_BAD:
        return INTAKE_REFUSED;
    case CHECK_CANCELLED:
        return INTAKE_CANCELLED;
    case CHECK_TROUBLE:
        break;
    }
    return INTAKE_TROUBLE;
}

static IntakeResult copy_to(const Intake *intake, const char *from, const char *to,
                            uint64_t *digest, Error *error)
{
    CopyOptions options = {.from = from,
                           .to = to,
                           .wait_ms = WAIT_MS,
                           .now_s = intake->now_s,
                           .cancel_fd = intake->cancel_fd,
                           .digest = digest};
    return result_of(copy_file(&options, error));
}

/* Builds the folder of sources, when nobody has saved anything for a moment. */
static IntakeResult build_to(const Intake *intake, const char *to, uint64_t *digest, Error *error)
{
    char built[STORE_PATH_MOST + 16];
    if (intake->build == NULL) {
        (void)error_set(error, "%s is a folder, not a data file", intake->path);
        return INTAKE_REFUSED;
    }
    (void)snprintf(built, sizeof built, "%s.built", to);
    uint64_t before = watch_fingerprint(intake->path);
    if (!copy_wait(intake->cancel_fd, SETTLED_MS)) {
        return INTAKE_CANCELLED;
    }
    IntakeResult result = INTAKE_UNSETTLED;
    if (watch_fingerprint(intake->path) == before) {
        result = intake->build(intake->context, intake->path, built, error)
                     ? copy_to(intake, built, to, digest, error)
                     : INTAKE_REFUSED;
        (void)unlink(built);
    }
    if (result != INTAKE_CANCELLED && watch_fingerprint(intake->path) != before) {
        result = INTAKE_UNSETTLED;
    }
    if (result == INTAKE_UNSETTLED) {
        (void)error_set(error, "%s is being worked on: it is waited for", intake->path);
    }
    return result;
}

/* Makes the copy at `to` and checks it; unless INTAKE_NEW, nothing is left there. */
static IntakeResult fetch(const Intake *intake, const char *to, uint64_t *digest, Error *error)
{
    *error = (Error){{0}};
    bool is_folder = watch_is_folder(intake->path);
    IntakeResult result = is_folder ? build_to(intake, to, digest, error)
                                    : copy_to(intake, intake->path, to, digest, error);
    if (result != INTAKE_NEW) {
        return result;
    }
    if (*digest == intake->shown_digest && (intake->shown_is_stored || intake->store == NULL)) {
        result = INTAKE_SAME;
    } else {
        result = result_of_check(check_file_until(to, intake->cancel_fd, error));
        say_of(to, intake->path, error);
    }
    if (result != INTAKE_NEW) {
        (void)unlink(to);
    }
    return result;
}

/* ---- in the state folder ---- */

static IntakeResult take_into_store(const Intake *intake, Taken *taken, Error *error)
{
    char under_way[STORE_PATH_MOST];
    if (!store_name_next(intake->store, under_way, &taken->storage)) {
        return INTAKE_TROUBLE;
    }
    IntakeResult result = fetch(intake, under_way, &taken->digest, error);
    if (result != INTAKE_NEW) {
        taken->storage = result == INTAKE_TROUBLE ? *error : taken->storage;
        return result;
    }
    GoodCopy copy = {.loaded_at = intake->now_s};
    (void)snprintf(copy.source, sizeof copy.source, "%s", intake->path);
    /* It must open before it becomes the newest. */
    Content *content = content_open(under_way, error);
    if (content == NULL) {
        say_of(under_way, intake->path, error);
        (void)unlink(under_way);
        return INTAKE_TROUBLE;
    }
    store_describe(content, &copy);
    if (!store_accept(intake->store, under_way, &copy, &taken->storage)) {
        content_destroy(content);
        return INTAKE_TROUBLE;
    }
    (void)snprintf(taken->from, sizeof taken->from, "%s", copy.path);
    taken->is_stored = true;
    if (taken->digest == intake->shown_digest) {
        content_destroy(content);
        return INTAKE_SAME;
    }
    Content *renamed = content_open(copy.path, error); /* for its messages to name it */
    if (renamed != NULL) {
        content_destroy(content);
        content = renamed;
    }
    taken->content = content;
    return INTAKE_NEW;
}

/* ---- in memory ---- */

/* Makes a folder for what is made on the way; false where no place can be written. */
static bool make_scratch(char *path, size_t room)
{
    const char *places[] = {"/dev/shm", "/run", getenv("TMPDIR"), "/tmp"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i] != NULL && snprintf(path, room, "%s/foyer-XXXXXX", places[i]) < (int)room &&
            mkdtemp(path) != NULL) {
            return true;
        }
    }
    return false;
}

/* Opens what `memory` holds, which nobody can change from here on. */
static Content *open_sealed(int memory, const char *name, Error *error)
{
    (void)fcntl(memory, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    return content_open(name, error);
}

static IntakeResult take_into_memory(const Intake *intake, Taken *taken, Error *error)
{
    char folder[256], scratch[300], name[64];
    int memory = memfd_create("foyer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) {
        (void)error_set(error, "%s cannot be held in memory: %s", intake->path, strerror(errno));
        return INTAKE_TROUBLE;
    }
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", memory);
    bool has_scratch = make_scratch(folder, sizeof folder);
    (void)snprintf(scratch, sizeof scratch, "%s/under-way.db", folder);
    IntakeResult result = fetch(intake, has_scratch ? scratch : name, &taken->digest, error);
    if (result == INTAKE_NEW && has_scratch) {
        result = result_of(copy_bytes(scratch, name, intake->cancel_fd, error));
    }
    if (result == INTAKE_NEW) {
        taken->content = open_sealed(memory, name, error);
        result = taken->content != NULL ? INTAKE_NEW : INTAKE_TROUBLE;
        (void)snprintf(taken->from, sizeof taken->from, "memory");
    }
    if (has_scratch) {
        (void)unlink(scratch);
        (void)rmdir(folder);
    }
    say_of(name, intake->path, error);
    if (taken->content != NULL) {
        taken->memory = memory;
    } else {
        (void)close(memory);
    }
    return result;
}

IntakeResult intake_run(const Intake *intake, Taken *taken, Error *error)
{
    memset(taken, 0, sizeof *taken);
    taken->memory = -1;
    *error = (Error){{0}};
    if (intake->store != NULL) {
        IntakeResult result = take_into_store(intake, taken, error);
        if (result != INTAKE_TROUBLE) {
            return result;
        }
        log_line(LOG_WARNING, "%s", taken->storage.text);
    }
    Intake without = *intake;
    without.store = NULL;
    return take_into_memory(&without, taken, error);
}

CheckResult intake_verify(const GoodCopy *copy, int cancel_fd, uint64_t *digest, Error *error)
{
    switch (copy_verify(copy->path, cancel_fd, digest, error)) {
    case COPY_DONE:
        return CHECK_GOOD;
    case COPY_REFUSED:
        return CHECK_BAD;
    case COPY_CANCELLED:
        return CHECK_CANCELLED;
    case COPY_UNSETTLED:
    case COPY_NO_ROOM:
        break;
    }
    return CHECK_TROUBLE;
}
