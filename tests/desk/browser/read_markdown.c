/* What the display and the desk make of Markdown, for the editor's tests to compare with. Reads
 * pieces from standard input, each ending with a 0 byte: "b" and Markdown asks for the blocks that
 * a screen shows (body.c), as JSON; "h" and Markdown for cmark's safe HTML. Each answer ends with a
 * 0 byte too. */
#include <cmark.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "content/content.h"

static void put_text(const char *text, size_t count)
{
    putchar('"');
    for (size_t i = 0; i < count; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c == '"' || c == '\\') {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static void put_block(const Block *block)
{
    printf("{\"kind\":%d,\"depth\":%d,\"number\":%d,\"picture\":\"%" PRIx64 "\",\"text\":",
           (int)block->kind, block->depth, block->number, block->picture);
    put_text(block->text, block->length);
    printf(",\"spans\":[");
    for (int i = 0; i < block->span_count; i++) {
        const Span *span = &block->spans[i];
        printf("%s{\"text\":", i > 0 ? "," : "");
        put_text(block->text + span->start, span->length);
        printf(",\"start\":%u,\"flags\":%u,\"link\":", span->start, span->flags);
        put_text(span->link != NULL ? span->link : "", span->link != NULL ? strlen(span->link) : 0);
        putchar('}');
    }
    printf("]}");
}

static void put_blocks(const char *markdown)
{
    Arena arena;
    arena_init(&arena, 64 * 1024);
    Body body;
    CHECK(body_parse(&arena, markdown, strlen(markdown), &body));
    putchar('[');
    for (int i = 0; i < body.block_count; i++) {
        if (i > 0) {
            putchar(',');
        }
        put_block(&body.blocks[i]);
    }
    putchar(']');
    arena_finish(&arena);
}

int main(void)
{
    char *piece = NULL;
    size_t room = 0;
    ssize_t count;
    while ((count = getdelim(&piece, &room, '\0', stdin)) > 1) {
        if (piece[0] == 'b') {
            put_blocks(piece + 1);
        } else {
            char *html = cmark_markdown_to_html(piece + 1, strlen(piece + 1),
                                                CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
            fputs(html, stdout);
            free(html);
        }
        putchar('\0');
        fflush(stdout);
    }
    free(piece);
    return 0;
}
