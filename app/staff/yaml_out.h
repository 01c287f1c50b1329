/* YAML out: a file of texts and lists as staff write them, for `foyer export`. libyaml decides what
 * needs quotes. */
#ifndef FOYER_STAFF_YAML_OUT_H
#define FOYER_STAFF_YAML_OUT_H

#include <stdbool.h>
#include <stdio.h>
#include <yaml.h>

typedef struct YamlOut {
    yaml_emitter_t emitter;
    bool good; /* nothing failed so far; what is called after a failure does nothing */
} YamlOut;

/* Begins a mapping that goes to `file`. yaml_out_finish is due in any case. */
void yaml_out_begin(YamlOut *out, FILE *file);

/* "key: value"; nothing for NULL. */
void yaml_out_pair(YamlOut *out, const char *key, const char *value);

/* A key whose value follows, or an item of a list; NULL is "~", which reads as none. */
void yaml_out_text(YamlOut *out, const char *text);

void yaml_out_list(YamlOut *out);
void yaml_out_list_end(YamlOut *out);
void yaml_out_mapping(YamlOut *out);
void yaml_out_mapping_end(YamlOut *out);

/* Ends the mapping. Whether all went well. */
bool yaml_out_finish(YamlOut *out);

#endif
