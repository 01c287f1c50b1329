/* The rule on contrast: texts 4.5 : 1 to what is under them, seats, marks and icons 3 : 1
 * (WCAG 2.2, 1.4.3 and 1.4.11); in the standard palette texts under 32 u 5 : 1, in high contrast
 * all texts 7 : 1 (1.4.6). Codes are dark on white in every palette. Only where the ground is a
 * flat colour: over pictures and shades nothing is said. What low reach draws above the horizon
 * decorates. */
#include <math.h>
#include <stdlib.h>

#include "layout/scene.h"

/* Relative luminance, as WCAG defines it. */
static double luminance(Color color)
{
    static const double PARTS[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double value = (double)(color >> (8 * i) & 0xFF) / 255.0;
        sum += PARTS[i] * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(Color a, Color b)
{
    double one = luminance(a) + 0.05, two = luminance(b) + 0.05;
    return one > two ? one / two : two / one;
}

static bool is_mark(const Scene *scene, const DrawItem *item)
{
    return item->kind == DRAW_SHAPE && item->box.w == item->box.h &&
           item->box.w <= theme_px(&scene->theme, 80);
}

/* Whether something stands behind what is drawn later, in a colour or not. */
static bool is_ground(const DrawItem *item)
{
    switch ((DrawKind)item->kind) {
    case DRAW_FILL:
    case DRAW_IMAGE:
    case DRAW_QR:
    case DRAW_SHADE:
    case DRAW_SNAPSHOT:
        return true;
    case DRAW_SHAPE:
        return item->color != COLOR_NONE;
    case DRAW_TEXT:
    case DRAW_ICON:
    case DRAW_TARGET:
    case DRAW_REGION:
        break;
    }
    return false;
}

typedef struct Grounds {
    const DrawItem **all;
    int count;
} Grounds;

/* The colour under the box, which is what shows of the figure; false where it is not one flat
 * colour. */
static bool ground_color(const Scene *scene, const Grounds *grounds, const DrawItem *figure,
                         Box box, Color *out)
{
    Color over[8]; /* translucent ones, the topmost first */
    int count = 0;
    for (int i = grounds->count; i > 0; i--) {
        const DrawItem *item = grounds->all[i - 1];
        Box shown = scene_visible(scene, item);
        /* A mark is the ground of what stands in it, and not of the seat that covers it. */
        bool within = box_contains(shown, box) && item->box.w > figure->box.w;
        if (!box_overlaps(shown, box) || (is_mark(scene, item) && !within)) {
            continue;
        }
        bool flat = item->kind == DRAW_FILL || item->kind == DRAW_SHAPE;
        if (!flat || !box_contains(shown, box) || item->alpha != 255 || count == 8) {
            return false;
        }
        if (item->color >> 24 < 255) {
            over[count++] = item->color;
            continue;
        }
        *out = item->color;
        while (count > 0) {
            Color top = over[--count];
            *out = color_mix(*out, top | 0xFF000000u, (int)((top >> 24) * 256 / 255));
        }
        return true;
    }
    return false;
}

/* How far a text, or what else is seen on a ground, must stand out. */
static double least_contrast(const Scene *scene, const DrawItem *item)
{
    if (item->kind != DRAW_TEXT) {
        return item->kind == DRAW_QR ? 7.0 : 3.0;
    }
    switch (scene->theme.contrast) {
    case CONTRAST_HIGH:
        return 7.0;
    case CONTRAST_STANDARD:
        return item->as.text.piece.style.size_px < theme_px(&scene->theme, 32) ? 5.0 : 4.5;
    case CONTRAST_DARK:
        break;
    }
    return 4.5;
}

static const char *finding_kind(const DrawItem *item)
{
    switch ((DrawKind)item->kind) {
    case DRAW_TEXT:
        return "text too pale";
    case DRAW_QR:
        return "code too pale";
    case DRAW_ICON:
        return "icon too pale";
    case DRAW_FILL:
    case DRAW_SHAPE:
    case DRAW_IMAGE:
    case DRAW_SHADE:
    case DRAW_SNAPSHOT:
    case DRAW_TARGET:
    case DRAW_REGION:
        break;
    }
    return "seat too pale";
}

/* Whether contrast is asked of it. */
static bool is_figure(const Scene *scene, const DrawItem *item)
{
    return item->kind == DRAW_TEXT || item->kind == DRAW_ICON || item->kind == DRAW_QR ||
           (is_mark(scene, item) && box_bottom(item->box) > scene_horizon(scene));
}

static void check_item(const Scene *scene, const Grounds *grounds, const DrawItem *item)
{
    bool text = item->kind == DRAW_TEXT;
    Box box = text ? scene_visible_line(scene, item) : scene_visible(scene, item);
    Color color = is_mark(scene, item) && item->color == COLOR_NONE ? item->as.shape.stroke_color
                                                                    : item->color;
    Color ground;
    if (text && !box_equal(box, item->as.text.line)) {
        return; /* what shows at a page's edge may be a hair over a rule: looked at in whole only */
    }
    if (box_is_empty(box) || color >> 24 != 255 || item->alpha != 255 ||
        !ground_color(scene, grounds, item, box, &ground)) {
        return;
    }
    double least = least_contrast(scene, item), found = contrast(color, ground);
    bool inverse = item->kind == DRAW_QR && luminance(color) > luminance(ground);
    if (found < least || inverse) {
        scene_report(scene, finding_kind(item), "%s: #%06X on #%06X is %.2f, less than %.1f",
                     scene_describe(item), color & 0xFFFFFF, ground & 0xFFFFFF, found, least);
    }
}

void rules_check_color(const Scene *scene)
{
    const DrawList *list = scene->list;
    Grounds grounds = {malloc((list->count + 1) * sizeof *grounds.all), 0};
    for (size_t i = 0; grounds.all != NULL && i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (i >= scene->first && is_figure(scene, item)) {
            check_item(scene, &grounds, item);
        }
        if (is_ground(item)) {
            grounds.all[grounds.count++] = item;
        }
    }
    free(grounds.all);
}
