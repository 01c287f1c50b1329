/* Bodies of news items: fetched, parsed and kept in 4 slots. */
#include <limits.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "content/snapshot.h"

/* Leaves out the pictures that the file does not hold. */
static void drop_unknown_pictures(const Content *content, Body *body, Block *blocks)
{
    int kept = 0;
    for (int i = 0; i < body->block_count; i++) {
        const Block *block = &body->blocks[i];
        if (block->kind == BLOCK_PICTURE &&
            id_table_find(&content->picture_table, block->picture) < 0) {
            log_line(LOG_WARNING, "%s: an article names a picture that the file lacks",
                     content->path);
            continue;
        }
        blocks[kept++] = *block;
    }
    body->blocks = blocks;
    body->block_count = kept;
}

/* Goes through the item's bodies: keeps the Markdown of the language asked for, else of the first
 * language that has one. False where none has. */
static bool read_markdown(Content *content, BodySlot *slot, int64_t row, Arena *scratch,
                          const char **out)
{
    sqlite3_stmt *statement = content_query(content, QUERY_BODY);
    if (statement == NULL) {
        return false;
    }
    *out = NULL;
    (void)sqlite3_bind_int64(statement, 1, row);
    while (content_step(content, statement, "the body", "a news item")) {
        int language = content_read_language(content, statement, 0);
        bool better = *out == NULL || language == slot->asked ||
                      (slot->shown != slot->asked && language < slot->shown);
        if (language < 0 || !better) {
            continue;
        }
        const char *markdown;
        if (!content_read_text(scratch, statement, 1, INT_MAX, LINES_MANY, "the body",
                               "a news item", &markdown)) {
            log_line(LOG_ERROR, "%s: no memory for an article", content->path);
        } else if (markdown != NULL) {
            *out = markdown;
            slot->shown = language;
        }
    }
    (void)sqlite3_reset(statement);
    return *out != NULL;
}

static void fill(Content *content, BodySlot *slot, int index)
{
    Arena scratch;
    arena_init(&scratch, 65536);
    const char *markdown;
    if (read_markdown(content, slot, content->news[index].row, &scratch, &markdown) &&
        body_parse(&slot->arena, markdown, strlen(markdown), &slot->body)) {
        size_t bytes = (size_t)slot->body.block_count * sizeof(Block);
        Block *blocks = (Block *)arena_alloc(&slot->arena, bytes);
        if (blocks != NULL) {
            drop_unknown_pictures(content, &slot->body, blocks);
            slot->found = slot->body.block_count > 0;
        }
    }
    arena_finish(&scratch);
}

const Body *content_body(Content *content, Id news, int language, int *shown_language)
{
    CHECK(language >= 0 && language < content->language_count);
    *shown_language = language;
    int index = content_find_news(content, news);
    if (index < 0) {
        return NULL;
    }
    BodySlot *slot = &content->bodies[0];
    for (int i = 0; i < BODIES_KEPT; i++) {
        BodySlot *other = &content->bodies[i];
        if (other->news == news && other->asked == language) {
            slot = other;
            break;
        }
        if (other->used < slot->used) {
            slot = other;
        }
    }
    slot->used = ++content->clock;
    if (slot->news != news || slot->asked != language) {
        arena_reset(&slot->arena);
        slot->news = news;
        slot->asked = language;
        slot->shown = language;
        slot->found = false;
        fill(content, slot, index);
    }
    *shown_language = slot->shown;
    return slot->found ? &slot->body : NULL;
}
