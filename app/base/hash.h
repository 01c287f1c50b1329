/* 64-bit hashes for comparing what is drawn and for naming things: FNV-1a over bytes, and the
 * finaliser of splitmix64 for whole words (Steele, Lea and Flood, 2014). Not for hostile keys: a
 * collision costs a missed repaint, and 64 bits make one unlikely within a century of frames. */
#ifndef FOYER_BASE_HASH_H
#define FOYER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SEED 0xCBF29CE484222325ull

static inline uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *p = (const unsigned char *)bytes;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ p[i]) * 0x100000001B3ull;
    }
    return hash;
}

static inline uint64_t hash_u64(uint64_t hash, uint64_t word)
{
    uint64_t z = hash + 0x9E3779B97F4A7C15ull + word;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

/* The same for long pieces, eight bytes at a time; what is behind the last whole word is filled up
 * with 0. Pieces of 8 bytes and more give what their parts of whole words give one after another.
 */
static inline uint64_t hash_words(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *p = (const unsigned char *)bytes;
    for (size_t i = 0; i < count; i += 8) {
        uint64_t word = 0;
        for (size_t k = 0; k < 8 && i + k < count; k++) {
            word |= (uint64_t)p[i + k] << 8 * k;
        }
        hash = (hash ^ word) * 0x9FB21C651E98DF25ull;
        hash ^= hash >> 32;
    }
    return hash;
}

#endif
