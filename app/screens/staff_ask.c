/* The two pages that ask before they do something: turning the picture, and restarting. What they
 * do is the app's matter. */
#include "screens/parts.h"
#include "screens/staff_parts.h"

typedef struct Button {
    Word label;
    StaffChoice choice;
    bool strong; /* the likely one */
} Button;

/* The buttons beside one another from the left of the column, or below one another where they have
 * no room; the height. */
static int32_t draw_buttons(const View *view, const Button *buttons, int count, Box column)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t gap = theme_px(theme, 24), x = column.x, y = column.y;
    int32_t height = max_i32(theme_px(theme, theme->compact ? 92 : 112), theme_text_px(theme, 84));
    for (int i = 0; i < count; i++) {
        const char *label = words_get(ui->words, buttons[i].label);
        int32_t width = ui_width(ui, label, ROLE_BUTTON) + 2 * theme_px(theme, 56);
        if (x > column.x && x + width > box_right(column)) {
            x = column.x;
            y += height + gap;
        }
        ButtonLook look = {.fill = buttons[i].strong ? color->ink : color->card,
                           .stroke = buttons[i].strong ? COLOR_NONE : color->rule,
                           .text = buttons[i].strong ? color->on_ink : color->ink,
                           .role = ROLE_BUTTON};
        Action action = {.kind = ACTION_STAFF, .screen = (uint8_t)buttons[i].choice};
        ui_button(ui, (Box){x, y, min_i32(width, column.w), height}, label, look, action);
        x += width + gap;
    }
    return y + height - column.y;
}

/* The seconds that are left, as words and as a bar; the height. */
static int32_t draw_countdown(const View *view, Box column)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    int left = staff_seconds_left(view->staff->turned_at, STAFF_TRIAL, view->now);
    char seconds[128];
    words_counted(ui->words, COUNTED_SECONDS_LEFT, left, seconds, sizeof seconds);
    int32_t y = column.y, bar_h = theme_px(ui->theme, 8);
    y += ui_text(ui, arena_printf(ui->arena, "%s", seconds), ROLE_LABEL, color->ink_soft, column.x,
                 y, column.w);
    y += theme_px(ui->theme, 14);
    list_shape(ui->list, (Box){column.x, y, column.w, bar_h}, bar_h / 2, color->track, 0,
               COLOR_NONE);
    int32_t rest = (int32_t)((int64_t)column.w * left * TIME_S / STAFF_TRIAL);
    if (rest > 0) {
        list_shape(ui->list, (Box){column.x, y, max_i32(rest, bar_h), bar_h}, bar_h / 2, color->ink,
                   0, COLOR_NONE);
    }
    return y + bar_h - column.y;
}

/* A page with a question, what comes of it, and the buttons that answer. */
static Page draw_page(const View *view, Word title, Word text, bool counts, const Button *buttons,
                      int count)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box area = staff_head(view, words_get(ui->words, title), false);
    Box page = {view->bounds.x, area.y, view->bounds.w, area.h};
    ListState was = list_clip(ui->list, page);
    (void)list_move(ui->list, 0, -view->scroll_px);
    int32_t gap = theme_px(theme, theme->shallow ? 18 : theme->compact ? 28 : 56);
    Box column = {area.x, area.y + gap, min_i32(area.w, theme_text_px(theme, 1200)), 0};
    if (counts) {
        column.y += draw_countdown(view, column) + gap;
    } else {
        column.y +=
            ui_text(ui, words_get(ui->words, text), theme->shallow ? ROLE_LABEL : ROLE_ARTICLE_TEXT,
                    theme->color.ink, column.x, column.y, column.w) +
            gap;
    }
    column.y += draw_buttons(view, buttons, count, column) + gap;
    list_restore(ui->list, was);
    return (Page){page, column.y - area.y, theme->color.paper};
}

static Page rotate_draw(const void *data, const View *view)
{
    (void)data;
    static const Button FIRST[] = {{WORD_TURN, STAFF_TURN, true}};
    static const Button TRIAL[] = {{WORD_KEEP, STAFF_KEEP, true},
                                   {WORD_TURN_BACK, STAFF_TURN_BACK, false},
                                   {WORD_TURN, STAFF_TURN, false}};
    return view->staff->turned ? draw_page(view, WORD_ROTATE_ASK, WORD_ROTATE_TEXT, true, TRIAL, 3)
                               : draw_page(view, WORD_ROTATE, WORD_ROTATE_TEXT, false, FIRST, 1);
}

static Time rotate_tick(void *data, const View *view, Request *request)
{
    (void)data;
    (void)request;
    const StaffView *staff = view->staff;
    return staff->turned ? staff_next_second(staff->turned_at, view->now) : TIME_NEVER;
}

static Page restart_draw(const void *data, const View *view)
{
    (void)data;
    static const Button BUTTONS[] = {{WORD_RESTART_NOW, STAFF_RESTART, true}};
    return draw_page(view, WORD_RESTART_ASK, WORD_RESTART_TEXT, false, BUTTONS, 1);
}

const Screen SCREEN_TABLE_STAFF_ROTATE = {
    .name = "staff/rotate",
    .tick = rotate_tick,
    .draw = rotate_draw,
};

const Screen SCREEN_TABLE_STAFF_RESTART = {
    .name = "staff/restart",
    .draw = restart_draw,
};
