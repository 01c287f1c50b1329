/* Layouts: where lines end, what stays together, headlines, cut texts, spans. */
#include "text_fixture.h"

/* A width that holds `string` and not a letter more. */
static int32_t width_for(Text *text, const char *string, TextStyle style)
{
    return text_width(text, string, style) + 1;
}

/* ---- breaking ---- */

static void test_lines_end_between_words(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    int32_t width = width_for(text, "The parliament", style);
    assert_lines(lay_out(text, "The parliament of Kyrgyzstan met", style, width, 0, 0),
                 "The parliament|of Kyrgyzstan|met");
    width = width_for(text, "Межпарламентская", style);
    assert_lines(lay_out(text, "Межпарламентская ассамблея стран", style, width, 0, 0),
                 "Межпарламентская|ассамблея стран");
}

static void test_a_line_is_as_full_as_can_be(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 31);
    const char *string = "an office of the fifth floor, affluent and efficient";
    for (int32_t width = 60; width < 700; width++) {
        const TextLayout *layout = lay_out(text, string, style, width, 0, 0);
        for (int32_t i = 0; i + 1 < layout->line_count; i++) {
            const TextLine *line = &layout->lines[i];
            const char *next = string + line[1].start;
            char longer[128];
            snprintf(longer, sizeof longer, "%.*s",
                     (int)(next - string + (int)strcspn(next, " ") - (int)line->start),
                     string + line->start);
            assert_in_range(line->width, 0, width);
            if (strchr(string + line->start, ' ') < string + line->end + 1) {
                assert_true(text_width(text, longer, style) > width);
            }
        }
    }
}

static void test_newlines_end_lines(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 20);
    assert_lines(lay_out(text, "one\ntwo\n\nfour", style, 500, 0, 0), "one|two||four");
    assert_lines(lay_out(text, "one\r\ntwo\n", style, 500, 0, 0), "one|two");
    assert_lines(lay_out(text, "\n", style, 500, 0, 0), "");
    assert_int_equal(lay_out(text, "\n", style, 500, 0, 0)->line_count, 1);
    assert_lines(lay_out(text, "a\nb", style, TEXT_NO_WRAP, 0, 0), "a|b");
}

static void test_no_text_is_no_line_but_one_can_look(void **state)
{
    Text *text = *state;
    const TextLayout *layout =
        text_layout(text, NULL, 0, NULL, 0, style_of(FACE_SANS, 20), 100, 0, 0);
    assert_int_equal(layout->line_count, 0);
    assert_int_equal(layout->width, 0);
    assert_int_equal(layout->height, 0);
    assert_false(layout->truncated);
    assert_int_equal(layout->lines[0].piece_count, 0);
    assert_int_equal(layout->pieces[0].length, 0);
}

static void test_spaces_at_a_lines_end_do_not_count(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    int32_t width = text_width(text, "one two", style);
    const TextLayout *layout = lay_out(text, "one two        three   ", style, width, 0, 0);
    assert_lines(layout, "one two|three");
    assert_int_equal(layout->lines[0].width, width);
    assert_int_equal(layout->lines[0].end, 7);
    assert_int_equal(layout->lines[1].start, 15);
    assert_int_equal(layout->lines[1].end, 20);
}

static void test_a_word_wider_than_the_line_is_cut(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 40);
    int32_t width = width_for(text, "достопри", style);
    const TextLayout *layout = lay_out(text, "а достопримечательность", style, width, 0, 0);
    assert_true(layout->line_count >= 3);
    assert_in_range(layout->width, 1, width);
    layout = lay_out(text, "WWW", style, 1, 0, 0);
    assert_lines(layout, "W|W|W"); /* a letter a line, if need be too wide */
}

static void test_marks_stay_with_their_letter(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 40);
    assert_lines(lay_out(text, "e\u0301e\u0301\u0302e", style, 1, 0, 0), "e\u0301|e\u0301\u0302|e");
    /* More marks than a letter can carry are not shown, and do not make the line grow. */
    char many[4 + 200 * 2] = "a";
    for (int i = 0; i < 200; i++) {
        strcat(many, "\u0301");
    }
    const TextLayout *layout = lay_out(text, many, style, 500, 0, 0);
    assert_int_equal(layout->pieces[0].length, 1 + 8 * 2);
}

static void test_half_leading_places_the_baseline(void **state)
{
    Text *text = *state;
    TextStyle style = {FACE_SERIF, 36, 0, 60};
    TextMetrics metrics = text_metrics(text, style);
    const TextLayout *layout = lay_out(text, "one\ntwo\nthree", style, 400, 0, 0);
    int32_t above = (60 - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
    for (int32_t i = 0; i < 3; i++) {
        assert_int_equal(layout->lines[i].baseline, i * 60 + above);
    }
    assert_int_equal(layout->height, 180);
    assert_in_range(metrics.x_height, 36 * 45 / 100, 36 * 60 / 100);
    assert_in_range(metrics.cap_height, 36 * 65 / 100, 36 * 76 / 100);
    assert_in_range(layout->ascent, metrics.cap_height, metrics.ascent);
    assert_in_range(layout->descent, 36 / 6, metrics.descent);
}

/* ---- what stays together ---- */

static void test_a_preposition_stays_with_the_next_word(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    static const char *const words[] = {"в", "к", "с", "о", "у", "и", "а", "я",
                                        "В", "К", "С", "О", "У", "И", "А", "Я"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char string[128], expected[128], first[128];
        snprintf(string, sizeof string, "Встреча %s Минске", words[i]);
        snprintf(expected, sizeof expected, "Встреча|%s Минске", words[i]);
        snprintf(first, sizeof first, "Встреча %s", words[i]);
        assert_lines(lay_out(text, string, style, width_for(text, first, style), 0, 0), expected);
    }
    int32_t width = width_for(text, "Встреча (в М", style);
    assert_lines(lay_out(text, "Встреча (в Минске)", style, width, 0, 0), "Встреча|(в Минске)");
    width = width_for(text, "Слова и в", style);
    assert_lines(lay_out(text, "Слова и в деле", style, width, 0, 0), "Слова|и в деле");
}

static void test_other_words_do_not(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    int32_t width = width_for(text, "Дом 5 А", style);
    assert_lines(lay_out(text, "Дом 5 Б корпус", style, width, 0, 0), "Дом 5 Б|корпус");
    width = width_for(text, "Встреча на", style);
    assert_lines(lay_out(text, "Встреча на горе", style, width, 0, 0), "Встреча на|горе");
    width = width_for(text, "Имя Ж-а", style);
    assert_lines(lay_out(text, "Имя Ж-а там", style, width, 0, 0), "Имя Ж-а|там");
    width = width_for(text, "a plan I", style);
    assert_lines(lay_out(text, "a plan I like", style, width, 0, 0), "a plan I|like");
}

static void test_what_belongs_together_is_parted_before_a_word_is_cut(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    int32_t width = width_for(text, "Петербурге", style);
    assert_lines(lay_out(text, "в Петербурге", style, width, 0, 0), "в|Петербурге");
}

static void test_a_dash_stays_with_the_word_before(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 36);
    int32_t width = width_for(text, "Мир это", style);
    assert_lines(lay_out(text, "Наш мир — это всё", style, width, 0, 0), "Наш|мир —|это всё");
    assert_lines(lay_out(text, "— Мир", style, width, 0, 0), "— Мир");
    width = width_for(text, "Our world", style);
    assert_lines(lay_out(text, "Our world – this", style, width, 0, 0), "Our|world –|this");
}

static void test_invisible_letters_are_not_shown_but_heeded(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 30);
    assert_lines(lay_out(text, "co\u00ADope\u200Drate\uFEFF", style, 900, 0, 0), "cooperate");
    assert_lines(lay_out(text, "\u202Eabc\u2066d\u2069\u200F", style, 900, 0, 0), "abcd");
    assert_lines(lay_out(text,
                         "a\tb\x01"
                         "c\x7F"
                         "d",
                         style, 900, 0, 0),
                 "a bcd");
    int32_t width = width_for(text, "Parlame", style);
    assert_lines(lay_out(text, "Parl\u200Bament", style, width, 0, 0), "Parl|ament");
    assert_lines(lay_out(text, "ab-\u2060cd ef", style, width_for(text, "ab-cd", style), 0, 0),
                 "ab-cd|ef");
    assert_lines(lay_out(text, "x ab-\u2060cd", style, width_for(text, "x ab-c", style), 0, 0),
                 "x|ab-cd");
    width = width_for(text, "10 000", style);
    assert_lines(lay_out(text, "до 10\u00A0000", style, width, 0, 0), "до|10\u00A0000");
}

/* ---- headlines ---- */

static void test_a_single_last_word_gets_company(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_DISPLAY, 84);
    const char *string = "Members adopted the model law on data today";
    int32_t width = width_for(text, "Members adopted the", style);
    width = width > text_width(text, "model law on data", style)
                ? width
                : width_for(text, "model law on data", style);
    assert_lines(lay_out(text, string, style, width, 0, 0),
                 "Members adopted the|model law on data|today");
    assert_lines(lay_out(text, string, style, width, 0, TEXT_BALANCE_LAST),
                 "Members adopted the|model law on|data today");
}

static void test_company_is_not_bought_with_a_worse_shape(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_DISPLAY, 60);
    int32_t width = width_for(text, "An international", style);
    /* The line before would become the shorter one. */
    assert_lines(lay_out(text, "An international agreement", style, width, 0, TEXT_BALANCE_LAST),
                 "An international|agreement");
    width = text_width(text, "An agreement today", style) - 1;
    assert_lines(lay_out(text, "An agreement today", style, width, 0, TEXT_BALANCE_LAST),
                 "An agreement|today");
    /* One word a line: nothing to move. */
    assert_lines(lay_out(text, "International agreement", style, width, 0, TEXT_BALANCE_LAST),
                 "International|agreement");
    /* A paragraph's own last line is not mended from another paragraph. */
    assert_lines(lay_out(text, "one two\nthree", style, 2000, 0, TEXT_BALANCE_LAST),
                 "one two|three");
    /* A preposition comes down with its word. */
    width = width_for(text, "Законы приняты в Минске", style);
    assert_lines(lay_out(text, "Законы приняты в Минске вчера", style, width, 0, TEXT_BALANCE_LAST),
                 "Законы приняты|в Минске вчера");
}

/* ---- texts that are cut ---- */

static void test_the_last_line_ends_in_an_ellipsis_between_words(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 30);
    const char *string = "alpha beta gamma delta epsilon";
    int32_t width = width_for(text, "alpha beta …", style);
    const TextLayout *layout = lay_out(text, string, style, width, 1, TEXT_ELLIPSIS);
    assert_lines(layout, "alpha beta …");
    assert_true(layout->truncated);
    assert_in_range(layout->width, 1, width);
    layout = lay_out(text, string, style, width - 4, 1, TEXT_ELLIPSIS);
    assert_lines(layout, "alpha …");
    assert_int_equal(layout->lines[0].end, 5);
    layout = lay_out(text, string, style, width, 2, TEXT_ELLIPSIS);
    assert_in_range(layout->width, 1, width);
    layout = lay_out(text, string, style, 3000, 1, TEXT_ELLIPSIS);
    assert_lines(layout, string);
    assert_false(layout->truncated);
    layout = lay_out(text, "alpha\nbeta", style, TEXT_NO_WRAP, 1, TEXT_ELLIPSIS);
    assert_lines(layout, "alpha …");
    assert_true(layout->truncated);
    assert_false(lay_out(text, "alpha\n \n", style, 900, 1, TEXT_ELLIPSIS)->truncated);
}

static void test_an_ellipsis_fits_whatever_the_width(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 30);
    int32_t least = text_width(text, "…", style);
    for (int32_t width = least; width < 500; width += 3) {
        const TextLayout *layout =
            lay_out(text, "достопримечательность и в целом всё", style, width, 1, TEXT_ELLIPSIS);
        char line[256];
        assert_true(layout->truncated || width > 480);
        assert_in_range(layout->lines[0].width, 1, width);
        assert_non_null(strstr(shown(layout, 0, line, sizeof line), "…"));
    }
}

static void test_without_an_ellipsis_it_simply_stops(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 30);
    int32_t width = width_for(text, "alpha beta", style);
    const TextLayout *layout = lay_out(text, "alpha beta gamma delta", style, width, 1, 0);
    assert_lines(layout, "alpha beta");
    assert_true(layout->truncated);
    assert_false(lay_out(text, "alpha beta   ", style, width, 1, 0)->truncated);
}

/* ---- spans and tracking ---- */

static void test_spans_make_pieces_that_add_up(void **state)
{
    Text *text = *state;
    const char *string = "See this link and more of it in one line or two";
    TextSpan spans[] = {{4, 9, FACE_SERIF_ITALIC, 1}, {18, 4, FACE_SERIF_SEMIBOLD, 2}};
    const TextLayout *layout =
        text_layout(text, string, strlen(string), spans, 2, style_of(FACE_SERIF, 36), 480, 0, 0);
    const TextPiece *piece = layout->pieces;
    assert_int_equal(piece[0].mark, 0);
    assert_int_equal(piece[1].mark, 1);
    assert_int_equal(piece[1].style.face, FACE_SERIF_ITALIC);
    assert_memory_equal(piece[1].text, "this link", 9);
    assert_int_equal(piece[1].length, 9);
    assert_int_equal(piece[3].mark, 2);
    assert_memory_equal(piece[3].text, "more", 4);
    for (int32_t i = 0; i < layout->line_count; i++) {
        int32_t x = 0;
        for (int32_t p = 0; p < layout->lines[i].piece_count; p++) {
            piece = &layout->pieces[layout->lines[i].first_piece + p];
            assert_int_equal(piece->x, x);
            x += piece->width;
        }
        assert_int_equal(x, layout->lines[i].width);
    }
}

static void test_spans_may_be_wrong(void **state)
{
    Text *text = *state;
    TextSpan spans[] = {{1, 1, FACE_SANS, 1},           /* half a letter */
                        {UINT32_MAX, UINT32_MAX, 0, 2}, /* nowhere */
                        {3, UINT32_MAX, 200, 3},        /* no such face, past the end */
                        {2, 0, FACE_SANS, 4}};          /* nothing */
    const TextLayout *layout =
        text_layout(text, "Жук и е\u0301ж", 14, spans, 4, style_of(FACE_SERIF, 36), 480, 0, 0);
    assert_lines(layout, "Жук и е\u0301");
}

static void test_tracking_is_between_letters(void **state)
{
    Text *text = *state;
    TextStyle plain = style_of(FACE_SANS_SEMIBOLD, 24), tracked = plain;
    tracked.tracking_px = 5;
    int32_t sum =
        text_width(text, "П", plain) + text_width(text, "А", plain) + text_width(text, "Р", plain);
    assert_int_equal(text_width(text, "ПАР", tracked), sum + 2 * 5);
    assert_int_equal(text_width(text, "П", tracked), text_width(text, "П", plain));
    int32_t width = text_width(text, "ПАР ПАР", tracked);
    assert_lines(lay_out(text, "ПАР ПАР ПАР", tracked, width, 0, 0), "ПАР ПАР|ПАР");
    assert_lines(lay_out(text, "ПАР ПАР ПАР", tracked, width - 1, 0, 0), "ПАР|ПАР|ПАР");
}

static void test_a_width_counts_all_spaces(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 30);
    assert_true(text_width(text, "в ", style) > text_width(text, "в", style) + 4);
    assert_int_equal(text_width(text, "a\nb", style), text_width(text, "a b", style));
    assert_int_equal(text_width(text, "", style), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_end_between_words),
        cmocka_unit_test(test_a_line_is_as_full_as_can_be),
        cmocka_unit_test(test_newlines_end_lines),
        cmocka_unit_test(test_no_text_is_no_line_but_one_can_look),
        cmocka_unit_test(test_spaces_at_a_lines_end_do_not_count),
        cmocka_unit_test(test_a_word_wider_than_the_line_is_cut),
        cmocka_unit_test(test_marks_stay_with_their_letter),
        cmocka_unit_test(test_half_leading_places_the_baseline),
        cmocka_unit_test(test_a_preposition_stays_with_the_next_word),
        cmocka_unit_test(test_other_words_do_not),
        cmocka_unit_test(test_what_belongs_together_is_parted_before_a_word_is_cut),
        cmocka_unit_test(test_a_dash_stays_with_the_word_before),
        cmocka_unit_test(test_invisible_letters_are_not_shown_but_heeded),
        cmocka_unit_test(test_a_single_last_word_gets_company),
        cmocka_unit_test(test_company_is_not_bought_with_a_worse_shape),
        cmocka_unit_test(test_the_last_line_ends_in_an_ellipsis_between_words),
        cmocka_unit_test(test_an_ellipsis_fits_whatever_the_width),
        cmocka_unit_test(test_without_an_ellipsis_it_simply_stops),
        cmocka_unit_test(test_spans_make_pieces_that_add_up),
        cmocka_unit_test(test_spans_may_be_wrong),
        cmocka_unit_test(test_tracking_is_between_letters),
        cmocka_unit_test(test_a_width_counts_all_spaces),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
