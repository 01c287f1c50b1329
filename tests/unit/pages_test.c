/* Pages: what the disk has anyway is let go, and everything runs on. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "content/content.h"
#include "shell/pages.h"

/* Of files' pages that this process holds in memory, kB. */
static long files_kb(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[200];
    long kb = -1;
    assert_non_null(file);
    while (kb < 0 && fgets(line, sizeof line, file) != NULL) {
        (void)sscanf(line, "RssFile: %ld kB", &kb);
    }
    (void)fclose(file);
    assert_true(kb > 0);
    return kb;
}

static void files_take_less_memory_and_all_runs_on(void **state)
{
    (void)state;
    Id before = content_id("belarus");
    long most = files_kb();
    pages_let_go();
    assert_true(files_kb() < most);
    assert_int_equal(content_id("belarus"), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_take_less_memory_and_all_runs_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
