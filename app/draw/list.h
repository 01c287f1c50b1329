/* DrawList: all that a screen shows, in order, back to front.
 *
 * A screen fills one every frame and never thinks about what changed; damage.h compares it with
 * the last one and painter.h puts the difference on the glass. Items carry everything that decides
 * their pixels in their hash, and no pointer. Touch targets ride along, invisible, so that what is
 * touched is what was drawn. */
#ifndef FOYER_DRAW_LIST_H
#define FOYER_DRAW_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/geometry.h"
#include "text/text.h"

/* 0xAARRGGBB, not premultiplied. */
typedef uint32_t Color;

#define COLOR_NONE ((Color)0)
#define COLOR_RGB(rgb) ((Color)(0xFF000000u | (rgb)))

static inline Color color_with_alpha(Color color, int alpha)
{
    return (color & 0x00FFFFFFu) | (Color)clamp_i32(alpha, 0, 255) << 24;
}

/* `a` with `b` mixed in by `parts` of 256. */
static inline Color color_mix(Color a, Color b, int parts)
{
    Color out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        int from = (int)(a >> shift & 0xFF), to = (int)(b >> shift & 0xFF);
        out |= (Color)(from + (to - from) * parts / 256) << shift;
    }
    return out;
}

typedef enum Icon {
    ICON_HOME,
    ICON_DELEGATIONS, /* a building with columns */
    ICON_NEWS,
    ICON_SEARCH,
    ICON_CHEVRON_LEFT,
    ICON_CHEVRON_RIGHT,
    ICON_DELETE, /* the last letter goes */
    ICON_SPACE,
    ICON_DONE,
    ICON_COUNT
} Icon;

typedef enum DrawKind {
    DRAW_FILL,     /* box in `color` */
    DRAW_SHAPE,    /* rounded box: discs, rings, pills, cards, circles */
    DRAW_TEXT,     /* one TextPiece */
    DRAW_IMAGE,    /* a picture of the content, filling the box, corners rounded by radius */
    DRAW_QR,       /* dark modules in `color` on nothing; the quiet zone is the caller's */
    DRAW_ICON,     /* a line icon in `color`, in the square box */
    DRAW_SHADE,    /* `color` from transparent at the top to full at the bottom, or the reverse */
    DRAW_SNAPSHOT, /* a picture kept by the painter (painter_snapshot), at the box's corner */
    DRAW_TARGET,   /* nothing to see: what a touch here means */
    DRAW_REGION    /* nothing to see: the box that the texts until the next one must stay in */
} DrawKind;

typedef struct DrawItem {
    uint8_t kind;  /* DrawKind */
    uint8_t alpha; /* the fade, on top of its colours; 255: as they say */
    bool flip;     /* shade: full at the top */
    Box box;       /* where it draws, px on the screen; for text all that its ink may reach */
    Box clip;      /* what of it shows, within the screen */
    Color color;   /* fill, text, icon, QR, shade */
    uint64_t hash; /* of all that decides the pixels */
    union {
        struct {
            int32_t radius; /* px */
            int32_t stroke; /* px × 16, inside the box; 0: none */
            Color stroke_color;
        } shape;
        struct {
            TextPiece piece;
            Point pen; /* baseline start, px on the screen */
            Box line;  /* its width by the letters' height, for the layout check */
        } text;
        struct {
            uint64_t picture; /* an Id */
            int32_t radius;   /* px */
        } image;
        struct {
            const char *address; /* 0-ended, in the list's arena */
        } qr;
        struct {
            uint8_t icon; /* Icon */
        } icon;
        struct {
            uint32_t number; /* which snapshot */
        } snapshot;
        struct {
            uint64_t tag, arg; /* the ui's Action */
        } target;
    } as;
} DrawItem;

typedef struct ListState {
    Box clip;     /* px on the screen */
    Point offset; /* px */
    int alpha;    /* 0 to 255 */
} ListState;

typedef struct DrawList {
    Box screen;
    DrawItem *items; /* malloc'ed, kept between frames */
    size_t count, room;
    Arena arena;   /* the items' texts, until the next list_begin */
    ListState now; /* applied to what is added next */
} DrawList;

void list_init(DrawList *list);
void list_finish(DrawList *list);

/* Empties the list and gives it its first item, the ground, which covers the screen. */
void list_begin(DrawList *list, Box screen, Color ground);

/* What is added from here on is cut to `clip` (in the offset's coordinates), moved and faded as
 * well as by what was set before; list_restore takes it back. Use as a pair, like a stack:
 *     ListState was = list_clip(list, box); … list_restore(list, was); */
ListState list_clip(DrawList *list, Box clip);
ListState list_move(DrawList *list, int32_t dx, int32_t dy);
ListState list_fade(DrawList *list, int alpha); /* 0 to 255, multiplied */
void list_restore(DrawList *list, ListState was);

/* Each adds one item; what lies wholly outside the clip adds nothing. */
void list_fill(DrawList *list, Box box, Color color);
/* `stroke_16` is the line's width in 1/16 px, drawn inside the box. Either colour may be NONE. */
void list_shape(DrawList *list, Box box, int32_t radius, Color fill, int32_t stroke_16,
                Color stroke);
void list_disc(DrawList *list, Box box, Color fill);
void list_image(DrawList *list, Box box, uint64_t picture, int32_t radius);
void list_qr(DrawList *list, Box box, const char *address, Color color);
void list_icon(DrawList *list, Box box, Icon icon, Color color);
void list_shade(DrawList *list, Box box, Color color, bool flip);
void list_snapshot(DrawList *list, Box box, uint32_t number);
void list_target(DrawList *list, Box box, uint64_t tag, uint64_t arg);
void list_region(DrawList *list, Box box);

/* One line, or all lines, of a layout with its top left corner at (x, y). */
typedef enum TextAlign { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } TextAlign;
void list_layout(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, Color color);
/* The same, each line aligned within `width` px from x. */
void list_layout_in(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, int32_t width,
                    TextAlign align, Color color);
/* The same from the left, pieces with a mark (see TextSpan) in another colour. */
void list_layout_marked(DrawList *list, const TextLayout *layout, int32_t x, int32_t y, Color color,
                        Color marked);

#endif
