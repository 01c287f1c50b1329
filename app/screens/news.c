/* News: all that is shown today, the pinned and the newest first, in a list that scrolls. A long
 * list is parted by months, and strips of its years and of the months of one lead to them. */
#include <stdio.h>

#include "base/check.h"
#include "base/hash.h"
#include "screens/flow.h"
#include "screens/news_row.h"
#include "screens/parts.h"
#include "ui/strip.h"

enum {
    MONTHS_FROM = 24, /* as many items want headings */
    YEARS_MOST = 200,
    MONTHS_MOST = 12
};

typedef struct NewsState {
    Flow rows;
    uint64_t key; /* of all that decides the rows' heights; 0: none measured yet */
    int jump;     /* the row to go to, counted from 1; 0: none */
    int placed;   /* the last one gone to: near the page's end it is not at the view's top */
    int32_t placed_px;
} NewsState;

/* ---- years and months ---- */

/* The strips of a long list; a place is a row. The months are those of the year that is lit. */
typedef struct Strips {
    StripEntry *years, *months;
    int year_count, month_count;
    int year, month; /* which are lit */
    int rows;        /* of both; 0: no strips */
    int year_rows;
    bool behind; /* the months stand in the years' row; else in the last, if that is another */
    bool stands; /* at the screen's foot; else in the page */
} Strips;

/* What months want behind the years. */
static const float MONTHS_ROOM_U = 800;

/* Between the years and the months behind them. */
static int32_t months_gap(const Theme *theme)
{
    return theme_px(theme, 56);
}

static int32_t rows_width(const View *view)
{
    return view->body.w - 2 * parts_margin(view);
}

static StripEntry entry_of(const View *view, const char *label, int row)
{
    return (StripEntry){arena_printf(view->ui.arena, "%s", label), (uint64_t)row};
}

/* Adds the years, and the months of the one that `row` is in, with what is lit. The pinned stand
 * above all years: there the first is lit. */
static void collect_entries(const View *view, const int *current, int count, int row,
                            Strips *strips)
{
    Date last = {0};
    for (int i = 0; i < count; i++) {
        bool pinned;
        Date date = content_news_date(view->content, current[i], &pinned);
        if (pinned || (date.year == last.year && date.month == last.month)) {
            continue;
        }
        bool ahead = i > row && strips->year_count > 0;
        if (date.year != last.year && strips->year_count < YEARS_MOST) {
            char year[16];
            (void)snprintf(year, sizeof year, "%d", date.year);
            strips->month_count = ahead ? strips->month_count : 0;
            strips->year = ahead ? strips->year : strips->year_count;
            strips->years[strips->year_count++] = entry_of(view, year, i);
        }
        if (strips->year == strips->year_count - 1 && strips->month_count < MONTHS_MOST) {
            const char *month = words_month_short(view->ui.words, date.month);
            strips->month = ahead ? strips->month : strips->month_count;
            strips->months[strips->month_count++] = entry_of(view, month, i);
        }
        last = date;
    }
}

/* How many rows they take: as few as give each its target, but no more than a quarter of the
 * body. */
static void place_strips(const View *view, Strips *strips)
{
    const Ui *ui = &view->ui;
    int32_t width = rows_width(view), most = 1;
    while (strip_height(ui, most + 1) <= view->body.h / 4) {
        most++;
    }
    int32_t room =
        width - strip_width(ui, strips->years, strips->year_count) - months_gap(ui->theme);
    int wanted = strip_rows(ui, strips->years, strips->year_count, width);
    strips->behind = room >= theme_text_px(ui->theme, MONTHS_ROOM_U);
    strips->year_rows = min_i32(wanted, max_i32(most - 1, 1));
    strips->rows = strips->behind ? 1 : min_i32(strips->year_rows + 1, most);
    strips->stands = strip_stands(ui, view->body, strips->rows);
}

/* The strips while `row` stands at the top of the view; in the frame's arena. */
static Strips strips_make(const View *view, int row)
{
    const int *current;
    int count = content_all_current_news(view->content, view->wall.date, &current);
    Strips strips = {.rows = 0};
    if (count < MONTHS_FROM) {
        return strips;
    }
    Arena *arena = view->ui.arena;
    strips.years = (StripEntry *)arena_alloc(arena, sizeof *strips.years * YEARS_MOST);
    strips.months = (StripEntry *)arena_alloc(arena, sizeof *strips.months * MONTHS_MOST);
    CHECK(strips.years != NULL && strips.months != NULL);
    collect_entries(view, current, count, row, &strips);
    if (strips.year_count < 2) {
        return (Strips){.rows = 0};
    }
    place_strips(view, &strips);
    return strips;
}

/* Draws the strips in the box; in the page nothing is lit, since they are seen at its top only. */
static void draw_strips(const View *view, const Strips *strips, Box box)
{
    const Ui *ui = &view->ui;
    int year = strips->stands ? strips->year : -1, month = strips->stands ? strips->month : -1;
    StripLook years = {0, strips->year_rows, year}, months = {strips->year_rows, 1, month};
    int32_t used = strip_draw(ui, box, years, strips->years, strips->year_count);
    if (strips->rows > strips->year_rows) {
        (void)strip_draw(ui, box, months, strips->months, strips->month_count);
    }
    if (strips->behind) {
        int32_t gap = months_gap(ui->theme), height = strip_height(ui, 1), inset = height / 4;
        Box hairline = {box.x + used + gap / 2, box.y + inset, theme_rule_px(ui->theme),
                        height - 2 * inset};
        list_fill(ui->list, hairline, ui->theme->color.rule);
        Box rest = {box.x + used + gap, box.y, box.w - used - gap, height};
        months.row = 0;
        (void)strip_draw(ui, rest, months, strips->months, strips->month_count);
    }
}

/* The view of the list, without the strips where they stand below it. */
static View list_view(const View *view, const Strips *strips)
{
    View list = *view;
    list.body.h -= strips->stands ? strip_height(&view->ui, strips->rows) : 0;
    return list;
}

/* ---- rows ---- */

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
    if (count < MONTHS_FROM || row >= count) {
        return NULL;
    }
    bool pinned, last_pinned = true;
    Date date = content_news_date(view->content, current[row], &pinned), last = date;
    if (row > 0) {
        last = content_news_date(view->content, current[row - 1], &last_pinned);
    }
    if (pinned || (!last_pinned && last.year == date.year && last.month == date.month)) {
        return NULL;
    }
    char month[128];
    words_month(view->ui.words, date, month, sizeof month);
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

/* Header, title and perhaps strips, which scroll with the list: the y where the rows begin. */
static int32_t draw_head(const View *view, const Strips *strips)
{
    const Theme *theme = view->ui.theme;
    int32_t y = parts_header(view, 0) + theme_px(theme, theme->compact ? 10 : 48);
    y = parts_screen_title(view, words_get(view->ui.words, WORD_NEWS), y) +
        theme_px(theme, theme->compact ? 10 : 32);
    if (strips->rows > 0 && !strips->stands) {
        draw_strips(view, strips, (Box){parts_margin(view), y, rows_width(view), 0});
        y += strip_height(&view->ui, strips->rows);
    }
    list_fill(view->ui.list, (Box){parts_margin(view), y, rows_width(view), theme_px(theme, 3)},
              theme->color.ink);
    return y + theme_px(theme, 3);
}

/* The height of header and title without drawing them. */
static int32_t head_height(const View *view, const Strips *strips)
{
    ListState was = list_clip(view->ui.list, (Box){0, 0, 0, 0});
    int32_t height = draw_head(view, strips);
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

static int32_t page_height(const View *view, const NewsState *state, int32_t head)
{
    return head + (int32_t)state->rows.total + theme_px(view->ui.theme, 48);
}

static bool news_act(void *data, const View *view, Action action)
{
    (void)view;
    if (action.kind == ACTION_JUMP) {
        ((NewsState *)data)->jump = (int)action.arg + 1;
    }
    return action.kind == ACTION_JUMP;
}

/* To the row that was asked for, with what is around it measured so that it stays at the top. */
static void jump(NewsState *state, View *view, int32_t head, Request *request)
{
    int32_t top = flow_top(&state->rows, state->jump - 1);
    (void)flow_measure(&state->rows, top, view->body.h, measure_row, view);
    request->wish = WISH_PLACE;
    request->place_px = head + flow_top(&state->rows, state->jump - 1);
    request->page_px = page_height(view, state, head);
    state->placed = state->jump;
    state->placed_px = min_i32(request->place_px, request->page_px - view->body.h);
    state->jump = 0;
}

static Time news_tick(void *data, const View *view, Request *request)
{
    NewsState *state = (NewsState *)data;
    uint64_t key = rows_key(view);
    Strips strips = strips_make(view, 0);
    View list = list_view(view, &strips);
    int32_t head = head_height(&list, &strips);
    int32_t top = view->scroll_px - head;
    if (state->key != key) {
        bool again = state->key != 0;
        int32_t item_top;
        int first = again ? flow_find(&state->rows, top, &item_top) : 0;
        flow_finish(&state->rows);
        const int *current;
        int count = content_all_current_news(view->content, view->wall.date, &current);
        flow_init(&state->rows, count, theme_text_px(view->ui.theme, 300));
        state->key = key;
        state->jump = 0;
        state->placed = 0;
        if (again && top > 0) {
            /* Another language or size: the row that stood at the top stays there. */
            int32_t now = flow_top(&state->rows, first);
            request->shift_px = now - top;
            top = now;
        }
    }
    if (state->jump > 0) {
        jump(state, &list, head, request);
        return TIME_NEVER;
    }
    request->shift_px += flow_measure(&state->rows, top, list.body.h, measure_row, &list);
    return TIME_NEVER;
}

/* Draws the rows that show, from row `i` on, whose top is `y` px below the first. */
static void draw_rows(const View *view, const NewsState *state, int32_t head, int i, int32_t y)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t margin = parts_margin(view), width = rows_width(view), from = view->scroll_px - head;
    for (; i < state->rows.count && y < from + view->body.h; i++) {
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
}

static Page news_draw(const void *data, const View *view)
{
    const NewsState *state = (const NewsState *)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Strips strips = strips_make(view, 0);
    View list = list_view(view, &strips);
    list_fill(ui->list, view->body, theme->color.paper);
    ListState clip = list_clip(ui->list, list.body);
    list_region(ui->list, list.body);
    ListState was = list_move(ui->list, 0, -view->scroll_px);
    int32_t head = draw_head(&list, &strips);
    if (state->rows.count == 0) {
        (void)ui_text(ui, words_get(ui->words, WORD_NO_NEWS), ROLE_LABEL, theme->color.ink_soft,
                      parts_margin(view), head + theme_px(theme, 40), rows_width(view));
    }
    int32_t y;
    int first = flow_find(&state->rows, max_i32(view->scroll_px - head, 0), &y);
    draw_rows(&list, state, head, first, y);
    list_restore(ui->list, was);
    list_restore(ui->list, clip);
    if (strips.stands) {
        int32_t height = strip_height(ui, strips.rows), margin = parts_margin(view);
        Box box = {view->body.x, box_bottom(list.body), view->body.w, height};
        bool placed = state->placed > 0 && state->placed_px == view->scroll_px;
        strips = strips_make(view, placed ? state->placed - 1 : first);
        list_region(ui->list, box);
        list_fill(ui->list, (Box){box.x, box.y, box.w, theme_rule_px(theme)}, theme->color.rule);
        draw_strips(view, &strips, (Box){margin, box.y, rows_width(view), height});
    }
    return (Page){list.body, page_height(&list, state, head), theme->color.paper};
}

const Screen SCREEN_TABLE_NEWS = {
    .name = "news",
    .state_size = sizeof(NewsState),
    .has_bar = true,
    .bar_entry = SCREEN_NEWS,
    .leave = news_leave,
    .tick = news_tick,
    .act = news_act,
    .draw = news_draw,
};
