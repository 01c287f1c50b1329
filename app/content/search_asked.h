/* Search asked: what is looked for, and where a text matches it. For search*.c. */
#ifndef FOYER_CONTENT_SEARCH_ASKED_H
#define FOYER_CONTENT_SEARCH_ASKED_H

#include "content/search_key.h"
#include "content/search_parts.h"

enum { ASKED_WORDS_MOST = 8, ASKED_NEAR_MOST = 24, ASKED_NEAR_LETTERS = 5, ASKED_NEAR_SOUNDS = 4 };

/* Words that begin with `key`, or with `whole` those that are it. */
typedef struct AskedTerm {
    Key key;
    bool whole;
} AskedTerm;

typedef struct AskedWord {
    KeyWord word;
    bool doubled; /* it ends in two of a letter */
    int count, near_count;
    Key keys[KEY_TYPED_MOST];
    AskedTerm near[ASKED_NEAR_MOST]; /* one letter from it; empty until asked_add_near */
} AskedWord;

typedef struct Asked {
    int count;
    AskedWord words[ASKED_WORDS_MOST];
    bool firsts[2][256]; /* the first sounds of all keys, of KEY_LATIN and of KEY_OTHER */
} Asked;

void asked_init(Asked *asked, const char *words);

/* Notes what words of a text may begin with to match the key. */
void asked_add_first(Asked *asked, const Key *key);

typedef enum Found { FOUND_NOTHING, FOUND_SOME, FOUND_FAILED } Found;

/* Whether some word of the index begins with the key. */
Found asked_exists(Search *search, const Key *key);

/* Looks up the words of the index that are one letter wrong, missing, too many or swapped from each
 * of ASKED_NEAR_LETTERS letters or more; FOUND_SOME where there are some. */
Found asked_add_near(Search *search, Asked *asked);

enum { ASKED_TEXT_BYTES = 72000 };

/* The query for FTS5: all words, each in any of its ways; with those that are near, too. False
 * where the index cannot be read. */
bool asked_write(Search *search, const Asked *asked, bool with_near, char out[ASKED_TEXT_BYTES]);

typedef struct AskedHit {
    int word;          /* of the query */
    size_t start, end; /* bytes of the text that match */
    size_t word_end;   /* of the text's whole word */
} AskedHit;

/* The next match at or after `*at`, which moves behind its word. */
bool asked_next_hit(const Asked *asked, const char *text, size_t count, size_t *at, AskedHit *hit);

#endif
