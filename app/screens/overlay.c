/* See overlay.h. */
#include "screens/overlay.h"

#include <string.h>

#include "words/sentences.h"

void overlay_still_there(const View *view, int seconds_left)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Box bounds = view->bounds;
    list_fill(ui->list, theme->display, color->curtain);
    list_target(ui->list, theme->display, 0, 0); /* a curtain: nothing behind it can be touched */
    int32_t pad = theme_px(theme, theme->shallow ? 20 : theme->compact ? 40 : 64);
    int32_t width = min_i32(bounds.w - 2 * theme_px(theme, 48), theme_text_px(theme, 1100));
    int32_t inner = width - 2 * pad;
    const float sizes[] = {theme->compact ? 58.0f : 76.0f, 58, 46, 36, 0};
    const TextLayout *title = ui_layout_fit(ui, words_get(ui->words, WORD_STILL_THERE),
                                            ROLE_SCREEN_TITLE, sizes, inner, 2, TEXT_BALANCE_LAST);
    char seconds[128];
    words_counted(ui->words, COUNTED_SECONDS_LEFT, seconds_left, seconds, sizeof seconds);
    const TextLayout *left =
        ui_layout(ui, arena_printf(ui->arena, "%s", seconds), ROLE_LABEL, inner, 0, 0);
    const TextLayout *why =
        ui_layout(ui, words_get(ui->words, WORD_LEAVING), ROLE_SMALL, inner, 0, 0);
    const char *label = words_get(ui->words, WORD_CONTINUE);
    const TextLayout *button = ui_layout(ui, label, ROLE_BUTTON, inner - theme_px(theme, 92), 0, 0);
    int32_t button_h = max_i32(theme_px(theme, theme->shallow   ? 92
                                               : theme->compact ? 104
                                                                : 132),
                               button->height + theme_px(theme, 48));
    int32_t gap = theme_px(theme, theme->shallow ? 8 : theme->compact ? 16 : 28);
    int32_t bar_h = theme_px(theme, 8);
    int32_t height = 2 * pad + title->height + gap + left->height + gap + bar_h + gap + button_h;
    /* Why comes last, and where there is no room for it, not at all. */
    bool reason = height + gap + why->height + theme_px(theme, 32) <= bounds.h;
    height += reason ? gap + why->height : 0;
    /* In the lower half, where a seated visitor reaches it, without leaving the screen. */
    int32_t y = bounds.y + max_i32((bounds.h - height) * 62 / 100, theme_px(theme, 8));
    Box card = {bounds.x + (bounds.w - width) / 2, y, width, height};
    list_shape(ui->list, card, theme_px(theme, 32), color->sheet, theme_rule_px(theme) * 16,
               color->outline);
    list_region(ui->list, card);
    int32_t x = card.x + pad;
    y += pad;
    list_layout(ui->list, title, x - theme_px(theme, 2), y, color->ink);
    y += title->height + gap;
    list_layout(ui->list, left, x, y, color->ink_soft);
    y += left->height + gap;
    int32_t total = (int32_t)(content_settings(view->content)->still_there / TIME_S);
    list_shape(ui->list, (Box){x, y, inner, bar_h}, bar_h / 2, color->track, 0, COLOR_NONE);
    int32_t rest = total > 0 ? (int32_t)((int64_t)inner * min_i32(seconds_left, total) / total) : 0;
    if (rest > 0) {
        list_shape(ui->list, (Box){x, y, max_i32(rest, bar_h), bar_h}, bar_h / 2, color->ink, 0,
                   COLOR_NONE);
    }
    y += bar_h + gap;
    ButtonLook look = {.fill = color->ink, .text = color->on_ink, .role = ROLE_BUTTON};
    ui_button(ui, (Box){x, y, inner, button_h}, label, look, (Action){.kind = ACTION_STAY});
    y += button_h + gap;
    if (reason) {
        list_layout(ui->list, why, x, y, color->ink_soft);
    }
}

void overlay_trouble(const Ui *ui, const char *reason, Care care)
{
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    list_fill(ui->list, theme->display, color->night);
    list_region(ui->list, theme->bounds);
    ListState was = list_move(ui->list, care.dx, care.dy);
    int32_t margin = theme_px(theme, theme->compact ? 52 : 96);
    int32_t width = min_i32(theme->bounds.w - 2 * margin, theme_text_px(theme, 1400));
    const float sizes[] = {theme->compact ? 52.0f : 64.0f, 56, 44, 36, 0};
    int32_t y = theme->bounds.h * 26 / 100;
    /* No content, no language chosen: every language the interface speaks. */
    for (const Words *const *words = words_all(); *words != NULL; words++) {
        const TextLayout *title =
            ui_layout_fit(ui, words_get(*words, WORD_CONTENT_BROKEN), ROLE_SCREEN_TITLE, sizes,
                          width, 2, TEXT_BALANCE_LAST);
        list_layout(ui->list, title, margin, y, color->on_night);
        y += title->height + theme_px(theme, 36);
    }
    y += theme_px(theme, 30);
    list_fill(ui->list, (Box){margin, y, theme_px(theme, 120), theme_px(theme, 3)}, color->brass);
    y += theme_px(theme, 40);
    for (const Words *const *words = words_all(); *words != NULL; words++) {
        size_t size = 2 * strlen(reason) + 256;
        char *why = (char *)arena_alloc(ui->arena, size);
        if (why != NULL) {
            (void)sentence_again(staff_language((*words)->code), reason, why, size);
            const TextLayout *layout = ui_layout(ui, why, ROLE_SMALL, width, 0, 0);
            bool fits = y + layout->height <= theme->bounds.y + theme->bounds.h;
            if (words == words_all() || (fits && strcmp(why, reason) != 0)) {
                list_layout(ui->list, layout, margin, y, color->on_night_soft);
                y += layout->height;
            }
        }
    }
    list_restore(ui->list, was);
}

void overlay_refusal(const Ui *ui, const char *reason)
{
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t margin = theme_px(theme, 48), pad = theme_px(theme, 18);
    int32_t width = theme->bounds.w - 2 * margin;
    const char *text = arena_printf(ui->arena, "Not shown yet: %s", reason);
    const TextLayout *layout = ui_layout(ui, text, ROLE_SMALL_STRONG, width, 4, 0);
    Box band = {theme->bounds.x, theme->bounds.y, theme->bounds.w, layout->height + 2 * pad};
    list_fill(ui->list, band, color->brass);
    list_region(ui->list, band);
    list_layout(ui->list, layout, band.x + margin, band.y + pad, color->on_brass);
}
