/* Words for made-up content: names, sentences and articles in letters of many languages, by a seed.
 *
 * Texts live in the arena and are the same for the same seed and calls. Languages count from 0:
 * English, Russian (with the Belarusian, Kazakh, Kyrgyz and Tajik letters), Armenian. */
#ifndef FOYER_TESTS_MAKE_WORDS_H
#define FOYER_TESTS_MAKE_WORDS_H

#include <stdint.h>

#include "base/arena.h"

enum { WORDS_LANGUAGES = 3 };

typedef struct Words {
    Arena *arena;
    uint64_t state;
} Words;

/* A number from 0 up to but not `bound`. */
uint32_t words_below(Words *w, uint32_t bound);

/* A name of exactly `letters` letters in words of at most `longest`. */
const char *words_name(Words *w, int language, int letters, int longest);

/* By turns a name of `most` letters, one of `most` letters without a space, one of one letter, one
 * of half as many, and usual ones. */
const char *words_awkward_name(Words *w, int language, int turn, int most);

/* Sentences of so many words. */
const char *words_summary(Words *w, int language, int words);

/* Markdown of so many words, with every kind of block; its pictures are "wide" and "tall". */
const char *words_article(Words *w, int language, int words);

#endif
