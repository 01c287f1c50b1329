/* See publish.h. What is done to the live file is live.c's. */
#include "staff/publish.h"

#include <stdio.h>
#include <stdlib.h>

#include "shell/fonts.h"
#include "staff/given.h"

typedef struct Mistakes {
    const LiveTold *told;
    int count;
} Mistakes;

/* A mistake in the sources: "data/lobby.yaml:3: a sentence". */
static void tell_mistake(void *context, const char *mistake)
{
    Mistakes *mistakes = (Mistakes *)context;
    mistakes->count++;
    mistakes->told->finding(mistakes->told->context, FINDING_ERROR, "", mistake, "");
}

static Status take_new(Live *live, const char *from, Error *error)
{
    Given given;
    Mistakes mistakes = {.told = &live->told};
    Status status = given_init(&given, from, tell_mistake, &mistakes, error);
    if (status == STATUS_DONE) {
        status = live_take_new(live, given.file, from, error);
    } else if (status == STATUS_WRONG) {
        (void)error_set(error, "%s cannot be shown: %d error%s", from, mistakes.count,
                        mistakes.count == 1 ? "" : "s");
    }
    given_finish(&given);
    return status;
}

static void say_done(const Live *live)
{
    if (live->number == 0) {
        live_say(live, "%s is published.", live->name);
    } else if (live->before == 0) {
        live_say(live, "%s is published as version %d.", live->name, live->number);
    } else {
        live_say(live, "%s is published as version %d; `foyer rollback %s` brings back version %d.",
                 live->name, live->number, live->name, live->before);
    }
}

Status publish_told(const char *from, const char *source, const char *name, const char *fonts,
                    const LiveTold *told, LiveResult *result, Error *error)
{
    Live live;
    Status status = live_init(&live, name, told, error);
    status = status == STATUS_DONE ? take_new(&live, from, error) : status;
    status = status == STATUS_DONE ? live_check_new(&live, fonts, from, error) : status;
    status = status == STATUS_DONE ? live_take_old(&live, error) : status;
    if (status != STATUS_DONE) {
        goto done;
    }
    if (!live_say_changes(&live)) {
        live_say(&live, "Nothing changes.");
        goto done;
    }
    status = live_ask(&live, "Publish?", error);
    if (status == STATUS_WRONG) {
        live_say(&live, "Nothing is published.");
        status = STATUS_DONE;
    } else if (status == STATUS_DONE) {
        status = live_replace(&live, NULL, source, error);
    }
    if (live.is_replaced) {
        say_done(&live);
    }
done:
    *result = (LiveResult){.is_replaced = live.is_replaced, .number = live.number};
    return live_end(&live, status, error);
}

Status publish_run(const char *from, const char *name, const char *fonts, bool yes, Error *error)
{
    LiveTold terminal = live_terminal(yes);
    LiveResult result;
    return publish_told(from, from, name, fonts, &terminal, &result, error);
}

int verb_publish(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "publish", .takes = OPTION_YES | OPTION_FONTS, .words = 2, .words_are = "NEW LIVE"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("publish", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("publish", &error);
    }
    Status status = publish_run(options.words[0], options.words[1], fonts, options.yes, &error);
    if (error.text[0] != '\0') {
        (void)options_refuse("publish", &error);
    }
    free(fonts);
    return (int)status;
}
