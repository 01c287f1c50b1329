/* Tests of content/: the shipped content is the seed's, fact by fact; extreme content loads; the
 * news are in order and current when they should be; and no file whatever makes it crash. */
#include <fcntl.h>
#include <limits.h>
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

static void the_shipped_delegations_are_the_seeds(void **state)
{
    Content *content = open_shipped((Fixture *)*state);
    static const struct {
        const char *slug, *name[2], *representative[2];
        int deputies, chambers, of[2];
        const char *website[2];
    } SEED[] = {
        {"belarus",
         {"Belarus", "Беларусь"},
         {"Viktor Kogut", "Виктор Когут"},
         11,
         2,
         {7, 4},
         {"house.gov.by", "sovrep.gov.by"}},
        {"kazakhstan",
         {"Kazakhstan", "Казахстан"},
         {"Viktor Rogalev", "Виктор Рогалёв"},
         16,
         2,
         {8, 8},
         {NULL, NULL}},
        {"kyrgyzstan",
         {"Kyrgyzstan", "Кыргызстан"},
         {"Shabdanbek Alishev", "Шабданбек Алишев"},
         6,
         1,
         {6, 0},
         {"kenesh.kg", NULL}},
        {"russia",
         {"Russia", "Россия"},
         {"Mikhail Krotov", "Михаил Кротов"},
         22,
         2,
         {10, 12},
         {NULL, NULL}},
        {"tajikistan", {"Tajikistan", "Таджикистан"}, {NULL, NULL}, 12, 2, {6, 6}, {NULL, NULL}},
    };
    int all = 0;
    assert_int_equal(content_delegation_count(content), 5);
    for (int i = 0; i < 5; i++) {
        const Delegation *d = content_delegation(content, i);
        assert_string_equal(d->slug, SEED[i].slug);
        assert_int_equal(content_find_delegation(content, content_id(SEED[i].slug)), i);
        assert_int_equal(d->deputies, SEED[i].deputies);
        assert_int_equal(d->chamber_count, SEED[i].chambers);
        for (int k = 0; k < 2; k++) {
            assert_string_equal(d->name.in[k], SEED[i].name[k]);
            assert_same_text(d->representative.in[k], SEED[i].representative[k]);
            assert_true((d->role.in[k] != NULL) == (i == 1 || i == 3));
        }
        for (int k = 0; k < d->chamber_count; k++) {
            assert_int_equal(d->chambers[k].deputies, SEED[i].of[k]);
            assert_same_text(d->chambers[k].website, SEED[i].website[k]);
        }
        PictureSize size = content_picture_size(content, d->flag);
        assert_true(size.w == 320 && size.h == 240);
        all += d->deputies;
    }
    assert_int_equal(all, 67);
    content_destroy(content);
}

static void the_shipped_names_are_the_seeds(void **state)
{
    Content *content = open_shipped((Fixture *)*state);
    const Delegation *kz = content_delegation(content, 1), *kg = content_delegation(content, 2),
                     *tj = content_delegation(content, 4);
    LocalText name = content_organisation(content);
    assert_string_equal(name.in[0], "CSTO Parliamentary Assembly");
    assert_string_equal(name.in[1], "Парламентская Ассамблея ОДКБ");
    assert_string_equal(kz->official_name.in[1], "Республика Казахстан");
    assert_string_equal(kz->parliament.in[0], "Parliament of the Republic of Kazakhstan");
    assert_string_equal(kz->role.in[0],
                        "Deputy Executive Secretary of the CSTO Parliamentary Assembly");
    assert_string_equal(kz->role.in[1],
                        "заместитель Ответственного секретаря Парламентской Ассамблеи ОДКБ");
    assert_string_equal(kg->chambers[0].name.in[0], "Supreme Council");
    assert_string_equal(kg->chambers[0].name.in[1], "Жогорку Кенеш");
    assert_string_equal(kg->parliament.in[1], "Жогорку Кенеш Кыргызской Республики");
    assert_string_equal(tj->chambers[1].name.in[0], "Assembly of Representatives");
    assert_string_equal(tj->chambers[1].name.in[1], "Маджлиси намояндагон");
    const Settings *settings = content_settings(content);
    assert_true(settings->delegation_dwell == 9 * TIME_S && settings->news_dwell == 12 * TIME_S &&
                settings->idle_wait == 90 * TIME_S && settings->still_there == 20 * TIME_S &&
                settings->first_language == 0);
    assert_int_equal(content_language_count(content), 2);
    assert_string_equal(content_language(content, 1)->name, "Русский");
    assert_int_equal(content_find_language(content, "ru"), 1);
    assert_int_equal(content_find_language(content, "hy"), -1);
    content_destroy(content);
}

static void the_shipped_news_item_is_the_seeds(void **state)
{
    Content *content = open_shipped((Fixture *)*state);
    static const char *const CONCERNED[] = {"kazakhstan", "tajikistan", "russia", "belarus",
                                            "kyrgyzstan"};
    assert_int_equal(content_news_count(content), 1);
    const NewsHead *head = content_news(content, 0);
    assert_string_equal(head->slug, "2022-06-03-observers-briefed");
    assert_int_equal(date_compare(head->date, (Date){2022, 6, 3}), 0);
    assert_true(strncmp(head->title.in[0], "CSTO PA observers were briefed in the Kazakh", 44) ==
                0);
    assert_null(head->title.in[1]);
    assert_string_equal(head->lead.in[0],
                        "International observers, coordinated by Fayzullo Barotzoda, met with the "
                        "leadership of the Ministry of Defence of the Republic of Kazakhstan.");
    assert_true(strncmp(head->opening.in[0], "As part of monitoring of the referendum", 39) == 0);
    assert_in_range(strlen(head->opening.in[0]), 560, 600);
    assert_int_equal(head->delegation_count, 5);
    for (int i = 0; i < 5; i++) {
        assert_true(head->delegations[i] == content_id(CONCERNED[i]));
    }
    int shown;
    const Body *body = content_body(content, head->id, 1, &shown);
    assert_non_null(body);
    assert_int_equal(shown, 0);
    assert_int_equal(body->block_count, 6);
    assert_int_equal(body->words, head->words);
    assert_true(strstr(body->blocks[1].text, "the Organization\xE2\x80\x99s Member States") !=
                NULL);
    assert_true(strstr(body->blocks[5].text, "political neutrality, objectivity") != NULL);
    content_destroy(content);
}

static void the_flags_are_pictures(void **state)
{
    Content *content = open_shipped((Fixture *)*state);
    for (int i = 0; i < content_delegation_count(content); i++) {
        size_t count;
        void *bytes = content_picture_bytes(content, content_delegation(content, i)->flag, &count);
        assert_non_null(bytes);
        assert_true(count > 500 && memcmp(bytes, "\x89PNG", 4) == 0);
        free(bytes);
    }
    size_t count = 1;
    assert_null(content_picture_bytes(content, content_id("no-such"), &count));
    assert_int_equal(count, 0);
    assert_int_equal(content_picture_size(content, content_id("no-such")).w, 0);
    content_destroy(content);
}

static void a_text_falls_back_to_the_first_language_that_has_it(void **state)
{
    (void)state;
    LocalText text = {{NULL, "b", "c"}};
    assert_string_equal(content_text(&text, 2).text, "c");
    assert_int_equal(content_text(&text, 2).language, 2);
    assert_string_equal(content_text(&text, 0).text, "b");
    assert_int_equal(content_text(&text, 0).language, 1);
    LocalText none = {{NULL}};
    assert_null(content_text(&none, 1).text);
}

static void the_version_names_the_content(void **state)
{
    Fixture *f = (Fixture *)*state;
    Content *content = open_shipped(f);
    uint64_t version = content_version(content);
    content_destroy(content);
    const char *copy = copy_shipped(f);
    content = open_good(copy);
    assert_true(content_version(content) == version);
    content_destroy(content);
    change(copy, "UPDATE news_text SET body = replace(body, 'June 3', 'June 4')");
    content = open_good(copy);
    assert_true(content_version(content) != version);
    content_destroy(content);
}

/* ---- the order of the news, and which are current ---- */

static void expect_current(Content *content, Date today, int most, const char *expected)
{
    int found[8];
    char names[100] = "";
    int count = content_current_news(content, today, found, most);
    for (int i = 0; i < count; i++) {
        strcat(names, content_news(content, found[i])->slug);
    }
    assert_string_equal(names, expected);
}

static void news_are_in_order_and_current_in_their_days(void **state)
{
    const char *path = copy_shipped((Fixture *)*state);
    change(path, "DELETE FROM news_text; DELETE FROM news_delegation; DELETE FROM news;"
                 "INSERT INTO news (slug, date, shown_from, shown_until, pinned) VALUES"
                 " ('a', '2022-01-01', NULL, '2022-06-01', 1),"
                 " ('b', '2022-03-01', '2022-06-01', '2022-06-30', 0),"
                 " ('c', '2022-04-01', '2022-06-03', NULL, 0),"
                 " ('d', '2022-05-01', NULL, '2022-06-02', 0),"
                 " ('e', '2022-05-01', NULL, '2022-06-02', 0),"
                 " ('f', '2023-01-01', '2023-01-01', '2023-01-02', 1)");
    Content *content = open_good(path);
    const char *order = "fadecb";
    for (int i = 0; i < 6; i++) {
        assert_int_equal(content_news(content, i)->slug[0], order[i]);
        char slug[2] = {order[i], '\0'};
        assert_int_equal(content_find_news(content, content_id(slug)), i);
    }
    expect_current(content, (Date){2022, 5, 31}, 8, "ade");
    expect_current(content, (Date){2022, 6, 1}, 8, "adeb");
    expect_current(content, (Date){2022, 6, 2}, 2, "de");
    expect_current(content, (Date){2022, 6, 3}, 8, "cb");
    expect_current(content, (Date){0, 0, 0}, 8, "fadecb");
    expect_current(content, (Date){2022, 6, 3}, 0, "");
    content_destroy(content);
    change(path, "UPDATE news SET shown_until = '2022-06-05' WHERE slug <> 'f'");
    content = open_good(path);
    expect_current(content, (Date){2022, 7, 1}, 8, "dec"); /* past; the pinned one is oldest */
    expect_current(content, (Date){2022, 7, 1}, 2, "de");
    content_destroy(content);
}

static void a_lead_is_cut_between_words(void **state)
{
    const char *path = copy_shipped((Fixture *)*state);
    change(path,
           "UPDATE news_text SET summary = NULL, body ="
           " '# No' || char(10,10) || '![no](x)' || char(10,10) || '- *Yes*  it' || char(10,10)"
           " || replace(printf('%300s', ''), ' ', 'яя яя ')");
    Content *content = open_good(path);
    const NewsHead *head = content_news(content, 0);
    assert_string_equal(head->lead.in[0], "Yes it");
    size_t count = strlen(head->opening.in[0]);
    assert_in_range(count, 590, 600);
    assert_string_equal(head->opening.in[0] + count - 7, "яя…");
    assert_true(strncmp(head->opening.in[0], "Yes it яя яя", 12) == 0);
    content_destroy(content);
    change(path, "UPDATE news_text SET summary = replace(printf('%900s', ''), ' ', 'я')");
    content = open_good(path);
    head = content_news(content, 0);
    assert_int_equal(strlen(head->lead.in[0]), 2 * 298 + 3); /* an endless word: between letters */
    content_destroy(content);
}

/* ---- extreme content ---- */

static void extreme_content_is_read_whole(void **state)
{
    Fixture *f = (Fixture *)*state;
    Content *content = open_good(f->extreme);
    assert_int_equal(content_delegation_count(content), 40);
    assert_int_equal(content_news_count(content), 201);
    exercise(content);
    int shown;
    const Body *body = content_body(content, content_id("long"), 0, &shown);
    assert_non_null(body);
    assert_in_range(body->words, 19000, 21000);
    const NewsHead *head = content_news(content, content_find_news(content, content_id("long")));
    assert_in_range(head->words, 17000, 23000);
    assert_true(head->picture != ID_NONE);
    content_destroy(content);
}

static void heads_and_bodies_are_kept_as_long_as_promised(void **state)
{
    Fixture *f = (Fixture *)*state;
    Content *content = open_good(f->extreme);
    const NewsHead *head = content_news(content, 5);
    const char *title = content_text(&head->title, 0).text;
    char *before = strdup(title);
    for (int i = 6; i < 6 + 127; i++) {
        (void)content_news(content, i);
    }
    assert_ptr_equal(content_text(&head->title, 0).text, title);
    assert_string_equal(title, before);
    free(before);
    int shown;
    Id ids[4];
    for (int i = 0; i < 4; i++) {
        ids[i] = content_news(content, 10 + i)->id;
    }
    const Body *body = content_body(content, ids[0], 0, &shown);
    for (int i = 1; i < 4; i++) {
        (void)content_body(content, ids[i], 0, &shown);
    }
    assert_ptr_equal(content_body(content, ids[0], 0, &shown), body);
    content_destroy(content);
}

static void a_body_falls_back_to_the_first_language_that_has_it(void **state)
{
    const char *path = copy_shipped((Fixture *)*state);
    change(path, "INSERT INTO language (position, code, name) VALUES (3, 'hy', 'hy');"
                 "UPDATE news_text SET language = 'ru', body = 'ru';"
                 "INSERT INTO news_text (news, language, title, body)"
                 " SELECT news, 'hy', 'hy', 'hy' FROM news_text");
    Content *content = open_good(path);
    Id id = content_news(content, 0)->id;
    int shown;
    assert_string_equal(content_body(content, id, 0, &shown)->blocks[0].text, "ru");
    assert_int_equal(shown, 1);
    assert_string_equal(content_body(content, id, 2, &shown)->blocks[0].text, "hy");
    assert_int_equal(shown, 2);
    assert_null(content_body(content, content_id("no-such"), 0, &shown));
    content_destroy(content);
}

static void pictures_that_the_file_lacks_are_left_out(void **state)
{
    const char *path = copy_shipped((Fixture *)*state);
    change(path, "UPDATE news_text SET body = 'a ![x](no-such) b ![y](flag-by)'");
    Content *content = open_good(path);
    int shown;
    const NewsHead *head = content_news(content, 0);
    assert_true(head->picture == content_id("flag-by"));
    const Body *body = content_body(content, head->id, 0, &shown);
    assert_int_equal(body->block_count, 3);
    assert_int_equal(body->blocks[2].kind, BLOCK_PICTURE);
    content_destroy(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_delegations_are_the_seeds),
        cmocka_unit_test(the_shipped_names_are_the_seeds),
        cmocka_unit_test(the_shipped_news_item_is_the_seeds),
        cmocka_unit_test(the_flags_are_pictures),
        cmocka_unit_test(a_text_falls_back_to_the_first_language_that_has_it),
        cmocka_unit_test(the_version_names_the_content),
        cmocka_unit_test(news_are_in_order_and_current_in_their_days),
        cmocka_unit_test(a_lead_is_cut_between_words),
        cmocka_unit_test(extreme_content_is_read_whole),
        cmocka_unit_test(heads_and_bodies_are_kept_as_long_as_promised),
        cmocka_unit_test(a_body_falls_back_to_the_first_language_that_has_it),
        cmocka_unit_test(pictures_that_the_file_lacks_are_left_out),
    };
    return cmocka_run_group_tests(tests, fixture_begin, fixture_end);
}
