/* See text.h: the module's front door. layout.c answers, render.c draws. */
#include "text/text.h"

#include <linebreak.h>
#include <string.h>

#include "base/check.h"
#include "base/geometry.h"
#include "text/state.h"

enum { TEXT_BYTES_MAX = 1 << 24 };

Text *text_create(const char *fonts, size_t cache_bytes, Error *error)
{
    Text *text = calloc(1, sizeof *text);
    CHECK(text != NULL);
    init_linebreak();
    if (!fonts_init(&text->fonts, fonts, error)) {
        free(text);
        return NULL;
    }
    cache_init(&text->cache, cache_bytes);
    return text;
}

void text_destroy(Text *text)
{
    if (text == NULL) {
        return;
    }
    cache_finish(&text->cache);
    runs_finish(&text->runs);
    lines_finish(&text->lines);
    free(text->pieces);
    fonts_finish(&text->fonts);
    free(text);
}

void text_keep_quiet(Text *text)
{
    text->fonts.reported_count = FONTS_REPORTED_MAX;
}

void text_begin_frame(Text *text)
{
    cache_begin_frame(&text->cache);
}

TextStyle style_clamped(TextStyle style)
{
    CHECK(style.face < FACE_COUNT);
    style.size_px = (int16_t)clamp_i32(style.size_px, 6, 1024);
    style.tracking_px = (int16_t)clamp_i32(style.tracking_px, -style.size_px / 4, style.size_px);
    style.line_px = (int16_t)clamp_i32(style.line_px, 1, 8192);
    return style;
}

const TextLayout *text_layout(Text *text, const char *string, size_t length, const TextSpan *spans,
                              int span_count, TextStyle style, int32_t width, int32_t max_lines,
                              unsigned flags)
{
    CHECK(string != NULL || length == 0);
    CHECK(spans != NULL || span_count <= 0);
    const Question question = {
        .string = string,
        .length = length < TEXT_BYTES_MAX ? length : TEXT_BYTES_MAX,
        .spans = spans,
        .span_count = max_i32(span_count, 0),
        .style = style_clamped(style),
        .width = max_i32(width, 0),
        .max_lines = max_i32(max_lines, 0),
        .flags = flags & (TEXT_BALANCE_LAST | TEXT_ELLIPSIS),
    };
    return layout_answer(text, &question);
}

int32_t text_width(Text *text, const char *string, TextStyle style)
{
    const Question question = {
        .string = string,
        .length = strnlen(string, TEXT_BYTES_MAX),
        .style = style_clamped(style),
        .width = TEXT_NO_WRAP,
        .flags = LINES_KEEP_SPACES,
        .one_line = true,
    };
    return layout_answer(text, &question)->width;
}

TextMetrics text_metrics(Text *text, TextStyle style)
{
    style = style_clamped(style);
    FontExtent extent = fonts_extent(&text->fonts, style.face, style.size_px);
    return (TextMetrics){extent.ascent, extent.descent, extent.cap_height, extent.x_height};
}

bool text_has_letter(Text *text, uint32_t letter)
{
    for (uint8_t file = 0; file < FONT_COUNT; file++) {
        if (fonts_hold(&text->fonts, file, letter)) {
            return true;
        }
    }
    return false;
}

TextCounts text_counts(const Text *text)
{
    return (TextCounts){.layouts = text->layouts,
                        .renders = text->renders,
                        .measures = text->fonts.measures,
                        .cache_bytes = text->cache.bytes};
}
