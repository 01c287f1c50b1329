/* The list of the interface's languages, and how words are put together: numbers, dates, counted
 * things. Screens call it; what is said stands in the language files, which this leaves alone. */
#include "words/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "words/languages.h"

/* English first: it stands in for every language that is not here. */
static const Words *const LANGUAGES[] = {&words_en, &words_ru, NULL};

/* What one letter in braces stands for in a pattern. */
typedef struct Filling {
    char letter; /* 0 ends a list */
    const char *text;
} Filling;

/* The text being put together. */
typedef struct Output {
    char *text;
    size_t size, used; /* bytes, the ending 0 not counted in `used` */
    bool full;         /* a letter did not fit: nothing may follow it */
} Output;

/* `code` is a language tag whose first part is `language`: "ru", "ru-KZ". */
static bool is_language(const char *code, const char *language)
{
    size_t length = strlen(language);
    return strncmp(code, language, length) == 0 && (code[length] == 0 || code[length] == '-');
}

static const Words *find(const char *code)
{
    for (size_t i = 0; code && LANGUAGES[i]; i++) {
        if (is_language(code, LANGUAGES[i]->code)) {
            return LANGUAGES[i];
        }
    }
    return NULL;
}

const Words *words_for(const char *code)
{
    const Words *found = find(code);
    return found ? found : LANGUAGES[0];
}

int words_known(const char *code)
{
    return find(code) != NULL;
}

const Words *const *words_all(void)
{
    return LANGUAGES;
}

const char *words_get(const Words *words, Word word)
{
    CHECK((unsigned)word < WORD_COUNT);
    return words->text[word];
}

const char *words_month_short(const Words *words, int month)
{
    CHECK(month >= 1 && month <= 12);
    return words->months_short[month - 1];
}

static Output output_start(char *text, size_t size)
{
    CHECK(size > 0);
    text[0] = 0;
    return (Output){text, size, 0, false};
}

/* Adds as many whole letters as fit. */
static void output_add(Output *output, const char *text, size_t count)
{
    size_t length = 0;
    for (size_t at = 0; at < count && !output->full; at += length) {
        utf8_decode(text + at, count - at, &length);
        if (output->used + length >= output->size) {
            output->full = true;
            break;
        }
        memcpy(output->text + output->used, text + at, length);
        output->used += length;
    }
    output->text[output->used] = 0;
}

static const char *filling_of(const Filling *fillings, char letter)
{
    for (; fillings->letter; fillings++) {
        if (fillings->letter == letter) {
            return fillings->text;
        }
    }
    return NULL;
}

/* Writes the pattern with every {letter} replaced. Not printf: languages order the parts of a
 * date as they like, and a pattern from a table cannot be checked by the compiler. */
static const char *fill(const char *pattern, const Filling *fillings, char *out, size_t size)
{
    CHECK(pattern);
    Output output = output_start(out, size);
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        output_add(&output, pattern, plain);
        pattern += plain;
        if (*pattern == '{') {
            const char *text = filling_of(fillings, pattern[1]);
            CHECK(text && pattern[2] == '}');
            output_add(&output, text, strlen(text));
            pattern += 3;
        }
    }
    return out;
}

const char *words_counted(const Words *words, Counted what, long number, char *out, size_t size)
{
    CHECK((unsigned)what < COUNTED_COUNT);
    char digits[64];
    words_number(words, number, digits, sizeof digits);
    const Filling fillings[] = {{'n', digits}, {0, NULL}};
    return fill(words->counted[what][words->plural(number)], fillings, out, size);
}

/* Both kinds of date: they differ in the pattern alone. */
static const char *write_date(const Words *words, const char *pattern, const char *const *months,
                              Date date, char *out, size_t size)
{
    if (!date_is_valid(date)) {
        return fill("", NULL, out, size);
    }
    char day[8], year[8];
    snprintf(day, sizeof day, "%d", date.day);
    snprintf(year, sizeof year, "%d", date.year);
    const Filling fillings[] = {{'d', day},
                                {'m', months[date.month - 1]},
                                {'y', year},
                                {'w', words->weekdays[date_weekday(date)]},
                                {0, NULL}};
    return fill(pattern, fillings, out, size);
}

const char *words_date(const Words *words, Date date, char *out, size_t size)
{
    return write_date(words, words->long_date, words->months, date, out, size);
}

const char *words_day(const Words *words, Date date, char *out, size_t size)
{
    return write_date(words, words->day_date, words->months, date, out, size);
}

const char *words_month(const Words *words, Date date, char *out, size_t size)
{
    return write_date(words, words->month_date, words->month_names, date, out, size);
}

/* Both languages write the day in 24 hours; two digits keep the clock's width. */
const char *words_clock(const Words *words, Wall wall, char *out, size_t size)
{
    (void)words;
    CHECK(size > 0);
    snprintf(out, size, "%02d:%02d", wall.hour, wall.minute);
    return out;
}

const char *words_position(const Words *words, int number, int total, char *out, size_t size)
{
    char place[64], all[64];
    const Filling fillings[] = {{'n', words_number(words, number, place, sizeof place)},
                                {'t', words_number(words, total, all, sizeof all)},
                                {0, NULL}};
    return fill(words->position, fillings, out, size);
}

const char *words_number(const Words *words, long number, char *out, size_t size)
{
    char plain[32];
    int length = snprintf(plain, sizeof plain, "%ld", number);
    int first = number < 0;
    bool grouped = length - first >= words->minimum_grouped;
    Output output = output_start(out, size);
    for (int i = 0; i < length; i++) {
        if (grouped && i > first && (length - i) % 3 == 0) {
            output_add(&output, words->number_group, strlen(words->number_group));
        }
        output_add(&output, plain + i, 1);
    }
    return out;
}
