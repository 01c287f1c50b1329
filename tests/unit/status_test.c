/* Tests what the display says of itself: what is hidden and why, and the file that says it. */
#include "content_fixture.h"

#include "content/hidden.h"
#include "content/status_file.h"

enum { MOST = 16 };

static const Date TODAY = {2022, 6, 3};

static int hidden_in(StaffLanguage language, const Fixture *f, const char *sql, Date today,
                     HiddenItem *out)
{
    change(copy_shipped(f), sql);
    Content *content = open_good(f->copy);
    memset(out, 0x5a, MOST * sizeof *out);
    int count = content_hidden(content, today, language, out, MOST);
    assert_int_equal(content_hidden(content, today, language, out, MOST), count); /* and again */
    assert_int_equal(content_hidden(content, today, language, NULL, 0), count);
    content_destroy(content);
    return count;
}

static int hidden_after(const Fixture *f, const char *sql, Date today, HiddenItem *out)
{
    return hidden_in(STAFF_ENGLISH, f, sql, today, out);
}

static void expect_item(const HiddenItem *item, const char *kind, const char *slug,
                        const char *title, const char *why)
{
    assert_string_equal(item->kind, kind);
    assert_string_equal(item->slug, slug);
    assert_string_equal(item->title, title);
    assert_string_equal(item->why, why);
}

#define ITEM(slug, from, until)                                                                    \
    "INSERT INTO news (slug, date, shown_from, shown_until) VALUES ('" slug                        \
    "', '2022-05-01', " from ", " until ");"
#define TEXT(slug)                                                                                 \
    "INSERT INTO news_text (news, language, title, body) VALUES ('" slug "', 'en', 'T', 'B');"

static void nothing_is_hidden_in_what_ships(void **state)
{
    HiddenItem items[MOST];
    assert_int_equal(hidden_after((Fixture *)*state, "SELECT 1", TODAY, items), 0);
}

static void each_reason_is_said(void **state)
{
    Fixture *f = (Fixture *)*state;
    HiddenItem items[MOST];
    assert_int_equal(
        hidden_after(f, ITEM("later", "'2022-07-01'", "NULL") TEXT("later"), TODAY, items), 1);
    expect_item(&items[0], "news", "later", "T", "not yet: shown from 1 July 2022");
    assert_int_equal(
        hidden_after(f, ITEM("past", "NULL", "'2022-05-02'") TEXT("past"), TODAY, items), 1);
    expect_item(&items[0], "news", "past", "T", "over since 2 May 2022");
    assert_int_equal(hidden_after(f, ITEM("mute", "NULL", "NULL"), TODAY, items), 1);
    expect_item(&items[0], "news", "mute", "",
                "no language: it has no text in any language of the file");
    assert_int_equal(
        hidden_after(f,
                     "INSERT INTO notice (slug, shown_from) VALUES ('n', '2022-06-04');"
                     "INSERT INTO notice_text VALUES ('n', 'en', 'Closed.')",
                     TODAY, items),
        1);
    expect_item(&items[0], "notice", "n", "Closed.", "not yet: shown from 4 June 2022");
}

static void each_reason_is_said_in_russian(void **state)
{
    Fixture *f = (Fixture *)*state;
    HiddenItem items[MOST];
    const char *sql = ITEM("later", "'2022-07-01'", "NULL") TEXT("later") ITEM(
        "past", "NULL", "'2022-05-02'") "INSERT INTO news_text VALUES ('past', 'ru', 'З', NULL, 'Т"
                                        "');" ITEM("mute", "NULL", "NULL");
    assert_int_equal(hidden_in(STAFF_RUSSIAN, f, sql, TODAY, items), 3);
    expect_item(&items[0], "news", "later", "T", "ещё рано: показывается с 1 июля 2022 года");
    expect_item(&items[1], "news", "past", "З", "срок показа истёк 2 мая 2022 года");
    expect_item(&items[2], "news", "mute", "", "нет языка: ни на одном языке файла нет текста");
}

/* What expiry leaves on the screen is not hidden; nor is anything where the clock is not believed.
 */
static void what_stays_is_not_hidden(void **state)
{
    Fixture *f = (Fixture *)*state;
    HiddenItem items[MOST];
    assert_int_equal(hidden_after(f, "UPDATE news SET shown_until = '2022-06-02'", TODAY, items),
                     0);
    assert_int_equal(hidden_after(f, ITEM("later", "'2022-07-01'", "NULL") TEXT("later"),
                                  (Date){0, 0, 0}, items),
                     0);
}

/* More than is kept of them: still counted. */
static void many_are_counted(void **state)
{
    HiddenItem items[MOST];
    int count = hidden_after(
        (Fixture *)*state,
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        " INSERT INTO news (slug, date) SELECT 'mute-' || i, '2022-05-01' FROM n",
        TODAY, items);
    assert_int_equal(count, 100);
}

/* ---- the file ---- */

static DisplayStatus *made_status(void)
{
    DisplayStatus *status = (DisplayStatus *)calloc(1, sizeof *status);
    assert_non_null(status);
    status->pid = 4711;
    status->since = 1654251840;
    status->frames = 123456789012;
    status->waiting = true;
    status->day = TODAY;
    status->news_all = 7;
    strcpy(status->version, "1.2");
    strcpy(status->source, "/srv/a \"lobby\"\n\\.db");
    strcpy(status->screen, "delegation/belarus");
    status->hidden_count = 2;
    strcpy(status->hidden[0].kind, "news");
    strcpy(status->hidden[0].title, "Заседание");
    strcpy(status->hidden[1].why, "over since 2 May 2022");
    return status;
}

static void the_file_says_what_was_written(void **state)
{
    Fixture *f = (Fixture *)*state;
    Error error = {""};
    DisplayStatus *status = made_status(), *read = (DisplayStatus *)malloc(sizeof *read);
    assert_non_null(read);
    assert_false(status_file_read(f->folder, read, &error));
    assert_non_null(strstr(error.text, "no display has left its status there"));
    assert_true(status_file_write(f->folder, status, &error));
    assert_true(status_file_read(f->folder, read, &error));
    assert_memory_equal(status, read, sizeof *status);
    assert_false(status_file_write("/dev/null", status, &error));
    assert_non_null(strstr(error.text, "cannot be written"));
    free(status);
    free(read);
}

/* Whatever stands in it, reading ends with a sentence or with sound texts. */
static void a_damaged_file_is_survived(void **state)
{
    Fixture *f = (Fixture *)*state;
    Error error = {""};
    char path[200];
    size_t count;
    DisplayStatus *status = made_status();
    (void)snprintf(path, sizeof path, "%s/%s", f->folder, STATUS_FILE_NAME);
    assert_true(status_file_write(f->folder, status, &error));
    char *bytes = read_whole(path, &count);
    int refused = 0;
    for (size_t i = 0; i < count; i += 3) {
        char was = bytes[i];
        bytes[i] = (char)(i % 2 == 0 ? '"' : 0);
        write_whole(path, bytes, count);
        refused += status_file_read(f->folder, status, &error) ? 0 : 1;
        write_whole(path, bytes, i);
        refused += status_file_read(f->folder, status, &error) ? 0 : 1;
        bytes[i] = was;
    }
    assert_true(refused > (int)count / 4);
    static const char *const HOSTILE[] = {
        "", "[]", "{}", "{\"hidden\":[1,{\"kind\":7},null]}",
        "{\"pid\":1e99,\"day\":\"2022-99-99\",\"frames\":\"many\"}"};
    for (size_t i = 0; i < sizeof HOSTILE / sizeof HOSTILE[0]; i++) {
        write_whole(path, HOSTILE[i], strlen(HOSTILE[i]));
        (void)status_file_read(f->folder, status, &error);
    }
    free(bytes);
    free(status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_hidden_in_what_ships, fixture_begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(each_reason_is_said, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(each_reason_is_said_in_russian, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(what_stays_is_not_hidden, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(many_are_counted, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(the_file_says_what_was_written, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_survived, fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
