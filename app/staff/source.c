/* See source.h: reads the file, finds the YAML in it, and has libyaml parse it. What is asked of
 * the YAML is in source_values.c. */
#include "staff/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "staff/source_file.h"

enum { SOURCE_BYTES_MOST = 4000000 };

static int line_of(const char *text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++) {
        line += text[i] == '\n' ? 1 : 0;
    }
    return line;
}

static bool read_text(Source *source, Arena *arena, const char *path, Error *error)
{
    *source = (Source){.path = path, .arena = arena};
    char *text = source_file_read(arena, path, SOURCE_BYTES_MOST, &source->count, error);
    if (text == NULL) {
        return false;
    }
    size_t bad;
    if (!utf8_is_valid(text, source->count, &bad)) {
        return error_set(error, "%s:%d: this is not UTF-8 text: save the file as UTF-8", path,
                         line_of(text, bad));
    }
    for (size_t i = 0; i < source->count; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) {
            return error_set(error, "%s:%d: there is an invisible control character: delete it",
                             path, line_of(text, i));
        }
    }
    if (source->count >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3; /* the mark that some editors put before UTF-8 */
        source->count -= 3;
    }
    source->text = text;
    return true;
}

static bool parse(Source *source, const char *text, size_t count, Error *error)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        return error_set(error, "%s: there is not enough memory", source->path);
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, count);
    bool good = yaml_parser_load(&parser, &source->yaml) != 0;
    if (!good) {
        int line = source->yaml_line + 1 + (int)parser.problem_mark.line;
        const char *problem = parser.problem != NULL ? parser.problem : "no reason given";
        (void)error_set(error,
                        "%s:%d: this line or the one before it is not understood (%s): put quotes "
                        "around a text that has a colon or quotes in it, and indent with spaces",
                        source->path, line, problem);
    }
    source->has_yaml = good;
    yaml_parser_delete(&parser);
    if (!good) {
        return false;
    }
    yaml_node_t *root = yaml_document_get_root_node(&source->yaml);
    if (root == NULL || root->type != YAML_MAPPING_NODE) {
        return error_set(error, "%s:%d: lines such as \"name: Belarus\" are expected here",
                         source->path, source->yaml_line + 1);
    }
    return true;
}

bool source_read_yaml(Source *source, Arena *arena, const char *path, Error *error)
{
    return read_text(source, arena, path, error) &&
           parse(source, source->text, source->count, error);
}

/* The length of the line, its end not counted. */
static size_t line_length(const char *line)
{
    return strcspn(line, "\r\n");
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line == '\n' ? line + 1 : line;
}

static bool is_fence(const char *line)
{
    size_t count = line_length(line);
    while (count > 3 && line[count - 1] == ' ') {
        count--;
    }
    return count == 3 && strncmp(line, "---", 3) == 0;
}

bool source_read_markdown(Source *source, Arena *arena, const char *path, Error *error)
{
    if (!read_text(source, arena, path, error)) {
        return false;
    }
    if (!is_fence(source->text)) {
        return error_set(error, "%s:1: the file has to begin with a line of three hyphens, ---",
                         path);
    }
    const char *begin = next_line(source->text);
    const char *end = begin;
    int line = 2;
    while (*end != '\0' && !is_fence(end)) {
        end = next_line(end);
        line++;
    }
    if (*end == '\0') {
        return error_set(error,
                         "%s:%d: a second line of three hyphens, ---, is missing above the "
                         "text",
                         path, line);
    }
    source->yaml_line = 1;
    source->body = next_line(end);
    source->body_line = line + 1;
    return parse(source, begin, (size_t)(end - begin), error);
}

void source_finish(Source *source)
{
    if (source->has_yaml) {
        yaml_document_delete(&source->yaml);
        source->has_yaml = false;
    }
}

yaml_node_t *source_root(Source *source)
{
    return yaml_document_get_root_node(&source->yaml);
}

bool source_fail(const Source *source, const yaml_node_t *node, Error *error, const char *format,
                 ...)
{
    char sentence[sizeof error->text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    int line = source->yaml_line + 1 + (node != NULL ? (int)node->start_mark.line : 0);
    return error_set(error, "%s:%d: %s", source->path, line, sentence);
}
