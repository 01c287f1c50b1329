/* Source: one of staff's files, read so that whatever is wrong with it is said with its line.
 *
 * A source is YAML (facts.yaml, lobby.yaml) or Markdown below YAML between two lines of "---".
 * What is asked of it is by key; a key that nobody would ask for is an error, since a mistyped one
 * would otherwise be a text that silently goes missing. All texts live in the arena. */
#ifndef FOYER_STAFF_SOURCE_H
#define FOYER_STAFF_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct Source {
    const char *path; /* as messages name it */
    Arena *arena;
    char *text; /* the whole file, valid UTF-8 without control characters */
    size_t count;
    yaml_document_t yaml;
    bool has_yaml;
    int yaml_line;    /* the file's line of the YAML's first, from 0 */
    const char *body; /* Markdown: what stands below the second "---" */
    int body_line;    /* its first line, from 1 */
} Source;

typedef enum Need { NEED_OPTIONAL, NEED_REQUIRED } Need;

/* Reads a file of YAML. False with the reason; source_finish is fine in any case after it. */
bool source_read_yaml(Source *source, Arena *arena, const char *path, Error *error);

/* Reads a file of Markdown below YAML. */
bool source_read_markdown(Source *source, Arena *arena, const char *path, Error *error);

void source_finish(Source *source);

/* The mapping that the YAML is. */
yaml_node_t *source_root(Source *source);

/* "path:line: " and the sentence. False. */
bool source_fail(const Source *source, const yaml_node_t *node, Error *error, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

/* Refuses keys that are not in `keys` (NULL behind the last), naming the nearest that is, and keys
 * that are there twice. */
bool source_check_keys(Source *source, yaml_node_t *mapping, const char *const *keys, Error *error);

/* The same for one pair of the mapping: for those who go on to the next. */
bool source_check_key(Source *source, yaml_node_t *mapping, const yaml_node_pair_t *pair,
                      const char *const *keys, Error *error);

/* Whether a value says that there is none: nothing, "~" or "null", without quotes. */
bool source_is_none(const yaml_node_t *value);

/* The value of a key; NULL where it is not there or empty. */
yaml_node_t *source_find(Source *source, yaml_node_t *mapping, const char *key);

/* Each reads a key's value; where it is not there and need not be, `*out` is left alone. */
bool source_text(Source *source, yaml_node_t *mapping, const char *key, size_t most_letters,
                 Need need, const char **out, Error *error);
bool source_number(Source *source, yaml_node_t *mapping, const char *key, int least, int most,
                   Need need, int *out, Error *error);
bool source_date(Source *source, yaml_node_t *mapping, const char *key, Need need, const char **out,
                 Error *error);
bool source_yes_no(Source *source, yaml_node_t *mapping, const char *key, bool *out, Error *error);

/* The items of a key's list, in the arena; none where it is not there and need not be. */
typedef struct NodeList {
    yaml_node_t **items;
    size_t count;
} NodeList;

bool source_list(Source *source, yaml_node_t *mapping, const char *key, Need need, NodeList *out,
                 Error *error);

/* A list's item that is to be a text. */
bool source_item_text(Source *source, yaml_node_t *item, const char *what, size_t most_letters,
                      const char **out, Error *error);

/* The name in `names` (NULL behind the last) that is written most like `name`; NULL where there
 * are none. */
const char *source_nearest(const char *name, const char *const *names);

/* Whether the name is made of a-z, 0-9 and "-", 1 to 100 of them. */
bool source_is_slug(const char *name);

#endif
