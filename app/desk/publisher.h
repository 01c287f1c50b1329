/* Publisher: takes the draft to the public. What is published is a data file of the desk's own
 * (published.db) with its history, as `foyer publish` keeps it; from there a thread carries it to
 * every screen of desk.txt and goes on trying where one cannot be reached. */
#ifndef FOYER_DESK_PUBLISHER_H
#define FOYER_DESK_PUBLISHER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

typedef struct Publisher Publisher;
struct Desk;

/* Begins the thread. NULL with the reason. */
Publisher *publisher_start(struct Desk *desk, Error *error);
void publisher_stop(Publisher *publisher); /* NULL is fine; waits for what is under way */

/* The file that was published last, whether or not it is there yet. Borrowed. */
const char *publisher_file(const Publisher *publisher);

/* Tells it that there is something to carry. */
void publisher_wake(Publisher *publisher);

#endif
