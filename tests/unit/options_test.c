/* Options: what stands behind a verb; and scripts: what a scripted visit's lines say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "shell/options.h"
#include "staff/script.h"

static const OptionRules RULES = {
    .verb = "shot", .takes = OPTIONS_LOOK | OPTION_AT, .words = 2, .words_are = "FILE SCREEN"};

/* Parses words given as one text; the text is kept until the next call. */
static bool parse(const char *text, Options *out, Error *error)
{
    static char copy[512];
    char *argv[32];
    int argc = 0;
    error->text[0] = '\0';
    (void)snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        argv[argc++] = word;
    }
    return options_parse(&RULES, argc, argv, out, error);
}

static void reads_every_option(void **state)
{
    (void)state;
    Options options;
    Error error = {""};
    assert_true(parse("a.db --size 1080x1920 home --rotate=270 --lang ru --text 1.25 "
                      "--contrast dark --reach low --motion off --at 2022-06-03T10:24 --fonts /f",
                      &options, &error));
    assert_int_equal(options.width, 1080);
    assert_int_equal(options.height, 1920);
    assert_int_equal(options.rotation, ROTATE_270);
    assert_string_equal(options.language, "ru");
    assert_int_equal(options.text_percent, 125);
    assert_int_equal(options.contrast, CONTRAST_DARK);
    assert_int_equal(options.reach, REACH_LOW);
    assert_true(options.motion_off);
    assert_int_equal(options.wall.date.month, 6);
    assert_int_equal(options.wall.minute, 24);
    assert_string_equal(options.fonts, "/f");
    assert_string_equal(options.words[0], "a.db");
    assert_string_equal(options.words[1], "home");
    assert_true(parse("-- --a -b", &options, &error));
    assert_string_equal(options.words[0], "--a");
    assert_int_equal(options.text_percent, 100);
    assert_int_equal(options.contrast, CONTRAST_STANDARD);
    assert_int_equal(options.reach, REACH_FULL);
    assert_false(options.motion_off);
    assert_int_equal(options.width, 0);
}

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "a",
        "a b c",
        "",
        "a b --size",
        "a b --size 1920",
        "a b --size 100x100",
        "a b --size 99999x10",
        "a b --size 7680x7680",
        "a b --size 640x480x",
        "a b --size -640x480",
        "a b --rotate 45",
        "a b --text 2",
        "a b --text 1.50",
        "a b --contrast bright",
        "a b --reach",
        "a b --motion 0",
        "a b --at yesterday",
        "a b --at 2022-02-30",
        "a b --lang=",
        "a b --windowed", /* exists, but not here */
        "a b -x",
    };
    Options options;
    Error error;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_false(parse(lines[i], &options, &error));
        assert_true(strlen(error.text) > 10);
    }
}

static void names_the_nearest(void **state)
{
    (void)state;
    Options options;
    Error error;
    assert_false(parse("a b --sise 1x1", &options, &error));
    assert_non_null(strstr(error.text, "did you mean --size?"));
    assert_false(parse("a b --language ru", &options, &error));
    assert_null(strstr(error.text, "--size"));
    static const char *const names[] = {"show", "shot", "play"};
    assert_string_equal(options_nearest("shwo", names, 3), "show");
    assert_string_equal(options_nearest("lay", names, 3), "play");
    assert_null(options_nearest("frobnicate", names, 3));
    assert_null(options_nearest("a word that is far longer than any name there is", names, 3));
}

/* Reads a script of this text. */
static bool script_of(const char *text, size_t length, Script *script, Error *error)
{
    char path[] = "/tmp/foyer-script-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, length), length);
    close(file);
    error->text[0] = '\0';
    bool ok = script_read(script, path, error);
    unlink(path);
    return ok;
}

static void script_reads_every_command(void **state)
{
    (void)state;
    static const char text[] = "# a visit\n"
                               "at 9.5s tap 960 540\n"
                               "\n"
                               "after 120ms drag 900,800 50%,20% over 120ms # with a remark\n"
                               "tap text \"Viktor Kogut\"\r\n"
                               "down 3 text \"News\"\n"
                               "cancel 3\n"
                               "key page-up\n"
                               "expect screen news\n"
                               "expect no text \"#, not here\"\n"
                               "expect still\n"
                               "shot a.png";
    Script script;
    Error error;
    assert_true(script_of(text, strlen(text), &script, &error));
    assert_int_equal(script.count, 10);
    const Command *c = script.commands;
    assert_int_equal(c[0].kind, COMMAND_TAP);
    assert_int_equal(c[0].line, 2);
    assert_int_equal(c[0].timing, TIMING_AT);
    assert_int_equal(c[0].time, 9500 * TIME_MS);
    assert_true(c[0].from.x.value > 959 && !c[0].from.x.percent);
    assert_int_equal(c[1].kind, COMMAND_DRAG);
    assert_int_equal(c[1].timing, TIMING_AFTER);
    assert_int_equal(c[1].over, 120 * TIME_MS);
    assert_true(c[1].to.x.percent && c[1].to.y.value > 19);
    assert_string_equal(c[2].from.text, "Viktor Kogut");
    assert_int_equal(c[2].timing, TIMING_AT_ONCE);
    assert_int_equal(c[3].finger, 3);
    assert_int_equal(c[5].key, KEY_PAGE_UP);
    assert_string_equal(c[6].text, "news");
    assert_int_equal(c[7].kind, COMMAND_EXPECT_NO_TEXT);
    assert_string_equal(c[7].text, "#, not here");
    assert_string_equal(c[9].text, "a.png");
    script_finish(&script);
}

static void script_names_the_bad_line(void **state)
{
    (void)state;
    static const char *const lines[] = {"tap",
                                        "tap 1",
                                        "tap x y",
                                        "tap 1 2 3",
                                        "tap 1e9 0",
                                        "tap nan 0",
                                        "tap text",
                                        "tap text \"open",
                                        "at tap 1 2",
                                        "at 5 tap 1 2",
                                        "at -1s wait",
                                        "at 5m wait",
                                        "at 5s",
                                        "after 1s",
                                        "dance",
                                        "expect",
                                        "expect joy",
                                        "expect no screen x",
                                        "key any",
                                        "key",
                                        "down 16 1 1",
                                        "down 1.5 1 1",
                                        "drag 1 1 2 2",
                                        "drag 1 1 2 2 over",
                                        "shot",
                                        "shot ../a.png",
                                        "shot a.jpg",
                                        "shot .png",
                                        "\"tap\" 1 2",
                                        "wait wait",
                                        "tap 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char text[256];
        Script script;
        Error error;
        (void)snprintf(text, sizeof text, "wait\n# fine\n%s\nwait\n", lines[i]);
        if (script_of(text, strlen(text), &script, &error) || strstr(error.text, ":3: ") == NULL) {
            fail_msg("\"%s\": %s", lines[i], error.text);
        }
        script_finish(&script);
    }
}

static void hostile_scripts_do_no_harm(void **state)
{
    (void)state;
    Script script;
    Error error;
    assert_false(script_of("wait\n\0wait\n", 11, &script, &error));
    script_finish(&script);
    assert_true(script_of("", 0, &script, &error));
    assert_int_equal(script.count, 0);
    script_finish(&script);
    assert_false(script_read(&script, "/nowhere/at/all", &error));
    script_finish(&script);
    assert_false(script_read(&script, "/tmp", &error)); /* a folder */
    script_finish(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_option),        cmocka_unit_test(refuses_what_is_wrong),
        cmocka_unit_test(names_the_nearest),         cmocka_unit_test(script_reads_every_command),
        cmocka_unit_test(script_names_the_bad_line), cmocka_unit_test(hostile_scripts_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
