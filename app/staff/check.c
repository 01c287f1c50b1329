/* See check.h: the whole of a check, and the verb. */
#include "staff/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/json.h"
#include "shell/fonts.h"
#include "staff/given.h"
#include "staff/progress.h"

typedef struct Counting {
    CheckCounts *counts;
    StaffLanguage language;
    FindingSink sink;
    void *context;
} Counting;

static void count_finding(void *context, int severity, const char *where, const char *what,
                          const char *what_to_do)
{
    Counting *counting = (Counting *)context;
    if (severity == FINDING_ERROR) {
        counting->counts->errors++;
    } else {
        counting->counts->warnings++;
    }
    counting->sink(counting->context, severity, where, what, what_to_do);
}

/* "data/lobby.yaml:3: a sentence: what to do", as build says it: where is all up to the line. */
static void take_mistake(void *context, const char *mistake)
{
    char where[512] = "";
    const char *what = strstr(mistake, ": ");
    size_t count = what != NULL ? (size_t)(what - mistake) : 0;
    if (count > 0 && count < sizeof where) {
        memcpy(where, mistake, count);
        what += 2;
    } else {
        what = mistake;
    }
    count_finding(context, FINDING_ERROR, where, what, "");
}

/* What a file that opens holds. */
static bool check_inside(const char *file, const char *fonts, Counting *counting, Error *error)
{
    Content *content = content_open(file, error);
    if (content == NULL) {
        /* Found nowhere else: a finding like any other. */
        if (counting->counts->errors == 0) {
            count_finding(counting, FINDING_ERROR, "the file", error->text, "");
        }
        return true;
    }
    bool good = check_texts(content, fonts, counting->language, count_finding, counting, error);
    content_destroy(content);
    return good && check_fit(file, fonts, counting->language, count_finding, counting, error);
}

Status check_run(const char *path, const char *fonts, StaffLanguage language, FindingSink sink,
                 void *context, CheckCounts *counts, Error *error)
{
    *counts = (CheckCounts){0};
    Counting counting = {counts, language, sink, context};
    Given given;
    Status status = given_init(&given, path, take_mistake, &counting, error);
    if (status == STATUS_DONE) {
        ProgressWait wait;
        progress_wait_begin(&wait, "Reading the tables");
        (void)check_file_all(given.file, language, count_finding, &counting);
        progress_wait_end(&wait);
        if (!check_inside(given.file, fonts, &counting, error)) {
            status = STATUS_COMMAND;
        }
    }
    given_finish(&given);
    if (status == STATUS_COMMAND) {
        return status;
    }
    return counts->errors > 0 ? STATUS_WRONG : STATUS_DONE;
}

/* ---- the verb ---- */

void check_print(void *context, int severity, const char *where, const char *what,
                 const char *what_to_do)
{
    (void)context;
    printf("%s: %s%s%s%s%s\n", severity == FINDING_ERROR ? "error" : "warning", where,
           where[0] != '\0' ? ": " : "", what, what_to_do[0] != '\0' ? ": " : "", what_to_do);
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

const char *check_say_counts(const CheckCounts *counts, StaffLanguage language, char out[64])
{
    (void)language;
    (void)snprintf(out, 64, "%d error%s, %d warning%s", counts->errors, plural(counts->errors),
                   counts->warnings, plural(counts->warnings));
    return out;
}

typedef struct JsonList {
    Json *json;
    int count;
} JsonList;

static void print_json_text(Json *json, const char *key, const char *text)
{
    const char *quoted = json_quote(json, text);
    printf(",\"%s\":%s", key, quoted != NULL ? quoted : "null");
}

static void print_json(void *context, int severity, const char *where, const char *what,
                       const char *what_to_do)
{
    JsonList *list = (JsonList *)context;
    printf("%s{\"severity\":\"%s\"", list->count++ > 0 ? "," : "",
           severity == FINDING_ERROR ? "error" : "warning");
    print_json_text(list->json, "where", where);
    print_json_text(list->json, "what", what);
    print_json_text(list->json, "what_to_do", what_to_do);
    printf("}");
}

static Status check_as_json(const char *path, const char *fonts, Error *error)
{
    JsonList list = {.json = json_create()};
    CheckCounts counts;
    if (list.json == NULL) {
        (void)error_set(error, "there is not enough memory");
        return STATUS_COMMAND;
    }
    printf("{\"findings\":[");
    Status status = check_run(path, fonts, STAFF_ENGLISH, print_json, &list, &counts, error);
    printf("],\"errors\":%d,\"warnings\":%d}\n", counts.errors, counts.warnings);
    json_destroy(list.json);
    return status;
}

static Status check_for_people(const char *path, const char *fonts, Error *error)
{
    CheckCounts counts;
    char said[64];
    Status status = check_run(path, fonts, STAFF_ENGLISH, check_print, NULL, &counts, error);
    if (status == STATUS_COMMAND) {
        return status;
    }
    if (counts.errors + counts.warnings == 0) {
        printf("%s: all is well\n", path);
    } else {
        printf("%s: %s%s\n", path, check_say_counts(&counts, STAFF_ENGLISH, said),
               counts.errors == 0 ? "; it can be shown" : "");
    }
    return status;
}

int verb_check(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "check",
                                      .takes = OPTION_FONTS | OPTION_JSON,
                                      .words = 1,
                                      .words_are = "FILE, or the folder of sources"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("check", &error);
    }
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("check", &error);
    }
    Status status = options.json ? check_as_json(options.words[0], fonts, &error)
                                 : check_for_people(options.words[0], fonts, &error);
    if (status == STATUS_COMMAND) {
        (void)options_refuse("check", &error);
    }
    free(fonts);
    return (int)status;
}
