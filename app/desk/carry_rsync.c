/* Carrying over the network: rsync does it, over ssh, and is told everything word by word; no shell
 * reads a name, here or there. It writes a file beside the one there, syncs it, and renames it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/carry.h"

/* Nobody is there to be asked. What does not answer is given up. */
#define SSH                                                                                        \
    "ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15 -oServerAliveCountMax=2 "    \
    "-oClearAllForwardings=yes"

enum { NOT_STARTED = 127 };

/* rsync's standard error goes to `said`; it ends with this process. What it ends with, or -1. */
static int run(const CarryPlace *place, const char *file, int said)
{
    char to[sizeof place->host + sizeof place->path];
    (void)snprintf(to, sizeof to, "%s:%s", place->host, place->path);
    /* The file is compared by what is in it: its size and time say nothing. --protect-args keeps
     * the name there from a shell; older versions than 3.2.4 need it. */
    const char *const words[] = {"rsync",
                                 "--quiet",
                                 "--ignore-times",
                                 "--fsync",
                                 "--perms",
                                 "--chmod=F644",
                                 "--timeout=60",
                                 "--protect-args",
                                 "-e",
                                 SSH,
                                 "--",
                                 file,
                                 to,
                                 NULL};
    char *argv[sizeof words / sizeof words[0]];
    memcpy(argv, words, sizeof argv);
    pid_t child = fork(), ended;
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        (void)dup2(said, STDERR_FILENO);
        (void)dup2(said, STDOUT_FILENO);
        (void)execvp(argv[0], argv);
        _exit(NOT_STARTED);
    }
    int status = 0;
    do {
        ended = child > 0 ? waitpid(child, &status, 0) : -1;
    } while (ended < 0 && errno == EINTR);
    return ended == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The end of what was said, and the last line of it in `detail` that is not rsync's own summary. */
static void read_end(int said, char *text, size_t size, char *detail, size_t room)
{
    off_t end = lseek(said, 0, SEEK_END);
    off_t from = end > (off_t)size - 1 ? end - (off_t)size + 1 : 0;
    ssize_t count = pread(said, text, size - 1, from);
    text[count > 0 ? count : 0] = '\0';
    detail[0] = '\0';
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\r\n");
        if (length > 0 && strncmp(line, "rsync error: ", 13) != 0) {
            (void)snprintf(detail, room, "%.*s", (int)length, line);
        }
        line += length + strspn(line + length, "\r\n");
    }
}

/* What it comes to: rsync's status (rsync(1), EXIT VALUES), and what ssh said, which has but one.
 */
static CarryEnd end_of(int status, const char *text)
{
    enum { RSYNC_STREAM = 12, RSYNC_WAITED = 30, RSYNC_WAITED_FOR_DAEMON = 35, SSH_FAILED = 255 };
    static const struct {
        const char *text;
        CarryEnd end;
    } SAID[] = {
        {"Host key verification failed", CARRY_UNKNOWN},
        {"Permission denied (", CARRY_KEPT_OUT}, /* followed by ways to log in */
        {"rsync: command not found", CARRY_NO_PROGRAM},
        {"rsync: not found", CARRY_NO_PROGRAM},
        {"Failed to exec ssh", CARRY_NO_PROGRAM},
    };
    static const struct {
        int reason;
        CarryEnd end;
    } REASONS[] = {{ENOSPC, CARRY_FULL},      {EDQUOT, CARRY_FULL},  {EACCES, CARRY_DENIED},
                   {EROFS, CARRY_DENIED},     {EPERM, CARRY_DENIED}, {ENOENT, CARRY_NO_FOLDER},
                   {ENOTDIR, CARRY_NO_FOLDER}};
    if (status == 0) {
        return CARRY_DONE;
    }
    if (status == NOT_STARTED) {
        return CARRY_NO_PROGRAM;
    }
    for (size_t i = 0; i < sizeof REASONS / sizeof REASONS[0]; i++) {
        char said[120]; /* "Permission denied (13)", as rsync has it */
        (void)snprintf(said, sizeof said, "%s (%d)", strerror(REASONS[i].reason),
                       REASONS[i].reason);
        if (strstr(text, said) != NULL) {
            return REASONS[i].end;
        }
    }
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        if (strstr(text, SAID[i].text) != NULL) {
            return SAID[i].end;
        }
    }
    return status == RSYNC_WAITED || status == RSYNC_WAITED_FOR_DAEMON ? CARRY_LATE
           : status == SSH_FAILED || status == RSYNC_STREAM            ? CARRY_UNREACHED
                                                                       : CARRY_FAILED;
}

void carry_by_rsync(const CarryPlace *place, const char *file, CarryResult *result)
{
    char text[4096];
    int said = memfd_create("rsync", MFD_CLOEXEC);
    if (said < 0) {
        (void)snprintf(result->detail, sizeof result->detail, "%s", strerror(errno));
        return;
    }
    int status = run(place, file, said);
    read_end(said, text, sizeof text, result->detail, sizeof result->detail);
    (void)close(said);
    result->end = end_of(status, text);
}
