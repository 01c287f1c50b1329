/* Search letters: what a letter of Latin, Cyrillic or Armenian script is without case and
 * diacritics, and how it is romanised. For search_key.c, and for the
 * order of names in a list. */
#ifndef FOYER_CONTENT_SEARCH_LETTERS_H
#define FOYER_CONTENT_SEARCH_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum LetterKind {
    LETTER_NONE,  /* parts words */
    LETTER_MARK,  /* belongs to the letter before it: an accent, an apostrophe */
    LETTER_DIGIT, /* 0 to 9 */
    LETTER_LATIN,
    LETTER_CYRILLIC,
    LETTER_ARMENIAN,
    LETTER_OTHER
} LetterKind;

LetterKind letter_kind(uint32_t letter);

/* The letter small and without diacritics; `*second` is 0, or the second of two (æ). */
uint32_t letter_base(uint32_t letter, uint32_t *second);

/* How a small Cyrillic or Armenian letter sounds, in the sounds of search_key.h ("" for ь); NULL
 * where the table has no such letter. */
const char *letter_sound(uint32_t letter);

/* Whether a small Cyrillic or Armenian letter is a vowel or a sign, behind which е is "ye". */
bool letter_is_vowel(uint32_t letter);

#endif
