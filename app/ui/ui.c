/* See ui.h. */
#include "ui/ui.h"

#include <string.h>

const TextLayout *ui_layout_styled(const Ui *ui, const char *string, TextStyle style, int32_t width,
                                   int32_t max_lines, unsigned flags)
{
    return text_layout(ui->text, string, strlen(string), NULL, 0, style, max_i32(width, 1),
                       max_lines, flags);
}

const TextLayout *ui_layout(const Ui *ui, const char *string, Role role, int32_t width,
                            int32_t max_lines, unsigned flags)
{
    return ui_layout_styled(ui, string, theme_style(ui->theme, role), width, max_lines, flags);
}

bool ui_words_fit(const Ui *ui, const char *string, TextStyle style, int32_t width)
{
    size_t length = strlen(string);
    for (size_t at = 0; at < length;) {
        size_t end = at + strcspn(string + at, " \n");
        const TextLayout *word =
            text_layout(ui->text, string + at, end - at, NULL, 0, style, TEXT_NO_WRAP, 1, 0);
        if (word->width > width) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

float ui_least_size(const Ui *ui)
{
    return 24.0f * 100.0f / (float)ui->theme->text_percent;
}

const TextLayout *ui_layout_fit(const Ui *ui, const char *string, Role role, const float *sizes_u,
                                int32_t width, int32_t max_lines, unsigned flags)
{
    const TextLayout *layout = NULL;
    float least = ui_least_size(ui);
    for (int i = 0; sizes_u[i] > 0; i++) {
        TextStyle style = theme_style_sized(ui->theme, role, sizes_u[i]);
        bool last = sizes_u[i + 1] < least;
        layout = ui_layout_styled(ui, string, style, width, last ? 0 : max_lines, flags);
        if (last || (!layout->truncated && ui_words_fit(ui, string, style, width))) {
            /* Set solid only on one line: over several, letters with marks would touch. */
            if (layout->line_count > 1 && style.line_px * 5 < style.size_px * 6) {
                style.line_px = (int16_t)(style.size_px * 6 / 5);
                layout = ui_layout_styled(ui, string, style, width, last ? 0 : max_lines, flags);
            }
            break;
        }
    }
    return layout;
}

int32_t ui_text(const Ui *ui, const char *string, Role role, Color color, int32_t x, int32_t y,
                int32_t width)
{
    const TextLayout *layout = ui_layout(ui, string, role, width, 0, 0);
    list_layout(ui->list, layout, x, y, color);
    return layout->height;
}

int32_t ui_width(const Ui *ui, const char *string, Role role)
{
    return text_width(ui->text, string, theme_style(ui->theme, role));
}

int32_t ui_line_top(const Ui *ui, const TextLayout *layout, TextStyle style, int32_t y_middle)
{
    TextMetrics metrics = text_metrics(ui->text, style);
    int32_t baseline = layout->line_count > 0 ? layout->lines[0].baseline : 0;
    return y_middle + metrics.cap_height / 2 - baseline;
}

void ui_line_centred(const Ui *ui, const char *string, Role role, Color color, int32_t x,
                     int32_t y_middle, int32_t width, TextAlign align)
{
    TextStyle style = theme_style(ui->theme, role);
    const TextLayout *layout = ui_layout_styled(ui, string, style, TEXT_NO_WRAP, 1, 0);
    list_layout_in(ui->list, layout, x, ui_line_top(ui, layout, style, y_middle), width, align,
                   color);
}

Color ui_pressed_color(const Ui *ui, Action action, Color color)
{
    if (ui->pressed == 0 || ui->pressed != action_key(action)) {
        return color;
    }
    /* Night surfaces lighten, everything else darkens: both read as giving way. */
    int brightness = (int)(color >> 16 & 0xFF) + (int)(color >> 8 & 0xFF) + (int)(color & 0xFF);
    Color toward = brightness < 200 ? ui->theme->color.lighter : ui->theme->color.darker;
    return color_mix(color, color_with_alpha(toward, (int)(color >> 24)), ui->press * 44 / 256);
}

void ui_target(const Ui *ui, Box box, Action action, int32_t radius)
{
    if (ui->inert) {
        return;
    }
    list_target(ui->list, box, action_tag(action), action.arg);
    if (ui->focused != 0 && ui->focused == action_key(action)) {
        /* Two lines, light within dark, so that the ring is seen on paper and on night alike. */
        int32_t line = theme_px(ui->theme, 4);
        list_shape(ui->list, box_inset(box, -2 * line), radius + 2 * line, COLOR_NONE, line * 16,
                   ui->theme->color.sky_mark);
        list_shape(ui->list, box_inset(box, -line), radius + line, COLOR_NONE, line * 16,
                   ui->theme->color.white);
    }
}

int32_t ui_touch_px(const Ui *ui)
{
    return theme_px(ui->theme, 92);
}

void ui_button(const Ui *ui, Box box, const char *label, ButtonLook look, Action action)
{
    int32_t radius = min_i32(box.h, ui_touch_px(ui)) / 2;
    list_shape(ui->list, box, radius, ui_pressed_color(ui, action, look.fill),
               theme_rule_px(ui->theme) * 16, look.stroke);
    TextStyle style = theme_style(ui->theme, look.role);
    int32_t inside = box.w - radius;
    const TextLayout *layout = ui_layout_styled(ui, label, style, inside, 0, 0);
    int32_t y = layout->line_count == 1 ? ui_line_top(ui, layout, style, box.y + box.h / 2)
                                        : box.y + (box.h - layout->height) / 2;
    list_layout_in(ui->list, layout, box.x + radius / 2, y, inside, ALIGN_CENTRE, look.text);
    ui_target(ui, box, action, radius);
}

Box ui_back_button(const Ui *ui, int32_t x, int32_t y, int32_t most_width, const char *label,
                   bool on_night)
{
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Action back = {.kind = ACTION_BACK};
    int32_t icon = theme_text_px(theme, 34);
    int32_t pad = theme_px(theme, 22), gap = theme_px(theme, 14);
    TextStyle style = theme_style(theme, ROLE_SMALL_STRONG);
    const TextLayout *layout =
        ui_layout_styled(ui, label, style, most_width - 2 * pad - icon - gap, 1, TEXT_ELLIPSIS);
    int32_t height = max_i32(theme_px(theme, 72), layout->height + theme_px(theme, 20));
    Box box = {x, y,
               max_i32(2 * pad + icon + gap + layout->width + theme_px(theme, 10), ui_touch_px(ui)),
               height};
    Color fill = on_night ? color->night_raised : color->paper_deep;
    Color text = on_night ? color->on_night : color->ink;
    list_shape(ui->list, box, height / 2, ui_pressed_color(ui, back, fill),
               theme_rule_px(theme) * 16, color->outline);
    int32_t middle = y + height / 2;
    list_icon(ui->list, (Box){x + pad, middle - icon / 2, icon, icon}, ICON_CHEVRON_LEFT, text);
    list_layout(ui->list, layout, x + pad + icon + gap, ui_line_top(ui, layout, style, middle),
                text);
    int32_t grow = max_i32(ui_touch_px(ui) - height, 0);
    ui_target(ui, (Box){box.x, box.y - grow / 2, box.w, height + grow}, back, (height + grow) / 2);
    return box;
}

void ui_flag(const Ui *ui, Box box, uint64_t picture, bool on_night)
{
    if (picture == 0) {
        return;
    }
    int32_t radius = theme_px(ui->theme, box.h > theme_px(ui->theme, 70) ? 6 : 5);
    list_image(ui->list, box, picture, radius);
    const Palette *color = &ui->theme->color;
    int32_t line = ui->theme->contrast == CONTRAST_HIGH ? theme_px(ui->theme, 2) : 1;
    list_shape(ui->list, box, radius, COLOR_NONE, line * 16,
               on_night ? color->flag_edge_night : color->flag_edge);
}

void ui_code(const Ui *ui, Box box, const char *address)
{
    const Palette *color = &ui->theme->color;
    /* On light paper the quiet zone goes on around the ground; on dark it is all in the ground. */
    Box ground = ui->theme->contrast == CONTRAST_DARK ? box_inset(box, -(box.w * 5 / 100)) : box;
    list_shape(ui->list, ground, theme_px(ui->theme, 6), color->white, 0, COLOR_NONE);
    list_qr(ui->list, box_inset(box, box.w * 7 / 100), address, color->code);
}

static Color chamber_color(const Palette *color, int index, bool on_night)
{
    switch (index % 3) {
    case 0:
        return on_night ? color->brass : color->brass_mark;
    case 1:
        return on_night ? color->sky : color->sky_mark;
    }
    return on_night ? color->on_night_soft : color->ink_soft;
}

/* A ring's line is as wide on every screen, and narrower only where the seat is tiny. */
static int32_t ring_stroke_16(const Ui *ui, int32_t seat_px)
{
    int32_t wanted = (int32_t)(ui->theme->u * 7.5f * 16.0f);
    return clamp_i32(wanted, 16, max_i32(seat_px * 16 * 28 / 100, 16));
}

/* One mark; `strength` 0 to 255, `press` 0 to 256 darkens it. */
static void draw_mark(const Ui *ui, Box box, int index, bool on_night, int strength, int press)
{
    Color color = chamber_color(&ui->theme->color, index, on_night);
    color = color_mix(color, on_night ? ui->theme->color.white : ui->theme->color.ink, press / 3);
    color = color_with_alpha(color, strength);
    switch (index % 3) {
    case 0:
        list_shape(ui->list, box, box.w / 2, color, 0, COLOR_NONE);
        return;
    case 1:
        list_shape(ui->list, box, box.w / 2, COLOR_NONE, ring_stroke_16(ui, box.w), color);
        return;
    }
    list_shape(ui->list, box_inset(box, box.w / 12), max_i32(box.w / 10, 1), color, 0, COLOR_NONE);
}

void ui_chamber_mark(const Ui *ui, Box box, int index, bool on_night)
{
    draw_mark(ui, box, index, on_night, 255, 0);
}

void ui_seats(const Ui *ui, const Hemicycle *hemicycle, Point centre, int only, int shown,
              int strength, bool on_night, int press)
{
    int32_t size = hemicycle->seat_px;
    for (int i = 0; i < hemicycle->seat_count && i < shown; i++) {
        const Seat *seat = &hemicycle->seats[i];
        if (only >= 0 && seat->sector != only) {
            continue;
        }
        int32_t x = centre.x + (seat->x >> 4) - size / 2, y = centre.y + (seat->y >> 4) - size / 2;
        draw_mark(ui, (Box){x, y, size, size}, seat->chamber, on_night,
                  i == shown - 1 ? strength : 255, press);
    }
}

const TextLayout *ui_ring_number(const Ui *ui, const char *number, Role role, int32_t clear_px,
                                 TextStyle *style)
{
    const float parts[] = {1.0f, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f, 0.22f};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *style = theme_style_sized(ui->theme, role, theme_role_size(role) * parts[i]);
        int64_t half = text_width(ui->text, number, *style) / 2;
        int64_t high = text_metrics(ui->text, *style).cap_height;
        if (half * half + high * high <= (int64_t)clear_px * clear_px) {
            break;
        }
    }
    return ui_layout_styled(ui, number, *style, TEXT_NO_WRAP, 1, 0);
}

int32_t ui_header(const Ui *ui, const char *organisation, Wall wall, int32_t margin, int32_t y,
                  HeaderLook look)
{
    Color strong = look.strong, soft = look.soft;
    Role strong_role = look.large ? ROLE_LABEL_STRONG : ROLE_SMALL_STRONG;
    Role soft_role = look.large ? ROLE_LABEL : ROLE_SMALL;
    const Theme *theme = ui->theme;
    int32_t width = theme->bounds.w - 2 * margin;
    int32_t right = theme->bounds.w - margin;
    TextStyle label = theme_style(theme, strong_role);
    int32_t height = label.line_px;
    int32_t middle = y + height / 2;
    int32_t gap = theme_px(theme, 24), taken = 0;
    if (wall.date.year != 0) {
        char clock[32], day[128];
        words_clock(ui->words, wall, clock, sizeof clock);
        words_day(ui->words, wall.date, day, sizeof day);
        const char *kept_clock = arena_printf(ui->arena, "%s", clock);
        int32_t clock_width = ui_width(ui, kept_clock, strong_role);
        const char *kept_day = arena_printf(ui->arena, "%s", day);
        int32_t day_width = ui_width(ui, kept_day, soft_role);
        int32_t name_width = organisation != NULL ? ui_width(ui, organisation, strong_role) : 0;
        /* The date gives way to the organisation's name where there is no room for both. */
        int32_t room = width - name_width - clock_width - gap - day_width - 2 * gap;
        taken = clamp_i32(look.inset_px, 0, max_i32(room, 0));
        ui_line_centred(ui, kept_clock, strong_role, strong, right - taken - clock_width, middle,
                        clock_width, ALIGN_LEFT);
        taken += clock_width + gap;
        if (room >= 0) {
            ui_line_centred(ui, kept_day, soft_role, soft, right - taken - day_width, middle,
                            day_width, ALIGN_LEFT);
            taken += day_width + gap;
        }
    }
    if (organisation == NULL) {
        return height;
    }
    const TextLayout *layout =
        ui_layout_styled(ui, organisation, label, width - taken - gap, 0, TEXT_BALANCE_LAST);
    int32_t top = ui_line_top(ui, layout, label, middle);
    list_layout(ui->list, layout, margin, top, strong);
    return max_i32(height, top + layout->height - y);
}

void ui_scroll_bar(const Ui *ui, Box view, int32_t page_px, int32_t offset_px)
{
    if (page_px <= view.h || view.h <= 0) {
        return;
    }
    const Theme *theme = ui->theme;
    int32_t w = theme_px(theme, 8);
    int32_t x = box_right(view) - theme_px(theme, theme->compact ? 6 : 24) - w;
    Box track = {x, view.y + theme_px(theme, 20), w, view.h - theme_px(theme, 40)};
    int32_t thumb = max_i32((int32_t)((int64_t)track.h * view.h / page_px), theme_px(theme, 60));
    int32_t room = track.h - thumb, most = page_px - view.h;
    int32_t at = (int32_t)((int64_t)room * clamp_i32(offset_px, 0, most) / most);
    list_shape(ui->list, track, w / 2, theme->color.paper_deep, 0, COLOR_NONE);
    list_shape(ui->list, (Box){x, track.y + at, w, thumb}, w / 2, theme->color.ink_soft, 0,
               COLOR_NONE);
}
