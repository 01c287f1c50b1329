/* Tests of `foyer build`: the shipped texts build, twice to equal bytes; whatever is wrong in a
 * source is said with its file and line, and the file that was there stays. */
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

#include <SDL_image.h>

#include "content_fixture.h"

/* ---- a small folder of sources that is right, to be made wrong in one place ---- */

typedef struct SourceText {
    const char *path, *text;
} SourceText;

static const SourceText GOOD[] = {
    {"lobby.yaml", "languages:\n"
                   "  - code: en\n"
                   "    name: English\n"
                   "    organisation: The Assembly\n"
                   "  - code: ru\n"
                   "    name: Русский\n"
                   "first language: en\n"
                   "delegations: [belarus, russia]\n"
                   "idle news: 3\n"},
    {"delegations/belarus/facts.yaml", "flag: by.png\n"
                                       "chambers:\n"
                                       "  - deputies: 7\n"
                                       "    website: house.gov.by\n"
                                       "  - deputies: 4\n"},
    {"delegations/belarus/en.md", "---\n"
                                  "name: Belarus\n"
                                  "chambers: [House, Council]\n"
                                  "representative: Viktor Kogut\n"
                                  "---\n"},
    {"delegations/russia/facts.yaml", "flag:\n"},
    {"delegations/russia/ru.md", "---\nname: Россия\n---\n"},
    {"news/2022-a/facts.yaml", "date: 2022-06-03\n"
                               "delegations:\n"
                               "  - russia\n"
                               "pinned: yes\n"
                               "shown from: 2022-06-01\n"
                               "shown until: 2022-06-30\n"},
    {"news/2022-a/en.md", "---\n"
                          "title: \"A: title\"\n"
                          "summary: >\n"
                          "  Over two\n"
                          "  lines\n"
                          "---\n"
                          "Text *and* [link](https://x.org).\n"
                          "\n"
                          "![Hall](Hall_1.png) <!-- no --> and <br> more\n"},
};
enum { GOOD_COUNT = sizeof GOOD / sizeof GOOD[0] };

typedef struct Stage {
    char folder[64];
    char data[100], file[100];
} Stage;

static void put(const Stage *stage, const char *path, const char *bytes, size_t count)
{
    char full[300];
    (void)snprintf(full, sizeof full, "%s/%s", stage->data, path);
    for (char *p = full + strlen(stage->data) + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        (void)mkdir(full, 0700);
        *p = '/';
    }
    write_whole(full, bytes, count);
}

static void put_text(const Stage *stage, const char *path, const char *text)
{
    put(stage, path, text, strlen(text));
}

/* A picture of w × h pixels in `format`, "png" or "jpeg". */
static void put_picture(const Stage *stage, const char *path, const char *format, int w, int h)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGBA32);
    assert_non_null(surface);
    assert_int_equal(SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 200, 30, 40)), 0);
    size_t room = (size_t)w * (size_t)h * 5 + 65536;
    char *bytes = (char *)malloc(room);
    assert_non_null(bytes);
    SDL_RWops *out = SDL_RWFromMem(bytes, (int)room);
    assert_int_equal(strcmp(format, "png") == 0 ? IMG_SavePNG_RW(surface, out, 0)
                                                : IMG_SaveJPG_RW(surface, out, 0, 80),
                     0);
    put(stage, path, bytes, (size_t)SDL_RWtell(out));
    (void)SDL_RWclose(out);
    free(bytes);
    SDL_FreeSurface(surface);
}

static void put_good(const Stage *stage)
{
    remove_folder(stage->data);
    assert_int_equal(mkdir(stage->data, 0700), 0);
    for (int i = 0; i < GOOD_COUNT; i++) {
        put_text(stage, GOOD[i].path, GOOD[i].text);
    }
    put_picture(stage, "flags/by.png", "png", 64, 48);
    put_picture(stage, "news/2022-a/Hall_1.png", "png", 30, 20);
}

static int begin(void **state)
{
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    assert_non_null(stage);
    strcpy(stage->folder, "/tmp/foyer-build-XXXXXX");
    assert_non_null(mkdtemp(stage->folder));
    (void)snprintf(stage->data, sizeof stage->data, "%s/data", stage->folder);
    (void)snprintf(stage->file, sizeof stage->file, "%s/lobby.db", stage->folder);
    *state = stage;
    return 0;
}

static int end(void **state)
{
    Stage *stage = (Stage *)*state;
    remove_folder(stage->folder);
    free(stage);
    return 0;
}

static void build_good(const Stage *stage)
{
    Error error = {{0}};
    BuildCounts counts;
    if (build_run(stage->data, stage->file, &counts, &error) != BUILD_DONE) {
        fail_msg("%s", error.text);
    }
}

/* ---- what is right ---- */

static void good_sources_build(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put_good(stage);
    build_good(stage);
    Content *content = open_good(stage->file);
    exercise(content);
    const Delegation *belarus = content_delegation(content, 0);
    assert_string_equal(belarus->chambers[0].website, "house.gov.by");
    assert_int_equal(belarus->deputies, 11);
    assert_true(belarus->flag == content_id("flag-by"));
    assert_true(content_delegation(content, 1)->flag == ID_NONE);
    assert_null(content_delegation(content, 1)->name.in[0]);
    const NewsHead *head = content_news(content, 0);
    assert_string_equal(head->title.in[0], "A: title");
    assert_string_equal(head->lead.in[0], "Over two lines");
    assert_true(head->pinned && head->from.day == 1 && head->until.day == 30);
    assert_true(head->picture == content_id("2022-a-hall-1"));
    assert_int_equal(content_picture_size(content, head->picture).w, 30);
    assert_int_equal(content_settings(content)->idle_news, 3);
    assert_true(content_settings(content)->idle_wait == 90 * TIME_S);
    content_destroy(content);
}

static void equal_sources_give_equal_bytes(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put_good(stage);
    build_good(stage);
    size_t count, again_count;
    char *bytes = read_whole(stage->file, &count);
    build_good(stage);
    char *again = read_whole(stage->file, &again_count);
    assert_int_equal(count, again_count);
    assert_memory_equal(bytes, again, count);
    free(bytes);
    free(again);
}

static void build_refused_for(const Stage *stage, const char *reason)
{
    Error error = {{0}};
    BuildCounts counts;
    assert_int_equal(build_run(stage->data, stage->file, &counts, &error), BUILD_CONTENT_WRONG);
    if (strstr(error.text, reason) == NULL) {
        fail_msg("%s", error.text);
    }
}

static void large_pictures_are_made_smaller(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put_good(stage);
    put_picture(stage, "news/2022-a/Hall_1.png", "png", 5000, 2500);
    put_picture(stage, "news/2022-a/tall.jpg", "jpeg", 10, 3000);
    put_text(stage, "news/2022-a/en.md",
             "---\ntitle: A\n---\n![a](Hall_1.png) ![b](tall.jpg)\n\n![again](Hall_1.png)");
    build_good(stage);
    Content *content = open_good(stage->file);
    PictureSize hall = content_picture_size(content, content_id("2022-a-hall-1"));
    PictureSize tall = content_picture_size(content, content_id("2022-a-tall"));
    assert_true(hall.w == 2048 && hall.h == 1024);
    assert_true(tall.w == 6 && tall.h == 2048);
    size_t count;
    void *bytes = content_picture_bytes(content, content_id("2022-a-hall-1"), &count);
    SDL_Surface *surface = IMG_Load_RW(SDL_RWFromConstMem(bytes, (int)count), 1);
    assert_non_null(surface);
    assert_int_equal(surface->w, 2048);
    SDL_FreeSurface(surface);
    free(bytes);
    int shown;
    assert_int_equal(content_body(content, content_id("2022-a"), 0, &shown)->block_count, 3);
    content_destroy(content);
}

/* The libraries decode more than the check lets pass, and would take any memory for it. */
static void pictures_that_would_be_refused_are_not_built(void **state)
{
    static const char HUGE[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\0\0\0\0";
    const Stage *stage = (const Stage *)*state;
    char path[300];
    size_t count;
    put_good(stage);
    (void)snprintf(path, sizeof path, "%s/flags/by.png", stage->data);
    char *bytes = read_whole(path, &count);
    bytes[count - 8] = 'J'; /* of IEND */
    put(stage, "flags/by.png", bytes, count);
    free(bytes);
    build_refused_for(stage, "by.png is no PNG or JPEG, or is damaged");
    put(stage, "flags/by.png", HUGE, sizeof HUGE - 1);
    build_refused_for(stage, "by.png is too large: make it at most 2048 pixels");
}

static void editors_habits_are_understood(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put_good(stage);
    put_text(stage, "delegations/belarus/en.md",
             "\xEF\xBB\xBF---\r\nname: Belarus\r\nchambers: [A, B]\r\nrole: ~\r\n--- \r\n\r\n");
    put_text(stage, "news/2022-a/.en.md.swp", "\x01");
    put_text(stage, "delegations/notes.txt", "x");
    build_good(stage);
    Content *content = open_good(stage->file);
    assert_string_equal(content_delegation(content, 0)->name.in[0], "Belarus");
    assert_null(content_delegation(content, 0)->role.in[0]);
    content_destroy(content);
}

/* ---- what is wrong ---- */

static const char LONG_NAME[] =
    "---\nname: "
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "\n---\n";

#define LANGUAGES "languages: [{code: en, name: English}]\n"
#define LISTED LANGUAGES "delegations: [belarus, russia]\n"
#define NEWS "news/2022-a/en.md"
#define NEWS_FACTS "news/2022-a/facts.yaml"
#define RUSSIA "delegations/russia/ru.md"
#define BELARUS_FACTS "delegations/belarus/facts.yaml"

/* A file with this text instead of its own (NULL: deleted), and what is said: where, and words. */
static const struct {
    const char *path, *text, *place, *words;
} WRONG[] = {
    {"lobby.yaml", NULL, "lobby.yaml: ", "this file is missing"},
    {"lobby.yaml", "", "lobby.yaml:1: ", "are expected here"},
    {"lobby.yaml", "a\n", "lobby.yaml:1: ", "are expected here"},
    {"lobby.yaml", "languages: [\n", "lobby.yaml:2: ", "is not understood"},
    {"lobby.yaml", LISTED "idle newz: 3\n", "lobby.yaml:3: ", "is it \"idle news\"?"},
    {"lobby.yaml", LISTED "idle news: many\n", "lobby.yaml:3: ", "a whole number from 0 to 50"},
    {"lobby.yaml", LISTED "idle news: 51\n", "lobby.yaml:3: ", "a whole number from 0 to 50"},
    {"lobby.yaml", LISTED "still there seconds: 5\n", "lobby.yaml:3: ", "from 20 to 600"},
    {"lobby.yaml", LISTED "first language: ru\n", "lobby.yaml:3: ", "not in the list of languages"},
    {"lobby.yaml", LISTED "idle news: 3\nidle news: 4\n", "lobby.yaml:4: ", "is here twice"},
    {"lobby.yaml", "delegations: [belarus, russia]\n", "lobby.yaml:1: ", "\"languages: …\""},
    {"lobby.yaml", "languages: en\n", "lobby.yaml:1: ", "has to be a list"},
    {"lobby.yaml", "languages:\n  - en\n", "lobby.yaml:2: ", "\"code: …\" are expected"},
    {"lobby.yaml", "languages:\n  - code: EN\n    name: E\n",
     "lobby.yaml:2: ", "two or three letters a to z"},
    {"lobby.yaml", "languages:\n  - {code: en, name: E}\n  - {code: en, name: E}\n",
     "lobby.yaml:3: ", "\"en\" is here twice"},
    {"lobby.yaml", LANGUAGES "delegations: [belarus]\n",
     "lobby.yaml:2: ", "delegations/russia is not in this list"},
    {"lobby.yaml", LANGUAGES "delegations:\n  - belarus\n  - rusia\n",
     "lobby.yaml:4: ", "delegations/rusia; is it \"russia\"?"},
    {"lobby.yaml", LANGUAGES "delegations: [russia, russia]\n", "lobby.yaml:2: ", "is here twice"},
    {"lobby.yaml", LANGUAGES "delegations: [[russia]]\n", "lobby.yaml:2: ", "has to be one text"},
    {"lobby.yaml", "languages: [{code: en, name: English}]\n# \xFF\n",
     "lobby.yaml:2: ", "save the file as UTF-8"},
    {"lobby.yaml", "languages:\n\n\x01\n", "lobby.yaml:3: ", "control character"},
    {BELARUS_FACTS, NULL, BELARUS_FACTS ": ", "this file is missing"},
    {BELARUS_FACTS, "chambers: 7\n", BELARUS_FACTS ":1: ", "has to be a list"},
    {BELARUS_FACTS, "chambers:\n  - deputies: -7\n", BELARUS_FACTS ":2: ", "from 0 to 10000"},
    {BELARUS_FACTS, "chambers:\n  - deputies: 7.5\n", BELARUS_FACTS ":2: ", "whole number"},
    {BELARUS_FACTS, "chambers:\n  - website: x.org\n", BELARUS_FACTS ":2: ", "\"deputies: …\""},
    {BELARUS_FACTS, "chambers:\n  - deputies: 7\n    website: a b\n",
     BELARUS_FACTS ":3: ", "is not an address"},
    {BELARUS_FACTS, "chambers:\n  - deputies: 7\n    website: ftp://x.org\n",
     BELARUS_FACTS ":3: ", "is not an address"},
    {BELARUS_FACTS, "chambers:\n  - deputies: 7\n",
     "delegations/belarus/en.md:3: ", "named here are 2, those in facts.yaml are 1"},
    {BELARUS_FACTS, "\nflag: xx.png\n", BELARUS_FACTS ":2: ", "xx.png: this file is missing"},
    {BELARUS_FACTS, "flag: ../by.png\n", BELARUS_FACTS ":1: ", "name of a file in flags/"},
    {"flags/by.png", "GIF89a", BELARUS_FACTS ":1: ", "is no PNG or JPEG"},
    {"flags/by.png", "\x89PNG\r\n\x1A\n", BELARUS_FACTS ":1: ", "is no PNG or JPEG"},
    {RUSSIA, NULL, "delegations/russia: ", "a text is missing, such as en.md"},
    {RUSSIA, "name: x\n", RUSSIA ":1: ", "has to begin with a line of three hyphens"},
    {RUSSIA, "---\nname: x\n", RUSSIA ":3: ", "a second line of three hyphens"},
    {RUSSIA, "---\nname: a: b\n---\n", RUSSIA ":2: ", "put quotes around a text that has a colon"},
    {RUSSIA, "---\n\tname: a\n---\n", RUSSIA ":2: ", "indent with spaces"},
    {RUSSIA, "---\nname: ''\n---\n", RUSSIA ":2: ", "\"name\" is empty"},
    {RUSSIA, "---\nrole: x\n---\n", RUSSIA ":2: ", "\"name: …\" is missing"},
    {RUSSIA, "---\nname: [x]\n---\n", RUSSIA ":2: ", "has to be one text"},
    {RUSSIA, "---\nname: \"x\\0y\"\n---\n", RUSSIA ":2: ", "holds a character that is no text"},
    {RUSSIA, "---\n[a]: x\n---\n", RUSSIA ":2: ", "is expected here"},
    {RUSSIA, "---\nname: x\nrepresentatve: y\n---\n", RUSSIA ":3: ", "is it \"representative\"?"},
    {RUSSIA, "---\nname: x\nchambers: [y]\n---\n", RUSSIA ":3: ", "named here are 1"},
    {RUSSIA, "---\nname: x\n---\n\nThey are many.\n", RUSSIA ":5: ", "delete this one"},
    {RUSSIA, LONG_NAME, RUSSIA ":2: ", "the most is 300"},
    {"delegations/russia/fr.md", "---\n", "delegations/russia/fr.md: ", "not a language"},
    {"delegations/Peru/en.md", "---\n", "lobby.yaml:8: ", "delegations/Peru is not in this list"},
    {NEWS_FACTS, "date: 2022-02-30\n", NEWS_FACTS ":1: ", "a day of the calendar"},
    {NEWS_FACTS, "pinned: yes\n", NEWS_FACTS ":1: ", "\"date: …\" is missing"},
    {NEWS_FACTS, "date: 2022-06-03\npinned: perhaps\n", NEWS_FACTS ":2: ", "yes or no"},
    {NEWS_FACTS, "date: 2022-06-03\nshown from: 2022-06-03\nshown until: 2022-06-02\n",
     NEWS_FACTS ":3: ", "is before"},
    {NEWS_FACTS, "date: 2022-06-03\ndelegations:\n  - rusia\n",
     NEWS_FACTS ":3: ", "is it \"russia\"?"},
    {NEWS_FACTS, "date: 2022-06-03\ndelegations:\n  - russia\n  - russia\n",
     NEWS_FACTS ":4: ", "is here twice"},
    {NEWS, NULL, "news/2022-a: ", "a text is missing"},
    {NEWS, "---\ntitle: x\n---\n\n \n", NEWS ":4: ", "the text is missing"},
    {NEWS, "---\nsummary: x\n---\na\n", NEWS ":2: ", "\"title: …\" is missing"},
    {NEWS, "---\ntitle: x\n---\na\n\n![b](no.png)\n", NEWS ":6: ", "no.png: this file is missing"},
    {NEWS, "---\ntitle: x\n---\na\n![b](../a.png)\n", NEWS ":5: ", "a picture beside this file"},
    {NEWS, "---\ntitle: x\n---\n![b](https://x.org/a.png)\n", NEWS ":4: ", "beside this file"},
    {NEWS, "---\ntitle: x\n---\n![b]()\n", NEWS ":4: ", "is written as ![caption](hall.jpg)"},
    {NEWS, "---\ntitle: x\n---\n![b](<Hall_1.png>)\n", NEWS ":4: ", "without more"},
    {NEWS, "---\ntitle: x\n---\na\n\n<p>b</p>\n", NEWS ":6: ", "HTML is not shown"},
    {NEWS, "---\ntitle: x\n---\na\nb <b>c</b>\n", NEWS ":5: ", "HTML is not shown"},
    {NEWS, "---\ntitle: x\n---\n[a](javascript:b)\n", NEWS ":4: ", "begins with https://"},
    {"news/Item 1/facts.yaml", "date: 2022-06-03\n", "news/Item 1: ", "is made of a-z, 0-9 and -"},
    {"news/empty/en.md", "x", "news/empty/facts.yaml: ", "this file is missing"},
};

static void each_mistake_is_named(void **state)
{
    const Stage *stage = (const Stage *)*state;
    write_whole(stage->file, "as it was", 9);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        Error error = {{0}};
        BuildCounts counts;
        char place[300];
        put_good(stage);
        (void)snprintf(place, sizeof place, "%s/%s", stage->data, WRONG[i].path);
        if (WRONG[i].text != NULL) {
            put_text(stage, WRONG[i].path, WRONG[i].text);
        } else {
            assert_int_equal(unlink(place), 0);
        }
        assert_int_equal(build_run(stage->data, stage->file, &counts, &error), BUILD_CONTENT_WRONG);
        (void)snprintf(place, sizeof place, "%s/%s", stage->data, WRONG[i].place);
        if (strncmp(error.text, place, strlen(place)) != 0 ||
            strstr(error.text, WRONG[i].words) == NULL) {
            fail_msg("case %zu: expected \"%s … %s\", not \"%s\"", i, WRONG[i].place,
                     WRONG[i].words, error.text);
        }
    }
    size_t count;
    char *bytes = read_whole(stage->file, &count);
    assert_string_equal(bytes, "as it was");
    free(bytes);
    char under_way[120];
    (void)snprintf(under_way, sizeof under_way, "%s.tmp", stage->file);
    assert_int_not_equal(access(under_way, F_OK), 0);
}

static void a_wrong_command_ends_with_2(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put_good(stage);
    char missing[200], nowhere[200], flag[] = "--help";
    char data[200], file[200];
    (void)snprintf(missing, sizeof missing, "%s/missing", stage->folder);
    (void)snprintf(nowhere, sizeof nowhere, "%s/missing/lobby.db", stage->folder);
    (void)snprintf(data, sizeof data, "%s", stage->data);
    (void)snprintf(file, sizeof file, "%s", stage->file);
    assert_int_equal(verb_build(1, (char *[]){data}), 2);
    assert_int_equal(verb_build(2, (char *[]){flag, file}), 2);
    assert_int_equal(verb_build(2, (char *[]){missing, file}), 2);
    assert_int_equal(verb_build(2, (char *[]){data, nowhere}), 2);
    assert_int_equal(verb_build(2, (char *[]){data, file}), 0);
    put_text(stage, "lobby.yaml", "x");
    assert_int_equal(verb_build(2, (char *[]){data, file}), 1);
}

/* Any bytes in any source: refused or built, never a crash. Seeded. */
static void damaged_sources_are_survived(void **state)
{
    const Stage *stage = (const Stage *)*state;
    uint64_t seed = 3;
    for (int round = 0; round < 150; round++) {
        const SourceText *source = &GOOD[round % GOOD_COUNT];
        size_t count = strlen(source->text);
        char *text = strdup(source->text);
        assert_non_null(text);
        for (int i = 0; i < 3; i++) {
            static const char LETTERS[] = "\n:-[]{}\"'#&*!|> \t%@`x\\\xFF";
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[(seed >> 33) % count] = LETTERS[(seed >> 20) % (sizeof LETTERS - 1)];
        }
        put_good(stage);
        put(stage, source->path, text, count);
        Error error = {{0}};
        BuildCounts counts;
        BuildResult result = build_run(stage->data, stage->file, &counts, &error);
        assert_true(result == BUILD_DONE || error.text[0] != '\0');
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_sources_build),
        cmocka_unit_test(equal_sources_give_equal_bytes),
        cmocka_unit_test(large_pictures_are_made_smaller),
        cmocka_unit_test(pictures_that_would_be_refused_are_not_built),
        cmocka_unit_test(editors_habits_are_understood),
        cmocka_unit_test(each_mistake_is_named),
        cmocka_unit_test(a_wrong_command_ends_with_2),
        cmocka_unit_test(damaged_sources_are_survived),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
