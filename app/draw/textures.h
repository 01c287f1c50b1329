/* Textures: what is costly to make, kept by a 64-bit name within a budget of bytes; what was not
 * used for longest goes first. For the painter and its parts. */
#ifndef FOYER_DRAW_TEXTURES_H
#define FOYER_DRAW_TEXTURES_H

#include <stddef.h>
#include <stdint.h>

struct SDL_Texture;

typedef struct Texture {
    struct SDL_Texture *pixels; /* NULL: known to have nothing to show */
    int32_t w, h;               /* px */
    int32_t left, top;          /* px, where its corner lies from the point it is drawn at */
} Texture;

typedef struct Textures Textures;

/* Keeps at most `budget` bytes, or one texture where that one alone is larger. */
Textures *textures_create(size_t budget_bytes);
/* Destroys the textures as well: before their renderer goes. */
void textures_destroy(Textures *textures);
void textures_clear(Textures *textures);

/* The texture of that name, now the one used last, or NULL. Borrowed until the next put. */
const Texture *textures_find(Textures *textures, uint64_t name);
/* Takes the texture over. The name must not be there yet. */
const Texture *textures_put(Textures *textures, uint64_t name, Texture texture);

size_t textures_bytes(const Textures *textures);

#endif
