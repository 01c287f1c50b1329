/* Mutated data files: bits flipped, pages cut, rows made hostile, schemas altered. Whatever the
 * file, the check refuses it or it is whole; and even what is refused makes nothing crash that
 * opens it. No file takes 2 s of the processor.
 *
 * mutate [COUNT [SEED]]: the files that were refused and those that passed are counted. 500 files;
 * with FOYER_LONG=1, 10,000. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "app.h"
#include "base/check.h"
#include "content/check_file.h"
#include "cut/look.h"
#include "cut/mutation.h"
#include "form.h"
#include "staff/build.h"

enum { SHORT_COUNT = 500, LONG_COUNT = 10000, SECONDS_MOST = 2, DRAWN_EVERY = 10 };

typedef struct Stage {
    char folder[64], original[128], mutated[128];
    char fonts[512];
    App *app;
    Glass *glass;
    Time now;
    int refused, good, opened;
} Stage;

/* A file that takes too long ends the test by a signal, with its number. */
static void set_alarm(int seconds)
{
    struct itimerval timer = {.it_value = {.tv_sec = seconds}};
    CHECK(setitimer(ITIMER_PROF, &timer, NULL) == 0);
}

/* The screens draw what passed. */
static void draw(Stage *stage, Content *content)
{
    static const char *const SCREENS[] = {"home", "delegations", "news", "idle"};
    Error error = {{0}};
    app_set_content(stage->app, content);
    for (size_t i = 0; i < sizeof SCREENS / sizeof SCREENS[0]; i++) {
        const Box *boxes;
        stage->now += 10 * TIME_S;
        CHECK(app_show_screen(stage->app, SCREENS[i], stage->now, &error));
        (void)app_step(stage->app, stage->now, (Wall){{2022, 6, 4}, 12, 0, 0});
        (void)app_draw(stage->app, &boxes);
    }
}

/* Whether the check let it pass, which it only may if it is whole. */
static bool survive(Stage *stage, int number)
{
    Error why = {{0}}, error = {{0}};
    bool passed = check_file(stage->mutated, &why);
    Content *content = content_open(stage->mutated, &error);
    bool whole = content != NULL && look_at_all(content);
    bool fits = !passed || whole;
    bool says = (passed || why.text[0] != '\0') && (content != NULL || error.text[0] != '\0');
    if (!fits || !says) {
        fprintf(stderr, "file %d passed the check and is not whole: %s%s\n", number, why.text,
                error.text);
    }
    stage->opened += content != NULL ? 1 : 0;
    stage->good += passed ? 1 : 0;
    stage->refused += passed ? 0 : 1;
    if (passed && content != NULL && stage->good % DRAWN_EVERY == 0) {
        draw(stage, content);
    } else {
        content_destroy(content);
    }
    return fits && says;
}

static bool open_stage(Stage *stage)
{
    const char *source = getenv("FOYER_TEST_SOURCE");
    char data[512];
    Error error = {{0}};
    BuildCounts counts;
    (void)snprintf(data, sizeof data, "%s/data", source != NULL ? source : ".");
    (void)snprintf(stage->fonts, sizeof stage->fonts, "%s/fonts", source != NULL ? source : ".");
    (void)snprintf(stage->folder, sizeof stage->folder, "/tmp/foyer-mutate-XXXXXX");
    CHECK(mkdtemp(stage->folder) != NULL);
    (void)snprintf(stage->original, sizeof stage->original, "%s/original.db", stage->folder);
    (void)snprintf(stage->mutated, sizeof stage->mutated, "%s/mutated.db", stage->folder);
    stage->glass = glass_create_memory(800, 480, ROTATE_0, &error);
    AppOptions options = {.data_path = stage->original, .fonts = stage->fonts, .text_percent = 100};
    bool good = build_run(data, stage->original, &counts, &error) == BUILD_DONE &&
                stage->glass != NULL &&
                (stage->app = app_create(&options, stage->glass, &error)) != NULL;
    if (!good) {
        fprintf(stderr, "mutate: %s\n", error.text);
    }
    return good;
}

static void close_stage(Stage *stage)
{
    app_destroy(stage->app);
    glass_destroy(stage->glass);
    (void)unlink(stage->mutated);
    (void)unlink(stage->original);
    (void)rmdir(stage->folder);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : form_is_long() ? LONG_COUNT : SHORT_COUNT;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    Stage stage = {.now = TIME_S};
    bool good = open_stage(&stage);
    (void)freopen("/dev/null", "w", stderr); /* thousands of lines that a display would log */
    for (int i = 0; good && i < count; i++) {
        char name[64];
        mutation_make(stage.original, stage.mutated, seed * 1000003 + (uint64_t)i, name);
        set_alarm(SECONDS_MOST);
        good = survive(&stage, i);
        set_alarm(0);
        if (!good) {
            printf("file %d of seed %llu failed: %s\n", i, (unsigned long long)seed, name);
        }
    }
    printf("%d mutated files: %d refused, %d passed; %d opened without the check\n",
           stage.refused + stage.good, stage.refused, stage.good, stage.opened);
    /* Both ends have to be reached, or the files are not what they are meant to be. */
    bool balanced = stage.refused > count / 4 && stage.good > count / 100;
    close_stage(&stage);
    return good && balanced ? 0 : 1;
}
