/* See ink.h. Renders with typefaces of its own and keeps the last few hundred answers: the same
 * words meet the same neighbours on many screens. */
#include "layout/ink.h"

#include <SDL.h>
#include <stdlib.h>

#include "base/hash.h"

enum { INK_SLOTS = 512, INK_SOLID = 64 /* of 255: paler pixels are a letter's soft edge */ };

typedef struct InkSlot {
    uint64_t key; /* of text, style and font; 0: none */
    Box box;      /* from the pen */
    SDL_Surface *surface;
    Point corner; /* of the surface, from the pen */
} InkSlot;

struct Ink {
    Text *text;
    InkSlot slots[INK_SLOTS];
};

Ink *ink_create(const char *fonts)
{
    Error error = {{0}};
    Ink *ink = calloc(1, sizeof *ink);
    if (ink != NULL) {
        ink->text = text_create(fonts, 1 << 20, &error);
    }
    if (ink != NULL && ink->text == NULL) {
        free(ink);
        ink = NULL;
    }
    return ink;
}

void ink_destroy(Ink *ink)
{
    if (ink == NULL) {
        return;
    }
    for (size_t i = 0; i < INK_SLOTS; i++) {
        SDL_FreeSurface(ink->slots[i].surface);
    }
    text_destroy(ink->text);
    free(ink);
}

static bool is_solid(const SDL_Surface *surface, int32_t x, int32_t y)
{
    if (x < 0 || y < 0 || x >= surface->w || y >= surface->h) {
        return false;
    }
    const uint8_t *row = (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    return ((const uint32_t *)(const void *)row)[x] >> 24 >= INK_SOLID;
}

static Box solid_box(const SDL_Surface *surface)
{
    Box box = {0, 0, 0, 0};
    for (int32_t y = 0; y < surface->h; y++) {
        for (int32_t x = 0; x < surface->w; x++) {
            if (is_solid(surface, x, y)) {
                box = box_union(box, (Box){x, y, 1, 1});
            }
        }
    }
    return box;
}

static const InkSlot *slot_find(Ink *ink, const DrawItem *item)
{
    const TextPiece *piece = &item->as.text.piece;
    uint64_t key = hash_bytes(HASH_SEED, piece->text, piece->length);
    key = hash_u64(key, (uint64_t)piece->style.face << 48 | (uint64_t)piece->font << 40 |
                            (uint64_t)(uint16_t)piece->style.size_px << 16 |
                            (uint16_t)piece->style.tracking_px);
    key = key != 0 ? key : 1;
    InkSlot *slot = &ink->slots[key % INK_SLOTS];
    if (slot->key != key) {
        SDL_FreeSurface(slot->surface);
        *slot = (InkSlot){.key = key};
        slot->surface = text_render(ink->text, piece->text, piece->length, piece->style,
                                    piece->font, 0, &slot->corner.x, &slot->corner.y);
        if (slot->surface != NULL) {
            slot->box = box_moved(solid_box(slot->surface), slot->corner.x, slot->corner.y);
        }
    }
    return slot;
}

Box ink_box(Ink *ink, const DrawItem *text)
{
    return box_moved(slot_find(ink, text)->box, text->as.text.pen.x, text->as.text.pen.y);
}

bool ink_meets(Ink *ink, const DrawItem *a, const DrawItem *b)
{
    Box both = box_intersect(ink_box(ink, a), ink_box(ink, b));
    const InkSlot *one = slot_find(ink, a);
    SDL_Surface *first = one->surface;
    Point from = {a->as.text.pen.x + one->corner.x, a->as.text.pen.y + one->corner.y};
    if (box_is_empty(both) || first == NULL) {
        return false;
    }
    first->refcount++; /* the other may want the same slot */
    const InkSlot *two = slot_find(ink, b);
    Point other = {b->as.text.pen.x + two->corner.x, b->as.text.pen.y + two->corner.y};
    bool meets = false;
    for (int32_t y = both.y; two->surface != NULL && !meets && y < box_bottom(both); y++) {
        for (int32_t x = both.x; !meets && x < box_right(both); x++) {
            meets = is_solid(first, x - from.x, y - from.y) &&
                    is_solid(two->surface, x - other.x, y - other.y);
        }
    }
    SDL_FreeSurface(first);
    return meets;
}
