/* Loads the notices, in every language of the file, and says which are current. */
#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "content/load.h"
#include "content/snapshot.h"

/* More than these nobody would read. */
enum { NOTICES_MOST = 100 };

static bool load_rows(Content *content, int most, Error *error)
{
    static const char *const READING = "the table \"notice\"";
    sqlite3_stmt *statement = content_prepare(
        content,
        "SELECT slug, urgent, shown_from, shown_until FROM notice ORDER BY urgent DESC, slug",
        READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && content->notice_count < most) {
        Notice notice = {.id = content_read_id(statement, 0),
                         .urgent = sqlite3_column_int(statement, 1) != 0,
                         .from = content_read_date(statement, 2),
                         .until = content_read_date(statement, 3)};
        if (!load_name(content, statement, 0, "the slug", "a notice", &notice.slug)) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
        if (notice.id == ID_NONE || notice.slug == NULL) {
            log_line(LOG_WARNING, "%s: a notice without a slug of its own is left out",
                     content->path);
            continue;
        }
        content->version = hash_u64(content->version, notice.urgent);
        content->version = hash_bytes(content->version, &notice.from, sizeof notice.from);
        content->version = hash_bytes(content->version, &notice.until, sizeof notice.until);
        content->notices[content->notice_count++] = notice;
    }
    return load_finish(content, statement, code, READING, error);
}

static Notice *find_notice(Content *content, Id id)
{
    for (int i = 0; i < content->notice_count; i++) {
        if (content->notices[i].id == id) {
            return &content->notices[i];
        }
    }
    return NULL;
}

static bool load_texts(Content *content, Error *error)
{
    static const char *const READING = "the table \"notice_text\"";
    sqlite3_stmt *statement = content_prepare(
        content, "SELECT notice, language, text FROM notice_text ORDER BY notice, language",
        READING, error);
    if (statement == NULL) {
        return false;
    }
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        Notice *notice = find_notice(content, content_read_id(statement, 0));
        int language = content_read_language(content, statement, 1);
        if (notice != NULL && language >= 0 &&
            !load_name(content, statement, 2, "the text", notice->slug,
                       &notice->text.in[language])) {
            (void)sqlite3_finalize(statement);
            return load_no_memory(content, error);
        }
    }
    return load_finish(content, statement, code, READING, error);
}

bool load_notices(Content *content, Error *error)
{
    int most;
    if (!load_count(content, "SELECT count(*) FROM notice WHERE slug >= ''", NOTICES_MOST,
                    "the table \"notice\"", &most, error)) {
        return false;
    }
    content->notices =
        (Notice *)arena_alloc(&content->arena, (size_t)most * sizeof *content->notices);
    if (content->notices == NULL) {
        return load_no_memory(content, error);
    }
    return load_rows(content, most, error) && load_texts(content, error);
}

int content_notice_count(const Content *content)
{
    return content->notice_count;
}

const Notice *content_notice(const Content *content, int index)
{
    CHECK(index >= 0 && index < content->notice_count);
    return &content->notices[index];
}

int content_current_notices(const Content *content, Date today, int *out, int most)
{
    int count = 0;
    for (int i = 0; i < content->notice_count && count < most; i++) {
        const Notice *notice = &content->notices[i];
        bool begun = today.year == 0 || date_compare(notice->from, today) <= 0;
        bool ended =
            today.year != 0 && notice->until.year != 0 && date_compare(notice->until, today) < 0;
        if (begun && !ended && content_text(&notice->text, 0).text != NULL) {
            out[count++] = i;
        }
    }
    return count;
}

Date content_day(const Content *content)
{
    return content->day;
}
