/* Ease: how a motion's part of the way follows from its part of the time, both 0 to 1. */
#ifndef FOYER_UI_EASE_H
#define FOYER_UI_EASE_H

/* Fast first, then slower: 1 - (1 - t)³. Things that answer a touch. */
static inline float ease_out(float t)
{
    float rest = 1.0f - (t < 0 ? 0 : t > 1 ? 1 : t);
    return 1.0f - rest * rest * rest;
}

/* Slow at both ends: 3t² - 2t³. Things that come and go by themselves. */
static inline float ease_in_out(float t)
{
    float s = t < 0 ? 0 : t > 1 ? 1 : t;
    return s * s * (3.0f - 2.0f * s);
}

#endif
