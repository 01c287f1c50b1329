/* See server_parts.h: what is refused before a handler sees it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "desk/server_parts.h"
#include "shell/clock.h"

/* ---- what a head says ---- */

/* A header, and how often it is there. */
typedef struct Sought {
    const char *name, *value;
    int count;
} Sought;

static enum MHD_Result seek(void *context, enum MHD_ValueKind kind, const char *name,
                            const char *value)
{
    Sought *sought = (Sought *)context;
    (void)kind;
    if (strcasecmp(name, sought->name) == 0) {
        sought->value = value != NULL ? value : "";
        sought->count++;
    }
    return MHD_YES;
}

static Sought header(const Exchange *exchange, const char *name)
{
    Sought sought = {.name = name, .value = ""};
    (void)MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, seek, &sought);
    return sought;
}

const char *request_query(const Request *request, const char *name)
{
    return request->connection == NULL
               ? NULL
               : MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

int request_number(const Request *request, const char *name, int least, int most, int standard)
{
    const char *text = request_query(request, name);
    int number = 0, used = 0;
    bool good = text != NULL && sscanf(text, "%9d%n", &number, &used) == 1 && text[used] == '\0';
    return good && number >= least && number <= most ? number : standard;
}

const char *request_says(const Request *request, const char *english, const char *russian)
{
    return strcmp(request->language, "ru") == 0 ? russian : english;
}

static const char *language_of(const Exchange *exchange)
{
    const char *said = header(exchange, "X-Foyer-Language").value;
    if (said[0] == '\0') {
        said = request_query(&exchange->request, "lang");
    }
    if (said == NULL || said[0] == '\0') {
        said = header(exchange, "Accept-Language").value;
    }
    return strncasecmp(said, "ru", 2) == 0 ? "ru" : "en";
}

/* ---- the cookie ---- */

enum { COOKIE_NAME_BYTES = 32 };

/* Cookies do not know of ports: two desks of one computer must not take each other's. */
static void cookie_name(const Desk *desk, char out[COOKIE_NAME_BYTES])
{
    (void)snprintf(out, COOKIE_NAME_BYTES, "%sfoyer-%d", desk->network ? "__Host-" : "",
                   desk->port);
}

void reply_cookie(const Desk *desk, Reply *reply, const char *secret)
{
    char name[COOKIE_NAME_BYTES];
    cookie_name(desk, name);
    (void)snprintf(reply->cookie, sizeof reply->cookie,
                   "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", name, secret,
                   desk->network ? "; Secure" : "", secret[0] == '\0' ? "; Max-Age=0" : "");
}

/* ---- the checks, each with its answer ---- */

static bool refuse(Exchange *exchange, int status, const char *english, const char *russian)
{
    reply_error(&exchange->reply, status, "%s", request_says(&exchange->request, english, russian));
    return false;
}

static bool check_host(const Desk *desk, Exchange *exchange)
{
    struct sockaddr_storage local = {0};
    socklen_t count = sizeof local;
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    Sought host = header(exchange, "Host");
    if (host.count != 1) {
        return refuse(exchange, 400, "The request does not say which computer it is for.",
                      "В запросе не сказано, какому компьютеру он адресован.");
    }
    if (fd == NULL || getsockname(fd->connect_fd, (struct sockaddr *)&local, &count) != 0 ||
        !hosts_has(exchange->hosts, desk->port, desk->network, host.value,
                   (struct sockaddr *)&local)) {
        return refuse(exchange, 421, "The desk has another name.",
                      "У этого рабочего места другой адрес.");
    }
    Sought origin = header(exchange, "Origin");
    if (origin.count > 0) {
        const char *scheme = desk->network ? "https://" : "http://";
        size_t length = strlen(scheme);
        if (origin.count != 1 || strncmp(origin.value, scheme, length) != 0 ||
            strcasecmp(origin.value + length, host.value) != 0) {
            return refuse(exchange, 403, "The request comes from another site.",
                          "Запрос пришёл с другого сайта.");
        }
    }
    return true;
}

/* Finds the route; the rest that its "*" stands for is in the request. */
static bool check_route(Exchange *exchange)
{
    Request *request = &exchange->request;
    const char *method = strcmp(request->method, "HEAD") == 0 ? "GET" : request->method;
    Reply *reply = &exchange->reply;
    char allow[sizeof reply->allow] = "";
    for (const Route *route = ROUTES; route->method != NULL; route++) {
        size_t length = strlen(route->path);
        bool open = route->path[length - 1] == '*';
        bool same = open ? strncmp(request->path, route->path, length - 1) == 0 &&
                               request->path[length - 1] != '\0'
                         : strcmp(request->path, route->path) == 0;
        if (same && strcmp(method, route->method) == 0) {
            exchange->route = route;
            request->rest = open ? request->path + length - 1 : "";
            return true;
        }
        if (same) {
            size_t used = strlen(allow);
            (void)snprintf(allow + used, sizeof allow - used, "%s%s%s", used > 0 ? ", " : "",
                           route->method, strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
        }
    }
    if (allow[0] == '\0') {
        return refuse(exchange, 404, "There is no such page.", "Такой страницы нет.");
    }
    memcpy(reply->allow, allow, sizeof allow);
    return refuse(exchange, 405, "That cannot be done with this page.",
                  "С этой страницей так сделать нельзя.");
}

static bool check_session(const Desk *desk, Exchange *exchange)
{
    char name[COOKIE_NAME_BYTES];
    cookie_name(desk, name);
    Request *request = &exchange->request;
    const Route *route = exchange->route;
    const char *cookie = MHD_lookup_connection_value(exchange->connection, MHD_COOKIE_KIND, name);
    bool known = cookie != NULL && sessions_find(desk->sessions, cookie, clock_now(),
                                                 !route->by_itself, &exchange->session);
    if (known) {
        request->user = exchange->session.user;
        request->session = exchange->session.number;
        request->cookie = exchange->session.cookie;
        request->token = exchange->session.token;
    }
    if (route->role == ROLE_NOBODY) {
        return true;
    }
    if (!known) {
        return refuse(exchange, 401, "Nobody is logged in here, or not any more.",
                      "Вход не выполнен, или его срок истёк.");
    }
    bool changes = strcmp(route->method, "GET") != 0;
    if (changes &&
        !session_has_token(&exchange->session, header(exchange, "X-Foyer-Token").value)) {
        return refuse(exchange, 403, "The request does not come from the desk's own page.",
                      "Запрос пришёл не со страницы рабочего места.");
    }
    if (request->user.role < route->role) {
        return refuse(exchange, 403, "You may write, but not publish.",
                      "Вы можете писать, но не публиковать.");
    }
    return true;
}

static size_t body_most(RouteBody body)
{
    switch (body) {
    case BODY_NONE:
    case BODY_LOGIN:
        return BODY_LOGIN_MOST;
    case BODY_JSON:
        return BODY_JSON_MOST;
    case BODY_BYTES:
        return BODY_BYTES_MOST;
    }
    return 0;
}

/* The length is said beforehand, as browsers do, so that what is too long need not be taken in. */
static bool check_length_said(Exchange *exchange)
{
    Sought length = header(exchange, "Content-Length");
    size_t digits = strspn(length.value, "0123456789");
    if (header(exchange, "Transfer-Encoding").count > 0) {
        return refuse(exchange, 411, "The request does not say how long it is.",
                      "В запросе не указана его длина.");
    }
    if (length.count > 1 || digits != strlen(length.value) || (length.count == 1 && digits == 0)) {
        return refuse(exchange, 400, "The request has a length that is none.",
                      "В запросе указана неверная длина.");
    }
    exchange->length = digits < 12 ? strtoull(length.value, NULL, 10) : SIZE_MAX;
    return true;
}

static bool check_length(Exchange *exchange)
{
    RouteBody body = exchange->route->body;
    if (exchange->length > body_most(body)) {
        return body == BODY_BYTES
                   ? refuse(exchange, 413, "The file is larger than 32 MB.", "Файл больше 32 МБ.")
                   : refuse(exchange, 413, "The text is too long.", "Текст слишком длинный.");
    }
    return true;
}

bool guard_head(Desk *desk, Exchange *exchange)
{
    exchange->request.language = language_of(exchange);
    exchange->request.if_none_match = header(exchange, "If-None-Match").value;
    exchange->request.takes_gzip =
        strstr(header(exchange, "Accept-Encoding").value, "gzip") != NULL;
    return check_host(desk, exchange) && check_length_said(exchange) && check_route(exchange) &&
           check_session(desk, exchange) && check_length(exchange);
}

bool guard_body(Exchange *exchange)
{
    Request *request = &exchange->request;
    RouteBody kind = exchange->route->body;
    if (kind != BODY_JSON && kind != BODY_LOGIN) {
        return true;
    }
    if (!utf8_is_valid(exchange->body, exchange->body_count, NULL)) {
        return refuse(exchange, 400, "The text is in an unknown encoding: load the page again.",
                      "Текст в неизвестной кодировке: загрузите страницу заново.");
    }
    request->json =
        exchange->body_count == 0
            ? cJSON_CreateObject()
            : cJSON_ParseWithLengthOpts(exchange->body, exchange->body_count + 1, NULL, true);
    if (!cJSON_IsObject(request->json)) {
        return refuse(exchange, 400, "The request cannot be understood: load the page again.",
                      "Запрос непонятен: загрузите страницу заново.");
    }
    return true;
}
