/* Publisher: takes the draft to the public. What is published is a data file of the desk's own
 * (published.db) with its history, as `foyer publish` keeps it; from there a thread carries it to
 * every screen of desk.txt and goes on trying where one cannot be reached. Any thread may call. */
#ifndef FOYER_DESK_PUBLISHER_H
#define FOYER_DESK_PUBLISHER_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "content/versions.h"
#include "desk/carrier.h"
#include "desk/look.h"

typedef struct Publisher Publisher;
struct Desk;

/* Begins. desk->store, draft and settings are there and outlive it. NULL with the reason. */
Publisher *publisher_start(struct Desk *desk, Error *error);
void publisher_stop(Publisher *publisher); /* NULL is fine; what is under way is ended */

/* The file that was published last, whether or not it is there yet. Borrowed. */
const char *publisher_file(const Publisher *publisher);

/* The version that was published last. False: there is none yet. `source` is who published it,
 * where that was done here. */
bool publisher_now(Publisher *publisher, GoodCopy *out);

/* All versions, the newest first, at most VERSIONS_MOST; which of them is live in `*live`, an
 * index, or -1. Their number. */
int publisher_versions(Publisher *publisher, GoodCopy *out, int *live);

/* What publishing would change: see look_get. `language` is "en" or "ru". */
LookResult publisher_look(Publisher *publisher, const char *language, cJSON **out, Error *error);

typedef enum PublishResult {
    PUBLISH_DONE,
    PUBLISH_SAME,    /* nothing changes */
    PUBLISH_WRONG,   /* errors keep it; or, for a return, there is no such version */
    PUBLISH_CHANGED, /* the draft is not any more what was looked at */
    PUBLISH_BUSY,    /* it is still being looked at: to be asked again */
    PUBLISH_FAILED   /* `error` says why */
} PublishResult;

/* Publishes what was looked at in `language`, which was the draft's change `change`; 0: as the
 * draft is now. The version that is live then is in `*number`. */
PublishResult publisher_publish(Publisher *publisher, const char *by, const char *language,
                                int64_t change, int *number, Error *error);

/* Brings a version back, to the public and, undoable, to the draft. With PUBLISH_DONE `error` may
 * say that the draft stayed as it was. */
PublishResult publisher_return(Publisher *publisher, const char *by, int number, Error *error);

/* The carrying to the screens. Borrowed. */
Carrier *publisher_carrier(Publisher *publisher);

/* publisher_json.c: the lists that GET /api/history and GET /api/screens answer, the caller's;
 * NULL: no memory. */
cJSON *publisher_history(Publisher *publisher, const char *language);
cJSON *publisher_screens(Publisher *publisher, const char *language);

#endif
