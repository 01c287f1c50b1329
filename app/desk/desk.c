/* See desk.h: the parts of a desk, in the order in which each needs those before it. */
#include "desk/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "desk/begin.h"
#include "desk/faults.h"
#include "desk/picture.h"
#include "desk/preview.h"
#include "desk/publisher.h"
#include "desk/session.h"
#include "desk/users.h"

enum { PATH_BYTES = 4200 };

bool desk_make_folder(const char *folder, Error *error)
{
    char path[PATH_BYTES];
    int count = snprintf(path, sizeof path, "%s", folder);
    if (count < 0 || (size_t)count >= sizeof path) {
        return error_set(error, "the path of the desk's folder is too long");
    }
    for (char *at = path + 1;; at++) {
        char letter = *at;
        if (letter == '/' || letter == '\0') {
            *at = '\0';
            if (mkdir(path, 0700) != 0 && errno != EEXIST) {
                return error_set(error, "the desk's folder %s cannot be made: %s", path,
                                 strerror(errno));
            }
            *at = letter;
        }
        if (letter == '\0') {
            return true;
        }
    }
}

static DeskOpened lock_folder(Desk *desk, Error *error)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/lock", desk->folder);
    desk->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (desk->lock < 0) {
        (void)error_set(error, "the desk's folder %s cannot be written to: %s", desk->folder,
                        strerror(errno));
        return DESK_FAILED;
    }
    if (flock(desk->lock, LOCK_EX | LOCK_NB) != 0) {
        (void)error_set(error, "a desk with the folder %s is open already", desk->folder);
        return DESK_RUNS_ALREADY;
    }
    return DESK_OPENED;
}

static bool open_parts(Desk *desk, const char *from, Error *error)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/desk.txt", desk->folder);
    if (!desk_settings_read(path, &desk->settings, error)) {
        return false;
    }
    if (desk->settings.wrong[0] != '\0') {
        log_line(LOG_WARNING, "%s: %s", path, desk->settings.wrong);
    }
    desk->users = users_open(desk->folder, error);
    if (desk->users == NULL || !begin_draft(desk, from, error)) {
        return false;
    }
    desk->decoder = decoder_create("/proc/self/exe");
    if (desk->decoder == NULL) {
        return error_set(error, "there is no memory left");
    }
    desk->publisher = publisher_start(desk, error);
    desk->preview = desk->publisher != NULL ? preview_create(desk, error) : NULL;
    desk->faults = desk->preview != NULL ? faults_start(desk, error) : NULL;
    return desk->faults != NULL;
}

DeskOpened desk_open(Desk *desk, const char *folder, const char *fonts, const char *from,
                     Error *error)
{
    *desk = (Desk){.folder = folder, .fonts = fonts, .lock = -1};
    if (!desk_make_folder(folder, error)) {
        return DESK_FAILED;
    }
    DeskOpened locked = lock_folder(desk, error);
    return locked != DESK_OPENED           ? locked
           : open_parts(desk, from, error) ? DESK_OPENED
                                           : DESK_FAILED;
}

void desk_close(Desk *desk)
{
    sessions_destroy(desk->sessions);
    faults_stop(desk->faults);
    preview_destroy(desk->preview);
    decoder_destroy(desk->decoder);
    users_close(desk->users);
    publisher_stop(desk->publisher);
    begin_close(desk);
    if (desk->lock >= 0) {
        (void)close(desk->lock);
    }
}
