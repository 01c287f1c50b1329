/* See shapes.h. Small shapes are copied from a mask made once; larger ones take from a mask their
 * four corners, and are filled between them; corners larger than any mask are in shape_rows.c. */
#include "draw/shapes.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/hash.h"

enum { LARGEST_CORNER_PX = 129 };

/* Plain comparisons: fmin and fmax are calls, for the sake of NaN, and these are the inner loop. */
static inline double least(double a, double b)
{
    return a < b ? a : b;
}

static inline double most(double a, double b)
{
    return a > b ? a : b;
}

/* How far pixel (x, y)'s middle lies outside the shape shrunk by `inset`; negative inside it. */
static double distance(const Shape *shape, int32_t x, int32_t y, double inset)
{
    double radius = most(shape->radius_px - inset, 0.0);
    double half_w = shape->w / 2.0, half_h = shape->h / 2.0;
    double dx = fabs(x + 0.5 - half_w) - (half_w - inset - radius);
    double dy = fabs(y + 0.5 - half_h) - (half_h - inset - radius);
    if (dx > 0.0 && dy > 0.0) {
        return sqrt(dx * dx + dy * dy) - radius;
    }
    return most(dx, dy) - radius;
}

static double cover_at(double distance_px)
{
    return least(most(0.5 - distance_px, 0.0), 1.0);
}

bool shape_is_all_stroke(const Shape *shape)
{
    return 2.0 * shape->stroke_px >= min_i32(shape->w, shape->h);
}

Cover shape_cover(const Shape *shape, int32_t x, int32_t y)
{
    double outside = distance(shape, x, y, 0.0);
    Cover cover = {cover_at(outside), 0.0};
    if (shape->stroke_px <= 0.0) {
        cover.inner = cover.outer;
    } else if (!shape_is_all_stroke(shape)) {
        /* A stroke no wider than the corner's radius keeps its distance from the outline. */
        double within = shape->stroke_px <= shape->radius_px
                            ? outside + shape->stroke_px
                            : distance(shape, x, y, shape->stroke_px);
        cover.inner = cover_at(within);
    }
    return cover;
}

/* Red, green, blue and alpha, 0 to 1, the colours multiplied by alpha. */
typedef struct Light {
    double part[4];
} Light;

static Light light_of(Color color)
{
    double alpha = (double)(color >> 24) / 255.0;
    return (Light){{(double)(color >> 16 & 0xFF) / 255.0 * alpha,
                    (double)(color >> 8 & 0xFF) / 255.0 * alpha,
                    (double)(color & 0xFF) / 255.0 * alpha, alpha}};
}

Color shape_color(const Shape *shape, Cover cover)
{
    Light fill = light_of(shape->fill), ring = light_of(shape->stroke), sum;
    for (int i = 0; i < 4; i++) {
        double below = fill.part[i] * (1.0 - (double)(shape->stroke >> 24) / 255.0);
        sum.part[i] =
            fill.part[i] * cover.inner + (ring.part[i] + below) * (cover.outer - cover.inner);
    }
    if (sum.part[3] <= 0.0) {
        return COLOR_NONE;
    }
    Color color = (Color)lround(fmin(sum.part[3], 1.0) * 255.0) << 24;
    for (int i = 0; i < 3; i++) {
        double part = fmin(sum.part[i] / sum.part[3], 1.0);
        color |= (Color)lround(part * 255.0) << (16 - 8 * i);
    }
    return color;
}

/* The mask of the shape: one quarter worked out, and mirrored. */
static const Texture *shape_mask(Canvas *canvas, const Shape *shape)
{
    uint64_t name = hash_u64(HASH_SEED, (uint64_t)shape->w << 32 | (uint32_t)shape->h);
    name = hash_u64(name,
                    (uint64_t)(shape->radius_px * 2.0) << 32 | (uint64_t)(shape->stroke_px * 16.0));
    name = hash_u64(name, (uint64_t)shape->fill << 32 | shape->stroke);
    const Texture *known = textures_find(canvas->masks, name);
    if (known != NULL) {
        return known;
    }
    size_t w = (size_t)shape->w, h = (size_t)shape->h;
    uint32_t *pixels = malloc(w * h * sizeof *pixels);
    CHECK(pixels != NULL);
    for (size_t y = 0; y < (h + 1) / 2; y++) {
        for (size_t x = 0; x < (w + 1) / 2; x++) {
            Color color = shape_color(shape, shape_cover(shape, (int32_t)x, (int32_t)y));
            pixels[y * w + x] = pixels[y * w + w - 1 - x] = color;
            pixels[(h - 1 - y) * w + x] = pixels[(h - 1 - y) * w + w - 1 - x] = color;
        }
    }
    Texture texture = canvas_texture(canvas, pixels, shape->w, shape->h);
    free(pixels);
    canvas->masks_made++;
    return textures_put(canvas->masks, name, texture);
}

/* One direction of a shape cut in three: a corner's length, what is stretched, and a corner. */
typedef struct Cut {
    int32_t at[4];   /* where the parts begin, in the shape; the last is its end */
    int32_t from[4]; /* the same in the mask */
} Cut;

static Cut cut_side(int32_t length, int32_t mask, int32_t corner)
{
    if (length == mask) { /* all is copied */
        return (Cut){{0, length, length, length}, {0, mask, mask, mask}};
    }
    return (Cut){{0, corner, length - corner, length}, {0, corner, mask - corner, mask}};
}

/* Fills rows y0 to y1 of a stretched part, whose colours are those of the mask's column `x`. */
static void fill_rows(Canvas *canvas, const Shape *mask, int32_t x, int32_t y0, int32_t y1, Box to,
                      int alpha)
{
    for (int32_t y = y0; y < y1;) {
        Color color = shape_color(mask, shape_cover(mask, x, y));
        int32_t end = y + 1;
        while (end < y1 && shape_color(mask, shape_cover(mask, x, end)) == color) {
            end++;
        }
        canvas_fill(canvas, (Box){to.x, to.y + y - y0, to.w, end - y}, color_faded(color, alpha));
        y = end;
    }
}

static void fill_columns(Canvas *canvas, const Shape *mask, int32_t y, int32_t x0, int32_t x1,
                         Box to, int alpha)
{
    for (int32_t x = x0; x < x1;) {
        Color color = shape_color(mask, shape_cover(mask, x, y));
        int32_t end = x + 1;
        while (end < x1 && shape_color(mask, shape_cover(mask, end, y)) == color) {
            end++;
        }
        canvas_fill(canvas, (Box){to.x + x - x0, to.y, end - x, to.h}, color_faded(color, alpha));
        x = end;
    }
}

/* Draws a shape from the mask of the smallest one with the same corners. */
static void paint_parts(Canvas *canvas, const Shape *shape, const DrawItem *item, int32_t corner)
{
    Shape small = *shape;
    small.w = min_i32(shape->w, 2 * corner + 1);
    small.h = min_i32(shape->h, 2 * corner + 1);
    const Texture *mask = shape_mask(canvas, &small);
    Cut across = cut_side(shape->w, small.w, corner), down = cut_side(shape->h, small.h, corner);
    for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 3; i++) {
            Box to = {item->box.x + across.at[i], item->box.y + down.at[j],
                      across.at[i + 1] - across.at[i], down.at[j + 1] - down.at[j]};
            Box from = {across.from[i], down.from[j], across.from[i + 1] - across.from[i],
                        down.from[j + 1] - down.from[j]};
            if (box_is_empty(to)) {
                continue;
            }
            if (i == 1 && j == 1) {
                Color color = shape_color(&small, shape_cover(&small, corner, corner));
                canvas_fill(canvas, to, color_faded(color, item->alpha));
            } else if (i == 1) {
                fill_rows(canvas, &small, corner, from.y, from.y + from.h, to, item->alpha);
            } else if (j == 1) {
                fill_columns(canvas, &small, corner, from.x, from.x + from.w, to, item->alpha);
            } else {
                canvas_copy_part(canvas, mask, from, to.x, to.y, item->alpha);
            }
        }
    }
}

void shape_paint(Canvas *canvas, const DrawItem *item, Box clip)
{
    Shape shape = {
        .w = item->box.w,
        .h = item->box.h,
        .radius_px = fmin(item->as.shape.radius, min_i32(item->box.w, item->box.h) / 2.0),
        .stroke_px = item->as.shape.stroke / 16.0,
        .fill = item->color,
        .stroke = item->as.shape.stroke_color,
    };
    if (shape.radius_px <= 0.0 && shape.stroke_px <= 0.0) {
        canvas_fill(canvas, item->box, color_faded(item->color, item->alpha));
        return;
    }
    /* The furthest that an edge's smoothness reaches from a corner, and a pixel of what lies
     * between. */
    int32_t corner = (int32_t)ceil(fmax(shape.radius_px, shape.stroke_px)) + 1;
    if (corner <= LARGEST_CORNER_PX) {
        paint_parts(canvas, &shape, item, corner);
    } else {
        shape.fill = color_faded(shape.fill, item->alpha);
        shape.stroke = color_faded(shape.stroke, item->alpha);
        shape_paint_rows(canvas, &shape, item->box, clip);
    }
}
