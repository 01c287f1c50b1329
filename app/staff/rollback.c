/* See rollback.h. What is done to the live file is live.c's. */
#include "staff/rollback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/versions.h"
#include "shell/fonts.h"

/* Finds the version to bring back; NULL with the reason. */
static const GoodCopy *choose(const Live *live, int number, const GoodCopy *versions, int count,
                              Error *error)
{
    int now = live->state == LIVE_WHOLE ? versions_find(versions, count, live->old_file) : -1;
    int at = number == 0 ? versions_before(versions, count, now) : -1;
    for (int i = 0; number != 0 && i < count; i++) {
        at = versions[i].number == number ? i : at;
    }
    if (at >= 0 && at != now) {
        return &versions[at];
    }
    if (count == 0) {
        (void)error_set(error, "%s has no history: `foyer publish` keeps one", live->name);
    } else if (at >= 0) {
        (void)error_set(error, "version %d of %s is live already", number, live->name);
    } else if (number != 0) {
        (void)error_set(error, "%s has no version %d; `foyer history %s` lists them", live->name,
                        number, live->name);
    } else {
        (void)error_set(error, "%s has no version before the one that is live", live->name);
    }
    return NULL;
}

static Status bring_back(Live *live, const GoodCopy *version, const char *fonts, Error *error)
{
    char said[64], question[80];
    (void)snprintf(said, sizeof said, "version %d", version->number);
    Status status = live_take_new(live, version->path, said, error);
    status = status == STATUS_DONE ? live_check_new(live, fonts, said, error) : status;
    if (status != STATUS_DONE) {
        return status;
    }
    if (!live_say_changes(live)) {
        live_say(live, "Nothing changes for a visitor.");
    }
    (void)snprintf(question, sizeof question, "Bring back version %d?", version->number);
    status = live_ask(live, question, error);
    if (status == STATUS_WRONG) {
        live_say(live, "Nothing is brought back.");
        return STATUS_DONE;
    }
    status = status == STATUS_DONE ? live_replace(live, version, version->source, error) : status;
    if (live->is_replaced) {
        live_say(live, "%s is version %d again.", live->name,
                 live->number != 0 ? live->number : version->number);
    }
    return status;
}

Status rollback_told(const char *name, int number, const char *fonts, const LiveTold *told,
                     LiveResult *result, Error *error)
{
    Live live;
    Store store;
    GoodCopy versions[VERSIONS_MOST];
    Status status = live_init(&live, name, told, error);
    status = status == STATUS_DONE ? live_take_old(&live, error) : status;
    if (status == STATUS_DONE) {
        versions_init_reader(&store, live.path);
        int count = store_list(&store, versions, VERSIONS_MOST);
        *error = (Error){""};
        const GoodCopy *version = choose(&live, number, versions, count, error);
        status = version != NULL ? bring_back(&live, version, fonts, error) : STATUS_WRONG;
    }
    *result = (LiveResult){.is_replaced = live.is_replaced, .number = live.number};
    return live_end(&live, status, error);
}

Status rollback_run(const char *name, int number, const char *fonts, bool yes, Error *error)
{
    LiveTold terminal = live_terminal(yes);
    LiveResult result;
    return rollback_told(name, number, fonts, &terminal, &result, error);
}

static bool read_number(const Options *options, int *number, Error *error)
{
    int used = 0;
    const char *word = options->word_count > 1 ? options->words[1] : NULL;
    *number = 0;
    return word == NULL ||
           (strspn(word, "0123456789") == strlen(word) &&
            sscanf(word, "%9d%n", number, &used) == 1 && word[used] == '\0' && *number > 0) ||
           error_set(error, "N is the number of a version, not \"%s\"; `foyer history` lists them",
                     word);
}

int verb_rollback(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "rollback",
                                      .takes = OPTION_YES | OPTION_FONTS,
                                      .words = 1,
                                      .more_words = 1,
                                      .words_are = "LIVE, or LIVE and the number of a version"};
    Options options;
    Error error = {""};
    int number;
    if (!options_parse(&rules, argc, argv, &options, &error) ||
        !read_number(&options, &number, &error)) {
        return options_refuse("rollback", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("rollback", &error);
    }
    Status status = rollback_run(options.words[0], number, fonts, options.yes, &error);
    if (error.text[0] != '\0') {
        (void)options_refuse("rollback", &error);
    }
    free(fonts);
    return (int)status;
}
