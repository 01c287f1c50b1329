/* Answers what a snapshot holds in memory: see content.h. */
#include "content/content.h"

#include <string.h>

#include "base/check.h"
#include "content/snapshot.h"

int content_language_count(const Content *content)
{
    return content->language_count;
}

const Language *content_language(const Content *content, int index)
{
    CHECK(index >= 0 && index < content->language_count);
    return &content->languages[index];
}

int content_find_language(const Content *content, const char *code)
{
    for (int i = 0; i < content->language_count; i++) {
        if (strcmp(content->languages[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

const Settings *content_settings(const Content *content)
{
    return &content->settings;
}

LocalText content_organisation(const Content *content)
{
    return content->organisation;
}

/* Folded together while the file was loaded: SQLite's header (with the counter that grows with each
 * change of the file), the digest of `foyer build`, which covers every text and picture, and every
 * row that is held in memory. A file made without `foyer build` and then changed only in a body by
 * something that does not count its changes is the one that this would miss; reading every body to
 * catch it would make 5,000 items start far slower than one. */
uint64_t content_version(const Content *content)
{
    return content->version;
}

ShownText content_text(const LocalText *text, int language)
{
    CHECK(language >= 0 && language < CONTENT_LANGUAGES_MAX);
    if (text->in[language] != NULL) {
        return (ShownText){text->in[language], language};
    }
    for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
        if (text->in[i] != NULL) {
            return (ShownText){text->in[i], i};
        }
    }
    return (ShownText){NULL, language};
}

int content_delegation_count(const Content *content)
{
    return content->delegation_count;
}

const Delegation *content_delegation(const Content *content, int index)
{
    CHECK(index >= 0 && index < content->delegation_count);
    return &content->delegations[index];
}

int content_find_delegation(const Content *content, Id id)
{
    return id_table_find(&content->delegation_table, id);
}

int content_news_count(const Content *content)
{
    return content->news_count;
}

int content_find_news(const Content *content, Id id)
{
    return id_table_find(&content->news_table, id);
}
