/* Loads the delegations with their chambers, in every language of the file. */
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "content/load.h"
#include "content/snapshot.h"

/* More than these are not shown by any display; they bound what a file can make us hold. */
enum { DELEGATIONS_MOST = 1000, CHAMBERS_MOST = 100 };

/* The texts of all delegations, in one pass. */
static bool load_delegation_texts(Content *content, Error *error)
{
    static const char *const READING = "the table \"delegation_text\"";
    sqlite3_stmt *statement = content_prepare(
        content,
        "SELECT delegation, language, name, official_name, parliament, representative, role"
        " FROM delegation_text ORDER BY delegation, language",
        READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        int index = content_find_delegation(content, content_read_id(statement, 0));
        int language = content_read_language(content, statement, 1);
        if (index < 0 || language < 0) {
            continue;
        }
        Delegation *d = &content->delegations[index];
        if (!load_name(content, statement, 2, "the name", d->slug, &d->name.in[language]) ||
            !load_name(content, statement, 3, "the official name", d->slug,
                       &d->official_name.in[language]) ||
            !load_name(content, statement, 4, "the parliament", d->slug,
                       &d->parliament.in[language]) ||
            !load_name(content, statement, 5, "the representative", d->slug,
                       &d->representative.in[language]) ||
            !load_name(content, statement, 6, "the role", d->slug, &d->role.in[language])) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
    }
    return load_finish(content, statement, code, READING, error);
}

/* One row for each chamber and language: the chambers in order, their languages together. */
static const char CHAMBERS[] =
    "SELECT c.position, c.deputies, c.website, t.language, t.name FROM chamber c"
    " LEFT JOIN chamber_text t ON t.delegation = c.delegation AND t.position = c.position"
    " WHERE c.delegation = ?1 ORDER BY c.position, t.language";

static bool load_chamber_rows(Content *content, sqlite3_stmt *statement, Delegation *d,
                              Chamber *chambers, int *code)
{
    sqlite3_int64 last = 0;
    while ((*code = sqlite3_step(statement)) == SQLITE_ROW) {
        sqlite3_int64 position = sqlite3_column_int64(statement, 0);
        if (d->chamber_count == 0 || position != last) {
            if (d->chamber_count == CHAMBERS_MOST) {
                break;
            }
            last = position;
            Chamber *chamber = &chambers[d->chamber_count++];
            chamber->deputies = load_int(statement, 1, 0, 10000);
            d->deputies += chamber->deputies;
            content->version = hash_u64(content->version, (uint64_t)chamber->deputies);
            if (!load_name(content, statement, 2, "a website", d->slug, &chamber->website)) {
                return false;
            }
        }
        int language = content_read_language(content, statement, 3);
        if (language >= 0 && !load_name(content, statement, 4, "a chamber's name", d->slug,
                                        &chambers[d->chamber_count - 1].name.in[language])) {
            return false;
        }
    }
    return true;
}

static bool load_chambers(Content *content, Error *error)
{
    static const char *const READING = "the table \"chamber\" or \"chamber_text\"";
    sqlite3_stmt *statement = content_prepare(content, CHAMBERS, READING, error);
    if (statement == NULL) {
        return false;
    }
    int code = SQLITE_DONE;
    for (int i = 0; i < content->delegation_count && code == SQLITE_DONE; i++) {
        Delegation *d = &content->delegations[i];
        Chamber chambers[CHAMBERS_MOST];
        memset(chambers, 0, sizeof chambers);
        (void)sqlite3_reset(statement);
        (void)sqlite3_bind_text(statement, 1, d->slug, -1, SQLITE_STATIC);
        bool good = load_chamber_rows(content, statement, d, chambers, &code);
        size_t bytes = (size_t)d->chamber_count * sizeof *chambers;
        Chamber *kept = good ? (Chamber *)arena_alloc(&content->arena, bytes) : NULL;
        if (kept == NULL) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
        memcpy(kept, chambers, bytes);
        d->chambers = kept;
    }
    return load_finish(content, statement, code, READING, error);
}

/* A delegation that nobody has named goes by its slug; a chamber's name may stay empty. */
static void name_the_nameless(Content *content)
{
    for (int i = 0; i < content->delegation_count; i++) {
        Delegation *d = &content->delegations[i];
        if (content_text(&d->name, 0).text == NULL) {
            log_line(LOG_WARNING, "%s: the delegation %s has no name", content->path, d->slug);
            d->name.in[0] = d->slug;
        }
    }
}

static bool load_delegation_rows(Content *content, int most, Error *error)
{
    static const char *const READING = "the table \"delegation\"";
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT slug, flag FROM delegation ORDER BY position, slug", READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && content->delegation_count < most) {
        Delegation d = {.flag = content_read_id(statement, 1)};
        if (!load_name(content, statement, 0, "the slug", "a delegation", &d.slug)) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
        d.id = d.slug != NULL ? content_id(d.slug) : ID_NONE;
        if (d.id == ID_NONE ||
            !id_table_add(&content->delegation_table, d.id, content->delegation_count)) {
            log_line(LOG_WARNING, "%s: a delegation without a slug of its own is left out",
                     content->path);
            continue;
        }
        if (id_table_find(&content->picture_table, d.flag) < 0) {
            d.flag = ID_NONE;
        }
        content->delegations[content->delegation_count++] = d;
    }
    return load_finish(content, statement, code, READING, error);
}

bool load_delegations(Content *content, Error *error)
{
    int most;
    if (!load_count(content, "SELECT count(*) FROM delegation WHERE slug >= ''", DELEGATIONS_MOST,
                    "the table \"delegation\"", &most, error)) {
        return false;
    }
    content->delegations =
        (Delegation *)arena_alloc(&content->arena, (size_t)most * sizeof *content->delegations);
    if (content->delegations == NULL ||
        !id_table_init(&content->delegation_table, &content->arena, (size_t)most)) {
        return load_no_memory(content, error);
    }
    if (!load_delegation_rows(content, most, error)) {
        return false;
    }
    if (content->delegation_count == 0) {
        return error_set(error, "%s has nothing to show: it lists no delegation", content->path);
    }
    if (!load_delegation_texts(content, error) || !load_chambers(content, error)) {
        return false;
    }
    name_the_nameless(content);
    return true;
}
