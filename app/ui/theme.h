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

typedef struct Palette {
    Color night, night_raised, night_line;
    Color paper, card, paper_deep, rule;
    Color ink, ink_soft, on_night, on_night_soft;
    Color brass, brass_deep, brass_mark;
    Color sky, sky_deep, sky_mark;
    Color white;   /* behind QR codes */
    Color curtain; /* over a screen that waits */
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
    Box bounds;
    float u;          /* px in one u */
    int text_percent; /* 100, 125, 150 */
    bool portrait;    /* higher than wide */
    bool compact;     /* fewer than 800 u high or 1000 u wide: screens drop what only decorates */
    Palette color;
} Theme;

/* The theme of a display of this size: 1 u is 1/1080 of its shorter side, and at least 0.62 px
 * where that is under 720 px (design page, "Units"). */
Theme theme_make(Box bounds, int text_percent);

/* `u` units in px, rounded; at least 1 for any positive measure. */
int32_t theme_px(const Theme *theme, float u);

/* The same, growing with the visitor's text size: for what holds text. */
int32_t theme_text_px(const Theme *theme, float u);

TextStyle theme_style(const Theme *theme, Role role);

/* The role's style at another size in u, its line height in proportion. */
TextStyle theme_style_sized(const Theme *theme, Role role, float size_u);

/* The role's size in u, before the visitor's text size. */
float theme_role_size(Role role);

#endif
