/* Documents into a data file. See document.h. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "content/markdown.h"
#include "desk/document.h"

typedef struct Writing {
    const DocumentTarget *target;
    Writer *writer;
    const char *slug;
    const cJSON *document;
    Error *error;
} Writing;

/* After a row that was `good` or not: whether to go on. What the schema refuses is told, and what
 * depends on it is refused in its turn. */
static bool goes_on(Writing *w, bool good, const char *field)
{
    if (good) {
        return true;
    }
    if (!writer_is_sound(w->writer)) {
        return false;
    }
    if (w->target->refused != NULL) {
        w->target->refused(w->target->context, field, w->error->text);
    }
    w->error->text[0] = '\0';
    return true;
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

/* A whole number; `none` where there is none, or one that is out of an int's range. */
static int number_of(const cJSON *object, const char *key, int none)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsNumber(value) || value->valuedouble < INT_MIN || value->valuedouble > INT_MAX) {
        return none;
    }
    int number = (int)value->valuedouble;
    return (double)number < value->valuedouble || (double)number > value->valuedouble ? none
                                                                                      : number;
}

/* ---- the lobby ---- */

static bool write_languages(Writing *w)
{
    const cJSON *one;
    int position = 0;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(w->document, "languages"))
    {
        const char *code = document_text(one, "code");
        if (position >= w->target->languages->count ||
            strcmp(code, w->target->languages->codes[position]) != 0) {
            continue; /* nonsense */
        }
        position++;
        const char *name = document_text(one, "name");
        bool good = writer_language(w->writer, position, code, name[0] != '\0' ? name : code,
                                    or_null(document_text(one, "organisation")), w->error);
        if (!goes_on(w, good, "languages")) {
            return false;
        }
    }
    return true;
}

static bool write_lobby(Writing *w)
{
    const cJSON *d = w->document;
    Settings settings = {
        .delegation_dwell = number_of(d, "delegation_dwell_s", -1) * TIME_S,
        .news_dwell = number_of(d, "news_dwell_s", -1) * TIME_S,
        .idle_wait = number_of(d, "idle_wait_s", -1) * TIME_S,
        .still_there = number_of(d, "still_there_s", -1) * TIME_S,
        .idle_news = number_of(d, "idle_news", -1),
    };
    const char *first = document_text(d, "first_language"), *day = document_text(d, "day");
    if (first[0] == '\0' && w->target->languages->count > 0) {
        first = w->target->languages->codes[0];
    }
    return write_languages(w) &&
           goes_on(w, writer_settings(w->writer, &settings, first, w->error), "first_language") &&
           (day[0] == '\0' || goes_on(w, writer_day(w->writer, day, w->error), "day"));
}

/* ---- delegations ---- */

static bool write_chambers(Writing *w, const cJSON *chambers)
{
    const cJSON *chamber;
    int position = 1;
    cJSON_ArrayForEach(chamber, chambers)
    {
        char field[40];
        (void)snprintf(field, sizeof field, "chambers.%d", position - 1);
        bool good = writer_chamber(w->writer, w->slug, position, number_of(chamber, "deputies", -1),
                                   or_null(document_text(chamber, "website")), w->error);
        if (!goes_on(w, good, field)) {
            return false;
        }
        position++;
    }
    return true;
}

static bool write_delegation_in(Writing *w, const cJSON *chambers, const char *language)
{
    WrittenDelegationText text = {
        .delegation = w->slug,
        .language = language,
        .name = or_null(document_text_in(w->document, language, "name")),
        .official_name = or_null(document_text_in(w->document, language, "official_name")),
        .parliament = or_null(document_text_in(w->document, language, "parliament")),
        .representative = or_null(document_text_in(w->document, language, "representative")),
        .role = or_null(document_text_in(w->document, language, "role"))};
    bool is_there = text.name != NULL || text.official_name != NULL || text.parliament != NULL ||
                    text.representative != NULL || text.role != NULL;
    char field[64];
    (void)snprintf(field, sizeof field, "text.%s", language);
    if (is_there && !goes_on(w, writer_delegation_text(w->writer, &text, w->error), field)) {
        return false;
    }
    const cJSON *chamber;
    int position = 1;
    cJSON_ArrayForEach(chamber, chambers)
    {
        const cJSON *names = cJSON_GetObjectItemCaseSensitive(chamber, "name");
        const char *name = document_text(names, language);
        (void)snprintf(field, sizeof field, "chambers.%d.name.%s", position - 1, language);
        if (name[0] != '\0' &&
            !goes_on(w, writer_chamber_text(w->writer, w->slug, position, language, name, w->error),
                     field)) {
            return false;
        }
        position++;
    }
    return true;
}

static bool write_delegation(Writing *w, int position)
{
    const cJSON *chambers = cJSON_GetObjectItemCaseSensitive(w->document, "chambers");
    const char *flag = or_null(document_text(w->document, "flag"));
    if (flag != NULL && !w->target->put_picture(w->target->context, flag)) {
        flag = NULL;
    }
    bool good = goes_on(w, writer_delegation(w->writer, position, w->slug, flag, w->error), "") &&
                write_chambers(w, chambers);
    for (int i = 0; good && i < w->target->languages->count; i++) {
        good = write_delegation_in(w, chambers, w->target->languages->codes[i]);
    }
    return good;
}

/* ---- news ---- */

static bool put_picture(void *context, const char *address)
{
    const DocumentTarget *target = (const DocumentTarget *)context;
    (void)target->put_picture(target->context,
                              address); /* that it is not there is said elsewhere */
    return true;
}

static bool write_news_in(Writing *w, const char *language)
{
    WrittenNewsText text = {.news = w->slug,
                            .language = language,
                            .title = or_null(document_text_in(w->document, language, "title")),
                            .summary = or_null(document_text_in(w->document, language, "summary")),
                            .body = document_text_in(w->document, language, "body")};
    char field[40];
    if (text.title == NULL && text.summary == NULL && text.body[0] == '\0') {
        return true;
    }
    (void)snprintf(field, sizeof field, "text.%s", language);
    /* The target's context is its own; a picture that is refused is one that is not there. */
    DocumentTarget target = *w->target;
    return (markdown_pictures(text.body, put_picture, &target) ||
            error_set(w->error, "there is not enough memory")) &&
           goes_on(w, writer_news_text(w->writer, &text, w->error), field);
}

static bool write_news_delegations(Writing *w)
{
    const cJSON *one;
    int position = 1;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(w->document, "delegations"))
    {
        const char *delegation = document_text(one, NULL);
        char field[40];
        (void)snprintf(field, sizeof field, "delegations.%d", position - 1);
        if (delegation[0] == '\0' || !w->target->has_delegation(w->target->context, delegation)) {
            continue;
        }
        if (!goes_on(w, writer_news_delegation(w->writer, w->slug, position, delegation, w->error),
                     field)) {
            return false;
        }
        position++;
    }
    return true;
}

static bool write_news(Writing *w)
{
    WrittenNews news = {.slug = w->slug,
                        .date = document_text(w->document, "date"),
                        .from = or_null(document_text(w->document, "shown_from")),
                        .until = or_null(document_text(w->document, "shown_until")),
                        .pinned = document_is_true(w->document, "pinned")};
    bool good =
        goes_on(w, writer_news(w->writer, &news, w->error), "date") && write_news_delegations(w);
    for (int i = 0; good && i < w->target->languages->count; i++) {
        good = write_news_in(w, w->target->languages->codes[i]);
    }
    return good;
}

/* ---- notices ---- */

static bool write_notice(Writing *w)
{
    bool good = goes_on(w,
                        writer_notice(w->writer, w->slug, document_is_true(w->document, "urgent"),
                                      or_null(document_text(w->document, "shown_from")),
                                      or_null(document_text(w->document, "shown_until")), w->error),
                        "shown_until");
    for (int i = 0; good && i < w->target->languages->count; i++) {
        const char *language = w->target->languages->codes[i];
        const char *text = document_text_in(w->document, language, NULL);
        char field[40];
        (void)snprintf(field, sizeof field, "text.%s", language);
        good = text[0] == '\0' ||
               goes_on(w, writer_notice_text(w->writer, w->slug, language, text, w->error), field);
    }
    return good;
}

bool document_write(const DocumentTarget *target, DocumentKind kind, const char *slug, int position,
                    const cJSON *document, Error *error)
{
    Writing w = {.target = target,
                 .writer = target->writer,
                 .slug = slug,
                 .document = document,
                 .error = error};
    switch (kind) {
    case DOCUMENT_LOBBY:
        return write_lobby(&w);
    case DOCUMENT_DELEGATION:
        return write_delegation(&w, position);
    case DOCUMENT_NEWS:
        return write_news(&w);
    case DOCUMENT_NOTICE:
        return write_notice(&w);
    case DOCUMENT_KIND_COUNT:
        break;
    }
    return false;
}
