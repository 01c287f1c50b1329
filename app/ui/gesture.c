/* See gesture.h. A state of one leading finger and the set of those that are ignored; fed by the
 * app, one touch at a time. */
#include "ui/gesture.h"

#include <string.h>

/* How far back a release looks for its speed. A finger that rested this long has none. */
#define VELOCITY_WINDOW (100 * TIME_MS)

/* Samples closer than this replace one another, so that GESTURE_SAMPLES of them always reach
 * across the window, at a mouse's 1,000 a second too. */
#define SAMPLE_SPACING (VELOCITY_WINDOW / (GESTURE_SAMPLES - 2))

/* A speed taken over less time than this says nothing; the distance then counts as if it took
 * this long. */
#define VELOCITY_SHORTEST (8 * TIME_MS)

void gestures_init(Gestures *gestures)
{
    memset(gestures, 0, sizeof *gestures);
}

/* to - from, for points from anywhere. */
static Point point_minus(Point to, Point from)
{
    int64_t dx = (int64_t)to.x - from.x, dy = (int64_t)to.y - from.y;
    dx = dx > INT32_MAX ? INT32_MAX : dx < INT32_MIN ? INT32_MIN : dx;
    dy = dy > INT32_MAX ? INT32_MAX : dy < INT32_MIN ? INT32_MIN : dy;
    return (Point){(int32_t)dx, (int32_t)dy};
}

static bool moved_past(Point from, Point to, int32_t slop_px)
{
    Point d = point_minus(to, from);
    double distance_2 = (double)d.x * d.x + (double)d.y * d.y;
    double slop = slop_px < 1 ? 1.0 : (double)slop_px;
    return distance_2 >= slop * slop;
}

static void sample_add(Gestures *g, Touch touch)
{
    int n = g->sample_count;
    if (n >= 2 && touch.when - g->samples[n - 2].when < SAMPLE_SPACING) {
        n--;
    } else if (n == GESTURE_SAMPLES) {
        memmove(&g->samples[0], &g->samples[1], sizeof g->samples[0] * (GESTURE_SAMPLES - 1));
        n--;
    }
    g->samples[n].at = touch.at;
    g->samples[n].when = touch.when;
    g->sample_count = n + 1;
}

/* The mean speed over the window that ends with the newest sample. */
static void velocity_find(const Gestures *g, float *x_px_s, float *y_px_s)
{
    int newest = g->sample_count - 1, oldest = newest;
    while (oldest > 0 && g->samples[newest].when - g->samples[oldest - 1].when <= VELOCITY_WINDOW) {
        oldest--;
    }
    Point way = point_minus(g->samples[newest].at, g->samples[oldest].at);
    Time took = g->samples[newest].when - g->samples[oldest].when;
    double seconds = (double)(took < VELOCITY_SHORTEST ? VELOCITY_SHORTEST : took) / TIME_S;
    *x_px_s = (float)(way.x / seconds);
    *y_px_s = (float)(way.y / seconds);
}

/* The place of a finger that does not lead, or -1. */
static int other_find(const Gestures *g, int64_t finger)
{
    for (int i = 0; i < g->others; i++) {
        if (g->other_fingers[i] == finger) {
            return i;
        }
    }
    return -1;
}

static void other_add(Gestures *g, int64_t finger)
{
    int room = (int)(sizeof g->other_fingers / sizeof g->other_fingers[0]);
    /* A seventeenth is not counted; its moves and its up are those of a stranger: nothing. */
    if (other_find(g, finger) < 0 && g->others < room) {
        g->other_fingers[g->others++] = finger;
    }
}

static void other_remove(Gestures *g, int64_t finger)
{
    int i = other_find(g, finger);
    if (i >= 0) {
        g->other_fingers[i] = g->other_fingers[--g->others];
    }
}

/* What the leader's touch means, when it is a `kind`. */
static Gesture gesture_make(Gestures *g, GestureKind kind, Touch touch)
{
    Gesture gesture = {.kind = kind,
                       .start = g->start,
                       .at = touch.at,
                       .moved = point_minus(touch.at, g->last),
                       .when = touch.when};
    g->last = touch.at;
    return gesture;
}

static Gesture feed_down(Gestures *g, Touch touch)
{
    if (g->down && touch.finger == g->leader) {
        /* Its up was lost. What it began is undone, and it is ignored until it is up. */
        g->down = false;
        other_add(g, touch.finger);
        return gesture_make(g, GESTURE_CANCEL, touch);
    }
    other_remove(g, touch.finger);
    if (g->down) {
        other_add(g, touch.finger);
        return (Gesture){.kind = GESTURE_NONE, .at = touch.at, .when = touch.when};
    }
    g->down = true;
    g->dragging = false;
    g->leader = touch.finger;
    g->start = g->last = touch.at;
    g->sample_count = 0;
    sample_add(g, touch);
    return gesture_make(g, GESTURE_PRESS, touch);
}

static Gesture feed_move(Gestures *g, Touch touch, int32_t slop_px)
{
    sample_add(g, touch);
    bool began = false;
    if (!g->dragging) {
        if (!moved_past(g->start, touch.at, slop_px)) {
            return (Gesture){
                .kind = GESTURE_NONE, .start = g->start, .at = touch.at, .when = touch.when};
        }
        g->dragging = began = true;
    }
    Gesture gesture = gesture_make(g, GESTURE_DRAG, touch);
    gesture.began = began;
    return gesture;
}

static Gesture feed_up(Gestures *g, Touch touch, int32_t slop_px)
{
    g->down = false;
    if (g->dragging) {
        sample_add(g, touch);
        Gesture gesture = gesture_make(g, GESTURE_RELEASE, touch);
        velocity_find(g, &gesture.velocity_x_px_s, &gesture.velocity_y_px_s);
        return gesture;
    }
    /* An up far away, without a move on the way: neither a tap nor the end of a drag. */
    bool far = moved_past(g->start, touch.at, slop_px);
    return gesture_make(g, far ? GESTURE_CANCEL : GESTURE_TAP, touch);
}

Gesture gestures_feed(Gestures *gestures, Touch touch, int32_t slop_px)
{
    bool leads = gestures->down && touch.finger == gestures->leader;
    switch (touch.kind) {
    case TOUCH_DOWN:
        return feed_down(gestures, touch);
    case TOUCH_MOVE:
        if (leads) {
            return feed_move(gestures, touch, slop_px);
        }
        break;
    case TOUCH_UP:
        if (leads) {
            return feed_up(gestures, touch, slop_px);
        }
        other_remove(gestures, touch.finger);
        break;
    case TOUCH_CANCEL:
        if (leads) {
            gestures->down = false;
            return gesture_make(gestures, GESTURE_CANCEL, touch);
        }
        other_remove(gestures, touch.finger);
        break;
    }
    return (Gesture){.kind = GESTURE_NONE, .at = touch.at, .when = touch.when};
}

void gestures_let_go(Gestures *gestures)
{
    if (gestures->down) {
        gestures->down = false;
        other_add(gestures, gestures->leader);
    }
}

bool gestures_any_down(const Gestures *gestures)
{
    return gestures->down || gestures->others > 0;
}
