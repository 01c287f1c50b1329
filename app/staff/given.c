/* See given.h. */
#include "staff/given.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool given_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

typedef struct First {
    Error error;
    int count;
} First;

static void keep_first(void *context, const char *mistake)
{
    First *first = (First *)context;
    if (first->count++ == 0) {
        (void)error_set(&first->error, "%s", mistake);
    }
}

BuildResult given_build(const char *folder, const char *file, Error *error)
{
    BuildCounts counts;
    First first = {.count = 0};
    BuildResult result = build_run_all(folder, file, &counts, keep_first, &first, error);
    if (result == BUILD_CONTENT_WRONG && first.count > 1) {
        (void)error_set(error, "%.300s; and %d more: `foyer check %.100s` names them all",
                        first.error.text, first.count - 1, folder);
    } else if (result == BUILD_CONTENT_WRONG && first.count == 1) {
        *error = first.error;
    }
    return result;
}

static bool make_folder(Given *given, Error *error)
{
    const char *parent = getenv("TMPDIR");
    parent = parent != NULL && parent[0] != '\0' ? parent : "/tmp";
    int count = snprintf(given->folder, sizeof given->folder, "%s/foyer-XXXXXX", parent);
    if (count < 0 || (size_t)count + 16 > sizeof given->folder || mkdtemp(given->folder) == NULL) {
        given->folder[0] = '\0';
        return error_set(error, "%s cannot be written to: %s", parent, strerror(errno));
    }
    return true;
}

Status given_init(Given *given, const char *path, BuildSink sink, void *context, Error *error)
{
    *given = (Given){.file = ""};
    if (!given_is_folder(path)) {
        int count = snprintf(given->file, sizeof given->file, "%s", path);
        if (count < 0 || (size_t)count >= sizeof given->file) {
            (void)error_set(error, "the path of the file is too long");
            return STATUS_COMMAND;
        }
        return STATUS_DONE;
    }
    if (!make_folder(given, error)) {
        return STATUS_COMMAND;
    }
    memcpy(given->file, given->folder, sizeof given->file);
    strcat(given->file, "/lobby.db");
    if (sink == NULL) {
        return (Status)given_build(path, given->file, error);
    }
    BuildCounts counts;
    return (Status)build_run_all(path, given->file, &counts, sink, context, error);
}

Content *given_open(Given *given, const char *path, Status *status, Error *error)
{
    *status = given_init(given, path, NULL, NULL, error);
    if (*status != STATUS_DONE) {
        return NULL;
    }
    Content *content = content_open(given->file, error);
    *status = content != NULL ? STATUS_DONE : STATUS_WRONG;
    return content;
}

void given_finish(Given *given)
{
    if (given->folder[0] != '\0') {
        (void)unlink(given->file);
        (void)rmdir(given->folder);
        given->folder[0] = '\0';
    }
}
