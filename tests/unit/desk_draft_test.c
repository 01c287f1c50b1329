/* Tests of the desk's draft: what two people do at once, undo of it all, and what a list says. */
#include "desk_fixture.h"

#include <sys/stat.h>

enum { OBSERVED = 10 };

/* ---- changing, and being in each other's way ---- */

static void what_is_typed_is_there_after_a_restart(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int64_t before = draft_change(s->draft);
    type(s, "anna", "One");
    assert_true(draft_change(s->draft) > before);
    int64_t revision = revision_of(s, "news", NEWS), change = draft_change(s->draft);
    desk_close_parts(s);
    desk_open_parts(s, NULL);
    assert_string_equal(title_of(s), "One");
    assert_int_equal(revision_of(s, "news", NEWS), revision);
    assert_int_equal(draft_change(s->draft), change);
    assert_int_equal(undo(s, "anna"), DRAFT_DONE); /* steps, too */
}

static void nothing_is_overwritten_unseen(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int64_t seen = revision_of(s, "news", NEWS);
    type(s, "anna", "Anna's");
    DraftItem now;
    cJSON *document = titled(s, NEWS, "Boris's");
    assert_int_equal(draft_put(s->draft, "boris", "news", NEWS, seen, document, &now, &s->error),
                     DRAFT_CONFLICT);
    assert_string_equal(s->error.text, "anna changed it since");
    assert_string_equal(now.by, "anna");
    assert_int_equal(now.revision, seen + 1);
    assert_string_equal(document_text_in(now.document, "en", "title"), "Anna's");
    draft_item_finish(&now);
    cJSON_Delete(document);
    assert_string_equal(title_of(s), "Anna's");
    assert_int_equal(draft_remove(s->draft, "boris", "news", NEWS, seen, &s->error),
                     DRAFT_CONFLICT);
}

/* The answer to a change was lost, and the page sends it again. */
static void the_same_sent_twice_is_one_change(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int64_t seen = revision_of(s, "news", NEWS);
    assert_int_equal(put_at(s, "anna", NEWS, seen, "Once"), DRAFT_DONE);
    int64_t change = draft_change(s->draft);
    assert_int_equal(put_at(s, "anna", NEWS, seen, "Once"), DRAFT_DONE);
    assert_int_equal(put_at(s, "anna", NEWS, seen + 1, "Once"), DRAFT_DONE);
    assert_int_equal(draft_change(s->draft), change);
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_int_equal(undo(s, "anna"), DRAFT_MISSING);
}

static void nonsense_is_refused_and_half_written_things_are_kept(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    DraftItem now;
    static const char *const KEPT[] = {"{}", "{\"text\": 5}", "{\"date\": [], \"delegations\": {}}",
                                       "{\"text\": {\"en\": null}, \"pinned\": \"maybe\"}"};
    for (size_t i = 0; i < sizeof KEPT / sizeof KEPT[0]; i++) {
        cJSON *document = parsed(KEPT[i]);
        assert_int_equal(draft_put(s->draft, "anna", "news", NEWS, revision_of(s, "news", NEWS),
                                   document, &now, &s->error),
                         DRAFT_DONE);
        assert_true(cJSON_Compare(now.document, document, true));
        draft_item_finish(&now);
        cJSON_Delete(document);
    }
    cJSON *list = cJSON_CreateArray(), *large = cJSON_CreateObject(), *bytes = cJSON_CreateObject();
    char *text = (char *)malloc(STORE_DOCUMENT_BYTES_MOST + 1);
    assert_non_null(text);
    memset(text, 'a', STORE_DOCUMENT_BYTES_MOST);
    text[STORE_DOCUMENT_BYTES_MOST] = '\0';
    (void)cJSON_AddStringToObject(large, "date", text);
    (void)cJSON_AddStringToObject(bytes, "date", "\xFF\xFE");
    const cJSON *const REFUSED[] = {list, large, bytes};
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
        assert_int_equal(draft_put(s->draft, "anna", "news", NEWS, revision_of(s, "news", NEWS),
                                   REFUSED[i], &now, &s->error),
                         DRAFT_REFUSED);
        draft_item_finish(&now);
    }
    assert_int_equal(draft_put(s->draft, "anna", "order", "delegation", 1, large, &now, &s->error),
                     DRAFT_REFUSED);
    assert_int_equal(draft_put(s->draft, "anna", "news", "not-there", 1, bytes, &now, &s->error),
                     DRAFT_REFUSED);
    cJSON *small = cJSON_CreateObject();
    assert_int_equal(draft_put(s->draft, "anna", "news", "not-there", 1, small, &now, &s->error),
                     DRAFT_MISSING);
    assert_int_equal(draft_put(s->draft, "anna", "secret", "x", 1, small, &now, &s->error),
                     DRAFT_MISSING);
    cJSON_Delete(small);
    cJSON_Delete(list);
    cJSON_Delete(large);
    cJSON_Delete(bytes);
    free(text);
}

/* ---- undo ---- */

static void typing_within_ten_seconds_is_one_step(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    char before[2000];
    (void)snprintf(before, sizeof before, "%s", title_of(s));
    for (int i = 0; i < 9; i++) {
        char title[16];
        (void)snprintf(title, sizeof title, "T%d", i);
        type(s, "anna", title);
        desk_now += TIME_S;
    }
    desk_now += 2 * TIME_S;
    type(s, "anna", "Later");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_string_equal(title_of(s), "T8");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_string_equal(title_of(s), before);
    assert_int_equal(undo(s, "anna"), DRAFT_MISSING);
    assert_int_equal(redo(s, "anna"), DRAFT_DONE);
    assert_int_equal(redo(s, "anna"), DRAFT_DONE);
    assert_string_equal(title_of(s), "Later");
    assert_int_equal(redo(s, "anna"), DRAFT_MISSING);
}

static void a_new_change_ends_redo(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    type(s, "anna", "One");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    type(s, "anna", "Two");
    assert_int_equal(redo(s, "anna"), DRAFT_MISSING);
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_int_equal(redo(s, "anna"), DRAFT_DONE);
    assert_string_equal(title_of(s), "Two");
}

static void each_undoes_their_own(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    char slug[DRAFT_SLUG_BYTES];
    DraftItem now;
    cJSON *document = parsed("{\"date\": \"2022-06-04\"}");
    assert_int_equal(draft_add(s->draft, "anna", "news", "Anna's", document, slug, &now, &s->error),
                     DRAFT_DONE);
    draft_item_finish(&now);
    cJSON_Delete(document);
    type(s, "boris", "Boris's");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE); /* not Boris's, which was the last */
    assert_string_equal(title_of(s), "Boris's");
    assert_false(draft_get(s->draft, "news", slug, &now));
    assert_int_equal(undo(s, "boris"), DRAFT_DONE);
    assert_string_not_equal(title_of(s), "Boris's");
}

static void what_another_changed_since_is_not_undone(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    type(s, "anna", "Anna's");
    type(s, "boris", "Boris's");
    assert_int_equal(undo(s, "anna"), DRAFT_CONFLICT);
    assert_string_equal(s->error.text, "boris has changed \"Boris's\" since: it stays as it is");
    assert_string_equal(title_of(s), "Boris's");
    /* Once Boris has taken his back, Anna may. */
    assert_int_equal(undo(s, "boris"), DRAFT_DONE);
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    type(s, "boris", "Boris's again");
    assert_int_equal(redo(s, "anna"), DRAFT_CONFLICT);
    assert_string_equal(title_of(s), "Boris's again");
}

/* ---- adding, removing, order ---- */

static void assert_order(DeskStage *s, const char *order)
{
    const char **slugs;
    char is[400] = "";
    int count = draft_list(s->draft, "delegation", &slugs);
    for (int i = 0; i < count; i++) {
        (void)snprintf(is + strlen(is), sizeof is - strlen(is), "%s%.3s", i > 0 ? " " : "",
                       slugs[i]);
    }
    free(slugs);
    assert_string_equal(is, order);
}

static void a_delegation_goes_with_what_names_it(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    assert_string_equal(field_of(s, "news", NEWS, "delegations.3"), "belarus");
    assert_int_equal(draft_remove(s->draft, "anna", "delegation", "belarus", 0, &s->error),
                     DRAFT_DONE);
    assert_order(s, "kaz kyr rus taj");
    assert_string_equal(field_of(s, "news", NEWS, "delegations.3"), "kyrgyzstan");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE); /* one step */
    assert_order(s, "bel kaz kyr rus taj");
    assert_string_equal(field_of(s, "news", NEWS, "delegations.3"), "belarus");
    assert_int_equal(redo(s, "anna"), DRAFT_DONE);
    assert_order(s, "kaz kyr rus taj");
    static const char *const OTHERS[] = {"kazakhstan", "kyrgyzstan", "russia"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(draft_remove(s->draft, "anna", "delegation", OTHERS[i], 0, &s->error),
                         DRAFT_DONE);
    }
    assert_int_equal(draft_remove(s->draft, "anna", "delegation", "tajikistan", 0, &s->error),
                     DRAFT_REFUSED);
    assert_int_equal(draft_remove(s->draft, "anna", "lobby", "lobby", 0, &s->error), DRAFT_REFUSED);
}

static void add_delegation(DeskStage *s, const char *by, const char *name,
                           char slug[DRAFT_SLUG_BYTES])
{
    DraftItem now;
    cJSON *document = cJSON_CreateObject();
    cJSON *text = cJSON_AddObjectToObject(cJSON_AddObjectToObject(document, "text"), "en");
    (void)cJSON_AddStringToObject(text, "name", name);
    assert_int_equal(draft_add(s->draft, by, "delegation", NULL, document, slug, &now, &s->error),
                     DRAFT_DONE);
    draft_item_finish(&now);
    cJSON_Delete(document);
}

static void an_order_is_undone_around_what_others_added(void **state)
{
    static const char *const BACKWARDS[] = {"tajikistan", "russia", "kyrgyzstan", "kazakhstan",
                                            "belarus"};
    DeskStage *s = (DeskStage *)*state;
    char slug[DRAFT_SLUG_BYTES];
    assert_int_equal(draft_reorder(s->draft, "anna", 0, BACKWARDS, 5, &s->error), DRAFT_DONE);
    assert_order(s, "taj rus kyr kaz bel");
    add_delegation(s, "boris", "Армения", slug);
    assert_string_equal(slug, "armeniia");
    assert_order(s, "taj rus kyr kaz bel arm");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_order(s, "bel arm kaz kyr rus taj"); /* behind Belarus, as before */
    assert_int_equal(undo(s, "boris"), DRAFT_DONE);
    assert_order(s, "bel kaz kyr rus taj");
    assert_int_equal(redo(s, "anna"), DRAFT_DONE);
    assert_order(s, "taj rus kyr kaz bel");
    assert_int_equal(draft_reorder(s->draft, "boris", 0, BACKWARDS + 1, 4, &s->error),
                     DRAFT_CONFLICT);
    static const char *const TWICE[] = {"tajikistan", "russia", "russia", "kazakhstan", "belarus"};
    assert_int_equal(draft_reorder(s->draft, "boris", 0, TWICE, 5, &s->error), DRAFT_CONFLICT);
    static const char *const OTHER[] = {"russia", "tajikistan", "kyrgyzstan", "kazakhstan",
                                        "belarus"};
    assert_int_equal(draft_reorder(s->draft, "boris", 0, OTHER, 5, &s->error), DRAFT_DONE);
    assert_int_equal(undo(s, "anna"), DRAFT_CONFLICT); /* Boris has moved them since */
    assert_string_equal(s->error.text,
                        "boris has changed the order of the delegations since: it stays as it is");
    int64_t seen = revision_of(s, "order", "delegation");
    assert_int_equal(draft_reorder(s->draft, "anna", seen - 1, BACKWARDS, 5, &s->error),
                     DRAFT_CONFLICT);
    assert_int_equal(draft_reorder(s->draft, "anna", seen, BACKWARDS, 5, &s->error), DRAFT_DONE);
}

static void slugs_are_made_of_titles(void **state)
{
    static const struct {
        const char *document, *title, *slug;
    } CASES[] = {
        {"{\"date\":\"2026-11-20\",\"text\":{\"en\":{\"title\":\"The Assembly’s new hall\"}}}", "",
         "2026-11-20-the-assemblys-new-hall"},
        {"{\"date\":\"2026-11-20\",\"text\":{\"en\":{\"title\":\"The Assembly’s new hall\"}}}", "",
         "2026-11-20-the-assemblys-new-hall-2"},
        {"{\"date\":\"2026-11-20\",\"text\":{\"ru\":{\"title\":\"Щедрый год: Ёлка в "
         "Кыргызстане\"}}}",
         "", "2026-11-20-shchedryi-god-elka-v-kyrgyzstane"},
        {"{}", "Որոշում", "oroshum"},
        {"{\"date\":\"2026-02-31\"}", "中文", "news"},
        {"{}", "", "news-2"},
        {"{}", "../../etc/passwd", "etc-passwd"},
        {"{}",
         "One sentence that goes on and on and on, and does not end before a slug of it would",
         "one-sentence-that-goes-on-and-on-and-on-and-does-not-end"},
    };
    DeskStage *s = (DeskStage *)*state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char slug[DRAFT_SLUG_BYTES];
        DraftItem now;
        cJSON *document = parsed(CASES[i].document);
        assert_int_equal(
            draft_add(s->draft, "anna", "news", CASES[i].title, document, slug, &now, &s->error),
            DRAFT_DONE);
        assert_string_equal(slug, CASES[i].slug);
        draft_item_finish(&now);
        cJSON_Delete(document);
    }
}

/* ---- back to what was published ---- */

static void everything_goes_back_to_a_file_and_forth(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    char slug[DRAFT_SLUG_BYTES], was[2000];
    (void)snprintf(was, sizeof was, "%s", title_of(s));
    type(s, "anna", "Changed");
    add_delegation(s, "boris", "New", slug);
    assert_int_equal(draft_remove(s->draft, "boris", "delegation", "belarus", 0, &s->error),
                     DRAFT_DONE);
    assert_int_equal(draft_differs(s->draft, s->files->shipped), 4); /* and the order */
    assert_int_equal(draft_take(s->draft, "anna", s->files->shipped, "discard", &s->error),
                     DRAFT_DONE);
    assert_int_equal(draft_differs(s->draft, s->files->shipped), 0);
    assert_string_equal(title_of(s), was);
    assert_order(s, "bel kaz kyr rus taj");
    assert_int_equal(undo(s, "anna"), DRAFT_DONE);
    assert_string_equal(title_of(s), "Changed");
    assert_order(s, "kaz kyr rus taj new");
    assert_int_equal(draft_differs(s->draft, s->files->shipped), 4);
    assert_int_equal(draft_take(s->draft, "anna", "/nowhere.db", "discard", &s->error),
                     DRAFT_REFUSED);
}

/* ---- lists ---- */

static cJSON *query(DeskStage *s, DraftQuery q)
{
    cJSON *answer = draft_query(s->draft, &q);
    assert_non_null(answer);
    return answer;
}

static const char *said(const cJSON *answer, int index, const char *key)
{
    return document_text(cJSON_GetArrayItem(cJSON_GetObjectItem(answer, "items"), index), key);
}

static void add_news(DeskStage *s, const char *document)
{
    char slug[DRAFT_SLUG_BYTES];
    DraftItem now;
    cJSON *parsed_document = parsed(document);
    assert_int_equal(
        draft_add(s->draft, "anna", "news", "", parsed_document, slug, &now, &s->error),
        DRAFT_DONE);
    draft_item_finish(&now);
    cJSON_Delete(parsed_document);
}

static void a_list_says_what_is_shown_and_why_not(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    add_news(s, "{\"date\":\"2022-07-01\",\"shown_from\":\"2022-07-01\","
                "\"text\":{\"en\":{\"title\":\"To come\",\"body\":\"x\"}}}");
    add_news(s, "{\"date\":\"2022-05-01\",\"shown_until\":\"2022-05-02\","
                "\"text\":{\"ru\":{\"title\":\"Прошло\",\"body\":\"x\"}}}");
    add_news(s, "{\"date\":\"2022-04-01\"}");
    add_news(s, "{\"date\":\"2022-03-01\",\"pinned\":true,"
                "\"text\":{\"en\":{\"title\":\"Pinned\",\"body\":\"![](no-picture)\"}}}");
    cJSON *answer = query(
        s, (DraftQuery){
               .kind = "news", .count = 50, .language = "en", .published = s->files->shipped});
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(answer, "total")), 5);
    static const struct {
        const char *state, *why, *changed;
    } WANTED[] = {{"hidden", "it has faults that have to be mended", "added"},
                  {"coming", "not yet: shown from 1 July 2022", "added"},
                  {"shown", "", ""},
                  {"over", "over since 2 May 2022", "added"},
                  {"hidden", "it has no text in any language", "added"}};
    for (int i = 0; i < 5; i++) {
        assert_string_equal(said(answer, i, "state"), WANTED[i].state);
        assert_string_equal(said(answer, i, "why"), WANTED[i].why);
        assert_string_equal(said(answer, i, "changed"), WANTED[i].changed);
    }
    cJSON_Delete(answer);
    /* A page of it, in Russian. */
    answer = query(s, (DraftQuery){.kind = "news", .from = 3, .count = 1, .language = "ru"});
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "items")), 1);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(answer, "total")), 5);
    assert_string_equal(said(answer, 0, "why"), "срок показа истёк 2 мая 2022 года");
    cJSON_Delete(answer);
}

/* Where nothing is current, a visitor sees the newest three. */
static void the_newest_three_stay(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    assert_int_equal(draft_remove(s->draft, "anna", "news", NEWS, 0, &s->error), DRAFT_DONE);
    for (int i = 1; i <= 5; i++) {
        char document[200];
        (void)snprintf(document, sizeof document,
                       "{\"date\":\"2022-01-0%d\",\"shown_until\":\"2022-02-01\","
                       "\"text\":{\"en\":{\"title\":\"N\",\"body\":\"x\"}}}",
                       i);
        add_news(s, document);
    }
    cJSON *answer = query(s, (DraftQuery){.kind = "news", .count = 50, .language = "en"});
    for (int i = 0; i < 5; i++) {
        assert_string_equal(said(answer, i, "state"), i < 3 ? "shown" : "over");
    }
    cJSON_Delete(answer);
}

static int total_of(DeskStage *s, const char *kind, const char *only)
{
    cJSON *answer = query(s, (DraftQuery){.kind = kind,
                                          .only = only,
                                          .count = 1,
                                          .language = "en",
                                          .published = s->files->shipped});
    int total = cJSON_GetObjectItem(answer, "total")->valueint;
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "items")), total > 0);
    cJSON_Delete(answer);
    return total;
}

static void those_of_a_state_are_counted(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    add_news(s, "{\"date\": \"2022-06-02\", \"shown_from\": \"2022-07-01\","
                " \"text\": {\"en\": {\"title\": \"Later\"}}}");
    add_news(s, "{\"date\": \"2022-06-02\", \"text\": {}}");
    assert_int_equal(total_of(s, "news", "shown"), 1);
    assert_int_equal(total_of(s, "news", "coming"), 1);
    assert_int_equal(total_of(s, "news", "hidden"), 1);
    assert_int_equal(total_of(s, "news", "changed"), 2);
    assert_int_equal(total_of(s, "news", NULL), 3);
    assert_int_equal(total_of(s, "delegation", "changed"), 0);
    assert_int_equal(draft_remove(s->draft, "anna", "news", NEWS, 0, &s->error), DRAFT_DONE);
    assert_int_equal(total_of(s, "news", "changed"), 3);
    assert_int_equal(total_of(s, "news", "shown"), 0);
}

static void a_list_is_searched_in_either_script(void **state)
{
    static const struct {
        const char *kind, *find;
        int found;
    } CASES[] = {{"delegation", "bel", 1},
                 {"delegation", "бел", 1},
                 {"delegation", "kogut", 1},
                 {"delegation", "когут", 1},
                 {"delegation", "republic", 4},
                 {"delegation", "republic bel", 1},
                 {"news", "kazakh minist", 1},
                 {"news", "xyzzy", 0},
                 {"news", "", 1},
                 {"nothing", "", 0}};
    DeskStage *s = (DeskStage *)*state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        cJSON *answer = query(
            s, (DraftQuery){
                   .kind = CASES[i].kind, .find = CASES[i].find, .count = 50, .language = "en"});
        if (cJSON_GetNumberValue(cJSON_GetObjectItem(answer, "total")) != CASES[i].found) {
            fail_msg("%s: %s", CASES[i].find, cJSON_Print(answer));
        }
        cJSON_Delete(answer);
    }
}

static void faults_are_counted_anew_when_others_make_them(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    DraftItem now;
    cJSON *document = parsed("{\"date\":\"2022-06-03\",\"delegations\":[\"armeniia\"],"
                             "\"text\":{\"en\":{\"title\":\"T\",\"body\":\"B\"}}}");
    assert_int_equal(draft_put(s->draft, "anna", "news", NEWS, revision_of(s, "news", NEWS),
                               document, &now, &s->error),
                     DRAFT_DONE);
    draft_item_finish(&now);
    cJSON_Delete(document);
    DraftQuery q = {.kind = "news", .count = 50, .language = "en"};
    cJSON *answer = query(s, q);
    assert_string_equal(said(answer, 0, "state"), "hidden");
    cJSON_Delete(answer);
    char slug[DRAFT_SLUG_BYTES];
    add_delegation(s, "boris", "Армения", slug);
    answer = query(s, q);
    assert_string_equal(said(answer, 0, "state"), "shown");
    cJSON_Delete(answer);
    assert_int_equal(undo(s, "boris"), DRAFT_DONE);
    answer = query(s, q);
    assert_string_equal(said(answer, 0, "state"), "hidden");
    cJSON_Delete(answer);
}

static void what_is_removed_is_listed_until_it_is_published(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    assert_int_equal(draft_remove(s->draft, "anna", "delegation", "russia", 0, &s->error),
                     DRAFT_DONE);
    cJSON *answer = query(s, (DraftQuery){.kind = "delegation",
                                          .count = 50,
                                          .language = "en",
                                          .published = s->files->shipped});
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(answer, "total")), 5);
    assert_string_equal(said(answer, 4, "slug"), "russia");
    assert_string_equal(said(answer, 4, "changed"), "removed");
    cJSON_Delete(answer);
}

/* A language more makes each item lack it; its code half typed is none. */
static void languages_come_and_go(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    DraftItem lobby, now;
    assert_true(draft_get(s->draft, "lobby", "lobby", &lobby));
    cJSON *languages = cJSON_GetObjectItem(lobby.document, "languages");
    cJSON *third = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(third, "code", "h");
    (void)cJSON_AddItemToArray(languages, third);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(draft_put(s->draft, "anna", "lobby", "lobby",
                                   revision_of(s, "lobby", "lobby"), lobby.document, &now,
                                   &s->error),
                         DRAFT_DONE);
        draft_item_finish(&now);
        cJSON *answer = query(s, (DraftQuery){.kind = "delegation", .count = 50, .language = "en"});
        cJSON *missing = cJSON_GetObjectItem(
            cJSON_GetArrayItem(cJSON_GetObjectItem(answer, "items"), 0), "missing");
        assert_int_equal(cJSON_GetArraySize(missing), i);
        cJSON_Delete(answer);
        cJSON_ReplaceItemInObject(third, "code", cJSON_CreateString("hy"));
    }
    draft_item_finish(&lobby);
}

/* ---- each other ---- */

static void who_has_what_open_is_known_for_ten_seconds(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    draft_visit(s->draft, 1, "anna", "news/" NEWS);
    draft_visit(s->draft, 2, "boris", "");
    desk_now += 9 * TIME_S;
    draft_visit(s->draft, 2, "boris", "delegation/belarus");
    cJSON *people = cJSON_CreateArray();
    draft_people(s->draft, 2, people);
    assert_int_equal(cJSON_GetArraySize(people), 1);
    assert_string_equal(document_text(cJSON_GetArrayItem(people, 0), "at"), "news/" NEWS);
    assert_string_equal(
        document_text(cJSON_GetObjectItem(cJSON_GetArrayItem(people, 0), "title"), "en"),
        title_of(s));
    cJSON_Delete(people);
    cJSON *answer = query(s, (DraftQuery){.kind = "news", .count = 1, .session = 2});
    cJSON *editing =
        cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(answer, "items"), 0), "editing");
    assert_string_equal(document_text(cJSON_GetArrayItem(editing, 0), NULL), "anna");
    cJSON_Delete(answer);
    desk_now += 2 * TIME_S;
    people = cJSON_CreateArray();
    draft_people(s->draft, 0, people);
    assert_int_equal(cJSON_GetArraySize(people), 1); /* Anna is gone */
    assert_string_equal(document_text(cJSON_GetArrayItem(people, 0), "name"), "boris");
    cJSON_Delete(people);
    draft_leave(s->draft, 2);
    people = cJSON_CreateArray();
    draft_people(s->draft, 0, people);
    assert_int_equal(cJSON_GetArraySize(people), 0); /* Boris has logged out */
    cJSON_Delete(people);
    for (int i = 10; i < 10 + 2 * OBSERVED; i++) {
        desk_now += TIME_MS;
        draft_visit(s->draft, i, "many", "");
    }
}

static void others_changes_are_told(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int64_t before = draft_change(s->draft);
    type(s, "anna", "Told");
    cJSON *changed = cJSON_CreateArray();
    assert_true(draft_changed(s->draft, before, changed));
    assert_int_equal(cJSON_GetArraySize(changed), 1);
    assert_string_equal(document_text(cJSON_GetArrayItem(changed, 0), "slug"), NEWS);
    assert_string_equal(document_text(cJSON_GetArrayItem(changed, 0), "by"), "anna");
    cJSON_Delete(changed);
    changed = cJSON_CreateArray();
    assert_true(draft_changed(s->draft, draft_change(s->draft), changed));
    assert_int_equal(cJSON_GetArraySize(changed), 0);
    cJSON_Delete(changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_typed_is_there_after_a_restart, desk_begin),
        cmocka_unit_test_setup(nothing_is_overwritten_unseen, desk_begin),
        cmocka_unit_test_setup(the_same_sent_twice_is_one_change, desk_begin),
        cmocka_unit_test_setup(nonsense_is_refused_and_half_written_things_are_kept, desk_begin),
        cmocka_unit_test_setup(typing_within_ten_seconds_is_one_step, desk_begin),
        cmocka_unit_test_setup(a_new_change_ends_redo, desk_begin),
        cmocka_unit_test_setup(each_undoes_their_own, desk_begin),
        cmocka_unit_test_setup(what_another_changed_since_is_not_undone, desk_begin),
        cmocka_unit_test_setup(a_delegation_goes_with_what_names_it, desk_begin),
        cmocka_unit_test_setup(an_order_is_undone_around_what_others_added, desk_begin),
        cmocka_unit_test_setup(slugs_are_made_of_titles, desk_begin),
        cmocka_unit_test_setup(everything_goes_back_to_a_file_and_forth, desk_begin),
        cmocka_unit_test_setup(a_list_says_what_is_shown_and_why_not, desk_begin),
        cmocka_unit_test_setup(the_newest_three_stay, desk_begin),
        cmocka_unit_test_setup(those_of_a_state_are_counted, desk_begin),
        cmocka_unit_test_setup(a_list_is_searched_in_either_script, desk_begin),
        cmocka_unit_test_setup(faults_are_counted_anew_when_others_make_them, desk_begin),
        cmocka_unit_test_setup(what_is_removed_is_listed_until_it_is_published, desk_begin),
        cmocka_unit_test_setup(languages_come_and_go, desk_begin),
        cmocka_unit_test_setup(who_has_what_open_is_known_for_ten_seconds, desk_begin),
        cmocka_unit_test_setup(others_changes_are_told, desk_begin),
    };
    return cmocka_run_group_tests(tests, desk_group_begin, desk_group_end);
}
