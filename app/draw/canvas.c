/* See canvas.h. */
#include "draw/canvas.h"

#include <SDL.h>

#include "base/log.h"

/* Boxes are handed to SDL as they are. */
_Static_assert(sizeof(Box) == sizeof(SDL_Rect), "a Box is an SDL_Rect");

Color color_faded(Color color, int alpha)
{
    return color_with_alpha(color, ((int)(color >> 24) * alpha + 127) / 255);
}

bool canvas_set_color(Canvas *canvas, Color color)
{
    uint8_t alpha = (uint8_t)(color >> 24);
    if (alpha == 0) {
        return false;
    }
    SDL_SetRenderDrawBlendMode(canvas->renderer,
                               alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(canvas->renderer, (uint8_t)(color >> 16), (uint8_t)(color >> 8),
                           (uint8_t)color, alpha);
    return true;
}

void canvas_fill(Canvas *canvas, Box box, Color color)
{
    canvas_fill_all(canvas, &box, 1, color);
}

void canvas_fill_all(Canvas *canvas, const Box *boxes, int count, Color color)
{
    if (count > 0 && canvas_set_color(canvas, color)) {
        SDL_RenderFillRects(canvas->renderer, (const SDL_Rect *)boxes, count);
    }
}

Texture canvas_texture(Canvas *canvas, const uint32_t *pixels, int32_t w, int32_t h)
{
    Texture texture = {.w = w, .h = h};
    texture.pixels = SDL_CreateTexture(canvas->renderer, SDL_PIXELFORMAT_ARGB8888,
                                       SDL_TEXTUREACCESS_STATIC, w, h);
    if (texture.pixels == NULL) {
        log_line(LOG_WARNING, "make a texture of %d x %d: %s", w, h, SDL_GetError());
        return texture;
    }
    uint32_t all = 0xFFFFFFFFu;
    for (size_t i = 0, count = (size_t)w * (size_t)h; i < count; i++) {
        all &= pixels[i];
    }
    SDL_UpdateTexture(texture.pixels, NULL, pixels, w * 4);
    SDL_SetTextureBlendMode(texture.pixels,
                            all >> 24 == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    return texture;
}

void canvas_copy_part(Canvas *canvas, const Texture *texture, Box from, int32_t x, int32_t y,
                      int alpha)
{
    if (texture->pixels == NULL || alpha == 0) {
        return;
    }
    /* An opaque texture is copied, and blended only while it fades. */
    SDL_BlendMode mode = SDL_BLENDMODE_BLEND;
    SDL_GetTextureBlendMode(texture->pixels, &mode);
    if (alpha < 255) {
        SDL_SetTextureBlendMode(texture->pixels, SDL_BLENDMODE_BLEND);
        SDL_SetTextureAlphaMod(texture->pixels, (uint8_t)alpha);
    }
    SDL_Rect source = {from.x, from.y, from.w, from.h};
    SDL_Rect target = {x + texture->left, y + texture->top, from.w, from.h};
    SDL_RenderCopy(canvas->renderer, texture->pixels, &source, &target);
    if (alpha < 255) {
        SDL_SetTextureAlphaMod(texture->pixels, 255);
        SDL_SetTextureBlendMode(texture->pixels, mode);
    }
}

void canvas_copy(Canvas *canvas, const Texture *texture, int32_t x, int32_t y, int alpha)
{
    canvas_copy_part(canvas, texture, (Box){0, 0, texture->w, texture->h}, x, y, alpha);
}
