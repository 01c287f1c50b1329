/* What the tests share that change content under a display: the display as a whole, and files to
 * bring it (app_fixture.h, content_fixture.h). */
#ifndef FOYER_TESTS_LOBBY_FIXTURE_H
#define FOYER_TESTS_LOBBY_FIXTURE_H

#include "app_fixture.h"
#include "content_fixture.h"

typedef struct Lobby {
    Stage *stage;
    Fixture *files;
} Lobby;

static inline int lobby_begin(void **state)
{
    Lobby *lobby = (Lobby *)calloc(1, sizeof *lobby);
    void *stage = NULL, *files = NULL;
    assert_non_null(lobby);
    assert_int_equal(set_up(&stage), 0);
    assert_int_equal(fixture_begin(&files), 0);
    lobby->stage = (Stage *)stage;
    lobby->files = (Fixture *)files;
    *state = lobby;
    return 0;
}

static inline int lobby_end(void **state)
{
    Lobby *lobby = (Lobby *)*state;
    void *stage = lobby->stage, *files = lobby->files;
    free(lobby);
    return tear_down(&stage) + fixture_end(&files);
}

#endif
