/* See users.h. */
#include "desk/users.h"

#include <stdlib.h>

struct Users {
    int count;
};

Users *users_open(const char *folder, Error *error)
{
    Users *users = calloc(1, sizeof *users);
    (void)folder;
    (void)error;
    return users;
}

void users_close(Users *users)
{
    free(users);
}

int users_count(Users *users)
{
    return users->count;
}

Login users_login(Users *users, const char *name, const char *password, const char *address,
                  Time now, User *out, int *wait_s, Error *error)
{
    (void)users, (void)name, (void)password, (void)address, (void)now, (void)out, (void)wait_s;
    (void)error_set(error, "not written yet");
    return LOGIN_FAILED;
}
