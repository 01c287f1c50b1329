/* Pixels of pieces: where their ink lies, that none is cut off, and that widths tell the truth. */
#include <SDL2/SDL.h>

#include "text_fixture.h"

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    uint32_t value = 0;
    memcpy(&value, (const uint8_t *)surface->pixels + y * surface->pitch + x * 4, 4);
    return value;
}

static SDL_Surface *render(Text *text, const TextPiece *piece, int32_t *left, int32_t *top)
{
    return text_render(text, piece->text, piece->length, piece->style, piece->font, 0x123456, left,
                       top);
}

static const TextPiece *only_piece(Text *text, const char *string, TextStyle style)
{
    const TextLayout *layout = lay_out(text, string, style, TEXT_NO_WRAP, 0, 0);
    assert_int_equal(layout->lines[0].piece_count, 1);
    return &layout->pieces[0];
}

static void test_pixels_are_the_colour_with_alpha(void **state)
{
    Text *text = *state;
    int32_t left = 0, top = 0;
    SDL_Surface *surface =
        render(text, only_piece(text, "Hl", style_of(FACE_SANS_SEMIBOLD, 60)), &left, &top);
    assert_non_null(surface);
    assert_int_equal(surface->format->format, SDL_PIXELFORMAT_ARGB8888);
    int opaque = 0;
    for (int y = 0; y < surface->h; y++) {
        for (int x = 0; x < surface->w; x++) {
            uint32_t value = pixel(surface, x, y);
            if (value >> 24 != 0) {
                assert_int_equal(value & 0xFFFFFF, 0x123456);
            }
            opaque += value >> 24 == 255;
        }
    }
    assert_true(opaque > 300);
    SDL_FreeSurface(surface);
}

static void test_the_corner_is_where_the_ink_begins(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 100);
    TextMetrics metrics = text_metrics(text, style);
    int32_t left = 0, top = 0;
    SDL_Surface *surface = render(text, only_piece(text, "H", style), &left, &top);
    assert_int_equal(top, -metrics.cap_height);
    assert_int_equal(surface->h, metrics.cap_height);
    assert_in_range(left, 1, 10);
    SDL_FreeSurface(surface);
    surface = render(text, only_piece(text, "x", style), &left, &top);
    assert_int_equal(top, -metrics.x_height);
    SDL_FreeSurface(surface);
    surface = render(text, only_piece(text, "p", style), &left, &top);
    assert_in_range(surface->h + top, 20, metrics.descent);
    SDL_FreeSurface(surface);
}

static void test_nothing_to_show_is_null(void **state)
{
    Text *text = *state;
    int32_t left = 5, top = 5;
    TextStyle style = style_of(FACE_SANS, 30);
    assert_null(text_render(text, "   ", 3, style, FACE_SANS, 0, &left, &top));
    assert_null(text_render(text, "", 0, style, FACE_SANS, 0, &left, &top));
    style.tracking_px = 4;
    assert_null(text_render(text, "  ", 2, style, FACE_SANS, 0, &left, &top));
}

/* Sums of alpha per column of the string rendered, counted from the pen. */
static void columns(Text *text, const TextPiece *piece, int64_t *out, int count, int origin)
{
    int32_t left = 0, top = 0;
    memset(out, 0, (size_t)count * sizeof *out);
    SDL_Surface *surface = render(text, piece, &left, &top);
    assert_non_null(surface);
    for (int x = 0; x < surface->w; x++) {
        int at = origin + left + x;
        assert_in_range(at, 0, count - 1);
        for (int y = 0; y < surface->h; y++) {
            out[at] += pixel(surface, x, y) >> 24;
        }
    }
    SDL_FreeSurface(surface);
}

/* The same letter at the pen's start and behind two letters must show the same ink: so nothing is
 * cut off on the left, and `left` is right. */
static void test_ink_that_overhangs_is_whole(void **state)
{
    Text *text = *state;
    static const struct {
        Face face;
        const char *letter;
    } cases[] = {{FACE_SERIF_ITALIC, "f"}, {FACE_SERIF_ITALIC, "J"}, {FACE_SERIF_ITALIC, "р"},
                 {FACE_DISPLAY, "J"},      {FACE_DISPLAY, "j"},      {FACE_SERIF, "j"},
                 {FACE_SERIF, "Y"},        {FACE_SANS, "j"}};
    enum { COUNT = 1200, ORIGIN = 200 };
    static int64_t alone[COUNT], behind[COUNT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        TextStyle style = style_of(cases[i].face, 160);
        char string[16];
        columns(text, only_piece(text, cases[i].letter, style), alone, COUNT, ORIGIN);
        snprintf(string, sizeof string, "\u00A0\u00A0%s", cases[i].letter);
        int32_t moved = text_width(text, string, style) - text_width(text, cases[i].letter, style);
        columns(text, only_piece(text, string, style), behind, COUNT, ORIGIN - moved);
        int64_t ink = 0, difference = 0, same = 0;
        for (int x = 0; x < COUNT; x++) {
            ink += alone[x];
            same += behind[x];
        }
        /* Half a pixel of subpixel position remains: compare the ink and its middle. */
        int64_t middle_alone = 0, middle_behind = 0;
        for (int x = 0; x < COUNT; x++) {
            middle_alone += alone[x] * x;
            middle_behind += behind[x] * x;
        }
        difference = middle_alone * 100 / ink - middle_behind * 100 / same;
        assert_in_range(same * 1000 / ink, 990, 1010);
        assert_in_range(difference + 150, 0, 300);
    }
}

static void test_widths_are_what_is_drawn(void **state)
{
    Text *text = *state;
    static const char *const strings[] = {"Interparliamentary", "Межпарламентская", "AVATAR Тату",
                                          "efficient office", "1234567890"};
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        for (int face = 0; face < FACE_COUNT; face++) {
            char string[64];
            /* Between two bars, of which the ink is known. */
            TextStyle style = style_of((Face)face, 61);
            snprintf(string, sizeof string, "H%sH", strings[i]);
            int32_t left = 0, top = 0, bar_left = 0, width = text_width(text, string, style);
            SDL_Surface *bar = render(text, only_piece(text, "H", style), &bar_left, &top);
            int32_t bar_right = text_width(text, "H", style) - bar_left - bar->w;
            SDL_Surface *surface = render(text, only_piece(text, string, style), &left, &top);
            assert_in_range(left + surface->w + bar_right - width + 2, 0, 4);
            SDL_FreeSurface(surface);
            SDL_FreeSurface(bar);
        }
    }
}

/* An italic f reaches far over the letter behind it, wherever the piece ends. */
static void test_overhanging_ink_does_not_move_the_next_piece(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF_ITALIC, 160);
    TextSpan span = {0, 1, FACE_SERIF_ITALIC, 1};
    static const char *const letters[] = {"f", "J", "W"};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        char string[8];
        snprintf(string, sizeof string, "%s\u00A0", letters[i]); /* a space hides the ink's reach */
        const TextLayout *layout =
            text_layout(text, string, strlen(string), &span, 1, style, TEXT_NO_WRAP, 0, 0);
        assert_int_equal(layout->lines[0].piece_count, 2);
        int32_t left = 0, top = 0,
                pen = text_width(text, string, style) - text_width(text, "\u00A0", style);
        assert_in_range(layout->pieces[1].x - pen + 2, 0, 4);
        SDL_Surface *surface = render(text, &layout->pieces[0], &left, &top);
        assert_true(left < 0 || left + surface->w > pen + 4); /* or the test tests nothing */
        SDL_FreeSurface(surface);
    }
}

/* A text in one piece, and the same cut into pieces by spans that change nothing. */
static void test_pieces_add_up_to_the_whole(void **state)
{
    Text *text = *state;
    const char *string = "Of the Council and of all the committees, ffi, Совет и комитеты";
    for (int face = 0; face < FACE_COUNT; face++) {
        for (int size = 20; size < 60; size += 7) {
            TextStyle style = style_of((Face)face, size);
            int32_t whole = text_width(text, string, style);
            TextSpan spans[4];
            for (int i = 0; i < 4; i++) {
                spans[i] = (TextSpan){(uint32_t)(3 + i * 8), 4, (uint8_t)face, (uint8_t)(i + 1)};
            }
            const TextLayout *layout =
                text_layout(text, string, strlen(string), spans, 4, style, TEXT_NO_WRAP, 0, 0);
            int32_t count = layout->lines[0].piece_count;
            assert_in_range(count, 5, 9);
            /* A px a seam: each piece starts on a whole one, and kerning ends there. */
            assert_in_range(layout->width - whole + count + 2, 0, 2 * count + 4);
        }
    }
}

static void test_tracked_letters_stand_at_their_pens(void **state)
{
    Text *text = *state;
    TextStyle plain = style_of(FACE_SANS_SEMIBOLD, 40), tracked = plain;
    tracked.tracking_px = 20;
    int32_t left = 0, top = 0, first_left = 0, last_left = 0;
    SDL_Surface *first = render(text, only_piece(text, "П", plain), &first_left, &top);
    SDL_Surface *last = render(text, only_piece(text, "Й", plain), &last_left, &top);
    SDL_Surface *all = render(text, only_piece(text, "ПАЙ", tracked), &left, &top);
    assert_int_equal(left, first_left);
    int32_t pen = text_width(text, "ПА", tracked) + 20;
    assert_int_equal(all->w, pen + last_left + last->w - first_left);
    for (int y = 0; y < last->h; y++) {
        for (int x = 0; x < last->w; x++) {
            assert_int_equal(pixel(all, pen + last_left - left + x, y), pixel(last, x, y));
        }
    }
    SDL_FreeSurface(first);
    SDL_FreeSurface(last);
    SDL_FreeSurface(all);
}

static void test_a_missing_letter_has_ink(void **state)
{
    Text *text = *state;
    for (int face = 0; face < FACE_COUNT; face++) {
        int32_t left = 0, top = 0;
        SDL_Surface *box =
            render(text, only_piece(text, "\u6F22", style_of((Face)face, 40)), &left, &top);
        assert_non_null(box);
        assert_in_range(box->w, 10, 40);
        assert_in_range(box->h, 20, 60);
        SDL_FreeSurface(box);
    }
}

static void test_stacked_marks_keep_the_baseline(void **state)
{
    Text *text = *state;
    TextStyle style = style_of(FACE_SERIF, 60);
    int32_t left = 0, top = 0;
    SDL_Surface *surface =
        render(text, only_piece(text, "H\u0302\u0301\u0302\u0301\u0302\u0301", style), &left, &top);
    assert_true(top < -text_metrics(text, style).cap_height);
    assert_in_range(surface->h + top, 0, 1); /* H stands on the baseline */
    SDL_FreeSurface(surface);
}

static void test_hostile_pieces(void **state)
{
    Text *text = *state;
    int32_t left = 0, top = 0;
    TextStyle style = style_of(FACE_SERIF, 1024);
    static char wide[100000];
    memset(wide, 'W', sizeof wide);
    const TextLayout *layout =
        text_layout(text, wide, sizeof wide, NULL, 0, style, TEXT_NO_WRAP, 0, 0);
    for (int32_t p = 0; p < layout->lines[0].piece_count; p += 1000) {
        SDL_Surface *surface = render(text, &layout->pieces[p], &left, &top);
        assert_non_null(surface);
        assert_in_range(surface->w, 1, 12000);
        SDL_FreeSurface(surface);
    }
    style = (TextStyle){FACE_SANS, -5, 32767, -1};
    SDL_FreeSurface(text_render(text, "\xFF\xC0 x", 4, style, FACE_SANS, 0, &left, &top));
    SDL_FreeSurface(text_render(text, "a\0b", 3, style, FACE_SANS, 0, &left, &top));
    style.tracking_px = -32768;
    SDL_FreeSurface(text_render(text, "many letters", 12, style, FACE_SANS, 0, &left, &top));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pixels_are_the_colour_with_alpha),
        cmocka_unit_test(test_the_corner_is_where_the_ink_begins),
        cmocka_unit_test(test_nothing_to_show_is_null),
        cmocka_unit_test(test_ink_that_overhangs_is_whole),
        cmocka_unit_test(test_widths_are_what_is_drawn),
        cmocka_unit_test(test_overhanging_ink_does_not_move_the_next_piece),
        cmocka_unit_test(test_pieces_add_up_to_the_whole),
        cmocka_unit_test(test_tracked_letters_stand_at_their_pens),
        cmocka_unit_test(test_a_missing_letter_has_ink),
        cmocka_unit_test(test_stacked_marks_keep_the_baseline),
        cmocka_unit_test(test_hostile_pieces),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
