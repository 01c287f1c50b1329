/* The display's state, shared by the files app*.c and nobody else. */
#ifndef FOYER_APP_STATE_H
#define FOYER_APP_STATE_H

#include "app.h"
#include "content/content.h"
#include "draw/damage.h"
#include "draw/painter.h"
#include "screens/screen.h"
#include "ui/bar.h"
#include "ui/scroll.h"

enum { APP_DEPTH = 8, APP_STATE_BYTES = 384 };

/* A screen that is open: the top one shows, those below wait for "back". */
typedef struct AppEntry {
    ScreenKind kind;
    uint64_t id;
    Scroll scroll;
    Page page; /* as last drawn */
    _Alignas(max_align_t) unsigned char state[APP_STATE_BYTES];
} AppEntry;

typedef enum TransitionKind {
    TRANSITION_NONE,
    TRANSITION_FADE, /* what was dissolves over what comes */
    TRANSITION_IN,   /* what comes slides in from the right, over what was */
    TRANSITION_OUT   /* what was slides out to the right */
} TransitionKind;

typedef enum DragMode {
    DRAG_NONE,
    DRAG_PRESS,  /* nothing follows: sliding off the target cancels the press */
    DRAG_SCROLL, /* the page follows */
    DRAG_SWIPE   /* the screen follows sideways */
} DragMode;

typedef enum SheetState {
    SHEET_AWAY,
    SHEET_OPEN,   /* there, or sliding in */
    SHEET_LEAVING /* sliding out: a picture only */
} SheetState;

enum { STAFF_PIN_LEAST = 4, STAFF_PIN_MOST = 12 };

/* What the staff's pages need (app_staff.c). */
typedef struct Staff {
    /* Filled up with 0, and one digit more than a PIN has, so that too many are wrong. */
    char pin[STAFF_PIN_MOST + 2], typed[STAFF_PIN_MOST + 2];
    int wrong; /* PINs one after another, whoever typed them */
    bool holding;
    Time held_since;
    StaffFacts facts;
    Time facts_due;
    Rotation before; /* the picture was turned on trial */
    StaffView view;
    bool asks_facts, asks_keep, asks_restart;
} Staff;

struct App {
    AppOptions options;
    Glass *glass; /* borrowed */
    Text *text;
    Painter *painter;
    Damage *damage;
    HemicycleCache *hemicycles;
    Content *content; /* NULL: content_error says why */
    Content *waiting; /* newer, until it can be shown without disturbing anybody; NULL: none */
    Error content_error;
    Error refusal; /* of a preview: why what was saved last is not shown; empty: it is */

    /* The visitor's choices, which end with the visit. */
    int language;
    Comfort comfort;

    Theme theme;
    const Words *words;
    int warmed; /* roles whose type is ready for its first text */
    struct {
        uint64_t slide, home, pressed; /* what is ready to be shown, by name */
    } ahead;
    Arena frame;
    DrawList lists[2]; /* what is on the glass, and what comes */
    int shown;         /* which of them is on the glass */

    Time now;
    Wall wall;
    AppEntry stack[APP_DEPTH];
    int depth; /* at least 1 with content; without, 0 but where staff look at their pages */

    /* The comfort panel, which slides over the top screen. */
    AppEntry sheet;
    SheetState sheet_state;
    Time sheet_since; /* when it began to come or go */

    TransitionKind transition;
    Time transition_since, transition_length;
    uint32_t snapshot; /* its number; 0: none */

    Gestures gestures;
    Keys keys; /* fingers on the keyboard are its own */
    DragMode drag;
    uint64_t pressed; /* action_key */
    Action press_action;
    bool press_held;
    Time press_up; /* when it was let go */
    bool caught;   /* the press stopped a coasting page: it is no tap */
    uint64_t focused;

    Time last_touch;
    uint32_t care;   /* how often the picture that stands was moved */
    Time care_since; /* without content: when it was moved last */

    bool asking; /* "Are you still there?" */
    Time asked;

    Staff staff;

    AppCounts counts;
    char name[160]; /* of app_screen_name */
};

/* ---- app.c ---- */

AppEntry *app_top(App *app);
/* What the screen of `entry` may look at now. */
View app_view(App *app, const AppEntry *entry);
/* How far the page of `entry` can scroll, px. */
double app_scroll_room(const AppEntry *entry);

/* The screen in its own place, with what tells that its page goes on. */
void app_draw_entry(App *app, AppEntry *entry, const View *view);

/* ---- app_glass.c ---- */

/* A painter for the glass as it is; NULL where there is no memory. */
Painter *app_make_painter(App *app);
/* Pictures come from the content that is shown, afresh. */
void app_take_pictures(App *app);
/* Everything is laid out for the glass as it is, and painted again. */
void app_apply_size(App *app);
/* Turns picture and touch together; leaves them as they are, logged, where the display cannot. */
void app_turn(App *app, Rotation rotation);
/* Where the idle picture stands now. */
Care app_care(const App *app);

/* ---- app_staff.c ---- */

/* Takes the PIN of the options. */
void app_init_staff(App *app);
/* Whether the keypad or a page of the staff is shown. */
bool app_shows_staff(const App *app);
/* A finger that rests in the corner is on its way to the keypad. */
void app_watch_hold(App *app, const Gesture *gesture);
/* Moves the hold, a turned picture, and what the shell is asked for on. When to be called next. */
Time app_step_staff(App *app);
/* Carries out an action of the keypad or of a page; whether it was one. */
bool app_act_staff(App *app, Action action);

/* ---- app_sheet.c ---- */

/* What a visit begins with. */
Comfort app_standard_comfort(const App *app);
/* What a finger or a key means: the sheet where it is open, else the top screen. */
AppEntry *app_front(App *app);
/* Slides the sheet in; at once without motion. */
void app_open_sheet(App *app);
/* Slides it out; at once without motion. */
void app_close_sheet(App *app);
/* Whether a point of the display lies on the open sheet. */
bool app_on_sheet(App *app, Point at);
/* Carries out one of its settings. */
void app_set_comfort(App *app, Action action);
/* Moves it on; whether it moves by itself. */
bool app_step_sheet(App *app);
/* Draws the curtain and the sheet, if there is one. */
void app_draw_sheet(App *app, DrawList *list);

/* ---- app_keys.c ---- */

/* Whether the touch is of a finger on the keyboard on the glass, which then has it. */
bool app_touch_keys(App *app, Touch touch);
/* What held keys do by themselves; when to be called next. */
Time app_step_keys(App *app);

/* ---- app_ahead.c ---- */

/* Makes ahead a little of what may be wanted next; whether more is left. */
bool app_ahead(App *app, bool at_rest);

/* ---- app_content.c ---- */

/* The index in `to` of the visitor's language; where it has none, of its first. */
int app_same_language(const App *app, const Content *to);

/* Shows the content that waits, if there is any. */
void app_adopt(App *app);
/* The same, if the top screen can bear it now. */
void app_adopt_quietly(App *app);
/* The wall clock as far as it is believed: not before the day of the content. */
Wall app_believed(const App *app, Wall wall);

/* ---- app_navigate.c ---- */

/* Carries out an action, wherever it leads. */
void app_act(App *app, Action action);
/* One step back: out of a detail, to home, to the idle loop. */
void app_back(App *app);
/* The visitor has left: the idle loop, and everything as the next one expects it. */
void app_leave_visit(App *app);
/* Begins a transition from what is on the glass to what is drawn next. */
void app_transit(App *app, TransitionKind kind, Time length);
/* Opens a screen alone, without a transition. `id` as Screen.enter takes it. */
void app_reset_to(App *app, ScreenKind kind, uint64_t id);
/* Opens a screen over the one that shows, without a transition; back leads there. */
void app_push(App *app, ScreenKind kind, uint64_t id);
/* The same instead of the one that shows. */
void app_replace(App *app, ScreenKind kind);
/* Where back leads from the top screen, in the visitor's words. */
const char *app_back_label(App *app);
/* What a finger held is gone with its screen; the rest of its way means nothing. */
void app_let_go(App *app);
/* Gives back the states of all open screens. */
void app_close_all(App *app);

#endif
