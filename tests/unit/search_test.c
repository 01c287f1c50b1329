/* Tests of the search: every sentence that issue and header say of it, in both scripts; hostile
 * questions; hostile index files; the worker. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "content/copy_parts.h"
#include "content/search.h"
#include "content/search_key.h"
#include "content_fixture.h"
#include "form.h"

enum { EN, RU };

/* ---- content to search: what ships, and news by SQL ---- */

static const char NEWS[] =
    "INSERT INTO news (slug, date, pinned) VALUES ('old', '2020-01-01', 1),"
    " ('new', '2023-05-01', 0), ('mid', '2021-01-01', 0), ('body', '2024-01-01', 0),"
    " ('typo', '2024-02-01', 0), ('ru', '2019-01-01', 0);"
    "INSERT INTO news_text (news, language, title, body) VALUES"
    " ('old', 'en', 'Biathlon in the mountains', 'Snow.'),"
    " ('new', 'en', 'The biathlon cup', 'Rain in Minsk.'),"
    " ('mid', 'en', 'A biathlon track opens', 'A café in Ñandú.'),"
    " ('body', 'en', 'Sports of the week', 'Skiing.\n\nMuch is said of the biathlon here.'),"
    " ('typo', 'en', 'The biatlhon, misspelt', 'Nothing.'),"
    " ('ru', 'ru', 'Съёмки в Ереване', 'Выборы прошли. Виды города. Дмитрий Щукин, Юрий Цой.');";

typedef struct Place {
    Fixture *f;
    char index[160];
    Search *search;
    uint64_t version;
} Place;

static uint64_t version_of(const char *path)
{
    Content *content = open_good(path);
    uint64_t version = content_version(content);
    content_destroy(content);
    return version;
}

static int begin(void **state)
{
    Place *place = (Place *)calloc(1, sizeof *place);
    assert_non_null(place);
    void *fixture;
    assert_int_equal(fixture_begin(&fixture), 0);
    place->f = (Fixture *)fixture;
    change(copy_shipped(place->f), NEWS);
    (void)snprintf(place->index, sizeof place->index, "%s/search.idx", place->f->folder);
    place->version = version_of(place->f->copy);
    Error error = {{0}};
    if (!search_build(place->f->copy, place->index, -1, &error)) {
        fail_msg("%s", error.text);
    }
    place->search = search_open(place->index, place->version, &error);
    if (place->search == NULL) {
        fail_msg("%s", error.text);
    }
    *state = place;
    return 0;
}

static int end(void **state)
{
    Place *place = (Place *)*state;
    search_close(place->search);
    void *fixture = place->f;
    (void)fixture_end(&fixture);
    free(place);
    return 0;
}

/* ---- what is sound in every answer ---- */

static void check_marks(const SearchText *text)
{
    size_t count = strlen(text->text), last = 0;
    assert_true(utf8_is_valid(text->text, count, NULL));
    assert_null(strchr(text->text, '\n'));
    assert_in_range(text->language, 0, CONTENT_LANGUAGES_MAX - 1);
    assert_in_range(text->mark_count, 0, SEARCH_MARKS_MOST);
    for (int i = 0; i < text->mark_count; i++) {
        size_t start = text->marks[i].start, end_at = start + text->marks[i].length;
        assert_true(start >= last && end_at > start && end_at <= count);
        assert_true(((unsigned char)text->text[start] & 0xC0) != 0x80);
        assert_true(((unsigned char)text->text[end_at] & 0xC0) != 0x80);
        last = end_at;
    }
}

static void check_answer(const SearchAnswer *answer, int most)
{
    assert_non_null(answer);
    assert_in_range(answer->count, 0, most);
    assert_in_range(answer->suggestion_count, 0, SEARCH_SUGGESTIONS_MOST);
    assert_true(answer->count == 0 || answer->suggestion_count == 0);
    bool was_near = false;
    for (int i = 0; i < answer->count; i++) {
        const SearchResult *result = &answer->results[i];
        assert_true(result->is_near || !was_near);
        was_near = result->is_near;
        assert_true(result->id == content_id(result->slug));
        check_marks(&result->title);
        check_marks(&result->context);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(answer->results[k].slug, result->slug);
        }
    }
}

static SearchAnswer *find(Place *place, const char *words, int language)
{
    SearchAnswer *answer = search_find(place->search, words, language, SEARCH_RESULTS_MOST);
    check_answer(answer, SEARCH_RESULTS_MOST);
    assert_int_equal(answer->status, SEARCH_DONE);
    assert_string_equal(answer->words, words);
    return answer;
}

/* The slugs found, in order, with ~ before those that are near: "kazakhstan ~old". */
static const char *slugs(Place *place, const char *words, char out[1024])
{
    SearchAnswer *answer = find(place, words, EN);
    out[0] = '\0';
    for (int i = 0; i < answer->count; i++) {
        strcat(out, i > 0 ? " " : "");
        strcat(out, answer->results[i].is_near ? "~" : "");
        strcat(out, answer->results[i].slug);
    }
    search_answer_destroy(answer);
    return out;
}

static void expect(Place *place, const char *words, const char *expected)
{
    char found[1024];
    if (strcmp(slugs(place, words, found), expected) != 0) {
        fail_msg("\"%s\" finds \"%s\", not \"%s\"", words, found, expected);
    }
}

static bool finds(Place *place, const char *words, const char *slug)
{
    SearchAnswer *answer = find(place, words, EN);
    bool found = false;
    for (int i = 0; i < answer->count; i++) {
        found = found || strcmp(answer->results[i].slug, slug) == 0;
    }
    search_answer_destroy(answer);
    return found;
}

/* ---- keys ---- */

static bool meets(const char *typed, const char *written)
{
    KeyWord word;
    Key key, keys[KEY_TYPED_MOST];
    size_t at = 0;
    assert_true(key_next_word(written, strlen(written), &at, &word));
    assert_int_equal(word.end, strlen(written));
    key_of_word(&word, &key);
    at = 0;
    assert_true(key_next_word(typed, strlen(typed), &at, &word));
    assert_int_equal(word.end, strlen(typed));
    bool met = false;
    int count = key_of_typed(&word, keys);
    assert_in_range(count, 1, KEY_TYPED_MOST);
    for (int i = 0; i < count; i++) {
        met = met || key_begins(&key, &keys[i]);
    }
    return met;
}

static void spellings_meet(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        /* Russian */
        {"Rogalev", "Рогалёв"},
        {"Рогалёв", "Rogalev"},
        {"Rogalyov", "Рогалёв"},
        {"рогалев", "Рогалёв"},
        {"Рогалёв", "рогалев"},
        {"Kazakhstan", "Казахстан"},
        {"Kazahstan", "Казахстан"},
        {"Kazahstan", "Kazakhstan"},
        {"Казахстан", "Kazakhstan"},
        {"Shchukin", "Щукин"},
        {"Dmitry", "Дмитрий"},
        {"Dmitriy", "Дмитрий"},
        {"Dmitrii", "Дмитрий"},
        {"Дмитрий", "Dmitry"},
        {"Yuri", "Юрий"},
        {"Yury", "Юрий"},
        {"Iurii", "Юрий"},
        {"Юрий", "Yuri"},
        {"Tsoy", "Цой"},
        {"Coy", "Цой"},
        {"Цой", "Tsoy"},
        {"Zhukov", "Жуков"},
        {"Jukov", "Жуков"},
        {"Жуков", "Zhukov"},
        {"Жуков", "Jukov"},
        {"Rossiya", "Россия"},
        {"Rossia", "Россия"},
        {"Yeltsin", "Ельцин"},
        {"Eltsin", "Ельцин"},
        {"Ельцин", "Yeltsin"},
        {"Aliyev", "Алиев"},
        {"Aliev", "Алиев"},
        {"Алиев", "Aliyev"},
        {"vybory", "выборы"},
        {"Tadzhikistan", "Таджикистан"},
        {"Tajikistan", "Таджикистан"},
        {"Таджикистан", "Tajikistan"},
        {"sovetskiy", "советский"},
        {"sovetsky", "советский"},
        {"совет", "советский"},
        {"Aleksand", "Alexander"},
        {"Alex", "Александр"},
        {"Victor", "Виктор"},
        {"Виктор", "Victor"},
        {"Вашингтон", "Washington"},
        {"и\u0306огурт", "йогурт"},
        {"иогурт", "Йогурт"},
        {"semya", "семья"},
        /* Belarusian */
        {"Uladzimir", "Уладзімір"},
        {"Minsk", "Мінск"},
        {"Мінск", "Minsk"},
        {"Homel", "Гомель"},
        {"Gomel", "Гомель"},
        {"Byelarus", "Беларусь"},
        {"Lukashenka", "Лукашэнка"},
        {"Mahilyow", "Магілёў"},
        {"Kastrychnitskaya", "Кастрычніцкая"},
        /* Kazakh */
        {"Qazaqstan", "Қазақстан"},
        {"Kazakstan", "Қазақстан"},
        {"Majilis", "Мәжіліс"},
        {"Mazhilis", "Мәжіліс"},
        {"Мажилис", "Мәжіліс"},
        {"Tokayev", "Тоқаев"},
        {"Tokaev", "Тоқаев"},
        {"Kassym", "Қасым"},
        {"Kasym", "Қасым"},
        {"Nur", "Нұр"},
        {"Sultan", "Сұлтан"},
        {"Ondiris", "Өндіріс"},
        {"Zhansugirov", "Жансүгіров"},
        /* Kyrgyz */
        {"Jogorku", "Жогорку"},
        {"Zhogorku", "Жогорку"},
        {"Kenesh", "Кеңеш"},
        {"Кенеш", "Кеңеш"},
        {"Kyrgyz", "Кыргыз"},
        {"Kyrgyzstan", "Кыргызстан"},
        {"Кыргызстан", "Kyrgyzstan"},
        {"Japarov", "Жапаров"},
        {"Uzgen", "Үзген"},
        {"Osh", "Өш"},
        /* Tajik */
        {"Rahmon", "Раҳмон"},
        {"Rakhmon", "Раҳмон"},
        {"Рахмон", "Раҳмон"},
        {"Tojikiston", "Тоҷикистон"},
        {"Emomali", "Эмомалӣ"},
        {"Qurghonteppa", "Қурғонтеппа"},
        {"Kurgon", "Қурғон"},
        {"Majlisi", "Маҷлиси"},
        {"Khujand", "Хуҷанд"},
        {"Kulob", "Кӯлоб"},
        /* Armenian */
        {"Yerevan", "Երևան"},
        {"Erevan", "Երևան"},
        {"Ереван", "Երևան"},
        {"Երևան", "Yerevan"},
        {"Երևան", "Ереван"},
        {"Hayastan", "Հայաստան"},
        {"Pashinyan", "Փաշինյան"},
        {"Пашинян", "Փաշինյան"},
        {"Փաշինյան", "Пашинян"},
        {"Փաշինյան", "Pashinyan"},
        {"zhoghov", "ժողով"},
        {"jogov", "ժողով"},
        {"Azgayin", "Ազգային"},
        {"Voskanyan", "Ոսկանյան"},
        {"Gyumri", "Գյումրի"},
        {"Khachatryan", "Խաչատրյան"},
        {"Tsaghkadzor", "Ծաղկաձոր"},
        /* case and diacritics of Latin */
        {"cafe", "CAFÉ"},
        {"café", "cafe"},
        {"nandu", "Ñandú"},
        {"strasse", "Straße"},
        {"aether", "Æther"},
        {"Dusanbe", "Dušanbe"},
        {"cafe\u0301", "café"},
        /* half a letter: what is still to be typed makes another of it */
        {"Kazak", "Kazakhstan"},
        {"Kazak", "Казахстан"},
        {"S", "Щукин"},
        {"T", "Цой"},
        {"Z", "Жуков"},
        {"C", "Чехов"},
        {"Tad", "Таджикистан"},
        {"Тад", "Таджикистан"},
        {"Tadz", "Таджикистан"},
        {"Y", "Ереван"},
        {"Ս", "Սու"},
        {"2", "2022"}};
    int apart = 0;
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        if (!meets(PAIRS[i][0], PAIRS[i][1])) {
            print_error("\"%s\" does not find \"%s\"\n", PAIRS[i][0], PAIRS[i][1]);
            apart++;
        }
    }
    assert_int_equal(apart, 0);
}

/* Every beginning of a spelling finds it, letter by letter. */
static void every_letter_typed_keeps_the_word(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {{"Kazakhstan", "Казахстан"},
                                           {"Shchukin", "Щукин"},
                                           {"Dostoyevsky", "Достоевский"},
                                           {"Zhogorku", "Жогорку"},
                                           {"Yerevan", "Երևան"},
                                           {"Khachatryan", "Խաչատրյան"},
                                           {"Tsoy", "Цой"},
                                           {"Solovyov", "Соловёв"},
                                           {"Таджикистан", "Tajikistan"},
                                           {"Советский", "Sovetsky"},
                                           {"Kyrgyzstan", "Кыргызстан"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        char typed[64];
        size_t count = strlen(PAIRS[i][0]), length;
        for (size_t at = 0; at < count; at += length) {
            (void)utf8_decode(PAIRS[i][0] + at, count - at, &length);
            memcpy(typed, PAIRS[i][0], at + length);
            typed[at + length] = '\0';
            if (!meets(typed, PAIRS[i][1])) {
                fail_msg("\"%s\" does not find \"%s\"", typed, PAIRS[i][1]);
            }
        }
    }
}

static void different_words_stay_apart(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"вы", "Виктор"},       {"ви", "выборы"},  {"вы", "Viktor"},   {"wo", "vote"},
        {"vo", "work"},         {"сон", "Шойгу"},  {"ear", "year"},    {"end", "beyond"},
        {"stan", "Kazakhstan"}, {"22", "2022"},    {"2022", "202"},    {"11", "1"},
        {"ha", "Казахстан"},    {"зал", "жалоба"}, {"Minsk", "Минин"}, {"ka", "car"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        if (meets(PAIRS[i][0], PAIRS[i][1])) {
            fail_msg("\"%s\" finds \"%s\"", PAIRS[i][0], PAIRS[i][1]);
        }
    }
}

/* ---- finding ---- */

static void case_marks_and_scripts_do_not_matter(void **state)
{
    Place *place = (Place *)*state;
    static const char *const SAME[] = {"Rogalev",  "ROGALEV",        "rogal",
                                       "Рогалёв",  "рогалев",        "РОГАЛЕВ",
                                       "Rogalyov", "виктор рогалёв", "rogalev Виктор"};
    for (size_t i = 0; i < sizeof SAME / sizeof SAME[0]; i++) {
        if (!finds(place, SAME[i], "kazakhstan")) {
            fail_msg("\"%s\" does not find Kazakhstan", SAME[i]);
        }
    }
    expect(place, "cafe", "mid");
    expect(place, "NANDU café", "mid");
    expect(place, "съемки", "ru");
    expect(place, "СЪЁМ", "ru");
    expect(place, "syomki Yerevan", "ru");
    expect(place, "vybory", "ru");
}

static void all_of_a_delegation_is_found(void **state)
{
    Place *place = (Place *)*state;
    expect(place, "krotov", "russia");                        /* the representative */
    expect(place, "Ответственного кротов", "russia");         /* the role */
    expect(place, "Jogorku Kenesh kogut", "");                /* all words */
    assert_true(finds(place, "Жогорку Кенеш", "kyrgyzstan")); /* the parliament */
    assert_true(finds(place, "намояндагон", "tajikistan"));   /* a chamber */
    assert_true(finds(place, "namoyandagon", "tajikistan"));
    assert_true(finds(place, "Republic Belarus", "belarus")); /* the official name */
    assert_true(finds(place, "belarus republic", "belarus"));
}

static void the_best_come_first(void **state)
{
    Place *place = (Place *)*state;
    /* Titles before texts; the newest first, pinned or not; then what is near. */
    expect(place, "biathlon", "new mid old body ~typo");
    expect(place, "biathlon minsk", "new");
    expect(place, "minsk biathlon", "new");
    /* A name before what only another delegation's texts say. */
    SearchAnswer *answer = find(place, "ru", EN);
    assert_true(answer->count >= 1);
    assert_string_equal(answer->results[0].slug, "russia");
    search_answer_destroy(answer);
}

static void one_letter_may_be_wrong(void **state)
{
    Place *place = (Place *)*state;
    static const char *const KAZAKHSTAN[] = {
        "Kazahkstan", "Kazakhstn", "Kazakhsatn", "Kazukhstan", "Gazakhstan", "Kazakhstann",
        "Kazaxhstan", "Казакстан", "Kzakhstan",  "Каазхстан",  "Кахахстан",  "Kazahstna"};
    for (size_t i = 0; i < sizeof KAZAKHSTAN / sizeof KAZAKHSTAN[0]; i++) {
        if (!finds(place, KAZAKHSTAN[i], "kazakhstan")) {
            fail_msg("\"%s\" does not find Kazakhstan", KAZAKHSTAN[i]);
        }
    }
    assert_true(finds(place, "Minhs", "new")); /* two swapped, which makes no ш of it */
    assert_true(finds(place, "Minsh", "new")); /* one wrong, which makes a ш of it */
    assert_false(finds(place, "Mims", "new")); /* words of four letters are as they are */
    assert_false(finds(place, "Kezakhztan", "kazakhstan")); /* two wrong */
    expect(place, "biathlno cap", "");
    expect(place, "biahtlon cup", "~new"); /* every word on its own */
}

static void what_matches_is_marked(void **state)
{
    Place *place = (Place *)*state;
    static const struct {
        const char *words;
        int language;
        const char *title, *context; /* what is marked, each in [] */
    } MARKED[] = {
        {"rogal", EN, "Kazakhstan", "Viktor [Rogal]ev"},
        {"rogal", RU, "Казахстан", "Виктор [Рогал]ёв"},
        {"Рогалё", EN, "Kazakhstan", "Viktor [Rogale]v"},
        {"rogalev", RU, "Казахстан", "Виктор [Рогалёв]"},
        {"росс", RU, "[Росс]ия", "Федеральное Собрание [Росс]ийской Федерации"},
        {"russ", EN, "[Russ]ia", NULL},
        {"tadj", RU, "[Тадж]икистан", "Маджлиси Оли Республики [Тадж]икистан"},
        {"biathlon", EN, "The [biathlon] cup", "Rain in Minsk."},
        {"minsk", EN, NULL, NULL},
        {"shch", EN, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof MARKED / sizeof MARKED[0]; i++) {
        SearchAnswer *answer = find(place, MARKED[i].words, MARKED[i].language);
        assert_true(answer->count >= 1);
        const SearchText *texts[2] = {&answer->results[0].title, &answer->results[0].context};
        const char *expected[2] = {MARKED[i].title, MARKED[i].context};
        for (int k = 0; k < 2; k++) {
            char shown[2048] = "";
            size_t at = 0;
            for (int m = 0; m < texts[k]->mark_count; m++) {
                SearchMark mark = texts[k]->marks[m];
                (void)strncat(shown, texts[k]->text + at, mark.start - at);
                strcat(shown, "[");
                (void)strncat(shown, texts[k]->text + mark.start, mark.length);
                strcat(shown, "]");
                at = mark.start + mark.length;
            }
            strcat(shown, texts[k]->text + at);
            if (expected[k] != NULL) {
                assert_string_equal(shown, expected[k]);
            }
        }
        search_answer_destroy(answer);
    }
    /* In a long text the line around it, cut between words. */
    SearchAnswer *answer = find(place, "referendum", EN);
    assert_true(answer->count >= 1 && answer->results[0].context.mark_count > 0);
    assert_true(utf8_letters(answer->results[0].context.text,
                             strlen(answer->results[0].context.text)) < 260);
    search_answer_destroy(answer);
    /* A title that lacks the language falls back, and says which it is in. */
    answer = find(place, "Ереван", EN);
    assert_string_equal(answer->results[0].title.text, "Съёмки в Ереване");
    assert_int_equal(answer->results[0].title.language, RU);
    search_answer_destroy(answer);
}

static void nothing_found_offers_the_nearest_words(void **state)
{
    Place *place = (Place *)*state;
    static const struct {
        const char *words, *nearest;
    } NEAREST[] = {{"Kazzazstun", "Kazakhstan"},
                   {"Belorrusia", "Belarus"},
                   {"Тожукустан", NULL},
                   {"biathlon xqwz", "biathlon"},
                   {"biathlon krotov", "biathlon"}};
    for (size_t i = 0; i < sizeof NEAREST / sizeof NEAREST[0]; i++) {
        SearchAnswer *answer = find(place, NEAREST[i].words, EN);
        assert_int_equal(answer->count, 0);
        bool found = NEAREST[i].nearest == NULL;
        assert_true(answer->suggestion_count > 0);
        for (int k = 0; k < answer->suggestion_count; k++) {
            found = found || strcmp(answer->suggestions[k], NEAREST[i].nearest) == 0;
            /* Each of them finds something. */
            SearchAnswer *again = find(place, answer->suggestions[k], EN);
            assert_true(again->count > 0);
            search_answer_destroy(again);
        }
        if (!found) {
            fail_msg("\"%s\" does not offer \"%s\"", NEAREST[i].words, NEAREST[i].nearest);
        }
        search_answer_destroy(answer);
    }
}

static void no_more_than_asked_for(void **state)
{
    Place *place = (Place *)*state;
    for (int most = 1; most <= 5; most++) {
        SearchAnswer *answer = search_find(place->search, "biathlon", EN, most);
        check_answer(answer, most);
        assert_int_equal(answer->count, most);
        assert_true(answer->has_more == (most < 5));
        assert_string_equal(answer->results[0].slug, "new");
        search_answer_destroy(answer);
    }
}

static void any_bytes_may_be_asked(void **state)
{
    Place *place = (Place *)*state;
    static const char *const NOTHING[] = {"",         " ",  "\"", "***", "-",        "()", "'",
                                          "\xff\xfe", "😀🎉", "ьъ", "…",   "\x01\x02", "´`"};
    static const char *const ANYTHING[] = {"\"kaz\"",
                                           "kaz*",
                                           "kaz AND",
                                           "NOT kaz",
                                           "NEAR(kaz, 2)",
                                           "words:kaz",
                                           "kaz OR",
                                           "^kaz",
                                           "{kaz}",
                                           "kaz\"; DROP TABLE text; --",
                                           "kaz\xff",
                                           "\xd0",
                                           "kaz\xd0 \x80",
                                           "😀kaz😀",
                                           "a b c d e f g h i j k l m n o p q r s t u v",
                                           "ყველა",
                                           "ΑΒΓ",
                                           "中文",
                                           "ﷺ",
                                           "i̇",
                                           "ß",
                                           "yyyyyyyyyyyyyyy",
                                           "cccccccccckkkkkkkkkk",
                                           "hhhhyeyeyeyoyoyo",
                                           "шщжчцшщжчц",
                                           "'k'a'z'"};
    for (size_t i = 0; i < sizeof NOTHING / sizeof NOTHING[0]; i++) {
        SearchAnswer *answer = find(place, NOTHING[i], EN);
        assert_int_equal(answer->count + answer->suggestion_count, 0);
        search_answer_destroy(answer);
    }
    for (size_t i = 0; i < sizeof ANYTHING / sizeof ANYTHING[0]; i++) {
        search_answer_destroy(find(place, ANYTHING[i], RU));
    }
    assert_true(finds(place, "\"kaz\"*", "kazakhstan"));
    static char longest[40001];
    static const char *const LETTERS[] = {"a", "k", "ж", "y", "\xcc\x81", "Շ", "9", "q ", "ab"};
    for (size_t i = 0; i < sizeof LETTERS / sizeof LETTERS[0]; i++) {
        size_t length = strlen(LETTERS[i]);
        for (size_t k = 0; k < 10000; k++) {
            memcpy(longest + k * length, LETTERS[i], length);
        }
        longest[10000 * length] = '\0';
        search_answer_destroy(find(place, longest, EN));
    }
    uint64_t random = 1;
    for (int i = 0; i < 400; i++) {
        char words[32];
        size_t count = 1 + (size_t)i % 30;
        for (size_t k = 0; k < count; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            words[k] = (char)(1 + (random >> 33) % 255);
        }
        words[count] = '\0';
        search_answer_destroy(find(place, words, EN));
    }
}

/* Everything in the extreme content: any three letters of any title find its item. */
static void extreme_content_is_found(void **state)
{
    Place *place = (Place *)*state;
    Error error = {{0}};
    Search *search = search_create(place->f->extreme, -1, &error);
    assert_non_null(search);
    assert_true(search_version(search) == version_of(place->f->extreme));
    Content *content = open_good(place->f->extreme);
    for (int i = 0; i < content_news_count(content); i += 20) {
        const NewsHead *head = content_news(content, i);
        const char *title = content_text(&head->title, 0).text;
        SearchAnswer *answer = search_find(search, title, 2, SEARCH_RESULTS_MOST);
        check_answer(answer, SEARCH_RESULTS_MOST);
        assert_int_equal(answer->status, SEARCH_DONE);
        assert_true(answer->count > 0);
        search_answer_destroy(answer);
    }
    content_destroy(content);
    search_close(search);
}

/* ---- the index ---- */

static void an_index_belongs_to_one_content(void **state)
{
    Place *place = (Place *)*state;
    Error error = {{0}};
    assert_true(search_version(place->search) == place->version);
    assert_null(search_open(place->index, place->version + 1, &error));
    assert_non_null(strstr(error.text, "other content"));
    assert_null(search_open(place->f->copy, place->version, &error));
    assert_null(search_open("/nonexistent.idx", place->version, &error));
    assert_null(search_open(place->f->folder, place->version, &error));
}

static void building_can_be_cancelled(void **state)
{
    Place *place = (Place *)*state;
    char path[160], under_way[200];
    struct stat status;
    Error error = {{0}};
    int cancel = eventfd(1, EFD_CLOEXEC);
    (void)snprintf(path, sizeof path, "%s/cancelled.idx", place->f->folder);
    (void)snprintf(under_way, sizeof under_way, "%s.under-way", path);
    assert_false(search_build(place->f->copy, path, cancel, &error));
    assert_true(error.text[0] != '\0');
    assert_int_equal(stat(path, &status), -1);
    assert_int_equal(stat(under_way, &status), -1);
    assert_null(search_create(place->f->copy, cancel, &error));
    (void)close(cancel);
    assert_false(search_build("/nonexistent.db", path, -1, &error));
    (void)snprintf(path, sizeof path, "%s/none/a.idx", place->f->folder);
    assert_false(search_build(place->f->copy, path, -1, &error));
    /* One that is there is replaced whole. */
    assert_true(search_build(place->f->copy, place->index, -1, &error));
}

/* An open index with these bytes, or NULL. With `honest`, its digest says that it is whole. */
static Search *open_bytes(Place *place, const char *bytes, size_t count, bool honest)
{
    char path[160];
    Error error = {{0}};
    uint64_t digest;
    (void)snprintf(path, sizeof path, "%s/bad.idx", place->f->folder);
    write_whole(path, bytes, count);
    if (honest) {
        CopyOptions options = {.to = path, .digest = &digest, .cancel_fd = -1};
        assert_int_equal(copy_finish_header(&options, &error), COPY_DONE);
    }
    Search *search = search_open(path, place->version, &error);
    assert_true(search != NULL || error.text[0] != '\0');
    return search;
}

static void damage_is_noticed(void **state)
{
    Place *place = (Place *)*state;
    size_t count;
    char *bytes = read_whole(place->index, &count);
    for (size_t at = 0; at < count; at += count / 97) {
        bytes[at] ^= 0x10;
        assert_null(open_bytes(place, bytes, count, false));
        bytes[at] ^= 0x10;
    }
    static const size_t CUTS[] = {0, 1, 99, 100, 4096, 8192};
    for (size_t i = 0; i < sizeof CUTS / sizeof CUTS[0]; i++) {
        assert_null(open_bytes(place, bytes, CUTS[i], false));
    }
    assert_null(open_bytes(place, bytes, count - 1, false));
    Search *search = open_bytes(place, bytes, count, false);
    assert_non_null(search);
    search_close(search);
    free(bytes);
}

/* What is made to deceive says nothing, or something sound. */
static void a_hostile_index_does_no_harm(void **state)
{
    Place *place = (Place *)*state;
    size_t count;
    char *bytes = read_whole(place->index, &count);
    uint64_t random = 7;
    int opened = 0, rounds = form_is_long() ? 4000 : 120;
    for (int i = 0; i < rounds; i++) {
        size_t places[4];
        char old[4];
        for (int k = 0; k < 4; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            places[k] = (size_t)(random >> 20) % (i % 3 == 0 ? 4096 * 3 : count);
            old[k] = bytes[places[k]];
            bytes[places[k]] = (char)(random >> 12);
        }
        Search *search = open_bytes(place, bytes, count, true);
        static const char *const ASKED[] = {"k", "kaz", "biathlno", "рогалев minsk", "zzzzqqq"};
        for (size_t k = 0; search != NULL && k < sizeof ASKED / sizeof ASKED[0]; k++) {
            SearchAnswer *answer = search_find(search, ASKED[k], EN, SEARCH_RESULTS_MOST);
            assert_non_null(answer);
            for (int r = 0; r < answer->count; r++) {
                check_marks(&answer->results[r].title);
                check_marks(&answer->results[r].context);
            }
            search_answer_destroy(answer);
        }
        opened += search != NULL ? 1 : 0;
        search_close(search);
        for (int k = 3; k >= 0; k--) {
            bytes[places[k]] = old[k];
        }
    }
    assert_true(opened > rounds / 10);
    free(bytes);
}

static void other_tables_are_refused(void **state)
{
    Place *place = (Place *)*state;
    static const char *const CHANGES[] = {
        "CREATE VIEW meta2 AS SELECT 1",
        "CREATE TABLE more (a)",
        "DROP TABLE item",
        "CREATE TRIGGER t AFTER INSERT ON item BEGIN SELECT 1; END",
        "DROP TABLE word; CREATE VIEW word AS SELECT 'k' AS key, 'k' AS shown, 1 AS uses",
        "DELETE FROM meta",
        "UPDATE meta SET languages = 99",
        "PRAGMA user_version = 9"};
    size_t count;
    char path[160];
    (void)snprintf(path, sizeof path, "%s/changed.idx", place->f->folder);
    char *bytes = read_whole(place->index, &count);
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        size_t changed_count;
        write_whole(path, bytes, count);
        change(path, CHANGES[i]);
        char *changed = read_whole(path, &changed_count);
        assert_null(open_bytes(place, changed, changed_count, true));
        free(changed);
    }
    /* A row that lies: texts that are none, an item that is not there. */
    write_whole(path, bytes, count);
    change(path, "UPDATE text SET title = CAST(x'ff00fe' AS TEXT), rest = CAST(x'd0' AS TEXT);"
                 "UPDATE item SET kind = 77; DELETE FROM item WHERE item = 2");
    free(bytes);
    bytes = read_whole(path, &count);
    Search *search = open_bytes(place, bytes, count, true);
    assert_non_null(search);
    SearchAnswer *answer = search_find(search, "k", EN, SEARCH_RESULTS_MOST);
    assert_non_null(answer);
    assert_int_equal(answer->status, SEARCH_BROKEN);
    search_answer_destroy(answer);
    search_close(search);
    free(bytes);
}

/* ---- the worker ---- */

static void wake_up(void *context)
{
    uint64_t one = 1;
    assert_int_equal(write(*(int *)context, &one, sizeof one), sizeof one);
}

/* The next answer. */
static SearchAnswer *wait_for_answer(SearchWorker *worker, int woken)
{
    SearchAnswer *answer = NULL;
    while (answer == NULL) {
        uint64_t times;
        struct pollfd wait = {.fd = woken, .events = POLLIN};
        assert_int_equal(poll(&wait, 1, 30000), 1);
        assert_int_equal(read(woken, &times, sizeof times), sizeof times);
        answer = search_worker_take(worker);
    }
    return answer;
}

static void the_worker_answers_the_last_question(void **state)
{
    Place *place = (Place *)*state;
    Error error = {{0}};
    int woken = eventfd(0, EFD_CLOEXEC);
    SearchWorker *worker = search_worker_start(wake_up, &woken, &error);
    assert_non_null(worker);
    assert_true(search_worker_version(worker) == 0);
    /* Without an index the question waits for one. */
    search_worker_ask(worker, "kaz", EN, 10);
    assert_null(search_worker_take(worker));
    search_worker_use(worker, search_open(place->index, place->version, &error));
    assert_true(search_worker_version(worker) == place->version);
    SearchAnswer *answer = wait_for_answer(worker, woken);
    assert_string_equal(answer->words, "kaz");
    assert_true(answer->version == place->version && answer->count > 0);
    search_answer_destroy(answer);
    assert_null(search_worker_take(worker)); /* once */
    /* Of many questions the last is answered, and nothing comes behind it. */
    for (int i = 0; i < 300; i++) {
        char words[32];
        (void)snprintf(words, sizeof words, "kazakhstna %d", i);
        search_worker_ask(worker, words, EN, 50);
    }
    search_worker_ask(worker, "krotov", RU, 50);
    answer = wait_for_answer(worker, woken);
    assert_string_equal(answer->words, "krotov");
    assert_int_equal(answer->status, SEARCH_DONE);
    assert_int_equal(answer->language, RU);
    search_answer_destroy(answer);
    assert_null(search_worker_take(worker));
    /* Another index: the question is asked again of it. */
    Search *shipped = search_create(place->f->shipped, -1, &error);
    assert_non_null(shipped);
    uint64_t version = search_version(shipped);
    assert_true(version != place->version);
    search_worker_use(worker, shipped);
    answer = wait_for_answer(worker, woken);
    assert_string_equal(answer->words, "krotov");
    assert_true(answer->version == version);
    search_answer_destroy(answer);
    search_worker_use(worker, NULL);
    assert_true(search_worker_version(worker) == 0);
    search_worker_ask(worker, "never answered", EN, 1);
    search_worker_stop(worker);
    (void)close(woken);
    search_worker_stop(search_worker_start(NULL, NULL, &error));
    search_worker_stop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_meet),
        cmocka_unit_test(every_letter_typed_keeps_the_word),
        cmocka_unit_test(different_words_stay_apart),
        cmocka_unit_test(case_marks_and_scripts_do_not_matter),
        cmocka_unit_test(all_of_a_delegation_is_found),
        cmocka_unit_test(the_best_come_first),
        cmocka_unit_test(one_letter_may_be_wrong),
        cmocka_unit_test(what_matches_is_marked),
        cmocka_unit_test(nothing_found_offers_the_nearest_words),
        cmocka_unit_test(no_more_than_asked_for),
        cmocka_unit_test(any_bytes_may_be_asked),
        cmocka_unit_test(extreme_content_is_found),
        cmocka_unit_test(an_index_belongs_to_one_content),
        cmocka_unit_test(building_can_be_cancelled),
        cmocka_unit_test(damage_is_noticed),
        cmocka_unit_test(a_hostile_index_does_no_harm),
        cmocka_unit_test(other_tables_are_refused),
        cmocka_unit_test(the_worker_answers_the_last_question),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
