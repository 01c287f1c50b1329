/* See picture.h. Here: the process that decodes is started, fed and heard, and given up where it
 * takes too long. It is never believed: what comes back is looked at as any file from elsewhere. */
#include "desk/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "content/check_file.h"
#include "desk/picture_parts.h"
#include "shell/clock.h"
#include "words/sentences.h"

static const Time PATIENCE = 15 * TIME_S;

const char *picture_says(PictureResult result)
{
    static const char *const SAYS[PICTURE_RESULT_COUNT] = {
        [PICTURE_DONE] = "",
        [PICTURE_OTHER] =
            SENTENCE("this is neither a JPEG nor a PNG: save the picture as one of them"),
        [PICTURE_DAMAGED] =
            SENTENCE("the picture is damaged or not whole: save it again, or copy it anew"),
        [PICTURE_TOO_LARGE] = SENTENCE("the picture is too large: make it smaller first"),
        [PICTURE_TOO_SLOW] =
            SENTENCE("the picture takes too long to read: save it again, as a smaller JPEG"),
        [PICTURE_FAILED] = SENTENCE("this computer cannot read the picture now: try again"),
    };
    return SAYS[result];
}

void picture_finish(Picture *picture)
{
    free(picture->bytes);
    picture->bytes = NULL;
}

/* ---- the process ---- */

typedef struct Helper {
    pid_t process;
    int to, from; /* pipes; -1: closed */
} Helper;

static void close_end(int *end)
{
    if (*end >= 0) {
        (void)close(*end);
        *end = -1;
    }
}

/* With the two pipes open and nothing else, not even the environment. */
static bool spawn(const char *program, int in, int out, pid_t *process)
{
    char word[] = PICTURE_DECODE_WORD, name[] = "foyer-desk";
    char *words[] = {name, word, NULL}, *nothing[] = {NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, usual;
    (void)sigemptyset(&none);
    (void)sigemptyset(&usual);
    (void)sigaddset(&usual, SIGPIPE);
    bool good = posix_spawn_file_actions_init(&files) == 0;
    if (good && posix_spawnattr_init(&how) != 0) {
        (void)posix_spawn_file_actions_destroy(&files);
        good = false;
    }
    if (!good) {
        return false;
    }
    good = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO) == 0 &&
           posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO) == 0 &&
           posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0 &&
           posix_spawnattr_setsigmask(&how, &none) == 0 &&
           posix_spawnattr_setsigdefault(&how, &usual) == 0 &&
           posix_spawn(process, program, &files, &how, words, nothing) == 0;
    (void)posix_spawnattr_destroy(&how);
    (void)posix_spawn_file_actions_destroy(&files);
    return good;
}

static bool helper_start(Helper *helper, const char *program)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    *helper = (Helper){.to = -1, .from = -1};
    bool good = pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 &&
                fcntl(in[1], F_SETFL, O_NONBLOCK) == 0 && fcntl(out[0], F_SETFL, O_NONBLOCK) == 0 &&
                spawn(program, in[0], out[1], &helper->process);
    close_end(&in[0]);
    close_end(&out[1]);
    helper->to = in[1];
    helper->from = out[0];
    if (!good) {
        close_end(&helper->to);
        close_end(&helper->from);
    }
    return good;
}

/* Waits for its end, which is brought about unless it came by itself: it cannot close its
 * pipe and go on. What became of a file that it says nothing of. */
static PictureResult helper_end(Helper *helper, bool ended_itself)
{
    int status = 0;
    pid_t ended;
    close_end(&helper->to);
    close_end(&helper->from);
    if (!ended_itself) {
        (void)kill(helper->process, SIGKILL);
    }
    do {
        ended = waitpid(helper->process, &status, 0);
    } while (ended < 0 && errno == EINTR);
    if (ended < 0 || WIFEXITED(status)) {
        return PICTURE_FAILED; /* it did not even begin */
    }
    int by = WTERMSIG(status);
    return by == SIGXCPU || by == SIGALRM || by == SIGKILL ? PICTURE_TOO_SLOW : PICTURE_DAMAGED;
}

/* ---- talking with it ---- */

typedef struct Talk {
    const unsigned char *send;
    size_t send_count;
    unsigned char *heard; /* room for `room` */
    size_t heard_count, room;
    bool ended; /* it says no more */
} Talk;

/* Hands on what the pipe takes; closes it behind the last byte, or where nobody reads. */
static void send_some(Helper *helper, Talk *talk)
{
    ssize_t sent = write(helper->to, talk->send, talk->send_count);
    if (sent > 0) {
        talk->send += sent;
        talk->send_count -= (size_t)sent;
    }
    if (talk->send_count == 0 || (sent < 0 && errno != EAGAIN && errno != EINTR)) {
        close_end(&helper->to);
    }
}

/* False at the end. */
static bool hear_some(Helper *helper, Talk *talk)
{
    ssize_t got =
        read(helper->from, talk->heard + talk->heard_count, talk->room - talk->heard_count);
    if (got < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    talk->heard_count += (size_t)got;
    talk->ended = got == 0;
    return !talk->ended && talk->heard_count < talk->room;
}

/* Until it has said all; false where it takes too long. */
static bool talk_with(Helper *helper, Talk *talk)
{
    Time end = clock_now() + PATIENCE;
    if (talk->send_count == 0) {
        close_end(&helper->to);
    }
    for (;;) {
        struct pollfd ends[] = {{helper->from, POLLIN, 0}, {helper->to, POLLOUT, 0}};
        Time left = end - clock_now();
        if (left <= 0 || (poll(ends, 2, (int)(left / TIME_MS) + 1) < 0 && errno != EINTR)) {
            return false;
        }
        if (helper->to >= 0 && ends[1].revents != 0) {
            send_some(helper, talk);
        }
        if (ends[0].revents != 0 && !hear_some(helper, talk)) {
            return true;
        }
    }
}

/* ---- what it says ---- */

/* Makes a picture of the answer, as far as it can be believed. `silent`: what no answer means. */
static PictureResult take_answer(const Talk *talk, PictureResult silent, Picture *out)
{
    PictureAnswer answer;
    PictureSize size;
    if (talk->heard_count < sizeof answer) {
        return silent;
    }
    memcpy(&answer, talk->heard, sizeof answer);
    const unsigned char *bytes = talk->heard + sizeof answer;
    size_t count = talk->heard_count - sizeof answer;
    if (answer.result != PICTURE_DONE) {
        return answer.result < PICTURE_RESULT_COUNT ? (PictureResult)answer.result
                                                    : PICTURE_DAMAGED;
    }
    if (count > PICTURE_BYTES_MOST) {
        return PICTURE_TOO_LARGE;
    }
    if (count < 8 || check_picture_bytes(bytes, count, &size) != NULL ||
        size.w > PICTURE_SIDE_MOST || size.h > PICTURE_SIDE_MOST) {
        return PICTURE_DAMAGED;
    }
    unsigned char *copy = (unsigned char *)malloc(count);
    if (copy == NULL) {
        return PICTURE_FAILED;
    }
    memcpy(copy, bytes, count);
    *out = (Picture){.bytes = copy,
                     .count = count,
                     .format = bytes[0] == 0xFF ? "jpeg" : "png",
                     .w = size.w,
                     .h = size.h,
                     .was_turned = answer.was_turned != 0,
                     .was_scaled = answer.was_scaled != 0};
    return PICTURE_DONE;
}

/* ---- one at a time ---- */

struct Decoder {
    const char *program;
    pthread_mutex_t lock; /* held while the process runs: it may take much memory */
};

Decoder *decoder_create(const char *program)
{
    Decoder *decoder = (Decoder *)calloc(1, sizeof *decoder);
    if (decoder != NULL) {
        decoder->program = program;
        CHECK(pthread_mutex_init(&decoder->lock, NULL) == 0);
    }
    return decoder;
}

void decoder_destroy(Decoder *decoder)
{
    if (decoder != NULL) {
        (void)pthread_mutex_destroy(&decoder->lock);
        free(decoder);
    }
}

static PictureResult take(const char *program, Talk *talk, Picture *out)
{
    Helper helper;
    if (!helper_start(&helper, program)) {
        return PICTURE_FAILED;
    }
    bool heard = talk_with(&helper, talk);
    PictureResult silent = helper_end(&helper, talk->ended);
    return heard ? take_answer(talk, silent, out) : PICTURE_TOO_SLOW;
}

PictureResult picture_take(Decoder *decoder, const void *bytes, size_t count, Picture *out)
{
    Talk talk = {.send = (const unsigned char *)bytes,
                 .send_count = count,
                 /* a byte more than it may be, to see that it is more */
                 .room = sizeof(PictureAnswer) + PICTURE_BYTES_MOST + 1};
    PictureResult result = PICTURE_FAILED;
    *out = (Picture){0};
    if (count > PICTURE_UPLOAD_BYTES_MOST) {
        return PICTURE_TOO_LARGE;
    }
    (void)pthread_mutex_lock(&decoder->lock);
    talk.heard = (unsigned char *)malloc(talk.room);
    if (talk.heard != NULL) {
        result = take(decoder->program, &talk, out);
    }
    free(talk.heard);
    (void)pthread_mutex_unlock(&decoder->lock);
    return result;
}
