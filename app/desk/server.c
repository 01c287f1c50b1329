/* See server.h: the thread that speaks with the browsers, those that answer, and between them the
 * requests. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk/server_parts.h"
#include "shell/clock.h"

/* A handler may wait for a picture to be drawn, or for another's change: many small ones must get
 * past it. Connections are more than a house has browsers; one computer's share leaves room for
 * others. A body grows as it comes, and all that are under way together stay within a board. */
enum {
    WORKERS = 12,
    CONNECTIONS_MOST = 256,
    CONNECTIONS_EACH = 64,
    HEAD_BYTES_MOST = 32 << 10,
    BODY_STEP = 64 << 10,
    BODIES_MOST = 128 << 20,
    RUN_OUT_MOST = 256 << 20,
    QUIET_S = 30
};

/* How long a head, a body, or the taking of an answer may last. */
static const Time PATIENCE = 30 * TIME_S;

/* A connection: when it is cut off. */
typedef struct Link {
    int socket;
    Time until;
    struct Link *before, *after;
} Link;

struct Server {
    Desk *desk;
    Hosts hosts;
    struct MHD_Daemon *daemon;
    atomic_size_t bodies; /* bytes of all */

    pthread_mutex_t links_lock;
    Link *links;

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t arrived;
    Exchange *first, **last; /* wait for a worker */
    bool ending;
    pthread_t workers[WORKERS];
    int worker_count;
};

/* ---- connections ---- */

static void link_begin(Server *server, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    Link *link = fd != NULL ? calloc(1, sizeof *link) : NULL;
    if (link == NULL) {
        return;
    }
    link->socket = fd->connect_fd;
    link->until = clock_now() + PATIENCE;
    pthread_mutex_lock(&server->links_lock);
    link->after = server->links;
    if (link->after != NULL) {
        link->after->before = link;
    }
    server->links = link;
    pthread_mutex_unlock(&server->links_lock);
    *context = link;
}

static void link_end(Server *server, void **context)
{
    Link *link = (Link *)*context;
    if (link == NULL) {
        return;
    }
    pthread_mutex_lock(&server->links_lock);
    if (link->before != NULL) {
        link->before->after = link->after;
    } else {
        server->links = link->after;
    }
    if (link->after != NULL) {
        link->after->before = link->before;
    }
    pthread_mutex_unlock(&server->links_lock);
    free(link);
    *context = NULL;
}

/* The socket is the connection's until this has been told that it ends. */
static void on_connection(void *context, struct MHD_Connection *connection, void **link,
                          enum MHD_ConnectionNotificationCode what)
{
    Server *server = (Server *)context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        link_begin(server, connection, link);
    } else {
        link_end(server, link);
    }
}

static void link_set(Server *server, struct MHD_Connection *connection, Time until)
{
    const union MHD_ConnectionInfo *found =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    Link *link = found != NULL ? (Link *)found->socket_context : NULL;
    if (link != NULL) {
        pthread_mutex_lock(&server->links_lock);
        link->until = until;
        pthread_mutex_unlock(&server->links_lock);
    }
}

void server_tick(Server *server, Time now)
{
    pthread_mutex_lock(&server->links_lock);
    for (Link *link = server->links; link != NULL; link = link->after) {
        if (now > link->until) {
            (void)shutdown(link->socket, SHUT_RDWR);
            link->until = TIME_NEVER;
        }
    }
    pthread_mutex_unlock(&server->links_lock);
}

/* ---- answering ---- */

static void answer(Exchange *exchange)
{
    Request *request = &exchange->request;
    request->body = exchange->body != NULL ? exchange->body : "";
    request->body_count = exchange->body_count;
    if (guard_body(exchange)) {
        exchange->route->handle(exchange->server->desk, request, &exchange->reply);
    }
}

static Exchange *take(Server *server)
{
    pthread_mutex_lock(&server->lock);
    while (server->first == NULL && !server->ending) {
        pthread_cond_wait(&server->arrived, &server->lock);
    }
    Exchange *exchange = server->first;
    if (exchange != NULL) {
        server->first = exchange->next;
        server->last = server->first == NULL ? &server->first : server->last;
    }
    pthread_mutex_unlock(&server->lock);
    return exchange;
}

static void *work(void *context)
{
    Server *server = (Server *)context;
    for (Exchange *exchange; (exchange = take(server)) != NULL;) {
        answer(exchange);
        exchange->answered = true;
        MHD_resume_connection(exchange->connection);
    }
    return NULL;
}

/* Hands it to a worker, and the connection sleeps meanwhile. From then on it is the worker's, and
 * not even looked at here. False: it was not handed over, and the reply says why. */
static bool give(Server *server, Exchange *exchange)
{
    pthread_mutex_lock(&server->lock);
    bool given = !server->ending;
    if (!given) {
        exchange->answered = true;
        reply_error(&exchange->reply, 503, "%s",
                    request_says(&exchange->request, "The desk is being closed.",
                                 "Рабочее место закрывается."));
    } else {
        MHD_suspend_connection(exchange->connection);
        exchange->next = NULL;
        *server->last = exchange;
        server->last = &exchange->next;
        pthread_cond_signal(&server->arrived);
    }
    pthread_mutex_unlock(&server->lock);
    return given;
}

/* ---- one request ---- */

static void exchange_destroy(Exchange *exchange)
{
    atomic_fetch_sub(&exchange->server->bodies, exchange->body_room);
    cJSON_Delete(exchange->request.json);
    reply_finish(&exchange->reply);
    free(exchange->body);
    free(exchange);
}

static void say_address(Exchange *exchange)
{
    const union MHD_ConnectionInfo *client =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (client == NULL || client->client_addr == NULL ||
        getnameinfo(client->client_addr,
                    client->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                               : sizeof(struct sockaddr_in),
                    exchange->address, sizeof exchange->address, NULL, 0, NI_NUMERICHOST) != 0) {
        exchange->address[0] = '\0';
    }
}

static Exchange *exchange_create(Server *server, struct MHD_Connection *connection,
                                 const char *path, const char *method)
{
    Exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange != NULL) {
        exchange->server = server;
        exchange->connection = connection;
        exchange->hosts = &server->hosts;
        say_address(exchange);
        exchange->request = (Request){.method = method,
                                      .path = path,
                                      .rest = "",
                                      .language = "en",
                                      .body = "",
                                      .if_none_match = "",
                                      .cookie = "",
                                      .token = "",
                                      .address = exchange->address,
                                      .connection = connection};
    }
    return exchange;
}

/* Keeps a piece of the body. False where there is no room for it. */
static bool take_piece(Exchange *exchange, const char *piece, size_t count)
{
    Server *server = exchange->server;
    if (exchange->body_count + count > exchange->length) {
        return false; /* never: the library counts too */
    }
    if (exchange->body_count + count + 1 > exchange->body_room) {
        size_t room = exchange->body_room * 2 + BODY_STEP, more = 0;
        room = room > exchange->length + 1 ? exchange->length + 1 : room;
        room = room < exchange->body_count + count + 1 ? exchange->body_count + count + 1 : room;
        more = room - exchange->body_room;
        bool fits = atomic_fetch_add(&server->bodies, more) + more <= BODIES_MOST;
        char *body = fits ? realloc(exchange->body, room) : NULL;
        if (body == NULL) {
            atomic_fetch_sub(&server->bodies, more);
            return false;
        }
        exchange->body = body;
        exchange->body_room = room;
    }
    memcpy(exchange->body + exchange->body_count, piece, count);
    exchange->body_count += count;
    exchange->body[exchange->body_count] = '\0';
    return true;
}

/* The head is here. What is refused and has a long body is answered at once, and the connection
 * ends with it; a short one is let run out first, or many a browser would not see the answer. */
static enum MHD_Result on_head(Exchange *exchange)
{
    Server *server = exchange->server;
    exchange->refused = !guard_head(server->desk, exchange);
    link_set(server, exchange->connection, clock_now() + PATIENCE);
    size_t run_out = exchange->request.session > 0 ? RUN_OUT_MOST : BODY_JSON_MOST;
    if (exchange->refused && exchange->length > run_out) {
        exchange->answered = true;
        return reply_send(exchange);
    }
    return MHD_YES;
}

static enum MHD_Result on_piece(Exchange *exchange, const char *piece, size_t count)
{
    if (!exchange->refused && !take_piece(exchange, piece, count)) {
        exchange->refused = true;
        reply_error(&exchange->reply, 503, "%s",
                    request_says(&exchange->request,
                                 "There is too much to do at the moment: try again.",
                                 "Сейчас слишком много работы: попробуйте ещё раз."));
    }
    return MHD_YES;
}

/* Called by the library: with the head, with each piece of the body, with its end, and once the
 * connection has been woken. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *piece, size_t *count, void **keep)
{
    Server *server = (Server *)context;
    Exchange *exchange = (Exchange *)*keep;
    (void)version;
    if (exchange == NULL) {
        *keep = exchange = exchange_create(server, connection, path, method);
        return exchange != NULL ? on_head(exchange) : MHD_NO;
    }
    if (*count > 0) {
        enum MHD_Result result = on_piece(exchange, piece, *count);
        *count = 0;
        return result;
    }
    if (!exchange->refused && !exchange->answered) {
        link_set(server, connection, TIME_NEVER);
        if (give(server, exchange)) {
            return MHD_YES;
        }
    }
    link_set(server, connection, clock_now() + PATIENCE);
    return reply_send(exchange);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **keep,
                         enum MHD_RequestTerminationCode how)
{
    Server *server = (Server *)context;
    (void)how;
    if (*keep != NULL) {
        exchange_destroy((Exchange *)*keep);
        *keep = NULL;
    }
    /* To be quiet for a while, and then to send the next head. */
    link_set(server, connection, clock_now() + QUIET_S * TIME_S + PATIENCE);
}

/* Decodes "%41". A 0, which would end what is before it as another address, is none that we have.
 */
static size_t decode(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    size_t count = MHD_http_unescape(text);
    for (size_t i = 0; i < count; i++) {
        text[i] = text[i] == '\0' ? '\1' : text[i];
    }
    return count;
}

/* ---- the server ---- */

int server_listen(const char *where, Error *error)
{
    char host[256];
    const char *colon = strrchr(where, ':');
    size_t count = colon != NULL ? (size_t)(colon - where) : 0;
    if (count == 0 || count >= sizeof host) {
        (void)error_set(error, "--listen wants ADDRESS:PORT, such as 0.0.0.0:8443, not \"%s\"",
                        where);
        return -1;
    }
    bool brackets = where[0] == '[' && where[count - 1] == ']';
    (void)snprintf(host, sizeof host, "%.*s", (int)(brackets ? count - 2 : count),
                   where + (brackets ? 1 : 0));
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int failed = getaddrinfo(host, colon + 1, &hints, &found);
    if (failed != 0) {
        (void)error_set(error, "\"%s\" is no address to listen at: %s", where,
                        gai_strerror(failed));
        return -1;
    }
    int on = 1;
    int listener = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener >= 0) {
        (void)setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    }
    if (listener < 0 || bind(listener, found->ai_addr, found->ai_addrlen) != 0 ||
        listen(listener, SOMAXCONN) != 0) {
        (void)error_set(error, "the desk cannot listen at %s: %s", where, strerror(errno));
        if (listener >= 0) {
            (void)close(listener);
        }
        listener = -1;
    }
    freeaddrinfo(found);
    return listener;
}

int server_port(int listener, bool *loopback)
{
    struct sockaddr_storage address = {0};
    socklen_t count = sizeof address;
    (void)getsockname(listener, (struct sockaddr *)&address, &count);
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&address;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address;
    bool is_v6 = address.ss_family == AF_INET6;
    *loopback = is_v6 ? IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr)
                      : ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    return ntohs(is_v6 ? v6->sin6_port : v4->sin_port);
}

static bool start_workers(Server *server, Error *error)
{
    for (; server->worker_count < WORKERS; server->worker_count++) {
        int failed = pthread_create(&server->workers[server->worker_count], NULL, work, server);
        if (failed != 0) {
            return error_set(error, "the system starts no thread: %s", strerror(failed));
        }
    }
    return true;
}

static bool start_daemon(Server *server, const ServerOptions *options, Error *error)
{
    bool tls = options->certificate != NULL;
    struct MHD_OptionItem secure[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(intptr_t)options->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(intptr_t)options->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0,
         (void *)(intptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, CONNECTIONS_EACH, NULL},
        {MHD_OPTION_END, 0, NULL}};
    /* By poll, not epoll: that one overlooks who says something and hangs up in one breath. */
    struct MHD_OptionItem plain[] = {{MHD_OPTION_END, 0, NULL}};
    server->daemon = MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (tls ? MHD_USE_TLS : 0), 0, NULL,
        NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, options->listener,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT, QUIET_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES_MOST, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_UNESCAPE_CALLBACK, decode, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
        server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_ARRAY,
        tls ? secure : plain, MHD_OPTION_END);
    return server->daemon != NULL ||
           error_set(error, "the desk cannot serve%s",
                     tls ? ": its certificate and key are not understood" : "");
}

Server *server_start(Desk *desk, const ServerOptions *options, Error *error)
{
    Server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        (void)error_set(error, "there is no memory left");
        (void)close(options->listener);
        return NULL;
    }
    server->desk = desk;
    server->last = &server->first;
    pthread_mutex_init(&server->lock, NULL);
    pthread_mutex_init(&server->links_lock, NULL);
    pthread_cond_init(&server->arrived, NULL);
    hosts_names(desk, &server->hosts);
    if (!start_workers(server, error) || !start_daemon(server, options, error)) {
        (void)close(options->listener);
        server_stop(server);
        return NULL;
    }
    return server;
}

void server_stop(Server *server)
{
    if (server == NULL) {
        return;
    }
    pthread_mutex_lock(&server->lock);
    server->ending = true;
    pthread_cond_broadcast(&server->arrived);
    pthread_mutex_unlock(&server->lock);
    /* They go on until nothing waits: no connection sleeps when the library ends. */
    for (int i = 0; i < server->worker_count; i++) {
        pthread_join(server->workers[i], NULL);
    }
    if (server->daemon != NULL) {
        MHD_stop_daemon(server->daemon);
    }
    pthread_cond_destroy(&server->arrived);
    pthread_mutex_destroy(&server->links_lock);
    pthread_mutex_destroy(&server->lock);
    free(server);
}
