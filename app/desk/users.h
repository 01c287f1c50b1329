/* Users: who may log in where the desk is on a network, the file `users` of its folder: a line
 * each, "NAME ROLE HASH", the hash by argon2id. `foyer desk password` writes it; to take somebody's
 * rights away, delete the line. A desk that runs follows the file. */
#ifndef FOYER_DESK_USERS_H
#define FOYER_DESK_USERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "desk/server.h"
#include "desk/session.h"

enum { USERS_MOST = 200, PASSWORD_LETTERS_LEAST = 10, PASSWORD_BYTES_MOST = 1000 };

typedef struct Users Users;

/* The users of the desk's folder. NULL with the reason where the file cannot be read; one that is
 * not there holds nobody. */
Users *users_open(const char *folder, Error *error);
void users_close(Users *users); /* NULL is fine */

int users_count(Users *users);

/* Appends the names of those who may publish to a JSON list. */
void users_publishers(Users *users, cJSON *list);

/* Reads the file again if it has changed, and ends the sessions of everybody whose line is not what
 * it was. To be called now and then. */
void users_follow(Users *users, Sessions *sessions);

/* Gives the user a password, and a role; ROLE_NOBODY: the one there is, else ROLE_WRITES. `*now`:
 * what came of it. The file is replaced in one step. False with one sentence. */
bool users_set(const char *folder, const char *name, const char *password, UserRole role, User *now,
               Error *error);

typedef enum Login {
    LOGIN_DONE,
    LOGIN_WRONG,
    LOGIN_LATER, /* too soon after too many mistakes: not looked at */
} Login;

/* Whether the name has that password. `*wait_s`: how long the next try has to wait, s. */
Login users_login(Users *users, const char *name, const char *password, const char *address,
                  Time now, User *out, int *wait_s);

#endif
