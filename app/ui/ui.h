/* Ui: what every screen is built from: text in a role, buttons, the header, seats, flags.
 *
 * Everything here adds items to the list of the frame being described and keeps nothing. A part
 * that can be touched adds its target too, and looks pressed or focused when it is. */
#ifndef FOYER_UI_UI_H
#define FOYER_UI_UI_H

#include "base/arena.h"
#include "base/date.h"
#include "draw/list.h"
#include "text/text.h"
#include "ui/action.h"
#include "ui/hemicycle.h"
#include "ui/keys.h"
#include "ui/theme.h"
#include "words/words.h"

/* All borrowed, for one frame. */
typedef struct Ui {
    DrawList *list;
    Text *text;
    const Theme *theme;
    const Words *words;
    HemicycleCache *hemicycles;
    Arena *arena;     /* for strings made up while drawing */
    uint64_t pressed; /* action_key of what a finger holds, or held just now; 0: nothing */
    int press;        /* how far pressed, 0 to 256 */
    uint64_t focused; /* action_key of what the keyboard stands on; 0: nothing */
    const Keys *keys; /* the fingers on the keyboard's keys; NULL: none */
    Time now;
    bool inert; /* what is drawn is on its way out: a picture, with nothing to touch */
} Ui;

/* ---- text ---- */

/* The string in a role, broken to `width` px; see text_layout. */
const TextLayout *ui_layout(const Ui *ui, const char *string, Role role, int32_t width,
                            int32_t max_lines, unsigned flags);
/* The same in a style of the caller's. */
const TextLayout *ui_layout_styled(const Ui *ui, const char *string, TextStyle style, int32_t width,
                                   int32_t max_lines, unsigned flags);
/* The smallest size in u, before the visitor's text size, that text may shrink to so as to fit:
 * what is then seen is the design's smallest, 24 u. */
float ui_least_size(const Ui *ui);
/* The string in the largest of `sizes_u` (ends with 0) that needs at most `max_lines` lines and
 * breaks no word between letters; in the smallest that ui_least_size allows, over as many lines as
 * it takes, where none does. */
const TextLayout *ui_layout_fit(const Ui *ui, const char *string, Role role, const float *sizes_u,
                                int32_t width, int32_t max_lines, unsigned flags);
/* Whether every word of the string fits the width, so that none is broken between letters. */
bool ui_words_fit(const Ui *ui, const char *string, TextStyle style, int32_t width);
/* Draws a string with its top left corner at (x, y); its height in px. */
int32_t ui_text(const Ui *ui, const char *string, Role role, Color color, int32_t x, int32_t y,
                int32_t width);
/* The width in px of the string on one line. */
int32_t ui_width(const Ui *ui, const char *string, Role role);
/* A string on one line with its letters' middle (half the height of capitals) at y. */
void ui_line_centred(const Ui *ui, const char *string, Role role, Color color, int32_t x,
                     int32_t y_middle, int32_t width, TextAlign align);
/* Where a layout's top must be so that the middle of its one line's capitals lies at y. */
int32_t ui_line_top(const Ui *ui, const TextLayout *layout, TextStyle style, int32_t y_middle);

/* ---- parts ---- */

/* The colour of something touched: darkened as far as it is pressed. */
Color ui_pressed_color(const Ui *ui, Action action, Color color);

/* A target over `box`, with the ring that shows the keyboard's focus (corner radius in px). */
void ui_target(const Ui *ui, Box box, Action action, int32_t radius);

/* The least size of a target: 92 u. */
int32_t ui_touch_px(const Ui *ui);

typedef struct ButtonLook {
    Color fill, stroke, text; /* stroke: COLOR_NONE for none */
    Role role;
} ButtonLook;

/* A pill with a label in its middle, over as many lines as it needs; `box` is its size. */
void ui_button(const Ui *ui, Box box, const char *label, ButtonLook look, Action action);

/* The pill in a corner that leads back; its visible box. Its target is 92 u high around it. */
Box ui_back_button(const Ui *ui, int32_t x, int32_t y, int32_t most_width, const char *label,
                   bool on_night);

/* A flag or another small picture with rounded corners and a hairline, so that white stands out. */
void ui_flag(const Ui *ui, Box box, uint64_t picture, bool on_night);

/* The QR code of an address on its white ground, dark on light in every contrast; `box` is all of
 * it where its surroundings are light, and a little more on a dark ground: the quiet zone. */
void ui_code(const Ui *ui, Box box, const char *address);

/* The mark of chamber `index` (0 filled, 1 ring, 2 square …) in the box. */
void ui_chamber_mark(const Ui *ui, Box box, int index, bool on_night);

/* A hemicycle's seats around `centre`; the first `shown` of them (all: seat_count). `strength` of
 * the last one, 0 to 255. Only sector `only`, or all where it is -1. */
void ui_seats(const Ui *ui, const Hemicycle *hemicycle, Point centre, int only, int shown,
              int strength, bool on_night, int press);

/* A number in the largest of a role's sizes whose corners stay within `clear_px` of the middle of
 * the number's baseline: the air inside a half ring. `*style` is the size taken. */
const TextLayout *ui_ring_number(const Ui *ui, const char *number, Role role, int32_t clear_px,
                                 TextStyle *style);

/* The organisation's name at the left and date and clock at the right, at `y` px; the height of
 * what it drew from y. `wall` with year 0: no clock. */
typedef struct HeaderLook {
    Color strong, soft;
    bool large;       /* on the idle loop, read from afar */
    int32_t inset_px; /* how far from the right the clock stands, where there is room */
} HeaderLook;
int32_t ui_header(const Ui *ui, const char *organisation, Wall wall, int32_t margin, int32_t y,
                  HeaderLook look);

/* A thin bar at the right that says where in a page one is. */
void ui_scroll_bar(const Ui *ui, Box view, int32_t page_px, int32_t offset_px);

#endif
