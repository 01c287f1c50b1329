/* Loads what is held in memory: languages, settings, delegations, and an index of the news and of
 * the pictures, one small row an item. Called once, by content_open. A row that makes no sense is
 * left out and logged; a table that cannot be read refuses the file. */
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "content/load.h"
#include "content/snapshot.h"

/* More than these are not shown by any display; they bound what a file can make us hold. */
enum { NEWS_MOST = 500000, PICTURES_MOST = 500000 };

bool load_no_memory(const Content *content, Error *error)
{
    return error_set(error, "%s cannot be opened: there is not enough memory", content->path);
}

/* Ends a statement: false, with the reason, where its last step was not the end. */
bool load_finish(Content *content, sqlite3_stmt *statement, int code, const char *reading,
                 Error *error)
{
    bool good = code == SQLITE_DONE || code == SQLITE_ROW;
    if (!good) {
        (void)content_fail(content, reading, error);
    }
    (void)sqlite3_finalize(statement);
    return good;
}

/* A one-line text of the row in the content's arena, counted into the version. */
bool load_name(Content *content, sqlite3_stmt *statement, int column, const char *what,
               const char *item, const char **out)
{
    if (!content_read_text(&content->arena, statement, column, NAME_LETTERS_MOST, LINES_ONE, what,
                           item, out)) {
        return false;
    }
    const char *text = *out != NULL ? *out : "";
    content->version = hash_bytes(content->version, text, strlen(text) + 1);
    return true;
}

int load_int(sqlite3_stmt *statement, int column, int least, int most)
{
    sqlite3_int64 value = sqlite3_column_int64(statement, column);
    return value < least ? least : value > most ? most : (int)value;
}

/* ---- languages, the organisation, settings ---- */

static bool load_languages(Content *content, Error *error)
{
    static const char *const READING = "the table \"language\"";
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT code, name FROM language ORDER BY position, code", READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW &&
           content->language_count < CONTENT_LANGUAGES_MAX) {
        Language language;
        if (!load_name(content, statement, 0, "code", "a language", &language.code) ||
            !load_name(content, statement, 1, "name", "a language", &language.name)) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
        if (language.code == NULL || content_find_language(content, language.code) >= 0) {
            log_line(LOG_WARNING, "%s: a language without a code of its own is left out",
                     content->path);
            continue;
        }
        language.name = language.name != NULL ? language.name : language.code;
        content->languages[content->language_count++] = language;
    }
    if (!load_finish(content, statement, code, READING, error)) {
        return false;
    }
    if (content->language_count == 0) {
        return error_set(error, "%s has nothing to show: it lists no language", content->path);
    }
    return true;
}

static bool load_organisation(Content *content, Error *error)
{
    static const char *const READING = "the table \"organisation_text\"";
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT language, name FROM organisation_text ORDER BY language", READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        int language = content_read_language(content, statement, 0);
        if (language >= 0 && !load_name(content, statement, 1, "name", "the organisation",
                                        &content->organisation.in[language])) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
    }
    return load_finish(content, statement, code, READING, error);
}

static bool load_settings(Content *content, Error *error)
{
    static const char *const READING = "the table \"settings\"";
    content->settings = (Settings){9 * TIME_S, 12 * TIME_S, 90 * TIME_S, 20 * TIME_S, 5, 0};
    sqlite3_stmt *statement =
        content_prepare(content,
                        "SELECT delegation_dwell_s, news_dwell_s, idle_wait_s, still_there_s,"
                        " idle_news, first_language FROM settings",
                        READING, error);
    if (statement == NULL) {
        return false;
    }
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        int first = content_read_language(content, statement, 5);
        content->settings = (Settings){
            .delegation_dwell = load_int(statement, 0, 3, 600) * TIME_S,
            .news_dwell = load_int(statement, 1, 3, 600) * TIME_S,
            .idle_wait = load_int(statement, 2, 10, 3600) * TIME_S,
            .still_there = load_int(statement, 3, 20, 600) * TIME_S,
            .idle_news = load_int(statement, 4, 0, 50),
            .first_language = first >= 0 ? first : 0,
        };
        content->version =
            hash_bytes(content->version, &content->settings, sizeof content->settings);
    } else if (code == SQLITE_DONE) {
        log_line(LOG_WARNING, "%s has no row of settings; the usual ones hold", content->path);
    }
    return load_finish(content, statement, code, READING, error);
}

/* ---- the day and the digest that `foyer build` leaves, if there is one ---- */

static void load_edition(Content *content)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(content->db, "SELECT digest, day FROM edition", -1, &statement, NULL) !=
        SQLITE_OK) {
        return; /* an optional table */
    }
    const char *digest = NULL;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        (void)load_name(content, statement, 0, "digest", "the edition", &digest);
        content->day = content_read_date(statement, 1);
        content->version =
            hash_u64(content->version, (uint64_t)(int64_t)date_to_days(content->day));
    }
    (void)sqlite3_finalize(statement);
}

/* ---- counting, so that one piece of the arena holds a table ---- */

bool load_count(Content *content, const char *sql, int most, const char *reading, int *out,
                Error *error)
{
    sqlite3_stmt *statement = content_prepare(content, sql, reading, error);
    if (statement == NULL) {
        return false;
    }
    int code = sqlite3_step(statement);
    *out = code == SQLITE_ROW ? load_int(statement, 0, 0, most) : 0;
    return load_finish(content, statement, code, reading, error);
}

/* ---- pictures ---- */

static bool load_pictures(Content *content, Error *error)
{
    static const char *const READING = "the table \"picture\"";
    int most;
    if (!load_count(content, "SELECT count(*) FROM picture WHERE slug >= ''", PICTURES_MOST,
                    READING, &most, error)) {
        return false;
    }
    content->pictures =
        (PictureRow *)arena_alloc(&content->arena, (size_t)most * sizeof *content->pictures);
    if (content->pictures == NULL ||
        !id_table_init(&content->picture_table, &content->arena, (size_t)most)) {
        return load_no_memory(content, error);
    }
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT rowid, slug, width, height FROM picture ORDER BY slug", READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && content->picture_count < most) {
        PictureRow row = {.id = content_read_id(statement, 1),
                          .row = sqlite3_column_int64(statement, 0),
                          .size = {load_int(statement, 2, 0, PICTURE_SIDE_MOST),
                                   load_int(statement, 3, 0, PICTURE_SIDE_MOST)}};
        if (row.id == ID_NONE || row.size.w == 0 || row.size.h == 0 ||
            !id_table_add(&content->picture_table, row.id, content->picture_count)) {
            log_line(LOG_WARNING, "%s: a picture without a name or size of its own is left out",
                     content->path);
            continue;
        }
        content->version = hash_bytes(content->version, &row.id, sizeof row.id);
        content->version = hash_bytes(content->version, &row.size, sizeof row.size);
        content->pictures[content->picture_count++] = row;
    }
    return load_finish(content, statement, code, READING, error);
}

/* ---- the index of the news ---- */

static bool load_news_rows(Content *content, int most, Error *error)
{
    static const char *const READING = "the table \"news\"";
    sqlite3_stmt *statement =
        content_prepare(content,
                        "SELECT rowid, slug, date, shown_from, shown_until, pinned FROM news"
                        " ORDER BY pinned DESC, date DESC, slug",
                        READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && content->news_count < most) {
        NewsRow row = {.id = content_read_id(statement, 1),
                       .row = sqlite3_column_int64(statement, 0),
                       .date = content_read_date(statement, 2),
                       .from = content_read_date(statement, 3),
                       .until = content_read_date(statement, 4),
                       .pinned = sqlite3_column_int(statement, 5) != 0};
        if (row.id == ID_NONE || !id_table_add(&content->news_table, row.id, content->news_count)) {
            log_line(LOG_WARNING, "%s: a news item without a slug of its own is left out",
                     content->path);
            continue;
        }
        content->version = hash_u64(content->version, row.id);
        content->version = hash_u64(content->version, (uint64_t)date_to_days(row.date));
        content->news[content->news_count++] = row;
    }
    return load_finish(content, statement, code, READING, error);
}

static bool load_news(Content *content, Error *error)
{
    int most;
    if (!load_count(content, "SELECT count(*) FROM news WHERE slug >= ''", NEWS_MOST,
                    "the table \"news\"", &most, error)) {
        return false;
    }
    content->news = (NewsRow *)arena_alloc(&content->arena, (size_t)most * sizeof *content->news);
    content->current = (int *)arena_alloc(&content->arena, (size_t)most * sizeof *content->current);
    content->current_day.year = -1;
    if (content->news == NULL || content->current == NULL ||
        !id_table_init(&content->news_table, &content->arena, (size_t)most)) {
        return load_no_memory(content, error);
    }
    return load_news_rows(content, most, error);
}

bool content_load(Content *content, Error *error)
{
    if (!load_languages(content, error) || !load_organisation(content, error) ||
        !load_settings(content, error) || !load_pictures(content, error) ||
        !load_delegations(content, error) || !load_notices(content, error) ||
        !load_news(content, error)) {
        return false;
    }
    load_edition(content);
    return true;
}
