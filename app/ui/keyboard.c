/* See keyboard.h. Each page has its rows for each shape, as texts in which a capital stands for a
 * key that types no letter. All keys that type one are equally wide; the others share the rest. */
#include "ui/keyboard.h"

#include <string.h>

#include "base/check.h"
#include "base/utf8.h"

/* L Latin, C Cyrillic, M more letters, N digits and more letters, S space, D delete, X done: left
 * out where it is not wanted. */
static const char *const PAGES[PAGE_COUNT][SHAPE_COUNT] = {
    [PAGE_LATIN] =
        {
            [SHAPE_WIDE] = "1234567890\nqwertyuiop\nasdfghjkl\nCzxcvbnmSDX",
            [SHAPE_TALL] = "1234567890\nqwertyuiop\nasdfghjkl\nzxcvbnmD\nCSX",
            [SHAPE_FOUR] = "1234567890\nqwertyuiop\nasdfghjklD\nCzxcvbnmSX",
            [SHAPE_LOW] = "qwertyuiop\nasdfghjkl\nCNzxcvbnmSDX",
        },
    [PAGE_CYRILLIC] =
        {
            [SHAPE_WIDE] = "1234567890\nйцукенгшщзхъ\nфывапролджэёM\nLячсмитьбюSDX",
            [SHAPE_TALL] = "1234567890\nйцукенгшщз\nфывапролдж\nэячсмитьбю\nLMхъёSDX",
            [SHAPE_FOUR] = "йцукенгшщз\nфывапролдж\nэячсмитьбю\nLNхъёSDX",
            [SHAPE_LOW] = "йцукенгшщзхD\nфывапролджэN\nLячсмитьбюSX",
        },
    [PAGE_MORE] =
        {
            [SHAPE_WIDE] = "1234567890\nәғқңөұүһіў\nёъҳҷӣӯ'-.\nLCSDX",
            [SHAPE_TALL] = "1234567890\nәғқңө\nұүһіў\nёъҳҷӣӯ'\nLCSDX",
            [SHAPE_FOUR] = "1234567890\nәғқңөұүһіў\nёъҳҷӣӯ'\nLCSDX",
            [SHAPE_LOW] = "1234567890\nәғқңөұүһіў\nLCёъҳҷӣӯSDX",
        },
};

static const int ROWS[SHAPE_COUNT] = {4, 5, 4, 3};

/* In u, as drawn. */
static const float KEY_W = 124, KEY_H = 94, KEY_LEAST = 92;

static bool is_tight(const Ui *ui)
{
    return ui->theme->compact;
}

static int32_t gap_px(const Ui *ui)
{
    return theme_px(ui->theme, is_tight(ui) ? 12 : 14);
}

static int32_t key_height(const Ui *ui)
{
    return theme_px(ui->theme, is_tight(ui) ? KEY_LEAST : KEY_H);
}

static int32_t tray_height(const Ui *ui, int rows)
{
    int32_t pads = is_tight(ui) ? 2 * theme_px(ui->theme, 6)
                                : theme_px(ui->theme, 20) + theme_px(ui->theme, 32);
    return pads + rows * key_height(ui) + (rows - 1) * gap_px(ui);
}

/* How wide all keys of a row together may be. */
static int32_t room_px(const Ui *ui, int32_t width)
{
    return width - 2 * theme_px(ui->theme, 12);
}

KeyboardPlan keyboard_plan(const Ui *ui, int32_t width, int32_t most_px)
{
    int32_t pitch = theme_px(ui->theme, KEY_LEAST) + gap_px(ui);
    int columns = (room_px(ui, width) + gap_px(ui)) / pitch;
    KeyShape shape = SHAPE_LOW;
    if (columns >= 14 && tray_height(ui, 4) <= most_px) {
        shape = SHAPE_WIDE;
    } else if (columns < 12) {
        shape = tray_height(ui, 5) <= most_px ? SHAPE_TALL : SHAPE_FOUR;
    }
    return (KeyboardPlan){shape, ROWS[shape], tray_height(ui, ROWS[shape])};
}

/* ---- one key ---- */

typedef struct Key {
    Action action;
    const char *label; /* NULL: the icon */
    Icon icon;
    float wide_u; /* how wide it wants to be; 0: as a letter */
    bool grows;   /* it takes the room that is left */
} Key;

static Key key_of(const Ui *ui, uint32_t letter, KeyPage page)
{
    Key key = {.action = {.kind = ACTION_TYPE, .screen = TYPE_LETTER, .arg = letter}};
    switch (letter) {
    case 'L':
        key.action = (Action){ACTION_TYPE, TYPE_PAGE, PAGE_LATIN};
        key.label = "ABC";
        key.wide_u = 200;
        break;
    case 'C':
        key.action = (Action){ACTION_TYPE, TYPE_PAGE, PAGE_CYRILLIC};
        key.label = "АБВ";
        key.wide_u = 200;
        break;
    case 'M':
    case 'N':
        key.action = (Action){ACTION_TYPE, TYPE_PAGE, PAGE_MORE};
        key.label = letter == 'M' ? "ӘІЎ" : page == PAGE_LATIN ? "123" : "12Ә";
        key.wide_u = 140;
        break;
    case 'S':
        key.action.arg = ' ';
        key.label = words_get(ui->words, WORD_SPACE);
        key.icon = ICON_SPACE;
        key.wide_u = 200;
        key.grows = true;
        break;
    case 'D':
        key.action = (Action){ACTION_TYPE, TYPE_DELETE, 0};
        key.icon = ICON_DELETE;
        key.wide_u = 160;
        break;
    case 'X':
        key.action = (Action){ACTION_TYPE, TYPE_DONE, 0};
        key.icon = ICON_DONE;
        key.wide_u = 160;
        break;
    default: {
        char text[4];
        key.label = arena_printf(ui->arena, "%.*s", (int)utf8_encode(letter, text), text);
        break;
    }
    }
    return key;
}

static void draw_label(const Ui *ui, const Key *key, Box box, bool quiet)
{
    const Theme *theme = ui->theme;
    int32_t inner = box.w - theme_px(theme, 12);
    const float letters[] = {40, 34, 30, 26, 0}, words[] = {30, 28, 26, 24, 20, 16, 0};
    bool letter = key->wide_u <= 0, space = key->icon == ICON_SPACE;
    Role role = quiet ? ROLE_LABEL_STRONG : ROLE_LABEL;
    TextStyle style = theme_style(theme, role);
    const TextLayout *label = NULL;
    const float *sizes = letter ? letters : words;
    for (int i = 0; key->label != NULL && sizes[i] > 0; i++) {
        style = theme_style_sized(theme, role, sizes[i]);
        label = ui_layout_styled(ui, key->label, style, TEXT_NO_WRAP, 1, 0);
        if ((label->width <= inner && style.line_px <= box.h) || sizes[i + 1] < ui_least_size(ui)) {
            break;
        }
    }
    if (label == NULL || (space && label->width > inner)) {
        int32_t side = min_i32(theme_text_px(theme, 48), min_i32(inner, box.h));
        list_icon(ui->list,
                  (Box){box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side},
                  key->icon, theme->color.ink);
        return;
    }
    /* Small letters stand on one line, in the middle of their own height. */
    TextMetrics metrics = text_metrics(ui->text, style);
    int32_t middle = box.y + box.h / 2;
    bool digit = key->action.arg >= '0' && key->action.arg <= '9';
    middle += letter && !digit ? (metrics.x_height - metrics.cap_height) / 2 : 0;
    list_layout_in(ui->list, label, box.x, ui_line_top(ui, label, style, middle), box.w,
                   ALIGN_CENTRE, theme->color.ink);
}

static void draw_key(const Ui *ui, const Key *key, Box box)
{
    const Palette *color = &ui->theme->color;
    bool quiet = key->wide_u > 0 && !key->grows;
    Action shown = key->action;
    int press = keys_press(ui->keys, key->action, ui->now, &shown);
    Color ground = quiet ? color->key : color->card;
    int brightness = (int)(ground >> 16 & 0xFF) + (int)(ground >> 8 & 0xFF) + (int)(ground & 0xFF);
    Color toward = brightness < 200 ? color->lighter : color->darker;
    list_shape(ui->list, box, theme_px(ui->theme, 12), color_mix(ground, toward, press * 60 / 256),
               theme_rule_px(ui->theme) * 16, color->outline);
    Key held = *key;
    if (shown.arg != key->action.arg) {
        held = key_of(ui, (uint32_t)shown.arg, PAGE_LATIN);
    }
    draw_label(ui, &held, box, quiet);
    if (!ui->inert) {
        list_target(ui->list, box, action_tag(key->action), key->action.arg);
    }
}

/* ---- rows ---- */

enum { KEYS_IN_ROW = 20 };

typedef struct Row {
    int count;
    Key keys[KEYS_IN_ROW];
    int32_t widths[KEYS_IN_ROW];
} Row;

/* Reads a row's keys; where it ends. */
static const char *row_read(const Ui *ui, const char *text, KeyPage page, bool done, Row *row)
{
    row->count = 0;
    size_t length;
    for (; *text != '\0' && *text != '\n'; text += length) {
        uint32_t letter = utf8_decode(text, strlen(text), &length);
        if (letter != 'X' || done) {
            CHECK(row->count < KEYS_IN_ROW);
            row->keys[row->count++] = key_of(ui, letter, page);
        }
    }
    return *text == '\n' ? text + 1 : text;
}

static int32_t row_width(const Ui *ui, const Row *row)
{
    int32_t width = (row->count - 1) * gap_px(ui);
    for (int i = 0; i < row->count; i++) {
        width += row->widths[i];
    }
    return width;
}

/* The keys' widths where a letter's is `letter_w`: what grows fills the row up to `fill`. */
static void row_measure(const Ui *ui, Row *row, int32_t letter_w, int32_t room, int32_t fill)
{
    for (int narrow = 0; narrow < 2; narrow++) {
        for (int i = 0; i < row->count; i++) {
            float wide = narrow == 0 ? row->keys[i].wide_u : 0;
            row->widths[i] = max_i32(letter_w, theme_px(ui->theme, wide));
        }
        if (row_width(ui, row) <= room) {
            break;
        }
    }
    for (int i = 0; i < row->count; i++) {
        row->widths[i] += row->keys[i].grows ? max_i32(fill - row_width(ui, row), 0) : 0;
    }
}

/* The most keys in a row of any page, so that letters are equally wide on all. */
static int columns_most(KeyShape shape, bool done)
{
    int most = 0;
    for (int page = 0; page < PAGE_COUNT; page++) {
        int count = 0;
        size_t length, left = strlen(PAGES[page][shape]);
        for (const char *p = PAGES[page][shape]; left > 0; p += length, left -= length) {
            uint32_t letter = utf8_decode(p, left, &length);
            count = letter == '\n' ? 0 : count + (letter != 'X' || done ? 1 : 0);
            most = count > most ? count : most;
        }
    }
    return most;
}

void keyboard_draw(const Ui *ui, const KeyboardPlan *plan, Box tray, KeyPage page, bool done)
{
    const Theme *theme = ui->theme;
    list_fill(ui->list, tray, theme->color.paper_deep);
    list_region(ui->list, tray);
    int32_t gap = gap_px(ui), height = key_height(ui), room = room_px(ui, tray.w);
    int columns = columns_most(plan->shape, done);
    int32_t letter_w =
        min_i32(theme_px(theme, KEY_W), (room + gap) / (columns > 0 ? columns : 1) - gap);
    int32_t fill = plan->shape == SHAPE_WIDE ? 0 : columns * (letter_w + gap) - gap;
    int32_t y = tray.y + theme_px(theme, is_tight(ui) ? 6 : 20);
    const char *text = PAGES[page][plan->shape];
    for (int i = 0; i < plan->rows; i++) {
        Row row;
        text = row_read(ui, text, page, done, &row);
        row_measure(ui, &row, letter_w, room, fill);
        int32_t x = tray.x + (tray.w - row_width(ui, &row)) / 2;
        for (int k = 0; k < row.count; k++) {
            draw_key(ui, &row.keys[k], (Box){x, y, row.widths[k], height});
            x += row.widths[k] + gap;
        }
        y += height + gap;
    }
}
