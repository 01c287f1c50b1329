/* See hidden.h. The days come from what is held in memory, missing texts from the tables. */
#include "content/hidden.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/snapshot.h"

static const char NO_LANGUAGE[] =
    SENTENCE("no language: it has no text in any language of the file");

typedef struct Hidden {
    Content *content;
    Date today;
    StaffLanguage language;
    HiddenItem *out;
    int most, count;
} Hidden;

/* The text in `room` bytes, cut between letters. */
static void copy_cut(char *out, size_t room, const char *text)
{
    size_t count = text != NULL ? strlen(text) : 0, at = 0;
    while (at < count) {
        size_t length;
        (void)utf8_decode(text + at, count - at, &length);
        if (at + length >= room) {
            break;
        }
        at += length;
    }
    memcpy(out, text != NULL ? text : "", at);
    out[at] = '\0';
}

/* The place for one more item, or NULL where there is none; it is counted in any case. */
static HiddenItem *next_item(Hidden *hidden, const char *kind, const char *slug, const char *title)
{
    HiddenItem *item = hidden->count < hidden->most ? &hidden->out[hidden->count] : NULL;
    hidden->count++;
    if (item != NULL) {
        *item = (HiddenItem){.why = ""};
        copy_cut(item->kind, sizeof item->kind, kind);
        copy_cut(item->slug, sizeof item->slug, slug);
        copy_cut(item->title, sizeof item->title, title);
    }
    return item;
}

/* Why its days hide an item: 0 they do not, below 0 not yet, above 0 over. */
static int days_hide(Date from, Date until, Date today)
{
    if (today.year == 0) {
        return 0;
    }
    if (date_compare(from, today) > 0) {
        return -1;
    }
    return until.year != 0 && date_compare(until, today) < 0 ? 1 : 0;
}

static void say_days(const Hidden *hidden, HiddenItem *item, Date from, Date until, int hide)
{
    char day[128];
    if (item == NULL) {
        return;
    }
    (void)words_date(staff_words(hidden->language), hide < 0 ? from : until, day, sizeof day);
    (void)snprintf(item->why, sizeof item->why,
                   hide < 0 ? sentence(hidden->language, "not yet: shown from %s")
                            : sentence(hidden->language, "over since %s"),
                   day);
}

static void say(const Hidden *hidden, HiddenItem *item, const char *why)
{
    if (item != NULL) {
        copy_cut(item->why, sizeof item->why, sentence(hidden->language, why));
    }
}

/* In staff's language where the content has it, else in its first. */
static const char *read_text(const Hidden *hidden, const LocalText *text)
{
    const Content *content = hidden->content;
    int own = content_find_language(content, staff_words(hidden->language)->code);
    return content_text(text, own >= 0 ? own : content->settings.first_language).text;
}

/* ---- notices ---- */

static void find_notices(Hidden *hidden)
{
    const Content *content = hidden->content;
    for (int i = 0; i < content->notice_count; i++) {
        const Notice *notice = &content->notices[i];
        const char *text = read_text(hidden, &notice->text);
        int hide = days_hide(notice->from, notice->until, hidden->today);
        if (text == NULL) {
            say(hidden, next_item(hidden, "notice", notice->slug, NULL), NO_LANGUAGE);
        } else if (hide != 0) {
            say_days(hidden, next_item(hidden, "notice", notice->slug, text), notice->from,
                     notice->until, hide);
        }
    }
}

/* ---- delegations ---- */

/* What the table holds and the loader left out. */
static void find_delegations(Hidden *hidden)
{
    Error error = {{0}};
    sqlite3_stmt *statement =
        content_prepare(hidden->content, "SELECT slug FROM delegation ORDER BY position, slug",
                        "the table \"delegation\"", &error);
    while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
        Id id = content_read_id(statement, 0);
        if (id == ID_NONE || content_find_delegation(hidden->content, id) < 0) {
            const char *slug = (const char *)sqlite3_column_text(statement, 0);
            say(hidden, next_item(hidden, "delegation", slug, NULL),
                SENTENCE("broken: it has no short name of its own, or there are too many"));
        }
    }
    (void)sqlite3_finalize(statement);
}

/* ---- news ---- */

/* Where no item is current some stay all the same. */
static bool stays(const int *kept, int kept_count, int index)
{
    for (int i = 0; i < kept_count; i++) {
        if (kept[i] == index) {
            return true;
        }
    }
    return false;
}

static void find_news_days(Hidden *hidden)
{
    enum { KEPT_MOST = 3 };
    Content *content = hidden->content;
    int kept[KEPT_MOST];
    int kept_count = content_current_news(content, hidden->today, kept, KEPT_MOST);
    for (int i = 0; i < content->news_count; i++) {
        const NewsRow *row = &content->news[i];
        int hide = days_hide(row->from, row->until, hidden->today);
        if (hide == 0 || stays(kept, kept_count, i)) {
            continue;
        }
        if (hidden->count >= hidden->most) {
            hidden->count++; /* only counted: its texts need not be read */
            continue;
        }
        const NewsHead *head = content_news(content, i);
        say_days(hidden, next_item(hidden, "news", head->slug, read_text(hidden, &head->title)),
                 row->from, row->until, hide);
    }
}

static void read_textless(Content *content)
{
    Error error = {{0}};
    Textless *textless = (Textless *)arena_alloc(&content->arena, sizeof *textless);
    if (textless == NULL) {
        return; /* the next call may have more luck */
    }
    textless->count = 0;
    sqlite3_stmt *statement = content_prepare(
        content,
        "SELECT slug FROM news WHERE NOT EXISTS (SELECT 1 FROM news_text t JOIN language l"
        " ON l.code = t.language WHERE t.news = news.slug) ORDER BY slug",
        "the table \"news_text\"", &error);
    while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
        if (textless->count < TEXTLESS_KEPT) {
            copy_cut(textless->slugs[textless->count], sizeof textless->slugs[0],
                     (const char *)sqlite3_column_text(statement, 0));
        }
        textless->count++;
    }
    (void)sqlite3_finalize(statement);
    content->textless = textless;
}

static void find_news_texts(Hidden *hidden)
{
    Content *content = hidden->content;
    if (content->textless == NULL) {
        read_textless(content);
    }
    int count = content->textless != NULL ? content->textless->count : 0;
    for (int i = 0; i < count; i++) {
        if (i >= TEXTLESS_KEPT) {
            hidden->count++; /* only counted */
            continue;
        }
        const char *slug = content->textless->slugs[i];
        say(hidden, next_item(hidden, "news", slug, NULL),
            content_find_news(content, content_id(slug)) < 0
                ? SENTENCE("broken: its short name cannot be read")
                : NO_LANGUAGE);
    }
}

int content_hidden(Content *content, Date today, StaffLanguage language, HiddenItem *out, int most)
{
    Hidden hidden = {
        .content = content, .today = today, .language = language, .out = out, .most = most};
    find_notices(&hidden);
    find_delegations(&hidden);
    find_news_days(&hidden);
    find_news_texts(&hidden);
    return hidden.count;
}
