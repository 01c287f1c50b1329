/* See publisher.h. */
#include "desk/publisher.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "content/copy.h"
#include "desk/desk.h"
#include "desk/draft.h"
#include "desk/store.h"
#include "staff/publish.h"
#include "staff/rollback.h"

enum { PATH_BYTES = 4200, LANGUAGE_COUNT = 2 };
/* How long a request waits for what takes long; then it is to be asked again. */
#define LOOK_MOST (12 * TIME_S)

static const char *const LANGUAGES[LANGUAGE_COUNT] = {"en", "ru"};

struct Publisher {
    Desk *desk;
    char file[PATH_BYTES];  /* published.db */
    char taken[PATH_BYTES]; /* what is about to be published */
    Look *looks[LANGUAGE_COUNT];
    Carrier *carrier;
    pthread_mutex_t turn; /* one publishes at a time */
    pthread_mutex_t lock; /* of `live` */
    GoodCopy live;        /* number 0: nothing is published, or it is in no history */
};

/* ---- what is published ---- */

/* Looks what is published, and remembers it: asked for often, and read slowly. What the screens are
 * to have; where the version is in no history, the file itself. */
static Publication look_again(Publisher *publisher)
{
    GoodCopy versions[VERSIONS_MOST];
    Store store;
    Publication now = {.number = 0};
    versions_init_reader(&store, publisher->file);
    int count = store_list(&store, versions, VERSIONS_MOST);
    int live = versions_find(versions, count, publisher->file);
    if (access(publisher->file, R_OK) == 0) {
        const char *file = live >= 0 ? versions[live].path : publisher->file;
        (void)snprintf(now.file, sizeof now.file, "%s", file);
        if (copy_read_digest(file, &now.digest)) {
            now.number = live >= 0 ? versions[live].number : count > 0 ? versions[0].number + 1 : 1;
        }
    }
    (void)pthread_mutex_lock(&publisher->lock);
    publisher->live = live >= 0 ? versions[live] : (GoodCopy){.number = 0};
    (void)pthread_mutex_unlock(&publisher->lock);
    return now;
}

const char *publisher_file(const Publisher *publisher)
{
    return publisher->file;
}

bool publisher_now(Publisher *publisher, GoodCopy *out)
{
    (void)pthread_mutex_lock(&publisher->lock);
    *out = publisher->live;
    (void)pthread_mutex_unlock(&publisher->lock);
    return out->number > 0;
}

int publisher_versions(Publisher *publisher, GoodCopy *out, int *live)
{
    Store store;
    GoodCopy now;
    versions_init_reader(&store, publisher->file);
    int count = store_list(&store, out, VERSIONS_MOST);
    *live = -1;
    for (int i = 0; publisher_now(publisher, &now) && i < count; i++) {
        *live = out[i].number == now.number ? i : *live;
    }
    return count;
}

/* ---- beginning and ending ---- */

Publisher *publisher_start(Desk *desk, Error *error)
{
    Publisher *publisher = (Publisher *)calloc(1, sizeof *publisher);
    if (publisher == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    publisher->desk = desk;
    (void)pthread_mutex_init(&publisher->turn, NULL);
    (void)pthread_mutex_init(&publisher->lock, NULL);
    int count = snprintf(publisher->file, PATH_BYTES, "%s/published.db", desk->folder);
    int more = snprintf(publisher->taken, PATH_BYTES, "%s/publishing.db", desk->folder);
    bool good = (count > 0 && count < PATH_BYTES && more > 0 && more < PATH_BYTES) ||
                error_set(error, "the path of the desk's folder is too long");
    for (int i = 0; good && i < LANGUAGE_COUNT; i++) {
        publisher->looks[i] = look_create(desk, publisher->file, LANGUAGES[i]);
        good = publisher->looks[i] != NULL || error_set(error, "there is not enough memory");
    }
    if (good) {
        Publication now = look_again(publisher);
        publisher->carrier =
            carrier_start(&desk->settings, desk->store, publisher->file, &now, error);
    }
    if (publisher->carrier == NULL) {
        publisher_stop(publisher);
        return NULL;
    }
    return publisher;
}

void publisher_stop(Publisher *publisher)
{
    if (publisher == NULL) {
        return;
    }
    carrier_stop(publisher->carrier);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        look_destroy(publisher->looks[i]);
    }
    (void)pthread_mutex_destroy(&publisher->turn);
    (void)pthread_mutex_destroy(&publisher->lock);
    free(publisher);
}

Carrier *publisher_carrier(Publisher *publisher)
{
    return publisher->carrier;
}

/* ---- publishing ---- */

static Look *look_in(const Publisher *publisher, const char *language)
{
    return publisher->looks[strcmp(language, "ru") == 0 ? 1 : 0];
}

LookResult publisher_look(Publisher *publisher, const char *language, cJSON **out, Error *error)
{
    return look_get(look_in(publisher, language), LOOK_MOST, out, error);
}

/* Something else is published: what follows from it. In one's turn. */
static void follow(Publisher *publisher, const char *by, const char *what, int number)
{
    char detail[32];
    Error error = {""};
    Publication now = look_again(publisher);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        look_forget(publisher->looks[i]);
    }
    carrier_bring(publisher->carrier, &now);
    (void)snprintf(detail, sizeof detail, "%d", number);
    if (!store_log(publisher->desk->store, by, what, detail, &error)) {
        log_line(LOG_ERROR, "who published is not written down: %s", error.text);
    }
}

/* Publishes the data file at `taken`, which has been checked. In one's turn. */
static PublishResult publish(Publisher *publisher, const char *by, int *number, Error *error)
{
    LiveResult result = {.number = 0};
    Status status =
        publish_told(publisher->taken, by, publisher->file, NULL, &(LiveTold){0}, &result, error);
    if (result.is_replaced) {
        if (status != STATUS_DONE) {
            log_line(LOG_ERROR, "%s", error->text);
        }
        *number = result.number;
        follow(publisher, by, "publish", result.number);
        return PUBLISH_DONE;
    }
    GoodCopy live;
    (void)publisher_now(publisher, &live);
    *number = live.number;
    return status == STATUS_DONE    ? PUBLISH_SAME
           : status == STATUS_WRONG ? PUBLISH_WRONG
                                    : PUBLISH_FAILED;
}

/* Has it looked at, and takes what was found; errors keep it. */
static PublishResult take(Publisher *publisher, const char *language, int64_t change, Error *error)
{
    Look *look = look_in(publisher, language);
    int64_t wanted = change > 0 ? change : draft_change(publisher->desk->draft);
    cJSON *found = NULL;
    LookResult result = look_get(look, LOOK_MOST, &found, error);
    if (result != LOOK_DONE) {
        return result == LOOK_BUSY ? PUBLISH_BUSY : PUBLISH_FAILED;
    }
    int64_t is = (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(found, "change"));
    int errors = (int)cJSON_GetNumberValue(cJSON_GetObjectItem(found, "errors"));
    cJSON_Delete(found);
    if (change > 0 ? is != wanted : is < wanted) {
        return change > 0 ? PUBLISH_CHANGED : PUBLISH_BUSY;
    }
    return errors > 0                                   ? PUBLISH_WRONG
           : look_take_file(look, is, publisher->taken) ? PUBLISH_DONE
                                                        : PUBLISH_CHANGED;
}

PublishResult publisher_publish(Publisher *publisher, const char *by, const char *language,
                                int64_t change, int *number, Error *error)
{
    (void)pthread_mutex_lock(&publisher->turn);
    PublishResult result = take(publisher, language, change, error);
    if (result == PUBLISH_DONE) {
        result = publish(publisher, by, number, error);
        (void)unlink(publisher->taken);
    }
    (void)pthread_mutex_unlock(&publisher->turn);
    return result;
}

PublishResult publisher_return(Publisher *publisher, const char *by, int number, Error *error)
{
    LiveResult result = {.number = 0};
    char why[64];
    (void)pthread_mutex_lock(&publisher->turn);
    /* It was published once, so its texts can be drawn. */
    Status status = rollback_told(publisher->file, number, NULL, &(LiveTold){0}, &result, error);
    if (result.is_replaced) {
        *error = (Error){""};
        follow(publisher, by, "return", number);
        (void)snprintf(why, sizeof why, "version %d", number);
        DraftResult taken = draft_take(publisher->desk->draft, by, publisher->file, why, error);
        if (taken != DRAFT_DONE && error->text[0] == '\0') {
            (void)error_set(error, "the draft stays as it was");
        }
    }
    (void)pthread_mutex_unlock(&publisher->turn);
    return result.is_replaced       ? PUBLISH_DONE
           : status == STATUS_WRONG ? PUBLISH_WRONG
                                    : PUBLISH_FAILED;
}
