/* Markdown: cmark in an arena, so that it can run out of memory without stopping the program, and
 * all it took goes at once. For body.c, the check of links and the desk. */
#ifndef FOYER_CONTENT_MARKDOWN_H
#define FOYER_CONTENT_MARKDOWN_H

#include <cmark.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Markdown {
    Arena arena;
    cmark_node *document;
    cmark_iter *iterator; /* at the beginning of the document */
} Markdown;

/* Parses; false where there is no memory. To be finished either way. */
bool markdown_parse(Markdown *markdown, const char *text, size_t count);
void markdown_finish(Markdown *markdown);

/* Handed one address after another, never NULL, in the order of the text. False ends it. */
typedef bool (*MarkdownAddress)(void *context, const char *address);

/* Visits the pictures, or the links, of a text. False where a visit was, or where there is no
 * memory. */
bool markdown_pictures(const char *text, MarkdownAddress visit, void *context);
bool markdown_links(const char *text, MarkdownAddress visit, void *context);

#endif
