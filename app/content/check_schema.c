/* Checks that a file has exactly the tables of data/schema.sql: a view, a trigger, a column that
 * computes or a condition that is missing would make it another program than the one that is
 * expected, whoever wrote it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/check_parts.h"

/* ---- statements, compared word by word ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *skip_blanks(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n\f");
        if (at[0] == '-' && at[1] == '-') {
            at += strcspn(at, "\n");
        } else if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = end != NULL ? end + 2 : at + strlen(at);
        } else {
            return at;
        }
    }
}

/* Where the quoted piece at `at` ends, which begins with its quote. */
static const char *end_of_quoted(const char *at)
{
    char close = *at == '[' ? ']' : *at;
    const char *end = at + 1;
    while (*end != '\0' && (*end != close || (close != ']' && end[1] == close))) {
        end += *end == close ? 2 : 1;
    }
    return *end == '\0' ? end : end + 1;
}

/* Takes the next word or sign to `out`: names in lower case without the quotes they do not need, so
 * that a tool that writes "news" for news changes nothing. Its length; 0 at the end. */
static size_t next_token(const char **text, char *out, size_t room)
{
    const char *at = skip_blanks(*text);
    const char *end = at;
    bool is_name = false;
    if (*at == '"' || *at == '`' || *at == '[') {
        end = end_of_quoted(at);
        is_name =
            end - at > 2 && strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_") == (size_t)(end - at) - 2;
    } else if (*at == '\'') {
        end = end_of_quoted(at);
    } else if (is_word(*at)) {
        while (is_word(*end)) {
            end++;
        }
        is_name = true;
    } else if (*at != '\0') {
        end = at + 1;
    }
    *text = end;
    bool is_bare = is_name && is_word(*at);
    const char *from = is_name && !is_bare ? at + 1 : at;
    size_t count = (size_t)(end - at) - (is_name && !is_bare ? 2 : 0);
    count = count < room - 1 ? count : room - 1;
    for (size_t i = 0; i < count; i++) {
        bool lower = is_name && from[i] >= 'A' && from[i] <= 'Z';
        out[i] = (char)(lower ? from[i] - 'A' + 'a' : from[i]);
    }
    out[count] = '\0';
    return count;
}

static bool same_statement(const char *a, const char *b)
{
    char word_a[1024], word_b[1024];
    size_t count;
    do {
        count = next_token(&a, word_a, sizeof word_a);
        if (next_token(&b, word_b, sizeof word_b) != count || strcmp(word_a, word_b) != 0) {
            return false;
        }
    } while (count > 0);
    return true;
}

static bool ends_with_strict(const char *statement)
{
    char word[1024], last[1024] = "";
    while (next_token(&statement, word, sizeof word) > 0) {
        memcpy(last, word, sizeof last);
    }
    return strcmp(last, "strict") == 0;
}

/* ---- what is there, and what has to be ---- */

static const char BUILD_ANEW[] =
    SENTENCE("build it with this version of Foyer, and edit rows only");

static void check_object(Check *check, sqlite3_stmt *found, sqlite3_stmt *wanted)
{
    const char *kind = filecheck_text(check, found, 0), *name = filecheck_text(check, found, 1);
    const char *table = filecheck_text(check, found, 2), *sql = filecheck_text(check, found, 3);
    bool is_automatic =
        sqlite3_column_type(found, 3) == SQLITE_NULL && strncmp(name, "sqlite_autoindex_", 17) == 0;
    if (is_automatic) {
        return; /* belongs to a table's own conditions */
    }
    if (strcmp(name, "sqlite_stat1") == 0 || strcmp(name, "sqlite_stat4") == 0) {
        filecheck_say(check, FINDING_WARNING, "a tool has left its statistics, which nobody needs",
                      "DROP TABLE will remove them", "the table \"%s\"", name);
        return;
    }
    (void)sqlite3_reset(wanted);
    (void)sqlite3_bind_text(wanted, 1, name, -1, SQLITE_STATIC);
    bool is_known = filecheck_step_schema(check, wanted) &&
                    strcmp(filecheck_text(check, wanted, 0), kind) == 0 &&
                    strcmp(filecheck_text(check, wanted, 1), table) == 0;
    if (!is_known) {
        filecheck_say(check, FINDING_ERROR, "a data file has no such thing", "remove it with DROP",
                      "the %s \"%.100s\"", sentence(check->language, kind), name);
    } else if (!same_statement(sql, filecheck_text(check, wanted, 2))) {
        bool is_strict = strcmp(kind, "table") != 0 || ends_with_strict(sql);
        filecheck_say(check, FINDING_ERROR,
                      is_strict ? "its columns or conditions are not those of data/schema.sql"
                                : "it is not STRICT, as the tables of data/schema.sql are",
                      BUILD_ANEW, "the %s \"%.100s\"", sentence(check->language, kind), name);
    }
}

static void check_found(Check *check)
{
    sqlite3_stmt *wanted = NULL;
    sqlite3_stmt *found =
        filecheck_prepare(check, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
    if (sqlite3_prepare_v2(check->schema,
                           "SELECT type, tbl_name, sql FROM sqlite_schema WHERE name = ?1", -1,
                           &wanted, NULL) != SQLITE_OK) {
        check->trouble = CHECK_TROUBLE;
    }
    while (filecheck_step(check, found)) {
        check_object(check, found, wanted);
    }
    (void)sqlite3_finalize(found);
    (void)sqlite3_finalize(wanted);
}

static void check_wanted(Check *check)
{
    sqlite3_stmt *wanted = NULL;
    sqlite3_stmt *found = filecheck_prepare(check, "SELECT 1 FROM sqlite_schema WHERE name = ?1");
    if (sqlite3_prepare_v2(check->schema,
                           "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL", -1,
                           &wanted, NULL) != SQLITE_OK) {
        check->trouble = CHECK_TROUBLE;
    }
    while (found != NULL && filecheck_step_schema(check, wanted)) {
        (void)sqlite3_reset(found);
        (void)sqlite3_bind_text(found, 1, filecheck_text(check, wanted, 1), -1, SQLITE_STATIC);
        if (!filecheck_step(check, found) && filecheck_goes_on(check)) {
            filecheck_say(check, FINDING_ERROR, "it is missing", BUILD_ANEW, "the %s \"%.100s\"",
                          sentence(check->language, filecheck_text(check, wanted, 0)),
                          filecheck_text(check, wanted, 1));
        }
    }
    (void)sqlite3_finalize(found);
    (void)sqlite3_finalize(wanted);
}

bool filecheck_schema(Check *check)
{
    check_wanted(check);
    check_found(check);
    filecheck_end_group(check, "the tables");
    return check->errors == 0 && filecheck_goes_on(check);
}

/* ---- rows and how they are called ---- */

typedef struct Table {
    const char *name, *key;
    const char
        *row; /* how its rows are called, with the columns of the key; NULL: as the table is */
} Table;

static const Table TABLES[] = {
    {"language", "code", SENTENCE("language \"%s\"")},
    {"organisation_text", "language", SENTENCE("the organisation, in \"%s\"")},
    {"settings", "id", NULL},
    {"picture", "slug", SENTENCE("picture \"%s\"")},
    {"delegation", "slug", SENTENCE("delegation \"%s\"")},
    {"delegation_text", "delegation, language", SENTENCE("delegation \"%s\", in \"%s\"")},
    {"chamber", "delegation, position", SENTENCE("delegation \"%s\", chamber %s")},
    {"chamber_text", "delegation, position, language",
     SENTENCE("delegation \"%s\", chamber %s, in \"%s\"")},
    {"news", "slug", SENTENCE("news item \"%s\"")},
    {"news_text", "news, language", SENTENCE("news item \"%s\", in \"%s\"")},
    {"news_delegation", "news, position", SENTENCE("news item \"%s\", delegation %s")},
    {"notice", "slug", SENTENCE("notice \"%s\"")},
    {"notice_text", "notice, language", SENTENCE("notice \"%s\", in \"%s\"")},
    {"edition", "id", NULL},
};
enum { TABLE_COUNT = sizeof TABLES / sizeof TABLES[0] };

const char *filecheck_table(int index)
{
    return index < TABLE_COUNT ? TABLES[index].name : NULL;
}

static const Table *find_table(const char *name)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(TABLES[i].name, name) == 0) {
            return &TABLES[i];
        }
    }
    return NULL;
}

int filecheck_key_of(const char *table, const char **columns)
{
    const Table *found = find_table(table);
    *columns = found != NULL ? found->key : "rowid";
    int count = 1;
    for (const char *comma = *columns; (comma = strchr(comma, ',')) != NULL; comma++) {
        count++;
    }
    return count;
}

void filecheck_name_row(Check *check, const char *table, sqlite3_stmt *statement,
                        char where[CHECK_WHERE_BYTES])
{
    const Table *found = find_table(table);
    const char *row = found != NULL && found->row != NULL ? found->row : table;
    const char *at = sentence(check->language, row);
    size_t used = 0, own;
    where[0] = '\0';
    for (int column = 0; *at != '\0' && used < CHECK_WHERE_BYTES; column++) {
        own = strcspn(at, "%");
        bool has_key = at[own] == '%';
        used += (size_t)snprintf(where + used, CHECK_WHERE_BYTES - used, "%.*s%.100s", (int)own, at,
                                 has_key ? filecheck_text(check, statement, column) : "");
        at += own + (has_key ? strlen("%s") : 0);
    }
}
