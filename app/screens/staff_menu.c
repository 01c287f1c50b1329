/* The staff's pages, as cards: what each is for, and on the first whether all is well. */
#include "screens/notice.h"
#include "screens/parts.h"
#include "screens/staff_parts.h"

typedef struct Item {
    ScreenKind screen;
    Word name, hint;
} Item;

static const Item ITEMS[] = {
    {SCREEN_STAFF_STATUS, WORD_STATUS, WORD_ALL_WELL},
    {SCREEN_STAFF_HIDDEN, WORD_HIDDEN, WORD_HIDDEN_HINT},
    {SCREEN_STAFF_TOUCH, WORD_TOUCH_TEST, WORD_TOUCH_TEST_HINT},
    {SCREEN_STAFF_CLEANING, WORD_CLEANING, WORD_CLEANING_HINT},
    {SCREEN_STAFF_ROTATE, WORD_ROTATE, WORD_ROTATE_HINT},
    {SCREEN_STAFF_RESTART, WORD_RESTART, WORD_RESTART_HINT},
};
enum { ITEM_COUNT = sizeof ITEMS / sizeof *ITEMS };

/* What a card says below its name; `*attention` where that is no good news. */
static const char *hint_of(const View *view, const Item *item, bool *attention)
{
    const Ui *ui = &view->ui;
    int count = item->screen == SCREEN_STAFF_STATUS ? staff_status_attention(view) : 0;
    *attention = count > 0;
    if (count == 0) {
        return words_get(ui->words, item->hint);
    }
    char text[128];
    words_counted(ui->words, COUNTED_ATTENTION, count, text, sizeof text);
    return arena_printf(ui->arena, "%s", text);
}

/* A card at the box's place and width, as high as the box or as it needs; the height it needs. */
static int32_t draw_card(const View *view, const Item *item, Box box, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Action open = {.kind = ACTION_OPEN, .screen = (uint8_t)item->screen};
    int32_t pad = theme_px(theme, theme->compact ? 22 : 32), icon = theme_px(theme, 40);
    int32_t gap = theme_px(theme, theme->compact ? 4 : 10);
    int32_t width = box.w - 2 * pad - icon - theme_px(theme, 16);
    const float sizes[] = {46, 38, 32, 28, 0};
    const TextLayout *name =
        ui_layout_fit(ui, words_get(ui->words, item->name), ROLE_CARD_TITLE, sizes, width, 1, 0);
    bool attention;
    const char *text = hint_of(view, item, &attention);
    TextStyle style = theme_style_sized(theme, attention ? ROLE_SMALL_STRONG : ROLE_SMALL, 28);
    int32_t sign = attention ? theme_text_px(theme, 34) : 0;
    int32_t indent = attention ? sign + theme_px(theme, 14) : 0;
    const TextLayout *hint =
        ui_layout_styled(ui, text, style, width - indent, 0, TEXT_BALANCE_LAST);
    int32_t inner = name->height + gap + hint->height;
    if (!draw) {
        return max_i32(inner + 2 * pad, ui_touch_px(ui));
    }
    int32_t radius = theme_px(theme, 24);
    list_shape(ui->list, box, radius, ui_pressed_color(ui, open, color->card),
               theme_rule_px(theme) * 16, color->card_edge);
    int32_t x = box.x + pad, y = box.y + (box.h - inner) / 2;
    list_layout(ui->list, name, x, y, color->ink);
    y += name->height + gap;
    if (attention) {
        notice_sign(view, (Box){x, y + (style.line_px - sign) / 2, sign, sign}, color->brass_deep,
                    color->card);
    }
    list_layout(ui->list, hint, x + indent, y, attention ? color->ink : color->ink_soft);
    list_icon(ui->list, (Box){box_right(box) - pad - icon, box.y + (box.h - icon) / 2, icon, icon},
              ICON_CHEVRON_RIGHT, color->ink_soft);
    ui_target(ui, box, open, radius);
    return box.h;
}

/* The cards in rows from `area` down, each as high as the area has room for; their height. */
static int32_t draw_cards(const View *view, Box area)
{
    const Theme *theme = view->ui.theme;
    int32_t gap = theme_px(theme, theme->compact ? 14 : 24);
    int columns = (area.w - gap) / 2 >= theme_text_px(theme, 500) ? 2 : 1;
    int rows = (ITEM_COUNT + columns - 1) / columns;
    int32_t card_w = (area.w - (columns - 1) * gap) / columns, card_h = 0;
    for (int i = 0; i < ITEM_COUNT; i++) {
        card_h = max_i32(card_h, draw_card(view, &ITEMS[i], (Box){0, 0, card_w, 0}, false));
    }
    int32_t pad = theme_px(theme, theme->compact ? 16 : 40);
    int32_t fill = (area.h - 2 * pad - (rows - 1) * gap) / rows;
    card_h = max_i32(card_h, min_i32(fill, theme_px(theme, 230)));
    for (int i = 0; i < ITEM_COUNT; i++) {
        Box box = {area.x + i % columns * (card_w + gap),
                   area.y + pad + i / columns * (card_h + gap), card_w, card_h};
        (void)draw_card(view, &ITEMS[i], box, true);
    }
    return 2 * pad + rows * (card_h + gap) - gap;
}

static Page menu_draw(const void *data, const View *view)
{
    (void)data;
    DrawList *list = view->ui.list;
    Box area = staff_head(view, words_get(view->ui.words, WORD_STAFF), false);
    Box page = {view->bounds.x, area.y, view->bounds.w, area.h};
    ListState was = list_clip(list, page);
    (void)list_move(list, 0, -view->scroll_px);
    int32_t height = draw_cards(view, area);
    list_restore(list, was);
    return (Page){page, height, view->ui.theme->color.paper};
}

const Screen SCREEN_TABLE_STAFF = {
    .name = "staff",
    .draw = menu_draw,
};
