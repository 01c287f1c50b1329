/* See painter.h. Shapes, icons, pictures and QR codes have files of their own; here are texts,
 * shades, snapshots, and the way through the list. */
#include "draw/painter.h"

#include <SDL.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "draw/canvas.h"
#include "draw/icons.h"
#include "draw/pictures.h"
#include "draw/qr.h"
#include "draw/shapes.h"

struct Painter {
    Canvas canvas;
    Text *text;
    Textures *texts;
    Pictures *pictures;
    QrSymbols *symbols;
    uint64_t texts_rendered;
    struct {
        uint32_t number; /* 0: none */
        Texture texture;
    } snapshot;
};

Painter *painter_create(struct SDL_Renderer *renderer, Text *text, PainterBudget budget)
{
    Painter *painter = calloc(1, sizeof *painter);
    CHECK(painter != NULL);
    painter->canvas.renderer = renderer;
    painter->canvas.masks = textures_create(budget.mask_bytes);
    painter->text = text;
    painter->texts = textures_create(budget.text_bytes);
    painter->pictures = pictures_create(budget.picture_bytes);
    painter->symbols = qr_create();
    return painter;
}

static void drop_snapshot(Painter *painter)
{
    if (painter->snapshot.texture.pixels != NULL) {
        SDL_DestroyTexture(painter->snapshot.texture.pixels);
    }
    painter->snapshot.texture = (Texture){0};
    painter->snapshot.number = 0;
}

void painter_destroy(Painter *painter)
{
    if (painter == NULL) {
        return;
    }
    drop_snapshot(painter);
    textures_destroy(painter->canvas.masks);
    textures_destroy(painter->texts);
    pictures_destroy(painter->pictures);
    qr_destroy(painter->symbols);
    free(painter);
}

void painter_set_pictures(Painter *painter, PictureSource source)
{
    pictures_set_source(painter->pictures, source);
}

void painter_forget(Painter *painter)
{
    drop_snapshot(painter);
    textures_clear(painter->canvas.masks);
    textures_clear(painter->texts);
    pictures_forget(painter->pictures);
}

/* A copy of the target's picture; false where it cannot be had. */
static bool copy_target(SDL_Renderer *renderer, const Texture *texture)
{
    void *pixels;
    int pitch;
    if (SDL_LockTexture(texture->pixels, NULL, &pixels, &pitch) != 0) {
        return false;
    }
    SDL_Rect all = {0, 0, texture->w, texture->h};
    bool copied = SDL_RenderReadPixels(renderer, &all, SDL_PIXELFORMAT_RGB888, pixels, pitch) == 0;
    SDL_UnlockTexture(texture->pixels);
    return copied;
}

void painter_snapshot_shown(Painter *painter, const DrawList *list, uint32_t number)
{
    SDL_Renderer *renderer = painter->canvas.renderer;
    SDL_RendererInfo info;
    Texture texture = {.w = list->screen.w, .h = list->screen.h};
    bool software =
        SDL_GetRendererInfo(renderer, &info) == 0 && (info.flags & SDL_RENDERER_SOFTWARE) != 0;
    if (software && number != 0) {
        texture.pixels = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888,
                                           SDL_TEXTUREACCESS_STREAMING, texture.w, texture.h);
    }
    if (texture.pixels == NULL || !copy_target(renderer, &texture)) {
        SDL_DestroyTexture(texture.pixels);
        painter_snapshot(painter, list, number); /* a GPU draws faster than it gives back */
        return;
    }
    SDL_SetTextureBlendMode(texture.pixels, SDL_BLENDMODE_NONE);
    drop_snapshot(painter);
    painter->snapshot.number = number;
    painter->snapshot.texture = texture;
}

PainterCounts painter_counts(const Painter *painter)
{
    return (PainterCounts){
        .texts_rendered = painter->texts_rendered,
        .pictures_decoded = pictures_decoded(painter->pictures),
        .masks_made = painter->canvas.masks_made,
        .text_bytes = textures_bytes(painter->texts),
        .picture_bytes = pictures_bytes(painter->pictures),
        .mask_bytes = textures_bytes(painter->canvas.masks),
    };
}

static Texture render_text(Painter *painter, const TextPiece *piece, uint32_t rgb)
{
    Texture texture = {0};
    int32_t left = 0, top = 0;
    SDL_Surface *surface = text_render(painter->text, piece->text, piece->length, piece->style,
                                       piece->font, rgb, &left, &top);
    painter->texts_rendered++;
    if (surface == NULL) {
        return texture;
    }
    texture = (Texture){.w = surface->w, .h = surface->h, .left = left, .top = top};
    texture.pixels = SDL_CreateTextureFromSurface(painter->canvas.renderer, surface);
    if (texture.pixels == NULL) {
        log_line(LOG_WARNING, "make a texture of a text %d px wide: %s", surface->w,
                 SDL_GetError());
    } else {
        SDL_SetTextureBlendMode(texture.pixels, SDL_BLENDMODE_BLEND);
    }
    SDL_FreeSurface(surface);
    return texture;
}

static void paint_text(Painter *painter, const DrawItem *item)
{
    const TextPiece *piece = &item->as.text.piece;
    uint32_t rgb = item->color & 0xFFFFFFu;
    uint64_t name = hash_bytes(HASH_SEED, piece->text, piece->length);
    name = hash_u64(name, (uint64_t)piece->style.face << 40 | (uint64_t)piece->font << 32 |
                              (uint64_t)(uint16_t)piece->style.size_px << 16 |
                              (uint16_t)piece->style.tracking_px);
    name = hash_u64(name, (uint64_t)piece->length << 32 | rgb);
    const Texture *texture = textures_find(painter->texts, name);
    if (texture == NULL) {
        texture = textures_put(painter->texts, name, render_text(painter, piece, rgb));
    }
    int alpha = (int)(color_faded(item->color, item->alpha) >> 24);
    canvas_copy(&painter->canvas, texture, item->as.text.pen.x, item->as.text.pen.y, alpha);
}

/* The colour of one row of a shade: its alpha grows slowly, faster, and slowly again (3t² − 2t³),
 * so that neither end shows as an edge. */
static Color shade_color(const DrawItem *item, int32_t row)
{
    double t = (row + 0.5) / item->box.h;
    t = item->flip ? 1.0 - t : t;
    double alpha = t * t * (3.0 - 2.0 * t) * item->alpha;
    return color_faded(item->color, (int)(alpha + 0.5));
}

static void paint_shade(Painter *painter, const DrawItem *item, Box clip)
{
    int32_t end = box_bottom(clip) - item->box.y;
    for (int32_t row = clip.y - item->box.y; row < end;) {
        Color color = shade_color(item, row);
        int32_t next = row + 1;
        while (next < end && shade_color(item, next) == color) {
            next++;
        }
        canvas_fill(&painter->canvas,
                    (Box){item->box.x, item->box.y + row, item->box.w, next - row}, color);
        row = next;
    }
}

static void paint_snapshot(Painter *painter, const DrawItem *item)
{
    if (item->as.snapshot.number == painter->snapshot.number) {
        canvas_copy(&painter->canvas, &painter->snapshot.texture, item->box.x, item->box.y,
                    item->alpha);
    }
}

static void paint_item(Painter *painter, const DrawItem *item, Box clip)
{
    switch ((DrawKind)item->kind) {
    case DRAW_FILL:
        canvas_fill(&painter->canvas, item->box, color_faded(item->color, item->alpha));
        break;
    case DRAW_SHAPE:
        shape_paint(&painter->canvas, item, clip);
        break;
    case DRAW_TEXT:
        paint_text(painter, item);
        break;
    case DRAW_IMAGE:
        pictures_paint(painter->pictures, &painter->canvas, item);
        break;
    case DRAW_QR:
        qr_paint(painter->symbols, &painter->canvas, item);
        break;
    case DRAW_ICON:
        icon_paint(&painter->canvas, item);
        break;
    case DRAW_SHADE:
        paint_shade(painter, item, clip);
        break;
    case DRAW_SNAPSHOT:
        paint_snapshot(painter, item);
        break;
    case DRAW_TARGET:
    case DRAW_REGION:
        break;
    }
}

static Box item_clip(const DrawItem *item, Box box)
{
    return box_intersect(box, box_intersect(item->box, item->clip));
}

/* The first item that must be drawn for `box`: the last one that hides all below it. */
static size_t first_needed(const DrawList *list, Box box)
{
    for (size_t i = list->count; i-- > 0;) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_FILL && item->alpha == 255 && item->color >> 24 == 255 &&
            box_equal(item_clip(item, box), box)) {
            return i;
        }
    }
    return 0;
}

void painter_paint(Painter *painter, const DrawList *list, Box box)
{
    SDL_Renderer *renderer = painter->canvas.renderer;
    Box last = {0};
    for (size_t i = first_needed(list, box); i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        Box clip = item_clip(item, box);
        if (box_is_empty(clip) || item->kind == DRAW_TARGET || item->kind == DRAW_REGION) {
            continue;
        }
        if (!box_equal(clip, last)) {
            SDL_RenderSetClipRect(renderer, &(SDL_Rect){clip.x, clip.y, clip.w, clip.h});
            last = clip;
        }
        paint_item(painter, item, clip);
    }
    SDL_RenderSetClipRect(renderer, NULL);
}

/* How much has been made since the start. */
static uint64_t made(const Painter *painter)
{
    return painter->texts_rendered + pictures_decoded(painter->pictures) +
           painter->canvas.masks_made;
}

bool painter_make_one(Painter *painter, const DrawList *list, bool pictures)
{
    SDL_Renderer *renderer = painter->canvas.renderer;
    uint64_t before = made(painter);
    SDL_RenderSetClipRect(renderer, &(SDL_Rect){0, 0, 0, 0}); /* painted to nowhere */
    for (size_t i = 0; i < list->count && made(painter) == before; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TEXT || (pictures && item->kind == DRAW_IMAGE)) {
            paint_item(painter, item, list->screen);
        }
    }
    SDL_RenderSetClipRect(renderer, NULL);
    return made(painter) != before;
}

void painter_snapshot(Painter *painter, const DrawList *list, uint32_t number)
{
    SDL_Renderer *renderer = painter->canvas.renderer;
    if (number == 0 || box_is_empty(list->screen)) {
        drop_snapshot(painter);
        return;
    }
    /* Without alpha, a fade of it is one constant-alpha copy, which is quick in software. */
    Texture texture = {.w = list->screen.w, .h = list->screen.h};
    texture.pixels = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_TARGET,
                                       texture.w, texture.h);
    if (texture.pixels == NULL) {
        log_line(LOG_WARNING, "keep a picture of the screen: %s", SDL_GetError());
        drop_snapshot(painter);
        return;
    }
    SDL_Texture *target = SDL_GetRenderTarget(renderer);
    SDL_SetTextureBlendMode(texture.pixels, SDL_BLENDMODE_NONE);
    SDL_SetRenderTarget(renderer, texture.pixels);
    painter_paint(painter, list, list->screen); /* which may show the last snapshot */
    SDL_SetRenderTarget(renderer, target);
    drop_snapshot(painter);
    painter->snapshot.number = number;
    painter->snapshot.texture = texture;
}
