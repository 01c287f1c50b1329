/* Sound: a short, quiet tick when a finger comes down, where the settings want one. */
#ifndef FOYER_SHELL_SOUND_H
#define FOYER_SHELL_SOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

typedef struct Sound {
    int volume;      /* 0, silence, to 100 */
    uint32_t device; /* SDL's; 0: none is open */
    Time last;       /* tick */
    bool mute;       /* no device could be opened: it was said, and is not tried again */
} Sound;

/* Opens nothing yet: at volume 0 no sound device is ever asked for. */
void sound_init(Sound *sound, int volume);
void sound_finish(Sound *sound);

/* Ticks. The first tick after a while opens the device, some milliseconds. */
void sound_tick(Sound *sound, Time now);

/* Lets the device go when nobody has touched the display for a while: an open one wakes the
 * processor a hundred times a second, with nothing to play. When next to be called. */
Time sound_rest(Sound *sound, Time now);

/* The samples of a tick, mono, at SOUND_RATE: a tone of 1.2 kHz that is gone after 12 ms. At most
 * `room`; how many. */
enum { SOUND_RATE = 48000, SOUND_TICK_SAMPLES = SOUND_RATE * 12 / 1000 };
int sound_make_tick(int volume, int16_t *out, int room);

#endif
