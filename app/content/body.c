/* Parses a news item's Markdown into blocks of plain text with spans, for the screens to lay out.
 *
 * cmark does the parsing; this walks its tree once, without recursion, and flattens it: nested
 * emphasis becomes flags, pictures become blocks of their own, code becomes plain text, HTML is
 * left out. Bounds keep what an enemy writes as cheap as what staff write. */
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "content/builder.h"
#include "content/markdown.h"

enum { BODY_BYTES_READ = 1000000 };

/* ---- links and pictures ---- */

/* The address of a link worth following: one on the web or by mail, or without a scheme. */
static const char *safe_link(Builder *b, const char *url)
{
    static const char *const SCHEMES[] = {"https:", "http:", "mailto:"};
    size_t count = url != NULL ? strlen(url) : 0;
    if (count == 0 || count > 2000 || !utf8_is_valid(url, count, NULL)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if ((unsigned char)url[i] <= 0x20 || url[i] == 0x7F) {
            return NULL;
        }
    }
    bool safe = url[strcspn(url, ":/?#")] != ':';
    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0] && !safe; i++) {
        safe = strncmp(url, SCHEMES[i], strlen(SCHEMES[i])) == 0;
    }
    const char *copy = safe ? arena_copy_text(b->arena, url, count) : NULL;
    b->failed = b->failed || (safe && copy == NULL);
    return copy;
}

static void enter_picture(Builder *b, cmark_node *node)
{
    if (b->pictures++ > 0) {
        return; /* a picture inside a caption is none */
    }
    b->resume = b->block.kind == BLOCK_LIST_ITEM ? BLOCK_PARAGRAPH : b->block.kind;
    int depth = b->resume == BLOCK_HEADING ? b->block.depth : 0;
    builder_end(b);
    builder_begin(b, BLOCK_PICTURE, depth, 0);
    const char *slug = cmark_node_get_url(node);
    b->block.picture = content_id(slug != NULL ? slug : "");
}

static void leave_picture(Builder *b)
{
    if (--b->pictures > 0) {
        return;
    }
    int depth = b->block.depth;
    b->block.depth = 0;
    builder_end(b);
    builder_begin(b, b->resume, depth, 0);
}

/* ---- the walk ---- */

/* Numbers an item by its sibling before it: its number, or 0 in a bulleted list. */
static void number_item(cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) {
        return;
    }
    cmark_node *before = cmark_node_previous(item);
    int start = cmark_node_get_list_start(list);
    intptr_t number = before != NULL ? (intptr_t)cmark_node_get_user_data(before) + 1
                      : start > 0    ? start
                                     : 1; /* 0 is said of bulleted lists */
    (void)cmark_node_set_user_data(item, (void *)number);
}

/* A paragraph, or code that stands like one. In a list item the first is the item, and those right
 * behind it go on in it after a break. */
static void enter_paragraph(Builder *b, cmark_node *node)
{
    if (b->open) {
        return;
    }
    cmark_node *parent = cmark_node_parent(node);
    cmark_node_type type = parent != NULL ? cmark_node_get_type(parent) : CMARK_NODE_DOCUMENT;
    if (type == CMARK_NODE_ITEM && cmark_node_previous(node) == NULL) {
        builder_begin(b, BLOCK_LIST_ITEM, b->list_depth,
                      (int)(intptr_t)cmark_node_get_user_data(parent));
    } else {
        builder_begin(b, type == CMARK_NODE_BLOCK_QUOTE ? BLOCK_QUOTE : BLOCK_PARAGRAPH, 0, 0);
    }
}

static bool goes_on(cmark_node *node)
{
    cmark_node *next = cmark_node_next(node);
    cmark_node *parent = cmark_node_parent(node);
    return next != NULL && parent != NULL && cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
           cmark_node_get_type(next) == CMARK_NODE_PARAGRAPH;
}

static void leave_paragraph(Builder *b, cmark_node *node)
{
    if (goes_on(node) && b->open && b->block.kind == BLOCK_LIST_ITEM && b->count > 0) {
        builder_add_break(b);
    } else {
        builder_end(b);
    }
}

static void add_literal(Builder *b, cmark_node *node)
{
    const char *text = cmark_node_get_literal(node);
    if (text != NULL) {
        builder_add_text(b, text, strlen(text));
    }
}

/* <br> is the one piece of HTML that means something to a reader of plain text. */
static void add_html(Builder *b, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    if (html != NULL && strncmp(html, "<br", 3) == 0) {
        builder_add_break(b);
    }
}

static void visit_inline(Builder *b, cmark_node *node, cmark_node_type type, bool entering)
{
    int step = entering ? 1 : -1;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
        add_literal(b, node);
    } else if (type == CMARK_NODE_SOFTBREAK) {
        builder_add_text(b, " ", 1);
    } else if (type == CMARK_NODE_LINEBREAK) {
        builder_add_break(b);
    } else if (type == CMARK_NODE_HTML_INLINE) {
        add_html(b, node);
    } else if (type == CMARK_NODE_EMPH) {
        b->emphasis += step;
    } else if (type == CMARK_NODE_STRONG) {
        b->strong += step;
    } else if (type == CMARK_NODE_LINK) {
        b->link = entering ? safe_link(b, cmark_node_get_url(node)) : NULL;
    } else if (type == CMARK_NODE_IMAGE && entering) {
        enter_picture(b, node);
    } else if (type == CMARK_NODE_IMAGE) {
        leave_picture(b);
    }
}

static void visit(Builder *b, cmark_node *node, bool entering)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST) {
        b->list_depth += entering ? 1 : -1;
    } else if (type == CMARK_NODE_ITEM && entering) {
        number_item(node);
    } else if (type == CMARK_NODE_PARAGRAPH && entering) {
        enter_paragraph(b, node);
    } else if (type == CMARK_NODE_PARAGRAPH) {
        leave_paragraph(b, node);
    } else if (type == CMARK_NODE_HEADING && entering) {
        builder_begin(b, BLOCK_HEADING, cmark_node_get_heading_level(node), 0);
    } else if (type == CMARK_NODE_HEADING) {
        builder_end(b);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        enter_paragraph(b, node);
        builder_add_lines(b, cmark_node_get_literal(node));
        builder_end(b);
    } else {
        visit_inline(b, node, type, entering);
    }
}

static bool walk(Builder *b, cmark_iter *iterator)
{
    cmark_event_type event;
    while (!b->failed && !b->full && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        visit(b, cmark_iter_get_node(iterator), event == CMARK_EVENT_ENTER);
    }
    if (b->full) {
        log_line(LOG_WARNING, "an article is cut after %d paragraphs", BLOCKS_MOST);
    }
    return !b->failed;
}

bool body_parse(Arena *arena, const char *markdown, size_t count, Body *out)
{
    *out = (Body){0};
    if (count > BODY_BYTES_READ) {
        count = BODY_BYTES_READ;
    }
    Markdown parsed;
    Builder b = {.arena = arena};
    bool good = markdown_parse(&parsed, markdown, count) && walk(&b, parsed.iterator);
    if (good) {
        size_t bytes = (size_t)b.block_count * sizeof(Block);
        Block *blocks = (Block *)arena_alloc(arena, bytes);
        good = blocks != NULL;
        if (good && bytes > 0) {
            memcpy(blocks, b.blocks, bytes);
        }
        *out = (Body){.block_count = good ? b.block_count : 0, .blocks = blocks, .words = b.words};
    }
    builder_finish(&b);
    markdown_finish(&parsed);
    return good;
}
