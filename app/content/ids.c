/* Finds things by Id: the tables behind content_find_delegation, _find_news and the pictures. */
#include "base/hash.h"
#include "content/snapshot.h"

#include <string.h>

Id content_id(const char *slug)
{
    Id id = hash_bytes(HASH_SEED, slug, strlen(slug));
    return id != ID_NONE ? id : 1;
}

bool id_table_init(IdTable *table, Arena *arena, size_t most)
{
    size_t count = 8;
    while (count < most * 2) {
        count *= 2;
    }
    table->places = (struct IdPlace *)arena_alloc(arena, count * sizeof *table->places);
    table->count = table->places != NULL ? count : 0;
    return table->places != NULL;
}

/* The place of the id, or the free one where it would be. */
static struct IdPlace *place_of(const IdTable *table, Id id)
{
    size_t at = (size_t)hash_u64(0, id) & (table->count - 1);
    while (table->places[at].id != id && table->places[at].id != ID_NONE) {
        at = (at + 1) & (table->count - 1);
    }
    return &table->places[at];
}

bool id_table_add(IdTable *table, Id id, int32_t at)
{
    struct IdPlace *place = place_of(table, id);
    if (place->id == id) {
        return false;
    }
    *place = (struct IdPlace){id, at};
    return true;
}

int id_table_find(const IdTable *table, Id id)
{
    if (table->count == 0 || id == ID_NONE) {
        return -1;
    }
    const struct IdPlace *place = place_of(table, id);
    return place->id == id ? place->at : -1;
}
