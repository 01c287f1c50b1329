/* See comfort.h. The settings are a table: a row each, with the choices at its right, or below its
 * name where there is no room beside it; in two columns where the display is too low for one. What
 * is still too much scrolls below the title. */
#include "screens/comfort.h"

#include "screens/parts.h"

enum { CHOICES_MOST = 3, SETTING_COUNT = 4 };

typedef struct Choice {
    uint64_t value;
    Word label;   /* not for text sizes */
    float size_u; /* a letter A of this size instead; 0: the label */
} Choice;

typedef struct Setting {
    ComfortSetting setting;
    Word name, hint;
    int count;
    Choice choices[CHOICES_MOST];
} Setting;

static const Setting SETTINGS[SETTING_COUNT] = {
    {SETTING_TEXT_SIZE,
     WORD_TEXT_SIZE,
     WORD_TEXT_SIZE_HINT,
     3,
     {{100, WORD_TEXT_SIZE, 28}, {125, WORD_TEXT_SIZE, 36}, {150, WORD_TEXT_SIZE, 46}}},
    {SETTING_CONTRAST,
     WORD_CONTRAST,
     WORD_CONTRAST_HINT,
     3,
     {{CONTRAST_STANDARD, WORD_CONTRAST_STANDARD, 0},
      {CONTRAST_HIGH, WORD_CONTRAST_HIGH, 0},
      {CONTRAST_DARK, WORD_CONTRAST_DARK, 0}}},
    {SETTING_REACH,
     WORD_REACH,
     WORD_REACH_HINT,
     2,
     {{REACH_FULL, WORD_REACH_FULL, 0}, {REACH_LOW, WORD_REACH_LOW, 0}}},
    {SETTING_MOTION, WORD_MOTION, WORD_MOTION_HINT, 2, {{1, WORD_ON, 0}, {0, WORD_OFF, 0}}},
};

static uint64_t chosen_value(const View *view, ComfortSetting setting)
{
    const Theme *theme = view->ui.theme;
    switch (setting) {
    case SETTING_TEXT_SIZE:
        return (uint64_t)theme->text_percent;
    case SETTING_CONTRAST:
        return theme->contrast;
    case SETTING_REACH:
        return theme->reach;
    case SETTING_MOTION:
        break;
    }
    return view->motion ? 1 : 0;
}

/* ---- one setting ---- */

/* The size of a letter on its button is a picture of the choice: it does not grow with the text. */
static TextStyle choice_style(const View *view, const Choice *choice)
{
    const Theme *theme = view->ui.theme;
    if (choice->size_u <= 0) {
        return theme_style(theme, ROLE_LABEL_STRONG);
    }
    float size = choice->size_u * 100.0f / (float)theme->text_percent;
    return theme_style_sized(theme, ROLE_LABEL_STRONG, size);
}

static const char *choice_label(const View *view, const Choice *choice)
{
    return choice->size_u > 0 ? "A" : words_get(view->ui.words, choice->label);
}

static int32_t choice_width(const View *view, const Choice *choice)
{
    const Theme *theme = view->ui.theme;
    int32_t text =
        text_width(view->ui.text, choice_label(view, choice), choice_style(view, choice));
    return max_i32(text + 2 * theme_px(theme, 24), theme_px(theme, theme->compact ? 116 : 148));
}

static void draw_choice(const View *view, const Setting *setting, const Choice *choice, Box box)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    Action action = {.kind = ACTION_SET, .screen = (uint8_t)setting->setting, .arg = choice->value};
    bool chosen = chosen_value(view, setting->setting) == choice->value;
    int32_t radius = min_i32(box.h, ui_touch_px(ui)) / 2;
    list_shape(ui->list, box, radius,
               ui_pressed_color(ui, action, chosen ? color->ink : color->sheet),
               theme_rule_px(ui->theme) * 16, chosen ? COLOR_NONE : color->rule);
    TextStyle style = choice_style(view, choice);
    const TextLayout *label =
        ui_layout_styled(ui, choice_label(view, choice), style, TEXT_NO_WRAP, 1, 0);
    list_layout_in(ui->list, label, box.x, ui_line_top(ui, label, style, box.y + box.h / 2), box.w,
                   ALIGN_CENTRE, chosen ? color->on_ink : color->ink);
    ui_target(ui, box, action, radius);
}

/* The width of all choices on one line. */
static int32_t choices_width(const View *view, const Setting *setting)
{
    int32_t gap = theme_px(view->ui.theme, 13), width = -gap;
    for (int i = 0; i < setting->count; i++) {
        width += choice_width(view, &setting->choices[i]) + gap;
    }
    return width;
}

/* The choices from `from` on that fit one line of this width: how many, at least one. */
static int choices_in_line(const View *view, const Setting *setting, int from, int32_t width)
{
    int32_t gap = theme_px(view->ui.theme, 13), used = 0;
    int count = 0;
    for (; from + count < setting->count; count++) {
        used += choice_width(view, &setting->choices[from + count]) + (count > 0 ? gap : 0);
        if (count > 0 && used > width) {
            break;
        }
    }
    return count;
}

/* The choices in lines from the left of `box`, or all at its right; the height. */
static int32_t draw_choices(const View *view, const Setting *setting, Box box, bool right,
                            bool draw)
{
    int32_t gap = theme_px(view->ui.theme, 13), height = ui_touch_px(&view->ui), y = box.y;
    for (int from = 0; from < setting->count;) {
        int count = choices_in_line(view, setting, from, box.w);
        int32_t x = right ? box_right(box) - choices_width(view, setting) : box.x;
        for (int i = from; i < from + count; i++) {
            int32_t width = min_i32(choice_width(view, &setting->choices[i]), box.w);
            if (draw) {
                draw_choice(view, setting, &setting->choices[i], (Box){x, y, width, height});
            }
            x += width + gap;
        }
        y += height + gap;
        from += count;
    }
    return y - gap - box.y;
}

/* What a setting is called, and what it does. */
static TextStyle name_style(const Theme *theme)
{
    return theme_style(theme, theme->compact ? ROLE_LABEL_STRONG : ROLE_BUTTON);
}

static TextStyle hint_style(const Theme *theme)
{
    return theme_style_sized(theme, ROLE_TINY, theme->compact ? 24 : 26);
}

/* A setting in a column from y; the height, with the rule below it. */
static int32_t draw_setting(const View *view, const Setting *setting, Box column, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t pad = theme_px(theme, theme->compact ? 16 : 26), gap = theme_px(theme, 32);
    int32_t beside = column.w - choices_width(view, setting) - gap;
    const char *name = words_get(ui->words, setting->name);
    const char *hint = words_get(ui->words, setting->hint);
    bool below =
        beside < theme_text_px(theme, 250) || !ui_words_fit(ui, hint, hint_style(theme), beside);
    int32_t width = below ? column.w : beside;
    const TextLayout *title = ui_layout_styled(ui, name, name_style(theme), width, 0, 0);
    const TextLayout *text = ui_layout_styled(ui, hint, hint_style(theme), width, 0, 0);
    int32_t text_h = title->height + text->height;
    int32_t touch = ui_touch_px(ui);
    int32_t inner = below ? text_h + theme_px(theme, 12) : max_i32(text_h, touch);
    Box choices = {column.x, column.y + pad + (below ? inner : (inner - touch) / 2), column.w, 0};
    if (below) {
        inner += draw_choices(view, setting, choices, false, false);
    }
    int32_t height = 2 * pad + inner + theme_rule_px(theme);
    if (draw) {
        int32_t y = column.y + pad + (below ? 0 : (inner - text_h) / 2);
        list_layout(ui->list, title, column.x, y, theme->color.ink);
        list_layout(ui->list, text, column.x, y + title->height, theme->color.ink_soft);
        (void)draw_choices(view, setting, choices, !below, true);
        list_fill(ui->list,
                  (Box){column.x, column.y + height - theme_rule_px(theme), column.w,
                        theme_rule_px(theme)},
                  theme->color.rule);
    }
    return height;
}

/* ---- the panel ---- */

typedef struct Plan {
    Box panel;
    int columns;
    int32_t pad, gap; /* beside the panel's content; between its columns */
    int32_t column_w;
    const TextLayout *title;
    Box done;
    int32_t head; /* from the panel's top to below the title's rule */
    int32_t rows; /* the height of what stands below it */
} Plan;

/* The settings and the last line, in columns, from y; the height. */
static int32_t draw_rows(const View *view, const Plan *plan, int32_t y, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t top = y, x = plan->panel.x + plan->pad;
    for (int i = 0; i < SETTING_COUNT; i += plan->columns) {
        int32_t height = 0;
        for (int k = 0; k < plan->columns; k++) {
            Box column = {x + k * (plan->column_w + plan->gap), y, plan->column_w, 0};
            height = max_i32(height, draw_setting(view, &SETTINGS[i + k], column, draw));
        }
        y += height;
    }
    int32_t pad = theme_px(theme, theme->compact ? 16 : 26);
    const TextLayout *ends =
        ui_layout_styled(ui, words_get(ui->words, WORD_COMFORT_ENDS), hint_style(theme),
                         plan->panel.w - 2 * plan->pad, 0, 0);
    if (draw) {
        list_layout(ui->list, ends, x, y + pad, theme->color.ink_soft);
    }
    return y + pad + ends->height + theme_px(theme, theme->compact ? 20 : 40) - top;
}

/* The panel with so many columns of settings, as high as it wants to be. */
static Plan plan_columns(const View *view, int columns)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Plan plan = {.columns = columns,
                 .pad = theme_px(theme, theme->compact ? 32 : 64),
                 .gap = theme_px(theme, 64)};
    int32_t widest = theme_text_px(theme, columns == 1 ? 1200 : 1800);
    plan.panel.w = min_i32(view->bounds.w - 2 * theme_px(theme, 16), widest);
    plan.panel.x = view->bounds.x + (view->bounds.w - plan.panel.w) / 2;
    int32_t inner = plan.panel.w - 2 * plan.pad;
    plan.column_w = (inner - (columns - 1) * plan.gap) / columns;
    const char *done = words_get(ui->words, WORD_DONE);
    plan.done.w =
        max_i32(ui_width(ui, done, ROLE_LABEL_STRONG) + 2 * theme_px(theme, 40), ui_touch_px(ui));
    plan.done.h = max_i32(ui_touch_px(ui), theme_text_px(theme, 60));
    plan.done.x = plan.panel.x + plan.panel.w - plan.pad - plan.done.w;
    const float sizes[] = {theme->compact ? 46.0f : 64.0f, 46, 38, 32, 26, 0};
    plan.title = ui_layout_fit(ui, words_get(ui->words, WORD_COMFORT), ROLE_SCREEN_TITLE, sizes,
                               inner - plan.done.w - theme_px(theme, 24), theme->compact ? 1 : 2,
                               TEXT_BALANCE_LAST);
    int32_t top = theme_px(theme, theme->compact ? 16 : 52);
    int32_t row = max_i32(plan.title->height, plan.done.h);
    plan.done.y = top + (row - plan.done.h) / 2;
    plan.head = top + row + theme_px(theme, theme->compact ? 12 : 24) + theme_px(theme, 3);
    plan.rows = draw_rows(view, &plan, 0, false);
    return plan;
}

static Plan plan_panel(const View *view)
{
    const Theme *theme = view->ui.theme;
    int32_t most = view->bounds.h - theme_px(theme, theme->compact ? 8 : 32);
    Plan plan = plan_columns(view, 1);
    if (plan.head + plan.rows > most) {
        Plan two = plan_columns(view, 2);
        if (two.column_w >= theme_text_px(theme, 520) && two.rows < plan.rows) {
            plan = two;
        }
    }
    plan.panel.h = min_i32(plan.head + plan.rows, most);
    plan.panel.y = box_bottom(view->bounds) - plan.panel.h;
    plan.done.y += plan.panel.y;
    return plan;
}

Box comfort_box(const View *view)
{
    return plan_panel(view).panel;
}

static Page comfort_draw(const void *data, const View *view)
{
    (void)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Plan plan = plan_panel(view);
    Box panel = plan.panel;
    int32_t radius = theme_px(theme, 40), inner = panel.w - 2 * plan.pad;
    /* Its lower corners lie below the display. */
    ListState was = list_clip(ui->list, panel);
    list_shape(ui->list, (Box){panel.x, panel.y, panel.w, panel.h + radius}, radius, color->sheet,
               theme_rule_px(theme) * 16, color->outline);
    list_restore(ui->list, was);
    list_region(ui->list, panel);
    int32_t middle = plan.done.y + plan.done.h / 2;
    list_layout(ui->list, plan.title, panel.x + plan.pad - theme_px(theme, 2),
                middle - plan.title->height / 2, color->ink);
    ui_button(ui, plan.done, words_get(ui->words, WORD_DONE),
              (ButtonLook){.fill = color->ink, .text = color->on_ink, .role = ROLE_LABEL_STRONG},
              (Action){.kind = ACTION_CLOSE});
    list_fill(ui->list,
              (Box){panel.x + plan.pad, panel.y + plan.head - theme_px(theme, 3), inner,
                    theme_px(theme, 3)},
              color->ink);
    Box rows = {panel.x, panel.y + plan.head, panel.w, panel.h - plan.head};
    was = list_clip(ui->list, rows);
    ListState moved = list_move(ui->list, 0, -view->scroll_px);
    (void)draw_rows(view, &plan, rows.y, true);
    list_restore(ui->list, moved);
    list_restore(ui->list, was);
    return (Page){rows, plan.rows, color->sheet};
}

const Screen SCREEN_TABLE_COMFORT = {
    .name = "comfort",
    .draw = comfort_draw,
};
