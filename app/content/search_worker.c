/* The thread that searches for the display: see search.h. What is asked and what is answered is
 * under one lock, held for no longer than it takes to exchange them; the index is the thread's own
 * while it searches. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "content/search_parts.h"

struct SearchWorker {
    char *data_path; /* of a worker without a thread; else NULL */
    Search *search;  /* the same: made when first needed */
    bool tried;      /* the same: to make it */

    pthread_t thread;
    void (*wake)(void *context);
    void *context;
    atomic_bool stop; /* what is being searched for is not wanted any more */

    pthread_mutex_t mutex;
    pthread_cond_t changed;
    /* All that follows is under the mutex. */
    bool ends;
    char *words; /* the last question; NULL: none */
    int language, most;
    uint64_t asked, answered; /* counts of questions */
    Search *next;             /* to be used from here on */
    bool has_next;
    uint64_t version; /* of the index in use, or to be */
    SearchAnswer *ready;
};

typedef struct Question {
    char *words;
    int language, most;
    uint64_t number;
} Question;

/* Waits for something to do, and takes it. False at the end. */
static bool wait_for_work(SearchWorker *worker, Search **search, Question *question)
{
    Search *old = NULL;
    (void)pthread_mutex_lock(&worker->mutex);
    while (!worker->ends && !worker->has_next &&
           (worker->asked == worker->answered || *search == NULL)) {
        (void)pthread_cond_wait(&worker->changed, &worker->mutex);
    }
    if (worker->has_next) {
        old = *search;
        *search = worker->next;
        worker->next = NULL;
        worker->has_next = false;
    }
    *question = (Question){.language = worker->language,
                           .most = worker->most,
                           .number = worker->asked,
                           .words = worker->words != NULL && *search != NULL ? strdup(worker->words)
                                                                             : NULL};
    bool ends = worker->ends;
    if (!ends) {
        atomic_store(&worker->stop, false);
    }
    (void)pthread_mutex_unlock(&worker->mutex);
    search_close(old);
    return !ends;
}

/* Hands over the answer unless another question was asked, or another index given, meanwhile. */
static bool hand_over(SearchWorker *worker, SearchAnswer *answer, uint64_t number)
{
    (void)pthread_mutex_lock(&worker->mutex);
    bool wanted = worker->asked == number && !worker->has_next && !worker->ends;
    if (wanted) {
        SearchAnswer *old = worker->ready;
        worker->ready = answer;
        answer = old;
        worker->answered = number;
    }
    (void)pthread_mutex_unlock(&worker->mutex);
    search_answer_destroy(answer);
    return wanted;
}

static void *run(void *data)
{
    SearchWorker *worker = (SearchWorker *)data;
    Search *search = NULL;
    Question question;
    while (wait_for_work(worker, &search, &question)) {
        if (question.words == NULL) {
            continue;
        }
        search_set_stop(search, &worker->stop);
        SearchAnswer *answer =
            search_find(search, question.words, question.language, question.most);
        free(question.words);
        if (hand_over(worker, answer, question.number) && worker->wake != NULL) {
            worker->wake(worker->context);
        }
    }
    free(question.words);
    search_close(search);
    return NULL;
}

SearchWorker *search_worker_start(void (*wake)(void *context), void *context, Error *error)
{
    SearchWorker *worker = (SearchWorker *)calloc(1, sizeof *worker);
    if (worker == NULL) {
        (void)error_set(error, "there is not enough memory to search");
        return NULL;
    }
    worker->wake = wake;
    worker->context = context;
    atomic_init(&worker->stop, false);
    (void)pthread_mutex_init(&worker->mutex, NULL);
    (void)pthread_cond_init(&worker->changed, NULL);
    if (pthread_create(&worker->thread, NULL, run, worker) != 0) {
        (void)pthread_cond_destroy(&worker->changed);
        (void)pthread_mutex_destroy(&worker->mutex);
        free(worker);
        (void)error_set(error, "there is not enough memory to search");
        return NULL;
    }
    return worker;
}

/* ---- without a thread ---- */

SearchWorker *search_worker_here(const char *data_path, Error *error)
{
    SearchWorker *worker = (SearchWorker *)calloc(1, sizeof *worker);
    char *path = strdup(data_path);
    if (worker == NULL || path == NULL) {
        free(worker);
        free(path);
        (void)error_set(error, "there is not enough memory to search");
        return NULL;
    }
    worker->data_path = path;
    atomic_init(&worker->stop, false);
    (void)pthread_mutex_init(&worker->mutex, NULL);
    (void)pthread_cond_init(&worker->changed, NULL);
    return worker;
}

/* Makes the index, if there is none yet. */
static void index_here(SearchWorker *worker)
{
    Error error = {""};
    if (worker->tried) {
        return;
    }
    worker->tried = true;
    worker->search = search_create(worker->data_path, -1, &error);
    worker->version = worker->search != NULL ? search_version(worker->search) : 0;
    if (worker->search == NULL) {
        log_line(LOG_ERROR, "the index for searching: %s", error.text);
    }
}

/* Answers the last question, if it is not answered yet. */
static void answer_here(SearchWorker *worker)
{
    index_here(worker);
    if (worker->search != NULL && worker->asked != worker->answered) {
        worker->ready = search_find(worker->search, worker->words, worker->language, worker->most);
        worker->answered = worker->asked;
    }
}

/* ---- the calls ---- */

/* Ends what is under way and wakes the thread. Under the mutex. */
static void interrupt(SearchWorker *worker)
{
    atomic_store(&worker->stop, true);
    (void)pthread_cond_signal(&worker->changed);
}

void search_worker_stop(SearchWorker *worker)
{
    if (worker == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&worker->mutex);
    worker->ends = true;
    interrupt(worker);
    (void)pthread_mutex_unlock(&worker->mutex);
    if (worker->data_path == NULL) {
        (void)pthread_join(worker->thread, NULL);
    }
    search_close(worker->search);
    free(worker->data_path);
    search_answer_destroy(worker->ready);
    search_close(worker->next);
    (void)pthread_cond_destroy(&worker->changed);
    (void)pthread_mutex_destroy(&worker->mutex);
    free(worker->words);
    free(worker);
}

void search_worker_use(SearchWorker *worker, Search *search)
{
    (void)pthread_mutex_lock(&worker->mutex);
    Search *never_used = worker->next;
    SearchAnswer *old = worker->ready;
    worker->next = search;
    worker->has_next = true;
    worker->version = search != NULL ? search_version(search) : 0;
    worker->ready = NULL;
    worker->answered = worker->words != NULL ? worker->asked - 1 : worker->asked;
    interrupt(worker);
    (void)pthread_mutex_unlock(&worker->mutex);
    search_answer_destroy(old);
    search_close(never_used);
}

uint64_t search_worker_version(SearchWorker *worker)
{
    (void)pthread_mutex_lock(&worker->mutex);
    if (worker->data_path != NULL) {
        index_here(worker);
    }
    uint64_t version = worker->version;
    (void)pthread_mutex_unlock(&worker->mutex);
    return version;
}

void search_worker_ask(SearchWorker *worker, const char *words, int language, int most)
{
    CHECK(language >= 0 && language < CONTENT_LANGUAGES_MAX);
    CHECK(most >= 1 && most <= SEARCH_RESULTS_MOST);
    char *copy = strdup(words);
    CHECK(copy != NULL);
    (void)pthread_mutex_lock(&worker->mutex);
    SearchAnswer *old = worker->ready;
    char *old_words = worker->words;
    worker->ready = NULL;
    worker->words = copy;
    worker->language = language;
    worker->most = most;
    worker->asked++;
    interrupt(worker);
    (void)pthread_mutex_unlock(&worker->mutex);
    search_answer_destroy(old);
    free(old_words);
}

SearchAnswer *search_worker_take(SearchWorker *worker)
{
    (void)pthread_mutex_lock(&worker->mutex);
    if (worker->data_path != NULL) {
        answer_here(worker);
    }
    SearchAnswer *answer = worker->ready;
    worker->ready = NULL;
    (void)pthread_mutex_unlock(&worker->mutex);
    return answer;
}
