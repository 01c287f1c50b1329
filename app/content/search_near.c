/* Words with one letter wrong, missing, too many or swapped. Every way to set right what was typed
 * is tried on the index's words; which sounds can follow each beginning of it is looked up first,
 * so that hardly any of the hundreds of ways costs a look. See search_asked.h. */
#include <string.h>

#include "content/search_asked.h"

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

/* Which sounds follow the first bytes of one of the word's keys in the index, as bits from 'a'. */
typedef struct Follow {
    bool known[KEY_BYTES_MOST + 1];
    uint32_t sounds[KEY_BYTES_MOST + 1];
} Follow;

enum { FOLLOW_ANY = 31 }; /* the bit of what is no sound */

typedef struct Nearing {
    Search *search;
    AskedWord *word;
    Asked *asked;
    int count;
    Key keys[KEY_TYPED_MOST]; /* of the word as it was typed */
    Follow follows[KEY_TYPED_MOST];
    bool failed;
} Nearing;

/* Looks for the first word from `from` on; false where there is none. Borrowed until the next. */
static bool look(Nearing *nearing, const char *from, int count, const char **word, int *word_count)
{
    sqlite3_stmt *statement = nearing->search->word;
    (void)sqlite3_reset(statement);
    search_begin(nearing->search);
    (void)sqlite3_bind_text(statement, 1, from, count, SQLITE_STATIC);
    int code = sqlite3_step(statement);
    *word = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    *word_count = *word != NULL ? sqlite3_column_bytes(statement, 0) : 0;
    nearing->failed = nearing->failed || (code != SQLITE_ROW && code != SQLITE_DONE);
    return *word != NULL;
}

/* Goes from sound to sound that follows the first `same` bytes of the key. */
static uint32_t look_up_follow(Nearing *nearing, const Key *key, int same)
{
    char from[KEY_BYTES_MOST + 2];
    const char *word;
    uint32_t sounds = 0;
    int count;
    memcpy(from, key->bytes, (size_t)same);
    from[same] = 1;
    while (look(nearing, from, same + 1, &word, &count) && count > same &&
           memcmp(word, key->bytes, (size_t)same) == 0) {
        unsigned char sound = (unsigned char)word[same];
        sounds |= 1u << (sound >= 'a' && sound <= 'z' ? sound - 'a' : FOLLOW_ANY);
        if (sound > 'z') {
            break; /* letters of other scripts: all of them */
        }
        from[same] = (char)(sound + 1);
    }
    (void)sqlite3_reset(nearing->search->word);
    return sounds;
}

/* Whether some word may begin with the key, by what is known of the key most like it. */
static bool may_exist(Nearing *nearing, const Key *key)
{
    int best = 0, same = 0;
    for (int i = 0; i < nearing->count; i++) {
        const Key *typed = &nearing->keys[i];
        int k = 0;
        while (k < typed->count && k < key->count && typed->bytes[k] == key->bytes[k]) {
            k++;
        }
        if (k > same) {
            same = k;
            best = i;
        }
    }
    Follow *follow = &nearing->follows[best];
    if (same == 0 || same == key->count) {
        return true;
    }
    if (!follow->known[same]) {
        follow->known[same] = true;
        follow->sounds[same] = look_up_follow(nearing, &nearing->keys[best], same);
    }
    unsigned char sound = (unsigned char)key->bytes[same];
    int bit = sound >= 'a' && sound <= 'z' ? sound - 'a' : FOLLOW_ANY;
    return (follow->sounds[same] >> bit & 1) != 0;
}

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
    int count = key_of_whole(changed, keys);
    for (int i = 0; i < count && !nearing->failed; i++) {
        if (nearing->word->near_count == ASKED_NEAR_MOST || !may_exist(nearing, &keys[i]) ||
            is_covered(nearing->word, &keys[i])) {
            continue;
        }
        Found found = asked_exists(nearing->search, &keys[i]);
        nearing->failed = found == FOUND_FAILED;
        if (found == FOUND_SOME) {
            nearing->word->near[nearing->word->near_count++] =
                (AskedTerm){.key = keys[i], .whole = whole};
            asked_add_first(nearing->asked, &keys[i]);
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
        Nearing nearing = {.search = search, .word = word, .asked = asked};
        word->near_count = 0;
        if (word->word.count < ASKED_NEAR_LETTERS || word->word.count == KEY_LETTERS_MOST ||
            word->keys[0].count <= ASKED_NEAR_SOUNDS) { /* "zzzzz" is a z */
            continue;
        }
        nearing.count = key_of_whole(&word->word, nearing.keys);
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
