/* See builder.h. */
#include "content/builder.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for `want` items of `size` bytes. */
static bool grow(Builder *b, void **items, int *room, int want, size_t size)
{
    if (want <= *room) {
        return true;
    }
    int more = *room < 16 ? 32 : *room * 2;
    void *grown = realloc(*items, (size_t)more * size);
    if (grown == NULL) {
        b->failed = true;
        return false;
    }
    *items = grown;
    *room = more;
    return true;
}

static uint32_t flags_now(const Builder *b)
{
    return (b->emphasis > 0 ? (uint32_t)SPAN_EMPHASIS : 0u) |
           (b->strong > 0 ? (uint32_t)SPAN_STRONG : 0u) |
           (b->link != NULL ? (uint32_t)SPAN_LINK : 0u);
}

/* Marks `count` bytes from `start` as they are written now, as part of the last span if it goes on.
 */
static void mark(Builder *b, size_t start, size_t count)
{
    uint32_t flags = flags_now(b);
    if (flags == 0 || count == 0) {
        return;
    }
    Span *last = b->span_count > 0 ? &b->spans[b->span_count - 1] : NULL;
    if (last != NULL && last->start + last->length == start && last->flags == flags &&
        last->link == b->link) {
        last->length += (uint32_t)count;
        return;
    }
    void *items = b->spans;
    if (b->span_count == SPANS_MOST ||
        !grow(b, &items, &b->span_room, b->span_count + 1, sizeof *b->spans)) {
        return;
    }
    b->spans = (Span *)items;
    b->spans[b->span_count++] = (Span){(uint32_t)start, (uint32_t)count, flags, b->link};
}

/* The bytes of what is no letter at the beginning of the text, a control character or a line
 * separator, which a space stands in for: entities such as "&#133;" can make them, and of
 * "&#xFFFE;" and "&#xFFFF;" cmark makes the bytes FE and FF. 0 where a letter is there. */
static size_t control_length(const char *text, size_t count)
{
    unsigned char c = (unsigned char)text[0];
    if (c < 0x20 || c == 0x7F || c >= 0xFE) {
        return 1;
    }
    unsigned char next = count > 1 ? (unsigned char)text[1] : 0;
    if (c == 0xC2 && next >= 0x80 && next < 0xA0) {
        return 2;
    }
    bool separator = c == 0xE2 && next == 0x80 && count > 2 &&
                     ((unsigned char)text[2] == 0xA8 || (unsigned char)text[2] == 0xA9);
    return separator ? 3 : 0;
}

/* Adds text to the block under way: a run of blanks as one space, none at the beginning. */
void builder_add_text(Builder *b, const char *text, size_t count)
{
    if (!b->open || b->failed) {
        return;
    }
    if (b->room - b->count < count + 1) {
        size_t room = (b->count + count + 1) * 2;
        char *grown = (char *)realloc(b->text, room);
        if (grown == NULL) {
            b->failed = true;
            return;
        }
        b->text = grown;
        b->room = room;
    }
    size_t start = b->count;
    for (size_t i = 0; i < count;) {
        size_t length = control_length(text + i, count - i);
        char c = length > 0 ? ' ' : text[i];
        char before = b->count > 0 ? b->text[b->count - 1] : '\n';
        i += length > 0 ? length : 1;
        if (c != ' ' || (before != ' ' && before != '\n')) {
            b->text[b->count++] = c;
        }
    }
    mark(b, start, b->count - start);
}

/* A hard break, which takes the place of the space before it; at the beginning it is nothing. */
void builder_add_break(Builder *b)
{
    builder_add_text(b, " ", 1);
    if (b->open && b->count > 0 && !b->failed) {
        b->text[b->count - 1] = '\n'; /* the space, or the break before it */
    }
}

/* Code as written, line by line. */
void builder_add_lines(Builder *b, const char *text)
{
    while (*text != '\0') {
        size_t count = strcspn(text, "\n");
        builder_add_text(b, text, count);
        text += count;
        if (*text == '\n') {
            builder_add_break(b);
            text++;
        }
    }
}

static int count_words(const char *text, size_t count)
{
    int words = 0;
    for (size_t i = 0; i < count; i++) {
        bool blank = text[i] == ' ' || text[i] == '\n';
        bool before = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n';
        words += !blank && before ? 1 : 0;
    }
    return words;
}

void builder_begin(Builder *b, BlockKind kind, int depth, int number)
{
    b->block =
        (Block){.kind = kind, .depth = depth < DEPTH_MOST ? depth : DEPTH_MOST, .number = number};
    b->count = 0;
    b->span_count = 0;
    b->open = true;
}

/* Cuts the blanks at the end, and the spans with them. */
static void trim(Builder *b)
{
    while (b->count > 0 && (b->text[b->count - 1] == ' ' || b->text[b->count - 1] == '\n')) {
        b->count--;
    }
    while (b->span_count > 0) {
        Span *last = &b->spans[b->span_count - 1];
        if (last->start < b->count) {
            size_t most = b->count - last->start;
            last->length = last->length < most ? last->length : (uint32_t)most;
            break;
        }
        b->span_count--;
    }
}

/* Files the block under way; one without text is none, unless it is a picture. */
void builder_end(Builder *b)
{
    if (!b->open || b->failed) {
        return;
    }
    b->open = false;
    trim(b);
    if (b->count == 0 && b->block.kind != BLOCK_PICTURE) {
        return;
    }
    void *items = b->blocks;
    if (b->block_count == BLOCKS_MOST) {
        b->full = true;
        return;
    }
    if (!grow(b, &items, &b->block_room, b->block_count + 1, sizeof *b->blocks)) {
        return;
    }
    b->blocks = (Block *)items;
    size_t span_bytes = (size_t)b->span_count * sizeof(Span);
    Span *spans = (Span *)arena_alloc(b->arena, span_bytes);
    b->block.text = arena_copy_text(b->arena, b->count > 0 ? b->text : "", b->count);
    if (spans == NULL || b->block.text == NULL) {
        b->failed = true;
        return;
    }
    if (span_bytes > 0) {
        memcpy(spans, b->spans, span_bytes);
    }
    b->block.length = b->count;
    b->block.spans = spans;
    b->block.span_count = b->span_count;
    b->words += count_words(b->block.text, b->count);
    b->blocks[b->block_count++] = b->block;
}

void builder_finish(Builder *b)
{
    free(b->blocks);
    free(b->text);
    free(b->spans);
}
