/* Whole-pixel boxes, the one shape every module measures in.
 *
 * A box is half open: it holds x .. x+w-1 and y .. y+h-1. A box with no width or no height is
 * empty, and every function here takes and gives empty boxes without complaint. */
#ifndef FOYER_BASE_GEOMETRY_H
#define FOYER_BASE_GEOMETRY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Box {
    int32_t x, y, w, h; /* px */
} Box;

typedef struct Point {
    int32_t x, y; /* px */
} Point;

static inline int32_t min_i32(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t max_i32(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t clamp_i32(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

static inline bool box_is_empty(Box b)
{
    return b.w <= 0 || b.h <= 0;
}

static inline int32_t box_right(Box b)
{
    return b.x + b.w;
}

static inline int32_t box_bottom(Box b)
{
    return b.y + b.h;
}

/* The part that both boxes hold; empty (w and h 0) where they do not meet. */
static inline Box box_intersect(Box a, Box b)
{
    int32_t x0 = max_i32(a.x, b.x), y0 = max_i32(a.y, b.y);
    int32_t x1 = min_i32(box_right(a), box_right(b)), y1 = min_i32(box_bottom(a), box_bottom(b));
    if (x1 <= x0 || y1 <= y0) {
        return (Box){x0, y0, 0, 0};
    }
    return (Box){x0, y0, x1 - x0, y1 - y0};
}

/* The smallest box that holds both; an empty one adds nothing. */
static inline Box box_union(Box a, Box b)
{
    if (box_is_empty(a)) {
        return b;
    }
    if (box_is_empty(b)) {
        return a;
    }
    int32_t x0 = min_i32(a.x, b.x), y0 = min_i32(a.y, b.y);
    int32_t x1 = max_i32(box_right(a), box_right(b)), y1 = max_i32(box_bottom(a), box_bottom(b));
    return (Box){x0, y0, x1 - x0, y1 - y0};
}

static inline bool box_overlaps(Box a, Box b)
{
    return !box_is_empty(box_intersect(a, b));
}

static inline bool box_contains(Box outer, Box inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && box_right(inner) <= box_right(outer) &&
           box_bottom(inner) <= box_bottom(outer);
}

static inline bool box_has_point(Box b, Point p)
{
    return p.x >= b.x && p.y >= b.y && p.x < box_right(b) && p.y < box_bottom(b);
}

/* The box moved by (dx, dy) px. */
static inline Box box_moved(Box b, int32_t dx, int32_t dy)
{
    return (Box){b.x + dx, b.y + dy, b.w, b.h};
}

/* The box made smaller by `by` px on every side; larger where `by` is negative. */
static inline Box box_inset(Box b, int32_t by)
{
    return (Box){b.x + by, b.y + by, max_i32(b.w - 2 * by, 0), max_i32(b.h - 2 * by, 0)};
}

static inline bool box_equal(Box a, Box b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* A w × h box in the middle of `outer`. */
static inline Box box_centred(Box outer, int32_t w, int32_t h)
{
    return (Box){outer.x + (outer.w - w) / 2, outer.y + (outer.h - h) / 2, w, h};
}

#endif
