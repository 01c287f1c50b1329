/* Tests of the layout rules themselves: each on a list that keeps it and on one that breaks it, for
 * a rule that finds nothing anywhere would look like a display without a fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout/scene.h"
#include "ui/action.h"

#define PAPER COLOR_RGB(0xF7F4ED)
#define INK COLOR_RGB(0x152132)

static const Box SCREEN = {0, 0, 1920, 1080}; /* where 1 u is 1 px */

typedef struct Bench {
    Text *text;
    Ink *ink;
    DrawList list;
    Findings findings;
    const Lexicon *lexicon;
    Comfort comfort;
} Bench;

static int set_up(void **state)
{
    Bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    char fonts[512];
    Error error = {{0}};
    const char *source = getenv("FOYER_TEST_SOURCE");
    snprintf(fonts, sizeof fonts, "%s/fonts", source != NULL ? source : ".");
    bench->text = text_create(fonts, 1 << 20, &error);
    bench->ink = ink_create(fonts);
    bench->comfort = (Comfort){.text_percent = 100, .motion = true};
    assert_non_null(bench->text);
    assert_non_null(bench->ink);
    list_init(&bench->list);
    list_begin(&bench->list, SCREEN, PAPER);
    findings_begin(&bench->findings, "bench");
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    Bench *bench = (Bench *)*state;
    list_finish(&bench->list);
    ink_destroy(bench->ink);
    text_destroy(bench->text);
    free(bench);
    return 0;
}

static void write_lines(Bench *bench, const char *string, int32_t x, int32_t y, int32_t size_px,
                        int32_t line_px, int32_t width, Color color)
{
    TextStyle style = {FACE_SANS, (int16_t)size_px, 0, (int16_t)line_px};
    const TextLayout *layout =
        text_layout(bench->text, string, strlen(string), NULL, 0, style, width, 0, 0);
    list_layout(&bench->list, layout, x, y, color);
}

static void write_at(Bench *bench, const char *string, int32_t x, int32_t y)
{
    write_lines(bench, string, x, y, 30, 40, TEXT_NO_WRAP, INK);
}

static void target_at(Bench *bench, Box box, uint64_t arg)
{
    Action action = {.kind = ACTION_OPEN, .arg = arg};
    list_target(&bench->list, box, action_tag(action), action.arg);
}

/* How often the rules find this in the list; the list begins anew. */
static int findings_of(Bench *bench, const char *kind, Place place)
{
    Scene scene = scene_make(&bench->list, bench->comfort, place, bench->ink, &bench->findings);
    scene.lexicon = bench->lexicon;
    memset(bench->findings.kinds, 0, sizeof bench->findings.kinds);
    findings_begin(&bench->findings, "bench");
    rules_check(&scene);
    int count = 0;
    for (size_t i = 0; i < 32 && bench->findings.kinds[i].kind != NULL; i++) {
        if (strcmp(bench->findings.kinds[i].kind, kind) == 0) {
            count = bench->findings.kinds[i].count;
        } else {
            fail_msg("found \"%s\" besides", bench->findings.kinds[i].kind);
        }
    }
    list_begin(&bench->list, SCREEN, PAPER);
    return count;
}

static void text_is_not_cut(void **state)
{
    Bench *bench = (Bench *)*state;
    write_at(bench, "Whole", 100, 100);
    assert_int_equal(findings_of(bench, "text cut at the side", PLACE_STILL), 0);
    write_at(bench, "Left", -20, 100);
    write_at(bench, "Right", 1900, 200);
    assert_int_equal(findings_of(bench, "text cut at the side", PLACE_STILL), 2);
    write_at(bench, "Low", 100, 1058);
    assert_int_equal(findings_of(bench, "text cut at the bottom", PLACE_STILL), 1);
    ListState was = list_clip(&bench->list, (Box){0, 200, 1920, 400});
    write_at(bench, "High", 100, 180);
    list_restore(&bench->list, was);
    assert_int_equal(findings_of(bench, "text cut at the top", PLACE_STILL), 1);
}

static void a_page_that_scrolls_is_cut_where_it_goes_on(void **state)
{
    Bench *bench = (Bench *)*state;
    static const struct {
        Place place;
        int top, bottom;
    } CASES[] = {{PLACE_TOP, 1, 0}, {PLACE_MIDDLE, 0, 0}, {PLACE_END, 0, 1}};
    for (size_t i = 0; i < 3; i++) {
        for (int low = 0; low < 2; low++) {
            ListState was = list_clip(&bench->list, (Box){0, 200, 1920, 400});
            write_at(bench, "Line", 100, low ? 580 : 180);
            list_restore(&bench->list, was);
            const char *kind = low ? "text cut at the bottom" : "text cut at the top";
            int count = findings_of(bench, kind, CASES[i].place);
            assert_int_equal(count, low ? CASES[i].bottom : CASES[i].top);
        }
    }
    /* The bar does not scroll. */
    write_at(bench, "Bar", 100, 1058);
    assert_int_equal(findings_of(bench, "text cut at the bottom", PLACE_TOP), 1);
}

static void text_is_not_over_text(void **state)
{
    Bench *bench = (Bench *)*state;
    write_at(bench, "Above", 100, 100);
    write_at(bench, "below", 100, 140);
    write_at(bench, "beside", 400, 100);
    assert_int_equal(findings_of(bench, "text over text", PLACE_STILL), 0);
    write_at(bench, "Above", 100, 100);
    write_at(bench, "upon", 130, 110);
    assert_int_equal(findings_of(bench, "text over text", PLACE_STILL), 1);
    write_at(bench, "Above", 100, 100);
    write_at(bench, "on the line", 130, 100);
    assert_int_equal(findings_of(bench, "text over text", PLACE_STILL), 1);
    write_lines(bench, "gypsy\nÅÉ", 100, 100, 60, 40, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "lines overlap", PLACE_STILL), 1);
    /* Boxes that meet, letters that do not. */
    write_lines(bench, "nose\nnose", 100, 100, 60, 60, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "lines overlap", PLACE_STILL), 0);
    /* What lies under an opaque fill is not seen, nor is what a curtain hides. */
    write_at(bench, "Hidden", 100, 100);
    list_fill(&bench->list, SCREEN, PAPER);
    write_at(bench, "seen", 100, 100);
    assert_int_equal(findings_of(bench, "text over text", PLACE_STILL), 0);
    write_at(bench, "Hidden", 100, 100);
    list_fill(&bench->list, SCREEN, 0xC0000000u);
    list_target(&bench->list, SCREEN, 0, 0);
    list_shape(&bench->list, (Box){0, 0, 800, 800}, 0, PAPER, 0, COLOR_NONE);
    write_at(bench, "seen", 100, 100);
    assert_int_equal(findings_of(bench, "text over text", PLACE_STILL), 0);
}

static void text_stays_in_its_region(void **state)
{
    Bench *bench = (Bench *)*state;
    list_region(&bench->list, (Box){100, 100, 300, 60});
    write_at(bench, "Inside", 100, 105);
    assert_int_equal(findings_of(bench, "text leaves its region sideways", PLACE_STILL), 0);
    list_region(&bench->list, (Box){100, 100, 300, 60});
    write_at(bench, "Left of it", 90, 105);
    write_at(bench, "right of it", 320, 105);
    assert_int_equal(findings_of(bench, "text leaves its region sideways", PLACE_STILL), 2);
    list_region(&bench->list, (Box){100, 100, 300, 60});
    write_at(bench, "Below", 100, 140);
    assert_int_equal(findings_of(bench, "text leaves its region up or down", PLACE_STILL), 1);
}

static void text_is_not_over_seats_or_pictures(void **state)
{
    Bench *bench = (Bench *)*state;
    Color brass = COLOR_RGB(0x7D5C14);
    write_at(bench, "Number", 100, 100);
    list_disc(&bench->list, (Box){70, 105, 24, 24}, brass);
    list_image(&bench->list, (Box){300, 100, 64, 48}, 1, 0);
    assert_int_equal(findings_of(bench, "text over a seat", PLACE_STILL), 0);
    write_at(bench, "Number", 100, 100);
    list_disc(&bench->list, (Box){90, 105, 24, 24}, brass);
    assert_int_equal(findings_of(bench, "text over a seat", PLACE_STILL), 1);
    write_at(bench, "Name", 100, 100);
    list_image(&bench->list, (Box){110, 100, 64, 48}, 1, 0);
    assert_int_equal(findings_of(bench, "text over a picture", PLACE_STILL), 1);
    /* A button's label is inside it. */
    list_shape(&bench->list, (Box){80, 80, 300, 92}, 46, COLOR_RGB(0xFFFFFF), 0, COLOR_NONE);
    write_at(bench, "Button", 130, 105);
    assert_int_equal(findings_of(bench, "text over a seat", PLACE_STILL), 0);
}

static void targets_are_large(void **state)
{
    Bench *bench = (Bench *)*state;
    target_at(bench, (Box){100, 100, 92, 92}, 1);
    assert_int_equal(findings_of(bench, "target too small", PLACE_STILL), 0);
    target_at(bench, (Box){100, 100, 91, 92}, 1);
    target_at(bench, (Box){400, 100, 92, 80}, 2);
    assert_int_equal(findings_of(bench, "target too small", PLACE_STILL), 2);
    /* Several boxes with one action are one target, but not across the screen. */
    target_at(bench, (Box){100, 100, 50, 92}, 1);
    target_at(bench, (Box){160, 100, 50, 92}, 1);
    assert_int_equal(findings_of(bench, "target too small", PLACE_STILL), 0);
    target_at(bench, (Box){100, 100, 200, 92}, 1);
    target_at(bench, (Box){1000, 100, 50, 92}, 1);
    assert_int_equal(findings_of(bench, "target too small", PLACE_STILL), 1);
    /* A page's edge may cut one that is large enough where the page stands otherwise. */
    for (int scrolls = 0; scrolls < 2; scrolls++) {
        ListState was = list_clip(&bench->list, (Box){0, 0, 1920, 600});
        target_at(bench, (Box){100, 560, 200, 92}, 1);
        list_restore(&bench->list, was);
        assert_int_equal(findings_of(bench, "target too small", scrolls ? PLACE_TOP : PLACE_STILL),
                         !scrolls);
    }
}

static void targets_are_apart(void **state)
{
    Bench *bench = (Bench *)*state;
    target_at(bench, (Box){100, 100, 92, 92}, 1);
    target_at(bench, (Box){204, 100, 92, 92}, 2);
    target_at(bench, (Box){100, 204, 92, 92}, 3);
    assert_int_equal(findings_of(bench, "targets too close", PLACE_STILL), 0);
    target_at(bench, (Box){100, 100, 92, 92}, 1);
    target_at(bench, (Box){203, 100, 92, 92}, 2);
    assert_int_equal(findings_of(bench, "targets too close", PLACE_STILL), 1);
    target_at(bench, (Box){100, 100, 200, 200}, 1);
    target_at(bench, (Box){150, 250, 200, 200}, 2);
    assert_int_equal(findings_of(bench, "targets too close", PLACE_STILL), 1);
    /* A button on a slide that answers everywhere; the reverse hides the button. */
    target_at(bench, SCREEN, 1);
    target_at(bench, (Box){100, 100, 200, 92}, 2);
    assert_int_equal(findings_of(bench, "targets too close", PLACE_STILL), 0);
    target_at(bench, (Box){100, 100, 200, 92}, 2);
    target_at(bench, SCREEN, 1);
    assert_int_equal(findings_of(bench, "targets too close", PLACE_STILL), 1);
}

static void colors_stand_out(void **state)
{
    Bench *bench = (Bench *)*state;
    write_lines(bench, "Dark", 100, 100, 30, 40, TEXT_NO_WRAP, COLOR_RGB(0x5A6675));
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 0);
    write_lines(bench, "Pale", 100, 100, 30, 40, TEXT_NO_WRAP, COLOR_RGB(0x8A8A8A));
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 1);
    /* On what lies highest below it, seen through what is translucent. */
    list_shape(&bench->list, (Box){80, 80, 300, 92}, 46, INK, 0, COLOR_NONE);
    write_lines(bench, "Dark", 130, 105, 30, 40, TEXT_NO_WRAP, COLOR_RGB(0x5A6675));
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 1);
    list_fill(&bench->list, SCREEN, 0xC40C1B2Du);
    write_lines(bench, "Dark", 130, 105, 30, 40, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 1);
    list_disc(&bench->list, (Box){100, 100, 24, 24}, COLOR_RGB(0xD6AE5C));
    assert_int_equal(findings_of(bench, "seat too pale", PLACE_STILL), 1);
    list_disc(&bench->list, (Box){100, 100, 24, 24}, COLOR_RGB(0xA97B1E));
    assert_int_equal(findings_of(bench, "seat too pale", PLACE_STILL), 0);
}

static void contrast_goes_by_size_and_palette(void **state)
{
    Bench *bench = (Bench *)*state;
    Color gray = COLOR_RGB(0x6B6B6B); /* 4.8 : 1 on the bench's paper */
    write_lines(bench, "Large", 100, 100, 34, 40, TEXT_NO_WRAP, gray);
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 0);
    write_lines(bench, "Small", 100, 100, 30, 40, TEXT_NO_WRAP, gray);
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 1);
    list_icon(&bench->list, (Box){100, 100, 40, 40}, ICON_HOME, COLOR_RGB(0xB8B8B8));
    assert_int_equal(findings_of(bench, "icon too pale", PLACE_STILL), 1);
    list_qr(&bench->list, (Box){100, 100, 160, 160}, "https://kenesh.kg", INK);
    assert_int_equal(findings_of(bench, "code too pale", PLACE_STILL), 0);
    list_fill(&bench->list, SCREEN, INK);
    list_qr(&bench->list, (Box){100, 100, 160, 160}, "https://kenesh.kg", PAPER);
    assert_int_equal(findings_of(bench, "code too pale", PLACE_STILL), 1);
    bench->comfort.contrast = CONTRAST_DARK;
    write_lines(bench, "Small", 100, 100, 30, 40, TEXT_NO_WRAP, gray);
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 0);
    bench->comfort.contrast = CONTRAST_HIGH;
    write_lines(bench, "Large", 100, 100, 34, 40, TEXT_NO_WRAP, gray);
    assert_int_equal(findings_of(bench, "text too pale", PLACE_STILL), 1);
}

static void low_reach_keeps_to_the_lower_half(void **state)
{
    Bench *bench = (Bench *)*state;
    write_at(bench, "High", 100, 100);
    target_at(bench, (Box){100, 300, 200, 92}, 1);
    assert_int_equal(findings_of(bench, "text out of reach", PLACE_STILL), 0);
    bench->comfort.reach = REACH_LOW;
    write_at(bench, "High", 100, 100);
    write_at(bench, "Low", 100, 540);
    assert_int_equal(findings_of(bench, "text out of reach", PLACE_STILL), 1);
    target_at(bench, (Box){100, 500, 200, 92}, 1);
    target_at(bench, (Box){100, 640, 200, 92}, 2);
    assert_int_equal(findings_of(bench, "target out of reach", PLACE_STILL), 1);
    /* What the page scrolled away above is cut, and above the horizon seats may be as faint as they
     * like. */
    ListState was = list_clip(&bench->list, (Box){0, 540, 1920, 540});
    target_at(bench, (Box){100, 400, 200, 292}, 3);
    list_restore(&bench->list, was);
    list_disc(&bench->list, (Box){100, 100, 24, 24}, COLOR_RGB(0xEEEEEE));
    assert_int_equal(findings_of(bench, "target out of reach", PLACE_STILL), 0);
}

static void words_of_the_content_are_not_broken(void **state)
{
    Bench *bench = (Bench *)*state;
    char path[512];
    Error error = {{0}};
    const char *build = getenv("FOYER_TEST_BUILD");
    snprintf(path, sizeof path, "%s/lobby.db", build != NULL ? build : ".");
    Content *content = content_open(path, &error);
    assert_non_null(content);
    Lexicon *lexicon = lexicon_create(content);
    bench->lexicon = lexicon;
    write_lines(bench, "of\nKazakhstan", 100, 100, 30, 40, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "word broken", PLACE_STILL), 0);
    write_lines(bench, "Kazakhst\nan", 100, 100, 30, 40, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "word broken", PLACE_STILL), 1);
    write_lines(bench, "Кыргызста\nн", 100, 100, 30, 40, TEXT_NO_WRAP, INK);
    assert_int_equal(findings_of(bench, "word broken", PLACE_STILL), 1);
    bench->lexicon = NULL;
    lexicon_destroy(lexicon);
    content_destroy(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_not_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_that_scrolls_is_cut_where_it_goes_on, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_is_not_over_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_stays_in_its_region, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_is_not_over_seats_or_pictures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(targets_are_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(targets_are_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(colors_stand_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(contrast_goes_by_size_and_palette, set_up, tear_down),
        cmocka_unit_test_setup_teardown(low_reach_keeps_to_the_lower_half, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_of_the_content_are_not_broken, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
