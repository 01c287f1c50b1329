/* What the content holds and visitors do not see now, and why. */
#include <stdlib.h>

#include "content/hidden.h"
#include "screens/parts.h"
#include "screens/staff_parts.h"

enum { ITEMS_MOST = 64 };

/* Looked for when the page is opened, and again with another day, other content or another
 * language: not every frame.
 */
typedef struct HiddenState {
    HiddenItem *items; /* NULL: nothing was looked for yet */
    int count;         /* of all, which may be more than are kept */
    uint64_t version;
    Date day;
    StaffLanguage language;
} HiddenState;

static void look(HiddenState *state, const View *view)
{
    if (view->content == NULL) {
        return;
    }
    uint64_t version = content_version(view->content);
    StaffLanguage language = staff_language(view->ui.words->code);
    bool same = state->items != NULL && version == state->version && language == state->language &&
                date_compare(view->wall.date, state->day) == 0;
    if (same) {
        return;
    }
    if (state->items == NULL) {
        state->items = (HiddenItem *)calloc(ITEMS_MOST, sizeof *state->items);
    }
    state->version = version;
    state->day = view->wall.date;
    state->language = language;
    state->count = content_hidden(view->content, state->day, language, state->items,
                                  state->items != NULL ? ITEMS_MOST : 0);
}

static void hidden_enter(void *data, const View *view)
{
    look((HiddenState *)data, view);
}

static void hidden_leave(void *data)
{
    free(((HiddenState *)data)->items);
}

static Time hidden_tick(void *data, const View *view, Request *request)
{
    (void)request;
    look((HiddenState *)data, view);
    return TIME_NEVER;
}

static const char *kind_of(const View *view, const HiddenItem *item)
{
    Word word = item->kind[0] == 'd'                           ? WORD_A_DELEGATION
                : item->kind[0] == 'n' && item->kind[1] == 'o' ? WORD_A_NOTICE
                                                               : WORD_A_NEWS_ITEM;
    return words_get(view->ui.words, word);
}

/* One item from y with the rule below it; the height. */
static int32_t draw_item(const View *view, const HiddenItem *item, Box column)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t y = column.y + theme_px(theme, theme->compact ? 14 : 22);
    const char *over = item->slug[0] != '\0'
                           ? arena_printf(ui->arena, "%s · %s", kind_of(view, item), item->slug)
                           : kind_of(view, item);
    y += ui_text(ui, over, ROLE_DATE, color->brass_deep, column.x, y, column.w);
    if (item->title[0] != '\0') {
        y += ui_text(ui, item->title, ROLE_CARD_NAME, color->ink, column.x, y, column.w);
    }
    y += ui_text(ui, item->why, ROLE_SMALL, color->ink_soft, column.x, y, column.w);
    y += theme_px(theme, theme->compact ? 14 : 22);
    int32_t line = theme_rule_px(theme);
    list_fill(ui->list, (Box){column.x, y, column.w, line}, color->rule);
    return y + line - column.y;
}

static Page hidden_draw(const void *data, const View *view)
{
    const HiddenState *state = (const HiddenState *)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box area = staff_head(view, words_get(ui->words, WORD_HIDDEN), false);
    Box page = {view->bounds.x, area.y, view->bounds.w, area.h};
    ListState was = list_clip(ui->list, page);
    (void)list_move(ui->list, 0, -view->scroll_px);
    int32_t pad = theme_px(theme, theme->compact ? 14 : 28), y = area.y + pad;
    char count[128];
    words_counted(ui->words, COUNTED_HIDDEN, state->count, count, sizeof count);
    const char *lead = state->count > 0 ? arena_printf(ui->arena, "%s", count)
                                        : words_get(ui->words, WORD_HIDDEN_NOTHING);
    y += ui_text(ui, lead, ROLE_LABEL, theme->color.ink, area.x, y, area.w) + pad / 2;
    int shown = state->items != NULL ? min_i32(state->count, ITEMS_MOST) : 0;
    for (int i = 0; i < shown; i++) {
        y += draw_item(view, &state->items[i], (Box){area.x, y, area.w, 0});
    }
    if (shown < state->count) {
        y += ui_text(ui, "…", ROLE_LABEL, theme->color.ink, area.x, y, area.w);
    }
    list_restore(ui->list, was);
    return (Page){page, y + pad - area.y, theme->color.paper};
}

const Screen SCREEN_TABLE_STAFF_HIDDEN = {
    .name = "staff/hidden",
    .state_size = sizeof(HiddenState),
    .enter = hidden_enter,
    .leave = hidden_leave,
    .tick = hidden_tick,
    .draw = hidden_draw,
};
