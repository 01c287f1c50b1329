/* Tests of the desk's documents: every rule is said at its field, in both languages, and what has
 * no fault is what the tables take. */
#include "desk_fixture.h"

#include <sys/stat.h>

#include "content/check_file.h"

/* ---- every rule at its field ---- */

typedef struct Wanted {
    const char *field, *what; /* what: a part of the sentence */
    int severity;
    bool found;
} Wanted;

static const DocumentLanguages LANGUAGES = {2, {"en", "ru"}, {"English", "Русский"}};

static bool has(void *context, const char *kind, const char *slug)
{
    (void)context;
    return strcmp(kind, "picture") == 0
               ? strcmp(slug, "hall") == 0
               : strcmp(slug, "belarus") == 0 || strcmp(slug, "russia") == 0;
}

static void look_for(void *context, const Fault *fault)
{
    Wanted *wanted = (Wanted *)context;
    assert_true(fault->what[0] != '\0' && fault->what_to_do[0] != '\0');
    if (strcmp(fault->field, wanted->field) == 0 && fault->severity == wanted->severity &&
        strstr(fault->what, wanted->what) != NULL) {
        wanted->found = true;
    }
}

static int check(DocumentKind kind, const cJSON *document, const char *language, FaultSink sink,
                 void *context)
{
    DocumentCheck c = {.languages = &LANGUAGES,
                       .language = language,
                       .today = {2022, 6, 3},
                       .has = has,
                       .sink = sink,
                       .context = context};
    return document_check(&c, kind, document);
}

enum { E = FINDING_ERROR, W = FINDING_WARNING };

#define LETTERS_100                                                                                \
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012" \
    "34567890"
#define LETTERS_300 LETTERS_100 LETTERS_100 LETTERS_100

#define SETTINGS                                                                                   \
    "\"delegation_dwell_s\":9,\"news_dwell_s\":12,\"idle_wait_s\":90,\"still_there_s\":20,"        \
    "\"idle_news\":5"
#define ENGLISH "{\"code\":\"en\",\"name\":\"English\",\"organisation\":\"O\"}"

static const struct {
    DocumentKind kind;
    const char *document, *field, *what;
    int severity;
} RULES[] = {
    /* lobby */
    {DOCUMENT_LOBBY, "{" SETTINGS "}", "languages", "there are 0 languages", E},
    {DOCUMENT_LOBBY, "{\"languages\":[1,1,1,1,1,1,1,1,1]}", "languages", "there are 9", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"code\":\"EN\"}]}", "languages.0.code", "no code", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"code\":\"e\"}]}", "languages.0.code", "no code", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"code\":\"engl\"}]}", "languages.0.code", "no code", E},
    {DOCUMENT_LOBBY, "{\"languages\":[" ENGLISH "," ENGLISH "]}", "languages.1.code", "twice", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"code\":\"en\"}]}", "languages.0.name", "missing", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"name\":\"" LETTERS_100 "x\"}]}", "languages.0.name",
     "it has 101 letters, and 100 is the most", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{\"organisation\":\"" LETTERS_300 "x\"}]}",
     "languages.0.organisation", "it has 301 letters", E},
    {DOCUMENT_LOBBY, "{\"languages\":[{}]}", "languages.0.organisation", "missing", W},
    {DOCUMENT_LOBBY, "{\"languages\":[" ENGLISH "],\"first_language\":\"ru\"}", "first_language",
     "none of its languages", E},
    {DOCUMENT_LOBBY, "{\"delegation_dwell_s\":2}", "delegation_dwell_s", "3 to 600", E},
    {DOCUMENT_LOBBY, "{\"news_dwell_s\":601}", "news_dwell_s", "3 to 600", E},
    {DOCUMENT_LOBBY, "{\"idle_wait_s\":9}", "idle_wait_s", "10 to 3600", E},
    {DOCUMENT_LOBBY, "{\"still_there_s\":19}", "still_there_s", "20 to 600", E},
    {DOCUMENT_LOBBY, "{\"idle_news\":51}", "idle_news", "0 to 50", E},
    {DOCUMENT_LOBBY, "{\"idle_news\":\"5\"}", "idle_news", "0 to 50", E},
    {DOCUMENT_LOBBY, "{\"idle_news\":4.5}", "idle_news", "0 to 50", E},
    {DOCUMENT_LOBBY, "{\"day\":\"2022-02-30\"}", "day", "no day", E},
    /* delegations */
    {DOCUMENT_DELEGATION, "{}", "text.en.name", "no name in any language", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"ru\":{\"name\":\"Х\"}}}", "text.en.name", "in English", W},
    {DOCUMENT_DELEGATION, "{\"text\":{\"ru\":{\"role\":\"Х\"}}}", "text.ru.name", "is missing", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"name\":\"" LETTERS_300 "x\"}}}", "text.en.name",
     "301 letters, and 300", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"official_name\":\"" LETTERS_300 "x\"}}}",
     "text.en.official_name", "301 letters", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"parliament\":\"" LETTERS_300 "x\"}}}",
     "text.en.parliament", "301 letters", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"representative\":\"" LETTERS_300 "x\"}}}",
     "text.en.representative", "301 letters", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"role\":\"" LETTERS_300 "x\"}}}", "text.en.role",
     "301 letters", E},
    {DOCUMENT_DELEGATION, "{\"text\":{\"en\":{\"role\":7}}}", "text.en.role", "no text", E},
    {DOCUMENT_DELEGATION, "{\"flag\":\"flag-zz\"}", "flag", "\"flag-zz\" is not there", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{}]}", "chambers.0.deputies", "0 to 10000", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"deputies\":-1}]}", "chambers.0.deputies", "0 to", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"deputies\":10001}]}", "chambers.0.deputies", "0 to",
     E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[0,{\"website\":\"a.b\"}]}", "chambers.1.website",
     "no address", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"website\":\"house of.by\"}]}", "chambers.0.website",
     "no address", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"website\":\"" LETTERS_300 ".by\"}]}",
     "chambers.0.website", "303 letters", E},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{}]}", "chambers.0.name.en", "no name", W},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"name\":{\"en\":\"H\"}}]}", "chambers.0.name.ru",
     "in Русский", W},
    {DOCUMENT_DELEGATION, "{\"chambers\":[{\"name\":{\"en\":\"" LETTERS_300 "x\"}}]}",
     "chambers.0.name.en", "301 letters", E},
    /* news */
    {DOCUMENT_NEWS, "{}", "date", "the day is missing", E},
    {DOCUMENT_NEWS, "{\"text\":{\"en\":{\"body\":\"[a](javascript:a)\"}}}", "text.en.body",
     "the link to \"javascript:a\" is no address of the web", E},
    {DOCUMENT_NEWS,
     "{\"text\":{\"en\":{\"body\":\"[a](https://b.c/" LETTERS_300 LETTERS_300 LETTERS_300
         LETTERS_300 ")\"}}}",
     "text.en.body", "more than 1,200 bytes", E},
    {DOCUMENT_NEWS, "{\"date\":\"2022-02-30\"}", "date", "\"2022-02-30\" is no day", E},
    {DOCUMENT_NEWS, "{\"date\":\"0999-01-01\"}", "date", "is no day", E},
    {DOCUMENT_NEWS, "{\"date\":\"3 June\"}", "date", "is no day", E},
    {DOCUMENT_NEWS, "{\"date\":20220603}", "date", "no text", E},
    {DOCUMENT_NEWS, "{\"date\":\"2026-06-03\"}", "date", "more than a year away", W},
    {DOCUMENT_NEWS, "{\"shown_from\":\"soon\"}", "shown_from", "no day", E},
    {DOCUMENT_NEWS, "{\"shown_until\":\"2022-13-01\"}", "shown_until", "no day", E},
    {DOCUMENT_NEWS, "{\"shown_from\":\"2022-07-02\",\"shown_until\":\"2022-07-01\"}", "shown_until",
     "before the first", E},
    {DOCUMENT_NEWS, "{\"shown_until\":\"2022-06-02\"}", "shown_until", "is over", W},
    {DOCUMENT_NEWS, "{\"pinned\":1}", "pinned", "neither yes nor no", E},
    {DOCUMENT_NEWS, "{\"delegations\":[\"belarus\",\"narnia\"]}", "delegations.1",
     "no delegation \"narnia\"", E},
    {DOCUMENT_NEWS, "{\"delegations\":[\"belarus\",\"belarus\"]}", "delegations.1", "named twice",
     E},
    {DOCUMENT_NEWS, "{\"delegations\":[5]}", "delegations.0", "no delegation", E},
    {DOCUMENT_NEWS, "{}", "text.en.title", "no headline in any language", W},
    {DOCUMENT_NEWS, "{\"text\":{\"en\":{\"title\":\"T\"}}}", "text.ru.title",
     "not there in Русский", W},
    {DOCUMENT_NEWS, "{\"text\":{\"ru\":{\"body\":\"Т\"}}}", "text.ru.title", "without it nothing",
     E},
    {DOCUMENT_NEWS, "{\"text\":{\"en\":{\"title\":\"" LETTERS_300 LETTERS_100 LETTERS_100 "x\"}}}",
     "text.en.title", "501 letters, and 500", E},
    {DOCUMENT_NEWS,
     "{\"text\":{\"en\":{\"summary\":\"" LETTERS_300 LETTERS_300 LETTERS_300 LETTERS_100 "x\"}}}",
     "text.en.summary", "1001 letters, and 1000", E},
    {DOCUMENT_NEWS, "{\"text\":{\"en\":{\"title\":\"T\",\"body\":\" \\n\"}}}", "text.en.body",
     "no text below", W},
    {DOCUMENT_NEWS, "{\"text\":{\"en\":{\"title\":\"T\",\"body\":\"![a](hall) ![b](attic)\"}}}",
     "text.en.body", "\"attic\" is not there", E},
    /* notices */
    {DOCUMENT_NOTICE, "{}", "text.en", "no text in any language", W},
    {DOCUMENT_NOTICE, "{\"text\":{\"ru\":\"Х\"}}", "text.en", "not there in English", W},
    {DOCUMENT_NOTICE, "{\"text\":{\"en\":\"" LETTERS_300 "x\"}}", "text.en", "301 letters", E},
    {DOCUMENT_NOTICE, "{\"text\":{\"en\":{}}}", "text.en", "no text", E},
    {DOCUMENT_NOTICE, "{\"urgent\":\"very\"}", "urgent", "neither yes nor no", E},
    {DOCUMENT_NOTICE, "{\"shown_from\":\"2022-07-02\",\"shown_until\":\"2022-07-01\"}",
     "shown_until", "before the first", E},
    {DOCUMENT_NOTICE, "{\"shown_from\":\"x\"}", "shown_from", "no day", E},
};

static void every_rule_is_said_at_its_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        Wanted wanted = {RULES[i].field, RULES[i].what, RULES[i].severity, false};
        cJSON *document = parsed(RULES[i].document);
        (void)check(RULES[i].kind, document, "en", look_for, &wanted);
        if (!wanted.found) {
            fail_msg("%.200s: %s: \"%s\" is not said", RULES[i].document, RULES[i].field,
                     RULES[i].what);
        }
        cJSON_Delete(document);
    }
}

static void a_long_body_and_many_things_are_said(void **state)
{
    (void)state;
    static const struct {
        DocumentKind kind;
        const char *key, *field, *what;
        int count;
    } MANY[] = {{DOCUMENT_DELEGATION, "chambers", "chambers", "there are 101 chambers", 101},
                {DOCUMENT_NEWS, "delegations", "delegations", "more than 1000", 1001}};
    cJSON *document = parsed("{\"text\":{\"en\":{\"title\":\"T\"}}}");
    char *body = (char *)malloc(WRITER_BODY_BYTES + 2);
    assert_non_null(body);
    memset(body, 'a', WRITER_BODY_BYTES + 1);
    body[WRITER_BODY_BYTES + 1] = '\0';
    cJSON *english = cJSON_GetObjectItem(cJSON_GetObjectItem(document, "text"), "en");
    (void)cJSON_AddStringToObject(english, "body", body);
    Wanted wanted = {"text.en.body", "1000 kB is the most", E, false};
    (void)check(DOCUMENT_NEWS, document, "en", look_for, &wanted);
    assert_true(wanted.found);
    cJSON_Delete(document);
    free(body);
    for (size_t i = 0; i < sizeof MANY / sizeof MANY[0]; i++) {
        document = cJSON_CreateObject();
        cJSON *list = cJSON_AddArrayToObject(document, MANY[i].key);
        for (int k = 0; k < MANY[i].count; k++) {
            (void)cJSON_AddItemToArray(list, cJSON_CreateObject());
        }
        wanted = (Wanted){MANY[i].field, MANY[i].what, E, false};
        (void)check(MANY[i].kind, document, "en", look_for, &wanted);
        assert_true(wanted.found);
        cJSON_Delete(document);
    }
}

static void assert_russian(void *context, const Fault *fault)
{
    (void)context;
    if (strpbrk(fault->what, "абвгдежзиклмнопрстуфхцчшщыэюя") == NULL ||
        strstr(fault->what, "the ") != NULL || strstr(fault->what_to_do, "write ") != NULL) {
        fail_msg("not in Russian: %s: %s", fault->what, fault->what_to_do);
    }
}

static void all_of_it_is_said_in_russian(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        cJSON *document = parsed(RULES[i].document);
        (void)check(RULES[i].kind, document, "ru", assert_russian, NULL);
        cJSON_Delete(document);
    }
}

/* ---- what has no fault is what the tables take ---- */

static uint64_t random_state;

static int below(int most)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (int)((random_state >> 33) % (uint64_t)most);
}

static cJSON *some_value(int depth);

/* Texts near the limits, numbers near the bounds, days that are none. */
static cJSON *some_text(void)
{
    static const char *const TEXTS[] = {"",
                                        " ",
                                        "a",
                                        "Ж",
                                        "😀",
                                        "2022-06-03",
                                        "2022-02-29",
                                        "1000-01-01",
                                        "0999-12-31",
                                        "9999-12-31",
                                        "belarus",
                                        "russia",
                                        "hall",
                                        "en",
                                        "ru",
                                        "house.gov.by",
                                        "http://a.b",
                                        "https://kenesh.kg/x y",
                                        "![x](hall)",
                                        "![x](nope)",
                                        LETTERS_300,
                                        LETTERS_300 "x",
                                        LETTERS_300 LETTERS_100 LETTERS_100,
                                        LETTERS_300 LETTERS_300 LETTERS_300 LETTERS_100 "x"};
    return cJSON_CreateString(TEXTS[below(sizeof TEXTS / sizeof TEXTS[0])]);
}

static cJSON *some_number(void)
{
    static const double NUMBERS[] = {-1,  0,   1,    2,    3,   5,     9,           10,    19,
                                     20,  50,  51,   600,  601, 3600,  3601,        10000, 10001,
                                     1e9, 3e9, 1e18, -1e9, 0.5, 1e300, 2147483648.0};
    return cJSON_CreateNumber(NUMBERS[below(sizeof NUMBERS / sizeof NUMBERS[0])]);
}

static cJSON *some_object(int depth)
{
    static const char *const KEYS[] = {
        "date",     "shown_from", "shown_until", "pinned",        "urgent",         "delegations",
        "text",     "en",         "ru",          "title",         "summary",        "body",
        "name",     "role",       "parliament",  "official_name", "representative", "flag",
        "chambers", "deputies",   "website",     "languages",     "code",           "organisation"};
    cJSON *object = cJSON_CreateObject();
    int count = below(8);
    for (int i = 0; i < count; i++) {
        (void)cJSON_AddItemToObject(object, KEYS[below(sizeof KEYS / sizeof KEYS[0])],
                                    some_value(depth - 1));
    }
    return object;
}

static cJSON *some_value(int depth)
{
    int kind = below(depth > 0 ? 12 : 8);
    if (kind < 5) {
        return some_text();
    }
    if (kind < 7) {
        return some_number();
    }
    if (kind < 8) {
        return below(3) == 0 ? cJSON_CreateNull() : cJSON_CreateBool(below(2));
    }
    if (kind < 11) {
        return some_object(depth);
    }
    cJSON *list = cJSON_CreateArray();
    int count = below(4);
    for (int i = 0; i < count; i++) {
        (void)cJSON_AddItemToArray(list, some_value(depth - 1));
    }
    return list;
}

/* Puts something else at a random place of a document that is well. */
static void spoil(cJSON *value, int depth)
{
    int count = cJSON_GetArraySize(value);
    cJSON *one = count > 0 ? cJSON_GetArrayItem(value, below(count)) : NULL;
    if (one != NULL && (cJSON_IsObject(one) || cJSON_IsArray(one)) && below(4) > 0) {
        spoil(one, depth - 1);
    } else if (one != NULL && cJSON_IsObject(value)) {
        char key[32];
        (void)snprintf(key, sizeof key, "%s", one->string);
        cJSON_ReplaceItemInObjectCaseSensitive(value, key, some_value(2));
    } else if (cJSON_IsArray(value)) {
        (void)cJSON_AddItemToArray(value, some_value(2));
    }
}

static const char *const WELL[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_LOBBY] = "{\"languages\":[" ENGLISH ",{\"code\":\"ru\",\"name\":\"Русский\"}],"
                       "\"first_language\":\"en\"," SETTINGS "}",
    [DOCUMENT_DELEGATION] =
        "{\"flag\":\"hall\",\"chambers\":[{\"deputies\":7,\"website\":\"house.gov.by\","
        "\"name\":{\"en\":\"House\",\"ru\":\"Палата\"}},{\"deputies\":0}],\"text\":{\"en\":"
        "{\"name\":\"Belarus\",\"role\":\"R\"},\"ru\":{\"name\":\"Беларусь\"}}}",
    [DOCUMENT_NEWS] = "{\"date\":\"2022-06-03\",\"shown_from\":\"2022-06-01\",\"shown_until\":"
                      "\"2022-07-01\",\"pinned\":true,\"delegations\":[\"belarus\",\"russia\"],"
                      "\"text\":{\"en\":{\"title\":\"T\",\"summary\":\"S\",\"body\":\"B\"},"
                      "\"ru\":{\"title\":\"Т\",\"body\":\"Б\"}}}",
    [DOCUMENT_NOTICE] = "{\"urgent\":true,\"shown_until\":\"2022-07-01\",\"text\":{\"en\":\"E\"}}",
};

static void ignore(void *context, const Fault *fault)
{
    (void)context;
    (void)fault;
}

static bool put_picture(void *context, const char *slug)
{
    (void)context;
    return strcmp(slug, "hall") == 0;
}

static bool has_delegation(void *context, const char *slug)
{
    return has(context, "delegation", slug);
}

static void fail_refused(void *context, const char *field, const char *why)
{
    fail_msg("%s: the table does not take what the check lets through: %s: %s",
             (const char *)context, field, why);
}

static void what_has_no_fault_is_what_the_tables_take(void **state)
{
    DeskStage *s = (DeskStage *)*state;
    int sound = 0;
    for (int round = 0; round < 6000; round++) {
        random_state = (uint64_t)round * 977 + 1;
        DocumentKind kind = (DocumentKind)(round % DOCUMENT_KIND_COUNT);
        cJSON *document = round % 5 == 0 ? some_object(4) : parsed(WELL[kind]);
        for (int i = below(3); i > 0; i--) {
            spoil(document, 4);
        }
        DocumentLanguages languages = LANGUAGES;
        if (check(kind, document, "en", ignore, NULL) == 0) {
            char path[200];
            char *text = cJSON_PrintUnformatted(document);
            (void)snprintf(path, sizeof path, "%s/sound.db", s->files->folder);
            Writer *w = writer_create(path, &s->error);
            assert_non_null(w);
            DocumentTarget target = {.writer = w,
                                     .languages = &languages,
                                     .put_picture = put_picture,
                                     .has_delegation = has_delegation,
                                     .refused = fail_refused,
                                     .context = text};
            if (kind == DOCUMENT_LOBBY) {
                document_languages(document, &languages);
            } else {
                static const unsigned char bytes[8] = {0};
                assert_true(writer_language(w, 1, "en", "English", NULL, &s->error));
                assert_true(writer_language(w, 2, "ru", "Русский", NULL, &s->error));
                WrittenPicture picture = {"hall", "png", {1, 1}, bytes, sizeof bytes};
                assert_true(writer_picture(w, &picture, &s->error));
                if (kind == DOCUMENT_NEWS) {
                    assert_true(writer_delegation(w, 1, "belarus", NULL, &s->error));
                    assert_true(writer_delegation(w, 2, "russia", NULL, &s->error));
                }
            }
            assert_true(document_write(&target, kind, "slug", 3, document, &s->error));
            writer_destroy(w);
            free(text);
            sound++;
        }
        cJSON_Delete(document);
    }
    assert_true(sound > 1000); /* it is about something */
}

/* ---- digests ---- */

static void empty_and_missing_are_the_same(void **state)
{
    static const char *const SAME[][2] = {
        {"{\"date\":\"2022-06-03\"}",
         "{\"pinned\":false,\"shown_from\":\"\",\"date\":\"2022-06-03\","
         "\"text\":{\"en\":{\"title\":\" \"},\"ru\":null}}"},
        {"{\"text\":{\"en\":{\"title\":\"T\"}}}",
         "{\"text\":{\"fr\":{\"title\":\"no language of ours\"},\"en\":{\"title\":\"T\"}}}"},
    };
    static const char *const OTHER[][2] = {
        {"{\"date\":\"2022-06-03\"}", "{\"date\":\"2022-06-04\"}"},
        {"{\"delegations\":[\"a\",\"b\"]}", "{\"delegations\":[\"b\",\"a\"]}"},
        {"{\"chambers\":[{\"deputies\":0}]}", "{\"chambers\":[{\"deputies\":1}]}"},
        {"{\"chambers\":[{}]}", "{}"},
        {"{\"text\":{\"en\":{\"title\":\"T\"}}}", "{\"text\":{\"ru\":{\"title\":\"T\"}}}"},
        {"{\"pinned\":true}", "{\"urgent\":true}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof SAME / sizeof SAME[0]; i++) {
        cJSON *a = parsed(SAME[i][0]), *b = parsed(SAME[i][1]);
        assert_true(document_digest(a, &LANGUAGES) == document_digest(b, &LANGUAGES));
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
    for (size_t i = 0; i < sizeof OTHER / sizeof OTHER[0]; i++) {
        cJSON *a = parsed(OTHER[i][0]), *b = parsed(OTHER[i][1]);
        assert_true(document_digest(a, &LANGUAGES) != document_digest(b, &LANGUAGES));
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_said_at_its_field),
        cmocka_unit_test(a_long_body_and_many_things_are_said),
        cmocka_unit_test(all_of_it_is_said_in_russian),
        cmocka_unit_test(what_has_no_fault_is_what_the_tables_take),
        cmocka_unit_test(empty_and_missing_are_the_same),
    };
    return cmocka_run_group_tests(tests, desk_group_begin, desk_group_end);
}
