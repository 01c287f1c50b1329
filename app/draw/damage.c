/* See damage.h. The shell asks it once a frame; what it names is painted anew and handed over.
 *
 * The idea of hashing commands into the cells of a grid is lite's (rxi, src/rencache.c). Here the
 * items themselves are compared first, so that an item that changed costs its own box and not the
 * cells it touches; the cells bound the work of adding boxes up, and catch a changed order. */
#include "draw/damage.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"

enum { CELL_PX = 64 };

/* What is remembered of an item. */
typedef struct Shown {
    uint64_t hash;
    Box box; /* what of it shows */
} Shown;

typedef struct ShownList {
    Shown *items;
    size_t count, room;
} ShownList;

/* How often an item stands in the last list and in this one; both 0: the slot is free. */
typedef struct Tally {
    uint64_t hash;
    uint32_t was, is;
} Tally;

typedef struct Cell {
    Box box;  /* of the cell, what differs */
    Box seen; /* of the cell, what moved items cover so far */
    uint64_t was_order, is_order;
} Cell;

struct Damage {
    bool known; /* something is remembered */
    Box screen;
    ShownList was, is;
    Tally *tallies;
    size_t tally_room; /* a power of 2 */
    Cell *cells;
    int32_t columns, rows;
    Box *boxes; /* room for one per cell */
};

Damage *damage_create(void)
{
    Damage *damage = calloc(1, sizeof *damage);
    CHECK(damage != NULL);
    return damage;
}

void damage_destroy(Damage *damage)
{
    if (damage == NULL) {
        return;
    }
    free(damage->was.items);
    free(damage->is.items);
    free(damage->tallies);
    free(damage->cells);
    free(damage->boxes);
    free(damage);
}

void damage_forget(Damage *damage)
{
    damage->known = false;
}

static void shown_collect(ShownList *shown, const DrawList *list)
{
    if (shown->room < list->count) {
        free(shown->items);
        shown->items = malloc(list->room * sizeof *shown->items);
        CHECK(shown->items != NULL);
        shown->room = list->room;
    }
    shown->count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind != DRAW_TARGET && item->kind != DRAW_REGION) {
            shown->items[shown->count++] =
                (Shown){item->hash, box_intersect(item->box, item->clip)};
        }
    }
}

static bool shown_equal(const ShownList *a, const ShownList *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i].hash != b->items[i].hash) {
            return false;
        }
    }
    return true;
}

static Tally *tally_of(const Damage *damage, uint64_t hash)
{
    size_t mask = damage->tally_room - 1;
    size_t slot = (size_t)hash & mask;
    for (;;) {
        Tally *tally = &damage->tallies[slot];
        if ((tally->was == 0 && tally->is == 0) || tally->hash == hash) {
            tally->hash = hash;
            return tally;
        }
        slot = (slot + 1) & mask;
    }
}

static void tally_items(Damage *damage)
{
    size_t room = 64;
    while (room < 2 * (damage->was.count + damage->is.count)) {
        room *= 2;
    }
    if (room > damage->tally_room) {
        free(damage->tallies);
        damage->tallies = malloc(room * sizeof *damage->tallies);
        CHECK(damage->tallies != NULL);
        damage->tally_room = room;
    }
    memset(damage->tallies, 0, damage->tally_room * sizeof *damage->tallies);
    for (size_t i = 0; i < damage->was.count; i++) {
        tally_of(damage, damage->was.items[i].hash)->was++;
    }
    for (size_t i = 0; i < damage->is.count; i++) {
        tally_of(damage, damage->is.items[i].hash)->is++;
    }
}

static bool item_changed(const Damage *damage, uint64_t hash)
{
    const Tally *tally = tally_of(damage, hash);
    return tally->was != tally->is;
}

static void prepare_cells(Damage *damage)
{
    int32_t columns = (damage->screen.w + CELL_PX - 1) / CELL_PX;
    int32_t rows = (damage->screen.h + CELL_PX - 1) / CELL_PX;
    size_t count = (size_t)columns * (size_t)rows;
    if (columns != damage->columns || rows != damage->rows) {
        free(damage->cells);
        free(damage->boxes);
        damage->cells = malloc(count * sizeof *damage->cells);
        damage->boxes = malloc((count + 1) * sizeof *damage->boxes);
        CHECK((damage->cells != NULL || count == 0) && damage->boxes != NULL);
        damage->columns = columns;
        damage->rows = rows;
    }
    if (count > 0) {
        memset(damage->cells, 0, count * sizeof *damage->cells);
    }
}

/* The cells that a box within the screen meets: first and one past the last of each direction. */
typedef struct CellRange {
    int32_t x0, y0, x1, y1;
} CellRange;

static CellRange cells_of(const Damage *damage, Box box)
{
    Box at = box_moved(box, -damage->screen.x, -damage->screen.y);
    return (CellRange){at.x / CELL_PX, at.y / CELL_PX, (box_right(at) + CELL_PX - 1) / CELL_PX,
                       (box_bottom(at) + CELL_PX - 1) / CELL_PX};
}

static Box cell_bounds(const Damage *damage, int32_t x, int32_t y)
{
    Box all = {damage->screen.x + x * CELL_PX, damage->screen.y + y * CELL_PX, CELL_PX, CELL_PX};
    return box_intersect(all, damage->screen);
}

static void mark_box(Damage *damage, Box box)
{
    CellRange range = cells_of(damage, box);
    for (int32_t y = range.y0; y < range.y1; y++) {
        for (int32_t x = range.x0; x < range.x1; x++) {
            Cell *cell = &damage->cells[y * damage->columns + x];
            cell->box = box_union(cell->box, box_intersect(box, cell_bounds(damage, x, y)));
        }
    }
}

/* Marks the items that stand in one list more often than in the other, and leaves in the lists
 * only the others. A pixel outside these boxes shows only items that stand in both. */
static void mark_changed(Damage *damage, const ShownList *list, Shown *kept, size_t *kept_count)
{
    *kept_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (item_changed(damage, list->items[i].hash)) {
            mark_box(damage, list->items[i].box);
        } else {
            kept[(*kept_count)++] = list->items[i];
        }
    }
}

typedef enum OrderOf { ORDER_WAS, ORDER_IS } OrderOf;

static void hash_order(Damage *damage, const Shown *items, size_t count, OrderOf which)
{
    for (size_t i = 0; i < count; i++) {
        CellRange range = cells_of(damage, items[i].box);
        for (int32_t y = range.y0; y < range.y1; y++) {
            for (int32_t x = range.x0; x < range.x1; x++) {
                Cell *cell = &damage->cells[y * damage->columns + x];
                uint64_t *order = which == ORDER_WAS ? &cell->was_order : &cell->is_order;
                *order = hash_u64(*order, items[i].hash);
            }
        }
    }
}

/* Marks where items that stand in both lists, in another order, lie on one another. */
static void mark_reordered(Damage *damage, const Shown *was, const Shown *is, size_t count)
{
    /* What both begin and end with is in order with everything else. */
    size_t from = 0;
    while (from < count && was[from].hash == is[from].hash) {
        from++;
    }
    while (count > from && was[count - 1].hash == is[count - 1].hash) {
        count--;
    }
    if (from == count) {
        return;
    }
    hash_order(damage, was + from, count - from, ORDER_WAS);
    hash_order(damage, is + from, count - from, ORDER_IS);
    for (size_t i = from; i < count; i++) {
        CellRange range = cells_of(damage, is[i].box);
        for (int32_t y = range.y0; y < range.y1; y++) {
            for (int32_t x = range.x0; x < range.x1; x++) {
                Cell *cell = &damage->cells[y * damage->columns + x];
                if (cell->was_order != cell->is_order) {
                    Box part = box_intersect(is[i].box, cell_bounds(damage, x, y));
                    cell->box = box_union(cell->box, box_intersect(part, cell->seen));
                    cell->seen = box_union(cell->seen, part);
                }
            }
        }
    }
}

static int64_t area(Box box)
{
    return (int64_t)box.w * box.h;
}

/* Whether painting the one box that holds both costs little more than painting both. */
static bool worth_joining(Box a, Box b)
{
    int64_t both = area(a) + area(b);
    return area(box_union(a, b)) - both <= both / 8;
}

static int join_rows(Damage *damage)
{
    int count = 0;
    for (int32_t y = 0; y < damage->rows; y++) {
        int first = count;
        int32_t last_x = -2;
        for (int32_t x = 0; x < damage->columns; x++) {
            Box box = damage->cells[y * damage->columns + x].box;
            if (box_is_empty(box)) {
                continue;
            }
            if (count > first && last_x == x - 1 && worth_joining(damage->boxes[count - 1], box)) {
                damage->boxes[count - 1] = box_union(damage->boxes[count - 1], box);
            } else {
                damage->boxes[count++] = box;
            }
            last_x = x;
        }
    }
    return count;
}

/* Whether the union of boxes `a` and `b` keeps off all others. */
static bool may_join(const Box *boxes, int count, int a, int b)
{
    Box joined = box_union(boxes[a], boxes[b]);
    for (int i = 0; i < count; i++) {
        if (i != a && i != b && box_overlaps(boxes[i], joined)) {
            return false;
        }
    }
    return true;
}

/* Joins each box with one above it, from the same or the last row of cells; the number left. */
static int join_columns(Box *boxes, int count, int columns)
{
    for (int i = 1; i < count; i++) {
        for (int j = i - 1; j >= 0 && i - j <= 2 * columns; j--) {
            if (!box_is_empty(boxes[j]) && box_bottom(boxes[j]) <= boxes[i].y &&
                worth_joining(boxes[j], boxes[i]) && may_join(boxes, count, j, i)) {
                /* Kept at the later place, near to the rows below. */
                boxes[i] = box_union(boxes[j], boxes[i]);
                boxes[j] = (Box){0};
                break;
            }
        }
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
        if (!box_is_empty(boxes[i])) {
            boxes[left++] = boxes[i];
        }
    }
    return left;
}

static int compare_known(Damage *damage)
{
    if (shown_equal(&damage->was, &damage->is)) {
        return 0;
    }
    tally_items(damage);
    prepare_cells(damage);
    size_t was_kept = 0, is_kept = 0;
    Shown *kept = malloc((damage->was.count + damage->is.count + 1) * sizeof *kept);
    CHECK(kept != NULL);
    mark_changed(damage, &damage->was, kept, &was_kept);
    mark_changed(damage, &damage->is, kept + was_kept, &is_kept);
    CHECK(was_kept == is_kept);
    mark_reordered(damage, kept, kept + was_kept, is_kept);
    free(kept);
    return join_columns(damage->boxes, join_rows(damage), damage->columns);
}

int damage_compare(Damage *damage, const DrawList *list, const Box **boxes)
{
    int count = 0;
    shown_collect(&damage->is, list);
    if (damage->known && box_equal(damage->screen, list->screen)) {
        count = compare_known(damage);
    } else {
        damage->screen = list->screen;
        prepare_cells(damage);
        if (!box_is_empty(list->screen)) {
            damage->boxes[count++] = list->screen;
        }
    }
    damage->known = true;
    ShownList was = damage->was;
    damage->was = damage->is;
    damage->is = was;
    *boxes = damage->boxes;
    return count;
}
