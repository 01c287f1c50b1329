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
    CheckSink sink;
    void *context;
} Checking;

/* Tells of a finding, said in English. */
static void tell(const Checking *c, int severity, const Place *place, const char *what,
                 const char *what_to_do)
{
    c->sink(c->context, severity, place, sentence(c->language, what),
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

static void check_letters(Checking *c, const Place *place, const char *text, size_t count)
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
            tell(c, FINDING_ERROR, place, what, "write it another way");
        }
    }
}

static void check_text(Checking *c, Place place, const LocalText *text)
{
    for (int i = 0; i < content_language_count(c->content); i++) {
        place.language = content_language(c->content, i)->code;
        if (text->in[i] != NULL) {
            check_letters(c, &place, text->in[i], strlen(text->in[i]));
        }
    }
}

/* ---- addresses ---- */

static void check_address(Checking *c, const Place *place, const char *address)
{
    if (!qr_can_hold(address)) {
        tell(c, FINDING_ERROR, place, "is too long for a code that a phone can read",
             "use a shorter address");
    }
}

/* ---- the items ---- */

static void check_delegation(Checking *c, const Delegation *d)
{
    const struct {
        PlaceField field;
        const LocalText *text;
    } texts[] = {{PLACE_NAME, &d->name},
                 {PLACE_OFFICIAL_NAME, &d->official_name},
                 {PLACE_PARLIAMENT, &d->parliament},
                 {PLACE_REPRESENTATIVE, &d->representative},
                 {PLACE_ROLE, &d->role}};
    Place place = {.kind = "delegation", .slug = d->slug};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        place.field = texts[i].field;
        check_text(c, place, texts[i].text);
    }
    for (int i = 0; i < d->chamber_count; i++) {
        place.chamber = i;
        place.field = PLACE_CHAMBER_NAME;
        check_text(c, place, &d->chambers[i].name);
        place.field = PLACE_CHAMBER_WEBSITE;
        if (d->chambers[i].website != NULL) {
            check_letters(c, &place, d->chambers[i].website, strlen(d->chambers[i].website));
            check_address(c, &place, d->chambers[i].website);
        }
    }
}

typedef struct Summary {
    Checking *c;
    const char *slug;
} Summary;

static bool check_summary(void *context, const Row *row, Error *error)
{
    const Summary *s = (const Summary *)context;
    const Place place = {.kind = "news",
                         .slug = s->slug,
                         .field = PLACE_SUMMARY,
                         .language = row->columns[0] != NULL ? row->columns[0] : ""};
    (void)error;
    if (row->columns[2] != NULL) {
        check_letters(s->c, &place, row->columns[2], strlen(row->columns[2]));
    }
    return true;
}

/* The letters of one text of a news item, and its links. */
static void check_body(Checking *c, const char *slug, const char *language, const Body *body)
{
    Place place = {.kind = "news", .slug = slug, .field = PLACE_BODY, .language = language};
    for (int k = 0; k < body->block_count; k++) {
        check_letters(c, &place, body->blocks[k].text, body->blocks[k].length);
    }
    place.field = PLACE_LINK;
    for (int k = 0; k < body->block_count; k++) {
        const Block *block = &body->blocks[k];
        for (int s = 0; s < block->span_count; s++) {
            place.link = block->spans[s].link;
            if (place.link != NULL) {
                check_address(c, &place, place.link);
            }
        }
    }
}

static bool check_news(Checking *c, int index, Error *error)
{
    const NewsHead *head = content_news(c->content, index);
    check_text(c, (Place){.kind = "news", .slug = head->slug, .field = PLACE_TITLE}, &head->title);
    Arena arena;
    arena_init(&arena, 65536);
    Summary summary = {c, head->slug};
    bool good =
        rows_read(c->content, ROWS_NEWS_TEXT, head->slug, &arena, check_summary, &summary, error);
    arena_finish(&arena);
    for (int i = 0; i < content_language_count(c->content); i++) {
        int shown;
        const Body *body = content_body(c->content, head->id, i, &shown);
        if (body != NULL && shown == i) {
            check_body(c, head->slug, content_language(c->content, i)->code, body);
        }
    }
    return good;
}

/* ---- pictures ---- */

static bool check_picture(void *context, const Row *row, Error *error)
{
    const Checking *c = (const Checking *)context;
    const Place place = {.kind = "picture", .slug = row->columns[0] != NULL ? row->columns[0] : ""};
    int w, h;
    (void)error;
    if (!build_picture_decodes(row->bytes, row->byte_count, &w, &h)) {
        tell(c, FINDING_ERROR, &place, "cannot be shown: it is no PNG or JPEG, or damaged",
             "save it again as one of them");
    }
    return true;
}

/* ---- all of it ---- */

static bool check_all(Checking *c, Error *error)
{
    LocalText organisation = content_organisation(c->content);
    check_text(c, (Place){.kind = "organisation", .field = PLACE_NAME}, &organisation);
    for (int i = 0; i < content_language_count(c->content); i++) {
        const Language *language = content_language(c->content, i);
        const Place place = {.kind = "language", .slug = language->code, .field = PLACE_NAME};
        check_letters(c, &place, language->name, strlen(language->name));
    }
    for (int i = 0; i < content_delegation_count(c->content); i++) {
        check_delegation(c, content_delegation(c->content, i));
    }
    for (int i = 0; i < content_notice_count(c->content); i++) {
        const Notice *notice = content_notice(c->content, i);
        check_text(c, (Place){.kind = "notice", .slug = notice->slug, .field = PLACE_TEXT},
                   &notice->text);
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

bool check_texts(Content *content, const char *fonts, StaffLanguage language, CheckSink sink,
                 void *context, Error *error)
{
    Checking c = {.content = content, .language = language, .sink = sink, .context = context};
    c.text = text_create(fonts, 1 << 20, error);
    bool good = c.text != NULL && check_all(&c, error);
    text_destroy(c.text);
    return good;
}
