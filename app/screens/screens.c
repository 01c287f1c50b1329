/* The list of screens: one row each. */
#include "base/check.h"
#include "screens/screen.h"

static const Screen *const SCREENS[SCREEN_COUNT] = {
    [SCREEN_IDLE] = &SCREEN_TABLE_IDLE,
    [SCREEN_HOME] = &SCREEN_TABLE_HOME,
    [SCREEN_DELEGATIONS] = &SCREEN_TABLE_DELEGATIONS,
    [SCREEN_DELEGATION] = &SCREEN_TABLE_DELEGATION,
    [SCREEN_NEWS] = &SCREEN_TABLE_NEWS,
    [SCREEN_ARTICLE] = &SCREEN_TABLE_ARTICLE,
    [SCREEN_SEARCH] = &SCREEN_TABLE_SEARCH,
    [SCREEN_COMFORT] = &SCREEN_TABLE_COMFORT,
};

const Screen *screen_of(ScreenKind kind)
{
    CHECK(kind < SCREEN_COUNT);
    return SCREENS[kind];
}
