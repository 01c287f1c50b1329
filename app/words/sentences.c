/* See sentences.h: a sentence is looked up, or, where it was said already, found by its pattern. */
#include "words/sentences.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "words/languages.h"

StaffLanguage staff_language(const char *code)
{
    return words_for(code) == words_for("ru") ? STAFF_RUSSIAN : STAFF_ENGLISH;
}

const Words *staff_words(StaffLanguage language)
{
    return words_for(language == STAFF_RUSSIAN ? "ru" : "en");
}

/* ---- to be said ---- */

static int compare_sentence(const void *english, const void *row)
{
    return strcmp((const char *)english, ((const Translation *)row)->english);
}

static int compare_counted(const void *many, const void *row)
{
    return strcmp((const char *)many, ((const CountedTranslation *)row)->many);
}

const char *sentence(StaffLanguage language, const char *english)
{
    if (language == STAFF_ENGLISH) {
        return english;
    }
    const Translation *row =
        (const Translation *)bsearch(english, sentences_ru, (size_t)sentences_ru_count,
                                     sizeof sentences_ru[0], compare_sentence);
    return row != NULL ? row->other : english;
}

const char *sentence_plural(StaffLanguage language, long number, const char *one, const char *many)
{
    const CountedTranslation *row = NULL;
    if (language != STAFF_ENGLISH) {
        row = (const CountedTranslation *)bsearch(many, sentences_counted_ru,
                                                  (size_t)sentences_counted_ru_count,
                                                  sizeof sentences_counted_ru[0], compare_counted);
    }
    if (row == NULL) {
        return number == 1 ? one : many;
    }
    return row->other[staff_words(language)->plural(number)];
}

/* ---- said already ---- */

enum {
    PIECES_MOST = 8,
    DEPTH_MOST = 8,
    SURE_BYTES = 5 /* with fewer of its own in a row a pattern may as well be met by chance */
};

typedef struct Piece {
    const char *text;
    size_t count;
    bool is_name; /* it stands in quotes: no sentence, whatever it is */
} Piece;

/* What a text has in the places of a pattern's conversions. */
typedef struct Match {
    Piece pieces[PIECES_MOST];
    int count;
    size_t own, longest; /* bytes of the pattern itself, and those most in a row */
} Match;

typedef struct Output {
    char *text;
    size_t size, used;
} Output;

static void put(Output *out, Piece piece)
{
    for (size_t at = 0, length = 0; at < piece.count; at += length) {
        (void)utf8_decode(piece.text + at, piece.count - at, &length);
        if (out->used + length >= out->size) {
            out->size = out->used; /* full: nothing may follow */
            return;
        }
        memcpy(out->text + out->used, piece.text + at, length);
        out->used += length;
    }
}

/* Behind the conversion of printf at `at`; its kind is the letter before. */
static const char *behind_conversion(const char *at)
{
    at += 1 + strspn(at + 1, "0123456789$.*+-#hlzjt");
    CHECK(*at != '\0');
    return at + 1;
}

/* Whether a conversion of that kind can have written the piece. */
static bool is_of_kind(char kind, Piece piece)
{
    if (kind == 's') {
        return true;
    }
    size_t digits = 0;
    while (digits < piece.count && strchr("0123456789ABCDEFabcdef.-", piece.text[digits]) != NULL) {
        digits++;
    }
    return digits > 0 && digits == piece.count;
}

/* Whether the text may have been made by the pattern. Each piece ends where what follows it in the
 * pattern is met first, the last where the text ends; what the text begins with is a name, in which
 * no sentence ends. */
static bool match_pattern(const char *pattern, Piece said, Match *match)
{
    const char *end = said.text + said.count, *at = said.text;
    size_t own = strcspn(pattern, "%");
    *match = (Match){.own = own, .longest = own};
    if (said.count < own || memcmp(at, pattern, own) != 0) {
        return false;
    }
    for (pattern += own, at += own; *pattern == '%'; pattern += own) {
        pattern = behind_conversion(pattern);
        char kind = pattern[-1];
        own = strcspn(pattern, "%");
        const char *next = (const char *)memmem(at, (size_t)(end - at), pattern, own);
        if (pattern[own] == '\0') {
            bool ends_so = (size_t)(end - at) >= own && memcmp(end - own, pattern, own) == 0;
            next = ends_so ? end - own : NULL;
        }
        if (next == NULL || match->count == PIECES_MOST) {
            return false;
        }
        Piece piece = {at, (size_t)(next - at), at > said.text && at[-1] == '"'};
        bool is_first = at == said.text;
        if (!is_of_kind(kind, piece) ||
            (is_first && memmem(piece.text, piece.count, ": ", 2) != NULL)) {
            return false;
        }
        match->pieces[match->count++] = piece;
        match->own += own;
        match->longest = own > match->longest ? own : match->longest;
        at = next + own;
    }
    return at == end;
}

/* A pattern that was found: what it is in the other language, and the pieces. */
typedef struct Found {
    const char *other; /* NULL: none was */
    Match match;
} Found;

static void keep_better(Found *found, const char *pattern, const char *other, Piece said)
{
    Match match;
    if (match_pattern(pattern, said, &match) &&
        (found->other == NULL || match.own > found->match.own)) {
        *found = (Found){other, match};
    }
}

static const char *counted_form(const CountedTranslation *row, StaffLanguage language,
                                const char *pattern, Piece said)
{
    Match match;
    long number = 1;
    if (match_pattern(pattern, said, &match)) {
        const char *at = pattern;
        for (int i = 0; i < match.count; i++) {
            at = behind_conversion(strchr(at, '%'));
            if (at[-1] != 's') {
                number = strtol(match.pieces[i].text, NULL, 10);
                break;
            }
        }
    }
    return row->other[staff_words(language)->plural(number)];
}

/* The pattern that has the most in common with the text. */
static Found find(StaffLanguage language, Piece said)
{
    Found found = {.other = NULL};
    for (int i = 0; i < sentences_ru_count; i++) {
        keep_better(&found, sentences_ru[i].english, sentences_ru[i].other, said);
    }
    for (int i = 0; i < sentences_counted_ru_count; i++) {
        const CountedTranslation *row = &sentences_counted_ru[i];
        keep_better(&found, row->one, counted_form(row, language, row->one, said), said);
        keep_better(&found, row->many, counted_form(row, language, row->many, said), said);
    }
    return found;
}

/* Whether it is a pattern that is not met by chance. */
static bool is_sure(const Found *found)
{
    return found->other != NULL && (found->match.count == 0 || found->match.longest >= SURE_BYTES);
}

static void say_again(Output *out, StaffLanguage language, Piece said, int depth);

/* Writes the pattern with the pieces in their places, those that are texts said again. */
static void fill(Output *out, StaffLanguage language, const Found *found, int depth)
{
    int next = 0;
    for (const char *at = found->other; *at != '\0';) {
        size_t own = strcspn(at, "%");
        put(out, (Piece){at, own, false});
        at += own;
        if (*at != '%') {
            break;
        }
        char *dollar = NULL;
        long place = strtol(at + 1, &dollar, 10);
        int index = *dollar == '$' ? (int)place - 1 : next++;
        at = behind_conversion(at);
        CHECK(index >= 0 && index < found->match.count);
        const Piece *piece = &found->match.pieces[index];
        if (at[-1] == 's' && !piece->is_name) {
            say_again(out, language, *piece, depth + 1);
        } else {
            put(out, *piece);
        }
    }
}

/* Where the first of several sentences ends, "lobby.db: it is empty", or of none that is known all
 * but its last part, "news item "x", title"; 0: nowhere. */
static size_t end_of_part(Piece said, bool is_known)
{
    const char *colon = (const char *)memmem(said.text, said.count, ": ", 2);
    if (colon != NULL) {
        return (size_t)(colon - said.text);
    }
    for (size_t i = said.count; i > 2 && !is_known; i--) {
        if (memcmp(said.text + i - 2, ", ", 2) == 0) {
            return i - 2;
        }
    }
    return 0;
}

static void say_again(Output *out, StaffLanguage language, Piece said, int depth)
{
    Found found = {.other = NULL};
    if (depth < DEPTH_MOST) {
        found = find(language, said);
    }
    bool sure = is_sure(&found);
    if (found.other != NULL && !sure) { /* believed where it begins with what is */
        Found first = find(language, found.match.pieces[0]);
        found.other = is_sure(&first) ? found.other : NULL;
    }
    size_t end = sure || depth == DEPTH_MOST ? 0 : end_of_part(said, found.other != NULL);
    if (end > 0) {
        say_again(out, language, (Piece){said.text, end, false}, depth + 1);
        put(out, (Piece){said.text + end, 2, false});
        say_again(out, language, (Piece){said.text + end + 2, said.count - end - 2, false},
                  depth + 1);
    } else if (found.other != NULL) {
        fill(out, language, &found, depth);
    } else {
        put(out, said);
    }
}

const char *sentence_again(StaffLanguage language, const char *said, char *out, size_t size)
{
    CHECK(size > 0);
    Output output = {out, size, 0};
    Piece whole = {said, strlen(said), false};
    if (language == STAFF_ENGLISH) {
        put(&output, whole);
    } else {
        say_again(&output, language, whole, 0);
    }
    out[output.used] = '\0';
    return out;
}
