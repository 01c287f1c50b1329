/* Status file: what the display says of itself, for `foyer status`, also after it died.
 *
 * The shell writes STATE/status.json at the start, once a minute and when something changes;
 * staff's verb reads it. It is JSON, one object; the reader takes what it knows and leaves the
 * rest, so that an older program reads a newer file. Moments are in seconds since 1970 by the
 * system's clock; 0: it did not happen. */
#ifndef FOYER_CONTENT_STATUS_FILE_H
#define FOYER_CONTENT_STATUS_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "content/hidden.h"

#define STATUS_FILE_NAME "status.json"

enum { STATUS_HIDDEN_MOST = 64 };

/* Empty texts: nothing to say. About 30 kB, most of it `hidden`. */
typedef struct DisplayStatus {
    int64_t pid;
    char version[32];
    int64_t since;      /* when the display began */
    int64_t written_at; /* when this was written */
    bool ended;         /* the display ended by itself, as it was told to */

    char source[512];    /* staff's file or folder */
    char good_copy[512]; /* what is shown: a good copy's path, or "memory"; empty: nothing is */
    int64_t loaded_at;
    bool fallback;     /* what is shown is what there is to fall back on */
    bool waiting;      /* the visitor still sees what was shown before, until they leave it */
    char refused[512]; /* why the file as it is now is not shown */
    int64_t refused_at;
    char storage[512];   /* why good copies are not kept in the state folder */
    char settings[2048]; /* what is wrong in foyer.txt, one fault a line */

    char display[32]; /* "on", "asleep" in its sleep hours, "not there" */
    char screen[128]; /* "idle/2", "delegation/belarus" */
    int64_t frames;   /* drawn since the start */
    int64_t memory_kb;

    bool clock_believed;
    Date day;                       /* of the content; year 0: it does not say */
    int delegations, news, notices; /* that are shown now */
    int news_all;                   /* that the content holds */
    int hidden_count;               /* of all; the first of them are below */
    HiddenItem hidden[STATUS_HIDDEN_MOST];
} DisplayStatus;

/* Writes `state_dir`/status.json: to a file beside it that then takes its name, so that a reader
 * sees the old or the new one. It does not wait for the disk, since the drawing thread may call it:
 * after a power cut the file may be empty, which the reader says. */
bool status_file_write(const char *state_dir, const DisplayStatus *status, Error *error);

/* Reads it. False with one sentence where there is none or it is damaged. */
bool status_file_read(const char *state_dir, DisplayStatus *out, Error *error);

/* The status as JSON, as it is in the file; malloc'ed, NULL where there is no memory. */
char *status_file_json(const DisplayStatus *status);

/* The folder a display keeps its state in where nothing else is said: FOYER_STATE, else
 * $XDG_STATE_HOME/foyer, else $HOME/.local/state/foyer, else /var/lib/foyer. Malloc'ed. */
char *status_file_folder(void);

#endif
