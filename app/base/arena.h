/* Arena: memory that is handed out piece by piece and taken back all at once.
 *
 * Two lifetimes use it: a content snapshot and a frame. Nothing in it is freed alone. */
#ifndef FOYER_BASE_ARENA_H
#define FOYER_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *first;  /* all chunks, newest first */
    size_t chunk_bytes; /* the size of a new chunk */
    size_t total_bytes; /* what all chunks take */
} Arena;

/* An empty arena that grows by `chunk_bytes` at a time; takes no memory yet. */
void arena_init(Arena *arena, size_t chunk_bytes);

/* Gives everything back. The arena is empty and usable again. */
void arena_finish(Arena *arena);

/* Forgets everything handed out but keeps one chunk, so that a frame after the first allocates
 * nothing. */
void arena_reset(Arena *arena);

/* `bytes` zeroed bytes, aligned for any type; NULL where there is no memory. */
void *arena_alloc(Arena *arena, size_t bytes);

/* A copy of `count` bytes of text with a 0 behind; NULL where there is no memory. */
char *arena_copy_text(Arena *arena, const char *text, size_t count);

/* printf into the arena: the text, never NULL (memory run out stops the program). For frames. */
const char *arena_printf(Arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
