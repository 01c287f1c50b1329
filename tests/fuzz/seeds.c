/* fuzz_seeds load|sources|pictures FOLDER: writes what the fuzz targets begin with into the folder.
 *
 * load: a small data file as it should be, in the small and in the usual size of pages; with each
 * kind of damage of cut/mutation.c; in WAL mode with its log and without; left half written with
 * its journal; cut off. sources: each file of the small sources, and of the shipped ones. pictures:
 * seeds_pictures.c. */
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "cut/mutation.h"
#include "fuzz/seeds.h"
#include "fuzz/small.h"
#include "staff/build.h"

enum { MUTATED = 200, SHIPPED_MOST = 16384 };

static void put(const char *folder, const char *name, char letter, const void *bytes, size_t count)
{
    uint8_t *whole = (uint8_t *)malloc(count + 1);
    CHECK(whole != NULL);
    whole[0] = (uint8_t)letter;
    memcpy(whole + 1, bytes, count);
    small_put(folder, name, letter != '\0' ? whole : whole + 1, count + (letter != '\0' ? 1 : 0));
    free(whole);
}

/* ---- data files ---- */

static void run_sql(sqlite3 *db, const char *sql)
{
    char *reason = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &reason) != SQLITE_OK) {
        fprintf(stderr, "fuzz_seeds: %s: %s\n", sql, reason);
        exit(1);
    }
}

static sqlite3 *open_db(const char *path)
{
    sqlite3 *db;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    return db;
}

/* The file and its log as one input: see load.c. */
static void put_with_log(const char *folder, const char *name, char letter, const char *path)
{
    char log[SMALL_PATH_MOST + 32];
    size_t count = 0, log_count = 0;
    (void)snprintf(log, sizeof log, "%s-%s", path, letter == 'w' ? "wal" : "journal");
    uint8_t *file = small_read(path, &count), *beside = small_read(log, &log_count);
    CHECK(file != NULL && beside != NULL);
    uint8_t *whole = (uint8_t *)malloc(3 + count + log_count);
    CHECK(whole != NULL);
    for (int i = 0; i < 3; i++) {
        whole[i] = (uint8_t)(count >> (16 - 8 * i));
    }
    memcpy(whole + 3, file, count);
    memcpy(whole + 3 + count, beside, log_count);
    put(folder, name, letter, whole, 3 + count + log_count);
    free(whole);
    free(beside);
    free(file);
}

static void put_file(const char *folder, const char *name, const char *path)
{
    size_t count = 0;
    uint8_t *bytes = small_read(path, &count);
    CHECK(bytes != NULL);
    put(folder, name, '\0', bytes, count);
    free(bytes);
}

/* While an editor is at it, and after it died. */
static void put_edited(const char *folder, const char *path)
{
    static const char CHANGE[] = "UPDATE settings SET idle_news = 7;"
                                 "UPDATE news_text SET body = body || body";
    sqlite3 *db = open_db(path);
    run_sql(db, "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN");
    run_sql(db, CHANGE);
    run_sql(db, "UPDATE picture SET bytes = zeroblob(9000)");
    put_with_log(folder, "journal", 'j', path);
    run_sql(db, "ROLLBACK; PRAGMA journal_mode = WAL");
    put_file(folder, "wal-alone", path);
    run_sql(db, CHANGE);
    put_with_log(folder, "wal", 'w', path);
    run_sql(db, "PRAGMA journal_mode = DELETE");
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

static void put_cut_off(const char *folder, const char *path)
{
    size_t count = 0;
    uint8_t *bytes = small_read(path, &count);
    char name[64];
    CHECK(bytes != NULL);
    for (size_t i = 1; i < 8; i++) {
        (void)snprintf(name, sizeof name, "cut-%zu", i);
        put(folder, name, '\0', bytes, count * i / 8);
    }
    free(bytes);
}

static void make_files(const char *folder, const char *scratch)
{
    char sources[SMALL_PATH_MOST + 16], path[SMALL_PATH_MOST + 16], mutated[SMALL_PATH_MOST + 16];
    Error error = {{0}};
    BuildCounts counts;
    (void)snprintf(sources, sizeof sources, "%s/sources", scratch);
    (void)snprintf(path, sizeof path, "%s/small.db", scratch);
    (void)snprintf(mutated, sizeof mutated, "%s/mutated.db", scratch);
    small_write(sources);
    if (build_run(sources, path, &counts, &error) != BUILD_DONE) {
        fprintf(stderr, "fuzz_seeds: %s\n", error.text);
        exit(1);
    }
    put_file(folder, "usual-pages", path);
    sqlite3 *db = open_db(path);
    run_sql(db, "PRAGMA page_size = 512; VACUUM");
    CHECK(sqlite3_close(db) == SQLITE_OK);
    put_file(folder, "small-pages", path);
    for (uint64_t i = 0; i < MUTATED; i++) {
        char name[64], what[64];
        (void)snprintf(name, sizeof name, "mutated-%llu", (unsigned long long)i);
        mutation_make(path, mutated, i, what);
        put_file(folder, name, mutated);
        (void)unlink(mutated);
    }
    put_cut_off(folder, path);
    put_edited(folder, path);
}

/* ---- sources ---- */

/* What nftw hands its file to, for want of a context. */
static const char *shipped_to;
static int shipped_count;

/* Which file of the sources it is, by its name; '\0': none that is read. */
static char letter_of(const char *path)
{
    const char *name = strrchr(path, '/');
    bool is_news = strstr(path, "/news/") != NULL, is_delegation = strstr(path, "/delegations/");
    bool is_facts = name != NULL && strcmp(name, "/facts.yaml") == 0;
    bool is_text = name != NULL && strstr(name, ".md") != NULL;
    return name != NULL && strcmp(name, "/lobby.yaml") == 0 ? 'l'
           : is_news && is_facts                            ? 'd'
           : is_news && is_text                             ? 'a'
           : is_delegation && is_facts                      ? 'f'
           : is_delegation && is_text                       ? 'n'
                                                            : '\0';
}

static int put_shipped(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)place;
    char letter = letter_of(path), name[64];
    if (kind != FTW_F || letter == '\0' || status->st_size > SHIPPED_MOST) {
        return 0;
    }
    size_t count = 0;
    uint8_t *bytes = small_read(path, &count);
    CHECK(bytes != NULL);
    (void)snprintf(name, sizeof name, "shipped-%d", ++shipped_count);
    put(shipped_to, name, letter, bytes, count);
    if (letter == 'a') {
        (void)snprintf(name, sizeof name, "body-%d", shipped_count);
        put(shipped_to, name, 'b', bytes, count);
    }
    free(bytes);
    return 0;
}

static void make_sources(const char *folder)
{
    const char *source = getenv("FOYER_TEST_SOURCE");
    char data[4096], name[64];
    for (int i = 0; i < SMALL_FILES; i++) {
        (void)snprintf(name, sizeof name, "small-%d", i);
        put(folder, name, SMALL[i].letter, SMALL[i].text, SMALL[i].count);
    }
    (void)snprintf(data, sizeof data, "%s/data", source != NULL ? source : ".");
    shipped_to = folder;
    CHECK(nftw(data, put_shipped, 16, FTW_PHYS) == 0 && shipped_count > 0);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "fuzz_seeds load|sources|pictures FOLDER\n");
        return 2;
    }
    if (strcmp(argv[1], "load") == 0) {
        char scratch[SMALL_PATH_MOST];
        small_make_folder(scratch);
        make_files(argv[2], scratch);
        small_remove(scratch);
    } else if (strcmp(argv[1], "pictures") == 0) {
        seeds_pictures(argv[2]);
    } else {
        make_sources(argv[2]);
    }
    return 0;
}
