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
    memset(asked->firsts, 0, sizeof asked->firsts);
    for (int i = 0; i < asked->count; i++) {
        for (int k = 0; k < asked->words[i].count; k++) {
            asked_add_first(asked, &asked->words[i].keys[k]);
        }
    }
}

void asked_add_first(Asked *asked, const Key *key)
{
    asked->firsts[key->bytes[0] == KEY_LATIN ? 0 : 1][(unsigned char)key->bytes[1]] = true;
}

/* ---- for FTS5 ---- */

/* A beginning longer than those FTS5 keeps lists for makes it bring the lists of all its words
 * together before it finds the first row; named one by one, it reads them side by side. */
enum { LISTED_BYTES = 7, SPELT_OUT_MOST = 128 };

typedef struct Writing {
    Search *search;
    char *out;
    size_t at;
    int terms;     /* of the word under way */
    int spelt_out; /* … and how many of them are words of the index */
    bool failed;
} Writing;

static void write_term(Writing *writing, const char *key, int count, bool whole)
{
    int written =
        snprintf(writing->out + writing->at, ASKED_TEXT_BYTES - writing->at, "%s\"%.*s\"%s",
                 writing->terms > 0 ? " OR " : "", count, key, whole ? "" : " *");
    writing->at += (size_t)written;
    writing->terms++;
}

/* Writes the words of the index that begin with the key, where they are few enough; else false, and
 * nothing is written. */
static bool spell_out(Writing *writing, const Key *key)
{
    sqlite3_stmt *statement = writing->search->near;
    Writing before = *writing;
    bool few = true, ends = false;
    int code = SQLITE_DONE;
    search_begin(writing->search);
    (void)sqlite3_bind_text(statement, 1, key->bytes, key->count, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 2, SPELT_OUT_MOST + 1);
    while (few && !ends && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *word = (const char *)sqlite3_column_text(statement, 0);
        int count = sqlite3_column_bytes(statement, 0);
        ends =
            word == NULL || count < key->count || memcmp(word, key->bytes, (size_t)key->count) != 0;
        few = ends || (writing->spelt_out++ < SPELT_OUT_MOST && count <= KEY_BYTES_MOST &&
                       memchr(word, '"', (size_t)count) == NULL);
        if (few && !ends) {
            write_term(writing, word, count, true);
        }
    }
    writing->failed = writing->failed || (code != SQLITE_ROW && code != SQLITE_DONE);
    (void)sqlite3_reset(statement);
    /* Where none does, the term stays, and finds nothing. */
    bool good = few && writing->terms > before.terms;
    if (!good) {
        before.failed = writing->failed;
        *writing = before;
    }
    return good;
}

static void write_beginning(Writing *writing, const Key *key)
{
    if (key->count <= LISTED_BYTES || !spell_out(writing, key)) {
        write_term(writing, key->bytes, key->count, false);
    }
}

/* Keys have no quotes in them: those are no letters. */
bool asked_write(Search *search, const Asked *asked, bool with_near, char out[ASKED_TEXT_BYTES])
{
    Writing writing = {.search = search, .out = out};
    out[0] = '\0';
    for (int i = 0; i < asked->count; i++) {
        const AskedWord *word = &asked->words[i];
        writing.at += (size_t)snprintf(out + writing.at, ASKED_TEXT_BYTES - writing.at, "%s(",
                                       i > 0 ? " AND " : "");
        writing.terms = writing.spelt_out = 0;
        for (int k = 0; k < word->count; k++) {
            write_beginning(&writing, &word->keys[k]);
        }
        for (int k = 0; with_near && k < word->near_count; k++) {
            const AskedTerm *near = &word->near[k];
            if (near->whole) {
                write_term(&writing, near->key.bytes, near->key.count, true);
            } else {
                write_beginning(&writing, &near->key);
            }
        }
        writing.at += (size_t)snprintf(out + writing.at, ASKED_TEXT_BYTES - writing.at, ")");
    }
    return !writing.failed;
}

_Static_assert(ASKED_WORDS_MOST *((KEY_TYPED_MOST + ASKED_NEAR_MOST + SPELT_OUT_MOST) *
                                      (KEY_BYTES_MOST + 8) +
                                  8) < ASKED_TEXT_BYTES,
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
        char first = key_first_sound(&word);
        if (first != '\0' &&
            !asked->firsts[word.script == KEY_LATIN ? 0 : 1][(unsigned char)first]) {
            continue;
        }
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
