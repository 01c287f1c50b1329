/* Runs a command that replaces content, and kills it at random moments or lets each of its system
 * calls on files fail in turn. After each run what is there must be whole, and the old or the new:
 * the live file with the log that may lie beside it, the newest good copy of the state folder, and
 * every version of the history.
 *
 * cut kill|fault take-in|publish|rollback OLD NEW COMMAND…
 *
 * In the command {live}, {new} and {state} stand for paths. With take-in the live file holds what
 * the state folder does not yet; with publish it holds OLD before each run, and with rollback NEW,
 * where OLD is version 1. The command must end with 0 with take-in, whatever fails: something is
 * shown. The short form kills less often and fails every seventh call;
 * FOYER_LONG=1 kills 1,000 times, or as often as FOYER_KILLS says, and fails every call. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/hash.h"
#include "content/check_file.h"
#include "content/copy.h"
#include "content/store.h"
#include "content/versions.h"
#include "cut/look.h"
#include "form.h"
#include "staff/publish.h"

enum { WORDS_MOST = 16, KILLS_SHORT = 100, STEP_SHORT = 7, KILLS_LONG = 1000, PATIENCE_S = 60 };

typedef enum Task { TAKE_IN, PUBLISH, ROLLBACK } Task;

typedef struct Stage {
    char folder[64], live[128], state[128], report[128], scratch[128];
    const char *old_file, *new_file;
    uint64_t old_digest, new_digest;
    Task task;
    bool from_scratch; /* no run finds what the last one left */
    char *command[WORDS_MOST + 1];
    int old_seen, new_seen; /* how many runs ended with which */
    int ended, killed;
} Stage;

/* ---- files ---- */

static bool say(const char *what, const char *why)
{
    printf("%s: %s\n", what, why);
    return false;
}

/* The digest of what is to be read at `path`; the copy is left to be looked at. */
static bool digest_of(const Stage *stage, const char *path, uint64_t *digest, Error *error)
{
    CopyOptions options = {.from = path,
                           .to = stage->scratch,
                           .now_s = INT64_MAX / 2,
                           .cancel_fd = -1,
                           .digest = digest};
    return copy_file(&options, error) == COPY_DONE;
}

static const char *const LOGS[] = {"-wal", "-journal", "-shm"};
enum { LOG_COUNT = sizeof LOGS / sizeof LOGS[0] };

/* Puts a file in place of the live one, with its log, as old as if it had been there for long. */
static void put_live(const Stage *stage, const char *from)
{
    static const struct timespec OLD[2] = {{.tv_sec = 1600000000}, {.tv_sec = 1600000000}};
    char under_way[160], log[160], from_log[4200];
    Error error;
    (void)snprintf(under_way, sizeof under_way, "%s.put", stage->live);
    CHECK(copy_bytes(from, under_way, -1, &error) == COPY_DONE);
    CHECK(utimensat(AT_FDCWD, under_way, OLD, 0) == 0);
    for (int i = 0; i < LOG_COUNT; i++) {
        (void)snprintf(log, sizeof log, "%s%s", stage->live, LOGS[i]);
        CHECK(unlink(log) == 0 || errno == ENOENT);
    }
    CHECK(rename(under_way, stage->live) == 0);
    for (int i = 0; i < LOG_COUNT; i++) {
        (void)snprintf(log, sizeof log, "%s%s", stage->live, LOGS[i]);
        (void)snprintf(from_log, sizeof from_log, "%s%s", from, LOGS[i]);
        if (access(from_log, R_OK) == 0) {
            CHECK(copy_bytes(from_log, log, -1, &error) == COPY_DONE);
            CHECK(utimensat(AT_FDCWD, log, OLD, 0) == 0);
        }
    }
}

static void remove_folder(const char *path)
{
    char command[256];
    (void)snprintf(command, sizeof command, "rm -rf %s", path);
    CHECK(system(command) == 0);
}

/* ---- what is to be there afterwards ---- */

static bool is_whole(const char *path)
{
    Error error = {{0}};
    if (!check_file(path, &error)) {
        return say(path, error.text);
    }
    Content *content = content_open(path, &error);
    bool good = content != NULL && look_at_all(content);
    content_destroy(content);
    return good || say(path, error.text);
}

/* Whether the newest good copy is whole, and which it is; 0: there is none. */
static bool check_state(const Stage *stage, uint64_t *digest)
{
    Store store;
    GoodCopy newest;
    *digest = 0;
    store_init_reader(&store, stage->state);
    if (store_list(&store, &newest, 1) == 0) {
        return true;
    }
    return is_whole(newest.path) && copy_read_digest(newest.path, digest) &&
           (*digest == stage->old_digest || *digest == stage->new_digest ||
            say(newest.path, "is neither the old nor the new content"));
}

/* Whether every version is whole and has its note. */
static bool check_history(const Stage *stage)
{
    Store store;
    GoodCopy versions[VERSIONS_MOST];
    versions_init_reader(&store, stage->live);
    int count = store_list(&store, versions, VERSIONS_MOST);
    for (int i = 0; i < count; i++) {
        uint64_t digest = 0;
        if (!is_whole(versions[i].path) || !copy_read_digest(versions[i].path, &digest)) {
            return false;
        }
        if (digest != stage->old_digest && digest != stage->new_digest) {
            return say(versions[i].path, "is neither the old nor the new content");
        }
        if (versions[i].summary[0] == '\0') {
            return say(versions[i].path, "has no note");
        }
    }
    if (stage->task == ROLLBACK && count != 2) {
        return say(stage->live, "has lost a version");
    }
    return true;
}

/* What is live, as whoever reads it finds it: with the log beside it. */
static bool check_live(const Stage *stage, uint64_t *digest)
{
    Error error = {{0}};
    bool good = (digest_of(stage, stage->live, digest, &error) || say(stage->live, error.text)) &&
                is_whole(stage->scratch) &&
                (*digest == stage->old_digest || *digest == stage->new_digest ||
                 say(stage->live, "is neither the old nor the new content"));
    (void)unlink(stage->scratch);
    return good;
}

/* `status` is what the command ended with; -1: it was killed. */
static bool check_all(Stage *stage, int status)
{
    uint64_t live = 0, stored = 0;
    if (!check_live(stage, &live) || !check_state(stage, &stored) || !check_history(stage)) {
        return false;
    }
    uint64_t now = stage->task == TAKE_IN ? stored : live;
    uint64_t wanted = stage->task == ROLLBACK ? stage->old_digest : stage->new_digest;
    stage->old_seen += now == stage->old_digest ? 1 : 0;
    stage->new_seen += now == stage->new_digest ? 1 : 0;
    if (stage->task != TAKE_IN && status == 0 && now != wanted) {
        return say(stage->live, "was said to be replaced and is not");
    }
    return stage->task != TAKE_IN || stored != 0 || say(stage->state, "no good copy is left");
}

/* ---- running it ---- */

/* The live file and its history as they are before a run. */
static void prepare_history(const Stage *stage)
{
    char folder[160];
    Error error = {{0}};
    (void)snprintf(folder, sizeof folder, "%s.history", stage->live);
    if (stage->task == PUBLISH && stage->from_scratch) {
        remove_folder(folder);
    } else if (stage->task == ROLLBACK && access(folder, R_OK) != 0) {
        CHECK(publish_run(stage->old_file, stage->live, NULL, true, &error) == STATUS_DONE);
        CHECK(publish_run(stage->new_file, stage->live, NULL, true, &error) == STATUS_DONE);
    }
    put_live(stage, stage->task == ROLLBACK ? stage->new_file : stage->old_file);
}

static void prepare(const Stage *stage)
{
    uint64_t stored = 0;
    (void)unlink(stage->report);
    if (stage->task != TAKE_IN) {
        prepare_history(stage);
        return;
    }
    CHECK(check_state(stage, &stored));
    put_live(stage, stored == stage->old_digest ? stage->new_file : stage->old_file);
}

static pid_t start(const Stage *stage, const char *fault)
{
    pid_t child = fork();
    CHECK(child >= 0);
    if (child > 0) {
        return child;
    }
    int nowhere = open("/dev/null", O_WRONLY);
    (void)dup2(nowhere, STDOUT_FILENO);
    (void)dup2(nowhere, STDERR_FILENO);
    if (fault != NULL) {
        const char *asan = getenv("ASAN_OPTIONS");
        char options[512];
        (void)snprintf(options, sizeof options, "%s:verify_asan_link_order=0:detect_leaks=0",
                       asan != NULL ? asan : "");
        CHECK(setenv("ASAN_OPTIONS", options, 1) == 0);
        CHECK(setenv("LD_PRELOAD", getenv("FOYER_FAULT_LIBRARY"), 1) == 0);
        CHECK(setenv("FOYER_FAULT", fault, 1) == 0);
        CHECK(setenv("FOYER_FAULT_UNDER", stage->folder, 1) == 0);
        CHECK(setenv("FOYER_FAULT_REPORT", stage->report, 1) == 0);
    }
    (void)execvp(stage->command[0], stage->command);
    _exit(127);
}

/* Waits so long at most; whether it had ended by itself. Its status, or -1 where it was killed. */
static bool end(pid_t child, struct timespec most, int *status)
{
    int file = (int)syscall(SYS_pidfd_open, child, 0);
    CHECK(file >= 0);
    struct pollfd wait = {.fd = file, .events = POLLIN};
    bool ended = ppoll(&wait, 1, &most, NULL) == 1;
    if (!ended) {
        (void)kill(child, SIGKILL);
    }
    int code = 0;
    CHECK(waitpid(child, &code, 0) == child);
    (void)close(file);
    *status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
    return ended;
}

/* ---- kills ---- */

static bool is_long(void)
{
    return form_is_long();
}

static int count_kills(const Stage *stage)
{
    const char *kills = getenv("FOYER_KILLS");
    int count = kills != NULL ? atoi(kills) : 0;
    int few = stage->task == TAKE_IN ? KILLS_SHORT : KILLS_SHORT / 4;
    return count > 0 ? count : is_long() ? KILLS_LONG : few;
}

static bool run_kills(Stage *stage)
{
    int count = count_kills(stage);
    uint64_t state = HASH_SEED;
    long most_us = 2000; /* grows until it ends by itself about as often as not */
    for (int i = 0; i < count; i++) {
        int status;
        prepare(stage);
        state = hash_u64(state, 1);
        long after_us = (long)(state % (uint64_t)most_us);
        struct timespec after = {.tv_sec = after_us / 1000000,
                                 .tv_nsec = after_us % 1000000 * 1000};
        if (end(start(stage, NULL), after, &status)) {
            stage->ended++;
            most_us = most_us * 4 / 5 + 100;
        } else {
            stage->killed++;
            most_us +=
                stage->ended > 0 ? most_us / 10 : most_us / 2; /* first find how long it takes */
        }
        if (!check_all(stage, status)) {
            printf("after kill %d, after %ld us\n", i, after_us);
            return false;
        }
    }
    printf("%d runs, %d killed: %d old content, %d new\n", count, stage->killed, stage->old_seen,
           stage->new_seen);
    return stage->killed > count / 4 && stage->old_seen > 0 && stage->new_seen > 0;
}

/* ---- faults ---- */

static bool run_fault(Stage *stage, const char *kind, int at, bool *happened)
{
    char fault[64];
    int status;
    struct stat report;
    (void)snprintf(fault, sizeof fault, "%s:%d", kind, at);
    prepare(stage);
    bool ended = end(start(stage, fault), (struct timespec){.tv_sec = PATIENCE_S}, &status);
    *happened = stat(stage->report, &report) == 0;
    bool is_kill = strcmp(kind, "KILL") == 0;
    bool good = ended || say(fault, "it does not end");
    if (good && !is_kill && stage->task == TAKE_IN && status != 0) {
        good = say(fault, "nothing was shown");
    }
    if (good && !*happened && status != 0) {
        good = say(fault, "it failed without a fault");
    }
    good = good && check_all(stage, status);
    return good || say(fault, "failed");
}

static bool run_faults(Stage *stage)
{
    static const char *const KINDS[] = {"ENOSPC", "EIO", "SHORT", "FULL", "KILL"};
    enum { CALLS_MOST = 2000 };
    bool every = is_long();
    int step = every ? 1 : STEP_SHORT;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        int at = 0, failed = 0;
        bool happened = true;
        stage->old_seen = stage->new_seen = 0;
        while (happened && at < CALLS_MOST) {
            at += failed == 0 && step > 1 ? 1 + (int)i : step; /* another of them with each kind */
            if (!run_fault(stage, KINDS[i], at, &happened)) {
                return false;
            }
            failed += happened ? 1 : 0;
        }
        printf("%s: %d calls failed in turn: %d old content, %d new\n", KINDS[i], failed,
               stage->old_seen, stage->new_seen);
        if (failed < 2) {
            return say(KINDS[i], "hardly anything failed");
        }
    }
    return true;
}

/* ---- the whole ---- */

static bool open_stage(Stage *stage, int argc, char **argv, Error *error)
{
    const struct {
        const char *word;
        char *path;
    } WORDS[] = {{"{live}", stage->live}, {"{new}", argv[4]}, {"{state}", stage->state}};
    for (int i = 5; i < argc && i - 5 < WORDS_MOST; i++) {
        char *word = argv[i];
        for (size_t k = 0; k < sizeof WORDS / sizeof WORDS[0]; k++) {
            if (strcmp(word, WORDS[k].word) == 0) {
                word = WORDS[k].path;
            }
        }
        stage->command[i - 5] = word;
    }
    stage->task = strcmp(argv[2], "publish") == 0    ? PUBLISH
                  : strcmp(argv[2], "rollback") == 0 ? ROLLBACK
                                                     : TAKE_IN;
    stage->from_scratch = strcmp(argv[1], "fault") == 0;
    stage->old_file = argv[3];
    stage->new_file = argv[4];
    if (!digest_of(stage, stage->old_file, &stage->old_digest, error) ||
        !digest_of(stage, stage->new_file, &stage->new_digest, error)) {
        return false;
    }
    put_live(stage, stage->old_file);
    if (stage->task == TAKE_IN) { /* the old content is there before anything goes wrong */
        int status;
        (void)end(start(stage, NULL), (struct timespec){.tv_sec = PATIENCE_S}, &status);
        return status == 0 || error_set(error, "%s ended with %d", stage->command[0], status);
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "cut kill|fault take-in|publish|rollback OLD NEW COMMAND…\n");
        return 2;
    }
    Stage stage = {.folder = "/tmp/foyer-cut-XXXXXX"};
    Error error = {{0}};
    CHECK(mkdtemp(stage.folder) != NULL);
    (void)snprintf(stage.live, sizeof stage.live, "%s/live.db", stage.folder);
    (void)snprintf(stage.state, sizeof stage.state, "%s/state", stage.folder);
    (void)snprintf(stage.scratch, sizeof stage.scratch, "%s/scratch.db", stage.folder);
    (void)snprintf(stage.report, sizeof stage.report, "%s/report", stage.folder);
    bool good = open_stage(&stage, argc, argv, &error) || say("cut", error.text);
    good = good && (strcmp(argv[1], "kill") == 0 ? run_kills(&stage) : run_faults(&stage));
    if (good) {
        remove_folder(stage.folder);
    }
    return good ? 0 : 1;
}
