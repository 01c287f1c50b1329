/* Server: takes requests from the network, refuses those that are not ours, and hands the rest to
 * the handlers of routes.c. Files server*.c are the only users of libmicrohttpd.
 *
 * One thread speaks with all browsers and never waits for anything else; several others run the
 * handlers. What a request may cost is bounded before a handler sees it: its head, its body, the
 * time it takes to come and to be taken, and how many there are at once. */
#ifndef FOYER_DESK_SERVER_H
#define FOYER_DESK_SERVER_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "desk/desk.h"

typedef enum UserRole { ROLE_NOBODY, ROLE_WRITES, ROLE_PUBLISHES } UserRole;

typedef struct User {
    char name[64]; /* on the loopback, where nobody logs in, the name of the computer's user */
    UserRole role;
} User;

typedef struct Request {
    const char *method, *path; /* "PUT", "/api/items/news/2022-06-03-x", decoded */
    const char *rest;          /* what the "*" of the route stands for; "" */
    User user;
    int session;          /* which window: one user may have several; 0: none */
    const char *language; /* of the server's sentences: "en" or "ru" */
    const char *body;     /* a 0 behind it */
    size_t body_count;
    cJSON *json;               /* the body, where the route takes JSON; else NULL */
    const char *if_none_match; /* the ETag that the browser has already; "" */
    bool takes_gzip;           /* whether the browser does */
    const char *cookie;        /* of the session; "" */
    const char *token;         /* of the session, for the page; "" */
    const char *address;       /* the browser's, for those who guess: "192.0.2.7" */
    void *connection;          /* for request_query */
} Request;

/* The value of a key behind the "?", decoded; NULL where it is not there. Borrowed for the request.
 */
const char *request_query(const Request *request, const char *name);

/* The same as a number in its bounds; `standard` where it is not there or none. */
int request_number(const Request *request, const char *name, int least, int most, int standard);

/* Of two sentences the one in the language of the request. */
const char *request_says(const Request *request, const char *english, const char *russian)
    __attribute__((format_arg(2), format_arg(3)));

typedef struct Reply {
    int status;  /* 200 unless said otherwise */
    cJSON *json; /* what is said, the server's from here on; or */
    void *bytes; /* malloc'ed, the server's from here on */
    size_t count;
    const char *type;     /* of the bytes: "image/png" */
    const char *encoding; /* "gzip"; NULL: the bytes as they are */
    char etag[40];        /* with quotes; empty: not to be kept by the browser */

    const char *location; /* where the browser is to go instead, with status 303; NULL */
    char cookie[160];     /* Set-Cookie; empty: none */
    char allow[40];       /* the methods there are, with status 405 */
    int retry_after_s;    /* when to try again; 0: not said */
} Reply;

/* Answers {"error": "…"}: one plain sentence in the language of the request. */
void reply_error(Reply *reply, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Has the browser keep the session's cookie; "" has it forget. */
void reply_cookie(const Desk *desk, Reply *reply, const char *secret);

/* Called on any of several threads. */
typedef void (*Handler)(Desk *desk, const Request *request, Reply *reply);

/* What stands in the body of a request. */
typedef enum RouteBody {
    BODY_NONE,  /* nothing, and what there is is not looked at */
    BODY_JSON,  /* JSON of BODY_JSON_MOST bytes at most; an empty body is an empty object */
    BODY_LOGIN, /* JSON of somebody not known yet: a few lines */
    BODY_BYTES  /* a file of BODY_BYTES_MOST bytes at most */
} RouteBody;

enum { BODY_JSON_MOST = 2 << 20, BODY_LOGIN_MOST = 4 << 10, BODY_BYTES_MOST = 32 << 20 };

typedef struct Route {
    const char *method, *path; /* "*" at the end stands for any rest that is not empty */
    UserRole role;             /* that it takes at least */
    RouteBody body;
    Handler handle;
    bool by_itself; /* asked by the page without anybody touching it: no sign of life */
} Route;

/* routes.c: ends with one whose method is NULL. */
extern const Route ROUTES[];

typedef struct Server Server;

typedef struct ServerOptions {
    int listener;                  /* a listening socket, the server's from here on */
    const char *certificate, *key; /* PEM; NULL: no TLS. Borrowed until server_stop */
} ServerOptions;

/* A socket that listens at ADDRESS:PORT ("127.0.0.1:0", "[::]:8443"; port 0: the system's choice).
 * -1 with one sentence. */
int server_listen(const char *where, Error *error);

/* Where the socket listens: the port, and whether only this computer can reach it. */
int server_port(int listener, bool *loopback);

/* Begins to serve the desk. NULL with the reason; the listener is closed then. */
Server *server_start(Desk *desk, const ServerOptions *options, Error *error);

/* Cuts off who is too slow; to be called about once a second. */
void server_tick(Server *server, Time now);

/* Ends it, once the handlers that run have answered. NULL is fine. */
void server_stop(Server *server);

#endif
