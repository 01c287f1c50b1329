/* See theme.h. */
#include "ui/theme.h"

#include <math.h>

static const Palette PALETTES[] = {
    [CONTRAST_STANDARD] =
        {
            .night = COLOR_RGB(0x0C1B2D),
            .night_raised = COLOR_RGB(0x1D3550),
            .night_line = COLOR_RGB(0x2B4763),
            .paper = COLOR_RGB(0xF7F4ED),
            .card = COLOR_RGB(0xFFFDF8),
            .paper_deep = COLOR_RGB(0xECE6D8),
            .rule = COLOR_RGB(0xD9D1BF),
            .ink = COLOR_RGB(0x152132),
            .ink_soft = COLOR_RGB(0x5A6675),
            .on_night = COLOR_RGB(0xF4F1E8),
            .on_night_soft = COLOR_RGB(0xA9B8C8),
            .brass = COLOR_RGB(0xD6AE5C),
            .brass_deep = COLOR_RGB(0x7D5C14),
            .brass_mark = COLOR_RGB(0xA97B1E),
            .sky = COLOR_RGB(0x8FC1E8),
            .sky_deep = COLOR_RGB(0x215F92),
            .sky_mark = COLOR_RGB(0x2A7AB8),
            .on_ink = COLOR_RGB(0xF4F1E8),
            .on_brass = COLOR_RGB(0x0C1B2D),
            .chosen = COLOR_RGB(0xECE6D8),
            .on_chosen = COLOR_RGB(0x152132),
            .notice = COLOR_RGB(0x1D3550),
            .on_notice = COLOR_RGB(0xF4F1E8),
            .sheet = COLOR_RGB(0xF7F4ED),
            .key = COLOR_RGB(0xD9D1BF),
            .found = COLOR_RGB(0xF2DFAE),
            .track = COLOR_RGB(0xD9D1BF),
            .card_edge = COLOR_RGB(0xECE6D8),
            .outline = COLOR_NONE,
            .flag_edge = 0x28152132u,
            .flag_edge_night = COLOR_NONE,
            .ornament = COLOR_RGB(0x192D44),
            .lighter = COLOR_RGB(0xA9B8C8),
            .darker = COLOR_RGB(0x152132),
            .white = COLOR_RGB(0xFFFFFF),
            .code = COLOR_RGB(0x152132),
            .curtain = 0xC40C1B2Du,
        },
    /* Shapes tell apart what colours do elsewhere: seats, the chosen one, what can be touched. */
    [CONTRAST_HIGH] =
        {
            .night = COLOR_RGB(0xFFFFFF),
            .night_raised = COLOR_RGB(0xFFFFFF),
            .night_line = COLOR_RGB(0x949494),
            .paper = COLOR_RGB(0xFFFFFF),
            .card = COLOR_RGB(0xFFFFFF),
            .paper_deep = COLOR_RGB(0xFFFFFF),
            .rule = COLOR_RGB(0x000000),
            .ink = COLOR_RGB(0x000000),
            .ink_soft = COLOR_RGB(0x000000),
            .on_night = COLOR_RGB(0x000000),
            .on_night_soft = COLOR_RGB(0x000000),
            .brass = COLOR_RGB(0x000000),
            .brass_deep = COLOR_RGB(0x000000),
            .brass_mark = COLOR_RGB(0x000000),
            .sky = COLOR_RGB(0x000000),
            .sky_deep = COLOR_RGB(0x00309C),
            .sky_mark = COLOR_RGB(0x000000),
            .on_ink = COLOR_RGB(0xFFFFFF),
            .on_brass = COLOR_RGB(0xFFFFFF),
            .chosen = COLOR_RGB(0x000000),
            .on_chosen = COLOR_RGB(0xFFFFFF),
            .notice = COLOR_RGB(0x000000),
            .on_notice = COLOR_RGB(0xFFFFFF),
            .sheet = COLOR_RGB(0xFFFFFF),
            .key = COLOR_RGB(0xFFFFFF),
            .found = COLOR_RGB(0xFFE08A),
            .track = COLOR_RGB(0x949494),
            .card_edge = COLOR_RGB(0x000000),
            .outline = COLOR_RGB(0x000000),
            .flag_edge = COLOR_RGB(0x000000),
            .flag_edge_night = COLOR_RGB(0x000000),
            .ornament = COLOR_RGB(0xE4E4E4),
            .lighter = COLOR_RGB(0x949494),
            .darker = COLOR_RGB(0x404040),
            .white = COLOR_RGB(0xFFFFFF),
            .code = COLOR_RGB(0x000000),
            .curtain = 0xD8000000u,
        },
    [CONTRAST_DARK] =
        {
            .night = COLOR_RGB(0x0C1B2D),
            .night_raised = COLOR_RGB(0x1D3550),
            .night_line = COLOR_RGB(0x2B4763),
            .paper = COLOR_RGB(0x0C1B2D),
            .card = COLOR_RGB(0x13263C),
            .paper_deep = COLOR_RGB(0x1D3550),
            .rule = COLOR_RGB(0x38546F),
            .ink = COLOR_RGB(0xF4F1E8),
            .ink_soft = COLOR_RGB(0xA9B8C8),
            .on_night = COLOR_RGB(0xF4F1E8),
            .on_night_soft = COLOR_RGB(0xA9B8C8),
            .brass = COLOR_RGB(0xD6AE5C),
            .brass_deep = COLOR_RGB(0xD6AE5C),
            .brass_mark = COLOR_RGB(0xD6AE5C),
            .sky = COLOR_RGB(0x8FC1E8),
            .sky_deep = COLOR_RGB(0x8FC1E8),
            .sky_mark = COLOR_RGB(0x8FC1E8),
            .on_ink = COLOR_RGB(0x0C1B2D),
            .on_brass = COLOR_RGB(0x0C1B2D),
            .chosen = COLOR_RGB(0x2B4763),
            .on_chosen = COLOR_RGB(0xF4F1E8),
            .notice = COLOR_RGB(0x1D3550),
            .on_notice = COLOR_RGB(0xF4F1E8),
            .sheet = COLOR_RGB(0x13263C),
            .key = COLOR_RGB(0x2B4763),
            .found = COLOR_RGB(0x5C4A14),
            .track = COLOR_RGB(0x38546F),
            .card_edge = COLOR_RGB(0x2B4763),
            .outline = COLOR_RGB(0x38546F),
            .flag_edge = 0x50F4F1E8u,
            .flag_edge_night = 0x50F4F1E8u,
            .ornament = COLOR_RGB(0x192D44),
            .lighter = COLOR_RGB(0xA9B8C8),
            .darker = COLOR_RGB(0x152132),
            .white = COLOR_RGB(0xFFFFFF),
            .code = COLOR_RGB(0x0C1B2D),
            .curtain = 0xC4030A14u,
        },
};

typedef struct RoleStyle {
    Face face;
    float size_u, line; /* line: baseline to baseline, in ems */
    float tracking;     /* in ems */
} RoleStyle;

static const RoleStyle ROLES[ROLE_COUNT] = {
    [ROLE_SLIDE_TITLE] = {FACE_DISPLAY, 164, 1.08f, 0},
    [ROLE_SLIDE_HEADLINE] = {FACE_DISPLAY, 84, 1.2f, 0},
    [ROLE_SCREEN_TITLE] = {FACE_DISPLAY, 76, 1.1f, 0},
    [ROLE_PANEL_TITLE] = {FACE_DISPLAY, 118, 1.08f, 0},
    [ROLE_SECTION_TITLE] = {FACE_DISPLAY, 52, 1.15f, 0},
    [ROLE_CARD_TITLE] = {FACE_DISPLAY, 46, 1.2f, 0},
    [ROLE_BIG_NUMBER] = {FACE_DISPLAY, 128, 1.0f, 0},
    [ROLE_NUMBER] = {FACE_DISPLAY, 104, 1.0f, 0},
    [ROLE_CARD_NUMBER] = {FACE_DISPLAY, 58, 1.0f, 0},
    [ROLE_ARTICLE_TITLE] = {FACE_DISPLAY, 57, 1.22f, 0},
    [ROLE_ARTICLE_HEADING] = {FACE_SERIF_SEMIBOLD, 42, 1.34f, 0},
    [ROLE_PERSON] = {FACE_DISPLAY, 63, 1.14f, 0},
    [ROLE_NAME] = {FACE_SERIF, 48, 1.25f, 0},
    [ROLE_CARD_NAME] = {FACE_SERIF, 32, 1.28f, 0},
    [ROLE_LIST_HEADLINE] = {FACE_SERIF_SEMIBOLD, 40, 1.34f, 0},
    [ROLE_ARTICLE_TEXT] = {FACE_SERIF, 36, 1.56f, 0},
    [ROLE_SLIDE_TEXT] = {FACE_SERIF, 34, 1.5f, 0},
    [ROLE_SUBTITLE] = {FACE_SANS, 40, 1.3f, 0},
    [ROLE_CHAMBER] = {FACE_SANS_SEMIBOLD, 36, 1.28f, 0},
    [ROLE_BUTTON] = {FACE_SANS_SEMIBOLD, 32, 1.3f, 0},
    [ROLE_LABEL] = {FACE_SANS, 30, 1.36f, 0},
    [ROLE_LABEL_STRONG] = {FACE_SANS_SEMIBOLD, 30, 1.36f, 0},
    [ROLE_SMALL] = {FACE_SANS, 28, 1.5f, 0},
    [ROLE_SMALL_STRONG] = {FACE_SANS_SEMIBOLD, 28, 1.36f, 0},
    [ROLE_OVERLINE] = {FACE_SANS_SEMIBOLD, 30, 1.36f, 0.06f},
    [ROLE_DATE] = {FACE_SANS_SEMIBOLD, 26, 1.4f, 0.06f},
    [ROLE_TINY] = {FACE_SANS, 24, 1.4f, 0},
};

Theme theme_make(Box display, Comfort comfort)
{
    int32_t shorter = min_i32(display.w, display.h);
    float u = (float)shorter / 1080.0f;
    if (shorter < 720 && u < 0.62f) {
        u = 0.62f;
    }
    /* A display narrower than any panel we know still gets a picture, if a tight one. */
    if (u * 560.0f > (float)shorter) {
        u = (float)shorter / 560.0f;
    }
    Box bounds = {0, 0, display.w, display.h};
    if (comfort.reach == REACH_LOW) {
        bounds.h = display.h / 2;
    }
    return (Theme){
        .bounds = bounds,
        .display = {0, bounds.h - display.h, display.w, display.h},
        .u = u,
        .text_percent = comfort.text_percent,
        .contrast = comfort.contrast,
        .reach = comfort.reach,
        .portrait = display.h > display.w,
        .compact = (float)bounds.h < 800.0f * u || (float)bounds.w < 1000.0f * u,
        .shallow = (float)bounds.h < 600.0f * u,
        .color = PALETTES[comfort.contrast],
    };
}

int32_t theme_px(const Theme *theme, float u)
{
    int32_t px = (int32_t)lroundf(u * theme->u);
    return u > 0 && px < 1 ? 1 : px;
}

int32_t theme_text_px(const Theme *theme, float u)
{
    return theme_px(theme, u * (float)theme->text_percent / 100.0f);
}

int32_t theme_rule_px(const Theme *theme)
{
    return theme_px(theme, theme->contrast == CONTRAST_HIGH ? 3 : 2);
}

TextStyle theme_style_sized(const Theme *theme, Role role, float size_u)
{
    const RoleStyle *style = &ROLES[role];
    int32_t size_px = max_i32(theme_text_px(theme, size_u), 6);
    return (TextStyle){
        .face = (uint8_t)style->face,
        .size_px = (int16_t)min_i32(size_px, 1024),
        .tracking_px = (int16_t)lroundf((float)size_px * style->tracking),
        .line_px = (int16_t)lroundf((float)size_px * style->line),
    };
}

TextStyle theme_style(const Theme *theme, Role role)
{
    return theme_style_sized(theme, role, ROLES[role].size_u);
}

float theme_role_size(Role role)
{
    return ROLES[role].size_u;
}
