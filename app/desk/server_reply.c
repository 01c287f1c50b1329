/* See server.h and server_parts.h: what handlers answer, as it goes over the wire. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/server_parts.h"

/* With every answer: the page loads nothing that is not the desk's own, is shown in no other page,
 * and tells nobody where it was. */
static const char *const HEADERS[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
     "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
     "base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

void reply_error(Reply *reply, int status, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reply_finish(reply);
    reply->status = status;
    reply->json = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(reply->json, "error", text);
}

void reply_finish(Reply *reply)
{
    cJSON_Delete(reply->json);
    free(reply->bytes);
    reply->json = NULL;
    reply->bytes = NULL;
    reply->count = 0;
    reply->encoding = NULL;
    reply->etag[0] = '\0';
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
    (void)MHD_add_response_header(response, name, value);
}

static void add_headers(struct MHD_Response *response, const Reply *reply)
{
    for (size_t i = 0; i < sizeof HEADERS / sizeof HEADERS[0]; i++) {
        add(response, HEADERS[i][0], HEADERS[i][1]);
    }
    add(response, "Cache-Control", reply->etag[0] != '\0' ? "private, no-cache" : "no-store");
    if (reply->etag[0] != '\0') {
        add(response, "ETag", reply->etag);
    }
    if (reply->type != NULL && reply->count > 0) {
        add(response, "Content-Type", reply->type);
    }
    if (reply->encoding != NULL) {
        add(response, "Content-Encoding", reply->encoding);
        add(response, "Vary", "Accept-Encoding");
    }
    if (reply->location != NULL) {
        add(response, "Location", reply->location);
    }
    if (reply->cookie[0] != '\0') {
        add(response, "Set-Cookie", reply->cookie);
    }
    if (reply->allow[0] != '\0') {
        add(response, "Allow", reply->allow);
    }
    if (reply->retry_after_s > 0) {
        char seconds[16];
        (void)snprintf(seconds, sizeof seconds, "%d", reply->retry_after_s);
        add(response, "Retry-After", seconds);
    }
}

enum MHD_Result reply_send(Exchange *exchange)
{
    Reply *reply = &exchange->reply;
    reply->status = reply->status == 0 ? 200 : reply->status;
    if (reply->json != NULL) {
        free(reply->bytes);
        reply->bytes = cJSON_PrintUnformatted(reply->json);
        reply->count = reply->bytes != NULL ? strlen(reply->bytes) : 0;
        reply->status = reply->bytes != NULL ? reply->status : 500;
        reply->type = "application/json";
    }
    if (reply->status == 200 && reply->etag[0] != '\0' &&
        strcmp(reply->etag, exchange->request.if_none_match) == 0) {
        reply->status = 304;
        reply->count = 0;
    }
    /* Freed by the library from here on, also where there is no response. */
    void *bytes = reply->bytes;
    reply->bytes = NULL;
    if (reply->count == 0) {
        free(bytes);
        bytes = NULL;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->count, bytes, bytes != NULL ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response == NULL) {
        free(bytes);
        return MHD_NO;
    }
    add_headers(response, reply);
    enum MHD_Result sent =
        MHD_queue_response(exchange->connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    reply_finish(reply);
    return sent;
}
