/* What must hold for any text, width and limit: a seeded flood of them. */
#include <stdbool.h>

#include "base/utf8.h"
#include "text_fixture.h"

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(*seed >> 33);
}

static const char *const parts[] = {"the ",
                                    "parliament ",
                                    "Межпарламентская ",
                                    "и ",
                                    "в ",
                                    "я",
                                    " ",
                                    "  ",
                                    "\n",
                                    "— ",
                                    "-",
                                    "…",
                                    "Ազգային ",
                                    "office ",
                                    "AV",
                                    "fi",
                                    "e\u0301",
                                    "и\u0306",
                                    "\u0301",
                                    "\u200B",
                                    "\u2060",
                                    "\u00AD",
                                    "\u00A0",
                                    "\u202E",
                                    "漢字",
                                    "\t",
                                    "\x01",
                                    "\xFF",
                                    "\xD0",
                                    "\xE2\x80",
                                    "(",
                                    ")",
                                    "«",
                                    "»",
                                    ".",
                                    "12 000 ",
                                    "http://example.org/a/very/long/address?with=query",
                                    "\u2028",
                                    "\U0001F600",
                                    "J",
                                    "f",
                                    "\u0302\u0301\u0302\u0301\u0302\u0301\u0302\u0301\u0302\u0301",
                                    "\r\n",
                                    "\u2003",
                                    "%",
                                    "\""};

static size_t random_text(uint64_t *seed, char *out, size_t room)
{
    size_t used = 0, wanted = next_random(seed) % 60;
    for (size_t i = 0; i < wanted; i++) {
        const char *part = parts[next_random(seed) % (sizeof parts / sizeof parts[0])];
        size_t count = strlen(part);
        if (used + count >= room) {
            break;
        }
        memcpy(out + used, part, count);
        used += count;
    }
    return used;
}

/* Whether a letter of the source may be missing from the lines: spaces and what is never shown. */
static bool may_be_left_out(uint32_t letter)
{
    return letter <= 0x20 || letter == 0x7F || letter == 0xAD || letter == 0x200B ||
           letter == 0x2060 || letter == 0x202E || letter == 0x2028 || letter == 0x2003 ||
           (letter >= 0x300 && letter <= 0x36F);
}

static void assert_left_out(const char *string, size_t from, size_t to)
{
    size_t length = 0;
    for (size_t at = from; at < to; at += length) {
        assert_true(may_be_left_out(utf8_decode(string + at, to - at, &length)));
    }
}

static size_t letters_and_marks(const TextLayout *layout, const TextLine *line)
{
    size_t letters = 0, length = 0;
    for (int32_t p = 0; p < line->piece_count; p++) {
        const TextPiece *piece = &layout->pieces[line->first_piece + p];
        assert_true(utf8_is_valid(piece->text, piece->length, NULL));
        for (size_t at = 0; at < piece->length; at += length) {
            uint32_t letter = utf8_decode(piece->text + at, piece->length - at, &length);
            letters += letter < 0x300 || letter > 0x36F;
        }
    }
    return letters;
}

static void check_line(const TextLayout *layout, int32_t i, TextStyle style, int32_t width)
{
    const TextLine *line = &layout->lines[i];
    int32_t x = 0;
    for (int32_t p = 0; p < line->piece_count; p++) {
        const TextPiece *piece = &layout->pieces[line->first_piece + p];
        assert_int_equal(piece->x, x);
        assert_true(piece->length > 0);
        x += piece->width;
    }
    assert_int_equal(x, line->width);
    assert_true(line->width <= layout->width);
    assert_true(line->width <= width || letters_and_marks(layout, line) <= 1);
    if (i > 0) {
        assert_int_equal(line->baseline - line[-1].baseline, style.line_px);
        assert_int_equal(line->first_piece, line[-1].first_piece + line[-1].piece_count);
    }
}

static void check(const TextLayout *layout, const char *string, size_t length, TextStyle style,
                  int32_t width, int32_t max_lines)
{
    size_t at = 0;
    assert_true(max_lines == 0 || layout->line_count <= max_lines);
    assert_true(max_lines != 0 || !layout->truncated);
    assert_int_equal(layout->height, layout->line_count * style.line_px);
    for (int32_t i = 0; i < layout->line_count; i++) {
        const TextLine *line = &layout->lines[i];
        assert_true(line->start >= at && line->end >= line->start && line->end <= length);
        assert_left_out(string, at, line->start);
        at = line->end;
        check_line(layout, i, style, width);
    }
    if (!layout->truncated) {
        assert_left_out(string, at, length);
    }
}

static bool same_lines(const TextLayout *a, const TextLayout *b)
{
    for (int32_t i = 0; i < a->line_count; i++) {
        if (a->lines[i].start != b->lines[i].start || a->lines[i].end != b->lines[i].end ||
            a->lines[i].width != b->lines[i].width) {
            return false;
        }
    }
    return true;
}

static void test_any_text(void **state)
{
    Text *text = *state;
    uint64_t seed = 1;
    char string[4096];
    for (int round = 0; round < 700; round++) {
        size_t length = random_text(&seed, string, sizeof string);
        TextStyle style = style_of((Face)(next_random(&seed) % FACE_COUNT),
                                   14 + (int)(next_random(&seed) % 4) * 13);
        style.tracking_px = (int16_t)(next_random(&seed) % 8 == 0 ? next_random(&seed) % 9 : 0);
        int32_t width = (int32_t)(next_random(&seed) % 700);
        int32_t lines = (int32_t)(next_random(&seed) % 5);
        TextSpan spans[3];
        int span_count = (int)(next_random(&seed) % 4);
        for (int i = 0; i < span_count; i++) {
            spans[i] = (TextSpan){next_random(&seed) % 200, next_random(&seed) % 40,
                                  (uint8_t)(next_random(&seed) % 8), (uint8_t)i};
        }
        const TextLayout *all =
            text_layout(text, string, length, spans, span_count, style, width, 0, 0);
        check(all, string, length, style, width, 0);
        const TextLayout *some =
            text_layout(text, string, length, spans, span_count, style, width, lines, 0);
        check(some, string, length, style, width, lines);
        assert_true(same_lines(some, all));
        const TextLayout *cut = text_layout(text, string, length, spans, span_count, style, width,
                                            lines, TEXT_ELLIPSIS | TEXT_BALANCE_LAST);
        check(cut, string, length, style, width, lines);
        assert_int_equal(cut->line_count, some->line_count);
        assert_int_equal(cut->truncated, some->truncated);
        text_begin_frame(text);
    }
}

/* A prefix of a long text is looked at; the lines must be those of the whole. */
static void test_a_few_lines_of_a_long_text_are_its_first(void **state)
{
    Text *text = *state;
    static char string[30000];
    for (uint64_t seed = 1; seed < 12; seed++) {
        uint64_t stream = seed;
        size_t length = 0;
        while (length + 4096 < sizeof string) {
            length += random_text(&stream, string + length, 4096);
        }
        TextStyle style = style_of(FACE_SERIF, 24 + (int)seed);
        int32_t width = 100 + (int32_t)seed * 90;
        const TextLayout *all = text_layout(text, string, length, NULL, 0, style, width, 0, 0);
        for (int32_t lines = 1; lines < 40; lines += 7) {
            const TextLayout *some =
                text_layout(text, string, length, NULL, 0, style, width, lines, 0);
            assert_int_equal(some->line_count, lines < all->line_count ? lines : all->line_count);
            assert_true(same_lines(some, all));
        }
        text_begin_frame(text);
    }
}

/* What is looked at first ends behind the hyphen, which looks like a dash there: "bbb -" would stay
 * together. What follows says that it is a number's sign. */
static void test_a_line_is_not_decided_by_where_the_look_ends(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SANS, 20);
    const char *shown_text = "aaaaaaa bbbbbbb -5 cccc dddd eeee ffff gggg hhhh";
    int32_t width = text_width(text, "aaaaaaa bbbbbbb", style) + 1;
    for (size_t dropped = 0; dropped < 600; dropped++) {
        char string[1024];
        memset(string, 0x01, dropped);
        strcpy(string + dropped, shown_text);
        const TextLayout *layout =
            text_layout(text, string, strlen(string), NULL, 0, style, width, 1, 0);
        assert_lines(layout, "aaaaaaa bbbbbbb");
    }
}

static void test_one_enormous_word(void **state)
{
    Text *text = *state;
    static char string[5000];
    for (size_t i = 0; i < sizeof string; i += 2) {
        memcpy(string + i, i % 14 == 0 ? "щ" : "ж", 2);
    }
    TextStyle style = style_of(FACE_SERIF, 36);
    for (int32_t width = 0; width < 900; width += 130) {
        const TextLayout *layout =
            text_layout(text, string, sizeof string, NULL, 0, style, width, 0, 0);
        check(layout, string, sizeof string, style, width, 0);
    }
    const TextLayout *one =
        text_layout(text, string, sizeof string, NULL, 0, style, TEXT_NO_WRAP, 0, 0);
    assert_int_equal(one->line_count, 1);
    assert_true(one->lines[0].piece_count > 10);
}

static void test_marks_without_end(void **state)
{
    Text *text = *state;
    static char string[20000];
    string[0] = 'a';
    for (size_t i = 1; i + 1 < sizeof string; i += 2) {
        memcpy(string + i, "\u0301", 2);
    }
    const TextLayout *layout =
        text_layout(text, string, sizeof string - 1, NULL, 0, style_of(FACE_SANS, 30), 300, 3, 0);
    assert_int_equal(layout->line_count, 1);
    assert_false(layout->truncated);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_text),
        cmocka_unit_test(test_a_few_lines_of_a_long_text_are_its_first),
        cmocka_unit_test(test_a_line_is_not_decided_by_where_the_look_ends),
        cmocka_unit_test(test_one_enormous_word),
        cmocka_unit_test(test_marks_without_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
