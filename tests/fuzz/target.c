/* See target.h. A finding ends the process by abort(), which is where libFuzzer keeps the input. */
#include "fuzz/target.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/check.h"
#include "fuzz/small.h"

enum { SECONDS_MOST = 2 };

static char folder[SMALL_PATH_MOST]; /* one a process, as libFuzzer has it */

static void remove_all(void)
{
    small_remove(folder);
}

static void too_long(int number)
{
    (void)number;
    abort();
}

const char *target_folder(void)
{
    if (folder[0] == '\0') {
        small_make_folder(folder);
        (void)atexit(remove_all);
        struct sigaction action = {.sa_handler = too_long};
        CHECK(sigaction(SIGPROF, &action, NULL) == 0);
    }
    return folder;
}

static void set_alarm(int seconds)
{
    struct itimerval timer = {.it_value = {.tv_sec = seconds}};
    CHECK(setitimer(ITIMER_PROF, &timer, NULL) == 0);
}

void target_begin(void)
{
    set_alarm(SECONDS_MOST);
}

void target_rest(void)
{
    set_alarm(0);
}

void target_expect(bool holds, const char *sentence, const char *detail)
{
    if (!holds) {
        printf("finding: %s: %s\n", sentence, detail);
        (void)fflush(stdout);
        abort();
    }
}
