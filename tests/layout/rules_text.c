/* The rules on text: none cut off, none over another, none out of its region, none over a picture
 * or a seat, no word of the content broken. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "layout/lexicon.h"
#include "layout/scene.h"

static bool is_shown(const Scene *scene, size_t index)
{
    const DrawItem *item = &scene->list->items[index];
    return item->kind == DRAW_TEXT && !box_is_empty(scene_visible_line(scene, item)) &&
           !scene_is_hidden(scene, index);
}

/* ---- cut off ---- */

static void check_cut(const Scene *scene, const DrawItem *item)
{
    Box line = item->as.text.line;
    Box clip = box_intersect(item->clip, scene->list->screen);
    if (line.x < clip.x || box_right(line) > box_right(clip)) {
        scene_report(scene, "text cut at the side", "%s shows in [%d,%d %dx%d]",
                     scene_describe(item), clip.x, clip.y, clip.w, clip.h);
    }
    bool top = line.y < clip.y && !scene_cuts_top(scene, item);
    bool bottom = box_bottom(line) > box_bottom(clip) && !scene_cuts_bottom(scene, item);
    if (top || bottom) {
        /* The strict box is as high as the highest letters of all languages: the very letters
         * decide. */
        Box ink = ink_box(scene->ink, item);
        if ((top && ink.y < clip.y) || (bottom && box_bottom(ink) > box_bottom(clip))) {
            scene_report(scene, top ? "text cut at the top" : "text cut at the bottom",
                         "%s shows in [%d,%d %dx%d]", scene_describe(item), clip.x, clip.y, clip.w,
                         clip.h);
        }
    }
}

/* ---- regions ---- */

static void check_region(const Scene *scene, const DrawItem *item, const DrawItem *region)
{
    Box line = item->as.text.line, in = region->box;
    /* Large type is set a little to the left, so that its stem and not its side bearing stands on
     * the margin: an edge is optical up to a 24th of the type's size. */
    int32_t optical = item->as.text.piece.style.size_px / 24 + 1;
    if (line.x < in.x - optical || box_right(line) > box_right(in) + optical) {
        scene_report(scene, "text leaves its region sideways", "%s leaves %s", scene_describe(item),
                     scene_describe(region));
    }
    /* A region as high as the page is the page, whose edges cut (check_cut). */
    if (in.h >= item->clip.h) {
        return;
    }
    if (line.y < in.y || box_bottom(line) > box_bottom(in)) {
        Box ink = ink_box(scene->ink, item);
        if (ink.y < in.y || box_bottom(ink) > box_bottom(in)) {
            scene_report(scene, "text leaves its region up or down", "%s leaves %s",
                         scene_describe(item), scene_describe(region));
        }
    }
}

/* ---- over one another ---- */

/* Whether b is the next line of the same paragraph, as far as a list tells. */
static bool is_next_line(const DrawItem *a, const DrawItem *b)
{
    return a->as.text.piece.style.size_px == b->as.text.piece.style.size_px &&
           a->as.text.piece.style.line_px == b->as.text.piece.style.line_px &&
           abs(a->as.text.pen.y - b->as.text.pen.y) == a->as.text.piece.style.line_px;
}

static void check_pair(const Scene *scene, const DrawItem *a, const DrawItem *b)
{
    if (!box_overlaps(scene_visible_line(scene, a), scene_visible_line(scene, b))) {
        return;
    }
    if (a->as.text.pen.y == b->as.text.pen.y) {
        /* Pieces of one line follow one another to the pixel; anything else is on top. */
        scene_report(scene, "text over text", "%s and %s", scene_describe(a), scene_describe(b));
        return;
    }
    /* The strict box holds the highest accent and the deepest tail of all languages, so that boxes
     * of tightly set lines meet where no letter does: the letters' own boxes decide, and between
     * the lines of one title the very pixels, for an accent may stand beside a tail. */
    bool meet = is_next_line(a, b) ? ink_meets(scene->ink, a, b)
                                   : box_overlaps(ink_box(scene->ink, a), ink_box(scene->ink, b));
    if (meet) {
        scene_report(scene, is_next_line(a, b) ? "lines overlap" : "text over text", "%s and %s",
                     scene_describe(a), scene_describe(b));
    }
}

/* ---- over pictures and seats ---- */

/* A seat or a mark: a small square shape; a disc where its radius is half of it. */
static bool is_mark(const Scene *scene, const DrawItem *item)
{
    return item->kind == DRAW_SHAPE && item->box.w == item->box.h &&
           item->box.w <= theme_px(&scene->theme, 80);
}

static bool mark_meets(const DrawItem *mark, Box box)
{
    if (mark->as.shape.radius * 2 < mark->box.w - 1) {
        return box_overlaps(mark->box, box);
    }
    /* In halves of a pixel: the disc's middle and the nearest point of the box. */
    int64_t x = 2 * mark->box.x + mark->box.w, y = 2 * mark->box.y + mark->box.h;
    int64_t near_x = x < 2 * box.x ? 2 * box.x : x > 2 * box_right(box) ? 2 * box_right(box) : x;
    int64_t near_y = y < 2 * box.y ? 2 * box.y : y > 2 * box_bottom(box) ? 2 * box_bottom(box) : y;
    return (x - near_x) * (x - near_x) + (y - near_y) * (y - near_y) <
           (int64_t)mark->box.w * mark->box.w;
}

static void check_picture(const Scene *scene, const DrawItem *text, const DrawItem *item)
{
    bool mark = is_mark(scene, item);
    bool picture = item->kind == DRAW_IMAGE || item->kind == DRAW_QR || item->kind == DRAW_ICON;
    if (!mark && !picture) {
        return;
    }
    Box line = scene_visible_line(scene, text), box = scene_visible(scene, item);
    if (!box_overlaps(line, box) || (mark && box_contains(item->box, line))) {
        return;
    }
    /* As above: figures are lower than the strict box, and stand close to the seats. */
    Box ink = box_intersect(ink_box(scene->ink, text), line);
    if (mark ? mark_meets(item, ink) : box_overlaps(ink, box)) {
        scene_report(scene, mark ? "text over a seat" : "text over a picture", "%s over %s",
                     scene_describe(text), scene_describe(item));
    }
}

/* ---- words ---- */

/* The first byte of a letter, or any byte of one beyond ASCII: enough for words of content. */
static bool is_letter(char byte)
{
    return (unsigned char)byte >= 0x80 || isalpha((unsigned char)byte) != 0;
}

/* The last word of one line and the first of the next are no words of the content, but together
 * they are one. */
static void check_break(const Scene *scene, const DrawItem *a, const DrawItem *b)
{
    const TextPiece *one = &a->as.text.piece, *two = &b->as.text.piece;
    if (scene->lexicon == NULL || !is_next_line(a, b) || b->as.text.pen.y < a->as.text.pen.y ||
        one->length == 0 || two->length == 0 || !is_letter(one->text[one->length - 1]) ||
        !is_letter(two->text[0])) {
        return;
    }
    size_t start = one->length, end = 0;
    while (start > 0 && one->text[start - 1] != ' ') {
        start--;
    }
    while (end < two->length && two->text[end] != ' ') {
        end++;
    }
    char word[256];
    size_t head = one->length - start;
    if (head + end >= sizeof word) {
        return;
    }
    memcpy(word, one->text + start, head);
    memcpy(word + head, two->text, end);
    bool words =
        lexicon_has(scene->lexicon, word, head) && lexicon_has(scene->lexicon, word + head, end);
    if (!words && lexicon_has(scene->lexicon, word, head + end)) {
        scene_report(scene, "word broken", "%s and %s", scene_describe(a), scene_describe(b));
    }
}

/* ---- all of them ---- */

void rules_check_text(const Scene *scene)
{
    const DrawList *list = scene->list;
    size_t *shown = malloc((list->count + 1) * sizeof *shown), count = 0;
    const DrawItem *region = NULL;
    for (size_t i = scene->first; shown != NULL && i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        region = item->kind == DRAW_REGION ? item : region;
        if (!is_shown(scene, i)) {
            continue;
        }
        check_cut(scene, item);
        if (region != NULL) {
            check_region(scene, item, region);
        }
        for (size_t j = 0; j < count; j++) {
            check_pair(scene, &list->items[shown[j]], item);
        }
        if (count > 0) {
            check_break(scene, &list->items[shown[count - 1]], item);
        }
        shown[count++] = i;
    }
    for (size_t i = scene->first; i < list->count; i++) {
        for (size_t j = 0; j < count; j++) {
            check_picture(scene, &list->items[shown[j]], &list->items[i]);
        }
    }
    free(shown);
}
