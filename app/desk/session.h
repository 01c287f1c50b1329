/* Sessions: who is logged in, each in a window of a browser. In memory only: a desk that is started
 * again knows nobody.
 *
 * A session is known by its cookie, which only the browser has; and each has a token besides, which
 * only the desk's own page can read and has to say with whatever changes something. */
#ifndef FOYER_DESK_SESSION_H
#define FOYER_DESK_SESSION_H

#include <stdbool.h>

#include "base/date.h"
#include "desk/server.h"

enum { SESSION_SECRET_BYTES = 44 }; /* 256 random bits as base64url, and a 0 */

typedef struct Sessions Sessions;

typedef struct Session {
    User user;
    int number; /* from 1, never the same again */
    char cookie[SESSION_SECRET_BYTES];
    char token[SESSION_SECRET_BYTES];
} Session;

/* `ends`: whether a session ends by itself, 8 hours after the last sign of life and 24 hours after
 * it began. NULL: no memory. */
Sessions *sessions_create(bool ends);
void sessions_destroy(Sessions *sessions);

/* Writes what opens the desk once, for whoever started it. */
void sessions_issue(Sessions *sessions, char out[SESSION_SECRET_BYTES]);

/* Whether it was issued; from then on it is used. */
bool sessions_redeem(Sessions *sessions, const char *issued);

/* Begins a session. Where there are too many, the one that was longest without a sign of life goes.
 */
void sessions_begin(Sessions *sessions, const User *user, Time now, Session *out);

/* The session of a cookie. `alive`: this is a sign of life. */
bool sessions_find(Sessions *sessions, const char *cookie, Time now, bool alive, Session *out);

/* Whether the session's token is this one; takes the same time whatever it is. */
bool session_has_token(const Session *session, const char *token);

void sessions_end(Sessions *sessions, const char *cookie);

/* Ends all of a user, whose password or rights have changed. */
void sessions_end_user(Sessions *sessions, const char *name);

#endif
