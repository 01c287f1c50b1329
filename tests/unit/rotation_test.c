/* How the picture hangs after staff turned it: kept until the settings change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "shell/rotation.h"

static char folder[] = "/tmp/foyer-rotation-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static void path_of(const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", folder, name);
}

static int remove_folder(void **state)
{
    (void)state;
    char path[128];
    path_of("rotation", path);
    (void)remove(path);
    return rmdir(folder);
}

static void write_text(const char *text)
{
    char path[128];
    path_of("rotation", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_kept_until_the_settings_change(void **state)
{
    (void)state;
    Error error = {""};
    assert_int_equal(rotation_find(folder, ROTATE_90), ROTATE_90);
    for (int set = ROTATE_0; set <= ROTATE_270; set++) {
        for (int chosen = ROTATE_0; chosen <= ROTATE_270; chosen++) {
            assert_true(rotation_keep(folder, (Rotation)set, (Rotation)chosen, &error));
            for (int now = ROTATE_0; now <= ROTATE_270; now++) {
                assert_int_equal(rotation_find(folder, (Rotation)now), now == set ? chosen : now);
            }
        }
    }
}

static void test_nonsense_is_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "90",
                                        "90 instead of",
                                        "45 instead of 0",
                                        "360 instead of 0",
                                        "-90 instead of 0",
                                        "90 instead of 90",
                                        "99999999999999 instead of 0",
                                        "\xff\xfe",
                                        "ninety instead of 0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_text(texts[i]);
        assert_int_equal(rotation_find(folder, ROTATE_0), ROTATE_0);
    }
    write_text("270 instead of 0\n");
    assert_int_equal(rotation_find(folder, ROTATE_0), ROTATE_270);
}

static void test_no_folder_keeps_nothing(void **state)
{
    (void)state;
    Error error = {""};
    assert_int_equal(rotation_find(NULL, ROTATE_180), ROTATE_180);
    assert_int_equal(rotation_find("/nonexistent", ROTATE_180), ROTATE_180);
    assert_false(rotation_keep(NULL, ROTATE_0, ROTATE_90, &error));
    assert_true(error.text[0] != '\0');
    error.text[0] = '\0';
    assert_false(rotation_keep("/nonexistent", ROTATE_0, ROTATE_90, &error));
    assert_true(error.text[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept_until_the_settings_change),
        cmocka_unit_test(test_nonsense_is_nothing),
        cmocka_unit_test(test_no_folder_keeps_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
