/* The PIN, on a keypad: what stands between visitors and the staff's pages.
 *
 * The keys are keys like those of the keyboard (ACTION_TYPE), so that two fingers type and a real
 * keyboard does, too. The digits are the app's, which compares them; here only their number is
 * known. */
#include "screens/parts.h"
#include "screens/staff_parts.h"

enum { KEY_COUNT = 12, DOTS_LEAST = 4 };

/* The keys' digits by rows; D deletes, X is done. */
static const char TALL[] = "123456789D0X", LOW[] = "12345D67890X";

typedef struct Pad {
    const char *keys;
    int columns;
    int32_t key, gap; /* px */
    Box box;
} Pad;

/* Beside the text where the display is wider than high, else below it. */
static bool is_beside(const View *view)
{
    return view->bounds.w > view->bounds.h;
}

static int32_t margin_px(const Theme *theme)
{
    return theme_px(theme, theme->compact ? 40 : 96);
}

/* In four rows where they fit, else in two; the keys as large as there is room, to 132 u. */
static Pad pad_plan(const View *view)
{
    const Theme *theme = view->ui.theme;
    Box bounds = view->bounds;
    int32_t air = theme_px(theme, theme->shallow ? 8 : 32), least = ui_touch_px(&view->ui);
    Pad pad = {.keys = TALL, .columns = 3, .gap = theme_px(theme, theme->compact ? 14 : 24)};
    int32_t high = bounds.h - 2 * air;
    int32_t room = is_beside(view) ? high : high / 2;
    if ((room - 3 * pad.gap) / 4 < least && is_beside(view)) {
        pad.keys = LOW;
        pad.columns = 6;
    }
    int rows = KEY_COUNT / pad.columns;
    pad.key = clamp_i32((room - (rows - 1) * pad.gap) / rows, least, theme_px(theme, 132));
    pad.box.w = pad.columns * (pad.key + pad.gap) - pad.gap;
    pad.box.h = rows * (pad.key + pad.gap) - pad.gap;
    if (is_beside(view)) {
        int32_t beside = max_i32((bounds.w / 2 - pad.box.w) / 2, margin_px(theme));
        pad.box.x = bounds.w - beside - pad.box.w;
        pad.box.y = (bounds.h - pad.box.h) / 2;
    } else {
        pad.box.x = (bounds.w - pad.box.w) / 2;
        pad.box.y = bounds.h - pad.box.h - theme_px(theme, 160);
    }
    return pad;
}

/* A key: a disc like a seat. While no PIN is taken it stands there, and cannot be touched. */
static void draw_key(const View *view, char digit, Box box, bool waits)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    Action key = {ACTION_TYPE, TYPE_LETTER, (uint64_t)digit}, shown;
    key = digit == 'D' ? (Action){ACTION_TYPE, TYPE_DELETE, 0} : key;
    key = digit == 'X' ? (Action){ACTION_TYPE, TYPE_DONE, 0} : key;
    Color ground = digit == 'X' && !waits ? color->brass : color->night_raised;
    Color text = digit == 'X' && !waits ? color->on_brass
                 : waits                ? color->on_night_soft
                                        : color->on_night;
    int press = keys_press(ui->keys, key, ui->now, &shown);
    list_shape(ui->list, box, box.w / 2, color_mix(ground, color->lighter, press * 60 / 256),
               theme_rule_px(ui->theme) * 16, color->outline);
    if (digit == 'D' || digit == 'X') {
        int32_t side = box.w * 36 / 100, inset = (box.w - side) / 2;
        list_icon(ui->list, (Box){box.x + inset, box.y + inset, side, side},
                  digit == 'D' ? ICON_DELETE : ICON_DONE, text);
    } else {
        /* As large as the key: what has no more to grow into does not grow with the text. */
        float size = (float)box.w * 0.42f / ui->theme->u * 100.0f / (float)ui->theme->text_percent;
        TextStyle style = theme_style_sized(ui->theme, ROLE_CARD_NUMBER, size);
        const char *label = arena_printf(ui->arena, "%c", digit);
        const TextLayout *layout = ui_layout_styled(ui, label, style, TEXT_NO_WRAP, 1, 0);
        list_layout_in(ui->list, layout, box.x, ui_line_top(ui, layout, style, box.y + box.h / 2),
                       box.w, ALIGN_CENTRE, text);
    }
    if (!waits) {
        ui_target(ui, box, key, box.w / 2);
    }
}

/* A seat for each digit that was typed, and at least four; how many a PIN has is not said. */
static int32_t draw_dots(const View *view, int32_t x, int32_t y, int32_t width)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int count = max_i32(view->staff->typed, DOTS_LEAST);
    int32_t size = theme_px(theme, theme->shallow ? 26 : 34);
    int32_t pitch = min_i32(size + theme_px(theme, 26), width / count);
    for (int i = 0; i < count; i++) {
        Box box = {x + i * pitch, y, size, size};
        if (i < view->staff->typed) {
            list_disc(ui->list, box, theme->color.brass);
        } else {
            list_shape(ui->list, box, size / 2, COLOR_NONE, theme_px(theme, 4) * 16,
                       theme->color.on_night_soft);
        }
    }
    return size;
}

static const char *try_again(const View *view)
{
    char text[128];
    int left = staff_seconds_left(view->now, view->staff->wait_until - view->now, view->now);
    words_counted(view->ui.words, COUNTED_TRY_AGAIN, left, text, sizeof text);
    return arena_printf(view->ui.arena, "%s", text);
}

/* What to do, how far it is done, and how long to wait, above the middle of the column. */
static void draw_text(const View *view, Box column, bool waits)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t gap = theme_px(theme, theme->shallow ? 14 : 36);
    const float sizes[] = {theme->compact ? 52.0f : 76.0f, 64, 52, 44, 36, 30, 24, 20, 0};
    Word word = waits || view->staff->wrong ? WORD_STAFF_WRONG : WORD_STAFF_PIN;
    const TextLayout *title =
        ui_layout_fit(ui, words_get(ui->words, word), ROLE_SCREEN_TITLE, sizes, column.w, 2, 0);
    const TextLayout *over =
        ui_layout(ui, words_get(ui->words, WORD_STAFF), ROLE_OVERLINE, column.w, 0, 0);
    const TextLayout *again = ui_layout(ui, try_again(view), ROLE_LABEL, column.w, 0, 0);
    int32_t over_h = theme->shallow ? 0 : over->height + gap / 2;
    int32_t rest = gap + theme_px(theme, 34) + gap + again->height;
    /* The room for the last line is kept, so that nothing moves when it comes; where there is none,
     * it comes instead of the title. */
    bool titled = !waits || over_h + title->height + rest <= column.h;
    int32_t height = over_h + (titled ? title->height : 0) + rest;
    int32_t y = column.y + max_i32(column.h - height, 0) * 42 / 100;
    if (over_h > 0) {
        list_layout(ui->list, over, column.x, y, theme->color.brass);
        y += over_h;
    }
    if (titled) {
        list_layout(ui->list, title, column.x - theme_px(theme, 2), y, theme->color.on_night);
        y += title->height + gap;
    }
    y += draw_dots(view, column.x, y, column.w) + gap;
    if (waits) {
        list_layout(ui->list, again, column.x, y, theme->color.on_night_soft);
    }
}

static Page pin_draw(const void *data, const View *view)
{
    (void)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box bounds = view->bounds;
    list_fill(ui->list, bounds, theme->color.night);
    list_region(ui->list, bounds);
    bool waits = view->now < view->staff->wait_until;
    Pad pad = pad_plan(view);
    int32_t margin = margin_px(theme);
    int32_t width =
        is_beside(view) ? pad.box.x - margin - theme_px(theme, 40) : bounds.w - 2 * margin;
    int32_t top = theme_px(theme, theme->shallow ? 18 : theme->compact ? 28 : 72);
    Box back = ui_back_button(ui, margin, top, width, view->back_label, true);
    int32_t from = box_bottom(back) + theme_px(theme, theme->shallow ? 7 : 18);
    int32_t to = is_beside(view) ? bounds.h : pad.box.y;
    draw_text(view, (Box){margin, from, width, to - from}, waits);
    for (int i = 0; i < KEY_COUNT; i++) {
        Box box = {pad.box.x + i % pad.columns * (pad.key + pad.gap),
                   pad.box.y + i / pad.columns * (pad.key + pad.gap), pad.key, pad.key};
        draw_key(view, pad.keys[i], box, waits);
    }
    return (Page){bounds, bounds.h, theme->color.night};
}

static Time pin_tick(void *data, const View *view, Request *request)
{
    (void)data;
    (void)request;
    Time left = view->staff->wait_until - view->now;
    /* Full seconds before the end: when the countdown changes. */
    return left > 0 ? view->now + (left - 1) % TIME_S + 1 : TIME_NEVER;
}

const Screen SCREEN_TABLE_STAFF_PIN = {
    .name = "staff/pin",
    .tick = pin_tick,
    .draw = pin_draw,
};
