/* Hosts: by which names the desk is asked for. A page of another site can have its own name point
 * at this computer (DNS rebinding), and its scripts then speak with the desk as with itself; but
 * the browser says which name it was. */
#ifndef FOYER_DESK_HOSTS_H
#define FOYER_DESK_HOSTS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "desk/desk.h"

enum { HOSTS_MOST = 32, HOST_BYTES = 256 };

/* Names and addresses, without a port. */
typedef struct Hosts {
    char names[HOSTS_MOST][HOST_BYTES];
    int count;
} Hosts;

/* The names of this computer, and those of the settings. On the loopback: only the loopback's. */
void hosts_names(const Desk *desk, Hosts *out);

/* The addresses this computer has now, besides; of IPv4, since those of IPv6 change by the day. */
void hosts_addresses(Hosts *out);

/* Whether what a browser says in "Host" is ours: one of the names, or the very address that it has
 * reached, `local`; and our port. */
bool hosts_has(const Hosts *names, int port, bool tls, const char *host,
               const struct sockaddr *local);

#endif
