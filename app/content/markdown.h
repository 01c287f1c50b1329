/* Markdown: cmark in an arena, so that it can run out of memory without stopping the program, and
 * all it took goes at once. For body.c and the check of links. */
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

#endif
