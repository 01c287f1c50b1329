/* What a Text is made of. Internal to text/. */
#ifndef FOYER_TEXT_STATE_H
#define FOYER_TEXT_STATE_H

#include "text/cache.h"
#include "text/lines.h"

struct Text {
    Fonts fonts;
    Cache cache;
    Runs runs;   /* of the layout being made; kept for their memory */
    Lines lines; /* likewise */
    TextPiece *pieces;
    int32_t piece_count, piece_room;
    uint64_t layouts, renders;
};

/* The answer, from the cache or made now and put there. */
const TextLayout *layout_answer(Text *text, const Question *question);

/* The style with its numbers within what text.h allows. */
TextStyle style_clamped(TextStyle style);

#endif
