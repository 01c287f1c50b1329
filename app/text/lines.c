/* See lines.h. Greedy breaking: SDL_ttf says about how much fits, and the exact width of what would
 * be shown decides. Called by layout.c. */
#include "text/lines.h"

#include <string.h>

#include "base/check.h"
#include "base/geometry.h"
#include "base/utf8.h"

enum {
    WINDOW_BYTES = 160,  /* shaped at a time when looking for a line's end; see performance.md */
    LOOKAHEAD_BYTES = 64 /* behind the last line, when the rest of the text is not known */
};

/* How many bytes of [start, end) fit in `width` px, about. */
static uint32_t estimate(const Measure *measure, uint32_t start, uint32_t end, int32_t width)
{
    const Runs *runs = measure->runs;
    bool tracked = measure->style.tracking_px != 0;
    int32_t left = width;
    for (uint32_t at = start, next = 0; at < end; at = next) {
        next = tracked ? runs_letter_end(runs, at) : measure_piece_end(measure, at, end);
        while (!tracked && next - at > WINDOW_BYTES) {
            uint32_t half = at + WINDOW_BYTES;
            while (half > at && runs->breaks[half - 1] == BREAK_NEVER) {
                half--;
            }
            next = half > at ? half : runs_letter_end(runs, at);
        }
        if (tracked) {
            int32_t taken = measure_piece(measure, at, next);
            if (taken - measure->style.tracking_px > left) {
                return at;
            }
            left -= taken;
            continue;
        }
        int32_t extent = 0;
        int letters = fonts_fit(measure->fonts, runs->font[at], measure->style.size_px,
                                runs->text + at, next - at, left, &extent);
        left -= extent;
        size_t length = 0;
        for (uint32_t i = at; i < next; i += (uint32_t)length) {
            if (letters-- == 0) {
                return i;
            }
            (void)utf8_decode(runs->text + i, next - i, &length);
        }
    }
    return end;
}

/* Where the next place to end a line lies, of a kind at least `kind`, behind `at`; `end` at last.
 */
static uint32_t next_break(const Runs *runs, uint32_t at, uint32_t end, Break kind)
{
    while (at < end && runs->breaks[at] < (char)kind) {
        at++;
    }
    return at < end ? at + 1 : end;
}

/* The last such place at `at` or before it; `start` where there is none. */
static uint32_t last_break(const Runs *runs, uint32_t start, uint32_t at, Break kind)
{
    while (at > start && runs->breaks[at - 1] < (char)kind) {
        at--;
    }
    return at;
}

/* Moves the line's end on while the next break of the kind leaves it narrow enough. The estimate
 * may be short: by a pixel, or where glyphs are fewer than letters. */
static void stretch(Line *line, const Measure *measure, uint32_t end, int32_t width, Break kind)
{
    const Runs *runs = measure->runs;
    while (line->next < end) {
        uint32_t next = next_break(runs, line->next, end, kind);
        uint32_t shown = runs_trim(runs, line->start, next);
        /* Measuring the next word alone settles most cases; kerning is given an eighth of an em. */
        int64_t about = (int64_t)line->width + measure_range(measure, line->end, shown);
        if (about > (int64_t)width + measure->style.size_px / 8) {
            break;
        }
        int32_t taken = measure_range(measure, line->start, shown);
        if (taken > width) {
            break;
        }
        line->next = next;
        line->end = shown;
        line->width = taken;
    }
}

/* Tries to end the line at a break of the kind; false where none leaves it narrow enough. */
static bool cut_at(const Measure *measure, uint32_t reach, uint32_t end, int32_t width, Break kind,
                   Line *line)
{
    const Runs *runs = measure->runs;
    uint32_t start = line->start;
    uint32_t cut = reach == end ? end : last_break(runs, start, reach, kind);
    *line = (Line){.start = start, .end = start, .next = start};
    for (; cut > start; cut = last_break(runs, start, cut - 1, kind)) {
        uint32_t shown = runs_trim(runs, start, cut);
        int32_t taken = measure_range(measure, start, shown);
        if (taken <= width) {
            *line = (Line){.start = start, .end = shown, .next = cut, .width = taken};
            break;
        }
    }
    stretch(line, measure, end, width, kind);
    return line->next > start;
}

/* One line from `start`; the paragraph ends at `end`, before its '\n'. */
static Line next_line(const Measure *measure, uint32_t start, uint32_t end, int32_t width,
                      unsigned flags)
{
    const Runs *runs = measure->runs;
    Line line = {.start = start, .end = start, .next = end};
    if (start == end) {
        return line;
    }
    if (width == TEXT_NO_WRAP) {
        line.end = (flags & LINES_KEEP_SPACES) != 0 ? end : runs_trim(runs, start, end);
        line.width = measure_range(measure, start, line.end);
        return line;
    }
    uint32_t reach = estimate(measure, start, end, width);
    while (reach < end && runs->text[reach] == ' ') {
        reach++;
    }
    for (int kind = BREAK_WORD; kind >= BREAK_LETTER; kind--) {
        if (cut_at(measure, reach, end, width, (Break)kind, &line)) {
            return line;
        }
    }
    line.next = runs_letter_end(runs, start); /* wider than the line, and cannot be cut */
    line.end = runs_trim(runs, start, line.next);
    line.width = measure_range(measure, start, line.end);
    return line;
}

static void add_line(Lines *lines, Line line)
{
    if (lines->count == lines->room) {
        lines->room = lines->room > 0 ? lines->room * 2 : 32;
        lines->lines = realloc(lines->lines, (size_t)lines->room * sizeof *lines->lines);
        CHECK(lines->lines != NULL);
    }
    lines->lines[lines->count++] = line;
}

/* Cuts the last line so that "…" fits behind it. */
static void end_with_ellipsis(Line *line, const Measure *measure, int32_t width)
{
    const uint32_t start = line->start, end = line->end;
    int32_t behind = 0;
    for (;;) {
        uint8_t font = 0;
        const char *text = measure_ellipsis(measure, start, line->end, &font);
        behind = fonts_advance(measure->fonts, font, measure->style.size_px, text, strlen(text));
        behind += line->end > start ? measure->style.tracking_px : 0;
        if ((int64_t)line->width + behind <= width || line->end == start) {
            break;
        }
        int32_t room = min_i32(width - behind, line->width - 1);
        Line cut = {.start = start, .end = start, .next = start};
        if (room > 0) {
            cut = next_line(measure, start, end, room, 0);
        }
        *line = cut.width <= room ? cut : (Line){.start = start, .end = start, .next = start};
    }
    line->width += behind;
    line->ellipsis = true;
}

/* Mends a word alone on a headline's last line: the fewest words that help come down from the line
 * before, which must stay the longer one. */
static void balance_last(Lines *lines, const Measure *measure, int32_t width)
{
    const Runs *runs = measure->runs;
    if (lines->count < 2) {
        return;
    }
    Line *last = &lines->lines[lines->count - 1], *before = last - 1;
    if (before->next != last->start || runs->breaks[before->next - 1] != BREAK_WORD ||
        next_break(runs, last->start, last->end, BREAK_WORD) < last->end) {
        return;
    }
    uint32_t cut = last_break(runs, before->start, before->next - 1, BREAK_WORD);
    if (cut == before->start) {
        return;
    }
    Line upper = {.start = before->start, .end = runs_trim(runs, before->start, cut), .next = cut};
    Line lower = {.start = cut, .end = last->end, .next = last->next};
    upper.width = measure_range(measure, upper.start, upper.end);
    lower.width = measure_range(measure, lower.start, lower.end);
    if (lower.width <= width && upper.width >= lower.width) {
        *before = upper;
        *last = lower;
    }
}

bool lines_break(Lines *lines, const Measure *measure, int32_t width, int32_t max_lines,
                 unsigned flags)
{
    const Runs *runs = measure->runs;
    uint32_t at = 0, paragraph = 0;
    bool paragraph_known = false;
    lines->count = 0;
    lines->truncated = false;
    while (at < runs->length && (max_lines == 0 || lines->count < max_lines)) {
        if (!paragraph_known || at > paragraph) {
            const char *newline = memchr(runs->text + at, '\n', runs->length - at);
            paragraph = newline != NULL ? (uint32_t)(newline - runs->text) : runs->length;
            paragraph_known = true;
        }
        Line line = next_line(measure, at, paragraph, width, flags);
        if (line.next == paragraph && paragraph < runs->length) {
            line.next++; /* past the '\n' */
        }
        at = line.next;
        add_line(lines, line);
    }
    if (!runs->whole && (max_lines == 0 || lines->count < max_lines ||
                         (uint64_t)at + LOOKAHEAD_BYTES > runs->length)) {
        return false;
    }
    bool more = runs_trim(runs, at, runs->length) > at;
    if (!more && !runs->whole) {
        return false;
    }
    lines->truncated = more;
    if (more && (flags & TEXT_ELLIPSIS) != 0) {
        end_with_ellipsis(&lines->lines[lines->count - 1], measure, width);
    } else if (!more && (flags & TEXT_BALANCE_LAST) != 0 && width != TEXT_NO_WRAP) {
        balance_last(lines, measure, width);
    }
    return true;
}

void lines_finish(Lines *lines)
{
    free(lines->lines);
    memset(lines, 0, sizeof *lines);
}
