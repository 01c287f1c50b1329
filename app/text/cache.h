/* Cache: finished layouts by the question they answer. Internal to text/.
 *
 * A layout is one block of memory with its question behind it. What was asked for lately stays;
 * of the rest, the least lately used go when the budget is full. */
#ifndef FOYER_TEXT_CACHE_H
#define FOYER_TEXT_CACHE_H

#include "text/text.h"

/* A question to text_layout, or to text_width (one_line). All borrowed. */
typedef struct Question {
    const char *string;
    size_t length;
    const TextSpan *spans;
    int span_count;
    TextStyle style;
    int32_t width, max_lines;
    unsigned flags;
    bool one_line;
} Question;

typedef struct CacheEntry CacheEntry;

struct CacheEntry {
    TextLayout layout; /* points into this block, or to constants */
    CacheEntry *chain; /* of the same slot */
    CacheEntry *newer, *older;
    uint64_t hash;
    uint64_t frame;    /* when it was last asked for */
    size_t bytes;      /* of the block */
    Question question; /* its string and spans are copies in this block */
    bool whole;        /* question.string is all of it; else the answer needed only this much */
};

typedef struct Cache {
    CacheEntry **slots;
    size_t slot_count; /* a power of two */
    size_t count, bytes, budget_bytes;
    CacheEntry *newest, *oldest;
    uint64_t frame;
} Cache;

void cache_init(Cache *cache, size_t budget_bytes);
void cache_finish(Cache *cache);

/* A new frame begins. What was asked for in it and the two before it is never let go. */
void cache_begin_frame(Cache *cache);

/* The question's layout, or NULL; `*hash` is for cache_add. */
const TextLayout *cache_find(Cache *cache, const Question *question, uint64_t *hash);

/* Takes over a block from malloc that is filled but for the links. */
void cache_add(Cache *cache, CacheEntry *entry);

#endif
