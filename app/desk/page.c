/* See page.h. */
#include "desk/page.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "desk/session.h"
#include "shell/clock.h"

/* What browsers call a kind of file. */
static const char *type_of(const char *name)
{
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".json", "application/json"},
                                           {".svg", "image/svg+xml"},
                                           {".png", "image/png"},
                                           {".woff2", "font/woff2"},
                                           {".ttf", "font/ttf"}};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(dot, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

static const PageFile *file_find(const char *name)
{
    for (const PageFile *file = PAGE_FILES; file->name != NULL; file++) {
        if (strcmp(file->name, name) == 0) {
            return file;
        }
    }
    return NULL;
}

static void reply_missing(const Request *request, Reply *reply)
{
    reply_error(reply, 404, "%s",
                request_says(request, "There is no such page.", "Такой страницы нет."));
}

static void reply_memory(const Request *request, Reply *reply)
{
    reply_error(reply, 500, "%s",
                request_says(request, "There is no memory left.", "Не хватает памяти."));
}

void page_file(Desk *desk, const Request *request, Reply *reply)
{
    (void)desk;
    const PageFile *file = file_find(request->rest);
    /* Pages with gaps to fill in are at / alone. */
    if (file == NULL || strstr(file->name, ".html") != NULL) {
        reply_missing(request, reply);
        return;
    }
    reply->type = type_of(file->name);
    char packed_name[80];
    (void)snprintf(packed_name, sizeof packed_name, "%s.gz", file->name);
    const PageFile *packed = request->takes_gzip ? file_find(packed_name) : NULL;
    if (packed != NULL) {
        file = packed;
        reply->encoding = "gzip";
    }
    size_t count = (size_t)(file->end - file->begin);
    reply->bytes = malloc(count + 1);
    if (reply->bytes == NULL) {
        reply_memory(request, reply);
        return;
    }
    memcpy(reply->bytes, file->begin, count);
    reply->count = count;
    (void)snprintf(reply->etag, sizeof reply->etag, "\"%016llx\"",
                   (unsigned long long)hash_bytes(HASH_SEED, file->begin, count));
}

/* The value of the gap that begins at `at`, and how long its name is; NULL where there is none. */
static const char *gap_value(const char *const gaps[][2], const char *at, size_t left,
                             size_t *count)
{
    for (size_t i = 0; gaps[i][0] != NULL; i++) {
        *count = strlen(gaps[i][0]);
        if (*count <= left && memcmp(at, gaps[i][0], *count) == 0) {
            return gaps[i][1];
        }
    }
    return NULL;
}

void page_root(Desk *desk, const Request *request, Reply *reply)
{
    const PageFile *file = file_find(request->session > 0 ? "index.html" : "login.html");
    const char *const gaps[][2] = {{"@TOKEN@", request->token},
                                   {"@LANGUAGE@", request->language},
                                   {"@NETWORK@", desk->network ? "on" : "off"},
                                   {NULL, NULL}};
    char *bytes = NULL;
    size_t room = 0;
    FILE *out = file != NULL ? open_memstream(&bytes, &room) : NULL;
    if (out == NULL) {
        reply_missing(request, reply);
        return;
    }
    for (const char *at = file->begin; at < file->end;) {
        size_t count = 1;
        const char *value =
            *at == '@' ? gap_value(gaps, at, (size_t)(file->end - at), &count) : NULL;
        if (value != NULL) {
            (void)fputs(value, out);
        } else {
            const char *next = memchr(at + 1, '@', (size_t)(file->end - at - 1));
            count = (size_t)((next != NULL ? next : file->end) - at);
            (void)fwrite(at, 1, count, out);
        }
        at += count;
    }
    if (fclose(out) != 0) {
        free(bytes);
        reply_memory(request, reply);
        return;
    }
    reply->bytes = bytes;
    reply->count = room;
    reply->type = type_of(file->name);
}

/* The name of the computer's user, who needs no other: as people write it, where the system knows.
 */
static void name_owner(User *user)
{
    char room[4096];
    struct passwd entry, *found = NULL;
    const char *name = "desk";
    if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found != NULL) {
        entry.pw_gecos[strcspn(entry.pw_gecos, ",")] = '\0';
        name = entry.pw_gecos[0] != '\0' ? entry.pw_gecos : entry.pw_name;
    }
    (void)snprintf(user->name, sizeof user->name, "%s", name);
}

void page_open(Desk *desk, const Request *request, Reply *reply)
{
    const char *token = request_query(request, "token");
    User user = {.role = ROLE_PUBLISHES};
    Session session;
    if (token == NULL || !sessions_redeem(desk->sessions, token)) {
        /* Opened a second time, as by the browser's "back": the session is there already. */
        if (request->session == 0) {
            reply_error(
                reply, 403, "%s",
                request_says(request, "This link was used already. Start the desk again.",
                             "Эта ссылка уже использована. Запустите рабочее место снова."));
            return;
        }
    } else {
        name_owner(&user);
        sessions_begin(desk->sessions, &user, clock_now(), &session);
        reply_cookie(desk, reply, session.cookie);
    }
    reply->status = 303;
    reply->location = "/";
}
