/* The rule on low reach: every touch target, and the beginning of every text, in the lower half of
 * the display. What a page scrolls away above that is cut there, so that whatever shows counts. */
#include "layout/scene.h"

void rules_check_reach(const Scene *scene)
{
    int32_t horizon = scene_horizon(scene);
    for (size_t i = scene->first; horizon > 0 && i < scene->list->count; i++) {
        const DrawItem *item = &scene->list->items[i];
        bool target = item->kind == DRAW_TARGET && item->as.target.tag != 0;
        if (!target && (item->kind != DRAW_TEXT || scene_is_hidden(scene, i))) {
            continue;
        }
        Box shown = target ? scene_visible(scene, item) : scene_visible_line(scene, item);
        if (!box_is_empty(shown) && shown.y < horizon) {
            scene_report(scene, target ? "target out of reach" : "text out of reach",
                         "%s begins above %d", scene_describe(item), horizon);
        }
    }
}
