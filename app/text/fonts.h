/* Fonts: the bundled typefaces, opened at the sizes asked for, and which letters each holds.
 *
 * Internal to text/. A file is mapped once and shared by all its sizes; about two dozen sizes stay
 * open, the one not used for longest goes first. */
#ifndef FOYER_TEXT_FONTS_H
#define FOYER_TEXT_FONTS_H

#include <SDL2/SDL_ttf.h>

#include "base/error.h"
#include "text/text.h"

/* The files in fonts/. The first ones are the faces, in the order of Face. */
typedef enum FontFile {
    FONT_DISPLAY,
    FONT_SERIF,
    FONT_SERIF_SEMIBOLD,
    FONT_SERIF_ITALIC,
    FONT_SANS,
    FONT_SANS_SEMIBOLD,
    FONT_SERIF_ARMENIAN,
    FONT_SERIF_ARMENIAN_SEMIBOLD,
    FONT_SANS_ARMENIAN,
    FONT_SANS_ARMENIAN_SEMIBOLD,
    FONT_COUNT
} FontFile;

enum {
    FONTS_OPEN_MAX = 40,
    FONTS_PAGE_COUNT = 256, /* pages of 256 letters each: what is past U+FFFF is not remembered */
    FONTS_REPORTED_MAX = 256
};

typedef struct FontSize {
    TTF_Font *font; /* NULL: free */
    uint8_t file;
    int16_t size_px;
    uint64_t used; /* counts up */
} FontSize;

/* How far a font's letters reach at one size, px; down is positive. */
typedef struct FontExtent {
    int16_t size_px; /* 0: free */
    uint8_t file;
    int32_t ascent, descent;          /* as the font says */
    int32_t cap_height, x_height;     /* measured */
    int32_t letters_up, letters_down; /* of the tallest and deepest ordinary letters */
} FontExtent;

typedef struct Fonts {
    struct {
        void *bytes;
        size_t count;
        uint8_t *pages[FONTS_PAGE_COUNT]; /* 256 bits each; NULL: not looked at yet */
    } files[FONT_COUNT];
    FontSize open[FONTS_OPEN_MAX];
    FontExtent extents[32];
    uint64_t clock;
    uint32_t reported[FONTS_REPORTED_MAX]; /* letters already logged as missing */
    int reported_count;
    uint64_t measures; /* how often SDL_ttf was asked to shape for a width */
    char *scratch;     /* what is shaped, 0-ended */
    size_t scratch_room;
    bool ttf_started;
} Fonts;

/* Maps the files in `folder` and opens each once; false with one sentence that names the file. */
bool fonts_init(Fonts *fonts, const char *folder, Error *error);
void fonts_finish(Fonts *fonts);

/* The font at that size; borrowed until the next call. Memory run out stops the program. */
TTF_Font *fonts_open(Fonts *fonts, uint8_t file, int16_t size_px);

bool fonts_hold(Fonts *fonts, uint8_t file, uint32_t letter);

/* The font to show a letter and the `count` - 1 marks on it in, wanted in `face`: the face's own,
 * its Armenian companion, any other that holds them; else the face's own, with a box, logged once.
 */
uint8_t fonts_choose(Fonts *fonts, uint8_t face, const uint32_t *letters, size_t count);

FontExtent fonts_extent(Fonts *fonts, uint8_t file, int16_t size_px);

/* The bytes with a 0 behind; borrowed until the next call. */
const char *fonts_terminated(Fonts *fonts, const char *bytes, size_t count);

/* How far the pen moves, px, in one go of shaping. The bytes are clean text of that font. */
int32_t fonts_advance(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes, size_t count);

/* How many px the first letter's ink lies left of the pen; 0 where it does not. */
int32_t fonts_overhang_left(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes,
                            size_t count);

/* About how many of the letters fit in `width` px; all of them is exact. */
int fonts_fit(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes, size_t count,
              int32_t width, int32_t *extent);

#endif
