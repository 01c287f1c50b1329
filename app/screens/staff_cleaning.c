/* Cleaning: for a minute fingers mean nothing. Sixty seats, one less each second, then back. */
#include "screens/parts.h"
#include "screens/staff_parts.h"

enum { SECONDS = 60 };

static const Time LENGTH = SECONDS * TIME_S;

typedef struct CleaningState {
    Time since;
} CleaningState;

static void cleaning_enter(void *data, const View *view)
{
    ((CleaningState *)data)->since = view->now;
}

static Time cleaning_tick(void *data, const View *view, Request *request)
{
    const CleaningState *state = (const CleaningState *)data;
    if (view->now - state->since >= LENGTH) {
        request->wish = WISH_BACK;
        return view->now;
    }
    return staff_next_second(state->since, view->now);
}

static Time cleaning_patience(const void *data, const View *view)
{
    (void)data;
    (void)view;
    return 2 * LENGTH;
}

static Page cleaning_draw(const void *data, const View *view)
{
    const CleaningState *state = (const CleaningState *)data;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    const Palette *color = &theme->color;
    Box bounds = view->bounds;
    list_fill(ui->list, bounds, color->night);
    list_region(ui->list, bounds);
    int32_t margin = parts_margin(view), width = bounds.w - 2 * margin;
    const float sizes[] = {theme->compact ? 46.0f : 64.0f, 46, 38, 32, 26, 0};
    const TextLayout *title = ui_layout_fit(ui, words_get(ui->words, WORD_CLEANING_NOW),
                                            ROLE_SCREEN_TITLE, sizes, width, 2, TEXT_BALANCE_LAST);
    int32_t pad = theme_px(theme, theme->shallow ? 20 : theme->compact ? 32 : 96);
    int32_t gap = theme_px(theme, theme->shallow ? 20 : theme->compact ? 36 : 80);
    /* A ring of radius r is about 1.2 r high and 2.2 r wide. */
    int32_t r = min_i32((bounds.h - 2 * pad - gap - title->height) * 100 / 118, width * 45 / 100);
    r = min_i32(r, theme_px(theme, 460));
    int32_t height = r * 118 / 100 + gap + title->height;
    int seats = SECONDS;
    Sector sector = {&seats, 1};
    HemicycleShape shape = {.outer_px = r,
                            .inner_least = 0.48f,
                            .seat_most = 0.218f,
                            .seat_pitch = 1.2f,
                            .row_pitch = 1.3f,
                            .row_weight = 1.0f,
                            .rows_least = 2};
    const Hemicycle *ring = hemicycle_cached(ui->hemicycles, shape, &sector, 1);
    Point base = {bounds.x + bounds.w / 2, bounds.y + (bounds.h - height) / 2 + r * 109 / 100};
    int left = staff_seconds_left(state->since, LENGTH, view->now);
    ui_seats(ui, ring, base, -1, left, 255, true, 0);
    TextStyle style;
    const TextLayout *number =
        ui_ring_number(ui, arena_printf(ui->arena, "%d", left), ROLE_BIG_NUMBER,
                       ring->inner_px - ring->seat_px * 62 / 100, &style);
    list_layout_in(ui->list, number, base.x - r,
                   base.y + ring->seat_px / 2 - number->lines[0].baseline, 2 * r, ALIGN_CENTRE,
                   color->on_night);
    list_layout_in(ui->list, title, margin, base.y + r * 9 / 100 + gap, width, ALIGN_CENTRE,
                   color->on_night);
    return (Page){bounds, bounds.h, color->night};
}

const Screen SCREEN_TABLE_STAFF_CLEANING = {
    .name = "staff/cleaning",
    .state_size = sizeof(CleaningState),
    .deaf = true,
    .enter = cleaning_enter,
    .tick = cleaning_tick,
    .patience = cleaning_patience,
    .draw = cleaning_draw,
};
