/* Screen: what a screen is, and what it may look at.
 *
 * A screen is one file with one const table, named in the list in screens.c. It keeps ids, never
 * pointers into Content, so that new content can arrive under it. Its state changes in enter, tick,
 * swipe and act only; draw describes all it shows, from a state that is const. */
#ifndef FOYER_SCREENS_SCREEN_H
#define FOYER_SCREENS_SCREEN_H

#include "content/content.h"
#include "screens/staff.h"
#include "ui/gesture.h"
#include "ui/ui.h"

/* How far a picture that stands for months is moved, at most, so that none of its edges burns in.
 */
#define CARE_U 8

/* Where such a picture stands, px: differently with every slide, and at first as it is drawn. */
typedef struct Care {
    int32_t dx, dy;
    int32_t clock_px; /* how far the clock stands in from its place, where there is room */
} Care;

/* What a screen may look at in one step. All borrowed. */
typedef struct View {
    Ui ui;
    Content *content; /* NULL: there is none, and only the staff's pages are shown */
    int language;     /* index in the content */
    Box body;         /* where the screen draws: all of the display, or what the bar leaves */
    bool has_bar;     /* the bar is there */
    Box bounds;       /* the display */
    Time now;
    Wall wall;                   /* year 0: the clock is not to be shown */
    uint64_t id;                 /* which item the screen shows, or a number; 0 for none */
    int32_t scroll_px;           /* how far down the page is */
    bool motion;                 /* false: every change is a cut */
    bool newer_waits;            /* newer content comes with the next fade */
    const char *back_label;      /* where back leads, in the visitor's words */
    struct SearchWorker *search; /* answers questions; NULL: nobody does */
    const StaffView *staff;      /* for the staff's pages */
    Care care;                   /* for the idle loop */
} View;

/* What a screen drew that scrolls: the rest is the app's matter. */
typedef struct Page {
    Box view;       /* where the page shows through */
    int32_t height; /* of the whole page, px; not more than view.h where nothing scrolls */
    Color ground;   /* what the page fades into at the lower edge */
} Page;

/* What a screen wants of the app besides its next call. */
typedef enum Wish {
    WISH_NOTHING,
    WISH_FADE, /* cross-fade from what is on the glass to what is drawn next */
    WISH_ITEM, /* show item `id` instead, as if it had been opened */
    WISH_BACK, /* go back, as if that had been touched */
    WISH_PLACE /* show the page, which is `page_px` high, from `place_px` on: at once, since what
                  lies between would only flicker by */
} Wish;

typedef struct Request {
    Wish wish;
    uint64_t id;
    int32_t shift_px; /* the page above the view grew by so much: scroll along */
    int32_t place_px, page_px;
    bool to_top; /* the page is another one: begin at its top */
} Request;

typedef struct Screen {
    const char *name; /* as the command line names it */
    size_t state_size;
    bool has_bar;
    ScreenKind bar_entry; /* which entry of the bar is lit */
    bool whole;           /* it takes all of the display, in low reach, too */
    bool deaf;            /* fingers mean nothing */

    /* The screen is opened for view->id; `state` is zeroed. May be NULL. */
    void (*enter)(void *state, const View *view);
    /* Gives back what the state holds. May be NULL. */
    void (*leave)(void *state);
    /* Moves the state on to view->now. Returns when it wants to be called next: now while it moves,
     * TIME_NEVER at rest. May be NULL: never. */
    Time (*tick)(void *state, const View *view, Request *request);
    /* A sideways drag or its release; true where the screen follows it. May be NULL. */
    bool (*swipe)(void *state, const View *view, const Gesture *gesture);
    /* Every finger as it is, on the display but in the view's coordinates, besides what gestures
     * mean. May be NULL. */
    void (*touch)(void *state, const View *view, Touch touch);
    /* An action on one of its own targets; true where the screen sees to it. May be NULL. */
    bool (*act)(void *state, const View *view, Action action);
    /* How long a visitor may want to stay without touching: at least the idle wait. May be NULL. */
    Time (*patience)(const void *state, const View *view);
    /* The number with which `enter` opens what the screen shows next by itself; 0: nothing known.
     * May be NULL: nothing. */
    uint64_t (*next)(const void *state, const View *view);
    /* Whether it wants the bar's room for itself now; view->body is without it. May be NULL: never.
     */
    bool (*hides_bar)(const void *state, const View *view);
    /* Adds all it shows to view->ui.list. */
    Page (*draw)(const void *state, const View *view);
} Screen;

extern const Screen SCREEN_TABLE_IDLE, SCREEN_TABLE_HOME, SCREEN_TABLE_DELEGATIONS,
    SCREEN_TABLE_DELEGATION, SCREEN_TABLE_NEWS, SCREEN_TABLE_ARTICLE, SCREEN_TABLE_SEARCH,
    SCREEN_TABLE_COMFORT, SCREEN_TABLE_STAFF_PIN, SCREEN_TABLE_STAFF, SCREEN_TABLE_STAFF_STATUS,
    SCREEN_TABLE_STAFF_HIDDEN, SCREEN_TABLE_STAFF_TOUCH, SCREEN_TABLE_STAFF_CLEANING,
    SCREEN_TABLE_STAFF_ROTATE, SCREEN_TABLE_STAFF_RESTART;

/* The table of a kind of screen. */
const Screen *screen_of(ScreenKind kind);

#endif
