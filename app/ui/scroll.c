/* See scroll.h. Each phase is a formula of the time since it began; `scroll_at` finds the phase
 * that holds at a moment, and everything else asks it. */
#include "ui/scroll.h"

#include <math.h>

/* Inertia decays as 0.998 per millisecond: v(t) = v0 e^(-DECAY t), t in seconds, where
 * DECAY = -1000 ln 0.998. */
#define DECAY_PER_S 2.002002670673

/* Past an end the page moves this share of what the finger asks for. */
#define RESISTANCE 0.55

#define SPRING_S 0.350
#define GLIDE_S 0.280

/* Slower than this a page stands: below a pixel every fourth frame, motion looks like a fault. */
#define STOP_PX_S 15.0

/* No finger flings faster; what reports more is a jump between two samples. */
#define FLING_MOST_PX_S 12000.0

static double limit(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* max_px as all formulas want it: a number, at least 0. */
static double max_sane(double max_px)
{
    return max_px > 0.0 ? max_px : 0.0;
}

static double seconds_since(const Scroll *s, Time now)
{
    return now > s->since ? (double)(now - s->since) / TIME_S : 0.0;
}

/* Where the page stands when a finger asks for `finger`, and the reverse. */
static double resisted(double finger, double max)
{
    double end = limit(finger, 0.0, max);
    return end + (finger - end) * RESISTANCE;
}

static double unresisted(double offset, double max)
{
    double end = limit(offset, 0.0, max);
    return end + (offset - end) / RESISTANCE;
}

static double coast_offset(const Scroll *s, double t)
{
    return s->offset_px + s->velocity_px_s / DECAY_PER_S * (1.0 - exp(-DECAY_PER_S * t));
}

/* The seconds after which a coast is `way` px from where it began (same sign as the velocity);
 * INFINITY where it never gets there. */
static double coast_time_to(const Scroll *s, double way)
{
    double share = way * DECAY_PER_S / s->velocity_px_s;
    if (share <= 0.0) {
        return 0.0;
    }
    return share < 1.0 ? -log(1.0 - share) / DECAY_PER_S : (double)INFINITY;
}

/* The cubic with the offset and the speed given at 0 and the end, standing, at SPRING_S: unlike a
 * damped spring it is over at a moment known beforehand. With outward speed the overshoot is at
 * most 4/27 × SPRING_S × speed (at a third of the time), and it never crosses the end. */
static double spring_offset(const Scroll *s, double end, double t)
{
    double part = limit(t / SPRING_S, 0.0, 1.0);
    double left = (1.0 - part) * (1.0 - part);
    double away = s->offset_px - end;
    return end + left * (away * (1.0 + 2.0 * part) + SPRING_S * s->velocity_px_s * part);
}

static double glide_offset(const Scroll *s, double target, double t)
{
    double left = 1.0 - limit(t / GLIDE_S, 0.0, 1.0);
    return target + (s->offset_px - target) * left * left * left;
}

static Scroll resting(double offset, Time now)
{
    return (Scroll){.phase = SCROLL_REST, .offset_px = offset, .since = now};
}

/* The spring that begins where the page is past `end`, or reaches it with `velocity`. */
static Scroll springing(double offset, double end, double velocity, Time since)
{
    return (Scroll){.phase = SCROLL_SPRING,
                    .offset_px = offset,
                    .velocity_px_s = velocity,
                    .target_px = end,
                    .since = since};
}

/* A coast as it is at `now`: coasting on, springing from the end it ran into, or at rest. */
static Scroll coast_at(const Scroll *s, double max, Time now)
{
    double t = seconds_since(s, now);
    double speed = fabs(s->velocity_px_s);
    double stop = speed > STOP_PX_S ? log(speed / STOP_PX_S) / DECAY_PER_S : 0.0;
    double end = s->velocity_px_s > 0.0 ? max : 0.0;
    double hit = coast_time_to(s, end - s->offset_px);
    if (hit <= t && hit <= stop) {
        bool past = s->velocity_px_s > 0.0 ? s->offset_px > end : s->offset_px < end;
        double velocity = s->velocity_px_s * exp(-DECAY_PER_S * hit) * RESISTANCE;
        Time since = s->since + (Time)(hit * TIME_S);
        return springing(past ? s->offset_px : end, end, velocity, since);
    }
    if (stop <= t) {
        return resting(limit(coast_offset(s, stop), 0.0, max), s->since + (Time)(stop * TIME_S));
    }
    return *s;
}

/* The scroll as it is at `now`: the phase that holds then, from its own beginning. */
static Scroll scroll_at(const Scroll *scroll, double max, Time now)
{
    Scroll s = *scroll;
    if (s.phase == SCROLL_COAST) {
        s = coast_at(scroll, max, now);
    }
    switch (s.phase) {
    case SCROLL_REST:
        s.offset_px = limit(s.offset_px, 0.0, max);
        break;
    case SCROLL_HELD:
    case SCROLL_COAST:
        break;
    case SCROLL_SPRING:
        if (seconds_since(&s, now) >= SPRING_S) {
            s = resting(limit(s.target_px, 0.0, max), now);
        }
        break;
    case SCROLL_GLIDE:
        if (seconds_since(&s, now) >= GLIDE_S) {
            s = resting(limit(s.target_px, 0.0, max), now);
        }
        break;
    }
    return s;
}

/* The exact offset at `now`. */
static double offset_at(const Scroll *scroll, double max, Time now)
{
    Scroll s = scroll_at(scroll, max, now);
    double t = seconds_since(&s, now);
    switch (s.phase) {
    case SCROLL_REST:
        return s.offset_px;
    case SCROLL_HELD:
        return resisted(s.finger_px, max);
    case SCROLL_COAST:
        return coast_offset(&s, t);
    case SCROLL_SPRING:
        return spring_offset(&s, limit(s.target_px, 0.0, max), t);
    case SCROLL_GLIDE:
        return glide_offset(&s, limit(s.target_px, 0.0, max), t);
    }
    return 0.0;
}

int32_t scroll_offset(const Scroll *scroll, double max_px, Time now)
{
    double offset = offset_at(scroll, max_sane(max_px), now);
    return (int32_t)floor(limit(offset, -1e9, 1e9) + 0.5);
}

bool scroll_step(Scroll *scroll, double max_px, Time now)
{
    *scroll = scroll_at(scroll, max_sane(max_px), now);
    return scroll->phase != SCROLL_REST && scroll->phase != SCROLL_HELD;
}

void scroll_grab(Scroll *scroll, double max_px, Time now)
{
    double max = max_sane(max_px);
    double offset = offset_at(scroll, max, now);
    *scroll = (Scroll){.phase = SCROLL_HELD,
                       .offset_px = offset,
                       .finger_px = unresisted(offset, max),
                       .since = now};
}

void scroll_drag(Scroll *scroll, double max_px, int32_t by_px)
{
    if (scroll->phase == SCROLL_HELD) {
        scroll->finger_px += by_px;
        scroll->offset_px = resisted(scroll->finger_px, max_sane(max_px));
    }
}

void scroll_release(Scroll *scroll, double max_px, float velocity_px_s, bool inertia, Time now)
{
    if (scroll->phase != SCROLL_HELD) {
        return;
    }
    double max = max_sane(max_px);
    double offset = offset_at(scroll, max, now);
    double end = limit(offset, 0.0, max);
    double velocity = isnan(velocity_px_s)
                          ? 0.0
                          : limit((double)velocity_px_s, -FLING_MOST_PX_S, FLING_MOST_PX_S);
    if (!inertia) {
        *scroll = resting(end, now);
        return;
    }
    Scroll coast = {
        .phase = SCROLL_COAST, .offset_px = offset, .velocity_px_s = velocity, .since = now};
    if (offset < end || offset > end) {
        /* Flung back over the end, it goes on as if it had never been past it; unless it would
         * take longer than the spring. */
        bool inward = (end - offset) * velocity > 0.0;
        bool crosses =
            inward && fabs(coast_offset(&coast, SPRING_S) - offset) >= fabs(end - offset);
        *scroll = crosses ? coast
                          : springing(offset, end, inward ? velocity : velocity * RESISTANCE, now);
    } else {
        *scroll = fabs(velocity) > STOP_PX_S ? coast : resting(offset, now);
    }
}

void scroll_glide(Scroll *scroll, double max_px, double to_px, bool inertia, Time now)
{
    double max = max_sane(max_px);
    double target = limit(to_px, 0.0, max);
    double offset = offset_at(scroll, max, now);
    if (!inertia) {
        *scroll = resting(target, now);
        return;
    }
    *scroll =
        (Scroll){.phase = SCROLL_GLIDE, .offset_px = offset, .target_px = target, .since = now};
}

void scroll_shift(Scroll *scroll, double by_px)
{
    scroll->offset_px += by_px;
    scroll->finger_px += by_px;
    scroll->target_px += by_px;
}
