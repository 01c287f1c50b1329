/* Tests of `foyer diff`: the sentence for each kind of change, and silence where nothing changes.
 */
#include "content_fixture.h"

#include "staff/diff.h"
#include "staff/export.h"

typedef struct Said {
    char text[20000];
    char screens[2000]; /* that the sentences are about, "-" for none */
    int count;
} Said;

static void keep(void *context, const char *screen, const char *sentence)
{
    Said *said = (Said *)context;
    size_t at = strlen(said->text);
    assert_true(at + strlen(sentence) + 2 < sizeof said->text);
    (void)snprintf(said->text + at, sizeof said->text - at, "%s\n", sentence);
    at = strlen(said->screens);
    (void)snprintf(said->screens + at, sizeof said->screens - at, "%s ",
                   screen != NULL ? screen : "-");
    said->count++;
}

static void diff_files_in(StaffLanguage language, const char *old_path, const char *new_path,
                          Said *said)
{
    *said = (Said){.count = 0};
    Content *old = open_good(old_path), *new = open_good(new_path);
    int count = diff_contents(old, new, language, keep, said);
    assert_int_equal(count, said->count);
    content_destroy(old);
    content_destroy(new);
}

static void diff_files(const char *old_path, const char *new_path, Said *said)
{
    diff_files_in(STAFF_ENGLISH, old_path, new_path, said);
}

typedef struct Change {
    const char *sql, *sentences;
} Change;

/* All on what ships. */
static const Change CHANGES[] = {
    {"UPDATE chamber SET deputies = 9 WHERE delegation = 'kazakhstan' AND position = 1",
     "Kazakhstan: Mazhilis, deputies 8 → 9\n"},
    {"UPDATE chamber SET website = 'new.by' WHERE delegation = 'belarus' AND position = 1",
     "Belarus: House of Representatives, website house.gov.by → new.by\n"},
    {"UPDATE chamber SET website = NULL WHERE delegation = 'belarus' AND position = 2",
     "Belarus: Council of the Republic, website removed: sovrep.gov.by\n"},
    {"UPDATE chamber_text SET name = 'Палата' WHERE delegation = 'belarus' AND position = 1"
     " AND language = 'ru'",
     "Belarus: chamber's name (ru) \"Палата представителей\" → \"Палата\"\n"},
    {"INSERT INTO chamber VALUES ('belarus', 3, 1, 'x.by');"
     "INSERT INTO chamber_text VALUES ('belarus', 3, 'en', 'Third')",
     "Belarus: chamber added: Third, 1 deputy\n"},
    {"DELETE FROM chamber_text WHERE delegation = 'belarus' AND position = 1;"
     "DELETE FROM chamber WHERE delegation = 'belarus' AND position = 1",
     "Belarus: chamber removed: House of Representatives, 7 deputies\n"},
    {"UPDATE delegation_text SET representative = NULL WHERE delegation = 'belarus'"
     " AND language = 'en'",
     "Belarus: representative (en) removed: \"Viktor Kogut\"\n"},
    {"UPDATE delegation_text SET role = 'Speaker' WHERE delegation = 'belarus'"
     " AND language = 'en'",
     "Belarus: role (en) added: \"Speaker\"\n"},
    {"UPDATE delegation_text SET name = 'White Russia' WHERE delegation = 'belarus'"
     " AND language = 'en'",
     "White Russia: name (en) \"Belarus\" → \"White Russia\"\n"},
    {"UPDATE delegation SET flag = NULL WHERE slug = 'belarus'", "Belarus: flag removed\n"},
    {"UPDATE delegation SET flag = 'flag-ru' WHERE slug = 'belarus'", "Belarus: another flag\n"},
    {"UPDATE picture SET slug = 'other' WHERE slug = 'flag-by';"
     "UPDATE delegation SET flag = 'other' WHERE slug = 'belarus'",
     ""},
    {"UPDATE delegation SET position = 9 WHERE slug = 'belarus'",
     "Delegations in another order: Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Belarus\n"},
    {"INSERT INTO delegation VALUES ('armenia', 6, NULL);"
     "INSERT INTO delegation_text VALUES ('armenia', 'en', 'Armenia', NULL, NULL, NULL, NULL);"
     "INSERT INTO chamber VALUES ('armenia', 1, 4, NULL)",
     "Delegation added: Armenia, 4 deputies\n"},
    {"INSERT INTO language VALUES ('hy', 3, 'Հայերեն');"
     "INSERT INTO organisation_text VALUES ('hy', 'Ա')",
     "Language added: Հայերեն (hy)\n"},
    {"UPDATE language SET name = 'Russian' WHERE code = 'ru'",
     "Languages: name (ru) \"Русский\" → \"Russian\"\n"},
    {"UPDATE language SET position = 3 WHERE code = 'en'",
     "Languages in another order: Русский, English\n"},
    {"UPDATE organisation_text SET name = 'The Assembly' WHERE language = 'en'",
     "Organisation: name (en) \"CSTO Parliamentary Assembly\" → \"The Assembly\"\n"},
    {"UPDATE settings SET first_language = 'ru'", "The display starts in English → Русский\n"},
    {"UPDATE settings SET delegation_dwell_s = 10, news_dwell_s = 15, idle_wait_s = 60,"
     " still_there_s = 30, idle_news = 8",
     "A delegation's slide stays 9 → 10 seconds\n"
     "A news item's slide stays at least 12 → 15 seconds\n"
     "\"Are you still there?\" is asked after 90 → 60 seconds without a touch\n"
     "A visitor has 20 → 30 seconds to answer\n"
     "The idle loop shows at most 5 → 8 news items\n"},
    {"UPDATE edition SET day = '2022-07-01'", "Content: of the day 3 June 2022 → 1 July 2022\n"},
    {"INSERT INTO news VALUES ('a', '2022-06-02', '2022-07-01', NULL, 0);"
     "INSERT INTO news_text VALUES ('a', 'en', 'A title', NULL, 'Some words.')",
     "News added: \"A title\", of 2 June 2022, shown from 1 July 2022\n"},
    {"INSERT INTO news VALUES ('a', '2022-06-02', '2022-06-03', '2022-06-04', 1);"
     "INSERT INTO news_text VALUES ('a', 'en', 'A title', NULL, 'Some words.')",
     "News added: \"A title\", of 2 June 2022, shown from 3 June 2022 until 4 June 2022,"
     " before all others\n"},
    {"INSERT INTO notice VALUES ('n', 1, NULL, '2022-06-04');"
     "INSERT INTO notice_text VALUES ('n', 'en', 'Closed at four.')",
     "Notice added: \"Closed at four.\", urgent, shown until 4 June 2022\n"},
    {"DELETE FROM news_delegation WHERE position > 1",
     "News \"%\": delegations Kazakhstan, Tajikistan, Russia, Belarus, Kyrgyzstan → Kazakhstan\n"},
    {"UPDATE news SET date = '2022-06-04', shown_from = '2022-06-05', pinned = 1",
     "News \"%\": date 3 June 2022 → 4 June 2022\n"
     "News \"%\": first day shown none → 5 June 2022\n"
     "News \"%\": now before all others\n"},
    {"UPDATE news_text SET summary = 'Short.'",
     "News \"%\": summary (en) \"International observers, coordinated by Fayzullo Barotzoda, met"
     " with the leadership of the Ministry of Defence of the Republic of Kazakhstan.\" →"
     " \"Short.\"\n"},
    {"UPDATE news_text SET body = 'Three short words.'",
     "News \"%\": text (en) changed, # → 3 words\n"},
    {"INSERT INTO news_text SELECT news, 'ru', 'Заголовок', NULL, 'Два слова.' FROM news_text",
     "News \"%\": title (ru) added: \"Заголовок\"\n"
     "News \"%\": text (ru) added, 2 words\n"},
    {"UPDATE news_text SET body = body || char(10) || char(10) || '![A flag](flag-ru)'",
     "News \"%\": pictures (en) 0 → 1\n"},
    {"UPDATE news_text SET body = body || char(10) || char(10)", ""},
};

/* "%" stands for the beginning of the news item's title, "#" for its words. */
static void fill_in(const Fixture *f, const char *sentences, char *out, size_t size)
{
    Content *content = open_shipped(f);
    const NewsHead *head = content_news(content, 0);
    size_t at = 0;
    for (const char *p = sentences; *p != '\0' && at + 1 < size; p++) {
        if (*p == '%') {
            at += (size_t)snprintf(out + at, size - at, "%.80s…", head->title.in[0]);
        } else if (*p == '#') {
            at += (size_t)snprintf(out + at, size - at, "%d", head->words);
        } else {
            out[at++] = *p;
        }
    }
    out[at] = '\0';
    content_destroy(content);
}

static void each_change_is_a_sentence(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        char expected[8000];
        const char *file = copy_shipped(f);
        change(file, CHANGES[i].sql);
        Said said;
        diff_files(f->shipped, file, &said);
        fill_in(f, CHANGES[i].sentences, expected, sizeof expected);
        assert_string_equal(said.text, expected);
    }
}

/* Names as Russian visitors read them, forms by the number, dates in their case. */
static const Change IN_RUSSIAN[] = {
    {"UPDATE chamber SET deputies = 9 WHERE delegation = 'kazakhstan' AND position = 1",
     "Казахстан: Мажилис, число депутатов: 8 → 9\n"},
    {"UPDATE chamber SET website = NULL WHERE delegation = 'belarus' AND position = 2",
     "Беларусь: Совет Республики, удалён сайт: sovrep.gov.by\n"},
    {"UPDATE delegation_text SET role = 'Спикер' WHERE delegation = 'belarus'"
     " AND language = 'ru'",
     "Беларусь: должность (ru): добавлено «Спикер»\n"},
    {"INSERT INTO chamber VALUES ('belarus', 3, 21, 'x.by');"
     "INSERT INTO chamber_text VALUES ('belarus', 3, 'ru', 'Третья')",
     "Беларусь: добавлена палата: Третья, 21 депутат\n"},
    {"UPDATE settings SET idle_wait_s = 60",
     "Вопрос «Вы ещё здесь?» задаётся после стольких секунд без касаний: 90 → 60\n"},
    {"UPDATE edition SET day = '2022-07-01'",
     "Содержание: дата сведений: 3 июня 2022 года → 1 июля 2022 года\n"},
    {"INSERT INTO notice VALUES ('n', 1, '2022-06-03', '2022-06-04');"
     "INSERT INTO notice_text VALUES ('n', 'ru', 'Закрыто.')",
     "Добавлено объявление: «Закрыто.», срочное, показывается с 3 июня 2022 года по 4 июня 2022 "
     "года\n"},
    {"INSERT INTO news VALUES ('a', '2022-06-02', NULL, '2022-07-01', 1);"
     "INSERT INTO news_text VALUES ('a', 'ru', 'Заголовок', NULL, 'Слова.')",
     "Добавлена новость: «Заголовок» от 2 июня 2022 года, показывается по 1 июля 2022 года, перед "
     "всеми остальными\n"},
    {"UPDATE news SET shown_until = '2022-06-04'",
     "Новость «%»: последний день показа: нет → 4 июня 2022 года\n"},
    {"UPDATE news_text SET body = 'Only two'", "Новость «%»: изменён текст (en), # → 2 слова\n"},
};

static void each_change_is_a_sentence_in_russian(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    for (size_t i = 0; i < sizeof IN_RUSSIAN / sizeof IN_RUSSIAN[0]; i++) {
        char expected[8000];
        const char *file = copy_shipped(f);
        change(file, IN_RUSSIAN[i].sql);
        Said said;
        diff_files_in(STAFF_RUSSIAN, f->shipped, file, &said);
        fill_in(f, IN_RUSSIAN[i].sentences, expected, sizeof expected);
        assert_string_equal(said.text, expected);
    }
}

/* What goes is said as well: the same changes the other way round. */
static void what_goes_is_said(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    const char *file = copy_shipped(f);
    change(file, "INSERT INTO language VALUES ('hy', 3, 'Հայերեն');"
                 "INSERT INTO delegation VALUES ('armenia', 6, NULL);"
                 "INSERT INTO chamber VALUES ('armenia', 1, 4, NULL);"
                 "INSERT INTO delegation_text VALUES ('armenia', 'en', 'Armenia', NULL, NULL, NULL,"
                 " NULL);"
                 "INSERT INTO news VALUES ('a', '2022-06-02', NULL, NULL, 0);"
                 "INSERT INTO news_text VALUES ('a', 'en', 'A title', NULL, 'Some words.');"
                 "INSERT INTO notice VALUES ('n', 0, NULL, NULL);"
                 "INSERT INTO notice_text VALUES ('n', 'en', 'Closed at four.')");
    Said said;
    diff_files(file, f->shipped, &said);
    assert_string_equal(said.text, "Language removed: Հայերեն (hy)\n"
                                   "Delegation removed: Armenia, 4 deputies\n"
                                   "Notice removed: \"Closed at four.\"\n"
                                   "News removed: \"A title\", of 2 June 2022\n");
}

static void a_changed_notice_and_picture(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    char old[160];
    (void)snprintf(old, sizeof old, "%s/old.db", f->folder);
    const char *file = copy_shipped(f);
    change(file,
           "INSERT INTO notice VALUES ('n', 0, NULL, NULL);"
           "INSERT INTO notice_text VALUES ('n', 'en', 'Closed.');"
           "UPDATE news_text SET body = '![One](flag-ru)' || char(10) || char(10) || 'Text.'");
    assert_int_equal(rename(file, old), 0);
    size_t count;
    char *bytes = read_whole(old, &count);
    write_whole(file, bytes, count);
    free(bytes);
    change(file,
           "UPDATE notice SET urgent = 1, shown_until = '2022-06-04';"
           "UPDATE notice_text SET text = 'Open.';"
           "UPDATE news_text SET body = '![One](flag-by)' || char(10) || char(10) || 'Text.'");
    Said said;
    diff_files(old, file, &said);
    char expected[2000];
    fill_in(f,
            "Notice \"Open.\": text (en) \"Closed.\" → \"Open.\"\n"
            "Notice \"Open.\": last day shown none → 4 June 2022\n"
            "Notice \"Open.\": now urgent\n"
            "News \"%\": another picture (en) \"One\"\n",
            expected, sizeof expected);
    assert_string_equal(said.text, expected);
    change(file,
           "UPDATE news_text SET body = '![Two](flag-ru)' || char(10) || char(10) || 'Text.'");
    diff_files(old, file, &said);
    assert_non_null(strstr(said.text, ": caption (en) \"One\" → \"Two\"\n"));
}

/* Written out and built again, content is the same to a visitor, whatever its pictures are called.
 */
static void there_and_back_changes_nothing(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    char dir[160], again[160];
    (void)snprintf(dir, sizeof dir, "%s/sources", f->folder);
    (void)snprintf(again, sizeof again, "%s/again.db", f->folder);
    Error error = {{0}};
    BuildCounts counts;
    assert_int_equal(export_run(f->extreme, dir, &error), STATUS_DONE);
    assert_int_equal(build_run(dir, again, &counts, &error), BUILD_DONE);
    Said said;
    diff_files(f->extreme, again, &said);
    assert_string_equal(said.text, "");
    char verb_dir[160], verb_file[160];
    strcpy(verb_dir, dir);
    strcpy(verb_file, f->extreme);
    assert_int_equal(verb_diff(2, (char *[]){verb_dir, verb_file}), STATUS_DONE);
}

static void each_sentence_names_the_screen_of_its_item(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    const char *file = copy_shipped(f);
    Said said;
    change(file, "UPDATE settings SET idle_news = 2;"
                 "UPDATE chamber SET deputies = 9 WHERE delegation = 'kazakhstan' AND position = 1;"
                 "INSERT INTO news VALUES ('a', '2022-06-02', NULL, NULL, 0);"
                 "INSERT INTO news_text VALUES ('a', 'en', 'A title', NULL, 'Some words.');"
                 "INSERT INTO notice VALUES ('n', 0, NULL, NULL);"
                 "INSERT INTO notice_text VALUES ('n', 'en', 'A notice')");
    diff_files(f->shipped, file, &said);
    assert_string_equal(said.screens, "- delegation/kazakhstan - news/a ");
    diff_files(file, f->shipped, &said);
    assert_string_equal(said.screens, "- delegation/kazakhstan - news/a ");
}

static void what_cannot_be_compared_is_said(void **state)
{
    const Fixture *f = (const Fixture *)*state;
    char missing[160], shipped[160];
    (void)snprintf(missing, sizeof missing, "%s/missing.db", f->folder);
    strcpy(shipped, f->shipped);
    assert_int_equal(verb_diff(2, (char *[]){shipped, missing}), STATUS_WRONG);
    assert_int_equal(verb_diff(1, (char *[]){shipped}), STATUS_COMMAND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_a_sentence),
        cmocka_unit_test(each_change_is_a_sentence_in_russian),
        cmocka_unit_test(what_goes_is_said),
        cmocka_unit_test(a_changed_notice_and_picture),
        cmocka_unit_test(there_and_back_changes_nothing),
        cmocka_unit_test(each_sentence_names_the_screen_of_its_item),
        cmocka_unit_test(what_cannot_be_compared_is_said),
    };
    return cmocka_run_group_tests(tests, fixture_begin, fixture_end);
}
