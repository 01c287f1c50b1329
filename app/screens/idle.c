/* The idle loop: a slide per delegation and per current news item, until somebody touches.
 *
 * Opened with a number, it begins at that slide. Between fades nothing moves but the bar of the
 * slide that shows, and that only when it grows by a pixel. */
#include <string.h>

#include "base/utf8.h"
#include "screens/notice.h"
#include "screens/parts.h"
#include "ui/ease.h"

enum { NEWS_MOST = 32, ROUND_MOST = 12 };

static const Time SEATS_FILL = 900 * TIME_MS;
static const Time TEXT_RISE = 700 * TIME_MS;
static const Time ALONE = 300 * TIME_S; /* how long a slide without a next stands in one place */

typedef struct IdleState {
    int slide;  /* from 0: the delegations, then the current news */
    int round;  /* while news shows: after which round of delegations */
    Time since; /* when it came */
} IdleState;

/* ---- which slides there are ---- */

/* Of a large assembly the delegations take turns: a round of some, then the news, then the next
 * round, so that the news comes by every two minutes. */
typedef struct Slides {
    int delegations, news;
    int news_index[NEWS_MOST];
    int rounds, round; /* how many there are, and the one under way */
    int first, end;    /* its delegations */
} Slides;

/* The first delegation of a round. */
static int round_first(const Slides *slides, int round)
{
    return slides->delegations * round / slides->rounds;
}

static Slides slides_now(const View *view, const IdleState *state)
{
    Slides slides = {.delegations = content_delegation_count(view->content)};
    int most = min_i32(content_settings(view->content)->idle_news, NEWS_MOST);
    slides.news = content_current_news(view->content, view->wall.date, slides.news_index, most);
    slides.rounds = max_i32((slides.delegations + ROUND_MOST - 1) / ROUND_MOST, 1);
    slides.round = state->round % slides.rounds;
    if (state->slide < slides.delegations) {
        slides.round = 0;
        while (round_first(&slides, slides.round + 1) <= state->slide) {
            slides.round++;
        }
    }
    slides.first = round_first(&slides, slides.round);
    slides.end = round_first(&slides, slides.round + 1);
    return slides;
}

static int slide_count(const Slides *slides)
{
    return slides->delegations + slides->news;
}

/* How many slides the round has, its news included. */
static int round_count(const Slides *slides)
{
    return slides->end - slides->first + slides->news;
}

/* The slide's place in its round, from 0. */
static int round_place(const Slides *slides, int slide)
{
    return slide < slides->delegations ? slide - slides->first
                                       : slides->end - slides->first + slide - slides->delegations;
}

/* What comes after the slide. */
static int next_slide(const Slides *slides, int slide)
{
    bool delegation = slide < slides->delegations;
    if (delegation && slide + 1 == slides->end) {
        slide = slides->delegations - 1; /* the news, if there is any */
    }
    if (slide + 1 < slide_count(slides)) {
        return slide + 1;
    }
    return slides->delegations > 0 ? round_first(slides, (slides->round + 1) % slides->rounds) : 0;
}

static int count_words(const char *text)
{
    int words = 0;
    for (const char *p = text; p != NULL && *p != '\0'; words++) {
        p += strcspn(p, " \n");
        p += strspn(p, " \n");
    }
    return words;
}

static Time slide_dwell(const View *view, const Slides *slides, int slide)
{
    const Settings *settings = content_settings(view->content);
    if (slide < slides->delegations) {
        return settings->delegation_dwell;
    }
    const NewsHead *head =
        content_news(view->content, slides->news_index[slide - slides->delegations]);
    /* What can be read on the slide: the title, and of the text about as much as two lines hold. */
    int words = count_words(parts_text(view, &head->title)) +
                min_i32(count_words(parts_text(view, &head->opening)), 30);
    return settings->news_dwell + max_i32(words - 40, 0) / 12 * TIME_S;
}

/* ---- the frame all slides share ---- */

/* Whether what a slide draws on is higher than wide: in low reach that is none. */
static bool is_upright(const Theme *theme)
{
    return theme->bounds.h > theme->bounds.w;
}

/* The margin: 96 u, less upright and where it is tight. */
static int32_t idle_margin(const Theme *theme)
{
    return theme_px(theme, theme->compact ? 52 : is_upright(theme) ? 72 : 96);
}

typedef struct Foot {
    Box button;
    Box bars; /* all segments */
    int32_t segment_w, gap;
    int segments; /* 0: too many for one each; one bar for the whole loop */
} Foot;

/* Where the button and the bars stand: side by side, or below one another on an upright display. */
static Foot foot_place(const View *view, const char *label, int count, int slide)
{
    const Theme *theme = view->ui.theme;
    int32_t margin = idle_margin(theme), width = theme->bounds.w - 2 * margin;
    const TextLayout *text =
        ui_layout(&view->ui, label, ROLE_BUTTON, width - theme_px(theme, 88), 0, 0);
    int32_t h = max_i32(ui_touch_px(&view->ui), text->height + theme_px(theme, 32));
    int32_t w = max_i32(text->width + theme_px(theme, 90), theme_px(theme, 240));
    int32_t notice = notice_bottom_height(view, slide);
    /* Above a notice the foot needs less air than above the display's edge. */
    int32_t bottom = theme->bounds.h - notice -
                     theme_px(theme, theme->compact      ? 28
                                     : is_upright(theme) ? 72
                                                         : 64);
    Foot foot = {.segments = count};
    int32_t bar_h = theme_px(theme, 8);
    if (is_upright(theme) || w > width / 2) {
        foot.button = (Box){margin, bottom - h, width, h};
        foot.bars = (Box){margin, foot.button.y - theme_px(theme, 36) - bar_h, width, bar_h};
    } else {
        foot.button = (Box){margin + width - w, bottom - h, w, h};
        foot.bars =
            (Box){margin, bottom - h / 2 - bar_h / 2, width - w - theme_px(theme, 48), bar_h};
    }
    foot.gap = theme_px(theme, count > 12 ? 6 : 13);
    foot.segment_w = count > 0 ? (foot.bars.w - (count - 1) * foot.gap) / count : 0;
    if (foot.segment_w < theme_px(theme, 12)) {
        foot.segments = 0;
        foot.segment_w = foot.bars.w;
    }
    return foot;
}

static const char *button_label(const View *view, bool news)
{
    return words_get(view->ui.words, news ? WORD_TOUCH_TO_READ : WORD_TOUCH_TO_EXPLORE);
}

/* How far the slide's bar has filled, in px of `width`. */
static int32_t filled_px(Time elapsed, Time dwell, int32_t width)
{
    if (dwell <= 0) {
        return width;
    }
    return (int32_t)((int64_t)width * (elapsed < dwell ? elapsed : dwell) / dwell);
}

static void draw_foot(const View *view, const IdleState *state, const Slides *slides, int slide,
                      const Foot *foot, Action action, bool night)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    Color track = night ? color->night_line : color->track;
    Color done = night ? color->on_night : color->ink;
    Time elapsed = view->now - state->since;
    Time dwell = slide_dwell(view, slides, slide);
    int place = round_place(slides, slide);
    int32_t radius = foot->bars.h / 2;
    if (foot->segments == 0) {
        int count = round_count(slides);
        Time whole = dwell * count;
        list_shape(ui->list, foot->bars, radius, track, 0, COLOR_NONE);
        Box part = foot->bars;
        part.w = max_i32(filled_px(dwell * place + elapsed, whole, part.w), part.h);
        list_shape(ui->list, part, radius, done, 0, COLOR_NONE);
    }
    for (int i = 0; i < foot->segments; i++) {
        Box box = {foot->bars.x + i * (foot->segment_w + foot->gap), foot->bars.y, foot->segment_w,
                   foot->bars.h};
        list_shape(ui->list, box, radius, i < place ? done : track, 0, COLOR_NONE);
        if (i == place) {
            Box part = box;
            part.w = filled_px(elapsed, dwell, box.w);
            ListState was = list_clip(ui->list, part);
            list_shape(ui->list, box, radius, done, 0, COLOR_NONE);
            list_restore(ui->list, was);
        }
    }
    ButtonLook look = {.fill = night ? color->brass : color->ink,
                       .text = night ? color->on_brass : color->on_ink,
                       .role = ROLE_BUTTON};
    ui_button(ui, foot->button, button_label(view, !night), look, action);
    notice_bottom_draw(view, slide);
}

/* Draws the header; the y below which a slide's own content begins. */
static int32_t draw_head(const View *view, bool night)
{
    const Theme *theme = view->ui.theme;
    if (theme->reach == REACH_LOW) { /* half a display is for the slide's own matter */
        return theme_px(theme, theme->shallow ? 24 : 72);
    }
    LocalText organisation = content_organisation(view->content);
    HeaderLook look = {.strong = night ? theme->color.on_night : theme->color.ink,
                       .soft = night ? theme->color.on_night_soft : theme->color.ink_soft,
                       .large = true,
                       .inset_px = view->care.clock_px};
    int32_t y = theme_px(theme, theme->compact ? 24 : 72);
    y += ui_header(&view->ui, parts_text(view, &organisation), view->wall, idle_margin(theme), y,
                   look);
    y += theme_px(theme, theme->compact ? 16 : 28);
    return theme->compact ? y : max_i32(theme_px(theme, 130), y);
}

/* ---- a delegation's slide ---- */

/* How much a delegation's texts give way where there is little room: sizes in u, each used only as
 * far as ui_least_size lets text shrink. */
typedef struct Squeeze {
    float title_u; /* the largest size of the title */
    float gaps;    /* of the designed gaps */
    float parliament_u, label_u, name_u;
    bool role; /* what else the representative is */
    bool person, parliament;
} Squeeze;

static const Squeeze SQUEEZES[] = {
    {164, 1.0f, 40, 28, 48, true, true, true},   {132, 0.8f, 36, 28, 48, true, true, true},
    {104, 0.6f, 32, 28, 44, true, true, true},   {84, 0.5f, 30, 28, 38, true, true, true},
    {84, 0.35f, 30, 26, 36, false, true, true},  {64, 0.25f, 28, 24, 32, false, true, true},
    {52, 0.2f, 26, 24, 28, false, true, true},   {40, 0.1f, 24, 22, 26, false, true, true},
    {32, 0.05f, 20, 18, 22, false, true, true},  {24, 0.0f, 16, 16, 18, false, true, true},
    {32, 0.05f, 20, 18, 22, false, false, true}, {24, 0.0f, 16, 16, 18, false, false, true},
    {24, 0.0f, 16, 16, 18, false, false, false}};
enum {
    SQUEEZE_COUNT = sizeof SQUEEZES / sizeof *SQUEEZES,
    SQUEEZE_WHOLE = 10 /* the first ones leave nothing out but the role */
};

typedef struct Column {
    int32_t x, width;
} Column;

/* A text at a squeezed size, and smaller still where a word would not fit. */
static const TextLayout *squeezed(const View *view, const char *text, Role role, float size_u,
                                  int32_t width)
{
    float least = ui_least_size(&view->ui);
    float size = size_u > least ? size_u : least;
    const float sizes[] = {size, size * 0.85f, size * 0.72f, 0};
    return ui_layout_fit(&view->ui, text, role, sizes, width, 0, 0);
}

/* Flag and overline, name, parliament, from y down; the height. `rise` px lower while it comes. */
static int32_t title_block(const View *view, const Delegation *delegation, int number, int total,
                           Column column, int32_t y, const Squeeze *squeeze, bool draw)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    int32_t top = y;
    float flag_u = theme->shallow ? 56.0f : squeeze->gaps < 0.9f ? 72.0f : 90.0f;
    int32_t flag_h = theme_px(theme, flag_u), flag_w = flag_h * 4 / 3;
    int32_t beside = delegation->flag != ID_NONE ? flag_w + theme_px(theme, 28) : 0;
    char position[128];
    words_position(ui->words, number, total, position, sizeof position);
    const char *other = parts_delegation_language(view, delegation);
    const char *overline = other != NULL ? arena_printf(ui->arena, "%s · %s", position, other)
                                         : arena_printf(ui->arena, "%s", position);
    const TextLayout *over = ui_layout(ui, overline, ROLE_OVERLINE, column.width - beside, 0, 0);
    int32_t row = max_i32(beside > 0 ? flag_h : 0, over->height);
    if (draw) {
        ui_flag(ui, (Box){column.x, y + (row - flag_h) / 2, flag_w, flag_h}, delegation->flag,
                true);
        list_layout(ui->list, over, column.x + beside, y + (row - over->height) / 2, color->brass);
    }
    y += row + theme_px(theme, 36 * squeeze->gaps);
    static const float SIZES[] = {164, 132, 104, 84, 64, 52, 40, 32, 24, 20, 16, 0};
    int from = 0;
    while (SIZES[from] > squeeze->title_u && SIZES[from + 1] >= ui_least_size(ui)) {
        from++;
    }
    const TextLayout *title =
        ui_layout_fit(ui, parts_delegation_name(view, delegation), ROLE_SLIDE_TITLE, SIZES + from,
                      column.width, 1, TEXT_BALANCE_LAST);
    if (draw) {
        list_layout(ui->list, title, column.x - theme_px(theme, 4), y, color->on_night);
    }
    y += title->height;
    const char *parliament = squeeze->parliament ? parts_text(view, &delegation->parliament) : NULL;
    if (parliament != NULL) {
        y += theme_px(theme, 14 * squeeze->gaps);
        const TextLayout *layout =
            squeezed(view, parliament, ROLE_SUBTITLE, squeeze->parliament_u, column.width);
        if (draw) {
            list_layout(ui->list, layout, column.x, y, color->on_night_soft);
        }
        y += layout->height;
    }
    return y - top;
}

/* The representative, from y down; the height, 0 where none is known. */
static int32_t person_block(const View *view, const Delegation *delegation, Column column,
                            int32_t y, const Squeeze *squeeze, bool draw)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    const char *name = squeeze->person ? parts_text(view, &delegation->representative) : NULL;
    if (name == NULL) {
        return 0;
    }
    int32_t top = y;
    const TextLayout *label = squeezed(view, words_get(ui->words, WORD_PLENIPOTENTIARY), ROLE_SMALL,
                                       squeeze->label_u, column.width);
    const TextLayout *layout = squeezed(view, name, ROLE_NAME, squeeze->name_u, column.width);
    const char *role = squeeze->role ? parts_text(view, &delegation->role) : NULL;
    const TextLayout *also =
        role != NULL ? squeezed(view, role, ROLE_SMALL, squeeze->label_u, column.width) : NULL;
    int32_t gap = theme_px(ui->theme, 5);
    if (draw) {
        list_layout(ui->list, label, column.x, y, color->on_night_soft);
        list_layout(ui->list, layout, column.x, y + label->height + gap, color->on_night);
    }
    y += label->height + gap + layout->height;
    if (also != NULL) {
        y += gap;
        if (draw) {
            list_layout(ui->list, also, column.x, y, color->on_night_soft);
        }
        y += also->height;
    }
    return y - top;
}

static void draw_rings(const View *view, Point centre, int32_t outer_px)
{
    const Theme *theme = view->ui.theme;
    int32_t first = outer_px + theme_px(theme, 108), step = theme_px(theme, 81);
    int32_t line = max_i32((int32_t)(theme->u * 2.0f * 16.0f), 18);
    for (int i = 0; i < 5; i++) {
        int32_t r = first + i * step;
        list_shape(view->ui.list, (Box){centre.x - r, centre.y - r, 2 * r, 2 * r}, r, COLOR_NONE,
                   line, theme->color.ornament);
    }
}

/* The seats in `area`, with their number and the legend below; centred in its height. Where there
 * is no room for both, the legend alone. */
static void draw_seats(const View *view, const IdleState *state, const Delegation *delegation,
                       Box area)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box room = {area.x, 0, area.w, area.h * 55 / 100};
    int32_t legend = parts_legend(view, delegation, room, false);
    int32_t noun = theme_text_px(theme, 14) + theme_style(theme, ROLE_SMALL).line_px;
    int32_t below = noun + theme_px(theme, theme->compact ? 24 : 56) + legend;
    /* A ring of radius r is r (1 + 2 × 0.11) high above its base, and 2.22 r wide. */
    int32_t r = min_i32(area.w * 100 / 222, (area.h - below) * 100 / 133);
    if (delegation->deputies <= 0 || r < theme_text_px(theme, 90)) {
        legend = parts_legend(view, delegation, area, false);
        area.y += max_i32(area.h - legend, 0) / 2;
        (void)parts_legend(view, delegation, area, true);
        return;
    }
    int32_t height = r * 133 / 100 + below;
    /* Below the middle: the title at the left and the seats' base line balance each other. */
    int32_t top = area.y + (area.h - height) * (is_upright(theme) ? 50 : 72) / 100;
    Point base = {area.x + area.w / 2, top + r * 111 / 100};
    draw_rings(view, (Point){base.x, base.y + theme_px(theme, 45)}, r + r * 5 / 100);
    Time elapsed = view->now - state->since;
    int seats = parts_ring_seats(view, delegation, r);
    int shown = seats, strength = 255;
    if (view->motion && elapsed < SEATS_FILL) {
        int64_t part = (int64_t)seats * 256 * elapsed / SEATS_FILL;
        shown = (int)(part / 256) + 1;
        strength = (int)(part % 256);
    }
    parts_ring(view, delegation, base,
               (RingLook){.outer_px = r,
                          .number_role = ROLE_BIG_NUMBER,
                          .on_night = true,
                          .noun = true,
                          .shown = shown,
                          .strength = strength});
    room.y = top + height - legend;
    (void)parts_legend(view, delegation, room, true);
}

/* How far the slide's text still is below its place. */
static int32_t text_rise_px(const View *view, const IdleState *state)
{
    Time elapsed = view->now - state->since;
    if (!view->motion || elapsed >= TEXT_RISE) {
        return 0;
    }
    float part = ease_out((float)elapsed / (float)TEXT_RISE);
    return theme_px(view->ui.theme, 24.0f * (1.0f - part) + 0.001f);
}

static void draw_delegation(const View *view, const IdleState *state, const Slides *slides,
                            int slide)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Delegation *delegation = content_delegation(view->content, slide);
    int32_t margin = idle_margin(theme), width = theme->bounds.w - 2 * margin;
    Foot foot = foot_place(view, button_label(view, false), round_count(slides), slide);
    int32_t low = min_i32(foot.button.y, foot.bars.y) - theme_px(theme, theme->compact ? 14 : 36);
    /* The seats take the right part, or the middle of an upright display. */
    int32_t seats_w = delegation->chamber_count > 0 ? width * 405 / 1000 : 0;
    Column column = {margin, is_upright(theme) ? width : width - seats_w - theme_px(theme, 36)};
    int32_t head = draw_head(view, true);
    const Squeeze *squeeze = SQUEEZES;
    int32_t title = 0, person = 0, between = 0;
    /* Upright, the ring wants at least this much between title and representative. */
    int32_t ring = 0;
    if (is_upright(theme) && seats_w > 0) {
        ring = min_i32(width * 55 / 100, (low - head) * 36 / 100) +
               parts_legend(view, delegation, (Box){0, 0, width * 8 / 10, (low - head) / 4}, false);
    }
    int looks = theme->reach == REACH_LOW ? SQUEEZE_COUNT : SQUEEZE_WHOLE;
    for (int i = 0; i < looks; i++) {
        squeeze = &SQUEEZES[i];
        title = title_block(view, delegation, slide + 1, slides->delegations, column, 0, squeeze,
                            false);
        person = person_block(view, delegation, column, 0, squeeze, false);
        between = person > 0 ? theme_px(theme, 85 * squeeze->gaps) : 0;
        if (title + between + person + ring <= low - head) {
            break;
        }
    }
    if (is_upright(theme)) {
        int32_t y = head + theme_px(theme, 120 * squeeze->gaps);
        int32_t person_y = low - person - theme_px(theme, 90 * squeeze->gaps);
        if (seats_w > 0) {
            int32_t top = y + title + theme_px(theme, 30);
            draw_seats(view, state, delegation,
                       (Box){margin + width / 10, top, width * 8 / 10,
                             person_y - theme_px(theme, 40) - top});
        }
        ListState was = list_move(ui->list, 0, text_rise_px(view, state));
        (void)title_block(view, delegation, slide + 1, slides->delegations, column, y, squeeze,
                          true);
        (void)person_block(view, delegation, column, person_y, squeeze, true);
        list_restore(ui->list, was);
    } else {
        if (seats_w > 0) {
            draw_seats(view, state, delegation,
                       (Box){margin + width - seats_w, head, seats_w, low - head});
        }
        int32_t y = head + max_i32(low - head - title - between - person, 0) / 2;
        ListState was = list_move(ui->list, 0, text_rise_px(view, state));
        (void)title_block(view, delegation, slide + 1, slides->delegations, column, y, squeeze,
                          true);
        (void)person_block(view, delegation, column, y + title + between, squeeze, true);
        list_restore(ui->list, was);
    }
    Action home = {.kind = ACTION_SHOW, .screen = SCREEN_HOME};
    draw_foot(view, state, slides, slide, &foot, home, true);
}

/* ---- a news item's slide ---- */

/* The flags at the right, below the middle of `height` px from y; the width they take. */
static int32_t news_side(const View *view, const NewsHead *head, int32_t right, int32_t y,
                         int32_t height, bool draw)
{
    const Theme *theme = view->ui.theme;
    if (head->delegation_count == 0 || theme->portrait) {
        return 0;
    }
    int32_t flag_w = theme_px(theme, theme->compact ? 96 : 132);
    int rows = max_i32(height / (flag_w * 3 / 4 + flag_w / 5), 1);
    int columns = (head->delegation_count + rows - 1) / rows;
    if (columns > 4) { /* a whole assembly: the flags would be the news */
        return 0;
    }
    int32_t flags_h = parts_flags(view, head, right, y, flag_w, columns, false);
    if (flags_h == 0) {
        return 0;
    }
    if (draw) {
        y += max_i32(height - flags_h, 0) * 73 / 100;
        (void)parts_flags(view, head, right, y, flag_w, columns, true);
    }
    return columns * (flag_w + flag_w / 5) + theme_px(theme, 60);
}

/* The headline in the largest size that takes at most four lines (upright: seven); where there is
 * room for none of these, in the largest that has its place at all. */
static const TextLayout *fit_headline(const View *view, const char *title, int32_t width,
                                      int32_t height)
{
    const float wanted[] = {84, 72, 60, 52, 0}, small[] = {60, 52, 44, 38, 32, 26, 20, 16, 0};
    const TextLayout *headline = NULL;
    float least = ui_least_size(&view->ui);
    least = least < 20 ? least : 20;
    for (int pass = 0; pass < 2; pass++) {
        const float *sizes = pass == 0 ? wanted : small;
        int lines = pass > 0 ? 0 : is_upright(view->ui.theme) ? 7 : 4;
        for (int i = 0; sizes[i] > 0; i++) {
            if (headline != NULL && sizes[i] < least) {
                break;
            }
            TextStyle style = theme_style_sized(view->ui.theme, ROLE_SLIDE_HEADLINE, sizes[i]);
            headline = ui_layout_styled(&view->ui, title, style, width, lines, TEXT_BALANCE_LAST);
            if (headline->height <= height && !headline->truncated &&
                ui_words_fit(&view->ui, title, style, width)) {
                return headline;
            }
        }
    }
    return headline;
}

static void draw_news(const View *view, const IdleState *state, const Slides *slides, int slide)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    const NewsHead *head =
        content_news(view->content, slides->news_index[slide - slides->delegations]);
    Action read = {.kind = ACTION_OPEN, .screen = SCREEN_ARTICLE, .arg = head->id};
    int32_t margin = idle_margin(theme), width = theme->bounds.w - 2 * margin;
    Foot foot = foot_place(view, button_label(view, true), round_count(slides), slide);
    int32_t low = min_i32(foot.button.y, foot.bars.y) - theme_px(theme, theme->compact ? 14 : 40);
    int32_t high = draw_head(view, false);
    int32_t side = news_side(view, head, 0, 0, low - high, false);
    const char *overline = arena_printf(
        ui->arena, "%s · %s", words_get(ui->words, WORD_LATEST_NEWS), parts_news_date(view, head));
    const char *title = parts_text(view, &head->title);
    int32_t gap = theme_px(theme, theme->compact ? 26 : 29), column = 0, room = 0;
    const TextLayout *over = NULL, *headline = NULL;
    for (bool fits = false; !fits;) {
        column = min_i32(width - side, theme_text_px(theme, 1440));
        over = ui_layout(ui, overline, ROLE_OVERLINE, column, 0, 0);
        room = low - high - over->height - gap;
        headline = fit_headline(view, title != NULL ? title : head->slug, column, room);
        fits = side == 0 || headline->height <= room;
        side = fits ? side : 0; /* the flags give way to the longest titles */
    }
    const char *opening = parts_text(view, &head->opening);
    TextStyle style = theme_style(theme, ROLE_SLIDE_TEXT);
    int32_t text_gap = theme_px(theme, theme->compact ? 26 : 42);
    int lines =
        min_i32((room - headline->height - text_gap) / style.line_px, is_upright(theme) ? 6 : 2);
    const TextLayout *text = NULL;
    if (opening != NULL && lines > 0) {
        text = ui_layout(ui, opening, ROLE_SLIDE_TEXT, min_i32(column, theme_text_px(theme, 1260)),
                         lines, TEXT_ELLIPSIS);
    }
    int32_t height =
        over->height + gap + headline->height + (text != NULL ? text_gap + text->height : 0);
    int32_t y = high + max_i32(low - high - height, 0) * (is_upright(theme) ? 35 : 47) / 100;
    int32_t top = y;
    ListState was = list_move(ui->list, 0, text_rise_px(view, state));
    list_layout(ui->list, over, margin, y, color->brass_deep);
    y += over->height + gap;
    list_layout(ui->list, headline, margin - theme_px(theme, 2), y, color->ink);
    y += headline->height + text_gap;
    if (text != NULL) {
        list_layout(ui->list, text, margin, y, color_mix(color->ink, color->ink_soft, 128));
    }
    list_restore(ui->list, was);
    if (side > 0) {
        (void)news_side(view, head, margin + width, high, low - high, true);
    }
    if (theme->portrait) {
        int32_t flag_w = theme_px(theme, 112);
        int columns = max_i32(width / (flag_w * 6 / 5), 1);
        int32_t used =
            min_i32(head->delegation_count, columns) * (flag_w + flag_w / 5) - flag_w / 5;
        int32_t flags_y = y + (text != NULL ? text->height : 0) + theme_px(theme, 64);
        if (flags_y + parts_flags(view, head, 0, 0, flag_w, columns, false) <= low) {
            (void)parts_flags(view, head, margin + used, flags_y, flag_w, columns, true);
        }
    }
    list_target(ui->list, (Box){margin, top, column, low - top}, action_tag(read), read.arg);
    draw_foot(view, state, slides, slide, &foot, read, false);
}

/* ---- the screen ---- */

static void idle_enter(void *data, const View *view)
{
    IdleState *state = (IdleState *)data;
    state->slide = view->id > 0 && view->id < 1000000 ? (int)view->id - 1 : 0;
    state->since = view->now;
}

static Time idle_tick(void *data, const View *view, Request *request)
{
    IdleState *state = (IdleState *)data;
    Slides slides = slides_now(view, state);
    int count = slide_count(&slides);
    if (count > 0 && state->slide >= count) {
        state->slide = 0;
        state->since = view->now;
        slides = slides_now(view, state);
    }
    Time dwell = count > 0 ? slide_dwell(view, &slides, state->slide) : 0;
    Time elapsed = view->now - state->since;
    /* A single slide has no next: it makes room for newer content, and seldom for itself. */
    bool alone = count < 2 && !view->newer_waits;
    Time most = alone && dwell < ALONE ? ALONE : dwell;
    if (elapsed >= most) {
        state->round = slides.round;
        state->slide = next_slide(&slides, state->slide);
        state->since = view->now;
        request->wish = WISH_FADE;
        return view->now;
    }
    if (count == 0) {
        return state->since + most;
    }
    if (view->motion && elapsed < SEATS_FILL) {
        return view->now;
    }
    Foot foot = foot_place(view, button_label(view, state->slide >= slides.delegations),
                           round_count(&slides), state->slide);
    int32_t width = foot.segments > 0 ? foot.segment_w : foot.bars.w / round_count(&slides);
    int32_t filled = filled_px(elapsed, dwell, max_i32(width, 1));
    Time next = state->since + ((int64_t)(filled + 1) * dwell + width - 1) / max_i32(width, 1);
    return elapsed >= dwell ? state->since + most : next;
}

static uint64_t idle_next(const void *data, const View *view)
{
    const IdleState *state = (const IdleState *)data;
    Slides slides = slides_now(view, state);
    int count = slide_count(&slides);
    return count > 0 ? (uint64_t)next_slide(&slides, state->slide % count) + 1 : 0;
}

static Page idle_draw(const void *data, const View *view)
{
    const IdleState *state = (const IdleState *)data;
    const Ui *ui = &view->ui;
    Slides slides = slides_now(view, state);
    int count = slide_count(&slides);
    Action home = {.kind = ACTION_SHOW, .screen = SCREEN_HOME};
    list_target(ui->list, view->bounds, action_tag(home), home.arg);
    int slide = count > 0 ? state->slide % count : 0;
    bool night = slide < slides.delegations || count == 0;
    list_fill(ui->list, view->bounds, night ? ui->theme->color.night : ui->theme->color.paper);
    list_region(ui->list, view->bounds);
    ListState was = list_move(ui->list, view->care.dx, view->care.dy);
    if (count == 0) {
        (void)draw_head(view, true);
    } else if (night) {
        draw_delegation(view, state, &slides, slide);
    } else {
        draw_news(view, state, &slides, slide);
    }
    list_restore(ui->list, was);
    return (Page){view->bounds, view->bounds.h, ui->theme->color.night};
}

const Screen SCREEN_TABLE_IDLE = {
    .name = "idle",
    .state_size = sizeof(IdleState),
    .bar_entry = SCREEN_HOME,
    .enter = idle_enter,
    .tick = idle_tick,
    .next = idle_next,
    .draw = idle_draw,
};
