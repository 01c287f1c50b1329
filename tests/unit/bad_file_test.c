/* Tests that no file at all makes content/ crash: each refusal is one sentence for staff, and what
 * opens can be asked for everything. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "content_fixture.h"

/* Refused, with a sentence that has these words and begins with the file's name. */
static void expect_refused(const char *path, const char *words)
{
    Error error = {{0}};
    Content *content = content_open(path, &error);
    if (content != NULL || strstr(error.text, words) == NULL) {
        fail_msg("expected \"%s\", not \"%s\"", words, content != NULL ? "opened" : error.text);
    }
    assert_true(strncmp(error.text, path, strlen(path)) == 0);
    content_destroy(content);
}

/* Either refused with a sentence, or whole enough to be asked for everything. */
static bool survive(const char *path)
{
    Error error = {{0}};
    Content *content = content_open(path, &error);
    bool opened = content != NULL;
    if (opened) {
        exercise(content);
    } else {
        assert_true(strlen(error.text) > strlen(path));
    }
    content_destroy(content);
    return opened;
}

static void what_is_no_data_file_is_named(void **state)
{
    Fixture *f = (Fixture *)*state;
    char path[200];
    (void)snprintf(path, sizeof path, "%s/missing.db", f->folder);
    expect_refused(path, "there is no such file");
    expect_refused(f->folder, "is a folder");
    write_whole(f->copy, "", 0);
    expect_refused(f->copy, "is empty");
    write_whole(f->copy, "hello", 5);
    expect_refused(f->copy, "is not a Foyer data file");
    write_whole(f->copy, "SQLite format 3", 16);
    expect_refused(f->copy, "is cut off or damaged");
    char text[5000];
    memset(text, 'x', sizeof text);
    write_whole(f->copy, text, sizeof text);
    expect_refused(f->copy, "is not a Foyer data file");
    (void)snprintf(path, sizeof path, "%s/pipe", f->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_refused(path, "no ordinary file");
}

static void names_with_odd_letters_are_opened(void **state)
{
    Fixture *f = (Fixture *)*state;
    static const char *const NAMES[] = {"a?b=c.db", "a#b.db", "a%41.db", "a b'\".db", "файл.db"};
    size_t count;
    char *bytes = read_whole(f->shipped, &count);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        char path[200];
        (void)snprintf(path, sizeof path, "%s/%s", f->folder, NAMES[i]);
        write_whole(path, bytes, count);
        content_destroy(open_good(path));
        (void)snprintf(path, sizeof path, "/%s/%s", f->folder, NAMES[i]); /* two slashes */
        content_destroy(open_good(path));
    }
    free(bytes);
}

static void another_program_or_version_is_named(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(copy_shipped(f), "PRAGMA application_id = 1");
    expect_refused(f->copy, "another program's database");
    change(copy_shipped(f), "PRAGMA user_version = 2");
    expect_refused(f->copy, "was made for a newer version of Foyer");
    change(copy_shipped(f), "PRAGMA user_version = 0");
    expect_refused(f->copy, "was made for an older version of Foyer");
}

static void each_missing_table_is_named(void **state)
{
    Fixture *f = (Fixture *)*state;
    static const char *const TABLES[] = {"language",  "organisation_text", "settings",
                                         "picture",   "delegation",        "delegation_text",
                                         "chamber",   "chamber_text",      "news",
                                         "news_text", "news_delegation"};
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        char sql[200], words[100];
        (void)snprintf(sql, sizeof sql, "DROP TABLE %s", TABLES[i]);
        (void)snprintf(words, sizeof words, "the table \"%s\" is missing", TABLES[i]);
        change(copy_shipped(f), sql);
        expect_refused(f->copy, words);
        /* A view in its place is no table. */
        (void)snprintf(sql, sizeof sql,
                       "ALTER TABLE %s RENAME TO other; CREATE VIEW %s AS SELECT * FROM other",
                       TABLES[i], TABLES[i]);
        change(copy_shipped(f), sql);
        expect_refused(f->copy, words);
    }
    change(copy_shipped(f), "DROP TABLE edition"); /* this one nobody needs */
    content_destroy(open_good(f->copy));
}

static void a_missing_column_is_refused(void **state)
{
    Fixture *f = (Fixture *)*state;
    static const char *const COLUMNS[][2] = {
        {"language", "name"},           {"organisation_text", "name"},
        {"settings", "idle_news"},      {"picture", "height"},
        {"picture", "bytes"},           {"delegation", "flag"},
        {"delegation_text", "role"},    {"chamber", "website"},
        {"chamber_text", "name"},       {"news", "pinned"},
        {"news_text", "summary"},       {"news_text", "body"},
        {"news_delegation", "position"}};
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
        char sql[200];
        (void)snprintf(sql, sizeof sql, "ALTER TABLE %s RENAME COLUMN %s TO something_else",
                       COLUMNS[i][0], COLUMNS[i][1]);
        change(copy_shipped(f), sql);
        expect_refused(f->copy, "is not a data file as this version of Foyer expects it");
    }
}

static void a_file_with_nothing_to_show_is_refused(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(copy_shipped(f), "DELETE FROM language");
    expect_refused(f->copy, "it lists no language");
    change(copy_shipped(f), "DELETE FROM delegation");
    expect_refused(f->copy, "it lists no delegation");
    change(copy_shipped(f), "DELETE FROM news; DELETE FROM picture; DELETE FROM settings;"
                            "DELETE FROM chamber; DELETE FROM delegation_text");
    Content *content = open_good(f->copy);
    exercise(content);
    assert_int_equal(content_news_count(content), 0);
    assert_string_equal(content_delegation(content, 0)->name.in[0], "belarus");
    assert_true(content_delegation(content, 0)->flag == ID_NONE);
    content_destroy(content);
}

static void a_file_under_way_is_not_shown_half_written(void **state)
{
    Fixture *f = (Fixture *)*state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(copy_shipped(f), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE; DELETE FROM news", NULL, NULL, NULL),
                     SQLITE_OK);
    expect_refused(f->copy, "is being written by another program");
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    content_destroy(open_good(f->copy));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* A file in WAL mode whose log stayed behind looks whole and lacks what was written last. */
static void a_write_ahead_log_is_wanted_beside_its_file(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(copy_shipped(f), "PRAGMA journal_mode = WAL; UPDATE settings SET idle_news = 7");
    expect_refused(f->copy, "is in WAL mode and its log");
    sqlite3 *db; /* and while another program has it open */
    assert_int_equal(sqlite3_open(f->copy, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE settings SET idle_news = 6", NULL, NULL, NULL),
                     SQLITE_OK);
    Content *content = open_good(f->copy);
    assert_int_equal(content_settings(content)->idle_news, 6);
    exercise(content);
    content_destroy(content);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void broken_text_is_mended(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(
        copy_shipped(f),
        "UPDATE delegation_text SET name = CAST(x'41FF42' AS TEXT) WHERE delegation = 'belarus';"
        "UPDATE delegation_text SET name = CAST(x'4100' AS TEXT) WHERE delegation = 'russia';"
        "UPDATE delegation_text SET name = char(9) || char(10) || 'x' || char(8232, 133),"
        " role = '  ' WHERE delegation = 'kazakhstan';"
        "UPDATE delegation_text SET name = replace(printf('%2000s', ''), ' ', 'ы')"
        " WHERE delegation = 'tajikistan';"
        "UPDATE news_text SET title = CAST(x'C3' AS TEXT), body = CAST(x'61FF0A0A6200' AS TEXT)");
    Content *content = open_good(f->copy);
    exercise(content);
    assert_string_equal(content_delegation(content, 0)->name.in[0], "A\xEF\xBF\xBD"
                                                                    "B");
    assert_string_equal(content_delegation(content, 3)->name.in[0], "A\xEF\xBF\xBD");
    assert_string_equal(content_delegation(content, 1)->name.in[0], "  x  ");
    assert_null(content_delegation(content, 1)->role.in[0]);
    assert_int_equal(strlen(content_delegation(content, 4)->name.in[0]), 600);
    assert_string_equal(content_news(content, 0)->title.in[0], "\xEF\xBF\xBD");
    int shown;
    const Body *body = content_body(content, content_news(content, 0)->id, 0, &shown);
    assert_string_equal(body->blocks[0].text, "a\xEF\xBF\xBD");
    assert_string_equal(body->blocks[1].text, "b\xEF\xBF\xBD");
    content_destroy(content);
}

static void rows_that_make_no_sense_are_left_out(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(copy_shipped(f),
           "UPDATE chamber SET deputies = -5 WHERE delegation = 'belarus' AND position = 1;"
           "UPDATE chamber SET deputies = 9000000000 WHERE delegation = 'belarus' AND position = 2;"
           "UPDATE settings SET idle_wait_s = -1, still_there_s = 0, idle_news = 1000000,"
           " first_language = 'xx';"
           "INSERT INTO language (position, code, name) VALUES (9, '', '');"
           "INSERT INTO news (slug, date) VALUES ('', 'never'), ('x', '2022-02-31');"
           "INSERT INTO news_text (news, language, title, body) VALUES ('x', 'xx', '', '');"
           "UPDATE news_delegation SET delegation = 'nobody' WHERE position = 2;"
           "INSERT INTO delegation (slug, position) VALUES ('', 77);"
           "UPDATE picture SET width = 0 WHERE slug = 'flag-by';"
           "UPDATE picture SET bytes = x'' WHERE slug = 'flag-ru'");
    Content *content = open_good(f->copy);
    exercise(content);
    const Delegation *d = content_delegation(content, 0);
    assert_int_equal(d->chambers[0].deputies, 0);
    assert_int_equal(d->chambers[1].deputies, 10000);
    assert_true(d->flag == ID_NONE);
    size_t count;
    assert_null(content_picture_bytes(content, content_delegation(content, 3)->flag, &count));
    assert_true(content_settings(content)->still_there == 20 * TIME_S);
    assert_int_equal(content_settings(content)->first_language, 0);
    assert_int_equal(content_language_count(content), 2);
    assert_int_equal(content_delegation_count(content), 5);
    assert_int_equal(content_news_count(content), 2);
    assert_int_equal(content_news(content, 0)->delegation_count, 4);
    content_destroy(content);
}

/* ---- damage ---- */

static void a_file_cut_off_anywhere_is_survived(void **state)
{
    Fixture *f = (Fixture *)*state;
    size_t count;
    char *bytes = read_whole(f->shipped, &count);
    for (size_t at = 0; at < count; at += at < 2000 ? 97 : 4096 * 2 + 911) {
        write_whole(f->copy, bytes, at);
        assert_false(survive(f->copy));
    }
    write_whole(f->copy, bytes, count - 1);
    expect_refused(f->copy, "is cut off or damaged");
    /* The same where the header does not know the length. */
    bytes[92] ^= 1;
    for (size_t at = 100; at < count; at += 4096 * 3 + 911) {
        write_whole(f->copy, bytes, at);
        (void)survive(f->copy);
    }
    free(bytes);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* Flips bits, or fills stretches, of pages that hold anything but pictures. */
static void damage(char *bytes, size_t count, uint64_t *seed)
{
    size_t changes = 1 + (size_t)next_random(seed) % 8;
    for (size_t i = 0; i < changes; i++) {
        size_t at = (size_t)next_random(seed) % count;
        if (next_random(seed) % 2 == 0) {
            at %= 4096 * 30; /* the schema and the small tables come first */
        }
        switch (next_random(seed) % 3) {
        case 0:
            bytes[at] = (char)(bytes[at] ^ (1 << next_random(seed) % 8));
            break;
        case 1:
            bytes[at] = (char)next_random(seed);
            break;
        default:
            memset(bytes + at, (int)(next_random(seed) % 256), count - at < 64 ? count - at : 64);
            break;
        }
    }
}

static void random_damage_is_survived(void **state)
{
    Fixture *f = (Fixture *)*state;
    /* Small content without flags, so that most of the damage hits what is read. */
    change(copy_shipped(f), "UPDATE picture SET bytes = x'00'; VACUUM");
    size_t count;
    char *bytes = read_whole(f->copy, &count);
    char *damaged = (char *)malloc(count);
    assert_non_null(damaged);
    int opened = 0;
    uint64_t seed = 20220603;
    for (int round = 0; round < 600; round++) {
        memcpy(damaged, bytes, count);
        damage(damaged, count, &seed);
        write_whole(f->copy, damaged, count);
        opened += survive(f->copy) ? 1 : 0;
    }
    assert_in_range(opened, 30, 570); /* both ends are reached */
    free(damaged);
    free(bytes);
}

/* A schema can be made to compute whenever it is read. */
static void a_schema_that_computes_is_survived(void **state)
{
    Fixture *f = (Fixture *)*state;
    change(
        copy_shipped(f),
        "CREATE TABLE n (slug TEXT, date TEXT, shown_from TEXT, shown_until TEXT, pinned INT);"
        "PRAGMA writable_schema = 1;"
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE news (slug TEXT, date TEXT, shown_from TEXT,"
        " shown_until TEXT, pinned AS (zeroblob(1000000000)))' WHERE name = 'news'");
    (void)survive(f->copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_data_file_is_named),
        cmocka_unit_test(names_with_odd_letters_are_opened),
        cmocka_unit_test(another_program_or_version_is_named),
        cmocka_unit_test(each_missing_table_is_named),
        cmocka_unit_test(a_missing_column_is_refused),
        cmocka_unit_test(a_file_with_nothing_to_show_is_refused),
        cmocka_unit_test(a_file_under_way_is_not_shown_half_written),
        cmocka_unit_test(a_write_ahead_log_is_wanted_beside_its_file),
        cmocka_unit_test(broken_text_is_mended),
        cmocka_unit_test(rows_that_make_no_sense_are_left_out),
        cmocka_unit_test(a_file_cut_off_anywhere_is_survived),
        cmocka_unit_test(random_damage_is_survived),
        cmocka_unit_test(a_schema_that_computes_is_survived),
    };
    return cmocka_run_group_tests(tests, fixture_begin, fixture_end);
}
