/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF. */
#ifndef FOYER_BASE_UTF8_H
#define FOYER_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* The letter at `text` (of `count` > 0 bytes left), its length in bytes in `*length` (1 to 4).
 * A byte that begins no valid sequence gives U+FFFD and length 1. */
uint32_t utf8_decode(const char *text, size_t count, size_t *length);

/* Writes the letter's 1 to 4 bytes to `out`; the number written. */
size_t utf8_encode(uint32_t letter, char out[4]);

/* Whether all of the text is valid UTF-8; if not, `*where` (may be NULL) is the first bad byte. */
bool utf8_is_valid(const char *text, size_t count, size_t *where);

/* The number of letters, invalid bytes counting as one each. */
size_t utf8_letters(const char *text, size_t count);

#endif
