/* search [--news N] [--keep FOLDER] LOBBY.db: measures a search among many news items, made of the
 * shipped text's words: how long the index takes and how large it is, and how long the answer to
 * each letter takes while words are typed. Asserts nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "content/search.h"
#include "content/search_key.h"
#include "content/writer.h"

enum { LANGUAGES = 2, WORDS_MOST = 4096, TITLE_WORDS = 9, BODY_WORDS = 55, ANSWERS_MOST = 100000 };

typedef struct Maker {
    Arena arena; /* of the words */
    const char *words[LANGUAGES][WORDS_MOST];
    int counts[LANGUAGES];
    uint64_t state;
} Maker;

static double now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void give_up(const char *what)
{
    fprintf(stderr, "search: %s\n", what);
    exit(2);
}

static uint32_t below(Maker *m, uint32_t bound)
{
    m->state = hash_u64(m->state, 1);
    return (uint32_t)((m->state >> 32) % bound);
}

/* ---- content ---- */

static void take_words(Maker *m, int language, const char *text)
{
    KeyWord word;
    size_t count = text != NULL ? strlen(text) : 0;
    for (size_t at = 0; key_next_word(text, count, &at, &word);) {
        if (m->counts[language] < WORDS_MOST && word.count > 1) {
            m->words[language][m->counts[language]++] =
                arena_copy_text(&m->arena, text + word.start, word.end - word.start);
        }
    }
}

static void take_shipped(Maker *m, const char *path)
{
    Error error = {{0}};
    Content *content = content_open(path, &error);
    if (content == NULL) {
        give_up(error.text);
    }
    for (int k = 0; k < LANGUAGES; k++) {
        for (int i = 0; i < content_news_count(content); i++) {
            const NewsHead *head = content_news(content, i);
            int shown;
            const Body *body = content_body(content, head->id, k, &shown);
            take_words(m, k, head->title.in[k]);
            for (int b = 0; body != NULL && b < body->block_count; b++) {
                take_words(m, k, body->blocks[b].text);
            }
        }
    }
    content_destroy(content);
    if (m->counts[0] < 50 || m->counts[1] < 50) {
        give_up("the shipped text has too few words");
    }
}

/* Half of a word, by letters. */
static size_t half_of(const char *word)
{
    size_t half = strlen(word) / 2;
    while (half > 0 && ((unsigned char)word[half] & 0xC0) == 0x80) {
        half--;
    }
    return half;
}

/* A word of the shipped text, as often as it has it; one in ten is two halves, so that the words
 * that exist are as many as in real news. */
static void add_word(Maker *m, int language, char *out)
{
    const char *word = m->words[language][below(m, (uint32_t)m->counts[language])];
    if (below(m, 10) == 0) {
        const char *other = m->words[language][below(m, (uint32_t)m->counts[language])];
        size_t half = half_of(word);
        (void)strncat(out, word, half);
        strcat(out, other + half_of(other));
    } else {
        strcat(out, word);
    }
}

static void make_text(Maker *m, int language, int words, char *out)
{
    out[0] = '\0';
    for (int i = 0; i < words; i++) {
        strcat(out, i == 0 ? "" : i % 30 == 0 ? ".\n\n" : " ");
        add_word(m, language, out);
    }
}

static void check(bool good, const Error *error)
{
    if (!good) {
        give_up(error->text);
    }
}

static void make_content_of(Maker *m, const char *path, int news)
{
    static const char *const CODES[LANGUAGES] = {"en", "ru"};
    static const Settings SETTINGS = {9 * TIME_S, 12 * TIME_S, 90 * TIME_S, 20 * TIME_S, 8, 0};
    static char title[8192], body[32768];
    Error error = {{0}};
    Writer *w = writer_create(path, &error);
    check(w != NULL && writer_language(w, 1, "en", "English", "Assembly", &error) &&
              writer_language(w, 2, "ru", "Русский", "Ассамблея", &error) &&
              writer_settings(w, &SETTINGS, "en", &error) &&
              writer_delegation(w, 1, "kazakhstan", NULL, &error),
          &error);
    for (int k = 0; k < LANGUAGES; k++) {
        WrittenDelegationText text = {.delegation = "kazakhstan",
                                      .language = CODES[k],
                                      .name = k == 0 ? "Kazakhstan" : "Казахстан",
                                      .representative =
                                          k == 0 ? "Viktor Rogalev" : "Виктор Рогалёв"};
        check(writer_delegation_text(w, &text, &error), &error);
    }
    check(writer_chamber(w, "kazakhstan", 1, 8, NULL, &error), &error);
    for (int i = 0; i < news; i++) {
        char slug[32], date[32];
        Date day = date_from_days(10000 + i / 10);
        (void)snprintf(slug, sizeof slug, "n-%06d", i);
        (void)snprintf(date, sizeof date, "%04d-%02d-%02d", day.year, day.month, day.day);
        WrittenNews row = {.slug = slug, .date = date};
        check(writer_news(w, &row, &error), &error);
        for (int k = 0; k < LANGUAGES; k++) {
            make_text(m, k, TITLE_WORDS, title);
            make_text(m, k, BODY_WORDS, body);
            title[strcspn(title, "\n")] = '\0';
            WrittenNewsText text = {
                .news = slug, .language = CODES[k], .title = title, .body = body};
            check(writer_news_text(w, &text, &error), &error);
        }
    }
    check(writer_finish(w, &error), &error);
    writer_destroy(w);
}

/* ---- measuring ---- */

typedef struct Times {
    double ms[ANSWERS_MOST];
    int count;
    double worst;
    char worst_words[256];
} Times;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y ? 1 : 0;
}

static void ask(Search *search, const char *words, int language, Times *times)
{
    double before = now_ms();
    SearchAnswer *answer = search_find(search, words, language, SEARCH_RESULTS_MOST);
    double took = now_ms() - before;
    if (answer == NULL || answer->status != SEARCH_DONE) {
        give_up("no answer");
    }
    search_answer_destroy(answer);
    if (times->count < ANSWERS_MOST) {
        times->ms[times->count++] = took;
    }
    if (took > times->worst) {
        times->worst = took;
        (void)snprintf(times->worst_words, sizeof times->worst_words, "%s", words);
    }
}

/* Types the words letter by letter. */
static void type(Search *search, const char *words, int language, Times *times)
{
    char typed[256];
    size_t count = strlen(words), length;
    for (size_t at = 0; at < count && at < sizeof typed - 5; at += length) {
        (void)utf8_decode(words + at, count - at, &length);
        memcpy(typed + at, words + at, length);
        typed[at + length] = '\0';
        if (words[at] != ' ') {
            ask(search, typed, language, times);
        }
    }
}

static void say(const char *what, Times *times)
{
    qsort(times->ms, (size_t)times->count, sizeof times->ms[0], compare);
    int n = times->count;
    printf("%-46s %6d  p50 %.2f  p99 %.2f  max %.2f ms (\"%s\")\n", what, n, times->ms[n / 2],
           times->ms[n * 99 / 100], times->worst, times->worst_words);
}

/* Swaps, changes, drops or doubles one letter. */
static void spoil(Maker *m, const char *word, char out[256])
{
    size_t count = strlen(word), at = 0, length = 1, letters = utf8_letters(word, count);
    for (uint32_t skip = 1 + below(m, (uint32_t)letters - 1); skip > 0; skip--) {
        (void)utf8_decode(word + at, count - at, &length);
        at += length;
    }
    (void)utf8_decode(word + at, count - at, &length);
    (void)snprintf(out, 256, "%.*s%s%s", (int)at, word,
                   below(m, 2) == 0                ? ""
                   : (unsigned char)word[0] < 0x80 ? "u"
                                                   : "ю",
                   word + at + length);
}

static void measure(Maker *m, Search *search)
{
    static Times one, two, wrong, nothing;
    static const char *const NOTHING[] = {"zzyzxqwv",        "ыыыъъщщ", "kqkqkqkqkq",
                                          "парлпарл хвхвхв", "Շշշշշ",   "referendum zzzzzzzz"};
    char words[256];
    for (int i = 0; i < 150; i++) {
        int language = i % LANGUAGES;
        const char *word = m->words[language][below(m, (uint32_t)m->counts[language])];
        const char *other = m->words[language][below(m, (uint32_t)m->counts[language])];
        type(search, word, i / 2 % LANGUAGES, &one);
        (void)snprintf(words, sizeof words, "%s %s", word, other);
        type(search, words, language, &two);
        if (utf8_letters(word, strlen(word)) >= 6) {
            spoil(m, word, words);
            type(search, words, language, &wrong);
        }
    }
    type(search, "Kazahstan", 0, &wrong);
    type(search, "Rogalev", 1, &one);
    for (size_t i = 0; i < sizeof NOTHING / sizeof NOTHING[0]; i++) {
        type(search, NOTHING[i], 0, &nothing);
    }
    static Times all;
    for (int i = 0; i < 4; i++) {
        const Times *times = (const Times *[]){&one, &two, &wrong, &nothing}[i];
        memcpy(all.ms + all.count, times->ms, (size_t)times->count * sizeof times->ms[0]);
        all.count += times->count;
        if (times->worst > all.worst) {
            all.worst = times->worst;
            memcpy(all.worst_words, times->worst_words, sizeof all.worst_words);
        }
    }
    say("one word, letter by letter", &one);
    say("two words, letter by letter", &two);
    say("with one letter wrong or missing", &wrong);
    say("words that do not exist", &nothing);
    say("every keystroke", &all);
}

static long long bytes_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (long long)status.st_size : 0;
}

int main(int argc, char **argv)
{
    static Maker maker;
    const char *keep = NULL, *shipped = NULL;
    int news = 100000;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--news") == 0 && i + 1 < argc) {
            news = atoi(argv[++i]);
        } else if (strcmp(argv[i], "--keep") == 0 && i + 1 < argc) {
            keep = argv[++i];
        } else {
            shipped = argv[i];
        }
    }
    if (shipped == NULL || news < 1 || news > 1000000) {
        give_up("wants [--news N] [--keep FOLDER] LOBBY.db");
    }
    char folder[] = "/tmp/foyer-search-XXXXXX", data[4096], index[4096];
    if (keep == NULL && mkdtemp(folder) == NULL) {
        give_up("no folder can be made");
    }
    (void)snprintf(data, sizeof data, "%s/made.db", keep != NULL ? keep : folder);
    (void)snprintf(index, sizeof index, "%s/made.idx", keep != NULL ? keep : folder);
    arena_init(&maker.arena, 65536);
    take_shipped(&maker, shipped);
    Error error = {{0}};
    if (bytes_of(data) == 0) {
        make_content_of(&maker, data, news);
    }
    Content *content = content_open(data, &error);
    check(content != NULL, &error);
    uint64_t version = content_version(content);
    content_destroy(content);
    printf("%d news items: %.1f MB\n", news, (double)bytes_of(data) / 1e6);
    double before = now_ms();
    if (bytes_of(index) == 0) {
        check(search_build(data, index, -1, &error), &error);
    }
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("index: %.1f MB, made in %.1f s, at most %ld MB of memory\n",
           (double)bytes_of(index) / 1e6, (now_ms() - before) / 1e3, usage.ru_maxrss / 1024);
    before = now_ms();
    Search *search = search_open(index, version, &error);
    check(search != NULL, &error);
    printf("opened in %.0f ms\n", now_ms() - before);
    maker.state = 7;
    measure(&maker, search);
    search_close(search);
    arena_finish(&maker.arena);
    if (keep == NULL) {
        (void)unlink(data);
        (void)unlink(index);
        (void)rmdir(folder);
    }
    return 0;
}
