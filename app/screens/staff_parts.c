/* See staff_parts.h. */
#include "screens/staff_parts.h"

#include "screens/notice.h"
#include "screens/parts.h"

Box staff_head(const View *view, const char *title, bool on_night)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Box bounds = view->bounds;
    int32_t margin = parts_margin(view), width = bounds.w - 2 * margin;
    list_fill(ui->list, view->body, on_night ? color->night : color->paper);
    list_region(ui->list, bounds);
    const char *label = words_get(ui->words, WORD_DONE);
    int32_t button_w =
        max_i32(ui_width(ui, label, ROLE_LABEL_STRONG) + 2 * theme_px(theme, 40), ui_touch_px(ui));
    int32_t button_h = max_i32(ui_touch_px(ui), theme_text_px(theme, 60));
    const float sizes[] = {theme->compact ? 46.0f : 64.0f, 46, 38, 32, 26, 0};
    const TextLayout *layout =
        ui_layout_fit(ui, title, ROLE_SCREEN_TITLE, sizes, width - button_w - theme_px(theme, 24),
                      theme->compact ? 1 : 2, TEXT_BALANCE_LAST);
    int32_t top = bounds.y + theme_px(theme, theme->shallow ? 8 : theme->compact ? 16 : 52);
    int32_t row = max_i32(layout->height, button_h), middle = top + row / 2;
    list_layout(ui->list, layout, margin - theme_px(theme, 2), middle - layout->height / 2,
                on_night ? color->on_night : color->ink);
    ButtonLook look = {.fill = on_night ? color->night_raised : color->ink,
                       .stroke = on_night ? color->outline : COLOR_NONE,
                       .text = on_night ? color->on_night : color->on_ink,
                       .role = ROLE_LABEL_STRONG};
    ui_button(ui, (Box){margin + width - button_w, middle - button_h / 2, button_w, button_h},
              label, look, (Action){.kind = ACTION_BACK});
    int32_t line = theme_px(theme, 3), y = top + row + theme_px(theme, theme->compact ? 12 : 24);
    list_fill(ui->list, (Box){margin, y, width, line}, on_night ? color->night_line : color->ink);
    return (Box){margin, y + line, width, box_bottom(bounds) - y - line};
}

int32_t staff_text(const View *view, const char *text, bool attention, Box column, bool draw)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    TextStyle style = theme_style(ui->theme, attention ? ROLE_LABEL_STRONG : ROLE_LABEL);
    int32_t sign = attention ? theme_text_px(ui->theme, 36) : 0;
    int32_t indent = attention ? sign + theme_px(ui->theme, 16) : 0;
    const TextLayout *layout = ui_layout_styled(ui, text, style, column.w - indent, 0, 0);
    if (draw && attention) {
        Box box = {column.x, column.y + (style.line_px - sign) / 2, sign, sign};
        notice_sign(view, box, color->brass_deep, color->paper);
    }
    if (draw) {
        list_layout(ui->list, layout, column.x + indent, column.y, color->ink);
    }
    return layout->height;
}

const char *staff_moment(const View *view, Wall wall)
{
    char date[128], clock[32];
    words_date(view->ui.words, wall.date, date, sizeof date);
    words_clock(view->ui.words, wall, clock, sizeof clock);
    return arena_printf(view->ui.arena, "%s, %s", date, clock);
}

Time staff_next_second(Time since, Time now)
{
    return since + ((now - since) / TIME_S + 1) * TIME_S;
}

int staff_seconds_left(Time since, Time length, Time now)
{
    Time left = since + length - now;
    return left > 0 ? (int)((left + TIME_S - 1) / TIME_S) : 0;
}
