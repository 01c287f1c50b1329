/* Runs: a text made clean and marked up, byte for byte, with where lines may end and which font
 * shows what. Internal to text/: the first step of a layout, before anything is measured. */
#ifndef FOYER_TEXT_RUNS_H
#define FOYER_TEXT_RUNS_H

#include "text/fonts.h"

/* Whether a line may end behind a byte; a higher one is a better place. */
typedef enum Break {
    BREAK_NEVER,  /* inside a letter, or between a letter and its marks */
    BREAK_LETTER, /* between letters: only where a word is wider than the line */
    BREAK_GLUED,  /* between words that belong together: only where they are wider than the line */
    BREAK_WORD,   /* by UAX #14 */
    BREAK_LINE    /* behind '\n' */
} Break;

/* Parallel arrays of `length` entries, and one more for `origin`. */
typedef struct Runs {
    char *text;       /* valid UTF-8 of what is seen: no controls but '\n', nothing without width */
    uint32_t *origin; /* where in the source a byte comes from */
    char *breaks;     /* Break */
    uint8_t *font;    /* FontFile */
    uint8_t *face;    /* Face asked for */
    uint8_t *mark;    /* of the span */
    uint32_t length;
    uint32_t room;
    uint32_t source_used; /* bytes of the source that were looked at */
    bool whole;           /* that was all of it */
} Runs;

/* What is to be laid out. `string` and `spans` are borrowed. */
typedef struct Source {
    const char *string;
    size_t length;
    const TextSpan *spans;
    int span_count;
    uint8_t face;
    bool one_line; /* '\n' is a space */
} Source;

/* Prepares the first `limit` bytes of the source, or all of it. Memory run out stops the program.
 */
void runs_prepare(Runs *runs, Fonts *fonts, const Source *source, size_t limit);

/* Finds where lines may end, and takes what has no width out of the text: the second half of
 * runs_prepare, in breaks.c. */
void runs_find_breaks(Runs *runs);

void runs_finish(Runs *runs);

/* Letters that are not shown but say where lines may end. */
enum { ZERO_WIDTH_SPACE = 0x200B, WORD_JOINER = 0x2060 };

/* A space at which lines are cut and that does not count at their end. */
bool letter_is_space(uint32_t letter);

/* A mark that is shown on the letter before it. */
bool letter_is_mark(uint32_t letter);

/* Where the letter that begins at `at` ends, with its marks; in any clean text, and in runs. */
uint32_t letter_end(const char *text, uint32_t at, uint32_t length);
uint32_t runs_letter_end(const Runs *runs, uint32_t at);

/* `end` without the spaces and '\n' before it, not before `start`. */
uint32_t runs_trim(const Runs *runs, uint32_t start, uint32_t end);

#endif
