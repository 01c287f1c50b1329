/* Every letter of the content we ship, and of the interface's words, is in a bundled font, so that
 * no visitor meets a box where a letter should be. */
#include <fts.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"
#include "words/words.h"

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fail_msg("%s is not set", name);
    }
    return value;
}

/* How many letters of the text no font has or that are no UTF-8; each is named. Line breaks and
 * tabs have no shape. */
static int count_missing(Text *text, const char *where, const char *string, size_t count)
{
    int missing = 0, line = 1;
    for (size_t at = 0, length; at < count; at += length) {
        uint32_t letter = utf8_decode(string + at, count - at, &length);
        if (letter == '\n') {
            line++;
        } else if (letter != '\t' && letter != '\r' && !text_has_letter(text, letter)) {
            print_error("%s:%d: no font has U+%04X (%.*s)\n", where, line, (unsigned)letter,
                        (int)length, string + at);
            missing++;
        }
    }
    return missing;
}

static int count_missing_in_words(Text *text, const Words *words)
{
    int missing = 0;
    for (int word = 0; word < WORD_COUNT; word++) {
        const char *string = words_get(words, (Word)word);
        missing += count_missing(text, words->code, string, strlen(string));
    }
    for (int what = 0; what < COUNTED_COUNT; what++) {
        for (int form = 0; form < PLURAL_COUNT; form++) {
            const char *string = words->counted[what][form];
            missing += string ? count_missing(text, words->code, string, strlen(string)) : 0;
        }
    }
    for (int i = 0; i < 12; i++) {
        missing += count_missing(text, words->code, words->months[i], strlen(words->months[i]));
    }
    for (int i = 0; i < 7; i++) {
        missing += count_missing(text, words->code, words->weekdays[i], strlen(words->weekdays[i]));
    }
    const char *const patterns[] = {words->long_date, words->day_date, words->position,
                                    words->number_group, "0123456789:-…"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        missing += count_missing(text, words->code, patterns[i], strlen(patterns[i]));
    }
    return missing;
}

static int count_missing_in_file(Text *text, const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *content = NULL;
    size_t size = 0;
    /* All of it at once: a text has no 0 in it. */
    ssize_t count = getdelim(&content, &size, 0, file);
    int missing = count > 0 ? count_missing(text, path, content, (size_t)count) : 0;
    free(content);
    fclose(file);
    return missing;
}

/* The texts staff write; a README beside them is for their authors and never shown. */
static bool is_content(const FTSENT *entry)
{
    const char *end = strrchr(entry->fts_name, '.');
    return entry->fts_info == FTS_F && end && (!strcmp(end, ".md") || !strcmp(end, ".yaml")) &&
           strcmp(entry->fts_name, "README.md") != 0;
}

static Text *open_text(void)
{
    char fonts[4096];
    snprintf(fonts, sizeof fonts, "%s/fonts", environment("FOYER_TEST_SOURCE"));
    Error error = {""};
    Text *text = text_create(fonts, 1 << 20, &error);
    if (!text) {
        fail_msg("%s", error.text);
    }
    return text;
}

static void test_fonts_hold_every_letter_of_the_content(void **state)
{
    (void)state;
    Text *text = open_text();
    char data[4096];
    snprintf(data, sizeof data, "%s/data", environment("FOYER_TEST_SOURCE"));
    char *const roots[] = {data, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    assert_non_null(tree);
    int missing = 0, files = 0;
    for (FTSENT *entry; (entry = fts_read(tree)) != NULL;) {
        if (is_content(entry)) {
            missing += count_missing_in_file(text, entry->fts_path);
            files++;
        }
    }
    fts_close(tree);
    text_destroy(text);
    assert_true(files >= 11); /* five delegations in two languages, and a news item */
    assert_int_equal(missing, 0);
}

static void test_fonts_hold_every_letter_of_the_words(void **state)
{
    (void)state;
    Text *text = open_text();
    int missing = 0;
    for (const Words *const *words = words_all(); *words; words++) {
        missing += count_missing_in_words(text, *words);
    }
    text_destroy(text);
    assert_int_equal(missing, 0);
}

/* The languages of the member delegations, whose names staff will write. */
static void test_fonts_hold_the_members_alphabets(void **state)
{
    (void)state;
    static const char alphabets[] =
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
        "ІіЎў"                                   /* Belarusian */
        "ӘәҒғҚқҢңӨөҰұҮүҺһ"                       /* Kazakh; Kyrgyz has Ң Ө Ү of these */
        "ҒғӢӣҚқӮӯҲҳҶҷ"                           /* Tajik */
        "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ" /* Armenian */
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև՛՜՝՞։՚"
        "«»„“”‘’–—…№§€₽ "; /* and what stands between letters */
    Text *text = open_text();
    int missing = count_missing(text, "alphabets", alphabets, sizeof alphabets - 1);
    text_destroy(text);
    assert_int_equal(missing, 0);
}

/* The test can fail: what no bundled font is meant to hold is reported as missing. */
static void test_a_letter_of_no_font_is_missing(void **state)
{
    (void)state;
    Text *text = open_text();
    assert_false(text_has_letter(text, 0x4E2D));   /* 中 */
    assert_false(text_has_letter(text, 0x1F600));  /* 😀 */
    assert_false(text_has_letter(text, 0x10FFFF)); /* no letter at all */
    assert_false(text_has_letter(text, 0xFFFFFFFF));
    text_destroy(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fonts_hold_every_letter_of_the_content),
        cmocka_unit_test(test_fonts_hold_every_letter_of_the_words),
        cmocka_unit_test(test_fonts_hold_the_members_alphabets),
        cmocka_unit_test(test_a_letter_of_no_font_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
