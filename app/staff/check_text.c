/* Letters that no typeface holds, addresses that give no code, pictures that do not decode. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/rows.h"
#include "draw/qr.h"
#include "staff/build_parts.h"
#include "staff/check.h"
#include "staff/progress.h"
#include "text/text.h"

typedef struct Checking {
    Content *content;
    Text *text;
    StaffLanguage language;
    FindingSink sink;
    void *context;
} Checking;

/* Tells of a finding: `where` in the language already, the rest in English. */
static void tell(const Checking *c, int severity, const char *where, const char *what,
                 const char *what_to_do)
{
    c->sink(c->context, severity, where, sentence(c->language, what),
            sentence(c->language, what_to_do));
}

/* ---- letters ---- */

/* Letters that show nothing, or that the layout turns into a space: none need a typeface. */
static bool shows_nothing(uint32_t letter)
{
    return letter <= 0x20 || (letter >= 0x7F && letter <= 0xA0) || letter == 0xAD ||
           letter == 0x61C || letter == 0x180E || (letter >= 0x2000 && letter <= 0x200F) ||
           (letter >= 0x2028 && letter <= 0x202F) || (letter >= 0x205F && letter <= 0x206F) ||
           letter == 0x3000 || (letter >= 0xFE00 && letter <= 0xFE0F) || letter == 0xFEFF ||
           (letter >= 0xFFF9 && letter <= 0xFFFB) || (letter >= 0xE0000 && letter <= 0xE0FFF);
}

static void check_letters(Checking *c, const char *where, const char *text, size_t count)
{
    enum { TOLD_MOST = 20 }; /* of one text */
    uint32_t told[TOLD_MOST];
    int told_count = 0;
    for (size_t at = 0, length; at < count && told_count < TOLD_MOST; at += length) {
        uint32_t letter = utf8_decode(text + at, count - at, &length);
        bool known = shows_nothing(letter) || text_has_letter(c->text, letter);
        for (int i = 0; i < told_count && !known; i++) {
            known = told[i] == letter;
        }
        if (!known) {
            char what[240];
            told[told_count++] = letter;
            (void)snprintf(
                what, sizeof what,
                sentence(c->language,
                         "has the letter \"%.*s\" (U+%04X), which the display cannot show"),
                (int)length, text + at, (unsigned)letter);
            tell(c, FINDING_ERROR, where, what, "write it another way");
        }
    }
}

/* `of` in the language, `field` in English. */
static void check_text(Checking *c, const char *of, const char *field, const LocalText *text)
{
    for (int i = 0; i < content_language_count(c->content); i++) {
        char where[400];
        if (text->in[i] != NULL) {
            (void)snprintf(where, sizeof where, sentence(c->language, "%s, %s in %s"), of,
                           sentence(c->language, field), content_language(c->content, i)->code);
            check_letters(c, where, text->in[i], strlen(text->in[i]));
        }
    }
}

static void check_body(Checking *c, const char *of, Id news)
{
    for (int i = 0; i < content_language_count(c->content); i++) {
        int shown;
        const Body *body = content_body(c->content, news, i, &shown);
        char where[400];
        (void)snprintf(where, sizeof where, sentence(c->language, "%s, %s in %s"), of,
                       sentence(c->language, "text"), content_language(c->content, i)->code);
        for (int k = 0; body != NULL && shown == i && k < body->block_count; k++) {
            check_letters(c, where, body->blocks[k].text, body->blocks[k].length);
        }
    }
}

/* ---- addresses ---- */

static void check_address(Checking *c, const char *where, const char *address)
{
    if (!qr_can_hold(address)) {
        tell(c, FINDING_ERROR, where, "is too long for a code that a phone can read",
             "use a shorter address");
    }
}

static void check_links(Checking *c, const char *of, Id news)
{
    for (int i = 0; i < content_language_count(c->content); i++) {
        int shown;
        const Body *body = content_body(c->content, news, i, &shown);
        for (int k = 0; body != NULL && shown == i && k < body->block_count; k++) {
            const Block *block = &body->blocks[k];
            for (int s = 0; s < block->span_count; s++) {
                char where[500];
                const char *link = block->spans[s].link;
                (void)snprintf(where, sizeof where,
                               sentence(c->language, "%s, link \"%.60s…\" in %s"), of,
                               link != NULL ? link : "", content_language(c->content, i)->code);
                if (link != NULL) {
                    check_address(c, where, link);
                }
            }
        }
    }
}

/* ---- the items ---- */

static void check_delegation(Checking *c, const Delegation *d)
{
    char of[200];
    (void)snprintf(of, sizeof of, sentence(c->language, "delegation \"%.100s\""), d->slug);
    check_text(c, of, "name", &d->name);
    check_text(c, of, "official name", &d->official_name);
    check_text(c, of, "parliament", &d->parliament);
    check_text(c, of, "representative", &d->representative);
    check_text(c, of, "role", &d->role);
    for (int i = 0; i < d->chamber_count; i++) {
        char field[64], where[300];
        (void)snprintf(field, sizeof field, sentence(c->language, "name of chamber %d"), i + 1);
        check_text(c, of, field, &d->chambers[i].name);
        if (d->chambers[i].website != NULL) {
            (void)snprintf(where, sizeof where, sentence(c->language, "%s, website of chamber %d"),
                           of, i + 1);
            check_letters(c, where, d->chambers[i].website, strlen(d->chambers[i].website));
            check_address(c, where, d->chambers[i].website);
        }
    }
}

typedef struct Summary {
    Checking *c;
    const char *of;
} Summary;

static bool check_summary(void *context, const Row *row, Error *error)
{
    Summary *s = (Summary *)context;
    char where[400];
    (void)error;
    if (row->columns[2] != NULL) {
        (void)snprintf(where, sizeof where, sentence(s->c->language, "%s, %s in %s"), s->of,
                       sentence(s->c->language, "summary"),
                       row->columns[0] != NULL ? row->columns[0] : "");
        check_letters(s->c, where, row->columns[2], strlen(row->columns[2]));
    }
    return true;
}

static bool check_news(Checking *c, int index, Error *error)
{
    char of[200];
    const NewsHead *head = content_news(c->content, index);
    (void)snprintf(of, sizeof of, sentence(c->language, "news \"%.100s\""), head->slug);
    check_text(c, of, "title", &head->title);
    Arena arena;
    arena_init(&arena, 65536);
    Summary summary = {c, of};
    bool good =
        rows_read(c->content, ROWS_NEWS_TEXT, head->slug, &arena, check_summary, &summary, error);
    arena_finish(&arena);
    check_body(c, of, head->id);
    check_links(c, of, head->id);
    return good;
}

/* ---- pictures ---- */

static bool check_picture(void *context, const Row *row, Error *error)
{
    Checking *c = (Checking *)context;
    char where[200];
    int w, h;
    (void)error;
    (void)snprintf(where, sizeof where, sentence(c->language, "picture \"%.100s\""),
                   row->columns[0] != NULL ? row->columns[0] : "");
    if (!build_picture_decodes(row->bytes, row->byte_count, &w, &h)) {
        tell(c, FINDING_ERROR, where, "cannot be shown: it is no PNG or JPEG, or damaged",
             "save it again as one of them");
    }
    return true;
}

/* ---- all of it ---- */

static bool check_all(Checking *c, Error *error)
{
    LocalText organisation = content_organisation(c->content);
    check_text(c, sentence(c->language, "organisation"), "name", &organisation);
    for (int i = 0; i < content_language_count(c->content); i++) {
        char where[100];
        const Language *language = content_language(c->content, i);
        (void)snprintf(where, sizeof where, sentence(c->language, "language \"%s\", name"),
                       language->code);
        check_letters(c, where, language->name, strlen(language->name));
    }
    for (int i = 0; i < content_delegation_count(c->content); i++) {
        check_delegation(c, content_delegation(c->content, i));
    }
    for (int i = 0; i < content_notice_count(c->content); i++) {
        char of[200];
        const Notice *notice = content_notice(c->content, i);
        (void)snprintf(of, sizeof of, sentence(c->language, "notice \"%.100s\""), notice->slug);
        check_text(c, of, "text", &notice->text);
    }
    bool good = true;
    int count = content_news_count(c->content);
    Progress progress = progress_begin(sentence(c->language, "Reading the news"));
    for (int i = 0; good && i < count; i++) {
        good = check_news(c, i, error);
        progress_step(&progress, i, count);
    }
    progress_end(&progress);
    Arena arena;
    arena_init(&arena, 65536);
    good = good && rows_read(c->content, ROWS_PICTURE, NULL, &arena, check_picture, c, error);
    arena_finish(&arena);
    return good;
}

bool check_texts(Content *content, const char *fonts, StaffLanguage language, FindingSink sink,
                 void *context, Error *error)
{
    Checking c = {.content = content, .language = language, .sink = sink, .context = context};
    c.text = text_create(fonts, 1 << 20, error);
    bool good = c.text != NULL && check_all(&c, error);
    text_destroy(c.text);
    return good;
}
