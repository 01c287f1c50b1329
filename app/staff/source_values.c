/* Keys and values of a source's YAML: see source.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "staff/source.h"

/* ---- names ---- */

/* How many letters have to be put in, taken out or changed to make one from the other
 * (Levenshtein). Names past 60 bytes count as unlike all others. */
static int distance(const char *a, const char *b)
{
    enum { MOST = 60 };
    int row[MOST + 1];
    int a_count = (int)strlen(a), b_count = (int)strlen(b);
    if (a_count > MOST || b_count > MOST) {
        return MOST;
    }
    for (int j = 0; j <= b_count; j++) {
        row[j] = j;
    }
    for (int i = 1; i <= a_count; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b_count; j++) {
            int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            int step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < step ? change : step;
        }
    }
    return row[b_count];
}

const char *source_nearest(const char *name, const char *const *names)
{
    const char *nearest = NULL;
    int least = 0;
    for (; *names != NULL; names++) {
        int d = distance(name, *names);
        if (nearest == NULL || d < least) {
            nearest = *names;
            least = d;
        }
    }
    return nearest;
}

bool source_is_slug(const char *name)
{
    size_t count = strlen(name);
    return count >= 1 && count <= 100 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == count;
}

/* ---- keys ---- */

static const char *scalar(const yaml_node_t *node)
{
    return node != NULL && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value
                                                          : NULL;
}

bool source_is_none(const yaml_node_t *node)
{
    const char *text = scalar(node);
    bool plain = text != NULL && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return plain && (text[0] == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0);
}

static bool is_known(const char *key, const char *const *keys)
{
    while (*keys != NULL && strcmp(*keys, key) != 0) {
        keys++;
    }
    return *keys != NULL;
}

bool source_check_key(Source *source, yaml_node_t *mapping, const yaml_node_pair_t *pair,
                      const char *const *keys, Error *error)
{
    yaml_node_t *node = yaml_document_get_node(&source->yaml, pair->key);
    const char *key = scalar(node);
    if (key == NULL) {
        return source_fail(source, node, error, "a word such as \"%s:\" is expected here", keys[0]);
    }
    if (!is_known(key, keys)) {
        return source_fail(source, node, error, "\"%s\" is not known here; is it \"%s\"?", key,
                           source_nearest(key, keys));
    }
    for (yaml_node_pair_t *other = mapping->data.mapping.pairs.start; other < pair; other++) {
        const char *name = scalar(yaml_document_get_node(&source->yaml, other->key));
        if (name != NULL && strcmp(name, key) == 0) {
            return source_fail(source, node, error, "\"%s\" is here twice: delete one", key);
        }
    }
    return true;
}

bool source_check_keys(Source *source, yaml_node_t *mapping, const char *const *keys, Error *error)
{
    if (mapping->type != YAML_MAPPING_NODE) {
        return source_fail(source, mapping, error, "lines such as \"%s: …\" are expected here",
                           keys[0]);
    }
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
         pair < mapping->data.mapping.pairs.top; pair++) {
        if (!source_check_key(source, mapping, pair, keys, error)) {
            return false;
        }
    }
    return true;
}

yaml_node_t *source_find(Source *source, yaml_node_t *mapping, const char *key)
{
    if (mapping->type != YAML_MAPPING_NODE) {
        return NULL;
    }
    for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
         pair < mapping->data.mapping.pairs.top; pair++) {
        const char *name = scalar(yaml_document_get_node(&source->yaml, pair->key));
        if (name != NULL && strcmp(name, key) == 0) {
            yaml_node_t *value = yaml_document_get_node(&source->yaml, pair->value);
            return source_is_none(value) ? NULL : value;
        }
    }
    return NULL;
}

static bool missing(Source *source, yaml_node_t *mapping, const char *key, Need need, Error *error)
{
    if (need == NEED_OPTIONAL) {
        return true;
    }
    return source_fail(source, mapping, error, "the line \"%s: …\" is missing or empty", key);
}

/* ---- values ---- */

bool source_item_text(Source *source, yaml_node_t *item, const char *what, size_t most_letters,
                      const char **out, Error *error)
{
    const char *text = scalar(item);
    if (text == NULL) {
        return source_fail(source, item, error, "\"%s\" has to be one text", what);
    }
    size_t count = item->data.scalar.length;
    if (strlen(text) != count) {
        return source_fail(source, item, error, "\"%s\" holds a character that is no text", what);
    }
    while (count > 0 && (unsigned char)text[count - 1] <= ' ') {
        count--;
    }
    while (count > 0 && (unsigned char)text[0] <= ' ') {
        text++;
        count--;
    }
    if (count == 0) {
        return source_fail(source, item, error, "\"%s\" is empty: write it, or delete the line",
                           what);
    }
    size_t letters = utf8_letters(text, count);
    if (letters > most_letters) {
        return source_fail(source, item, error, "\"%s\" has %zu letters; the most is %zu", what,
                           letters, most_letters);
    }
    char *copy = arena_copy_text(source->arena, text, count);
    if (copy == NULL) {
        return source_fail(source, item, error, "there is not enough memory");
    }
    for (char *p = copy; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F) {
            *p = ' '; /* a text over several lines is shown as one */
        }
    }
    *out = copy;
    return true;
}

bool source_text(Source *source, yaml_node_t *mapping, const char *key, size_t most_letters,
                 Need need, const char **out, Error *error)
{
    yaml_node_t *value = source_find(source, mapping, key);
    if (value == NULL) {
        return missing(source, mapping, key, need, error);
    }
    return source_item_text(source, value, key, most_letters, out, error);
}

bool source_number(Source *source, yaml_node_t *mapping, const char *key, int least, int most,
                   Need need, int *out, Error *error)
{
    yaml_node_t *value = source_find(source, mapping, key);
    if (value == NULL) {
        return missing(source, mapping, key, need, error);
    }
    const char *text = scalar(value);
    size_t count = text != NULL ? strlen(text) : 0;
    bool number = count >= 1 && count <= 9 && strspn(text, "0123456789") == count;
    long read = number ? strtol(text, NULL, 10) : -1;
    if (!number || read < least || read > most) {
        return source_fail(source, value, error, "\"%s\" has to be a whole number from %d to %d",
                           key, least, most);
    }
    *out = (int)read;
    return true;
}

bool source_date(Source *source, yaml_node_t *mapping, const char *key, Need need, const char **out,
                 Error *error)
{
    yaml_node_t *value = source_find(source, mapping, key);
    if (value == NULL) {
        return missing(source, mapping, key, need, error);
    }
    const char *text = scalar(value);
    Date date;
    if (text == NULL || !date_parse(text, strlen(text), &date) || date.year < 1000) {
        return source_fail(source, value, error,
                           "\"%s\" has to be a day of the calendar, written as 2022-06-03", key);
    }
    *out = arena_copy_text(source->arena, text, strlen(text));
    return *out != NULL || source_fail(source, value, error, "there is not enough memory");
}

bool source_yes_no(Source *source, yaml_node_t *mapping, const char *key, bool *out, Error *error)
{
    yaml_node_t *value = source_find(source, mapping, key);
    if (value == NULL) {
        return true;
    }
    const char *text = scalar(value);
    bool yes = text != NULL && (strcmp(text, "yes") == 0 || strcmp(text, "true") == 0);
    bool no = text != NULL && (strcmp(text, "no") == 0 || strcmp(text, "false") == 0);
    if (!yes && !no) {
        return source_fail(source, value, error, "\"%s\" has to be yes or no", key);
    }
    *out = yes;
    return true;
}

bool source_list(Source *source, yaml_node_t *mapping, const char *key, Need need, NodeList *out,
                 Error *error)
{
    *out = (NodeList){0};
    yaml_node_t *value = source_find(source, mapping, key);
    if (value == NULL) {
        return missing(source, mapping, key, need, error);
    }
    if (value->type != YAML_SEQUENCE_NODE) {
        return source_fail(source, value, error,
                           "\"%s\" has to be a list: one a line, each behind a hyphen", key);
    }
    yaml_node_item_t *first = value->data.sequence.items.start;
    size_t count = (size_t)(value->data.sequence.items.top - first);
    out->items = (yaml_node_t **)arena_alloc(source->arena, count * sizeof(yaml_node_t *));
    if (out->items == NULL) {
        return source_fail(source, value, error, "there is not enough memory");
    }
    for (size_t i = 0; i < count; i++) {
        out->items[i] = yaml_document_get_node(&source->yaml, first[i]);
    }
    out->count = count;
    return count > 0 || missing(source, mapping, key, need, error);
}
