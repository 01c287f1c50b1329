/* See child.h. */
#include "desk/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/carry.h"
#include "desk/look.h"

enum { WORDS_MOST = 32, FIRST_OTHER = STDERR_FILENO + 1 };

/* ---- starting ---- */

/* A group of its own, so that all it starts can be ended with it; no signal blocked or ignored, as
 * the desk's threads have them. */
static int spawn(pid_t *process, int said, char *const *words)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    int reason = posix_spawn_file_actions_init(&files);
    if (reason != 0) {
        return reason;
    }
    reason = posix_spawnattr_init(&how);
    if (reason != 0) {
        goto done;
    }
    reason = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    reason = reason == 0 ? posix_spawn_file_actions_adddup2(&files, said, STDOUT_FILENO) : reason;
    reason = reason == 0 ? posix_spawn_file_actions_addclosefrom_np(&files, FIRST_OTHER) : reason;
    if (reason == 0) {
        (void)posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                 POSIX_SPAWN_SETSIGDEF);
        (void)posix_spawnattr_setsigmask(&how, &none);
        (void)posix_spawnattr_setsigdefault(&how, &usual);
        reason = posix_spawn(process, "/proc/self/exe", &files, &how, words, environ);
    }
    (void)posix_spawnattr_destroy(&how);
done:
    (void)posix_spawn_file_actions_destroy(&files);
    return reason;
}

bool child_start(Child *child, const char *const *words, Error *error)
{
    char *all[WORDS_MOST + 2] = {(char[]){"foyer-desk"}};
    int ends[2] = {-1, -1}, reason = 0;
    *child = (Child){.ended = -1, .said = -1};
    for (int i = 0; words[i] != NULL && i < WORDS_MOST; i++) {
        /* posix_spawn changes none of them; its type is older than const. */
        memcpy(&all[i + 1], &words[i], sizeof all[0]);
    }
    if (pipe2(ends, O_CLOEXEC) != 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
        reason = errno;
        goto done;
    }
    reason = spawn(&child->process, ends[1], all);
    if (reason == 0) {
        child->said = ends[0];
        child->ended = pidfd_open(child->process, 0);
        ends[0] = -1;
        if (child->ended < 0) {
            reason = errno;
            child_kill(child);
            child_finish(child);
        }
    }
done:
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) {
            (void)close(ends[i]);
        }
    }
    child->process = reason == 0 ? child->process : 0;
    return reason == 0 || error_set(error, "no process can be started: %s", strerror(reason));
}

void child_kill(const Child *child)
{
    if (child->process > 0) {
        (void)kill(-child->process, SIGKILL);
    }
}

void child_finish(Child *child)
{
    if (child->process > 0) {
        (void)waitpid(child->process, NULL, 0);
    }
    if (child->ended >= 0) {
        (void)close(child->ended);
    }
    if (child->said >= 0) {
        (void)close(child->said);
    }
    *child = (Child){.ended = -1, .said = -1};
}

/* ---- in the child ---- */

static const struct {
    const char *word;
    int (*run)(int argc, char **argv);
} CHILDREN[] = {
    {CARRY_WORD, carry_child},
    {LOOK_WORD, look_child},
};

/* Whoever started it may have ended before it could ask to be ended with it: nobody reads then. */
static bool is_alone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = 0};
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    return poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

bool child_main(int argc, char **argv, int *status)
{
    for (size_t i = 0; argc > 1 && i < sizeof CHILDREN / sizeof CHILDREN[0]; i++) {
        if (strcmp(argv[1], CHILDREN[i].word) == 0) {
            (void)setenv("LC_ALL", "C", 1); /* what other programs say is looked at */
            *status = is_alone() ? EXIT_FAILURE : CHILDREN[i].run(argc - 2, argv + 2);
            return true;
        }
    }
    return false;
}
