/* See markdown_html.h. cmark's tree is changed so that its own writer gives what is wanted. */
#include "desk/markdown_html.h"

#include <cmark.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the pictures of a text ---- */

typedef struct Pictures {
    cmark_node **nodes; /* in the order of the text */
    size_t count, room;
} Pictures;

static bool remember(Pictures *pictures, cmark_node *node)
{
    if (pictures->count == pictures->room) {
        size_t room = pictures->room * 2 + 16;
        cmark_node **more = (cmark_node **)realloc(pictures->nodes, room * sizeof *more);
        if (more == NULL) {
            return false;
        }
        pictures->nodes = more;
        pictures->room = room;
    }
    pictures->nodes[pictures->count++] = node;
    return true;
}

static bool find_pictures(cmark_node *document, Pictures *pictures)
{
    bool good = true;
    cmark_event_type event;
    cmark_iter *iterator = cmark_iter_new(document);
    while (good && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            good = remember(pictures, node);
        }
    }
    cmark_iter_free(iterator);
    return good;
}

/* ---- as blocks ---- */

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* The paragraph or heading that it stands in, and in `*top` the part of that in which. */
static cmark_node *block_of(cmark_node *node, cmark_node **top)
{
    cmark_node *block = cmark_node_parent(node);
    *top = node;
    while (cmark_node_get_type(block) > CMARK_NODE_LAST_BLOCK) {
        *top = block;
        block = cmark_node_parent(block);
    }
    return block;
}

static bool is_in_caption(cmark_node *node)
{
    for (node = cmark_node_parent(node); node != NULL; node = cmark_node_parent(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            return true;
        }
    }
    return false;
}

/* What follows `node` in its block as a block of the same kind behind it. */
static void split_behind(cmark_node *block, cmark_node *node)
{
    cmark_node *rest = cmark_node_new(cmark_node_get_type(block));
    if (cmark_node_get_type(block) == CMARK_NODE_HEADING) {
        (void)cmark_node_set_heading_level(rest, cmark_node_get_heading_level(block));
    }
    for (cmark_node *next = cmark_node_next(node); next != NULL; next = cmark_node_next(node)) {
        bool leads = cmark_node_first_child(rest) == NULL;
        if (leads && is_break(next)) {
            cmark_node_free(next);
        } else {
            (void)cmark_node_append_child(rest, next);
        }
    }
    if (cmark_node_first_child(rest) == NULL || !cmark_node_insert_after(block, rest)) {
        cmark_node_free(rest);
    }
}

/* Takes the block away where nothing is left of it. */
static void tidy_end(cmark_node *block)
{
    cmark_node *last = cmark_node_last_child(block);
    if (last != NULL && is_break(last)) {
        cmark_node_free(last);
    }
    if (cmark_node_first_child(block) == NULL) {
        cmark_node_free(block);
    }
}

static void write_escaped(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            (void)fputs("&amp;", out);
            break;
        case '<':
            (void)fputs("&lt;", out);
            break;
        case '>':
            (void)fputs("&gt;", out);
            break;
        case '"':
            (void)fputs("&quot;", out);
            break;
        default:
            (void)fputc(*text, out);
        }
    }
}

static bool is_slug(const char *text)
{
    size_t count = strlen(text);
    return count >= 1 && count <= 100 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == count;
}

/* The beginning of the picture's element; malloc'ed. What is no picture's address loads nothing. */
static char *figure_begin(cmark_node *picture)
{
    const char *slug = cmark_node_get_url(picture), *title = cmark_node_get_title(picture);
    char *text = NULL;
    size_t count = 0;
    FILE *out = open_memstream(&text, &count);
    if (out == NULL) {
        return NULL;
    }
    slug = slug != NULL ? slug : "";
    (void)fputs("<figure data-picture=\"", out);
    write_escaped(out, slug);
    (void)fprintf(out, "\"><img src=\"%s%s\" alt=\"", is_slug(slug) ? "/api/pictures/" : "",
                  is_slug(slug) ? slug : "");
    write_escaped(out, title != NULL ? title : "");
    (void)fputs("\"><figcaption>", out);
    if (fclose(out) != 0) {
        free(text);
        text = NULL;
    }
    return text;
}

/* Puts the picture, with its caption, behind the part of the text before it. */
static bool make_block(cmark_node *picture)
{
    cmark_node *top, *block = block_of(picture, &top);
    char *begin = figure_begin(picture);
    cmark_node *figure = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    bool good = begin != NULL && figure != NULL && cmark_node_set_on_enter(figure, begin) != 0 &&
                cmark_node_set_on_exit(figure, "</figcaption></figure>") != 0;
    free(begin);
    if (!good) {
        cmark_node_free(figure);
        return false;
    }
    split_behind(block, top);
    (void)cmark_node_insert_after(block, figure);
    for (cmark_node *child = cmark_node_first_child(picture); child != NULL;
         child = cmark_node_first_child(picture)) {
        (void)cmark_node_append_child(figure, child);
    }
    cmark_node_free(picture);
    tidy_end(block);
    return true;
}

/* Of a picture inside a caption the words are left, as on the display. */
static void unwrap(cmark_node *picture)
{
    for (cmark_node *child = cmark_node_first_child(picture); child != NULL;
         child = cmark_node_first_child(picture)) {
        (void)cmark_node_insert_before(picture, child);
    }
    cmark_node_free(picture);
}

/* Inner ones first: they are later in the order. */
static bool make_blocks(cmark_node *document)
{
    Pictures pictures = {0};
    bool good = find_pictures(document, &pictures);
    for (size_t i = pictures.count; good && i-- > 0;) {
        if (is_in_caption(pictures.nodes[i])) {
            unwrap(pictures.nodes[i]);
        } else {
            good = make_block(pictures.nodes[i]);
        }
    }
    free(pictures.nodes);
    return good;
}

char *markdown_html(const char *markdown, size_t count)
{
    cmark_node *document = cmark_parse_document(markdown, count, CMARK_OPT_VALIDATE_UTF8);
    char *html = NULL;
    if (document != NULL && make_blocks(document)) {
        html = cmark_render_html(document, CMARK_OPT_DEFAULT);
    }
    cmark_node_free(document);
    return html;
}
