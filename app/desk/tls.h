/* TLS: the certificate a desk on a network shows, and its key: what the operator gives, or one of
 * the desk's own making, which browsers ask about once. */
#ifndef FOYER_DESK_TLS_H
#define FOYER_DESK_TLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "desk/hosts.h"

enum { TLS_FINGERPRINT_BYTES = 96 };

/* Both as PEM, malloc'ed. */
typedef struct Tls {
    char *certificate, *key;
    int64_t until_s;                         /* when it ends, seconds since 1970 */
    char fingerprint[TLS_FINGERPRINT_BYTES]; /* SHA-256, "AB:CD:…", as browsers show it */
} Tls;

/* What the files hold, if they belong together. False with one sentence; tls_finish is due all the
 * same. */
bool tls_read(const char *certificate, const char *key, Tls *out, Error *error);

/* The desk's own, certificate.pem and key.pem of its folder: made (ECDSA P-256, for all of `hosts`)
 * where they are not there, do not belong together, or are due. As above. */
bool tls_own(const char *folder, const Hosts *hosts, int64_t now_s, Tls *out, Error *error);

/* Whether it is time to make another: it lacks one of the hosts, or ends within a month. */
bool tls_is_due(const Tls *tls, const Hosts *hosts, int64_t now_s);

void tls_finish(Tls *tls);

#endif
