/* See play.h. The script is read whole before anything is played (script.h); the display is driven
 * as the shell drives it (visit.h). */
#include "staff/play.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shell/fonts.h"
#include "shell/options.h"
#include "staff/find.h"
#include "staff/script.h"
#include "staff/visit.h"

/* A tap's finger stays this long: past every panel's own delay, far from a long press. */
#define TAP_TIME (80 * TIME_MS)

/* A dragging finger is reported this often, as usual panels do. */
#define MOVE_TIME (8 * TIME_MS)

/* "Still" is a screen on which nothing was drawn for this long. */
#define STILL_TIME (500 * TIME_MS)

/* The finger of tap and drag; those of a script are 0 to 15. */
#define PLAY_FINGER 100

/* How much of what is on the screen an unmet expectation quotes, bytes. */
#define QUOTE_BYTES 300

typedef struct Play {
    Visit visit;
    const char *path; /* of the script */
    const char *out;  /* the folder of pictures; NULL: none */
    Point at[16];     /* where the script's fingers are */
    Time last_end;    /* when the command before was over */
} Play;

/* What came of a command: it is done, an expectation did not hold, or it makes no sense. */
typedef Status (*CommandRun)(Play *play, const Command *command, Error *error);

static Status wrong(bool ok)
{
    return ok ? STATUS_DONE : STATUS_WRONG;
}

/* A touch, and the frame that answers it. */
static bool touch_send(Play *play, TouchKind kind, int64_t finger, Point at, Error *error)
{
    app_touch(play->visit.app,
              (Touch){.kind = kind, .finger = finger, .at = at, .when = play->visit.now});
    return visit_frame(&play->visit, error);
}

static bool hold_send(Play *play, Point at, Time length, Error *error)
{
    return touch_send(play, TOUCH_DOWN, PLAY_FINGER, at, error) &&
           visit_run_until(&play->visit, play->visit.now + length, error) &&
           touch_send(play, TOUCH_UP, PLAY_FINGER, at, error);
}

static Status run_wait(Play *play, const Command *command, Error *error)
{
    (void)command;
    return wrong(visit_frame(&play->visit, error));
}

/* Says what was expected and what can be read instead. */
static Status text_unmet(Play *play, const char *what, const char *text, Error *error)
{
    char *all = find_all_text(app_list(play->visit.app));
    const char *shown = all != NULL ? all : "";
    /* Cut between letters, not within one. */
    size_t length = strlen(shown), most = length < QUOTE_BYTES ? length : QUOTE_BYTES;
    while (most > 0 && most < length && ((unsigned char)shown[most] & 0xC0) == 0x80) {
        most--;
    }
    error_set(error, "expected %s \"%s\"; instead %s shows: %.*s", what, text,
              app_screen_name(play->visit.app), (int)most, shown);
    free(all);
    return STATUS_WRONG;
}

/* Where a place is, now; not done where its text is not there to be touched. */
static Status place_find(Play *play, const Place *place, Point *out, Error *error)
{
    if (place->text == NULL) {
        Box bounds = glass_bounds(play->visit.glass);
        double x = place->x.percent ? place->x.value * bounds.w / 100 : place->x.value;
        double y = place->y.percent ? place->y.value * bounds.h / 100 : place->y.value;
        *out = (Point){(int32_t)x, (int32_t)y};
        return STATUS_DONE;
    }
    switch (find_text(app_list(play->visit.app), place->text, out)) {
    case FOUND_TARGET:
        return STATUS_DONE;
    case FOUND_TEXT_ONLY:
        error_set(error, "expected \"%s\" to be something to touch; instead it is only text",
                  place->text);
        return STATUS_WRONG;
    case FOUND_NOTHING:
        break;
    }
    return text_unmet(play, "to touch", place->text, error);
}

static Status run_tap(Play *play, const Command *command, Error *error)
{
    Point at = {0, 0};
    Status status = place_find(play, &command->from, &at, error);
    Time length = command->kind == COMMAND_HOLD ? command->over : TAP_TIME;
    return status != STATUS_DONE ? status : wrong(hold_send(play, at, length, error));
}

static Status run_drag(Play *play, const Command *command, Error *error)
{
    Point from = {0, 0}, to = {0, 0};
    Time start = play->visit.now;
    if (place_find(play, &command->from, &from, error) != STATUS_DONE ||
        place_find(play, &command->to, &to, error) != STATUS_DONE ||
        !touch_send(play, TOUCH_DOWN, PLAY_FINGER, from, error)) {
        return STATUS_WRONG;
    }
    for (Time passed = 0; passed < command->over;) {
        passed = passed + MOVE_TIME < command->over ? passed + MOVE_TIME : command->over;
        double part = (double)passed / (double)command->over;
        Point at = {from.x + (int32_t)((to.x - from.x) * part),
                    from.y + (int32_t)((to.y - from.y) * part)};
        if (!visit_run_until(&play->visit, start + passed, error)) {
            return STATUS_WRONG;
        }
        /* Not a frame a move: the display keeps its own pace. */
        app_touch(play->visit.app, (Touch){TOUCH_MOVE, PLAY_FINGER, at, play->visit.now});
        play->visit.wake = play->visit.now;
    }
    return wrong(touch_send(play, TOUCH_UP, PLAY_FINGER, to, error));
}

static Status run_finger(Play *play, const Command *command, Error *error)
{
    TouchKind kind = command->kind == COMMAND_DOWN   ? TOUCH_DOWN
                     : command->kind == COMMAND_MOVE ? TOUCH_MOVE
                     : command->kind == COMMAND_UP   ? TOUCH_UP
                                                     : TOUCH_CANCEL;
    if (kind != TOUCH_CANCEL &&
        place_find(play, &command->from, &play->at[command->finger], error) != STATUS_DONE) {
        return STATUS_WRONG;
    }
    return wrong(touch_send(play, kind, command->finger, play->at[command->finger], error));
}

static Status run_key(Play *play, const Command *command, Error *error)
{
    app_key(play->visit.app, command->key, play->visit.now);
    return wrong(visit_frame(&play->visit, error));
}

static Status run_type(Play *play, const Command *command, Error *error)
{
    app_text(play->visit.app, command->text, play->visit.now);
    return wrong(visit_frame(&play->visit, error));
}

/* Whether a screen's name is the one wanted; "delegation/" and a * stands for any. */
static bool name_matches(const char *name, const char *wanted)
{
    size_t length = strlen(wanted);
    if (length > 0 && wanted[length - 1] == '*') {
        return strncmp(name, wanted, length - 1) == 0;
    }
    return strcmp(name, wanted) == 0;
}

static Status run_expect_screen(Play *play, const Command *command, Error *error)
{
    const char *name = app_screen_name(play->visit.app);
    return wrong(name_matches(name, command->text) ||
                 error_set(error, "expected screen %s; instead %s", command->text, name));
}

static Status run_expect_text(Play *play, const Command *command, Error *error)
{
    bool wanted = command->kind == COMMAND_EXPECT_TEXT;
    if (app_shows_text(play->visit.app, command->text) == wanted) {
        return STATUS_DONE;
    }
    return text_unmet(play, wanted ? "text" : "no text", command->text, error);
}

static Status run_expect_still(Play *play, const Command *command, Error *error)
{
    const Visit *visit = &play->visit;
    bool wanted = command->kind == COMMAND_EXPECT_STILL;
    bool moves = visit->wake <= visit->now;
    Time since = visit->now - visit->last_drawn;
    bool still = !moves && since >= STILL_TIME;
    return wrong(still == wanted ||
                 error_set(error, "expected %s; instead %s, and the last frame was drawn %.3fs ago",
                           wanted ? "still" : "moving",
                           moves ? "it moves" : "nothing moves by itself", (double)since / TIME_S));
}

static Status run_shot(Play *play, const Command *command, Error *error)
{
    if (play->out == NULL) {
        return STATUS_DONE;
    }
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", play->out, command->text);
    if (length >= (int)sizeof path) {
        error_set(error, "the picture's path is too long");
        return STATUS_COMMAND;
    }
    return glass_save(play->visit.glass, path, error) ? STATUS_DONE : STATUS_COMMAND;
}

static const CommandRun RUNS[] = {
    [COMMAND_WAIT] = run_wait,
    [COMMAND_TAP] = run_tap,
    [COMMAND_HOLD] = run_tap,
    [COMMAND_DRAG] = run_drag,
    [COMMAND_DOWN] = run_finger,
    [COMMAND_MOVE] = run_finger,
    [COMMAND_UP] = run_finger,
    [COMMAND_CANCEL] = run_finger,
    [COMMAND_KEY] = run_key,
    [COMMAND_TYPE] = run_type,
    [COMMAND_EXPECT_SCREEN] = run_expect_screen,
    [COMMAND_EXPECT_TEXT] = run_expect_text,
    [COMMAND_EXPECT_NO_TEXT] = run_expect_text,
    [COMMAND_EXPECT_STILL] = run_expect_still,
    [COMMAND_EXPECT_MOVING] = run_expect_still,
    [COMMAND_SHOT] = run_shot,
};

/* Lets the time come that the command waits for, then does it. */
static Status command_run(Play *play, const Command *command, Error *error)
{
    Visit *visit = &play->visit;
    Time when = visit->now;
    if (command->timing == TIMING_AT) {
        when = command->time;
    } else if (command->timing == TIMING_AFTER) {
        when = play->last_end + command->time;
    }
    if (when < visit->now) {
        error_set(error, "it is %.3fs already: a command cannot be at %.3fs",
                  (double)visit->now / TIME_S, (double)when / TIME_S);
        return STATUS_COMMAND;
    }
    if (!visit_run_until(visit, when, error)) {
        return STATUS_WRONG;
    }
    Status status = RUNS[command->kind](play, command, error);
    play->last_end = visit->now;
    return status;
}

static Status script_run(Play *play, const Script *script)
{
    Error error = {""};
    Status status = wrong(visit_frame(&play->visit, &error));
    int line = 0;
    for (size_t i = 0; i < script->count && status == STATUS_DONE; i++) {
        line = script->commands[i].line;
        status = command_run(play, &script->commands[i], &error);
    }
    if (status != STATUS_DONE) {
        fprintf(stderr, "%s:%d: %s\n", play->path, line, error.text);
    }
    return status;
}

/* Makes the folder of the pictures, and those it lies in. */
static bool folder_make(const char *path, Error *error)
{
    char part[4096];
    int length = snprintf(part, sizeof part, "%s", path);
    for (int i = 1; i <= length && length < (int)sizeof part; i++) {
        if (path[i] == '/' || path[i] == '\0') {
            part[i] = '\0';
            if (mkdir(part, 0777) != 0 && errno != EEXIST) {
                return error_set(error, "cannot make the folder %s: %s", part, strerror(errno));
            }
            part[i] = path[i];
        }
    }
    return length < (int)sizeof part || error_set(error, "the folder's path is too long");
}

static Status play_run(const Options *options, const char *fonts)
{
    static const Wall first_day = {{2022, 6, 3}, 10, 24, 0}; /* of the shipped content */
    Play play = {.path = options->words[1], .out = options->out};
    Script script;
    Error error = {""};
    Status status = STATUS_COMMAND;
    if (!script_read(&script, options->words[1], &error) ||
        (play.out != NULL && !folder_make(play.out, &error)) ||
        !visit_open(&play.visit, options, fonts,
                    options->wall.date.year != 0 ? options->wall : first_day, &error)) {
        options_refuse("play", &error);
        goto done;
    }
    status = script_run(&play, &script);
    if (status == STATUS_DONE && app_content_error(play.visit.app) != NULL) {
        status = STATUS_WRONG;
    }
done:
    visit_close(&play.visit);
    script_finish(&script);
    return status;
}

int verb_play(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "play",
                                      .takes = OPTIONS_LOOK | OPTION_AT | OPTION_OUT |
                                               OPTION_CHECK | OPTION_PIN,
                                      .words = 2,
                                      .words_are = "FILE SCRIPT"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("play", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("play", &error);
    }
    Status status = play_run(&options, fonts);
    free(fonts);
    return status;
}
