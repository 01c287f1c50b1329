/* What laying out costs, printed for comparison; what is asserted is work counted, not time. */
#include <time.h>

#include "text_fixture.h"

enum { BIG_BYTES = 120000 };

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *big_text(void)
{
    static const char sentence[] =
        "Межпарламентская Ассамблея приняла модельный закон о защите данных в цифровой среде, и "
        "делегации обсудили его с учёными. ";
    char *string = malloc(BIG_BYTES);
    assert_non_null(string);
    for (size_t i = 0; i < BIG_BYTES; i++) {
        string[i] = sentence[i % (sizeof sentence - 1)];
    }
    return string;
}

static void test_a_few_lines_cost_the_same_whatever_follows(void **state)
{
    Text *text = *state;
    char *string = big_text();
    TextStyle style = style_of(FACE_SERIF, 36);
    (void)text_layout(text, string, 2000, NULL, 0, style, 900, 0, 0);
    uint64_t before = text_counts(text).measures;
    (void)text_layout(text, string, 6000, NULL, 0, style, 950, 16, 0);
    uint64_t few = text_counts(text).measures - before;
    double start = now_ms();
    (void)text_layout(text, string, BIG_BYTES, NULL, 0, style, 951, 16, 0);
    print_message("16 lines of 120,000 bytes: %.2f ms\n", now_ms() - start);
    uint64_t many = text_counts(text).measures - before - few;
    assert_in_range(many, 1, few * 2);
    start = now_ms();
    (void)text_layout(text, string, BIG_BYTES, NULL, 0, style, 951, 16, 0);
    print_message("the same again: %.4f ms\n", now_ms() - start);
    start = now_ms();
    (void)text_layout(text, string, BIG_BYTES, NULL, 0, style, 951, 0, 0);
    print_message("all lines of 120,000 bytes: %.2f ms\n", now_ms() - start);
    free(string);
}

static void test_five_thousand_letters(void **state)
{
    Text *text = *state;
    char *string = big_text();
    TextStyle style = style_of(FACE_SERIF, 37);
    for (int width = 900; width < 903; width++) {
        uint64_t before = text_counts(text).measures;
        double start = now_ms();
        const TextLayout *layout = text_layout(text, string, 9200, NULL, 0, style, width, 0, 0);
        print_message("5,000 letters to %d px: %.2f ms\n", width, now_ms() - start);
        /* Fit, exact width, the next word, the piece: a handful a line. */
        assert_in_range(text_counts(text).measures - before, layout->line_count,
                        layout->line_count * 7);
    }
    free(string);
}

static void test_typefaces_open_fast(void **state)
{
    (void)state;
    double start = now_ms();
    Text *text = new_text(1 << 20);
    print_message("opening the typefaces: %.2f ms\n", now_ms() - start);
    text_destroy(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typefaces_open_fast),
        cmocka_unit_test(test_a_few_lines_cost_the_same_whatever_follows),
        cmocka_unit_test(test_five_thousand_letters),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
