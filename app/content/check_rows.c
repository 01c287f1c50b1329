/* Checks the rows: every condition of data/schema.sql (a tool may have been told to ignore them),
 * every reference, every text. Each finding names its row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/check_parts.h"

/* ---- the conditions, as they stand in the schema ---- */

/* Where the brackets that open at `at` close: the sign behind. NULL: they do not. */
static const char *end_of_brackets(const char *at)
{
    int depth = 0;
    for (; *at != '\0'; at++) {
        if (*at == '\'' || *at == '"') {
            at = strchr(at + 1, *at);
            if (at == NULL) {
                return NULL;
            }
        } else if (*at == '(') {
            depth++;
        } else if (*at == ')' && --depth == 0) {
            return at + 1;
        }
    }
    return NULL;
}

/* The rows of `table` that break a condition; `holds` is its name, which says what holds. */
static void check_condition(Check *check, const char *table, const char *holds,
                            const char *condition, int length)
{
    const char *key;
    char sql[1024], where[CHECK_WHERE_BYTES], what[400];
    (void)filecheck_key_of(table, &key);
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE NOT %.*s", key, table, length,
                   condition);
    (void)snprintf(what, sizeof what, sentence(check->language, "it must be so: %s"),
                   sentence(check->language, holds));
    sqlite3_stmt *statement = filecheck_prepare(check, sql);
    while (filecheck_step(check, statement)) {
        filecheck_name_row(check, table, statement, where);
        filecheck_say(check, FINDING_ERROR, what, "correct this row", "%s", where);
    }
    (void)sqlite3_finalize(statement);
    filecheck_end_group(check, table);
}

static void check_conditions_of(Check *check, const char *table, const char *sql)
{
    static const char NAMED[] = "CONSTRAINT \"", CHECKED[] = "CHECK (";
    for (const char *at = sql; filecheck_goes_on(check) && (at = strstr(at, NAMED)) != NULL;) {
        const char *name = at + sizeof NAMED - 1;
        const char *end = strchr(name, '"');
        const char *open = end != NULL ? strstr(end, CHECKED) : NULL;
        open = open != NULL ? open + sizeof CHECKED - 2 : NULL;
        const char *close = open != NULL ? end_of_brackets(open) : NULL;
        if (close == NULL) {
            break;
        }
        char holds[160];
        (void)snprintf(holds, sizeof holds, "%.*s", (int)(end - name), name);
        check_condition(check, table, holds, open, (int)(close - open));
        at = close;
    }
}

void filecheck_conditions(Check *check)
{
    sqlite3_stmt *wanted = NULL;
    if (sqlite3_prepare_v2(check->schema,
                           "SELECT name, sql FROM sqlite_schema WHERE type = 'table'", -1, &wanted,
                           NULL) != SQLITE_OK) {
        check->trouble = CHECK_TROUBLE;
    }
    while (filecheck_step_schema(check, wanted)) {
        check_conditions_of(check, filecheck_text(check, wanted, 0),
                            filecheck_text(check, wanted, 1));
    }
    (void)sqlite3_finalize(wanted);
}

/* ---- references ---- */

/* The columns of `table` that make up its reference number `number`. */
static void find_columns(Check *check, const char *table, int number, char *out, size_t room)
{
    size_t at = 0;
    sqlite3_stmt *list = NULL;
    out[0] = '\0';
    if (sqlite3_prepare_v2(check->schema,
                           "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE id = ?2", -1,
                           &list, NULL) != SQLITE_OK) {
        check->trouble = CHECK_TROUBLE;
    }
    (void)sqlite3_bind_text(list, 1, table, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int(list, 2, number);
    while (at + 40 < room && filecheck_step_schema(check, list)) {
        at += (size_t)snprintf(out + at, room - at, "%s%.30s", at > 0 ? " || ' ' || " : "",
                               filecheck_text(check, list, 0));
    }
    (void)sqlite3_finalize(list);
}

/* A row that refers to what is not there: where it is, and to what. */
static void say_reference(Check *check, sqlite3_stmt *broken)
{
    const char *table = filecheck_text(check, broken, 0),
               *parent = filecheck_text(check, broken, 2), *key;
    char sql[512], columns[200], where[CHECK_WHERE_BYTES], what[400];
    int keys = filecheck_key_of(table, &key);
    find_columns(check, table, sqlite3_column_int(broken, 3), columns, sizeof columns);
    (void)snprintf(sql, sizeof sql, "SELECT %s, %s FROM %s WHERE rowid = ?1", key,
                   columns[0] != '\0' ? columns : "NULL", table);
    sqlite3_stmt *row = filecheck_prepare(check, sql);
    (void)sqlite3_bind_int64(row, 1, sqlite3_column_int64(broken, 1));
    if (filecheck_step(check, row)) {
        filecheck_name_row(check, table, row, where);
        (void)snprintf(
            what, sizeof what,
            sentence(check->language, "it refers to the %s \"%.100s\", which is not there"),
            sentence(check->language, parent), filecheck_text(check, row, keys));
        filecheck_say(check, FINDING_ERROR, what, "correct the name, or add what it names", "%s",
                      where);
    }
    (void)sqlite3_finalize(row);
}

void filecheck_references(Check *check)
{
    sqlite3_stmt *broken = filecheck_prepare(check, "PRAGMA foreign_key_check");
    while (filecheck_step(check, broken)) {
        if (check->of_group < CHECK_FINDINGS_MOST) {
            say_reference(check, broken);
        } else {
            filecheck_say(check, FINDING_ERROR, "", "", "references");
        }
    }
    (void)sqlite3_finalize(broken);
    filecheck_end_group(check, "references");
}

/* ---- texts ---- */

static bool is_blank(const char *text, int count)
{
    for (int i = 0; i < count; i++) {
        if ((unsigned char)text[i] > ' ') {
            return false;
        }
    }
    return true;
}

static void check_one_text(Check *check, sqlite3_stmt *row, const char *table, int column)
{
    char where[CHECK_WHERE_BYTES];
    const char *name = sqlite3_column_name(row, column);
    const char *text = (const char *)sqlite3_column_text(row, column);
    int count = sqlite3_column_bytes(row, column);
    if (text == NULL || name == NULL) {
        check->trouble = CHECK_TROUBLE; /* NULL columns have been sorted out */
        return;
    }
    if (!utf8_is_valid(text, (size_t)count, NULL) || memchr(text, 0, (size_t)count) != NULL) {
        filecheck_name_row(check, table, row, where);
        filecheck_say(check, FINDING_ERROR, "it holds bytes that are no text (UTF-8)",
                      "write the text anew", "%s, %s", where, sentence(check->language, name));
    } else if (is_blank(text, count)) {
        bool is_body = strcmp(name, "body") == 0;
        filecheck_name_row(check, table, row, where);
        filecheck_say(check, is_body ? FINDING_WARNING : FINDING_ERROR, "it is empty",
                      is_body ? "write the text, or delete the item"
                              : "write the text, or make it NULL where there is none",
                      "%s, %s", where, sentence(check->language, name));
    }
}

/* The key, then the columns of text: "news, language, title, summary, body". */
static void list_texts(Check *check, const char *table, char *out, size_t room)
{
    const char *key;
    (void)filecheck_key_of(table, &key);
    size_t at = (size_t)snprintf(out, room, "SELECT %s", key);
    sqlite3_stmt *list = NULL;
    if (sqlite3_prepare_v2(check->schema,
                           "SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'", -1, &list,
                           NULL) != SQLITE_OK) {
        check->trouble = CHECK_TROUBLE;
    }
    (void)sqlite3_bind_text(list, 1, table, -1, SQLITE_STATIC);
    while (at + 40 < room && filecheck_step_schema(check, list)) {
        at += (size_t)snprintf(out + at, room - at, ", %.30s", filecheck_text(check, list, 0));
    }
    (void)snprintf(out + at, room - at, " FROM %s", table);
    (void)sqlite3_finalize(list);
}

void filecheck_texts(Check *check)
{
    for (int i = 0; filecheck_table(i) != NULL && filecheck_goes_on(check); i++) {
        const char *table = filecheck_table(i), *key;
        char sql[512];
        int keys = filecheck_key_of(table, &key);
        list_texts(check, table, sql, sizeof sql);
        sqlite3_stmt *row = filecheck_prepare(check, sql);
        while (filecheck_step(check, row)) {
            for (int column = keys; column < sqlite3_column_count(row); column++) {
                if (sqlite3_column_type(row, column) != SQLITE_NULL) {
                    check_one_text(check, row, table, column);
                }
            }
        }
        (void)sqlite3_finalize(row);
        filecheck_end_group(check, table);
    }
}
