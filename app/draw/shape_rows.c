/* Shapes with corners of any size, row by row: the part of shapes.h for circles as large as the
 * screen, such as the thin rings behind an idle slide. A mask of one would take 36 MB. */
#include <SDL.h>
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "draw/shapes.h"

enum {
    LEVELS = 16, /* steps of coverage: 1/16 of a thin quiet line cannot be seen */
    LOOKS = (LEVELS + 1) * (LEVELS + 1), /* outer coverage by inner */
    BATCH = 4096
};

typedef struct Rows {
    Canvas *canvas;
    const Shape *shape;
    Box box, clip;
    SDL_Point *points, *sorted;
    uint16_t *looks; /* each point's */
    int point_count;
    Box *rings, *fills; /* solid stretches */
    int ring_count, fill_count;
} Rows;

static int level(double cover)
{
    return (int)(cover * LEVELS + 0.5);
}

static Color look_color(const Shape *shape, int look)
{
    Cover cover = {(double)(look / (LEVELS + 1)) / LEVELS, (double)(look % (LEVELS + 1)) / LEVELS};
    return shape_color(shape, cover);
}

/* Draws the points gathered so far, those of one colour at a time. */
static void flush_points(Rows *rows)
{
    int start[LOOKS + 1] = {0};
    for (int i = 0; i < rows->point_count; i++) {
        start[rows->looks[i] + 1]++;
    }
    for (int i = 0; i < LOOKS; i++) {
        start[i + 1] += start[i];
    }
    int next[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
        next[i] = start[i];
    }
    for (int i = 0; i < rows->point_count; i++) {
        rows->sorted[next[rows->looks[i]]++] = rows->points[i];
    }
    for (int i = 0; i < LOOKS; i++) {
        int count = start[i + 1] - start[i];
        if (count > 0 && canvas_set_color(rows->canvas, look_color(rows->shape, i))) {
            SDL_RenderDrawPoints(rows->canvas->renderer, rows->sorted + start[i], count);
        }
    }
    rows->point_count = 0;
}

static void add_point(Rows *rows, int32_t x, int32_t y, int look)
{
    if (x < rows->clip.x || x >= box_right(rows->clip)) {
        return;
    }
    rows->points[rows->point_count] = (SDL_Point){x, y};
    rows->looks[rows->point_count++] = (uint16_t)look;
    if (rows->point_count == BATCH) {
        flush_points(rows);
    }
}

/* Pixels x0 to x1 of the row's left half, and their mirror images, one by one. */
static void add_edge(Rows *rows, int32_t y, int32_t x0, int32_t x1)
{
    const Shape *shape = rows->shape;
    for (int32_t x = x0; x < x1; x++) {
        int32_t left = rows->box.x + x, right = box_right(rows->box) - 1 - x;
        if ((left < rows->clip.x || left >= box_right(rows->clip)) &&
            (right < rows->clip.x || right >= box_right(rows->clip))) {
            continue;
        }
        Cover cover = shape_cover(shape, x, y);
        int look = level(cover.outer) * (LEVELS + 1) + level(cover.inner);
        add_point(rows, left, rows->box.y + y, look);
        if (right != left) {
            add_point(rows, right, rows->box.y + y, look);
        }
    }
}

static void flush_stretches(Rows *rows)
{
    Color ring = look_color(rows->shape, LEVELS * (LEVELS + 1));
    Color fill = look_color(rows->shape, LEVELS * (LEVELS + 1) + LEVELS);
    canvas_fill_all(rows->canvas, rows->rings, rows->ring_count, ring);
    canvas_fill_all(rows->canvas, rows->fills, rows->fill_count, fill);
    rows->ring_count = 0;
    rows->fill_count = 0;
}

static void add_stretch(Rows *rows, Box *stretches, int *count, int32_t y, int32_t x0, int32_t x1)
{
    Box stretch = {rows->box.x + x0, rows->box.y + y, x1 - x0, 1};
    stretch = box_intersect(stretch, rows->clip);
    if (!box_is_empty(stretch)) {
        stretches[(*count)++] = stretch;
    }
    if (*count == BATCH) {
        flush_stretches(rows);
    }
}

/* Where, in the row's left half, the outline of the shape shrunk by `inset` and grown by `by` lies;
 * beyond the shape's middle where the row misses it. */
static double crossing(const Shape *shape, int32_t y, double inset, double by)
{
    double corner = shape->radius_px > inset ? shape->radius_px - inset : 0.0;
    double radius = corner + by;
    double dy = fabs(y + 0.5 - shape->h / 2.0) - (shape->h / 2.0 - inset - corner);
    if (dy > radius) {
        return shape->w;
    }
    return inset + corner - (dy <= 0.0 ? radius : sqrt(radius * radius - dy * dy));
}

/* The pixels of the row's left half from the first that `inset`'s edge may touch to the first that
 * lies wholly within it, a pixel to spare on either side. */
typedef struct Stretch {
    int32_t from, to;
} Stretch;

static Stretch edge_stretch(const Shape *shape, int32_t y, double inset)
{
    int32_t half = (shape->w + 1) / 2;
    return (Stretch){clamp_i32((int32_t)floor(crossing(shape, y, inset, 0.5)) - 1, 0, half),
                     clamp_i32((int32_t)ceil(crossing(shape, y, inset, -0.5)) + 1, 0, half)};
}

static void add_row(Rows *rows, int32_t y)
{
    const Shape *shape = rows->shape;
    int32_t half = (shape->w + 1) / 2;
    Stretch outer = edge_stretch(shape, y, 0.0), inner = outer;
    if (shape_is_all_stroke(shape)) {
        inner = (Stretch){half, half};
    } else if (shape->stroke_px > 0.0) {
        inner = edge_stretch(shape, y, shape->stroke_px);
    }
    if (outer.to < inner.from) { /* between them, the stroke alone */
        int32_t mirrored = max_i32(shape->w - inner.from, inner.from);
        add_edge(rows, y, outer.from, outer.to);
        add_stretch(rows, rows->rings, &rows->ring_count, y, outer.to, inner.from);
        add_stretch(rows, rows->rings, &rows->ring_count, y, mirrored, shape->w - outer.to);
        add_edge(rows, y, inner.from, inner.to);
    } else {
        inner.to = max_i32(outer.to, inner.to);
        add_edge(rows, y, outer.from, inner.to);
    }
    if (inner.to < half) {
        add_stretch(rows, rows->fills, &rows->fill_count, y, inner.to, shape->w - inner.to);
    }
}

void shape_paint_rows(Canvas *canvas, const Shape *shape, Box box, Box clip)
{
    Rows rows = {.canvas = canvas, .shape = shape, .box = box, .clip = box_intersect(box, clip)};
    rows.points = malloc(BATCH * sizeof *rows.points);
    rows.sorted = malloc(BATCH * sizeof *rows.sorted);
    rows.looks = malloc(BATCH * sizeof *rows.looks);
    rows.rings = malloc(BATCH * sizeof *rows.rings);
    rows.fills = malloc(BATCH * sizeof *rows.fills);
    CHECK(rows.points != NULL && rows.sorted != NULL && rows.looks != NULL && rows.rings != NULL &&
          rows.fills != NULL);
    for (int32_t y = rows.clip.y; y < box_bottom(rows.clip); y++) {
        add_row(&rows, y - box.y);
    }
    flush_points(&rows);
    flush_stretches(&rows);
    free(rows.points);
    free(rows.sorted);
    free(rows.looks);
    free(rows.rings);
    free(rows.fills);
}
