/* Search keys: what a word is compared by, so that spellings and scripts meet. For search*.c.
 *
 * A key is a script's letter and then the word's sounds, each one of a to z:
 *
 *     Kazakhstan -> lkazahstan     Казахстан -> okazahstan     Պուտին -> oputin
 *
 * Case and diacritics are gone, ё is е, double letters are one, and letters that people write for
 * one another are one sound: kh and h, zh, j and ж, ts, c and ц, y and i (not ы), gh and g, q and
 * k. Three letters stand for others: x is sh, q is ch, y is ы. Digits are words of their own;
 * letters of other scripts stay as they are.
 *
 * A word of a text has one key; what is typed has several (key_typed): those of its own script are
 * as exact as the script, so that "вы" does not find "Виктор"; those of the other are generous. A
 * key that begins with one of them is a word that begins with what was typed. */
#ifndef FOYER_CONTENT_SEARCH_KEY_H
#define FOYER_CONTENT_SEARCH_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_LETTERS_MOST = 40, KEY_BYTES_MOST = 40, KEY_TYPED_MOST = 16 };

/* The first letter of a key. */
enum { KEY_LATIN = 'l', KEY_OTHER = 'o' };

/* The beginning of a word, letter by letter: small, without diacritics, æ as two. */
typedef struct KeyWord {
    size_t start, end; /* bytes of the text that the word takes, all of it */
    char script;       /* KEY_LATIN (digits too) or KEY_OTHER */
    int count;         /* of letters, at most KEY_LETTERS_MOST; the rest is not kept */
    uint32_t letters[KEY_LETTERS_MOST];
    uint32_t ends[KEY_LETTERS_MOST]; /* where each ends in the text, with the marks upon it */
} KeyWord;

typedef struct Key {
    int count; /* bytes */
    char bytes[KEY_BYTES_MOST + 4];
    uint8_t letters[KEY_BYTES_MOST]; /* how many of the word's letters each byte comes from */
} Key;

/* The next word at or after `*at`, which moves behind it. False where there is none. */
bool key_next_word(const char *text, size_t count, size_t *at, KeyWord *word);

/* The key of a word of a text. */
void key_of_word(const KeyWord *word, Key *key);

/* The first sound of a word of a text, cheaply; 0 where it takes the whole key to tell. */
char key_first_sound(const KeyWord *word);

/* The keys that begin the keys of all words which begin with what was typed, no key twice, at most
 * KEY_TYPED_MOST; their number. What may be the first half of a letter yet to be typed (k of kh) is
 * both. */
int key_of_typed(const KeyWord *word, Key keys[KEY_TYPED_MOST]);

/* The same for letters that have all been typed. */
int key_of_whole(const KeyWord *word, Key keys[KEY_TYPED_MOST]);

/* The letters that can be mistaken for those of the word: its alphabet, ended by 0. */
const uint32_t *key_alphabet(const KeyWord *word);

/* Whether `key` begins with `beginning`. */
bool key_begins(const Key *key, const Key *beginning);

#endif
