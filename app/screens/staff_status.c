/* The status: what is shown, from which file and since when, and what is not as it should be. The
 * same that `foyer status` says to whoever can log in. */
#include <string.h>

#include "screens/parts.h"
#include "screens/staff_parts.h"
#include "words/sentences.h"

typedef struct Row {
    const char *label; /* NULL: it goes on with what the row above is about */
    const char *text;
    bool attention;
} Row;

enum { ROWS_MOST = 16 + STAFF_FAULTS_MOST };

typedef struct Rows {
    Row all[ROWS_MOST];
    int count;
    const View *view;
} Rows;

static void add(Rows *rows, Word label, const char *text, bool attention)
{
    rows->all[rows->count++] = (Row){words_get(rows->view->ui.words, label), text, attention};
}

static StaffLanguage language_of(const View *view)
{
    return staff_language(view->ui.words->code);
}

/* What the display says of itself in English, in the language of the page. */
static const char *again(const View *view, const char *said)
{
    size_t size = 2 * strlen(said) + 256;
    char *out = (char *)arena_alloc(view->ui.arena, size);
    return out != NULL ? sentence_again(language_of(view), said, out, size) : said;
}

/* What is on the glass. */
static void add_content(Rows *rows)
{
    const View *view = rows->view;
    const Ui *ui = &view->ui;
    if (view->staff->trouble != NULL) {
        add(rows, WORD_STATUS_CONTENT, again(view, view->staff->trouble), true);
        return;
    }
    const int *current;
    char day[128], delegations[128], news[128];
    words_date(ui->words, content_day(view->content), day, sizeof day);
    words_counted(ui->words, COUNTED_DELEGATIONS, content_delegation_count(view->content),
                  delegations, sizeof delegations);
    words_counted(ui->words, COUNTED_NEWS,
                  content_all_current_news(view->content, view->wall.date, &current), news,
                  sizeof news);
    add(rows, WORD_STATUS_CONTENT,
        arena_printf(ui->arena, "%s%s%s, %s", day, day[0] != '\0' ? ": " : "", delegations, news),
        false);
}

/* "/var/lib/…/000017.db, since 3 June 2022, 10:24" */
static const char *with_moment(const View *view, const char *text, Wall wall)
{
    if (wall.date.year == 0) {
        return text;
    }
    return arena_printf(view->ui.arena, "%s, %s %s", text,
                        words_get(view->ui.words, WORD_STATUS_SINCE), staff_moment(view, wall));
}

static void add_file(Rows *rows)
{
    const View *view = rows->view;
    const StaffFacts *facts = view->staff->facts;
    if (facts->source[0] != '\0') {
        add(rows, WORD_STATUS_FILE, facts->source, false);
    }
    if (facts->shown_from[0] != '\0') {
        bool memory = strcmp(facts->shown_from, "memory") == 0;
        const char *from =
            memory ? words_get(view->ui.words, WORD_STATUS_MEMORY_COPY) : facts->shown_from;
        add(rows, WORD_STATUS_SHOWN, with_moment(view, from, facts->shown_since), false);
    }
    if (facts->refused[0] != '\0' && view->staff->trouble == NULL) {
        add(rows, WORD_STATUS_REFUSED,
            with_moment(view, again(view, facts->refused), facts->refused_at), true);
    }
    if (facts->storage[0] != '\0') {
        add(rows, WORD_STATUS_STORAGE, again(view, facts->storage), true);
    }
}

static void add_machine(Rows *rows)
{
    const View *view = rows->view;
    const Ui *ui = &view->ui;
    const StaffFacts *facts = view->staff->facts;
    bool believed = view->wall.date.year != 0;
    add(rows, WORD_STATUS_CLOCK,
        believed ? staff_moment(view, view->wall) : words_get(ui->words, WORD_CLOCK_DOUBTED),
        !believed);
    if (facts->memory_kb > 0) {
        add(rows, WORD_STATUS_MEMORY,
            arena_printf(ui->arena, sentence(language_of(view), "%ld MB"),
                         (facts->memory_kb + 512) / 1024),
            false);
    }
    if (facts->version[0] != '\0') {
        const char *version = arena_printf(ui->arena, "Foyer %s", facts->version);
        add(rows, WORD_STATUS_RUNNING, with_moment(view, version, facts->running_since), false);
    }
    int shown = min_i32(facts->fault_count, STAFF_FAULTS_MOST);
    for (int i = 0; i < shown; i++) {
        add(rows, WORD_STATUS_SETTINGS, again(view, facts->faults[i]), true);
        rows->all[rows->count - 1].label = i == 0 ? rows->all[rows->count - 1].label : NULL;
    }
}

static Rows collect(const View *view)
{
    Rows rows = {.view = view};
    add_content(&rows);
    add_file(&rows);
    add_machine(&rows);
    return rows;
}

int staff_status_attention(const View *view)
{
    Rows rows = collect(view);
    int count = 0;
    for (int i = 0; i < rows.count; i++) {
        count += rows.all[i].attention ? 1 : 0;
    }
    return count;
}

/* A row from y with the rule below it; the height. */
static int32_t draw_row(const View *view, const Row *row, Box column)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t pad = theme_px(theme, theme->compact ? 14 : 20), beside = theme_text_px(theme, 400);
    bool wide = column.w >= 2 * beside;
    Box text = {column.x + (wide ? beside : 0), column.y + pad, column.w - (wide ? beside : 0), 0};
    int32_t label_h = 0;
    if (row->label != NULL) {
        const TextLayout *label = ui_layout(ui, row->label, ROLE_LABEL,
                                            wide ? beside - theme_px(theme, 24) : column.w, 0, 0);
        label_h = label->height;
        list_layout(ui->list, label, column.x, column.y + pad, color->ink_soft);
    }
    text.y += wide ? 0 : label_h;
    int32_t text_h = staff_text(view, row->text, row->attention, text, true);
    int32_t height = pad + (wide ? max_i32(label_h, text_h) : label_h + text_h) + pad;
    int32_t line = theme_rule_px(theme);
    list_fill(ui->list, (Box){column.x, column.y + height, column.w, line}, color->rule);
    return height + line;
}

static Page status_draw(const void *data, const View *view)
{
    (void)data;
    const Ui *ui = &view->ui;
    Box area = staff_head(view, words_get(ui->words, WORD_STATUS), false);
    Box page = {view->bounds.x, area.y, view->bounds.w, area.h};
    ListState was = list_clip(ui->list, page);
    (void)list_move(ui->list, 0, -view->scroll_px);
    Rows rows = collect(view);
    int32_t y = area.y;
    for (int i = 0; i < rows.count; i++) {
        y += draw_row(view, &rows.all[i], (Box){area.x, y, area.w, 0});
    }
    list_restore(ui->list, was);
    int32_t foot = theme_px(ui->theme, ui->theme->compact ? 16 : 36);
    return (Page){page, y + foot - area.y, ui->theme->color.paper};
}

const Screen SCREEN_TABLE_STAFF_STATUS = {
    .name = "staff/status",
    .draw = status_draw,
};
