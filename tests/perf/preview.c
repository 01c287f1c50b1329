/* preview FONTS: measures the desk's picture of a screen after each key press, with 5,000 news
 * items: from the question to the bytes of the PNG, and of that what it takes to open the content
 * and to encode. Asserts nothing. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "content/content.h"
#include "desk/desk.h"
#include "desk/draft.h"
#include "desk/preview.h"
#include "draw/png.h"
#include "make_content.h"

enum { KEYS = 40 };

static const char *draft_file;
static int64_t draft_number;

int64_t __wrap_draft_change(Draft *draft);
int64_t __wrap_draft_change(Draft *draft)
{
    (void)draft;
    return draft_number;
}

const char *__wrap_draft_lock_file(Draft *draft, int64_t *change, Error *error);
const char *__wrap_draft_lock_file(Draft *draft, int64_t *change, Error *error)
{
    (void)draft;
    (void)error;
    *change = draft_number;
    return draft_file;
}

void __wrap_draft_unlock_file(Draft *draft);
void __wrap_draft_unlock_file(Draft *draft)
{
    (void)draft;
}

static double now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void give_up(const char *what)
{
    fprintf(stderr, "preview: %s\n", what);
    exit(2);
}

/* Another title and name, and a letter more in the body, as the draft writes them: in place,
 * unsynced. */
static void press_key(sqlite3 *db)
{
    static const char *const sql =
        "UPDATE news_text SET title = substr(title, 2) || substr(title, 1, 1),"
        " body = body || ' x' WHERE news = 'n-00001';"
        "UPDATE delegation_text SET name = substr(name, 2) || substr(name, 1, 1) WHERE delegation "
        "= 'd-01'";
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        give_up(sqlite3_errmsg(db));
    }
    draft_number++;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(Preview *preview, sqlite3 *db, const char *screen, int32_t w, int32_t h)
{
    double took[KEYS], first = 0.0;
    size_t bytes = 0;
    for (int i = -1; i < KEYS; i++) {
        const PreviewAsk ask = {.screen = screen,
                                .w = w,
                                .h = h,
                                .language = "en",
                                .text_percent = 100,
                                .contrast = "",
                                .now = {{2022, 6, 3}, 10, 24, 0}};
        void *png;
        Error error = {""};
        press_key(db);
        double start = now_ms();
        if (preview_png(preview, &ask, &png, &bytes, &error) != PREVIEW_DONE) {
            give_up(error.text);
        }
        double *into = i < 0 ? &first : &took[i];
        *into = now_ms() - start;
        free(png);
    }
    qsort(took, KEYS, sizeof took[0], compare);
    printf("%-16s %4d x %4d: first %6.1f ms, then p50 %6.1f, p95 %6.1f ms; %zu KB\n", screen, w, h,
           first, took[KEYS / 2], took[KEYS * 95 / 100], bytes / 1000);
}

/* What opening the content takes. */
static void measure_open(sqlite3 *db)
{
    double took[KEYS];
    for (int i = 0; i < KEYS; i++) {
        Error error = {""};
        press_key(db);
        double start = now_ms();
        Content *content = content_open(draft_file, &error);
        if (content == NULL) {
            give_up(error.text);
        }
        took[i] = now_ms() - start;
        content_destroy(content);
    }
    qsort(took, KEYS, sizeof took[0], compare);
    printf("content_open: p50 %.1f, p95 %.1f ms\n", took[KEYS / 2], took[KEYS * 95 / 100]);
}

/* What encoding takes, of noise, which is the worst. */
static void measure_encode(int32_t w, int32_t h)
{
    uint32_t state = 1;
    size_t count = (size_t)w * (size_t)h, bytes;
    uint32_t *pixels = (uint32_t *)malloc(count * sizeof *pixels);
    if (pixels == NULL) {
        give_up("there is not enough memory");
    }
    for (size_t i = 0; i < count; i++) {
        pixels[i] = state = state * 1664525u + 1013904223u;
    }
    double start = now_ms();
    free(png_encode(pixels, w, h, &bytes));
    printf("encoding %d x %d of noise: %.1f ms\n", w, h, now_ms() - start);
    free(pixels);
}

int main(int argc, char **argv)
{
    static const char *const SCREENS[] = {"news/n-00001", "delegation/d-01", "home", "idle/41",
                                          "news"};
    static const struct {
        int32_t w, h;
    } SIZES[] = {{1280, 800}, {1920, 1080}, {1080, 1920}};
    char folder[] = "/tmp/foyer-preview-XXXXXX", file[64];
    Error error = {""};
    sqlite3 *db = NULL;
    const MadeContent large = MADE_CONTENT_LARGE;
    if (argc != 2 || mkdtemp(folder) == NULL) {
        give_up("preview FONTS");
    }
    (void)snprintf(file, sizeof file, "%s/draft.db", folder);
    draft_file = file;
    Desk desk = {.fonts = argv[1]};
    desk.preview = preview_create(&desk, &error);
    if (desk.preview == NULL || !make_content(file, &large, &error)) {
        give_up(error.text);
    }
    if (sqlite3_open(file, &db) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", NULL, NULL,
                     NULL) != SQLITE_OK) {
        give_up("the file cannot be written");
    }
    measure_open(db);
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        measure_encode(SIZES[k].w, SIZES[k].h);
        for (size_t i = 0; i < sizeof SCREENS / sizeof SCREENS[0]; i++) {
            measure(desk.preview, db, SCREENS[i], SIZES[k].w, SIZES[k].h);
        }
    }
    (void)sqlite3_close(db);
    preview_destroy(desk.preview);
    (void)unlink(file);
    (void)rmdir(folder);
    return 0;
}
