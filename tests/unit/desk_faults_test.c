/* Tests what the desk says is wrong with an item: letters that no typeface holds and texts that do
 * not fit, each at its field and in the language asked for; and that an item
 * which changes is looked at anew. */
#include "desk_fixture.h"

#include <unistd.h>

#include "desk/desk.h"
#include "desk/faults.h"
#include "desk/preview.h"

typedef struct Stage {
    DeskStage *desk_stage;
    char fonts[4096];
    Desk desk;
} Stage;

static Stage stage;

static int begin(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    Error error = {""};
    assert_int_equal(desk_begin(state), 0);
    (void)snprintf(stage.fonts, sizeof stage.fonts, "%s/fonts", getenv("FOYER_TEST_SOURCE"));
    stage.desk =
        (Desk){.folder = s->folder, .fonts = stage.fonts, .store = s->store, .draft = s->draft};
    stage.desk.preview = preview_create(&stage.desk, &error);
    assert_non_null(stage.desk.preview);
    stage.desk.faults = faults_start(&stage.desk, &error);
    assert_non_null(stage.desk.faults);
    return 0;
}

static int end(void **state)
{
    (void)state;
    faults_stop(stage.desk.faults);
    preview_destroy(stage.desk.preview);
    return 0;
}

/* All that is found, once all has been looked for; the caller's. */
static cJSON *found(const char *kind, const char *slug, const char *language)
{
    for (;;) {
        cJSON *list = cJSON_CreateArray();
        if (faults_get(stage.desk.faults, kind, slug, language, list)) {
            return list;
        }
        cJSON_Delete(list);
        (void)usleep(2000);
    }
}

/* What is said at a field that holds `words`; NULL. */
static const cJSON *at(const cJSON *list, const char *field, const char *words)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (strcmp(document_text(one, "field"), field) == 0 &&
            strstr(document_text(one, "what"), words) != NULL) {
            return one;
        }
    }
    return NULL;
}

static void expect(const cJSON *list, const char *field, const char *words)
{
    if (at(list, field, words) == NULL) {
        fail_msg("nothing of \"%s\" at %s: %s", words, field, cJSON_PrintUnformatted(list));
    }
}

/* Puts a text at `text.LANGUAGE.KEY`. */
static void write_text(DeskStage *s, const char *kind, const char *slug, const char *language,
                       const char *key, const char *text)
{
    DraftItem item, now;
    assert_true(draft_get(s->draft, kind, slug, &item));
    cJSON *texts = cJSON_GetObjectItemCaseSensitive(item.document, "text");
    cJSON *in = cJSON_GetObjectItemCaseSensitive(texts, language);
    cJSON_DeleteItemFromObjectCaseSensitive(in, key);
    assert_non_null(cJSON_AddStringToObject(in, key, text));
    assert_int_equal(
        draft_put(s->draft, "anna", kind, slug, item.revision, item.document, &now, &s->error),
        DRAFT_DONE);
    draft_item_finish(&now);
    draft_item_finish(&item);
}

static void what_ships_is_well(void **state)
{
    (void)state;
    static const char *const ITEMS[][2] = {
        {"lobby", "lobby"}, {"delegation", "belarus"}, {"news", NEWS}};
    for (size_t i = 0; i < sizeof ITEMS / sizeof ITEMS[0]; i++) {
        cJSON *list = found(ITEMS[i][0], ITEMS[i][1], "en");
        assert_int_equal(cJSON_GetArraySize(list), 0);
        cJSON_Delete(list);
    }
    cJSON *none = found("news", "no-such-item", "en");
    assert_int_equal(cJSON_GetArraySize(none), 0);
    cJSON_Delete(none);
}

static void each_is_said_at_its_field(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    write_text(s, "news", NEWS, "en", "summary", "A letter \xF0\x93\x80\x80 of old");
    cJSON *list = found("news", NEWS, "en");
    expect(list, "text.en.summary", "U+13000");
    cJSON_Delete(list);
    list = found("news", NEWS, "ru");
    expect(list, "text.en.summary", "U+13000");
    assert_null(at(list, "text.en.summary", "letter"));
    cJSON_Delete(list);
    write_text(s, "delegation", "belarus", "ru", "representative",
               "Сверхдлинноеимячеловекакотороенепомещаетсяниначтосверхдлинноеимячеловека");
    list = found("delegation", "belarus", "en");
    expect(list, "text.ru.representative", "does not fit");
    cJSON_Delete(list);
    list = found("delegation", "russia", "en"); /* of another nothing is said */
    assert_int_equal(cJSON_GetArraySize(list), 0);
    cJSON_Delete(list);
}

static void what_changes_is_looked_at_anew(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    for (int i = 0; i < 10; i++) { /* while it is being looked at */
        char name[40];
        cJSON *list = cJSON_CreateArray();
        (void)snprintf(name, sizeof name, "Name \xF0\x93\x80\x80 %d", i);
        write_text(s, "delegation", "belarus", "en", "name", name);
        assert_false(faults_get(stage.desk.faults, "delegation", "belarus", "en", list));
        assert_int_equal(cJSON_GetArraySize(list), 0);
        cJSON_Delete(list);
    }
    cJSON *list = found("delegation", "belarus", "en");
    expect(list, "text.en.name", "U+13000");
    cJSON_Delete(list);
    write_text(s, "delegation", "belarus", "en", "name", "Belarus");
    list = found("delegation", "belarus", "en");
    assert_int_equal(cJSON_GetArraySize(list), 0);
    cJSON_Delete(list);
}

/* More items and languages than are kept, and an end in the middle of it. */
static void many_are_asked_about(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    const char **slugs;
    int count = draft_list(s->draft, "delegation", &slugs);
    for (int i = 0; i < count * 20; i++) {
        char language[8];
        cJSON *list = cJSON_CreateArray();
        (void)snprintf(language, sizeof language, "%c%c", 'a' + i / 26, 'a' + i % 26);
        (void)faults_get(stage.desk.faults, "delegation", slugs[i % count], language, list);
        cJSON_Delete(list);
    }
    free(slugs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_ships_is_well, begin, end),
        cmocka_unit_test_setup_teardown(each_is_said_at_its_field, begin, end),
        cmocka_unit_test_setup_teardown(what_changes_is_looked_at_anew, begin, end),
        cmocka_unit_test_setup_teardown(many_are_asked_about, begin, end),
    };
    return cmocka_run_group_tests(tests, desk_group_begin, desk_group_end);
}
