/* Signals: SIGTERM and SIGINT become SDL's quit event, SIGUSR1 (foyer status) one that asks the
 * display to write down what it shows.
 *
 * SDL's own handlers set a flag that is looked at before it sleeps; a signal that comes between the
 * look and the sleep waits for the next event, which on a quiet display is a minute away. A thread
 * that does nothing but wait for signals has no such gap. */
#ifndef FOYER_SHELL_SIGNALS_H
#define FOYER_SHELL_SIGNALS_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/error.h"

/* The code of SDL's user event that stands for SIGUSR1. */
#define SIGNALS_REPORT 1

typedef struct Signals {
    sigset_t waited;
    pthread_t thread;
    bool running;
    atomic_bool ending;
} Signals;

/* To be called before SDL_Init and before any other thread is started: the signals are blocked in
 * all threads from here on. False with the reason; signals_finish is due all the same. `signals`
 * stays where it is until then. */
bool signals_init(Signals *signals, Error *error);

/* Waits `seconds` where there is no loop; true at once when a signal says to end. */
bool signals_told_to_end(int seconds);

/* Before SDL_Quit. */
void signals_finish(Signals *signals);

#endif
