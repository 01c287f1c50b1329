/* See slug.h. Letters are written as the search hears them (content/search_letters.h), spelt out as
 * people spell them: "Заседание" is "zasedanie". */
#include "desk/slug.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/search_letters.h"

enum { LETTERS_MOST = 60, SLUG_LETTERS_MOST = 100 };

bool slug_is_valid(const char *text)
{
    size_t count = strlen(text);
    return count >= 1 && count <= SLUG_LETTERS_MOST &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == count;
}

/* How one sound is spelt. */
static const char *spelling(char sound, char out[2])
{
    switch (sound) {
    case 'x':
        return "sh";
    case 'q':
        return "ch";
    case 'j':
        return "zh";
    case 'c':
        return "ts";
    case 'h':
        return "kh";
    default:
        out[0] = sound;
        out[1] = '\0';
        return out;
    }
}

/* Adds one letter to the word; false where it is none that can be spelt. */
static bool spell(uint32_t letter, char *word, size_t room)
{
    uint32_t second, base = letter_base(letter, &second);
    LetterKind kind = letter_kind(letter);
    size_t at = strlen(word);
    char one[2];
    if (kind == LETTER_DIGIT || (kind == LETTER_LATIN && base < 0x80)) {
        (void)snprintf(word + at, room - at, "%c%s", (int)base,
                       second != 0 ? (char[2]){(char)second, '\0'} : "");
        return true;
    }
    const char *sounds =
        kind == LETTER_CYRILLIC || kind == LETTER_ARMENIAN ? letter_sound(base) : NULL;
    for (; sounds != NULL && *sounds != '\0'; sounds++) {
        at = strlen(word);
        (void)snprintf(word + at, room - at, "%s", spelling(*sounds, one));
    }
    return sounds != NULL || kind == LETTER_MARK;
}

/* Adds a word, unless there is no room for it. */
static bool add_word(char out[SLUG_BYTES], const char *word, size_t begins)
{
    size_t at = strlen(out), count = strlen(word);
    bool fits = count > 0 && at - begins + count <= LETTERS_MOST && at + count + 1 < SLUG_BYTES - 4;
    if (fits) {
        (void)snprintf(out + at, SLUG_BYTES - at, "%s%s", at > 0 ? "-" : "", word);
    }
    return fits || count == 0;
}

void slug_make(const char *before, const char *title, const char *otherwise, char out[SLUG_BYTES])
{
    char word[LETTERS_MOST + 4] = "";
    size_t count = strlen(title);
    bool more = true;
    (void)snprintf(out, SLUG_BYTES, "%.20s", before);
    size_t begins = strlen(out);
    for (size_t at = 0, length; more && at < count; at += length) {
        /* Two letters of Armenian are one sound. */
        bool is_u = strncmp(title + at, "ու", 4) == 0;
        uint32_t letter = utf8_decode(title + at, count - at, &length);
        length = is_u ? 4 : length;
        if (!spell(is_u ? 'u' : letter, word, sizeof word)) {
            more = add_word(out, word, begins);
            word[0] = '\0';
        }
    }
    if (more) {
        (void)add_word(out, word, begins);
    }
    if (strlen(out) == begins) {
        (void)add_word(out, otherwise, begins);
    }
}

void slug_number(const char *slug, int number, char out[SLUG_BYTES])
{
    (void)snprintf(out, SLUG_BYTES, "%.90s-%d", slug, number);
}
