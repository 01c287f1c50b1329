/* What the tests of text/ share: a Text with the real typefaces, and questions in one line. */
#ifndef FOYER_TESTS_TEXT_FIXTURE_H
#define FOYER_TESTS_TEXT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/text.h"

static inline const char *fonts_folder(char *path, size_t room)
{
    const char *source = getenv("FOYER_TEST_SOURCE");
    snprintf(path, room, "%s/fonts", source != NULL ? source : ".");
    return path;
}

static inline Text *new_text(size_t cache_bytes)
{
    char path[1024];
    Error error = {""};
    Text *text = text_create(fonts_folder(path, sizeof path), cache_bytes, &error);
    if (text == NULL) {
        fail_msg("%s", error.text);
    }
    return text;
}

static inline int set_up(void **state)
{
    *state = new_text(1 << 20);
    return 0;
}

static inline int tear_down(void **state)
{
    text_destroy((Text *)*state);
    return 0;
}

static inline TextStyle style_of(Face face, int size_px)
{
    return (TextStyle){(uint8_t)face, (int16_t)size_px, 0, (int16_t)(size_px * 3 / 2)};
}

static inline const TextLayout *lay_out(Text *text, const char *string, TextStyle style,
                                        int32_t width, int32_t max_lines, unsigned flags)
{
    return text_layout(text, string, strlen(string), NULL, 0, style, width, max_lines, flags);
}

/* What line `i` shows, all its pieces in a row. */
static inline const char *shown(const TextLayout *layout, int32_t i, char *out, size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (int32_t p = 0; i < layout->line_count && p < layout->lines[i].piece_count; p++) {
        const TextPiece *piece = &layout->pieces[layout->lines[i].first_piece + p];
        used += (size_t)snprintf(out + used, room - used, "%.*s", (int)piece->length, piece->text);
        assert_true(used < room);
    }
    return out;
}

/* The lines, divided by '|'. */
static inline void assert_lines(const TextLayout *layout, const char *expected)
{
    char all[2048] = "", line[1024];
    for (int32_t i = 0; i < layout->line_count; i++) {
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, "%s%s", i > 0 ? "|" : "",
                 shown(layout, i, line, sizeof line));
    }
    assert_string_equal(all, expected);
}

#endif
