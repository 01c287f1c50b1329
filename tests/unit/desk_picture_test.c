/* Tests how the desk takes pictures in: upright, small enough, in the format that suits, without
 * what cameras write beside them; hostile files are refused in words; and the process that decodes
 * can neither open a file nor a socket, nor anything else. */
#include <SDL_image.h>
#include <errno.h>
#include <fcntl.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "desk/picture_parts.h"
#include "form.h"

typedef struct File {
    unsigned char *bytes;
    size_t count;
} File;

static char program[4096];
static Decoder *decoder;

static int set_up(void **state)
{
    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)snprintf(program, sizeof program, "%s/foyer-desk", getenv("FOYER_TEST_BUILD"));
    decoder = decoder_create(program);
    return decoder != NULL ? access(program, X_OK) : 1;
}

static int tear_down(void **state)
{
    (void)state;
    decoder_destroy(decoder);
    return 0;
}

/* ---- files to take in ---- */

static SDL_Surface *surface_of(int w, int h)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    return surface;
}

static uint32_t *pixel_at(SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((char *)surface->pixels + (ptrdiff_t)y * surface->pitch) + x;
}

/* Frees the surface. */
static File save(SDL_Surface *surface, bool jpeg)
{
    size_t room = (size_t)surface->w * (size_t)surface->h * 5 + 65536;
    File file = {(unsigned char *)malloc(room), 0};
    assert_non_null(file.bytes);
    SDL_RWops *out = SDL_RWFromMem(file.bytes, (int)room);
    assert_int_equal(jpeg ? IMG_SaveJPG_RW(surface, out, 0, 95) : IMG_SavePNG_RW(surface, out, 0),
                     0);
    file.count = (size_t)SDL_RWtell(out);
    (void)SDL_RWclose(out);
    SDL_FreeSurface(surface);
    return file;
}

static File plain(int w, int h, uint32_t color, bool jpeg)
{
    SDL_Surface *surface = surface_of(w, h);
    assert_int_equal(SDL_FillRect(surface, NULL, color), 0);
    return save(surface, jpeg);
}

static File noise(int w, int h, uint32_t alpha, bool jpeg)
{
    SDL_Surface *surface = surface_of(w, h);
    uint64_t state = 1;
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            state = hash_u64(state, 1);
            *pixel_at(surface, x, y) = ((uint32_t)state & 0xFFFFFF) | alpha << 24;
        }
    }
    return save(surface, jpeg);
}

/* Four quarters, red and green above, blue and white below. */
static File quarters(int w, int h)
{
    static const uint32_t COLORS[] = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0xFFFFFFFF};
    SDL_Surface *surface = surface_of(w, h);
    for (int i = 0; i < 4; i++) {
        SDL_Rect part = {i % 2 * (w / 2), i / 2 * (h / 2), w / 2, h / 2};
        assert_int_equal(SDL_FillRect(surface, &part, COLORS[i]), 0);
    }
    return save(surface, true);
}

/* The file with what a camera writes: the orientation, and where it was. */
static File with_orientation(File file, int orientation, bool big_endian)
{
    unsigned char exif[] = {0xFF, 0xE1, 0,   46,  'E', 'x', 'i', 'f', 0,   0,   'M', 'M',
                            0,    42,   0,   0,   0,   8,   0,   1,   1,   18,  0,   3,
                            0,    0,    0,   1,   0,   0,   0,   0,   0,   0,   0,   0,
                            'P',  'L',  'A', 'C', 'E', '4', '2', '.', '1', 'N', ' ', ' '};
    if (big_endian) {
        exif[29] = (unsigned char)orientation;
    } else {
        const unsigned char little[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0};
        memcpy(exif + 10, little, sizeof little);
        exif[28] = (unsigned char)orientation;
        exif[29] = 0;
    }
    File out = {(unsigned char *)malloc(file.count + sizeof exif), file.count + sizeof exif};
    assert_non_null(out.bytes);
    memcpy(out.bytes, file.bytes, 2);
    memcpy(out.bytes + 2, exif, sizeof exif);
    memcpy(out.bytes + 2 + sizeof exif, file.bytes + 2, file.count - 2);
    free(file.bytes);
    return out;
}

/* A JPEG in printers' colours, all of it of these four inks, as Adobe writes it. */
static File printed(const unsigned char inks[4])
{
    struct jpeg_compress_struct jpeg = {0};
    struct jpeg_error_mgr error;
    unsigned long length = 0;
    File file = {NULL, 0};
    unsigned char row[40 * 4];
    jpeg.err = jpeg_std_error(&error);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &file.bytes, &length);
    jpeg.image_width = jpeg.image_height = 40;
    jpeg.input_components = 4;
    jpeg.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    for (int i = 0; i < 40; i++) {
        memcpy(row + (ptrdiff_t)i * 4, inks, 4);
    }
    while (jpeg.next_scanline < 40) {
        JSAMPROW rows[] = {row};
        (void)jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    file.count = length;
    return file;
}

/* ---- taking them in ---- */

static Picture take(File file)
{
    Picture picture;
    PictureResult result = picture_take(decoder, file.bytes, file.count, &picture);
    if (result != PICTURE_DONE) {
        fail_msg("%s", picture_says(result));
    }
    free(file.bytes);
    return picture;
}

static SDL_Surface *look(const Picture *picture)
{
    SDL_Surface *any = IMG_Load_RW(SDL_RWFromConstMem(picture->bytes, (int)picture->count), 1);
    assert_non_null(any);
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(any, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(any);
    assert_non_null(surface);
    assert_int_equal(surface->w, picture->w);
    assert_int_equal(surface->h, picture->h);
    return surface;
}

static bool is_near(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 32; shift += 8) {
        if (abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > 12) {
            return false;
        }
    }
    return true;
}

static void every_orientation_comes_out_upright(void **state)
{
    /* The corners as they are seen: which of those in the file are at the upper left, the upper
     * right, the lower left and the lower right. */
    static const char *const SEEN[] = {"RGBW", "GRWB", "WBGR", "BWRG",
                                       "RBGW", "BRWG", "WGBR", "GWRB"};
    (void)state;
    for (int orientation = 1; orientation <= 8; orientation++) {
        Picture picture = take(with_orientation(quarters(60, 40), orientation, orientation % 2));
        SDL_Surface *surface = look(&picture);
        assert_int_equal(surface->w, orientation < 5 ? 60 : 40);
        assert_int_equal(surface->h, orientation < 5 ? 40 : 60);
        assert_int_equal(picture.was_turned, orientation != 1);
        assert_false(picture.was_scaled);
        for (int i = 0; i < 4; i++) {
            uint32_t pixel = *pixel_at(surface, i % 2 == 0 ? 5 : surface->w - 6,
                                       i / 2 == 0 ? 5 : surface->h - 6);
            char letter = SEEN[orientation - 1][i];
            uint32_t expected = letter == 'R'   ? 0xFFFF0000
                                : letter == 'G' ? 0xFF00FF00
                                : letter == 'B' ? 0xFF0000FF
                                                : 0xFFFFFFFF;
            if (!is_near(pixel, expected)) {
                fail_msg("orientation %d, corner %d: %08x", orientation, i, pixel);
            }
        }
        assert_null(memmem(picture.bytes, picture.count, "Exif", 4));
        assert_null(memmem(picture.bytes, picture.count, "PLACE", 5));
        SDL_FreeSurface(surface);
        picture_finish(&picture);
    }
    for (int orientation = 0; orientation <= 200; orientation += 100) {
        Picture picture = take(with_orientation(quarters(60, 40), orientation, true));
        assert_false(picture.was_turned);
        picture_finish(&picture);
    }
}

static void large_ones_are_made_smaller(void **state)
{
    static const struct {
        int w, h, new_w, new_h;
    } SIZES[] = {{2048, 2048, 2048, 2048},
                 {2049, 10, 2048, 9},
                 {3000, 1500, 2048, 1024},
                 {100, 4500, 45, 2048},
                 {9000, 3000, 2048, 682},
                 {1, 5000, 1, 2048},
                 {1, 1, 1, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        for (int jpeg = 0; jpeg < 2; jpeg++) {
            Picture picture = take(plain(SIZES[i].w, SIZES[i].h, 0xFF336699, jpeg == 1));
            SDL_Surface *surface = look(&picture);
            assert_int_equal(picture.w, SIZES[i].new_w);
            assert_int_equal(picture.h, SIZES[i].new_h);
            assert_int_equal(picture.was_scaled, i != 0 && i != 6);
            assert_true(is_near(*pixel_at(surface, picture.w / 2, picture.h / 2), 0xFF336699));
            SDL_FreeSurface(surface);
            picture_finish(&picture);
        }
    }
}

static void the_format_suits(void **state)
{
    (void)state;
    const struct {
        File file;
        const char *format;
    } files[] = {{plain(300, 200, 0xFF00FF00, true), "jpeg"},
                 {plain(300, 200, 0xFF00FF00, false), "png"},
                 {plain(300, 200, 0x80FF0000, false), "png"},
                 {noise(300, 200, 0xFF, false), "jpeg"},
                 {noise(300, 200, 0x40, false), "png"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        Picture picture = take(files[i].file);
        assert_string_equal(picture.format, files[i].format);
        if (i == 2) {
            SDL_Surface *surface = look(&picture);
            assert_true(is_near(*pixel_at(surface, 10, 10), 0x80FF0000));
            SDL_FreeSurface(surface);
        }
        picture_finish(&picture);
    }
}

static void printers_colours_are_a_screens(void **state)
{
    static const struct {
        unsigned char inks[4]; /* 255: none, as Adobe has it */
        uint32_t color;
    } INKS[] = {{{255, 255, 255, 255}, 0xFFFFFFFF},
                {{255, 255, 255, 0}, 0xFF000000},
                {{0, 255, 255, 255}, 0xFF00FFFF},
                {{255, 0, 0, 255}, 0xFFFF0000}};
    (void)state;
    for (size_t i = 0; i < sizeof INKS / sizeof INKS[0]; i++) {
        Picture picture = take(printed(INKS[i].inks));
        SDL_Surface *surface = look(&picture);
        if (!is_near(*pixel_at(surface, 20, 20), INKS[i].color)) {
            fail_msg("%zu: %08x", i, *pixel_at(surface, 20, 20));
        }
        SDL_FreeSurface(surface);
        picture_finish(&picture);
    }
}

static void the_same_file_gives_the_same_bytes(void **state)
{
    (void)state;
    Picture a = take(noise(64, 64, 0xFF, true)), b = take(noise(64, 64, 0xFF, true));
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.bytes, b.bytes, a.count);
    picture_finish(&a);
    picture_finish(&b);
}

/* ---- hostile files ---- */

static void expect(const void *bytes, size_t count, PictureResult expected)
{
    Picture picture;
    PictureResult result = picture_take(decoder, bytes, count, &picture);
    if (result != expected) {
        fail_msg("%zu bytes: \"%s\" instead of \"%s\"", count, picture_says(result),
                 picture_says(expected));
    }
    if (result == PICTURE_DONE) {
        picture_finish(&picture);
    } else {
        assert_null(picture.bytes);
    }
}

static void what_is_no_picture_is_refused(void **state)
{
    static const char *const OTHERS[] = {"",
                                         "x",
                                         "GIF89a\x01",
                                         "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                                         "%PDF",
                                         "RIFF\x10",
                                         "\x89PNG",
                                         "\xFF\xD8",
                                         "BM",
                                         "MZ",
                                         "<html><script></html>"};
    (void)state;
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        expect(OTHERS[i], strlen(OTHERS[i]), PICTURE_OTHER);
    }
    unsigned char *large = (unsigned char *)calloc(1, PICTURE_UPLOAD_BYTES_MOST + 1);
    assert_non_null(large);
    expect(large, PICTURE_UPLOAD_BYTES_MOST, PICTURE_OTHER);
    expect(large, PICTURE_UPLOAD_BYTES_MOST + 1, PICTURE_TOO_LARGE);
    free(large);
    expect("\xFF\xD8\xFF\xE0 and nothing", 15, PICTURE_DAMAGED);
}

static void cut_off_files_are_refused(void **state)
{
    (void)state;
    for (int jpeg = 0; jpeg < 2; jpeg++) {
        File file = noise(64, 64, 0xFF, jpeg == 1);
        for (size_t part = 1; part < 12; part++) {
            expect(file.bytes, file.count * part / 12, PICTURE_DAMAGED);
        }
        expect(file.bytes, file.count - 1, PICTURE_DAMAGED);
        /* Cut off inside and ended all the same. */
        if (jpeg == 1) {
            memcpy(file.bytes + file.count / 2, "\xFF\xD9", 2);
            expect(file.bytes, file.count / 2 + 2, PICTURE_DAMAGED);
        }
        free(file.bytes);
    }
}

/* Files that say of themselves that they are huge: of few bytes, and as whole as they can be. */
static void bombs_are_refused(void **state)
{
    (void)state;
    File jpeg = plain(16, 16, 0xFFFFFFFF, true), png = plain(16, 16, 0xFFFFFFFF, false);
    unsigned char *frame = (unsigned char *)memmem(jpeg.bytes, jpeg.count, "\xFF\xC0", 2);
    assert_non_null(frame);
    memset(frame + 5, 0xFF, 4); /* 65535 × 65535 */
    expect(jpeg.bytes, jpeg.count, PICTURE_TOO_LARGE);
    frame[5] = frame[7] = 0x3C; /* 15615 × 15615: it may be, but is not */
    expect(jpeg.bytes, jpeg.count, PICTURE_DAMAGED);
    memset(frame + 5, 0, 4);
    expect(jpeg.bytes, jpeg.count, PICTURE_DAMAGED);
    memset(png.bytes + 16, 0x7F, 8);
    expect(png.bytes, png.count, PICTURE_TOO_LARGE);
    memset(png.bytes + 16, 0xFF, 8);
    expect(png.bytes, png.count, PICTURE_TOO_LARGE);
    free(jpeg.bytes);
    free(png.bytes);
}

/* Bytes changed at random, by a process each: whatever comes of it, it comes as an answer. */
static void changed_bytes_break_nothing(void **state)
{
    int rounds = form_is_long() ? 2000 : 60;
    uint64_t random = 1;
    (void)state;
    for (int i = 0; i < rounds; i++) {
        File file = i % 2 == 0 ? with_orientation(noise(40, 40, 0xFF, true), 6, true)
                               : noise(40, 40, 0x80, false);
        for (int k = 0; k < 1 + i % 8; k++) {
            random = hash_u64(random, 1);
            file.bytes[random % file.count] = (unsigned char)(random >> 32);
        }
        Picture picture;
        PictureResult result = picture_take(decoder, file.bytes, file.count, &picture);
        assert_in_range(result, PICTURE_DONE, PICTURE_TOO_LARGE);
        picture_finish(&picture);
        free(file.bytes);
    }
}

/* ---- the process ---- */

/* A program of the test's own, which is a line of shell. */
typedef struct Script {
    char folder[32], path[64], out[64];
} Script;

static Script script_begin(const char *line)
{
    Script script = {.folder = "/tmp/foyer-picture-XXXXXX"};
    assert_non_null(mkdtemp(script.folder));
    (void)snprintf(script.path, sizeof script.path, "%s/script", script.folder);
    (void)snprintf(script.out, sizeof script.out, "%s/out", script.folder);
    FILE *file = fopen(script.path, "w");
    assert_non_null(file);
    (void)fprintf(file, "#!/bin/sh\nOUT=%s\n%s\n", script.out, line);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(script.path, 0700), 0);
    return script;
}

static void script_end(const Script *script)
{
    (void)unlink(script->path);
    (void)unlink(script->out);
    (void)rmdir(script->folder);
}

static PictureResult take_by(const char *other, const void *bytes, size_t count, Picture *out)
{
    Decoder *one = decoder_create(other);
    assert_non_null(one);
    PictureResult result = picture_take(one, bytes, count, out);
    decoder_destroy(one);
    return result;
}

/* Programs in its place, none of which is believed. */
static void no_answer_is_believed(void **state)
{
    static const struct {
        const char *line;
        PictureResult result;
    } PROGRAMS[] = {
        {"exit 0", PICTURE_FAILED},
        {"kill -SEGV $$", PICTURE_DAMAGED},
        {"kill -XCPU $$", PICTURE_TOO_SLOW},
        {"printf '\\003\\000\\000'", PICTURE_TOO_LARGE},
        {"printf '\\377\\000\\000'", PICTURE_DAMAGED},
        {"printf '\\000\\000\\000no picture at all'", PICTURE_DAMAGED},
        {"printf '\\000\\000\\000'; cat /dev/zero", PICTURE_TOO_LARGE}, /* without end */
        {"printf '\\000\\000\\000'; cat", PICTURE_DONE},                /* the file as it is */
    };
    (void)state;
    File file = noise(300, 300, 0xFF, false);
    Picture picture;
    assert_int_equal(take_by("/nowhere/at/all", file.bytes, file.count, &picture), PICTURE_FAILED);
    for (size_t i = 0; i < sizeof PROGRAMS / sizeof PROGRAMS[0]; i++) {
        Script script = script_begin(PROGRAMS[i].line);
        PictureResult result = take_by(script.path, file.bytes, file.count, &picture);
        if (result != PROGRAMS[i].result) {
            fail_msg("%s: %d", PROGRAMS[i].line, result);
        }
        picture_finish(&picture);
        script_end(&script);
    }
    free(file.bytes);
}

/* It gets two pipes and nothing else, whatever is open here. */
static void it_gets_two_pipes(void **state)
{
    char line[64];
    (void)state;
    int open_here = fcntl(STDIN_FILENO, F_DUPFD, 77); /* not closed when a program begins */
    assert_true(open_here >= 77);
    /* The shell opens some of its own: where the list goes, the folder that is listed, itself. */
    Script script = script_begin("exec 2>$OUT; for i in /proc/$$/fd/*; do echo ${i##*/} >&2; done\n"
                                 "test -z \"$FOYER_TEST_BUILD\" && echo no environment >&2");
    Picture picture;
    assert_int_equal(take_by(script.path, "x", 1, &picture), PICTURE_FAILED);
    FILE *in = fopen(script.out, "r");
    assert_non_null(in);
    bool no_environment = false;
    while (fgets(line, sizeof line, in) != NULL) {
        int number = atoi(line);
        no_environment = no_environment || strcmp(line, "no environment\n") == 0;
        assert_true(number < 77);
    }
    assert_true(no_environment);
    assert_int_equal(fclose(in), 0);
    (void)close(open_here);
    script_end(&script);
}

static void open_file(void)
{
    (void)syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static void open_socket(void)
{
    (void)syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void begin_program(void)
{
    char *const words[] = {NULL};
    (void)syscall(SYS_execve, "/bin/true", words, words);
}

static void begin_process(void)
{
    (void)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void end_another(void)
{
    (void)syscall(SYS_kill, getppid(), SIGTERM);
}

static void write_elsewhere(void)
{
    (void)syscall(SYS_write, STDERR_FILENO, "x", 1);
}

static void read_elsewhere(void)
{
    char letter;
    (void)syscall(SYS_read, STDERR_FILENO, &letter, 1);
}

static void make_code(void)
{
    (void)syscall(SYS_mmap, 0, 4096, 7, 0x22, -1, 0); /* to be read, written and run */
}

static void raise_limit(void)
{
    const struct rlimit more = {64, 64};
    (void)syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, &more, NULL);
}

static void it_can_do_nothing_else(void **state)
{
    static void (*const DEEDS[])(void) = {open_file,      open_socket, begin_program,
                                          begin_process,  end_another, write_elsewhere,
                                          read_elsewhere, make_code,   raise_limit};
    (void)state;
    for (size_t i = 0; i <= sizeof DEEDS / sizeof DEEDS[0]; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            if (!picture_shut_in()) {
                _exit(3);
            }
            if (i < sizeof DEEDS / sizeof DEEDS[0]) {
                DEEDS[i]();
            }
            (void)syscall(SYS_exit_group, 0); /* sanitizers have more to do in _exit */
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (i == sizeof DEEDS / sizeof DEEDS[0]) {
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        } else if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS) {
            fail_msg("deed %zu ended with %d", i, status);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_orientation_comes_out_upright),
        cmocka_unit_test(large_ones_are_made_smaller),
        cmocka_unit_test(the_format_suits),
        cmocka_unit_test(printers_colours_are_a_screens),
        cmocka_unit_test(the_same_file_gives_the_same_bytes),
        cmocka_unit_test(what_is_no_picture_is_refused),
        cmocka_unit_test(cut_off_files_are_refused),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(changed_bytes_break_nothing),
        cmocka_unit_test(no_answer_is_believed),
        cmocka_unit_test(it_gets_two_pipes),
        cmocka_unit_test(it_can_do_nothing_else),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
