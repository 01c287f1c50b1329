/* See focus.h. Targets are those of the list as drawn, so that keyboard and finger reach the same
 * things; which of two is nearer is decided as in Android's FocusFinder. */
#include "ui/focus.h"

/* The index after the last curtain: what is drawn before it cannot be reached. */
static size_t reachable_from(const DrawList *list)
{
    for (size_t i = list->count; i > 0; i--) {
        const DrawItem *item = &list->items[i - 1];
        if (item->kind == DRAW_TARGET && item->as.target.tag == 0) {
            return i;
        }
    }
    return 0;
}

static Box visible_box(const DrawList *list, const DrawItem *item)
{
    return box_intersect(box_intersect(item->box, item->clip), list->screen);
}

static bool is_reachable(const DrawList *list, const DrawItem *item)
{
    return item->kind == DRAW_TARGET && item->as.target.tag != 0 &&
           !box_is_empty(visible_box(list, item));
}

static uint64_t key_of(const DrawItem *item)
{
    return action_key(action_of(item));
}

/* The first reachable target with this key at or after `start`; NULL where there is none. */
static const DrawItem *target_find(const DrawList *list, size_t start, uint64_t key)
{
    for (size_t i = start; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (is_reachable(list, item) && key_of(item) == key) {
            return item;
        }
    }
    return NULL;
}

/* Whether the item is a target to stand on. Not the keys of the keyboard on the glass: whoever
 * presses Tab has a keyboard. Of several that do the same only the first counts, or
 * Tab would return to it from the second and never get past. */
static bool is_stop(const DrawList *list, size_t start, const DrawItem *item)
{
    return is_reachable(list, item) && action_of(item).kind != ACTION_TYPE &&
           target_find(list, start, key_of(item)) == item;
}

/* One step of Tab from item `at` (NULL: from outside), by 1 or -1. */
static uint64_t tab_find(const DrawList *list, size_t start, const DrawItem *at, int by)
{
    size_t count = list->count - start;
    size_t i = at != NULL ? (size_t)(at - list->items) - start : by > 0 ? count - 1 : 0;
    for (size_t steps = 0; steps < count; steps++) {
        i = by > 0 ? (i + 1) % count : (i + count - 1) % count;
        const DrawItem *item = &list->items[start + i];
        if (is_stop(list, start, item)) {
            return key_of(item);
        }
    }
    return 0;
}

/* A box seen in the direction of the arrow: forward from `near` to `far`, `low` to `high` across.
 */
typedef struct Facing {
    int64_t near, far, low, high;
} Facing;

static Facing facing(Box box, FocusMove move)
{
    int64_t left = box.x, right = box_right(box), top = box.y, bottom = box_bottom(box);
    switch (move) {
    case FOCUS_LEFT:
        return (Facing){-right, -left, top, bottom};
    case FOCUS_RIGHT:
        return (Facing){left, right, top, bottom};
    case FOCUS_UP:
        return (Facing){-bottom, -top, left, right};
    case FOCUS_DOWN:
    case FOCUS_NEXT:
    case FOCUS_PREVIOUS:
        break;
    }
    return (Facing){top, bottom, left, right};
}

static bool is_ahead(Facing from, Facing to)
{
    return (from.near < to.near || from.far <= to.near) && from.far < to.far;
}

static bool in_beam(Facing from, Facing to)
{
    return to.low < from.high && to.high > from.low;
}

static int64_t gap_ahead(Facing from, Facing to)
{
    return to.near > from.far ? to.near - from.far : 0;
}

/* Distance forward weighs 13 times that across, squared. */
static int64_t distance(Facing from, Facing to)
{
    int64_t ahead = gap_ahead(from, to);
    int64_t across = ((to.low + to.high) - (from.low + from.high)) / 2;
    return 13 * ahead * ahead + across * across;
}

/* Whether `a` is a better answer than `b`; both are ahead of `from`. What lies straight ahead wins,
 * but up and down not over what is wholly nearer: rows come one after another. */
static bool is_better(FocusMove move, Facing from, Facing a, Facing b)
{
    bool a_straight = in_beam(from, a), b_straight = in_beam(from, b);
    if (a_straight != b_straight) {
        bool sideways = move == FOCUS_LEFT || move == FOCUS_RIGHT;
        if (a_straight) {
            return sideways || gap_ahead(from, a) < b.far - from.far;
        }
        return !(sideways || gap_ahead(from, b) < a.far - from.far);
    }
    return distance(from, a) < distance(from, b);
}

static uint64_t arrow_find(const DrawList *list, size_t start, const DrawItem *at, FocusMove move)
{
    Facing from = facing(visible_box(list, at), move);
    const DrawItem *best = NULL;
    Facing best_facing = {0, 0, 0, 0};
    for (size_t i = start; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (!is_stop(list, start, item) || item == at) {
            continue;
        }
        Facing to = facing(visible_box(list, item), move);
        if (is_ahead(from, to) && (best == NULL || is_better(move, from, to, best_facing))) {
            best = item;
            best_facing = to;
        }
    }
    return best != NULL ? key_of(best) : 0;
}

uint64_t focus_find(const DrawList *list, uint64_t from, FocusMove move)
{
    size_t start = reachable_from(list);
    const DrawItem *at = from != 0 ? target_find(list, start, from) : NULL;
    if (start == list->count) {
        return 0;
    }
    if (move == FOCUS_PREVIOUS) {
        return tab_find(list, start, at, -1);
    }
    if (move == FOCUS_NEXT || at == NULL) {
        return tab_find(list, start, at, 1);
    }
    return arrow_find(list, start, at, move);
}

const DrawItem *focus_at(const DrawList *list, Point point)
{
    size_t start = reachable_from(list);
    for (size_t i = list->count; i > start; i--) {
        const DrawItem *item = &list->items[i - 1];
        if (is_reachable(list, item) && box_has_point(visible_box(list, item), point)) {
            return item;
        }
    }
    return NULL;
}

const DrawItem *focus_near(const DrawList *list, Point point, int32_t most_px)
{
    const DrawItem *best = NULL;
    int32_t least = most_px + 1;
    for (size_t i = reachable_from(list); i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (!is_reachable(list, item) || action_of(item).kind != ACTION_TYPE) {
            continue;
        }
        Box box = visible_box(list, item);
        int32_t x = max_i32(max_i32(box.x - point.x, point.x - box_right(box) + 1), 0);
        int32_t y = max_i32(max_i32(box.y - point.y, point.y - box_bottom(box) + 1), 0);
        if (max_i32(x, y) < least) {
            least = max_i32(x, y);
            best = item;
        }
    }
    return best;
}

Box focus_box(const DrawList *list, uint64_t key)
{
    const DrawItem *item = key != 0 ? target_find(list, reachable_from(list), key) : NULL;
    return item != NULL ? visible_box(list, item) : (Box){0, 0, 0, 0};
}
