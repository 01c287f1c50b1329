/* What becomes of news items and notices. */
#include <stdio.h>
#include <string.h>

#include "content/rows.h"
#include "staff/diff_parts.h"

/* ---- the text: block by block, as it is shown ---- */

static bool same_spans(const Block *a, const Block *b)
{
    bool same = a->span_count == b->span_count;
    for (int i = 0; same && i < a->span_count; i++) {
        const Span *x = &a->spans[i], *y = &b->spans[i];
        same = x->start == y->start && x->length == y->length && x->flags == y->flags &&
               (x->link == NULL || y->link == NULL ? x->link == y->link
                                                   : strcmp(x->link, y->link) == 0);
    }
    return same;
}

static bool same_block(const Block *a, const Block *b)
{
    return a->kind == b->kind && a->depth == b->depth && a->number == b->number &&
           a->length == b->length && memcmp(a->text, b->text, a->length) == 0 && same_spans(a, b);
}

/* The next block from `*at` that is (or is not) a picture; NULL at the end. */
static const Block *next_block(const Body *body, int *at, bool picture)
{
    while (*at < body->block_count) {
        const Block *block = &body->blocks[(*at)++];
        if ((block->kind == BLOCK_PICTURE) == picture) {
            return block;
        }
    }
    return NULL;
}

static bool same_text(const Body *old, const Body *new)
{
    int i = 0, k = 0;
    const Block *a, *b;
    do {
        a = next_block(old, &i, false);
        b = next_block(new, &k, false);
        if (a == NULL || b == NULL) {
            return a == b;
        }
    } while (same_block(a, b));
    return false;
}

static int picture_count(const Body *body)
{
    int count = 0;
    for (int at = 0; next_block(body, &at, true) != NULL;) {
        count++;
    }
    return count;
}

static void diff_pictures(Diff *diff, const char *label, const char *code, const Body *old,
                          const Body *new)
{
    int before = picture_count(old), now = picture_count(new), i = 0, k = 0;
    if (before != now) {
        diff_say(diff, "%s: pictures (%s) %d → %d", label, code, before, now);
        return;
    }
    for (int n = 0; n < now; n++) {
        const Block *a = next_block(old, &i, true), *b = next_block(new, &k, true);
        if (a == NULL || b == NULL) {
            return;
        }
        if (!diff_same_picture(diff, a->picture, b->picture)) {
            diff_say(diff, "%s: another picture (%s) \"%s\"", label, code, b->text);
        } else {
            diff_text(diff, label, "caption", code, a->text, b->text);
        }
    }
}

static const Body *body_in(Content *content, Id id, int language)
{
    int shown;
    const Body *body = content_body(content, id, language, &shown);
    return body != NULL && shown == language ? body : NULL;
}

static void diff_bodies(Diff *diff, const char *label, Id id)
{
    for (int i = 0; i < diff->language_count; i++) {
        const char *code = diff->code[i];
        const Body *old = body_in(diff->old, id, diff->old_language[i]);
        const Body *new = body_in(diff->new, id, diff->new_language[i]);
        if (old == NULL && new != NULL) {
            diff_say(diff,
                     sentence_plural(diff->language, new->words, "%s: text (%s) added, %d word",
                                     "%s: text (%s) added, %d words"),
                     label, code, new->words);
        } else if (old != NULL && new == NULL) {
            diff_say(diff,
                     sentence_plural(diff->language, old->words, "%s: text (%s) removed, %d word",
                                     "%s: text (%s) removed, %d words"),
                     label, code, old->words);
        } else if (old != NULL) {
            if (!same_text(old, new)) {
                diff_say(diff,
                         sentence_plural(diff->language, new->words,
                                         "%s: text (%s) changed, %d → %d word",
                                         "%s: text (%s) changed, %d → %d words"),
                         label, code, old->words, new->words);
            }
            diff_pictures(diff, label, code, old, new);
        }
    }
}

/* ---- summaries, as the file has them ---- */

typedef struct Summaries {
    const Content *content;
    LocalText text;
} Summaries;

static bool read_summary(void *context, const Row *row, Error *error)
{
    Summaries *summaries = (Summaries *)context;
    int language =
        row->columns[0] != NULL ? content_find_language(summaries->content, row->columns[0]) : -1;
    (void)error;
    if (language >= 0) {
        summaries->text.in[language] = row->columns[2];
    }
    return true;
}

static void diff_summaries(Diff *diff, const char *label, const char *slug)
{
    Error error = {{0}};
    Arena arena;
    arena_init(&arena, 65536);
    Summaries old = {.content = diff->old}, new = {.content = diff->new};
    if (rows_read(diff->old, ROWS_NEWS_TEXT, slug, &arena, read_summary, &old, &error) &&
        rows_read(diff->new, ROWS_NEWS_TEXT, slug, &arena, read_summary, &new, &error)) {
        diff_texts(diff, label, "summary", &old.text, &new.text);
    }
    arena_finish(&arena);
}

/* ---- items ---- */

/* "Belarus, Kazakhstan" in `out`. */
static void list_delegations(const Diff *diff, const Content *content, const NewsHead *head,
                             char *out, size_t size)
{
    (void)snprintf(out, size, "%s",
                   head->delegation_count == 0 ? sentence(diff->language, "none") : "");
    for (int i = 0; i < head->delegation_count; i++) {
        int index = content_find_delegation(content, head->delegations[i]);
        char name[DIFF_LABEL_BYTES];
        size_t at = strlen(out);
        if (index >= 0 && at + sizeof name < size) {
            const Delegation *delegation = content_delegation(content, index);
            int reads = diff_reads(diff, content);
            (void)snprintf(out + at, size - at, "%s%s", i > 0 ? ", " : "",
                           diff_brief(content_text(&delegation->name, reads).text, name));
        }
    }
}

static bool same_delegations(const NewsHead *old, const NewsHead *new)
{
    return old->delegation_count == new->delegation_count &&
           (old->delegation_count == 0 ||
            memcmp(old->delegations, new->delegations,
                   (size_t)old->delegation_count * sizeof *old->delegations) == 0);
}

static const char *title_of(const Diff *diff, const Content *content, const NewsHead *head,
                            char out[DIFF_LABEL_BYTES])
{
    const char *title = content_text(&head->title, diff_reads(diff, content)).text;
    return diff_brief(title != NULL ? title : head->slug, out);
}

static void diff_item(Diff *diff, const NewsHead *old, const NewsHead *new)
{
    char title[DIFF_LABEL_BYTES], label[DIFF_LABEL_BYTES + 16];
    (void)snprintf(label, sizeof label, sentence(diff->language, "News \"%s\""),
                   title_of(diff, diff->new, new, title));
    diff_texts(diff, label, "title", &old->title, &new->title);
    diff_day(diff, label, "date", old->date, new->date);
    diff_day(diff, label, "first day shown", old->from, new->from);
    diff_day(diff, label, "last day shown", old->until, new->until);
    if (old->pinned != new->pinned) {
        diff_say(diff, new->pinned ? "%s: now before all others" : "%s: no longer pinned", label);
    }
    if (!same_delegations(old, new)) {
        char before[4096], now[4096];
        list_delegations(diff, diff->old, old, before, sizeof before);
        list_delegations(diff, diff->new, new, now, sizeof now);
        diff_say(diff, "%s: delegations %s → %s", label, before, now);
    }
    diff_summaries(diff, label, new->slug);
    diff_bodies(diff, label, new->id);
}

static void say_item(Diff *diff, const Content *content, const NewsHead *head)
{
    char title[DIFF_LABEL_BYTES], date[64], days[256] = "";
    const char *pinned = head->pinned ? sentence(diff->language, ", before all others") : "";
    (void)title_of(diff, content, head, title);
    (void)diff_date(diff, head->date, date);
    diff_add_days(diff, head->from, head->until, days, sizeof days);
    if (content == diff->new) {
        diff_say(diff, "News added: \"%s\", of %s%s%s", title, date, days, pinned);
    } else {
        diff_say(diff, "News removed: \"%s\", of %s%s%s", title, date, days, pinned);
    }
}

void diff_news(Diff *diff)
{
    diff->progress = progress_begin(sentence(diff->language, "Comparing the news"));
    for (int i = 0; i < content_news_count(diff->new); i++) {
        progress_step(&diff->progress, i, content_news_count(diff->new));
        const NewsHead *new = content_news(diff->new, i);
        int was = content_find_news(diff->old, new->id);
        diff_set_item(diff, "news", new->slug);
        if (was < 0) {
            say_item(diff, diff->new, new);
        } else {
            diff_item(diff, content_news(diff->old, was), new);
        }
    }
    for (int i = 0; i < content_news_count(diff->old); i++) {
        const NewsHead *old = content_news(diff->old, i);
        if (content_find_news(diff->new, old->id) < 0) {
            diff_set_item(diff, "news", old->slug);
            say_item(diff, diff->old, old);
        }
    }
    diff_set_item(diff, NULL, NULL);
    progress_end(&diff->progress);
}

/* ---- notices ---- */

static const Notice *find_notice(const Content *content, Id id)
{
    for (int i = 0; i < content_notice_count(content); i++) {
        if (content_notice(content, i)->id == id) {
            return content_notice(content, i);
        }
    }
    return NULL;
}

static const char *sentence_of(const Diff *diff, const Content *content, const Notice *notice,
                               char out[DIFF_LABEL_BYTES])
{
    const char *text = content_text(&notice->text, diff_reads(diff, content)).text;
    return diff_brief(text != NULL ? text : notice->slug, out);
}

static void say_notice(Diff *diff, const Content *content, const Notice *notice)
{
    char text[DIFF_LABEL_BYTES], days[256] = "";
    const char *urgent = notice->urgent ? sentence(diff->language, ", urgent") : "";
    (void)sentence_of(diff, content, notice, text);
    diff_add_days(diff, notice->from, notice->until, days, sizeof days);
    if (content == diff->new) {
        diff_say(diff, "Notice added: \"%s\"%s%s", text, urgent, days);
    } else {
        diff_say(diff, "Notice removed: \"%s\"%s%s", text, urgent, days);
    }
}

void diff_notices(Diff *diff)
{
    for (int i = 0; i < content_notice_count(diff->new); i++) {
        const Notice *new = content_notice(diff->new, i), *old = find_notice(diff->old, new->id);
        if (old == NULL) {
            say_notice(diff, diff->new, new);
            continue;
        }
        char text[DIFF_LABEL_BYTES], label[DIFF_LABEL_BYTES + 16];
        (void)snprintf(label, sizeof label, sentence(diff->language, "Notice \"%s\""),
                       sentence_of(diff, diff->new, new, text));
        diff_texts(diff, label, "text", &old->text, &new->text);
        diff_day(diff, label, "first day shown", old->from, new->from);
        diff_day(diff, label, "last day shown", old->until, new->until);
        if (old->urgent != new->urgent) {
            diff_say(diff, new->urgent ? "%s: now urgent" : "%s: no longer urgent", label);
        }
    }
    for (int i = 0; i < content_notice_count(diff->old); i++) {
        const Notice *old = content_notice(diff->old, i);
        if (find_notice(diff->new, old->id) == NULL) {
            say_notice(diff, diff->old, old);
        }
    }
}
