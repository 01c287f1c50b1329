/* What a result shows: its title, and a line of the rest around what was looked for, both with
 * their marks. See search_answer.h. */
#include <string.h>

#include "base/utf8.h"
#include "content/search_answer.h"

/* How much of an item's rest is looked at for its context, and of all results' together: an answer
 * must not take longer because articles are long. Past it, the context is the beginning. */
enum { REST_LETTERS = 30000, ALL_BYTES = 200000, BEGINNING_LETTERS = 400 };

/* The letters of a context, and how many of them stand before the match. */
enum { CONTEXT_LETTERS = 180, BEFORE_LETTERS = 40 };

#define ELLIPSIS "…"

typedef struct Texts {
    const char *title, *rest; /* NULL: none */
} Texts;

void showing_init(Showing *showing, Search *search, const Asked *asked, Arena *arena, int language)
{
    *showing = (Showing){.search = search, .asked = asked, .arena = arena, .language = language};
    arena_init(&showing->scratch, 65536);
}

void showing_finish(Showing *showing)
{
    arena_finish(&showing->scratch);
}

/* ---- marks ---- */

/* Marks what matches; the words of the query that do, as bits. */
static unsigned mark(const Asked *asked, SearchText *out)
{
    unsigned words = 0;
    size_t at = 0, count = strlen(out->text);
    AskedHit hit;
    out->mark_count = 0;
    while (out->mark_count < SEARCH_MARKS_MOST &&
           asked_next_hit(asked, out->text, count, &at, &hit)) {
        out->marks[out->mark_count++] =
            (SearchMark){(uint32_t)hit.start, (uint32_t)(hit.end - hit.start)};
        words |= 1u << hit.word;
    }
    return words;
}

/* ---- the context ---- */

static bool is_continued(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The beginning of the word that begins at most `letters` before `at` and not before `first`. */
static size_t back_up(const char *text, size_t first, size_t at, int letters)
{
    size_t begin = at, i = at;
    while (i > first && letters > 0) {
        do {
            i--;
        } while (i > first && is_continued(text[i]));
        letters--;
        if (text[i] == ' ' && i + 1 < at) {
            begin = i + 1;
        }
    }
    return i == first ? first : begin;
}

/* The end of the last word that ends at most `letters` behind `at` and not behind `last`; in one
 * endless word, of the letters. */
static size_t go_on(const char *text, size_t at, size_t last, int letters)
{
    size_t end = at, i = at;
    while (i < last && letters > 0) {
        if (text[i] == ' ') {
            end = i;
        }
        do {
            i++;
        } while (i < last && is_continued(text[i]));
        letters--;
    }
    return i == last || end == at ? i : end;
}

/* Cuts out the line around the bytes from `at` to `end`, which begins and ends with words. */
static const char *cut_out(Arena *arena, const char *rest, size_t at, size_t end)
{
    size_t first = at, last = end, dots = sizeof ELLIPSIS - 1;
    while (first > 0 && rest[first - 1] != '\n') {
        first--;
    }
    while (rest[last] != '\0' && rest[last] != '\n') {
        last++;
    }
    size_t from = back_up(rest, first, at, BEFORE_LETTERS);
    size_t to = go_on(rest, from, last, CONTEXT_LETTERS);
    to = to < end ? end : to;
    char *text = (char *)arena_alloc(arena, to - from + 2 * (dots + 1) + 1);
    if (text == NULL) {
        return NULL;
    }
    size_t count = 0;
    if (from > first) {
        memcpy(text, ELLIPSIS " ", dots + 1);
        count = dots + 1;
    }
    memcpy(text + count, rest + from, to - from);
    count += to - from;
    if (to < last) {
        memcpy(text + count, " " ELLIPSIS, dots + 1);
    }
    return text;
}

/* The first match of a word that is not in `shown`, else the first of any. */
static bool find_best(const Asked *asked, const char *text, unsigned shown, AskedHit *best)
{
    AskedHit hit;
    bool found = false;
    size_t count = strlen(text);
    for (size_t at = 0; asked_next_hit(asked, text, count, &at, &hit);) {
        bool is_better = (shown >> hit.word & 1) == 0;
        if (is_better || !found) {
            *best = hit;
            found = true;
        }
        if (is_better || shown == 0) {
            break;
        }
    }
    return found;
}

static int show_context(Showing *showing, const Texts texts[SEARCH_LANGUAGES], unsigned shown,
                        SearchText *out)
{
    int language = showing->language, first = -1, chosen = -1;
    AskedHit hit = {0};
    for (int i = -1; i < SEARCH_LANGUAGES && chosen < 0; i++) {
        int k = i < 0 ? language : i;
        if (texts[k].rest == NULL || (i == language && i >= 0)) {
            continue;
        }
        first = first < 0 ? k : first;
        chosen = find_best(showing->asked, texts[k].rest, shown, &hit) ? k : -1;
    }
    if (first < 0) {
        return SQLITE_OK; /* a title and nothing else */
    }
    if (chosen < 0) {
        hit.start = hit.end = 0;
        chosen = first;
    }
    const char *text = cut_out(showing->arena, texts[chosen].rest, hit.start, hit.end);
    if (text == NULL) {
        return SQLITE_NOMEM;
    }
    out->text = text;
    out->language = chosen;
    (void)mark(showing->asked, out);
    return SQLITE_OK;
}

/* ---- the result ---- */

static bool read_texts(Showing *showing, sqlite3_stmt *statement, Texts *texts)
{
    static const char *const ITEM = "an item of the index";
    int letters = showing->read < ALL_BYTES ? REST_LETTERS : BEGINNING_LETTERS;
    bool good = content_read_text(&showing->scratch, statement, 1, TITLE_LETTERS_MOST, LINES_ONE,
                                  "the title", ITEM, &texts->title) &&
                content_read_text(&showing->scratch, statement, 2, letters, LINES_MANY, "the rest",
                                  ITEM, &texts->rest);
    showing->read += texts->rest != NULL ? strlen(texts->rest) : 0;
    return good;
}

static int read_item(Showing *showing, int64_t item, Texts texts[SEARCH_LANGUAGES])
{
    sqlite3_stmt *statement = showing->search->text;
    int code;
    search_begin(showing->search);
    (void)sqlite3_bind_int64(statement, 1, item * SEARCH_LANGUAGES);
    (void)sqlite3_bind_int64(statement, 2, (item + 1) * SEARCH_LANGUAGES);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        int language = (int)(sqlite3_column_int64(statement, 0) % SEARCH_LANGUAGES);
        if (language >= 0 && language < showing->search->language_count &&
            !read_texts(showing, statement, &texts[language])) {
            code = SQLITE_NOMEM;
            break;
        }
    }
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int show_result(Showing *showing, int64_t item, SearchResult *result)
{
    Texts texts[SEARCH_LANGUAGES] = {{NULL, NULL}};
    arena_reset(&showing->scratch);
    result->title = result->context = (SearchText){.text = "", .language = showing->language};
    int code = read_item(showing, item, texts);
    if (code != SQLITE_OK) {
        return code;
    }
    int language = showing->language;
    for (int i = 0; i < SEARCH_LANGUAGES && texts[language].title == NULL; i++) {
        language = texts[i].title != NULL ? i : language;
    }
    unsigned shown = 0;
    if (texts[language].title != NULL) {
        const char *title = texts[language].title;
        result->title.text = arena_copy_text(showing->arena, title, strlen(title));
        result->title.language = language;
        if (result->title.text == NULL) {
            result->title.text = "";
            return SQLITE_NOMEM;
        }
        shown = mark(showing->asked, &result->title);
    }
    return show_context(showing, texts, shown, &result->context);
}
