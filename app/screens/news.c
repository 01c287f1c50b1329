/* News: all that is shown today, the pinned and the newest first, in a list that scrolls. A long
 * list is parted by months. */
#include "base/hash.h"
#include "screens/flow.h"
#include "screens/news_row.h"
#include "screens/parts.h"

enum { MONTHS_FROM = 24 }; /* as many items want headings */

typedef struct NewsState {
    Flow rows;
    uint64_t key; /* of all that decides the rows' heights; 0: none measured yet */
} NewsState;

static uint64_t rows_key(const View *view)
{
    const Theme *theme = view->ui.theme;
    uint64_t key = hash_u64(content_version(view->content), (uint64_t)view->language);
    key = hash_u64(key, (uint64_t)theme->bounds.w << 32 | (uint64_t)theme->bounds.h);
    key = hash_u64(key, (uint64_t)date_to_days(view->wall.date));
    return hash_u64(key, (uint64_t)theme->text_percent << 32 | (uint64_t)theme_rule_px(theme)) | 1;
}

/* The item that a row shows. */
static const NewsHead *row_head(const View *view, int row)
{
    const int *current;
    int count = content_all_current_news(view->content, view->wall.date, &current);
    return row < count ? content_news(view->content, current[row]) : NULL;
}

/* The heading over a row that begins a month: its layout, or NULL. The pinned stand above all
 * months. */
static const TextLayout *month_heading(const View *view, int row, int32_t width)
{
    const int *current;
    int count = content_all_current_news(view->content, view->wall.date, &current);
    const NewsHead *head = row_head(view, row), *last = row > 0 ? row_head(view, row - 1) : NULL;
    bool same = last != NULL && head != NULL && !last->pinned &&
                last->date.year == head->date.year && last->date.month == head->date.month;
    if (count < MONTHS_FROM || head == NULL || head->pinned || same) {
        return NULL;
    }
    char month[128];
    words_month(view->ui.words, head->date, month, sizeof month);
    const float sizes[] = {view->ui.theme->compact ? 44.0f : 52.0f, 44, 36, 0};
    return ui_layout_fit(&view->ui, arena_printf(view->ui.arena, "%s", month), ROLE_SECTION_TITLE,
                         sizes, width, 1, 0);
}

/* What a heading takes, with the strong rule below it. */
static int32_t heading_height(const View *view, const TextLayout *heading)
{
    const Theme *theme = view->ui.theme;
    return heading == NULL
               ? 0
               : heading->height + theme_px(theme, theme->compact ? 30 : 64) + theme_px(theme, 3);
}

static int32_t rows_width(const View *view)
{
    return view->body.w - 2 * parts_margin(view);
}

/* Header and title, which scroll with the list: the y where the rows begin. */
static int32_t draw_head(const View *view)
{
    const Theme *theme = view->ui.theme;
    int32_t y = parts_header(view, 0) + theme_px(theme, theme->compact ? 10 : 48);
    y = parts_screen_title(view, words_get(view->ui.words, WORD_NEWS), y) +
        theme_px(theme, theme->compact ? 10 : 32);
    list_fill(view->ui.list, (Box){parts_margin(view), y, rows_width(view), theme_px(theme, 3)},
              theme->color.ink);
    return y + theme_px(theme, 3);
}

/* The height of header and title without drawing them. */
static int32_t head_height(const View *view)
{
    ListState was = list_clip(view->ui.list, (Box){0, 0, 0, 0});
    int32_t height = draw_head(view);
    list_restore(view->ui.list, was);
    return height;
}

static int32_t measure_row(void *context, int index)
{
    const View *view = (const View *)context;
    const NewsHead *row = row_head(view, index);
    int32_t width = rows_width(view);
    if (row == NULL) {
        return 0;
    }
    return heading_height(view, month_heading(view, index, width)) +
           news_row(view, row, 0, 0, width, false) + theme_rule_px(view->ui.theme);
}

static void news_leave(void *data)
{
    flow_finish(&((NewsState *)data)->rows);
}

static Time news_tick(void *data, const View *view, Request *request)
{
    NewsState *state = (NewsState *)data;
    uint64_t key = rows_key(view);
    int32_t top = view->scroll_px - head_height(view);
    if (state->key != key) {
        bool again = state->key != 0;
        int32_t item_top;
        int first = again ? flow_find(&state->rows, top, &item_top) : 0;
        flow_finish(&state->rows);
        const int *current;
        int count = content_all_current_news(view->content, view->wall.date, &current);
        flow_init(&state->rows, count, theme_text_px(view->ui.theme, 300));
        state->key = key;
        if (again && top > 0) {
            /* Another language or size: the row that stood at the top stays there. */
            int32_t now = flow_top(&state->rows, first);
            request->shift_px = now - top;
            top = now;
        }
    }
    View measuring = *view;
    request->shift_px += flow_measure(&state->rows, top, view->body.h, measure_row, &measuring);
    return TIME_NEVER;
}

static Page news_draw(const void *data, const View *view)
{
    const NewsState *state = (const NewsState *)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    list_fill(ui->list, view->body, theme->color.paper);
    list_region(ui->list, view->body);
    ListState was = list_move(ui->list, 0, -view->scroll_px);
    int32_t head = draw_head(view);
    int32_t margin = parts_margin(view), width = rows_width(view);
    int count = state->rows.count;
    if (count == 0) {
        (void)ui_text(ui, words_get(ui->words, WORD_NO_NEWS), ROLE_LABEL, theme->color.ink_soft,
                      margin, head + theme_px(theme, 40), width);
    }
    int32_t y;
    int32_t from = view->scroll_px - head;
    int i = flow_find(&state->rows, max_i32(from, 0), &y);
    for (; i < count && y < from + view->body.h; i++) {
        const NewsHead *row = row_head(view, i);
        if (row == NULL) {
            break;
        }
        const TextLayout *month = month_heading(view, i, width);
        int32_t above = heading_height(view, month);
        if (month != NULL) {
            int32_t low = head + y + above - theme_px(theme, 3);
            list_layout(ui->list, month, margin,
                        low - month->height - theme_px(theme, theme->compact ? 8 : 18),
                        theme->color.ink);
            list_fill(ui->list, (Box){margin, low, width, theme_px(theme, 3)}, theme->color.ink);
        }
        (void)news_row(view, row, margin, head + y + above, width, true);
        y += state->rows.heights[i];
        list_fill(ui->list,
                  (Box){margin, head + y - theme_rule_px(theme), width, theme_rule_px(theme)},
                  theme->color.rule);
    }
    list_restore(ui->list, was);
    return (Page){view->body, head + (int32_t)state->rows.total + theme_px(theme, 48),
                  theme->color.paper};
}

const Screen SCREEN_TABLE_NEWS = {
    .name = "news",
    .state_size = sizeof(NewsState),
    .has_bar = true,
    .bar_entry = SCREEN_NEWS,
    .leave = news_leave,
    .tick = news_tick,
    .draw = news_draw,
};
