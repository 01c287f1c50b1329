/* See find.h. */
#include "staff/find.h"

#include <stdlib.h>
#include <string.h>

#include "ui/focus.h"

static Box visible_box(const DrawList *list, const DrawItem *item)
{
    return box_intersect(box_intersect(item->as.text.line, item->clip), list->screen);
}

static bool is_readable(const DrawList *list, const DrawItem *item)
{
    return item->kind == DRAW_TEXT && !box_is_empty(visible_box(list, item));
}

/* Whether `next` goes on right where `last` ends: the same word in another face. */
static bool goes_on(const DrawItem *last, const DrawItem *next)
{
    return last->as.text.pen.y == next->as.text.pen.y &&
           last->as.text.pen.x + last->as.text.piece.width == next->as.text.pen.x;
}

/* All readable text; `*items` (may be NULL) gets the index of the item of each byte. */
static char *text_collect(const DrawList *list, uint32_t **items)
{
    size_t room = 1;
    for (size_t i = 0; i < list->count; i++) {
        room += is_readable(list, &list->items[i]) ? list->items[i].as.text.piece.length + 1u : 0u;
    }
    char *text = malloc(room);
    uint32_t *index = malloc(room * sizeof *index);
    if (text == NULL || index == NULL) {
        free(text);
        free(index);
        return NULL;
    }
    size_t length = 0;
    const DrawItem *last = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (!is_readable(list, item)) {
            continue;
        }
        bool apart = last != NULL && !goes_on(last, item);
        for (uint32_t k = 0; k < item->as.text.piece.length + (apart ? 1u : 0u); k++) {
            char c = apart && k == 0 ? ' ' : item->as.text.piece.text[k - (apart ? 1 : 0)];
            /* Blanks are one blank, as in the text that is looked for. */
            if (c != ' ' || (length > 0 && text[length - 1] != ' ')) {
                index[length] = (uint32_t)i;
                text[length++] = c;
            }
        }
        last = item;
    }
    text[length] = '\0';
    if (items != NULL) {
        *items = index;
    } else {
        free(index);
    }
    return text;
}

char *find_all_text(const DrawList *list)
{
    return text_collect(list, NULL);
}

/* Whether the match is all that its piece says: a button's word, not the same word in a sentence.
 */
static bool is_whole_piece(const DrawItem *item, const char *text)
{
    size_t length = strlen(text);
    return item->as.text.piece.length == length &&
           memcmp(item->as.text.piece.text, text, length) == 0;
}

Found find_text(const DrawList *list, const char *text, Point *out)
{
    uint32_t *items = NULL;
    char *all = text_collect(list, &items);
    Found found = FOUND_NOTHING;
    bool whole = false;
    const char *at = all != NULL && text[0] != '\0' ? strstr(all, text) : NULL;
    for (; at != NULL; at = strstr(at + 1, text)) {
        const DrawItem *item = &list->items[items[at - all]];
        Box box = visible_box(list, item);
        Point middle = {box.x + box.w / 2, box.y + box.h / 2};
        Found here = focus_at(list, middle) != NULL ? FOUND_TARGET : FOUND_TEXT_ONLY;
        bool is_whole = here == FOUND_TARGET && is_whole_piece(item, text);
        whole = whole || is_whole;
        if (is_whole || (!whole && found != FOUND_TARGET && here != found)) {
            found = here;
            *out = middle;
        }
    }
    free(all);
    free(items);
    return found;
}
