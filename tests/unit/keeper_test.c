/* Tests the keeper with real files and its real thread: what comes to the display when staff's file
 * changes, is broken, locked, away, or when there is nowhere to keep good copies. */
#include <poll.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/stat.h>

#include "content_fixture.h"

#include "content/keeper.h"
#include "content/store.h"

/* So long a test waits for what has to come; a run that passes never waits as long. */
enum { PATIENCE_MS = 20000 };

typedef struct Stage {
    Fixture *fixture;
    char live[128], state[128], sources[128];
    int woken; /* an eventfd */
    Keeper *keeper;
} Stage;

static void wake(void *context)
{
    const Stage *stage = (const Stage *)context;
    uint64_t one = 1;
    assert_int_equal(write(stage->woken, &one, sizeof one), sizeof one);
}

static bool build(void *context, const char *folder, const char *file, Error *error)
{
    BuildCounts counts;
    (void)context;
    return build_run(folder, file, &counts, error) == BUILD_DONE;
}

static int begin(void **state)
{
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    assert_non_null(stage);
    void *fixture = NULL;
    assert_int_equal(fixture_begin(&fixture), 0);
    stage->fixture = (Fixture *)fixture;
    (void)snprintf(stage->live, sizeof stage->live, "%s/live.db", stage->fixture->folder);
    (void)snprintf(stage->state, sizeof stage->state, "%s/state", stage->fixture->folder);
    (void)snprintf(stage->sources, sizeof stage->sources, "%s/sources", stage->fixture->folder);
    stage->woken = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    *state = stage;
    return 0;
}

static int end(void **state)
{
    Stage *stage = (Stage *)*state;
    void *fixture = stage->fixture;
    keeper_stop(stage->keeper);
    (void)close(stage->woken);
    free(stage);
    return fixture_end(&fixture);
}

/* ---- what staff do ---- */

static void put_file(const char *from, const char *to)
{
    size_t count;
    char under_way[300];
    char *bytes = read_whole(from, &count);
    (void)snprintf(under_way, sizeof under_way, "%s.part", to);
    write_whole(under_way, bytes, count);
    assert_int_equal(rename(under_way, to), 0);
    free(bytes);
}

/* A file that differs from all others by how many news items it shows. */
static void put_numbered(Stage *stage, int number)
{
    char sql[100];
    (void)snprintf(sql, sizeof sql, "UPDATE settings SET idle_news = %d", number);
    change(copy_shipped(stage->fixture), sql);
    put_file(stage->fixture->copy, stage->live);
}

/* ---- what the display does ---- */

static void start_falling(Stage *stage, const char *path, const char *state_dir,
                          const char *fallback)
{
    Error error = {{0}};
    KeeperOptions options = {.path = path,
                             .state_dir = state_dir,
                             .fallback = fallback,
                             .build = build,
                             .wake = wake,
                             .context = stage};
    stage->keeper = keeper_start(&options, &error);
    if (stage->keeper == NULL) {
        fail_msg("%s", error.text);
    }
    keeper_wait_first(stage->keeper);
}

static void start_with(Stage *stage, const char *path, const char *state_dir)
{
    start_falling(stage, path, state_dir, NULL);
}

static void start(Stage *stage)
{
    start_with(stage, stage->live, stage->state);
}

static void stop(Stage *stage)
{
    keeper_stop(stage->keeper);
    stage->keeper = NULL;
}

static void wait_for_wake(const Stage *stage)
{
    struct pollfd wait = {.fd = stage->woken, .events = POLLIN};
    uint64_t count;
    if (poll(&wait, 1, PATIENCE_MS) != 1) {
        KeeperStatus status = keeper_status(stage->keeper);
        fail_msg("nothing came; refused: \"%s\", storage: \"%s\"", status.refused, status.storage);
    }
    assert_int_equal(read(stage->woken, &count, sizeof count), sizeof count);
}

/* The content that comes next, open. */
static Content *next_content(Stage *stage)
{
    Content *content;
    while ((content = keeper_take(stage->keeper)) == NULL) {
        wait_for_wake(stage);
    }
    exercise(content);
    return content;
}

static void expect_number(Stage *stage, int number)
{
    Content *content = next_content(stage);
    assert_int_equal(content_settings(content)->idle_news, number);
    content_destroy(content);
}

/* Waits until the status says why the file is not shown. */
static void expect_refused(Stage *stage, const char *words)
{
    KeeperStatus status = keeper_status(stage->keeper);
    while (strstr(status.refused, words) == NULL) {
        wait_for_wake(stage);
        status = keeper_status(stage->keeper);
    }
    assert_true(status.refused_at > 0);
    assert_null(keeper_take(stage->keeper));
}

static void expect_no_longer_refused(Stage *stage)
{
    while (keeper_status(stage->keeper).refused[0] != '\0') {
        wait_for_wake(stage);
    }
}

static int count_stored(const Stage *stage, GoodCopy *out)
{
    Store store;
    store_init_reader(&store, stage->state);
    return store_list(&store, out, 10);
}

/* ---- tests ---- */

static void a_first_file_is_there_when_it_starts(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 3);
    start(stage);
    Content *content = keeper_take(stage->keeper);
    assert_non_null(content);
    assert_int_equal(content_settings(content)->idle_news, 3);
    content_destroy(content);
    assert_null(keeper_take(stage->keeper));
    KeeperStatus status = keeper_status(stage->keeper);
    assert_true(status.shown);
    assert_true(status.loaded_at > 0);
    assert_string_equal(status.source, stage->live);
    assert_string_equal(status.refused, "");
    assert_string_equal(status.storage, "");
    GoodCopy copies[10];
    assert_int_equal(count_stored(stage, copies), 1);
    assert_string_equal(copies[0].path, status.shown_from);
    assert_string_equal(copies[0].source, stage->live);
    assert_true(strstr(copies[0].summary, "5 delegations, 1 news item,") != NULL);
    assert_int_equal(strlen(copies[0].day), 10);
}

static void a_changed_file_comes_and_five_are_kept(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    expect_number(stage, 1);
    for (int number = 2; number <= 8; number++) {
        put_numbered(stage, number);
        expect_number(stage, number);
    }
    GoodCopy copies[10];
    assert_int_equal(count_stored(stage, copies), STORE_KEPT);
    assert_int_equal(copies[0].number, 8);
    assert_int_equal(copies[4].number, 4);
    /* Edited in place, as an SQLite tool does. */
    change(stage->live, "UPDATE settings SET idle_news = 20");
    expect_number(stage, 20);
}

/* A body changed by hand gives another version: caches go by it. */
static void every_change_makes_another_version(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    Content *one = next_content(stage);
    change(stage->live, "UPDATE news_text SET body = replace(body, 'a', 'e')");
    Content *two = next_content(stage);
    change(stage->live, "UPDATE news_text SET body = replace(body, 'e', 'o')");
    Content *three = next_content(stage);
    assert_true(content_version(one) != content_version(two));
    assert_true(content_version(two) != content_version(three));
    content_destroy(one);
    content_destroy(two);
    content_destroy(three);
}

static void a_bad_file_stays_outside(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    expect_number(stage, 1);
    write_whole(stage->live, "nonsense that is no database", 28);
    expect_refused(stage, "is not a Foyer data file");
    assert_non_null(strstr(keeper_status(stage->keeper).refused, stage->live));
    assert_int_equal(unlink(stage->live), 0);
    expect_refused(stage, "there is no such file");
    put_numbered(stage, 1); /* the same again: nothing new to show */
    expect_no_longer_refused(stage);
    assert_null(keeper_take(stage->keeper));
    GoodCopy copies[10];
    assert_int_equal(count_stored(stage, copies), 1);
}

static void the_good_copy_outlives_file_and_process(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 4);
    start(stage);
    stop(stage);
    assert_int_equal(unlink(stage->live), 0);
    start(stage);
    expect_number(stage, 4);
    expect_refused(stage, "there is no such file");
    KeeperStatus status = keeper_status(stage->keeper);
    assert_true(status.shown);
    assert_non_null(strstr(status.shown_from, "good/000001.db"));
}

static void a_damaged_good_copy_is_passed_over(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    expect_number(stage, 1);
    put_numbered(stage, 2);
    expect_number(stage, 2);
    stop(stage);
    assert_int_equal(unlink(stage->live), 0);
    GoodCopy copies[10];
    assert_int_equal(count_stored(stage, copies), 2);
    size_t count;
    char *bytes = read_whole(copies[0].path, &count);
    memset(bytes + 4096, 0x55, 40000);
    write_whole(copies[0].path, bytes, count);
    free(bytes);
    start(stage);
    expect_number(stage, 1);
}

static void without_a_place_to_keep_it_memory_does(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 5);
    start_with(stage, stage->live, "/dev/null/state");
    expect_number(stage, 5);
    KeeperStatus status = keeper_status(stage->keeper);
    assert_string_equal(status.shown_from, "memory");
    assert_non_null(strstr(status.storage, "cannot be kept in /dev/null/state"));
    Content *held = NULL;
    put_numbered(stage, 6);
    held = next_content(stage);
    put_numbered(stage, 7);
    expect_number(stage, 7);
    stop(stage);
    exercise(held); /* it outlives all of that */
    content_destroy(held);
    start_with(stage, stage->live, NULL);
    expect_number(stage, 7);
    assert_string_equal(keeper_status(stage->keeper).shown_from, "memory");
}

/* The index of the content given, which comes when it is made; what older content's comes first is
 * passed over. It finds what it should. */
static void expect_index(Stage *stage, const Content *content)
{
    Search *search = NULL;
    while (search == NULL || search_version(search) != content_version(content)) {
        search_close(search);
        while ((search = keeper_take_search(stage->keeper)) == NULL) {
            wait_for_wake(stage);
        }
    }
    SearchAnswer *answer = search_find(search, "Rogalev", 0, 5);
    assert_non_null(answer);
    assert_int_equal(answer->count, 1);
    assert_string_equal(answer->results[0].slug, "kazakhstan");
    search_answer_destroy(answer);
    search_close(search);
}

static void name_index(const GoodCopy *copy, char path[STORE_PATH_MOST])
{
    (void)snprintf(path, STORE_PATH_MOST, "%.*s.idx", (int)strlen(copy->path) - 3, copy->path);
}

static void an_index_comes_behind_the_content(void **state)
{
    Stage *stage = (Stage *)*state;
    GoodCopy copies[10];
    char path[STORE_PATH_MOST], other[STORE_PATH_MOST + 16];
    struct stat status;
    Content *content = NULL;
    put_numbered(stage, 1);
    start(stage);
    for (int number = 2; number <= 8; number++) {
        content = next_content(stage);
        expect_index(stage, content);
        content_destroy(content);
        put_numbered(stage, number);
    }
    content = next_content(stage);
    expect_index(stage, content);
    stop(stage);
    /* Each copy has one, and none is left of copies that went. */
    int count = count_stored(stage, copies);
    assert_int_equal(count, STORE_KEPT);
    for (int i = 0; i < count; i++) {
        name_index(&copies[i], path);
        assert_int_equal(stat(path, &status), 0);
    }
    (void)snprintf(path, sizeof path, "%s/good/000001.idx", stage->state);
    assert_int_equal(stat(path, &status), -1);
    /* One that is damaged, or another copy's, is made anew; what was left half made goes. */
    name_index(&copies[0], path);
    (void)snprintf(other, sizeof other, "%s.under-way", path);
    write_whole(other, "half", 4);
    size_t size;
    char *bytes = read_whole(path, &size);
    memset(bytes + 5000, 0x55, 5000);
    write_whole(path, bytes, size);
    free(bytes);
    start(stage);
    expect_index(stage, content);
    stop(stage);
    assert_int_equal(stat(other, &status), -1);
    name_index(&copies[1], other);
    put_file(other, path);
    start(stage);
    expect_index(stage, content);
    content_destroy(content);
}

static void without_a_place_the_index_is_in_memory(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 5);
    start_with(stage, stage->live, NULL);
    for (int number = 6; number <= 8; number++) {
        Content *content = next_content(stage);
        expect_index(stage, content);
        content_destroy(content);
        put_numbered(stage, number);
    }
}

static void two_displays_do_not_share_a_folder(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 5);
    start(stage);
    expect_number(stage, 5);
    Keeper *first = stage->keeper;
    start(stage);
    expect_number(stage, 5); /* the first one's copy can be read */
    assert_non_null(strstr(keeper_status(stage->keeper).storage, "another display"));
    keeper_stop(first);
}

static void a_locked_file_is_waited_for(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    expect_number(stage, 1);
    sqlite3 *editor;
    assert_int_equal(sqlite3_open(stage->live, &editor), SQLITE_OK);
    assert_int_equal(sqlite3_exec(editor,
                                  "PRAGMA cache_size = 1; BEGIN EXCLUSIVE;"
                                  "UPDATE settings SET idle_news = 9;"
                                  "UPDATE picture SET bytes = zeroblob(50000)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    expect_refused(stage, "is being written");
    assert_int_equal(sqlite3_exec(editor, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    expect_no_longer_refused(stage);
    assert_null(keeper_take(stage->keeper));
    assert_int_equal(sqlite3_exec(editor, "UPDATE settings SET idle_news = 9", NULL, NULL, NULL),
                     SQLITE_OK);
    expect_number(stage, 9);
    assert_int_equal(sqlite3_close(editor), SQLITE_OK);
}

static void an_open_editors_log_is_taken_in(void **state)
{
    Stage *stage = (Stage *)*state;
    put_numbered(stage, 1);
    start(stage);
    expect_number(stage, 1);
    sqlite3 *editor;
    assert_int_equal(sqlite3_open(stage->live, &editor), SQLITE_OK);
    assert_int_equal(sqlite3_exec(editor,
                                  "PRAGMA journal_mode = WAL; UPDATE settings SET idle_news = 30",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    Content *content = next_content(stage);
    if (content_settings(content)->idle_news == 1) { /* the moment before the update */
        content_destroy(content);
        content = next_content(stage);
    }
    assert_int_equal(content_settings(content)->idle_news, 30);
    content_destroy(content);
    assert_int_equal(sqlite3_exec(editor, "UPDATE settings SET idle_news = 31", NULL, NULL, NULL),
                     SQLITE_OK);
    expect_number(stage, 31);
    assert_int_equal(sqlite3_close(editor), SQLITE_OK);
    expect_refused(stage, "WAL mode"); /* the log is gone with the editor */
}

/* What it ships with is shown where there is nothing else, and only as long. */
static void it_falls_back_until_there_is_something(void **state)
{
    Stage *stage = (Stage *)*state;
    char shipped[160];
    (void)snprintf(shipped, sizeof shipped, "%s/shipped.db", stage->fixture->folder);
    put_numbered(stage, 3);
    put_file(stage->live, shipped);
    for (int round = 0; round < 2; round++) { /* without a state folder, and with one */
        write_whole(stage->live, "nonsense that is no database", 28);
        start_falling(stage, stage->live, round == 0 ? NULL : stage->state, shipped);
        expect_number(stage, 3);
        expect_refused(stage, "is not a Foyer data file");
        KeeperStatus status = keeper_status(stage->keeper);
        assert_true(status.shown && status.is_fallback);
        assert_string_equal(status.source, shipped);
        assert_string_equal(status.shown_from, shipped);
        put_file(shipped, stage->live); /* the very same, but staff's */
        expect_number(stage, 3);
        status = keeper_status(stage->keeper);
        assert_false(status.is_fallback);
        assert_string_equal(status.source, stage->live);
        write_whole(stage->live, "nonsense that is no database", 28);
        expect_refused(stage, "is not a Foyer data file"); /* what was shown last goes on */
        assert_false(keeper_status(stage->keeper).is_fallback);
        stop(stage);
    }
    GoodCopy copies[10];
    assert_int_equal(count_stored(stage, copies), 1); /* staff's, not what it ships with */
    start_falling(stage, stage->live, stage->state, shipped);
    expect_number(stage, 3);
    expect_refused(stage, "is not a Foyer data file");
    assert_false(keeper_status(stage->keeper).is_fallback);
}

/* One that is damaged shows nothing, and does not keep staff's file away. */
static void a_damaged_fallback_does_no_harm(void **state)
{
    Stage *stage = (Stage *)*state;
    start_falling(stage, stage->live, stage->state, "/dev/null");
    expect_refused(stage, "there is no such file");
    assert_false(keeper_status(stage->keeper).shown);
    put_numbered(stage, 2);
    expect_number(stage, 2);
}

static void copy_folder(const char *from, const char *to)
{
    char command[4500];
    (void)snprintf(command, sizeof command, "cp -r '%s' '%s'", from, to);
    assert_int_equal(system(command), 0);
}

static void a_folder_of_sources_is_built_as_it_is_saved(void **state)
{
    Stage *stage = (Stage *)*state;
    char data[4096], yaml[200];
    (void)snprintf(data, sizeof data, "%s/data", getenv("FOYER_TEST_SOURCE"));
    (void)snprintf(yaml, sizeof yaml, "%s/lobby.yaml", stage->sources);
    copy_folder(data, stage->sources);
    start_with(stage, stage->sources, stage->state);
    content_destroy(next_content(stage));
    FILE *file = fopen(yaml, "a");
    assert_non_null(file);
    assert_true(fputs("\nnonsense: 1\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    expect_refused(stage, "lobby.yaml");
    size_t count;
    char *text = read_whole(yaml, &count);
    (void)snprintf(strstr(text, "nonsense: 1"), 12, "%s", "# a remark ");
    write_whole(yaml, text, strlen(text));
    free(text);
    expect_no_longer_refused(stage);
    assert_null(keeper_take(stage->keeper));
    /* In a folder that came later. */
    char news[250], command[600];
    (void)snprintf(command, sizeof command, "cp -r %s/news/$(ls %s/news | head -1) %s/news/later",
                   stage->sources, stage->sources, stage->sources);
    assert_int_equal(system(command), 0);
    Content *content = next_content(stage);
    assert_int_equal(content_news_count(content), 2);
    content_destroy(content);
    (void)snprintf(news, sizeof news, "%s/news/later/en.md", stage->sources);
    file = fopen(news, "a");
    assert_non_null(file);
    assert_true(fputs("\nOne more paragraph.\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    content_destroy(next_content(stage));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_first_file_is_there_when_it_starts, begin, end),
        cmocka_unit_test_setup_teardown(a_changed_file_comes_and_five_are_kept, begin, end),
        cmocka_unit_test_setup_teardown(every_change_makes_another_version, begin, end),
        cmocka_unit_test_setup_teardown(a_bad_file_stays_outside, begin, end),
        cmocka_unit_test_setup_teardown(the_good_copy_outlives_file_and_process, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_good_copy_is_passed_over, begin, end),
        cmocka_unit_test_setup_teardown(without_a_place_to_keep_it_memory_does, begin, end),
        cmocka_unit_test_setup_teardown(an_index_comes_behind_the_content, begin, end),
        cmocka_unit_test_setup_teardown(without_a_place_the_index_is_in_memory, begin, end),
        cmocka_unit_test_setup_teardown(two_displays_do_not_share_a_folder, begin, end),
        cmocka_unit_test_setup_teardown(a_locked_file_is_waited_for, begin, end),
        cmocka_unit_test_setup_teardown(an_open_editors_log_is_taken_in, begin, end),
        cmocka_unit_test_setup_teardown(it_falls_back_until_there_is_something, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_fallback_does_no_harm, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_of_sources_is_built_as_it_is_saved, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
