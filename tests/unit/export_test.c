/* Tests of `foyer export`: there and back loses nothing, equal content gives equal bytes, and no
 * text that is there is written over. */
#include "content_fixture.h"

#include <sys/stat.h>

#include "staff/export.h"

typedef struct Paths {
    char dir[160], again[160], file[160], second[160];
} Paths;

static Paths paths_of(const Fixture *f, const char *name)
{
    Paths p;
    (void)snprintf(p.dir, sizeof p.dir, "%s/%s-sources", f->folder, name);
    (void)snprintf(p.again, sizeof p.again, "%s/%s-again", f->folder, name);
    (void)snprintf(p.file, sizeof p.file, "%s/%s-1.db", f->folder, name);
    (void)snprintf(p.second, sizeof p.second, "%s/%s-2.db", f->folder, name);
    return p;
}

static void export_good(const char *file, const char *dir)
{
    Error error = {{0}};
    if (export_run(file, dir, &error) != STATUS_DONE) {
        fail_msg("%s", error.text);
    }
}

static void build_good(const char *dir, const char *file)
{
    Error error = {{0}};
    BuildCounts counts;
    if (build_run(dir, file, &counts, &error) != BUILD_DONE) {
        fail_msg("%s", error.text);
    }
}

static void assert_same_bytes(const char *a, const char *b)
{
    size_t a_count, b_count;
    char *a_bytes = read_whole(a, &a_count), *b_bytes = read_whole(b, &b_count);
    assert_int_equal(a_count, b_count);
    assert_memory_equal(a_bytes, b_bytes, a_count);
    free(a_bytes);
    free(b_bytes);
}

static void what_ships_comes_back_byte_for_byte(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    Paths p = paths_of(f, "shipped");
    export_good(f->shipped, p.dir);
    build_good(p.dir, p.file);
    assert_same_bytes(f->shipped, p.file);
}

/* All that a text may hold, in every place for one. */
static void hard_texts_come_back(void **state)
{
    static const char *const TEXTS[] = {
        "a: b", "- a",    "# a",    "~",      "null", "yes",        "'a' \"b\"", "---",
        "...",  "[a, b]", "{a: b}", "*a",     "&a",   "!a",         "|",         ">",
        "%a",   "@a",     "\\n",    "a \\ b", "a #b", "2022-06-03", "0x1F",      "é Ω Ж Հ 中 😀",
        "?",    ": a",    "a:",     "` ,",    "x y"};
    const Fixture *f = (const Fixture *)*state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        char sql[2048], name[32];
        const char *file = copy_shipped(f);
        (void)snprintf(name, sizeof name, "hard-%zu", i);
        char *quoted = sqlite3_mprintf("%Q", TEXTS[i]);
        (void)snprintf(sql, sizeof sql,
                       "UPDATE delegation_text SET name = %s, role = %s;"
                       "UPDATE chamber_text SET name = %s; UPDATE organisation_text SET name = %s;"
                       "UPDATE news_text SET title = %s, summary = %s;"
                       "INSERT INTO notice VALUES ('n', 1, '2022-06-01', NULL);"
                       "INSERT INTO notice_text VALUES ('n', 'en', %s), ('n', 'ru', %s)",
                       quoted, quoted, quoted, quoted, quoted, quoted, quoted, quoted);
        sqlite3_free(quoted);
        change(file, sql);
        Paths p = paths_of(f, name);
        export_good(file, p.dir);
        build_good(p.dir, p.file);
        Content *content = open_good(p.file);
        assert_string_equal(content_delegation(content, 0)->name.in[1], TEXTS[i]);
        assert_string_equal(content_delegation(content, 4)->role.in[0], TEXTS[i]);
        assert_string_equal(content_delegation(content, 1)->chambers[1].name.in[0], TEXTS[i]);
        assert_string_equal(content_organisation(content).in[1], TEXTS[i]);
        assert_string_equal(content_news(content, 0)->title.in[0], TEXTS[i]);
        assert_string_equal(content_notice(content, 0)->text.in[1], TEXTS[i]);
        assert_true(content_notice(content, 0)->urgent);
        content_destroy(content);
        export_good(p.file, p.again);
        build_good(p.again, p.second);
        assert_same_bytes(p.file, p.second);
    }
}

/* Content that build did not make, with pictures by other names and languages missing: after one
 * time around it is build's own, and stays as it is. */
static void made_content_comes_back(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    for (int seed = 1; seed <= 4; seed++) {
        MadeContent options = {.delegations = 3 * seed,
                               .chambers = 3,
                               .news = 7 * seed,
                               .words = 300,
                               .seed = (uint64_t)seed};
        char name[32], made[160];
        (void)snprintf(name, sizeof name, "made-%d", seed);
        (void)snprintf(made, sizeof made, "%s/%s.db", f->folder, name);
        Error error = {{0}};
        assert_true(make_content(made, &options, &error));
        Paths p = paths_of(f, name);
        export_good(made, p.dir);
        build_good(p.dir, p.file);
        export_good(p.file, p.again);
        build_good(p.again, p.second);
        assert_same_bytes(p.file, p.second);

        Content *a = open_good(made), *b = open_good(p.file);
        assert_int_equal(content_news_count(a), content_news_count(b));
        assert_int_equal(content_delegation_count(a), content_delegation_count(b));
        assert_int_equal(date_compare(content_day(a), content_day(b)), 0);
        for (int i = 0; i < content_news_count(a); i++) {
            Id id = content_news(a, i)->id;
            for (int language = 0; language < content_language_count(a); language++) {
                int shown_a, shown_b;
                const Body *x = content_body(a, id, language, &shown_a);
                const Body *y = content_body(b, id, language, &shown_b);
                assert_non_null(x);
                assert_non_null(y);
                assert_int_equal(shown_a, shown_b);
                assert_int_equal(x->block_count, y->block_count);
                for (int k = 0; k < x->block_count; k++) {
                    assert_int_equal(x->blocks[k].kind, y->blocks[k].kind);
                    assert_same_text(x->blocks[k].text, y->blocks[k].text);
                }
            }
        }
        content_destroy(a);
        content_destroy(b);
    }
}

/* A chamber that lacks a name in one language, a day that build would not find, a delegation that
 * nobody has named. */
static void what_is_missing_stays_missing(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    const char *file = copy_shipped(f);
    change(file, "DELETE FROM chamber_text WHERE delegation = 'belarus' AND position = 1"
                 " AND language = 'ru'; UPDATE edition SET day = '2022-07-01';"
                 "DELETE FROM delegation_text WHERE delegation = 'russia' AND language = 'ru'");
    Paths p = paths_of(f, "missing");
    export_good(file, p.dir);
    build_good(p.dir, p.file);
    Content *content = open_good(p.file);
    const Delegation *belarus = content_delegation(content, 0);
    assert_null(belarus->chambers[0].name.in[1]);
    assert_non_null(belarus->chambers[0].name.in[0]);
    assert_non_null(belarus->chambers[1].name.in[1]);
    const Delegation *russia = content_delegation(content, 3);
    assert_string_equal(russia->name.in[1],
                        russia->name.in[0]); /* the chambers keep their Russian */
    assert_non_null(russia->chambers[0].name.in[1]);
    assert_int_equal(content_day(content).month, 7);
    content_destroy(content);
}

static void nothing_is_written_over_or_outside(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    Paths p = paths_of(f, "over");
    char note[200];
    Error error = {{0}};
    assert_int_equal(mkdir(p.dir, 0700), 0);
    (void)snprintf(note, sizeof note, "%s/note.txt", p.dir);
    write_whole(note, "mine", 4);
    assert_int_equal(export_run(f->shipped, p.dir, &error), STATUS_COMMAND);
    assert_non_null(strstr(error.text, "a new or an empty folder"));

    const char *file = copy_shipped(f);
    change(file, "UPDATE news SET slug = '../../x'; UPDATE news_text SET news = '../../x'");
    assert_int_equal(export_run(file, p.again, &error), STATUS_WRONG);
    assert_non_null(strstr(error.text, "short name that is not made of a-z"));
    assert_int_equal(export_run(p.dir, p.second, &error), STATUS_WRONG);
    assert_non_null(strstr(error.text, "is a folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ships_comes_back_byte_for_byte),
        cmocka_unit_test(hard_texts_come_back),
        cmocka_unit_test(made_content_comes_back),
        cmocka_unit_test(what_is_missing_stays_missing),
        cmocka_unit_test(nothing_is_written_over_or_outside),
    };
    return cmocka_run_group_tests(tests, fixture_begin, fixture_end);
}
