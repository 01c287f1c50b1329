/* See news_row.h. */
#include "screens/news_row.h"

#include "screens/parts.h"

/* The item's title: never NULL. */
static const char *title_of(const View *view, const NewsHead *head)
{
    const char *title = parts_text(view, &head->title);
    return title != NULL ? title : head->slug;
}

static const TextLayout *lead_layout(const View *view, const NewsHead *head, int32_t width,
                                     int lines)
{
    const char *lead = lines > 0 ? parts_text(view, &head->lead) : NULL;
    return lead != NULL ? ui_layout(&view->ui, lead, ROLE_SMALL, width, lines, TEXT_ELLIPSIS)
                        : NULL;
}

static const TextLayout *title_layout(const View *view, const NewsHead *head, float size_u,
                                      int32_t width, int lines)
{
    const Theme *theme = view->ui.theme;
    TextStyle style = theme_style_sized(theme, ROLE_LIST_HEADLINE, theme->compact ? 35 : size_u);
    return ui_layout_styled(&view->ui, title_of(view, head), style, width, lines,
                            TEXT_ELLIPSIS | TEXT_BALANCE_LAST);
}

int32_t news_brief(const View *view, const NewsHead *head, int32_t x, int32_t y, int32_t width,
                   NewsRowLook look, bool draw)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_ARTICLE, .arg = head->id};
    const TextLayout *date = ui_layout(ui, parts_news_date(view, head), ROLE_DATE, width, 0, 0);
    const TextLayout *title = title_layout(view, head, 38, width, look.title_lines);
    const TextLayout *lead = lead_layout(view, head, width, look.lead_lines);
    int32_t gap = theme_px(ui->theme, 18);
    int32_t height = 2 * look.pad_px + date->height + theme_px(ui->theme, 8) + title->height +
                     (lead != NULL ? gap + lead->height : 0);
    height = max_i32(height, ui_touch_px(ui) + theme_px(ui->theme, 14));
    if (draw) {
        int32_t at = y + look.pad_px;
        list_layout(ui->list, date, x, at, color->brass_deep);
        at += date->height + theme_px(ui->theme, 8);
        list_layout(ui->list, title, x, at, ui_pressed_color(ui, open, color->ink));
        at += title->height + gap;
        if (lead != NULL) {
            list_layout(ui->list, lead, x, at, color->ink_soft);
        }
        /* Clear of its neighbours: rows meet, their targets do not. */
        int32_t apart = theme_px(ui->theme, 7);
        ui_target(ui, (Box){x, y + apart, width, height - 2 * apart}, open,
                  theme_px(ui->theme, 12));
    }
    return height;
}

int32_t news_row(const View *view, const NewsHead *head, int32_t x, int32_t y, int32_t width,
                 bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t pad = theme_px(theme, theme->compact ? 22 : 44);
    bool narrow = theme->portrait || theme->compact || theme->text_percent > 125;
    if (narrow) {
        NewsRowLook look = {.title_lines = 6, .lead_lines = 2, .pad_px = pad};
        int32_t height = news_brief(view, head, x, y, width, look, draw);
        /* The flags stand on the date's line where it has room for them. */
        int32_t flag = theme_px(theme, 52), flags_w = head->delegation_count * (flag + flag / 5);
        const char *date = parts_news_date(view, head);
        if (draw && ui_width(ui, date, ROLE_DATE) + flags_w + flag <= width) {
            (void)parts_flags(view, head, x + width, y + pad, flag,
                              max_i32(head->delegation_count, 1), true);
        }
        return height;
    }
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_ARTICLE, .arg = head->id};
    int32_t date_w = theme_text_px(theme, 286), gap = theme_px(theme, 30);
    int32_t flag = theme_px(theme, 72), flags_w = 3 * (flag + flag / 5);
    int32_t text_x = x + date_w + gap;
    int32_t text_w = min_i32(width - date_w - gap - flags_w - gap, theme_text_px(theme, 1130));
    const TextLayout *date =
        ui_layout(ui, parts_news_date(view, head), ROLE_SMALL_STRONG, date_w, 0, 0);
    const TextLayout *title = title_layout(view, head, 40, text_w, 3);
    const TextLayout *lead = lead_layout(view, head, text_w, 2);
    bool flags_fit = head->delegation_count <= 9;
    int32_t flags_h = flags_fit ? parts_flags(view, head, 0, 0, flag, 3, false) : 0;
    int32_t text_h = title->height + (lead != NULL ? theme_px(theme, 14) + lead->height : 0);
    int32_t height = 2 * pad + max_i32(max_i32(text_h, date->height), flags_h);
    if (draw) {
        int32_t top = y + pad;
        list_layout(ui->list, title, text_x, top, ui_pressed_color(ui, open, color->ink));
        if (lead != NULL) {
            list_layout(ui->list, lead, text_x, top + title->height + theme_px(theme, 14),
                        color->ink_soft);
        }
        list_layout(ui->list, date, x, top + theme_px(theme, 6), color->brass_deep);
        if (flags_fit) {
            (void)parts_flags(view, head, x + width, top + theme_px(theme, 6), flag, 3, true);
        }
        int32_t apart = theme_px(theme, 7);
        ui_target(ui, (Box){x, y + apart, width, height - 2 * apart}, open, theme_px(theme, 12));
    }
    return height;
}
