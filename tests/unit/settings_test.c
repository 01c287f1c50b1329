/* Settings: what a foyer.txt sets, what is said of its bad lines, and bytes that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "shell/settings.h"

static DisplaySettings parse(const char *text)
{
    DisplaySettings settings;
    settings_parse(text, strlen(text), &settings);
    return settings;
}

static void expect_standard(const DisplaySettings *settings)
{
    assert_int_equal(settings->rotation, ROTATE_0);
    assert_string_equal(settings->language, "");
    assert_int_equal(settings->sleep.from, settings->sleep.until);
    assert_string_equal(settings->pin, "");
    assert_int_equal(settings->volume, 0);
    assert_int_equal(settings->renderer, RENDERER_GPU);
    assert_false(settings->network);
    assert_false(settings->desk);
}

static void reads_every_setting(void **state)
{
    (void)state;
    DisplaySettings settings = parse("\xef\xbb\xbf# the lobby's display\r\n"
                                     "\r\n"
                                     "rotation = 270   # on its side\r\n"
                                     "Language=RU\r\n"
                                     "\tsleep = 22:00 \xe2\x80\x93 7:05\r\n"
                                     "pin = 0471\r\n"
                                     "volume = 100\r\n"
                                     "renderer = Software\r\n"
                                     "network = on\n"
                                     "desk = on");
    assert_int_equal(settings.fault_count, 0);
    assert_int_equal(settings.rotation, ROTATE_270);
    assert_string_equal(settings.language, "ru");
    assert_int_equal(settings.sleep.from, 22 * 60);
    assert_int_equal(settings.sleep.until, 7 * 60 + 5);
    assert_string_equal(settings.pin, "0471");
    assert_int_equal(settings.volume, 100);
    assert_int_equal(settings.renderer, RENDERER_SOFTWARE);
    assert_true(settings.network);
    assert_true(settings.desk);
    settings = parse("# nothing\n\n   # at all\n");
    assert_int_equal(settings.fault_count, 0);
    expect_standard(&settings);
}

/* A line that is wrong is named, and the lines around it count. */
static void names_a_bad_line_and_reads_the_rest(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said;
    } bad[] = {
        {"rotate = 90", "there is no setting \"rotate\"; did you mean rotation?"},
        {"frobnicate = 1", "there is no setting \"frobnicate\""},
        {"rotation 90", "a setting is written name = value, not \"rotation 90\""},
        {"rotation = 45", "rotation wants 0, 90, 180 or 270, not \"45\""},
        {"rotation =", "rotation wants 0, 90, 180 or 270, not \"\""},
        {"= 90", "there is no setting \"\""},
        {"language = e", "language wants a language's code, such as en, not \"e\""},
        {"language = ../../etc", "language wants"},
        {"language = abcdefghijklmnop", "language wants"},
        {"sleep = 22:00", "sleep wants two different times such as 22:00-07:00, or never"},
        {"sleep = 22:00-24:00", "sleep wants"},
        {"sleep = 22:60-07:00", "sleep wants"},
        {"sleep = 7:00-7:00", "sleep wants"},
        {"sleep = 7-8", "sleep wants"},
        {"sleep = 22:0-07:00", "sleep wants"},
        {"sleep = 22:00-07:00 or so", "sleep wants"},
        {"sleep = -1:00-07:00", "sleep wants"},
        {"sleep = 22: 5-07:00", "sleep wants"},
        {"pin = 123", "pin wants 4 to 12 digits, not \"123\""},
        {"pin = 1234567890123", "pin wants"},
        {"pin = 12a4", "pin wants"},
        {"volume = 101", "volume wants 0 (silence) to 100, not \"101\""},
        {"volume = -1", "volume wants"},
        {"volume = 5%", "volume wants"},
        {"renderer = vulkan", "renderer wants gpu or software, not \"vulkan\""},
        {"network = yes", "network wants off or on, not \"yes\""},
        {"pin = 12\x01\x80\xff", "pin wants 4 to 12 digits, not \"12???\""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "volume = 7\n%s\nlanguage = tg\n", bad[i].line);
        DisplaySettings settings = parse(text);
        if (settings.fault_count != 1 || settings.faults[0].line != 2 ||
            strstr(settings.faults[0].text, bad[i].said) == NULL) {
            fail_msg("\"%s\": %d faults; line %d: %s", bad[i].line, settings.fault_count,
                     settings.faults[0].line, settings.faults[0].text);
        }
        assert_int_equal(settings.volume, 7);
        assert_string_equal(settings.language, "tg");
        settings.volume = 0;
        settings.language[0] = '\0';
        expect_standard(&settings);
    }
}

static void the_last_of_two_counts_and_is_named(void **state)
{
    (void)state;
    DisplaySettings settings = parse("volume = 1\rvolume = 2\rvolume = loud\r");
    assert_int_equal(settings.volume, 2);
    assert_int_equal(settings.fault_count, 2);
    assert_int_equal(settings.faults[0].line, 2);
    assert_string_equal(settings.faults[0].text,
                        "volume was set in line 1 already; this line counts");
    assert_int_equal(settings.faults[1].line, 3);
}

static void faults_are_bounded_and_said(void **state)
{
    (void)state;
    char text[1000] = "", said[2048];
    for (int i = 0; i < 50; i++) {
        strcat(text, "a line\n");
    }
    DisplaySettings settings = parse(text);
    assert_int_equal(settings.fault_count, 50);
    settings_say_faults(&settings, said, sizeof said);
    assert_non_null(strstr(said, "line 1: a setting is written"));
    assert_non_null(strstr(said, "\nand 42 more lines"));
    settings_say_faults(&settings, said, 20); /* as much as there is room for */
    assert_int_equal(strlen(said), 19);
    settings = parse("");
    settings_say_faults(&settings, said, sizeof said);
    assert_string_equal(said, "");
}

/* What is printed is a foyer.txt that sets the same. */
static void what_is_said_can_be_read_again(void **state)
{
    (void)state;
    char text[500] = "", value[SETTINGS_VALUE_BYTES];
    DisplaySettings settings =
        parse("sleep = 0:30-23:59\npin = 123456789012\nlanguage = sr-latn\nrotation = 90\n"
              "renderer = software\nvolume = 3\nnetwork = on\n");
    for (int i = 0; settings_name(i) != NULL; i++) {
        assert_true(settings_value(&settings, settings_name(i), value));
        size_t at = strlen(text);
        (void)snprintf(text + at, sizeof text - at, "%s = %s\n", settings_name(i), value);
    }
    DisplaySettings again = parse(text);
    assert_memory_equal(&settings, &again, sizeof settings);
    settings_init(&settings);
    assert_true(settings_value(&settings, "SLEEP", value));
    assert_string_equal(value, "never");
    assert_false(settings_value(&settings, "frobnicate", value));
    assert_null(settings_name(-1));
}

static void files_of_all_kinds(void **state)
{
    (void)state;
    char folder[] = "/tmp/foyer-settings-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/foyer.txt", folder);
    DisplaySettings settings;
    settings_read(path, &settings);
    assert_false(settings.is_there);
    assert_int_equal(settings.fault_count, 0);
    expect_standard(&settings);
    settings_read(folder, &settings);
    assert_string_equal(settings.faults[0].text, "the file cannot be read: it is no file");
    assert_int_equal(mkfifo(path, 0600), 0); /* which nobody writes to */
    settings_read(path, &settings);
    assert_string_equal(settings.faults[0].text, "the file cannot be read: it is no file");
    assert_int_equal(unlink(path), 0);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 9000; i++) {
        assert_true(fputs(i == 0 ? "volume = 9\n" : "# remarks\n", file) >= 0);
    }
    assert_int_equal(fclose(file), 0);
    settings_read(path, &settings);
    assert_true(settings.is_there);
    assert_int_equal(settings.volume, 9);
    assert_string_equal(settings.faults[0].text,
                        "the file is longer than 64 kB; the rest is not read");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    settings_parse("\xff\xfev\0o\0", 6, &settings);
    assert_int_equal(settings.fault_count, 1);
    assert_non_null(strstr(settings.faults[0].text, "UTF-16"));
}

/* A byte of another value here and there, or the text cut off: never more than faults, which are
 * whole letters. The seed is fixed, so that a failure comes again. */
static void mutated_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char good[] = "# remark\nrotation = 90\nlanguage = ru\nsleep = 22:00-07:00\n"
                               "pin = 4711\nvolume = 30\nrenderer = software\nnetwork = on\n";
    uint64_t random = 1;
    for (int round = 0; round < 20000; round++) {
        size_t count = sizeof good - 1;
        for (int i = 0; i < 4; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            if (i == 0 && random >> 63 != 0) {
                count = (size_t)(random >> 33) % sizeof good;
            }
        }
        char *bytes =
            malloc(count + 1); /* of the very size, so that a sanitizer sees a step past */
        assert_non_null(bytes);
        memcpy(bytes, good, count);
        for (int i = 0; i < 6 && count > 0; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            bytes[(size_t)(random >> 40) % count] = (char)(random >> 32);
        }
        DisplaySettings settings;
        char said[2048];
        settings_parse(bytes, count, &settings);
        free(bytes);
        settings_say_faults(&settings, said, sizeof said);
        assert_true(utf8_is_valid(said, strlen(said), NULL));
        assert_true(settings.volume >= 0 && settings.volume <= 100);
        assert_true(settings.sleep.from >= 0 && settings.sleep.from < 1440);
        assert_true(settings.sleep.until >= 0 && settings.sleep.until < 1440);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_setting),
        cmocka_unit_test(names_a_bad_line_and_reads_the_rest),
        cmocka_unit_test(the_last_of_two_counts_and_is_named),
        cmocka_unit_test(faults_are_bounded_and_said),
        cmocka_unit_test(what_is_said_can_be_read_again),
        cmocka_unit_test(files_of_all_kinds),
        cmocka_unit_test(mutated_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
