/* Users: who may log in where the desk is on a network, the file `users` of its folder: a line
 * each, "NAME ROLE HASH", the hash by argon2id. `foyer desk password` writes it; to take somebody's
 * rights away, delete the line. The file is read anew whenever it has changed. */
#ifndef FOYER_DESK_USERS_H
#define FOYER_DESK_USERS_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "desk/server.h"

enum { PASSWORD_LETTERS_LEAST = 10, PASSWORD_BYTES_MOST = 1000 };

typedef struct Users Users;

/* The users of the desk's folder. NULL with the reason where the file cannot be read; one that is
 * not there holds nobody. */
Users *users_open(const char *folder, Error *error);
void users_close(Users *users);

int users_count(Users *users);

/* Gives the user a password, and a role; ROLE_NOBODY: the one there is, else ROLE_WRITES. The file
 * is replaced in one step. */
bool users_set(const char *folder, const char *name, const char *password, UserRole role,
               Error *error);

typedef enum Login { LOGIN_DONE, LOGIN_WRONG, LOGIN_LATER, LOGIN_FAILED } Login;

/* Who says a wrong password waits before the next is looked at, longer each time, by name and by
 * address; `*wait_s`: how long, from now. */
Login users_login(Users *users, const char *name, const char *password, const char *address,
                  Time now, User *out, int *wait_s, Error *error);

#endif
