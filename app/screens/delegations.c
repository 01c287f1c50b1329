/* Delegations: all of them as cards, in their order.
 *
 * A card holds the flag, the name, the parliament, the seats and the representative; on a small
 * display it lies down and holds what fits beside the flag. One row of cards fills the screen; more
 * rows scroll.
 *
 * A large assembly stands in the order of its names, on cards that lie on every display; the first
 * of a letter has it above, and a strip of the letters leads there. */
#include <stdlib.h>

#include "base/check.h"
#include "base/utf8.h"
#include "screens/alphabet.h"
#include "screens/parts.h"
#include "ui/strip.h"

enum {
    COLUMNS_MOST = 5,
    FEW_MOST = 12 /* as many are seen at a glance; more want an index */
};

/* A delegation and what it is sorted by. */
typedef struct Member {
    const Delegation *delegation;
    const char *name;
    uint32_t letter; /* under which it stands; 0: without an index */
} Member;

/* All of them as they are shown, and the index; in the frame's arena. */
typedef struct Roll {
    Member *members;
    int count;
    StripEntry *letters;
    int letter_count; /* 0: no index */
    bool stands;      /* the strip at the screen's foot; else in the page */
} Roll;

typedef struct DelegationsState {
    uint32_t jump;   /* the letter to go to; 0: none */
    uint32_t placed; /* the last one gone to: near the page's end it is not at the view's top */
    int32_t placed_px;
} DelegationsState;

static int member_compare(const void *a, const void *b)
{
    const Member *one = (const Member *)a, *two = (const Member *)b;
    int order = alphabet_compare(one->name, two->name);
    return order != 0 ? order : one->delegation < two->delegation ? -1 : 1;
}

/* Names the letters of a sorted roll. */
static void index_roll(const View *view, Roll *roll)
{
    for (int i = 0; i < roll->count; i++) {
        uint32_t letter = alphabet_letter(roll->members[i].name);
        roll->members[i].letter = letter;
        if (i == 0 || roll->members[i - 1].letter != letter) {
            char bytes[4];
            int length = (int)utf8_encode(letter, bytes);
            const char *label = arena_printf(view->ui.arena, "%.*s", length, bytes);
            roll->letters[roll->letter_count++] = (StripEntry){label, letter};
        }
    }
}

static Roll roll_make(const View *view)
{
    Arena *arena = view->ui.arena;
    Roll roll = {.count = content_delegation_count(view->content)};
    roll.members = (Member *)arena_alloc(arena, sizeof *roll.members * (size_t)(roll.count + 1));
    roll.letters =
        (StripEntry *)arena_alloc(arena, sizeof *roll.letters * (size_t)(roll.count + 1));
    CHECK(roll.members != NULL && roll.letters != NULL);
    for (int i = 0; i < roll.count; i++) {
        const Delegation *delegation = content_delegation(view->content, i);
        roll.members[i] = (Member){delegation, parts_delegation_name(view, delegation), 0};
    }
    if (roll.count > FEW_MOST) {
        qsort(roll.members, (size_t)roll.count, sizeof *roll.members, member_compare);
        index_roll(view, &roll);
    }
    roll.stands = roll.letter_count > 0 && strip_stands(&view->ui, view->body, 1);
    return roll;
}

/* What the cards of one row agree on, so that their seats and names stand level. */
typedef struct RowPlan {
    int title_size; /* index of TITLE_SIZES */
    int32_t title_h, parliament_h, person_h, ring_h;
    int32_t height; /* of the cards, as designed */
    int32_t give;   /* how much of that is air around the seats that may go */
} RowPlan;

typedef struct Grid {
    int columns;
    int32_t card_w, gap, pad;
    bool lying; /* small cards: flag at the left, number at the right */
} Grid;

static Grid plan_grid(const View *view, int count)
{
    const Theme *theme = view->ui.theme;
    int32_t width = view->body.w - 2 * parts_margin(view);
    Grid grid = {.gap = theme_px(theme, theme->compact ? 14 : 25),
                 .pad = theme_px(theme, theme->compact ? 16 : 28),
                 .lying = theme->compact || count > FEW_MOST};
    float text = (float)theme->text_percent / 100.0f;
    int32_t least = theme_px(theme, grid.lying ? 480.0f * text : 310.0f * (0.5f + text / 2));
    int columns = (width + grid.gap) / (least + grid.gap);
    grid.columns = clamp_i32(columns, 1, min_i32(COLUMNS_MOST, count > 0 ? count : 1));
    int32_t most = theme_px(theme, grid.lying ? 1200 : theme->portrait ? 1000 : 480);
    grid.card_w = min_i32((width - (grid.columns - 1) * grid.gap) / grid.columns, most);
    return grid;
}

static const float TITLE_SIZES[] = {46, 42, 38, 32, 26, 20, 0};

/* A card's name, no larger than the row's size where it fits in that. */
static const TextLayout *card_title(const View *view, const Delegation *delegation, int32_t width,
                                    int size)
{
    return ui_layout_fit(&view->ui, parts_delegation_name(view, delegation), ROLE_CARD_TITLE,
                         TITLE_SIZES + size, width, 2, TEXT_BALANCE_LAST);
}

/* The size that every name of a row fits in on one line, so that they look alike; only a name too
 * long for a reasonable size goes its own way. */
static int row_title_size(const View *view, const Member *row, int count, int32_t width)
{
    int size = 0;
    for (int i = 0; i < count; i++) {
        const char *name = row[i].name;
        TextStyle style = theme_style_sized(view->ui.theme, ROLE_CARD_TITLE, TITLE_SIZES[size]);
        while (size < 2 && text_width(view->ui.text, name, style) > width) {
            style = theme_style_sized(view->ui.theme, ROLE_CARD_TITLE, TITLE_SIZES[++size]);
        }
    }
    return size;
}

/* A text in a role's type, smaller where a word would not fit; NULL where there is none. */
static const TextLayout *card_text(const View *view, const LocalText *text, Role role,
                                   int32_t width)
{
    const char *string = parts_text(view, text);
    const float size = theme_role_size(role);
    const float sizes[] = {size, size * 0.88f, size * 0.76f, size * 0.64f, 0};
    return string != NULL ? ui_layout_fit(&view->ui, string, role, sizes, width, 0, 0) : NULL;
}

static int32_t height_of(const TextLayout *layout)
{
    return layout != NULL ? layout->height : 0;
}

/* "Representative" above the name; 0 where none is known. */
static int32_t person_height(const View *view, const Delegation *delegation, int32_t width)
{
    const TextLayout *name = card_text(view, &delegation->representative, ROLE_CARD_NAME, width);
    if (name == NULL) {
        return 0;
    }
    return name->height + ui_layout(&view->ui, words_get(view->ui.words, WORD_REPRESENTATIVE),
                                    ROLE_TINY, width, 0, 0)
                              ->height;
}

static int32_t ring_radius(int32_t inner_w)
{
    return inner_w * 42 / 100;
}

static RowPlan plan_row(const View *view, const Grid *grid, const Member *members, int count)
{
    const Theme *theme = view->ui.theme;
    RowPlan row = {0};
    int32_t inner = grid->card_w - 2 * grid->pad;
    bool rings = false;
    row.title_size = row_title_size(view, members, count, inner);
    for (int i = 0; i < count; i++) {
        const Delegation *delegation = members[i].delegation;
        row.title_h =
            max_i32(row.title_h, card_title(view, delegation, inner, row.title_size)->height);
        row.parliament_h =
            max_i32(row.parliament_h,
                    height_of(card_text(view, &delegation->parliament, ROLE_TINY, inner)));
        row.person_h = max_i32(row.person_h, person_height(view, delegation, inner));
        rings = rings || delegation->deputies > 0;
    }
    row.ring_h = rings ? ring_radius(inner) * 122 / 100 + theme_px(theme, 20) : 0;
    row.height = 2 * grid->pad + theme_px(theme, 78 + 26) + row.title_h + theme_px(theme, 12) +
                 row.parliament_h + theme_px(theme, 36) + row.ring_h + theme_px(theme, 40) +
                 row.person_h;
    row.give = theme_px(theme, 48);
    return row;
}

static void draw_card(const View *view, const Grid *grid, const RowPlan *row, Box box,
                      const Delegation *delegation)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = delegation->id};
    int32_t radius = theme_px(theme, 20);
    list_shape(ui->list, box, radius, ui_pressed_color(ui, open, color->card),
               theme_rule_px(theme) * 16, color->card_edge);
    list_region(ui->list, box);
    int32_t x = box.x + grid->pad, y = box.y + grid->pad + theme_px(theme, 4);
    int32_t inner = box.w - 2 * grid->pad;
    ui_flag(ui, (Box){x, y, theme_px(theme, 104), theme_px(theme, 78)}, delegation->flag, false);
    y += theme_px(theme, 78 + 22);
    const TextLayout *title = card_title(view, delegation, inner, row->title_size);
    list_layout(ui->list, title, x - theme_px(theme, 1), y, color->ink);
    y += title->height + theme_px(theme, 12);
    const TextLayout *parliament = card_text(view, &delegation->parliament, ROLE_TINY, inner);
    if (parliament != NULL) {
        list_layout(ui->list, parliament, x, y, color->ink_soft);
    }
    /* From the card's foot upwards: the representative, then the seats midway to the texts. */
    int32_t low = box_bottom(box) - grid->pad;
    int32_t person = person_height(view, delegation, inner);
    const TextLayout *name = card_text(view, &delegation->representative, ROLE_CARD_NAME, inner);
    if (name != NULL) {
        (void)ui_text(ui, words_get(ui->words, WORD_REPRESENTATIVE), ROLE_TINY, color->ink_soft, x,
                      low - person, inner);
        list_layout(ui->list, name, x, low - name->height, color->ink);
    }
    int32_t texts_low = box.y + grid->pad + theme_px(theme, 78 + 26) + row->title_h +
                        theme_px(theme, 12) + row->parliament_h;
    int32_t free_h = low - row->person_h - texts_low;
    int32_t r = ring_radius(inner);
    int32_t base = texts_low + (free_h - row->ring_h) / 2 + r * 111 / 100 + theme_px(theme, 4);
    parts_ring(
        view, delegation, (Point){box.x + box.w / 2, base},
        (RingLook){
            .outer_px = r, .number_role = ROLE_CARD_NUMBER, .shown = 100000, .strength = 255});
    ui_target(ui, box, open, radius);
}

/* A lying card's height, and itself where `draw`. */
static int32_t lying_card(const View *view, const Grid *grid, Box box, const Delegation *delegation,
                          bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = delegation->id};
    int32_t flag_w = theme_px(theme, 88), flag_h = flag_w * 3 / 4, gap = theme_px(theme, 22);
    int32_t ring = theme_text_px(theme, 62), ring_w = delegation->deputies > 0 ? ring * 9 / 4 : 0;
    int32_t text_x = box.x + grid->pad + (delegation->flag != ID_NONE ? flag_w + gap : 0);
    int32_t text_w = box_right(box) - grid->pad - text_x - (ring_w > 0 ? ring_w + gap : 0);
    const TextLayout *title = card_title(view, delegation, text_w, 1);
    const TextLayout *parliament = card_text(view, &delegation->parliament, ROLE_TINY, text_w);
    int32_t text_h = title->height + height_of(parliament);
    int32_t height =
        2 * grid->pad + max_i32(max_i32(text_h, flag_h), ring_w > 0 ? ring * 5 / 4 : 0);
    if (!draw) {
        return height;
    }
    int32_t radius = theme_px(theme, 20);
    list_shape(ui->list, box, radius, ui_pressed_color(ui, open, color->card),
               theme_rule_px(theme) * 16, color->card_edge);
    list_region(ui->list, box);
    ui_flag(ui, (Box){box.x + grid->pad, box.y + (box.h - flag_h) / 2, flag_w, flag_h},
            delegation->flag, false);
    int32_t y = box.y + (box.h - text_h) / 2;
    list_layout(ui->list, title, text_x, y, color->ink);
    if (parliament != NULL) {
        list_layout(ui->list, parliament, text_x, y + title->height, color->ink_soft);
    }
    if (ring_w > 0) {
        parts_ring(view, delegation,
                   (Point){box_right(box) - grid->pad - ring_w / 2, box.y + (box.h + ring) / 2},
                   (RingLook){.outer_px = ring,
                              .number_role = ROLE_LIST_HEADLINE,
                              .shown = 100000,
                              .strength = 255});
    }
    ui_target(ui, box, open, radius);
    return height;
}

/* The letters over the cards of a row that begin one, from y: the height they take; 0 where there
 * are none. */
static int32_t draw_letters(const View *view, const Grid *grid, const Member *row, int count,
                            uint32_t before, int32_t y)
{
    const Theme *theme = view->ui.theme;
    int32_t height = 0, pad = theme_px(theme, theme->compact ? 6 : 12);
    for (int i = 0; i < count; i++) {
        if (row[i].letter != 0 && row[i].letter != before) {
            char bytes[4];
            int length = (int)utf8_encode(row[i].letter, bytes);
            int32_t x = view->body.x + parts_margin(view) + i * (grid->card_w + grid->gap);
            const char *letter = arena_printf(view->ui.arena, "%.*s", length, bytes);
            list_region(view->ui.list, view->body);
            height = ui_text(&view->ui, letter, ROLE_CARD_TITLE, theme->color.brass_deep,
                             x + theme_px(theme, 4), y + pad, grid->card_w) +
                     2 * pad;
        }
        before = row[i].letter;
    }
    return height;
}

/* One row of cards that lie, from y; its height. */
static int32_t draw_lying_row(const View *view, const Grid *grid, const Member *row, int count,
                              int32_t y)
{
    int32_t x = view->body.x + parts_margin(view), height = 0;
    for (int i = 0; i < count; i++) {
        Box box = {x + i * (grid->card_w + grid->gap), y, grid->card_w, 0};
        height = max_i32(height, lying_card(view, grid, box, row[i].delegation, false));
    }
    for (int i = 0; i < count && y < box_bottom(view->body) && y + height > view->body.y; i++) {
        Box box = {x + i * (grid->card_w + grid->gap), y, grid->card_w, height};
        (void)lying_card(view, grid, box, row[i].delegation, true);
    }
    return height;
}

/* One row of cards from y, `fill` px high where they may be, 0: as high as they are; its height. */
static int32_t draw_row(const View *view, const Grid *grid, const Member *row, int count, int32_t y,
                        int32_t fill)
{
    int32_t x = view->body.x + parts_margin(view);
    if (grid->lying) {
        return draw_lying_row(view, grid, row, count, y);
    }
    RowPlan plan = plan_row(view, grid, row, count);
    /* Everything outside the view is dropped as it is drawn, so an unseen row costs its plan only.
     */
    plan.height = fill >= plan.height - plan.give ? fill : plan.height;
    if (y > box_bottom(view->body) || y + plan.height < view->body.y) {
        return plan.height;
    }
    for (int i = 0; i < count; i++) {
        Box box = {x + i * (grid->card_w + grid->gap), y, grid->card_w, plan.height};
        draw_card(view, grid, &plan, box, row[i].delegation);
    }
    return plan.height;
}

/* Header, title and, where it is part of the page, the strip: the y below them. */
static int32_t draw_head(const View *view, const Roll *roll)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    ListState was = list_move(ui->list, 0, -view->scroll_px);
    int32_t y = parts_header(view, 0) + theme_px(theme, theme->compact ? 10 : 48);
    y = parts_screen_title(view, words_get(ui->words, WORD_DELEGATIONS), y) +
        theme_px(theme, theme->compact ? 14 : 50);
    if (roll->letter_count > 0 && !roll->stands) {
        Box strip = {parts_margin(view), y, view->body.w - 2 * parts_margin(view), 0};
        (void)strip_draw(ui, strip, (StripLook){0, 1, -1}, roll->letters, roll->letter_count);
        y += strip_height(ui, 1);
    }
    list_restore(ui->list, was);
    return y;
}

/* Draws the page in the view's body; its height. `*jump_y` is the y of the first row with a name
 * under `letter`, as far as there is one; `*top` the letter of the first row that shows. */
static int32_t draw_page(const View *view, const Roll *roll, uint32_t letter, int32_t *jump_y,
                         uint32_t *top)
{
    const Theme *theme = view->ui.theme;
    int32_t y = draw_head(view, roll);
    Grid grid = plan_grid(view, roll->count);
    int32_t foot = theme_px(theme, theme->compact ? 16 : 36);
    bool one_row = roll->count <= grid.columns && !theme->portrait;
    int32_t fill = one_row ? box_bottom(view->body) - foot - y : 0;
    *jump_y = y;
    *top = 0;
    bool found = false;
    for (int first = 0; first < roll->count; first += grid.columns) {
        int in_row = min_i32(grid.columns, roll->count - first), row_y = y;
        const Member *row = roll->members + first;
        y += draw_letters(view, &grid, row, in_row, first > 0 ? row[-1].letter : 0,
                          y - view->scroll_px);
        y += draw_row(view, &grid, row, in_row, y - view->scroll_px, fill);
        y += first + in_row < roll->count ? grid.gap : 0;
        for (int i = 0; i < in_row && !found; i++) {
            found = row[i].letter == letter;
            *jump_y = found ? row_y : *jump_y;
        }
        *top = *top == 0 && y > view->scroll_px + grid.gap ? row[0].letter : *top;
    }
    return y + foot;
}

/* The view of the page, without the strip where that stands below it. */
static View page_view(const View *view, const Roll *roll)
{
    View page = *view;
    page.body.h -= roll->stands ? strip_height(&view->ui, 1) : 0;
    return page;
}

static bool delegations_act(void *data, const View *view, Action action)
{
    (void)view;
    if (action.kind == ACTION_JUMP) {
        ((DelegationsState *)data)->jump = (uint32_t)action.arg;
    }
    return action.kind == ACTION_JUMP;
}

static Time delegations_tick(void *data, const View *view, Request *request)
{
    DelegationsState *state = (DelegationsState *)data;
    if (state->jump != 0) {
        Roll roll = roll_make(view);
        View page = page_view(view, &roll);
        uint32_t top;
        ListState was = list_clip(view->ui.list, (Box){0, 0, 0, 0});
        request->wish = WISH_PLACE;
        request->page_px = draw_page(&page, &roll, state->jump, &request->place_px, &top);
        list_restore(view->ui.list, was);
        state->placed = state->jump;
        state->placed_px = min_i32(request->place_px, request->page_px - page.body.h);
        state->jump = 0;
    }
    return TIME_NEVER;
}

/* The strip below the page, with the letter where that stands. */
static void draw_strip(const View *view, const Roll *roll, uint32_t letter)
{
    const Ui *ui = &view->ui;
    int32_t height = strip_height(ui, 1), margin = parts_margin(view);
    Box box = {view->body.x, box_bottom(view->body) - height, view->body.w, height};
    int lit = -1;
    for (int i = 0; i < roll->letter_count; i++) {
        lit = roll->letters[i].place == letter ? i : lit;
    }
    list_region(ui->list, box);
    list_fill(ui->list, (Box){box.x, box.y, box.w, theme_rule_px(ui->theme)},
              ui->theme->color.rule);
    (void)strip_draw(ui, (Box){margin, box.y, box.w - 2 * margin, height}, (StripLook){0, 1, lit},
                     roll->letters, roll->letter_count);
}

static Page delegations_draw(const void *data, const View *view)
{
    const DelegationsState *state = (const DelegationsState *)data;
    const Ui *ui = &view->ui;
    Color paper = ui->theme->color.paper;
    Roll roll = roll_make(view);
    View page = page_view(view, &roll);
    list_fill(ui->list, view->body, paper);
    ListState was = list_clip(ui->list, page.body);
    list_region(ui->list, page.body);
    int32_t jump_y;
    uint32_t top;
    int32_t height = draw_page(&page, &roll, 0, &jump_y, &top);
    list_restore(ui->list, was);
    if (roll.stands) {
        bool placed = state->placed != 0 && state->placed_px == view->scroll_px;
        draw_strip(view, &roll, placed ? state->placed : top);
    }
    return (Page){page.body, height, paper};
}

const Screen SCREEN_TABLE_DELEGATIONS = {
    .name = "delegations",
    .state_size = sizeof(DelegationsState),
    .has_bar = true,
    .bar_entry = SCREEN_DELEGATIONS,
    .tick = delegations_tick,
    .act = delegations_act,
    .draw = delegations_draw,
};
