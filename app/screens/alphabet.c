/* See alphabet.h. */
#include "screens/alphabet.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "content/search_letters.h"

/* Small letters that Unicode puts past я, and the one each stands behind. */
static uint32_t letter_before(uint32_t letter)
{
    static const struct {
        uint32_t letter, before;
    } LATER[] = {{0x456, 0x438} /* і и */,
                 {0x457, 0x438} /* ї и */,
                 {0x45E, 0x443} /* ў у */,
                 {0x454, 0x435} /* є е */,
                 {0x491, 0x433} /* ґ г */,
                 {0x493, 0x433} /* ғ г */,
                 {0x49B, 0x43A} /* қ к */,
                 {0x4A3, 0x43D} /* ң н */,
                 {0x4AF, 0x443} /* ү у */,
                 {0x4B1, 0x443} /* ұ у */,
                 {0x4B3, 0x445} /* ҳ х */,
                 {0x4B7, 0x447} /* ҷ ч */,
                 {0x4BB, 0x445} /* һ х */,
                 {0x4D9, 0x430} /* ә а */,
                 {0x4E3, 0x438} /* ӣ и */,
                 {0x4E9, 0x43E} /* ө о */,
                 {0x4EF, 0x443} /* ӯ у */};
    for (size_t i = 0; i < sizeof LATER / sizeof *LATER; i++) {
        if (LATER[i].letter == letter) {
            return LATER[i].before;
        }
    }
    return letter;
}

/* The next letter that counts, small, or ' ' for what parts words; 0 at the end. Of two letters
 * written as one (æ) only the first counts. */
static uint32_t next_letter(const char **text)
{
    bool parted = false;
    while (**text != '\0') {
        size_t length;
        uint32_t second, letter = utf8_decode(*text, strlen(*text), &length);
        LetterKind kind = letter_kind(letter);
        if (kind == LETTER_NONE) {
            parted = parted || letter == ' ';
        } else if (kind != LETTER_MARK) {
            if (parted) {
                return ' ';
            }
            *text += length;
            letter = letter_base(letter, &second);
            return letter == 0x451 ? 0x435 : letter;
        }
        *text += length;
    }
    return 0;
}

/* The next letter of a name, without what stands before the first one. */
static uint32_t first_letter(const char **text)
{
    uint32_t letter = next_letter(text);
    return letter == ' ' ? next_letter(text) : letter;
}

uint32_t alphabet_letter(const char *name)
{
    uint32_t letter = first_letter(&name), second;
    LetterKind kind = letter_kind(letter);
    if (kind != LETTER_LATIN && kind != LETTER_CYRILLIC && kind != LETTER_ARMENIAN) {
        return '#';
    }
    /* The capital stands before the small letter by one of these. */
    static const uint32_t WAYS[] = {32, 80, 48, 15, 1};
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        uint32_t capital = letter - WAYS[i];
        if (letter_kind(capital) == kind && letter_base(capital, &second) == letter) {
            return capital;
        }
    }
    return letter;
}

int alphabet_compare(const char *a, const char *b)
{
    uint32_t one = first_letter(&a), two = first_letter(&b);
    while (one == two && one != 0) {
        one = next_letter(&a);
        two = next_letter(&b);
    }
    uint32_t low = letter_before(one), high = letter_before(two);
    return low != high ? (low < high ? -1 : 1) : one != two ? (one < two ? -1 : 1) : 0;
}
