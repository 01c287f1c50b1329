/* Tests of `foyer publish`, `foyer rollback` and `foyer history` on real files: what becomes of the
 * live file, of the logs beside it, and of its history. */
#include "content_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "content/versions.h"
#include "staff/history.h"
#include "staff/publish.h"
#include "staff/rollback.h"

typedef struct Stage {
    Fixture *fixture;
    char folder[100], live[128], new[128];
} Stage;

static int begin_all(void **state)
{
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    void *fixture = NULL;
    assert_non_null(stage);
    assert_int_equal(fixture_begin(&fixture), 0);
    stage->fixture = (Fixture *)fixture;
    *state = stage;
    return 0;
}

static int end_all(void **state)
{
    Stage *stage = (Stage *)*state;
    void *fixture = stage->fixture;
    free(stage);
    return fixture_end(&fixture);
}

/* An empty folder for each test. */
static int begin(void **state)
{
    Stage *stage = (Stage *)*state;
    (void)snprintf(stage->folder, sizeof stage->folder, "%s/live", stage->fixture->folder);
    (void)snprintf(stage->live, sizeof stage->live, "%s/lobby.db", stage->folder);
    (void)snprintf(stage->new, sizeof stage->new, "%s/new.db", stage->fixture->folder);
    remove_folder(stage->folder);
    return mkdir(stage->folder, 0755);
}

/* ---- what staff do ---- */

static void put(const Stage *stage, const char *path, int number)
{
    char sql[100];
    size_t count;
    (void)snprintf(sql, sizeof sql, "UPDATE settings SET idle_news = %d", number);
    change(copy_shipped(stage->fixture), sql);
    char *bytes = read_whole(stage->fixture->copy, &count);
    write_whole(path, bytes, count);
    free(bytes);
}

/* As if nobody had touched them for long: what has just changed is looked at twice. */
static void let_settle(const Stage *stage)
{
    static const struct timespec OLD[2] = {{.tv_sec = 1600000000}, {.tv_sec = 1600000000}};
    (void)utimensat(AT_FDCWD, stage->new, OLD, 0);
    (void)utimensat(AT_FDCWD, stage->live, OLD, 0);
}

static void publish(const Stage *stage, int number)
{
    Error error = {{0}};
    put(stage, stage->new, number);
    let_settle(stage);
    if (publish_run(stage->new, stage->live, NULL, true, &error) != STATUS_DONE) {
        fail_msg("%s", error.text);
    }
}

static void roll_back(const Stage *stage, int number)
{
    Error error = {{0}};
    if (rollback_run(stage->live, number, NULL, true, &error) != STATUS_DONE) {
        fail_msg("%s", error.text);
    }
}

static void expect_refused(Status status, Status expected, const Error *error, const char *words)
{
    assert_int_equal(status, expected);
    if (strstr(error->text, words) == NULL) {
        fail_msg("\"%s\" is not in \"%s\"", words, error->text);
    }
    assert_non_null(strstr(error->text, "nothing is changed: "));
}

/* ---- what is there afterwards ---- */

static void expect_live(const Stage *stage, int number)
{
    Content *content = open_good(stage->live);
    assert_int_equal(content_settings(content)->idle_news, number);
    content_destroy(content);
    char name[160];
    static const char *const BESIDE[] = {"%s-wal", "%s-shm", "%s-journal"};
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        (void)snprintf(name, sizeof name, "%s%s", stage->live, BESIDE[i] + 2);
        assert_int_equal(access(name, F_OK), -1);
    }
}

static int list(const Stage *stage, GoodCopy *versions)
{
    Store store;
    versions_init_reader(&store, stage->live);
    return store_list(&store, versions, VERSIONS_MOST);
}

static void expect_count(const Stage *stage, int count)
{
    GoodCopy versions[VERSIONS_MOST];
    assert_int_equal(list(stage, versions), count);
}

/* ---- publishing and rolling back ---- */

static void rolling_back_undoes_what_was_published(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {{0}};
    put(stage, stage->live, 1);
    publish(stage, 2);
    publish(stage, 3);
    expect_live(stage, 3);
    roll_back(stage, 0);
    expect_live(stage, 2);
    roll_back(stage, 0);
    expect_live(stage, 1);
    expect_refused(rollback_run(stage->live, 0, NULL, true, &error), STATUS_WRONG, &error,
                   "no version before");
    /* 4 replaces 1: to undo it is to see 1 again, not 3, which was taken back. */
    publish(stage, 4);
    roll_back(stage, 0);
    expect_live(stage, 1);
    roll_back(stage, 3);
    expect_live(stage, 3);
    expect_count(stage, 4);
    struct stat status;
    assert_int_equal(stat(stage->live, &status), 0);
    assert_int_equal(status.st_mode & 0444, 0444);
    assert_int_equal(status.st_nlink, 1);
}

static void what_is_the_same_is_no_version(void **state)
{
    const Stage *stage = (const Stage *)*state;
    GoodCopy versions[VERSIONS_MOST];
    publish(stage, 1);
    publish(stage, 1);
    expect_count(stage, 1);
    publish(stage, 2);
    publish(stage, 1);
    assert_int_equal(list(stage, versions), 2);
    assert_int_equal(versions[0].number, 3);
    assert_int_equal(versions[0].before, 2);
    assert_string_equal(versions[0].day, "2022-06-03");
    assert_non_null(strstr(versions[0].summary, "5 delegations"));
    assert_int_equal(versions_find(versions, 2, stage->live), 0);
}

static void the_last_versions_are_kept(void **state)
{
    const Stage *stage = (const Stage *)*state;
    GoodCopy versions[VERSIONS_MOST + 2];
    for (int i = 1; i <= VERSIONS_KEPT; i++) {
        publish(stage, i);
    }
    roll_back(stage, 1);
    publish(stage, VERSIONS_KEPT + 1);
    int count = list(stage, versions);
    assert_in_range(count, VERSIONS_KEPT, VERSIONS_MOST);
    assert_int_equal(versions[count - 1].number, 1); /* it was live before the newest */
    roll_back(stage, 0);
    expect_live(stage, 1);
}

static void what_was_edited_in_place_is_kept(void **state)
{
    const Stage *stage = (const Stage *)*state;
    publish(stage, 1);
    change(stage->live, "UPDATE settings SET idle_news = 9");
    roll_back(stage, 0);
    expect_live(stage, 1);
    roll_back(stage, 2);
    expect_live(stage, 9);
}

/* ---- what is in the way ---- */

static void a_broken_file_is_replaced_and_kept(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char kept[160];
    size_t count;
    write_whole(stage->live, "SQLite format 3", 16);
    publish(stage, 1);
    expect_live(stage, 1);
    (void)snprintf(kept, sizeof kept, "%s.history/000001.damaged", stage->live);
    char *bytes = read_whole(kept, &count);
    assert_int_equal(count, 16);
    free(bytes);
    write_whole(stage->live, "", 0);
    roll_back(stage, 0);
    expect_live(stage, 1);
    assert_int_equal(access(kept, F_OK), 0);
    assert_int_equal(unlink(stage->live), 0);
    roll_back(stage, 0);
    expect_live(stage, 1);
}

static void an_open_log_refuses_and_a_left_one_is_taken_in(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {{0}};
    sqlite3 *db;
    put(stage, stage->live, 1);
    assert_int_equal(sqlite3_open(stage->live, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
                                  "UPDATE settings SET idle_news = 2",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    char wal[160], left[160], left_wal[180];
    (void)snprintf(wal, sizeof wal, "%s-wal", stage->live);
    (void)snprintf(left, sizeof left, "%s/left.db", stage->folder);
    (void)snprintf(left_wal, sizeof left_wal, "%s-wal", left);
    put(stage, stage->new, 3);
    expect_refused(publish_run(stage->new, stage->live, NULL, true, &error), STATUS_COMMAND, &error,
                   "open in another program");
    /* As if the editor had died here. */
    size_t count;
    char *bytes = read_whole(stage->live, &count);
    write_whole(left, bytes, count);
    free(bytes);
    bytes = read_whole(wal, &count);
    write_whole(left_wal, bytes, count);
    free(bytes);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(rename(left, stage->live), 0);
    assert_int_equal(rename(left_wal, wal), 0);
    publish(stage, 3);
    expect_live(stage, 3);
    roll_back(stage, 0);
    expect_live(stage, 2);
}

static void an_editor_in_the_middle_refuses(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {{0}};
    sqlite3 *db;
    publish(stage, 1);
    assert_int_equal(sqlite3_open(stage->live, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "BEGIN IMMEDIATE; UPDATE settings SET idle_news = 5", NULL, NULL, NULL),
        SQLITE_OK);
    put(stage, stage->new, 2);
    assert_int_equal(publish_run(stage->new, stage->live, NULL, true, &error), STATUS_COMMAND);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    expect_live(stage, 1);
}

static void links_are_followed(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {{0}};
    char link[160], lost[160];
    struct stat status;
    (void)snprintf(link, sizeof link, "%s/link.db", stage->fixture->folder);
    (void)snprintf(lost, sizeof lost, "%s/lost.db", stage->folder);
    publish(stage, 1);
    assert_int_equal(symlink("live/lobby.db", link), 0);
    put(stage, stage->new, 2);
    assert_int_equal(publish_run(stage->new, link, NULL, true, &error), STATUS_DONE);
    expect_live(stage, 2);
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(symlink("nowhere.db", lost), 0);
    expect_refused(publish_run(stage->new, lost, NULL, true, &error), STATUS_COMMAND, &error,
                   "not there");
    assert_int_equal(unlink(link), 0);
}

static void what_cannot_be_is_refused(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {{0}};
    char history[160];
    publish(stage, 1);
    expect_refused(publish_run(stage->live, stage->live, NULL, true, &error), STATUS_COMMAND,
                   &error, "the same file");
    error = (Error){{0}};
    expect_refused(publish_run(stage->new, stage->folder, NULL, true, &error), STATUS_COMMAND,
                   &error, "folder");
    put(stage, stage->new, 2);
    change(stage->new, "UPDATE settings SET first_language = 'xx'");
    error = (Error){{0}};
    expect_refused(publish_run(stage->new, stage->live, NULL, true, &error), STATUS_WRONG, &error,
                   "1 error");
    put(stage, stage->new, 2);
    error = (Error){{0}};
    expect_refused(rollback_run(stage->live, 7, NULL, true, &error), STATUS_WRONG, &error,
                   "no version 7");
    expect_live(stage, 1);
    (void)snprintf(history, sizeof history, "%s.history", stage->live);
    remove_folder(history);
    write_whole(history, "", 0);
    error = (Error){{0}};
    expect_refused(publish_run(stage->new, stage->live, NULL, true, &error), STATUS_COMMAND, &error,
                   "earlier versions cannot be kept");
    expect_live(stage, 1);
}

static int count_entries(const char *folder)
{
    DIR *list = opendir(folder);
    int count = 0;
    assert_non_null(list);
    while (readdir(list) != NULL) {
        count++;
    }
    (void)closedir(list);
    return count;
}

/* Publishes as somebody who may read everything and write nothing; to root no folder is read-only.
 */
static int publish_as_reader(const Stage *stage, char *said, size_t room)
{
    int words[2];
    assert_int_equal(pipe(words), 0);
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        enum { NOBODY = 65534 };
        Error error = {{0}};
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
            _exit(100);
        }
        Status status = publish_run(stage->new, stage->live, NULL, true, &error);
        size_t count = strlen(error.text);
        _exit(write(words[1], error.text, count) == (ssize_t)count ? (int)status : 101);
    }
    (void)close(words[1]);
    ssize_t got = read(words[0], said, room - 1);
    said[got > 0 ? got : 0] = '\0';
    (void)close(words[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

/* One sentence, and the folder is as it was: the live file, its history, nothing half made. */
static void a_read_only_folder_refuses(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char expected[300], said[600];
    size_t before_count, after_count;
    publish(stage, 1);
    publish(stage, 2);
    put(stage, stage->new, 3);
    let_settle(stage);
    int entries = count_entries(stage->folder);
    char *before = read_whole(stage->live, &before_count);
    assert_int_equal(chmod(stage->fixture->folder, 0755), 0);
    assert_int_equal(chmod(stage->folder, 0555), 0);
    int status = publish_as_reader(stage, said, sizeof said);
    assert_int_equal(chmod(stage->folder, 0755), 0);
    (void)snprintf(expected, sizeof expected,
                   "nothing is changed: the folder %s cannot be written to: Permission denied",
                   stage->folder);
    assert_string_equal(said, expected);
    assert_int_equal(status, STATUS_COMMAND);
    assert_int_equal(count_entries(stage->folder), entries);
    char *after = read_whole(stage->live, &after_count);
    assert_int_equal(after_count, before_count);
    assert_memory_equal(after, before, before_count);
    free(before);
    free(after);
    expect_count(stage, 2);
    publish(stage, 3); /* and once it may be written, it is published */
    expect_live(stage, 3);
}

/* ---- the question ---- */

static int answer(const Stage *stage, const char *text)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    assert_int_equal(write(terminal, text, strlen(text)), strlen(text));
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        Error error = {{0}};
        int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
        (void)dup2(other, STDIN_FILENO);
        _exit((int)publish_run(stage->new, stage->live, NULL, false, &error));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    (void)close(terminal);
    return WEXITSTATUS(status);
}

static void only_yes_is_yes(void **state)
{
    const Stage *stage = (const Stage *)*state;
    publish(stage, 1);
    put(stage, stage->new, 2);
    assert_int_equal(answer(stage, "\n"), STATUS_DONE);
    expect_live(stage, 1);
    assert_int_equal(answer(stage, "yesterday\n"), STATUS_DONE);
    expect_live(stage, 1);
    assert_int_equal(answer(stage, "y\n"), STATUS_DONE);
    expect_live(stage, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(rolling_back_undoes_what_was_published, begin),
        cmocka_unit_test_setup(what_is_the_same_is_no_version, begin),
        cmocka_unit_test_setup(the_last_versions_are_kept, begin),
        cmocka_unit_test_setup(what_was_edited_in_place_is_kept, begin),
        cmocka_unit_test_setup(a_broken_file_is_replaced_and_kept, begin),
        cmocka_unit_test_setup(an_open_log_refuses_and_a_left_one_is_taken_in, begin),
        cmocka_unit_test_setup(an_editor_in_the_middle_refuses, begin),
        cmocka_unit_test_setup(links_are_followed, begin),
        cmocka_unit_test_setup(what_cannot_be_is_refused, begin),
        cmocka_unit_test_setup(a_read_only_folder_refuses, begin),
        cmocka_unit_test_setup(only_yes_is_yes, begin),
    };
    return cmocka_run_group_tests(tests, begin_all, end_all);
}
