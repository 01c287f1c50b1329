/* Text: typefaces, shaped lines, line breaks, and a cache so that nothing is shaped or broken
 * twice. The only user of SDL_ttf.
 *
 * A screen asks for a layout every frame, by the text itself; the same question is answered from
 * the cache. The painter asks for a piece's pixels when it needs them and keeps them itself. */
#ifndef FOYER_TEXT_TEXT_H
#define FOYER_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct Text Text;
struct SDL_Surface;

typedef enum Face {
    FACE_DISPLAY, /* Noto Serif Display Medium */
    FACE_SERIF,
    FACE_SERIF_SEMIBOLD,
    FACE_SERIF_ITALIC,
    FACE_SANS,
    FACE_SANS_SEMIBOLD,
    FACE_COUNT
} Face;

typedef struct TextStyle {
    uint8_t face;        /* Face */
    int16_t size_px;     /* the em, 6 to 1024 */
    int16_t tracking_px; /* extra space after each letter, for overlines; 0 for all else */
    int16_t line_px;     /* baseline to baseline */
} TextStyle;

/* A stretch of the text in another face than the paragraph's; the size stays. */
typedef struct TextSpan {
    uint32_t start, length; /* bytes */
    uint8_t face;           /* Face */
    uint8_t mark;           /* given back on the pieces; the caller's meaning (1: link, …) */
} TextSpan;

/* What is drawn in one go: one face, one line. */
typedef struct TextPiece {
    const char *text; /* not 0-ended; lives as long as its layout */
    uint32_t length;  /* bytes */
    int32_t x;        /* px from the layout's left edge */
    int32_t width;    /* px, advance */
    TextStyle style;  /* the style after fallback */
    uint8_t font;     /* which font file holds its letters: internal to text/ */
    uint8_t mark;
} TextPiece;

typedef struct TextLine {
    int32_t first_piece, piece_count;
    int32_t width;       /* px, without trailing spaces */
    int32_t baseline;    /* px below the layout's top */
    uint32_t start, end; /* bytes of the source text this line shows, without trailing spaces */
} TextLine;

typedef struct TextLayout {
    int32_t line_count;
    const TextLine *lines;
    const TextPiece *pieces;
    int32_t width;   /* px, the widest line */
    int32_t height;  /* px, line_count × line_px */
    int32_t ascent;  /* px above a baseline that letters reach, for layout checks */
    int32_t descent; /* px below it, positive */
    bool truncated;  /* the text went on; the last line ends in "…" */
} TextLayout;

enum {
    TEXT_BALANCE_LAST = 1, /* mend a single word alone on the last line (headlines) */
    TEXT_ELLIPSIS = 2      /* more than max_lines lines: end the last one with "…" */
};

#define TEXT_NO_WRAP INT32_MAX

/* Opens the typefaces in folder `fonts`; NULL with one sentence where one is missing or broken.
 * `cache_bytes` bounds what layouts are kept between frames. */
Text *text_create(const char *fonts, size_t cache_bytes, Error *error);
void text_destroy(Text *text);

/* Letters that no typeface holds are not logged from here on: somebody else names them. */
void text_keep_quiet(Text *text);

/* Says that a new frame begins: what was not asked for since the last call may be let go. */
void text_begin_frame(Text *text);

/* The text broken into lines no wider than `width` px, by UAX #14; a word wider than that is broken
 * between letters. A one-letter Russian preposition (в к с о у и а я, any case) stays with the next
 * word. '\n' ends a line. `max_lines` 0: no limit. Never fails: letters no font has are shown as a
 * box and logged once; invalid UTF-8 likewise. Borrowed until the end of the frame after next. */
const TextLayout *text_layout(Text *text, const char *string, size_t length, const TextSpan *spans,
                              int span_count, TextStyle style, int32_t width, int32_t max_lines,
                              unsigned flags);

/* The width in px of the string on one line. */
int32_t text_width(Text *text, const char *string, TextStyle style);

typedef struct TextMetrics {
    int32_t ascent, descent; /* px of the face at this size */
    int32_t cap_height;      /* px, of "H" */
    int32_t x_height;        /* px, of "x" */
} TextMetrics;
TextMetrics text_metrics(Text *text, TextStyle style);

/* The piece's pixels in colour 0xRRGGBB, ARGB8888 with alpha; the caller frees it with
 * SDL_FreeSurface. `*left` and `*top` are where its corner lies, in px from the pen's start and the
 * baseline (top is negative: above it). NULL for a piece with nothing to show, such as spaces. */
struct SDL_Surface *text_render(Text *text, const char *string, uint32_t length, TextStyle style,
                                uint8_t font, uint32_t rgb, int32_t *left, int32_t *top);

/* Readies a style for a first text: the typeface at that size is opened and `letters` are drawn to
 * nowhere, some 2 ms, so that the first text does not have to. */
void text_warm(Text *text, TextStyle style, const char *letters);

/* Whether some bundled font holds the letter, for the check of content. */
bool text_has_letter(Text *text, uint32_t letter);

/* How often shaping and breaking was really done since the start: for tests and benchmarks. */
typedef struct TextCounts {
    uint64_t layouts, renders, measures;
    size_t cache_bytes;
} TextCounts;
TextCounts text_counts(const Text *text);

#endif
