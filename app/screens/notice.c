/* See notice.h. */
#include "screens/notice.h"

#include "screens/parts.h"

enum { NOTICES_MOST = 8 };

typedef struct Band {
    const TextLayout *text;
    bool urgent;
    int32_t margin, pad, mark; /* px; mark: the width of the sign before the text */
    int32_t height;
} Band;

static int current(const View *view, int *indexes)
{
    return content_current_notices(view->content, view->wall.date, indexes, NOTICES_MOST);
}

static Band plan_band(const View *view, int index, int32_t margin)
{
    const Theme *theme = view->ui.theme;
    const Notice *notice = content_notice(view->content, index);
    Band band = {.urgent = notice->urgent,
                 .margin = margin,
                 .pad = theme_px(theme, theme->compact ? 12 : 22)};
    band.mark = notice->urgent ? theme_text_px(theme, 44) + theme_px(theme, 20) : 0;
    const char *text = parts_text(view, &notice->text);
    const char *other = parts_other_language(view, &notice->text);
    if (other != NULL) {
        text = arena_printf(view->ui.arena, "%s (%s)", text, other);
    }
    int32_t width = view->bounds.w - 2 * margin - band.mark;
    /* The longest notices take smaller type before they take half of a small screen. */
    const float sizes[] = {32, 28, 26, 24, 0};
    Role role = notice->urgent ? ROLE_LABEL_STRONG : ROLE_LABEL;
    band.text = ui_layout_fit(&view->ui, text, role, sizes, width, theme->portrait ? 6 : 3, 0);
    int32_t sign = notice->urgent ? theme_text_px(theme, 44) : 0;
    band.height = max_i32(band.text->height, sign) + 2 * band.pad;
    return band;
}

void notice_sign(const View *view, Box box, Color disc, Color mark)
{
    const Ui *ui = &view->ui;
    list_disc(ui->list, box, disc);
    int32_t w = max_i32(box.w / 9, 2), x = box.x + (box.w - w) / 2;
    list_shape(ui->list, (Box){x, box.y + box.h * 22 / 100, w, box.h * 34 / 100}, w / 2, mark, 0,
               COLOR_NONE);
    list_shape(ui->list, (Box){x, box.y + box.h * 68 / 100, w, w}, w / 2, mark, 0, COLOR_NONE);
}

static Color band_color(const View *view, const Band *band)
{
    const Palette *color = &view->ui.theme->color;
    return band->urgent ? color->brass : color->notice;
}

static void draw_band(const View *view, const Band *band, int32_t y)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    Box box = {view->bounds.x, y, view->bounds.w, band->height};
    list_fill(ui->list, box, band_color(view, band));
    list_region(ui->list, box);
    int32_t x = box.x + band->margin;
    if (band->urgent) {
        int32_t sign = theme_text_px(ui->theme, 44);
        notice_sign(view, (Box){x, y + (band->height - sign) / 2, sign, sign}, color->on_brass,
                    color->brass);
    }
    list_layout(ui->list, band->text, x + band->mark, y + (band->height - band->text->height) / 2,
                band->urgent ? color->on_brass : color->on_notice);
}

/* The margin of the screen that the band lies on. */
static int32_t idle_margin(const View *view)
{
    const Theme *theme = view->ui.theme;
    return theme_px(theme, theme->compact ? 52 : theme->portrait ? 72 : 96);
}

int32_t notice_bottom_height(const View *view, int turn)
{
    int indexes[NOTICES_MOST], count = current(view, indexes);
    return count > 0 ? plan_band(view, indexes[turn % count], idle_margin(view)).height : 0;
}

void notice_bottom_draw(const View *view, int turn)
{
    int indexes[NOTICES_MOST], count = current(view, indexes);
    if (count > 0) {
        Band band = plan_band(view, indexes[turn % count], idle_margin(view));
        int32_t y = box_bottom(view->bounds) - band.height;
        /* To the display's edges, however far the slide is moved. */
        int32_t care = theme_px(view->ui.theme, CARE_U);
        Box all = {view->bounds.x - care, y, view->bounds.w + 2 * care, band.height + care};
        list_fill(view->ui.list, all, band_color(view, &band));
        draw_band(view, &band, y);
    }
}

int32_t notice_top_draw(const View *view)
{
    int indexes[NOTICES_MOST], count = current(view, indexes);
    int32_t y = view->body.y;
    for (int i = 0; i < count; i++) {
        Band band = plan_band(view, indexes[i], parts_margin(view));
        if (i > 0 && y - view->body.y + band.height > view->body.h * 3 / 10) {
            break;
        }
        y += i > 0 ? theme_px(view->ui.theme, 2) : 0;
        draw_band(view, &band, y);
        y += band.height;
    }
    return y - view->body.y;
}
