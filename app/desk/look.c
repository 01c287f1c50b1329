/* See look.h: what the desk does of it. A thread of its own looks; those who ask wait for it, each
 * as long as it likes. */
#include "desk/look.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "desk/child.h"
#include "desk/draft.h"
#include "shell/clock.h"
#include "words/sentences.h"

enum { PATH_BYTES = 4200, SAID_BYTES_MOST = 16 << 20, FAULTS_MOST = 1000 };
#define CHILD_MOST (5 * 60 * TIME_S)

struct Look {
    Desk *desk;
    const char *published, *language;
    char file[PATH_BYTES]; /* the data file that is looked at */

    pthread_mutex_t lock;
    pthread_cond_t ended; /* by the clock of clock_now */
    pthread_t thread;
    bool has_thread; /* to be joined */
    bool is_looking;
    bool is_outdated; /* what is being looked at does not count */
    int stop;         /* readable: end */
    cJSON *found;     /* NULL: nothing is known */
    int64_t change;   /* that it is of */
    int errors;
    Error failed; /* why the last look came to nothing; empty: it did not fail */
};

Look *look_create(Desk *desk, const char *published, const char *language)
{
    Look *look = (Look *)calloc(1, sizeof *look);
    pthread_condattr_t steady;
    if (look == NULL) {
        return NULL;
    }
    look->desk = desk;
    look->published = published;
    look->language = language;
    look->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int count = snprintf(look->file, sizeof look->file, "%s/look-%s.db", desk->folder, language);
    (void)pthread_mutex_init(&look->lock, NULL);
    (void)pthread_condattr_init(&steady);
    (void)pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&look->ended, &steady);
    (void)pthread_condattr_destroy(&steady);
    if (look->stop < 0 || count < 0 || (size_t)count >= sizeof look->file) {
        look_destroy(look);
        return NULL;
    }
    return look;
}

void look_destroy(Look *look)
{
    static const uint64_t ONE = 1;
    if (look == NULL) {
        return;
    }
    if (look->has_thread) {
        (void)!write(look->stop, &ONE, sizeof ONE);
        (void)pthread_join(look->thread, NULL);
    }
    (void)unlink(look->file);
    cJSON_Delete(look->found);
    (void)pthread_cond_destroy(&look->ended);
    (void)pthread_mutex_destroy(&look->lock);
    if (look->stop >= 0) {
        (void)close(look->stop);
    }
    free(look);
}

/* ---- looking ---- */

static void add_left_out(void *context, const char *kind, const char *slug, const char *field,
                         const char *what)
{
    cJSON *faults = (cJSON *)context, *fault = NULL;
    if (cJSON_GetArraySize(faults) >= FAULTS_MOST || (fault = cJSON_CreateObject()) == NULL) {
        return;
    }
    (void)cJSON_AddStringToObject(fault, "kind", kind);
    (void)cJSON_AddStringToObject(fault, "slug", slug);
    (void)cJSON_AddStringToObject(fault, "field", field);
    (void)cJSON_AddStringToObject(fault, "severity", "error");
    (void)cJSON_AddStringToObject(fault, "what", what);
    (void)cJSON_AddItemToArray(faults, fault);
}

/* All that the child says, until it has ended; malloc'ed. NULL: it took too long, said too much, or
 * is not wanted any more. */
static char *hear(const Look *look, const Child *child)
{
    size_t used = 0, room = 64 << 10;
    char *said = (char *)malloc(room);
    Time until = clock_now() + CHILD_MOST;
    ssize_t got = 1;
    while (said != NULL && got != 0) {
        struct pollfd wait[2] = {{.fd = child->said, .events = POLLIN},
                                 {.fd = look->stop, .events = POLLIN}};
        int ready = poll(wait, 2, 1000);
        if (wait[1].revents != 0 || clock_now() > until || (ready < 0 && errno != EINTR)) {
            break;
        }
        if (used + 1 == room) {
            char *more = room < SAID_BYTES_MOST ? (char *)realloc(said, room * 2) : NULL;
            if (more == NULL) {
                break;
            }
            said = more;
            room *= 2;
        }
        got = ready > 0 ? read(child->said, said + used, room - used - 1) : -1;
        used += got > 0 ? (size_t)got : 0;
    }
    if (said != NULL && got != 0) {
        free(said);
        return NULL;
    }
    if (said != NULL) {
        said[used] = '\0';
    }
    return said;
}

static cJSON *ask_child(const Look *look, Error *error)
{
    Child child;
    char size[32];
    const DeskSettings *settings = &look->desk->settings;
    (void)snprintf(size, sizeof size, "%dx%d", (int)settings->sizes[0].w,
                   (int)settings->sizes[0].h);
    const char *const words[] = {
        LOOK_WORD, look->file, look->published, look->desk->fonts, look->language, size, NULL};
    if (!child_start(&child, words, error)) {
        return NULL;
    }
    char *said = hear(look, &child);
    child_kill(&child);
    child_finish(&child);
    cJSON *found = said != NULL ? cJSON_Parse(said) : NULL;
    free(said);
    const char *failed = cJSON_GetStringValue(cJSON_GetObjectItem(found, "error"));
    if (!cJSON_IsNumber(cJSON_GetObjectItem(found, "errors"))) {
        (void)error_set(error, "what would change cannot be looked at: %s",
                        failed != NULL ? failed : SENTENCE("the check ended by itself: try again"));
        cJSON_Delete(found);
        return NULL;
    }
    return found;
}

/* Puts what the data file cannot hold before what is wrong with the data file. */
static void add_faults(cJSON *found, cJSON *left_out)
{
    int count = cJSON_GetArraySize(left_out);
    cJSON *errors = cJSON_GetObjectItem(found, "errors");
    cJSON *faults = cJSON_GetObjectItem(found, "faults");
    cJSON_SetNumberValue(errors, cJSON_GetNumberValue(errors) + count);
    while (faults != NULL && cJSON_GetArraySize(faults) > 0) {
        (void)cJSON_AddItemToArray(left_out, cJSON_DetachItemFromArray(faults, 0));
    }
    (void)cJSON_ReplaceItemInObject(found, "faults", left_out);
}

static void *run(void *context)
{
    Look *look = (Look *)context;
    Error error = {""};
    cJSON *left_out = cJSON_CreateArray();
    /* What is changed while it is built may be in it or not; who has seen it has seen it. */
    int64_t change = draft_change(look->desk->draft);
    cJSON *found = left_out != NULL && draft_build(look->desk->draft, look->file, add_left_out,
                                                   left_out, &error)
                       ? ask_child(look, &error)
                       : NULL;
    if (found != NULL) {
        add_faults(found, left_out);
        (void)cJSON_AddBoolToObject(found, "ready", true);
        (void)cJSON_AddNumberToObject(found, "change", (double)change);
    } else {
        cJSON_Delete(left_out);
    }
    (void)pthread_mutex_lock(&look->lock);
    cJSON_Delete(look->found);
    look->found = look->is_outdated ? NULL : found;
    look->change = change;
    look->errors =
        found != NULL ? (int)cJSON_GetNumberValue(cJSON_GetObjectItem(found, "errors")) : 0;
    look->failed = error;
    if (look->is_outdated) {
        cJSON_Delete(found);
    }
    look->is_looking = false;
    (void)pthread_cond_broadcast(&look->ended);
    (void)pthread_mutex_unlock(&look->lock);
    return NULL;
}

/* With the lock held. */
static bool begin(Look *look)
{
    if (look->has_thread) {
        (void)pthread_join(look->thread, NULL); /* it has ended: nothing is being looked at */
    }
    cJSON_Delete(look->found);
    look->found = NULL;
    look->is_outdated = false;
    look->failed = (Error){""};
    look->has_thread = pthread_create(&look->thread, NULL, run, look) == 0;
    look->is_looking = look->has_thread;
    return look->has_thread ||
           error_set(&look->failed,
                     "what would change cannot be looked at: there is not enough memory");
}

/* ---- asking ---- */

LookResult look_get(Look *look, Time most, cJSON **out, Error *error)
{
    LookResult result = LOOK_BUSY;
    Time until = clock_now() + most;
    struct timespec at = {.tv_sec = (time_t)(until / TIME_S),
                          .tv_nsec = (long)(until % TIME_S) * 1000};
    int reason = 0;
    int64_t wanted = draft_change(look->desk->draft);
    *out = NULL;
    (void)pthread_mutex_lock(&look->lock);
    /* A look that is under way is waited for even where it is of an older change: where somebody
     * types on and on, there would never be one. */
    if (!look->is_looking && (look->found == NULL || look->change < wanted)) {
        (void)begin(look);
    }
    while (look->is_looking && reason == 0) {
        reason = pthread_cond_timedwait(&look->ended, &look->lock, &at);
    }
    if (!look->is_looking && look->found != NULL) {
        *out = cJSON_Duplicate(look->found, true);
        result = *out != NULL ? LOOK_DONE : LOOK_FAILED;
    } else if (!look->is_looking && look->failed.text[0] != '\0') {
        result = LOOK_FAILED;
    }
    if (result == LOOK_FAILED) {
        *error = look->failed;
        if (error->text[0] == '\0') {
            (void)error_set(error, "there is not enough memory");
        }
    }
    (void)pthread_mutex_unlock(&look->lock);
    return result;
}

void look_forget(Look *look)
{
    (void)pthread_mutex_lock(&look->lock);
    cJSON_Delete(look->found);
    look->found = NULL;
    look->is_outdated = true;
    (void)pthread_mutex_unlock(&look->lock);
}

bool look_take_file(Look *look, int64_t change, const char *to)
{
    int64_t last = draft_change(look->desk->draft);
    (void)pthread_mutex_lock(&look->lock);
    bool good = !look->is_looking && look->found != NULL && look->errors == 0 &&
                look->change == (change > 0 ? change : last) && rename(look->file, to) == 0;
    if (good) {
        cJSON_Delete(look->found);
        look->found = NULL;
    }
    (void)pthread_mutex_unlock(&look->lock);
    return good;
}
