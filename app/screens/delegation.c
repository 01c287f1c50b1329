/* One delegation: its name and seats on night, its representative, chambers and websites on paper.
 *
 * A sideways drag follows the finger to the neighbour, in a ring without ends; released past a
 * third of the width, or flung, it settles there, else it comes back. The buttons at the foot do
 * the same with a tap. Upright, the two halves stand below one another. */
#include <math.h>
#include <string.h>

#include "screens/parts.h"
#include "ui/ease.h"

static const Time SETTLE = 260 * TIME_MS;
static const float FLING_PX_S = 600.0f; /* at 1 px in u; faster than this is meant */

typedef struct DelegationState {
    float drag_px; /* how far the picture stands from its place */
    bool held;     /* a finger holds it */
    bool settling;
    float from_px, to_px; /* while settling: where from, and 0 or a width to either side */
    Time since;
} DelegationState;

/* ---- neighbours ---- */

/* The index of the neighbour at the left (-1) or right (+1); -1 where there is only one. */
static int neighbour(const View *view, int index, int side)
{
    int count = content_delegation_count(view->content);
    return count > 1 ? (index + side + count) % count : -1;
}

static int current_index(const View *view)
{
    return content_find_delegation(view->content, view->id);
}

/* ---- the panel on night ---- */

typedef struct PanelLook {
    float title_u;
    bool beside; /* the flag stands beside the name */
    float gaps;
    float flag_u, parliament_u;
} PanelLook;

/* A name too long for its look is set smaller, down to this part. */
static const float SMALLEST_PART = 0.42f;

static const PanelLook PANEL_LOOKS[] = {{118, false, 1.0f, 90, 32}, {104, false, 0.8f, 90, 32},
                                        {84, false, 0.6f, 80, 28},  {84, true, 0.7f, 78, 30},
                                        {76, true, 0.5f, 66, 26},   {60, true, 0.35f, 60, 26},
                                        {48, true, 0.25f, 54, 24},  {40, true, 0.2f, 48, 22},
                                        {32, true, 0.1f, 44, 19},   {24, true, 0.0f, 40, 16}};
enum {
    PANEL_LOOK_COUNT = sizeof PANEL_LOOKS / sizeof *PANEL_LOOKS,
    SHALLOW_LOOK_FIRST = 3, /* those a shallow display tries */
    SHALLOW_LOOK_LAST = 6
};

/* Flag, name and parliament in a column; the height, draws where `draw`. */
static int32_t panel_text(const View *view, const Delegation *delegation, PanelLook look, int32_t x,
                          int32_t y, int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t top = y;
    int32_t flag_h = theme_px(theme, look.flag_u), flag_w = flag_h * 4 / 3;
    bool flag = delegation->flag != ID_NONE;
    int32_t indent = flag && look.beside ? flag_w + theme_px(theme, 26) : 0;
    if (flag && !look.beside) {
        if (draw) {
            ui_flag(ui, (Box){x, y, flag_w, flag_h}, delegation->flag, true);
        }
        y += flag_h + theme_px(theme, 22 * look.gaps);
    }
    look.title_u = fmaxf(look.title_u, ui_least_size(ui));
    const float sizes[] = {look.title_u,         look.title_u * 0.8f,          look.title_u * 0.64f,
                           look.title_u * 0.52f, look.title_u * SMALLEST_PART, 0};
    const TextLayout *title =
        ui_layout_fit(ui, parts_delegation_name(view, delegation), ROLE_PANEL_TITLE, sizes,
                      width - indent, 1, TEXT_BALANCE_LAST);
    int32_t row = max_i32(title->height, indent > 0 ? flag_h : 0);
    if (draw) {
        if (indent > 0) {
            ui_flag(ui, (Box){x, y + (row - flag_h) / 2, flag_w, flag_h}, delegation->flag, true);
        }
        list_layout(ui->list, title, x + indent - theme_px(theme, 3), y + (row - title->height) / 2,
                    color->on_night);
    }
    y += row;
    const char *parliament = parts_text(view, &delegation->parliament);
    if (parliament != NULL) {
        y += theme_px(theme, 12 * look.gaps);
        float size = fmaxf(look.parliament_u, ui_least_size(ui));
        const float lesser[] = {size, size * 0.85f, 0};
        const TextLayout *layout = ui_layout_fit(ui, parliament, ROLE_LABEL, lesser, width, 0, 0);
        if (draw) {
            list_layout(ui->list, layout, x, y, color->on_night_soft);
        }
        y += layout->height;
    }
    const char *other = parts_delegation_language(view, delegation);
    if (other != NULL) {
        const TextLayout *layout = ui_layout(ui, other, ROLE_TINY, width, 0, 0);
        if (draw) {
            list_layout(ui->list, layout, x, y, color->brass);
        }
        y += layout->height;
    }
    return y - top;
}

/* Where night and paper are one colour a line parts them: below the panel, or at its right. */
static void draw_edge(const View *view, Box ground)
{
    const Theme *theme = view->ui.theme;
    int32_t line = theme_rule_px(theme);
    list_fill(view->ui.list,
              theme->portrait ? (Box){ground.x, box_bottom(ground) - line, ground.w, line}
                              : (Box){box_right(ground) - line, ground.y, line, ground.h},
              theme->color.outline);
}

/* Whether no word of the name is broken at the smallest size of a look. */
static bool name_fits(const View *view, const Delegation *delegation, PanelLook look, int32_t width)
{
    const Ui *ui = &view->ui;
    float size = fmaxf(look.title_u * SMALLEST_PART, ui_least_size(ui));
    TextStyle style = theme_style_sized(ui->theme, ROLE_PANEL_TITLE, size);
    int32_t flag_w = theme_px(ui->theme, look.flag_u) * 4 / 3 + theme_px(ui->theme, 26);
    int32_t indent = delegation->flag != ID_NONE && look.beside ? flag_w : 0;
    return ui_words_fit(ui, parts_delegation_name(view, delegation), style, width - indent);
}

/* The delegation's seats on the panel, come to rest. */
static RingLook panel_ring_look(int32_t outer_px)
{
    return (RingLook){.outer_px = outer_px,
                      .number_role = ROLE_NUMBER,
                      .on_night = true,
                      .noun = true,
                      .shown = 100000,
                      .strength = 255};
}

/* The panel of a shallow display: the seats at the right of all texts. It scrolls with the page,
 * for a long name takes more than its height. The height, at least the panel's. */
static int32_t draw_shallow_panel(const View *view, const Delegation *delegation, Box panel)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t margin = parts_margin(view), width = panel.w - 2 * margin;
    int32_t x = panel.x + margin, y = panel.y + theme_px(theme, 24), pad = theme_px(theme, 20);
    int32_t top = y + max_i32(theme_px(theme, 82), theme_text_px(theme, 58)) + theme_px(theme, 12);
    int32_t noun = theme_text_px(theme, 14) + theme_style(theme, ROLE_SMALL).line_px;
    int32_t r = min_i32(width * 20 / 100, (view->body.h - 2 * pad - noun) * 100 / 133);
    bool ring = delegation->deputies > 0 && r >= theme_px(theme, 70);
    int32_t text_w = width - r * 222 / 100 - theme_px(theme, 32);
    if (!ring || !name_fits(view, delegation, PANEL_LOOKS[SHALLOW_LOOK_LAST], text_w)) {
        ring = false; /* rather no seats than a broken name */
        text_w = width;
    }
    PanelLook look = PANEL_LOOKS[SHALLOW_LOOK_FIRST];
    int32_t text_h = 0;
    for (int i = SHALLOW_LOOK_FIRST; i <= SHALLOW_LOOK_LAST; i++) {
        look = PANEL_LOOKS[i];
        text_h = panel_text(view, delegation, look, x, top, text_w, false);
        if (top + text_h + pad <= box_bottom(view->body) &&
            name_fits(view, delegation, look, text_w)) {
            break;
        }
    }
    panel.h = max_i32(panel.h, top + text_h + pad - panel.y);
    list_fill(ui->list, panel, theme->color.night);
    draw_edge(view, panel);
    list_region(ui->list, panel);
    (void)panel_text(view, delegation, look, x, top, text_w, true);
    if (ring) {
        parts_ring(view, delegation,
                   (Point){x + width - r * 111 / 100, panel.y + 2 * pad + r * 111 / 100},
                   panel_ring_look(r));
    }
    (void)ui_back_button(ui, x, y, text_w, view->back_label, true);
    return panel.h;
}

/* Everything on night within `panel`. Where the panel's height is not fixed it takes what it needs,
 * its seats smaller where that keeps it within `spare` px. The height. */
static int32_t draw_panel(const View *view, const Delegation *delegation, Box panel, bool fixed,
                          int32_t spare)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t margin = parts_margin(view), width = panel.w - 2 * margin;
    int32_t x = panel.x + margin, y = panel.y + theme_px(theme, theme->compact ? 24 : 44);
    int32_t back_h = max_i32(theme_px(theme, theme->compact ? 82 : 72), theme_text_px(theme, 58)) +
                     theme_px(theme, theme->compact    ? 12
                                     : theme->portrait ? 44
                                                       : 54);
    int32_t noun = theme_text_px(theme, 14) + theme_style(theme, ROLE_SMALL).line_px;
    int32_t top = y + back_h;
    PanelLook look = PANEL_LOOKS[0];
    int32_t text_h = 0, r = 0,
            pad = theme_px(theme, theme->compact    ? 20
                                  : theme->portrait ? 48
                                                    : 30);
    int32_t ring_pad = theme_px(theme, theme->compact ? 18 : 48);
    int32_t widest = min_i32(width * 100 / 222, theme_px(theme, 262));
    for (int i = 0; i < PANEL_LOOK_COUNT; i++) {
        look = PANEL_LOOKS[i];
        text_h = panel_text(view, delegation, look, x, top, width, false);
        if (!fixed) {
            /* The flag moves beside the name before the seats become small. */
            int32_t ring_room = spare - (top - panel.y) - text_h - ring_pad - pad - noun;
            r = min_i32(ring_room * 100 / 133, widest);
            if (r >= theme_px(theme, 220) || look.beside) {
                r = max_i32(r, min_i32(widest, theme_px(theme, 190)));
                break;
            }
            continue;
        }
        int32_t free_h = box_bottom(panel) - pad - top - text_h - ring_pad;
        r = min_i32(widest, (free_h - noun) * 100 / 133);
        if (r >= widest * 8 / 10 || (delegation->deputies <= 0 && free_h >= 0)) {
            break;
        }
    }
    bool ring = delegation->deputies > 0 && r >= theme_px(theme, 70);
    int32_t ring_h = ring ? r * 133 / 100 + noun : 0;
    int32_t height =
        fixed ? panel.h : top - panel.y + text_h + (ring ? ring_pad + ring_h : 0) + pad;
    Box ground = {panel.x, panel.y, panel.w, height};
    list_fill(ui->list, ground, theme->color.night);
    draw_edge(view, ground);
    list_region(ui->list, ground);
    (void)panel_text(view, delegation, look, x, top, width, true);
    if (ring) {
        int32_t free_top = top + text_h + ring_pad / 2;
        int32_t free_h = box_bottom(ground) - pad - free_top;
        int32_t base = free_top + (free_h - ring_h) / 2 + r * 111 / 100;
        parts_ring(view, delegation, (Point){panel.x + panel.w / 2, base}, panel_ring_look(r));
    }
    (void)ui_back_button(ui, x, y, width, view->back_label, true);
    return height;
}

/* ---- what stands on paper ---- */

/* "house.gov.by" as a phone opens it. */
static const char *web_address(const View *view, const char *website)
{
    if (strstr(website, "://") != NULL) {
        return website;
    }
    return arena_printf(view->ui.arena, "https://%s", website);
}

/* "house.gov.by" as people read it. */
static const char *web_name(const char *website)
{
    const char *scheme = strstr(website, "://");
    return scheme != NULL ? scheme + 3 : website;
}

static int32_t number_column(const View *view, const Delegation *delegation, float size_u)
{
    const Ui *ui = &view->ui;
    TextStyle style = theme_style_sized(ui->theme, ROLE_NUMBER, size_u);
    int32_t widest = theme_px(ui->theme, size_u * 0.8f);
    for (int i = 0; i < delegation->chamber_count; i++) {
        char number[32];
        words_number(ui->words, delegation->chambers[i].deputies, number, sizeof number);
        widest =
            max_i32(widest, text_width(ui->text, arena_printf(ui->arena, "%s", number), style));
    }
    return widest;
}

/* What the chambers of a delegation agree on, in px and u. */
typedef struct ChamberLook {
    int32_t number_w, gap, mark, mark_gap;
    float number_u, name_u;
} ChamberLook;

static int32_t chamber_code(const View *view, const Chamber *chamber)
{
    return chamber->website != NULL ? theme_px(view->ui.theme, view->ui.theme->compact ? 150 : 176)
                                    : 0;
}

/* The width that a chamber's name has, its mark included. */
static int32_t chamber_text_width(const View *view, const Chamber *chamber, ChamberLook look,
                                  Box column)
{
    int32_t code = chamber_code(view, chamber);
    return column.w - look.number_w - look.gap - (code > 0 ? code + look.gap : 0);
}

/* One size for all names: the largest in which no word is broken and none takes over four lines. */
static ChamberLook plan_chambers(const View *view, const Delegation *delegation, Box column)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const float sizes[] = {36, 32, 28, 25, 22, 19, 16};
    ChamberLook look = {.number_u = theme->compact                  ? 72
                                    : delegation->chamber_count > 3 ? 80
                                                                    : 104,
                        .gap = theme_px(theme, theme->compact ? 24 : 40),
                        .mark = theme_text_px(theme, 26),
                        .mark_gap = theme_text_px(theme, 16)};
    look.number_w = number_column(view, delegation, look.number_u);
    size_t size = theme->compact ? 1 : 0, count = sizeof sizes / sizeof *sizes;
    look.name_u = sizes[size];
    for (int i = 0; i < delegation->chamber_count; i++) {
        const char *name = parts_text(view, &delegation->chambers[i].name);
        int32_t width = chamber_text_width(view, &delegation->chambers[i], look, column) -
                        look.mark - look.mark_gap;
        while (name != NULL && size + 1 < count && sizes[size + 1] >= ui_least_size(ui)) {
            TextStyle style = theme_style_sized(theme, ROLE_CHAMBER, sizes[size]);
            if (ui_words_fit(ui, name, style, width) &&
                ui_layout_styled(ui, name, style, width, 0, 0)->line_count <= 4) {
                break;
            }
            look.name_u = sizes[++size];
        }
    }
    return look;
}

/* One chamber: its number, mark, name and website, and the code at the right. The y below. */
static int32_t draw_chamber(const View *view, const Delegation *delegation, int index, Box column,
                            int32_t y, ChamberLook look)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    const Chamber *chamber = &delegation->chambers[index];
    int32_t qr = chamber_code(view, chamber);
    int32_t pad = theme_px(theme, theme->compact ? 16 : 31);
    int32_t text_x = column.x + look.number_w + look.gap;
    int32_t text_w = chamber_text_width(view, chamber, look, column);
    const char *name = parts_text(view, &chamber->name);
    const TextLayout *title = ui_layout_styled(ui, name != NULL ? name : "",
                                               theme_style_sized(theme, ROLE_CHAMBER, look.name_u),
                                               text_w - look.mark - look.mark_gap, 0, 0);
    const TextLayout *site = chamber->website != NULL ? ui_layout(ui, web_name(chamber->website),
                                                                  ROLE_SMALL, text_w, 0, 0)
                                                      : NULL;
    TextStyle style = theme_style_sized(theme, ROLE_NUMBER, look.number_u);
    char number[32];
    words_number(ui->words, chamber->deputies, number, sizeof number);
    const TextLayout *digits =
        ui_layout_styled(ui, arena_printf(ui->arena, "%s", number), style, TEXT_NO_WRAP, 1, 0);
    int32_t text_h = title->height + (site != NULL ? site->height : 0);
    int32_t height =
        2 * pad + max_i32(max_i32(text_h, qr), text_metrics(ui->text, style).cap_height);
    int32_t middle = y + height / 2;
    list_layout(ui->list, digits, column.x + (look.number_w - digits->width) / 2,
                ui_line_top(ui, digits, style, middle), color->ink);
    int32_t text_y = middle - text_h / 2;
    int32_t line = title->line_count > 0 ? title->height / title->line_count : 0;
    ui_chamber_mark(ui, (Box){text_x, text_y + (line - look.mark) / 2, look.mark, look.mark}, index,
                    false);
    list_layout(ui->list, title, text_x + look.mark + look.mark_gap, text_y, color->ink);
    if (site != NULL) {
        list_layout(ui->list, site, text_x, text_y + title->height, color->ink_soft);
        Box box = {box_right(column) - qr, middle - qr / 2, qr, qr};
        ui_code(ui, box, web_address(view, chamber->website));
    }
    list_fill(ui->list, (Box){column.x, y + height, column.w, theme_rule_px(theme)}, color->rule);
    return y + height + theme_rule_px(theme);
}

/* Representative, chambers and the hint below them, from y. The y below. */
static int32_t draw_facts(const View *view, const Delegation *delegation, Box column, int32_t y)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    const char *name = parts_text(view, &delegation->representative);
    if (name != NULL) {
        y += ui_text(ui, words_get(ui->words, WORD_PLENIPOTENTIARY), ROLE_SMALL, color->ink_soft,
                     column.x, y, column.w);
        const float sizes[] = {theme->compact ? 52.0f : 63.0f, 52, 44, 36, 0};
        const TextLayout *person =
            ui_layout_fit(ui, name, ROLE_PERSON, sizes, column.w, 1, TEXT_BALANCE_LAST);
        list_layout(ui->list, person, column.x - theme_px(theme, 1), y, color->ink);
        y += person->height;
        const char *role = parts_text(view, &delegation->role);
        if (role != NULL) {
            y += theme_px(theme, theme->compact ? 2 : 8);
            y += ui_text(ui, role, theme->compact ? ROLE_TINY : ROLE_SMALL, color->ink_soft,
                         column.x, y, column.w);
        }
        y += theme_px(theme, theme->compact ? 12 : theme->portrait ? 34 : 40);
    } else {
        const char *official = parts_text(view, &delegation->official_name);
        if (official != NULL) {
            const float sizes[] = {theme->compact ? 44.0f : 56.0f, 44, 36, 0};
            const TextLayout *title = ui_layout_fit(ui, official, ROLE_SECTION_TITLE, sizes,
                                                    column.w, 1, TEXT_BALANCE_LAST);
            list_layout(ui->list, title, column.x - theme_px(theme, 1), y, color->ink);
            y += title->height + theme_px(theme, theme->compact ? 12 : 34);
        }
    }
    list_fill(ui->list, (Box){column.x, y, column.w, theme_px(theme, 3)}, color->ink);
    y += theme_px(theme, 3);
    ChamberLook look = plan_chambers(view, delegation, column);
    bool codes = false;
    for (int i = 0; i < delegation->chamber_count; i++) {
        y = draw_chamber(view, delegation, i, column, y, look);
        codes = codes || delegation->chambers[i].website != NULL;
    }
    if (codes) {
        y += theme_px(theme, theme->compact ? 12 : 20);
        y += ui_text(ui, words_get(ui->words, WORD_POINT_CAMERA_CHAMBER), ROLE_SMALL,
                     color->ink_soft, column.x, y, column.w);
    }
    return y;
}

/* ---- the buttons to the neighbours ---- */

typedef struct NeighbourButton {
    const Delegation *delegation;
    const TextLayout *name;
    Box box;
    int32_t pad, icon, flag_w, step; /* flag_w 0: without */
} NeighbourButton;

/* The button as wide as its name wants it, at most `most_w`: a long name does without the flag,
 * then takes smaller type, and one longer than three lines is cut short: it stands in full on its
 * own screen. */
static NeighbourButton plan_neighbour(const View *view, int index, int32_t most_w)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    NeighbourButton button = {.delegation = content_delegation(view->content, index)};
    bool tight = theme->compact;
    button.pad = theme_px(theme, tight ? 22 : 30);
    button.icon = theme_px(theme, tight ? 30 : 34);
    button.step = theme_px(theme, tight ? 12 : 18);
    bool flag = button.delegation->flag != ID_NONE;
    const char *name = parts_delegation_name(view, button.delegation);
    const struct {
        bool flag;
        float size_u;
    } tries[] = {{true, 28}, {false, 28}, {false, 24}, {false, 20}, {false, 16}};
    int32_t around = 0;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        if ((tries[i].flag && !flag) || (i > 0 && tries[i].size_u < ui_least_size(ui))) {
            continue;
        }
        button.flag_w = tries[i].flag ? theme_px(theme, 56) : 0;
        around = 2 * button.pad + button.icon + button.step +
                 (button.flag_w > 0 ? button.flag_w + button.step : 0);
        TextStyle style = theme_style_sized(theme, ROLE_SMALL_STRONG, tries[i].size_u);
        button.name =
            ui_layout_styled(ui, name, style, most_w - around, tight ? 2 : 3, TEXT_ELLIPSIS);
        if (!button.name->truncated && ui_words_fit(ui, name, style, most_w - around)) {
            break;
        }
    }
    button.box.w = around + button.name->width;
    button.box.h = max_i32(ui_touch_px(ui), button.name->height + theme_px(theme, 24));
    return button;
}

static void draw_neighbour(const View *view, NeighbourButton button, int side)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Action action = {
        .kind = ACTION_NEIGHBOUR, .screen = (uint8_t)(side > 0), .arg = button.delegation->id};
    int32_t radius = min_i32(button.box.h, ui_touch_px(ui)) / 2;
    list_shape(ui->list, button.box, radius, ui_pressed_color(ui, action, color->paper),
               theme_rule_px(theme) * 16, color->rule);
    int32_t icon = button.icon, flag_w = button.flag_w, flag_h = flag_w * 3 / 4;
    int32_t middle = button.box.y + button.box.h / 2;
    int32_t name_y = middle - button.name->height / 2;
    /* From the edge inwards, to the right or to the left. */
    bool left = side < 0;
    int32_t x = left ? button.box.x + button.pad : box_right(button.box) - button.pad;
    list_icon(ui->list, (Box){left ? x : x - icon, middle - icon / 2, icon, icon},
              left ? ICON_CHEVRON_LEFT : ICON_CHEVRON_RIGHT, color->ink);
    x += left ? icon + button.step : -icon - button.step;
    if (flag_w > 0) {
        ui_flag(ui, (Box){left ? x : x - flag_w, middle - flag_h / 2, flag_w, flag_h},
                button.delegation->flag, false);
        x += left ? flag_w + button.step : -flag_w - button.step;
    }
    list_layout_in(ui->list, button.name, left ? x : x - button.name->width, name_y,
                   button.name->width, left ? ALIGN_LEFT : ALIGN_RIGHT, color->ink);
    ui_target(ui, button.box, action, radius);
}

/* Both buttons along the foot of the column; their height, 0 where there is no neighbour. */
static int32_t draw_neighbours(const View *view, int index, Box column, int32_t bottom, bool draw)
{
    const Theme *theme = view->ui.theme;
    int left = neighbour(view, index, -1), right = neighbour(view, index, 1);
    if (left < 0) {
        return 0;
    }
    int32_t most = (column.w - theme_px(theme, 24)) / 2;
    NeighbourButton buttons[2] = {plan_neighbour(view, left, most),
                                  plan_neighbour(view, right, most)};
    int32_t height = max_i32(buttons[0].box.h, buttons[1].box.h);
    for (int i = 0; i < 2 && draw; i++) {
        buttons[i].box.h = height;
        buttons[i].box.x = i == 0 ? column.x : box_right(column) - buttons[i].box.w;
        buttons[i].box.y = bottom - height;
        draw_neighbour(view, buttons[i], i == 0 ? -1 : 1);
    }
    return height;
}

/* ---- the whole ---- */

/* On a shallow display both halves scroll together, the buttons at the end. */
static Page draw_shallow(const View *view, int index, Box panel, int32_t scroll_px)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Delegation *delegation = content_delegation(view->content, index);
    Box body = view->body;
    int32_t inner = theme_px(theme, 40), foot = theme_px(theme, 22);
    Box right = {box_right(panel), body.y, body.w - panel.w, body.h};
    Box column = {right.x + inner, 0, right.w - inner - parts_margin(view), 0};
    ListState moved = list_move(ui->list, 0, -scroll_px);
    list_region(ui->list, (Box){right.x, right.y, right.w, 1 << 20});
    int32_t y = draw_facts(view, delegation, column, body.y + theme_px(theme, 16));
    int32_t buttons = draw_neighbours(view, index, column, 0, false);
    if (buttons > 0) {
        y += foot + buttons;
        (void)draw_neighbours(view, index, column, max_i32(y, box_bottom(body) - foot), true);
    }
    panel.h = max_i32(panel.h, y + foot - body.y);
    int32_t height = draw_shallow_panel(view, delegation, panel);
    list_restore(ui->list, moved);
    return (Page){right, height, theme->color.paper};
}

/* One delegation across the body, moved sideways by the caller. */
static Page draw_one(const View *view, int index, int32_t scroll_px)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Delegation *delegation = content_delegation(view->content, index);
    int32_t margin = parts_margin(view);
    Box body = view->body;
    list_fill(ui->list, body, theme->color.paper);
    list_region(ui->list, body);
    if (theme->portrait) {
        Box column = {body.x + margin, 0, body.w - 2 * margin, 0};
        int32_t foot = draw_neighbours(view, index, column, 0, false);
        /* The buttons stand below the page; in low reach they are its end. */
        bool stand = theme->reach == REACH_FULL;
        int32_t below = foot > 0 ? foot + 2 * theme_px(theme, 24) : 0, strip = stand ? below : 0;
        Box view_box = {body.x, body.y, body.w, body.h - strip};
        ListState clipped = list_clip(ui->list, view_box);
        ListState moved = list_move(ui->list, 0, -scroll_px);
        ListState hidden = list_clip(ui->list, (Box){0, 0, 0, 0});
        int32_t gap = theme_px(theme, 64);
        int32_t facts = draw_facts(view, delegation, column, 0) + theme_px(theme, 40);
        list_restore(ui->list, hidden);
        int32_t y =
            body.y + gap + draw_panel(view, delegation, body, false, view_box.h - facts - gap);
        list_region(ui->list, (Box){body.x, body.y, body.w, 1 << 20});
        /* What the page fades into: night, as long as it ends within the panel. */
        bool night = y - gap - scroll_px > box_bottom(view_box);
        y = draw_facts(view, delegation, column, y) + theme_px(theme, 40);
        if (!stand && foot > 0) {
            y += below;
            (void)draw_neighbours(view, index, column, y - theme_px(theme, 24), true);
        }
        list_restore(ui->list, moved);
        list_restore(ui->list, clipped);
        if (stand) {
            list_region(ui->list, body);
            (void)draw_neighbours(view, index, column, box_bottom(body) - theme_px(theme, 24),
                                  true);
        }
        return (Page){view_box, y - body.y, night ? theme->color.night : theme->color.paper};
    }
    Box panel = {body.x, body.y, body.w * 4375 / 10000, body.h};
    if (theme->shallow) {
        return draw_shallow(view, index, panel, scroll_px);
    }
    (void)draw_panel(view, delegation, panel, true, 0);
    int32_t inner = theme_px(theme, theme->compact ? 40 : 72);
    Box column = {box_right(panel) + inner, 0, body.w - panel.w - inner - margin, 0};
    Box right = {box_right(panel), body.y, body.w - panel.w, body.h};
    list_region(ui->list, right);
    int32_t foot = theme_px(theme, theme->compact ? 22 : 23);
    int32_t buttons = draw_neighbours(view, index, column, box_bottom(body) - foot, true);
    Box view_box = right;
    view_box.h -= buttons > 0 ? buttons + foot + theme_px(theme, theme->compact ? 12 : 20) : 0;
    ListState clipped = list_clip(ui->list, view_box);
    ListState moved = list_move(ui->list, 0, -scroll_px);
    list_region(ui->list, (Box){right.x, right.y, right.w, 1 << 20});
    int32_t y = draw_facts(view, delegation, column, theme_px(theme, theme->compact ? 30 : 92));
    list_restore(ui->list, moved);
    list_restore(ui->list, clipped);
    return (Page){view_box, y - body.y + theme_px(theme, 8), theme->color.paper};
}

static Page delegation_draw(const void *data, const View *view)
{
    const DelegationState *state = (const DelegationState *)data;
    const Ui *ui = &view->ui;
    int index = current_index(view);
    if (index < 0) {
        /* New content came without it: say so, and where to go on. */
        list_fill(ui->list, view->body, ui->theme->color.paper);
        list_region(ui->list, view->body);
        (void)ui_back_button(ui, parts_margin(view), theme_px(ui->theme, 44), view->body.w / 2,
                             view->back_label, false);
        (void)parts_screen_title(view, words_get(ui->words, WORD_ITEM_GONE), view->body.h / 3);
        return (Page){view->body, view->body.h, ui->theme->color.paper};
    }
    int32_t dx = (int32_t)lroundf(state->drag_px);
    if (dx == 0) {
        return draw_one(view, index, view->scroll_px);
    }
    int other = neighbour(view, index, dx > 0 ? -1 : 1);
    if (other >= 0) {
        ListState was = list_move(ui->list, dx > 0 ? dx - view->body.w : dx + view->body.w, 0);
        (void)draw_one(view, other, 0);
        list_restore(ui->list, was);
    }
    ListState was = list_move(ui->list, dx, 0);
    Page page = draw_one(view, index, view->scroll_px);
    list_restore(ui->list, was);
    page.view = box_intersect(box_moved(page.view, dx, 0), view->body);
    return page;
}

static void settle(DelegationState *state, const View *view, float to_px)
{
    state->held = false;
    state->settling = true;
    state->from_px = state->drag_px;
    state->to_px = to_px;
    state->since = view->now;
}

static bool delegation_swipe(void *data, const View *view, const Gesture *gesture)
{
    DelegationState *state = (DelegationState *)data;
    int index = current_index(view);
    if (index < 0 || neighbour(view, index, 1) < 0) {
        return false;
    }
    float width = (float)view->body.w;
    if (gesture->kind == GESTURE_DRAG) {
        state->settling = false;
        state->held = true;
        state->drag_px += (float)gesture->moved.x;
        state->drag_px = fmaxf(-width, fminf(width, state->drag_px));
        return true;
    }
    if (!state->held) {
        return false;
    }
    float fling = FLING_PX_S * view->ui.theme->u;
    float to = 0;
    if (gesture->kind == GESTURE_RELEASE) {
        bool flung = fabsf(gesture->velocity_x_px_s) > fling &&
                     gesture->velocity_x_px_s * state->drag_px > 0;
        if (flung || fabsf(state->drag_px) > width / 3) {
            to = state->drag_px > 0 ? width : -width;
        }
    }
    settle(state, view, to);
    return true;
}

static bool delegation_act(void *data, const View *view, Action action)
{
    DelegationState *state = (DelegationState *)data;
    if (action.kind != ACTION_NEIGHBOUR) {
        return false;
    }
    state->drag_px = 0;
    settle(state, view, action.screen == 0 ? (float)view->body.w : -(float)view->body.w);
    return true;
}

static Time delegation_tick(void *data, const View *view, Request *request)
{
    DelegationState *state = (DelegationState *)data;
    if (!state->settling) {
        return TIME_NEVER;
    }
    Time elapsed = view->now - state->since;
    if (elapsed >= SETTLE || !view->motion) {
        int index = current_index(view);
        int side = state->to_px > 0 ? -1 : state->to_px < 0 ? 1 : 0;
        *state = (DelegationState){0};
        if (side != 0 && index >= 0) {
            int next = neighbour(view, index, side);
            if (next >= 0) {
                request->wish = WISH_ITEM;
                request->id = content_delegation(view->content, next)->id;
            }
        }
        return view->now;
    }
    float part = ease_out((float)elapsed / (float)SETTLE);
    state->drag_px = state->from_px + (state->to_px - state->from_px) * part;
    return view->now;
}

const Screen SCREEN_TABLE_DELEGATION = {
    .name = "delegation",
    .state_size = sizeof(DelegationState),
    .has_bar = true,
    .bar_entry = SCREEN_DELEGATIONS,
    .tick = delegation_tick,
    .swipe = delegation_swipe,
    .act = delegation_act,
    .draw = delegation_draw,
};
