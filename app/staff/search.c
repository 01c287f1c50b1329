/* See search.h. The index lives in a file of its own for as long as it takes. */
#include "staff/search.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/json.h"
#include "content/search.h"
#include "staff/given.h"

enum { WORDS_BYTES = 4096 };

/* The words as a visitor would have typed them. */
static void join_words(const Options *options, char out[WORDS_BYTES])
{
    size_t at = 0;
    for (int i = 1; i < options->word_count && at < WORDS_BYTES; i++) {
        int count =
            snprintf(out + at, WORDS_BYTES - at, "%s%s", i > 1 ? " " : "", options->words[i]);
        at += count > 0 ? (size_t)count : 0;
    }
}

/* Makes the index and opens it; its file needs no name from then on. */
static Search *make_index(const char *file, uint64_t version, Error *error)
{
    const char *parent = getenv("TMPDIR");
    char folder[4096], path[4200];
    int count = snprintf(folder, sizeof folder, "%s/foyer-XXXXXX",
                         parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    if (count < 0 || (size_t)count >= sizeof folder || mkdtemp(folder) == NULL) {
        (void)error_set(error, "a folder for the index cannot be made: %s", strerror(errno));
        return NULL;
    }
    (void)snprintf(path, sizeof path, "%s/search.idx", folder);
    Search *search = search_build(file, path, -1, error) ? search_open(path, version, error) : NULL;
    (void)unlink(path);
    (void)rmdir(folder);
    return search;
}

/* ---- what is printed ---- */

static const char *kind_name(SearchKind kind)
{
    return kind == SEARCH_DELEGATION ? "delegation" : "news";
}

static void print_answer(const SearchAnswer *answer)
{
    for (int i = 0; i < answer->count; i++) {
        const SearchResult *result = &answer->results[i];
        printf("%s %s %s\n", kind_name(result->kind), result->slug, result->title.text);
    }
    if (answer->has_more) {
        printf("… and more\n");
    }
    if (answer->count == 0) {
        printf("nothing is found");
        for (int i = 0; i < answer->suggestion_count; i++) {
            printf("%s%s", i == 0 ? "; the nearest words: " : ", ", answer->suggestions[i]);
        }
        printf("\n");
    }
}

static void print_text(Json *json, const char *text)
{
    const char *quoted = json_quote(json, text);
    printf("%s", quoted != NULL ? quoted : "null");
}

static void print_marked(Json *json, const char *key, const SearchText *text)
{
    printf(",\"%s\":", key);
    print_text(json, text->text);
    printf(",\"%s_marks\":[", key);
    for (int i = 0; i < text->mark_count; i++) {
        printf("%s[%u,%u]", i > 0 ? "," : "", text->marks[i].start, text->marks[i].length);
    }
    printf("]");
}

static bool print_json(const SearchAnswer *answer, Error *error)
{
    Json *json = json_create();
    if (json == NULL) {
        return error_set(error, "there is not enough memory");
    }
    printf("{\"words\":");
    print_text(json, answer->words);
    printf(",\"results\":[");
    for (int i = 0; i < answer->count; i++) {
        const SearchResult *result = &answer->results[i];
        printf("%s{\"kind\":\"%s\",\"id\":", i > 0 ? "," : "", kind_name(result->kind));
        print_text(json, result->slug);
        print_marked(json, "title", &result->title);
        print_marked(json, "context", &result->context);
        printf(",\"near\":%s}", result->is_near ? "true" : "false");
    }
    printf("],\"more\":%s,\"suggestions\":[", answer->has_more ? "true" : "false");
    for (int i = 0; i < answer->suggestion_count; i++) {
        printf("%s", i > 0 ? "," : "");
        print_text(json, answer->suggestions[i]);
    }
    printf("]}\n");
    json_destroy(json);
    return true;
}

/* ---- the verb ---- */

static Status search_content(const Content *content, const char *file, const Options *options,
                             Error *error)
{
    char words[WORDS_BYTES];
    join_words(options, words);
    int language = options->language != NULL ? content_find_language(content, options->language)
                                             : content_settings(content)->first_language;
    if (language < 0) {
        (void)error_set(error, "%s has no language \"%s\"", options->words[0], options->language);
        return STATUS_COMMAND;
    }
    Search *search = make_index(file, content_version(content), error);
    SearchAnswer *answer =
        search != NULL ? search_find(search, words, language, SEARCH_RESULTS_MOST) : NULL;
    bool good = search != NULL;
    if (good && (answer == NULL || answer->status != SEARCH_DONE)) {
        good = error_set(error, "%s cannot be searched", options->words[0]);
    } else if (good && options->json) {
        good = print_json(answer, error);
    } else if (good) {
        print_answer(answer);
    }
    search_answer_destroy(answer);
    search_close(search);
    return good ? STATUS_DONE : STATUS_COMMAND;
}

int verb_search(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "search",
                                      .takes = OPTION_JSON | OPTION_LANG,
                                      .words = 2,
                                      .more_words = OPTION_WORDS_MAX - 2,
                                      .words_are = "FILE WORDS…"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("search", &error);
    }
    Given given;
    Status status;
    Content *content = given_open(&given, options.words[0], &status, &error);
    if (content != NULL) {
        status = search_content(content, given.file, &options, &error);
    }
    if (status != STATUS_DONE) {
        (void)options_refuse("search", &error);
    }
    content_destroy(content);
    given_finish(&given);
    return (int)status;
}
