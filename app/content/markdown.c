/* See markdown.h. cmark's allocator may not fail: where the arena does, the parsing is left by a
 * jump. It holds nothing but what lies in the arena, so nothing is lost. */
#include "content/markdown.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

/* One parsing under way. */
typedef struct Parsing {
    Arena *arena;
    jmp_buf out_of_memory;
} Parsing;

/* cmark hands its allocator no context, so the thread has to know. */
static _Thread_local Parsing *under_way;

/* Before each piece: its size, for the copy that realloc makes; as large as any alignment. */
enum { HEAD_BYTES = 16 };

static void *take(size_t bytes)
{
    char *piece =
        bytes < SIZE_MAX / 4 ? (char *)arena_alloc(under_way->arena, bytes + HEAD_BYTES) : NULL;
    if (piece == NULL) {
        longjmp(under_way->out_of_memory, 1);
    }
    memcpy(piece, &bytes, sizeof bytes);
    return piece + HEAD_BYTES;
}

static void *take_zeroed(size_t count, size_t bytes)
{
    return take(bytes > 0 && count > SIZE_MAX / 4 / bytes ? SIZE_MAX : count * bytes);
}

static void *take_more(void *piece, size_t bytes)
{
    size_t had = 0;
    if (piece != NULL) {
        memcpy(&had, (char *)piece - HEAD_BYTES, sizeof had);
    }
    if (piece != NULL && bytes <= had) {
        return piece;
    }
    void *more = take(bytes);
    if (had > 0) {
        memcpy(more, piece, had);
    }
    return more;
}

static void leave(void *piece)
{
    (void)piece; /* goes with the arena */
}

bool markdown_parse(Markdown *markdown, const char *text, size_t count)
{
    static cmark_mem memory = {take_zeroed, take_more, leave};
    *markdown = (Markdown){.document = NULL};
    arena_init(&markdown->arena, 65536);
    Parsing parsing = {.arena = &markdown->arena};
    under_way = &parsing;
    if (setjmp(parsing.out_of_memory) == 0) {
        cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &memory);
        cmark_parser_feed(parser, text, count);
        markdown->document = cmark_parser_finish(parser);
        cmark_parser_free(parser);
        markdown->iterator = cmark_iter_new(markdown->document);
    }
    under_way = NULL;
    return markdown->iterator != NULL;
}

void markdown_finish(Markdown *markdown)
{
    arena_finish(&markdown->arena);
    *markdown = (Markdown){.document = NULL};
}

/* Visits the addresses of the nodes of a type. */
static bool visit_addresses(const char *text, cmark_node_type type, MarkdownAddress visit,
                            void *context)
{
    Markdown markdown;
    bool good = markdown_parse(&markdown, text, strlen(text));
    cmark_event_type event;
    while (good && (event = cmark_iter_next(markdown.iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(markdown.iterator);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == type) {
            const char *address = cmark_node_get_url(node);
            good = visit(context, address != NULL ? address : "");
        }
    }
    markdown_finish(&markdown);
    return good;
}

bool markdown_pictures(const char *text, MarkdownAddress visit, void *context)
{
    return strstr(text, "![") == NULL /* most texts */ ||
           visit_addresses(text, CMARK_NODE_IMAGE, visit, context);
}

bool markdown_links(const char *text, MarkdownAddress visit, void *context)
{
    return strpbrk(text, "[<") == NULL || visit_addresses(text, CMARK_NODE_LINK, visit, context);
}
