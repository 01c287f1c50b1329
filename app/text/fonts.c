/* See fonts.h. The only file that opens typefaces; lines.c and render.c shape with them. */
#include "text/fonts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/geometry.h"
#include "base/log.h"
#include "base/utf8.h"

/* `companion` holds Armenian in the same family and, as near as there is one, the same weight:
 * Display Medium goes with SemiBold, as Regular would look grey beside it. */
static const struct {
    const char *name;
    uint8_t companion;
} font_files[FONT_COUNT] = {
    [FONT_DISPLAY] = {"NotoSerifDisplay-Medium.ttf", FONT_SERIF_ARMENIAN_SEMIBOLD},
    [FONT_SERIF] = {"NotoSerif-Regular.ttf", FONT_SERIF_ARMENIAN},
    [FONT_SERIF_SEMIBOLD] = {"NotoSerif-SemiBold.ttf", FONT_SERIF_ARMENIAN_SEMIBOLD},
    [FONT_SERIF_ITALIC] = {"NotoSerif-Italic.ttf", FONT_SERIF_ARMENIAN},
    [FONT_SANS] = {"NotoSans-Regular.ttf", FONT_SANS_ARMENIAN},
    [FONT_SANS_SEMIBOLD] = {"NotoSans-SemiBold.ttf", FONT_SANS_ARMENIAN_SEMIBOLD},
    [FONT_SERIF_ARMENIAN] = {"NotoSerifArmenian-Regular.ttf", FONT_SERIF},
    [FONT_SERIF_ARMENIAN_SEMIBOLD] = {"NotoSerifArmenian-SemiBold.ttf", FONT_SERIF_SEMIBOLD},
    [FONT_SANS_ARMENIAN] = {"NotoSansArmenian-Regular.ttf", FONT_SANS},
    [FONT_SANS_ARMENIAN_SEMIBOLD] = {"NotoSansArmenian-SemiBold.ttf", FONT_SANS_SEMIBOLD},
};

enum { PROBE_SIZE_PX = 16 }; /* for questions whose answer is the same at every size */

static bool map_file(Fonts *fonts, int file, const char *folder, Error *error)
{
    char path[4096];
    struct stat status;
    int descriptor = -1;
    bool ok = false;
    const char *name = font_files[file].name;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        error_set(error, "cannot open the typeface %s: the folder's name is too long", name);
        goto done;
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        error_set(error, "cannot open the typeface %s: %s", path, strerror(errno));
        goto done;
    }
    if (!S_ISREG(status.st_mode) || status.st_size <= 0 || status.st_size > INT32_MAX) {
        error_set(error, "cannot use the typeface %s: it is empty or not a file", path);
        goto done;
    }
    void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED) {
        error_set(error, "cannot read the typeface %s: %s", path, strerror(errno));
        goto done;
    }
    fonts->files[file].bytes = bytes;
    fonts->files[file].count = (size_t)status.st_size;
    ok = true;
done:
    if (descriptor >= 0) {
        close(descriptor);
    }
    return ok;
}

static TTF_Font *open_size(const Fonts *fonts, uint8_t file, int16_t size_px)
{
    SDL_RWops *source = SDL_RWFromConstMem(fonts->files[file].bytes, (int)fonts->files[file].count);
    TTF_Font *font = source != NULL ? TTF_OpenFontRW(source, 1, size_px) : NULL;
    if (font != NULL) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
        TTF_SetFontKerning(font, 1);
    }
    return font;
}

/* The place for one more font: a free one, or that of the font not used for longest. */
static FontSize *make_place(Fonts *fonts)
{
    FontSize *place = &fonts->open[0];
    for (int i = 0; i < FONTS_OPEN_MAX; i++) {
        if (fonts->open[i].font == NULL) {
            return &fonts->open[i];
        }
        if (fonts->open[i].used < place->used) {
            place = &fonts->open[i];
        }
    }
    TTF_CloseFont(place->font);
    place->font = NULL;
    return place;
}

bool fonts_init(Fonts *fonts, const char *folder, Error *error)
{
    memset(fonts, 0, sizeof *fonts);
    if (TTF_Init() != 0) {
        return error_set(error, "cannot start the font library: %s", TTF_GetError());
    }
    fonts->ttf_started = true;
    for (int file = 0; file < FONT_COUNT; file++) {
        if (!map_file(fonts, file, folder, error)) {
            fonts_finish(fonts);
            return false;
        }
        TTF_Font *font = open_size(fonts, (uint8_t)file, PROBE_SIZE_PX);
        if (font == NULL) {
            error_set(error, "cannot use the typeface %s/%s: %s", folder, font_files[file].name,
                      TTF_GetError());
            fonts_finish(fonts);
            return false;
        }
        TTF_CloseFont(font);
    }
    return true;
}

void fonts_finish(Fonts *fonts)
{
    for (int i = 0; i < FONTS_OPEN_MAX; i++) {
        if (fonts->open[i].font != NULL) {
            TTF_CloseFont(fonts->open[i].font);
        }
    }
    for (int file = 0; file < FONT_COUNT; file++) {
        if (fonts->files[file].bytes != NULL) {
            munmap(fonts->files[file].bytes, fonts->files[file].count);
        }
        for (int page = 0; page < FONTS_PAGE_COUNT; page++) {
            free(fonts->files[file].pages[page]);
        }
    }
    if (fonts->ttf_started) {
        TTF_Quit();
    }
    free(fonts->scratch);
    memset(fonts, 0, sizeof *fonts);
}

TTF_Font *fonts_open(Fonts *fonts, uint8_t file, int16_t size_px)
{
    CHECK(file < FONT_COUNT);
    for (int i = 0; i < FONTS_OPEN_MAX; i++) {
        FontSize *open = &fonts->open[i];
        if (open->font != NULL && open->file == file && open->size_px == size_px) {
            open->used = ++fonts->clock;
            return open->font;
        }
    }
    FontSize *place = make_place(fonts);
    TTF_Font *font = open_size(fonts, file, size_px);
    CHECK(font != NULL);
    *place = (FontSize){font, file, size_px, ++fonts->clock};
    return font;
}

/* Any open size of the file answers whether it holds a letter; opening one is the last resort. */
static TTF_Font *open_any(Fonts *fonts, uint8_t file)
{
    for (int i = 0; i < FONTS_OPEN_MAX; i++) {
        if (fonts->open[i].font != NULL && fonts->open[i].file == file) {
            return fonts->open[i].font;
        }
    }
    return fonts_open(fonts, file, PROBE_SIZE_PX);
}

bool fonts_hold(Fonts *fonts, uint8_t file, uint32_t letter)
{
    CHECK(file < FONT_COUNT);
    if (letter > 0xFFFF) {
        return letter <= 0x10FFFF && TTF_GlyphIsProvided32(open_any(fonts, file), letter) != 0;
    }
    uint8_t **page = &fonts->files[file].pages[letter >> 8];
    if (*page == NULL) {
        TTF_Font *font = open_any(fonts, file);
        *page = calloc(32, 1);
        CHECK(*page != NULL);
        for (uint32_t i = 0; i < 256; i++) {
            if (TTF_GlyphIsProvided32(font, (letter & 0xFF00u) | i) != 0) {
                (*page)[i >> 3] |= (uint8_t)(1u << (i & 7));
            }
        }
    }
    return ((*page)[(letter & 0xFF) >> 3] >> (letter & 7) & 1) != 0;
}

static bool hold_all(Fonts *fonts, uint8_t file, const uint32_t *letters, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!fonts_hold(fonts, file, letters[i])) {
            return false;
        }
    }
    return true;
}

static void report_missing(Fonts *fonts, uint32_t letter)
{
    for (int i = 0; i < fonts->reported_count; i++) {
        if (fonts->reported[i] == letter) {
            return;
        }
    }
    if (fonts->reported_count == FONTS_REPORTED_MAX) {
        return;
    }
    fonts->reported[fonts->reported_count++] = letter;
    char bytes[5] = {0};
    (void)utf8_encode(letter, bytes);
    log_line(LOG_WARNING, "no typeface holds U+%04X (%s); a box is shown%s", (unsigned)letter,
             bytes,
             fonts->reported_count == FONTS_REPORTED_MAX ? "; further letters are not logged" : "");
}

uint8_t fonts_choose(Fonts *fonts, uint8_t face, const uint32_t *letters, size_t count)
{
    CHECK(face < FACE_COUNT);
    if (hold_all(fonts, face, letters, count)) {
        return face;
    }
    if (hold_all(fonts, font_files[face].companion, letters, count)) {
        return font_files[face].companion;
    }
    for (int i = 1; i < FONT_COUNT; i++) {
        uint8_t file = (uint8_t)((face + i) % FONT_COUNT);
        if (hold_all(fonts, file, letters, count)) {
            return file;
        }
    }
    for (size_t i = 0; i < count; i++) {
        bool held = false;
        for (uint8_t file = 0; file < FONT_COUNT && !held; file++) {
            held = fonts_hold(fonts, file, letters[i]);
        }
        if (!held) {
            report_missing(fonts, letters[i]);
        }
    }
    /* A letter that some font holds with a mark that none does: the letter counts. */
    return count > 1 ? fonts_choose(fonts, face, letters, 1) : face;
}

const char *fonts_terminated(Fonts *fonts, const char *bytes, size_t count)
{
    if (count + 1 > fonts->scratch_room) {
        fonts->scratch_room = (count + 1) * 2;
        free(fonts->scratch);
        fonts->scratch = malloc(fonts->scratch_room);
        CHECK(fonts->scratch != NULL);
    }
    if (count > 0) {
        memcpy(fonts->scratch, bytes, count);
    }
    fonts->scratch[count] = '\0';
    return fonts->scratch;
}
