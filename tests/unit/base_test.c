/* The ground everything stands on: letters, days, memory, errors, the log, hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/utf8.h"

/* ---- letters ---- */

static void test_every_letter_survives_the_round_trip(void **state)
{
    (void)state;
    for (uint32_t letter = 0; letter <= 0x10FFFF; letter++) {
        if (letter >= 0xD800 && letter <= 0xDFFF) {
            continue;
        }
        char bytes[4];
        size_t count = utf8_encode(letter, bytes), length = 0;
        size_t expected = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
        assert_int_equal(count, expected);
        assert_int_equal(utf8_decode(bytes, count, &length), letter);
        assert_int_equal(length, count);
        assert_true(utf8_is_valid(bytes, count, NULL));
    }
}

typedef struct BadText {
    const char *bytes;
    size_t count, where; /* where: the first bad byte */
} BadText;

static void test_broken_text_is_found_where_it_breaks(void **state)
{
    (void)state;
    static const BadText cases[] = {
        {"\x80", 1, 0},                    /* begins in the middle of a letter */
        {"a\xBF", 2, 1},                   /* the same, later */
        {"\xC0\xAF", 2, 0},                /* overlong / in two bytes */
        {"\xC1\xBF", 2, 0},                /* overlong U+007F */
        {"\xE0\x80\xAF", 3, 0},            /* overlong in three */
        {"\xE0\x9F\xBF", 3, 0},            /* overlong U+07FF */
        {"\xF0\x8F\xBF\xBF", 4, 0},        /* overlong U+FFFF */
        {"\xED\xA0\x80", 3, 0},            /* surrogate U+D800 */
        {"\xED\xBF\xBF", 3, 0},            /* surrogate U+DFFF */
        {"\xF4\x90\x80\x80", 4, 0},        /* U+110000 */
        {"\xF5\x80\x80\x80", 4, 0},        /* no such first byte */
        {"\xFF", 1, 0},                    /* nor this one */
        {"\xD0\x96\xD0", 3, 2},            /* Ж, then half a letter */
        {"\xE2\x80", 2, 0},                /* two thirds of one */
        {"\xF0\x9F\x98", 3, 0},            /* three quarters of one */
        {"ab\xE2\x28\xA1", 5, 2},          /* the second byte belongs to no letter */
        {"\xF0\x9F\x98\x80\xF0\x28", 6, 4} /* a whole one, then a broken one */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t where = 999, length = 0;
        assert_false(utf8_is_valid(cases[i].bytes, cases[i].count, &where));
        assert_int_equal(where, cases[i].where);
        assert_false(utf8_is_valid(cases[i].bytes, cases[i].count, NULL));
        assert_int_equal(utf8_decode(cases[i].bytes + where, cases[i].count - where, &length),
                         UTF8_REPLACEMENT);
        assert_int_equal(length, 1);
    }
}

static void test_a_letter_is_not_read_past_the_end(void **state)
{
    (void)state;
    size_t length = 0;
    /* The bytes behind the count would complete the letter; they must not be looked at. */
    assert_int_equal(utf8_decode("\xE2\x82\xAC", 2, &length), UTF8_REPLACEMENT);
    assert_int_equal(length, 1);
    assert_false(utf8_is_valid("\xE2\x82\xAC", 2, NULL));
    assert_true(utf8_is_valid("\xE2\x82\xAC", 3, NULL));
}

static void test_letters_are_counted(void **state)
{
    (void)state;
    assert_int_equal(utf8_letters("", 0), 0);
    assert_int_equal(utf8_letters("abc", 3), 3);
    assert_int_equal(utf8_letters("Виктор", strlen("Виктор")), 6);
    assert_int_equal(utf8_letters("a\xFF\xD0", 3), 3);
    /* The replacement letter itself, written in full, is a good letter. */
    size_t where = 0;
    assert_true(utf8_is_valid("\xEF\xBF\xBD", 3, &where));
    assert_int_equal(utf8_letters("\xEF\xBF\xBD", 3), 1);
}

/* ---- days ---- */

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static void test_two_hundred_years_of_days_follow_one_another(void **state)
{
    (void)state;
    int32_t number = date_to_days((Date){1900, 1, 1});
    int weekday = 0; /* 1 January 1900 was a Monday */
    Date before = {0, 0, 0};
    for (int year = 1900; year <= 2100; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= days_of_month(year, month); day++) {
                Date date = {(int16_t)year, (int8_t)month, (int8_t)day};
                assert_int_equal(date_to_days(date), number);
                Date back = date_from_days(number);
                assert_int_equal(back.year, year);
                assert_int_equal(back.month, month);
                assert_int_equal(back.day, day);
                assert_int_equal(date_weekday(date), weekday);
                assert_true(date_is_valid(date));
                assert_true(date_compare(before, date) < 0);
                assert_true(date_compare(date, before) > 0);
                before = date;
                number++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(date_to_days((Date){1970, 1, 1}), 0);
    assert_int_equal(date_to_days((Date){2022, 6, 3}), 19146);
    assert_int_equal(date_weekday((Date){2022, 6, 3}), 4); /* a Friday */
}

static void test_days_that_never_were(void **state)
{
    (void)state;
    static const Date never[] = {{2022, 2, 29}, {1900, 2, 29},  {2100, 2, 29}, {2024, 2, 30},
                                 {2022, 4, 31}, {2022, 13, 1},  {2022, 0, 1},  {2022, 1, 0},
                                 {2022, 1, 32}, {0, 1, 1},      {-1, 1, 1},    {10000, 1, 1},
                                 {0, 0, 0},     {2022, -3, 10}, {2022, 5, -1}, {2022, 12, 99}};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        assert_false(date_is_valid(never[i]));
    }
    assert_true(date_is_valid((Date){2000, 2, 29}));
    assert_true(date_is_valid((Date){2024, 2, 29}));
    assert_true(date_is_valid((Date){1, 1, 1}));
    assert_true(date_is_valid((Date){9999, 12, 31}));
    assert_int_equal(date_compare((Date){2022, 6, 3}, (Date){2022, 6, 3}), 0);
}

static void test_dates_are_read_strictly(void **state)
{
    (void)state;
    Date date;
    assert_true(date_parse("2022-06-03", 10, &date));
    assert_int_equal(date_compare(date, (Date){2022, 6, 3}), 0);
    assert_true(date_parse("2024-02-29 and more", 10, &date));
    static const char *const bad[] = {
        "",           "2022-6-3",   "2022-06-31",  "2022-02-29", "2022/06/03", "2022-06-0x",
        "+022-06-03", "2022-06-3 ", "2022-06-033", "0000-01-01", " 022-06-03", "2022-00-10"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(date_parse(bad[i], strlen(bad[i]), &date));
    }
}

static void test_the_wall_clock_is_read(void **state)
{
    (void)state;
    Wall wall;
    assert_true(wall_parse("2022-06-03", &wall));
    assert_int_equal(wall.hour + wall.minute + wall.second, 0);
    assert_true(wall_parse("2022-06-03T10:24", &wall));
    assert_int_equal(wall.hour, 10);
    assert_int_equal(wall.minute, 24);
    assert_int_equal(wall.second, 0);
    assert_true(wall_parse("2022-06-03T23:59:58", &wall));
    assert_int_equal(wall.second, 58);
    static const char *const bad[] = {
        "",
        "2022-06-03T",
        "2022-06-03T1",
        "2022-06-03T24:00",
        "2022-06-03T10:60",
        "2022-06-03 10:24",
        "2022-06-03T10-24",
        "2022-06-03T10:24:60",
        "2022-06-03T10:24:5",
        "2022-06-03T10:24-05",
        "2022-06-03T10:24:05Z",
        "2022-06-31T10:24",
        "2022-06-03T+1:24",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(wall_parse(bad[i], &wall));
    }
}

/* ---- memory ---- */

static void test_the_arena_gives_zeroed_memory_for_any_type(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena, 256);
    assert_int_equal(arena.total_bytes, 0);
    for (int round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        for (size_t bytes = 1; bytes < 120; bytes++) {
            unsigned char *at = (unsigned char *)arena_alloc(&arena, bytes);
            assert_non_null(at);
            assert_ptr_not_equal(at, last);
            assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < bytes; i++) {
                assert_int_equal(at[i], 0);
            }
            memset(at, 0xAB, bytes);
            last = at;
        }
        arena_reset(&arena);
        assert_int_equal(arena.total_bytes, 256);
    }
    arena_finish(&arena);
    assert_int_equal(arena.total_bytes, 0);
    assert_non_null(arena_alloc(&arena, 8)); /* usable again */
    arena_finish(&arena);
    arena_finish(&arena);
}

static void test_a_second_frame_takes_no_memory(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena, 4096);
    void *first = arena_alloc(&arena, 100);
    for (int frame = 0; frame < 100; frame++) {
        arena_reset(&arena);
        assert_ptr_equal(arena_alloc(&arena, 100), first);
        assert_non_null(arena_alloc(&arena, 3000));
        assert_int_equal(arena.total_bytes, 4096);
    }
    arena_finish(&arena);
}

static void test_a_large_piece_is_given_and_let_go(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena, 64);
    char *large = (char *)arena_alloc(&arena, 1000000);
    assert_non_null(large);
    large[999999] = 'x';
    arena_reset(&arena);
    assert_int_equal(arena.total_bytes, 0);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX / 2 + 1));
    arena_reset(&arena); /* of an empty arena */
    arena_finish(&arena);
}

static void test_texts_in_the_arena(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena, 32);
    assert_string_equal(arena_copy_text(&arena, "delegation", 4), "dele");
    assert_string_equal(arena_copy_text(&arena, NULL, 0), "");
    const char *short_text = arena_printf(&arena, "%d of %s", 2, "five");
    const char *long_text = arena_printf(&arena, "%100s|", "end");
    assert_string_equal(short_text, "2 of five");
    assert_int_equal(strlen(long_text), 101);
    assert_string_equal(long_text + 97, "end|");
    arena_finish(&arena);
}

/* ---- errors ---- */

static void test_an_error_is_one_line(void **state)
{
    (void)state;
    Error error = {""};
    assert_false(error_set(&error, "cannot open %s: %s", "lobby.db", "no such\r\nfile"));
    assert_string_equal(error.text, "cannot open lobby.db: no such  file");
    assert_false(error_set(&error, "later"));
    assert_string_equal(error.text, "later");
}

static void test_a_long_error_is_cut_between_letters(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "Ж", "€", "😀"};
    for (size_t k = 0; k < 4; k++) {
        size_t width = strlen(letters[k]);
        for (size_t lead = 0; lead < 5; lead++) {
            char text[1200];
            size_t used = 0;
            for (size_t i = 0; i < lead; i++) {
                text[used++] = '-';
            }
            while (used + width < sizeof text) {
                memcpy(text + used, letters[k], width);
                used += width;
            }
            text[used] = 0;
            Error error;
            assert_false(error_set(&error, "%s", text));
            size_t length = strlen(error.text);
            assert_true(length < sizeof error.text);
            assert_true(length >= sizeof error.text - 1 - 4);
            assert_true(utf8_is_valid(error.text, length, NULL));
            assert_memory_equal(error.text, text, length);
        }
    }
}

/* ---- the log ---- */

/* What log_line writes to standard error, caught in a file; to be freed. */
static char *logged(LogLevel level, const char *text)
{
    FILE *caught = tmpfile();
    assert_non_null(caught);
    int screen = dup(STDERR_FILENO);
    assert_true(dup2(fileno(caught), STDERR_FILENO) >= 0);
    log_line(level, "%s", text);
    assert_true(dup2(screen, STDERR_FILENO) >= 0);
    close(screen);
    rewind(caught);
    char *line = (char *)calloc(1, 8192);
    assert_non_null(line);
    assert_true(fread(line, 1, 8191, caught) > 0);
    fclose(caught);
    return line;
}

static void test_the_log_is_one_line_an_event(void **state)
{
    (void)state;
    char *line = logged(LOG_WARNING, "a title\nfoyer: error: forged\x1b[2J\tЖ");
    assert_string_equal(line, "foyer: warning: a title foyer: error: forged [2J Ж\n");
    free(line);
    char text[6000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    line = logged(LOG_ERROR, text);
    assert_int_equal(strncmp(line, "foyer: error: xxx", 17), 0);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    free(line);
}

/* ---- hashes ---- */

static void test_hashes_tell_things_apart(void **state)
{
    (void)state;
    /* Published FNV-1a test vectors (Noll): the empty text, "a", "foobar". */
    assert_true(hash_bytes(HASH_SEED, "", 0) == 0xcbf29ce484222325ull);
    assert_true(hash_bytes(HASH_SEED, "a", 1) == 0xaf63dc4c8601ec8cull);
    assert_true(hash_bytes(HASH_SEED, "foobar", 6) == 0x85944171f73967e8ull);
    uint64_t one = hash_u64(hash_u64(HASH_SEED, 1), 2);
    assert_true(one != hash_u64(hash_u64(HASH_SEED, 2), 1)); /* the order counts */
    assert_true(hash_u64(HASH_SEED, 0) != hash_u64(HASH_SEED, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_letter_survives_the_round_trip),
        cmocka_unit_test(test_broken_text_is_found_where_it_breaks),
        cmocka_unit_test(test_a_letter_is_not_read_past_the_end),
        cmocka_unit_test(test_letters_are_counted),
        cmocka_unit_test(test_two_hundred_years_of_days_follow_one_another),
        cmocka_unit_test(test_days_that_never_were),
        cmocka_unit_test(test_dates_are_read_strictly),
        cmocka_unit_test(test_the_wall_clock_is_read),
        cmocka_unit_test(test_the_arena_gives_zeroed_memory_for_any_type),
        cmocka_unit_test(test_a_second_frame_takes_no_memory),
        cmocka_unit_test(test_a_large_piece_is_given_and_let_go),
        cmocka_unit_test(test_texts_in_the_arena),
        cmocka_unit_test(test_an_error_is_one_line),
        cmocka_unit_test(test_a_long_error_is_cut_between_letters),
        cmocka_unit_test(test_the_log_is_one_line_an_event),
        cmocka_unit_test(test_hashes_tell_things_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
