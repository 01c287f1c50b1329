/* One notice: notices/SLUG.yaml, with its days and its text in each language it has. */
#include <string.h>

#include "staff/build_parts.h"
#include "staff/source_file.h"

enum { KEYS_BESIDE_LANGUAGES = 3 };

static bool read_texts(Build *build, Source *source, const char *slug, Error *error)
{
    yaml_node_t *root = source_root(source);
    int texts = 0;
    for (int i = 0; build->languages[i] != NULL; i++) {
        const char *text = NULL;
        int before = build->mistakes;
        if (!build_goes_on(build,
                           source_text(source, root, build->languages[i], WRITER_NOTICE_LETTERS,
                                       NEED_OPTIONAL, &text, error),
                           error)) {
            return false;
        }
        Error reason = {{0}};
        if (text != NULL && build_writes(build) &&
            !writer_notice_text(build->writer, slug, build->languages[i], text, &reason)) {
            return build_refused(source, root, &reason, error);
        }
        texts += text != NULL || build->mistakes > before;
    }
    return texts > 0 || source_fail(source, root, error,
                                    "the notice has no text: write one, such as \"%s: The lobby "
                                    "closes at four today.\"",
                                    build->languages[0]);
}

bool build_notice(Build *build, const char *file, const char *slug, Error *error)
{
    /* Each language is a key of its own. */
    const char *keys[KEYS_BESIDE_LANGUAGES + CONTENT_LANGUAGES_MAX + 1] = {"urgent", "shown from",
                                                                           "shown until"};
    for (int i = 0; build->languages[i] != NULL; i++) {
        keys[KEYS_BESIDE_LANGUAGES + i] = build->languages[i];
    }
    if (!source_is_slug(slug)) {
        return error_set(
            error, "%s: the file's name is made of a-z, 0-9 and -, such as closed.yaml", file);
    }
    Source source = {0};
    bool urgent = false;
    const char *from = NULL, *until = NULL;
    bool good = source_read_yaml(&source, &build->arena, file, error);
    yaml_node_t *root = good ? source_root(&source) : NULL;
    good =
        good && build_keys(build, &source, root, keys, error) &&
        build_goes_on(build, source_yes_no(&source, root, "urgent", &urgent, error), error) &&
        build_goes_on(build, source_date(&source, root, "shown from", NEED_OPTIONAL, &from, error),
                      error) &&
        build_goes_on(
            build, source_date(&source, root, "shown until", NEED_OPTIONAL, &until, error), error);
    if (good && from != NULL && until != NULL && strcmp(from, until) > 0) {
        good = build_goes_on(build,
                             source_fail(&source, source_find(&source, root, "shown until"), error,
                                         "\"shown until\" is before \"shown from\""),
                             error);
    }
    Error reason = {{0}};
    if (good && build_writes(build) &&
        !writer_notice(build->writer, slug, urgent, from, until, &reason)) {
        good = build_refused(&source, root, &reason, error);
    }
    good = good && read_texts(build, &source, slug, error);
    source_finish(&source);
    return good;
}
