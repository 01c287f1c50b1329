/* Display: what counts as a picture that reached it, what is done about displays that come and go,
 * and an app that goes on on another glass. The kernel's answers and SDL's failures are made up
 * here (--wrap); the window is one of SDL's dummy driver. */
#include "app_fixture.h"

#include <SDL.h>

#include "shell/display.h"

/* What the made-up kernel and SDL do. */
static struct {
    bool heard, connected, fails, complains;
    Output output;
    int presents, switched; /* how often; 1 on, -1 off */
} world;

bool __real_glass_present(Glass *glass, const Box *boxes, int count);
bool __wrap_glass_present(Glass *glass, const Box *boxes, int count);
bool __wrap_outputs_find(Output *out, Error *error);
bool __wrap_outputs_ask(int drm, int card, Output *out);
bool __wrap_outputs_heard(OutputWatch *watch);
bool __wrap_outputs_switch(int drm, const Output *output, bool on, Error *error);

bool __wrap_glass_present(Glass *glass, const Box *boxes, int count)
{
    world.presents++;
    if (world.complains) {
        SDL_LogError(SDL_LOG_CATEGORY_VIDEO, "Could not queue pageflip: %d", -22);
    }
    return __real_glass_present(glass, boxes, count) && !world.fails;
}

bool __wrap_outputs_find(Output *out, Error *error)
{
    *out = world.output;
    return world.connected || error_set(error, "no display is connected");
}

bool __wrap_outputs_ask(int drm, int card, Output *out)
{
    (void)drm;
    (void)card;
    *out = world.output;
    return world.connected;
}

bool __wrap_outputs_heard(OutputWatch *watch)
{
    (void)watch;
    bool heard = world.heard;
    world.heard = false;
    return heard;
}

bool __wrap_outputs_switch(int drm, const Output *output, bool on, Error *error)
{
    (void)drm;
    assert_int_equal(output->w, world.output.w);
    assert_string_equal(error->text, "");
    world.switched = on ? 1 : -1;
    return true;
}

static const Options OPTIONS = {.text_percent = 100};

/* A display on the console of a made-up kernel. */
static void begin(Display *display)
{
    Error error = {""};
    memset(&world, 0, sizeof world);
    world.connected = true;
    world.output = (Output){.card = 1, .connector = 33, .w = 640, .h = 480};
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
    assert_true(window_begin(&error));
    display_init(display, &OPTIONS, RENDERER_SOFTWARE);
    assert_false(display->console);
    display->console = true;
}

static void end(Display *display)
{
    display_finish(display);
    window_end();
}

static void the_first_picture_is_shown_again(void **state)
{
    (void)state;
    Display display;
    begin(&display);
    assert_true(display_open(&display, 0));
    assert_int_equal(display.window.w, 640);
    assert_int_equal(display.window.h, 480);
    assert_false(display.shown);
    display_show_all(&display);
    assert_true(display.shown);
    assert_true(world.presents >= 2);
    world.presents = 0;
    display_show_all(&display);
    assert_int_equal(world.presents, 1);
    end(&display);
}

/* The service's environment says how to draw; foyer.txt may say otherwise. */
static void without_a_gpu_where_foyer_txt_says_so(void **state)
{
    (void)state;
    Display display;
    assert_int_equal(setenv("SDL_RENDER_DRIVER", "opengles2", 1), 0);
    begin(&display);
    assert_string_equal(SDL_GetHint(SDL_HINT_RENDER_DRIVER), "opengles2");
    assert_true(display_open(&display, 0));
    assert_string_equal(SDL_GetHint(SDL_HINT_RENDER_DRIVER), "software");
    end(&display);
    assert_int_equal(unsetenv("SDL_RENDER_DRIVER"), 0);
}

static void a_picture_that_fails_is_not_shown(void **state)
{
    (void)state;
    Display display;
    begin(&display);
    assert_true(display_open(&display, 0));
    display_show_all(&display);
    world.fails = true;
    display_show_all(&display);
    assert_false(display.shown);
    world.fails = false;
    display_show_all(&display);
    assert_true(display.shown);
    world.complains = true; /* all that KMSDRM tells of a page flip that failed */
    display_show_all(&display);
    assert_false(display.shown);
    end(&display);
}

static void displays_come_and_go(void **state)
{
    (void)state;
    Display display;
    begin(&display);
    world.connected = false;
    assert_false(display_open(&display, 10 * TIME_S));
    assert_string_equal(display.trouble.text, "no display is connected");
    /* Once a second, or as soon as anything is heard. */
    assert_int_equal(display_look(&display, 10 * TIME_S + 1), DISPLAY_LOST);
    assert_int_equal(display_look(&display, 11 * TIME_S), DISPLAY_AS_BEFORE);
    world.heard = world.connected = true;
    assert_int_equal(display_look(&display, 10 * TIME_S + 2), DISPLAY_AS_BEFORE);
    assert_true(display_open(&display, 10 * TIME_S + 2));
    assert_string_equal(display.trouble.text, "");
    display_show_all(&display);
    assert_int_equal(display_look(&display, 12 * TIME_S), DISPLAY_AS_BEFORE);
    /* The same one, switched off and on: the picture is shown again, twice. */
    world.heard = true;
    world.presents = 0;
    assert_int_equal(display_look(&display, 13 * TIME_S), DISPLAY_STALE);
    display_show_all(&display);
    assert_true(world.presents >= 2);
    /* Another one. */
    world.heard = true;
    world.output.w = 800;
    assert_int_equal(display_look(&display, 14 * TIME_S), DISPLAY_LOST);
    display_close(&display, 14 * TIME_S);
    assert_int_equal(display_look(&display, 14 * TIME_S), DISPLAY_AS_BEFORE);
    assert_true(display_open(&display, 14 * TIME_S));
    assert_int_equal(display.window.w, 800);
    /* None. */
    world.heard = true;
    world.connected = false;
    assert_int_equal(display_look(&display, 15 * TIME_S), DISPLAY_LOST);
    display_close(&display, 15 * TIME_S);
    assert_false(display_open(&display, 15 * TIME_S));
    end(&display);
}

static void off_and_on(void **state)
{
    (void)state;
    Display display;
    begin(&display);
    assert_true(display_open(&display, 0));
    display_show_all(&display);
    display.window.drm = 99; /* as under KMSDRM */
    display_switch(&display, false);
    assert_int_equal(world.switched, -1);
    world.presents = 0;
    display_show_all(&display);
    assert_int_equal(world.presents, 0); /* nothing is drawn at night */
    assert_true(display.shown);
    display_switch(&display, true);
    assert_int_equal(world.switched, 1);
    display_show_all(&display);
    assert_true(world.presents >= 2);
    /* With a window system it is black. */
    display.window.drm = -1;
    display_switch(&display, false);
    uint32_t *pixels = glass_pixels(display.window.glass);
    for (int i = 0; i < 640 * 480; i++) {
        assert_int_equal(pixels[i] & 0xFFFFFF, 0);
    }
    free(pixels);
    end(&display);
}

/* An app goes on on another glass where it was on the one that went. */
static void an_app_goes_on_on_another_glass(void **state)
{
    Stage *stage = (Stage *)*state;
    Visit *visit = &stage->visit;
    assert_true(app_show_screen(visit->app, "delegation/russia", visit->now, &stage->error));
    frame(stage);
    uint32_t *before = glass_pixels(visit->glass);
    for (int round = 0; round < 2; round++) {
        int w = round == 0 ? 800 : 1280, h = round == 0 ? 480 : 800;
        app_drop_glass(visit->app);
        glass_destroy(visit->glass);
        visit->glass = glass_create_memory(w, h, ROTATE_0, &stage->error);
        assert_non_null(visit->glass);
        assert_int_equal(app_counts(visit->app).picture_bytes, 0);
        assert_true(app_take_glass(visit->app, visit->glass, &stage->error));
        frame(stage);
        assert_true(stage->box_count > 0);
        assert_string_equal(app_screen_name(visit->app), "delegation/russia");
    }
    uint32_t *after = glass_pixels(visit->glass);
    assert_memory_equal(before, after, (size_t)1280 * 800 * sizeof *before);
    free(before);
    free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_picture_is_shown_again),
        cmocka_unit_test(without_a_gpu_where_foyer_txt_says_so),
        cmocka_unit_test(a_picture_that_fails_is_not_shown),
        cmocka_unit_test(displays_come_and_go),
        cmocka_unit_test(off_and_on),
        cmocka_unit_test_setup_teardown(an_app_goes_on_on_another_glass, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
