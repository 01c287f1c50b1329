/* See faults.h. What is asked about is a job; one at a time is looked at, in a data file of its own
 * that holds little else, so that nothing moves under it and each display opens at once. */
#include "desk/faults.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/content.h"
#include "desk/document.h"
#include "desk/draft.h"
#include "desk/faults_place.h"
#include "desk/preview.h"
#include "shell/clock.h"
#include "staff/check.h"

enum { JOBS = 32, PATH_BYTES = 4200, FOUND_MOST = 200 };

/* One that nobody has asked for so long is let be. */
#define ASKED_LASTS (10 * TIME_S)

typedef struct Job {
    char kind[16], slug[DRAFT_SLUG_BYTES], language[8];
    uint64_t state; /* of all that it depends on; 0: the place is free */
    Time asked;     /* when last */
    bool is_running, is_done;
    cJSON *found; /* a list; of the state */
} Job;

struct Faults {
    Desk *desk;
    char file[PATH_BYTES]; /* the data file that is looked at */
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t asked;
    bool ending;
    Job jobs[JOBS];
};

/* What decides what is wrong with the item: itself, the languages, and who stands beside it. 0:
 * there is no such item. */
static uint64_t state_of(const Faults *faults, const char *kind, const char *slug)
{
    Draft *draft = faults->desk->draft;
    uint64_t revision = (uint64_t)draft_revision(draft, kind, slug);
    uint64_t state = hash_u64(HASH_SEED, revision);
    state = hash_u64(state, (uint64_t)draft_revision(draft, "lobby", "lobby"));
    state = hash_u64(state, (uint64_t)draft_revision(draft, "order", "delegation"));
    return revision != 0 ? state | 1 : 0;
}

/* ---- looking ---- */

/* A job under way, as it was when it began. */
typedef struct Looking {
    Faults *faults;
    Job *job;
    uint64_t state;
    char kind[16], slug[DRAFT_SLUG_BYTES];
    StaffLanguage language;
    const Content *content; /* of the file */
} Looking;

/* With the lock: whether what is found still counts. */
static bool counts(const Looking *l)
{
    return !l->faults->ending && l->job->state == l->state;
}

static bool is_wanted(const Looking *l)
{
    bool is_same = state_of(l->faults, l->kind, l->slug) == l->state;
    (void)pthread_mutex_lock(&l->faults->lock);
    bool wanted = is_same && counts(l) && clock_now() - l->job->asked < ASKED_LASTS;
    (void)pthread_mutex_unlock(&l->faults->lock);
    return wanted;
}

/* Keeps what was found at a field of this item; a CheckSink. */
static void take(void *context, int severity, const Place *place, const char *what,
                 const char *what_to_do)
{
    const Looking *l = (const Looking *)context;
    char field[FAULT_FIELD_BYTES];
    if (!faults_place_is_in(place, l->kind, l->slug) ||
        !faults_place_field(place, l->content, field)) {
        return;
    }
    const Fault fault = {
        .field = field, .severity = severity, .what = what, .what_to_do = what_to_do};
    (void)pthread_mutex_lock(&l->faults->lock);
    if (counts(l) && cJSON_GetArraySize(l->job->found) < FOUND_MOST) {
        document_add_fault(l->job->found, &fault);
    }
    (void)pthread_mutex_unlock(&l->faults->lock);
}

/* Each display takes its turn with the previews, which come first. False where it cannot be done.
 */
static bool look_at_fit(Looking *l, Error *error)
{
    Faults *faults = l->faults;
    bool has_place = strcmp(l->kind, "delegation") == 0 || strcmp(l->kind, "news") == 0;
    if (!has_place) {
        return true; /* the lobby's names and the notices have room for as much as they may hold */
    }
    CheckFit *fit = check_fit_begin(faults->file, faults->desk->fonts, l->kind, l->slug,
                                    l->language, take, l, error);
    bool good = fit != NULL;
    for (int i = 0; good && i < check_fit_count(fit) && is_wanted(l); i++) {
        preview_take_turn(faults->desk->preview);
        good = check_fit_next(fit, error);
        preview_end_turn(faults->desk->preview);
    }
    check_fit_end(fit);
    return good;
}

/* An item with errors is not in the file: until they are mended nothing else is said. */
static bool look(Looking *l, Error *error)
{
    Faults *faults = l->faults;
    if (!draft_build_one(faults->desk->draft, l->kind, l->slug, faults->file, error) ||
        !is_wanted(l)) {
        return error->text[0] == '\0';
    }
    Content *content = content_open(faults->file, error);
    if (content == NULL) {
        return false;
    }
    l->content = content;
    preview_take_turn(faults->desk->preview);
    bool good = check_texts(content, faults->desk->fonts, l->language, take, l, error);
    preview_end_turn(faults->desk->preview);
    good = good && look_at_fit(l, error);
    content_destroy(content);
    return good;
}

/* With the lock, which is let go meanwhile. What cannot be looked at is not tried again before the
 * item changes. */
static void run(Faults *faults, Job *job)
{
    Error error = {""};
    Looking l = {.faults = faults,
                 .job = job,
                 .state = job->state,
                 .language = staff_language(job->language)};
    memcpy(l.kind, job->kind, sizeof l.kind);
    memcpy(l.slug, job->slug, sizeof l.slug);
    job->is_running = true;
    (void)pthread_mutex_unlock(&faults->lock);
    bool good = look(&l, &error);
    bool is_all = is_wanted(&l);
    if (!good) {
        log_line(LOG_WARNING, "%s/%s cannot be checked: %s", l.kind, l.slug, error.text);
    }
    (void)unlink(faults->file);
    (void)pthread_mutex_lock(&faults->lock);
    job->is_running = false;
    if (counts(&l)) {
        job->is_done = is_all || !good;
        if (!job->is_done) { /* nobody asks any more, or the item is another: begun anew */
            cJSON_Delete(job->found);
            job->found = cJSON_CreateArray();
        }
    }
}

/* The job that waits and was asked for first; NULL. */
static Job *next_job(Faults *faults)
{
    Job *next = NULL;
    for (int i = 0; i < JOBS; i++) {
        Job *job = &faults->jobs[i];
        if (job->state != 0 && !job->is_done && clock_now() - job->asked < ASKED_LASTS &&
            (next == NULL || job->asked < next->asked)) {
            next = job;
        }
    }
    return next;
}

static void *work(void *context)
{
    Faults *faults = (Faults *)context;
    (void)pthread_mutex_lock(&faults->lock);
    while (!faults->ending) {
        Job *job = next_job(faults);
        if (job != NULL) {
            run(faults, job);
        } else {
            (void)pthread_cond_wait(&faults->asked, &faults->lock);
        }
    }
    (void)pthread_mutex_unlock(&faults->lock);
    return NULL;
}

/* ---- coming and going ---- */

Faults *faults_start(Desk *desk, Error *error)
{
    Faults *faults = (Faults *)calloc(1, sizeof *faults);
    if (faults == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    faults->desk = desk;
    (void)snprintf(faults->file, sizeof faults->file, "%s/faults.db", desk->folder);
    CHECK(pthread_mutex_init(&faults->lock, NULL) == 0);
    CHECK(pthread_cond_init(&faults->asked, NULL) == 0);
    if (pthread_create(&faults->thread, NULL, work, faults) != 0) {
        (void)error_set(error, "the check of the items cannot begin: there is not enough memory");
        (void)pthread_cond_destroy(&faults->asked);
        (void)pthread_mutex_destroy(&faults->lock);
        free(faults);
        return NULL;
    }
    return faults;
}

void faults_stop(Faults *faults)
{
    if (faults == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&faults->lock);
    faults->ending = true;
    (void)pthread_cond_broadcast(&faults->asked);
    (void)pthread_mutex_unlock(&faults->lock);
    (void)pthread_join(faults->thread, NULL);
    for (int i = 0; i < JOBS; i++) {
        cJSON_Delete(faults->jobs[i].found);
    }
    (void)pthread_cond_destroy(&faults->asked);
    (void)pthread_mutex_destroy(&faults->lock);
    free(faults);
}

/* ---- asking ---- */

/* The job of the item in the language; where there is none yet, one that was asked for longest ago
 * makes room. */
static Job *find_job(Faults *faults, const char *kind, const char *slug, const char *language)
{
    Job *oldest = NULL;
    for (int i = 0; i < JOBS; i++) {
        Job *job = &faults->jobs[i];
        if (job->state != 0 && strcmp(job->kind, kind) == 0 && strcmp(job->slug, slug) == 0 &&
            strcmp(job->language, language) == 0) {
            return job;
        }
        if (!job->is_running && (oldest == NULL || job->asked < oldest->asked)) {
            oldest = job;
        }
    }
    oldest->state = 0;
    (void)snprintf(oldest->kind, sizeof oldest->kind, "%s", kind);
    (void)snprintf(oldest->slug, sizeof oldest->slug, "%s", slug);
    (void)snprintf(oldest->language, sizeof oldest->language, "%s", language);
    return oldest;
}

bool faults_get(Faults *faults, const char *kind, const char *slug, const char *language,
                cJSON *list)
{
    const cJSON *one;
    uint64_t state = state_of(faults, kind, slug);
    if (state == 0) {
        return true;
    }
    (void)pthread_mutex_lock(&faults->lock);
    Job *job = find_job(faults, kind, slug, language);
    if (job->state != state) {
        cJSON_Delete(job->found);
        job->found = cJSON_CreateArray();
        job->state = state;
        job->is_done = false;
    }
    job->asked = clock_now();
    cJSON_ArrayForEach(one, job->found)
    {
        (void)cJSON_AddItemToArray(list, cJSON_Duplicate(one, true));
    }
    bool is_done = job->is_done;
    (void)pthread_cond_signal(&faults->asked);
    (void)pthread_mutex_unlock(&faults->lock);
    return is_done;
}
