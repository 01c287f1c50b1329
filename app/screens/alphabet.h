/* Alphabet: under which letter a name stands in a list, and what comes first.
 *
 * Case does not matter, nor do diacritics on Latin letters; ё is е; a space comes before any
 * letter, and what is neither letter nor digit counts for nothing. Cyrillic letters stand as in
 * Russian, and those of the other languages behind the one they are written like (қ behind к, ў
 * behind у), as in their own alphabets or near it: a whole collation (UCA, ICU's 30 MB) would move
 * a few names by a place. Latin comes before Cyrillic before Armenian. */
#ifndef FOYER_SCREENS_ALPHABET_H
#define FOYER_SCREENS_ALPHABET_H

#include <stdint.h>

/* The capital under which the name stands; '#' where it begins with no letter. */
uint32_t alphabet_letter(const char *name);

/* Below 0 where `a` comes first, above where `b` does, 0 where nothing tells them apart. */
int alphabet_compare(const char *a, const char *b);

#endif
