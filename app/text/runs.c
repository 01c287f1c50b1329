/* See runs.h. Called by layout.c; what lines may end at is in breaks.c. */
#include "text/runs.h"

#include <string.h>

#include "base/check.h"
#include "base/geometry.h"
#include "base/utf8.h"

enum {
    LETTER_DROPPED = 0, /* what stands for a letter that is not shown */
    MARKS_MAX = 8       /* on one letter; more are dropped, so that no text grows over its line */
};

/* Nothing that SDL_ttf or libunibreak offers says which letters are marks. Unicode 15, categories
 * Mn and Me, of the scripts that the bundled fonts hold and those next to them. */
bool letter_is_mark(uint32_t letter)
{
    static const uint32_t ranges[][2] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
        {0x05C4, 0x05C5}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x0900, 0x0903},
        {0x093A, 0x093C}, {0x093E, 0x094F}, {0x0951, 0x0957}, {0x1AB0, 0x1ACE}, {0x1CD0, 0x1CF9},
        {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0x2DE0, 0x2DFF}, {0xA66F, 0xA672}, {0xA674, 0xA67D},
        {0xA69E, 0xA69F}, {0xA8E0, 0xA8F1}, {0xFE20, 0xFE2F}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0] && letter >= ranges[i][0]; i++) {
        if (letter <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

bool letter_is_space(uint32_t letter)
{
    return letter == ' ' || letter == '\n' ||
           (letter >= 0x2000 && letter <= 0x200A && letter != 0x2007) || letter == 0x205F ||
           letter == 0x3000 || letter == 0x1680;
}

/* What is shown in place of a letter. Invisible letters are dropped: fonts show some as boxes, and
 * those that turn the reading direction would let a text disguise itself. */
static uint32_t shown_letter(uint32_t letter, bool one_line)
{
    if (letter == '\n' || letter == 0x2028 || letter == 0x2029) {
        return one_line ? ' ' : '\n';
    }
    if (letter >= 0x20 && letter < 0x7F) {
        return letter;
    }
    if (letter == '\t' || letter == '\v' || letter == '\f' || letter == '\r' || letter == 0x85) {
        return ' ';
    }
    if (letter < 0xA0 || letter == 0xAD || letter == 0x034F || letter == 0x061C ||
        letter == 0x180E || letter == 0x200C || letter == 0x200D || letter == 0x200E ||
        letter == 0x200F) {
        return LETTER_DROPPED;
    }
    if (letter == WORD_JOINER || letter == 0xFEFF) {
        return WORD_JOINER;
    }
    if ((letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2061 && letter <= 0x206F) ||
        (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xFFF9 && letter <= 0xFFFB) ||
        (letter >= 0xE0000 && letter <= 0xE0FFF)) {
        return LETTER_DROPPED;
    }
    return letter;
}

static void *grown(void *old, size_t bytes)
{
    void *block = realloc(old, bytes);
    CHECK(block != NULL);
    return block;
}

static void make_room(Runs *runs, size_t room)
{
    CHECK(room < UINT32_MAX / 8);
    if (room <= runs->room) {
        return;
    }
    runs->room = (uint32_t)room;
    runs->text = grown(runs->text, room);
    runs->origin = grown(runs->origin, room * sizeof *runs->origin);
    runs->breaks = grown(runs->breaks, room);
    runs->font = grown(runs->font, room);
    runs->face = grown(runs->face, room);
    runs->mark = grown(runs->mark, room);
}

/* An invalid byte becomes three, U+FFFD; so three times the source is always enough. */
static void clean(Runs *runs, const Source *source, size_t limit)
{
    make_room(runs, limit * 3 + 1);
    uint32_t out = 0;
    int marks = MARKS_MAX; /* a mark needs a letter to stand on */
    size_t length = 0;
    for (size_t in = 0; in < limit; in += length) {
        uint32_t letter =
            shown_letter(utf8_decode(source->string + in, limit - in, &length), source->one_line);
        if (letter == LETTER_DROPPED) {
            continue;
        }
        if (letter_is_mark(letter)) {
            if (marks++ >= MARKS_MAX) {
                continue;
            }
        } else if (letter != ZERO_WIDTH_SPACE && letter != WORD_JOINER) {
            marks = 0;
        }
        char bytes[4];
        size_t count = utf8_encode(letter, bytes);
        memcpy(runs->text + out, bytes, count);
        for (size_t i = 0; i < count; i++) {
            runs->origin[out++] = (uint32_t)in;
        }
    }
    runs->length = out;
    runs->origin[out] = (uint32_t)limit;
}

/* The first byte of the text that comes from `origin` or later. */
static uint32_t find_origin(const Runs *runs, uint64_t origin)
{
    uint32_t low = 0, high = runs->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (runs->origin[middle] < origin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void apply_spans(Runs *runs, const Source *source)
{
    memset(runs->face, source->face, runs->length);
    memset(runs->mark, 0, runs->length);
    for (int i = 0; i < source->span_count; i++) {
        const TextSpan *span = &source->spans[i];
        uint32_t start = find_origin(runs, span->start);
        uint32_t end = find_origin(runs, (uint64_t)span->start + span->length);
        /* Spans that cut a letter from its marks begin and end behind both. */
        if (start > 0 && runs->breaks[start - 1] == BREAK_NEVER) {
            start = runs_letter_end(runs, start);
        }
        if (end > 0 && runs->breaks[end - 1] == BREAK_NEVER) {
            end = runs_letter_end(runs, end);
        }
        if (end > start) {
            uint8_t face = span->face < FACE_COUNT ? span->face : source->face;
            memset(runs->face + start, face, end - start);
            memset(runs->mark + start, span->mark, end - start);
        }
    }
}

uint32_t letter_end(const char *text, uint32_t at, uint32_t length)
{
    size_t bytes = 0;
    (void)utf8_decode(text + at, length - at, &bytes);
    at += (uint32_t)bytes;
    while (at < length && letter_is_mark(utf8_decode(text + at, length - at, &bytes))) {
        at += (uint32_t)bytes;
    }
    return at;
}

uint32_t runs_letter_end(const Runs *runs, uint32_t at)
{
    while (at < runs->length && runs->breaks[at] == BREAK_NEVER) {
        at++;
    }
    return at < runs->length ? at + 1 : at;
}

/* A letter and its marks are shown in one font. A space stays in the font before it, so that an
 * Armenian sentence is one run. */
static void choose_fonts(Runs *runs, Fonts *fonts)
{
    for (uint32_t at = 0, end = 0; at < runs->length; at = end) {
        end = runs_letter_end(runs, at);
        uint8_t first = (uint8_t)runs->text[at];
        uint8_t font = runs->face[at];
        if (first >= 0x80 || end - at > 1) {
            uint32_t letters[MARKS_MAX + 1];
            size_t count = 0, length = 0;
            for (uint32_t i = at; i < end && count < MARKS_MAX + 1; i += (uint32_t)length) {
                letters[count++] = utf8_decode(runs->text + i, end - i, &length);
            }
            font = fonts_choose(fonts, runs->face[at], letters, count);
        } else if (first == ' ' && at > 0 && runs->face[at - 1] == runs->face[at] &&
                   fonts_hold(fonts, runs->font[at - 1], ' ')) {
            font = runs->font[at - 1];
        }
        memset(runs->font + at, font, end - at);
    }
}

void runs_prepare(Runs *runs, Fonts *fonts, const Source *source, size_t limit)
{
    runs->whole = limit >= source->length;
    if (runs->whole) {
        limit = source->length;
    }
    while (!runs->whole && limit > 1 && ((uint8_t)source->string[limit] & 0xC0) == 0x80) {
        limit--;
    }
    runs->source_used = (uint32_t)limit;
    clean(runs, source, limit);
    runs_find_breaks(runs);
    apply_spans(runs, source);
    choose_fonts(runs, fonts);
}

uint32_t runs_trim(const Runs *runs, uint32_t start, uint32_t end)
{
    while (end > start) {
        uint32_t last = end - 1;
        size_t length = 0;
        while (last > start && ((uint8_t)runs->text[last] & 0xC0) == 0x80) {
            last--;
        }
        if (!letter_is_space(utf8_decode(runs->text + last, end - last, &length))) {
            break;
        }
        end = last;
    }
    return end;
}

void runs_finish(Runs *runs)
{
    free(runs->text);
    free(runs->origin);
    free(runs->breaks);
    free(runs->font);
    free(runs->face);
    free(runs->mark);
    memset(runs, 0, sizeof *runs);
}
