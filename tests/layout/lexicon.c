/* See lexicon.h. A table of hashes: that two words share one of 64 bits does not happen. */
#include "layout/lexicon.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "words/words.h"

struct Lexicon {
    uint64_t *slots; /* 0: free */
    size_t room, count;
};

static void insert(Lexicon *lexicon, uint64_t key)
{
    size_t at = key & (lexicon->room - 1);
    while (lexicon->slots[at] != 0 && lexicon->slots[at] != key) {
        at = (at + 1) & (lexicon->room - 1);
    }
    lexicon->count += lexicon->slots[at] == 0 ? 1 : 0;
    lexicon->slots[at] = key;
}

static uint64_t key_of(const char *word, size_t length)
{
    return hash_bytes(HASH_SEED, word, length) | 1;
}

static void add_word(Lexicon *lexicon, const char *word, size_t length)
{
    if (length == 0) {
        return;
    }
    if (lexicon->count * 2 >= lexicon->room) {
        Lexicon more = {.room = lexicon->room > 0 ? lexicon->room * 2 : 4096};
        more.slots = calloc(more.room, sizeof *more.slots);
        CHECK(more.slots != NULL);
        for (size_t i = 0; i < lexicon->room; i++) {
            if (lexicon->slots[i] != 0) {
                insert(&more, lexicon->slots[i]);
            }
        }
        free(lexicon->slots);
        *lexicon = more;
    }
    insert(lexicon, key_of(word, length));
}

static void add_parted(Lexicon *lexicon, const char *text, size_t length, const char *between)
{
    for (size_t at = 0; at < length;) {
        size_t word = 0;
        while (at + word < length && strchr(between, text[at + word]) == NULL) {
            word++;
        }
        add_word(lexicon, text + at, word);
        at += word + 1;
    }
}

static void add_bytes(Lexicon *lexicon, const char *text, size_t length)
{
    add_parted(lexicon, text, length, " \n");
    add_parted(lexicon, text, length, " \n-");
}

static void add_text(Lexicon *lexicon, const char *text)
{
    if (text != NULL) {
        add_bytes(lexicon, text, strlen(text));
    }
}

static void add_local(Lexicon *lexicon, const LocalText *text)
{
    for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
        add_text(lexicon, text->in[i]);
    }
}

static void add_delegation(Lexicon *lexicon, const Delegation *delegation)
{
    add_local(lexicon, &delegation->name);
    add_local(lexicon, &delegation->official_name);
    add_local(lexicon, &delegation->parliament);
    add_local(lexicon, &delegation->representative);
    add_local(lexicon, &delegation->role);
    for (int i = 0; i < delegation->chamber_count; i++) {
        add_local(lexicon, &delegation->chambers[i].name);
        add_text(lexicon, delegation->chambers[i].website);
    }
}

static void add_news(Lexicon *lexicon, Content *content, int index)
{
    const NewsHead *head = content_news(content, index);
    add_local(lexicon, &head->title);
    add_local(lexicon, &head->lead);
    add_local(lexicon, &head->opening);
    for (int k = 0; k < content_language_count(content); k++) {
        int shown;
        const Body *body = content_body(content, head->id, k, &shown);
        for (int b = 0; body != NULL && b < body->block_count; b++) {
            add_bytes(lexicon, body->blocks[b].text, body->blocks[b].length);
        }
    }
}

static void add_interface(Lexicon *lexicon, const Words *words)
{
    for (int i = 0; i < WORD_COUNT; i++) {
        add_text(lexicon, words_get(words, (Word)i));
    }
    for (int i = 0; i < COUNTED_COUNT; i++) {
        for (int k = 0; k < PLURAL_COUNT; k++) {
            add_text(lexicon, words->counted[i][k]);
        }
    }
    for (int i = 0; i < 12; i++) {
        add_text(lexicon, words->months[i]);
    }
    for (int i = 0; i < 7; i++) {
        add_text(lexicon, words->weekdays[i]);
    }
}

Lexicon *lexicon_create(Content *content)
{
    Lexicon *lexicon = calloc(1, sizeof *lexicon);
    CHECK(lexicon != NULL);
    LocalText organisation = content_organisation(content);
    add_local(lexicon, &organisation);
    for (int i = 0; i < content_language_count(content); i++) {
        add_text(lexicon, content_language(content, i)->name);
    }
    for (int i = 0; i < content_delegation_count(content); i++) {
        add_delegation(lexicon, content_delegation(content, i));
    }
    for (int i = 0; i < content_news_count(content); i++) {
        add_news(lexicon, content, i);
    }
    for (const Words *const *words = words_all(); *words != NULL; words++) {
        add_interface(lexicon, *words);
    }
    return lexicon;
}

void lexicon_destroy(Lexicon *lexicon)
{
    if (lexicon != NULL) {
        free(lexicon->slots);
        free(lexicon);
    }
}

bool lexicon_has(const Lexicon *lexicon, const char *word, size_t length)
{
    uint64_t key = key_of(word, length);
    for (size_t at = key & (lexicon->room - 1); lexicon->slots[at] != 0;
         at = (at + 1) & (lexicon->room - 1)) {
        if (lexicon->slots[at] == key) {
            return true;
        }
    }
    return false;
}
