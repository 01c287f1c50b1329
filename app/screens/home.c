/* Home: the whole assembly seat by seat, and the latest news.
 *
 * Each delegation is a block of seats that opens it, with its flag and name beside. Where there
 * are more delegations than can be told apart by a finger, the whole half ring opens the list of
 * delegations instead. */
#include <math.h>

#include "base/check.h"
#include "screens/news_row.h"
#include "screens/notice.h"
#include "screens/parts.h"

enum {
    LABELS_MOST = 16,
    NEWS_MOST = 4,
    HEIGHT_LEAST_U = 390 /* of the half ring and the news side by side, growing with the text */
};

/* How a delegation is named beside its seats, from the most to the least. */
typedef enum Naming { NAMED_FULL, NAMED_SMALL, NAMED_BY_FLAG, NAMED_NOT } Naming;

typedef struct Label {
    Box box;
    const TextLayout *name; /* NULL where only the flag stands */
    bool flag;
} Label;

typedef struct Ring {
    Point base; /* the middle of the base line */
    int32_t outer_px;
    Naming naming;
    bool feet; /* the labels of the two ends stand below them */
    int count;
    Label labels[LABELS_MOST];
    const Hemicycle *seats;
    Box extent; /* of seats and labels */
    Box area;   /* what the whole may take, on the screen */
} Ring;

static const Sector *all_sectors(const View *view, int count)
{
    Sector *sectors = (Sector *)arena_alloc(view->ui.arena, sizeof *sectors * (size_t)(count + 1));
    CHECK(sectors != NULL);
    for (int i = 0; i < count; i++) {
        sectors[i] = parts_sector(view, content_delegation(view->content, i));
    }
    return sectors;
}

static int32_t flag_width(const View *view, Naming naming)
{
    const Theme *theme = view->ui.theme;
    float u = naming == NAMED_FULL ? 76.0f : naming == NAMED_SMALL ? 60.0f : 56.0f;
    return theme_px(theme, theme->compact ? u * 0.8f : u);
}

/* Gives every label its size, its name broken to `most` px. */
static void size_labels(const View *view, Ring *ring)
{
    const Ui *ui = &view->ui;
    int32_t flag_w = flag_width(view, ring->naming), flag_h = flag_w * 3 / 4;
    int32_t most = theme_text_px(ui->theme, ring->naming == NAMED_FULL ? 250 : 170);
    for (int i = 0; i < ring->count; i++) {
        const Delegation *delegation = content_delegation(view->content, i);
        Label *label = &ring->labels[i];
        *label = (Label){.flag = delegation->flag != ID_NONE};
        int32_t w = label->flag ? flag_w : 0, h = label->flag ? flag_h : 0;
        if (ring->naming != NAMED_BY_FLAG || !label->flag) {
            TextStyle style = theme_style_sized(ui->theme, ROLE_SMALL_STRONG,
                                                ring->naming == NAMED_FULL ? 26 : 23);
            label->name =
                ui_layout_styled(ui, parts_delegation_name(view, delegation), style, most, 0, 0);
            w = max_i32(w, label->name->width);
            h += label->name->height + (label->flag ? theme_px(ui->theme, 4) : 0);
        }
        label->box = (Box){0, 0, w, h};
    }
}

/* How far along (dx, dy), a unit vector, the middle of a w × h box must stand from (0, 0) so that
 * the box stays `away` from it: found by halving, for the nearest corner or side decides. */
static float clear_distance(float dx, float dy, float w, float h, float away)
{
    float low = 0, high = away + w + h;
    for (int i = 0; i < 20; i++) {
        float at = (low + high) / 2;
        float x = fmaxf(fabsf(dx * at) - w / 2, 0), y = fmaxf(fabsf(dy * at) - h / 2, 0);
        if (x * x + y * y >= away * away) {
            high = at;
        } else {
            low = at;
        }
    }
    return high;
}

/* Puts the labels around a ring of this radius about (0, 0); whether none meets another or leaves
 * `room` (with the base line's middle at (0, 0)). */
static bool place_labels(const View *view, Ring *ring, Box room)
{
    const Theme *theme = view->ui.theme;
    int32_t seat = ring->seats->seat_px, half = ring->outer_px + seat / 2;
    float away = (float)half + (float)theme_px(theme, theme->compact ? 10 : 16);
    Box clear = {0};
    int32_t apart = theme_px(theme, 14);
    for (int i = 0; i < ring->count; i++) {
        Label *label = &ring->labels[i];
        float angle = (ring->seats->wedges[i].from + ring->seats->wedges[i].to) / 2.0f;
        float dx = cosf(angle), dy = -sinf(angle);
        if (ring->feet && (i == 0 || i == ring->count - 1) && ring->count > 1) {
            /* Below the end of its block, which stands on the base line. */
            int32_t middle = (ring->outer_px + ring->seats->inner_px * ring->outer_px / half) / 2;
            int32_t x = (i == 0 ? -middle : middle) - label->box.w / 2;
            label->box.x = clamp_i32(x, room.x, box_right(room) - label->box.w);
            label->box.y = seat / 2 + theme_px(theme, 18);
        } else {
            float reach = clear_distance(dx, dy, (float)label->box.w, (float)label->box.h, away);
            label->box.x = (int32_t)lroundf(dx * reach) - label->box.w / 2;
            label->box.y = (int32_t)lroundf(dy * reach) - label->box.h / 2;
            /* A label at the ends stands on the base line, not below it. */
            label->box.y = min_i32(label->box.y, seat / 2 - label->box.h);
        }
        if (!box_contains(room, label->box)) {
            return false;
        }
        for (int j = 0; j < i; j++) {
            if (box_overlaps(box_inset(label->box, -apart), ring->labels[j].box)) {
                return false;
            }
        }
        clear = box_union(clear, label->box);
    }
    ring->extent = box_union(clear, (Box){-half, -half, 2 * half, half + seat / 2});
    return ring->extent.w <= room.w && ring->extent.h <= room.h;
}

/* The largest ring whose labels have their places, between `least` and `most`; 0 where none has. */
static int32_t largest_ring(const View *view, Ring *ring, Box area, int32_t least, int32_t most,
                            const Hemicycle *at_most)
{
    size_labels(view, ring);
    for (int32_t outer = most; outer >= least; outer -= max_i32(outer / 50, 2)) {
        /* Wedges do not depend on the radius, seats scale with it: one arrangement serves all. */
        Hemicycle scaled = *at_most;
        scaled.seat_px = (int32_t)((int64_t)scaled.seat_px * outer / most);
        scaled.inner_px = (int32_t)((int64_t)scaled.inner_px * outer / most);
        ring->outer_px = outer;
        ring->seats = &scaled;
        bool fits = place_labels(view, ring, (Box){-area.w / 2, -area.h, area.w, 2 * area.h});
        ring->seats = NULL;
        if (fits && ring->extent.h <= area.h) {
            return outer;
        }
    }
    return 0;
}

/* The ring as large as its labels let it be in `area`: named in full where possible, the labels of
 * its ends beside them or, where that makes the ring much larger, below them. */
static Ring fit_ring(const View *view, Box area)
{
    const Theme *theme = view->ui.theme;
    Ring ring = {.count = content_delegation_count(view->content)};
    const Sector *sectors = all_sectors(view, ring.count);
    int32_t most = max_i32(min_i32(area.w / 2, area.h), 1);
    int32_t least = theme_px(theme, theme->compact ? 190 : 250);
    bool labelled = false;
    if (ring.count <= LABELS_MOST) {
        const Hemicycle *at_most = hemicycle_cached(
            view->ui.hemicycles, hemicycle_assembly_shape(most), sectors, ring.count);
        for (int naming = NAMED_FULL; naming < NAMED_NOT && !labelled; naming++) {
            ring.naming = (Naming)naming;
            Ring other = ring;
            other.feet = true;
            int32_t beside = largest_ring(view, &ring, area, least, most, at_most);
            int32_t below = largest_ring(view, &other, area, least, most, at_most);
            if (below > beside * 112 / 100) {
                ring = other;
            }
            labelled = beside > 0 || below > 0;
        }
    }
    if (!labelled) {
        ring.naming = NAMED_NOT;
        ring.outer_px = max_i32(most * 92 / 100, theme_px(theme, 60));
        ring.extent = (Box){-ring.outer_px, -ring.outer_px, 2 * ring.outer_px, ring.outer_px};
    }
    ring.seats = hemicycle_cached(view->ui.hemicycles, hemicycle_assembly_shape(ring.outer_px),
                                  sectors, ring.count);
    return ring;
}

static void draw_sector(const View *view, const Ring *ring, int index)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Delegation *delegation = content_delegation(view->content, index);
    const Label *label = &ring->labels[index];
    Action open = {.kind = ACTION_OPEN, .screen = SCREEN_DELEGATION, .arg = delegation->id};
    bool pressed = ui->pressed == action_key(open);
    ui_seats(ui, ring->seats, ring->base, index, ring->seats->seat_count, 255, false,
             pressed ? ui->press : 0);
    Box box = box_moved(label->box, ring->base.x, ring->base.y);
    int32_t y = box.y;
    if (label->flag) {
        int32_t w = flag_width(view, ring->naming), h = w * 3 / 4;
        ui_flag(ui, (Box){box.x + (box.w - w) / 2, y, w, h}, delegation->flag, false);
        y += h + theme_px(theme, 4);
    }
    if (label->name != NULL) {
        list_layout_in(ui->list, label->name, box.x, y, box.w, ALIGN_CENTRE,
                       ui_pressed_color(ui, open, theme->color.ink));
    }
    /* The finger may come down on the label or on any seat: boxes with one key count as one. */
    int32_t touch = ui_touch_px(ui);
    Box target = box_centred(box, max_i32(box.w, touch), max_i32(box.h, touch));
    /* It grows away from the seats, and not into the column beside. */
    target.y = box.y < ring->base.y ? box_bottom(box) - target.h : box.y;
    target.x = clamp_i32(target.x, ring->area.x, box_right(ring->area) - target.w);
    ui_target(ui, target, open, theme_px(theme, 12));
    int32_t grow = ring->seats->seat_px / 6;
    for (int i = 0; i < ring->seats->seat_count; i++) {
        const Seat *seat = &ring->seats->seats[i];
        if (seat->sector == index) {
            int32_t half = ring->seats->seat_px / 2 + grow;
            list_target(ui->list,
                        (Box){ring->base.x + (seat->x >> 4) - half,
                              ring->base.y + (seat->y >> 4) - half, 2 * half, 2 * half},
                        action_tag(open), open.arg);
        }
    }
}

static void draw_total(const View *view, const Ring *ring)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    long deputies = 0;
    for (int i = 0; i < ring->count; i++) {
        deputies += content_delegation(view->content, i)->deputies;
    }
    if (deputies == 0) {
        return;
    }
    char number[32], noun[128], delegations[128];
    words_number(ui->words, deputies, number, sizeof number);
    words_counted(ui->words, COUNTED_DEPUTIES_NOUN, deputies, noun, sizeof noun);
    words_counted(ui->words, COUNTED_DELEGATIONS, ring->count, delegations, sizeof delegations);
    int32_t clear = ring->seats->inner_px - ring->seats->seat_px * 62 / 100;
    int32_t room = 2 * (ring->seats->inner_px - ring->seats->seat_px / 2 - theme_px(ui->theme, 14));
    /* Both nouns on one line where they fit between the inner seats, else the first alone. */
    const char *both = arena_printf(ui->arena, "%s, %s", noun, delegations);
    bool fits = ui_width(ui, both, ROLE_SMALL) <= room;
    const TextLayout *label = ui_layout(ui, fits ? both : arena_printf(ui->arena, "%s", noun),
                                        ROLE_SMALL, TEXT_NO_WRAP, 1, 0);
    int32_t bottom = ring->base.y + ring->seats->seat_px / 2;
    int32_t label_y = bottom - label->height + theme_text_px(ui->theme, 4);
    int32_t left = ring->base.x - ring->outer_px;
    list_layout_in(ui->list, label, left, label_y, 2 * ring->outer_px, ALIGN_CENTRE,
                   color->ink_soft);
    /* Figures stand on the line; the comma between thousands hangs below it. */
    int32_t baseline = label_y - theme_text_px(ui->theme, deputies > 999 ? 30 : 8);
    TextStyle style;
    const TextLayout *big =
        ui_ring_number(ui, arena_printf(ui->arena, "%s", number), ROLE_BIG_NUMBER,
                       clear - (ring->base.y - baseline), &style);
    list_layout_in(ui->list, big, left, baseline - big->lines[0].baseline, 2 * ring->outer_px,
                   ALIGN_CENTRE, color->ink);
}

/* The half ring and the hint below it. */
typedef struct Assembly {
    Ring ring;
    const TextLayout *hint; /* NULL where there is no room for one */
    int32_t hint_h;         /* with the gap above */
    int32_t height;         /* of all; 0 where there are no delegations */
} Assembly;

/* The assembly as large as `area` lets it be, the hint below it where there is room. */
static Assembly fit_assembly(const View *view, Box area)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Assembly assembly = {0};
    if (content_delegation_count(view->content) == 0) {
        return assembly;
    }
    assembly.ring = fit_ring(view, area);
    if (!theme->compact) { /* the ring says which hint, the hint how much is left for the ring */
        assembly.hint = ui_layout(ui,
                                  words_get(ui->words, assembly.ring.naming == NAMED_NOT
                                                           ? WORD_TOUCH_FOR_DELEGATIONS
                                                           : WORD_TOUCH_A_DELEGATION),
                                  ROLE_SMALL, area.w, 0, 0);
        assembly.hint_h = assembly.hint->height +
                          theme_px(theme, theme->portrait || assembly.ring.feet ? 40 : 70);
        area.h -= assembly.hint_h;
        assembly.ring = fit_ring(view, area);
    }
    assembly.height = assembly.ring.extent.h + assembly.hint_h;
    return assembly;
}

/* Draws the assembly across the area's width from y = `top`. */
static void draw_assembly(const View *view, Assembly *assembly, Box area, int32_t top)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Ring *ring = &assembly->ring;
    if (assembly->height == 0) {
        return;
    }
    ring->area = area;
    ring->base = (Point){area.x + area.w / 2, top - ring->extent.y};
    if (ring->naming == NAMED_NOT) {
        Action all = {.kind = ACTION_SHOW, .screen = SCREEN_DELEGATIONS};
        bool pressed = ui->pressed == action_key(all);
        ui_seats(ui, ring->seats, ring->base, -1, ring->seats->seat_count, 255, false,
                 pressed ? ui->press : 0);
        Box whole = box_moved(ring->extent, ring->base.x, ring->base.y);
        ui_target(ui, whole, all, theme_px(theme, 12));
    } else {
        for (int i = 0; i < ring->count; i++) {
            draw_sector(view, ring, i);
        }
    }
    draw_total(view, ring);
    if (assembly->hint != NULL) {
        list_layout_in(ui->list, assembly->hint, area.x,
                       top + assembly->height - assembly->hint->height, area.w, ALIGN_CENTRE,
                       theme->color.ink_soft);
    }
}

/* ---- the latest news ---- */

/* The row that leads to all news, from y; its height. Draws where `draw`. */
static int32_t all_news_row(const View *view, Box column, int32_t y, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Action all = {.kind = ACTION_SHOW, .screen = SCREEN_NEWS};
    int32_t apart = theme_px(theme, 7);
    int32_t h = max_i32(ui_touch_px(ui), theme_text_px(theme, 60)) + apart;
    if (!draw) {
        return h;
    }
    Box row = {column.x, y + apart, column.w, h - apart};
    list_fill(ui->list, (Box){column.x, y, column.w, theme_rule_px(theme)}, theme->color.rule);
    int32_t middle = row.y + row.h / 2;
    Color color = ui_pressed_color(ui, all, theme->color.sky_deep);
    ui_line_centred(ui, words_get(ui->words, WORD_ALL_NEWS), ROLE_LABEL_STRONG, color, column.x,
                    middle, column.w, ALIGN_LEFT);
    int32_t icon = theme_text_px(theme, 40);
    list_icon(ui->list, (Box){box_right(column) - icon, middle - icon / 2, icon, icon},
              ICON_CHEVRON_RIGHT, color);
    ui_target(ui, row, all, theme_px(theme, 12));
    return h;
}

/* The newest items in a column; as many as fit where its height is fixed. The height they take;
 * draws where `draw`. */
static int32_t latest_news(const View *view, Box column, bool fixed_height, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    int indexes[NEWS_MOST];
    int count = content_current_news(view->content, view->wall.date, indexes, NEWS_MOST);
    const float sizes[] = {theme->compact ? 44.0f : 52.0f, 44, 36, 0};
    const TextLayout *title = ui_layout_fit(ui, words_get(ui->words, WORD_LATEST_NEWS),
                                            ROLE_SECTION_TITLE, sizes, column.w, 1, 0);
    int32_t y = column.y + title->height + theme_px(theme, theme->compact ? 10 : 26);
    if (draw) {
        list_layout(ui->list, title, column.x, column.y, theme->color.ink);
        list_fill(ui->list, (Box){column.x, y, column.w, theme_px(theme, 3)}, theme->color.ink);
    }
    y += theme_px(theme, 3);
    if (count == 0) {
        const TextLayout *none =
            ui_layout(ui, words_get(ui->words, WORD_NO_NEWS), ROLE_SMALL, column.w, 0, 0);
        y += theme_px(theme, 28);
        if (draw) {
            list_layout(ui->list, none, column.x, y, theme->color.ink_soft);
        }
        return y + none->height - column.y;
    }
    int32_t below = all_news_row(view, column, 0, false);
    int32_t low = fixed_height ? box_bottom(column) - below : INT32_MAX;
    for (int i = 0; i < count; i++) {
        NewsRowLook look = {.title_lines = i == 0 ? 6 : 3,
                            .lead_lines = i == 0 ? 3 : 0,
                            .pad_px = theme_px(theme, theme->compact ? 12 : 24)};
        const NewsHead *head = content_news(view->content, indexes[i]);
        int32_t h = news_brief(view, head, column.x, y, column.w, look, false);
        /* The first item gives way line by line until it has its place; the others come or not. */
        while (i == 0 && y + h > low && (look.lead_lines > 0 || look.title_lines > 1)) {
            if (look.lead_lines > 0) {
                look.lead_lines = look.lead_lines > 2 ? 2 : 0; /* a single line says nothing */
            } else {
                look.title_lines--;
            }
            h = news_brief(view, head, column.x, y, column.w, look, false);
        }
        if (i > 0 && y + h > low) {
            break;
        }
        if (i > 0 && draw) {
            list_fill(ui->list, (Box){column.x, y, column.w, theme_rule_px(theme)},
                      theme->color.rule);
        }
        if (draw) {
            (void)news_brief(view, head, column.x, y, column.w, look, true);
        }
        y += h;
    }
    return y + all_news_row(view, column, y, draw) - column.y;
}

/* The quiet line that says of which day the content is: its layout, or NULL. */
static const TextLayout *day_line(const View *view, int32_t width)
{
    Date day = content_day(view->content);
    if (day.year == 0) {
        return NULL;
    }
    const Ui *ui = &view->ui;
    char date[128];
    words_date(ui->words, day, date, sizeof date);
    return ui_layout(
        ui, arena_printf(ui->arena, "%s %s", words_get(ui->words, WORD_CONTENT_AS_OF), date),
        ROLE_TINY, width, 0, 0);
}

/* Upright: all below one another, the notices standing still above. Where that would make the
 * screen scroll, first the gaps give way, to half, then the ring, as far as it may. */
static Page draw_upright(const View *view, int32_t top, int32_t margin, int32_t width)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box view_box = view->body;
    view_box.y += top;
    view_box.h -= top;
    ListState clipped = list_clip(ui->list, view_box);
    ListState moved = list_move(ui->list, 0, -view->scroll_px);
    int32_t y = parts_header(view, view_box.y);
    Box area = {margin, 0, width, max_i32(width * 85 / 100, theme_px(theme, 400))};
    if (theme->reach == REACH_LOW) { /* the whole ring in the half that is left of the display */
        int32_t room = box_bottom(view_box) - y - theme_px(theme, 60 + 16);
        area.h = clamp_i32(room, min_i32(theme_text_px(theme, 420), area.h), area.h);
    }
    Assembly assembly = fit_assembly(view, area);
    Box news = {margin, 0, width, 0};
    int32_t news_h = latest_news(view, news, false, false);
    const TextLayout *day = day_line(view, width);
    int32_t foot = theme_px(theme, 28);
    int32_t free_h = box_bottom(view_box) - foot - y - assembly.height - news_h -
                     (day != NULL ? day->height : 0);
    int32_t gaps = theme_px(theme, 60 + 84 + 24), percent = 100;
    if (free_h < gaps / 2) {
        Box lower = area;
        lower.h = assembly.height - (gaps / 2 - free_h);
        Assembly less = lower.h >= width / 2 ? fit_assembly(view, lower) : assembly;
        if (less.height <= lower.h) {
            free_h += assembly.height - less.height;
            assembly = less;
        }
    }
    if (free_h >= gaps / 2 && free_h < gaps) {
        percent = free_h * 100 / gaps;
    }

    y += theme_px(theme, 60) * percent / 100;
    draw_assembly(view, &assembly, area, y);
    y += assembly.height + theme_px(theme, 84) * percent / 100;
    news.y = y;
    y += latest_news(view, news, false, true) + theme_px(theme, 24) * percent / 100;
    if (day != NULL) {
        /* At the foot of the screen, or of the page where that is longer. */
        y = max_i32(y, box_bottom(view_box) - day->height - foot);
        list_layout(ui->list, day, margin, y, theme->color.ink_soft);
        y += day->height;
    }
    list_restore(ui->list, moved);
    list_restore(ui->list, clipped);
    return (Page){view_box, y - view_box.y + foot, theme->color.paper};
}

static Page home_draw(const void *data, const View *view)
{
    (void)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    list_fill(ui->list, view->body, theme->color.paper);
    int32_t notices = notice_top_draw(view);
    list_region(ui->list, view->body);
    int32_t margin = parts_margin(view);
    int32_t width = view->body.w - 2 * margin;
    if (theme->portrait) {
        return draw_upright(view, notices, margin, width);
    }
    /* Side by side, as high as the screen; where that is too low for both, the page scrolls. */
    Box page = {view->body.x, view->body.y + notices, view->body.w, view->body.h - notices};
    int32_t height = max_i32(page.h, theme_text_px(theme, HEIGHT_LEAST_U));
    ListState clipped = list_clip(ui->list, page);
    ListState moved = list_move(ui->list, 0, -view->scroll_px);
    int32_t top = parts_header(view, page.y) + theme_px(theme, theme->compact ? 12
                                                               : notices > 0  ? 20
                                                                              : 50);
    const TextLayout *day = day_line(view, width);
    int32_t foot = theme_px(theme, theme->compact ? 8 : 20);
    int32_t low = page.y + height - foot;
    if (day != NULL) {
        low -= day->height;
        list_layout(ui->list, day, margin, low, theme->color.ink_soft);
        low -= theme_px(theme, theme->compact ? 2 : 10);
    }
    int32_t news_w = width * (theme->compact ? 440 : 377) / 1000;
    int32_t left = width - news_w - theme_px(theme, theme->compact ? 24 : 64);
    int32_t lower = theme_px(theme, theme->compact || notices > 0 ? 0 : 20);
    Box area = {margin, top, left, low - top};
    Assembly assembly = fit_assembly(view, area);
    draw_assembly(view, &assembly, area, top + max_i32(area.h - assembly.height, 0) / 2);
    Box news = {margin + width - news_w, top + lower, news_w, low - top - lower};
    (void)latest_news(view, news, true, true);
    list_restore(ui->list, moved);
    list_restore(ui->list, clipped);
    return (Page){page, height, theme->color.paper};
}

const Screen SCREEN_TABLE_HOME = {
    .name = "home",
    .has_bar = true,
    .bar_entry = SCREEN_HOME,
    .draw = home_draw,
};
