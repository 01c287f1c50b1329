/* The tables of words, one per language file. words.c lists them; nobody else needs their names. */
#ifndef FOYER_WORDS_LANGUAGES_H
#define FOYER_WORDS_LANGUAGES_H

#include "words/words.h"

extern const Words words_en;
extern const Words words_ru;

#endif
