/* The tables of words, one per language file. words.c and sentences.c know them; nobody else needs
 * their names. */
#ifndef FOYER_WORDS_LANGUAGES_H
#define FOYER_WORDS_LANGUAGES_H

#include "words/words.h"

extern const Words words_en;
extern const Words words_ru;

/* Staff's sentences in a language besides English (sentences.h), in the order of the English ones'
 * bytes. */
typedef struct Translation {
    const char *english, *other;
} Translation;

/* … that count something: their forms, in the order of the English `many`. */
typedef struct CountedTranslation {
    const char *one, *many;
    const char *other[PLURAL_COUNT];
} CountedTranslation;

extern const Translation sentences_ru[];
extern const int sentences_ru_count;
extern const CountedTranslation sentences_counted_ru[];
extern const int sentences_counted_ru_count;

#endif
