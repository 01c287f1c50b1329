/* See document.h: kinds, parts of a document, and its digest. */
#include "desk/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static const char *const KINDS[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_LOBBY] = "lobby",
    [DOCUMENT_DELEGATION] = "delegation",
    [DOCUMENT_NEWS] = "news",
    [DOCUMENT_NOTICE] = "notice",
};

const char *document_kind_name(DocumentKind kind)
{
    return KINDS[kind];
}

bool document_kind_find(const char *name, DocumentKind *kind)
{
    for (int i = 0; name != NULL && i < DOCUMENT_KIND_COUNT; i++) {
        if (strcmp(KINDS[i], name) == 0) {
            *kind = (DocumentKind)i;
            return true;
        }
    }
    return false;
}

/* ---- parts ---- */

static bool is_blank(const char *text)
{
    while (*text != '\0' && (unsigned char)*text <= ' ') {
        text++;
    }
    return *text == '\0';
}

const char *document_text(const cJSON *object, const char *key)
{
    const cJSON *value = key != NULL ? cJSON_GetObjectItemCaseSensitive(object, key) : object;
    return cJSON_IsString(value) && !is_blank(value->valuestring) ? value->valuestring : "";
}

const char *document_text_in(const cJSON *document, const char *language, const char *key)
{
    const cJSON *texts = cJSON_GetObjectItemCaseSensitive(document, "text");
    return document_text(cJSON_GetObjectItemCaseSensitive(texts, language), key);
}

bool document_is_true(const cJSON *object, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static bool is_code(const char *text)
{
    size_t count = strlen(text);
    return count >= 2 && count <= 3 && strspn(text, "abcdefghijklmnopqrstuvwxyz") == count;
}

static bool is_known(const DocumentLanguages *languages, const char *code)
{
    for (int i = 0; i < languages->count; i++) {
        if (strcmp(languages->codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

void document_languages(const cJSON *lobby, DocumentLanguages *out)
{
    const cJSON *one;
    *out = (DocumentLanguages){.count = 0};
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(lobby, "languages"))
    {
        const char *code = document_text(one, "code"), *name = document_text(one, "name");
        if (out->count < CONTENT_LANGUAGES_MAX && is_code(code) && !is_known(out, code)) {
            (void)snprintf(out->codes[out->count], sizeof out->codes[0], "%s", code);
            (void)snprintf(out->names[out->count++], sizeof out->names[0], "%.100s",
                           name[0] != '\0' ? name : code);
        }
    }
}

/* ---- the digest ---- */

enum { MEMBERS_MOST = 64 };

static uint64_t digest_of(const cJSON *value, const DocumentLanguages *languages, bool is_texts);

static int compare_keys(const void *a, const void *b)
{
    return strcmp((*(const cJSON *const *)a)->string, (*(const cJSON *const *)b)->string);
}

/* Of an object whose members are all empty: 0. `is_texts`: its keys are languages. */
static uint64_t digest_of_object(const cJSON *object, const DocumentLanguages *languages,
                                 bool is_texts)
{
    const cJSON *members[MEMBERS_MOST], *member;
    size_t count = 0;
    cJSON_ArrayForEach(member, object)
    {
        bool counts = member->string != NULL && (!is_texts || is_known(languages, member->string));
        if (counts && count < MEMBERS_MOST) {
            members[count++] = member;
        }
    }
    qsort(members, count, sizeof members[0], compare_keys);
    uint64_t digest = 0;
    for (size_t i = 0; i < count; i++) {
        const char *key = members[i]->string;
        bool texts = cJSON_IsObject(members[i]) && !is_texts &&
                     (strcmp(key, "text") == 0 || strcmp(key, "name") == 0);
        uint64_t one = digest_of(members[i], languages, texts);
        if (one != 0) {
            digest = hash_u64(hash_bytes(hash_u64(digest, 1), key, strlen(key)), one);
        }
    }
    return digest;
}

/* 0: there is nothing. */
static uint64_t digest_of(const cJSON *value, const DocumentLanguages *languages, bool is_texts)
{
    if (cJSON_IsString(value)) {
        return is_blank(value->valuestring) ? 0
                                            : hash_bytes(hash_u64(HASH_SEED, 2), value->valuestring,
                                                         strlen(value->valuestring));
    }
    if (cJSON_IsNumber(value)) {
        return hash_bytes(hash_u64(HASH_SEED, 3), &value->valuedouble, sizeof value->valuedouble);
    }
    if (cJSON_IsTrue(value)) {
        return hash_u64(HASH_SEED, 4);
    }
    if (cJSON_IsArray(value)) {
        uint64_t digest = 0;
        const cJSON *one;
        cJSON_ArrayForEach(one, value)
        {
            digest = hash_u64(hash_u64(digest, 5), digest_of(one, languages, false));
        }
        return digest;
    }
    return cJSON_IsObject(value) ? digest_of_object(value, languages, is_texts) : 0;
}

uint64_t document_digest(const cJSON *document, const DocumentLanguages *languages)
{
    uint64_t digest = digest_of(document, languages, false);
    return digest != 0 ? digest : 1;
}
