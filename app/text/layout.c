/* Layouts: the prepared text, cut into lines, placed as pieces and kept in the cache. Called by
 * text.c; runs.h, lines.h and cache.h are its three steps. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/geometry.h"
#include "text/state.h"

static void add_piece(Text *text, TextPiece piece)
{
    if (text->piece_count == text->piece_room) {
        text->piece_room = text->piece_room > 0 ? text->piece_room * 2 : 64;
        text->pieces = realloc(text->pieces, (size_t)text->piece_room * sizeof *text->pieces);
        CHECK(text->pieces != NULL);
    }
    text->pieces[text->piece_count++] = piece;
}

static void add_line_pieces(Text *text, const Measure *measure, const Line *line)
{
    const Runs *runs = measure->runs;
    TextPiece piece = {.style = measure->style};
    for (uint32_t at = line->start, next = 0; at < line->end; at = next) {
        next = measure_piece_end(measure, at, line->end);
        piece.text = runs->text + at;
        piece.length = next - at;
        piece.style.face = runs->face[at];
        piece.font = runs->font[at];
        piece.mark = runs->mark[at];
        if (at == line->start && next == line->end && !line->ellipsis) {
            piece.width = line->width; /* already measured */
        } else {
            piece.width = measure_piece(measure, at, next);
            piece.width -= next == line->end && !line->ellipsis ? measure->style.tracking_px : 0;
        }
        add_piece(text, piece);
        piece.x += piece.width;
    }
    if (line->ellipsis) {
        piece.text = measure_ellipsis(measure, line->start, line->end, &piece.font);
        piece.length = (uint32_t)strlen(piece.text);
        piece.style.tracking_px = 0;
        piece.mark = 0;
        piece.width = line->width - piece.x;
        add_piece(text, piece);
    }
}

/* How many bytes are likely to fill the lines asked for. A letter is half an em and at most two
 * bytes in our languages; where that is too little, four times as much is looked at next. */
static size_t first_look(const Question *question)
{
    if (question->max_lines == 0 || question->width == TEXT_NO_WRAP) {
        return question->length;
    }
    int64_t line_bytes = (int64_t)question->width * 5 / question->style.size_px + 64;
    int64_t bytes = line_bytes * question->max_lines + 128;
    return bytes < (int64_t)question->length ? (size_t)bytes : question->length;
}

/* The lines and pieces of the question in text->runs, ->lines and ->pieces. With a limit on the
 * lines, only as much of the text is looked at as they can hold. */
static void make(Text *text, const Question *question)
{
    const Source source = {question->string,     question->length,     question->spans,
                           question->span_count, question->style.face, question->one_line};
    const Measure measure = {&text->fonts, &text->runs, question->style};
    size_t limit = first_look(question);
    for (;; limit *= 4) {
        runs_prepare(&text->runs, &text->fonts, &source, limit);
        if (lines_break(&text->lines, &measure, question->width, question->max_lines,
                        question->flags)) {
            break;
        }
    }
    text->piece_count = 0;
    for (int32_t i = 0; i < text->lines.count; i++) {
        Line *line = &text->lines.lines[i];
        int32_t first = text->piece_count;
        add_line_pieces(text, &measure, line);
        line->next = (uint32_t)first; /* where its pieces begin: the breaking is over */
    }
}

/* Where the source's bytes that a line shows end. */
static uint32_t source_end(const Runs *runs, const Line *line)
{
    if (line->end == line->start) {
        return runs->origin[line->start];
    }
    return runs->origin[line->end];
}

static void fill_lines(Text *text, const Question *question, TextLine *lines, TextLayout *layout)
{
    TextStyle style = question->style;
    FontExtent extent = fonts_extent(&text->fonts, style.face, style.size_px);
    int32_t above = (style.line_px - (extent.ascent + extent.descent)) / 2 + extent.ascent;
    layout->ascent = extent.letters_up;
    layout->descent = extent.letters_down;
    lines[0] = (TextLine){.baseline = above};
    for (int32_t i = 0; i < text->lines.count; i++) {
        const Line *line = &text->lines.lines[i];
        int32_t first = (int32_t)line->next;
        int32_t end = i + 1 < text->lines.count ? (int32_t)line[1].next : text->piece_count;
        lines[i] = (TextLine){.first_piece = first,
                              .piece_count = end - first,
                              .width = line->width,
                              .baseline = i * style.line_px + above,
                              .start = text->runs.origin[line->start],
                              .end = source_end(&text->runs, line)};
        layout->width = max_i32(layout->width, line->width);
    }
    for (int32_t i = 0; i < text->piece_count; i++) {
        extent = fonts_extent(&text->fonts, text->pieces[i].font, style.size_px);
        layout->ascent = max_i32(layout->ascent, extent.letters_up);
        layout->descent = max_i32(layout->descent, extent.letters_down);
    }
}

/* One block: the entry, spans, lines, pieces, the question's string, and the text shown where that
 * differs. There is always room for one line and one piece, so that a caller who looks at the first
 * line of an empty text sees an empty one. */
static CacheEntry *pack(Text *text, const Question *question, uint64_t hash)
{
    const Runs *runs = &text->runs;
    size_t line_count = (size_t)max_i32(text->lines.count, 1);
    size_t piece_count = (size_t)max_i32(text->piece_count, 1);
    size_t span_count = (size_t)question->span_count, key = runs->source_used;
    bool same = runs->length == key && (key == 0 || memcmp(runs->text, question->string, key) == 0);
    size_t bytes = sizeof(CacheEntry) + piece_count * sizeof(TextPiece) +
                   line_count * sizeof(TextLine) + span_count * sizeof(TextSpan) + key +
                   (same ? 0 : runs->length);
    CacheEntry *entry = calloc(1, bytes);
    CHECK(entry != NULL);
    TextPiece *pieces = (TextPiece *)(entry + 1);
    TextLine *lines = (TextLine *)(pieces + piece_count);
    TextSpan *spans = (TextSpan *)(lines + line_count);
    char *string = (char *)(spans + span_count);
    char *shown = same ? string : string + key;
    if (key > 0) {
        memcpy(string, question->string, key);
    }
    if (!same && runs->length > 0) {
        memcpy(shown, runs->text, runs->length);
    }
    if (span_count > 0) {
        memcpy(spans, question->spans, span_count * sizeof *spans);
    }
    fill_lines(text, question, lines, &entry->layout);
    for (int32_t i = 0; i < text->piece_count; i++) {
        pieces[i] = text->pieces[i];
        uintptr_t from = (uintptr_t)pieces[i].text, base = (uintptr_t)runs->text;
        if (from >= base && from < base + runs->length) { /* else the ellipsis, a constant */
            pieces[i].text = shown + (from - base);
        }
    }
    entry->layout.lines = lines;
    entry->layout.pieces = pieces;
    entry->layout.line_count = text->lines.count;
    entry->layout.height = text->lines.count * question->style.line_px;
    entry->layout.truncated = text->lines.truncated;
    entry->question = *question;
    entry->question.string = string;
    entry->question.length = key;
    entry->question.spans = spans;
    entry->whole = runs->whole;
    entry->hash = hash;
    entry->bytes = bytes;
    return entry;
}

const TextLayout *layout_answer(Text *text, const Question *question)
{
    uint64_t hash = 0;
    const TextLayout *known = cache_find(&text->cache, question, &hash);
    if (known != NULL) {
        return known;
    }
    text->layouts++;
    make(text, question);
    CacheEntry *entry = pack(text, question, hash);
    cache_add(&text->cache, entry);
    return &entry->layout;
}
