/* See status_file.h. The fields stand in one table, which the writer and the reader share. */
#include "content/status_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/json.h"

enum { FILE_BYTES_MOST = 1000000 };

typedef enum FieldKind { FIELD_TEXT, FIELD_I64, FIELD_INT, FIELD_BOOL } FieldKind;

typedef struct Field {
    const char *name;
    FieldKind kind;
    size_t at, room; /* in the struct; a text's bytes */
} Field;

#define FIELD(struct_type, field_kind, member)                                                     \
    {                                                                                              \
#member, field_kind, offsetof(struct_type, member), sizeof(((struct_type *)0)->member)     \
    }

static const Field FIELDS[] = {
    FIELD(DisplayStatus, FIELD_I64, pid),          FIELD(DisplayStatus, FIELD_TEXT, version),
    FIELD(DisplayStatus, FIELD_I64, since),        FIELD(DisplayStatus, FIELD_I64, written_at),
    FIELD(DisplayStatus, FIELD_BOOL, ended),       FIELD(DisplayStatus, FIELD_TEXT, source),
    FIELD(DisplayStatus, FIELD_TEXT, good_copy),   FIELD(DisplayStatus, FIELD_I64, loaded_at),
    FIELD(DisplayStatus, FIELD_BOOL, waiting),     FIELD(DisplayStatus, FIELD_TEXT, refused),
    FIELD(DisplayStatus, FIELD_I64, refused_at),   FIELD(DisplayStatus, FIELD_TEXT, storage),
    FIELD(DisplayStatus, FIELD_TEXT, screen),      FIELD(DisplayStatus, FIELD_I64, frames),
    FIELD(DisplayStatus, FIELD_I64, memory_kb),    FIELD(DisplayStatus, FIELD_BOOL, clock_believed),
    FIELD(DisplayStatus, FIELD_INT, delegations),  FIELD(DisplayStatus, FIELD_INT, news),
    FIELD(DisplayStatus, FIELD_INT, notices),      FIELD(DisplayStatus, FIELD_INT, news_all),
    FIELD(DisplayStatus, FIELD_INT, hidden_count), FIELD(DisplayStatus, FIELD_TEXT, settings),
    FIELD(DisplayStatus, FIELD_BOOL, fallback),    FIELD(DisplayStatus, FIELD_TEXT, display),
};
static const Field HIDDEN_FIELDS[] = {
    FIELD(HiddenItem, FIELD_TEXT, kind),
    FIELD(HiddenItem, FIELD_TEXT, slug),
    FIELD(HiddenItem, FIELD_TEXT, title),
    FIELD(HiddenItem, FIELD_TEXT, why),
};
enum {
    FIELD_COUNT = sizeof FIELDS / sizeof FIELDS[0],
    HIDDEN_FIELD_COUNT = sizeof HIDDEN_FIELDS / sizeof HIDDEN_FIELDS[0]
};

/* ---- writing ---- */

static bool write_text(FILE *out, Json *json, const char *text)
{
    const char *quoted = json_quote(json, text);
    return quoted != NULL && fputs(quoted, out) >= 0;
}

static bool write_field(FILE *out, Json *json, const Field *field, const void *from)
{
    const char *at = (const char *)from + field->at;
    int64_t wide;
    int narrow;
    switch (field->kind) {
    case FIELD_TEXT:
        return fprintf(out, "\"%s\":", field->name) > 0 && write_text(out, json, at);
    case FIELD_I64:
        memcpy(&wide, at, sizeof wide);
        return fprintf(out, "\"%s\":%" PRId64, field->name, wide) > 0;
    case FIELD_INT:
        memcpy(&narrow, at, sizeof narrow);
        return fprintf(out, "\"%s\":%d", field->name, narrow) > 0;
    case FIELD_BOOL:
        return fprintf(out, "\"%s\":%s", field->name, *at != 0 ? "true" : "false") > 0;
    }
    return false;
}

static bool write_fields(FILE *out, Json *json, const Field *fields, int count, const void *from)
{
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        good = (i == 0 || fputs(",", out) >= 0) && write_field(out, json, &fields[i], from);
    }
    return good;
}

static bool write_all(FILE *out, Json *json, const DisplayStatus *status)
{
    bool good = fputs("{", out) >= 0 && write_fields(out, json, FIELDS, FIELD_COUNT, status);
    if (status->day.year != 0) {
        good = good && fprintf(out, ",\"day\":\"%04d-%02d-%02d\"", status->day.year,
                               status->day.month, status->day.day) > 0;
    }
    good = good && fputs(",\"hidden\":[", out) >= 0;
    for (int i = 0; good && i < status->hidden_count && i < STATUS_HIDDEN_MOST; i++) {
        good = fputs(i > 0 ? ",{" : "{", out) >= 0 &&
               write_fields(out, json, HIDDEN_FIELDS, HIDDEN_FIELD_COUNT, &status->hidden[i]) &&
               fputs("}", out) >= 0;
    }
    return good && fputs("]}\n", out) >= 0;
}

char *status_file_json(const DisplayStatus *status)
{
    char *text = NULL;
    size_t count = 0;
    Json *json = json_create();
    FILE *out = json != NULL ? open_memstream(&text, &count) : NULL;
    bool good = out != NULL && write_all(out, json, status);
    if (out != NULL && fclose(out) != 0) {
        good = false;
    }
    json_destroy(json);
    if (!good) {
        free(text);
        return NULL;
    }
    return text;
}

static bool write_bytes(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) {
        return false;
    }
    size_t count = strlen(text), at = 0;
    ssize_t wrote = 0;
    while (at < count && (wrote = write(file, text + at, count - at)) > 0) {
        at += (size_t)wrote;
    }
    return close(file) == 0 && at == count;
}

bool status_file_write(const char *state_dir, const DisplayStatus *status, Error *error)
{
    char path[4096], under_way[4096];
    char *text = status_file_json(status);
    if (text == NULL) {
        return error_set(error, "the display's status cannot be written: not enough memory");
    }
    int count = snprintf(path, sizeof path, "%s/%s", state_dir, STATUS_FILE_NAME);
    int more = snprintf(under_way, sizeof under_way, "%s/%s.tmp", state_dir, STATUS_FILE_NAME);
    bool good = count > 0 && more > 0 && (size_t)more < sizeof under_way;
    errno = good ? errno : ENAMETOOLONG;
    good = good && write_bytes(under_way, text) && rename(under_way, path) == 0;
    if (!good) {
        int reason = errno;
        (void)unlink(under_way);
        (void)error_set(error, "%s cannot be written: %s", path, strerror(reason));
    }
    free(text);
    return good;
}

/* ---- reading ---- */

static char *read_bytes(const char *path, Error *error)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        (void)(errno == ENOENT ? error_set(error, "%s: no display has left its status there", path)
                               : error_set(error, "%s cannot be read: %s", path, strerror(errno)));
        return NULL;
    }
    char *text = (char *)malloc(FILE_BYTES_MOST + 1);
    size_t count = text != NULL ? fread(text, 1, FILE_BYTES_MOST, file) : 0;
    (void)fclose(file);
    if (text == NULL) {
        (void)error_set(error, "%s cannot be read: there is not enough memory", path);
        return NULL;
    }
    text[count] = '\0';
    return text;
}

static void read_field(sqlite3_stmt *statement, int column, const Field *field, void *to)
{
    char *at = (char *)to + field->at;
    int64_t wide = sqlite3_column_int64(statement, column);
    int narrow = sqlite3_column_int(statement, column);
    const char *text = (const char *)sqlite3_column_text(statement, column);
    switch (field->kind) {
    case FIELD_TEXT:
        (void)snprintf(at, field->room, "%s", text != NULL ? text : "");
        break;
    case FIELD_I64:
        memcpy(at, &wide, sizeof wide);
        break;
    case FIELD_INT:
        memcpy(at, &narrow, sizeof narrow);
        break;
    case FIELD_BOOL:
        *at = narrow != 0;
        break;
    }
}

/* "SELECT json_extract(FROM, '$.pid'), …": one column a field. */
static sqlite3_stmt *select_fields(sqlite3 *db, const Field *fields, int count, const char *from,
                                   const char *tail)
{
    char sql[2048];
    size_t at = (size_t)snprintf(sql, sizeof sql, "SELECT ");
    for (int i = 0; i < count; i++) {
        at += (size_t)snprintf(sql + at, sizeof sql - at, "%sjson_extract(%s, '$.%s')",
                               i > 0 ? ", " : "", from, fields[i].name);
    }
    (void)snprintf(sql + at, sizeof sql - at, "%s", tail);
    sqlite3_stmt *statement = NULL;
    (void)sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    return statement;
}

static void read_hidden(sqlite3 *db, const char *text, DisplayStatus *out)
{
    sqlite3_stmt *statement =
        select_fields(db, HIDDEN_FIELDS, HIDDEN_FIELD_COUNT, "value",
                      " FROM json_each(?1, '$.hidden') WHERE type = 'object'");
    (void)sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    int count = 0;
    while (statement != NULL && count < STATUS_HIDDEN_MOST &&
           sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < HIDDEN_FIELD_COUNT; i++) {
            read_field(statement, i, &HIDDEN_FIELDS[i], &out->hidden[count]);
        }
        count++;
    }
    if (out->hidden_count < count || count < STATUS_HIDDEN_MOST) {
        out->hidden_count = count; /* never more than there are */
    }
    (void)sqlite3_finalize(statement);
}

static bool read_json(sqlite3 *db, const char *text, DisplayStatus *out)
{
    sqlite3_stmt *statement =
        select_fields(db, FIELDS, FIELD_COUNT, "?1",
                      ", json_extract(?1, '$.day') WHERE json_valid(?1) AND json_type(?1) = "
                      "'object'");
    (void)sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    bool good = statement != NULL && sqlite3_step(statement) == SQLITE_ROW;
    for (int i = 0; good && i < FIELD_COUNT; i++) {
        read_field(statement, i, &FIELDS[i], out);
    }
    const char *day = good ? (const char *)sqlite3_column_text(statement, FIELD_COUNT) : NULL;
    if (day != NULL && !date_parse(day, strlen(day), &out->day)) {
        out->day = (Date){0, 0, 0};
    }
    (void)sqlite3_finalize(statement);
    if (good) {
        read_hidden(db, text, out);
    }
    return good;
}

bool status_file_read(const char *state_dir, DisplayStatus *out, Error *error)
{
    memset(out, 0, sizeof *out);
    char path[4096];
    int count = snprintf(path, sizeof path, "%s/%s", state_dir, STATUS_FILE_NAME);
    if (count < 0 || (size_t)count >= sizeof path) {
        return error_set(error, "the name of the state folder is too long");
    }
    char *text = read_bytes(path, error);
    if (text == NULL) {
        return false;
    }
    sqlite3 *db = NULL;
    bool good = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                NULL) == SQLITE_OK &&
                read_json(db, text, out);
    if (!good) {
        (void)error_set(error,
                        text[0] == '\0' ? "%s is empty: the power went while the display wrote it"
                                        : "%s is damaged: the display writes it anew once a minute",
                        path);
    }
    (void)sqlite3_close(db);
    free(text);
    return good;
}

char *status_file_folder(void)
{
    const char *state = getenv("FOYER_STATE"), *xdg = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    char *out = NULL;
    int count;
    if (state != NULL && state[0] != '\0') {
        count = asprintf(&out, "%s", state);
    } else if (xdg != NULL && xdg[0] == '/') {
        count = asprintf(&out, "%s/foyer", xdg);
    } else if (home != NULL && home[0] == '/') {
        count = asprintf(&out, "%s/.local/state/foyer", home);
    } else {
        count = asprintf(&out, "/var/lib/foyer");
    }
    return count >= 0 ? out : NULL;
}
