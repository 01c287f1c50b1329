/* See history.h. Reads only: it works where nothing can be written, and while others publish. */
#include "staff/history.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "content/json.h"
#include "content/versions.h"
#include "shell/clock.h"
#include "shell/options.h"

typedef struct History {
    const char *name;
    GoodCopy versions[VERSIONS_MOST];
    int count;
    int live;      /* index; -1: what is live is none of them */
    bool is_there; /* there is a live file */
} History;

/* What an editor has changed and not yet taken in is told by its log. */
static bool has_log(const char *path)
{
    char log[4200];
    struct stat status;
    (void)snprintf(log, sizeof log, "%s-wal", path);
    return stat(log, &status) == 0 && status.st_size > 0;
}

static bool read_history(History *history, const char *name, Error *error)
{
    Store store;
    struct stat status;
    *history = (History){.name = name, .live = -1};
    char *path = realpath(name, NULL);
    int reason = errno;
    versions_init_reader(&store, path != NULL ? path : name);
    history->count = store_list(&store, history->versions, VERSIONS_MOST);
    history->is_there = path != NULL && stat(path, &status) == 0;
    if (history->is_there && !has_log(path)) {
        history->live = versions_find(history->versions, history->count, path);
    }
    free(path);
    return history->is_there || history->count > 0 ||
           error_set(error, "%s cannot be opened: %s", name, strerror(reason));
}

static const char *say_time(const GoodCopy *version, char out[32])
{
    Wall wall = clock_wall_at(version->loaded_at);
    (void)snprintf(out, 32, "%04d-%02d-%02d %02d:%02d", wall.date.year, wall.date.month,
                   wall.date.day, wall.hour, wall.minute);
    return out;
}

static void print_lines(const History *history)
{
    char time[32];
    for (int i = 0; i < history->count; i++) {
        const GoodCopy *version = &history->versions[i];
        printf("%4d  %s  ", version->number, say_time(version, time));
        printf("%s%-10s  %s%s\n", version->day[0] != '\0' ? "of " : "   ", version->day,
               version->summary, i == history->live ? "  (live)" : "");
    }
    if (!history->is_there) {
        printf("%s itself is not there: `foyer rollback %s` brings back the newest.\n",
               history->name, history->name);
    } else if (history->count == 0) {
        printf("%s has no history: `foyer publish` keeps one.\n", history->name);
    } else if (history->live < 0) {
        printf("%s itself is none of these: it has been changed since.\n", history->name);
    }
}

static void print_text(Json *json, const char *key, const char *text)
{
    const char *quoted = json_quote(json, text);
    printf(",\"%s\":%s", key, quoted != NULL ? quoted : "null");
}

static void print_number(const char *key, int number)
{
    if (number > 0) {
        printf("\"%s\":%d", key, number);
    } else {
        printf("\"%s\":null", key);
    }
}

static bool print_json(const History *history, Error *error)
{
    char time[32];
    Json *json = json_create();
    if (json == NULL) {
        return error_set(error, "there is not enough memory");
    }
    printf("{");
    print_number("live", history->live >= 0 ? history->versions[history->live].number : 0);
    printf(",\"versions\":[");
    for (int i = 0; i < history->count; i++) {
        const GoodCopy *version = &history->versions[i];
        printf("%s{\"number\":%d,\"published_at\":%lld", i > 0 ? "," : "", version->number,
               (long long)version->loaded_at);
        print_text(json, "published", say_time(version, time));
        print_text(json, "day", version->day[0] != '\0' ? version->day : NULL);
        print_text(json, "summary", version->summary);
        print_text(json, "source", version->source);
        printf(",");
        print_number("before", version->before);
        printf(",\"live\":%s}", i == history->live ? "true" : "false");
    }
    printf("]}\n");
    json_destroy(json);
    return true;
}

int verb_history(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "history", .takes = OPTION_JSON, .words = 1, .words_are = "LIVE"};
    Options options;
    History history;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("history", &error);
    }
    if (!read_history(&history, options.words[0], &error)) {
        (void)options_refuse("history", &error);
        return STATUS_WRONG;
    }
    if (!options.json) {
        print_lines(&history);
    } else if (!print_json(&history, &error)) {
        return options_refuse("history", &error);
    }
    return STATUS_DONE;
}
