/* See keys.h. */
#include "ui/keys.h"

#include <string.h>

#include "base/utf8.h"

static const Time FADE = 120 * TIME_MS;
static const Time HOLD = 500 * TIME_MS;       /* until a held key does more */
static const Time NEXT_KIN = 700 * TIME_MS;   /* and from one of its kin to the next */
static const Time NEXT_DELETE = 60 * TIME_MS; /* and from one letter deleted to the next */

/* The letters of Kazakh, Kyrgyz, Tajik and Belarusian that Russian has not, and its rarer own, each
 * under the letter it is likest. The first of each row is that. */
static const char *const KIN[] = {"аә", "гғ",    "её",  "иіӣ", "кқ", "нң",
                                  "оө", "уұүӯў", "хһҳ", "чҷ",  "ьъ"};

static const char *kin_find(uint32_t letter, int *count)
{
    for (size_t i = 0; i < sizeof KIN / sizeof *KIN; i++) {
        size_t length;
        if (utf8_decode(KIN[i], strlen(KIN[i]), &length) == letter) {
            *count = (int)utf8_letters(KIN[i], strlen(KIN[i]));
            return KIN[i];
        }
    }
    *count = 1;
    return NULL;
}

int keys_kin_count(uint32_t letter)
{
    int count;
    (void)kin_find(letter, &count);
    return count;
}

/* What a key has turned into after it was held so long. */
static Action held_key(Action key, Time held)
{
    int count;
    const char *kin = key.screen == TYPE_LETTER ? kin_find((uint32_t)key.arg, &count) : NULL;
    if (kin == NULL || held < HOLD) {
        return key;
    }
    int index = (int)(((held - HOLD) / NEXT_KIN + 1) % count);
    size_t length = 0, left = strlen(kin);
    for (int i = 0; i <= index; i++) {
        kin += length;
        left -= length;
        key.arg = utf8_decode(kin, left, &length);
    }
    return key;
}

static KeyFinger *finger_find(Keys *keys, int64_t finger)
{
    for (int i = 0; i < keys->count; i++) {
        if (keys->fingers[i].down && keys->fingers[i].finger == finger) {
            return &keys->fingers[i];
        }
    }
    return NULL;
}

static void finger_leave(KeyFinger *finger, Time now)
{
    finger->down = false;
    finger->up = finger->on ? now : now - FADE;
}

/* Takes away what has faded. */
static void faded_remove(Keys *keys, Time now)
{
    for (int i = keys->count; i-- > 0;) {
        if (!keys->fingers[i].down && now - keys->fingers[i].up >= FADE) {
            keys->fingers[i] = keys->fingers[--keys->count];
        }
    }
}

int keys_down(Keys *keys, int64_t finger, Action key, Time now, Action typed[KEYS_FINGERS_MOST])
{
    int count = 0;
    KeyFinger *again = finger_find(keys, finger);
    if (again != NULL) {
        again->on = false; /* its up was lost on the way */
        finger_leave(again, now);
    }
    for (int i = 0; i < keys->count; i++) {
        KeyFinger *other = &keys->fingers[i];
        if (other->down && other->on && !other->spent) {
            other->spent = true;
            typed[count++] = held_key(other->key, now - other->since);
        }
    }
    if (keys->count == KEYS_FINGERS_MOST) {
        faded_remove(keys, now);
    }
    if (keys->count < KEYS_FINGERS_MOST) {
        keys->fingers[keys->count++] = (KeyFinger){.finger = finger,
                                                   .key = key,
                                                   .down = true,
                                                   .on = true,
                                                   .since = now,
                                                   .repeat = now + HOLD};
    }
    return count;
}

const Action *keys_of(const Keys *keys, int64_t finger)
{
    for (int i = 0; i < keys->count; i++) {
        if (keys->fingers[i].down && keys->fingers[i].finger == finger) {
            return &keys->fingers[i].key;
        }
    }
    return NULL;
}

void keys_move(Keys *keys, int64_t finger, bool on, Time now)
{
    KeyFinger *found = finger_find(keys, finger);
    if (found != NULL && found->on != on) {
        found->on = on;
        found->since = now;
        found->repeat = now + HOLD;
    }
}

bool keys_up(Keys *keys, int64_t finger, bool cancelled, Time now, Action *typed)
{
    KeyFinger *found = finger_find(keys, finger);
    if (found == NULL) {
        return false;
    }
    bool types = found->on && !found->spent && !cancelled;
    *typed = held_key(found->key, now - found->since);
    found->on = found->on && !cancelled;
    finger_leave(found, now);
    return types;
}

static bool repeats(const KeyFinger *finger)
{
    /* A delete that a second finger let act is a tap that is over. */
    bool deletes = finger->key.screen == TYPE_DELETE;
    return finger->down && finger->on && deletes &&
           (!finger->spent || finger->repeat > finger->since + HOLD);
}

bool keys_repeat(Keys *keys, Time now, Action *typed)
{
    for (int i = 0; i < keys->count; i++) {
        KeyFinger *finger = &keys->fingers[i];
        if (repeats(finger) && finger->repeat <= now) {
            finger->repeat += NEXT_DELETE;
            finger->spent = true;
            *typed = finger->key;
            return true;
        }
    }
    return false;
}

Time keys_step(Keys *keys, Time now)
{
    Time wake = TIME_NEVER;
    for (int i = 0; i < keys->count; i++) {
        const KeyFinger *finger = &keys->fingers[i];
        Time due = TIME_NEVER;
        if (!finger->down) {
            due = now;
        } else if (repeats(finger)) {
            due = finger->repeat;
        } else if (finger->on && !finger->spent && finger->key.screen == TYPE_LETTER &&
                   keys_kin_count((uint32_t)finger->key.arg) > 1) {
            Time held = now - finger->since;
            due = finger->since +
                  (held < HOLD ? HOLD : HOLD + ((held - HOLD) / NEXT_KIN + 1) * NEXT_KIN);
        }
        wake = due < wake ? due : wake;
    }
    faded_remove(keys, now);
    return wake;
}

void keys_let_go(Keys *keys)
{
    for (int i = 0; i < keys->count; i++) {
        keys->fingers[i].spent = true;
        keys->fingers[i].on = false;
    }
}

bool keys_any_down(const Keys *keys)
{
    for (int i = 0; i < keys->count; i++) {
        if (keys->fingers[i].down) {
            return true;
        }
    }
    return false;
}

int keys_press(const Keys *keys, Action key, Time now, Action *shown)
{
    int strength = 0;
    *shown = key;
    for (int i = 0; keys != NULL && i < keys->count; i++) {
        const KeyFinger *finger = &keys->fingers[i];
        if (action_key(finger->key) != action_key(key)) {
            continue;
        }
        Time since = finger->down ? 0 : now - finger->up;
        int own = finger->on && since < FADE ? (int)(256 - 256 * since / FADE) : 0;
        if (own > 0 && finger->down && !finger->spent) {
            *shown = held_key(key, now - finger->since);
        }
        strength = own > strength ? own : strength;
    }
    return strength;
}
