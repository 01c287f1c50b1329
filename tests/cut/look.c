/* See look.h. */
#include "cut/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static bool is_sound(const char *text)
{
    return text == NULL || utf8_is_valid(text, strlen(text), NULL);
}

static bool look_at_picture(Content *content, Id picture)
{
    if (picture == ID_NONE) {
        return true;
    }
    size_t count = 0;
    void *bytes = content_picture_bytes(content, picture, &count);
    bool good = bytes != NULL && count > 0 && content_picture_size(content, picture).w > 0;
    free(bytes);
    return good;
}

static bool look_at_delegations(Content *content)
{
    int count = content_delegation_count(content);
    bool good = count > 0;
    for (int i = 0; i < count; i++) {
        const Delegation *d = content_delegation(content, i);
        ShownText name = content_text(&d->name, 0);
        good = good && name.text != NULL && is_sound(name.text) &&
               content_find_delegation(content, d->id) == i;
        good = look_at_picture(content, d->flag) && good;
    }
    return good;
}

static bool look_at_body(Content *content, Id news, int language)
{
    int shown;
    const Body *body = content_body(content, news, language, &shown);
    bool good = true;
    for (int i = 0; body != NULL && i < body->block_count; i++) {
        const Block *block = &body->blocks[i];
        good = good && utf8_is_valid(block->text, block->length, NULL);
        good = look_at_picture(content, block->picture) && good;
    }
    return good;
}

static bool look_at_news(Content *content)
{
    bool good = true;
    for (int i = 0; i < content_news_count(content); i++) {
        Id id = content_news(content, i)->id;
        good = good && content_news(content, i)->slug[0] != '\0' &&
               date_is_valid(content_news(content, i)->date);
        for (int language = 0; language < content_language_count(content); language++) {
            const NewsHead *head = content_news(content, i);
            good = good && is_sound(head->title.in[language]) && is_sound(head->lead.in[language]);
            good = look_at_body(content, id, language) && good;
        }
    }
    return good;
}

static bool look_at_notices(const Content *content)
{
    bool good = true;
    for (int i = 0; i < content_notice_count(content); i++) {
        const Notice *notice = content_notice(content, i);
        good = good && is_sound(content_text(&notice->text, 0).text);
    }
    int shown[8];
    return content_current_notices(content, (Date){2022, 6, 4}, shown, 8) <= 8 && good;
}

bool look_at_all(Content *content)
{
    bool good = look_at_delegations(content);
    good = look_at_news(content) && good;
    return look_at_notices(content) && good;
}
