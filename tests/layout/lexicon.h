/* Lexicon: all words of a content file and of the interface, to tell a line that ends with a word
 * from one that ends within one. */
#ifndef FOYER_TESTS_LEXICON_H
#define FOYER_TESTS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "content/content.h"

typedef struct Lexicon Lexicon;

Lexicon *lexicon_create(Content *content);
void lexicon_destroy(Lexicon *lexicon); /* NULL is fine */

/* Whether these bytes are a word: what stands between spaces or hyphens, with its punctuation. */
bool lexicon_has(const Lexicon *lexicon, const char *word, size_t length);

#endif
