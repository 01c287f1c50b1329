/* Staff's sentences: whatever the sources say to staff there is in Russian, with the same
 * arguments, and nothing else is; and what was said in English is said again. */
#include <errno.h>
#include <ftw.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "words/languages.h"
#include "words/sentences.h"

/* ---- what the sources say ---- */

/* A function that is given sentences: in which of its arguments, from 0. */
typedef struct Caller {
    const char *name, *files; /* what the path begins with, from app/ */
    int first, last;
    bool may_lack; /* may be left in English: a terminal or a log has it */
} Caller;

static const Caller CALLERS[] = {
    {"sentence", "", 1, 1, false},
    {"SENTENCE", "", 0, 0, false},
    {"filecheck_say", "content/", 2, 4, false},
    {"filecheck_end_group", "content/", 1, 1, true}, /* tables' names */
    {"say", "content/hidden", 2, 2, false},
    {"guard_fail", "content/", 2, 2, false},
    {"content_fail", "content/", 1, 1, false},
    {"content_prepare", "content/", 2, 2, false},
    {"diff_say", "staff/", 1, 1, false},
    {"diff_text", "staff/", 2, 2, false},
    {"diff_texts", "staff/", 2, 2, false},
    {"diff_day", "staff/", 2, 2, false},
    {"check_text", "staff/check", 2, 2, false},
    {"check_one", "staff/check", 2, 2, false},
    {"tell", "staff/check", 3, 4, false},
    {"note", "shell/settings", 2, 2, false},
    {"error_set", "content/search", 1, 1, true},
    {"error_set", "content/status", 1, 1, true},
    {"error_set", "content/", 1, 1, false},
    {"error_set", "desk/carry", 1, 1, false},
    {"error_set", "desk/child", 1, 1, false},
    {"error_set", "desk/document", 1, 1, false},
    {"error_set", "desk/draft", 1, 1, false},
    {"error_set", "desk/faults", 1, 1, false},
    {"error_set", "desk/look", 1, 1, false},
    {"error_set", "desk/picture", 1, 1, false},
    {"error_set", "desk/preview", 1, 1, false},
    {"error_set", "desk/publisher", 1, 1, false},
    {"error_set", "desk/store", 1, 1, false},
    {"reply_refusal", "desk/", 3, 3, false},
    {"error_set", "", 1, 1, true},
};
enum { CALLER_COUNT = sizeof CALLERS / sizeof CALLERS[0], USES_MOST = 2000 };

typedef struct Use {
    char *text;
    char where[100];
    bool may_lack;
} Use;

static Use uses[USES_MOST];
static int use_count;
static char root[4096];

static void add_use(const char *text, size_t count, const char *where, bool may_lack)
{
    assert_true(use_count < USES_MOST);
    Use *use = &uses[use_count++];
    use->text = strndup(text, count);
    use->may_lack = may_lack;
    (void)snprintf(use->where, sizeof use->where, "%s", where);
}

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rbe");
    size_t room = 1 << 20;
    char *text = (char *)malloc(room);
    assert_non_null(file);
    assert_non_null(text);
    size_t count = fread(text, 1, room - 1, file);
    assert_true(count < room - 1);
    text[count] = '\0';
    (void)fclose(file);
    return text;
}

/* Behind the literal or the comment that begins at `at`, or the letter there. A literal's text is
 * added to `out`, where it is not NULL. */
static const char *skip_piece(const char *at, char *out)
{
    if (at[0] == '/' && at[1] == '*') {
        return strstr(at, "*/") + 2;
    }
    if (*at == '\'') {
        for (at++; *at != '\''; at++) {
            at += *at == '\\';
        }
        return at + 1;
    }
    if (*at != '"') {
        return at + 1;
    }
    size_t used = out != NULL ? strlen(out) : 0;
    for (at++; *at != '"'; at++) {
        bool escaped = *at == '\\';
        at += escaped;
        if (out != NULL) {
            out[used++] = (char)(escaped && *at == 'n' ? '\n' : *at);
            out[used] = '\0';
        }
    }
    return at + 1;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\n");
}

/* Takes down the sentences among the arguments that begin behind the bracket at `at`. */
static void take_arguments(const Caller *caller, const char *at, const char *where)
{
    int depth = 1, argument = 0;
    for (at++; depth > 0 && *at != '\0';) {
        char literal[2000] = "";
        bool taken = depth == 1 && argument >= caller->first && argument <= caller->last;
        if (*at == '"') {
            while (*at == '"') { /* those side by side are one */
                at = skip_blanks(skip_piece(at, literal));
            }
            if (taken) {
                add_use(literal, strlen(literal), where, caller->may_lack);
            }
            continue;
        }
        depth += *at == '(' || *at == '{';
        depth -= *at == ')' || *at == '}';
        argument += *at == ',' && depth == 1;
        at = skip_piece(at, NULL);
    }
}

static bool is_name(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_';
}

static const Caller *find_caller(const char *name, size_t count, const char *path)
{
    for (int i = 0; i < CALLER_COUNT; i++) {
        if (strlen(CALLERS[i].name) == count && strncmp(CALLERS[i].name, name, count) == 0 &&
            strncmp(CALLERS[i].files, path, strlen(CALLERS[i].files)) == 0) {
            return &CALLERS[i];
        }
    }
    return NULL;
}

static int take_source(const char *path, const struct stat *status, int kind, struct FTW *at_depth)
{
    (void)status;
    (void)at_depth;
    size_t length = strlen(path);
    const char *name = path + strlen(root) + strlen("/app/");
    if (kind != FTW_F || strcmp(path + length - 2, ".c") != 0 ||
        strncmp(name, "words/", strlen("words/")) == 0) {
        return 0;
    }
    char *text = read_whole(path);
    for (const char *at = text; *at != '\0';) {
        if (!is_name(*at)) {
            at = skip_piece(at, NULL);
            continue;
        }
        const char *begin = at;
        while (is_name(*at)) {
            at++;
        }
        const Caller *caller = *at == '(' ? find_caller(begin, (size_t)(at - begin), name) : NULL;
        if (caller != NULL) {
            take_arguments(caller, at, name);
        }
    }
    free(text);
    return 0;
}

/* The conditions' names, and the columns that hold texts. */
static void take_schema(void)
{
    static const char *const COLUMNS[] = {"name", "official_name", "parliament", "representative",
                                          "role", "website",       "title",      "summary",
                                          "body", "text"};
    static const char *const PARENTS[] = {"language", "picture", "delegation",
                                          "chamber",  "news",    "notice"};
    static const char *const KINDS[] = {"table", "index", "view", "trigger", "settings", "edition"};
    char path[sizeof root + 32];
    (void)snprintf(path, sizeof path, "%s/data/schema.sql", root);
    char *text = read_whole(path);
    for (const char *at = text; (at = strstr(at, "CONSTRAINT \"")) != NULL;) {
        at += strlen("CONSTRAINT \"");
        add_use(at, strcspn(at, "\""), "data/schema.sql", false);
    }
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
        char column[64];
        (void)snprintf(column, sizeof column, "    %s TEXT", COLUMNS[i]);
        assert_non_null(strstr(text, column));
        add_use(COLUMNS[i], strlen(COLUMNS[i]), "data/schema.sql", false);
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        add_use(KINDS[i], strlen(KINDS[i]), "sqlite_schema", false);
    }
    for (size_t i = 0; i < sizeof PARENTS / sizeof PARENTS[0]; i++) {
        add_use(PARENTS[i], strlen(PARENTS[i]), "data/schema.sql", false);
    }
    free(text);
}

/* What the system and SQLite give as a reason. */
static void take_reasons(void)
{
    for (int code = 1; code < 134; code++) {
        char reason[200]; /* what strerror gives lives until the next */
        (void)snprintf(reason, sizeof reason, "%s", strerror(code));
        add_use(reason, strlen(reason), "strerror", true);
    }
    for (int code = 1; code < 28; code++) {
        add_use(sqlite3_errstr(code), strlen(sqlite3_errstr(code)), "sqlite3_errstr", true);
    }
}

static int read_sources(void **state)
{
    char app[sizeof root + 8];
    (void)state;
    (void)snprintf(root, sizeof root, "%s", getenv("FOYER_TEST_SOURCE"));
    (void)snprintf(app, sizeof app, "%s/app", root);
    assert_int_equal(nftw(app, take_source, 16, FTW_PHYS), 0);
    assert_true(use_count > 100);
    take_schema();
    take_reasons();
    return 0;
}

static int forget_sources(void **state)
{
    (void)state;
    while (use_count > 0) {
        free(uses[--use_count].text);
    }
    return 0;
}

/* ---- and the table ---- */

/* Behind the conversion at `at`; its arguments' types, such as "d", "lld" or "*s", in `type`. */
static const char *read_conversion(const char *at, int *place, char type[8])
{
    char *end;
    long number = strtol(at + 1, &end, 10);
    *place = *end == '$' ? (int)number : 0;
    at += *end == '$' ? end + 1 - at : 1;
    size_t used = 0;
    for (; strchr("0123456789.+- #*hljzt", *at) != NULL; at++) {
        if (strchr("*hljzt", *at) != NULL) {
            assert_true(used < 6);
            type[used++] = *at;
        }
    }
    assert_non_null(strchr("sdiuxXgc", *at));
    type[used++] = *at;
    type[used] = '\0';
    return at + 1;
}

enum { ARGUMENTS_MOST = 10 };

/* The types by place. */
static int read_arguments(const char *format, char types[ARGUMENTS_MOST][8])
{
    int count = 0;
    memset(types, 0, ARGUMENTS_MOST * sizeof types[0]);
    for (const char *at = format; (at = strchr(at, '%')) != NULL;) {
        int place;
        char type[8] = "";
        at = read_conversion(at, &place, type);
        int index = place > 0 ? place - 1 : count;
        assert_in_range(index, 0, ARGUMENTS_MOST - 1);
        assert_string_equal(types[index], ""); /* once each */
        memcpy(types[index], type, sizeof type);
        count++;
    }
    return count;
}

/* The first byte of a Cyrillic letter. */
static bool is_cyrillic(char byte)
{
    return (unsigned char)byte == 0xD0 || (unsigned char)byte == 0xD1;
}

static bool has_letters(const char *format)
{
    for (const char *at = format; *at != '\0';) {
        int place;
        char type[8];
        if (*at == '%') {
            at = read_conversion(at, &place, type);
        } else if (is_cyrillic(*at) || (is_name(*at) && (*at < '0' || *at > '9'))) {
            return true;
        } else {
            at++;
        }
    }
    return false;
}

static bool is_translated(const char *english)
{
    /* Of what cannot be read the table is named: a pattern. */
    if (strncmp(english, "the table \"", strlen("the table \"")) == 0) {
        english = "the table \"%s\"";
    }
    for (int i = 0; i < sentences_ru_count; i++) {
        if (strcmp(sentences_ru[i].english, english) == 0) {
            return true;
        }
    }
    return false;
}

static void all_that_is_said_is_there_in_russian(void **state)
{
    (void)state;
    int lacking = 0;
    for (int i = 0; i < use_count; i++) {
        if (!uses[i].may_lack && has_letters(uses[i].text) && !is_translated(uses[i].text)) {
            printf("%s: \"%s\"\n", uses[i].where, uses[i].text);
            lacking++;
        }
    }
    assert_int_equal(lacking, 0);
}

static void nothing_is_there_that_nobody_says(void **state)
{
    (void)state;
    int unused = 0;
    for (int i = 0; i < sentences_ru_count; i++) {
        bool used = false;
        for (int k = 0; k < use_count && !used; k++) {
            used = strcmp(uses[k].text, sentences_ru[i].english) == 0;
        }
        if (!used) {
            printf("nobody says \"%s\"\n", sentences_ru[i].english);
            unused++;
        }
    }
    assert_int_equal(unused, 0);
}

static void expect_good(const char *english, const char *russian)
{
    char of_english[ARGUMENTS_MOST][8], of_russian[ARGUMENTS_MOST][8];
    bool same = read_arguments(english, of_english) == read_arguments(russian, of_russian) &&
                memcmp(of_english, of_russian, sizeof of_english) == 0;
    bool is_russian = false;
    for (const char *at = russian; *at != '\0'; at++) {
        is_russian = is_russian || is_cyrillic(*at);
    }
    if (!same || (!is_russian && has_letters(russian)) || strpbrk(russian, "\"'") != NULL ||
        !utf8_is_valid(russian, strlen(russian), NULL)) {
        fail_msg("\"%s\" does not go with \"%s\"", russian, english);
    }
}

static void both_take_the_same_arguments(void **state)
{
    (void)state;
    for (int i = 0; i < sentences_ru_count; i++) {
        expect_good(sentences_ru[i].english, sentences_ru[i].other);
        assert_true(i == 0 || strcmp(sentences_ru[i - 1].english, sentences_ru[i].english) < 0);
    }
    for (int i = 0; i < sentences_counted_ru_count; i++) {
        const CountedTranslation *row = &sentences_counted_ru[i];
        for (int form = 0; form < PLURAL_COUNT; form++) {
            expect_good(row->many, row->other[form]);
        }
        assert_true(i == 0 || strcmp(row[-1].many, row->many) < 0);
    }
}

/* ---- said, and said again ---- */

static void a_language_is_found_by_its_code(void **state)
{
    (void)state;
    assert_int_equal(staff_language("ru"), STAFF_RUSSIAN);
    assert_int_equal(staff_language("ru-KZ"), STAFF_RUSSIAN);
    assert_int_equal(staff_language("en"), STAFF_ENGLISH);
    assert_int_equal(staff_language("hy"), STAFF_ENGLISH);
    assert_int_equal(staff_language(NULL), STAFF_ENGLISH);
    assert_string_equal(sentence(STAFF_ENGLISH, "the file"), "the file");
    assert_string_equal(sentence(STAFF_RUSSIAN, "the file"), "файл");
    assert_string_equal(sentence(STAFF_RUSSIAN, "nobody says this"), "nobody says this");
}

static void forms_go_by_the_number(void **state)
{
    static const struct {
        long number;
        const char *english, *russian;
    } FORMS[] = {{0, "%d errors", "%d ошибок"},  {1, "%d error", "%d ошибка"},
                 {2, "%d errors", "%d ошибки"},  {11, "%d errors", "%d ошибок"},
                 {21, "%d errors", "%d ошибка"}, {104, "%d errors", "%d ошибки"}};
    (void)state;
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
        assert_string_equal(
            sentence_plural(STAFF_ENGLISH, FORMS[i].number, "%d error", "%d errors"),
            FORMS[i].english);
        assert_string_equal(
            sentence_plural(STAFF_RUSSIAN, FORMS[i].number, "%d error", "%d errors"),
            FORMS[i].russian);
    }
}

static void expect_again(const char *said, const char *expected)
{
    char out[1200];
    assert_string_equal(sentence_again(STAFF_RUSSIAN, said, out, sizeof out), expected);
    assert_string_equal(sentence_again(STAFF_ENGLISH, said, out, sizeof out), said);
}

static void what_was_said_is_said_again(void **state)
{
    (void)state;
    expect_again("", "");
    expect_again("the file", "файл");
    expect_again("/srv/lobby.db is cut off or damaged: it is shorter than it says",
                 "/srv/lobby.db обрезан или повреждён: файл короче, чем в нём указано");
    expect_again("/srv/lobby.db cannot be read: Input/output error",
                 "/srv/lobby.db не читается: диск не читается или не пишется");
    expect_again("good copies cannot be kept in /state/good: Read-only file system",
                 "копии содержания не сохраняются в папке /state/good: диск доступен только для "
                 "чтения");
    expect_again("a.db is cut off or damaged: the table \"news\" cannot be read",
                 "a.db обрезан или повреждён: не читается таблица «news»");
    expect_again("a.db was made for a newer version of Foyer (its tables are version 2, this "
                 "program reads version 1)",
                 "a.db создан для более новой версии Foyer (версия таблиц в нём — 2, эта программа "
                 "читает версию 1)");
    expect_again(
        "/srv/a: b.db: news item \"x\", in \"ru\", title: it is empty: write the text, or "
        "make it NULL where there is none",
        "/srv/a: b.db: новость «x», на языке «ru», заголовок: здесь пусто: напишите текст, "
        "а если его нет, оставьте NULL");
    expect_again("a.db: delegation \"b\": it must be so: positions count from 1: correct this row",
                 "a.db: делегация «b»: должно быть так: места нумеруются с 1: исправьте эту строку "
                 "таблицы");
    expect_again("line 3: pin wants 4 to 12 digits, not \"12\"",
                 "строка 3: pin: нужно от 4 до 12 цифр, а не «12»");
    expect_again("5 delegations, 1 news item, 0 notices in 2 languages",
                 "5 делегаций, 1 новость, 0 объявлений на 2 языках");
    expect_again("a.db: the table \"news\": there are 100001 news items, and 100000 is the most: "
                 "delete the oldest",
                 "a.db: таблица «news»: слишком много: новости — 100001, а допускается не больше "
                 "100000: удалите самые старые");
    expect_again("nobody has ever said this, and that in there", /* where it stands, in English */
                 "nobody has ever said this, and that in there");
}

/* Whatever is given, and however little room there is: it ends, and whole letters are written. */
static void anything_is_survived(void **state)
{
    static const char *const SAID[] = {
        ": : : : : : : : : : : : : : : : : : : : : : : :",
        "%s cannot be read: %n%n%n",
        "a, b, c in d, e in f: g, h in i, j, k, l in m",
        " cannot be read:  cannot be read:  cannot be read:  cannot be read: ",
        "\xD0 is empty",
        "line 99999999999999999999: there are -1 more findings like these",
        "the link to \"the link to \"the link to \"\" is empty\" is empty\" is empty",
    };
    (void)state;
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        for (size_t size = 1; size < 300; size++) {
            char out[301];
            memset(out, 'x', sizeof out);
            (void)sentence_again(STAFF_RUSSIAN, SAID[i], out, size);
            assert_true(strlen(out) < size);
            assert_int_equal(out[size], 'x');
            assert_true(strchr(SAID[i], '\xD0') != NULL || utf8_is_valid(out, strlen(out), NULL));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_said_is_there_in_russian),
        cmocka_unit_test(nothing_is_there_that_nobody_says),
        cmocka_unit_test(both_take_the_same_arguments),
        cmocka_unit_test(a_language_is_found_by_its_code),
        cmocka_unit_test(forms_go_by_the_number),
        cmocka_unit_test(what_was_said_is_said_again),
        cmocka_unit_test(anything_is_survived),
    };
    return cmocka_run_group_tests(tests, read_sources, forget_sources);
}
