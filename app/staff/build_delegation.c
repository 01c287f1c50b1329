/* One delegation: delegations/SLUG/ with facts.yaml and a Markdown file for each language. */
#include <string.h>

#include "staff/build_parts.h"
#include "staff/source_file.h"

typedef struct Facts {
    const char *flag; /* the slug of a picture */
    size_t chamber_count;
    bool known; /* facts.yaml could be read */
} Facts;

/* An address that a phone can follow: a host with a dot, "https://" or "http://" before it or not.
 */
static bool is_website(const char *text)
{
    const char *host = text;
    if (strncmp(text, "https://", 8) == 0) {
        host = text + 8;
    } else if (strncmp(text, "http://", 7) == 0) {
        host = text + 7;
    }
    size_t count = strcspn(host, "/?#");
    const char *dot = (const char *)memchr(host, '.', count);
    return count > 3 && dot != NULL && dot != host && strpbrk(text, " \t\"<>\\") == NULL &&
           strstr(host, "://") == NULL;
}

static bool read_chamber(Build *build, Source *source, yaml_node_t *node, const char *slug,
                         int position, Error *error)
{
    static const char *const KEYS[] = {"deputies", "website", NULL};
    int deputies = 0;
    const char *website = NULL;
    if (!build_keys(build, source, node, KEYS, error) ||
        !build_goes_on(build,
                       source_number(source, node, "deputies", 0, WRITER_DEPUTIES, NEED_REQUIRED,
                                     &deputies, error),
                       error) ||
        !source_text(source, node, "website", WRITER_NAME_LETTERS, NEED_OPTIONAL, &website,
                     error)) {
        return false;
    }
    if (website != NULL && !is_website(website)) {
        return source_fail(source, source_find(source, node, "website"), error,
                           "\"%s\" is not an address such as kenesh.kg or https://kenesh.kg/en",
                           website);
    }
    Error reason = {{0}};
    return !build_writes(build) ||
           writer_chamber(build->writer, slug, position, deputies, website, &reason) ||
           build_refused(source, node, &reason, error);
}

/* The flag is a file of flags/; its slug is "flag-" and the name without its ending. */
static bool read_flag(Build *build, Source *source, Facts *facts, Error *error)
{
    yaml_node_t *root = source_root(source);
    const char *file = NULL;
    if (!source_text(source, root, "flag", WRITER_SLUG_LETTERS, NEED_OPTIONAL, &file, error)) {
        return false;
    }
    if (file == NULL) {
        return true;
    }
    yaml_node_t *node = source_find(source, root, "flag");
    const char *dot = strrchr(file, '.');
    size_t count = dot != NULL ? (size_t)(dot - file) : strlen(file);
    const char *slug = arena_printf(&build->arena, "flag-%.*s", (int)count, file);
    if (!source_is_slug(slug)) {
        return source_fail(source, node, error,
                           "\"%s\" has to be the name of a file in flags/, of a-z, 0-9 and -, such "
                           "as by.png",
                           file);
    }
    const char *folder = source_file_join(&build->arena, build->dir, "flags");
    facts->flag = slug;
    int line = source->yaml_line + 1 + (int)node->start_mark.line;
    return build_picture(build, source_file_join(&build->arena, folder, file), slug, source, line,
                         error);
}

static bool read_facts(Build *build, const char *folder, const char *slug, int position,
                       Facts *facts, Error *error)
{
    static const char *const KEYS[] = {"flag", "chambers", NULL};
    Source source = {0};
    NodeList chambers = {0};
    const char *path = source_file_join(&build->arena, folder, "facts.yaml");
    bool good =
        source_read_yaml(&source, &build->arena, path, error) &&
        build_keys(build, &source, source_root(&source), KEYS, error) &&
        source_list(&source, source_root(&source), "chambers", NEED_OPTIONAL, &chambers, error) &&
        build_goes_on(build, read_flag(build, &source, facts, error), error);
    Error reason = {{0}};
    if (good && chambers.count > WRITER_CHAMBERS) {
        good = source_fail(&source, chambers.items[WRITER_CHAMBERS], error,
                           "there can be at most %d chambers", WRITER_CHAMBERS);
    }
    if (good && build_writes(build) &&
        !writer_delegation(build->writer, position, slug, facts->flag, &reason)) {
        good = build_refused(&source, NULL, &reason, error);
    }
    for (size_t i = 0; good && i < chambers.count; i++) {
        good = build_goes_on(
            build, read_chamber(build, &source, chambers.items[i], slug, (int)i + 1, error), error);
    }
    facts->known = good;
    facts->chamber_count = chambers.count;
    source_finish(&source);
    return good;
}

static bool read_chamber_names(Build *build, Source *source, const char *slug, const char *language,
                               const Facts *facts, Error *error)
{
    NodeList names;
    yaml_node_t *root = source_root(source);
    if (!source_list(source, root, "chambers", NEED_OPTIONAL, &names, error)) {
        return false;
    }
    if (facts->known && names.count != facts->chamber_count) {
        return source_fail(source, source_find(source, root, "chambers"), error,
                           "the chambers named here are %zu, those in facts.yaml are %zu",
                           names.count, facts->chamber_count);
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *name = NULL;
        Error reason = {{0}};
        if (source_is_none(names.items[i])) {
            continue; /* this language has no name for it */
        }
        if (!build_goes_on(build,
                           source_item_text(source, names.items[i], "chambers", WRITER_NAME_LETTERS,
                                            &name, error),
                           error)) {
            return false;
        }
        if (build_writes(build) &&
            !writer_chamber_text(build->writer, slug, (int)i + 1, language, name, &reason)) {
            return build_refused(source, names.items[i], &reason, error);
        }
    }
    return true;
}

static bool check_no_body(const Source *source, Error *error)
{
    int line = source->body_line;
    for (const char *p = source->body; *p != '\0'; p++) {
        if ((unsigned char)*p > ' ') {
            return error_set(error,
                             "%s:%d: a delegation has no text below its second ---: "
                             "delete this one",
                             source->path, line);
        }
        line += *p == '\n' ? 1 : 0;
    }
    return true;
}

static bool read_names(Build *build, Source *source, WrittenDelegationText *text, Error *error)
{
    static const char *const KEYS[] = {"name",           "official name", "parliament", "chambers",
                                       "representative", "role",          NULL};
    const struct {
        const char *key;
        Need need;
        const char **out;
    } TEXTS[] = {{"name", NEED_REQUIRED, &text->name},
                 {"official name", NEED_OPTIONAL, &text->official_name},
                 {"parliament", NEED_OPTIONAL, &text->parliament},
                 {"representative", NEED_OPTIONAL, &text->representative},
                 {"role", NEED_OPTIONAL, &text->role}};
    yaml_node_t *root = source_root(source);
    bool good = build_keys(build, source, root, KEYS, error);
    for (size_t i = 0; good && i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        good = build_goes_on(build,
                             source_text(source, root, TEXTS[i].key, WRITER_NAME_LETTERS,
                                         TEXTS[i].need, TEXTS[i].out, error),
                             error);
    }
    return good;
}

static bool read_language(Build *build, const char *path, const char *slug, const char *language,
                          const Facts *facts, Error *error)
{
    Source source = {0};
    WrittenDelegationText text = {.delegation = slug, .language = language};
    bool good = source_read_markdown(&source, &build->arena, path, error) &&
                read_names(build, &source, &text, error) &&
                build_goes_on(build, check_no_body(&source, error), error);
    Error reason = {{0}};
    if (good && build_writes(build) && !writer_delegation_text(build->writer, &text, &reason)) {
        good = build_refused(&source, NULL, &reason, error);
    }
    good = good && read_chamber_names(build, &source, slug, language, facts, error);
    source_finish(&source);
    return good;
}

bool build_delegation(Build *build, const char *slug, int position, Error *error)
{
    const char *folder = source_file_join(
        &build->arena, source_file_join(&build->arena, build->dir, "delegations"), slug);
    if (!source_is_slug(slug)) {
        return error_set(
            error, "%s: a folder's name is made of a-z, 0-9 and -, such as \"belarus\"", folder);
    }
    const char *paths[CONTENT_LANGUAGES_MAX] = {NULL};
    Facts facts = {0};
    if (!build_goes_on(build, read_facts(build, folder, slug, position, &facts, error), error) ||
        !build_language_files(build, folder, paths, error)) {
        return false;
    }
    for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
        if (paths[i] != NULL &&
            !build_goes_on(build,
                           read_language(build, paths[i], slug, build->languages[i], &facts, error),
                           error)) {
            return false;
        }
    }
    build->counts.delegations++;
    return true;
}
