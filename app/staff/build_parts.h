/* Build parts: what the files of `foyer build` share, for them only. */
#ifndef FOYER_STAFF_BUILD_PARTS_H
#define FOYER_STAFF_BUILD_PARTS_H

#include "content/content.h"
#include "content/writer.h"
#include "staff/build.h"
#include "staff/source.h"

typedef struct Build {
    const char *dir;
    Arena arena; /* everything read, until the end */
    Writer *writer;
    /* NULL behind the last of each. */
    const char *languages[CONTENT_LANGUAGES_MAX + 1];
    const char **delegations;
    const char **pictures; /* slugs written so far */
    size_t picture_count, picture_room;
    BuildCounts counts;
    BuildSink sink; /* NULL: the first mistake ends the build */
    void *context;
    int mistakes; /* that the sink was told of; from the first on nothing is written */
} Build;

/* Whether to go on after a step that was `good` or not: where all mistakes are asked for, this one
 * is told and the reading goes on without it. What was to be read then keeps what it was. */
bool build_goes_on(Build *build, bool good, Error *error);

/* Whether rows are still written. */
bool build_writes(const Build *build);

/* source_check_keys, going on after each. */
bool build_keys(Build *build, Source *source, yaml_node_t *mapping, const char *const *keys,
                Error *error);

/* Says that the writer refused what `node` of the source says. False. */
bool build_refused(const Source *source, const yaml_node_t *node, const Error *reason,
                   Error *error);

/* The language files of an item's folder, in the order of lobby.yaml. Any other Markdown file is
 * an error, and so is none at all. `paths` is NULL where the item lacks a language. */
bool build_language_files(Build *build, const char *folder,
                          const char *paths[CONTENT_LANGUAGES_MAX], Error *error);

/* Writes the picture `path` as `slug`, once. `source` and `line` are where it is asked for. */
bool build_picture(Build *build, const char *path, const char *slug, const Source *source, int line,
                   Error *error);

/* Whether the bytes decode as a PNG or JPEG, and its size in px. */
bool build_picture_decodes(const void *bytes, size_t count, int *w, int *h);

/* build_delegation.c, build_news.c: one folder each. */
bool build_delegation(Build *build, const char *slug, int position, Error *error);
bool build_news(Build *build, const char *slug, Error *error);
/* build_notice.c: one file, `slug` its name without ".yaml". */
bool build_notice(Build *build, const char *file, const char *slug, Error *error);

#endif
