/* What the tests of content/ and of `foyer build` share: a folder of their own, the shipped content
 * built into it, extreme content, and a way to change a file as any SQLite tool could. */
#ifndef FOYER_TESTS_CONTENT_FIXTURE_H
#define FOYER_TESTS_CONTENT_FIXTURE_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/utf8.h"
#include "content/content.h"
#include "make_content.h"
#include "staff/build.h"

typedef struct Fixture {
    char folder[64];
    char shipped[128], copy[128], extreme[128];
} Fixture;

static inline int remove_one(const char *path, const struct stat *status, int kind,
                             struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void remove_folder(const char *folder)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Builds the shipped content, and the extreme one. */
static inline int fixture_begin(void **state)
{
    Fixture *f = (Fixture *)calloc(1, sizeof *f);
    assert_non_null(f);
    strcpy(f->folder, "/tmp/foyer-content-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    (void)snprintf(f->shipped, sizeof f->shipped, "%s/lobby.db", f->folder);
    (void)snprintf(f->copy, sizeof f->copy, "%s/copy.db", f->folder);
    (void)snprintf(f->extreme, sizeof f->extreme, "%s/extreme.db", f->folder);
    const char *source = getenv("FOYER_TEST_SOURCE");
    assert_non_null(source);
    char data[4096];
    (void)snprintf(data, sizeof data, "%s/data", source);
    Error error = {{0}};
    BuildCounts counts;
    if (build_run(data, f->shipped, &counts, &error) != BUILD_DONE) {
        fail_msg("%s", error.text);
    }
    MadeContent options = MADE_CONTENT_EXTREME;
    if (!make_content(f->extreme, &options, &error)) {
        fail_msg("%s", error.text);
    }
    *state = f;
    return 0;
}

static inline int fixture_end(void **state)
{
    Fixture *f = (Fixture *)*state;
    remove_folder(f->folder);
    free(f);
    return 0;
}

static inline Content *open_good(const char *path)
{
    Error error = {{0}};
    Content *content = content_open(path, &error);
    if (content == NULL) {
        fail_msg("%s", error.text);
    }
    return content;
}

static inline Content *open_shipped(const Fixture *f)
{
    return open_good(f->shipped);
}

static inline char *read_whole(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *count = (size_t)ftell(file);
    rewind(file);
    char *bytes = (char *)malloc(*count + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *count, file), *count);
    bytes[*count] = '\0';
    (void)fclose(file);
    return bytes;
}

static inline void write_whole(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
}

/* A fresh copy of the shipped content, to be changed. */
static inline const char *copy_shipped(const Fixture *f)
{
    size_t count;
    char *bytes = read_whole(f->shipped, &count);
    write_whole(f->copy, bytes, count);
    free(bytes);
    return f->copy;
}

/* Changes a file with SQL, past its CHECKs and foreign keys. */
static inline void change(const char *path, const char *sql)
{
    sqlite3 *db;
    char *reason = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = 0",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &reason) != SQLITE_OK) {
        fail_msg("%s: %s", sql, reason);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline void assert_same_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        assert_ptr_equal(a, b);
    } else {
        assert_string_equal(a, b);
    }
}

static inline void check_text(const LocalText *text)
{
    for (int i = 0; i < CONTENT_LANGUAGES_MAX; i++) {
        if (text->in[i] != NULL) {
            assert_true(text->in[i][0] != '\0');
            assert_true(utf8_is_valid(text->in[i], strlen(text->in[i]), NULL));
        }
    }
}

/* Asks for everything there is. What comes back may be little, but has to be sound. */
static inline void exercise(Content *content)
{
    int languages = content_language_count(content);
    assert_in_range(languages, 1, CONTENT_LANGUAGES_MAX);
    assert_in_range(content_settings(content)->first_language, 0, languages - 1);
    assert_in_range(content_delegation_count(content), 1, 1000);
    for (int i = 0; i < content_delegation_count(content); i++) {
        const Delegation *d = content_delegation(content, i);
        size_t count;
        assert_int_equal(content_find_delegation(content, d->id), i);
        assert_non_null(content_text(&d->name, 0).text);
        check_text(&d->name);
        check_text(&d->official_name);
        check_text(&d->parliament);
        check_text(&d->representative);
        check_text(&d->role);
        int deputies = 0;
        for (int k = 0; k < d->chamber_count; k++) {
            check_text(&d->chambers[k].name);
            deputies += d->chambers[k].deputies;
        }
        assert_int_equal(deputies, d->deputies);
        free(content_picture_bytes(content, d->flag, &count));
    }
    for (int i = 0; i < content_news_count(content); i++) {
        const NewsHead *head = content_news(content, i);
        assert_non_null(head->slug);
        check_text(&head->title);
        check_text(&head->lead);
        check_text(&head->opening);
        for (int k = 0; k < head->delegation_count; k++) {
            assert_true(content_find_delegation(content, head->delegations[k]) >= 0);
        }
        for (int language = 0; language < languages; language++) {
            int shown;
            const Body *body = content_body(content, head->id, language, &shown);
            assert_in_range(shown, 0, languages - 1);
            for (int k = 0; body != NULL && k < body->block_count; k++) {
                const Block *block = &body->blocks[k];
                assert_true(utf8_is_valid(block->text, block->length, NULL));
                if (block->kind == BLOCK_PICTURE) {
                    assert_true(content_picture_size(content, block->picture).w > 0);
                }
            }
        }
    }
    int current[8];
    assert_in_range(content_current_news(content, (Date){2022, 6, 3}, current, 8), 0, 8);
}

#endif
