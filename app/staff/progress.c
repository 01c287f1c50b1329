/* See progress.h. */
#include "staff/progress.h"

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
