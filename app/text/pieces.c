/* How wide stretches of text are: see lines.h. Called by lines.c to find where lines end and by
 * layout.c to place what they show, so that both come to the same sums. */
#include <string.h>

#include "base/geometry.h"
#include "text/lines.h"

enum {
    PIECE_BYTES_MAX = 240,
    PIECE_BYTES_PX_MAX = 8192 /* bytes × size: about the widest texture that every board takes */
};

uint32_t measure_piece_end(const Measure *measure, uint32_t start, uint32_t end)
{
    const Runs *runs = measure->runs;
    uint32_t most =
        (uint32_t)clamp_i32(PIECE_BYTES_PX_MAX / measure->style.size_px, 8, PIECE_BYTES_MAX);
    uint32_t at = start, word = start;
    while (at < end && runs->font[at] == runs->font[start] && runs->face[at] == runs->face[start] &&
           runs->mark[at] == runs->mark[start]) {
        uint32_t next = runs_letter_end(runs, at);
        if (next - start > most && at > start) {
            return word > start ? word : at;
        }
        if (runs->text[at] == ' ') {
            word = next;
        }
        at = next;
    }
    return at < end ? at : end;
}

int32_t measure_piece(const Measure *measure, uint32_t start, uint32_t end)
{
    const Runs *runs = measure->runs;
    if (start >= end) {
        return 0;
    }
    uint8_t font = runs->font[start];
    if (measure->style.tracking_px == 0) {
        return fonts_advance(measure->fonts, font, measure->style.size_px, runs->text + start,
                             end - start);
    }
    int32_t width = 0;
    for (uint32_t at = start, next = 0; at < end; at = next) {
        next = runs_letter_end(runs, at);
        width += fonts_advance(measure->fonts, font, measure->style.size_px, runs->text + at,
                               next - at) +
                 measure->style.tracking_px;
    }
    return width;
}

int32_t measure_range(const Measure *measure, uint32_t start, uint32_t end)
{
    int64_t width = 0;
    for (uint32_t at = start, next = 0; at < end; at = next) {
        next = measure_piece_end(measure, at, end);
        width += measure_piece(measure, at, next);
    }
    if (end > start) {
        width -= measure->style.tracking_px;
    }
    return width > INT32_MAX / 2 ? INT32_MAX / 2 : (int32_t)width;
}

const char *measure_ellipsis(const Measure *measure, uint32_t start, uint32_t end, uint8_t *font)
{
    const uint32_t letter = 0x2026;
    const Runs *runs = measure->runs;
    uint8_t face = end > start ? runs->face[end - 1] : measure->style.face;
    *font = fonts_choose(measure->fonts, face, &letter, 1);
    bool in_word = end > start && end < runs->length && runs->breaks[end - 1] < BREAK_GLUED &&
                   runs_trim(runs, end, end + 1) > end;
    return end > start && !in_word ? " " ELLIPSIS : ELLIPSIS;
}
