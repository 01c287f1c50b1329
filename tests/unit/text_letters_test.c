/* Which letters the typefaces hold, what happens where one does not, and folders without them. */
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "text_fixture.h"

typedef struct Alphabet {
    const char *language, *letters;
    bool armenian;
} Alphabet;

static const Alphabet alphabets[] = {
    {"English", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", false},
    {"Russian", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя", false},
    {"Belarusian", "ІЎіў’", false},
    {"Kazakh", "ӘҒҚҢӨҰҮҺІәғқңөұүһі", false},
    {"Kyrgyz", "ҢӨҮңөү", false},
    {"Tajik", "ҒӢҚӮҲҶғӣқӯҳҷ", false},
    {"Armenian",
     "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև՛՜՝՞։֊", true},
    {"Romanian", "ĂÂÎȘȚăâîșț", false},
    {"Azerbaijani", "ƏĞıİÖŞÜəğöşüç", false},
    {"Uzbek", "ʻʼ", false},
    {"signs", "0123456789.,:;!?…—–-«»“”„‘’()[]/%№§°€$×·•+=&@#*'\"", false},
};

/* A piece's font is its face's own where the face holds all of it; Armenian is elsewhere. */
static void test_every_face_shows_every_alphabet(void **state)
{
    Text *text = *state;
    for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0]; i++) {
        const char *letters = alphabets[i].letters;
        size_t count = strlen(letters), length = 0;
        for (size_t at = 0; at < count; at += length) {
            uint32_t letter = utf8_decode(letters + at, count - at, &length);
            if (!text_has_letter(text, letter)) {
                fail_msg("%s: no typeface holds U+%04X", alphabets[i].language, (unsigned)letter);
            }
        }
        for (int face = 0; face < FACE_COUNT; face++) {
            const TextLayout *layout =
                lay_out(text, letters, style_of((Face)face, 24), TEXT_NO_WRAP, 0, 0);
            for (int32_t p = 0; p < layout->lines[0].piece_count; p++) {
                if ((layout->pieces[p].font == face) == alphabets[i].armenian) {
                    fail_msg("%s in face %d: \"%.*s\" is in font %d", alphabets[i].language, face,
                             (int)layout->pieces[p].length, layout->pieces[p].text,
                             layout->pieces[p].font);
                }
            }
        }
    }
}

static void test_armenian_is_a_piece_of_its_own(void **state)
{
    Text *text = *state;
    const char *string = "Совет: Ազգային ժողով, Ереван";
    const TextLayout *layout = lay_out(text, string, style_of(FACE_SERIF, 36), TEXT_NO_WRAP, 0, 0);
    assert_int_equal(layout->lines[0].piece_count, 3);
    assert_memory_equal(layout->pieces[1].text, "Ազգային ժողով", layout->pieces[1].length);
    assert_int_equal(layout->pieces[0].font, FACE_SERIF);
    assert_int_equal(layout->pieces[2].font, FACE_SERIF);
    assert_int_equal(layout->pieces[1].style.face, FACE_SERIF);
    /* Companions of the same family and weight: four different ones, Display shares SemiBold's. */
    uint8_t fonts[FACE_COUNT];
    for (int face = 0; face < FACE_COUNT; face++) {
        layout = lay_out(text, "Հայ", style_of((Face)face, 36), TEXT_NO_WRAP, 0, 0);
        fonts[face] = layout->pieces[0].font;
    }
    assert_int_equal(fonts[FACE_DISPLAY], fonts[FACE_SERIF_SEMIBOLD]);
    assert_int_equal(fonts[FACE_SERIF], fonts[FACE_SERIF_ITALIC]);
    assert_int_not_equal(fonts[FACE_SERIF], fonts[FACE_SERIF_SEMIBOLD]);
    assert_int_not_equal(fonts[FACE_SANS], fonts[FACE_SANS_SEMIBOLD]);
    assert_int_not_equal(fonts[FACE_SANS], fonts[FACE_SERIF]);
}

/* Everything written to standard error between the two. */
static int catch_log(FILE *file)
{
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    return kept;
}

static size_t read_log(FILE *file, int kept, char *out, size_t room)
{
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(file);
    size_t count = fread(out, 1, room - 1, file);
    out[count] = '\0';
    return count;
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static void test_a_missing_letter_is_a_box_and_one_line_in_the_log(void **state)
{
    (void)state;
    Text *text = new_text(1 << 20);
    FILE *file = tmpfile();
    assert_non_null(file);
    char log[4096];
    int kept = catch_log(file);
    TextStyle style = style_of(FACE_SERIF, 36);
    const TextLayout *layout = lay_out(text, "a漢b漢", style, 500, 0, 0);
    (void)lay_out(text, "漢", style, 400, 0, 0);
    (void)lay_out(text, "漢", style_of(FACE_SANS, 20), 400, 0, 0);
    (void)lay_out(text, "字", style, 400, 0, 0);
    (void)read_log(file, kept, log, sizeof log);
    fclose(file);
    assert_int_equal(count_lines(log), 2);
    assert_non_null(strstr(log, "U+6F22"));
    assert_non_null(strstr(log, "U+5B57"));
    assert_lines(layout, "a漢b漢");
    assert_true(layout->width > text_width(text, "ab", style) + 20);
    assert_false(text_has_letter(text, 0x6F22));
    text_destroy(text);
}

static void test_a_flood_of_missing_letters_does_not_flood_the_log(void **state)
{
    (void)state;
    Text *text = new_text(1 << 20);
    FILE *file = tmpfile();
    assert_non_null(file);
    static char log[1 << 16], string[3 * 2000 + 1];
    size_t used = 0;
    for (uint32_t letter = 0x4E00; letter < 0x4E00 + 2000; letter++) {
        used += utf8_encode(letter, string + used);
    }
    int kept = catch_log(file);
    (void)text_layout(text, string, used, NULL, 0, style_of(FACE_SANS, 20), 800, 0, 0);
    (void)read_log(file, kept, log, sizeof log);
    fclose(file);
    assert_int_equal(count_lines(log), 256);
    text_destroy(text);
}

static void test_broken_text_is_shown_as_replacement_letters(void **state)
{
    Text *text = *state;
    const TextLayout *layout = text_layout(text,
                                           "a\xFF"
                                           "b\xD0",
                                           4, NULL, 0, style_of(FACE_SERIF, 30), 500, 0, 0);
    assert_lines(layout, "a\uFFFD"
                         "b\uFFFD");
    assert_int_equal(layout->lines[0].start, 0);
    assert_int_equal(layout->lines[0].end, 4);
    layout = text_layout(text, "a\0b", 3, NULL, 0, style_of(FACE_SERIF, 30), 500, 0, 0);
    assert_lines(layout, "ab");
}

static void test_letters_past_the_first_plane(void **state)
{
    Text *text = *state;
    assert_false(text_has_letter(text, 0x1F600));
    assert_false(text_has_letter(text, 0x10FFFF));
    assert_false(text_has_letter(text, 0x110000));
    assert_false(text_has_letter(text, UINT32_MAX));
    assert_true(text_has_letter(text, 'A'));
    assert_true(text_has_letter(text, 0xFFFD));
}

static void test_more_sizes_than_stay_open(void **state)
{
    Text *text = *state;
    for (int round = 0; round < 2; round++) {
        for (int size = 6; size < 70; size++) {
            TextStyle style = style_of((Face)(size % FACE_COUNT), size);
            assert_in_range(text_width(text, round > 0 ? "Мир Հ" : "Mir Հ", style), size, size * 5);
            assert_in_range(text_metrics(text, style).cap_height, size / 2, size);
        }
    }
}

/* ---- folders without them ---- */

static void assert_refused(const char *folder, const char *expected)
{
    Error error = {""};
    assert_null(text_create(folder, 1 << 20, &error));
    assert_non_null(strstr(error.text, expected));
    assert_null(strchr(error.text, '\n'));
}

static void test_a_missing_or_broken_typeface_is_named(void **state)
{
    (void)state;
    assert_refused("/nonexistent/fonts", "/nonexistent/fonts/NotoSerifDisplay-Medium.ttf");
    char folder[] = "/tmp/foyer_fonts_XXXXXX", path[256], from[1280], real[1024];
    assert_non_null(mkdtemp(folder));
    assert_refused(folder, "NotoSerifDisplay-Medium.ttf: No such file");
    fonts_folder(real, sizeof real);
    snprintf(from, sizeof from, "%s/NotoSerifDisplay-Medium.ttf", real);
    if (from[0] != '/') {
        char here[512];
        assert_non_null(getcwd(here, sizeof here));
        snprintf(from, sizeof from, "%s/fonts/NotoSerifDisplay-Medium.ttf", here);
    }
    snprintf(path, sizeof path, "%s/NotoSerifDisplay-Medium.ttf", folder);
    assert_int_equal(symlink(from, path), 0);
    assert_refused(folder, "NotoSerif-Regular.ttf: No such file");
    char second[256];
    snprintf(second, sizeof second, "%s/NotoSerif-Regular.ttf", folder);
    FILE *file = fopen(second, "w");
    assert_non_null(file);
    assert_refused(folder, "NotoSerif-Regular.ttf: it is empty");
    fputs("this is no typeface", file);
    fclose(file);
    assert_refused(folder, "NotoSerif-Regular.ttf");
    unlink(second);
    assert_int_equal(mkdir(second, 0700), 0);
    assert_refused(folder, "NotoSerif-Regular.ttf: it is empty or not a file");
    rmdir(second);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_face_shows_every_alphabet),
        cmocka_unit_test(test_armenian_is_a_piece_of_its_own),
        cmocka_unit_test(test_a_missing_letter_is_a_box_and_one_line_in_the_log),
        cmocka_unit_test(test_a_flood_of_missing_letters_does_not_flood_the_log),
        cmocka_unit_test(test_broken_text_is_shown_as_replacement_letters),
        cmocka_unit_test(test_letters_past_the_first_plane),
        cmocka_unit_test(test_more_sizes_than_stay_open),
        cmocka_unit_test(test_a_missing_or_broken_typeface_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
