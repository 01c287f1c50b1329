/* One news item: its text in a column that scrolls, the delegations it concerns beside it.
 *
 * On a wide display the way back and the delegations stand still at the sides; on a narrow one they
 * are the page's beginning and end. What links lead to is given as codes at the end: the display
 * itself goes nowhere. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "screens/article_parts.h"
#include "screens/flow.h"
#include "screens/parts.h"

enum {
    LINKS_MOST = 12,
    SIDE_TOP_U = 148,    /* where the delegations beside the text begin */
    WORDS_A_MINUTE = 150 /* standing, in a lobby, often in a second language */
};

static const Time PATIENCE_MOST = 600 * TIME_S;

typedef struct ArticleState {
    Flow flow;
    ArticlePart *parts;
    uint64_t key; /* of all that decides the parts and their heights; 0: none yet */
} ArticleState;

/* Where the columns stand, in px. */
typedef struct Columns {
    bool wide; /* the sides stand still */
    int32_t text_x, text_w;
    int32_t side_x, side_w; /* the delegations concerned; 0 wide where they stand at the end */
} Columns;

static const NewsHead *current_head(const View *view)
{
    int index = content_find_news(view->content, view->id);
    return index >= 0 ? content_news(view->content, index) : NULL;
}

/* ---- what stands around the text ---- */

/* A flag and a name that open a delegation; the height. */
static int32_t draw_delegation_row(const View *view, const Delegation *delegation, int32_t x,
                                   int32_t y, int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = delegation->id};
    int32_t flag_w = theme_px(theme, 64), flag_h = theme_px(theme, 48), gap = theme_px(theme, 20);
    int32_t indent = delegation->flag != ID_NONE ? flag_w + gap : 0;
    const float sizes[] = {28, 24, 20, 0};
    const TextLayout *name = ui_layout_fit(ui, parts_delegation_name(view, delegation),
                                           ROLE_SMALL_STRONG, sizes, width - indent, 4, 0);
    int32_t h = max_i32(ui_touch_px(ui), name->height + theme_px(theme, 16));
    if (draw) {
        ui_flag(ui, (Box){x, y + (h - flag_h) / 2, flag_w, flag_h}, delegation->flag, false);
        list_layout(ui->list, name, x + indent, y + (h - name->height) / 2,
                    ui_pressed_color(ui, open, theme->color.ink));
        int32_t w = max_i32(indent + name->width, ui_touch_px(ui));
        ui_target(ui, (Box){x, y, w, h}, open, theme_px(theme, 12));
    }
    return h;
}

static bool concerns(const NewsHead *head, Id delegation)
{
    for (int i = 0; i < head->delegation_count; i++) {
        if (head->delegations[i] == delegation) {
            return true;
        }
    }
    return false;
}

/* "In this story" and the delegations below it, in as many columns as fit; the height. */
static int32_t draw_story(const View *view, const NewsHead *head, int32_t x, int32_t y,
                          int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t top = y, gap = theme_px(theme, 12);
    const TextLayout *title =
        ui_layout(ui, words_get(ui->words, WORD_IN_THIS_STORY), ROLE_SMALL, width, 0, 0);
    if (draw) {
        list_layout(ui->list, title, x, y, theme->color.ink_soft);
    }
    y += title->height + theme_px(theme, 6);
    int columns = max_i32(width / theme_text_px(theme, 330), 1);
    int32_t column_w = (width - (columns - 1) * gap) / columns;
    int32_t row_h = 0;
    for (int i = 0, shown = 0; i < content_delegation_count(view->content); i++) {
        const Delegation *delegation = content_delegation(view->content, i);
        if (!concerns(head, delegation->id)) {
            continue;
        }
        int column = shown % columns;
        if (column == 0 && shown > 0) {
            y += row_h + gap;
            row_h = 0;
        }
        int32_t h =
            draw_delegation_row(view, delegation, x + column * (column_w + gap), y, column_w, draw);
        row_h = max_i32(row_h, h);
        shown++;
    }
    return y + row_h - top;
}

static Columns plan_columns(const View *view, const NewsHead *head)
{
    const Theme *theme = view->ui.theme;
    int32_t margin = parts_margin(view), width = view->body.w;
    float text = (float)theme->text_percent / 100.0f;
    Columns columns = {.wide = !theme->portrait && theme->text_percent <= 125 &&
                               (float)width >= 1750.0f * theme->u};
    if (!columns.wide) {
        columns.text_w = min_i32(width - 2 * margin - theme_px(theme, theme->compact ? 16 : 0),
                                 theme_px(theme, 1180.0f * text));
        columns.text_x =
            theme->portrait ? margin : margin + (width - 2 * margin - columns.text_w) / 2;
        return columns;
    }
    columns.text_x = theme_px(theme, theme->text_percent > 100 ? 360 : 420);
    columns.text_w = theme_px(theme, theme->text_percent > 100 ? 1130 : 1070);
    /* Wider displays than 16:9 keep the column in proportion. */
    columns.text_x += (width - theme_px(theme, 1920)) / 4;
    int32_t side_x = columns.text_x + columns.text_w + theme_px(theme, 70);
    int32_t side_w = width - margin - theme_px(theme, 10) - side_x;
    int32_t room = view->body.h - theme_px(theme, SIDE_TOP_U + 12);
    if (head != NULL && head->delegation_count > 0 &&
        draw_story(view, head, side_x, 0, side_w, false) <= room) {
        columns.side_x = side_x;
        columns.side_w = side_w;
    }
    return columns;
}

/* Codes for the article's links; the height, 0 where it has none. */
static int32_t draw_links(const View *view, const Body *body, int32_t x, int32_t y, int32_t width,
                          bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const char *links[LINKS_MOST];
    int count = article_links(body, links, LINKS_MOST);
    if (count == 0) {
        return 0;
    }
    int32_t top = y, qr = theme_px(theme, 176), gap = theme_px(theme, 32);
    const TextLayout *title =
        ui_layout(ui, words_get(ui->words, WORD_LINKS), ROLE_ARTICLE_HEADING, width, 0, 0);
    const TextLayout *hint =
        ui_layout(ui, words_get(ui->words, WORD_POINT_CAMERA_LINK), ROLE_SMALL, width, 0, 0);
    if (draw) {
        list_fill(ui->list, (Box){x, y, width, theme_rule_px(theme)}, theme->color.rule);
        list_layout(ui->list, title, x, y + gap, theme->color.ink);
        list_layout(ui->list, hint, x, y + gap + title->height, theme->color.ink_soft);
    }
    y += gap + title->height + hint->height + theme_px(theme, 20);
    for (int i = 0; i < count; i++) {
        const TextLayout *address =
            ui_layout(ui, links[i], ROLE_SMALL, width - qr - gap, 4, TEXT_ELLIPSIS);
        int32_t h = max_i32(qr, address->height);
        if (draw) {
            Box box = {x, y + (h - qr) / 2, qr, qr};
            ui_code(ui, box, links[i]);
            list_layout(ui->list, address, x + qr + gap, y + (h - address->height) / 2,
                        theme->color.ink_soft);
        }
        y += h + theme_px(theme, 20);
    }
    return y - top;
}

static const char *minutes_read(const View *view, const Body *body)
{
    char text[128];
    int minutes = body != NULL ? (body->words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE : 0;
    if (minutes < 1) {
        return NULL;
    }
    words_counted(view->ui.words, COUNTED_MINUTES_READ, minutes, text, sizeof text);
    return arena_printf(view->ui.arena, "%s", text);
}

/* Date and headline (and on a narrow display, the way back) at the page's top; the height. */
static int32_t draw_top(const View *view, const NewsHead *head, const Body *body, Columns columns,
                        int32_t y)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t top = y;
    const char *minutes = minutes_read(view, body);
    y += theme_px(theme, theme->compact ? 20 : 44);
    if (!columns.wide) {
        Box back = ui_back_button(ui, columns.text_x, y, columns.text_w, view->back_label, false);
        y += back.h + theme_px(theme, theme->compact ? 24 : 40);
    } else {
        y += theme_px(theme, 10);
    }
    const char *date = parts_news_date(view, head);
    if (!columns.wide && minutes != NULL) {
        date = arena_printf(ui->arena, "%s · %s", date, minutes);
    }
    const TextLayout *over = ui_layout_styled(ui, date, theme_style_sized(theme, ROLE_OVERLINE, 28),
                                              columns.text_w, 0, 0);
    list_layout(ui->list, over, columns.text_x, y, theme->color.brass_deep);
    y += over->height + theme_px(theme, 12);
    const char *title = parts_text(view, &head->title);
    const float sizes[] = {theme->compact ? 50.0f : 57.0f, 46, 38, 30, 0};
    const TextLayout *headline =
        ui_layout_fit(ui, title != NULL ? title : head->slug, ROLE_ARTICLE_TITLE, sizes,
                      columns.text_w, 12, TEXT_BALANCE_LAST);
    list_layout(ui->list, headline, columns.text_x - theme_px(theme, 1), y, theme->color.ink);
    return y + headline->height + theme_text_px(theme, 34) - top;
}

static int32_t top_height(const View *view, const NewsHead *head, const Body *body, Columns columns)
{
    ListState was = list_clip(view->ui.list, (Box){0, 0, 0, 0});
    int32_t height = draw_top(view, head, body, columns, 0);
    list_restore(view->ui.list, was);
    return height;
}

/* ---- the screen ---- */

typedef struct Measuring {
    const View *view;
    const Body *body;
    const ArticlePart *parts;
    int32_t width;
} Measuring;

static int32_t measure_part(void *context, int index)
{
    const Measuring *m = (const Measuring *)context;
    return article_part(m->view, m->body, &m->parts[index], 0, 0, m->width, false);
}

static void article_leave(void *data)
{
    ArticleState *state = (ArticleState *)data;
    flow_finish(&state->flow);
    free(state->parts);
    state->parts = NULL;
}

static uint64_t article_key(const View *view, Columns columns)
{
    uint64_t key = hash_u64(content_version(view->content), view->id);
    key = hash_u64(key, (uint64_t)view->language << 32 | (uint64_t)columns.text_w);
    return hash_u64(key, (uint64_t)view->ui.theme->text_percent << 32 | (uint64_t)view->body.h) | 1;
}

static Time article_tick(void *data, const View *view, Request *request)
{
    ArticleState *state = (ArticleState *)data;
    const NewsHead *head = current_head(view);
    if (head == NULL) {
        return TIME_NEVER;
    }
    int shown;
    const Body *body = content_body(view->content, view->id, view->language, &shown);
    static const Body NO_BODY = {0};
    body = body != NULL ? body : &NO_BODY;
    Columns columns = plan_columns(view, head);
    uint64_t key = article_key(view, columns);
    Measuring measuring = {.view = view, .body = body, .width = columns.text_w};
    int32_t top = view->scroll_px - top_height(view, head, body, columns);
    if (state->key != key) {
        bool again = state->key != 0;
        int32_t part_top;
        int first = again ? flow_find(&state->flow, top, &part_top) : 0;
        article_leave(state);
        int count;
        state->parts = article_parts_split(body, &count);
        flow_init(&state->flow, count, 0);
        for (int i = 0; i < count; i++) {
            flow_estimate(&state->flow, i,
                          article_part_estimate(view, body, &state->parts[i], columns.text_w));
        }
        state->key = key;
        if (again && top > 0) {
            /* In another language or size the reader goes on at the same paragraph. */
            int32_t now = flow_top(&state->flow, first);
            request->shift_px = now - top;
            top = now;
        }
    }
    measuring.parts = state->parts;
    request->shift_px += flow_measure(&state->flow, top, view->body.h, measure_part, &measuring);
    return TIME_NEVER;
}

static Time article_patience(const void *data, const View *view)
{
    (void)data;
    int shown;
    const Body *body = content_body(view->content, view->id, view->language, &shown);
    /* Its own reading time; a book's worth of text does not keep the display from going on. */
    Time reading = body != NULL ? (Time)body->words * 60 * TIME_S / WORDS_A_MINUTE : 0;
    return reading < PATIENCE_MOST ? reading : PATIENCE_MOST;
}

static void draw_sides(const View *view, const NewsHead *head, const Body *body, Columns columns)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int32_t margin = parts_margin(view);
    int32_t room = columns.text_x - margin - theme_px(theme, 24);
    Box back = ui_back_button(ui, margin, theme_px(theme, 44), room, view->back_label, false);
    const char *minutes = minutes_read(view, body);
    if (minutes != NULL) {
        (void)ui_text(ui, minutes, ROLE_SMALL, theme->color.ink_soft, margin,
                      box_bottom(back) + theme_px(theme, 84), room);
    }
    if (columns.side_w > 0) {
        (void)draw_story(view, head, columns.side_x, theme_px(theme, SIDE_TOP_U), columns.side_w,
                         true);
    }
}

static Page article_draw(const void *data, const View *view)
{
    const ArticleState *state = (const ArticleState *)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    list_fill(ui->list, view->body, theme->color.paper);
    list_region(ui->list, view->body);
    const NewsHead *head = current_head(view);
    if (head == NULL) {
        (void)ui_back_button(ui, parts_margin(view), theme_px(theme, 44), view->body.w / 2,
                             view->back_label, false);
        (void)parts_screen_title(view, words_get(ui->words, WORD_ITEM_GONE), view->body.h / 3);
        return (Page){view->body, view->body.h, theme->color.paper};
    }
    int shown;
    const Body *body = content_body(view->content, view->id, view->language, &shown);
    Columns columns = plan_columns(view, head);
    ListState was = list_move(ui->list, 0, -view->scroll_px);
    list_region(ui->list, (Box){columns.text_x, 0, columns.text_w, 1 << 28});
    int32_t top = draw_top(view, head, body, columns, 0), y = 0;
    int32_t from = view->scroll_px - top;
    int i = flow_find(&state->flow, max_i32(from, 0), &y);
    for (; i < state->flow.count && body != NULL && y < from + view->body.h; i++) {
        (void)article_part(view, body, &state->parts[i], columns.text_x, top + y, columns.text_w,
                           true);
        y += state->flow.heights[i];
    }
    int32_t end = top + (int32_t)state->flow.total;
    if (body != NULL) {
        int32_t links = draw_links(view, body, columns.text_x, end, columns.text_w, true);
        end += links > 0 ? links + theme_px(theme, 20) : 0;
    }
    if (columns.side_w == 0 && head->delegation_count > 0) {
        list_fill(ui->list, (Box){columns.text_x, end, columns.text_w, theme_rule_px(theme)},
                  theme->color.rule);
        end += theme_px(theme, 28);
        end += draw_story(view, head, columns.text_x, end, columns.text_w, true);
    }
    list_restore(ui->list, was);
    if (columns.wide) {
        list_region(ui->list, view->body);
        draw_sides(view, head, body, columns);
    }
    return (Page){view->body, end + theme_px(theme, 56), theme->color.paper};
}

const Screen SCREEN_TABLE_ARTICLE = {
    .name = "news",
    .state_size = sizeof(ArticleState),
    .has_bar = true,
    .bar_entry = SCREEN_NEWS,
    .leave = article_leave,
    .tick = article_tick,
    .patience = article_patience,
    .draw = article_draw,
};
