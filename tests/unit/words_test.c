/* The interface's words: complete in every language, and put together as people write them. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "words/words.h"

#define NBSP "\u00A0"

static char out[128];

static const char *counted(const char *code, Counted what, long number)
{
    return words_counted(words_for(code), what, number, out, sizeof out);
}

static void assert_good_text(const char *text)
{
    assert_non_null(text);
    size_t length = strlen(text);
    assert_true(length > 0);
    assert_true(utf8_is_valid(text, length, NULL));
    assert_null(strpbrk(text, "'\"\t\n")); /* typewriter's quotes, or a stray break */
    assert_true(text[0] != ' ' && text[length - 1] != ' ');
}

static void test_every_language_says_everything(void **state)
{
    (void)state;
    int languages = 0;
    for (const Words *const *at = words_all(); *at; at++, languages++) {
        const Words *words = *at;
        assert_true(words_known(words->code));
        assert_ptr_equal(words_for(words->code), words);
        for (int word = 0; word < WORD_COUNT; word++) {
            assert_good_text(words_get(words, (Word)word));
        }
        for (int i = 0; i < 12; i++) {
            assert_good_text(words->months[i]);
            assert_good_text(words->month_names[i]);
            assert_good_text(words_month_short(words, i + 1));
        }
        for (int i = 0; i < 7; i++) {
            assert_good_text(words->weekdays[i]);
        }
        /* Every form that some number takes is there, and fills in the number where it has one. */
        for (int what = 0; what < COUNTED_COUNT; what++) {
            for (long number = -130; number < 1300; number++) {
                words_counted(words, (Counted)what, number, out, sizeof out);
                assert_good_text(out);
                char digits[64];
                words_number(words, number, digits, sizeof digits);
                assert_int_equal(strstr(out, digits) != NULL, what != COUNTED_DEPUTIES_NOUN);
                assert_null(strchr(out, '{'));
            }
        }
    }
    assert_int_equal(languages, 2);
}

static void test_languages_are_found_by_code(void **state)
{
    (void)state;
    const Words *english = words_for("en"), *russian = words_for("ru");
    assert_ptr_not_equal(english, russian);
    assert_ptr_equal(words_for("ru-KZ"), russian);
    static const char *const unknown[] = {"hy", "", "r", "rus", "RU!", "english", "-ru"};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        assert_ptr_equal(words_for(unknown[i]), english);
        assert_false(words_known(unknown[i]));
    }
    assert_ptr_equal(words_for(NULL), english);
    assert_false(words_known(NULL));
}

static void test_the_design_is_quoted_word_for_word(void **state)
{
    (void)state;
    const Words *english = words_for("en"), *russian = words_for("ru");
    assert_string_equal(words_get(english, WORD_POINT_CAMERA_CHAMBER),
                        "Point your phone’s camera at a code to open the chamber’s website");
    assert_string_equal(words_get(english, WORD_TOUCH_A_DELEGATION),
                        "Touch a delegation to see who represents it");
    assert_string_equal(words_get(english, WORD_STILL_THERE), "Are you still there?");
    assert_string_equal(words_get(russian, WORD_STILL_THERE), "Вы ещё здесь?");
    assert_string_equal(words_get(russian, WORD_HOME), "Главная");
}

static void assert_deputies(const long *numbers, size_t count, const char *noun)
{
    for (size_t i = 0; i < count; i++) {
        char digits[64], expected[128];
        words_number(words_for("ru"), numbers[i], digits, sizeof digits);
        snprintf(expected, sizeof expected, "%s %s", digits, noun);
        assert_string_equal(counted("ru", COUNTED_DEPUTIES, numbers[i]), expected);
    }
}

/* Samples of each form from CLDR 42, supplemental/plurals.xml, for ru. */
static void test_russian_counts_by_cldr(void **state)
{
    (void)state;
    static const long one[] = {1, 21, 31, 41, 51, 61, 71, 81, 101, 1001, -1, -21};
    static const long few[] = {2, 3, 4, 22, 23, 24, 32, 42, 62, 102, 1002, -3};
    static const long many[] = {0,    5,     6,       9,       11,       12,  13,  14,
                                15,   19,    20,      25,      100,      111, 112, 114,
                                1000, 10000, 1000000, 1000011, LONG_MIN, -11};
    assert_deputies(one, sizeof one / sizeof one[0], "депутат");
    assert_deputies(few, sizeof few / sizeof few[0], "депутата");
    assert_deputies(many, sizeof many / sizeof many[0], "депутатов");
}

static void test_counted_phrases(void **state)
{
    (void)state;
    assert_string_equal(counted("en", COUNTED_DEPUTIES, 1), "1 deputy");
    assert_string_equal(counted("en", COUNTED_DEPUTIES, 16), "16 deputies");
    assert_string_equal(counted("en", COUNTED_DEPUTIES, 0), "0 deputies");
    assert_string_equal(counted("en", COUNTED_DEPUTIES, 21), "21 deputies");
    assert_string_equal(counted("en", COUNTED_DEPUTIES_NOUN, 67), "deputies");
    assert_string_equal(counted("en", COUNTED_DELEGATIONS, 5), "5 delegations");
    assert_string_equal(counted("en", COUNTED_DELEGATIONS, 1), "1 delegation");
    assert_string_equal(counted("en", COUNTED_MINUTES_READ, 3), "3 min read");
    assert_string_equal(counted("en", COUNTED_SECONDS_LEFT, 20), "20 seconds left");
    assert_string_equal(counted("en", COUNTED_SECONDS_LEFT, 1), "1 second left");
    assert_string_equal(counted("ru", COUNTED_DEPUTIES_NOUN, 67), "депутатов");
    assert_string_equal(counted("ru", COUNTED_DEPUTIES_NOUN, 22), "депутата");
    assert_string_equal(counted("ru", COUNTED_DELEGATIONS, 1), "1 делегация");
    assert_string_equal(counted("ru", COUNTED_DELEGATIONS, 3), "3 делегации");
    assert_string_equal(counted("ru", COUNTED_DELEGATIONS, 5), "5 делегаций");
    assert_string_equal(counted("ru", COUNTED_MINUTES_READ, 3), "3 мин чтения");
    assert_string_equal(counted("ru", COUNTED_SECONDS_LEFT, 21), "Осталась 21 секунда");
    assert_string_equal(counted("ru", COUNTED_SECONDS_LEFT, 20), "Осталось 20 секунд");
    assert_string_equal(counted("ru", COUNTED_SECONDS_LEFT, 2), "Осталось 2 секунды");
}

static void test_dates(void **state)
{
    (void)state;
    const Words *en = words_for("en"), *ru = words_for("ru");
    Date date = {2022, 6, 3};
    assert_string_equal(words_date(en, date, out, sizeof out), "3 June 2022");
    assert_string_equal(words_date(ru, date, out, sizeof out), "3 июня 2022 года");
    assert_string_equal(words_day(en, date, out, sizeof out), "Friday 3 June");
    assert_string_equal(words_day(ru, date, out, sizeof out), "пятница, 3 июня");
    Date last = {1999, 12, 31};
    assert_string_equal(words_date(ru, last, out, sizeof out), "31 декабря 1999 года");
    assert_string_equal(words_day(en, last, out, sizeof out), "Friday 31 December");
    assert_string_equal(words_date(en, (Date){0, 0, 0}, out, sizeof out), "");
    assert_string_equal(words_day(ru, (Date){2022, 13, 1}, out, sizeof out), "");
}

static void test_the_clock_keeps_its_width(void **state)
{
    (void)state;
    Wall wall = {.date = {2022, 6, 3}, .hour = 10, .minute = 24};
    assert_string_equal(words_clock(words_for("en"), wall, out, sizeof out), "10:24");
    wall.hour = 9;
    wall.minute = 5;
    assert_string_equal(words_clock(words_for("ru"), wall, out, sizeof out), "09:05");
}

static void test_numbers_are_grouped(void **state)
{
    (void)state;
    const Words *en = words_for("en"), *ru = words_for("ru");
    assert_string_equal(words_number(en, 0, out, sizeof out), "0");
    assert_string_equal(words_number(en, 999, out, sizeof out), "999");
    assert_string_equal(words_number(en, 3000, out, sizeof out), "3,000");
    assert_string_equal(words_number(en, 1234567, out, sizeof out), "1,234,567");
    assert_string_equal(words_number(en, -999, out, sizeof out), "-999");
    assert_string_equal(words_number(en, -1000, out, sizeof out), "-1,000");
    assert_string_equal(words_number(en, -123456, out, sizeof out), "-123,456");
    assert_string_equal(words_number(ru, 3000, out, sizeof out), "3000");
    assert_string_equal(words_number(ru, 10000, out, sizeof out), "10" NBSP "000");
    assert_string_equal(words_number(ru, -3000, out, sizeof out), "-3000");
    assert_string_equal(words_number(ru, 1234567, out, sizeof out), "1" NBSP "234" NBSP "567");
    assert_true(strlen(words_number(ru, LONG_MIN, out, sizeof out)) > 20);
}

static void test_positions(void **state)
{
    (void)state;
    assert_string_equal(words_position(words_for("en"), 2, 5, out, sizeof out),
                        "Delegation 2 of 5");
    assert_string_equal(words_position(words_for("ru"), 2, 5, out, sizeof out), "Делегация 2 из 5");
}

static void test_what_does_not_fit_is_cut_between_letters(void **state)
{
    (void)state;
    const Words *ru = words_for("ru");
    const char *whole = "Осталось 20 секунд";
    for (size_t size = 1; size < 64; size++) {
        char cut[64];
        memset(cut, 'x', sizeof cut);
        words_counted(ru, COUNTED_SECONDS_LEFT, 20, cut, size);
        size_t length = strlen(cut);
        assert_true(length < size);
        assert_true(utf8_is_valid(cut, length, NULL));
        assert_memory_equal(cut, whole, length);
        for (size_t i = size; i < sizeof cut; i++) {
            assert_int_equal(cut[i], 'x');
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_language_says_everything),
        cmocka_unit_test(test_languages_are_found_by_code),
        cmocka_unit_test(test_the_design_is_quoted_word_for_word),
        cmocka_unit_test(test_russian_counts_by_cldr),
        cmocka_unit_test(test_counted_phrases),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_the_clock_keeps_its_width),
        cmocka_unit_test(test_numbers_are_grouped),
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_what_does_not_fit_is_cut_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
