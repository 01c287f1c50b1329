/* What is wrong with a document: every rule of data/schema.sql and of content/check_*.c that can be
 * told from the item alone, said at its field. See document.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/check_file.h"
#include "content/markdown.h"
#include "desk/document.h"
#include "words/sentences.h"

enum { DAYS_AHEAD_MOST = 366, DELEGATIONS_MOST = 1000, LANGUAGE_NAME_LETTERS = 100 };

typedef struct Checking {
    const DocumentCheck *check;
    StaffLanguage language;
    const cJSON *document;
    int errors;
} Checking;

/* ---- saying it ---- */

typedef enum Missing { MISSING_NOT, MISSING_LANGUAGE } Missing;

static void tell(Checking *c, int severity, Missing missing, const char *field,
                 const char *what_to_do, const char *what)
{
    Fault fault = {.field = field,
                   .severity = severity,
                   .what = what,
                   .what_to_do = sentence(c->language, what_to_do),
                   .is_missing_language = missing == MISSING_LANGUAGE};
    c->errors += severity == FINDING_ERROR;
    c->check->sink(c->check->context, &fault);
}

__attribute__((format(printf, 5, 6))) static void say(Checking *c, int severity, const char *field,
                                                      const char *what_to_do, const char *what, ...)
{
    char text[700];
    va_list args;
    va_start(args, what);
    (void)vsnprintf(text, sizeof text, sentence(c->language, what), args);
    va_end(args);
    tell(c, severity, MISSING_NOT, field, what_to_do, text);
}

void document_add_fault(void *context, const Fault *fault)
{
    cJSON *one = cJSON_CreateObject();
    bool good =
        cJSON_AddStringToObject(one, "field", fault->field) != NULL &&
        cJSON_AddStringToObject(one, "severity",
                                fault->severity == FINDING_ERROR ? "error" : "warning") != NULL &&
        cJSON_AddStringToObject(one, "what", fault->what) != NULL &&
        cJSON_AddStringToObject(one, "what_to_do", fault->what_to_do) != NULL;
    if (!good || !cJSON_AddItemToArray((cJSON *)context, one)) {
        cJSON_Delete(one);
    }
}

/* ---- what all have in common ---- */

/* A text of at most `most` letters; "" where there is none. */
static const char *check_text(Checking *c, const cJSON *object, const char *key, const char *field,
                              int most)
{
    const cJSON *value = key != NULL ? cJSON_GetObjectItemCaseSensitive(object, key) : object;
    const char *text = document_text(object, key);
    if (value != NULL && !cJSON_IsString(value) && !cJSON_IsNull(value)) {
        say(c, FINDING_ERROR, field, SENTENCE("write it anew"), SENTENCE("this is no text"));
        return "";
    }
    int letters = (int)utf8_letters(text, strlen(text));
    if (letters > most) {
        say(c, FINDING_ERROR, field, SENTENCE("shorten it"),
            SENTENCE("it has %d letters, and %d is the most"), letters, most);
    }
    return text;
}

static bool read_date(const char *text, Date *out)
{
    return date_parse(text, strlen(text), out) && out->year >= 1000;
}

/* A day; year 0 where there is none, or where it makes no sense, which is said. */
static Date check_date(Checking *c, const char *key)
{
    Date date = {0, 0, 0};
    const char *text = check_text(c, c->document, key, key, WRITER_NAME_LETTERS);
    if (text[0] != '\0' && !read_date(text, &date)) {
        say(c, FINDING_ERROR, key, SENTENCE("write it as in 2022-06-03"),
            SENTENCE("\"%.40s\" is no day of the calendar"), text);
        date = (Date){0, 0, 0};
    }
    return date;
}

static void check_days_shown(Checking *c)
{
    Date from = check_date(c, "shown_from"), until = check_date(c, "shown_until");
    if (from.year != 0 && until.year != 0 && date_compare(until, from) < 0) {
        say(c, FINDING_ERROR, "shown_until", SENTENCE("correct one of the two days"),
            SENTENCE("the last day is before the first"));
    } else if (until.year != 0 && date_compare(until, c->check->today) < 0) {
        say(c, FINDING_WARNING, "shown_until",
            SENTENCE("choose a later day, or leave it empty, if it is to be shown"),
            SENTENCE("its last day is over"));
    }
}

static void check_flag(Checking *c, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(c->document, key);
    if (value != NULL && !cJSON_IsBool(value) && !cJSON_IsNull(value)) {
        say(c, FINDING_ERROR, key, SENTENCE("choose anew"), SENTENCE("this is neither yes nor no"));
    }
}

static void check_number(Checking *c, const cJSON *object, const char *key, const char *field,
                         int least, int most)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    double number = cJSON_IsNumber(value) ? value->valuedouble : -1;
    bool good = number >= least && number <= most && !((double)(int)number < number);
    if (!good) {
        say(c, FINDING_ERROR, field, SENTENCE("write a number in figures"),
            SENTENCE("this is no whole number from %d to %d"), least, most);
    }
}

static bool has(const Checking *c, const char *kind, const char *slug)
{
    return c->check->has == NULL || c->check->has(c->check->has_context, kind, slug);
}

/* Whether anything is written in a language, which then lacks what stands before it, and that is an
 * error of its own. */
static bool has_any(const cJSON *document, const char *language)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(document, "text"), language);
    const cJSON *one;
    cJSON_ArrayForEach(one, text)
    {
        if (document_text(one, NULL)[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* Which languages have the text at "text.LANGUAGE.KEY"; those that lack it are told, where any has
 * it. `none` is what is said where none has, of a severity. */
static void check_languages(Checking *c, const char *key, int severity, const char *none,
                            const char *what_to_do)
{
    const DocumentLanguages *languages = c->check->languages;
    int count = 0;
    for (int i = 0; i < languages->count; i++) {
        count += document_text_in(c->document, languages->codes[i], key)[0] != '\0';
    }
    for (int i = 0; i < languages->count; i++) {
        char field[64], what[200];
        const char *code = languages->codes[i];
        (void)snprintf(field, sizeof field, "text.%s%s%s", code, key != NULL ? "." : "",
                       key != NULL ? key : "");
        if (count == 0 && i == 0 && !has_any(c->document, code)) {
            say(c, severity, field, what_to_do, "%s", sentence(c->language, none));
        } else if (count > 0 && document_text_in(c->document, code, key)[0] == '\0' &&
                   !has_any(c->document, code)) {
            (void)snprintf(what, sizeof what,
                           sentence(c->language, SENTENCE("it is not there in %s")),
                           languages->names[i]);
            tell(c, FINDING_WARNING, MISSING_LANGUAGE, field,
                 SENTENCE("write it, or visitors see it in another language"), what);
        }
    }
}

/* ---- the lobby ---- */

static void check_language(Checking *c, const cJSON *one, int index)
{
    char field[64];
    (void)snprintf(field, sizeof field, "languages.%d.code", index);
    const char *code = check_text(c, one, "code", field, LANGUAGE_NAME_LETTERS);
    size_t count = strlen(code);
    if (count < 2 || count > 3 || strspn(code, "abcdefghijklmnopqrstuvwxyz") != count) {
        say(c, FINDING_ERROR, field, SENTENCE("write its code of two or three letters a to z"),
            SENTENCE("this is no code of a language, such as \"en\" or \"ru\""));
    }
    (void)snprintf(field, sizeof field, "languages.%d.name", index);
    if (check_text(c, one, "name", field, LANGUAGE_NAME_LETTERS)[0] == '\0') {
        say(c, FINDING_ERROR, field, SENTENCE("write it in the language itself, such as Русский"),
            SENTENCE("the language's name is missing"));
    }
    (void)snprintf(field, sizeof field, "languages.%d.organisation", index);
    if (check_text(c, one, "organisation", field, WRITER_NAME_LETTERS)[0] == '\0') {
        say(c, FINDING_WARNING, field, SENTENCE("write it"),
            SENTENCE("the name of the organisation is missing in this language"));
    }
}

/* A language that is named twice, and the first language, which has to be one of them. */
static void check_codes(Checking *c, const cJSON *list)
{
    const cJSON *one, *other;
    int index = 0;
    const char *first =
        check_text(c, c->document, "first_language", "first_language", LANGUAGE_NAME_LETTERS);
    bool found = false;
    cJSON_ArrayForEach(one, list)
    {
        const char *code = document_text(one, "code");
        found = found || strcmp(code, first) == 0;
        for (other = list->child; other != one; other = other->next) {
            if (code[0] != '\0' && strcmp(document_text(other, "code"), code) == 0) {
                char field[64];
                (void)snprintf(field, sizeof field, "languages.%d.code", index);
                say(c, FINDING_ERROR, field, SENTENCE("remove one of the two"),
                    SENTENCE("this language is named twice"));
                break;
            }
        }
        index++;
    }
    if (!found) {
        say(c, FINDING_ERROR, "first_language", SENTENCE("choose one of the languages"),
            SENTENCE("the language that the display begins with is none of its languages"));
    }
}

static void check_lobby(Checking *c)
{
    static const struct {
        const char *key;
        int least, most;
    } NUMBERS[] = {{"delegation_dwell_s", 3, 600},
                   {"news_dwell_s", 3, 600},
                   {"idle_wait_s", 10, 3600},
                   {"still_there_s", 20, 600},
                   {"idle_news", 0, 50}};
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(c->document, "languages"), *one;
    int count = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0, index = 0;
    if (count < 1 || count > CONTENT_LANGUAGES_MAX) {
        say(c, FINDING_ERROR, "languages", SENTENCE("add or remove languages"),
            SENTENCE("there are %d languages, and it takes 1 to %d"), count, CONTENT_LANGUAGES_MAX);
    }
    cJSON_ArrayForEach(one, list)
    {
        if (index < CONTENT_LANGUAGES_MAX) {
            check_language(c, one, index++);
        }
    }
    if (count > 0) {
        check_codes(c, list);
    }
    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++) {
        check_number(c, c->document, NUMBERS[i].key, NUMBERS[i].key, NUMBERS[i].least,
                     NUMBERS[i].most);
    }
    (void)check_date(c, "day");
}

/* ---- delegations ---- */

/* An address that a phone can follow: a host with a dot, "https://" before it or not. */
static bool is_website(const char *text)
{
    const char *host = text;
    if (strncmp(text, "https://", 8) == 0) {
        host = text + 8;
    } else if (strncmp(text, "http://", 7) == 0) {
        host = text + 7;
    }
    size_t count = strcspn(host, "/?#");
    const char *dot = (const char *)memchr(host, '.', count);
    return count > 3 && dot != NULL && dot != host && strpbrk(text, " \t\"<>\\") == NULL &&
           strstr(host, "://") == NULL;
}

static void check_website(Checking *c, const cJSON *chamber, int index)
{
    char field[64];
    (void)snprintf(field, sizeof field, "chambers.%d.website", index);
    const char *website = check_text(c, chamber, "website", field, WRITER_NAME_LETTERS);
    if (website[0] != '\0' && !is_website(website)) {
        say(c, FINDING_ERROR, field, SENTENCE("write it as in kenesh.kg or https://kenesh.kg/en"),
            SENTENCE("this is no address of a website"));
    }
}

static void check_chamber_names(Checking *c, const cJSON *chamber, int index)
{
    const DocumentLanguages *languages = c->check->languages;
    const cJSON *names = cJSON_GetObjectItemCaseSensitive(chamber, "name");
    int count = 0;
    for (int i = 0; i < languages->count; i++) {
        count += document_text(names, languages->codes[i])[0] != '\0';
    }
    for (int i = 0; i < languages->count; i++) {
        char field[64], what[200];
        (void)snprintf(field, sizeof field, "chambers.%d.name.%s", index, languages->codes[i]);
        const char *name = check_text(c, names, languages->codes[i], field, WRITER_NAME_LETTERS);
        if (count == 0 && i == 0) {
            say(c, FINDING_WARNING, field, SENTENCE("write it"),
                SENTENCE("the chamber has no name in any language"));
        } else if (count > 0 && name[0] == '\0') {
            (void)snprintf(what, sizeof what,
                           sentence(c->language, SENTENCE("it is not there in %s")),
                           languages->names[i]);
            tell(c, FINDING_WARNING, MISSING_LANGUAGE, field,
                 SENTENCE("write it, or visitors see it in another language"), what);
        }
    }
}

static void check_chambers(Checking *c)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(c->document, "chambers"), *chamber;
    int index = 0;
    if (cJSON_GetArraySize(list) > WRITER_CHAMBERS) {
        say(c, FINDING_ERROR, "chambers", SENTENCE("remove some"),
            SENTENCE("there are %d chambers, and %d is the most"), cJSON_GetArraySize(list),
            WRITER_CHAMBERS);
    }
    cJSON_ArrayForEach(chamber, list)
    {
        char field[64];
        if (index == WRITER_CHAMBERS) {
            break;
        }
        (void)snprintf(field, sizeof field, "chambers.%d.deputies", index);
        check_number(c, chamber, "deputies", field, 0, WRITER_DEPUTIES);
        check_website(c, chamber, index);
        check_chamber_names(c, chamber, index);
        index++;
    }
}

static void check_delegation(Checking *c)
{
    static const char *const KEYS[] = {"name", "official_name", "parliament", "representative",
                                       "role"};
    enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };
    const char *flag = check_text(c, c->document, "flag", "flag", WRITER_SLUG_LETTERS);
    if (flag[0] != '\0' && !has(c, "picture", flag)) {
        say(c, FINDING_ERROR, "flag", SENTENCE("put it in again"),
            SENTENCE("the picture \"%.100s\" is not there"), flag);
    }
    check_languages(c, "name", FINDING_ERROR,
                    SENTENCE("the delegation has no name in any language"),
                    SENTENCE("write its name"));
    for (int i = 0; i < c->check->languages->count; i++) {
        const char *code = c->check->languages->codes[i];
        bool has_name = document_text_in(c->document, code, "name")[0] != '\0', has_more = false;
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(
            cJSON_GetObjectItemCaseSensitive(c->document, "text"), code);
        char field[64];
        for (int k = 0; k < KEY_COUNT; k++) {
            (void)snprintf(field, sizeof field, "text.%s.%s", code, KEYS[k]);
            bool is_there = check_text(c, text, KEYS[k], field, WRITER_NAME_LETTERS)[0] != '\0';
            has_more = has_more || (k > 0 && is_there);
        }
        if (has_more && !has_name) {
            (void)snprintf(field, sizeof field, "text.%s.name", code);
            say(c, FINDING_ERROR, field, SENTENCE("write the name"),
                SENTENCE("the name is missing, and without it nothing is shown in %s"),
                c->check->languages->names[i]);
        }
    }
    check_chambers(c);
}

/* ---- news ---- */

typedef struct BodyCheck {
    Checking *checking;
    const char *field;
} BodyCheck;

static bool check_picture(void *context, const char *address)
{
    const BodyCheck *body = (const BodyCheck *)context;
    if (!has(body->checking, "picture", address)) {
        say(body->checking, FINDING_ERROR, body->field,
            SENTENCE("put it in again, or take it out of the text"),
            SENTENCE("the picture \"%.100s\" is not there"), address);
    }
    return true;
}

static bool check_link(void *context, const char *address)
{
    const BodyCheck *body = (const BodyCheck *)context;
    Checking *c = body->checking;
    const char *wrong = check_link_address(address);
    if (wrong != NULL) {
        say(c, FINDING_ERROR, body->field, SENTENCE("correct the address, or use a shorter one"),
            SENTENCE("the link to \"%.60s%s\" %s"), address, strlen(address) > 60 ? "…" : "",
            sentence(staff_language(c->check->language), wrong));
    }
    return true;
}

static void check_news_in(Checking *c, int language)
{
    char field[64];
    const char *code = c->check->languages->codes[language];
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(c->document, "text"), code);
    (void)snprintf(field, sizeof field, "text.%s.title", code);
    const char *title = check_text(c, text, "title", field, WRITER_TITLE_LETTERS);
    const char *summary = document_text(text, "summary"), *body = document_text(text, "body");
    if (title[0] == '\0' && (summary[0] != '\0' || body[0] != '\0')) {
        say(c, FINDING_ERROR, field, SENTENCE("write the headline"),
            SENTENCE("the headline is missing, and without it nothing is shown in %s"),
            c->check->languages->names[language]);
    }
    (void)snprintf(field, sizeof field, "text.%s.summary", code);
    (void)check_text(c, text, "summary", field, WRITER_SUMMARY_LETTERS);
    (void)snprintf(field, sizeof field, "text.%s.body", code);
    (void)check_text(c, text, "body", field, WRITER_BODY_BYTES);
    if (strlen(body) > WRITER_BODY_BYTES) {
        say(c, FINDING_ERROR, field, SENTENCE("shorten it, or make two items of it"),
            SENTENCE("the text has %d kB, and 1000 kB is the most"), (int)(strlen(body) / 1000));
    } else if (title[0] != '\0' && body[0] == '\0') {
        say(c, FINDING_WARNING, field, SENTENCE("write the text"),
            SENTENCE("there is no text below the headline"));
    }
    BodyCheck check = {c, field};
    (void)markdown_pictures(body, check_picture, &check);
    (void)markdown_links(body, check_link, &check);
}

static void check_news_delegations(Checking *c)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(c->document, "delegations"), *one, *other;
    int index = 0;
    if (cJSON_GetArraySize(list) > DELEGATIONS_MOST) {
        say(c, FINDING_ERROR, "delegations", SENTENCE("remove some"),
            SENTENCE("there are more than %d delegations"), DELEGATIONS_MOST);
        return;
    }
    cJSON_ArrayForEach(one, list)
    {
        char field[64];
        const char *slug = document_text(one, NULL);
        (void)snprintf(field, sizeof field, "delegations.%d", index++);
        if (slug[0] == '\0' || !has(c, "delegation", slug)) {
            say(c, FINDING_ERROR, field, SENTENCE("choose another, or none"),
                SENTENCE("there is no delegation \"%.100s\""), slug);
        }
        for (other = list->child; other != one; other = other->next) {
            if (slug[0] != '\0' && strcmp(document_text(other, NULL), slug) == 0) {
                say(c, FINDING_ERROR, field, SENTENCE("remove one of the two"),
                    SENTENCE("the delegation \"%.100s\" is named twice"), slug);
                break;
            }
        }
    }
}

static void check_news(Checking *c)
{
    Date date = check_date(c, "date");
    if (document_text(c->document, "date")[0] == '\0') {
        say(c, FINDING_ERROR, "date", SENTENCE("choose the day"), SENTENCE("the day is missing"));
    } else if (date.year != 0 &&
               date_to_days(date) - date_to_days(c->check->today) > DAYS_AHEAD_MOST) {
        say(c, FINDING_WARNING, "date", SENTENCE("look whether the year is right"),
            SENTENCE("the day is more than a year away"));
    }
    check_days_shown(c);
    check_flag(c, "pinned");
    check_news_delegations(c);
    check_languages(c, "title", FINDING_WARNING,
                    SENTENCE("it has no headline in any language and is not shown"),
                    SENTENCE("write the headline"));
    for (int i = 0; i < c->check->languages->count; i++) {
        check_news_in(c, i);
    }
}

/* ---- notices ---- */

static void check_notice(Checking *c)
{
    check_flag(c, "urgent");
    check_days_shown(c);
    check_languages(c, NULL, FINDING_WARNING,
                    SENTENCE("it has no text in any language and is not shown"),
                    SENTENCE("write the notice"));
    for (int i = 0; i < c->check->languages->count; i++) {
        char field[64];
        (void)snprintf(field, sizeof field, "text.%s", c->check->languages->codes[i]);
        (void)check_text(c, cJSON_GetObjectItemCaseSensitive(c->document, "text"),
                         c->check->languages->codes[i], field, WRITER_NOTICE_LETTERS);
    }
}

int document_check(const DocumentCheck *check, DocumentKind kind, const cJSON *document)
{
    Checking c = {
        .check = check, .language = staff_language(check->language), .document = document};
    switch (kind) {
    case DOCUMENT_LOBBY:
        check_lobby(&c);
        break;
    case DOCUMENT_DELEGATION:
        check_delegation(&c);
        break;
    case DOCUMENT_NEWS:
        check_news(&c);
        break;
    case DOCUMENT_NOTICE:
        check_notice(&c);
        break;
    case DOCUMENT_KIND_COUNT:
        break;
    }
    return c.errors;
}
