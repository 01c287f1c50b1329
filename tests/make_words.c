/* See make_words.h. */
#include "make_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* The letters that each language's words are made of: with "ru" also the Belarusian, Kazakh, Kyrgyz
 * and Tajik ones, so that every name has some. */
static const char *const LETTERS[WORDS_LANGUAGES] = {
    "a b c d e f g h i j k l m n o p q r s t u v w x y z é ü ā ğ",
    ("а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я "
     "ў і ә ғ қ ң ө ұ ү һ ӣ ӯ ҳ ҷ"),
    "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ և"};
static const char *const CAPITALS[WORDS_LANGUAGES] = {
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Å Ş",
    "А Б В Г Д Е Ё Ж З И К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Э Ю Я Ў І Ә Ғ Қ Ң Ө Ұ Ү Һ Ӣ Ӯ Ҳ Ҷ",
    "Ա Բ Գ Դ Ե Զ Է Ը Թ Ժ Ի Լ Խ Ծ Կ Հ Ձ Ղ Ճ Մ Յ Ն Շ Ո Չ Պ Ջ Ռ Ս Վ Տ Ր Ց Փ Ք Օ Ֆ"};

uint32_t words_below(Words *w, uint32_t bound)
{
    w->state = hash_u64(w->state, 1);
    return bound > 0 ? (uint32_t)((w->state >> 32) % bound) : 0;
}

static bool one_in(Words *w, uint32_t n)
{
    return words_below(w, n) == 0;
}

/* ---- words ---- */

/* A text that grows, counting letters. */
typedef struct Text {
    char *bytes;
    size_t count, room;
    int letters;
} Text;

static void add(Text *text, const char *bytes, size_t count, int letters)
{
    if (text->count + count + 1 > text->room) {
        text->room = (text->count + count + 1) * 2;
        char *more = (char *)realloc(text->bytes, text->room);
        if (more == NULL) {
            abort();
        }
        text->bytes = more;
    }
    memcpy(text->bytes + text->count, bytes, count);
    text->count += count;
    text->bytes[text->count] = '\0';
    text->letters += letters;
}

static void add_string(Text *text, const char *bytes)
{
    add(text, bytes, strlen(bytes), (int)strlen(bytes));
}

/* One of the letters of a list that are parted by spaces. */
static void add_letter(Words *w, Text *text, const char *list)
{
    uint32_t count = 1;
    for (const char *p = list; *p != '\0'; p++) {
        count += *p == ' ' ? 1 : 0;
    }
    for (uint32_t skip = words_below(w, count); skip > 0; skip--) {
        list = strchr(list, ' ') + 1;
    }
    add(text, list, strcspn(list, " "), 1);
}

static void add_word(Words *w, Text *text, int language, int letters, bool capital)
{
    for (int i = 0; i < letters; i++) {
        add_letter(w, text, capital && i == 0 ? CAPITALS[language] : LETTERS[language]);
    }
}

static const char *taken(Words *w, Text *text)
{
    const char *copy = arena_copy_text(w->arena, text->bytes, text->count);
    if (copy == NULL) {
        abort();
    }
    free(text->bytes);
    *text = (Text){0};
    return copy;
}

/* A name of exactly `letters` letters in words of at most `longest`. */
const char *words_name(Words *w, int language, int letters, int longest)
{
    Text text = {0};
    while (text.letters < letters) {
        int left = letters - text.letters;
        int count = 1 + (int)words_below(w, (uint32_t)longest);
        if (longest >= letters) {
            count = letters; /* one word */
        }
        if (count + 2 > left) {
            count = left; /* not a space at the end */
        }
        add_word(w, &text, language, count, true);
        if (text.letters < letters) {
            add(&text, " ", 1, 1);
        }
    }
    return taken(w, &text);
}

/* What a name may look like: by turns very long, one endless word, one letter, as usual. */
const char *words_awkward_name(Words *w, int language, int turn, int most)
{
    switch (turn % 6) {
    case 0:
        return words_name(w, language, most, 12);
    case 1:
        return words_name(w, language, most, most);
    case 2:
        return words_name(w, language, 1, 1);
    case 3:
        return words_name(w, language, most / 2, 30);
    default:
        return words_name(w, language, 6 + (int)words_below(w, 20), 12);
    }
}

/* A sentence or several of so many words. */
static void add_sentences(Words *w, Text *text, int language, int words)
{
    bool begin = true;
    for (int i = 0; i < words; i++) {
        int letters = one_in(w, 200) ? 40 : 1 + (int)words_below(w, 11);
        add_word(w, text, language, letters, begin);
        begin = i + 1 == words || one_in(w, 12);
        add_string(text, begin ? "." : one_in(w, 9) ? "," : "");
        add_string(text, i + 1 < words ? " " : "");
    }
}

/* ---- articles ---- */

static void add_plain(Words *w, Text *text, int language, const char *before, int words,
                      const char *after)
{
    add_string(text, before);
    add_sentences(w, text, language, words);
    add_string(text, after);
}

static void add_paragraph(Words *w, Text *text, int language, int words)
{
    int emphasis = words / 3;
    add_sentences(w, text, language, words - emphasis);
    if (emphasis > 0) {
        static const char *const OPEN[] = {" *", " **", " ***", " [", " `"};
        static const char *const CLOSE[] = {"*", "**", "***", "](https://example.org/a?b=c)", "`"};
        uint32_t kind = words_below(w, 5);
        add_plain(w, text, language, OPEN[kind], emphasis, CLOSE[kind]);
    }
    add_string(text, one_in(w, 8) ? "\\\n" : "");
    add_string(text, "\n\n");
}

/* A list of two items with a list in the first; the words written. */
static int add_list(Words *w, Text *text, int language, int words)
{
    int each = words / 3 + 1;
    add_plain(w, text, language, "- ", each, "\n");
    add_plain(w, text, language, "  1. ", each, "\n");
    add_plain(w, text, language, "  2. ", 1, "\n");
    add_plain(w, text, language, "- ", each, "\n\n");
    return 3 * each + 1;
}

/* A block of a kind by turns and of about so many words; the words written. */
static int add_block(Words *w, Text *text, int language, int turn, int words)
{
    int few = words < 12 ? words : 12;
    switch (turn % 9) {
    case 2:
        add_plain(w, text, language, "## ", few, "\n\n");
        return few;
    case 3:
        add_plain(w, text, language, "> ", words, "\n\n");
        return words;
    case 4:
        return add_list(w, text, language, words);
    case 5:
        add_plain(w, text, language, "![", few, "]");
        add_string(text, one_in(w, 2) ? "(wide)\n\n" : "(tall)\n\n");
        return few;
    case 6:
        add_plain(w, text, language, "998. ", words, "\n\n");
        return words;
    default:
        add_paragraph(w, text, language, words);
        return words;
    }
}

/* Blocks of every kind, until there are so many words. */
const char *words_article(Words *w, int language, int words)
{
    Text text = {0};
    for (int turn = 0; words > 0; turn++) {
        int count = 5 + (int)words_below(w, 80);
        words -= add_block(w, &text, language, turn, count < words ? count : words);
    }
    return taken(w, &text);
}

const char *words_summary(Words *w, int language, int words)
{
    Text text = {0};
    add_sentences(w, &text, language, words);
    return taken(w, &text);
}
