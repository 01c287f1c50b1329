/* The screens that the design shows whole, on the shipped content: nothing of them is left below
 * the edge to scroll to, on the displays they were drawn for. */
#include "app_fixture.h"

typedef struct Shown {
    int width, height;
    const char *language, *screen;
} Shown;

/* Only a page longer than its view is shaded at its foot. */
static bool page_scrolls(const DrawList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == DRAW_SHADE) {
            return true;
        }
    }
    return false;
}

static void fits(const Shown *shown)
{
    const char *source = getenv("FOYER_TEST_SOURCE"), *build = getenv("FOYER_TEST_BUILD");
    Stage stage = {0};
    snprintf(stage.fonts, sizeof stage.fonts, "%s/fonts", source != NULL ? source : ".");
    snprintf(stage.data, sizeof stage.data, "%s/lobby.db", build != NULL ? build : ".");
    Options options = {.width = shown->width,
                       .height = shown->height,
                       .text_percent = 100,
                       .language = shown->language,
                       .words = {stage.data},
                       .word_count = 1};
    assert_true(visit_open(&stage.visit, &options, stage.fonts, MORNING, &stage.error));
    show(&stage, shown->screen);
    if (page_scrolls(app_list(stage.visit.app))) {
        fail_msg("%s scrolls at %d x %d in %s", shown->screen, shown->width, shown->height,
                 shown->language);
    }
    visit_close(&stage.visit);
}

static void an_upright_home_shows_all_it_has(void **state)
{
    (void)state;
    const Shown shown[] = {{1080, 1920, "en", "home"},
                           {1080, 1920, "ru", "home"},
                           {1200, 1920, "en", "home"},
                           {1200, 1920, "ru", "home"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        fits(&shown[i]);
    }
}

static void five_delegations_stand_in_one_row(void **state)
{
    (void)state;
    const Shown shown[] = {{1920, 1080, "en", "delegations"},
                           {1920, 1080, "ru", "delegations"},
                           {2560, 1440, "ru", "delegations"},
                           {3840, 2160, "ru", "delegations"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        fits(&shown[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_upright_home_shows_all_it_has),
        cmocka_unit_test(five_delegations_stand_in_one_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
