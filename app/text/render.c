/* The pixels of a piece; see text_render in text.h. Called by the painter. */
#include <string.h>

#include "base/geometry.h"
#include "text/state.h"

static uint32_t *row_of(const SDL_Surface *surface, int32_t y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch);
}

/* The smallest box that holds all that is not wholly transparent; empty where nothing is. */
static Box ink_box(const SDL_Surface *surface)
{
    Box box = {surface->w, surface->h, 0, 0};
    int right = 0, bottom = 0;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = row_of(surface, y);
        int first = 0, last = surface->w;
        while (first < surface->w && row[first] >> 24 == 0) {
            first++;
        }
        if (first == surface->w) {
            continue;
        }
        while (row[last - 1] >> 24 == 0) {
            last--;
        }
        box.x = min_i32(box.x, first);
        box.y = min_i32(box.y, y);
        right = max_i32(right, last);
        bottom = y + 1;
    }
    box.w = right - box.x;
    box.h = bottom - box.y;
    return box;
}

static SDL_Surface *cropped(const SDL_Surface *surface, Box box)
{
    SDL_Surface *out =
        SDL_CreateRGBSurfaceWithFormat(0, box.w, box.h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (out == NULL) {
        return NULL;
    }
    for (int y = 0; y < box.h; y++) {
        memcpy(row_of(out, y), row_of(surface, box.y + y) + box.x, (size_t)box.w * 4);
    }
    return out;
}

/* Rendered in one go. `*pen` and `*baseline` are where in the surface the text starts. */
static SDL_Surface *render_run(Text *text, const char *string, uint32_t length, int16_t size_px,
                               uint8_t file, uint32_t rgb, int *pen, int *baseline)
{
    SDL_Color color = {(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
    *pen = fonts_overhang_left(&text->fonts, file, size_px, string, length);
    TTF_Font *font = fonts_open(&text->fonts, file, size_px);
    SDL_Surface *surface =
        TTF_RenderUTF8_Blended(font, fonts_terminated(&text->fonts, string, length), color);
    if (surface == NULL) {
        return NULL;
    }
    *baseline = TTF_FontAscent(font);
    /* SDL_ttf makes the surface taller at the side where ink leaves the font's height and does not
     * say which: at the top, if the first row has ink. */
    int grown = surface->h - TTF_FontHeight(font);
    if (grown > 0 && ink_box(surface).y == 0) {
        *baseline += grown;
    }
    return surface;
}

/* Puts a letter on the others at (left, top), cut at the edges. SDL's blending rounds, and would
 * change the colour; here all have the same one, and only their alphas meet. */
static void stamp(SDL_Surface *out, const SDL_Surface *letter, int32_t left, int32_t top)
{
    Box box = box_intersect((Box){left, top, letter->w, letter->h}, (Box){0, 0, out->w, out->h});
    for (int32_t y = box.y; y < box_bottom(box); y++) {
        uint32_t *to = row_of(out, y) + box.x;
        const uint32_t *from = row_of(letter, y - top) + (box.x - left);
        for (int32_t i = 0; i < box.w; i++) {
            uint32_t above = from[i] >> 24, below = to[i] >> 24;
            to[i] = (to[i] & 0xFFFFFFu) | (above + below * (255 - above) / 255) << 24;
        }
    }
}

/* Letter by letter, with the tracking between them. */
static SDL_Surface *render_tracked(Text *text, const char *string, uint32_t length, TextStyle style,
                                   uint8_t file, uint32_t rgb, int *pen, int *baseline)
{
    const int32_t margin = style.size_px;
    const FontExtent extent = fonts_extent(&text->fonts, file, style.size_px);
    int32_t width = 2 * margin + fonts_advance(&text->fonts, file, style.size_px, string, length);
    width += (int32_t)(length * (uint32_t)max_i32(style.tracking_px, 0)) + (int32_t)length;
    SDL_Surface *out = SDL_CreateRGBSurfaceWithFormat(
        0, width, 2 * margin + extent.ascent + extent.descent, 32, SDL_PIXELFORMAT_ARGB8888);
    if (out == NULL) {
        return NULL;
    }
    (void)SDL_FillRect(out, NULL, rgb & 0xFFFFFFu);
    *pen = margin;
    *baseline = margin + extent.ascent;
    int32_t x = margin;
    for (uint32_t at = 0, next = 0; at < length; at = next) {
        next = letter_end(string, at, length);
        int letter_pen = 0, letter_baseline = 0;
        SDL_Surface *letter = render_run(text, string + at, next - at, style.size_px, file, rgb,
                                         &letter_pen, &letter_baseline);
        if (letter != NULL) {
            stamp(out, letter, x - letter_pen, *baseline - letter_baseline);
            SDL_FreeSurface(letter);
        }
        x += fonts_advance(&text->fonts, file, style.size_px, string + at, next - at) +
             style.tracking_px;
    }
    return out;
}

SDL_Surface *text_render(Text *text, const char *string, uint32_t length, TextStyle style,
                         uint8_t font, uint32_t rgb, int32_t *left, int32_t *top)
{
    int pen = 0, baseline = 0;
    *left = 0;
    *top = 0;
    if (length == 0) {
        return NULL;
    }
    text->renders++;
    style = style_clamped(style);
    SDL_Surface *surface =
        style.tracking_px == 0
            ? render_run(text, string, length, style.size_px, font, rgb, &pen, &baseline)
            : render_tracked(text, string, length, style, font, rgb, &pen, &baseline);
    if (surface == NULL) {
        return NULL;
    }
    SDL_Surface *out = NULL;
    Box ink = ink_box(surface);
    if (!box_is_empty(ink)) {
        *left = ink.x - pen;
        *top = ink.y - baseline;
        out = cropped(surface, ink);
    }
    SDL_FreeSurface(surface);
    return out;
}

void text_warm(Text *text, TextStyle style, const char *letters)
{
    uint64_t layouts = text->layouts,
             renders = text->renders; /* nothing is shown: it is not counted */
    const TextLayout *layout =
        text_layout(text, letters, strlen(letters), NULL, 0, style, TEXT_NO_WRAP, 0, 0);
    int32_t count = layout->line_count > 0 ? layout->lines[0].piece_count : 0;
    for (int32_t i = 0; i < count; i++) {
        const TextPiece *piece = &layout->pieces[i];
        int32_t left = 0, top = 0;
        SDL_FreeSurface(text_render(text, piece->text, piece->length, piece->style, piece->font, 0,
                                    &left, &top));
    }
    text->layouts = layouts;
    text->renders = renders;
}
