/* See parts.h. */
#include "screens/parts.h"

#include "base/check.h"

const char *parts_text(const View *view, const LocalText *text)
{
    return content_text(text, view->language).text;
}

const char *parts_other_language(const View *view, const LocalText *text)
{
    ShownText shown = content_text(text, view->language);
    if (shown.text == NULL || shown.language == view->language) {
        return NULL;
    }
    return content_language(view->content, shown.language)->name;
}

const char *parts_delegation_language(const View *view, const Delegation *delegation)
{
    const LocalText *texts[] = {&delegation->name, &delegation->parliament,
                                &delegation->representative, &delegation->role};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *other = parts_other_language(view, texts[i]);
        if (other != NULL) {
            return other;
        }
    }
    for (int i = 0; i < delegation->chamber_count; i++) {
        const char *other = parts_other_language(view, &delegation->chambers[i].name);
        if (other != NULL) {
            return other;
        }
    }
    return NULL;
}

const char *parts_news_date(const View *view, const NewsHead *head)
{
    char date[128];
    words_date(view->ui.words, head->date, date, sizeof date);
    const char *other = parts_other_language(view, &head->title);
    return other != NULL ? arena_printf(view->ui.arena, "%s\u00a0· %s", date, other)
                         : arena_printf(view->ui.arena, "%s", date);
}

const char *parts_delegation_name(const View *view, const Delegation *delegation)
{
    const char *name = parts_text(view, &delegation->name);
    return name != NULL ? name : delegation->slug;
}

Sector parts_sector(const View *view, const Delegation *delegation)
{
    int *chambers = (int *)arena_alloc(view->ui.arena,
                                       sizeof *chambers * (size_t)(delegation->chamber_count + 1));
    CHECK(chambers != NULL);
    for (int i = 0; i < delegation->chamber_count; i++) {
        chambers[i] = delegation->chambers[i].deputies;
    }
    return (Sector){chambers, delegation->chamber_count};
}

const Hemicycle *parts_delegation_seats(const View *view, const Delegation *delegation,
                                        int32_t outer_px)
{
    Sector sector = parts_sector(view, delegation);
    HemicycleShape shape = {.outer_px = outer_px,
                            .inner_least = 0.48f,
                            .seat_most = 0.218f,
                            .seat_pitch = 1.2f,
                            .row_pitch = 1.3f,
                            .row_weight = delegation->deputies <= 40 ? 1.7f : 1.0f,
                            .rows_least = 2};
    return hemicycle_cached(view->ui.hemicycles, shape, &sector, 1);
}

int parts_ring_seats(const View *view, const Delegation *delegation, int32_t outer_px)
{
    return parts_delegation_seats(view, delegation, outer_px)->seat_count;
}

void parts_ring(const View *view, const Delegation *delegation, Point base, RingLook look)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    if (delegation->deputies <= 0) {
        return;
    }
    const Hemicycle *ring = parts_delegation_seats(view, delegation, look.outer_px);
    ui_seats(ui, ring, base, -1, look.shown, look.strength, look.on_night, 0);
    char number[32];
    words_number(ui->words, delegation->deputies, number, sizeof number);
    const char *kept = arena_printf(ui->arena, "%s", number);
    /* The number stands within the inner ring, and no larger than leaves the seats air. */
    int32_t room = ring->inner_px - ring->seat_px * 62 / 100;
    TextStyle style;
    const TextLayout *layout = ui_ring_number(ui, kept, look.number_role, room, &style);
    int32_t baseline = base.y + (look.noun ? ring->seat_px * 45 / 100 : ring->seat_px / 2);
    list_layout_in(ui->list, layout, base.x - look.outer_px, baseline - layout->lines[0].baseline,
                   2 * look.outer_px, ALIGN_CENTRE, look.on_night ? color->on_night : color->ink);
    if (look.noun) {
        char noun[128];
        words_counted(ui->words, COUNTED_DEPUTIES_NOUN, delegation->deputies, noun, sizeof noun);
        const TextLayout *label =
            ui_layout(ui, arena_printf(ui->arena, "%s", noun), ROLE_SMALL, TEXT_NO_WRAP, 1, 0);
        list_layout_in(ui->list, label, base.x - look.outer_px,
                       baseline + theme_text_px(ui->theme, 14), 2 * look.outer_px, ALIGN_CENTRE,
                       look.on_night ? color->on_night_soft : color->ink_soft);
    }
}

/* One chamber of a legend. */
typedef struct LegendEntry {
    const char *name, *number;
    int32_t width; /* of the whole entry on one line, px */
} LegendEntry;

enum { LEGEND_MOST = 12 };

/* The measures of a legend at one size of type. */
typedef struct LegendLook {
    TextStyle name, number;
    int32_t mark, gap, space;
} LegendLook;

static LegendLook legend_look(const Theme *theme, float size_u)
{
    return (LegendLook){.name = theme_style_sized(theme, ROLE_LABEL, size_u),
                        .number = theme_style_sized(theme, ROLE_LABEL_STRONG, size_u),
                        .mark = theme_text_px(theme, size_u * 0.8f),
                        .gap = theme_text_px(theme, size_u * 0.53f),
                        .space = theme_text_px(theme, size_u * 0.3f)};
}

static int32_t draw_legend_entry(const View *view, const LegendEntry *entry, LegendLook look,
                                 int index, int32_t x, int32_t y, int32_t width, bool draw)
{
    const Ui *ui = &view->ui;
    const Palette *color = &ui->theme->color;
    int32_t number_w = text_width(ui->text, entry->number, look.number);
    const TextLayout *name = ui_layout_styled(
        ui, entry->name, look.name, width - look.mark - look.gap - look.space - number_w, 0, 0);
    if (draw && name->line_count > 0) {
        int32_t line = look.name.line_px, text_x = x + look.mark + look.gap;
        ui_chamber_mark(ui, (Box){x, y + (line - look.mark) / 2, look.mark, look.mark}, index,
                        true);
        list_layout(ui->list, name, text_x, y, color->on_night);
        const TextLayout *number =
            ui_layout_styled(ui, entry->number, look.number, TEXT_NO_WRAP, 1, 0);
        list_layout(ui->list, number, text_x + name->lines[name->line_count - 1].width + look.space,
                    y + (name->line_count - 1) * line, color->on_night);
    }
    return name->height;
}

/* The chambers that have a name, with what they take on one line at this size; their number. */
static int legend_entries(const View *view, const Delegation *delegation, LegendLook look,
                          LegendEntry *entries)
{
    const Ui *ui = &view->ui;
    int named = 0;
    for (int i = 0; i < delegation->chamber_count && named < LEGEND_MOST; i++) {
        const char *name = parts_text(view, &delegation->chambers[i].name);
        if (name == NULL) {
            continue; /* a chamber without a name in any language has no legend, only seats */
        }
        char number[32];
        words_number(ui->words, delegation->chambers[i].deputies, number, sizeof number);
        LegendEntry *entry = &entries[named++];
        *entry = (LegendEntry){.name = name, .number = arena_printf(ui->arena, "%s", number)};
        entry->width = look.mark + look.gap + text_width(ui->text, name, look.name) + look.space +
                       text_width(ui->text, entry->number, look.number);
    }
    return named;
}

/* Whether all words of all names fit the width at this size. */
static bool legend_words_fit(const View *view, const Delegation *delegation, LegendLook look,
                             int32_t width)
{
    int32_t room = width - look.mark - look.gap - look.space - look.number.size_px * 2;
    for (int i = 0; i < delegation->chamber_count; i++) {
        const char *name = parts_text(view, &delegation->chambers[i].name);
        if (name != NULL && !ui_words_fit(&view->ui, name, look.name, room)) {
            return false;
        }
    }
    return true;
}

/* The entries below one another, as many as the box is high for; the height. */
static int32_t legend_stack(const View *view, const LegendEntry *entries, int count,
                            LegendLook look, Box box, bool draw, bool *whole)
{
    int32_t height = 0;
    *whole = true;
    for (int i = 0; i < count; i++) {
        int32_t gap = i > 0 ? theme_px(view->ui.theme, 8) : 0;
        int32_t own = draw_legend_entry(view, &entries[i], look, i, box.x, 0, box.w, false);
        if (height + gap + own > box.h) {
            *whole = false;
            break;
        }
        if (draw) {
            (void)draw_legend_entry(view, &entries[i], look, i, box.x, box.y + height + gap, box.w,
                                    true);
        }
        height += gap + own;
    }
    return height;
}

int32_t parts_legend(const View *view, const Delegation *delegation, Box box, bool draw)
{
    const Theme *theme = view->ui.theme;
    const float sizes[] = {30, 26, 22, 19, 16, 0};
    LegendEntry entries[LEGEND_MOST];
    LegendLook look = {0};
    int named = 0;
    for (int s = 0; s == 0 || sizes[s] >= ui_least_size(&view->ui); s++) {
        look = legend_look(theme, sizes[s]);
        named = legend_entries(view, delegation, look, entries);
        int32_t total = 0;
        for (int i = 0; i < named; i++) {
            total += entries[i].width;
        }
        if (total + theme_px(theme, 48) * (named - 1) <= box.w && look.name.line_px <= box.h) {
            int32_t apart = named > 1 ? (box.w - total) / (named - 1) : 0;
            int32_t at = named > 1 ? box.x : box.x + (box.w - total) / 2;
            for (int i = 0; i < named && draw; i++) {
                (void)draw_legend_entry(view, &entries[i], look, i, at, box.y,
                                        entries[i].width + look.space, true);
                at += entries[i].width + apart;
            }
            return named > 0 ? look.name.line_px : 0;
        }
        bool whole;
        (void)legend_stack(view, entries, named, look, box, false, &whole);
        if (whole && legend_words_fit(view, delegation, look, box.w)) {
            break;
        }
        if (sizes[s + 1] <= 0) {
            break;
        }
    }
    bool whole;
    return legend_stack(view, entries, named, look, box, draw, &whole);
}

int32_t parts_flags(const View *view, const NewsHead *head, int32_t right, int32_t y,
                    int32_t flag_w, int columns, bool draw)
{
    int32_t flag_h = flag_w * 3 / 4, gap = max_i32(flag_w / 5, 4);
    int flags = 0;
    Id pictures[64];
    for (int i = 0; i < head->delegation_count && flags < 64; i++) {
        int index = content_find_delegation(view->content, head->delegations[i]);
        Id flag = index >= 0 ? content_delegation(view->content, index)->flag : ID_NONE;
        if (flag != ID_NONE) {
            pictures[flags++] = flag;
        }
    }
    if (flags == 0) {
        return 0;
    }
    int rows = (flags + columns - 1) / columns;
    for (int i = 0; i < flags && draw; i++) {
        int row = i / columns;
        int in_row = row + 1 < rows ? columns : flags - row * columns;
        int32_t x = right - (in_row - i % columns) * (flag_w + gap) + gap;
        ui_flag(&view->ui, (Box){x, y + row * (flag_h + gap), flag_w, flag_h}, pictures[i], false);
    }
    return rows * (flag_h + gap) - gap;
}

int32_t parts_margin(const View *view)
{
    const Theme *theme = view->ui.theme;
    return theme_px(theme, theme->compact && !theme->portrait ? 32 : 64);
}

int32_t parts_header(const View *view, int32_t top)
{
    const Theme *theme = view->ui.theme;
    if (theme->shallow) {
        return top + theme_px(theme, 10);
    }
    LocalText organisation = content_organisation(view->content);
    int32_t y = top + theme_px(theme, theme->compact ? 20 : theme->portrait ? 56 : 43);
    int32_t height =
        ui_header(&view->ui, parts_text(view, &organisation), view->wall, parts_margin(view), y,
                  (HeaderLook){.strong = theme->color.ink, .soft = theme->color.ink_soft});
    return y + height;
}

int32_t parts_screen_title(const View *view, const char *title, int32_t y)
{
    const Theme *theme = view->ui.theme;
    int32_t margin = parts_margin(view);
    const float sizes[] = {theme->compact ? 56.0f : 76.0f, 64, 52, 44, 0};
    const TextLayout *layout = ui_layout_fit(&view->ui, title, ROLE_SCREEN_TITLE, sizes,
                                             theme->bounds.w - 2 * margin, 1, 0);
    list_layout(view->ui.list, layout, margin, y, theme->color.ink);
    return y + layout->height;
}
