/* See json.h. */
#include "content/json.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct Json {
    sqlite3 *db;
    sqlite3_stmt *quote;
};

Json *json_create(void)
{
    Json *json = (Json *)calloc(1, sizeof *json);
    if (json != NULL &&
        (sqlite3_open_v2(":memory:", &json->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                         NULL) != SQLITE_OK ||
         sqlite3_prepare_v2(json->db, "SELECT json_quote(?1)", -1, &json->quote, NULL) !=
             SQLITE_OK)) {
        json_destroy(json);
        return NULL;
    }
    return json;
}

void json_destroy(Json *json)
{
    if (json != NULL) {
        (void)sqlite3_finalize(json->quote);
        (void)sqlite3_close(json->db);
        free(json);
    }
}

/* SQLite hands bytes through as they are; JSON has to be UTF-8. Malloc'ed. */
static char *cleaned(const char *text)
{
    size_t count = strlen(text), written = 0;
    char *out = (char *)malloc(count * 3 + 1);
    for (size_t at = 0; out != NULL && at < count;) {
        size_t length;
        uint32_t letter = utf8_decode(text + at, count - at, &length);
        written += utf8_encode(letter, out + written);
        at += length;
    }
    if (out != NULL) {
        out[written] = '\0';
    }
    return out;
}

const char *json_quote(Json *json, const char *text)
{
    char *clean = text != NULL ? cleaned(text) : NULL;
    if (text != NULL && clean == NULL) {
        return NULL;
    }
    (void)sqlite3_reset(json->quote);
    int code = sqlite3_bind_text(json->quote, 1, clean, -1, SQLITE_TRANSIENT);
    free(clean);
    if (code != SQLITE_OK || sqlite3_step(json->quote) != SQLITE_ROW) {
        return NULL;
    }
    return (const char *)sqlite3_column_text(json->quote, 0);
}
