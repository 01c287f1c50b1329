/* See list.h. Screens call this; what an item looks like is the painter's business. */
#include "draw/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"

enum { ARENA_CHUNK_BYTES = 16 * 1024, FIRST_ROOM = 256 };

void list_init(DrawList *list)
{
    *list = (DrawList){0};
    arena_init(&list->arena, ARENA_CHUNK_BYTES);
}

void list_finish(DrawList *list)
{
    free(list->items);
    arena_finish(&list->arena);
    *list = (DrawList){0};
}

void list_begin(DrawList *list, Box screen, Color ground)
{
    arena_reset(&list->arena);
    list->count = 0;
    list->screen = screen;
    list->now = (ListState){.clip = screen, .alpha = 255};
    list_fill(list, screen, ground);
}

ListState list_clip(DrawList *list, Box clip)
{
    ListState was = list->now;
    list->now.clip = box_intersect(was.clip, box_moved(clip, was.offset.x, was.offset.y));
    return was;
}

ListState list_move(DrawList *list, int32_t dx, int32_t dy)
{
    ListState was = list->now;
    list->now.offset = (Point){was.offset.x + dx, was.offset.y + dy};
    return was;
}

ListState list_fade(DrawList *list, int alpha)
{
    ListState was = list->now;
    list->now.alpha = (was.alpha * clamp_i32(alpha, 0, 255) + 127) / 255;
    return was;
}

void list_restore(DrawList *list, ListState was)
{
    list->now = was;
}

static Box item_visible(const DrawItem *item)
{
    return box_intersect(item->box, item->clip);
}

/* A new item for the box (in the offset's coordinates), or NULL where it lies outside the clip. */
static DrawItem *list_add(DrawList *list, DrawKind kind, Box box)
{
    Box moved = box_moved(box, list->now.offset.x, list->now.offset.y);
    if (!box_overlaps(moved, list->now.clip)) {
        return NULL;
    }
    if (list->count == list->room) {
        list->room = list->room == 0 ? FIRST_ROOM : list->room * 2;
        DrawItem *items = realloc(list->items, list->room * sizeof *items);
        CHECK(items != NULL);
        list->items = items;
    }
    DrawItem *item = &list->items[list->count++];
    memset(item, 0, sizeof *item);
    item->kind = (uint8_t)kind;
    item->alpha = (uint8_t)list->now.alpha;
    item->box = moved;
    item->clip = list->now.clip;
    return item;
}

/* The same for what is seen: NULL as well where it has faded away. */
static DrawItem *list_add_seen(DrawList *list, DrawKind kind, Box box, Color color)
{
    if (list->now.alpha == 0 || color >> 24 == 0) {
        return NULL;
    }
    DrawItem *item = list_add(list, kind, box);
    if (item != NULL) {
        item->color = color;
    }
    return item;
}

static uint64_t hash_box(uint64_t hash, Box box)
{
    hash = hash_u64(hash, (uint64_t)(uint32_t)box.x << 32 | (uint32_t)box.y);
    return hash_u64(hash, (uint64_t)(uint32_t)box.w << 32 | (uint32_t)box.h);
}

/* Fills in the hash of what decides the pixels, `content` being that of the kind's own fields. */
static void item_seal(DrawItem *item, uint64_t content)
{
    uint64_t look = (uint64_t)item->kind << 48 | (uint64_t)item->alpha << 40 |
                    (uint64_t)item->flip << 32 | item->color;
    uint64_t hash = hash_u64(HASH_SEED, look);
    hash = hash_box(hash, item->box);
    hash = hash_box(hash, item_visible(item));
    item->hash = hash_u64(hash, content);
}

void list_fill(DrawList *list, Box box, Color color)
{
    DrawItem *item = list_add_seen(list, DRAW_FILL, box, color);
    if (item != NULL) {
        item_seal(item, 0);
    }
}

void list_shape(DrawList *list, Box box, int32_t radius, Color fill, int32_t stroke_16,
                Color stroke)
{
    bool stroked = stroke_16 > 0 && stroke >> 24 != 0;
    if (fill >> 24 == 0 && !stroked) {
        return;
    }
    DrawItem *item = list_add_seen(list, DRAW_SHAPE, box, COLOR_RGB(0u));
    if (item == NULL) {
        return;
    }
    /* What cannot be told apart by eye has one form, so that it has one hash and one mask. */
    int32_t side = min_i32(box.w, box.h);
    item->color = fill >> 24 == 0 ? COLOR_NONE : fill;
    item->as.shape.radius = clamp_i32(radius, 0, (side + 1) / 2);
    item->as.shape.stroke = stroked ? min_i32(stroke_16, (side + 1) / 2 * 16) : 0;
    item->as.shape.stroke_color = stroked ? stroke : COLOR_NONE;
    uint64_t hash = hash_u64(HASH_SEED, (uint32_t)item->as.shape.radius);
    hash = hash_u64(hash, (uint32_t)item->as.shape.stroke);
    item_seal(item, hash_u64(hash, item->as.shape.stroke_color));
}

void list_disc(DrawList *list, Box box, Color fill)
{
    list_shape(list, box, INT32_MAX, fill, 0, COLOR_NONE);
}

void list_image(DrawList *list, Box box, uint64_t picture, int32_t radius)
{
    DrawItem *item = list_add_seen(list, DRAW_IMAGE, box, COLOR_RGB(0u));
    if (item == NULL) {
        return;
    }
    item->as.image.picture = picture;
    item->as.image.radius = clamp_i32(radius, 0, (min_i32(box.w, box.h) + 1) / 2);
    item_seal(item, hash_u64(hash_u64(HASH_SEED, picture), (uint32_t)item->as.image.radius));
}

void list_qr(DrawList *list, Box box, const char *address, Color color)
{
    DrawItem *item = list_add_seen(list, DRAW_QR, box, color);
    if (item == NULL) {
        return;
    }
    size_t length = strlen(address);
    item->as.qr.address = arena_copy_text(&list->arena, address, length);
    CHECK(item->as.qr.address != NULL);
    item_seal(item, hash_bytes(HASH_SEED, address, length));
}

void list_icon(DrawList *list, Box box, Icon icon, Color color)
{
    CHECK(icon < ICON_COUNT);
    DrawItem *item = list_add_seen(list, DRAW_ICON, box, color);
    if (item != NULL) {
        item->as.icon.icon = (uint8_t)icon;
        item_seal(item, icon);
    }
}

void list_shade(DrawList *list, Box box, Color color, bool flip)
{
    DrawItem *item = list_add_seen(list, DRAW_SHADE, box, color);
    if (item != NULL) {
        item->flip = flip;
        item_seal(item, 0);
    }
}

void list_snapshot(DrawList *list, Box box, uint32_t number)
{
    DrawItem *item = list_add_seen(list, DRAW_SNAPSHOT, box, COLOR_RGB(0u));
    if (item != NULL) {
        item->as.snapshot.number = number;
        item_seal(item, number);
    }
}

void list_target(DrawList *list, Box box, uint64_t tag, uint64_t arg)
{
    DrawItem *item = list_add(list, DRAW_TARGET, box);
    if (item != NULL) {
        item->as.target.tag = tag;
        item->as.target.arg = arg;
    }
}

void list_region(DrawList *list, Box box)
{
    (void)list_add(list, DRAW_REGION, box);
}

/* One piece with its baseline's start at (x, y), in a layout whose letters reach `ascent` above
 * and `descent` below the baseline. */
static void list_piece(DrawList *list, const TextPiece *piece, int32_t x, int32_t y, int32_t ascent,
                       int32_t descent, Color color)
{
    /* Ink overhangs its advance box: italics, accents on capitals, swashes. The painter cuts what
     * reaches even further, so that damage never misses a pixel. */
    int32_t size = piece->style.size_px;
    int32_t above = max_i32(ascent, size) + size / 4;
    int32_t below = max_i32(descent, size * 3 / 8) + size / 4;
    Box ink = {x - size / 2, y - above, piece->width + size / 2 * 2, above + below};
    DrawItem *item = list_add_seen(list, DRAW_TEXT, ink, color);
    if (item == NULL) {
        return;
    }
    Point offset = list->now.offset;
    item->as.text.piece = *piece;
    item->as.text.piece.text = arena_copy_text(&list->arena, piece->text, piece->length);
    CHECK(item->as.text.piece.text != NULL);
    item->as.text.pen = (Point){x + offset.x, y + offset.y};
    item->as.text.line =
        box_moved((Box){x, y - ascent, piece->width, ascent + descent}, offset.x, offset.y);
    uint64_t hash = hash_bytes(HASH_SEED, piece->text, piece->length);
    hash = hash_u64(hash, piece->length);
    hash = hash_u64(hash, (uint64_t)piece->style.face << 40 | (uint64_t)piece->font << 32 |
                              (uint64_t)(uint16_t)piece->style.size_px << 16 |
                              (uint16_t)piece->style.tracking_px);
    hash = hash_u64(hash,
                    (uint64_t)(uint32_t)item->as.text.pen.x << 32 | (uint32_t)item->as.text.pen.y);
    item_seal(item, hash);
}

static void list_lines(DrawList *list, const TextLayout *layout, int32_t x, int32_t y,
                       int32_t width, TextAlign align, Color color, Color marked)
{
    for (int32_t i = 0; i < layout->line_count; i++) {
        const TextLine *line = &layout->lines[i];
        int32_t start = x;
        switch (align) {
        case ALIGN_LEFT:
            break;
        case ALIGN_CENTRE:
            start += (width - line->width) / 2;
            break;
        case ALIGN_RIGHT:
            start += width - line->width;
            break;
        }
        for (int32_t j = 0; j < line->piece_count; j++) {
            const TextPiece *piece = &layout->pieces[line->first_piece + j];
            if (piece->length > 0) {
                list_piece(list, piece, start + piece->x, y + line->baseline, layout->ascent,
                           layout->descent, piece->mark != 0 ? marked : color);
            }
        }
    }
}

void list_layout(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, Color color)
{
    list_lines(list, layout, x, y, 0, ALIGN_LEFT, color, color);
}

void list_layout_in(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, int32_t width,
                    TextAlign align, Color color)
{
    list_lines(list, layout, x, y, width, align, color, color);
}

void list_layout_marked(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, Color color,
                        Color marked)
{
    list_lines(list, layout, x, y, 0, ALIGN_LEFT, color, marked);
}
