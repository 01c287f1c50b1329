/* Turns a column of a row, which can hold anything, into what the rest of the program relies on:
 * clean text, a day of the calendar, a known language, an Id. */
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/utf8.h"
#include "content/snapshot.h"

static bool is_control(uint32_t letter)
{
    return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || letter == 0x2028 ||
           letter == 0x2029;
}

/* Writes at most `most` clean letters to `out`, which has room for three bytes for each byte of
 * the text; the bytes written. */
static size_t clean(const char *text, size_t count, int most, TextLines lines, char *out,
                    bool *mended)
{
    size_t written = 0;
    for (size_t at = 0; at < count && most > 0; most--) {
        size_t length;
        uint32_t letter = utf8_decode(text + at, count - at, &length);
        if (letter == 0 || (letter == UTF8_REPLACEMENT && length == 1)) {
            letter = UTF8_REPLACEMENT;
            *mended = true;
        } else if (is_control(letter) && !(lines == LINES_MANY && letter == '\n')) {
            letter = ' ';
        }
        written += utf8_encode(letter, out + written);
        at += length;
    }
    return written;
}

static bool is_blank(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text[i] != ' ' && text[i] != '\n') {
            return false;
        }
    }
    return true;
}

bool content_read_text(Arena *arena, sqlite3_stmt *statement, int column, int most, TextLines lines,
                       const char *what, const char *item, const char **out)
{
    *out = NULL;
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        return true;
    }
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (text == NULL) {
        return false; /* no memory for it: NULL columns have been sorted out */
    }
    size_t count = (size_t)sqlite3_column_bytes(statement, column);
    if (count > BODY_BYTES_MOST) {
        log_line(LOG_WARNING, "%s of %s is cut at %d bytes", what, item, BODY_BYTES_MOST);
        count = BODY_BYTES_MOST;
    }
    if ((size_t)most < count / 4) {
        count = (size_t)most * 4; /* no letter has more than 4 bytes */
    }
    /* Each bad byte may become the three of U+FFFD. */
    bool good = utf8_is_valid(text, count, NULL) && memchr(text, 0, count) == NULL;
    size_t room = good ? count : count * 3;
    char *copy = (char *)arena_alloc(arena, room + 1);
    if (copy == NULL) {
        return false;
    }
    bool mended = false;
    size_t written = clean(text, count, most, lines, copy, &mended);
    if (mended) {
        log_line(LOG_WARNING, "%s of %s holds bytes that are no text (UTF-8); shown as U+FFFD",
                 what, item);
    }
    *out = is_blank(copy, written) ? NULL : copy;
    return true;
}

Date content_read_date(sqlite3_stmt *statement, int column)
{
    Date date = {0, 0, 0};
    const char *text = (const char *)sqlite3_column_text(statement, column);
    int count = sqlite3_column_bytes(statement, column);
    if (text == NULL || !date_parse(text, (size_t)count, &date)) {
        return (Date){0, 0, 0};
    }
    return date;
}

int content_read_language(const Content *content, sqlite3_stmt *statement, int column)
{
    const char *code = (const char *)sqlite3_column_text(statement, column);
    return code != NULL ? content_find_language(content, code) : -1;
}

Id content_read_id(sqlite3_stmt *statement, int column)
{
    const char *slug = (const char *)sqlite3_column_text(statement, column);
    return slug != NULL && slug[0] != '\0' ? content_id(slug) : ID_NONE;
}
