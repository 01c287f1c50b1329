/* The rules on touch targets: large enough for a finger, and far enough from the next.
 *
 * Boxes with one action are one target, in one piece or in several that each must be large enough:
 * the way to all news stands in the bar and under the list, and neither may be too small because
 * the other is not. A seat counts as part of the label beside it. */
#include <stdlib.h>

#include "layout/scene.h"
#include "ui/action.h"

/* Targets with one action no further apart than this are one piece. */
static const float NEAR_U = 48;

typedef struct Target {
    const DrawItem *item;
    uint64_t key;
    Box visible;
    bool cut;  /* by the page's edge: perhaps there is more of its piece beyond */
    int piece; /* which of the key's pieces: the index of one of its targets */
} Target;

typedef struct Targets {
    Target *all;
    int count;
} Targets;

static Targets targets_collect(const Scene *scene)
{
    const DrawList *list = scene->list;
    Targets targets = {malloc((list->count + 1) * sizeof *targets.all), 0};
    for (size_t i = scene->first; targets.all != NULL && i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        Box visible = scene_visible(scene, item);
        if (item->kind != DRAW_TARGET || item->as.target.tag == 0 || box_is_empty(visible)) {
            continue;
        }
        /* So near the page's edge that the rest of its piece may lie beyond. */
        int32_t near_px = theme_px(&scene->theme, NEAR_U), low = box_bottom(item->clip);
        bool cut = (scene_cuts_top(scene, item) && visible.y < item->clip.y + near_px) ||
                   (scene_cuts_bottom(scene, item) && box_bottom(visible) > low - near_px);
        targets.all[targets.count] = (Target){.item = item,
                                              .key = action_key(action_of(item)),
                                              .visible = visible,
                                              .cut = cut,
                                              .piece = targets.count};
        targets.count++;
    }
    return targets;
}

/* Boxes that stand no further apart than `near_px` are in one piece; its box, and whether the
 * page's edge cuts it. */
static Box piece_grow(Targets *targets, int index, int32_t near_px, bool *cut)
{
    Box box = targets->all[index].visible;
    *cut = targets->all[index].cut;
    for (bool grown = true; grown;) {
        grown = false;
        for (int i = 0; i < targets->count; i++) {
            Target *other = &targets->all[i];
            if (other->piece != index && other->key == targets->all[index].key &&
                box_overlaps(box_inset(box, -near_px), other->visible)) {
                other->piece = index;
                box = box_union(box, other->visible);
                *cut = *cut || other->cut;
                grown = true;
            }
        }
    }
    return box;
}

static void check_sizes(const Scene *scene, Targets *targets)
{
    int32_t least = theme_px(&scene->theme, 92);
    for (int i = 0; i < targets->count; i++) {
        if (targets->all[i].piece != i) {
            continue;
        }
        bool cut;
        Box box = piece_grow(targets, i, theme_px(&scene->theme, NEAR_U), &cut);
        if (cut) {
            continue; /* where the page stands otherwise it is seen in whole */
        }
        if (box.w < least || box.h < least) {
            scene_report(scene, "target too small", "%s is %dx%d, less than %d",
                         scene_describe(targets->all[i].item), box.w, box.h, least);
        }
    }
}

static void check_pair(const Scene *scene, const Target *a, const Target *b)
{
    if (a->key == b->key || box_contains(a->visible, b->visible)) {
        return; /* the later one lies on the earlier, as a button on a slide that answers too */
    }
    int32_t apart = theme_px(&scene->theme, 12);
    Box one = a->visible, two = b->visible;
    int32_t gap_x = max_i32(two.x - box_right(one), one.x - box_right(two));
    int32_t gap_y = max_i32(two.y - box_bottom(one), one.y - box_bottom(two));
    if (max_i32(gap_x, gap_y) < apart) {
        scene_report(scene, "targets too close", "%s and %s, %d apart, less than %d",
                     scene_describe(a->item), scene_describe(b->item), max_i32(gap_x, gap_y),
                     apart);
    }
}

void rules_check_touch(const Scene *scene)
{
    Targets targets = targets_collect(scene);
    check_sizes(scene, &targets);
    for (int i = 0; i < targets.count; i++) {
        for (int j = 0; j < i; j++) {
            check_pair(scene, &targets.all[j], &targets.all[i]);
        }
    }
    free(targets.all);
}
