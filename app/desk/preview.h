/* Preview: pictures of the screens as visitors will see them, drawn by the display's own code. */
#ifndef FOYER_DESK_PREVIEW_H
#define FOYER_DESK_PREVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"

typedef struct Preview Preview;
struct Desk;

typedef enum PreviewContent { PREVIEW_DRAFT, PREVIEW_PUBLISHED } PreviewContent;

typedef struct PreviewAsk {
    PreviewContent content;
    const char *screen;   /* as app_show_screen has them: "news/2022-06-03-x" */
    int32_t w, h;         /* px */
    const char *language; /* a code of the content's; NULL: its first */
    int text_percent;     /* 100, 125 or 150 */
    const char *contrast; /* "", "high", "dark" */
    Wall now;             /* what the clock shows; year 0: now */
} PreviewAsk;

Preview *preview_create(struct Desk *desk, Error *error);
void preview_destroy(Preview *preview);

typedef enum PreviewResult {
    PREVIEW_DONE,
    PREVIEW_MISSING, /* there is no such screen or language, or nothing has been published */
    PREVIEW_FAILED   /* the content cannot be read, or there is no memory */
} PreviewResult;

/* The screen as a PNG: `*count` bytes at `*png`, malloc'ed: the caller's. Else the reason, in
 * English. Any thread; one is drawn at a time. */
PreviewResult preview_png(Preview *preview, const PreviewAsk *ask, void **png, size_t *count,
                          Error *error);

/* What tells one state of the content that is asked for from another: a mark of the draft's last
 * change, or of the file that was published last. 0: there is none. */
uint64_t preview_state(Preview *preview, PreviewContent content);

/* For other work that lays out text, of which only one thread may do any at a time: waits for its
 * turn, behind every picture that is asked for. preview_end_turn is due. */
void preview_take_turn(Preview *preview);
void preview_end_turn(Preview *preview);

#endif
