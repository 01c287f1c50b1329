/* Sound: the tick's samples, and what happens without a device and with one of SDL's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <SDL.h>
#include <cmocka.h>

#include "shell/sound.h"

static int loudest(const int16_t *samples, int count)
{
    int most = 0;
    for (int i = 0; i < count; i++) {
        most = abs(samples[i]) > most ? abs(samples[i]) : most;
    }
    return most;
}

static void a_tick_is_short_and_as_loud_as_set(void **state)
{
    (void)state;
    int16_t loud[SOUND_TICK_SAMPLES], quiet[SOUND_TICK_SAMPLES], none[SOUND_TICK_SAMPLES];
    assert_int_equal(sound_make_tick(100, loud, SOUND_TICK_SAMPLES), SOUND_TICK_SAMPLES);
    (void)sound_make_tick(50, quiet, SOUND_TICK_SAMPLES);
    (void)sound_make_tick(0, none, SOUND_TICK_SAMPLES);
    assert_true(loudest(loud, SOUND_TICK_SAMPLES) > 4000);
    assert_true(loudest(loud, SOUND_TICK_SAMPLES) < 9000);
    assert_in_range(loudest(quiet, SOUND_TICK_SAMPLES), loudest(loud, SOUND_TICK_SAMPLES) / 2 - 1,
                    loudest(loud, SOUND_TICK_SAMPLES) / 2 + 1);
    assert_int_equal(loudest(none, SOUND_TICK_SAMPLES), 0);
    assert_int_equal(loud[0], 0);
    assert_true(abs(loud[SOUND_TICK_SAMPLES - 1]) < 10);
    assert_int_equal(sound_make_tick(100, loud, 7), 7);
}

static void silence_opens_nothing(void **state)
{
    (void)state;
    Sound sound;
    sound_init(&sound, 0);
    sound_tick(&sound, 1);
    assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0);
    assert_true(sound_rest(&sound, 1) == TIME_NEVER);
    sound_finish(&sound);
}

static void a_device_is_opened_for_a_tick_and_let_go(void **state)
{
    (void)state;
    Sound sound;
    assert_int_equal(setenv("SDL_AUDIODRIVER", "dummy", 1), 0);
    sound_init(&sound, 30);
    assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0);
    sound_tick(&sound, TIME_S);
    assert_true(sound.device != 0);
    sound_tick(&sound, 2 * TIME_S);
    Time due = sound_rest(&sound, 3 * TIME_S);
    assert_true(due > 3 * TIME_S && due < 60 * TIME_S);
    assert_true(sound.device != 0);
    assert_true(sound_rest(&sound, due) == TIME_NEVER);
    assert_int_equal(sound.device, 0);
    assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0);
    sound_tick(&sound, due + TIME_S);
    assert_true(sound.device != 0);
    sound_finish(&sound);
    assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0);
}

static void without_a_device_it_is_silent(void **state)
{
    (void)state;
    Sound sound;
    assert_int_equal(setenv("SDL_AUDIODRIVER", "nonsense", 1), 0);
    sound_init(&sound, 30);
    sound_tick(&sound, 1);
    assert_true(sound.mute);
    sound_tick(&sound, 2);
    assert_int_equal(sound.device, 0);
    assert_true(sound_rest(&sound, 3) == TIME_NEVER);
    sound_finish(&sound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tick_is_short_and_as_loud_as_set),
        cmocka_unit_test(silence_opens_nothing),
        cmocka_unit_test(a_device_is_opened_for_a_tick_and_let_go),
        cmocka_unit_test(without_a_device_it_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
