/* See begin.h. Called by desk.c. */
#include "desk/begin.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/draft.h"
#include "desk/store.h"
#include "staff/given.h"

enum { PATH_BYTES = 4300 };

/* The content that Foyer ships with lies beside the program in a build, and in share/foyer where it
 * is installed; which typefaces are used has no part in it. */
static bool find_shipped(char path[PATH_BYTES], Error *error)
{
    static const char *const places[] = {"lobby.db", "../../share/foyer/lobby.db"};
    char program[PATH_BYTES - 64];
    ssize_t count = readlink("/proc/self/exe", program, sizeof program);
    while (count > 0 && program[count - 1] != '/') {
        count--;
    }
    for (size_t i = 0; count > 0 && i < sizeof places / sizeof places[0]; i++) {
        struct stat status;
        (void)snprintf(path, PATH_BYTES, "%.*s%s", (int)count, program, places[i]);
        if (stat(path, &status) == 0) {
            return true;
        }
    }
    return error_set(error, "there is no content to begin with: name a data file or a folder");
}

static bool begin_with(Desk *desk, const char *from, Error *error)
{
    char shipped[PATH_BYTES];
    Given given;
    if (from == NULL && !find_shipped(shipped, error)) {
        return false;
    }
    bool good = given_init(&given, from != NULL ? from : shipped, NULL, NULL, error) == STATUS_DONE;
    if (good) {
        desk->draft = draft_open(desk->store, desk->folder, given.file, error);
    }
    given_finish(&given);
    return desk->draft != NULL;
}

bool begin_draft(Desk *desk, const char *from, Error *error)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/desk.db", desk->folder);
    desk->store = store_open(path, error);
    if (desk->store == NULL) {
        return false;
    }
    if (store_change(desk->store) == 0) {
        return begin_with(desk, from, error);
    }
    desk->draft = draft_open(desk->store, desk->folder, NULL, error);
    return desk->draft != NULL;
}

void begin_close(Desk *desk)
{
    draft_close(desk->draft);
    store_close(desk->store);
    desk->draft = NULL;
    desk->store = NULL;
}
