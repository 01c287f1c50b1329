/* See users.h. */
#include "desk/users.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "desk/users_guess.h"

/* A hash takes 64 MB and a tenth of a second or more of a board's processor: one is made at a time,
 * and no more than so many wait for it. */
enum { WAITING_MOST = 4, NAME_WAIT_MOST_S = 60, ADDRESS_WAIT_MOST_S = 900 };
enum { FILE_BYTES_MOST = 64 << 10, PATH_BYTES = 4200, HASH_PASSES = 3, HASH_BYTES = 64 << 20 };

typedef struct UserLine {
    User user;
    char hash[crypto_pwhash_STRBYTES];
} UserLine;

/* What is in the file. */
typedef struct UserList {
    UserLine lines[USERS_MOST];
    int count;
} UserList;

struct Users {
    char path[PATH_BYTES];
    pthread_mutex_t lock; /* of the list and the guesses */
    UserList list;
    struct stat seen; /* of the file as it was read; all 0: it was not there */
    Guesses guesses;
    pthread_mutex_t hashing;
    int waiting;
};

/* A hash as each of them is, of 32 random bytes that nobody kept. */
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=3,p=1$ThNxKdX3m1rQPshsgxA+6A$ExwV7f"
                             "SzuY0VrPB/sHEajXKJ8FawhCFOJ1TYO5caRcU";

static const char *const ROLES[] = {
    [ROLE_NOBODY] = "", [ROLE_WRITES] = "writes", [ROLE_PUBLISHES] = "publishes"};

static UserRole role_of(const char *text)
{
    for (UserRole role = ROLE_WRITES; role <= ROLE_PUBLISHES; role++) {
        if (strcmp(ROLES[role], text) == 0) {
            return role;
        }
    }
    return ROLE_NOBODY;
}

/* ---- the file ---- */

/* Cuts the text at its last space and gives what is behind; NULL where there is none. */
static char *cut_last(char *text)
{
    char *space = strrchr(text, ' ');
    if (space != NULL) {
        *space++ = '\0';
    }
    return space;
}

static UserLine *line_find(UserList *list, const char *name)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->lines[i].user.name, name) == 0) {
            return &list->lines[i];
        }
    }
    return NULL;
}

static bool line_read(char *text, UserList *list)
{
    const char *hash = cut_last(text);
    const char *role = hash != NULL ? cut_last(text) : NULL;
    UserLine line = {.user.role = role != NULL ? role_of(role) : ROLE_NOBODY};
    if (line.user.role == ROLE_NOBODY || text[0] == '\0' || list->count == USERS_MOST ||
        strlen(text) >= sizeof line.user.name || strlen(hash) >= sizeof line.hash ||
        line_find(list, text) != NULL) {
        return false;
    }
    (void)snprintf(line.user.name, sizeof line.user.name, "%s", text);
    (void)snprintf(line.hash, sizeof line.hash, "%s", hash);
    list->lines[list->count++] = line;
    return true;
}

/* Reads the file, and how it was when it was read. A line that is none is left out, and named in
 * the log. */
static bool list_read(const char *path, UserList *out, struct stat *seen, Error *error)
{
    char bytes[FILE_BYTES_MOST + 1];
    out->count = 0;
    memset(seen, 0, sizeof *seen);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return errno == ENOENT || error_set(error, "%s cannot be read: %s", path, strerror(errno));
    }
    size_t count = fread(bytes, 1, sizeof bytes - 1, file);
    bool good = ferror(file) == 0 && fstat(fileno(file), seen) == 0;
    (void)fclose(file);
    if (!good) {
        return error_set(error, "%s cannot be read", path);
    }
    bytes[count] = '\0';
    int number = 0;
    char *rest = bytes;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        number++;
        line[strcspn(line, "\r")] = '\0';
        if (line[0] != '\0' && line[0] != '#' && !line_read(line, out)) {
            log_line(LOG_WARNING, "%s:%d: this is no user; see foyer help desk", path, number);
        }
    }
    return true;
}

/* Writes the file beside itself and puts it in its place. */
static bool list_write(const char *path, const UserList *list, Error *error)
{
    char beside[PATH_BYTES + 8];
    (void)snprintf(beside, sizeof beside, "%s.new", path);
    (void)unlink(beside);
    int made = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = made >= 0 ? fdopen(made, "w") : NULL;
    if (file == NULL) {
        return error_set(error, "%s cannot be written: %s", beside, strerror(errno));
    }
    for (int i = 0; i < list->count; i++) {
        const UserLine *line = &list->lines[i];
        (void)fprintf(file, "%s %s %s\n", line->user.name, ROLES[line->user.role], line->hash);
    }
    bool good = fflush(file) == 0 && fsync(made) == 0;
    good = fclose(file) == 0 && good && rename(beside, path) == 0;
    if (!good) {
        (void)error_set(error, "%s cannot be written: %s", path, strerror(errno));
        (void)unlink(beside);
    }
    return good;
}

/* ---- setting a password ---- */

static bool hash_make(const char *password, char out[crypto_pwhash_STRBYTES], Error *error)
{
    return crypto_pwhash_str(out, password, strlen(password), HASH_PASSES, HASH_BYTES) == 0 ||
           error_set(error, "there is no memory left to keep the password safely");
}

static bool name_is_fit(const char *name)
{
    size_t count = strlen(name);
    for (size_t i = 0; i < count; i++) {
        if ((unsigned char)name[i] < ' ' || name[i] == 0x7F) {
            return false;
        }
    }
    return count > 0 && count < sizeof((User *)0)->name && name[0] != ' ' && name[0] != '#' &&
           name[count - 1] != ' ' && utf8_is_valid(name, count, NULL);
}

bool users_set(const char *folder, const char *name, const char *password, UserRole role, User *now,
               Error *error)
{
    char path[PATH_BYTES];
    struct stat seen;
    bool done = false;
    UserList *list = malloc(sizeof *list);
    if (list == NULL || sodium_init() < 0) {
        (void)error_set(error, "there is no memory left");
        goto done;
    }
    (void)snprintf(path, sizeof path, "%s/users", folder);
    if (!name_is_fit(name)) {
        (void)error_set(error, "a name has 1 to 63 bytes, no control characters, and no space or "
                               "# at its beginning");
        goto done;
    }
    if (utf8_letters(password, strlen(password)) < PASSWORD_LETTERS_LEAST ||
        strlen(password) > PASSWORD_BYTES_MOST) {
        (void)error_set(error, "a password has %d letters at least; several words are good",
                        PASSWORD_LETTERS_LEAST);
        goto done;
    }
    if (!list_read(path, list, &seen, error)) {
        goto done;
    }
    UserLine *line = line_find(list, name);
    if (line == NULL && list->count == USERS_MOST) {
        (void)error_set(error, "there are %d users already", USERS_MOST);
        goto done;
    }
    if (line == NULL) {
        line = &list->lines[list->count++];
        *line = (UserLine){.user.role = ROLE_WRITES};
        (void)snprintf(line->user.name, sizeof line->user.name, "%s", name);
    }
    line->user.role = role != ROLE_NOBODY ? role : line->user.role;
    *now = line->user;
    done = hash_make(password, line->hash, error) && list_write(path, list, error);

done:
    free(list);
    return done;
}

/* ---- the users of a desk that runs ---- */

Users *users_open(const char *folder, Error *error)
{
    Users *users = calloc(1, sizeof *users);
    if (users == NULL || sodium_init() < 0) {
        (void)error_set(error, "there is no memory left");
        free(users);
        return NULL;
    }
    pthread_mutex_init(&users->lock, NULL);
    pthread_mutex_init(&users->hashing, NULL);
    guesses_init(&users->guesses);
    (void)snprintf(users->path, sizeof users->path, "%s/users", folder);
    if (!list_read(users->path, &users->list, &users->seen, error)) {
        users_close(users);
        return NULL;
    }
    return users;
}

void users_close(Users *users)
{
    if (users != NULL) {
        pthread_mutex_destroy(&users->hashing);
        pthread_mutex_destroy(&users->lock);
        free(users);
    }
}

int users_count(Users *users)
{
    pthread_mutex_lock(&users->lock);
    int count = users->list.count;
    pthread_mutex_unlock(&users->lock);
    return count;
}

void users_publishers(Users *users, cJSON *list)
{
    pthread_mutex_lock(&users->lock);
    for (int i = 0; i < users->list.count; i++) {
        const User *user = &users->list.lines[i].user;
        if (user->role == ROLE_PUBLISHES) {
            (void)cJSON_AddItemToArray(list, cJSON_CreateString(user->name));
        }
    }
    pthread_mutex_unlock(&users->lock);
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

void users_follow(Users *users, Sessions *sessions)
{
    struct stat now = {0};
    Error error = {""};
    if (stat(users->path, &now) != 0) {
        memset(&now, 0, sizeof now);
    }
    if (is_same_file(&now, &users->seen)) {
        return;
    }
    UserList *list = malloc(sizeof *list);
    if (list == NULL || !list_read(users->path, list, &now, &error)) {
        free(list); /* next time */
        return;
    }
    pthread_mutex_lock(&users->lock);
    for (int i = 0; i < users->list.count; i++) {
        const UserLine *was = &users->list.lines[i];
        const UserLine *is = line_find(list, was->user.name);
        if (is == NULL || is->user.role != was->user.role || strcmp(is->hash, was->hash) != 0) {
            sessions_end_user(sessions, was->user.name);
        }
    }
    users->list = *list;
    users->seen = now;
    pthread_mutex_unlock(&users->lock);
    free(list);
}

/* ---- logging in ---- */

/* Whether a hash may be made now; each that may is one that waits. */
static bool hash_begin(Users *users)
{
    pthread_mutex_lock(&users->lock);
    bool may = users->waiting < WAITING_MOST;
    users->waiting += may;
    pthread_mutex_unlock(&users->lock);
    if (may) {
        pthread_mutex_lock(&users->hashing);
    }
    return may;
}

static void hash_end(Users *users)
{
    pthread_mutex_unlock(&users->hashing);
    pthread_mutex_lock(&users->lock);
    users->waiting--;
    pthread_mutex_unlock(&users->lock);
}

static int wait_of(const Users *users, uint64_t name, uint64_t address, Time now)
{
    int by_name = guesses_wait_s(&users->guesses, name, NAME_WAIT_MOST_S, now);
    int by_address = guesses_wait_s(&users->guesses, address, ADDRESS_WAIT_MOST_S, now);
    return by_name > by_address ? by_name : by_address;
}

Login users_login(Users *users, const char *name, const char *password, const char *address,
                  Time now, User *out, int *wait_s)
{
    uint64_t by_name = guess_name(&users->guesses, name);
    uint64_t by_address = guess_address(&users->guesses, address);
    UserLine line = {0};
    if (!hash_begin(users)) {
        *wait_s = 1;
        return LOGIN_LATER;
    }
    pthread_mutex_lock(&users->lock);
    *wait_s = wait_of(users, by_name, by_address, now);
    if (*wait_s == 0) {
        /* Now, so that many tries at the same time are many mistakes. */
        guesses_count(&users->guesses, by_name, now);
        guesses_count(&users->guesses, by_address, now);
        const UserLine *found = line_find(&users->list, name);
        line = found != NULL ? *found : line;
    }
    pthread_mutex_unlock(&users->lock);
    bool looked = *wait_s == 0;
    /* For a name that is none too, or its answer would come sooner and tell so. */
    const char *hash = line.hash[0] != '\0' ? line.hash : NOBODY;
    bool right = looked && strlen(password) <= PASSWORD_BYTES_MOST &&
                 crypto_pwhash_str_verify(hash, password, strlen(password)) == 0 &&
                 line.hash[0] != '\0';
    hash_end(users);
    pthread_mutex_lock(&users->lock);
    const UserLine *still = line_find(&users->list, name);
    right = right && still != NULL && strcmp(still->hash, line.hash) == 0;
    if (right) {
        guesses_forget(&users->guesses, by_name);
        guesses_take_back(&users->guesses, by_address);
        *out = line.user;
    } else if (looked) {
        *wait_s = wait_of(users, by_name, by_address, now);
    }
    pthread_mutex_unlock(&users->lock);
    sodium_memzero(&line, sizeof line);
    return right ? LOGIN_DONE : looked ? LOGIN_WRONG : LOGIN_LATER;
}
