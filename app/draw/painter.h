/* Painter: puts items of a list on a picture, through SDL_Renderer.
 *
 * Keeps what is costly to make (rendered text, decoded pictures, QR codes, round masks) as
 * textures within byte budgets. Drawing cannot fail: what cannot be drawn is left out and logged
 * once. */
#ifndef FOYER_DRAW_PAINTER_H
#define FOYER_DRAW_PAINTER_H

#include "draw/list.h"

typedef struct Painter Painter;
struct SDL_Renderer;

/* Where encoded pictures come from, so that draw/ needs not know content/. `bytes` gives malloc'ed
 * PNG or JPEG bytes or NULL; it is called when a picture is first shown. */
typedef struct PictureSource {
    void *context;
    void *(*bytes)(void *context, uint64_t picture, size_t *count);
} PictureSource;

typedef struct PainterBudget {
    size_t text_bytes, picture_bytes, mask_bytes;
} PainterBudget;

/* A painter that draws with `renderer` (borrowed) and shapes with `text` (borrowed). */
Painter *painter_create(struct SDL_Renderer *renderer, Text *text, PainterBudget budget);
void painter_destroy(Painter *painter);

/* From here on pictures come from `source`; those whose bytes are the same are not
 * decoded again. */
void painter_set_pictures(Painter *painter, PictureSource source);

/* Draws what of the list lies in `box`, cut to it. The renderer's target is the caller's choice. */
void painter_paint(Painter *painter, const DrawList *list, Box box);

/* Makes the first text of the list, or with `pictures` the first text or picture that is not
 * kept yet, and draws nothing. False where all of them are. */
bool painter_make_one(Painter *painter, const DrawList *list, bool pictures);

/* Keeps a copy of the whole of `list` drawn afresh as snapshot `number`; the last one is let go.
 * One is kept at a time; 0 lets it go without a new one, and `list` may be NULL then. */
void painter_snapshot(Painter *painter, const DrawList *list, uint32_t number);

/* The same where `list` is what the renderer's target shows already: in software the picture is
 * copied instead of drawn again. */
void painter_snapshot_shown(Painter *painter, const DrawList *list, uint32_t number);

/* All textures are lost (SDL_RENDER_DEVICE_RESET): forget them; they are made again when needed. */
void painter_forget(Painter *painter);

typedef struct PainterCounts {
    uint64_t texts_rendered, pictures_decoded, masks_made;
    size_t text_bytes, picture_bytes, mask_bytes;
} PainterCounts;
PainterCounts painter_counts(const Painter *painter);

#endif
