/* Article parts: the blocks of a news item as they stand in the column of text.
 *
 * A part is a block, or a stretch of a long paragraph that ends with a sentence, so that an
 * endless paragraph costs no more than what shows of it. */
#ifndef FOYER_SCREENS_ARTICLE_PARTS_H
#define FOYER_SCREENS_ARTICLE_PARTS_H

#include "screens/screen.h"

typedef struct ArticlePart {
    int block;              /* index in the body */
    uint32_t start, length; /* bytes of the block's text */
    bool first, last;       /* of its block */
} ArticlePart;

/* Splits a body into parts; malloc'ed: the caller frees it. Stops where memory runs out. */
ArticlePart *article_parts_split(const Body *body, int *count);

/* What a part is likely to take, in px of height, before it is laid out. */
int32_t article_part_estimate(const View *view, const Body *body, const ArticlePart *part,
                              int32_t width);

/* A part in a column; its height with the space below it. Draws where `draw`. */
int32_t article_part(const View *view, const Body *body, const ArticlePart *part, int32_t x,
                     int32_t y, int32_t width, bool draw);

/* The addresses of a body's links, each once, in order; at most `most`. Their number. */
int article_links(const Body *body, const char **links, int most);

#endif
