/* Builder: collects the blocks of a body, text by text. For body.c only.
 *
 * One block is under way at a time. Its text grows here, each run of blanks as one space, and is
 * copied to the arena when it ends. After a failure (no memory) or past the bound on blocks every
 * call does nothing; body.c looks at `failed` and `full` as it goes. */
#ifndef FOYER_CONTENT_BUILDER_H
#define FOYER_CONTENT_BUILDER_H

#include "base/arena.h"
#include "content/content.h"

enum { BLOCKS_MOST = 20000, DEPTH_MOST = 16, SPANS_MOST = 1000 };

typedef struct Builder {
    Arena *arena;
    Block *blocks; /* growing; copied to the arena at the end */
    int block_count, block_room;
    char *text; /* of the block under way */
    size_t count, room;
    Span *spans;
    int span_count, span_room;
    Block block; /* the block under way */
    bool open;
    bool failed; /* no memory */
    bool full;   /* BLOCKS_MOST has been reached */
    int words;
    int list_depth, emphasis, strong, pictures;
    const char *link;
    BlockKind resume; /* what goes on behind a picture in the middle of a text */
} Builder;

/* Begins a block; what was under way has been ended. */
void builder_begin(Builder *b, BlockKind kind, int depth, int number);

/* Files the block under way, if there is one. One without text is none, unless it is a picture. */
void builder_end(Builder *b);

/* Adds text to the block under way, in the emphasis and link that are on. */
void builder_add_text(Builder *b, const char *text, size_t count);

/* Adds a hard break, which takes the place of the space before it; none at the beginning. */
void builder_add_break(Builder *b);

/* Adds text of which each line is one. */
void builder_add_lines(Builder *b, const char *text);

/* Frees what is not the arena's. */
void builder_finish(Builder *b);

#endif
