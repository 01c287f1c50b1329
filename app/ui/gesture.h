/* Gestures: what one finger means, from its touches.
 *
 * The first finger down leads until it is up; every other finger is ignored until it is up too, so
 * that a second finger never confuses. A mouse is one finger. Time comes with the touches. */
#ifndef FOYER_UI_GESTURE_H
#define FOYER_UI_GESTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/geometry.h"

typedef enum TouchKind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_CANCEL } TouchKind;

/* A finger's contact, in px of the picture as it is read. */
typedef struct Touch {
    TouchKind kind;
    int64_t finger; /* the same from down to up */
    Point at;
    Time when;
} Touch;

typedef enum GestureKind {
    GESTURE_NONE,
    GESTURE_PRESS,   /* the leading finger is down */
    GESTURE_TAP,     /* it is up again and moved less than the slop */
    GESTURE_DRAG,    /* it moves: sent for the move that passed the slop and each one after it */
    GESTURE_RELEASE, /* it is up after a drag; velocity says how fast */
    GESTURE_CANCEL   /* the system took the touch away: undo what the press or drag began */
} GestureKind;

typedef struct Gesture {
    GestureKind kind;
    Point start;                            /* where the finger came down */
    Point at;                               /* where it is */
    Point moved;                            /* since the last gesture of this finger, px */
    bool began;                             /* the first DRAG of this finger */
    float velocity_x_px_s, velocity_y_px_s; /* over the last 100 ms; RELEASE only */
    Time when;
} Gesture;

#define GESTURE_SAMPLES 16

typedef struct Gestures {
    bool down, dragging;
    int64_t leader;
    Point start, last;
    int others; /* fingers down that do not lead */
    int64_t other_fingers[16];
    int sample_count;
    struct {
        Point at;
        Time when;
    } samples[GESTURE_SAMPLES]; /* the newest last */
} Gestures;

void gestures_init(Gestures *gestures);

/* What the touch means; `slop_px` is how far a tap may move. */
Gesture gestures_feed(Gestures *gestures, Touch touch, int32_t slop_px);

/* The rest of the leading finger's way means nothing, until it is up. */
void gestures_let_go(Gestures *gestures);

/* Whether any finger rests on the glass. */
bool gestures_any_down(const Gestures *gestures);

#endif
