/* The nearest words that exist, where nothing was found. See search_answer.h. */
#include <limits.h>
#include <string.h>

#include "content/search_answer.h"

/* How many words of the index are compared for one typed: those that begin alike. */
enum { COMPARED_MOST = 3000, LIKE_MOST = 200, FARTHEST = 3 };

typedef struct Near {
    int distance;
    int64_t uses;
    const char *shown;
} Near;

typedef struct Suggesting {
    Search *search;
    SearchAnswer *answer;
    Near near[SEARCH_SUGGESTIONS_MOST]; /* the nearest first */
    int count;
} Suggesting;

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

/* How many sounds are wrong, missing, too many or swapped (optimal string alignment: Damerau 1964),
 * or more than `most`. Both have at most KEY_BYTES_MOST bytes. */
static int distance(const char *a, int a_count, const char *b, int b_count, int most)
{
    int rows[3][KEY_BYTES_MOST + 1];
    if (a_count - b_count > most || b_count - a_count > most) {
        return most + 1;
    }
    for (int k = 0; k <= b_count; k++) {
        rows[0][k] = k;
    }
    for (int i = 1; i <= a_count; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        int least = row[0] = i;
        for (int k = 1; k <= b_count; k++) {
            int wrong = a[i - 1] == b[k - 1] ? 0 : 1;
            row[k] = min_of(above[k - 1] + wrong, min_of(above[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
                row[k] = min_of(row[k], two_above[k - 2] + 1);
            }
            least = min_of(least, row[k]);
        }
        if (least > most) {
            return most + 1;
        }
    }
    return rows[a_count % 3][b_count];
}

static bool is_suggested(const Suggesting *suggesting, const char *shown)
{
    for (int i = 0; i < suggesting->count; i++) {
        if (strcmp(suggesting->near[i].shown, shown) == 0) {
            return true;
        }
    }
    return false;
}

/* Keeps the word of the row where it is among the nearest. */
static int consider(Suggesting *suggesting, sqlite3_stmt *statement, int away)
{
    enum { MOST = SEARCH_SUGGESTIONS_MOST };
    int64_t uses = sqlite3_column_int64(statement, 2);
    int at = suggesting->count;
    while (at > 0 &&
           (suggesting->near[at - 1].distance > away ||
            (suggesting->near[at - 1].distance == away && suggesting->near[at - 1].uses < uses))) {
        at--;
    }
    const char *shown;
    if (at == MOST) {
        return SQLITE_OK;
    }
    if (!content_read_text(&suggesting->answer->arena, statement, 1, NAME_LETTERS_MOST, LINES_ONE,
                           "a word", "the index", &shown)) {
        return SQLITE_NOMEM;
    }
    if (shown == NULL || is_suggested(suggesting, shown)) {
        return SQLITE_OK;
    }
    suggesting->count += suggesting->count < MOST ? 1 : 0;
    memmove(&suggesting->near[at + 1], &suggesting->near[at],
            (size_t)(suggesting->count - at - 1) * sizeof suggesting->near[0]);
    suggesting->near[at] = (Near){away, uses, shown};
    return SQLITE_OK;
}

/* Compares the key with words that begin with its first `same` bytes. With `most` below 0, all of
 * those are as near as the next. */
static int compare(Suggesting *suggesting, const Key *key, int same, int limit, int most)
{
    sqlite3_stmt *statement = suggesting->search->near;
    int code, result = SQLITE_OK;
    search_begin(suggesting->search);
    (void)sqlite3_bind_text(statement, 1, key->bytes, same, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 2, limit);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && result == SQLITE_OK) {
        const char *word = (const char *)sqlite3_column_text(statement, 0);
        int count = sqlite3_column_bytes(statement, 0);
        if (word == NULL || count < same || memcmp(word, key->bytes, (size_t)same) != 0) {
            code = SQLITE_DONE;
            break;
        }
        int away = most < 0                 ? FARTHEST + 1
                   : count > KEY_BYTES_MOST ? INT_MAX
                                            : distance(key->bytes, key->count, word, count, most);
        if (most < 0 || away <= most) {
            result = consider(suggesting, statement, away);
        }
    }
    (void)sqlite3_reset(statement);
    return result != SQLITE_OK                         ? result
           : code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK
                                                       : code;
}

/* Adds the words nearest to one that was typed. */
static int add_nearest(Suggesting *suggesting, const AskedWord *word)
{
    int letters = word->word.count, result = SQLITE_OK;
    int most = letters < 3 ? 1 : letters < 6 ? 2 : FARTHEST;
    int before = suggesting->count;
    for (int i = 0; i < word->count && i < 2 && result == SQLITE_OK; i++) {
        const Key *key = &word->keys[i];
        result = compare(suggesting, key, min_of(3, key->count), COMPARED_MOST, most);
        if (result == SQLITE_OK && suggesting->count == before) {
            result = compare(suggesting, key, min_of(2, key->count), COMPARED_MOST, most);
        }
    }
    /* Nothing like it: words that begin as it does, as far as any do, two sounds at least. */
    const Key *key = &word->keys[0];
    for (int same = key->count; same > 2 && suggesting->count == before && result == SQLITE_OK;
         same--) {
        result = compare(suggesting, key, same, LIKE_MOST, -1);
    }
    return result;
}

/* Whether words begin as one that was typed, or nearly. */
static Found exists(Search *search, const AskedWord *word)
{
    Found found = word->near_count > 0 ? FOUND_SOME : FOUND_NOTHING;
    for (int i = 0; i < word->count && found == FOUND_NOTHING; i++) {
        found = asked_exists(search, &word->keys[i]);
    }
    return found;
}

static void add(SearchAnswer *answer, const char *text)
{
    bool is_new = text != NULL && answer->suggestion_count < SEARCH_SUGGESTIONS_MOST;
    for (int i = 0; i < answer->suggestion_count && is_new; i++) {
        is_new = strcmp(answer->suggestions[i], text) != 0;
    }
    if (is_new) {
        answer->suggestions[answer->suggestion_count++] = text;
    }
}

int suggest(Search *search, const Asked *asked, SearchAnswer *answer)
{
    Suggesting suggesting = {.search = search, .answer = answer};
    const char *typed[ASKED_WORDS_MOST];
    int typed_count = 0;
    for (int i = 0; i < asked->count; i++) {
        const AskedWord *word = &asked->words[i];
        Found found = exists(search, word);
        int code = found == FOUND_FAILED    ? sqlite3_errcode(search->db)
                   : found == FOUND_NOTHING ? add_nearest(&suggesting, word)
                                            : SQLITE_OK;
        if (code != SQLITE_OK) {
            return code;
        }
        if (found == FOUND_SOME) {
            typed[typed_count] = arena_copy_text(&answer->arena, answer->words + word->word.start,
                                                 word->word.end - word->word.start);
            typed_count++;
        }
    }
    /* Words that are there one by one, but in no item together, are offered by themselves. */
    for (int i = 0; i < typed_count; i++) {
        add(answer, typed[i]);
    }
    for (int i = 0; i < suggesting.count; i++) {
        add(answer, suggesting.near[i].shown);
    }
    return SQLITE_OK;
}
