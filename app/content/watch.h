/* Watch: tells the keeper that staff's file, or a folder of sources, may have changed.
 *
 * The kernel tells where it can (inotify, on the folders); where it cannot (network shares, links,
 * a folder that is not there yet) the file is looked at once a second. */
#ifndef FOYER_CONTENT_WATCH_H
#define FOYER_CONTENT_WATCH_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Watch {
    const char *path; /* borrowed */
    int events;       /* what to poll; -1: nothing tells */
    bool is_partial;  /* not everything is told: it is to be looked at as well */
} Watch;

void watch_init(Watch *watch, const char *path);
void watch_finish(Watch *watch);

/* Listens to the folders as they are now; what has happened before is forgotten. */
void watch_listen(Watch *watch);

/* Takes what was told. Whether anything was. */
bool watch_hear(Watch *watch);

/* How long to wait at most before the file is looked at whatever was told. */
int watch_timeout_ms(const Watch *watch);

bool watch_is_folder(const char *path);

/* Changes whenever the file, or any file in the folder, has changed, by name, size and time. */
uint64_t watch_fingerprint(const char *path);

#endif
