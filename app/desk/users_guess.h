/* Guesses: how long somebody has to wait who says wrong passwords. Of each name and each address so
 * much is remembered: three mistakes are free, then it is a second, and twice as long each time, up
 * to a minute for a name (so that nobody is kept out by others for long) and a quarter of an hour
 * for an address. Who makes none for an hour begins afresh. */
#ifndef FOYER_DESK_USERS_GUESS_H
#define FOYER_DESK_USERS_GUESS_H

#include <stdint.h>

#include "base/date.h"

enum { GUESSES_MOST = 1024, GUESS_KEY_BYTES = 16 };

typedef struct Guess {
    uint64_t who; /* 0: free */
    int mistakes;
    Time last;
} Guess;

/* All that is remembered. Where it is full, whoever guessed least is forgotten. */
typedef struct Guesses {
    unsigned char key[GUESS_KEY_BYTES]; /* so that nobody can choose a name that meets another's */
    Guess of[GUESSES_MOST];
} Guesses;

/* Whom a name, and an address, stand for; of IPv6 the first half, since the rest is each
 * computer's own to choose. */
uint64_t guess_name(const Guesses *guesses, const char *name);
uint64_t guess_address(const Guesses *guesses, const char *address);

void guesses_init(Guesses *guesses);

/* How long to wait before the next guess, s; 0: it is free. */
int guesses_wait_s(const Guesses *guesses, uint64_t who, int most_s, Time now);

/* A guess is made, which counts as a mistake until it is taken back. */
void guesses_count(Guesses *guesses, uint64_t who, Time now);
void guesses_take_back(Guesses *guesses, uint64_t who);

/* It was no stranger. */
void guesses_forget(Guesses *guesses, uint64_t who);

#endif
