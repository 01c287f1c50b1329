/* Checks how many of each kind a file holds, and which texts lack a language. */
#include <stdio.h>
#include <string.h>

#include "content/check_parts.h"

/* ---- counts ---- */

typedef struct Bound {
    const char *table;
    const char *none; /* what is said where there is none; NULL: there need be none */
    const char *many;
    int most;
} Bound;

/* What the display holds at most (load.c). */
static const Bound BOUNDS[] = {
    {"language", SENTENCE("there is no language"), SENTENCE("languages"), 8},
    {"delegation", SENTENCE("there is no delegation"), SENTENCE("delegations"), 1000},
    {"news", NULL, SENTENCE("news items"), 100000},
    {"notice", NULL, SENTENCE("notices"), 100},
    {"picture", NULL, SENTENCE("pictures"), 100000},
    {"settings", SENTENCE("there is no row of settings"), SENTENCE("rows of settings"), 1},
};

static void check_bound(Check *check, const Bound *bound)
{
    char sql[64], what[200];
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", bound->table);
    sqlite3_stmt *statement = filecheck_prepare(check, sql);
    if (filecheck_step(check, statement)) {
        sqlite3_int64 count = sqlite3_column_int64(statement, 0);
        if (count == 0 && bound->none != NULL) {
            filecheck_say(check, FINDING_ERROR, bound->none, "add one", "the table \"%s\"",
                          bound->table);
        } else if (count > bound->most) {
            (void)snprintf(what, sizeof what,
                           sentence(check->language, "there are %lld %s, and %d is the most"),
                           (long long)count, sentence(check->language, bound->many), bound->most);
            filecheck_say(check, FINDING_ERROR, what, "delete the oldest", "the table \"%s\"",
                          bound->table);
        }
    }
    (void)sqlite3_finalize(statement);
}

void filecheck_counts(Check *check)
{
    for (size_t i = 0; i < sizeof BOUNDS / sizeof BOUNDS[0] && filecheck_goes_on(check); i++) {
        check_bound(check, &BOUNDS[i]);
    }
}

/* ---- languages ---- */

/* What lacks a text in a language: the columns of the key, the language, whether it has none. */
typedef struct Lack {
    const char *table; /* whose key names the row */
    const char *sql;
    int severity;     /* of having a text in no language */
    const char *none; /* what is said then */
} Lack;

static const Lack LACKS[] = {
    {"settings",
     "SELECT 1, l.code, NOT EXISTS (SELECT 1 FROM organisation_text) FROM language l"
     " WHERE l.code NOT IN (SELECT language FROM organisation_text)",
     FINDING_WARNING, SENTENCE("the organisation has no name")},
    {"delegation",
     "SELECT d.slug, l.code, NOT EXISTS (SELECT 1 FROM delegation_text t WHERE t.delegation ="
     " d.slug) FROM delegation d, language l WHERE NOT EXISTS (SELECT 1 FROM delegation_text t"
     " WHERE t.delegation = d.slug AND t.language = l.code) ORDER BY d.position, l.position",
     FINDING_ERROR, SENTENCE("it has no name in any language")},
    {"chamber",
     "SELECT c.delegation, c.position, l.code, NOT EXISTS (SELECT 1 FROM chamber_text t WHERE"
     " t.delegation = c.delegation AND t.position = c.position) FROM chamber c, language l"
     " WHERE NOT EXISTS (SELECT 1 FROM chamber_text t WHERE t.delegation = c.delegation AND"
     " t.position = c.position AND t.language = l.code)"
     " ORDER BY c.delegation, c.position, l.position",
     FINDING_WARNING, SENTENCE("it has no name in any language")},
    {"news",
     "SELECT n.slug, l.code, NOT EXISTS (SELECT 1 FROM news_text t WHERE t.news = n.slug)"
     " FROM news n, language l WHERE NOT EXISTS (SELECT 1 FROM news_text t WHERE t.news = n.slug"
     " AND t.language = l.code) ORDER BY n.slug, l.position",
     FINDING_WARNING, SENTENCE("it has no text in any language and is not shown")},
    {"notice",
     "SELECT n.slug, l.code, NOT EXISTS (SELECT 1 FROM notice_text t WHERE t.notice = n.slug)"
     " FROM notice n, language l WHERE NOT EXISTS (SELECT 1 FROM notice_text t WHERE t.notice ="
     " n.slug AND t.language = l.code) ORDER BY n.slug, l.position",
     FINDING_WARNING, SENTENCE("it has no text in any language and is not shown")},
};

static void say_lack(Check *check, const Lack *lack, sqlite3_stmt *row, int keys)
{
    char where[CHECK_WHERE_BYTES], what[100];
    filecheck_name_row(check, lack->table, row, where);
    const char *place = strcmp(lack->table, "settings") == 0
                            ? sentence(check->language, "the organisation")
                            : where;
    if (sqlite3_column_int(row, keys + 1) != 0) {
        filecheck_say(check, lack->severity, lack->none, "write it", "%s", place);
        return;
    }
    (void)snprintf(what, sizeof what, sentence(check->language, "it has no text in \"%.20s\""),
                   filecheck_text(check, row, keys));
    filecheck_say(check, FINDING_WARNING, what, "write it, or visitors see it in another language",
                  "%s", place);
}

void filecheck_languages(Check *check)
{
    for (size_t i = 0; i < sizeof LACKS / sizeof LACKS[0] && filecheck_goes_on(check); i++) {
        const char *key;
        int keys = filecheck_key_of(LACKS[i].table, &key);
        char said[CHECK_WHERE_BYTES] = "", where[CHECK_WHERE_BYTES];
        sqlite3_stmt *row = filecheck_prepare(check, LACKS[i].sql);
        while (filecheck_step(check, row)) {
            filecheck_name_row(check, LACKS[i].table, row, where);
            bool has_none = sqlite3_column_int(row, keys + 1) != 0;
            if (!has_none || strcmp(said, where) != 0) {
                say_lack(check, &LACKS[i], row, keys);
            }
            memcpy(said, where, sizeof said);
        }
        (void)sqlite3_finalize(row);
        filecheck_end_group(check, LACKS[i].table);
    }
}
