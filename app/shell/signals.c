/* See signals.h. */
#include "shell/signals.h"

#include <SDL.h>
#include <string.h>
#include <time.h>

/* All that the thread needs: SDL_PushEvent and what it calls. */
#define STACK_BYTES ((size_t)256 << 10)

static void *signals_wait(void *context)
{
    Signals *signals = (Signals *)context;
    int number = 0;
    while (sigwait(&signals->waited, &number) == 0 && !atomic_load(&signals->ending)) {
        SDL_Event event = {.type = number == SIGUSR1 ? SDL_USEREVENT : SDL_QUIT};
        event.user.code = number == SIGUSR1 ? SIGNALS_REPORT : 0;
        SDL_PushEvent(&event);
    }
    return NULL;
}

bool signals_init(Signals *signals, Error *error)
{
    memset(signals, 0, sizeof *signals);
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    sigemptyset(&signals->waited);
    sigaddset(&signals->waited, SIGTERM);
    sigaddset(&signals->waited, SIGINT);
    sigaddset(&signals->waited, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals->waited, NULL);
    pthread_attr_t how;
    pthread_attr_init(&how);
    pthread_attr_setstacksize(&how, STACK_BYTES);
    int failed = pthread_create(&signals->thread, &how, signals_wait, signals);
    pthread_attr_destroy(&how);
    signals->running = failed == 0;
    return signals->running ||
           error_set(error, "the system starts no thread: %s", strerror(failed));
}

bool signals_told_to_end(int seconds)
{
    sigset_t ends;
    struct timespec wait = {.tv_sec = seconds};
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    return sigtimedwait(&ends, NULL, &wait) > 0;
}

void signals_finish(Signals *signals)
{
    if (signals->running) {
        /* Not pthread_cancel, whose way out of a thread sanitizers do not follow. */
        atomic_store(&signals->ending, true);
        pthread_kill(signals->thread, SIGTERM);
        pthread_join(signals->thread, NULL);
        signals->running = false;
    }
}
