/* See search_asked.h. */
#include "content/search_asked.h"

#include <stdio.h>
#include <string.h>

void asked_init(Asked *asked, const char *words)
{
    size_t count = strlen(words), at = 0;
    asked->count = 0;
    while (asked->count < ASKED_WORDS_MOST) {
        AskedWord *word = &asked->words[asked->count];
        if (!key_next_word(words, count, &at, &word->word)) {
            break;
        }
        const uint32_t *last = &word->word.letters[word->word.count - 1];
        word->doubled = word->word.count > 1 && last[0] == last[-1];
        word->near_count = 0;
        word->count = key_of_typed(&word->word, word->keys);
        asked->count += word->count > 0 ? 1 : 0; /* ь alone has no sound */
    }
}

/* ---- near ---- */

Found asked_exists(Search *search, const Key *key)
{
    search_begin(search);
    (void)sqlite3_bind_text(search->word, 1, key->bytes, key->count, SQLITE_STATIC);
    int code = sqlite3_step(search->word);
    Found found = code == SQLITE_DONE ? FOUND_NOTHING : FOUND_FAILED;
    if (code == SQLITE_ROW) {
        const void *text = sqlite3_column_text(search->word, 0);
        bool begins = text != NULL && sqlite3_column_bytes(search->word, 0) >= key->count &&
                      memcmp(text, key->bytes, (size_t)key->count) == 0;
        found = begins ? FOUND_SOME : FOUND_NOTHING;
    }
    (void)sqlite3_reset(search->word);
    return found;
}

typedef struct Nearing {
    Search *search;
    AskedWord *word;
    bool failed;
} Nearing;

/* Whether what the key finds is found already, exactly or by another key that is near. */
static bool is_covered(const AskedWord *word, const Key *key)
{
    for (int i = 0; i < word->count; i++) {
        if (key_begins(key, &word->keys[i])) {
            return true;
        }
    }
    for (int i = 0; i < word->near_count; i++) {
        const AskedTerm *near = &word->near[i];
        if (near->whole ? key->count == near->key.count && key_begins(key, &near->key)
                        : key_begins(key, &near->key)) {
            return true;
        }
    }
    return false;
}

/* Takes the word with one letter changed, where the index has words like it. */
static void try_changed(Nearing *nearing, const KeyWord *changed, bool whole)
{
    Key keys[KEY_TYPED_MOST];
    int count = key_of_typed(changed, keys);
    for (int i = 0; i < count && !nearing->failed; i++) {
        if (nearing->word->near_count == ASKED_NEAR_MOST || is_covered(nearing->word, &keys[i])) {
            continue;
        }
        Found found = asked_exists(nearing->search, &keys[i]);
        nearing->failed = found == FOUND_FAILED;
        if (found == FOUND_SOME) {
            nearing->word->near[nearing->word->near_count++] =
                (AskedTerm){.key = keys[i], .whole = whole};
        }
    }
}

/* The first `count` letters of the word, then `letter` unless 0, then those from `from` on. */
static KeyWord change(const KeyWord *word, int count, uint32_t letter, int from)
{
    KeyWord changed = *word;
    changed.count = count;
    if (letter != 0 && changed.count < KEY_LETTERS_MOST) {
        changed.letters[changed.count++] = letter;
    }
    while (from < word->count && changed.count < KEY_LETTERS_MOST) {
        changed.letters[changed.count++] = word->letters[from++];
    }
    return changed;
}

/* Whether the index has a word that begins as this one does up to a letter. */
static bool begins_some(Nearing *nearing, const KeyWord *word, int letters)
{
    Key keys[KEY_TYPED_MOST];
    KeyWord beginning = change(word, letters, 0, word->count);
    int count = letters > 0 ? key_of_typed(&beginning, keys) : 0;
    bool some = letters <= 0;
    for (int i = 0; i < count && !some && !nearing->failed; i++) {
        Found found = asked_exists(nearing->search, &keys[i]);
        nearing->failed = found == FOUND_FAILED;
        some = found == FOUND_SOME;
    }
    return some;
}

/* In a short word the last letter alone must not make any other of it: then whole words count. */
enum { LONG_LETTERS = 7 };

static void change_at(Nearing *nearing, int at)
{
    const KeyWord *word = &nearing->word->word;
    bool whole = at + 1 == word->count && word->count < LONG_LETTERS;
    KeyWord changed = change(word, at, 0, at + 1); /* one too many */
    try_changed(nearing, &changed, whole);
    if (at + 1 < word->count) { /* two swapped */
        changed = *word;
        changed.letters[at] = word->letters[at + 1];
        changed.letters[at + 1] = word->letters[at];
        try_changed(nearing, &changed, false);
    }
    for (const uint32_t *letter = key_alphabet(word); *letter != 0; letter++) {
        changed = change(word, at, *letter, at + 1); /* a wrong one */
        try_changed(nearing, &changed, whole);
        changed = change(word, at, *letter, at); /* one missing */
        try_changed(nearing, &changed, false);
    }
}

Found asked_add_near(Search *search, Asked *asked)
{
    Found all = FOUND_NOTHING;
    for (int i = 0; i < asked->count; i++) {
        AskedWord *word = &asked->words[i];
        Nearing nearing = {.search = search, .word = word};
        word->near_count = 0;
        if (word->word.count < ASKED_NEAR_LETTERS || word->word.count == KEY_LETTERS_MOST) {
            continue;
        }
        /* A change can reach one letter back: h makes another sound of the k before it. */
        for (int at = 0; at < word->word.count && !nearing.failed; at++) {
            if (!begins_some(&nearing, &word->word, at - 1)) {
                break;
            }
            change_at(&nearing, at);
        }
        if (nearing.failed) {
            return FOUND_FAILED;
        }
        all = word->near_count > 0 ? FOUND_SOME : all;
    }
    return all;
}

/* ---- for FTS5 ---- */

static size_t write_term(char *out, size_t at, const Key *key, bool first, bool whole)
{
    int count = snprintf(out + at, ASKED_TEXT_BYTES - at, "%s\"%s\"%s", first ? "" : " OR ",
                         key->bytes, whole ? "" : " *");
    return at + (size_t)count;
}

/* Keys have no quotes in them: those are no letters. The bound is what the most words take. */
void asked_write(const Asked *asked, bool with_near, char out[ASKED_TEXT_BYTES])
{
    size_t at = 0;
    out[0] = '\0';
    for (int i = 0; i < asked->count; i++) {
        const AskedWord *word = &asked->words[i];
        at += (size_t)snprintf(out + at, ASKED_TEXT_BYTES - at, "%s(", i > 0 ? " AND " : "");
        for (int k = 0; k < word->count; k++) {
            at = write_term(out, at, &word->keys[k], k == 0, false);
        }
        for (int k = 0; with_near && k < word->near_count; k++) {
            at = write_term(out, at, &word->near[k].key, false, word->near[k].whole);
        }
        at += (size_t)snprintf(out + at, ASKED_TEXT_BYTES - at, ")");
    }
}

_Static_assert(ASKED_WORDS_MOST * ((KEY_TYPED_MOST + ASKED_NEAR_MOST) * (KEY_BYTES_MOST + 8) + 8) <
                   ASKED_TEXT_BYTES,
               "the longest query has room");

/* ---- in a text ---- */

/* How many bytes of the text's key one word of the query matches; 0: it does not. */
static int matched_bytes(const AskedWord *word, const Key *key)
{
    int most = 0;
    for (int i = 0; i < word->count; i++) {
        if (word->keys[i].count > most && key_begins(key, &word->keys[i])) {
            most = word->keys[i].count;
        }
    }
    for (int i = 0; i < word->near_count && most == 0; i++) {
        const AskedTerm *near = &word->near[i];
        if (key_begins(key, &near->key) && (!near->whole || key->count == near->key.count)) {
            most = near->key.count;
        }
    }
    return most;
}

bool asked_next_hit(const Asked *asked, const char *text, size_t count, size_t *at, AskedHit *hit)
{
    KeyWord word;
    while (key_next_word(text, count, at, &word)) {
        Key key;
        key_of_word(&word, &key);
        int best = 0;
        for (int i = 0; i < asked->count; i++) {
            int bytes = matched_bytes(&asked->words[i], &key);
            if (bytes > best) {
                best = bytes;
                hit->word = i;
            }
        }
        if (best > 0) {
            int letters = key.letters[best - 1];
            if (asked->words[hit->word].doubled && letters < word.count &&
                word.letters[letters] == word.letters[letters - 1]) {
                letters++;
            }
            hit->start = word.start;
            hit->end = letters > 0 ? word.ends[letters - 1] : word.end;
            hit->word_end = word.end;
            return true;
        }
    }
    return false;
}
