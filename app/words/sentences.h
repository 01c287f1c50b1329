/* Sentences: what the program says to staff, in their language.
 *
 * Gettext's way: the sentence is written in English where it is said, and that is its key; a table
 * has it in Russian (sentences_ru.c). A sentence may be a format of printf: the other language's
 * takes the same arguments, in another order where it needs to ("%2$s"). What has no translation
 * stays English.
 *
 *     diff_say(diff, sentence(diff->language, "%s, deputies %d → %d"), chamber, old, new);
 *
 * Visitors' words are words.h's: short, few and known by name. */
#ifndef FOYER_WORDS_SENTENCES_H
#define FOYER_WORDS_SENTENCES_H

#include <stddef.h>

#include "words/words.h"

typedef enum StaffLanguage { STAFF_ENGLISH, STAFF_RUSSIAN } StaffLanguage;

/* The language for a code ("ru", "ru-KZ"); English where staff are told nothing in it, also for
 * NULL. */
StaffLanguage staff_language(const char *code);

/* The words that go with it: for dates, numbers and what is counted. */
const Words *staff_words(StaffLanguage language);

/* The sentence in the language; lives as long as the program, as `english` does. */
const char *sentence(StaffLanguage language, const char *english) __attribute__((format_arg(2)));

/* The form of a sentence that goes with `number`; `one` and `many` are the English ones. */
const char *sentence_plural(StaffLanguage language, long number, const char *one, const char *many)
    __attribute__((format_arg(3), format_arg(4)));

/* Says again in the language what was said in English: an Error, or a line of the display's status,
 * which are kept in English whoever reads them. The sentence it was made by is found again, and its
 * texts are said again in turn ("lobby.db: the file: it is empty"); what is in no table stays as it
 * is. In `out`, cut between letters where it is longer; `out` is returned. */
const char *sentence_again(StaffLanguage language, const char *said, char *out, size_t size);

/* Marks, for the test that knows all of them, a sentence in a table or a variable that is handed to
 * sentence() later. */
#define SENTENCE(english) english

#endif
