/* See build.h: the whole of a build, and lobby.yaml. */
#include "staff/build.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "staff/build_parts.h"
#include "staff/progress.h"
#include "staff/source_file.h"

bool build_refused(const Source *source, const yaml_node_t *node, const Error *reason, Error *error)
{
    return source_fail(source, node, error, "%s", reason->text);
}

static bool is_in(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

bool build_goes_on(Build *build, bool good, Error *error)
{
    if (good || build->sink == NULL) {
        return good;
    }
    build->mistakes++;
    build->sink(build->context, error->text);
    error->text[0] = '\0';
    return true;
}

bool build_writes(const Build *build)
{
    return build->mistakes == 0;
}

bool build_keys(Build *build, Source *source, yaml_node_t *mapping, const char *const *keys,
                Error *error)
{
    if (mapping->type != YAML_MAPPING_NODE) {
        return source_check_keys(source, mapping, keys, error);
    }
    bool good = true;
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
         good && pair < mapping->data.mapping.pairs.top; pair++) {
        good = build_goes_on(build, source_check_key(source, mapping, pair, keys, error), error);
    }
    return good;
}

/* ---- lobby.yaml ---- */

static bool read_language(Build *build, Source *source, yaml_node_t *node, Error *error)
{
    static const char *const KEYS[] = {"code", "name", "organisation", NULL};
    const char *code = NULL, *name = NULL, *organisation = NULL;
    int index = build->counts.languages;
    if (!build_keys(build, source, node, KEYS, error) ||
        !source_text(source, node, "code", 3, NEED_REQUIRED, &code, error) ||
        !build_goes_on(build, source_text(source, node, "name", 100, NEED_REQUIRED, &name, error),
                       error) ||
        !build_goes_on(build,
                       source_text(source, node, "organisation", WRITER_NAME_LETTERS, NEED_OPTIONAL,
                                   &organisation, error),
                       error)) {
        return false;
    }
    if (is_in(code, build->languages)) {
        return source_fail(source, node, error, "the language \"%s\" is here twice", code);
    }
    Error reason = {{0}};
    if (build_writes(build) &&
        !writer_language(build->writer, index + 1, code, name, organisation, &reason)) {
        return build_refused(source, node, &reason, error);
    }
    build->languages[index] = code;
    build->counts.languages++;
    return true;
}

static bool read_languages(Build *build, Source *source, Error *error)
{
    NodeList list;
    if (!source_list(source, source_root(source), "languages", NEED_REQUIRED, &list, error)) {
        return false;
    }
    if (list.count > CONTENT_LANGUAGES_MAX) {
        return source_fail(source, list.items[CONTENT_LANGUAGES_MAX], error,
                           "there can be at most %d languages", CONTENT_LANGUAGES_MAX);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (!build_goes_on(build, read_language(build, source, list.items[i], error), error)) {
            return false;
        }
    }
    return true;
}

static bool read_settings(Build *build, Source *source, Error *error)
{
    static const struct {
        const char *key;
        int least, most, usual;
    } NUMBERS[] = {{"delegation seconds", 3, 600, 9},
                   {"news seconds", 3, 600, 12},
                   {"idle wait seconds", 10, 3600, 90},
                   {"still there seconds", 20, 600, 20},
                   {"idle news", 0, 50, 5}};
    enum { DELEGATION, NEWS, WAIT, STILL_THERE, IDLE_NEWS, COUNT };
    yaml_node_t *root = source_root(source);
    const char *first = build->languages[0];
    int values[COUNT];
    for (int i = 0; i < COUNT; i++) {
        values[i] = NUMBERS[i].usual;
        if (!build_goes_on(build,
                           source_number(source, root, NUMBERS[i].key, NUMBERS[i].least,
                                         NUMBERS[i].most, NEED_OPTIONAL, &values[i], error),
                           error)) {
            return false;
        }
    }
    if (!build_goes_on(build,
                       source_text(source, root, "first language", 3, NEED_OPTIONAL, &first, error),
                       error)) {
        return false;
    }
    if (!is_in(first, build->languages)) {
        return source_fail(source, source_find(source, root, "first language"), error,
                           "the first language, \"%s\", is not in the list of languages", first);
    }
    Settings settings = {.delegation_dwell = values[DELEGATION] * TIME_S,
                         .news_dwell = values[NEWS] * TIME_S,
                         .idle_wait = values[WAIT] * TIME_S,
                         .still_there = values[STILL_THERE] * TIME_S,
                         .idle_news = values[IDLE_NEWS]};
    Error reason = {{0}};
    return !build_writes(build) || writer_settings(build->writer, &settings, first, &reason) ||
           build_refused(source, root, &reason, error);
}

/* One line of the list of delegations, whose folders are `folders`. */
static bool read_delegation_name(Build *build, Source *source, yaml_node_t *node,
                                 const char *folder, const NameList *folders, size_t *count,
                                 Error *error)
{
    const char *slug = NULL;
    if (!source_item_text(source, node, "delegations", WRITER_SLUG_LETTERS, &slug, error)) {
        return false;
    }
    if (is_in(slug, build->delegations)) {
        return source_fail(source, node, error, "\"%s\" is here twice", slug);
    }
    if (!is_in(slug, folders->names)) {
        const char *nearest = source_nearest(slug, folders->names);
        return source_fail(source, node, error, "there is no folder %s/%s%s%s%s", folder, slug,
                           nearest != NULL ? "; is it \"" : "", nearest != NULL ? nearest : "",
                           nearest != NULL ? "\"?" : "");
    }
    build->delegations[(*count)++] = slug;
    return true;
}

/* Every folder of a delegation has to be in the list. */
static bool check_folders(Build *build, Source *source, const char *folder, const NameList *folders,
                          Error *error)
{
    for (size_t i = 0; i < folders->count; i++) {
        bool listed =
            is_in(folders->names[i], build->delegations) ||
            source_fail(source, source_find(source, source_root(source), "delegations"), error,
                        "the folder %s/%s is not in this list: add it, or delete the folder",
                        folder, folders->names[i]);
        if (!build_goes_on(build, listed, error)) {
            return false;
        }
    }
    return true;
}

/* The list of delegations must name exactly the folders. */
static bool read_delegation_list(Build *build, Source *source, Error *error)
{
    NodeList list;
    NameList folders;
    const char *folder = source_file_join(&build->arena, build->dir, "delegations");
    if (!source_list(source, source_root(source), "delegations", NEED_REQUIRED, &list, error) ||
        !source_file_names(&build->arena, folder, NAMES_OF_FOLDERS, &folders, error)) {
        return false;
    }
    build->delegations =
        (const char **)arena_alloc(&build->arena, (list.count + 1) * sizeof *build->delegations);
    if (build->delegations == NULL) {
        return source_fail(source, NULL, error, "there is not enough memory");
    }
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (!build_goes_on(
                build,
                read_delegation_name(build, source, list.items[i], folder, &folders, &count, error),
                error)) {
            return false;
        }
    }
    return check_folders(build, source, folder, &folders, error);
}

/* Of which day the content is, where it is not simply that of the newest news. */
static bool read_day(Build *build, Source *source, Error *error)
{
    const char *day = NULL;
    return source_date(source, source_root(source), "day", NEED_OPTIONAL, &day, error) &&
           (day == NULL || writer_day(build->writer, day, error));
}

/* Without languages or a list of delegations nothing else can be looked at. */
static bool read_lobby(Build *build, Error *error)
{
    static const char *const KEYS[] = {"languages",
                                       "first language",
                                       "delegations",
                                       "delegation seconds",
                                       "news seconds",
                                       "idle news",
                                       "idle wait seconds",
                                       "still there seconds",
                                       "day",
                                       NULL};
    Source source = {0};
    const char *path = source_file_join(&build->arena, build->dir, "lobby.yaml");
    bool good = source_read_yaml(&source, &build->arena, path, error) &&
                build_keys(build, &source, source_root(&source), KEYS, error) &&
                read_languages(build, &source, error) && build->counts.languages > 0 &&
                build_goes_on(build, read_settings(build, &source, error), error) &&
                build_goes_on(build, read_day(build, &source, error), error) &&
                read_delegation_list(build, &source, error);
    source_finish(&source);
    return good;
}

/* ---- what delegations and news have in common ---- */

/* The language that a file is in, by its name: an index, or -1. */
static int language_of(const Build *build, const char *name)
{
    for (int i = 0; build->languages[i] != NULL; i++) {
        size_t count = strlen(build->languages[i]);
        if (strncmp(name, build->languages[i], count) == 0 && strcmp(name + count, ".md") == 0) {
            return i;
        }
    }
    return -1;
}

bool build_language_files(Build *build, const char *folder,
                          const char *paths[CONTENT_LANGUAGES_MAX], Error *error)
{
    NameList names;
    if (!source_file_names(&build->arena, folder, NAMES_OF_FILES, &names, error)) {
        return false;
    }
    int count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.names[i];
        size_t length = strlen(name);
        if (length < 3 || strcmp(name + length - 3, ".md") != 0) {
            continue;
        }
        int language = language_of(build, name);
        if (language >= 0) {
            paths[language] = source_file_join(&build->arena, folder, name);
            count++;
            continue;
        }
        (void)error_set(error, "%s/%s: \"%.*s\" is not a language of lobby.yaml", folder, name,
                        (int)length - 3, name);
        if (!build_goes_on(build, false, error)) {
            return false;
        }
        count++; /* a text is there, though nobody could choose it */
    }
    return count > 0 ||
           error_set(error, "%s: a text is missing, such as %s.md", folder, build->languages[0]);
}

/* ---- the whole ---- */

static bool build_all_news(Build *build, Error *error)
{
    const char *folder = source_file_join(&build->arena, build->dir, "news");
    struct stat status;
    NameList names = {0};
    if (stat(folder, &status) != 0) {
        return true; /* a lobby without news */
    }
    if (!source_file_names(&build->arena, folder, NAMES_OF_FOLDERS, &names, error)) {
        return false;
    }
    Progress progress = progress_begin("Reading the news");
    bool good = true;
    for (size_t i = 0; good && i < names.count; i++) {
        progress_step(&progress, (int)i, (int)names.count);
        good = build_goes_on(build, build_news(build, names.names[i], error), error);
    }
    progress_end(&progress);
    return good;
}

static bool build_all_notices(Build *build, Error *error)
{
    const char *folder = source_file_join(&build->arena, build->dir, "notices");
    struct stat status;
    NameList names = {0};
    if (stat(folder, &status) != 0) {
        return true; /* nothing to say */
    }
    if (!source_file_names(&build->arena, folder, NAMES_OF_FILES, &names, error)) {
        return false;
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.names[i], *dot = strrchr(name, '.');
        if (dot == NULL || strcmp(dot, ".yaml") != 0) {
            continue; /* a note that staff keep there */
        }
        const char *slug = arena_printf(&build->arena, "%.*s", (int)(dot - name), name);
        const char *file = source_file_join(&build->arena, folder, name);
        if (!build_goes_on(build, build_notice(build, file, slug, error), error)) {
            return false;
        }
    }
    return true;
}

static bool build_content(Build *build, Error *error)
{
    if (!read_lobby(build, error)) {
        return false;
    }
    for (int i = 0; build->delegations[i] != NULL; i++) {
        if (!build_goes_on(build, build_delegation(build, build->delegations[i], i + 1, error),
                           error)) {
            return false;
        }
    }
    return build_all_notices(build, error) && build_all_news(build, error);
}

BuildResult build_run_all(const char *dir, const char *file, BuildCounts *counts, BuildSink sink,
                          void *context, Error *error)
{
    struct stat status;
    if (stat(dir, &status) != 0 || !S_ISDIR(status.st_mode)) {
        (void)error_set(error, "%s: there is no such folder", dir);
        return BUILD_COMMAND_WRONG;
    }
    Build build = {
        .dir = dir, .writer = writer_create(file, error), .sink = sink, .context = context};
    if (build.writer == NULL) {
        return BUILD_COMMAND_WRONG;
    }
    arena_init(&build.arena, 65536);
    BuildResult result = BUILD_CONTENT_WRONG;
    if (!build_content(&build, error)) {
        if (sink != NULL && error->text[0] != '\0') {
            sink(context, error->text);
        }
    } else if (build.mistakes == 0) {
        ProgressWait wait;
        progress_wait_begin(&wait, "Writing the file");
        result = writer_finish(build.writer, error) ? BUILD_DONE : BUILD_COMMAND_WRONG;
        progress_wait_end(&wait);
    }
    *counts = build.counts;
    writer_destroy(build.writer);
    arena_finish(&build.arena);
    return result;
}

BuildResult build_run(const char *dir, const char *file, BuildCounts *counts, Error *error)
{
    return build_run_all(dir, file, counts, NULL, NULL, error);
}

static void print_mistake(void *context, const char *mistake)
{
    (void)context;
    fprintf(stderr, "foyer: %s\n", mistake);
}

int verb_build(int argc, char **argv)
{
    if (argc != 2 || argv[0][0] == '-' || argv[1][0] == '-') {
        fprintf(stderr, "foyer: build wants a folder and a file: foyer build DIR FILE\n");
        return BUILD_COMMAND_WRONG;
    }
    BuildCounts counts;
    Error error = {{0}};
    BuildResult result = build_run_all(argv[0], argv[1], &counts, print_mistake, NULL, &error);
    if (result == BUILD_COMMAND_WRONG) {
        fprintf(stderr, "foyer: %s\n", error.text);
    } else if (result == BUILD_DONE) {
        printf("%s: languages %d, delegations %d, news items %d, pictures %d\n", argv[1],
               counts.languages, counts.delegations, counts.news, counts.pictures);
    }
    return (int)result;
}
