/* Action: what a touch on something means, as it rides on a target in the draw list. */
#ifndef FOYER_UI_ACTION_H
#define FOYER_UI_ACTION_H

#include <stdint.h>

#include "base/hash.h"
#include "draw/list.h"

typedef enum ActionKind {
    ACTION_NONE,
    ACTION_OPEN, /* go into a screen; back leads here again */
    ACTION_SHOW, /* go to one of the bar's screens; back leads nowhere further */
    ACTION_BACK,
    ACTION_LANGUAGE,  /* arg: index */
    ACTION_NEIGHBOUR, /* the same screen for another item, sliding: arg is its Id, screen the side:
                         0 from the left, 1 from the right */
    ACTION_STAY,      /* "I am still here" */
    ACTION_COMFORT,   /* slide the comfort panel over the screen */
    ACTION_CLOSE,     /* and away */
    ACTION_SET,       /* one of its settings: screen is the ComfortSetting, arg the value */
    ACTION_JUMP,      /* to another place of the screen's list: arg is the list's own */
    ACTION_TYPE,      /* a key of the keyboard on the glass: screen is the TypeKind */
    ACTION_SEARCH,    /* one of the search screen's own: screen is the SearchChoice */
    ACTION_STAFF      /* one of the staff's pages' own: screen is the StaffChoice */
} ActionKind;

typedef enum ScreenKind {
    SCREEN_IDLE,
    SCREEN_HOME,
    SCREEN_DELEGATIONS,
    SCREEN_DELEGATION,
    SCREEN_NEWS,
    SCREEN_ARTICLE,
    SCREEN_SEARCH,
    SCREEN_COMFORT, /* never on its own: it slides over another */
    SCREEN_STAFF_PIN,
    SCREEN_STAFF, /* the list of the staff's pages; from here on all are behind the PIN */
    SCREEN_STAFF_STATUS,
    SCREEN_STAFF_HIDDEN,
    SCREEN_STAFF_TOUCH,
    SCREEN_STAFF_CLEANING,
    SCREEN_STAFF_ROTATE,
    SCREEN_STAFF_RESTART,
    SCREEN_COUNT
} ScreenKind;

typedef enum ComfortSetting {
    SETTING_TEXT_SIZE, /* arg: percent */
    SETTING_CONTRAST,  /* arg: Contrast */
    SETTING_REACH,     /* arg: Reach */
    SETTING_MOTION     /* arg: 0 off, 1 on */
} ComfortSetting;

typedef enum TypeKind {
    TYPE_LETTER, /* arg: the letter */
    TYPE_DELETE, /* the last letter goes; again and again while it is held */
    TYPE_PAGE,   /* arg: KeyPage */
    TYPE_DONE    /* the keyboard goes, so that results and bar have its room */
} TypeKind;

typedef enum SearchChoice {
    SEARCH_CLEAR,
    SEARCH_FIELD,  /* the keyboard comes back */
    SEARCH_SUGGEST /* look for a suggestion instead; arg: its index */
} SearchChoice;

typedef enum StaffChoice {
    STAFF_TURN, /* the picture by 90 degrees, on trial */
    STAFF_KEEP, /* it stays as it hangs now */
    STAFF_TURN_BACK,
    STAFF_RESTART
} StaffChoice;

typedef struct Action {
    ActionKind kind;
    uint8_t screen; /* ScreenKind */
    uint64_t arg;   /* an Id, or a number */
} Action;

static inline uint64_t action_tag(Action action)
{
    return (uint64_t)action.kind | (uint64_t)action.screen << 8;
}

static inline Action action_of(const DrawItem *target)
{
    return (Action){.kind = (ActionKind)(target->as.target.tag & 0xFF),
                    .screen = (uint8_t)(target->as.target.tag >> 8 & 0xFF),
                    .arg = target->as.target.arg};
}

/* Names a target from frame to frame: for the pressed and the focused one. Never 0. */
static inline uint64_t action_key(Action action)
{
    uint64_t key = hash_u64(action_tag(action), action.arg);
    return key != 0 ? key : 1;
}

#endif
