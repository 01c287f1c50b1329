/* Keys: the fingers on the keyboard on the glass. Each has its own key, so that two hands type.
 *
 * A key acts when its finger leaves it on the key; a finger that comes down before that types what
 * the others hold, as fast typists expect. Delete repeats while it is held; a letter that is held
 * turns into the letters kin to it, one after another, and what shows is typed. */
#ifndef FOYER_UI_KEYS_H
#define FOYER_UI_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "ui/action.h"

enum { KEYS_FINGERS_MOST = 10 };

typedef struct KeyFinger {
    int64_t finger;
    Action key;  /* ACTION_TYPE */
    bool down;   /* else it has left, and the key fades */
    bool on;     /* on its key; off it the key does nothing */
    bool spent;  /* the key has acted */
    Time since;  /* when it came down */
    Time repeat; /* when delete acts again */
    Time up;     /* when it left */
} KeyFinger;

typedef struct Keys {
    int count;
    KeyFinger fingers[KEYS_FINGERS_MOST];
} Keys;

/* A finger comes down on a key. Writes what the fingers that were down type now; how many. One
 * finger more than there is room for is not taken. */
int keys_down(Keys *keys, int64_t finger, Action key, Time now, Action typed[KEYS_FINGERS_MOST]);

/* Its key; NULL where the finger is not on the keyboard. Borrowed until the next call. */
const Action *keys_of(const Keys *keys, int64_t finger);

/* It moved: on its key, or off it. */
void keys_move(Keys *keys, int64_t finger, bool on, Time now);

/* It is up: true with what it types. Cancelled it types nothing. */
bool keys_up(Keys *keys, int64_t finger, bool cancelled, Time now, Action *typed);

/* What held keys type by themselves until `now`: true with one of them; to be asked again. */
bool keys_repeat(Keys *keys, Time now, Action *typed);

/* When something changes by itself; `now` while a key fades, TIME_NEVER where nothing does. Forgets
 * what has faded. */
Time keys_step(Keys *keys, Time now);

/* What the fingers hold is gone: the rest of their way means nothing. */
void keys_let_go(Keys *keys);

bool keys_any_down(const Keys *keys);

/* How far the key is pressed, 0 to 256, and what it shows meanwhile; else its own action. */
int keys_press(const Keys *keys, Action key, Time now, Action *shown);

/* How many letters a held letter can turn into, itself counted. */
int keys_kin_count(uint32_t letter);

#endif
