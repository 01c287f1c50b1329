/* See users_guess.h. */
#include "desk/users_guess.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <string.h>

enum { FREE_MISTAKES = 3, DOUBLINGS_MOST = 16 };

static const Time FORGOTTEN_AFTER = 3600 * TIME_S;

void guesses_init(Guesses *guesses)
{
    memset(guesses, 0, sizeof *guesses);
    randombytes_buf(guesses->key, sizeof guesses->key);
}

static uint64_t who_is(const Guesses *guesses, char kind, const void *bytes, size_t count)
{
    unsigned char text[300] = {(unsigned char)kind}, hash[crypto_shorthash_BYTES];
    uint64_t who = 0;
    count = count < sizeof text - 1 ? count : sizeof text - 1;
    memcpy(text + 1, bytes, count);
    (void)crypto_shorthash(hash, text, count + 1, guesses->key);
    memcpy(&who, hash, sizeof who);
    return who | 1;
}

uint64_t guess_name(const Guesses *guesses, const char *name)
{
    return who_is(guesses, 'n', name, strlen(name));
}

uint64_t guess_address(const Guesses *guesses, const char *address)
{
    struct in6_addr v6;
    if (inet_pton(AF_INET6, address, &v6) == 1 && !IN6_IS_ADDR_V4MAPPED(&v6)) {
        return who_is(guesses, '6', v6.s6_addr, 8);
    }
    return who_is(guesses, 'a', address, strlen(address));
}

/* The one of that name, unless it is so old that it counts no more. */
static const Guess *find(const Guesses *guesses, uint64_t who)
{
    for (int i = 0; i < GUESSES_MOST; i++) {
        if (guesses->of[i].who == who) {
            return &guesses->of[i];
        }
    }
    return NULL;
}

int guesses_wait_s(const Guesses *guesses, uint64_t who, int most_s, Time now)
{
    const Guess *guess = find(guesses, who);
    if (guess == NULL || guess->mistakes < FREE_MISTAKES || now - guess->last > FORGOTTEN_AFTER) {
        return 0;
    }
    int doublings = guess->mistakes - FREE_MISTAKES;
    int64_t wait_s = (int64_t)1 << (doublings < DOUBLINGS_MOST ? doublings : DOUBLINGS_MOST);
    Time left = guess->last + (wait_s < most_s ? wait_s : most_s) * TIME_S - now;
    return left > 0 ? (int)((left + TIME_S - 1) / TIME_S) : 0;
}

void guesses_count(Guesses *guesses, uint64_t who, Time now)
{
    Guess *taken = NULL;
    for (int i = 0; i < GUESSES_MOST; i++) {
        Guess *guess = &guesses->of[i];
        if (guess->who != 0 && now - guess->last > FORGOTTEN_AFTER) {
            *guess = (Guess){0};
        }
        if (guess->who == who) {
            taken = guess;
            break;
        }
        if (taken == NULL || guess->mistakes < taken->mistakes ||
            (guess->mistakes == taken->mistakes && guess->last < taken->last)) {
            taken = guess;
        }
    }
    *taken = (Guess){.who = who, .mistakes = taken->who == who ? taken->mistakes : 0, .last = now};
    taken->mistakes++;
}

void guesses_take_back(Guesses *guesses, uint64_t who)
{
    for (int i = 0; i < GUESSES_MOST; i++) {
        Guess *guess = &guesses->of[i];
        if (guess->who == who && --guess->mistakes <= 0) {
            *guess = (Guess){0};
        }
    }
}

void guesses_forget(Guesses *guesses, uint64_t who)
{
    for (int i = 0; i < GUESSES_MOST; i++) {
        if (guesses->of[i].who == who) {
            guesses->of[i] = (Guess){0};
        }
    }
}
