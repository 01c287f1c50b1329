/* See scene.h. What shows of an item, and the findings' lines. */
#include "layout/scene.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* The item after the last curtain: see overlay.c. */
static size_t first_shown(const DrawList *list)
{
    for (size_t i = list->count; i > 0; i--) {
        const DrawItem *item = &list->items[i - 1];
        if (item->kind == DRAW_TARGET && item->as.target.tag == 0) {
            return i;
        }
    }
    return 0;
}

Scene scene_make(const DrawList *list, Comfort comfort, Place place, Ink *ink, Findings *findings)
{
    return (Scene){.list = list,
                   .theme = theme_make(list->screen, comfort),
                   .place = place,
                   .first = first_shown(list),
                   .ink = ink,
                   .findings = findings};
}

Box scene_visible(const Scene *scene, const DrawItem *item)
{
    return box_intersect(box_intersect(item->box, item->clip), scene->list->screen);
}

Box scene_visible_line(const Scene *scene, const DrawItem *item)
{
    return box_intersect(box_intersect(item->as.text.line, item->clip), scene->list->screen);
}

/* Whether the item is on the part of the screen that scrolls: only the bar and the overlays, which
 * do not, are cut by the display alone. What stands still beside a page is seen to elsewhere. */
static bool is_on_page(const Scene *scene, const DrawItem *item)
{
    return !box_equal(item->clip, scene->list->screen);
}

bool scene_cuts_top(const Scene *scene, const DrawItem *item)
{
    return (scene->place == PLACE_MIDDLE || scene->place == PLACE_END) && is_on_page(scene, item);
}

bool scene_cuts_bottom(const Scene *scene, const DrawItem *item)
{
    return (scene->place == PLACE_MIDDLE || scene->place == PLACE_TOP) && is_on_page(scene, item);
}

int32_t scene_horizon(const Scene *scene)
{
    return -scene->theme.display.y;
}

bool scene_is_hidden(const Scene *scene, size_t index)
{
    const DrawList *list = scene->list;
    Box shown = scene_visible_line(scene, &list->items[index]);
    for (size_t i = index + 1; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_FILL && item->alpha == 255 && item->color >> 24 == 255 &&
            box_contains(scene_visible(scene, item), shown)) {
            return true;
        }
    }
    return false;
}

void findings_begin(Findings *findings, const char *label)
{
    findings->label = label;
    findings->seen_count = 0;
}

/* Whether this line was printed under this label before, at another place of the page. */
static bool is_known(Findings *findings, const char *kind, const char *what)
{
    uint64_t hash = hash_bytes(hash_bytes(HASH_SEED, kind, strlen(kind)), what, strlen(what));
    for (int i = 0; i < findings->seen_count; i++) {
        if (findings->seen[i] == hash) {
            return true;
        }
    }
    if (findings->seen_count < FINDINGS_KEPT) {
        findings->seen[findings->seen_count++] = hash;
    }
    return false;
}

void scene_report(const Scene *scene, const char *kind, const char *format, ...)
{
    static const char *const PLACES[] = {"", " at the top", " in the middle", " at the end"};
    Findings *findings = scene->findings;
    char what[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (is_known(findings, kind, what)) {
        return;
    }
    findings->count++;
    for (size_t i = 0; i < sizeof findings->kinds / sizeof *findings->kinds; i++) {
        if (findings->kinds[i].kind == NULL) {
            findings->kinds[i].kind = kind;
        }
        if (strcmp(findings->kinds[i].kind, kind) == 0) {
            if (++findings->kinds[i].count <= findings->most) {
                printf("%s%s: %s: %s\n", findings->label, PLACES[scene->place], kind, what);
            }
            break;
        }
    }
}

const char *scene_describe(const DrawItem *item)
{
    static const char *const KINDS[] = {
        [DRAW_FILL] = "fill",    [DRAW_SHAPE] = "shape",       [DRAW_TEXT] = "text",
        [DRAW_IMAGE] = "image",  [DRAW_QR] = "code",           [DRAW_ICON] = "icon",
        [DRAW_SHADE] = "shade",  [DRAW_SNAPSHOT] = "snapshot", [DRAW_TARGET] = "target",
        [DRAW_REGION] = "region"};
    static _Thread_local char buffers[8][256];
    static _Thread_local unsigned turn;
    char *out = buffers[turn++ % 8];
    size_t size = sizeof buffers[0];
    if (item->kind == DRAW_TEXT) {
        const TextPiece *piece = &item->as.text.piece;
        Box box = item->as.text.line;
        snprintf(out, size, "\"%.*s\" [%d,%d %dx%d]", (int)min_i32((int32_t)piece->length, 120),
                 piece->text, box.x, box.y, box.w, box.h);
    } else {
        Box box = item->box;
        snprintf(out, size, "%s [%d,%d %dx%d]", KINDS[item->kind], box.x, box.y, box.w, box.h);
    }
    return out;
}

void rules_check(const Scene *scene)
{
    rules_check_text(scene);
    rules_check_touch(scene);
    rules_check_color(scene);
    rules_check_reach(scene);
}
