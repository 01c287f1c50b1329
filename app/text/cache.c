/* See cache.h. Called by layout.c. */
#include "text/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"

enum {
    HASHED_BYTES =
        512,        /* of the string: finding an article must not cost reading all of it twice */
    KEPT_FRAMES = 3 /* the current one and two before it */
};

void cache_init(Cache *cache, size_t budget_bytes)
{
    *cache = (Cache){.slot_count = 256, .budget_bytes = budget_bytes};
    cache->slots = calloc(cache->slot_count, sizeof(CacheEntry *));
    CHECK(cache->slots != NULL);
}

void cache_finish(Cache *cache)
{
    for (CacheEntry *entry = cache->newest, *older = NULL; entry != NULL; entry = older) {
        older = entry->older;
        free(entry);
    }
    free(cache->slots);
    memset(cache, 0, sizeof *cache);
}

static uint64_t hash_question(const Question *q)
{
    size_t hashed = q->length < HASHED_BYTES ? q->length : HASHED_BYTES;
    uint64_t hash = hash_bytes(HASH_SEED, q->string, hashed);
    hash = hash_u64(hash, hashed);
    for (int i = 0; i < q->span_count; i++) {
        hash = hash_u64(hash, (uint64_t)q->spans[i].start << 32 | q->spans[i].length);
        hash = hash_u64(hash, (uint64_t)q->spans[i].face << 8 | q->spans[i].mark);
    }
    hash = hash_u64(
        hash, (uint64_t)q->style.face << 48 | (uint64_t)(uint16_t)q->style.size_px << 32 |
                  (uint64_t)(uint16_t)q->style.tracking_px << 16 | (uint16_t)q->style.line_px);
    hash = hash_u64(hash, (uint64_t)(uint32_t)q->width << 32 | (uint32_t)q->max_lines);
    return hash_u64(hash, (uint64_t)q->flags << 1 | (q->one_line ? 1 : 0));
}

static bool same_spans(const Question *a, const Question *b)
{
    if (a->span_count != b->span_count) {
        return false;
    }
    for (int i = 0; i < a->span_count; i++) {
        const TextSpan *x = &a->spans[i], *y = &b->spans[i];
        if (x->start != y->start || x->length != y->length || x->face != y->face ||
            x->mark != y->mark) {
            return false;
        }
    }
    return true;
}

/* An answer that needed only the string's beginning is right for all longer strings with it. */
static bool answers(const CacheEntry *entry, const Question *q)
{
    const Question *own = &entry->question;
    bool length = entry->whole ? own->length == q->length : own->length < q->length;
    return length && own->style.face == q->style.face && own->style.size_px == q->style.size_px &&
           own->style.tracking_px == q->style.tracking_px &&
           own->style.line_px == q->style.line_px && own->width == q->width &&
           own->max_lines == q->max_lines && own->flags == q->flags &&
           own->one_line == q->one_line && same_spans(own, q) &&
           (own->length == 0 || memcmp(own->string, q->string, own->length) == 0);
}

static void unlink_use(Cache *cache, CacheEntry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(Cache *cache, CacheEntry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
    entry->frame = cache->frame;
}

const TextLayout *cache_find(Cache *cache, const Question *question, uint64_t *hash)
{
    *hash = hash_question(question);
    CacheEntry *entry = cache->slots[*hash & (cache->slot_count - 1)];
    for (; entry != NULL; entry = entry->chain) {
        if (entry->hash == *hash && answers(entry, question)) {
            unlink_use(cache, entry);
            link_newest(cache, entry);
            return &entry->layout;
        }
    }
    return NULL;
}

static void drop_oldest(Cache *cache)
{
    CacheEntry *entry = cache->oldest;
    CacheEntry **link = &cache->slots[entry->hash & (cache->slot_count - 1)];
    while (*link != entry) {
        link = &(*link)->chain;
    }
    *link = entry->chain;
    unlink_use(cache, entry);
    cache->bytes -= entry->bytes;
    cache->count--;
    free(entry);
}

static void trim(Cache *cache)
{
    while (cache->bytes > cache->budget_bytes && cache->oldest != NULL &&
           cache->oldest->frame + KEPT_FRAMES <= cache->frame) {
        drop_oldest(cache);
    }
}

void cache_begin_frame(Cache *cache)
{
    cache->frame++;
    trim(cache);
}

static void grow_slots(Cache *cache)
{
    size_t slot_count = cache->slot_count * 2;
    CacheEntry **slots = calloc(slot_count, sizeof(CacheEntry *));
    CHECK(slots != NULL);
    for (CacheEntry *entry = cache->newest; entry != NULL; entry = entry->older) {
        CacheEntry **slot = &slots[entry->hash & (slot_count - 1)];
        entry->chain = *slot;
        *slot = entry;
    }
    free(cache->slots);
    cache->slots = slots;
    cache->slot_count = slot_count;
}

void cache_add(Cache *cache, CacheEntry *entry)
{
    if (cache->count >= cache->slot_count) {
        grow_slots(cache);
    }
    CacheEntry **slot = &cache->slots[entry->hash & (cache->slot_count - 1)];
    entry->chain = *slot;
    *slot = entry;
    link_newest(cache, entry);
    cache->count++;
    cache->bytes += entry->bytes;
    trim(cache);
}
