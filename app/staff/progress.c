/* See progress.h. */
#include "staff/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "shell/clock.h"

Progress progress_begin(const char *what)
{
    return (Progress){.what = what, .begun = clock_now()};
}

void progress_step(Progress *progress, int done, int of)
{
    Time now = clock_now();
    if (now - progress->begun < TIME_S || now - progress->said < TIME_S / 5 || of <= 0 ||
        isatty(STDERR_FILENO) == 0) {
        return;
    }
    progress->said = now;
    fprintf(stderr, "\r%s: %d %%\033[K", progress->what, (int)((int64_t)done * 100 / of));
    (void)fflush(stderr);
}

void progress_end(Progress *progress)
{
    if (progress->said != 0) {
        fprintf(stderr, "\r\033[K");
        progress->said = 0;
    }
}

/* ---- one long call ---- */

static void *say_wait(void *context)
{
    const ProgressWait *wait = (const ProgressWait *)context;
    struct pollfd end = {.fd = wait->ends[0], .events = POLLIN};
    int seconds = 0, ready = 0;
    while ((ready = poll(&end, 1, 1000)) == 0 || (ready < 0 && errno == EINTR)) {
        if (ready == 0) {
            /* What is printed meanwhile begins where this does. */
            fprintf(stderr, "\r%s: %d s\033[K\r", wait->what, ++seconds);
            (void)fflush(stderr);
        }
    }
    if (seconds > 0) {
        fprintf(stderr, "\r\033[K");
    }
    return NULL;
}

void progress_wait_begin(ProgressWait *wait, const char *what)
{
    *wait = (ProgressWait){.what = what, .ends = {-1, -1}};
    if (isatty(STDERR_FILENO) == 0 || pipe2(wait->ends, O_CLOEXEC) != 0) {
        return;
    }
    if (pthread_create(&wait->thread, NULL, say_wait, wait) != 0) {
        (void)close(wait->ends[0]);
        (void)close(wait->ends[1]);
        wait->ends[1] = -1;
    }
}

void progress_wait_end(ProgressWait *wait)
{
    if (wait->ends[1] < 0) {
        return;
    }
    (void)close(wait->ends[1]); /* which the thread sees */
    (void)pthread_join(wait->thread, NULL);
    (void)close(wait->ends[0]);
}
