/* See password.h. */
#include "desk/password.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "desk/desk.h"
#include "desk/users.h"

/* A line without its end, in `out`. False where there is none. */
static bool read_line(const char *ask, char out[PASSWORD_BYTES_MOST + 2])
{
    struct termios was, quiet;
    bool terminal = tcgetattr(STDIN_FILENO, &was) == 0;
    if (terminal) {
        quiet = was;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        (void)fputs(ask, stderr);
    }
    bool good = fgets(out, PASSWORD_BYTES_MOST + 2, stdin) != NULL;
    if (terminal) {
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        (void)fputs("\n", stderr);
    }
    out[good ? strcspn(out, "\r\n") : 0] = '\0';
    return good;
}

Status password_run(const char *folder, const char *name, const char *role, Error *error)
{
    char first[PASSWORD_BYTES_MOST + 2], again[PASSWORD_BYTES_MOST + 2];
    UserRole wanted = ROLE_NOBODY;
    User now;
    if (role != NULL) {
        wanted = strcmp(role, "publishes") == 0 ? ROLE_PUBLISHES : ROLE_WRITES;
    }
    if (!read_line("New password: ", first)) {
        (void)error_set(error, "no password was given");
        return STATUS_COMMAND;
    }
    if (isatty(STDIN_FILENO) &&
        (!read_line("The same again: ", again) || strcmp(first, again) != 0)) {
        (void)error_set(error, "these were two different passwords; nothing is changed");
        return STATUS_COMMAND;
    }
    bool done =
        desk_make_folder(folder, error) && users_set(folder, name, first, wanted, &now, error);
    explicit_bzero(first, sizeof first);
    explicit_bzero(again, sizeof again);
    if (!done) {
        return STATUS_COMMAND;
    }
    printf("%s may %s.\n", now.name, now.role == ROLE_PUBLISHES ? "write and publish" : "write");
    return STATUS_DONE;
}
