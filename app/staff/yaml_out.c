/* See yaml_out.h. */
#include "staff/yaml_out.h"

#include <string.h>

static void emit(YamlOut *out, yaml_event_t *event, int made)
{
    if (made == 0) {
        out->good = false;
    } else if (!out->good) {
        yaml_event_delete(event);
    } else {
        out->good = yaml_emitter_emit(&out->emitter, event) != 0; /* takes the event */
    }
}

void yaml_out_begin(YamlOut *out, FILE *file)
{
    yaml_event_t event;
    memset(out, 0, sizeof *out);
    out->good = yaml_emitter_initialize(&out->emitter) != 0;
    if (!out->good) {
        return;
    }
    yaml_emitter_set_output_file(&out->emitter, file);
    yaml_emitter_set_unicode(&out->emitter, 1);
    yaml_emitter_set_indent(&out->emitter, 2);
    yaml_emitter_set_width(&out->emitter, -1); /* one text, one line */
    emit(out, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    emit(out, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
    yaml_out_mapping(out);
}

/* What would read as no text at all has to stand in quotes. */
static bool reads_as_none(const char *text)
{
    return text[0] == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

void yaml_out_text(YamlOut *out, const char *text)
{
    yaml_event_t event;
    yaml_scalar_style_t style = text == NULL          ? YAML_PLAIN_SCALAR_STYLE
                                : reads_as_none(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE
                                                      : YAML_ANY_SCALAR_STYLE;
    text = text != NULL ? text : "~";
    emit(out, &event,
         yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text,
                                      (int)strlen(text), 1, 1, style));
}

void yaml_out_pair(YamlOut *out, const char *key, const char *value)
{
    if (value != NULL) {
        yaml_out_text(out, key);
        yaml_out_text(out, value);
    }
}

void yaml_out_list(YamlOut *out)
{
    yaml_event_t event;
    emit(out, &event,
         yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE));
}

void yaml_out_list_end(YamlOut *out)
{
    yaml_event_t event;
    emit(out, &event, yaml_sequence_end_event_initialize(&event));
}

void yaml_out_mapping(YamlOut *out)
{
    yaml_event_t event;
    emit(out, &event,
         yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));
}

void yaml_out_mapping_end(YamlOut *out)
{
    yaml_event_t event;
    emit(out, &event, yaml_mapping_end_event_initialize(&event));
}

bool yaml_out_finish(YamlOut *out)
{
    yaml_event_t event;
    yaml_out_mapping_end(out);
    emit(out, &event, yaml_document_end_event_initialize(&event, 1));
    emit(out, &event, yaml_stream_end_event_initialize(&event));
    yaml_emitter_delete(&out->emitter);
    return out->good;
}
