/* See compare.h. Used by visit.c, with play --check. */
#include "staff/compare.h"

#include <SDL.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "draw/painter.h"
#include "text/text.h"

/* Enough for any one screen: what is let go is made again, to the same pixels. */
#define CACHE_BYTES ((size_t)16 << 20)

struct Compare {
    Content *content; /* NULL where the file cannot be opened */
    Content *next;    /* what the next list shows; NULL: the same */
    Text *text;
    Glass *glass;
    Painter *painter;
    DrawItem *items; /* the list before, with its texts in `arena` */
    size_t room;
    Arena arena;
    DrawList last;
    uint32_t snapshot;       /* the one the painter has */
    uint32_t *shown, *whole; /* the pictures' pixels, kept: 8 MB afresh each frame cost more than
                                the comparison */
};

static void *picture_bytes(void *context, uint64_t picture, size_t *count)
{
    return content_picture_bytes((Content *)context, picture, count);
}

/* Pictures of these bounds from here on. */
static bool size_set(Compare *compare, Box bounds, Error *error)
{
    painter_destroy(compare->painter);
    glass_destroy(compare->glass);
    compare->painter = NULL;
    compare->glass = glass_create_memory(bounds.w, bounds.h, ROTATE_0, error);
    if (compare->glass != NULL) {
        PainterBudget budget = {CACHE_BYTES, CACHE_BYTES, CACHE_BYTES};
        compare->painter = painter_create(glass_renderer(compare->glass), compare->text, budget);
    }
    if (compare->painter != NULL && compare->content != NULL) {
        painter_set_pictures(compare->painter, (PictureSource){compare->content, picture_bytes});
    }
    return compare->painter != NULL;
}

Compare *compare_create(const char *data_path, const char *fonts, Box bounds, Error *error)
{
    Compare *compare = calloc(1, sizeof *compare);
    if (compare == NULL) {
        error_set(error, "there is no memory left");
        return NULL;
    }
    arena_init(&compare->arena, (size_t)64 << 10);
    Error ignored = {""};
    compare->content = content_open(data_path, &ignored);
    compare->text = text_create(fonts, CACHE_BYTES, error);
    bool sized = compare->text != NULL && size_set(compare, bounds, error);
    size_t count = (size_t)bounds.w * (size_t)bounds.h;
    compare->shown = malloc(count * sizeof *compare->shown);
    compare->whole = malloc(count * sizeof *compare->whole);
    if (!sized || compare->shown == NULL || compare->whole == NULL) {
        compare_destroy(compare);
        return NULL;
    }
    return compare;
}

bool compare_change_content(Compare *compare, const char *data_path, Error *error)
{
    content_destroy(compare->next);
    compare->next = content_open(data_path, error);
    return compare->next != NULL;
}

void compare_destroy(Compare *compare)
{
    if (compare == NULL) {
        return;
    }
    painter_destroy(compare->painter);
    glass_destroy(compare->glass);
    text_destroy(compare->text);
    content_destroy(compare->content);
    content_destroy(compare->next);
    arena_finish(&compare->arena);
    free(compare->items);
    free(compare->shown);
    free(compare->whole);
    free(compare);
}

/* Keeps a copy of the list, which the app fills anew for the next frame. */
static bool list_keep(Compare *compare, const DrawList *list)
{
    if (compare->room < list->count) {
        DrawItem *items = realloc(compare->items, list->count * sizeof *items);
        if (items == NULL) {
            return false;
        }
        compare->items = items;
        compare->room = list->count;
    }
    arena_reset(&compare->arena);
    compare->last = (DrawList){
        .screen = list->screen, .items = compare->items, .count = list->count, .now = list->now};
    for (size_t i = 0; i < list->count; i++) {
        DrawItem item = list->items[i];
        if (item.kind == DRAW_TEXT) {
            item.as.text.piece.text = arena_copy_text(&compare->arena, item.as.text.piece.text,
                                                      item.as.text.piece.length);
        } else if (item.kind == DRAW_QR) {
            item.as.qr.address =
                arena_copy_text(&compare->arena, item.as.qr.address, strlen(item.as.qr.address));
        }
        compare->items[i] = item;
    }
    return true;
}

/* A snapshot seen for the first time is one of the list before. */
static void snapshot_follow(Compare *compare, const DrawList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_SNAPSHOT && item->as.snapshot.number != compare->snapshot) {
            compare->snapshot = item->as.snapshot.number;
            painter_snapshot(compare->painter, &compare->last, compare->snapshot);
        }
    }
}

/* After the snapshot, which is of what was shown with the content before. */
static void content_follow(Compare *compare)
{
    if (compare->next != NULL) {
        painter_set_pictures(compare->painter, (PictureSource){compare->next, picture_bytes});
        content_destroy(compare->content);
        compare->content = compare->next;
        compare->next = NULL;
    }
}

/* What stands at a pixel, for the message: the topmost item that holds it. */
static const DrawItem *item_at(const DrawList *list, Point point)
{
    for (size_t i = list->count; i > 0; i--) {
        const DrawItem *item = &list->items[i - 1];
        if (item->kind != DRAW_TARGET && item->kind != DRAW_REGION &&
            box_has_point(box_intersect(item->box, item->clip), point)) {
            return item;
        }
    }
    return NULL;
}

static bool pixels_compare(const DrawList *list, Box bounds, const uint32_t *shown,
                           const uint32_t *whole, Error *error)
{
    static const char *const kinds[] = {
        [DRAW_FILL] = "fill",    [DRAW_SHAPE] = "shape",       [DRAW_TEXT] = "text",
        [DRAW_IMAGE] = "image",  [DRAW_QR] = "QR code",        [DRAW_ICON] = "icon",
        [DRAW_SHADE] = "shade",  [DRAW_SNAPSHOT] = "snapshot", [DRAW_TARGET] = "target",
        [DRAW_REGION] = "region"};
    size_t count = (size_t)bounds.w * (size_t)bounds.h, first = count, differing = 0;
    if (memcmp(shown, whole, count * sizeof *shown) == 0) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (shown[i] != whole[i]) {
            first = differing == 0 ? i : first;
            differing++;
        }
    }
    Point at = {(int32_t)(first % (size_t)bounds.w), (int32_t)(first / (size_t)bounds.w)};
    const DrawItem *item = item_at(list, at);
    return error_set(error,
                     "%zu pixels are not what painting all of it gives, the first at %" PRId32
                     " %" PRId32 ", in a %s: %08" PRIX32 " instead of %08" PRIX32,
                     differing, at.x, at.y, item != NULL ? kinds[item->kind] : "nothing",
                     shown[first], whole[first]);
}

bool compare_frame(Compare *compare, const DrawList *list, Glass *glass, Error *error)
{
    Box bounds = glass_bounds(glass);
    Box before = glass_bounds(compare->glass);
    bool turned = bounds.w == before.h && bounds.h == before.w;
    if (!box_equal(bounds, before) && !(turned && size_set(compare, bounds, error))) {
        return error_set(error, "the glass has another size than at first");
    }
    text_begin_frame(compare->text);
    snapshot_follow(compare, list);
    content_follow(compare);
    painter_paint(compare->painter, list, bounds);
    if (!list_keep(compare, list) || !glass_read(glass, compare->shown) ||
        !glass_read(compare->glass, compare->whole)) {
        return error_set(error, "the pictures cannot be compared: %s", SDL_GetError());
    }
    return pixels_compare(list, bounds, compare->shown, compare->whole, error);
}
