/* See textures.h. */
#include "draw/textures.h"

#include <SDL.h>
#include <stdlib.h>

#include "base/check.h"

enum { FIRST_BUCKETS = 64 };

typedef struct Entry Entry;
struct Entry {
    uint64_t name;
    Texture texture;
    size_t bytes;
    Entry *next;            /* in its bucket */
    Entry *older, *younger; /* by use */
};

struct Textures {
    size_t budget_bytes, bytes, count;
    Entry **buckets;
    size_t bucket_count; /* a power of 2 */
    Entry *oldest, *youngest;
};

Textures *textures_create(size_t budget_bytes)
{
    Textures *textures = calloc(1, sizeof *textures);
    CHECK(textures != NULL);
    textures->budget_bytes = budget_bytes;
    textures->bucket_count = FIRST_BUCKETS;
    textures->buckets = calloc(FIRST_BUCKETS, sizeof *textures->buckets);
    CHECK(textures->buckets != NULL);
    return textures;
}

static Entry **bucket_of(const Textures *textures, uint64_t name)
{
    return &textures->buckets[(size_t)name & (textures->bucket_count - 1)];
}

static void unlink_use(Textures *textures, Entry *entry)
{
    *(entry->older != NULL ? &entry->older->younger : &textures->oldest) = entry->younger;
    *(entry->younger != NULL ? &entry->younger->older : &textures->youngest) = entry->older;
}

static void link_youngest(Textures *textures, Entry *entry)
{
    entry->younger = NULL;
    entry->older = textures->youngest;
    *(entry->older != NULL ? &entry->older->younger : &textures->oldest) = entry;
    textures->youngest = entry;
}

static void drop(Textures *textures, Entry *entry)
{
    Entry **link = bucket_of(textures, entry->name);
    while (*link != entry) {
        link = &(*link)->next;
    }
    *link = entry->next;
    unlink_use(textures, entry);
    textures->bytes -= entry->bytes;
    textures->count--;
    if (entry->texture.pixels != NULL) {
        SDL_DestroyTexture(entry->texture.pixels);
    }
    free(entry);
}

void textures_clear(Textures *textures)
{
    while (textures->oldest != NULL) {
        drop(textures, textures->oldest);
    }
}

void textures_destroy(Textures *textures)
{
    if (textures == NULL) {
        return;
    }
    textures_clear(textures);
    free(textures->buckets);
    free(textures);
}

const Texture *textures_find(Textures *textures, uint64_t name)
{
    for (Entry *entry = *bucket_of(textures, name); entry != NULL; entry = entry->next) {
        if (entry->name == name) {
            unlink_use(textures, entry);
            link_youngest(textures, entry);
            return &entry->texture;
        }
    }
    return NULL;
}

static void grow(Textures *textures)
{
    Entry **was = textures->buckets;
    size_t was_count = textures->bucket_count;
    textures->bucket_count *= 2;
    textures->buckets = calloc(textures->bucket_count, sizeof(Entry *));
    CHECK(textures->buckets != NULL);
    for (size_t i = 0; i < was_count; i++) {
        for (Entry *entry = was[i]; entry != NULL;) {
            Entry *next = entry->next;
            Entry **bucket = bucket_of(textures, entry->name);
            entry->next = *bucket;
            *bucket = entry;
            entry = next;
        }
    }
    free(was);
}

const Texture *textures_put(Textures *textures, uint64_t name, Texture texture)
{
    size_t bytes = sizeof(Entry);
    if (texture.pixels != NULL) {
        bytes += (size_t)texture.w * (size_t)texture.h * 4;
    }
    while (textures->oldest != NULL && textures->bytes + bytes > textures->budget_bytes) {
        drop(textures, textures->oldest);
    }
    if (textures->count >= textures->bucket_count) {
        grow(textures);
    }
    Entry *entry = malloc(sizeof *entry);
    CHECK(entry != NULL);
    Entry **bucket = bucket_of(textures, name);
    *entry = (Entry){.name = name, .texture = texture, .bytes = bytes, .next = *bucket};
    *bucket = entry;
    link_youngest(textures, entry);
    textures->bytes += bytes;
    textures->count++;
    return &entry->texture;
}

size_t textures_bytes(const Textures *textures)
{
    return textures->bytes;
}
