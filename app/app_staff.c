/* The way to the staff's pages, and what their actions do: the hold in the corner, the PIN, turning
 * the picture, and what the shell is asked for. How the pages look is in screens/staff_*.c. */
#include <string.h>

#include "app_state.h"
#include "base/check.h"

/* How long a finger rests in the corner, and how large that is. */
static const Time HOLD = 5 * TIME_S;
static const float CORNER_U = 120;

/* A wrong PIN makes the next one wait, twice as long each time. */
static const Time WAIT_FIRST = TIME_S;
static const Time WAIT_MOST = 60 * TIME_S;

/* How old what the shell knows may get on a page that shows it. */
static const Time FACTS_AGE = 2 * TIME_S;

static const Time FADE = 180 * TIME_MS;
static const Time DETAIL = 280 * TIME_MS;

void app_init_staff(App *app)
{
    Staff *staff = &app->staff;
    const char *pin = app->options.staff_pin;
    size_t length = pin != NULL ? strlen(pin) : 0;
    app->options.staff_pin = NULL; /* not kept beyond the call */
    if (length >= STAFF_PIN_LEAST && length <= STAFF_PIN_MOST &&
        strspn(pin, "0123456789") == length) {
        memcpy(staff->pin, pin, length);
    }
    staff->view.facts = &staff->facts;
}

bool app_shows_staff(const App *app)
{
    return app->depth > 0 && app->stack[app->depth - 1].kind >= SCREEN_STAFF_PIN;
}

/* ---- the hold ---- */

/* The upper left corner of the display; in low reach also that of its lower half. */
static bool in_corner(const App *app, Point at)
{
    int32_t side = theme_px(&app->theme, CORNER_U), half = -app->theme.display.y;
    bool high = at.y >= 0 && at.y < side, low = at.y >= half && at.y < half + side;
    return at.x >= 0 && at.x < side && (high || low);
}

void app_watch_hold(App *app, const Gesture *gesture)
{
    Staff *staff = &app->staff;
    if (gesture->kind == GESTURE_PRESS) {
        staff->holding =
            staff->pin[0] != '\0' && !app_shows_staff(app) && in_corner(app, gesture->at);
        staff->held_since = app->now;
    } else if (gesture->kind != GESTURE_NONE) {
        staff->holding = false; /* it slid, or is up, or was taken away */
    }
}

static void typed_clear(Staff *staff)
{
    memset(staff->typed, 0, sizeof staff->typed);
    staff->view.typed = 0;
}

static void open_keypad(App *app)
{
    Staff *staff = &app->staff;
    staff->holding = false;
    staff->view.wrong = false;
    typed_clear(staff);
    app->asking = false;
    app->sheet_state = SHEET_AWAY;
    app_transit(app, TRANSITION_FADE, FADE);
    app_push(app, SCREEN_STAFF_PIN, 0);
    gestures_let_go(&app->gestures); /* the finger has done what it was there for */
    app->last_touch = app->now;
}

/* ---- the PIN ---- */

/* Takes the same time wherever they differ. */
static bool is_pin(const Staff *staff)
{
    volatile unsigned differ = 0;
    for (size_t i = 0; i < sizeof staff->pin; i++) {
        differ |= (unsigned char)staff->pin[i] ^ (unsigned char)staff->typed[i];
    }
    return differ == 0;
}

static void pin_enter(App *app)
{
    Staff *staff = &app->staff;
    bool right = is_pin(staff) && staff->pin[0] != '\0';
    if (staff->view.typed == 0) {
        return; /* nothing was typed: no attempt */
    }
    typed_clear(staff);
    if (right) {
        staff->wrong = 0;
        staff->facts_due = app->now;
        app_transit(app, TRANSITION_IN, DETAIL);
        app_replace(app, SCREEN_STAFF);
        return;
    }
    Time wait = WAIT_FIRST;
    for (int i = 0; i < staff->wrong && wait < WAIT_MOST; i++) {
        wait *= 2;
    }
    staff->wrong++;
    staff->view.wrong = true;
    staff->view.wait_until = app->now + (wait < WAIT_MOST ? wait : WAIT_MOST);
}

static void keypad_act(App *app, Action key)
{
    Staff *staff = &app->staff;
    StaffView *view = &staff->view;
    if (app->now < view->wait_until) {
        return;
    }
    switch ((TypeKind)key.screen) {
    case TYPE_LETTER:
        if (key.arg >= '0' && key.arg <= '9' && view->typed <= STAFF_PIN_MOST) {
            staff->typed[view->typed++] = (char)key.arg;
            view->wrong = false;
        }
        break;
    case TYPE_DELETE:
        if (view->typed > 0) {
            staff->typed[--view->typed] = '\0';
        }
        break;
    case TYPE_DONE:
        pin_enter(app);
        break;
    case TYPE_PAGE:
        break;
    }
}

/* ---- the pages ---- */

static void turn_back(App *app)
{
    app->staff.view.turned = false;
    app_turn(app, app->staff.before);
}

static void page_act(App *app, StaffChoice choice)
{
    Staff *staff = &app->staff;
    Rotation now = glass_rotation(app->glass);
    switch (choice) {
    case STAFF_TURN:
        staff->before = staff->view.turned ? staff->before : now;
        staff->view.turned = true;
        staff->view.turned_at = app->now;
        app_turn(app, (Rotation)((now + 1) % 4));
        break;
    case STAFF_KEEP:
        staff->asks_keep = staff->view.turned;
        staff->view.turned = false;
        break;
    case STAFF_TURN_BACK:
        if (staff->view.turned) {
            turn_back(app);
        }
        break;
    case STAFF_RESTART:
        staff->asks_restart = true;
        break;
    }
}

bool app_act_staff(App *app, Action action)
{
    if (!app_shows_staff(app)) {
        return false;
    }
    bool keypad = app_top(app)->kind == SCREEN_STAFF_PIN;
    if (action.kind == ACTION_TYPE && keypad) {
        keypad_act(app, action);
        return true;
    }
    if (action.kind == ACTION_STAFF && !keypad) {
        page_act(app, (StaffChoice)action.screen);
        return true;
    }
    return false;
}

Time app_step_staff(App *app)
{
    Staff *staff = &app->staff;
    Time wake = TIME_NEVER;
    if (staff->holding) {
        if (app->now - staff->held_since >= HOLD) {
            open_keypad(app);
        } else {
            wake = staff->held_since + HOLD;
        }
    }
    ScreenKind kind = app->depth > 0 ? app_top(app)->kind : SCREEN_COUNT;
    /* What is left is not kept. */
    if (staff->view.turned &&
        (app->now - staff->view.turned_at >= STAFF_TRIAL || kind != SCREEN_STAFF_ROTATE)) {
        turn_back(app);
    }
    staff->view.trouble = app->content == NULL ? app->content_error.text : NULL;
    if (kind == SCREEN_STAFF || kind == SCREEN_STAFF_STATUS) {
        if (app->now >= staff->facts_due) {
            staff->asks_facts = true;
            staff->facts_due = app->now + FACTS_AGE;
        }
        wake = wake < staff->facts_due ? wake : staff->facts_due;
    }
    return wake;
}

/* ---- what the shell is asked for ---- */

AppRequest app_take_request(App *app)
{
    Staff *staff = &app->staff;
    if (staff->asks_facts) {
        staff->asks_facts = false;
        return APP_FACTS;
    }
    if (staff->asks_keep) {
        staff->asks_keep = false;
        return APP_KEEP_ROTATION;
    }
    if (staff->asks_restart) {
        staff->asks_restart = false;
        return APP_RESTART;
    }
    return APP_NOTHING;
}

void app_set_facts(App *app, const StaffFacts *facts)
{
    app->staff.facts = *facts;
}
