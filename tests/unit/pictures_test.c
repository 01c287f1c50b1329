/* Pictures and QR codes: they are themselves, and whatever the bytes are, something is shown and
 * nothing breaks. */
#include "draw_stage.h"

#include <unistd.h>

#include "draw/pictures.h"

static uint32_t white_pixel(int x, int y)
{
    (void)x, (void)y;
    return 0xFFFFFFFF;
}

static void picture_fills_its_box(void **state)
{
    (void)state;
    Stage *stage = stage_open(200, 100, BUDGET);
    DrawList *list = stage_begin(stage, COLOR_RGB(0u));
    list_image(list, (Box){0, 0, 90, 60}, PICTURE_FLAG, 0);
    list_image(list, (Box){100, 0, 60, 60}, PICTURE_FLAG, 10);
    uint32_t *pixels = stage_paint(stage);
    for (int32_t y = 0; y < 60; y++) { /* at its own size: itself */
        for (int32_t x = 0; x < 90; x++) {
            assert_int_equal(pixel_at(stage, pixels, x, y), flag_pixel(x, y));
        }
    }
    /* The middle 60 px of 90 in the other, so the red hoist is 5 px wide. */
    assert_int_equal(pixel_at(stage, pixels, 104, 30), 0xFFD01C1F);
    assert_int_equal(pixel_at(stage, pixels, 106, 30), 0xFF00AFCA);
    assert_int_equal(pixel_at(stage, pixels, 100, 0), 0xFF000000);
    assert_int_equal(pixel_at(stage, pixels, 159, 59), 0xFF000000);
    assert_int_equal(pixel_at(stage, pixels, 130, 0), 0xFF00AFCA);
    assert_int_equal(stage->asked, 1); /* decoded once for both sizes */
    free(pixels);
    free(stage_paint(stage));
    assert_int_equal(stage->asked, 1);
    assert_int_equal(painter_counts(stage->painter).pictures_decoded, 1);
    list_image(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, 80, 60}, PICTURE_JPEG, 0);
    pixels = stage_paint(stage);
    check_near(pixel_at(stage, pixels, 50, 10), 0xFF00AFCA, 6, "JPEG", 50, 10);
    free(pixels);
    stage_close(stage);
}

/* New content mostly brings the same flags. */
static void the_same_bytes_are_not_decoded_again(void **state)
{
    (void)state;
    Stage *stage = stage_open(200, 100, BUDGET);
    list_image(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, 90, 60}, PICTURE_FLAG, 0);
    uint32_t *before = stage_paint(stage);
    painter_set_pictures(stage->painter, (PictureSource){&stage->asked, test_bytes});
    uint32_t *after = stage_paint(stage);
    assert_memory_equal(before, after, 200 * 100 * sizeof *before);
    assert_int_equal(painter_counts(stage->painter).pictures_decoded, 1);
    free(before);
    free(after);
    painter_set_pictures(stage->painter, (PictureSource){0}); /* now there is none */
    after = stage_paint(stage);
    assert_int_equal(pixel_at(stage, after, 30, 30), 0xFFECE6D8);
    free(after);
    stage_close(stage);
}

static void broken_picture_is_a_tile(void **state)
{
    (void)state;
    Stage *stage = stage_open(100, 100, BUDGET);
    static const uint64_t BROKEN[] = {0, PICTURE_BROKEN, PICTURE_CUT, PICTURE_HUGE};
    for (int i = 0; i < 4; i++) {
        int asked = stage->asked;
        for (int32_t size = 50; size < 53; size++) {
            Box box = {10, 10, size, 40};
            list_image(stage_begin(stage, COLOR_RGB(0u)), box, BROKEN[i], 8);
            uint32_t *pixels = stage_paint(stage);
            assert_int_equal(pixel_at(stage, pixels, 30, 30), 0xFFECE6D8);
            assert_int_equal(pixel_at(stage, pixels, 10, 10), 0xFF000000);
            free(pixels);
        }
        assert_int_equal(stage->asked, asked + 1);
    }
    painter_set_pictures(stage->painter, (PictureSource){0});
    list_image(stage_begin(stage, COLOR_RGB(0u)), (Box){10, 10, 50, 40}, PICTURE_FLAG, 0);
    free(stage_paint(stage));
    stage_close(stage);
}

static void hostile_headers_are_refused(void **state)
{
    (void)state;
    int64_t w = 0, h = 0;
    assert_false(picture_size((const unsigned char *)"", 0, &w, &h));
    assert_false(picture_size((const unsigned char *)"GIF89a\1\0\1\0\0\0\0", 13, &w, &h));
    static const unsigned char ENDLESS[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assert_false(picture_size(ENDLESS, sizeof ENDLESS, &w, &h));
    uint64_t seed = 3;
    size_t count = 0;
    unsigned char *jpeg = encode(64, 48, true, flag_pixel, &count);
    assert_true(picture_size(jpeg, count, &w, &h));
    assert_int_equal(w, 64);
    assert_int_equal(h, 48);
    for (size_t cut = 0; cut < 200; cut++) {
        unsigned char *copy = malloc(cut + 1); /* so that reading on is found out */
        memcpy(copy, jpeg, cut);
        copy[roll(&seed, (uint32_t)cut + 1)] = 0xFF;
        (void)picture_size(copy, cut, &w, &h);
        free(copy);
    }
    free(jpeg);
    unsigned char *png = encode(90, 60, false, flag_pixel, &count);
    assert_null(picture_refusal(png, count));
    memcpy(png + 16, "\0\0\37\100\0\0\37\100", 8); /* 8000 × 8000 */
    assert_null(picture_refusal(png, count));
    png[23]++;
    assert_non_null(picture_refusal(png, count));
    memset(png + 16, 0xFF, 8);
    assert_non_null(picture_refusal(png, count));
    memset(png + 16, 0, 8);
    assert_non_null(picture_refusal(png, count));
    free(png);
}

/* A source that gives the bytes in its context. */
typedef struct Bytes {
    const unsigned char *bytes;
    size_t count;
} Bytes;

static void *copy_bytes(void *context, uint64_t picture, size_t *count)
{
    const Bytes *from = context;
    (void)picture;
    *count = from->count;
    unsigned char *copy = malloc(from->count + 1);
    memcpy(copy, from->bytes, from->count);
    return copy;
}

static void damaged_files_break_nothing(void **state)
{
    (void)state;
    Stage *stage = stage_open(40, 40, BUDGET);
    uint64_t seed = 11;
    for (int i = 0; i < 300; i++) {
        Bytes damaged;
        unsigned char *bytes = encode(33, 21, i % 2 == 0, veil_pixel, &damaged.count);
        for (uint32_t hits = roll(&seed, 6); hits > 0; hits--) {
            bytes[roll(&seed, (uint32_t)damaged.count)] = (unsigned char)roll(&seed, 256);
        }
        if (roll(&seed, 3) == 0) {
            damaged.count = roll(&seed, (uint32_t)damaged.count);
        }
        damaged.bytes = bytes;
        painter_set_pictures(stage->painter, (PictureSource){&damaged, copy_bytes});
        list_image(stage_begin(stage, COLOR_RGB(0u)), stage->screen, 1, 3);
        free(stage_paint(stage));
        free(bytes);
    }
    stage_close(stage);
}

static void scaling_keeps_the_mean(void **state)
{
    (void)state;
    enum { SIDE = 90 };
    static uint32_t board[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        board[i] = (i / SIDE + i % SIDE) % 2 == 0 ? 0xFFFFFFFF : 0xFF000000;
    }
    static const int32_t SIZES[] = {1, 2, 7, 30, 45}; /* 30: five of nine are white */
    for (int i = 0; i < 5; i++) {
        int32_t size = SIZES[i];
        uint32_t *small = picture_scale(board, SIDE, SIDE, size, size);
        for (int32_t j = 0; j < size * size; j++) {
            check_near(small[j], 0xFF808080, 15, "mean", j % size, j / size);
            assert_int_equal(small[j] >> 24, 255);
        }
        free(small);
    }
    /* What cannot be seen has no part in the colour. */
    uint32_t pair[] = {0x00FF0000, 0xFF0000FF};
    uint32_t *one = picture_scale(pair, 2, 1, 2, 1);
    assert_int_equal(one[1], 0xFF0000FF);
    free(one);
    uint32_t column[] = {0x00FF0000, 0x00FF0000, 0xFF0000FF, 0xFF0000FF};
    one = picture_scale(column, 2, 2, 1, 1);
    assert_int_equal(one[0] & 0xFFFFFF, 0x0000FF);
    assert_in_range(one[0] >> 24, 127, 128);
    free(one);
    uint32_t *large = picture_scale(pair + 1, 1, 1, 40, 30);
    for (int i = 0; i < 1200; i++) {
        assert_int_equal(large[i], 0xFF0000FF);
    }
    free(large);
}

static void white_picture_is_white(void **state)
{
    (void)state;
    size_t count = 0;
    void *bytes = encode(301, 201, false, white_pixel, &count);
    assert_non_null(bytes);
    free(bytes);
    static uint32_t white[301 * 201];
    memset(white, 0xFF, sizeof white);
    uint32_t *scaled = picture_scale(white, 301, 201, 97, 55);
    for (int i = 0; i < 97 * 55; i++) {
        assert_int_equal(scaled[i], 0xFFFFFFFF);
    }
    free(scaled);
}

static void qr_codes_scan(void **state)
{
    (void)state;
    static const char *const ADDRESSES[] = {
        "https://www.parlam.kz/",
        "https://example.org/?q=%D0%B4%D1%83%D0%BC%D0%B0&page=1234567890"};
    const char *build = getenv("FOYER_TEST_BUILD");
    char path[1024], command[1200], line[4096];
    snprintf(path, sizeof path, "%s/painter_test.%d.png", build == NULL ? "." : build, getpid());
    snprintf(command, sizeof command, "zbarimg -q --raw '%s' 2>/dev/null", path);
    Stage *stage = stage_open(320, 320, BUDGET);
    for (int i = 0; i < 2; i++) {
        Error error = {0};
        list_qr(stage_begin(stage, COLOR_RGB(0xFFFDF8)), (Box){40, 40, 237, 241}, ADDRESSES[i],
                COLOR_RGB(0x152132));
        free(stage_paint(stage));
        assert_true(glass_save(stage->glass, path, &error));
        FILE *scan = popen(command, "r");
        assert_non_null(scan);
        assert_non_null(fgets(line, sizeof line, scan));
        pclose(scan);
        line[strcspn(line, "\n")] = 0;
        assert_string_equal(line, ADDRESSES[i]);
    }
    remove(path);
    stage_close(stage);
}

static void qr_too_long_is_left_out(void **state)
{
    (void)state;
    static char address[8000];
    memset(address, 'a', sizeof address - 1);
    Stage *stage = stage_open(100, 100, BUDGET);
    for (size_t length = 1; length < sizeof address; length = length * 3 + 500) {
        address[length] = 0;
        list_qr(stage_begin(stage, COLOR_RGB(0u)), stage->screen, address, COLOR_RGB(0xFFFFFF));
        double area = painted_area(stage);
        /* One letter fits; 503 need 97 modules a side, 2009 more than there are px. */
        assert_true(length < 600 ? area > 2000 : area <= 0);
        address[length] = 'a';
    }
    list_qr(stage_begin(stage, COLOR_RGB(0u)), (Box){0, 0, 20, 100}, "a", COLOR_RGB(0xFFFFFF));
    assert_true(painted_area(stage) <= 0);
    stage_close(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(picture_fills_its_box),
        cmocka_unit_test(the_same_bytes_are_not_decoded_again),
        cmocka_unit_test(broken_picture_is_a_tile),
        cmocka_unit_test(hostile_headers_are_refused),
        cmocka_unit_test(damaged_files_break_nothing),
        cmocka_unit_test(scaling_keeps_the_mean),
        cmocka_unit_test(white_picture_is_white),
        cmocka_unit_test(qr_codes_scan),
        cmocka_unit_test(qr_too_long_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
