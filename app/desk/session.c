/* See session.h. */
#include "desk/session.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS_MOST = 256, ISSUED_MOST = 8 };

static const Time IDLE_MOST = 8 * 3600 * TIME_S;
static const Time AGE_MOST = 24 * 3600 * TIME_S;

typedef struct Slot {
    Session session; /* number 0: free */
    Time begun, seen;
} Slot;

struct Sessions {
    pthread_mutex_t lock;
    bool ends;
    int count; /* of all there ever were */
    Slot slots[SESSIONS_MOST];
    char issued[ISSUED_MOST][SESSION_SECRET_BYTES]; /* empty: free */
    int next_issued;
};

Sessions *sessions_create(bool ends)
{
    Sessions *sessions = calloc(1, sizeof *sessions);
    if (sessions == NULL || sodium_init() < 0) {
        free(sessions);
        return NULL;
    }
    pthread_mutex_init(&sessions->lock, NULL);
    sessions->ends = ends;
    return sessions;
}

void sessions_destroy(Sessions *sessions)
{
    if (sessions != NULL) {
        pthread_mutex_destroy(&sessions->lock);
        sodium_memzero(sessions, sizeof *sessions);
        free(sessions);
    }
}

static void make_secret(char out[SESSION_SECRET_BYTES])
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    (void)sodium_bin2base64(out, SESSION_SECRET_BYTES, bytes, sizeof bytes,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Whether they are the same, in a time that tells nothing of how much of it is. */
static bool secret_is(const char secret[SESSION_SECRET_BYTES], const char *said)
{
    return strlen(said) == SESSION_SECRET_BYTES - 1 && secret[0] != '\0' &&
           sodium_memcmp(secret, said, SESSION_SECRET_BYTES) == 0;
}

void sessions_issue(Sessions *sessions, char out[SESSION_SECRET_BYTES])
{
    make_secret(out);
    pthread_mutex_lock(&sessions->lock);
    memcpy(sessions->issued[sessions->next_issued], out, SESSION_SECRET_BYTES);
    sessions->next_issued = (sessions->next_issued + 1) % ISSUED_MOST;
    pthread_mutex_unlock(&sessions->lock);
}

bool sessions_redeem(Sessions *sessions, const char *issued)
{
    bool found = false;
    pthread_mutex_lock(&sessions->lock);
    for (int i = 0; i < ISSUED_MOST; i++) {
        if (secret_is(sessions->issued[i], issued)) {
            sodium_memzero(sessions->issued[i], SESSION_SECRET_BYTES);
            found = true;
        }
    }
    pthread_mutex_unlock(&sessions->lock);
    return found;
}

static bool slot_lives(const Sessions *sessions, const Slot *slot, Time now)
{
    return slot->session.number > 0 &&
           (!sessions->ends || (now - slot->seen <= IDLE_MOST && now - slot->begun <= AGE_MOST));
}

/* A free one, else the one whose session has been quiet longest. */
static Slot *slot_for_new(Sessions *sessions, Time now)
{
    Slot *quietest = &sessions->slots[0];
    for (int i = 0; i < SESSIONS_MOST; i++) {
        Slot *slot = &sessions->slots[i];
        if (!slot_lives(sessions, slot, now)) {
            return slot;
        }
        quietest = slot->seen < quietest->seen ? slot : quietest;
    }
    return quietest;
}

void sessions_begin(Sessions *sessions, const User *user, Time now, Session *out)
{
    *out = (Session){.user = *user};
    make_secret(out->cookie);
    make_secret(out->token);
    pthread_mutex_lock(&sessions->lock);
    out->number = ++sessions->count;
    *slot_for_new(sessions, now) = (Slot){.session = *out, .begun = now, .seen = now};
    pthread_mutex_unlock(&sessions->lock);
}

static Slot *slot_find(Sessions *sessions, const char *cookie)
{
    Slot *found = NULL;
    for (int i = 0; i < SESSIONS_MOST; i++) {
        if (secret_is(sessions->slots[i].session.cookie, cookie)) {
            found = &sessions->slots[i];
        }
    }
    return found;
}

bool sessions_find(Sessions *sessions, const char *cookie, Time now, bool alive, Session *out)
{
    pthread_mutex_lock(&sessions->lock);
    Slot *slot = slot_find(sessions, cookie);
    bool found = slot != NULL && slot_lives(sessions, slot, now);
    if (found) {
        slot->seen = alive ? now : slot->seen;
        *out = slot->session;
    } else if (slot != NULL) {
        sodium_memzero(slot, sizeof *slot);
    }
    pthread_mutex_unlock(&sessions->lock);
    return found;
}

bool session_has_token(const Session *session, const char *token)
{
    return secret_is(session->token, token);
}

void sessions_end(Sessions *sessions, const char *cookie)
{
    pthread_mutex_lock(&sessions->lock);
    Slot *slot = slot_find(sessions, cookie);
    if (slot != NULL) {
        sodium_memzero(slot, sizeof *slot);
    }
    pthread_mutex_unlock(&sessions->lock);
}

void sessions_end_user(Sessions *sessions, const char *name)
{
    pthread_mutex_lock(&sessions->lock);
    for (int i = 0; i < SESSIONS_MOST; i++) {
        if (strcmp(sessions->slots[i].session.user.name, name) == 0) {
            sodium_memzero(&sessions->slots[i], sizeof sessions->slots[i]);
        }
    }
    pthread_mutex_unlock(&sessions->lock);
}
