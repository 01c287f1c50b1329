/* The touch test: what the panel reports, as it reports it. A finger draws; a ring and a number
 * follow each contact, so that one sees ghosts, dead places, and how many count at once. */
#include <stdlib.h>

#include "screens/parts.h"
#include "screens/staff_parts.h"

enum { DOTS_MOST = 2048, CONTACTS_MOST = 16 };

typedef struct Contact {
    bool down;
    int64_t finger;
    Point at, dotted; /* where it is, and where its line ends */
} Contact;

/* The newest dots of all lines, and the contacts: a contact's number is its place, from 1. */
typedef struct Drawing {
    int count, next; /* dots there are; where the next one goes */
    Point dots[DOTS_MOST];
    uint8_t numbers[DOTS_MOST];
    Contact contacts[CONTACTS_MOST];
    int most; /* contacts at the same time */
} Drawing;

typedef struct TouchState {
    Drawing *drawing; /* NULL where there is no memory: nothing is drawn */
} TouchState;

static void touch_enter(void *data, const View *view)
{
    (void)view;
    ((TouchState *)data)->drawing = (Drawing *)calloc(1, sizeof(Drawing));
}

static void touch_leave(void *data)
{
    free(((TouchState *)data)->drawing);
}

static int contacts_down(const Drawing *drawing)
{
    int count = 0;
    for (int i = 0; i < CONTACTS_MOST; i++) {
        count += drawing->contacts[i].down ? 1 : 0;
    }
    return count;
}

/* The contact of a finger; for one that comes down the first that is free. NULL: none. */
static Contact *contact_of(Drawing *drawing, const Touch *touch)
{
    Contact *unused = NULL;
    for (int i = CONTACTS_MOST; i-- > 0;) {
        Contact *contact = &drawing->contacts[i];
        if (contact->down && contact->finger == touch->finger) {
            return contact;
        }
        unused = contact->down ? unused : contact;
    }
    return touch->kind == TOUCH_DOWN ? unused : NULL;
}

static void dot_add(Drawing *drawing, const Contact *contact, Point at)
{
    drawing->dots[drawing->next] = at;
    drawing->numbers[drawing->next] = (uint8_t)(contact - drawing->contacts);
    drawing->next = (drawing->next + 1) % DOTS_MOST;
    drawing->count = min_i32(drawing->count + 1, DOTS_MOST);
}

/* Dots from the line's end to the contact, `pitch` px apart. */
static void line_to(Drawing *drawing, Contact *contact, int32_t pitch)
{
    Point from = contact->dotted;
    int32_t dx = contact->at.x - from.x, dy = contact->at.y - from.y;
    int32_t far = max_i32(abs(dx), abs(dy));
    for (int32_t way = pitch; way <= far; way += pitch) {
        contact->dotted = (Point){from.x + (int32_t)((int64_t)dx * way / far),
                                  from.y + (int32_t)((int64_t)dy * way / far)};
        dot_add(drawing, contact, contact->dotted);
    }
}

static void touch_touch(void *data, const View *view, Touch touch)
{
    Drawing *drawing = ((TouchState *)data)->drawing;
    Contact *contact = drawing != NULL ? contact_of(drawing, &touch) : NULL;
    if (contact == NULL) {
        return;
    }
    contact->at = touch.at;
    switch (touch.kind) {
    case TOUCH_DOWN:
        contact->down = true;
        contact->finger = touch.finger;
        contact->dotted = touch.at;
        dot_add(drawing, contact, touch.at);
        break;
    case TOUCH_MOVE:
        line_to(drawing, contact, theme_px(view->ui.theme, 10));
        break;
    case TOUCH_UP:
    case TOUCH_CANCEL:
        contact->down = false;
        break;
    }
    drawing->most = max_i32(drawing->most, contacts_down(drawing));
}

static Color contact_color(const Palette *color, int number)
{
    const Color colors[] = {color->brass, color->sky, color->on_night_soft};
    return colors[number % 3];
}

/* Two hairs through the contact, a ring around it, and its number beside that, on the display. */
static void draw_contact(const View *view, const Contact *contact, int number)
{
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Color color = contact_color(&theme->color, number);
    Box all = theme->display;
    Point at = contact->at;
    list_fill(ui->list, (Box){all.x, at.y, all.w, 1}, color);
    list_fill(ui->list, (Box){at.x, all.y, 1, all.h}, color);
    int32_t r = theme_px(theme, 90);
    list_shape(ui->list, (Box){at.x - r, at.y - r, 2 * r, 2 * r}, r, COLOR_NONE,
               theme_px(theme, 6) * 16, color);
    const char *text = arena_printf(ui->arena, "%d", number + 1);
    const TextLayout *layout = ui_layout(ui, text, ROLE_CARD_NUMBER, TEXT_NO_WRAP, 1, 0);
    int32_t gap = theme_px(theme, 16);
    int32_t x = at.x + r + gap + layout->width <= box_right(all) ? at.x + r + gap
                                                                 : at.x - r - gap - layout->width;
    int32_t y = at.y - r - layout->height >= all.y ? at.y - r - layout->height : at.y + r;
    list_layout(ui->list, layout, x, y, color);
}

/* "2 contacts. Most at once: 5"; before the first, what to do. */
static const char *report(const View *view, const Drawing *drawing)
{
    const Ui *ui = &view->ui;
    if (drawing == NULL || drawing->most == 0) {
        return words_get(ui->words, WORD_TOUCH_TEST_HINT);
    }
    char count[128];
    words_counted(ui->words, COUNTED_CONTACTS, contacts_down(drawing), count, sizeof count);
    return arena_printf(ui->arena, "%s · %s %d", count, words_get(ui->words, WORD_TOUCH_MOST),
                        drawing->most);
}

static Page touch_draw(const void *data, const View *view)
{
    const Drawing *drawing = ((const TouchState *)data)->drawing;
    const Ui *ui = &view->ui;
    const Theme *theme = ui->theme;
    Box area = staff_head(view, words_get(ui->words, WORD_TOUCH_TEST), true);
    (void)ui_text(ui, report(view, drawing), ROLE_LABEL, theme->color.on_night_soft, area.x,
                  area.y + theme_px(theme, theme->compact ? 12 : 24), area.w);
    int32_t size = theme_px(theme, 20);
    for (int i = 0; drawing != NULL && i < drawing->count; i++) {
        Point at = drawing->dots[i];
        list_disc(ui->list, (Box){at.x - size / 2, at.y - size / 2, size, size},
                  contact_color(&theme->color, drawing->numbers[i]));
    }
    for (int i = 0; drawing != NULL && i < CONTACTS_MOST; i++) {
        if (drawing->contacts[i].down) {
            draw_contact(view, &drawing->contacts[i], i);
        }
    }
    return (Page){view->body, view->body.h, theme->color.night};
}

const Screen SCREEN_TABLE_STAFF_TOUCH = {
    .name = "staff/touch",
    .state_size = sizeof(TouchState),
    .whole = true,
    .enter = touch_enter,
    .leave = touch_leave,
    .touch = touch_touch,
    .draw = touch_draw,
};
