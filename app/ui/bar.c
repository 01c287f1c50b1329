/* See bar.h. */
#include "ui/bar.h"

typedef struct Entry {
    ScreenKind screen;
    Icon icon;
    Word word;
} Entry;

/* The bar's entries. A screen gets one here when it exists. */
static const Entry ENTRIES[] = {
    {SCREEN_HOME, ICON_HOME, WORD_HOME},
    {SCREEN_DELEGATIONS, ICON_DELEGATIONS, WORD_DELEGATIONS},
    {SCREEN_NEWS, ICON_NEWS, WORD_NEWS},
    {SCREEN_SEARCH, ICON_SEARCH, WORD_SEARCH},
};
enum { ENTRY_COUNT = sizeof ENTRIES / sizeof *ENTRIES };

/* How the bar is laid out: the first arrangement that fits the width is taken. */
typedef struct Arrangement {
    bool stacked;    /* icon above label */
    bool full_names; /* languages by name, else by code */
    bool two_rows;
    float pad_u; /* beside an entry's content */
    bool tiny;   /* the smallest type for entries */
} Arrangement;

static const Arrangement WIDE[] = {
    {false, true, false, 36, false},  {false, true, false, 24, false},
    {false, false, false, 24, false}, {true, true, false, 16, true},
    {true, false, false, 12, true},   {true, true, true, 12, true},
    {true, false, true, 8, true},
};
static const Arrangement TALL[] = {
    {false, true, false, 36, false}, {false, true, false, 24, false},
    {false, true, true, 24, false},  {false, true, true, 14, false},
    {true, true, true, 12, true},    {true, false, true, 8, true},
};

static int32_t margin_px(const Ui *ui)
{
    return theme_px(ui->theme, ui->theme->compact && !ui->theme->portrait ? 32 : 64);
}

static Role entry_role(const Arrangement *how)
{
    return how->tiny ? ROLE_TINY : ROLE_LABEL_STRONG;
}

static int32_t icon_px(const Ui *ui)
{
    return theme_px(ui->theme, ui->theme->text_percent > 100 ? 44 : 40);
}

static int32_t entry_width(const Ui *ui, const Arrangement *how, const Entry *entry)
{
    int32_t label = ui_width(ui, words_get(ui->words, entry->word), entry_role(how));
    int32_t pads = 2 * theme_px(ui->theme, how->pad_u);
    int32_t content =
        how->stacked ? max_i32(label, icon_px(ui)) : icon_px(ui) + theme_px(ui->theme, 18) + label;
    return max_i32(content + pads, ui_touch_px(ui));
}

static const char *language_label(const BarLook *look, const Arrangement *how, int index)
{
    return how->full_names ? look->language_names[index] : look->language_codes[index];
}

static int32_t segment_width(const Ui *ui, const BarLook *look, const Arrangement *how, int index)
{
    int32_t label = ui_width(ui, language_label(look, how, index), ROLE_SMALL_STRONG);
    /* A segment's target keeps clear of its neighbour's: 12 u more than the least. */
    return max_i32(label + 2 * theme_px(ui->theme, how->full_names ? 30 : 24),
                   ui_touch_px(ui) + theme_px(ui->theme, 14));
}

static int32_t languages_width(const Ui *ui, const BarLook *look, const Arrangement *how)
{
    if (look->language_count < 2) {
        return 0; /* nothing to choose */
    }
    int32_t width = 0;
    for (int i = 0; i < look->language_count; i++) {
        width += segment_width(ui, look, how, i);
    }
    return width;
}

/* The way to the comfort panel: a small A and a large one. */
static const float LETTER_SIZES[] = {28, 40};

static int32_t comfort_width(const Ui *ui, const Arrangement *how)
{
    int32_t letters = 0;
    for (int i = 0; i < 2; i++) {
        letters += text_width(ui->text, "A",
                              theme_style_sized(ui->theme, ROLE_SMALL_STRONG, LETTER_SIZES[i]));
    }
    float least = how->two_rows ? 196.0f : how->pad_u >= 24 ? 148.0f : 104.0f;
    return max_i32(letters + 2 * theme_px(ui->theme, 20), theme_px(ui->theme, least));
}

static bool arrangement_fits(const Ui *ui, const BarLook *look, const Arrangement *how)
{
    int32_t room = ui->theme->bounds.w - 2 * margin_px(ui);
    int32_t gap = theme_px(ui->theme, 16);
    int32_t entries = gap * (ENTRY_COUNT - 1);
    for (int i = 0; i < ENTRY_COUNT; i++) {
        entries += entry_width(ui, how, &ENTRIES[i]);
    }
    int32_t languages = languages_width(ui, look, how);
    int32_t right = comfort_width(ui, how) + (languages > 0 ? gap + languages : 0);
    if (how->two_rows) {
        return entries <= room && right <= room;
    }
    return entries + 2 * gap + right <= room;
}

static Arrangement arrange(const Ui *ui, const BarLook *look)
{
    const Arrangement *all = ui->theme->portrait ? TALL : WIDE;
    int count =
        ui->theme->portrait ? (int)(sizeof TALL / sizeof *TALL) : (int)(sizeof WIDE / sizeof *WIDE);
    for (int i = 0; i < count; i++) {
        if (arrangement_fits(ui, look, &all[i])) {
            return all[i];
        }
    }
    return all[count - 1];
}

static int32_t pad_px(const Ui *ui)
{
    return theme_px(ui->theme, ui->theme->compact ? 12 : 16);
}

static int32_t row_px(const Ui *ui, const Arrangement *how)
{
    if (!how->stacked) {
        return max_i32(ui_touch_px(ui), theme_text_px(ui->theme, 62));
    }
    return max_i32(ui_touch_px(ui), icon_px(ui) + theme_style(ui->theme, ROLE_TINY).line_px +
                                        theme_px(ui->theme, 18));
}

int32_t bar_height(const Ui *ui, const BarLook *look)
{
    Arrangement how = arrange(ui, look);
    int rows = how.two_rows ? 2 : 1;
    return rows * row_px(ui, &how) + (rows + 1) * pad_px(ui);
}

static void draw_entry(const Ui *ui, const BarLook *look, const Arrangement *how, Box box,
                       const Entry *entry)
{
    const Palette *color = &ui->theme->color;
    Action action = {.kind = ACTION_SHOW, .screen = (uint8_t)entry->screen};
    bool lit = entry->screen == look->current;
    int32_t radius = min_i32(box.h, ui_touch_px(ui)) / 2;
    Color ground = ui_pressed_color(ui, action, lit ? color->ink : color->card);
    list_shape(ui->list, box, radius, ground, 0, COLOR_NONE);
    Color ink = lit ? color->on_ink : color->ink_soft;
    int32_t icon = icon_px(ui);
    const char *label = words_get(ui->words, entry->word);
    if (how->stacked) {
        int32_t line = theme_style(ui->theme, ROLE_TINY).line_px;
        int32_t top = box.y + (box.h - icon - line) / 2;
        list_icon(ui->list, (Box){box.x + (box.w - icon) / 2, top, icon, icon}, entry->icon, ink);
        ui_line_centred(ui, label, ROLE_TINY, ink, box.x, top + icon + line / 2, box.w,
                        ALIGN_CENTRE);
    } else {
        int32_t x = box.x + theme_px(ui->theme, how->pad_u);
        int32_t middle = box.y + box.h / 2;
        list_icon(ui->list, (Box){x, middle - icon / 2, icon, icon}, entry->icon, ink);
        x += icon + theme_px(ui->theme, 18);
        ui_line_centred(ui, label, entry_role(how), ink, x, middle, box.w, ALIGN_LEFT);
    }
    ui_target(ui, box, action, radius);
}

static void draw_comfort(const Ui *ui, Box box)
{
    const Palette *color = &ui->theme->color;
    Action action = {.kind = ACTION_COMFORT};
    int32_t radius = min_i32(box.h, ui_touch_px(ui)) / 2;
    list_shape(ui->list, box, radius, ui_pressed_color(ui, action, color->card),
               theme_rule_px(ui->theme) * 16, color->rule);
    const TextLayout *letters[2];
    TextStyle styles[2];
    for (int i = 0; i < 2; i++) {
        styles[i] = theme_style_sized(ui->theme, ROLE_SMALL_STRONG, LETTER_SIZES[i]);
        letters[i] = ui_layout_styled(ui, "A", styles[i], TEXT_NO_WRAP, 1, 0);
    }
    /* Both on one baseline, the larger one's middle in the button's. */
    int32_t x = box.x + (box.w - letters[0]->width - letters[1]->width) / 2;
    int32_t top = ui_line_top(ui, letters[1], styles[1], box.y + box.h / 2);
    int32_t baseline = top + letters[1]->lines[0].baseline;
    list_layout(ui->list, letters[0], x, baseline - letters[0]->lines[0].baseline, color->ink);
    list_layout(ui->list, letters[1], x + letters[0]->width, top, color->ink);
    ui_target(ui, box, action, radius);
}

static void draw_languages(const Ui *ui, const BarLook *look, const Arrangement *how, Box box)
{
    const Palette *color = &ui->theme->color;
    int32_t radius = min_i32(box.h, ui_touch_px(ui)) / 2, apart = theme_px(ui->theme, 12) / 2 + 1;
    int32_t x = box.x;
    for (int i = 0; i < look->language_count; i++) {
        Box segment = {x, box.y, segment_width(ui, look, how, i), box.h};
        Action action = {.kind = ACTION_LANGUAGE, .arg = (uint64_t)i};
        bool chosen = i == look->language;
        ListState was = list_clip(ui->list, segment);
        list_shape(ui->list, box, radius,
                   ui_pressed_color(ui, action, chosen ? color->chosen : color->card), 0,
                   COLOR_NONE);
        list_restore(ui->list, was);
        ui_line_centred(ui, language_label(look, how, i), ROLE_SMALL_STRONG,
                        chosen ? color->on_chosen : color->ink_soft, segment.x,
                        segment.y + segment.h / 2, segment.w, ALIGN_CENTRE);
        Box target = segment;
        target.x += i > 0 ? apart : 0;
        target.w -= (i > 0 ? apart : 0) + (i + 1 < look->language_count ? apart : 0);
        ui_target(ui, target, action, radius);
        x += segment.w;
    }
    list_shape(ui->list, box, radius, COLOR_NONE, theme_rule_px(ui->theme) * 16, color->rule);
}

void bar_draw(const Ui *ui, const BarLook *look)
{
    const Palette *color = &ui->theme->color;
    Arrangement how = arrange(ui, look);
    Box bounds = ui->theme->bounds;
    int32_t height = bar_height(ui, look), pad = pad_px(ui), row = row_px(ui, &how);
    Box bar = {bounds.x, box_bottom(bounds) - height, bounds.w, height};
    list_fill(ui->list, bar, color->card);
    list_fill(ui->list, (Box){bar.x, bar.y, bar.w, theme_rule_px(ui->theme)}, color->rule);
    list_region(ui->list, bar);
    int32_t margin = margin_px(ui), gap = theme_px(ui->theme, 16);
    int32_t entries = 0;
    for (int i = 0; i < ENTRY_COUNT; i++) {
        entries += entry_width(ui, &how, &ENTRIES[i]);
    }
    int32_t room = bar.w - 2 * margin;
    /* In two rows the entries spread over the width, as the languages do below. */
    int32_t between = how.two_rows ? max_i32((room - entries) / (ENTRY_COUNT - 1), gap) : gap;
    int32_t x = bar.x + margin;
    for (int i = 0; i < ENTRY_COUNT; i++) {
        Box box = {x, bar.y + pad, entry_width(ui, &how, &ENTRIES[i]), row};
        draw_entry(ui, look, &how, box, &ENTRIES[i]);
        x += box.w + between;
    }
    int32_t languages = languages_width(ui, look, &how), comfort = comfort_width(ui, &how);
    int32_t y = bar.y + pad + (how.two_rows ? row + pad : 0);
    int32_t right = box_right(bar) - margin;
    int32_t comfort_x =
        how.two_rows ? bar.x + margin : right - languages - (languages > 0 ? gap : 0) - comfort;
    draw_comfort(ui, (Box){comfort_x, y, comfort, row});
    if (languages > 0) {
        draw_languages(ui, look, &how, (Box){right - languages, y, languages, row});
    }
}
