/* Lines: a clean text cut into lines no wider than asked. Internal to text/: the second step of a
 * layout. All positions are bytes of Runs.text. */
#ifndef FOYER_TEXT_LINES_H
#define FOYER_TEXT_LINES_H

#include "text/runs.h"

typedef struct Line {
    uint32_t start, end; /* what is shown: without spaces at the end */
    uint32_t next;       /* where the next line starts */
    int32_t width;       /* px, of what is shown and of the ellipsis */
    bool ellipsis;
} Line;

typedef struct Lines {
    Line *lines;
    int32_t count, room;
    bool truncated; /* something visible follows the last line */
} Lines;

/* What lines are made of: all borrowed. */
typedef struct Measure {
    Fonts *fonts;
    const Runs *runs;
    TextStyle style;
} Measure;

/* Beside the flags of text.h: spaces at a line's end count, as for the place of a cursor. */
enum { LINES_KEEP_SPACES = 1 << 16 };

#define ELLIPSIS "\xE2\x80\xA6"

/* Where the piece that begins at `start` ends, at `end` or before it: one font, face and mark, and
 * not too long for a texture. */
uint32_t measure_piece_end(const Measure *measure, uint32_t start, uint32_t end);

/* The pen's way over one piece, px, with the tracking behind its last letter. */
int32_t measure_piece(const Measure *measure, uint32_t start, uint32_t end);

/* The width of a line's worth of pieces, px, without the tracking behind the last letter. */
int32_t measure_range(const Measure *measure, uint32_t start, uint32_t end);

/* The ellipsis behind `end`: with a space before it unless the line is empty or cut in a word. Its
 * text, and in `*font` what holds it. */
const char *measure_ellipsis(const Measure *measure, uint32_t start, uint32_t end, uint8_t *font);

/* Fills `lines` with at most `max_lines` (0: no limit). False where the runs are not the whole text
 * and more of it must be known. */
bool lines_break(Lines *lines, const Measure *measure, int32_t width, int32_t max_lines,
                 unsigned flags);

void lines_finish(Lines *lines);

#endif
