/* Tests `foyer check`: each fault, made in the shipped content as an SQLite tool or a text editor
 * could make it, is named with where it is, and nothing else is found. */
#include "content_fixture.h"

#include "staff/check.h"

enum { FINDINGS_MOST = 400, TEXT_MOST = 400 };

typedef struct Findings {
    int count;
    int severity[FINDINGS_MOST];
    char text[FINDINGS_MOST][TEXT_MOST]; /* "where: what: what to do" */
} Findings;

static void take(void *context, int severity, const char *where, const char *what,
                 const char *what_to_do)
{
    Findings *findings = (Findings *)context;
    assert_true(where != NULL && what != NULL && what_to_do != NULL && what[0] != '\0');
    if (findings->count < FINDINGS_MOST) {
        findings->severity[findings->count] = severity;
        (void)snprintf(findings->text[findings->count++], TEXT_MOST, "%s: %s: %s", where, what,
                       what_to_do);
    }
}

static CheckCounts run_in(StaffLanguage language, const char *path, Findings *findings,
                          Status expected)
{
    char fonts[4096];
    CheckCounts counts;
    Error error = {""};
    *findings = (Findings){.count = 0};
    (void)snprintf(fonts, sizeof fonts, "%s/fonts", getenv("FOYER_TEST_SOURCE"));
    Status status = check_run(path, fonts, language, take, findings, &counts, &error);
    if (status != expected) {
        fail_msg("%s: ended with %d: %s %s", path, status, error.text,
                 findings->count > 0 ? findings->text[0] : "");
    }
    assert_int_equal(counts.errors + counts.warnings, findings->count);
    return counts;
}

static CheckCounts run(const char *path, Findings *findings, Status expected)
{
    return run_in(STAFF_ENGLISH, path, findings, expected);
}

static void expect_one(const Findings *findings, int severity, const char *words)
{
    for (int i = 0; i < findings->count; i++) {
        if (findings->severity[i] == severity && strstr(findings->text[i], words) != NULL) {
            return;
        }
    }
    for (int i = 0; i < findings->count; i++) {
        printf("found: %s\n", findings->text[i]);
    }
    fail_msg("nothing says \"%s\"", words);
}

static void what_ships_has_one_warning(void **state)
{
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    (void)run(f->shipped, &findings, STATUS_DONE);
    assert_int_equal(findings.count, 1);
    expect_one(&findings, FINDING_WARNING,
               "news item \"2022-06-03-observers-briefed\": it has no text in \"ru\"");
}

/* Each changes one thing; the words name where it is and what is wrong. Those of one file are made
 * in one, and all of them must be named. */
static const struct {
    int file;
    const char *sql;
    const char *words;
} FAULTS[] = {
    /* the schema */
    {0, "CREATE VIEW v AS SELECT 1", "\"v\""},
    {0, "CREATE TRIGGER t AFTER INSERT ON news BEGIN SELECT 1; END", "\"t\""},
    {1, "DROP TABLE notice_text", "\"notice_text\""},
    {0, "CREATE TABLE own (a)", "\"own\""},
    {0, "ALTER TABLE chamber ADD COLUMN note TEXT", "\"chamber\""},
    /* references */
    {2, "UPDATE news_delegation SET delegation = 'nowhere' WHERE position = 1", "nowhere"},
    {2, "UPDATE delegation SET flag = 'none' WHERE slug = 'belarus'", "none"},
    {2,
     "UPDATE chamber_text SET language = 'xx' WHERE delegation = 'russia' AND position = 1"
     " AND language = 'ru'",
     "xx"},
    {2, "UPDATE settings SET first_language = 'xx'", "xx"},
    /* dates and counts */
    {2, "UPDATE news SET date = '2022-02-30'", "a date is a day of the calendar"},
    {4, "UPDATE news SET shown_from = '2022-07-01', shown_until = '2022-06-01'",
     "the last day is not before the first"},
    {2, "UPDATE chamber SET deputies = -1 WHERE delegation = 'russia' AND position = 1",
     "a chamber sends 0 to 10000 deputies"},
    {2, "UPDATE settings SET still_there_s = 5", "the time to answer is 20 to 600 seconds"},
    {3, "DELETE FROM settings", "settings"},
    /* pictures */
    {2, "UPDATE picture SET bytes = x'474946383961' WHERE slug = 'flag-by'", "flag-by"},
    {2, "UPDATE picture SET bytes = substr(bytes, 1, 600) WHERE slug = 'flag-kz'", "flag-kz"},
    {2, "UPDATE picture SET width = 7 WHERE slug = 'flag-kz'", "flag-kz"},
    /* letters that no typeface holds */
    {2,
     "UPDATE delegation_text SET name = name || ' ' || char(0x6F22)"
     " WHERE delegation = 'belarus' AND language = 'en'",
     "delegation \"belarus\", name in en: has the letter \"漢\" (U+6F22)"},
    {2, "UPDATE news_text SET body = body || ' ' || char(0x1F600)", "U+1F600"},
    /* links that make no code */
    {2, "UPDATE chamber SET website = 'no address' WHERE delegation = 'belarus' AND position = 1",
     "delegation \"belarus\""},
};

static void all_faults_are_named_at_once(void **state)
{
    enum { FILES = 5, FAULT_COUNT = sizeof FAULTS / sizeof FAULTS[0] };
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    for (int file = 0; file < FILES; file++) {
        copy_shipped(f);
        for (int i = 0; i < FAULT_COUNT; i++) {
            if (FAULTS[i].file == file) {
                change(f->copy, FAULTS[i].sql);
            }
        }
        (void)run(f->copy, &findings, STATUS_WRONG);
        for (int i = 0; i < FAULT_COUNT; i++) {
            if (FAULTS[i].file == file) {
                expect_one(&findings, FINDING_ERROR, FAULTS[i].words);
            }
        }
    }
}

/* Every fault once more: nothing that is said of it is left in English but names and code. */
static void all_faults_are_named_in_russian(void **state)
{
    static const struct {
        const char *sql, *said;
    } SAID[] = {
        {"UPDATE news SET date = '2022-02-30'",
         "новость «2022-06-03-observers-briefed»: должно быть так: дата — это день календаря, "
         "например 2022-06-03: исправьте эту строку таблицы"},
        {"UPDATE delegation_text SET name = name || ' ' || char(0x6F22)"
         " WHERE delegation = 'belarus' AND language = 'en'",
         "делегация «belarus», название (en): есть знак «漢» (U+6F22), который экран не может "
         "показать: напишите иначе"},
        {"UPDATE delegation SET flag = 'none' WHERE slug = 'belarus'",
         "делегация «belarus»: здесь указано: иллюстрация «none», но в файле этого нет: исправьте "
         "имя или добавьте то, что им названо"},
        {"UPDATE chamber SET website = 'no address' WHERE delegation = 'belarus' AND position = 1",
         "делегация «belarus», палата 1: ссылка на «no address» не превратится в QR-код: в адресе "
         "пробелы или управляющие знаки: исправьте адрес или возьмите более короткий"},
        {"UPDATE picture SET width = 7 WHERE slug = 'flag-kz'",
         "иллюстрация «flag-kz»: размер 320 × 240 пикселей, а в строке таблицы указано 7 × 240: "
         "исправьте ширину и высоту"},
        {"CREATE VIEW v AS SELECT 1",
         "представление «v»: в файле данных такого не бывает: удалите командой DROP"},
        {"DELETE FROM settings", "таблица «settings»: нет строки настроек: добавьте"},
    };
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        change(copy_shipped(f), SAID[i].sql);
        (void)run_in(STAFF_RUSSIAN, f->copy, &findings, STATUS_WRONG);
        expect_one(&findings, FINDING_ERROR, SAID[i].said);
    }
    (void)run_in(STAFF_RUSSIAN, "/no/such.db", &findings, STATUS_WRONG);
    expect_one(&findings, FINDING_ERROR, "файл: такого файла нет: ");
    write_whole(f->copy, "SQLite format 3", 16);
    (void)run_in(STAFF_RUSSIAN, f->copy, &findings, STATUS_WRONG);
    expect_one(&findings, FINDING_ERROR,
               "файл: обрезан или повреждён: от файла почти ничего не осталось: ");
    change(copy_shipped(f),
           "UPDATE delegation_text SET name = 'Делегация степей и гор и всех рек, которые текут из "
           "одних в другие и там не заканчиваются' WHERE delegation = 'belarus'"
           " AND language = 'ru'");
    (void)run_in(STAFF_RUSSIAN, f->copy, &findings, STATUS_DONE);
    expect_one(&findings, FINDING_WARNING,
               "делегация «belarus», название (ru): слишком длинное название для слайда на экране "
               "800 × 480: оно показано мелко: сократите текст");
}

static void counts_have_their_form(void **state)
{
    char said[CHECK_COUNTS_BYTES];
    (void)state;
    assert_string_equal(check_say_counts(&(CheckCounts){1, 2}, STAFF_ENGLISH, said),
                        "1 error, 2 warnings");
    assert_string_equal(check_say_counts(&(CheckCounts){21, 1}, STAFF_RUSSIAN, said),
                        "21 ошибка, 1 предупреждение");
    assert_string_equal(check_say_counts(&(CheckCounts){2, 5}, STAFF_RUSSIAN, said),
                        "2 ошибки, 5 предупреждений");
}

/* A name that gives way until nobody can read it; a language that is missing. */
static void what_can_be_shown_but_should_not_is_warned_of(void **state)
{
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    change(copy_shipped(f),
           "UPDATE delegation_text SET name = 'The Delegation of the Plains and of the Mountains "
           "and of all the Rivers that run from the ones into the others and do not end there' "
           "WHERE delegation = 'belarus' AND language = 'en'");
    (void)run(f->copy, &findings, STATUS_DONE);
    expect_one(&findings, FINDING_WARNING, "delegation \"belarus\", name in en: is too long");
    change(copy_shipped(f),
           "DELETE FROM delegation_text WHERE delegation = 'russia' AND language = 'ru'");
    (void)run(f->copy, &findings, STATUS_DONE);
    expect_one(&findings, FINDING_WARNING, "delegation \"russia\"");
}

static void a_text_editors_mistakes_have_file_and_line(void **state)
{
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    char command[9000], path[200];
    (void)snprintf(path, sizeof path, "%s/sources", f->folder);
    (void)snprintf(command, sizeof command,
                   "cp -r '%s/data' '%s' && cd '%s' && "
                   "sed -i 's/deputies: 7/deputies: seven/' delegations/belarus/facts.yaml && "
                   "sed -i 's/^date:.*/date: 2022-06-31/' news/*/facts.yaml",
                   getenv("FOYER_TEST_SOURCE"), path, path);
    assert_int_equal(system(command), 0);
    (void)run(path, &findings, STATUS_WRONG);
    expect_one(&findings, FINDING_ERROR,
               "belarus/facts.yaml:4: \"deputies\" has to be a whole number");
    expect_one(&findings, FINDING_ERROR, "2022-06-03-observers-briefed/facts.yaml:2: ");
}

static void no_file_is_one_finding(void **state)
{
    Fixture *f = (Fixture *)*state;
    static Findings findings;
    (void)run("/no/such.db", &findings, STATUS_WRONG);
    assert_int_equal(findings.count, 1);
    write_whole(f->copy, "SQLite format 3", 16);
    (void)run(f->copy, &findings, STATUS_WRONG);
    assert_int_equal(findings.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_ships_has_one_warning, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(all_faults_are_named_at_once, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(all_faults_are_named_in_russian, fixture_begin,
                                        fixture_end),
        cmocka_unit_test(counts_have_their_form),
        cmocka_unit_test_setup_teardown(what_can_be_shown_but_should_not_is_warned_of,
                                        fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_text_editors_mistakes_have_file_and_line, fixture_begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(no_file_is_one_finding, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
