/* See hosts.h. */
#include "desk/hosts.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void put(Hosts *out, const char *name)
{
    for (int i = 0; i < out->count; i++) {
        if (strcasecmp(out->names[i], name) == 0) {
            return;
        }
    }
    if (out->count < HOSTS_MOST && name[0] != '\0' && strlen(name) < HOST_BYTES) {
        (void)snprintf(out->names[out->count++], HOST_BYTES, "%s", name);
    }
}

void hosts_names(const Desk *desk, Hosts *out)
{
    out->count = 0;
    put(out, "localhost");
    if (!desk->network) {
        return;
    }
    char name[HOST_BYTES - 8] = "";
    if (gethostname(name, sizeof name - 1) == 0 && name[0] != '\0') {
        char local[HOST_BYTES];
        put(out, name);
        name[strcspn(name, ".")] = '\0';
        put(out, name);
        (void)snprintf(local, sizeof local, "%s.local", name); /* as mDNS has it */
        put(out, local);
    }
    for (int i = 0; i < desk->settings.name_count; i++) {
        put(out, desk->settings.names[i]);
    }
}

/* The address as people write it; empty where it is none of the Internet's. */
static void address_say(const struct sockaddr *address, char out[INET6_ADDRSTRLEN])
{
    const void *at = NULL;
    out[0] = '\0';
    if (address->sa_family == AF_INET) {
        at = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    } else if (address->sa_family == AF_INET6) {
        const struct in6_addr *in6 =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(in6)) {
            (void)inet_ntop(AF_INET, &in6->s6_addr[12], out, INET6_ADDRSTRLEN);
            return;
        }
        at = in6;
    }
    if (at != NULL) {
        (void)inet_ntop(address->sa_family, at, out, INET6_ADDRSTRLEN);
    }
}

void hosts_addresses(Hosts *out)
{
    struct ifaddrs *all = NULL;
    char text[INET6_ADDRSTRLEN];
    if (getifaddrs(&all) != 0) {
        return;
    }
    for (const struct ifaddrs *at = all; at != NULL; at = at->ifa_next) {
        if (at->ifa_addr != NULL && at->ifa_addr->sa_family == AF_INET &&
            (at->ifa_flags & IFF_UP) != 0) {
            address_say(at->ifa_addr, text);
            put(out, text);
        }
    }
    freeifaddrs(all);
}

bool hosts_has(const Hosts *names, int port, bool tls, const char *host,
               const struct sockaddr *local)
{
    char name[HOST_BYTES], address[INET6_ADDRSTRLEN];
    const char *behind = host[0] == '[' ? strchr(host, ']') : strchr(host, ':');
    const char *colon = behind != NULL ? strchr(behind, ':') : NULL;
    size_t count = colon != NULL ? (size_t)(colon - host) : strlen(host);
    if (count >= sizeof name) {
        return false;
    }
    memcpy(name, host, count);
    name[count] = '\0';
    char said[8];
    (void)snprintf(said, sizeof said, "%d", port);
    bool standard = port == (tls ? 443 : 80);
    if (colon != NULL ? strcmp(colon + 1, said) != 0 : !standard) {
        return false;
    }
    for (int i = 0; i < names->count; i++) {
        if (strcasecmp(names->names[i], name) == 0) {
            return true;
        }
    }
    address_say(local, address);
    bool brackets = strchr(address, ':') != NULL;
    char literal[INET6_ADDRSTRLEN + 2];
    (void)snprintf(literal, sizeof literal, brackets ? "[%s]" : "%s", address);
    return address[0] != '\0' && strcasecmp(literal, name) == 0;
}
