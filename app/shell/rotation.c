/* See rotation.h. The file is one line: "90 instead of 0". */
#include "shell/rotation.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static bool path_make(char path[PATH_BYTES], const char *state_dir, const char *name)
{
    return snprintf(path, PATH_BYTES, "%s/%s", state_dir, name) < PATH_BYTES;
}

static bool is_turn(int degrees)
{
    return degrees >= 0 && degrees <= 270 && degrees % 90 == 0;
}

Rotation rotation_find(const char *state_dir, Rotation set)
{
    char path[PATH_BYTES];
    FILE *file = NULL;
    if (state_dir != NULL && path_make(path, state_dir, "rotation")) {
        file = fopen(path, "re");
    }
    int chosen = -1, instead_of = -1;
    if (file != NULL) {
        if (fscanf(file, "%3d instead of %3d", &chosen, &instead_of) != 2) {
            chosen = -1;
        }
        (void)fclose(file);
    }
    bool holds = is_turn(chosen) && instead_of == 90 * (int)set;
    return holds ? (Rotation)(chosen / 90) : set;
}

/* Makes the folder's change last. */
static void folder_sync(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

bool rotation_keep(const char *state_dir, Rotation set, Rotation chosen, Error *error)
{
    char path[PATH_BYTES], under_way[PATH_BYTES];
    if (state_dir == NULL) {
        return error_set(error, "there is no state folder to keep the rotation in");
    }
    if (!path_make(path, state_dir, "rotation") ||
        !path_make(under_way, state_dir, "rotation.new")) {
        return error_set(error, "the path of the state folder is too long");
    }
    FILE *file = fopen(under_way, "we");
    bool good = file != NULL;
    good = good && fprintf(file, "%d instead of %d\n", 90 * (int)chosen, 90 * (int)set) > 0;
    good = good && fflush(file) == 0 && fsync(fileno(file)) == 0;
    good = file != NULL && fclose(file) == 0 && good;
    good = good && rename(under_way, path) == 0;
    if (!good) {
        return error_set(error, "the rotation cannot be kept in %s: %s", path, strerror(errno));
    }
    folder_sync(state_dir);
    return true;
}
