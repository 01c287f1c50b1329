/* See backdrop.h. */
#include "screens/backdrop.h"

#include "base/check.h"
#include "screens/parts.h"

enum { SEATS_MOST = 1200 }; /* more are a grey field that nobody counts */

void backdrop_draw(const View *view)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box above = {theme->display.x, theme->display.y, theme->display.w, -theme->display.y};
    if (above.h <= 0) {
        return;
    }
    list_fill(ui->list, above, theme->color.night);
    int32_t line = theme_rule_px(theme);
    list_fill(ui->list, (Box){above.x, box_bottom(above) - line, above.w, line},
              theme->color.outline);
    int count = view->content != NULL ? content_delegation_count(view->content) : 0;
    Sector *sectors = (Sector *)arena_alloc(ui->arena, sizeof *sectors * (size_t)(count + 1));
    CHECK(sectors != NULL);
    long seats = 0;
    for (int i = 0; i < count; i++) {
        sectors[i] = parts_sector(view, content_delegation(view->content, i));
        seats += content_delegation(view->content, i)->deputies;
    }
    if (seats == 0 || seats > SEATS_MOST) {
        return;
    }
    int32_t outer = min_i32(above.h * 74 / 100, above.w * 42 / 100);
    HemicycleShape shape = hemicycle_assembly_shape(outer);
    const Hemicycle *ring = hemicycle_cached(ui->hemicycles, shape, sectors, count);
    int32_t size = ring->seat_px;
    Point base = {above.x + above.w / 2, box_bottom(above) - size / 2 - theme_px(theme, 44)};
    for (int i = 0; i < ring->seat_count; i++) {
        const Seat *seat = &ring->seats[i];
        list_disc(ui->list,
                  (Box){base.x + (seat->x >> 4) - size / 2, base.y + (seat->y >> 4) - size / 2,
                        size, size},
                  theme->color.ornament);
    }
}
