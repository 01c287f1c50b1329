/* App: the whole display without a window, a clock or an event queue.
 *
 * The shell, the screenshots and the scripted visits all drive it the same way: hand it touches,
 * keys and the time; ask it to draw; show the boxes it says have changed. Nothing in it waits. */
#ifndef FOYER_APP_H
#define FOYER_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/geometry.h"
#include "draw/glass.h"
#include "draw/list.h"
#include "screens/staff.h"
#include "ui/gesture.h"
#include "ui/theme.h"

typedef struct App App;

typedef struct AppOptions {
    const char *data_path;   /* the content file; NULL: `content`, or what app_set_content brings */
    struct Content *content; /* already open, the app's from here on; NULL: none yet */
    const char *trouble;     /* with neither: why there is none, for the screen */
    const char *fonts;       /* the folder of the typefaces */
    const char *language;    /* a code, or NULL: the file's first language */
    int text_percent; /* 100, 125 or 150: this and the next three are what a visit begins with */
    Contrast contrast;
    Reach reach;
    bool motion_off;
    bool show_damage; /* outline each repainted box */
    bool blind;       /* nothing is painted: for who only reads app_list */
    bool quiet;       /* letters that no typeface holds are not logged */
    bool preview;     /* new content is shown at once, under any screen: for its author */
    struct SearchWorker *search; /* borrowed; NULL: nothing can be searched */
    double px_per_mm;            /* of the display; 0 where its size is unknown */
    const char *staff_pin; /* 4 to 12 digits, which open the staff's pages; anything else: nothing
                              opens them */
} AppOptions;

typedef enum AppKey {
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_TAB,
    KEY_BACKTAB,
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_TOP,
    KEY_END,
    KEY_BACKSPACE
} AppKey;

/* A display that draws on `glass` (borrowed). NULL only where it cannot run at all (a missing
 * typeface, an unknown language), with one sentence; a data file that cannot be read gives a
 * display that says so on its screen (see app_content_error). */
App *app_create(const AppOptions *options, Glass *glass, Error *error);
void app_destroy(App *app);

/* Shows `content`, the app's from here on, instead of what it shows: the idle loop at its next
 * slide, home and the list of delegations at once, everything else when the visitor leaves it, so
 * that nobody is disturbed. Content that waits is let go where newer comes. */
void app_set_content(App *app, struct Content *content);

/* Whether newer content waits until it disturbs nobody. */
bool app_has_waiting(const App *app);

/* Why there is nothing to show, where there is nothing; borrowed for the call. */
void app_set_trouble(App *app, const char *why);

/* In a preview: why what was saved last is not what is shown; empty: it is. Borrowed for the call.
 */
void app_set_refusal(App *app, const char *why);

/* What is shown, borrowed until the next app_step; NULL where nothing is. */
struct Content *app_content(App *app);

/* Why the data file is not shown; NULL where it is. Borrowed. */
const char *app_content_error(const App *app);

void app_touch(App *app, Touch touch);
void app_key(App *app, AppKey key, Time now);

/* Letters from a keyboard with keys; they mean something where app_wants_text. */
void app_text(App *app, const char *utf8, Time now);
bool app_wants_text(App *app);

/* Moves everything on to `now`. Returns when it wants to be called next, if nothing else happens:
 * `now` while something moves (the caller keeps the pace of its display), TIME_NEVER at rest with
 * nothing to wait for. `wall` is what the clock on the screen shows. */
Time app_step(App *app, Time now, Wall wall);

/* Draws what changed since the last call; `*boxes` (borrowed until the next call) are the boxes to
 * present. Their number, 0 where nothing changed. */
int app_draw(App *app, const Box **boxes);

/* The glass has another size, or lost its picture: all is drawn afresh. */
void app_glass_changed(App *app);

/* The glass is about to go: all that was made for it is let go. Nothing else is asked of the app
 * until app_take_glass gives it another one (borrowed), on which everything goes on where it was.
 * False, with one sentence, where there is not enough memory; it may be tried again. */
void app_drop_glass(App *app);
bool app_take_glass(App *app, Glass *glass, Error *error);

/* What the app wants of whoever drives it, to be asked for after app_step. */
typedef enum AppRequest {
    APP_NOTHING,
    APP_FACTS,         /* app_set_facts, before app_draw: a page shows them */
    APP_KEEP_ROTATION, /* as the glass is turned now it is to stay, also after a restart */
    APP_RESTART        /* the program is to end, and begin again */
} AppRequest;

/* The next request, which is then no more; APP_NOTHING where there is none. */
AppRequest app_take_request(App *app);

void app_set_facts(App *app, const StaffFacts *facts);

/* Opens a screen as the contract names them: "idle", "idle/2", "home", "delegations",
 * "delegation/belarus", "news", "news/ID", "search", "search/WORDS", "comfort" (over home),
 * "still-there", "staff" and "staff/…" (without a PIN); at rest. False with the reason. */
bool app_show_screen(App *app, const char *name, Time now, Error *error);

/* What the clock on the screen shows; year 0: the machine's clock is not believed. */
Wall app_wall(const App *app);

/* The name of the screen that is shown, in the same form; borrowed until the next call. */
const char *app_screen_name(App *app);

/* What is drawn: the list of the last app_draw. For tests: what is on the screen, and where. */
const DrawList *app_list(const App *app);

/* Whether `text` can be read on the screen now: words may be broken over lines. */
bool app_shows_text(const App *app, const char *text);

typedef struct AppCounts {
    uint64_t frames;           /* app_draw calls that changed something */
    uint64_t painted_px;       /* of all of them */
    uint64_t layouts, renders; /* text laid out, text rendered: see text.h */
    size_t text_bytes, picture_bytes;
} AppCounts;
AppCounts app_counts(const App *app);

#endif
