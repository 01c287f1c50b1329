/* Heads of news items, made when asked for and kept in 128 slots, and which items are current. */
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "content/snapshot.h"

enum { LEAD_BYTES_MOST = 600 };
static const char ELLIPSIS[] = "\xE2\x80\xA6";

/* What a text still being cut to LEAD_BYTES_MOST bytes grows in. */
typedef struct Lead {
    char text[LEAD_BYTES_MOST + 1];
    size_t count;
    bool full;
} Lead;

/* Adds text, each run of blanks as one space; at the end of the room, cuts before the word that no
 * longer fits and puts "…" behind the last that does. */
static void lead_add(Lead *lead, const char *text, size_t count)
{
    static const size_t ROOM = LEAD_BYTES_MOST - (sizeof ELLIPSIS - 1);
    for (size_t at = 0; at < count && !lead->full;) {
        if (text[at] == ' ' || text[at] == '\n') {
            at++;
            continue;
        }
        size_t end = at;
        while (end < count && text[end] != ' ' && text[end] != '\n') {
            end++;
        }
        size_t space = lead->count > 0 ? 1 : 0;
        size_t word = end - at;
        if (lead->count + space + word > ROOM) {
            lead->full = true;
            if (lead->count == 0) { /* one endless word: cut between letters */
                word = ROOM;
                while (word > 0 && ((unsigned char)text[at + word] & 0xC0) == 0x80) {
                    word--;
                }
                memcpy(lead->text, text + at, word);
                lead->count = word;
            }
            memcpy(lead->text + lead->count, ELLIPSIS, sizeof ELLIPSIS - 1);
            lead->count += sizeof ELLIPSIS - 1;
            return;
        }
        if (space > 0) {
            lead->text[lead->count++] = ' ';
        }
        memcpy(lead->text + lead->count, text + at, word);
        lead->count += word;
        at = end;
    }
}

static const char *lead_take(Lead *lead, Arena *arena)
{
    return lead->count > 0 ? arena_copy_text(arena, lead->text, lead->count) : NULL;
}

static bool is_running_text(BlockKind kind)
{
    return kind == BLOCK_PARAGRAPH || kind == BLOCK_QUOTE || kind == BLOCK_LIST_ITEM;
}

/* What the head says about a body in one language. */
static void read_body(HeadSlot *slot, const Body *body, int language, const Content *content)
{
    NewsHead *head = &slot->head;
    Lead opening = {.count = 0}, first = {.count = 0};
    for (int i = 0; i < body->block_count; i++) {
        const Block *block = &body->blocks[i];
        if (block->kind == BLOCK_PICTURE) {
            if (head->picture == ID_NONE &&
                id_table_find(&content->picture_table, block->picture) >= 0) {
                head->picture = block->picture;
            }
        } else if (is_running_text(block->kind) && !opening.full) {
            if (first.count == 0) {
                lead_add(&first, block->text, block->length);
            }
            lead_add(&opening, block->text, block->length);
        }
    }
    head->opening.in[language] = lead_take(&opening, &slot->arena);
    if (head->lead.in[language] == NULL) {
        head->lead.in[language] = lead_take(&first, &slot->arena);
    }
    head->words = body->words > head->words ? body->words : head->words;
}

/* How much of a body makes its head. All of most articles; of one of 20,000 words a list must not
 * pay for more than it shows. */
enum { HEAD_LETTERS = 8000 };

/* The words of a body of which the first `read` bytes of `all` have `words`. */
static int estimated_words(int words, size_t read, size_t all)
{
    return read > 0 && all > read ? (int)((double)words * (double)all / (double)read) : words;
}

/* One row of news_text. */
static void read_text_row(Content *content, HeadSlot *slot, sqlite3_stmt *statement, int language)
{
    NewsHead *head = &slot->head;
    Arena scratch;
    arena_init(&scratch, 65536);
    const char *summary, *markdown;
    Body body;
    if (content_read_text(&slot->arena, statement, 1, TITLE_LETTERS_MOST, LINES_ONE, "the title",
                          head->slug, &head->title.in[language]) &&
        content_read_text(&scratch, statement, 2, SUMMARY_LETTERS_MOST, LINES_ONE, "the summary",
                          head->slug, &summary) &&
        content_read_text(&scratch, statement, 3, HEAD_LETTERS, LINES_MANY, "the body", head->slug,
                          &markdown)) {
        if (summary != NULL) {
            Lead lead = {.count = 0};
            lead_add(&lead, summary, strlen(summary));
            head->lead.in[language] = lead_take(&lead, &slot->arena);
        }
        size_t read = markdown != NULL ? strlen(markdown) : 0;
        if (read > 0 && body_parse(&scratch, markdown, read, &body)) {
            body.words =
                estimated_words(body.words, read, (size_t)sqlite3_column_bytes(statement, 3));
            read_body(slot, &body, language, content);
        }
    } else {
        log_line(LOG_ERROR, "%s: no memory for the news item %s", content->path, head->slug);
    }
    arena_finish(&scratch);
}

static void read_texts(Content *content, HeadSlot *slot)
{
    sqlite3_stmt *statement = content_query(content, QUERY_NEWS_TEXTS);
    if (statement == NULL) {
        return;
    }
    (void)sqlite3_bind_text(statement, 1, slot->head.slug, -1, SQLITE_STATIC);
    while (content_step(content, statement, "the texts", slot->head.slug)) {
        int language = content_read_language(content, statement, 0);
        if (language >= 0) {
            read_text_row(content, slot, statement, language);
        }
    }
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement); /* the slug lives no longer than its slot */
}

static void read_delegations(Content *content, HeadSlot *slot)
{
    sqlite3_stmt *statement = content_query(content, QUERY_NEWS_DELEGATIONS);
    Id *ids = (Id *)arena_alloc(&slot->arena, (size_t)content->delegation_count * sizeof *ids);
    if (statement == NULL || ids == NULL) {
        return;
    }
    int count = 0;
    (void)sqlite3_bind_text(statement, 1, slot->head.slug, -1, SQLITE_STATIC);
    while (count < content->delegation_count &&
           content_step(content, statement, "the delegations", slot->head.slug)) {
        Id id = content_read_id(statement, 0);
        bool known = content_find_delegation(content, id) >= 0;
        for (int i = 0; i < count && known; i++) {
            known = ids[i] != id;
        }
        if (known) {
            ids[count++] = id;
        }
    }
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    slot->head.delegations = ids;
    slot->head.delegation_count = count;
}

static bool read_slug(Content *content, HeadSlot *slot, int64_t row)
{
    sqlite3_stmt *statement = content_query(content, QUERY_NEWS_SLUG);
    const char *slug = NULL;
    if (statement != NULL) {
        (void)sqlite3_bind_int64(statement, 1, row);
        if (content_step(content, statement, "the slug", "a news item")) {
            (void)content_read_text(&slot->arena, statement, 0, NAME_LETTERS_MOST, LINES_ONE,
                                    "the slug", "a news item", &slug);
        }
        (void)sqlite3_reset(statement);
    }
    slot->head.slug = slug != NULL ? slug : "";
    return slug != NULL;
}

static HeadSlot *slot_for(Content *content, int index)
{
    HeadSlot *oldest = &content->heads[0];
    for (int i = 0; i < HEADS_KEPT; i++) {
        HeadSlot *slot = &content->heads[i];
        if (slot->index == index) {
            return slot;
        }
        if (slot->used < oldest->used) {
            oldest = slot;
        }
    }
    return oldest;
}

Date content_news_date(const Content *content, int index, bool *pinned)
{
    CHECK(index >= 0 && index < content->news_count);
    *pinned = content->news[index].pinned;
    return content->news[index].date;
}

const NewsHead *content_news(Content *content, int index)
{
    CHECK(index >= 0 && index < content->news_count);
    HeadSlot *slot = slot_for(content, index);
    slot->used = ++content->clock;
    if (slot->index == index) {
        return &slot->head;
    }
    const NewsRow *row = &content->news[index];
    arena_reset(&slot->arena);
    slot->index = index;
    slot->head = (NewsHead){.id = row->id,
                            .date = row->date,
                            .from = row->from,
                            .until = row->until,
                            .pinned = row->pinned};
    if (read_slug(content, slot, row->row)) {
        read_texts(content, slot);
        read_delegations(content, slot);
    }
    return &slot->head;
}

/* ---- which are current ---- */

static bool has_begun(const NewsRow *row, Date today)
{
    return today.year == 0 || date_compare(row->from, today) <= 0; /* no bound is before all days */
}

static bool has_ended(const NewsRow *row, Date today)
{
    return today.year != 0 && row->until.year != 0 && date_compare(row->until, today) < 0;
}

/* The newest of those whose first day has come, pinned or not: an old notice that was pinned must
 * not stand before newer items when all of them are past. */
static int newest(const Content *content, Date today, int *out, int most)
{
    int count = 0;
    for (int i = 0; i < content->news_count; i++) {
        if (!has_begun(&content->news[i], today)) {
            continue;
        }
        int at = count < most ? count++ : most;
        while (at > 0 && date_compare(content->news[out[at - 1]].date, content->news[i].date) < 0) {
            if (at < most) {
                out[at] = out[at - 1];
            }
            at--;
        }
        if (at < most) {
            out[at] = i;
        }
    }
    return count;
}

int content_current_news(const Content *content, Date today, int *out, int most)
{
    enum { WHERE_NONE_IS_CURRENT = 3 };
    int count = 0;
    for (int i = 0; i < content->news_count && count < most; i++) {
        if (has_begun(&content->news[i], today) && !has_ended(&content->news[i], today)) {
            out[count++] = i;
        }
    }
    if (count > 0 || most <= 0) {
        return count;
    }
    return newest(content, today, out, most < WHERE_NONE_IS_CURRENT ? most : WHERE_NONE_IS_CURRENT);
}

int content_all_current_news(Content *content, Date today, const int **out)
{
    if (content->current_day.year < 0 || date_compare(content->current_day, today) != 0) {
        content->current_count =
            content_current_news(content, today, content->current, content->news_count);
        content->current_day = today;
    }
    *out = content->current;
    return content->current_count;
}
