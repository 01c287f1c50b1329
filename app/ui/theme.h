/* Theme: the design's colours, type and units for one size of display and one size of text.
 *
 * Everything that decides how the screens look in general stands here; where things stand on a
 * screen is that screen's own matter. */
#ifndef FOYER_UI_THEME_H
#define FOYER_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/geometry.h"
#include "draw/list.h"
#include "text/text.h"

/* How colours are told apart; each is one palette, under the same names. */
typedef enum Contrast {
    CONTRAST_STANDARD,
    CONTRAST_HIGH, /* black on white, heavier rules, nothing soft */
    CONTRAST_DARK  /* night everywhere */
} Contrast;

/* How high a visitor reaches. */
typedef enum Reach {
    REACH_FULL,
    REACH_LOW /* everything to touch, and the beginning of every text, in the lower half */
} Reach;

/* What a visitor may choose so as to see and reach better, until the visit ends. */
typedef struct Comfort {
    int text_percent; /* 100, 125, 150 */
    Contrast contrast;
    Reach reach;
    bool motion; /* false: every change is a cut, scrolling has no inertia */
} Comfort;

typedef struct Palette {
    Color night, night_raised, night_line;
    Color paper, card, paper_deep, rule;
    Color ink, ink_soft, on_night, on_night_soft;
    Color brass, brass_deep, brass_mark;
    Color sky, sky_deep, sky_mark;
    Color on_ink, on_brass;  /* text on a fill of ink, of brass */
    Color chosen, on_chosen; /* one of several, quietly */
    Color notice, on_notice; /* a band that is not urgent */
    Color sheet;             /* what slides over a screen */
    Color key;               /* a key that types no letter */
    Color found;             /* behind the letters of a result that match */
    Color track;             /* of a bar that fills, on paper */
    Color card_edge;         /* around a card */
    Color outline;   /* around what its fill alone sets off elsewhere; NONE where that is enough */
    Color flag_edge; /* around a flag, so that its light stripes stand out */
    Color flag_edge_night; /* the same on night; NONE: none */
    Color ornament;        /* on night, what only decorates */
    Color lighter, darker; /* toward which a dark (light) surface gives way to a finger */
    Color white, code;     /* a QR code's ground and modules: dark on white in every palette */
    Color curtain;         /* over a screen that waits */
} Palette;

typedef enum Role {
    ROLE_SLIDE_TITLE,     /* 164 */
    ROLE_SLIDE_HEADLINE,  /* 84 */
    ROLE_SCREEN_TITLE,    /* 76 */
    ROLE_PANEL_TITLE,     /* 118: a delegation's name on its own screen */
    ROLE_SECTION_TITLE,   /* 52: Latest news */
    ROLE_CARD_TITLE,      /* 46 */
    ROLE_BIG_NUMBER,      /* 128 */
    ROLE_NUMBER,          /* 104 */
    ROLE_CARD_NUMBER,     /* 58 */
    ROLE_ARTICLE_TITLE,   /* 57 */
    ROLE_ARTICLE_HEADING, /* 42 */
    ROLE_PERSON,          /* 63: a representative's name, on the delegation's screen */
    ROLE_NAME,            /* 48 */
    ROLE_CARD_NAME,       /* 32 */
    ROLE_LIST_HEADLINE,   /* 40 */
    ROLE_ARTICLE_TEXT,    /* 36 */
    ROLE_SLIDE_TEXT,      /* 34 */
    ROLE_SUBTITLE,        /* 40, sans: the parliament below a slide's title */
    ROLE_CHAMBER,         /* 36, sans semibold */
    ROLE_BUTTON,          /* 32, sans semibold */
    ROLE_LABEL,           /* 30, sans */
    ROLE_LABEL_STRONG,    /* 30, sans semibold */
    ROLE_SMALL,           /* 28, sans */
    ROLE_SMALL_STRONG,    /* 28, sans semibold */
    ROLE_OVERLINE,        /* 30, sans semibold, tracked */
    ROLE_DATE,            /* 26, the same: over a headline in a list */
    ROLE_TINY,            /* 24, sans */
    ROLE_COUNT
} Role;

typedef struct Theme {
    Box bounds;       /* where screens draw, from (0, 0): the display, or in low reach its half */
    Box display;      /* all of the display as seen from there, px */
    float u;          /* px in one u */
    int text_percent; /* 100, 125, 150 */
    Contrast contrast;
    Reach reach;
    bool portrait; /* the display is higher than wide */
    bool compact;  /* fewer than 800 u high or 1000 u wide: screens drop what only decorates */
    bool shallow;  /* fewer than 600 u high, as in low reach: headers give way, screens scroll */
    Palette color;
} Theme;

/* The theme of a display of this size: 1 u is 1/1080 of its shorter side, and at least 0.62 px
 * where that is under 720 px (design page, "Units"). In low reach a screen is given the lower half
 * and knows nothing of it: it reflows and scrolls as on a smaller panel. */
Theme theme_make(Box display, Comfort comfort);

/* `u` units in px, rounded; at least 1 for any positive measure. */
int32_t theme_px(const Theme *theme, float u);

/* The same, growing with the visitor's text size: for what holds text. */
int32_t theme_text_px(const Theme *theme, float u);

/* A thin rule's width in px: 2 u, 3 in high contrast. */
int32_t theme_rule_px(const Theme *theme);

TextStyle theme_style(const Theme *theme, Role role);

/* The role's style at another size in u, its line height in proportion. */
TextStyle theme_style_sized(const Theme *theme, Role role, float size_u);

/* The role's size in u, before the visitor's text size. */
float theme_role_size(Role role);

#endif
