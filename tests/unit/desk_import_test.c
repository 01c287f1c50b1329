/* Tests of tables taken into the desk's draft. */
#include "desk_fixture.h"

static cJSON *table(DeskStage *s, const char *kind, const char *rows, bool apply,
                    DraftResult wanted)
{
    cJSON *parsed_rows = parsed(rows), *answer = cJSON_CreateObject();
    const DraftTable asked = {kind, parsed_rows, "en", apply};
    s->error = (Error){""};
    assert_int_equal(draft_import(s->draft, "anna", &asked, answer, &s->error), wanted);
    assert_int_equal(cJSON_IsTrue(cJSON_GetObjectItem(answer, "applied")),
                     apply && wanted == DRAFT_DONE);
    cJSON_Delete(parsed_rows);
    return answer;
}

static int count_of(const cJSON *answer, const char *key)
{
    return cJSON_GetObjectItem(answer, key)->valueint;
}

static const cJSON *row_of(const cJSON *answer, int index)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(answer, "rows"), index);
}

static const cJSON *said_of(const cJSON *answer, int row, int index)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(row_of(answer, row), "fields"), index);
}

static const char *fault_at(const cJSON *answer, int row, const char *field)
{
    const cJSON *fault = NULL;
    cJSON_ArrayForEach(fault, cJSON_GetObjectItem(row_of(answer, row), "faults"))
    {
        if (strcmp(document_text(fault, "field"), field) == 0) {
            return document_text(fault, "what");
        }
    }
    return "";
}

static int deputies_of(DeskStage *s, const char *slug)
{
    DraftItem item;
    assert_true(draft_get(s->draft, "delegation", slug, &item));
    const cJSON *chamber = cJSON_GetArrayItem(cJSON_GetObjectItem(item.document, "chambers"), 0);
    int deputies = cJSON_GetObjectItem(chamber, "deputies")->valueint;
    draft_item_finish(&item);
    return deputies;
}

static const char NUMBERS[] =
    "[{\"text.en.name\": \"Belarus\", \"chambers.0.deputies\": \"9\", \"text.en.role\": \"\"},"
    " {\"text.ru.name\": \"Казахстан\"},"
    " {\"text.en.name\": \"Armenia\", \"text.ru.name\": \"Армения\", \"chambers.0.deputies\": "
    "\"6\","
    "  \"chambers.0.name.en\": \"National Assembly\", \"chambers.0.website\": \"parliament.am\"}]";

static void it_is_said_first_and_changes_nothing(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int64_t change = draft_change(s->draft);
    cJSON *answer = table(s, "delegation", NUMBERS, false, DRAFT_DONE);
    assert_int_equal(count_of(answer, "new"), 1);
    assert_int_equal(count_of(answer, "changed"), 1);
    assert_int_equal(count_of(answer, "same"), 1);
    assert_string_equal(document_text(row_of(answer, 0), "slug"), "belarus");
    assert_string_equal(document_text(row_of(answer, 0), "state"), "changed");
    assert_string_equal(document_text(said_of(answer, 0, 0), "field"), "chambers.0.deputies");
    assert_string_equal(document_text(said_of(answer, 0, 0), "old"), "7");
    assert_string_equal(document_text(said_of(answer, 0, 0), "new"), "9");
    assert_null(said_of(answer, 0, 1));
    assert_string_equal(document_text(row_of(answer, 1), "state"), "same");
    assert_string_equal(document_text(row_of(answer, 2), "slug"), "armenia");
    assert_int_equal(draft_change(s->draft), change);
    assert_int_equal(deputies_of(s, "belarus"), 7);
    cJSON_Delete(answer);
}

static void it_is_one_step_of_undo(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    DraftItem item;
    cJSON_Delete(table(s, "delegation", NUMBERS, true, DRAFT_DONE));
    assert_int_equal(deputies_of(s, "belarus"), 9);
    assert_int_equal(deputies_of(s, "armenia"), 6);
    const char **slugs = NULL;
    assert_int_equal(draft_list(s->draft, "delegation", &slugs), 6);
    assert_string_equal(slugs[5], "armenia");
    free(slugs);
    cJSON *again = table(s, "delegation", NUMBERS, true, DRAFT_DONE);
    assert_int_equal(count_of(again, "same"), 3);
    cJSON_Delete(again);
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_int_equal(deputies_of(s, "belarus"), 7);
    assert_false(draft_get(s->draft, "delegation", "armenia", &item));
}

static void news_are_found_by_title_and_day(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    DraftItem item;
    char rows[5000];
    (void)snprintf(rows, sizeof rows,
                   "[{\"text.en.title\": \"%s\", \"date\": \"3.6.2022\", \"pinned\": \"yes\","
                   "  \"delegations\": \"Kazakhstan; belarus, Nowhere\"},"
                   " {\"text.en.title\": \"%s\", \"date\": \"04/06/2022\"}]",
                   title_of(s), title_of(s));
    cJSON *answer = table(s, "news", rows, true, DRAFT_DONE);
    assert_string_equal(document_text(row_of(answer, 0), "slug"), NEWS);
    assert_string_equal(document_text(row_of(answer, 1), "state"), "new");
    assert_true(strncmp(document_text(row_of(answer, 1), "slug"), "2022-06-04-", 11) == 0);
    assert_true(draft_get(s->draft, "news", NEWS, &item));
    assert_true(document_is_true(item.document, "pinned"));
    const cJSON *concerns = cJSON_GetObjectItem(item.document, "delegations");
    assert_int_equal(cJSON_GetArraySize(concerns), 3);
    assert_string_equal(cJSON_GetArrayItem(concerns, 0)->valuestring, "kazakhstan");
    assert_string_equal(cJSON_GetArrayItem(concerns, 1)->valuestring, "belarus");
    assert_true(strstr(fault_at(answer, 0, "delegations.2"), "Nowhere") != NULL ||
                strstr(fault_at(answer, 0, "delegations"), "Nowhere") != NULL);
    draft_item_finish(&item);
    cJSON_Delete(answer);
}

static void what_is_wrong_stands_at_its_cell(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    cJSON *answer = table(s, "delegation",
                          "[{\"slug\": \"belarus\", \"chambers.0.deputies\": \"seven\","
                          "  \"text.xx.name\": \"Y\", \"color\": \"red\"}]",
                          false, DRAFT_DONE);
    assert_string_equal(fault_at(answer, 0, "chambers.0.deputies"), "is not a whole number");
    assert_string_equal(fault_at(answer, 0, "text.xx.name"), "there is no such column");
    assert_string_equal(fault_at(answer, 0, "color"), "there is no such column");
    assert_string_equal(document_text(row_of(answer, 0), "state"), "same");
    cJSON_Delete(answer);
    answer = table(s, "news",
                   "[{\"text.en.title\": \"T\", \"date\": \"31.2.2026\", \"pinned\": \"so\"}]",
                   false, DRAFT_DONE);
    assert_string_equal(fault_at(answer, 0, "pinned"), "is neither yes nor no");
    assert_true(fault_at(answer, 0, "date")[0] != '\0');
    cJSON_Delete(answer);
}

static void nonsense_is_survived(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    static const char *const REFUSED[] = {"5", "{}", "[5]", "[[]]", "[null]", "\"a\""};
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
        cJSON_Delete(table(s, "news", REFUSED[i], true, DRAFT_REFUSED));
    }
    cJSON_Delete(table(s, "lobby", "[]", true, DRAFT_REFUSED));
    cJSON_Delete(table(s, "", "[]", true, DRAFT_REFUSED));
    static const char *const TAKEN[] = {
        "[]",
        "[{}]",
        "[{\"\": \"a\", \".\": \"b\", \"a.b.c.d.e\": \"c\", \"text\": \"d\"}]",
        "[{\"slug\": 5, \"text.en.title\": {\"a\": 1}}]",
        ("[{\"chambers.0\": \"x\", \"chambers.-1.deputies\": \"1\", \"chambers.99999.deputies\": "
         "\"1\"}]"),
        "[{\"slug\": \"\\u0000\\n\", \"text.en.name\": \"\\u0001\"}]"};
    for (size_t i = 0; i < sizeof TAKEN / sizeof TAKEN[0]; i++) {
        cJSON_Delete(table(s, "delegation", TAKEN[i], true, DRAFT_DONE));
        cJSON_Delete(table(s, "news", TAKEN[i], true, DRAFT_DONE));
    }
    /* A long text is shown cut between letters. */
    char rows[3000] = "[{\"slug\": \"belarus\", \"text.en.role\": \"";
    for (int i = 0; i < 401; i++) {
        strcat(rows, i == 0 ? "x" : "ы");
    }
    strcat(rows, "\"}]");
    cJSON *answer = table(s, "delegation", rows, false, DRAFT_DONE);
    const char *shown = document_text(said_of(answer, 0, 0), "new");
    assert_true(strlen(shown) <= 400 && strlen(shown) > 390);
    assert_string_equal(shown + strlen(shown) - 5, "ы…");
    cJSON_Delete(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_is_said_first_and_changes_nothing, desk_begin),
        cmocka_unit_test_setup(it_is_one_step_of_undo, desk_begin),
        cmocka_unit_test_setup(news_are_found_by_title_and_day, desk_begin),
        cmocka_unit_test_setup(what_is_wrong_stands_at_its_cell, desk_begin),
        cmocka_unit_test_setup(nonsense_is_survived, desk_begin),
    };
    return cmocka_run_group_tests(tests, desk_group_begin, desk_group_end);
}
