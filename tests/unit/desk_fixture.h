/* What the tests of the desk's draft share: a folder of their own, a draft that began as the
 * shipped content, and a clock that stands still until it is moved on. */
#ifndef FOYER_TESTS_DESK_FIXTURE_H
#define FOYER_TESTS_DESK_FIXTURE_H

#include "content_fixture.h"

#include "desk/document.h"
#include "desk/draft.h"
#include "desk/store.h"

#define NEWS "2022-06-03-observers-briefed"

typedef struct DeskStage {
    Fixture *files;
    char folder[128];
    Store *store;
    Draft *draft;
    Error error;
} DeskStage;

static Time desk_now = 1000 * TIME_S;

static inline Time desk_clock(void)
{
    return desk_now;
}

static inline int64_t desk_seconds(void)
{
    return 1654251840; /* 2022-06-03 10:24 UTC */
}

static inline void desk_open_parts(DeskStage *s, const char *from)
{
    char path[200];
    (void)snprintf(path, sizeof path, "%s/desk.db", s->folder);
    s->store = store_open(path, &s->error);
    if (s->store == NULL) {
        fail_msg("%s", s->error.text);
    }
    s->draft = draft_open(s->store, s->folder, from, &s->error);
    if (s->draft == NULL) {
        fail_msg("%s", s->error.text);
    }
    draft_set_clock(s->draft, desk_clock, desk_seconds);
}

static inline void desk_close_parts(DeskStage *s)
{
    draft_close(s->draft);
    store_close(s->store);
    s->draft = NULL;
    s->store = NULL;
}

static inline void desk_begin_as(DeskStage *s, const char *name, const char *from)
{
    desk_close_parts(s);
    (void)snprintf(s->folder, sizeof s->folder, "%s/%s", s->files->folder, name);
    remove_folder(s->folder);
    assert_int_equal(mkdir(s->folder, 0700), 0);
    desk_open_parts(s, from);
}

/* For each test: a new desk that begins with what ships. */
static inline int desk_begin(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    s->error = (Error){{0}};
    desk_begin_as(s, "desk", s->files->shipped);
    return 0;
}

static inline int desk_group_begin(void **state)
{
    DeskStage *s = (DeskStage *)calloc(1, sizeof *s);
    void *files = NULL;
    assert_non_null(s);
    if (fixture_begin(&files) != 0) {
        return -1;
    }
    s->files = (Fixture *)files;
    *state = s;
    return 0;
}

static inline int desk_group_end(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    void *files = s->files;
    desk_close_parts(s);
    free(s);
    return fixture_end(&files);
}

/* ---- shorthands; what fails fails the test ---- */

static inline cJSON *parsed(const char *json)
{
    cJSON *value = cJSON_Parse(json);
    if (value == NULL) {
        fail_msg("no JSON: %s", json);
    }
    return value;
}

static inline int64_t revision_of(DeskStage *s, const char *kind, const char *slug)
{
    DraftItem item;
    assert_true(draft_get(s->draft, kind, slug, &item));
    draft_item_finish(&item);
    return item.revision;
}

/* The text at "text.en.title", or at a field such as "date" or "delegations.0"; "" where there is
 * none. Borrowed until the next call. */
static inline const char *field_of(DeskStage *s, const char *kind, const char *slug,
                                   const char *field)
{
    static char text[2000];
    char path[100];
    DraftItem item;
    assert_true(draft_get(s->draft, kind, slug, &item));
    (void)snprintf(path, sizeof path, "%s", field);
    const cJSON *at = item.document;
    for (char *key = strtok(path, "."); key != NULL; key = strtok(NULL, ".")) {
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(key))
                               : cJSON_GetObjectItemCaseSensitive(at, key);
    }
    (void)snprintf(text, sizeof text, "%s", document_text(at, NULL));
    draft_item_finish(&item);
    return text;
}

/* The document with another English headline. */
static inline cJSON *titled(DeskStage *s, const char *slug, const char *title)
{
    DraftItem item;
    assert_true(draft_get(s->draft, "news", slug, &item));
    cJSON *text = cJSON_GetObjectItemCaseSensitive(item.document, "text");
    cJSON *english = cJSON_GetObjectItemCaseSensitive(text, "en");
    if (english == NULL) {
        english = cJSON_AddObjectToObject(
            text != NULL ? text : cJSON_AddObjectToObject(item.document, "text"), "en");
    }
    cJSON_DeleteItemFromObjectCaseSensitive(english, "title");
    assert_non_null(cJSON_AddStringToObject(english, "title", title));
    return item.document;
}

static inline DraftResult put_at(DeskStage *s, const char *by, const char *slug, int64_t revision,
                                 const char *title)
{
    DraftItem now;
    cJSON *document = titled(s, slug, title);
    DraftResult result = draft_put(s->draft, by, "news", slug, revision, document, &now, &s->error);
    draft_item_finish(&now);
    cJSON_Delete(document);
    return result;
}

/* Types a headline. */
static inline void type(DeskStage *s, const char *by, const char *title)
{
    assert_int_equal(put_at(s, by, NEWS, revision_of(s, "news", NEWS), title), DRAFT_DONE);
}

static inline const char *title_of(DeskStage *s)
{
    return field_of(s, "news", NEWS, "text.en.title");
}

static inline DraftResult undo(DeskStage *s, const char *by)
{
    DraftUndone undone;
    return draft_undo(s->draft, by, "en", &undone, &s->error);
}

static inline DraftResult redo(DeskStage *s, const char *by)
{
    DraftUndone undone;
    return draft_redo(s->draft, by, "en", &undone, &s->error);
}

static inline void assert_same_bytes(const char *a, const char *b)
{
    size_t a_count, b_count;
    char *a_bytes = read_whole(a, &a_count), *b_bytes = read_whole(b, &b_count);
    assert_int_equal(a_count, b_count);
    assert_memory_equal(a_bytes, b_bytes, a_count);
    free(a_bytes);
    free(b_bytes);
}

#endif
