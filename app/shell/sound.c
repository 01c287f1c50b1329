/* See sound.h. SDL plays what is queued, on a thread of its own. */
#include "shell/sound.h"

#include <SDL.h>
#include <glob.h>
#include <math.h>
#include <stdlib.h>

#include "base/log.h"

/* Of full scale at volume 100: a lobby is quiet. */
#define LOUDEST 8000.0

#define OPEN_LONGEST (20 * TIME_S)

void sound_init(Sound *sound, int volume)
{
    *sound = (Sound){.volume = volume};
}

static void device_close(Sound *sound)
{
    if (sound->device != 0) {
        SDL_CloseAudioDevice(sound->device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    sound->device = 0;
}

void sound_finish(Sound *sound)
{
    device_close(sound);
}

int sound_make_tick(int volume, int16_t *out, int room)
{
    const double pi = 3.14159265358979323846;
    int count = room < SOUND_TICK_SAMPLES ? room : SOUND_TICK_SAMPLES;
    for (int i = 0; i < count; i++) {
        /* Begins and ends at 0, or it would crackle. */
        double left = 1.0 - (double)i / SOUND_TICK_SAMPLES;
        double wave = sin(2.0 * pi * 1200.0 * i / SOUND_RATE);
        out[i] = (int16_t)(LOUDEST * volume / 100.0 * left * left * left * wave);
    }
    return count;
}

/* Where there is no sound card ALSA says so in ten lines; this is one. */
static bool is_there(void)
{
    glob_t cards = {0};
    bool found = getenv("SDL_AUDIODRIVER") != NULL || glob("/dev/snd/pcm*p", 0, NULL, &cards) == 0;
    globfree(&cards);
    return found || SDL_SetError("there is no sound card") == 0;
}

static void device_open(Sound *sound)
{
    SDL_AudioSpec wanted = {
        .freq = SOUND_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 512};
    bool started = is_there() && SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    sound->device = started ? SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0) : 0;
    sound->mute = sound->device == 0;
    if (sound->mute) {
        log_line(LOG_WARNING, "no tick is heard: %s", SDL_GetError());
    } else {
        SDL_PauseAudioDevice(sound->device, 0);
    }
    if (sound->mute && started) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
}

void sound_tick(Sound *sound, Time now)
{
    int16_t samples[SOUND_TICK_SAMPLES];
    if (sound->volume == 0 || sound->mute) {
        return;
    }
    if (sound->device == 0) {
        device_open(sound);
    }
    if (sound->device != 0) {
        int count = sound_make_tick(sound->volume, samples, SOUND_TICK_SAMPLES);
        SDL_ClearQueuedAudio(sound->device); /* fingers may be faster: the last one counts */
        SDL_QueueAudio(sound->device, samples, (Uint32)count * sizeof *samples);
        sound->last = now;
    }
}

Time sound_rest(Sound *sound, Time now)
{
    if (sound->device == 0) {
        return TIME_NEVER;
    }
    if (now - sound->last >= OPEN_LONGEST) {
        device_close(sound);
        return TIME_NEVER;
    }
    return sound->last + OPEN_LONGEST;
}
