/* Script: a scripted visit, read from a file into commands. What the language is, `foyer help play`
 * says. */
#ifndef FOYER_STAFF_SCRIPT_H
#define FOYER_STAFF_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "app.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"

typedef enum CommandKind {
    COMMAND_WAIT,
    COMMAND_TAP,
    COMMAND_HOLD,
    COMMAND_DRAG,
    COMMAND_DOWN,
    COMMAND_MOVE,
    COMMAND_UP,
    COMMAND_CANCEL,
    COMMAND_KEY,
    COMMAND_TYPE,
    COMMAND_EXPECT_SCREEN,
    COMMAND_EXPECT_TEXT,
    COMMAND_EXPECT_NO_TEXT,
    COMMAND_EXPECT_STILL,
    COMMAND_EXPECT_MOVING,
    COMMAND_SHOT
} CommandKind;

typedef enum CommandTiming { TIMING_AT_ONCE, TIMING_AT, TIMING_AFTER } CommandTiming;

/* One measure of a place on the screen: px, or a percentage of its width or height. */
typedef struct Measure {
    double value;
    bool percent;
} Measure;

typedef struct Place {
    const char *text; /* the touch target that shows it; NULL: x and y say where */
    Measure x, y;
} Place;

typedef struct Command {
    CommandKind kind;
    int line; /* in the script, from 1 */
    CommandTiming timing;
    Time time; /* TIMING_AT: of the visit; TIMING_AFTER: since the command before */
    Place from, to;
    Time over;  /* drag, hold */
    int finger; /* 0 to 15 */
    AppKey key;
    const char *text; /* text, screen or file name */
} Command;

typedef struct Script {
    Command *commands;
    size_t count, room;
    Arena arena; /* the texts */
} Script;

/* Reads the file. False with "FILE:LINE: what is wrong"; script_finish is due all the same. */
bool script_read(Script *script, const char *path, Error *error);
void script_finish(Script *script);

#endif
