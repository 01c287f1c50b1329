/* Where lines may end: UAX #14 by libunibreak, letters that keep their marks, and what good
 * typesetting keeps together. See runs.h; called by runs.c. */
#include <linebreak.h>
#include <string.h>

#include "base/utf8.h"
#include "text/runs.h"

static uint32_t letter_at(const Runs *runs, uint32_t at, uint32_t *end)
{
    size_t length = 0;
    uint32_t letter = utf8_decode(runs->text + at, runs->length - at, &length);
    *end = at + (uint32_t)length;
    return letter;
}

/* libunibreak's marks, in place, become ours. A letter does not end before a mark on it. */
static void translate(Runs *runs)
{
    for (uint32_t at = 0, end = 0; at < runs->length; at = end) {
        uint32_t letter = letter_at(runs, at, &end), next_end = 0;
        char found = runs->breaks[end - 1];
        for (uint32_t i = at; i + 1 < end; i++) {
            runs->breaks[i] = BREAK_NEVER;
        }
        Break kind = BREAK_LETTER;
        if (letter == '\n') {
            kind = BREAK_LINE;
        } else if (end < runs->length && letter_is_mark(letter_at(runs, end, &next_end))) {
            kind = BREAK_NEVER;
        } else if (end == runs->length || found == LINEBREAK_ALLOWBREAK) {
            kind = BREAK_WORD;
        }
        runs->breaks[end - 1] = (char)kind;
    }
}

/* The zero-width space and the word joiner have had their say: what they decided goes to the
 * letter before them, and they go. */
static void take_out_invisible(Runs *runs)
{
    uint32_t out = 0;
    if (memchr(runs->text, 0xE2, runs->length) == NULL) {
        return;
    }
    for (uint32_t at = 0, end = 0; at < runs->length; at = end) {
        uint32_t letter = letter_at(runs, at, &end);
        if (letter == ZERO_WIDTH_SPACE || letter == WORD_JOINER) {
            if (out > 0 && runs->breaks[out - 1] != BREAK_LINE) {
                runs->breaks[out - 1] = runs->breaks[end - 1];
            }
            continue;
        }
        memmove(runs->text + out, runs->text + at, end - at);
        memmove(runs->breaks + out, runs->breaks + at, end - at);
        memmove(runs->origin + out, runs->origin + at, (end - at) * sizeof *runs->origin);
        out += end - at;
    }
    runs->origin[out] = runs->origin[runs->length];
    runs->length = out;
}

/* в к с о у и а я, either case. */
static bool is_short_word(uint32_t letter)
{
    static const uint32_t letters[] = {0x432, 0x43A, 0x441, 0x43E, 0x443, 0x438, 0x430, 0x44F};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (letter == letters[i] || letter + 0x20 == letters[i]) {
            return true;
        }
    }
    return false;
}

/* Whether a word can begin behind this letter. */
static bool begins_word(uint32_t letter)
{
    return letter_is_space(letter) || letter == 0xA0 || letter == 0x202F || letter == '(' ||
           letter == '[' || letter == '"' || letter == 0xAB || letter == 0x201C ||
           letter == 0x201E || letter == 0x2013 || letter == 0x2014 || letter == 0x2026;
}

static bool is_dash(uint32_t letter)
{
    return letter == '-' || letter == 0x2013 || letter == 0x2014 || letter == 0x2212;
}

/* "в Минске" and "мир — это": the break behind the first word's space is for emergencies only. */
static void glue(Runs *runs)
{
    uint32_t before = ' ', letter = ' ', behind = 0; /* three letters in a row */
    uint32_t behind_end = 0;
    for (uint32_t at = 0; at < runs->length; at = behind_end) {
        behind = letter_at(runs, at, &behind_end);
        uint32_t end = at, next_end = 0;
        if (behind == ' ' && runs->breaks[at] == BREAK_WORD && behind_end < runs->length) {
            uint32_t next = letter_at(runs, behind_end, &next_end);
            bool dash = is_dash(next) && !letter_is_space(letter) &&
                        (next_end == runs->length || runs->text[next_end] == ' ');
            if (dash || (is_short_word(letter) && begins_word(before) && end > 0)) {
                runs->breaks[at] = BREAK_GLUED;
            }
        }
        before = letter;
        letter = behind;
    }
}

void runs_find_breaks(Runs *runs)
{
    if (runs->length == 0) {
        return;
    }
    set_linebreaks_utf8((const utf8_t *)runs->text, runs->length, NULL, runs->breaks);
    translate(runs);
    take_out_invisible(runs);
    glue(runs);
}
