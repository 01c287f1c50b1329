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
    CheckFound found;
    void *context;
} Counting;

static void count(const Counting *counting, int severity, const Place *place, const char *where,
                  const char *what, const char *what_to_do)
{
    if (severity == FINDING_ERROR) {
        counting->counts->errors++;
    } else {
        counting->counts->warnings++;
    }
    counting->found(counting->context, severity, place, where, what, what_to_do);
}

static void count_finding(void *context, int severity, const char *where, const char *what,
                          const char *what_to_do)
{
    count((const Counting *)context, severity, NULL, where, what, what_to_do);
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

static void take_placed(void *context, int severity, const Place *place, const char *what,
                        const char *what_to_do)
{
    const Counting *counting = (const Counting *)context;
    char where[PLACE_BYTES];
    count(counting, severity, place, place_say(place, counting->language, where), what, what_to_do);
}

static bool check_fits(const char *file, const char *fonts, Counting *counting, Error *error)
{
    CheckFit *fit =
        check_fit_begin(file, fonts, NULL, NULL, counting->language, take_placed, counting, error);
    bool good = fit != NULL;
    int count = good ? check_fit_count(fit) : 0;
    Progress progress =
        progress_begin(sentence(counting->language, "Looking whether the texts fit"));
    for (int i = 0; good && i < count; i++) {
        good = check_fit_next(fit, error);
        progress_step(&progress, i + 1, count);
    }
    progress_end(&progress);
    check_fit_end(fit);
    return good;
}

/* What a file that opens holds. */
static bool check_inside(const char *file, const char *fonts, Counting *counting, Error *error)
{
    Content *content = content_open(file, error);
    if (content == NULL) {
        /* Found nowhere else: a finding like any other. */
        if (counting->counts->errors == 0) {
            char what[sizeof error->text * 2];
            count_finding(counting, FINDING_ERROR, sentence(counting->language, "the file"),
                          sentence_again(counting->language, error->text, what, sizeof what), "");
        }
        return true;
    }
    bool good = check_texts(content, fonts, counting->language, take_placed, counting, error);
    content_destroy(content);
    return good && check_fits(file, fonts, counting, error);
}

Status check_run_placed(const char *path, const char *fonts, StaffLanguage language,
                        CheckFound found, void *context, CheckCounts *counts, Error *error)
{
    *counts = (CheckCounts){0};
    Counting counting = {counts, language, found, context};
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

typedef struct Unplaced {
    FindingSink sink;
    void *context;
} Unplaced;

static void take_unplaced(void *context, int severity, const Place *place, const char *where,
                          const char *what, const char *what_to_do)
{
    const Unplaced *unplaced = (const Unplaced *)context;
    (void)place;
    unplaced->sink(unplaced->context, severity, where, what, what_to_do);
}

Status check_run(const char *path, const char *fonts, StaffLanguage language, FindingSink sink,
                 void *context, CheckCounts *counts, Error *error)
{
    Unplaced unplaced = {sink, context};
    return check_run_placed(path, fonts, language, take_unplaced, &unplaced, counts, error);
}

/* ---- the verb ---- */

void check_print(void *context, int severity, const char *where, const char *what,
                 const char *what_to_do)
{
    StaffLanguage language = context != NULL ? *(const StaffLanguage *)context : STAFF_ENGLISH;
    const char *kind = severity == FINDING_ERROR ? SENTENCE("error") : SENTENCE("warning");
    printf("%s: %s%s%s%s%s\n", sentence(language, kind), where, where[0] != '\0' ? ": " : "", what,
           what_to_do[0] != '\0' ? ": " : "", what_to_do);
}

const char *check_say_counts(const CheckCounts *counts, StaffLanguage language,
                             char out[CHECK_COUNTS_BYTES])
{
    char errors[64], warnings[64];
    (void)snprintf(errors, sizeof errors,
                   sentence_plural(language, counts->errors, "%d error", "%d errors"),
                   counts->errors);
    (void)snprintf(warnings, sizeof warnings,
                   sentence_plural(language, counts->warnings, "%d warning", "%d warnings"),
                   counts->warnings);
    (void)snprintf(out, CHECK_COUNTS_BYTES, "%s, %s", errors, warnings);
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

static Status check_as_json(const char *path, const char *fonts, StaffLanguage language,
                            Error *error)
{
    JsonList list = {.json = json_create()};
    CheckCounts counts;
    if (list.json == NULL) {
        (void)error_set(error, "there is not enough memory");
        return STATUS_COMMAND;
    }
    printf("{\"findings\":[");
    Status status = check_run(path, fonts, language, print_json, &list, &counts, error);
    printf("],\"errors\":%d,\"warnings\":%d}\n", counts.errors, counts.warnings);
    json_destroy(list.json);
    return status;
}

static Status check_for_people(const char *path, const char *fonts, StaffLanguage language,
                               Error *error)
{
    CheckCounts counts;
    char said[CHECK_COUNTS_BYTES];
    Status status = check_run(path, fonts, language, check_print, &language, &counts, error);
    if (status == STATUS_COMMAND) {
        return status;
    }
    if (counts.errors + counts.warnings == 0) {
        printf(sentence(language, "%s: all is well"), path);
        printf("\n");
    } else {
        printf("%s: %s%s\n", path, check_say_counts(&counts, language, said),
               counts.errors == 0 ? sentence(language, "; it can be shown") : "");
    }
    return status;
}

int verb_check(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "check",
                                      .takes = OPTION_FONTS | OPTION_JSON | OPTION_LANG,
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
    StaffLanguage language = staff_language(options.language);
    Status status = options.json ? check_as_json(options.words[0], fonts, language, &error)
                                 : check_for_people(options.words[0], fonts, language, &error);
    if (status == STATUS_COMMAND) {
        (void)options_refuse("check", &error);
    }
    free(fonts);
    return (int)status;
}
