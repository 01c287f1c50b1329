/* Tests of publishing from the desk: what would change, what is published, history and return, and
 * what becomes of each place it is carried to. This program is its own child, as the desk is. */
#include "content_fixture.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "content/copy.h"
#include "desk/carry.h"
#include "desk/child.h"
#include "desk/desk.h"
#include "desk/draft.h"
#include "desk/faults.h"
#include "desk/publisher.h"
#include "desk/store.h"
#include "staff/publish.h"

typedef struct Stage {
    Fixture *fixture;
    char folder[100], fonts[4096], screens[128], published[128], store[160];
    Desk desk;
} Stage;

/* ---- the stage ---- */

static int begin_all(void **state)
{
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    void *fixture = NULL;
    assert_non_null(stage);
    assert_int_equal(fixture_begin(&fixture), 0);
    stage->fixture = (Fixture *)fixture;
    const char *source = getenv("FOYER_TEST_SOURCE");
    (void)snprintf(stage->fonts, sizeof stage->fonts, "%s/fonts", source != NULL ? source : ".");
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

/* Two empty folders. */
static int begin_folders(void **state)
{
    Stage *stage = (Stage *)*state;
    (void)snprintf(stage->folder, sizeof stage->folder, "%s/desk", stage->fixture->folder);
    (void)snprintf(stage->screens, sizeof stage->screens, "%s/screens", stage->fixture->folder);
    (void)snprintf(stage->published, sizeof stage->published, "%s/published.db", stage->folder);
    remove_folder(stage->folder);
    remove_folder(stage->screens);
    assert_int_equal(mkdir(stage->folder, 0755), 0);
    assert_int_equal(mkdir(stage->screens, 0755), 0);
    return 0;
}

/* A new desk with little of what ships, which is soon looked at, and no screens. */
static int begin(void **state)
{
    static const char *const LITTLE =
        "DELETE FROM organisation_text WHERE language = 'ru';"
        "DELETE FROM delegation_text WHERE language = 'ru' OR delegation NOT IN ('belarus',"
        " 'kazakhstan');"
        "DELETE FROM chamber_text WHERE language = 'ru' OR delegation NOT IN ('belarus',"
        " 'kazakhstan');"
        "DELETE FROM chamber WHERE delegation NOT IN ('belarus', 'kazakhstan');"
        "DELETE FROM news_delegation WHERE delegation NOT IN ('belarus', 'kazakhstan');"
        "DELETE FROM delegation WHERE slug NOT IN ('belarus', 'kazakhstan');"
        "DELETE FROM language WHERE code = 'ru'";
    Stage *stage = (Stage *)*state;
    Error error = {""};
    (void)begin_folders(state);
    (void)snprintf(stage->store, sizeof stage->store, "%s/desk.db", stage->folder);
    change(copy_shipped(stage->fixture), LITTLE);
    stage->desk = (Desk){.folder = stage->folder, .fonts = stage->fonts};
    stage->desk.settings.size_count = 1;
    stage->desk.settings.sizes[0].w = 1280;
    stage->desk.settings.sizes[0].h = 800;
    stage->desk.store = store_open(stage->store, &error);
    assert_non_null(stage->desk.store);
    stage->desk.draft = draft_open(stage->desk.store, stage->folder, stage->fixture->copy, &error);
    if (stage->desk.draft == NULL) {
        fail_msg("%s", error.text);
    }
    stage->desk.publisher = publisher_start(&stage->desk, &error);
    assert_non_null(stage->desk.publisher);
    return 0;
}

static int end(void **state)
{
    Stage *stage = (Stage *)*state;
    publisher_stop(stage->desk.publisher);
    draft_close(stage->desk.draft);
    store_close(stage->desk.store);
    return 0;
}

/* ---- what staff do ---- */

static void set_deputies(const Stage *stage, int deputies)
{
    DraftItem item, now;
    Error error = {""};
    assert_true(draft_get(stage->desk.draft, "delegation", "belarus", &item));
    cJSON *chamber = cJSON_GetArrayItem(cJSON_GetObjectItem(item.document, "chambers"), 0);
    cJSON_SetNumberValue(cJSON_GetObjectItem(chamber, "deputies"), deputies);
    assert_int_equal(draft_put(stage->desk.draft, "Anna", "delegation", "belarus", item.revision,
                               item.document, &now, &error),
                     DRAFT_DONE);
    draft_item_finish(&item);
    draft_item_finish(&now);
}

static cJSON *look(const Stage *stage, const char *language)
{
    cJSON *found = NULL;
    Error error = {""};
    LookResult result;
    while ((result = publisher_look(stage->desk.publisher, language, &found, &error)) ==
           LOOK_BUSY) {
    }
    if (result != LOOK_DONE) {
        fail_msg("%s", error.text);
    }
    return found;
}

static PublishResult publish_change(const Stage *stage, int64_t change, int *number)
{
    PublishResult result;
    Error error = {""};
    while ((result = publisher_publish(stage->desk.publisher, "Anna", "en", change, number,
                                       &error)) == PUBLISH_BUSY) {
    }
    if (result == PUBLISH_FAILED) {
        fail_msg("%s", error.text);
    }
    return result;
}

static int publish(const Stage *stage)
{
    int number = 0;
    assert_int_equal(publish_change(stage, 0, &number), PUBLISH_DONE);
    return number;
}

static int number_of(const cJSON *from, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(from, key);
    assert_true(cJSON_IsNumber(item));
    return (int)cJSON_GetNumberValue(item);
}

static void expect_deputies(const char *file, int deputies)
{
    Content *content = open_good(file);
    int index = content_find_delegation(content, content_id("belarus"));
    assert_int_equal(content_delegation(content, index)->chambers[0].deputies, deputies);
    content_destroy(content);
}

/* The pictures that are named, a space behind each. */
static void list_pictures(const cJSON *found, char *out, size_t size)
{
    const cJSON *picture = NULL;
    out[0] = '\0';
    cJSON_ArrayForEach(picture, cJSON_GetObjectItem(found, "pictures"))
    {
        size_t at = strlen(out);
        (void)snprintf(out + at, size - at, "%s ",
                       cJSON_GetStringValue(cJSON_GetObjectItem(picture, "screen")));
    }
}

/* ---- looking and publishing ---- */

static void what_would_change_is_told_before(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char pictures[2000];
    cJSON *found = look(stage, "en");
    assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(found, "changes")) > 0);
    assert_int_equal(number_of(found, "errors"), 0);
    cJSON_Delete(found);
    assert_int_equal(publish(stage), 1);

    found = look(stage, "en");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(found, "changes")), 0);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(found, "pictures")), 0);
    cJSON_Delete(found);

    set_deputies(stage, 8);
    found = look(stage, "en");
    const cJSON *changes = cJSON_GetObjectItem(found, "changes");
    assert_int_equal(cJSON_GetArraySize(changes), 1);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetArrayItem(changes, 0)),
                        "Belarus: House of Representatives, deputies 7 → 8");
    list_pictures(found, pictures, sizeof pictures);
    assert_non_null(strstr(pictures, "home "));
    assert_non_null(strstr(pictures, "delegation/belarus "));
    assert_non_null(strstr(pictures, "idle/"));
    assert_null(strstr(pictures, "news"));
    assert_null(strstr(pictures, "delegation/kazakhstan"));
    cJSON_Delete(found);
    assert_int_equal(publish(stage), 2);
    expect_deputies(publisher_file(stage->desk.publisher), 8);
}

static void what_was_looked_at_is_what_is_published(void **state)
{
    const Stage *stage = (const Stage *)*state;
    int number = 0;
    cJSON *found = look(stage, "en");
    int64_t change = number_of(found, "change");
    cJSON_Delete(found);
    set_deputies(stage, 8); /* as another may, meanwhile */
    assert_int_equal(publish_change(stage, change, &number), PUBLISH_CHANGED);
    assert_int_equal(access(publisher_file(stage->desk.publisher), F_OK), -1);
    found = look(stage, "en");
    change = number_of(found, "change");
    cJSON_Delete(found);
    assert_int_equal(publish_change(stage, change, &number), PUBLISH_DONE);
    assert_int_equal(number, 1);
    expect_deputies(publisher_file(stage->desk.publisher), 8);
}

static void errors_keep_it(void **state)
{
    const Stage *stage = (const Stage *)*state;
    DraftItem now;
    Error error = {""};
    char slug[DRAFT_SLUG_BYTES] = "";
    int number = 0;
    assert_int_equal(publish(stage), 1);
    cJSON *document =
        cJSON_Parse("{\"date\":\"2022-02-31\",\"shown_from\":\"\",\"shown_until\":\"\","
                    "\"pinned\":false,\"delegations\":[],\"text\":{\"en\":{\"title\":"
                    "\"A day that never was\",\"summary\":\"\",\"body\":\"Words.\"}}}");
    assert_int_equal(draft_add(stage->desk.draft, "Anna", "news", "A day that never was", document,
                               slug, &now, &error),
                     DRAFT_DONE);
    cJSON_Delete(document);
    draft_item_finish(&now);
    assert_int_equal(publish_change(stage, 0, &number), PUBLISH_WRONG);
    cJSON *found = look(stage, "en");
    assert_true(number_of(found, "errors") >= 1);
    const cJSON *fault = cJSON_GetArrayItem(cJSON_GetObjectItem(found, "faults"), 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "slug")), slug);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "severity")), "error");

    /* As the page is told: at the field, by the item's name, and what to do. */
    assert_true(faults_whole(&stage->desk, "ru", found));
    fault = cJSON_GetArrayItem(cJSON_GetObjectItem(found, "faults"), 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "kind")), "news");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "slug")), slug);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "field")), "date");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "title")),
                        "A day that never was");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(fault, "severity")), "error");
    assert_true(cJSON_HasObjectItem(fault, "what_to_do"));
    assert_int_equal(number_of(found, "errors"), 1);
    cJSON_Delete(found);
    GoodCopy live;
    assert_true(publisher_now(stage->desk.publisher, &live));
    assert_int_equal(live.number, 1);
}

typedef struct Hand {
    const Stage *stage;
    pthread_t thread;
    PublishResult result;
    int number;
} Hand;

static void *publish_too(void *context)
{
    Hand *hand = (Hand *)context;
    hand->result = publish_change(hand->stage, 0, &hand->number);
    return NULL;
}

static void of_two_at_once_one_publishes(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Hand hands[2];
    int done = 0, same = 0;
    for (int i = 0; i < 2; i++) {
        hands[i] = (Hand){.stage = stage};
        assert_int_equal(pthread_create(&hands[i].thread, NULL, publish_too, &hands[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(hands[i].thread, NULL), 0);
        done += hands[i].result == PUBLISH_DONE;
        same += hands[i].result == PUBLISH_SAME;
        assert_int_equal(hands[i].number, 1);
    }
    assert_int_equal(done, 1);
    assert_int_equal(same, 1);
}

/* ---- history and return ---- */

static bool count_line(void *context, const StoredLine *line)
{
    char *out = (char *)context;
    size_t at = strlen(out);
    (void)snprintf(out + at, 1000 - at, "%s %s %s;", line->by, line->what, line->detail);
    return true;
}

static void a_version_comes_back_to_the_draft_too(void **state)
{
    const Stage *stage = (const Stage *)*state;
    Error error = {""};
    GoodCopy versions[VERSIONS_MOST];
    DraftUndone undone;
    char log[1000] = "";
    int live = -1;
    assert_int_equal(publish(stage), 1);
    set_deputies(stage, 8);
    assert_int_equal(publish(stage), 2);
    assert_int_equal(publisher_versions(stage->desk.publisher, versions, &live), 2);
    assert_int_equal(live, 0);
    assert_int_equal(versions[0].number, 2);
    assert_string_equal(versions[0].source, "Anna");
    assert_int_equal(publisher_return(stage->desk.publisher, "Boris", 2, &error), PUBLISH_WRONG);
    assert_int_equal(publisher_return(stage->desk.publisher, "Boris", 7, &error), PUBLISH_WRONG);
    error = (Error){""};
    assert_int_equal(publisher_return(stage->desk.publisher, "Boris", 1, &error), PUBLISH_DONE);
    assert_string_equal(error.text, "");
    expect_deputies(publisher_file(stage->desk.publisher), 7);
    assert_int_equal(draft_differs(stage->desk.draft, publisher_file(stage->desk.publisher)), 0);
    assert_int_equal(publisher_versions(stage->desk.publisher, versions, &live), 2);
    assert_int_equal(live, 1);
    assert_int_equal(draft_undo(stage->desk.draft, "Boris", "en", &undone, &error), DRAFT_DONE);
    assert_int_equal(draft_differs(stage->desk.draft, publisher_file(stage->desk.publisher)), 1);
    assert_true(store_lines(stage->desk.store, 10, count_line, log, &error));
    assert_non_null(strstr(log, "Boris return 1;Anna publish 2;Anna publish 1;"));
}

/* ---- places ---- */

static void places_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *where, *host, *path; /* host NULL: here; path NULL: there is no such place */
    } PLACES[] = {
        {"/media/share/lobby.db", NULL, "/media/share/lobby.db"},
        {"/media/share", NULL, "/media/share/lobby.db"},
        {"/media/a: b/", NULL, "/media/a: b/lobby.db"},
        {"hall:/var/lib/x.db", "hall", "/var/lib/x.db"},
        {"press@hall.example:content", "press@hall.example", "content/lobby.db"},
        {"press@[fe80::1]:/x.db", "press@[fe80::1]", "/x.db"},
        {"lobby.db", NULL, NULL},
        {"", NULL, NULL},
        {"-oProxyCommand=x:/y", NULL, NULL},
        {"press@-oProxyCommand=x:/y", NULL, NULL},
        {"-e@hall:/y", NULL, NULL},
        {"a b:/y", NULL, NULL},
        {"a;b:/y", NULL, NULL},
        {"hall::module/x", NULL, NULL},
        {"hall:", NULL, NULL},
        {":/x", NULL, NULL},
        {"rsync://hall/x", NULL, NULL},
        {"/media/\nshare", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof PLACES / sizeof PLACES[0]; i++) {
        CarryPlace place;
        Error error = {""};
        bool good = carry_place(PLACES[i].where, &place, &error);
        if (good != (PLACES[i].path != NULL)) {
            fail_msg("\"%s\": %s", PLACES[i].where, good ? "is taken" : error.text);
        }
        if (good) {
            assert_string_equal(place.path, PLACES[i].path);
            assert_int_equal(place.is_remote, PLACES[i].host != NULL);
            assert_string_equal(place.host, PLACES[i].host != NULL ? PLACES[i].host : "");
        }
    }
}

static void a_folder_to_mount_on_is_not_filled(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char wanted[160], mounted[160];
    static const char *const WANTED = "# here\nUUID=1 / ext4 defaults 0 1\n"
                                      "//server/a /media/a cifs noauto 0 0\n"
                                      "//server/b /media/a/b cifs noauto 0 0\n";
    static const char *const MOUNTED = "/dev/sda / ext4 rw 0 0\n//server/a /media/a cifs rw 0 0\n";
    (void)snprintf(wanted, sizeof wanted, "%s/fstab", stage->fixture->folder);
    (void)snprintf(mounted, sizeof mounted, "%s/mounts", stage->fixture->folder);
    write_whole(wanted, WANTED, strlen(WANTED));
    write_whole(mounted, MOUNTED, strlen(MOUNTED));
    assert_false(carry_is_unmounted("/media/a", wanted, mounted));
    assert_false(carry_is_unmounted("/media/a/c", wanted, mounted));
    assert_true(carry_is_unmounted("/media/a/b", wanted, mounted));
    assert_true(carry_is_unmounted("/media/a/b/c", wanted, mounted));
    assert_false(carry_is_unmounted("/media/ab", wanted, mounted));
    assert_false(carry_is_unmounted("/home/x", wanted, mounted));
    assert_false(carry_is_unmounted("/media/a/b", "/nowhere", mounted));
}

/* ---- carrying to a file ---- */

/* What the child says, when it has ended. */
static CarryResult carry(const CarryAsk *ask)
{
    Child child;
    Error error = {""};
    char said[1000];
    if (!carry_start(&child, ask, &error)) {
        fail_msg("%s", error.text);
    }
    struct pollfd ended = {.fd = child.ended, .events = POLLIN};
    assert_int_equal(poll(&ended, 1, -1), 1);
    ssize_t count = read(child.said, said, sizeof said - 1);
    said[count > 0 ? count : 0] = '\0';
    child_finish(&child);
    return carry_read(said);
}

/* Publishes what ships with so many news items in its idle loop. */
static void put(const Stage *stage, int number)
{
    char sql[100];
    Error error = {""};
    LiveResult result;
    (void)snprintf(sql, sizeof sql, "UPDATE settings SET idle_news = %d", number);
    change(copy_shipped(stage->fixture), sql);
    if (publish_told(stage->fixture->copy, "Anna", stage->published, NULL, &(LiveTold){0}, &result,
                     &error) != STATUS_DONE) {
        fail_msg("%s", error.text);
    }
}

static void expect_number(const char *file, int number)
{
    Content *content = open_good(file);
    assert_int_equal(content_settings(content)->idle_news, number);
    content_destroy(content);
}

/* Carries the newest version. */
static CarryResult carry_to(const Stage *stage, const char *where, uint64_t agreed, uint64_t device)
{
    GoodCopy versions[VERSIONS_MOST];
    Store store;
    versions_init_reader(&store, stage->published);
    assert_true(store_list(&store, versions, VERSIONS_MOST) > 0);
    const CarryAsk ask = {.file = versions[0].path,
                          .where = where,
                          .published = stage->published,
                          .known = {0, agreed},
                          .device = device};
    return carry(&ask);
}

static void a_folder_that_is_not_there_is_not_made(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char folder[160], file[200];
    struct stat status;
    (void)snprintf(folder, sizeof folder, "%s/stick", stage->screens);
    (void)snprintf(file, sizeof file, "%s/lobby.db", folder);
    put(stage, 1);
    assert_int_equal(carry_to(stage, folder, 0, 0).end, CARRY_NO_FOLDER);
    assert_int_equal(access(folder, F_OK), -1);
    assert_int_equal(mkdir(folder, 0755), 0);
    mode_t mask = umask(0077); /* as the desk has it */
    assert_int_equal(carry_to(stage, folder, 0, 0).end, CARRY_DONE);
    (void)umask(mask);
    expect_number(file, 1);
    assert_int_equal(stat(file, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    put(stage, 2);
    assert_int_equal(carry_to(stage, folder, 0, 0).end, CARRY_DONE);
    expect_number(file, 2);
}

static void what_others_put_there_is_not_overwritten_unseen(void **state)
{
    const Stage *stage = (const Stage *)*state;
    char file[200], kept[300];
    (void)snprintf(file, sizeof file, "%s/lobby.db", stage->screens);
    put(stage, 1);
    size_t count;
    change(copy_shipped(stage->fixture), "UPDATE settings SET idle_news = 9");
    char *bytes = read_whole(stage->fixture->copy, &count);
    write_whole(file, bytes, count);
    CarryResult result = carry_to(stage, file, 0, 0);
    assert_int_equal(result.end, CARRY_STRANGE);
    assert_true(result.digest != 0 && result.changed_at != 0);
    /* Agreed to, but it has been changed once more since. */
    change(file, "UPDATE settings SET idle_news = 3");
    CarryResult again = carry_to(stage, file, result.digest, 0);
    assert_int_equal(again.end, CARRY_STRANGE);
    assert_true(again.digest != result.digest);
    expect_number(file, 3);
    assert_int_equal(carry_to(stage, file, again.digest, 0).end, CARRY_DONE);
    expect_number(file, 1);
    /* What was replaced can be brought back there. */
    (void)snprintf(kept, sizeof kept, "%s.history/000001.db", file);
    expect_number(kept, 3);
    /* A file that is broken, as by a power cut, is nobody's work. */
    write_whole(file, bytes, count / 2);
    assert_int_equal(carry_to(stage, file, 0, 0).end, CARRY_DONE);
    expect_number(file, 1);
    free(bytes);
}

static void what_is_gone_with_its_disk_is_asked_about(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put(stage, 1);
    assert_int_equal(carry_to(stage, stage->screens, 0, 12345).end, CARRY_OTHER_DISK);
    CarryResult result = carry_to(stage, stage->screens, 0, 0);
    assert_int_equal(result.end, CARRY_DONE);
    assert_int_equal(carry_to(stage, stage->screens, 0, result.device).end, CARRY_DONE);
}

static bool write_text(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    bool good = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);
    return file >= 0 && close(file) == 0 && good;
}

/* A file system of this size in the way, for this process alone; false where that is not allowed.
 */
static bool mount_small(const char *folder, const char *options)
{
    char map[64];
    bool is_root = geteuid() == 0;
    (void)snprintf(map, sizeof map, "0 %u 1", (unsigned)geteuid());
    return (is_root ? unshare(CLONE_NEWNS) == 0
                    : unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
                          write_text("/proc/self/uid_map", map)) &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", folder, "tmpfs", 0, options) == 0;
}

/* In a process of its own, which is in the file system's way alone. 77: that is not allowed here.
 */
static int in_small(const Stage *stage, const char *options, bool is_read_only, CarryEnd expected)
{
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!mount_small(stage->screens, options)) {
            _exit(77);
        }
        if (is_read_only &&
            mount("none", stage->screens, NULL, MS_REMOUNT | MS_RDONLY, options) != 0) {
            _exit(77);
        }
        CarryEnd end = carry_to(stage, stage->screens, 0, 0).end;
        char file[200];
        (void)snprintf(file, sizeof file, "%s/.lobby.db.new", stage->screens);
        _exit(end == expected && access(file, F_OK) != 0 ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static void a_full_and_a_read_only_disk_are_told_apart(void **state)
{
    const Stage *stage = (const Stage *)*state;
    put(stage, 1);
    int full = in_small(stage, "size=64k", false, CARRY_FULL);
    int read_only = in_small(stage, "size=16m", true, CARRY_DENIED);
    if (full == 77 || read_only == 77) {
        skip();
    }
    assert_int_equal(full, 0);
    assert_int_equal(read_only, 0);
}

/* ---- */

int main(int argc, char **argv)
{
    int status;
    if (child_main(argc, argv, &status)) {
        return status;
    }
#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_would_change_is_told_before),
        DESK_TEST(what_was_looked_at_is_what_is_published),
        DESK_TEST(errors_keep_it),
        DESK_TEST(of_two_at_once_one_publishes),
        DESK_TEST(a_version_comes_back_to_the_draft_too),
        cmocka_unit_test(places_are_read),
        cmocka_unit_test(a_folder_to_mount_on_is_not_filled),
        cmocka_unit_test_setup(a_folder_that_is_not_there_is_not_made, begin_folders),
        cmocka_unit_test_setup(what_others_put_there_is_not_overwritten_unseen, begin_folders),
        cmocka_unit_test_setup(what_is_gone_with_its_disk_is_asked_about, begin_folders),
        cmocka_unit_test_setup(a_full_and_a_read_only_disk_are_told_apart, begin_folders),
    };
    return cmocka_run_group_tests(tests, begin_all, end_all);
}
