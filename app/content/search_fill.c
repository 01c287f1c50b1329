/* Fills the index: see search_parts.h. From an open Content, so that what is searched is what is
 * shown; one item at a time, so that it costs the same memory however many there are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "content/copy.h"
#include "content/search_key.h"
#include "content/search_parts.h"
#include "content/snapshot.h"

/* The keys' prefixes are those of beginnings of 1 to 6 sounds, behind the script's letter. */
const char SEARCH_SCHEMA[] =
    "CREATE TABLE meta (version INTEGER NOT NULL, languages INTEGER NOT NULL) STRICT;"
    "CREATE TABLE item (item INTEGER PRIMARY KEY, kind INTEGER NOT NULL, slug TEXT NOT NULL) "
    "STRICT;"
    "CREATE TABLE text (row INTEGER PRIMARY KEY, title TEXT NOT NULL, rest TEXT NOT NULL) STRICT;"
    "CREATE TABLE word (key TEXT PRIMARY KEY, shown TEXT NOT NULL, uses INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE keys USING fts5(words, content='', columnsize=0, detail=none,"
    " prefix='2 3 4 5 6 7', tokenize='ascii');";

/* Words seen lately, by hash, so that few are told to SQLite twice. */
enum { SEEN_WORDS = 1 << 16 };

typedef struct Keys {
    char *bytes;
    size_t count, room;
} Keys;

typedef struct Fill {
    sqlite3 *db;
    Content *content;
    int cancel_fd;
    Error *error;
    sqlite3_stmt *item, *text, *keys, *word;
    Keys row;
    char *rest; /* of the text under way */
    size_t rest_count, rest_room;
    int *news; /* indexes of the content's news, the newest first */
    uint64_t *seen;
} Fill;

static bool no_memory(const Fill *fill)
{
    return error_set(fill->error, "there is not enough memory to make the index for searching");
}

static bool fail(const Fill *fill)
{
    int code = sqlite3_errcode(fill->db);
    return code == SQLITE_NOMEM ? no_memory(fill)
           : code == SQLITE_FULL
               ? error_set(fill->error, "there is no room for the index for searching")
               : error_set(fill->error, "the index for searching cannot be made: %s",
                           sqlite3_errmsg(fill->db));
}

static bool run(const Fill *fill, const char *sql)
{
    return sqlite3_exec(fill->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(fill);
}

static bool is_cancelled(const Fill *fill)
{
    return !copy_wait(fill->cancel_fd, 0) &&
           !error_set(fill->error, "the index for searching was not wanted any more");
}

/* Runs a statement whose parameters are bound. */
static bool step(const Fill *fill, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || fail(fill);
    (void)sqlite3_reset(statement);
    return good;
}

/* ---- growing texts ---- */

static bool grow(char **bytes, size_t *room, size_t count)
{
    if (count > *room) {
        size_t more = count * 2 < 65536 ? 65536 : count * 2;
        char *grown = (char *)realloc(*bytes, more);
        if (grown == NULL) {
            return false;
        }
        *bytes = grown;
        *room = more;
    }
    return true;
}

static bool add_line(Fill *fill, const char *text, size_t count)
{
    if (text == NULL || count == 0) {
        return true;
    }
    if (!grow(&fill->rest, &fill->rest_room, fill->rest_count + count + 1)) {
        return no_memory(fill);
    }
    if (fill->rest_count > 0) {
        fill->rest[fill->rest_count++] = '\n';
    }
    memcpy(fill->rest + fill->rest_count, text, count);
    fill->rest_count += count;
    return true;
}

static bool add_text_line(Fill *fill, const char *text)
{
    return add_line(fill, text, text != NULL ? strlen(text) : 0);
}

/* ---- words and keys ---- */

static bool note_word(Fill *fill, const char *shown, size_t count, const Key *key)
{
    uint64_t hash = hash_bytes(HASH_SEED, key->bytes, (size_t)key->count);
    uint64_t *seen = &fill->seen[hash_u64(hash, 0) % SEEN_WORDS];
    if (*seen == hash) {
        return true;
    }
    *seen = hash;
    (void)sqlite3_bind_text(fill->word, 1, key->bytes, key->count, SQLITE_STATIC);
    (void)sqlite3_bind_text(fill->word, 2, shown, (int)count, SQLITE_STATIC);
    return step(fill, fill->word);
}

/* Adds the keys of a text to the row under way. */
static bool add_keys(Fill *fill, const char *text, size_t count)
{
    KeyWord word;
    Keys *row = &fill->row;
    for (size_t at = 0; key_next_word(text, count, &at, &word);) {
        Key key;
        key_of_word(&word, &key);
        if (key.count == 1) {
            continue; /* a sign without a sound */
        }
        if (!grow(&row->bytes, &row->room, row->count + KEY_BYTES_MOST + 1)) {
            return no_memory(fill);
        }
        memcpy(row->bytes + row->count, key.bytes, (size_t)key.count);
        row->count += (size_t)key.count;
        row->bytes[row->count++] = ' ';
        if (!note_word(fill, text + word.start, word.end - word.start, &key)) {
            return false;
        }
    }
    return true;
}

static bool add_text_keys(Fill *fill, const char *text)
{
    return text == NULL || add_keys(fill, text, strlen(text));
}

/* Puts the row under way on its shelf. */
static bool put_keys(Fill *fill, Shelf shelf, int item)
{
    bool good = true;
    if (fill->row.count > 0) {
        (void)sqlite3_bind_int64(fill->keys, 1, (int64_t)shelf << SEARCH_SHELF_BITS | item);
        (void)sqlite3_bind_text(fill->keys, 2, fill->row.bytes, (int)fill->row.count,
                                SQLITE_STATIC);
        good = step(fill, fill->keys);
    }
    fill->row.count = 0;
    return good;
}

/* ---- rows ---- */

static bool put_item(Fill *fill, int item, SearchKind kind, const char *slug)
{
    (void)sqlite3_bind_int(fill->item, 1, item);
    (void)sqlite3_bind_int(fill->item, 2, (int)kind);
    (void)sqlite3_bind_text(fill->item, 3, slug, -1, SQLITE_STATIC);
    return step(fill, fill->item);
}

/* Puts the text of an item in one language, its rest being what was added. */
static bool put_text(Fill *fill, int item, int language, const char *title)
{
    bool good = true;
    if (title != NULL || fill->rest_count > 0) {
        (void)sqlite3_bind_int64(fill->text, 1, (int64_t)item * SEARCH_LANGUAGES + language);
        (void)sqlite3_bind_text(fill->text, 2, title != NULL ? title : "", -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(fill->text, 3, fill->rest_count > 0 ? fill->rest : "",
                                (int)fill->rest_count, SQLITE_STATIC);
        good = step(fill, fill->text);
    }
    fill->rest_count = 0;
    return good;
}

static bool put_delegation(Fill *fill, int item, const Delegation *d, int language)
{
    bool good = add_text_line(fill, d->parliament.in[language]) &&
                add_text_line(fill, d->official_name.in[language]);
    for (int i = 0; i < d->chamber_count && good; i++) {
        good = add_text_line(fill, d->chambers[i].name.in[language]);
    }
    return good && add_text_line(fill, d->representative.in[language]) &&
           add_text_line(fill, d->role.in[language]) &&
           (fill->rest_count == 0 || add_keys(fill, fill->rest, fill->rest_count)) &&
           add_text_keys(fill, d->name.in[language]) &&
           put_text(fill, item, language, d->name.in[language]);
}

/* Puts what a news item says in one language; its keys follow, for the row of its title. */
static bool put_news_text(Fill *fill, int item, const NewsHead *head, int language)
{
    int shown;
    const Body *body = content_body(fill->content, head->id, language, &shown);
    for (int i = 0; body != NULL && shown == language && i < body->block_count; i++) {
        if (!add_line(fill, body->blocks[i].text, body->blocks[i].length)) {
            return false;
        }
    }
    return add_text_keys(fill, head->title.in[language]) &&
           put_text(fill, item, language, head->title.in[language]);
}

/* ---- shelves, in order: FTS5 wants row numbers that only grow ---- */

static bool fill_names(Fill *fill)
{
    for (int i = 0; i < content_delegation_count(fill->content); i++) {
        const Delegation *d = content_delegation(fill->content, i);
        bool good = put_item(fill, i, SEARCH_DELEGATION, d->slug);
        for (int k = 0; good && k < content_language_count(fill->content); k++) {
            good = add_text_keys(fill, d->name.in[k]);
        }
        if (!good || !put_keys(fill, SHELF_NAME, i)) {
            return false;
        }
    }
    return true;
}

static bool fill_delegations(Fill *fill)
{
    for (int i = 0; i < content_delegation_count(fill->content); i++) {
        const Delegation *d = content_delegation(fill->content, i);
        for (int k = 0; k < content_language_count(fill->content); k++) {
            if (!put_delegation(fill, i, d, k)) {
                return false;
            }
        }
        if (!put_keys(fill, SHELF_DELEGATION, i)) {
            return false;
        }
    }
    return true;
}

static bool fill_titles(Fill *fill)
{
    int first = content_delegation_count(fill->content);
    for (int i = 0; i < content_news_count(fill->content); i++) {
        const NewsHead *head = content_news(fill->content, fill->news[i]);
        bool good = !is_cancelled(fill) && put_item(fill, first + i, SEARCH_NEWS, head->slug);
        for (int k = 0; good && k < content_language_count(fill->content); k++) {
            good = put_news_text(fill, first + i, head, k);
        }
        if (!good || !put_keys(fill, SHELF_TITLE, first + i)) {
            return false;
        }
    }
    return true;
}

static bool add_column_keys(Fill *fill, sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text == NULL || add_keys(fill, text, (size_t)sqlite3_column_bytes(statement, column));
}

/* The texts are in the index by now: nothing is parsed twice. */
static bool fill_news(Fill *fill)
{
    int64_t first = content_delegation_count(fill->content);
    int item = (int)first, code = SQLITE_DONE;
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(fill->db,
                                   "SELECT row, title, rest FROM text WHERE row >= ?1 ORDER BY row",
                                   -1, &statement, NULL) == SQLITE_OK ||
                fail(fill);
    (void)sqlite3_bind_int64(statement, 1, first * SEARCH_LANGUAGES);
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        int next = (int)(sqlite3_column_int64(statement, 0) / SEARCH_LANGUAGES);
        good = !is_cancelled(fill) && (next == item || put_keys(fill, SHELF_NEWS, item)) &&
               add_column_keys(fill, statement, 1) && add_column_keys(fill, statement, 2);
        item = next;
    }
    good = good && (code == SQLITE_DONE || fail(fill)) && put_keys(fill, SHELF_NEWS, item);
    (void)sqlite3_finalize(statement);
    return good;
}

/* Brings each shelf's words together piece by piece, so that it can be cancelled; what FTS5 calls
 * optimize is one call. */
static bool merge(Fill *fill)
{
    int before = sqlite3_total_changes(fill->db), changes = 2;
    bool good = run(fill, "INSERT INTO keys(keys, rank) VALUES('merge', -500)");
    while (good && changes >= 2) {
        good =
            !is_cancelled(fill) && run(fill, "INSERT INTO keys(keys, rank) VALUES('merge', 500)");
        changes = sqlite3_total_changes(fill->db) - before;
        before += changes;
    }
    return good;
}

static bool count_uses(Fill *fill)
{
    return run(fill, "CREATE VIRTUAL TABLE temp.uses USING fts5vocab('main', 'keys', 'row')") &&
           run(fill, "UPDATE word SET uses = coalesce((SELECT doc FROM temp.uses WHERE term = key),"
                     " 0)") &&
           run(fill, "DROP TABLE temp.uses");
}

static bool put_meta(Fill *fill)
{
    char sql[128];
    (void)snprintf(sql, sizeof sql, "INSERT INTO meta VALUES (%lld, %d)",
                   (long long)content_version(fill->content),
                   content_language_count(fill->content));
    return run(fill, sql);
}

/* ---- all of it ---- */

static bool prepare(Fill *fill)
{
    struct {
        const char *sql;
        sqlite3_stmt **statement;
    } all[] = {{"INSERT INTO item VALUES (?1, ?2, ?3)", &fill->item},
               {"INSERT INTO text VALUES (?1, ?2, ?3)", &fill->text},
               {"INSERT INTO keys(rowid, words) VALUES (?1, ?2)", &fill->keys},
               {"INSERT OR IGNORE INTO word VALUES (?1, ?2, 0)", &fill->word}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (sqlite3_prepare_v2(fill->db, all[i].sql, -1, all[i].statement, NULL) != SQLITE_OK) {
            return fail(fill);
        }
    }
    return true;
}

typedef struct Dated {
    int32_t days;
    int index;
} Dated;

static int newer_first(const void *a, const void *b)
{
    const Dated *x = (const Dated *)a, *y = (const Dated *)b;
    return x->days != y->days ? (x->days < y->days ? 1 : -1) : x->index - y->index;
}

/* The content has the pinned first; here they stand by their dates. */
static bool order_news(Fill *fill)
{
    int count = content_news_count(fill->content);
    Dated *dated = (Dated *)malloc(((size_t)count + 1) * sizeof *dated);
    fill->news = (int *)malloc(((size_t)count + 1) * sizeof *fill->news);
    bool good = (dated != NULL && fill->news != NULL) || no_memory(fill);
    for (int i = 0; i < count && good; i++) {
        dated[i] = (Dated){date_to_days(fill->content->news[i].date), i};
    }
    if (good) {
        qsort(dated, (size_t)count, sizeof *dated, newer_first);
        for (int i = 0; i < count; i++) {
            fill->news[i] = dated[i].index;
        }
    }
    free(dated);
    return good;
}

bool search_fill(sqlite3 *db, Content *content, int cancel_fd, Error *error)
{
    char ids[128];
    Fill fill = {.db = db, .content = content, .cancel_fd = cancel_fd, .error = error};
    (void)snprintf(ids, sizeof ids, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   SEARCH_APPLICATION_ID, SEARCH_USER_VERSION);
    fill.seen = (uint64_t *)calloc(SEEN_WORDS, sizeof *fill.seen);
    /* It is made anew where anything goes wrong: nothing is waited for. */
    bool good = fill.seen != NULL || no_memory(&fill);
    good = good && run(&fill, "PRAGMA synchronous = OFF; PRAGMA cache_size = -8000; BEGIN") &&
           run(&fill, ids) && run(&fill, SEARCH_SCHEMA) &&
           run(&fill, "INSERT INTO keys(keys, rank) VALUES('hashsize', 8000000)") &&
           prepare(&fill) && order_news(&fill) && fill_names(&fill) && fill_delegations(&fill) &&
           fill_titles(&fill) && fill_news(&fill) && merge(&fill) && count_uses(&fill) &&
           put_meta(&fill);
    (void)sqlite3_finalize(fill.item);
    (void)sqlite3_finalize(fill.text);
    (void)sqlite3_finalize(fill.keys);
    (void)sqlite3_finalize(fill.word);
    good = good && run(&fill, "COMMIT");
    free(fill.row.bytes);
    free(fill.rest);
    free(fill.news);
    free(fill.seen);
    return good;
}
