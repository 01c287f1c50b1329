/* See live.h. */
#include "reload/live.h"

#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "make_content.h"
#include "staff/build.h"

enum { COPY_BYTES = 1 << 16 };

/* ---- coming and going ---- */

static void wake(void *context)
{
    uint64_t one = 1;
    CHECK(write(*(const int *)context, &one, sizeof one) == sizeof one);
}

static void make_contents(const Live *live, const char *source)
{
    char data[512];
    Error error = {{0}};
    BuildCounts counts;
    MadeContent extreme = MADE_CONTENT_EXTREME;
    (void)snprintf(data, sizeof data, "%s/data", source);
    if (build_run(data, live->shipped, &counts, &error) != BUILD_DONE ||
        !make_content(live->extreme, &extreme, &error)) {
        fprintf(stderr, "live: %s\n", error.text);
        exit(1);
    }
}

void live_open(Live *live)
{
    const char *source = getenv("FOYER_TEST_SOURCE");
    source = source != NULL ? source : ".";
    *live = (Live){.folder = "/tmp/foyer-reload-XXXXXX"};
    CHECK(mkdtemp(live->folder) != NULL);
    (void)snprintf(live->file, sizeof live->file, "%s/live.db", live->folder);
    (void)snprintf(live->state, sizeof live->state, "%s/state", live->folder);
    (void)snprintf(live->shipped, sizeof live->shipped, "%s/shipped.db", live->folder);
    (void)snprintf(live->extreme, sizeof live->extreme, "%s/extreme.db", live->folder);
    (void)snprintf(live->fonts, sizeof live->fonts, "%s/fonts", source);
    make_contents(live, source);
    live_put(live, live->shipped, 0, 0);
    live->woken = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    Error error = {{0}};
    KeeperOptions options = {
        .path = live->file, .state_dir = live->state, .wake = wake, .context = &live->woken};
    live->keeper = keeper_start(&options, &error);
    CHECK(live->woken >= 0 && live->keeper != NULL);
    keeper_wait_first(live->keeper);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void live_close(Live *live)
{
    keeper_stop(live->keeper);
    (void)close(live->woken);
    (void)nftw(live->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- staff's part ---- */

static void copy(const char *from, const char *to)
{
    static const size_t ROOM = COPY_BYTES;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    char *bytes = (char *)malloc(ROOM);
    CHECK(in != NULL && out != NULL && bytes != NULL);
    for (size_t count; (count = fread(bytes, 1, ROOM, in)) > 0;) {
        CHECK(fwrite(bytes, 1, count, out) == count);
    }
    CHECK(fclose(in) == 0 && fclose(out) == 0);
    free(bytes);
}

void live_put(const Live *live, const char *base, int number, int more_mb)
{
    char path[160], sql[1024];
    char *reason = NULL;
    sqlite3 *db;
    (void)snprintf(path, sizeof path, "%s.part", live->file);
    (void)snprintf(
        sql, sizeof sql,
        "PRAGMA synchronous = 0; PRAGMA journal_mode = MEMORY; BEGIN;"
        "UPDATE delegation_text SET name = 'Nr%d ' || substr(name, 1, 200);"
        "UPDATE news_text SET title = 'Nr%d ' || substr(title, 1, 200);"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d)"
        " INSERT INTO news (slug, date) SELECT 'more-' || i, '2001-01-01' FROM c WHERE %d > 0;"
        "INSERT INTO news_text (news, language, title, body) SELECT slug, 'en', 'Nr%d more',"
        " replace(hex(zeroblob(150000)), '00', 'words ') FROM news WHERE slug LIKE 'more-%%';"
        "COMMIT",
        number, number, more_mb, more_mb, number);
    copy(base, path);
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &reason) != SQLITE_OK) {
        fprintf(stderr, "live: %s\n", reason);
        exit(1);
    }
    CHECK(sqlite3_close(db) == SQLITE_OK);
    /* Of an older day, as `cp -p` and a USB stick leave it: nobody waits for it to be settled. */
    struct timespec times[2] = {{.tv_sec = 1600000000 + number}, {.tv_sec = 1600000000 + number}};
    CHECK(utimensat(AT_FDCWD, path, times, 0) == 0 && rename(path, live->file) == 0);
}

/* ---- the display's part ---- */

bool live_hears(const Live *live, int ms)
{
    struct pollfd wait = {.fd = live->woken, .events = POLLIN};
    uint64_t count;
    return poll(&wait, 1, ms) == 1 && read(live->woken, &count, sizeof count) == sizeof count;
}

static int number_in(const char *text, size_t count)
{
    const char *found = (const char *)memmem(text, count, "Nr", 2);
    const char *end = text + count;
    if (found == NULL || found + 2 == end || found[2] < '0' || found[2] > '9') {
        return -1;
    }
    int number = 0;
    for (found += 2; found < end && *found >= '0' && *found <= '9'; found++) {
        number = number * 10 + (*found - '0');
    }
    return number;
}

int live_number(const Content *content)
{
    ShownText name = content_text(&content_delegation(content, 0)->name, 0);
    return name.text != NULL ? number_in(name.text, strlen(name.text)) : -1;
}

bool live_shows_only(const DrawList *list, int number, bool sliding)
{
    int shown = 0, others = 0;
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TEXT) {
            int found = number_in(item->as.text.piece.text, item->as.text.piece.length);
            shown += found == number ? 1 : 0;
            others += found >= 0 && found != number ? 1 : 0;
        }
    }
    return (shown > 0 || sliding) && others == 0;
}
