/* See strip.h. */
#include "ui/strip.h"

/* A list with less than this is none: about two rows of it. */
static const float LIST_LEAST_U = 400;

static int32_t pad_px(const Ui *ui)
{
    return theme_px(ui->theme, 16);
}

static int32_t gap_px(const Ui *ui)
{
    return theme_px(ui->theme, 14);
}

static int32_t target_px(const Ui *ui)
{
    return max_i32(ui_touch_px(ui), theme_text_px(ui->theme, 62));
}

bool strip_stands(const Ui *ui, Box body, int rows)
{
    return body.h - strip_height(ui, rows) >= theme_px(ui->theme, LIST_LEAST_U);
}

int32_t strip_height(const Ui *ui, int rows)
{
    return rows > 0 ? rows * (target_px(ui) + gap_px(ui)) - gap_px(ui) + 2 * pad_px(ui) : 0;
}

/* What a target for the entries from `first` on is called. */
static const char *group_label(const Ui *ui, const StripEntry *entries, int count, int first,
                               int each)
{
    int last = min_i32(first + each, count) - 1;
    return last == first
               ? entries[first].label
               : arena_printf(ui->arena, "%s\u2013%s", entries[first].label, entries[last].label);
}

/* The width of each target where `each` entries share one: all alike, for a quiet row. */
static int32_t group_width(const Ui *ui, const StripEntry *entries, int count, int each)
{
    int32_t label = 0;
    for (int first = 0; first < count; first += each) {
        const char *text = group_label(ui, entries, count, first, each);
        label = max_i32(label, ui_width(ui, text, ROLE_SMALL_STRONG));
    }
    return max_i32(label + 2 * theme_px(ui->theme, 18), ui_touch_px(ui));
}

/* How many targets of this width a row holds. */
static int targets_in(const Ui *ui, int32_t row_px, int32_t target_w)
{
    return max_i32((row_px + gap_px(ui)) / (target_w + gap_px(ui)), 1);
}

int32_t strip_width(const Ui *ui, const StripEntry *entries, int count)
{
    return count > 0 ? count * (group_width(ui, entries, count, 1) + gap_px(ui)) - gap_px(ui) : 0;
}

int strip_rows(const Ui *ui, const StripEntry *entries, int count, int32_t width)
{
    int in_row = targets_in(ui, width, group_width(ui, entries, count, 1));
    return (count + in_row - 1) / in_row;
}

/* How many entries share a target so that all fit the rows. */
static int entries_each(const Ui *ui, int32_t row_px, int rows, const StripEntry *entries,
                        int count)
{
    int each = 1;
    while (each < count &&
           (count + each - 1) / each >
               rows * targets_in(ui, row_px, group_width(ui, entries, count, each))) {
        each++;
    }
    return each;
}

int32_t strip_draw(const Ui *ui, Box box, StripLook look, const StripEntry *entries, int count)
{
    const Palette *color = &ui->theme->color;
    if (count <= 0) {
        return 0;
    }
    int each = entries_each(ui, box.w, look.rows, entries, count);
    int targets = (count + each - 1) / each;
    int32_t w = group_width(ui, entries, count, each), h = target_px(ui), gap = gap_px(ui);
    int rows = (targets + targets_in(ui, box.w, w) - 1) / targets_in(ui, box.w, w);
    int in_row = (targets + rows - 1) / rows; /* as many in each row */
    int32_t radius = ui_touch_px(ui) / 2, top = box.y + pad_px(ui) + look.row * (h + gap);
    for (int i = 0; i < targets; i++) {
        int first = i * each;
        Action jump = {.kind = ACTION_JUMP, .arg = entries[first].place};
        bool here = look.lit >= first && look.lit < first + each;
        Box target = {box.x + i % in_row * (w + gap), top + i / in_row * (h + gap), w, h};
        Color fill = ui_pressed_color(ui, jump, here ? color->chosen : color->paper);
        list_shape(ui->list, target, radius, fill, theme_rule_px(ui->theme) * 16, color->outline);
        ui_line_centred(ui, group_label(ui, entries, count, first, each), ROLE_SMALL_STRONG,
                        here ? color->on_chosen : color->ink_soft, target.x, target.y + h / 2, w,
                        ALIGN_CENTRE);
        ui_target(ui, target, jump, radius);
    }
    return in_row * (w + gap) - gap;
}
