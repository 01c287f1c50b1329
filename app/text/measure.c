/* Widths and heights asked of SDL_ttf; see fonts.h. */
#include <string.h>

#include "base/geometry.h"
#include "base/utf8.h"
#include "text/fonts.h"

/* SDL_ttf's width is that of the ink where it reaches past the pen; what reaches past it on the
 * left or the right (an italic f) must not move the next piece, so it is taken off again. */
int32_t fonts_advance(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes, size_t count)
{
    if (count == 0) {
        return 0;
    }
    int width = 0, ink_left = 0, ink_right = 0, advance = 0;
    TTF_Font *font = fonts_open(fonts, file, size_px);
    fonts->measures++;
    if (TTF_SizeUTF8(font, fonts_terminated(fonts, bytes, count), &width, NULL) != 0) {
        return 0;
    }
    width -= fonts_overhang_left(fonts, file, size_px, bytes, count);
    size_t last = count - 1, length = 0;
    while (last > 0 && ((unsigned char)bytes[last] & 0xC0) == 0x80) {
        last--;
    }
    uint32_t letter = utf8_decode(bytes + last, count - last, &length);
    if (TTF_GlyphMetrics32(font, letter, &ink_left, &ink_right, NULL, NULL, &advance) == 0 &&
        advance > 0) {
        width -= max_i32(ink_right - advance, 0);
    }
    return max_i32(width, 0);
}

int32_t fonts_overhang_left(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes,
                            size_t count)
{
    size_t length = 0;
    int ink_left = 0;
    uint32_t letter = utf8_decode(bytes, count, &length);
    if (TTF_GlyphMetrics32(fonts_open(fonts, file, size_px), letter, &ink_left, NULL, NULL, NULL,
                           NULL) != 0) {
        return 0;
    }
    return max_i32(-ink_left, 0);
}

int fonts_fit(Fonts *fonts, uint8_t file, int16_t size_px, const char *bytes, size_t count,
              int32_t width, int32_t *extent)
{
    int letters = 0, taken = 0;
    *extent = 0;
    if (width <= 0 || count == 0) {
        return 0;
    }
    TTF_Font *font = fonts_open(fonts, file, size_px);
    fonts->measures++;
    if (TTF_MeasureUTF8(font, fonts_terminated(fonts, bytes, count), width, &taken, &letters) !=
        0) {
        return 0;
    }
    *extent = taken;
    return letters;
}

/* Rows above the baseline (`up`) or below it that the tallest of the letters reaches. */
static int32_t reach(Fonts *fonts, uint8_t file, TTF_Font *font, const char *letters, bool up)
{
    int32_t most = 0;
    size_t left = strlen(letters), length = 0;
    for (const char *p = letters; left > 0; p += length, left -= length) {
        uint32_t letter = utf8_decode(p, left, &length);
        int low = 0, high = 0;
        if (fonts_hold(fonts, file, letter) &&
            TTF_GlyphMetrics32(font, letter, NULL, NULL, &low, &high, NULL) == 0) {
            most = max_i32(most, up ? high : -low);
        }
    }
    return most;
}

FontExtent fonts_extent(Fonts *fonts, uint8_t file, int16_t size_px)
{
    FontExtent *slot =
        &fonts->extents[((unsigned)size_px * 5u + file) % (sizeof fonts->extents / sizeof *slot)];
    if (slot->size_px == size_px && slot->file == file) {
        return *slot;
    }
    /* Stays open: fonts_hold asks a font of the same file that is open, and this one is. */
    TTF_Font *font = fonts_open(fonts, file, size_px);
    *slot = (FontExtent){
        .size_px = size_px,
        .file = file,
        .ascent = TTF_FontAscent(font),
        .descent = -TTF_FontDescent(font),
        .cap_height = reach(fonts, file, font, "H", true),
        .x_height = reach(fonts, file, font, "x", true),
        .letters_up = reach(fonts, file, font, "bdfhklHЙЁУЎӢӮБԲՖբփ", true),
        .letters_down = reach(fonts, file, font, "gjpqyЩЦҚщцрфңҷփֆջ", false),
    };
    return *slot;
}
