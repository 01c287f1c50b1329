/* Search: what a visitor types, what is found, and the keyboard on the glass.
 *
 * Each letter is a question to the search worker; its answer is taken in tick, and what it shows of
 * it is checked against the content that is shown. Where the display has no room for keyboard,
 * results and bar at once, the keyboard stands in the bar's place until it is put away. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "content/search.h"
#include "screens/parts.h"
#include "ui/keyboard.h"

enum { TEXT_BYTES = 120 };

typedef struct SearchState {
    char text[TEXT_BYTES + 1]; /* as typed */
    uint8_t page;              /* KeyPage */
    bool closed;               /* the keyboard was put away */
    bool bar_stood;            /* the bar was there, and the visitor has not called the keyboard */
    bool ready;                /* the index is of the content that is shown */
    bool asked;                /* for `text`, in this language, of this content: */
    int language;
    uint64_t version;
    SearchAnswer *answer; /* the newest, perhaps of the text before; NULL: none yet */
    /* What of it is shown, and of which content and day that holds. */
    uint64_t rows_version;
    Date day;
    unsigned months; /* a bit for each month that a date among them is in: how wide dates get */
    int row_count;
    uint8_t rows[SEARCH_RESULTS_MOST];
} SearchState;

/* ---- the state ---- */

static void search_leave(void *data)
{
    search_answer_destroy(((SearchState *)data)->answer);
}

static void set_text(SearchState *state, const char *text)
{
    size_t length = strlen(text);
    if (length <= TEXT_BYTES) {
        memcpy(state->text, text, length + 1);
        state->asked = false;
    }
}

static void add_letter(SearchState *state, uint32_t letter)
{
    char bytes[4];
    size_t used = strlen(state->text), count = utf8_encode(letter, bytes);
    bool space = letter == ' ' && (used == 0 || state->text[used - 1] == ' ');
    if (letter < ' ' || letter == 0x7F || space || used + count > TEXT_BYTES) {
        return;
    }
    memcpy(state->text + used, bytes, count);
    state->text[used + count] = '\0';
    state->asked = false;
}

static void delete_letter(SearchState *state)
{
    size_t used = strlen(state->text);
    while (used > 0 && ((unsigned char)state->text[used - 1] & 0xC0) == 0x80) {
        used--;
    }
    state->text[used > 0 ? used - 1 : 0] = '\0';
    state->asked = false;
}

static bool search_act(void *data, const View *view, Action action)
{
    (void)view;
    SearchState *state = (SearchState *)data;
    if (action.kind == ACTION_TYPE) {
        switch ((TypeKind)action.screen) {
        case TYPE_LETTER:
            add_letter(state, (uint32_t)action.arg);
            break;
        case TYPE_DELETE:
            delete_letter(state);
            break;
        case TYPE_PAGE:
            CHECK(action.arg < PAGE_COUNT);
            state->page = (uint8_t)action.arg;
            break;
        case TYPE_DONE:
            state->closed = true;
            break;
        }
        return true;
    }
    if (action.kind != ACTION_SEARCH) {
        return false;
    }
    switch ((SearchChoice)action.screen) {
    case SEARCH_CLEAR:
        set_text(state, "");
        state->closed = state->bar_stood = false;
        break;
    case SEARCH_FIELD:
        state->closed = state->bar_stood = false;
        break;
    case SEARCH_SUGGEST:
        if (state->answer != NULL && action.arg < (uint64_t)state->answer->suggestion_count) {
            set_text(state, state->answer->suggestions[action.arg]);
        }
        break;
    }
    return true;
}

static int index_compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Whether the content that is shown has the result, and shows it today. */
static bool is_shown(const View *view, const SearchResult *result)
{
    if (result->kind == SEARCH_DELEGATION) {
        return content_find_delegation(view->content, result->id) >= 0;
    }
    const int *current;
    int count = content_all_current_news(view->content, view->wall.date, &current);
    int index = content_find_news(view->content, result->id);
    return index >= 0 && count > 0 &&
           bsearch(&index, current, (size_t)count, sizeof *current, index_compare) != NULL;
}

/* The bit of the month that its date is in; 0 where it has none. */
static unsigned month_bit(const View *view, const SearchResult *result)
{
    int index = result->kind == SEARCH_NEWS ? content_find_news(view->content, result->id) : -1;
    bool pinned;
    Date date = index >= 0 ? content_news_date(view->content, index, &pinned) : (Date){0};
    return date_is_valid(date) ? 1u << date.month : 0;
}

static void choose_rows(SearchState *state, const View *view)
{
    state->rows_version = content_version(view->content);
    state->day = view->wall.date;
    state->row_count = 0;
    state->months = 0;
    for (int i = 0; state->answer != NULL && i < state->answer->count; i++) {
        if (is_shown(view, &state->answer->results[i])) {
            state->rows[state->row_count++] = (uint8_t)i;
            state->months |= month_bit(view, &state->answer->results[i]);
        }
    }
}

/* Asks what is not asked yet. */
static void ask(SearchState *state, const View *view, uint64_t version)
{
    bool same = state->language == view->language && state->version == version;
    if (state->ready && (!state->asked || !same)) {
        search_worker_ask(view->search, state->text, view->language, SEARCH_RESULTS_MOST);
        state->asked = true;
        state->language = view->language;
        state->version = version;
    }
}

static bool search_hides_bar(const void *data, const View *view);

/* Where larger text or a lower screen leaves no room for both, the keyboard goes and not the bar
 * that stands there, by which the visitor goes home. */
static void keep_bar(SearchState *state, const View *view)
{
    bool hides = search_hides_bar(state, view);
    if (hides && state->bar_stood) {
        state->closed = true;
        hides = false;
    }
    state->bar_stood = !hides;
}

static Time search_tick(void *data, const View *view, Request *request)
{
    SearchState *state = (SearchState *)data;
    uint64_t version = content_version(view->content);
    state->ready = view->search != NULL && search_worker_version(view->search) == version;
    SearchAnswer *answer = NULL;
    if (state->text[0] == '\0' || !state->ready) {
        state->asked = false;
        request->to_top = state->answer != NULL;
        search_answer_destroy(state->answer);
        state->answer = NULL;
    } else {
        ask(state, view, version);
        answer = search_worker_take(view->search);
    }
    if (answer != NULL && (strcmp(answer->words, state->text) != 0 ||
                           answer->language != state->language || answer->version != version)) {
        search_answer_destroy(answer); /* to somebody else's question */
        answer = NULL;
    }
    if (answer != NULL) {
        request->to_top = state->answer == NULL || strcmp(state->answer->words, answer->words) != 0;
        search_answer_destroy(state->answer);
        state->answer = answer;
    }
    if (answer != NULL || state->answer == NULL || state->rows_version != version ||
        date_compare(state->day, view->wall.date) != 0) {
        choose_rows(state, view);
    }
    keep_bar(state, view);
    return TIME_NEVER;
}

/* ---- where things stand ---- */

typedef struct Plan {
    Box field;
    Box results; /* may be empty: the keyboard has all the room there is */
    Box tray;    /* empty: the keyboard is away */
    KeyboardPlan keyboard;
    bool hides_bar, done, closed;
} Plan;

typedef struct RowLook {
    int32_t margin; /* left and right of the rows */
    int32_t lead_w, gap, pad, height;
    TextStyle title, context, lead, kind;
    int title_lines;
    int32_t kind_w; /* 0: what a result is, is not said */
} RowLook;

/* How wide days of these months get. */
static int32_t dates_width(const View *view, unsigned months, TextStyle style)
{
    int32_t width = 0;
    for (int month = 1; month <= 12; month++) {
        const char *day = arena_printf(view->ui.arena, "30 %s", view->ui.words->months[month - 1]);
        bool there = (months >> month & 1) != 0;
        width = there ? max_i32(width, text_width(view->ui.text, day, style)) : width;
    }
    return width;
}

/* How far a row's target keeps from its edges: 12 u from the next one's. */
static int32_t row_inset(const Theme *theme)
{
    return (theme_px(theme, 12) + 1) / 2;
}

static RowLook row_look(const SearchState *state, const View *view)
{
    const Theme *theme = view->ui.theme;
    bool tight = theme->compact;
    RowLook look = {.margin = parts_margin(view) + theme_px(theme, tight ? 8 : 40),
                    .gap = theme_px(theme, tight ? 20 : 32),
                    .pad = theme_px(theme, tight ? 10 : 20),
                    .title = theme_style_sized(theme, ROLE_LABEL_STRONG, tight ? 30 : 34),
                    .context = theme_style_sized(theme, ROLE_TINY, tight ? 24 : 26),
                    .lead = theme_style_sized(theme, ROLE_LABEL_STRONG, tight ? 24 : 26),
                    .kind = theme_style_sized(theme, ROLE_TINY, 26),
                    .title_lines = theme->portrait && !theme->shallow ? 2 : 1};
    look.lead.line_px = (int16_t)(look.lead.size_px * 6 / 5);
    look.lead_w = max_i32(theme_px(theme, 88), dates_width(view, state->months, look.lead));
    int32_t kind =
        max_i32(text_width(view->ui.text, words_get(view->ui.words, WORD_A_DELEGATION), look.kind),
                text_width(view->ui.text, words_get(view->ui.words, WORD_A_NEWS_ITEM), look.kind));
    int32_t text = view->bounds.w - 2 * look.margin - look.lead_w - 2 * look.gap - kind;
    look.kind_w = text >= theme_text_px(theme, 620) ? kind : 0;
    look.height =
        max_i32(2 * look.pad + look.title.line_px * look.title_lines + look.context.line_px,
                ui_touch_px(&view->ui) + 2 * row_inset(theme)) +
        theme_rule_px(theme);
    return look;
}

static int32_t field_above(const Theme *theme)
{
    return theme_px(theme, theme->compact ? 8 : 45);
}

static int32_t field_below(const Theme *theme)
{
    return theme_px(theme, theme->compact ? 12 : 25);
}

static int32_t field_height(const View *view)
{
    const Theme *theme = view->ui.theme;
    return max_i32(theme_px(theme, theme->compact ? 92 : 102), theme_text_px(theme, 62));
}

/* Where all stands in a body that the bar has left, or, with `bar_gone`, in all of the display. */
static Plan plan_screen(const SearchState *state, const View *view, bool bar_gone)
{
    Box body = view->body;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    RowLook row = row_look(state, view);
    int32_t above = field_above(theme), high = field_height(view), below = field_below(theme);
    int32_t head = above + high + below;
    Plan plan = {.keyboard = keyboard_plan(ui, body.w, body.h - head - row.height)};
    plan.done = bar_gone || head + row.height + plan.keyboard.height > body.h;
    plan.closed = plan.done && state->closed;
    plan.hides_bar = plan.done && !plan.closed;
    int32_t keyboard = plan.closed ? 0 : plan.keyboard.height;
    if (head + row.height + keyboard > body.h && !plan.closed) {
        /* No room for a result: what is typed stands in what the keyboard leaves. */
        int32_t room = body.h - keyboard;
        high = min_i32(high, room - 2 * theme_px(theme, 4));
        above = below = (room - high) / 2;
        head = room;
    }
    int32_t margin = parts_margin(view);
    plan.field = (Box){body.x + margin, body.y + above, body.w - 2 * margin, high};
    /* What scrolls ends so far above the keys that a finger tells them apart. */
    int32_t apart = plan.closed ? 0 : theme_px(theme, 12) - theme_px(theme, 6);
    plan.results =
        (Box){body.x, body.y + head, body.w, max_i32(body.h - head - keyboard - apart, 0)};
    plan.tray = (Box){body.x, box_bottom(body) - keyboard, body.w, keyboard};
    return plan;
}

static bool search_hides_bar(const void *data, const View *view)
{
    return plan_screen((const SearchState *)data, view, false).hides_bar;
}

/* ---- a text with what matches ---- */

/* Lays a text out, what matches in another face or with a mark for its ground. */
static const TextLayout *marked_layout(const Ui *ui, const SearchText *text, TextStyle style,
                                       Face face, int32_t width, int32_t lines)
{
    TextSpan spans[SEARCH_MARKS_MOST];
    for (int i = 0; i < text->mark_count; i++) {
        spans[i] = (TextSpan){.start = text->marks[i].start,
                              .length = text->marks[i].length,
                              .face = (uint8_t)face,
                              .mark = 1};
    }
    return text_layout(ui->text, text->text, strlen(text->text), spans, text->mark_count, style,
                       max_i32(width, 1), lines, TEXT_ELLIPSIS);
}

static void draw_found(const Ui *ui, const TextLayout *layout, int32_t x, int32_t y)
{
    for (int32_t i = 0; i < layout->line_count; i++) {
        const TextLine *line = &layout->lines[i];
        for (int32_t k = 0; k < line->piece_count; k++) {
            const TextPiece *piece = &layout->pieces[line->first_piece + k];
            Box box = {x + piece->x, y + line->baseline - layout->ascent, piece->width,
                       layout->ascent + layout->descent};
            if (piece->mark != 0) {
                list_fill(ui->list, box, ui->theme->color.found);
            }
        }
    }
}

/* ---- results ---- */

/* "3 June" above "2022". */
static void draw_date(const View *view, const RowLook *look, Date date, Box box)
{
    const Ui *ui = &view->ui;
    if (!date_is_valid(date)) {
        return;
    }
    const char *lines[] = {
        arena_printf(ui->arena, "%d %s", date.day, ui->words->months[date.month - 1]),
        arena_printf(ui->arena, "%d", date.year)};
    int32_t y = box.y + (box.h - 2 * look->lead.line_px) / 2;
    for (int i = 0; i < 2; i++) {
        const TextLayout *line = ui_layout_styled(ui, lines[i], look->lead, TEXT_NO_WRAP, 1, 0);
        list_layout_in(ui->list, line, box.x, y, box.w, ALIGN_CENTRE, ui->theme->color.brass_deep);
        y += look->lead.line_px;
    }
}

/* The flag of a delegation, the date of a news item. */
static void draw_lead(const View *view, const RowLook *look, const SearchResult *result, Box box)
{
    if (result->kind == SEARCH_NEWS) {
        int index = content_find_news(view->content, result->id);
        if (index >= 0) {
            bool pinned;
            draw_date(view, look, content_news_date(view->content, index, &pinned), box);
        }
        return;
    }
    int index = content_find_delegation(view->content, result->id);
    if (index >= 0) {
        int32_t w = theme_px(view->ui.theme, 88), h = w * 3 / 4;
        ui_flag(&view->ui, box_centred(box, w, h), content_delegation(view->content, index)->flag,
                false);
    }
}

/* The line of context; of a delegation with its deputies, where the line is all there is. */
static SearchText context_text(const View *view, const SearchResult *result)
{
    SearchText text = result->context;
    int index =
        result->kind == SEARCH_DELEGATION ? content_find_delegation(view->content, result->id) : -1;
    int deputies = index >= 0 ? content_delegation(view->content, index)->deputies : 0;
    size_t length = strlen(text.text), dots = strlen("…");
    bool cut = length >= dots && strcmp(text.text + length - dots, "…") == 0;
    if (deputies > 0 && length > 0 && !cut) {
        char count[128];
        words_counted(view->ui.words, COUNTED_DEPUTIES, deputies, count, sizeof count);
        text.text = arena_printf(view->ui.arena, "%s, %s", text.text, count);
    }
    return text;
}

static void draw_row(const View *view, const RowLook *look, const SearchResult *result, Box box)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    bool news = result->kind == SEARCH_NEWS;
    Action open = {.kind = ACTION_OPEN,
                   .screen = news ? SCREEN_ARTICLE : SCREEN_DELEGATION,
                   .arg = result->id};
    int32_t apart = row_inset(theme), rule = theme_rule_px(theme);
    Box target = {box.x - look->gap / 2, box.y + apart, box.w + look->gap, box.h - 2 * apart};
    if (ui->pressed == action_key(open)) {
        list_shape(ui->list, target, theme_px(theme, 12), ui_pressed_color(ui, open, color->paper),
                   0, COLOR_NONE);
    }
    draw_lead(view, look, result, (Box){box.x, box.y, look->lead_w, box.h - rule});
    int32_t x = box.x + look->lead_w + look->gap;
    int32_t width = box_right(box) - x - (look->kind_w > 0 ? look->kind_w + look->gap : 0);
    const TextLayout *title = marked_layout(ui, &result->title, look->title, FACE_SANS_SEMIBOLD,
                                            width, look->title_lines);
    SearchText line = context_text(view, result);
    const TextLayout *context =
        marked_layout(ui, &line, look->context, FACE_SANS_SEMIBOLD, width, 1);
    int32_t y = box.y + (box.h - rule - title->height - context->height) / 2;
    draw_found(ui, title, x, y);
    list_layout(ui->list, title, x, y, color->ink);
    list_layout(ui->list, context, x, y + title->height, color->ink_soft);
    if (look->kind_w > 0) {
        const char *kind = words_get(ui->words, news ? WORD_A_NEWS_ITEM : WORD_A_DELEGATION);
        const TextLayout *label = ui_layout_styled(ui, kind, look->kind, TEXT_NO_WRAP, 1, 0);
        list_layout(ui->list, label, box_right(box) - label->width,
                    ui_line_top(ui, label, look->kind, box.y + (box.h - rule) / 2),
                    color->ink_soft);
    }
    list_fill(ui->list, (Box){box.x, box_bottom(box) - rule, box.w, rule}, color->rule);
    ui_target(ui, target, open, theme_px(theme, 12));
}

/* The rows in view; the height of all. */
static int32_t draw_rows(const SearchState *state, const View *view, Box results)
{
    RowLook look = row_look(state, view);
    int32_t width = results.w - 2 * look.margin;
    int first = max_i32(view->scroll_px, 0) / look.height;
    for (int i = first; i < state->row_count; i++) {
        Box box = {results.x + look.margin, results.y - view->scroll_px + i * look.height, width,
                   look.height};
        if (box.y >= box_bottom(results)) {
            break;
        }
        draw_row(view, &look, &state->answer->results[state->rows[i]], box);
    }
    return state->row_count * look.height +
           theme_px(view->ui.theme, view->ui.theme->compact ? 0 : 24);
}

/* ---- instead of results ---- */

/* The nearest words as buttons side by side; the y below them. */
static int32_t draw_suggestions(const SearchState *state, const View *view, Box box, int32_t y)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t gap = theme_px(theme, 14), height = ui_touch_px(ui), x = box.x;
    for (int i = 0; i < state->answer->suggestion_count; i++) {
        const char *word = state->answer->suggestions[i];
        int32_t width = ui_width(ui, word, ROLE_LABEL_STRONG) + height + theme_px(theme, 8);
        width = min_i32(max_i32(width, height), box.w);
        if (x > box.x && x + width > box_right(box)) {
            x = box.x;
            y += height + gap;
        }
        ui_button(ui, (Box){x, y, width, height}, word,
                  (ButtonLook){color->card, color->rule, color->ink, ROLE_LABEL_STRONG},
                  (Action){ACTION_SEARCH, SEARCH_SUGGEST, (uint64_t)i});
        x += width + gap;
    }
    return y + height;
}

/* What is to be said where there is no result; NULL while an answer is on its way. */
static const char *message(const SearchState *state, const View *view)
{
    const Words *words = view->ui.words;
    bool broken = state->answer != NULL && state->answer->status == SEARCH_BROKEN;
    if (state->text[0] != '\0' && (!state->ready || broken)) {
        return words_get(words, WORD_SEARCH_PREPARING);
    }
    if (state->text[0] == '\0') {
        return words_get(words, WORD_SEARCH_HINT);
    }
    return state->answer != NULL ? words_get(words, WORD_SEARCH_NOTHING) : NULL;
}

/* The height of what it says. */
static int32_t draw_message(const SearchState *state, const View *view, Box results)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const char *text = message(state, view);
    int32_t margin = row_look(state, view).margin, top = theme_px(theme, theme->compact ? 6 : 24);
    Box box = {results.x + margin, results.y, results.w - 2 * margin, results.h};
    int32_t y = results.y + top - view->scroll_px;
    if (text == NULL) {
        return 0;
    }
    bool found_nothing = state->answer != NULL && state->ready;
    bool near = found_nothing && state->answer->suggestion_count > 0;
    if (near) {
        text = arena_printf(ui->arena, "%s. %s", text, words_get(ui->words, WORD_SEARCH_NEAREST));
    }
    const TextLayout *layout = ui_layout(ui, text, ROLE_LABEL, box.w, 0, TEXT_BALANCE_LAST);
    list_layout(ui->list, layout, box.x, y,
                found_nothing ? theme->color.ink : theme->color.ink_soft);
    y += layout->height;
    if (near) {
        y = draw_suggestions(state, view, box, y + theme_px(theme, theme->compact ? 8 : 20));
    }
    return y + view->scroll_px + theme_px(theme, 12) - results.y;
}

/* ---- the field ---- */

/* How many results there are, where the keyboard leaves no room to show them. */
static const char *count_text(const SearchState *state, const View *view)
{
    const Ui *ui = &view->ui;
    if (state->text[0] == '\0' || state->row_count == 0) {
        return state->text[0] != '\0' ? message(state, view) : NULL;
    }
    char count[128];
    words_counted(ui->words, COUNTED_RESULTS, state->row_count, count, sizeof count);
    return arena_printf(ui->arena, "%s", count);
}

/* The end of what is typed, as much of it as fits, and the caret. */
static void draw_typed(const SearchState *state, const View *view, int32_t x, Box field,
                       int32_t width, bool caret)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const float size = theme_px(theme, 56) < field.h ? 40 : 30;
    TextStyle style = theme_style_sized(theme, ROLE_LABEL, size);
    int32_t middle = field.y + field.h / 2, line = theme_px(theme, 3);
    const char *text = state->text;
    const TextLayout *layout = ui_layout_styled(ui, text, style, TEXT_NO_WRAP, 1, 0);
    while (layout->width > width - 3 * line && *text != '\0') {
        size_t length;
        (void)utf8_decode(text, strlen(text), &length);
        text += length;
        layout = ui_layout_styled(ui, text, style, TEXT_NO_WRAP, 1, 0);
    }
    list_layout(ui->list, layout, x, ui_line_top(ui, layout, style, middle), theme->color.ink);
    if (caret) {
        size_t typed = strlen(text);
        int32_t space = typed > 0 && text[typed - 1] == ' ' ? style.size_px / 4 : 0;
        int32_t high = min_i32(theme_text_px(theme, 50), field.h - 4 * line);
        list_fill(ui->list, (Box){x + layout->width + space + line, middle - high / 2, line, high},
                  theme->color.sky_deep);
    }
}

static void draw_field(const SearchState *state, const View *view, const Plan *plan)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Box field = plan->field;
    bool cramped = plan->results.h <= 0;
    int32_t touch = ui_touch_px(ui), pad = theme_px(theme, theme->compact ? 24 : 48);
    int32_t icon = min_i32(theme_text_px(theme, 40), field.h), line = theme_px(theme, 3);
    list_shape(ui->list, field, field.h / 2, color->card, line * 16, color->ink);
    list_region(ui->list, cramped ? (Box){field.x, view->body.y, field.w, plan->tray.y} : field);
    list_icon(ui->list, (Box){field.x + pad, field.y + (field.h - icon) / 2, icon, icon},
              ICON_SEARCH, color->ink);
    if (plan->closed) {
        ui_target(ui, field, (Action){ACTION_SEARCH, SEARCH_FIELD, 0}, field.h / 2);
    }
    int32_t x = field.x + pad + icon + theme_px(theme, 28), right = box_right(field) - pad;
    const char *label = cramped                  ? count_text(state, view)
                        : state->text[0] != '\0' ? words_get(ui->words, WORD_SEARCH_CLEAR)
                                                 : NULL;
    if (label != NULL) {
        Action clear = {ACTION_SEARCH, SEARCH_CLEAR, 0};
        Role role = cramped ? ROLE_TINY : ROLE_LABEL;
        int32_t width = ui_width(ui, label, role), high = min_i32(touch, field.h);
        Box box = {right - width - theme_px(theme, 24), field.y + (field.h - high) / 2, 0, high};
        box.x = min_i32(box.x, box_right(field) - touch - line);
        box.w = box_right(field) - line - box.x;
        if (!cramped && ui->pressed == action_key(clear)) {
            list_shape(ui->list, box_inset(box, 2 * line), high / 2,
                       ui_pressed_color(ui, clear, color->card), 0, COLOR_NONE);
        }
        ui_line_centred(ui, label, role, color->ink_soft, right - width, field.y + field.h / 2,
                        width, ALIGN_LEFT);
        if (!cramped) {
            ui_target(ui, box, clear, high / 2);
        }
        right = box.x;
    }
    draw_typed(state, view, x, field, right - x - theme_px(theme, 12), !plan->closed);
}

static Page search_draw(const void *data, const View *view)
{
    const SearchState *state = (const SearchState *)data;
    const Ui *ui = &view->ui;
    Color paper = ui->theme->color.paper;
    Plan plan = plan_screen(state, view, !view->has_bar);
    list_fill(ui->list, view->body, paper);
    int32_t height = 0;
    if (plan.results.h > 0) {
        ListState was = list_clip(ui->list, plan.results);
        list_region(ui->list, plan.results);
        height = state->row_count > 0 && state->text[0] != '\0'
                     ? draw_rows(state, view, plan.results)
                     : draw_message(state, view, plan.results);
        list_restore(ui->list, was);
    }
    draw_field(state, view, &plan);
    if (plan.tray.h > 0) {
        keyboard_draw(ui, &plan.keyboard, plan.tray, (KeyPage)state->page, plan.done);
    }
    return (Page){plan.results, height, paper};
}

static void search_enter(void *data, const View *view)
{
    SearchState *state = (SearchState *)data;
    /* What the visitor reads is what they are likely to type. */
    const char *code = content_language(view->content, view->language)->code;
    bool cyrillic = strncmp(code, "ru", 2) == 0 || strncmp(code, "be", 2) == 0 ||
                    strncmp(code, "kk", 2) == 0 || strncmp(code, "ky", 2) == 0 ||
                    strncmp(code, "tg", 2) == 0;
    state->page = cyrillic ? PAGE_CYRILLIC : PAGE_LATIN;
}

const Screen SCREEN_TABLE_SEARCH = {
    .name = "search",
    .state_size = sizeof(SearchState),
    .has_bar = true,
    .bar_entry = SCREEN_SEARCH,
    .enter = search_enter,
    .leave = search_leave,
    .tick = search_tick,
    .act = search_act,
    .hides_bar = search_hides_bar,
    .draw = search_draw,
};
