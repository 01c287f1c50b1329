/* Tests the desk's pictures of screens: they are those of `foyer shot`, follow every change of the
 * draft, whose file others write in between, and what cannot be shown is said and breaks nothing.
 * The draft and what is published are files of the test's own. */
#include <SDL_image.h>
#include <pthread.h>

#include "content_fixture.h"
#include "desk/desk.h"
#include "desk/draft.h"
#include "desk/preview.h"
#include "desk/publisher.h"
#include "staff/visit.h"

static const Wall MORNING = {{2022, 6, 3}, 10, 24, 0};

/* ---- the draft and the publisher ---- */

static const char *draft_file, *published_file;
static int64_t draft_number;
static int locked; /* how often the file is held still now */

int64_t __wrap_draft_change(Draft *draft);
int64_t __wrap_draft_change(Draft *draft)
{
    (void)draft;
    return draft_number;
}

const char *__wrap_draft_lock_file(Draft *draft, int64_t *change_number, Error *error);
const char *__wrap_draft_lock_file(Draft *draft, int64_t *change_number, Error *error)
{
    (void)draft;
    (void)error;
    locked++;
    *change_number = draft_number;
    return draft_file;
}

void __wrap_draft_unlock_file(Draft *draft);
void __wrap_draft_unlock_file(Draft *draft)
{
    (void)draft;
    locked--;
}

const char *__wrap_publisher_file(const Publisher *publisher);
const char *__wrap_publisher_file(const Publisher *publisher)
{
    (void)publisher;
    return published_file;
}

/* ---- the stage ---- */

typedef struct Stage {
    Fixture *files;
    char fonts[4096], missing[200];
    Desk desk;
} Stage;

static int set_up(void **state)
{
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    void *files = NULL;
    Error error = {""};
    assert_non_null(stage);
    assert_int_equal(fixture_begin(&files), 0);
    stage->files = (Fixture *)files;
    (void)snprintf(stage->fonts, sizeof stage->fonts, "%s/fonts", getenv("FOYER_TEST_SOURCE"));
    (void)snprintf(stage->missing, sizeof stage->missing, "%s/none.db", stage->files->folder);
    stage->desk.fonts = stage->fonts;
    stage->desk.preview = preview_create(&stage->desk, &error);
    assert_non_null(stage->desk.preview);
    draft_file = copy_shipped(stage->files);
    published_file = stage->files->shipped;
    draft_number = 0;
    *state = stage;
    return 0;
}

static int tear_down(void **state)
{
    Stage *stage = (Stage *)*state;
    void *files = stage->files;
    preview_destroy(stage->desk.preview);
    assert_int_equal(locked, 0);
    free(stage);
    return fixture_end(&files);
}

static PreviewAsk ask_for(const char *screen)
{
    return (PreviewAsk){.content = PREVIEW_DRAFT,
                        .screen = screen,
                        .w = 1280,
                        .h = 800,
                        .language = "en",
                        .text_percent = 100,
                        .contrast = "",
                        .now = MORNING};
}

typedef struct Picture {
    void *bytes;
    size_t count;
} Picture;

static Picture take(Stage *stage, const PreviewAsk *ask)
{
    Picture picture;
    Error error = {""};
    if (preview_png(stage->desk.preview, ask, &picture.bytes, &picture.count, &error) !=
        PREVIEW_DONE) {
        fail_msg("%s: %s", ask->screen, error.text);
    }
    return picture;
}

static SDL_Surface *decode(const void *bytes, size_t count)
{
    SDL_Surface *any = IMG_Load_RW(SDL_RWFromConstMem(bytes, (int)count), 1);
    assert_non_null(any);
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(any, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(any);
    assert_non_null(surface);
    return surface;
}

static bool is_same(SDL_Surface *a, SDL_Surface *b)
{
    bool same = a->w == b->w && a->h == b->h;
    for (int y = 0; same && y < a->h; y++) {
        same = memcmp((char *)a->pixels + (ptrdiff_t)y * a->pitch,
                      (char *)b->pixels + (ptrdiff_t)y * b->pitch, (size_t)a->w * 3) == 0;
    }
    return same;
}

/* Whether it is the picture that `foyer shot FILE SCREEN --motion off` makes. */
static bool is_shot(Stage *stage, const Picture *picture, const char *file, const PreviewAsk *ask)
{
    Options options = {.width = ask->w,
                       .height = ask->h,
                       .language = ask->language,
                       .text_percent = ask->text_percent,
                       .motion_off = true,
                       .contrast = strcmp(ask->contrast, "high") == 0   ? CONTRAST_HIGH
                                   : strcmp(ask->contrast, "dark") == 0 ? CONTRAST_DARK
                                                                        : CONTRAST_STANDARD,
                       .words = {file},
                       .word_count = 1};
    Visit visit;
    Error error = {""};
    if (!visit_open(&visit, &options, stage->fonts, ask->now, &error) ||
        !app_show_screen(visit.app, ask->screen, visit.now, &error) ||
        !visit_rest(&visit, &error)) {
        fail_msg("%s: %s", ask->screen, error.text);
    }
    uint32_t *pixels = glass_pixels(visit.glass);
    SDL_Surface *shot = SDL_CreateRGBSurfaceWithFormatFrom(pixels, ask->w, ask->h, 32, ask->w * 4,
                                                           SDL_PIXELFORMAT_RGB888);
    SDL_Surface *expected = SDL_ConvertSurfaceFormat(shot, SDL_PIXELFORMAT_RGB24, 0);
    SDL_Surface *got = decode(picture->bytes, picture->count);
    bool same = is_same(got, expected);
    SDL_FreeSurface(shot);
    SDL_FreeSurface(expected);
    SDL_FreeSurface(got);
    free(pixels);
    visit_close(&visit);
    return same;
}

static void expect_shot(Stage *stage, const char *file, const PreviewAsk *ask)
{
    Picture picture = take(stage, ask);
    if (!is_shot(stage, &picture, file, ask)) {
        fail_msg("%s at %d x %d in %s is not the display's picture", ask->screen, ask->w, ask->h,
                 ask->language);
    }
    free(picture.bytes);
}

/* ---- the tests ---- */

static void pictures_are_the_displays_own(void **state)
{
    static const char *const SCREENS[] = {"idle",
                                          "idle/6",
                                          "home",
                                          "delegations",
                                          "news",
                                          "search",
                                          "news/2022-06-03-observers-briefed",
                                          "delegation/kazakhstan"};
    Stage *stage = (Stage *)*state;
    for (size_t i = 0; i < sizeof SCREENS / sizeof SCREENS[0]; i++) {
        PreviewAsk ask = ask_for(SCREENS[i]);
        expect_shot(stage, stage->files->shipped, &ask);
    }
    PreviewAsk ask = ask_for("delegation/belarus");
    ask.content = PREVIEW_PUBLISHED;
    expect_shot(stage, stage->files->shipped, &ask);
    ask = (PreviewAsk){.content = PREVIEW_DRAFT,
                       .screen = "news/2022-06-03-observers-briefed",
                       .w = 480,
                       .h = 800,
                       .language = "ru",
                       .text_percent = 150,
                       .contrast = "dark",
                       .now = {{2026, 11, 26}, 23, 59, 59}};
    expect_shot(stage, stage->files->shipped, &ask);
}

/* More looks than are kept, in turn and twice. */
static void many_sizes_take_turns(void **state)
{
    Stage *stage = (Stage *)*state;
    for (int i = 0; i < 18; i++) {
        PreviewAsk ask = ask_for("home");
        ask.w = 800 + i % 9 * 40;
        ask.h = i % 9 == 8 ? 1920 : 480 + i % 9 * 40;
        ask.language = i % 2 == 0 ? "en" : "ru";
        Picture picture = take(stage, &ask);
        SDL_Surface *surface = decode(picture.bytes, picture.count);
        assert_int_equal(surface->w, ask.w);
        assert_int_equal(surface->h, ask.h);
        SDL_FreeSurface(surface);
        free(picture.bytes);
    }
    PreviewAsk ask = ask_for("home");
    expect_shot(stage, stage->files->shipped, &ask);
}

/* The draft's file is written in place between two pictures, and may be. */
static void every_change_shows(void **state)
{
    static const char *const SCREENS[] = {"idle", "home", "news/2022-06-03-observers-briefed",
                                          "delegation/belarus"};
    Stage *stage = (Stage *)*state;
    for (int i = 0; i < 12; i++) {
        char sql[300];
        (void)snprintf(sql, sizeof sql,
                       "UPDATE delegation_text SET name = 'Belarus %d' WHERE delegation = "
                       "'belarus' AND language = 'en'; UPDATE news_text SET title = 'Title %d', "
                       "body = 'Body %d' WHERE language = 'en'",
                       i, i, i);
        change(draft_file, sql);
        draft_number++;
        PreviewAsk ask = ask_for(SCREENS[i % 4]);
        expect_shot(stage, draft_file, &ask);
    }
}

static void the_same_is_not_read_again(void **state)
{
    Stage *stage = (Stage *)*state;
    PreviewAsk ask = ask_for("home");
    Picture before = take(stage, &ask);
    change(draft_file, "UPDATE delegation_text SET name = 'X' WHERE delegation = 'belarus'");
    Picture same = take(stage, &ask);
    assert_int_equal(before.count, same.count);
    assert_memory_equal(before.bytes, same.bytes, before.count);
    draft_number++;
    Picture changed = take(stage, &ask);
    assert_true(changed.count != before.count ||
                memcmp(changed.bytes, before.bytes, before.count) != 0);
    free(before.bytes);
    free(same.bytes);
    free(changed.bytes);
}

/* What is hidden today is shown to who asks for it; what is gone is said. */
static void hidden_items_show_and_missing_ones_are_said(void **state)
{
    Stage *stage = (Stage *)*state;
    PreviewAsk ask = ask_for("news/2022-06-03-observers-briefed");
    change(draft_file, "UPDATE news SET shown_from = '2022-07-01', shown_until = '2022-07-02'");
    draft_number++;
    expect_shot(stage, draft_file, &ask);
    change(draft_file, "DELETE FROM news_delegation; DELETE FROM news_text; DELETE FROM news");
    draft_number++;
    Picture picture;
    Error error = {""};
    static const struct {
        const char *screen, *language;
    } MISSING[] = {{"news/2022-06-03-observers-briefed", "en"},
                   {"delegation/nowhere", "en"},
                   {"delegation/", "en"},
                   {"news/../../etc/passwd", "en"},
                   {"idle/99", "en"},
                   {"", "en"},
                   {"home", "xx"}};
    for (size_t i = 0; i < sizeof MISSING / sizeof MISSING[0]; i++) {
        ask.screen = MISSING[i].screen;
        ask.language = MISSING[i].language;
        error.text[0] = '\0';
        assert_int_equal(
            preview_png(stage->desk.preview, &ask, &picture.bytes, &picture.count, &error),
            PREVIEW_MISSING);
        assert_null(picture.bytes);
        assert_true(error.text[0] != '\0');
    }
    ask = ask_for("home");
    expect_shot(stage, draft_file, &ask);
    /* A language that comes and goes while its stage is kept. */
    change(draft_file, "PRAGMA foreign_keys = 0; UPDATE language SET code = 'kk' WHERE code = 'ru';"
                       "UPDATE delegation_text SET language = 'kk' WHERE language = 'ru'");
    draft_number++;
    ask.language = "kk";
    expect_shot(stage, draft_file, &ask);
}

static void no_file_is_a_sentence(void **state)
{
    Stage *stage = (Stage *)*state;
    PreviewAsk ask = ask_for("home");
    Picture picture;
    Error error = {""};
    ask.content = PREVIEW_PUBLISHED;
    published_file = stage->missing;
    assert_int_equal(preview_state(stage->desk.preview, PREVIEW_PUBLISHED), 0);
    assert_int_equal(preview_png(stage->desk.preview, &ask, &picture.bytes, &picture.count, &error),
                     PREVIEW_MISSING);
    published_file = stage->files->shipped;
    expect_shot(stage, stage->files->shipped, &ask);
    uint64_t before = preview_state(stage->desk.preview, PREVIEW_PUBLISHED);
    assert_int_equal(preview_state(stage->desk.preview, PREVIEW_PUBLISHED), before);
    published_file = stage->files->extreme;
    assert_int_not_equal(preview_state(stage->desk.preview, PREVIEW_PUBLISHED), before);
    ask.content = PREVIEW_DRAFT;
    draft_file = stage->missing;
    assert_int_equal(preview_png(stage->desk.preview, &ask, &picture.bytes, &picture.count, &error),
                     PREVIEW_FAILED);
    draft_file = stage->files->shipped;
    expect_shot(stage, stage->files->shipped, &ask);
}

/* ---- several at once ---- */

typedef struct Asker {
    Stage *stage;
    PreviewAsk ask;
    Picture first;
    bool same;
} Asker;

static void *ask_often(void *context)
{
    Asker *asker = (Asker *)context;
    asker->same = true;
    for (int i = 0; i < 10; i++) {
        Picture picture = take(asker->stage, &asker->ask);
        asker->same = asker->same && picture.count == asker->first.count &&
                      memcmp(picture.bytes, asker->first.bytes, picture.count) == 0;
        free(picture.bytes);
    }
    return NULL;
}

static void *work_between(void *context)
{
    Stage *stage = (Stage *)context;
    for (int i = 0; i < 10; i++) {
        preview_take_turn(stage->desk.preview);
        preview_end_turn(stage->desk.preview);
    }
    return NULL;
}

static void many_may_ask_at_once(void **state)
{
    enum { ASKERS = 4 };
    static const char *const SCREENS[ASKERS] = {"home", "idle", "delegations", "delegation/russia"};
    Stage *stage = (Stage *)*state;
    Asker askers[ASKERS];
    pthread_t threads[ASKERS + 1];
    for (int i = 0; i < ASKERS; i++) {
        askers[i] = (Asker){.stage = stage, .ask = ask_for(SCREENS[i])};
        askers[i].ask.w = i < 2 ? 1280 : 800;
        askers[i].first = take(stage, &askers[i].ask);
    }
    for (int i = 0; i < ASKERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &askers[i]), 0);
    }
    assert_int_equal(pthread_create(&threads[ASKERS], NULL, work_between, stage), 0);
    for (int i = 0; i <= ASKERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (int i = 0; i < ASKERS; i++) {
        assert_true(askers[i].same);
        free(askers[i].first.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pictures_are_the_displays_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_sizes_take_turns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_change_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_is_not_read_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hidden_items_show_and_missing_ones_are_said, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(no_file_is_a_sentence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_may_ask_at_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
