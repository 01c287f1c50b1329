/* See icons.h. The strokes lie in a square of 24 × 24 units and are 2 units wide, with round ends
 * and joins: a pixel's coverage follows from its distance to the nearest stroke. */
#include "draw/icons.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/hash.h"

static const double UNITS = 24.0;
static const double HALF_STROKE = 1.0;

typedef enum StrokeKind { STROKE_LINE, STROKE_ARC } StrokeKind;

/* A line from (a, b) to (c, d), or an arc around (a, b) of radius c, from d to e in degrees,
 * clockwise from the right (y points down). */
typedef struct Stroke {
    StrokeKind kind;
    double a, b, c, d, e;
} Stroke;

#define LINE(x0, y0, x1, y1)                                                                       \
    {                                                                                              \
        STROKE_LINE, (x0), (y0), (x1), (y1), 0.0                                                   \
    }
#define ARC(x, y, radius, from, to)                                                                \
    {                                                                                              \
        STROKE_ARC, (x), (y), (radius), (from), (to)                                               \
    }

/* A house: roof and walls in one outline, with the door cut out of it. */
static const Stroke HOME[] = {
    LINE(3.5, 10.6, 12.0, 3.0),   LINE(12.0, 3.0, 20.5, 10.6),  LINE(20.5, 10.6, 20.5, 20.0),
    ARC(19.5, 20.0, 1.0, 0, 90),  LINE(19.5, 21.0, 15.0, 21.0), LINE(15.0, 21.0, 15.0, 14.5),
    LINE(15.0, 14.5, 9.0, 14.5),  LINE(9.0, 14.5, 9.0, 21.0),   LINE(9.0, 21.0, 4.5, 21.0),
    ARC(4.5, 20.0, 1.0, 90, 180), LINE(3.5, 20.0, 3.5, 10.6),
};

/* A temple: gable, architrave, four columns, base. */
static const Stroke DELEGATIONS[] = {
    LINE(2.5, 8.2, 12.0, 2.5),   LINE(12.0, 2.5, 21.5, 8.2),  LINE(21.5, 8.2, 2.5, 8.2),
    LINE(4.5, 8.2, 4.5, 21.0),   LINE(9.5, 8.2, 9.5, 21.0),   LINE(14.5, 8.2, 14.5, 21.0),
    LINE(19.5, 8.2, 19.5, 21.0), LINE(2.0, 21.0, 22.0, 21.0),
};

/* A folded newspaper: the front page with its lines, and the page behind it. */
static const Stroke NEWS[] = {
    LINE(4.0, 3.0, 16.5, 3.0),       ARC(16.5, 4.0, 1.0, 270, 360), LINE(17.5, 4.0, 17.5, 19.0),
    ARC(19.5, 19.0, 2.0, 0, 180),    LINE(21.5, 19.0, 21.5, 8.0),   LINE(21.5, 8.0, 17.5, 8.0),
    LINE(19.5, 21.0, 5.0, 21.0),     ARC(5.0, 19.0, 2.0, 90, 180),  LINE(3.0, 19.0, 3.0, 4.0),
    ARC(4.0, 4.0, 1.0, 180, 270),    LINE(6.75, 7.75, 13.75, 7.75), LINE(6.75, 12.0, 13.75, 12.0),
    LINE(6.75, 16.25, 13.75, 16.25),
};

static const Stroke SEARCH[] = {ARC(10.5, 10.5, 7.5, 0, 360), LINE(15.8, 15.8, 21.5, 21.5)};

static const Stroke CHEVRON_LEFT[] = {LINE(15.5, 4.5, 8.0, 12.0), LINE(8.0, 12.0, 15.5, 19.5)};
static const Stroke CHEVRON_RIGHT[] = {LINE(8.5, 4.5, 16.0, 12.0), LINE(16.0, 12.0, 8.5, 19.5)};

/* A tag that points at what goes, with a cross in it. */
static const Stroke DELETE[] = {
    LINE(8.0, 5.0, 22.0, 5.0),   LINE(22.0, 5.0, 22.0, 19.0), LINE(22.0, 19.0, 8.0, 19.0),
    LINE(8.0, 19.0, 2.0, 12.0),  LINE(2.0, 12.0, 8.0, 5.0),   LINE(11.5, 8.5, 18.5, 15.5),
    LINE(18.5, 8.5, 11.5, 15.5),
};
static const Stroke SPACE[] = {LINE(3.0, 12.0, 3.0, 16.5), LINE(3.0, 16.5, 21.0, 16.5),
                               LINE(21.0, 16.5, 21.0, 12.0)};
static const Stroke DONE[] = {LINE(3.5, 12.5, 9.5, 18.5), LINE(9.5, 18.5, 20.5, 6.5)};

typedef struct IconStrokes {
    const Stroke *strokes;
    size_t count;
} IconStrokes;

#define STROKES(table)                                                                             \
    {                                                                                              \
        (table), sizeof(table) / sizeof((table)[0])                                                \
    }

static const IconStrokes ICONS[ICON_COUNT] = {
    [ICON_HOME] = STROKES(HOME),
    [ICON_DELEGATIONS] = STROKES(DELEGATIONS),
    [ICON_NEWS] = STROKES(NEWS),
    [ICON_SEARCH] = STROKES(SEARCH),
    [ICON_CHEVRON_LEFT] = STROKES(CHEVRON_LEFT),
    [ICON_CHEVRON_RIGHT] = STROKES(CHEVRON_RIGHT),
    [ICON_DELETE] = STROKES(DELETE),
    [ICON_SPACE] = STROKES(SPACE),
    [ICON_DONE] = STROKES(DONE),
};

static double line_distance(const Stroke *line, double x, double y)
{
    double along_x = line->c - line->a, along_y = line->d - line->b;
    double length = along_x * along_x + along_y * along_y;
    double part = ((x - line->a) * along_x + (y - line->b) * along_y) / length;
    part = fmin(fmax(part, 0.0), 1.0);
    return hypot(x - line->a - part * along_x, y - line->b - part * along_y);
}

static double arc_distance(const Stroke *arc, double x, double y)
{
    const double radians = acos(-1.0) / 180.0;
    double angle = atan2(y - arc->b, x - arc->a) / radians;
    double after = fmod(angle - arc->d + 720.0, 360.0);
    if (after <= arc->e - arc->d) {
        return fabs(hypot(x - arc->a, y - arc->b) - arc->c);
    }
    double from = arc->d * radians, to = arc->e * radians;
    return fmin(hypot(x - arc->a - arc->c * cos(from), y - arc->b - arc->c * sin(from)),
                hypot(x - arc->a - arc->c * cos(to), y - arc->b - arc->c * sin(to)));
}

static double icon_distance(const IconStrokes *icon, double x, double y)
{
    double nearest = UNITS;
    for (size_t i = 0; i < icon->count; i++) {
        const Stroke *stroke = &icon->strokes[i];
        double distance = UNITS;
        switch (stroke->kind) {
        case STROKE_LINE:
            distance = line_distance(stroke, x, y);
            break;
        case STROKE_ARC:
            distance = arc_distance(stroke, x, y);
            break;
        }
        nearest = fmin(nearest, distance);
    }
    return nearest;
}

static Texture icon_draw(Canvas *canvas, Icon icon, int32_t side, Color color)
{
    size_t count = (size_t)side * (size_t)side;
    uint32_t *pixels = malloc(count * sizeof *pixels);
    CHECK(pixels != NULL);
    double unit = side / UNITS;
    for (size_t i = 0; i < count; i++) {
        double x = ((double)(i % (size_t)side) + 0.5) / unit;
        double y = ((double)(i / (size_t)side) + 0.5) / unit;
        double cover = (HALF_STROKE - icon_distance(&ICONS[icon], x, y)) * unit + 0.5;
        int alpha = (int)lround(fmin(fmax(cover, 0.0), 1.0) * (double)(color >> 24));
        pixels[i] = color_with_alpha(color, alpha);
    }
    Texture texture = canvas_texture(canvas, pixels, side, side);
    free(pixels);
    canvas->masks_made++;
    return texture;
}

void icon_paint(Canvas *canvas, const DrawItem *item)
{
    int32_t side = min_i32(item->box.w, item->box.h);
    Icon icon = (Icon)item->as.icon.icon;
    uint64_t name = hash_u64(hash_u64(~HASH_SEED, icon), (uint32_t)side);
    name = hash_u64(name, item->color);
    const Texture *texture = textures_find(canvas->masks, name);
    if (texture == NULL) {
        texture = textures_put(canvas->masks, name, icon_draw(canvas, icon, side, item->color));
    }
    Box at = box_centred(item->box, side, side);
    canvas_copy(canvas, texture, at.x, at.y, item->alpha);
}
