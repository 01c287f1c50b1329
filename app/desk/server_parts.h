/* What the files of the server share, and nobody else: one request on its way through. */
#ifndef FOYER_DESK_SERVER_PARTS_H
#define FOYER_DESK_SERVER_PARTS_H

#include <microhttpd.h>
#include <netinet/in.h>

#include "desk/hosts.h"
#include "desk/server.h"
#include "desk/session.h"

/* A request, from its head to the end of its answer. */
typedef struct Exchange {
    Server *server;
    struct MHD_Connection *connection;
    const Route *route;
    Request request;
    Session session;
    char address[INET6_ADDRSTRLEN];
    const Hosts *hosts; /* our names */
    size_t length;      /* of the body, as its head says */
    char *body;         /* a 0 behind it; NULL: none yet */
    size_t body_count, body_room;
    Reply reply;
    bool refused;          /* by the guard: the body is thrown away as it comes */
    bool answered;         /* the reply stands */
    struct Exchange *next; /* of those that wait for a worker */
} Exchange;

/* Looks at the head of a request and fills in all that is known of it: its route, its session.
 * Where it is not to be served, its reply says why, and false. */
bool guard_head(Desk *desk, Exchange *exchange);

/* The body as the route takes it. False: as above. */
bool guard_body(Exchange *exchange);

/* Sends the reply, which is empty after. */
enum MHD_Result reply_send(Exchange *exchange);

/* Gives back what a reply holds. */
void reply_finish(Reply *reply);

#endif
