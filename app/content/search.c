/* Answers a question: see search.h. First what matches to the letter, then, where there is room for
 * more, what is near. What FTS5 finds comes in the order of its rows, which is the order that is
 * wanted, and is read no further than needed: there is nothing to rank. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "content/search_answer.h"

typedef struct Finding {
    Search *search;
    SearchAnswer *answer;
    int most;
    Asked asked;
    Showing showing;
    int64_t items[SEARCH_RESULTS_MOST]; /* of the results */
    char text[ASKED_TEXT_BYTES];
} Finding;

/* Ends the question for a reason that SQLite gives. */
static void fail(Finding *finding, int code)
{
    bool stopped = code == SQLITE_INTERRUPT && finding->search->stop != NULL &&
                   atomic_load(finding->search->stop);
    finding->answer->status = stopped ? SEARCH_STOPPED : SEARCH_BROKEN;
    if (!stopped) {
        log_line(LOG_ERROR, "the index for searching: %s", sqlite3_errmsg(finding->search->db));
    }
}

static bool is_stopped(Finding *finding)
{
    if (finding->answer->status == SEARCH_DONE && finding->search->stop != NULL &&
        atomic_load(finding->search->stop)) {
        finding->answer->status = SEARCH_STOPPED;
    }
    return finding->answer->status != SEARCH_DONE;
}

/* ---- one result ---- */

static bool is_known(const Finding *finding, int64_t item)
{
    for (int i = 0; i < finding->answer->count; i++) {
        if (finding->items[i] == item) {
            return true;
        }
    }
    return false;
}

/* Reads what kind of item it is and its slug. */
static bool read_item(Finding *finding, int64_t item, SearchResult *result)
{
    sqlite3_stmt *statement = finding->search->item;
    const char *slug = NULL;
    search_begin(finding->search);
    (void)sqlite3_bind_int64(statement, 1, item);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        result->kind = sqlite3_column_int(statement, 0) == (int)SEARCH_DELEGATION
                           ? SEARCH_DELEGATION
                           : SEARCH_NEWS;
        (void)content_read_text(&finding->answer->arena, statement, 1, NAME_LETTERS_MOST, LINES_ONE,
                                "the slug", "an item of the index", &slug);
    }
    (void)sqlite3_reset(statement);
    if (slug == NULL) {
        fail(finding, code);
        return false;
    }
    result->slug = slug;
    result->id = content_id(slug);
    return true;
}

/* Adds a result; false ends the question. */
static bool add_result(Finding *finding, int64_t item, bool is_near)
{
    SearchAnswer *answer = finding->answer;
    SearchResult *result = &answer->results[answer->count];
    *result = (SearchResult){.is_near = is_near};
    if (!read_item(finding, item, result)) {
        return false;
    }
    int code = show_result(&finding->showing, item, result);
    if (code != SQLITE_OK) {
        fail(finding, code);
        return false;
    }
    finding->items[answer->count++] = item;
    return true;
}

/* Goes through the rows that match, until there are enough. */
static void find_rows(Finding *finding, bool is_near)
{
    sqlite3_stmt *statement = finding->search->match;
    int code = SQLITE_DONE;
    if (!asked_write(finding->search, &finding->asked, is_near, finding->text)) {
        fail(finding, sqlite3_errcode(finding->search->db));
        return;
    }
    search_begin(finding->search);
    (void)sqlite3_bind_text(statement, 1, finding->text, -1, SQLITE_STATIC);
    while (!is_stopped(finding) && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t item = sqlite3_column_int64(statement, 0) & (((int64_t)1 << SEARCH_SHELF_BITS) - 1);
        if (is_known(finding, item)) {
            continue;
        }
        if (finding->answer->count == finding->most) {
            finding->answer->has_more = true;
            break;
        }
        if (!add_result(finding, item, is_near)) {
            break;
        }
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        fail(finding, code);
    }
    (void)sqlite3_reset(statement);
}

/* ---- the question ---- */

static void find_near(Finding *finding)
{
    Found found = asked_add_near(finding->search, &finding->asked);
    if (found == FOUND_FAILED) {
        fail(finding, sqlite3_errcode(finding->search->db));
    } else if (found == FOUND_SOME) {
        find_rows(finding, true);
    }
}

static void find(Finding *finding)
{
    SearchAnswer *answer = finding->answer;
    asked_init(&finding->asked, answer->words);
    if (finding->asked.count == 0) {
        return;
    }
    find_rows(finding, false);
    if (!answer->has_more && !is_stopped(finding)) {
        find_near(finding);
    }
    if (answer->count == 0 && !is_stopped(finding)) {
        int code = suggest(finding->search, &finding->asked, answer);
        if (code != SQLITE_OK) {
            fail(finding, code);
        }
    }
}

SearchAnswer *search_find(Search *search, const char *words, int language, int most)
{
    CHECK(language >= 0 && language < CONTENT_LANGUAGES_MAX);
    CHECK(most >= 1 && most <= SEARCH_RESULTS_MOST);
    SearchAnswer *answer = (SearchAnswer *)calloc(1, sizeof *answer);
    Finding *finding = (Finding *)calloc(1, sizeof *finding);
    if (answer == NULL || finding == NULL) {
        free(answer);
        free(finding);
        return NULL;
    }
    arena_init(&answer->arena, 16384);
    answer->language = language;
    answer->version = search->version;
    answer->words = arena_copy_text(&answer->arena, words, strlen(words));
    finding->search = search;
    finding->answer = answer;
    finding->most = most;
    showing_init(&finding->showing, search, &finding->asked, &answer->arena, language);
    if (answer->words != NULL) {
        find(finding);
    } else {
        answer->words = "";
        answer->status = SEARCH_BROKEN;
    }
    showing_finish(&finding->showing);
    free(finding);
    return answer;
}

void search_answer_destroy(SearchAnswer *answer)
{
    if (answer != NULL) {
        arena_finish(&answer->arena);
        free(answer);
    }
}
