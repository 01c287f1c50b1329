/* See carrier.h. */
#include "desk/carrier.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "desk/carrier_parts.h"
#include "shell/clock.h"

enum { AT_ONCE = 8 };
#define HANGS_AFTER (5 * TIME_S) /* what takes longer holds up nobody */
#define PAUSE_FIRST (5 * TIME_S)
#define PAUSE_MOST (600 * TIME_S)
#define CARRY_MOST (600 * TIME_S)

struct Carrier {
    const char *published;
    struct Store *store;
    int wake; /* readable: look again */
    pthread_t thread;

    pthread_mutex_t lock; /* of all below */
    bool is_ending;
    Publication now;
    CarriedScreen screens[DESK_SCREENS_MOST];
    int screen_count;
};

static void wake(const Carrier *carrier)
{
    static const uint64_t ONE = 1;
    (void)!write(carrier->wake, &ONE, sizeof ONE);
}

static bool is_current(const Carrier *carrier, const CarriedScreen *screen)
{
    return carrier->now.number > 0 && screen->version > 0 && screen->digest == carrier->now.digest;
}

/* ---- one screen ---- */

static Time pause_after(int failures)
{
    Time pause = PAUSE_FIRST;
    for (int i = 1; i < failures && pause < PAUSE_MOST; i++) {
        pause *= 2;
    }
    return pause < PAUSE_MOST ? pause : PAUSE_MOST;
}

/* Notes what came of it, and when it is tried again. */
static void note(CarriedScreen *screen, const CarryResult *result)
{
    screen->end = result->end;
    screen->tried_at = clock_seconds();
    (void)snprintf(screen->detail, sizeof screen->detail, "%s", result->detail);
    screen->strange = result->end == CARRY_STRANGE ? result->digest : 0;
    screen->changed_at = result->changed_at;
    if (result->end == CARRY_DONE) {
        screen->version = screen->carrying;
        screen->digest = screen->carrying_digest;
        screen->device = result->device;
        screen->agreed = 0;
        screen->failures = 0;
    } else {
        char why[600];
        screen->failures++;
        log_line(LOG_WARNING, "the screen \"%s\" (%s): %s", screen->is->name, screen->is->where,
                 carry_say(result->end, result->detail, "en", why, sizeof why));
    }
    screen->due = result->end == CARRY_BAD_PLACE ? TIME_NEVER
                  : result->end == CARRY_DONE    ? clock_now()
                                                 : clock_now() + pause_after(screen->failures);
    screen->is_to_be_kept = true;
}

static void begin(Carrier *carrier, CarriedScreen *screen)
{
    Error error = {""};
    const CarryAsk ask = {.file = carrier->now.file,
                          .where = screen->is->where,
                          .published = carrier->published,
                          .known = {screen->digest, screen->agreed},
                          .device = screen->device};
    screen->carrying = carrier->now.number;
    screen->carrying_digest = carrier->now.digest;
    screen->said_count = 0;
    screen->is_given_up = false;
    screen->begun = clock_now();
    screen->late = screen->begun + CARRY_MOST;
    if (!carry_start(&screen->child, &ask, &error)) {
        CarryResult result = {.end = CARRY_FAILED};
        (void)snprintf(result.detail, sizeof result.detail, "%.390s", error.text);
        note(screen, &result);
    }
}

static void hear(CarriedScreen *screen)
{
    ssize_t got;
    size_t room = sizeof screen->said - 1;
    while (screen->said_count < room &&
           (got = read(screen->child.said, screen->said + screen->said_count,
                       room - screen->said_count)) > 0) {
        screen->said_count += (size_t)got;
    }
    screen->said[screen->said_count] = '\0';
}

static void end(CarriedScreen *screen)
{
    hear(screen);
    child_finish(&screen->child);
    if (!screen->is_given_up) {
        CarryResult result = carry_read(screen->said);
        note(screen, &result);
    }
}

/* What has hung for so long may hang on where the kernel waits for a disk: it is ended as soon as
 * it can be, and until then nothing else is begun there. */
static void give_up(CarriedScreen *screen)
{
    const CarryResult result = {.end = CARRY_LATE};
    child_kill(&screen->child);
    screen->is_given_up = true;
    screen->late = TIME_NEVER;
    note(screen, &result);
}

/* ---- all screens ---- */

static bool has_room(const Carrier *carrier, Time now)
{
    int count = 0;
    for (int i = 0; i < carrier->screen_count; i++) {
        const CarriedScreen *screen = &carrier->screens[i];
        count += screen->child.process != 0 && now - screen->begun < HANGS_AFTER;
    }
    return count < AT_ONCE;
}

/* Begins what is due; when the next is, in `*next`. */
static void begin_due(Carrier *carrier, Time now, Time *next)
{
    for (int i = 0; i < carrier->screen_count; i++) {
        CarriedScreen *screen = &carrier->screens[i];
        if (screen->child.process != 0) {
            *next = screen->late < *next ? screen->late : *next;
        } else if (carrier->now.number == 0 || is_current(carrier, screen)) {
            continue;
        } else if (screen->due > now) {
            *next = screen->due < *next ? screen->due : *next;
        } else if (has_room(carrier, now)) {
            begin(carrier, screen);
            Time then = screen->child.process != 0 ? screen->late : screen->due;
            *next = then < *next ? then : *next;
        } else {
            *next = now + TIME_S < *next ? now + TIME_S : *next;
        }
    }
}

/* Ends what has ended, and what is late. */
static void end_ended(Carrier *carrier, Time now)
{
    for (int i = 0; i < carrier->screen_count; i++) {
        CarriedScreen *screen = &carrier->screens[i];
        struct pollfd ended = {.fd = screen->child.ended, .events = POLLIN};
        if (screen->child.process == 0) {
            continue;
        }
        hear(screen);
        if (poll(&ended, 1, 0) > 0) {
            end(screen);
        } else if (screen->late <= now) {
            give_up(screen);
        }
    }
}

/* Writes down what has changed, without the lock: desk.db may be busy. */
static void keep(Carrier *carrier)
{
    for (int i = 0; i < carrier->screen_count; i++) {
        CarriedScreen screen;
        (void)pthread_mutex_lock(&carrier->lock);
        screen = carrier->screens[i];
        carrier->screens[i].is_to_be_kept = false;
        (void)pthread_mutex_unlock(&carrier->lock);
        if (screen.is_to_be_kept) {
            carried_screen_keep(&screen, carrier->store);
        }
    }
}

static void *run(void *context)
{
    Carrier *carrier = (Carrier *)context;
    for (;;) {
        struct pollfd wait[1 + DESK_SCREENS_MOST * 2] = {{.fd = carrier->wake, .events = POLLIN}};
        int count = 1;
        uint64_t rung;
        (void)pthread_mutex_lock(&carrier->lock);
        Time now = clock_now(), next = TIME_NEVER;
        end_ended(carrier, now);
        bool is_ending = carrier->is_ending;
        if (!is_ending) {
            begin_due(carrier, now, &next);
        }
        for (int i = 0; i < carrier->screen_count; i++) {
            const Child *child = &carrier->screens[i].child;
            if (child->process != 0) {
                wait[count++] = (struct pollfd){.fd = child->ended, .events = POLLIN};
            }
        }
        (void)pthread_mutex_unlock(&carrier->lock);
        keep(carrier);
        if (is_ending) {
            return NULL;
        }
        Time left = next == TIME_NEVER ? -1 : next > now ? (next - now) / TIME_MS + 1 : 0;
        (void)poll(wait, (nfds_t)count, left > 60000 ? 60000 : (int)left);
        (void)!read(carrier->wake, &rung, sizeof rung);
    }
}

/* ---- beginning and ending ---- */

Carrier *carrier_start(const DeskSettings *settings, struct Store *store, const char *published,
                       const Publication *now, Error *error)
{
    Carrier *carrier = (Carrier *)calloc(1, sizeof *carrier);
    if (carrier == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    carrier->published = published;
    carrier->store = store;
    carrier->now = *now;
    carrier->screen_count = settings->screen_count;
    for (int i = 0; i < settings->screen_count; i++) {
        carried_screen_init(&carrier->screens[i], &settings->screens[i], store);
    }
    (void)pthread_mutex_init(&carrier->lock, NULL);
    carrier->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int reason = carrier->wake < 0 ? errno : pthread_create(&carrier->thread, NULL, run, carrier);
    if (reason != 0) {
        (void)error_set(error, "nothing can be carried to the screens: %s", strerror(reason));
        if (carrier->wake >= 0) {
            (void)close(carrier->wake);
        }
        (void)pthread_mutex_destroy(&carrier->lock);
        free(carrier);
        return NULL;
    }
    return carrier;
}

void carrier_stop(Carrier *carrier)
{
    if (carrier == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&carrier->lock);
    carrier->is_ending = true;
    (void)pthread_mutex_unlock(&carrier->lock);
    wake(carrier);
    (void)pthread_join(carrier->thread, NULL);
    for (int i = 0; i < carrier->screen_count; i++) {
        Child *child = &carrier->screens[i].child;
        struct pollfd ended = {.fd = child->ended, .events = POLLIN};
        child_kill(child);
        if (child->process != 0 && poll(&ended, 1, 1000) <= 0) {
            child->process = 0; /* the kernel still waits for its disk: nobody waits for it */
        }
        child_finish(child);
    }
    (void)pthread_mutex_destroy(&carrier->lock);
    (void)close(carrier->wake);
    free(carrier);
}

/* ---- asking ---- */

/* It is tried now, and after that as if for the first time. */
static void hurry(CarriedScreen *screen)
{
    screen->due = 0;
    screen->failures = 0;
}

void carrier_bring(Carrier *carrier, const Publication *now)
{
    (void)pthread_mutex_lock(&carrier->lock);
    carrier->now = *now;
    for (int i = 0; i < carrier->screen_count; i++) {
        CarriedScreen *screen = &carrier->screens[i];
        hurry(screen);
        /* The same content may come back under another number. */
        screen->version = is_current(carrier, screen) ? now->number : screen->version;
    }
    (void)pthread_mutex_unlock(&carrier->lock);
    wake(carrier);
}

void carrier_retry(Carrier *carrier, const char *screen)
{
    (void)pthread_mutex_lock(&carrier->lock);
    for (int i = 0; i < carrier->screen_count; i++) {
        if (screen == NULL || strcmp(carrier->screens[i].is->name, screen) == 0) {
            hurry(&carrier->screens[i]);
        }
    }
    (void)pthread_mutex_unlock(&carrier->lock);
    wake(carrier);
}

bool carrier_agree(Carrier *carrier, const char *screen)
{
    bool found = false;
    (void)pthread_mutex_lock(&carrier->lock);
    for (int i = 0; i < carrier->screen_count; i++) {
        CarriedScreen *one = &carrier->screens[i];
        if (strcmp(one->is->name, screen) == 0) {
            found = true;
            one->agreed = one->strange;
            one->device = one->end == CARRY_OTHER_DISK ? 0 : one->device;
            one->is_to_be_kept = true;
            hurry(one);
        }
    }
    (void)pthread_mutex_unlock(&carrier->lock);
    wake(carrier);
    return found;
}

static CarriedState state_of(const Carrier *carrier, const CarriedScreen *screen)
{
    return is_current(carrier, screen)                             ? CARRIED_CURRENT
           : carrier->now.number == 0 || screen->end == CARRY_DONE ? CARRIED_WAITING
           : screen->child.process != 0 && !screen->is_given_up    ? CARRIED_WAITING
                                                                   : CARRIED_FAILED;
}

int carrier_screens(Carrier *carrier, ScreenReport *out, int most)
{
    (void)pthread_mutex_lock(&carrier->lock);
    int count = carrier->screen_count < most ? carrier->screen_count : most;
    Time now = clock_now();
    for (int i = 0; i < count; i++) {
        const CarriedScreen *screen = &carrier->screens[i];
        out[i] = (ScreenReport){.name = screen->is->name,
                                .where = screen->is->where,
                                .version = screen->version,
                                .state = state_of(carrier, screen),
                                .end = screen->end,
                                .changed_at = screen->changed_at,
                                .tried_at = screen->tried_at};
        (void)snprintf(out[i].detail, sizeof out[i].detail, "%s", screen->detail);
        if (out[i].state == CARRIED_FAILED && screen->due != TIME_NEVER) {
            Time left = screen->due > now ? screen->due - now : 0;
            out[i].next_at = clock_seconds() + left / TIME_S;
        }
    }
    (void)pthread_mutex_unlock(&carrier->lock);
    return count;
}
