/* See article_parts.h. */
#include "screens/article_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "screens/parts.h"

enum {
    PART_BYTES = 3000, /* a longer paragraph is split behind the first sentence past this */
    SPANS_MOST = 256,  /* in one part; what goes past it is shown plain */
    MARK_LINK = 1
};

/* Where the part that begins at `start` ends: behind a sentence, a space, or at worst a letter. */
static uint32_t part_end(const Block *block, uint32_t start)
{
    const char *text = block->text;
    size_t length = block->length;
    if (length - start <= PART_BYTES + PART_BYTES / 2) {
        return (uint32_t)length;
    }
    size_t space = 0;
    for (size_t at = start + PART_BYTES; at + 1 < length && at < start + 2 * (size_t)PART_BYTES;
         at++) {
        if (text[at] == ' ' || text[at] == '\n') {
            space = space == 0 ? at + 1 : space;
            if (text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?') {
                return (uint32_t)at + 1;
            }
        }
    }
    if (space > 0) {
        return (uint32_t)space;
    }
    size_t at = start + PART_BYTES;
    while (at < length && ((unsigned char)text[at] & 0xC0) == 0x80) {
        at++;
    }
    return (uint32_t)at;
}

ArticlePart *article_parts_split(const Body *body, int *count)
{
    int room = body->block_count + 8, used = 0;
    ArticlePart *parts = (ArticlePart *)malloc(sizeof *parts * (size_t)room);
    CHECK(parts != NULL);
    for (int i = 0; i < body->block_count; i++) {
        const Block *block = &body->blocks[i];
        uint32_t start = 0;
        do {
            if (used == room) {
                room *= 2;
                ArticlePart *grown = (ArticlePart *)realloc(parts, sizeof *parts * (size_t)room);
                CHECK(grown != NULL);
                parts = grown;
            }
            uint32_t end = part_end(block, start);
            parts[used++] = (ArticlePart){.block = i,
                                          .start = start,
                                          .length = end - start,
                                          .first = start == 0,
                                          .last = end >= block->length};
            start = end;
        } while (start < block->length);
    }
    *count = used;
    return parts;
}

static Role block_role(const Block *block)
{
    return block->kind == BLOCK_HEADING ? ROLE_ARTICLE_HEADING : ROLE_ARTICLE_TEXT;
}

static TextStyle block_style(const Theme *theme, const Block *block)
{
    TextStyle style = theme_style(theme, block_role(block));
    if (block->kind == BLOCK_HEADING && block->depth > 2) {
        style = theme_style_sized(theme, ROLE_ARTICLE_HEADING, 36);
    }
    if (block->kind == BLOCK_QUOTE) {
        style.face = FACE_SERIF_ITALIC;
    }
    return style;
}

/* How far a list item's number reaches, with the space behind it. */
static int32_t number_width(const View *view, const Block *block)
{
    const Ui *ui = &view->ui;
    return ui_width(ui, arena_printf(ui->arena, "%d.", block->number), ROLE_ARTICLE_TEXT) +
           theme_text_px(ui->theme, 12);
}

/* How far a block's text stands in from the column's left edge. */
static int32_t block_indent(const View *view, const Block *block)
{
    const Theme *theme = view->ui.theme;
    switch (block->kind) {
    case BLOCK_LIST_ITEM: {
        int32_t indent = theme_text_px(theme, 52.0f * (float)clamp_i32(block->depth, 1, 5));
        return block->number > 0 ? max_i32(indent, number_width(view, block)) : indent;
    }
    case BLOCK_QUOTE:
        return theme_text_px(theme, 44);
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_PICTURE:
        break;
    }
    return 0;
}

static const TextLayout *part_layout(const View *view, const Block *block, const ArticlePart *part,
                                     int32_t width)
{
    TextSpan spans[SPANS_MOST];
    int count = 0;
    for (int i = 0; i < block->span_count && count < SPANS_MOST; i++) {
        const Span *span = &block->spans[i];
        uint32_t from = span->start > part->start ? span->start : part->start;
        uint32_t to = span->start + span->length < part->start + part->length
                          ? span->start + span->length
                          : part->start + part->length;
        if (from >= to) {
            continue;
        }
        bool heading = block->kind == BLOCK_HEADING;
        uint8_t face = (span->flags & SPAN_STRONG) != 0 || heading ? FACE_SERIF_SEMIBOLD
                       : (span->flags & SPAN_EMPHASIS) != 0
                           ? (block->kind == BLOCK_QUOTE ? FACE_SERIF : FACE_SERIF_ITALIC)
                           : (uint8_t)block_style(view->ui.theme, block).face;
        spans[count++] = (TextSpan){.start = from - part->start,
                                    .length = to - from,
                                    .face = face,
                                    .mark = (span->flags & SPAN_LINK) != 0 ? MARK_LINK : 0};
    }
    uint32_t length = part->length;
    while (length > 0 && block->text[part->start + length - 1] == ' ') {
        length--;
    }
    while (count > 0 && spans[count - 1].start + spans[count - 1].length > length) {
        if (spans[count - 1].start >= length) {
            count--;
        } else {
            spans[count - 1].length = length - spans[count - 1].start;
        }
    }
    unsigned flags = block->kind == BLOCK_HEADING ? TEXT_BALANCE_LAST : 0;
    return text_layout(view->ui.text, block->text + part->start, length, spans, count,
                       block_style(view->ui.theme, block), max_i32(width, 1), 0, flags);
}

/* Space below a block, in u of text. */
static int32_t space_below(const Theme *theme, const Body *body, const ArticlePart *part)
{
    const Block *block = &body->blocks[part->block];
    if (!part->last) {
        return 0;
    }
    bool list_goes_on = block->kind == BLOCK_LIST_ITEM && part->block + 1 < body->block_count &&
                        body->blocks[part->block + 1].kind == BLOCK_LIST_ITEM;
    return theme_text_px(theme, block->kind == BLOCK_HEADING ? 10 : list_goes_on ? 8 : 32);
}

static int32_t draw_picture(const View *view, const Block *block, int32_t x, int32_t y,
                            int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    PictureSize size = content_picture_size(view->content, block->picture);
    int32_t w = width, h = 0;
    if (size.w > 0 && size.h > 0) {
        h = (int32_t)((int64_t)w * size.h / size.w);
        int32_t most = view->body.h * 7 / 10;
        if (h > most) {
            h = most;
            w = max_i32((int32_t)((int64_t)h * size.w / size.h), 1);
        }
    }
    if (draw && h > 0) {
        list_image(ui->list, (Box){x, y, w, h}, block->picture, theme_px(theme, 6));
    }
    if (block->length > 0) {
        int32_t gap = h > 0 ? theme_px(theme, 12) : 0;
        const TextLayout *caption = text_layout(ui->text, block->text, block->length, NULL, 0,
                                                theme_style(theme, ROLE_SMALL), width, 0, 0);
        if (draw) {
            list_layout(ui->list, caption, x, y + h + gap, theme->color.ink_soft);
        }
        h += gap + caption->height;
    }
    return h;
}

static void draw_bullet(const View *view, const Block *block, int32_t x, int32_t y,
                        const TextLayout *layout)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    if (layout->line_count == 0) {
        return;
    }
    if (block->number > 0) {
        const TextLayout *number = ui_layout(ui, arena_printf(ui->arena, "%d.", block->number),
                                             ROLE_ARTICLE_TEXT, TEXT_NO_WRAP, 1, 0);
        list_layout(ui->list, number, x - theme_text_px(theme, 12) - number->width, y,
                    theme->color.ink_soft);
        return;
    }
    int32_t size = theme_text_px(theme, 11);
    TextMetrics metrics = text_metrics(ui->text, theme_style(theme, ROLE_ARTICLE_TEXT));
    int32_t middle = y + layout->lines[0].baseline - metrics.x_height / 2;
    list_shape(ui->list, (Box){x - theme_text_px(theme, 30), middle - size / 2, size, size},
               size / 2, theme->color.brass_mark, 0, COLOR_NONE);
}

int32_t article_part(const View *view, const Body *body, const ArticlePart *part, int32_t x,
                     int32_t y, int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Block *block = &body->blocks[part->block];
    int32_t below = space_below(theme, body, part);
    if (block->kind == BLOCK_PICTURE) {
        return draw_picture(view, block, x, y, width, draw) + below;
    }
    int32_t indent = block_indent(view, block);
    const TextLayout *layout = part_layout(view, block, part, width - indent);
    int32_t above = block->kind == BLOCK_HEADING && part->block > 0 ? theme_text_px(theme, 14) : 0;
    if (draw) {
        list_layout_marked(ui->list, layout, x + indent, y + above, theme->color.ink,
                           theme->color.sky_deep);
        if (block->kind == BLOCK_QUOTE) {
            list_fill(ui->list,
                      (Box){x + theme_px(theme, 6), y, theme_px(theme, 5), layout->height},
                      theme->color.brass_mark);
        }
        if (block->kind == BLOCK_LIST_ITEM && part->first) {
            draw_bullet(view, block, x + indent, y, layout);
        }
    }
    return above + layout->height + below;
}

int32_t article_part_estimate(const View *view, const Body *body, const ArticlePart *part,
                              int32_t width)
{
    const Block *block = &body->blocks[part->block];
    TextStyle style = block_style(view->ui.theme, block);
    if (block->kind == BLOCK_PICTURE) {
        return width * 2 / 3;
    }
    /* A letter is about half its size wide; Cyrillic ones take two bytes. */
    int32_t a_line = max_i32(width * 2 / max_i32(style.size_px, 1), 1);
    int32_t lines = (int32_t)(part->length / (uint32_t)a_line) + 1;
    return lines * style.line_px + space_below(view->ui.theme, body, part);
}

int article_links(const Body *body, const char **links, int most)
{
    int count = 0;
    for (int i = 0; i < body->block_count; i++) {
        for (int j = 0; j < body->blocks[i].span_count; j++) {
            const char *link = body->blocks[i].spans[j].link;
            bool known = link == NULL || count == most;
            for (int k = 0; k < count && !known; k++) {
                known = strcmp(links[k], link) == 0;
            }
            if (!known) {
                links[count++] = link;
            }
        }
    }
    return count;
}
