/* See arena.h. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

struct ArenaChunk {
    ArenaChunk *next;
    size_t used, size; /* bytes behind this head */
};

static const size_t ALIGNMENT = alignof(max_align_t);

/* Where a chunk's bytes begin, from its head: the head rounded up to the alignment. */
static size_t head_bytes(void)
{
    return (sizeof(ArenaChunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void arena_init(Arena *arena, size_t chunk_bytes)
{
    *arena = (Arena){.chunk_bytes = chunk_bytes};
}

void arena_finish(Arena *arena)
{
    for (ArenaChunk *chunk = arena->first; chunk != NULL;) {
        ArenaChunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    arena->first = NULL;
    arena->total_bytes = 0;
}

void arena_reset(Arena *arena)
{
    ArenaChunk *keep = arena->first;
    if (keep == NULL) {
        return;
    }
    arena->first = keep->next;
    arena_finish(arena);
    if (keep->size > arena->chunk_bytes) {
        free(keep); /* one large frame must not hold its memory for ever */
        return;
    }
    keep->next = NULL;
    keep->used = 0;
    arena->first = keep;
    arena->total_bytes = keep->size;
}

void *arena_alloc(Arena *arena, size_t bytes)
{
    if (bytes > SIZE_MAX / 2) {
        return NULL;
    }
    size_t want = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ArenaChunk *chunk = arena->first;
    if (chunk == NULL || chunk->size - chunk->used < want) {
        size_t size = want > arena->chunk_bytes ? want : arena->chunk_bytes;
        chunk = (ArenaChunk *)malloc(head_bytes() + size);
        if (chunk == NULL) {
            return NULL;
        }
        *chunk = (ArenaChunk){.next = arena->first, .size = size};
        arena->first = chunk;
        arena->total_bytes += size;
    }
    unsigned char *at = (unsigned char *)chunk + head_bytes() + chunk->used;
    chunk->used += want;
    memset(at, 0, bytes);
    return at;
}

char *arena_copy_text(Arena *arena, const char *text, size_t count)
{
    char *copy = (char *)arena_alloc(arena, count + 1);
    if (copy != NULL && count > 0) {
        memcpy(copy, text, count);
    }
    return copy;
}

const char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int count = vsnprintf(NULL, 0, format, args);
    va_end(args);
    CHECK(count >= 0);
    char *text = (char *)arena_alloc(arena, (size_t)count + 1);
    CHECK(text != NULL);
    (void)vsnprintf(text, (size_t)count + 1, format, again);
    va_end(again);
    return text;
}
