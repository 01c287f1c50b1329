/* See tls.h. */
#include "desk/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A board's clock may be years behind when it makes one and right soon after: the certificate holds
 * from a day long past. */
static const int64_t FROM_S = 1577836800; /* 2020-01-01 */
static const int64_t DAY_S = 86400;

enum { DAYS = 800, DAYS_BEFORE_END = 30, FILE_BYTES_MOST = 256 << 10, PATH_BYTES = 4200 };

void tls_finish(Tls *tls)
{
    if (tls->key != NULL) {
        gnutls_memset(tls->key, 0, strlen(tls->key));
    }
    free(tls->key);
    free(tls->certificate);
    *tls = (Tls){0};
}

/* ---- files ---- */

static char *file_read(const char *path, Error *error)
{
    FILE *file = fopen(path, "re");
    char *bytes = file != NULL ? malloc(FILE_BYTES_MOST) : NULL;
    size_t count = bytes != NULL ? fread(bytes, 1, FILE_BYTES_MOST - 1, file) : 0;
    if (bytes == NULL || ferror(file) != 0 || count == FILE_BYTES_MOST - 1) {
        (void)error_set(error, "%s cannot be read: %s", path,
                        count > 0 ? "it is too large" : strerror(errno));
        free(bytes);
        bytes = NULL;
    } else {
        bytes[count] = '\0';
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return bytes;
}

/* For its owner alone, put in its place in one step. */
static bool file_write(const char *path, const gnutls_datum_t *bytes, Error *error)
{
    char beside[PATH_BYTES + 8];
    (void)snprintf(beside, sizeof beside, "%s.new", path);
    (void)unlink(beside);
    int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = file >= 0 && write(file, bytes->data, bytes->size) == (ssize_t)bytes->size &&
                fsync(file) == 0;
    if (file >= 0) {
        good = close(file) == 0 && good;
    }
    if (!good || rename(beside, path) != 0) {
        (void)error_set(error, "%s cannot be written: %s", path, strerror(errno));
        (void)unlink(beside);
        return false;
    }
    return true;
}

/* ---- what is there ---- */

static void say_fingerprint(gnutls_x509_crt_t certificate, char out[TLS_FINGERPRINT_BYTES])
{
    unsigned char hash[32];
    size_t count = sizeof hash;
    out[0] = '\0';
    if (gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, hash, &count) == 0) {
        for (size_t i = 0; i < count; i++) {
            (void)snprintf(out + 3 * i, 4, "%02X%s", hash[i], i + 1 < count ? ":" : "");
        }
    }
}

/* Whether the certificate is of this key. */
static bool belong_together(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
    unsigned char a[64], b[64];
    size_t a_count = sizeof a, b_count = sizeof b;
    return gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, a, &a_count) == 0 &&
           gnutls_x509_privkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, b, &b_count) == 0 &&
           a_count == b_count && memcmp(a, b, a_count) == 0;
}

bool tls_is_due(const Tls *tls, const Hosts *hosts, int64_t now_s)
{
    gnutls_x509_crt_t certificate = NULL;
    gnutls_datum_t text = {(unsigned char *)tls->certificate, (unsigned)strlen(tls->certificate)};
    bool lasts = now_s <= tls->until_s - DAYS_BEFORE_END * DAY_S &&
                 gnutls_x509_crt_init(&certificate) == 0 &&
                 gnutls_x509_crt_import(certificate, &text, GNUTLS_X509_FMT_PEM) == 0;
    for (int i = 0; i < hosts->count && lasts; i++) {
        lasts = gnutls_x509_crt_check_hostname(certificate, hosts->names[i]) != 0;
    }
    gnutls_x509_crt_deinit(certificate);
    return !lasts;
}

/* Looks at the two texts that are read. */
static bool look(Tls *tls, Error *error)
{
    gnutls_x509_crt_t certificate = NULL;
    gnutls_x509_privkey_t key = NULL;
    gnutls_datum_t certificate_text = {(unsigned char *)tls->certificate,
                                       (unsigned)strlen(tls->certificate)};
    gnutls_datum_t key_text = {(unsigned char *)tls->key, (unsigned)strlen(tls->key)};
    bool good = false;
    if (gnutls_x509_crt_init(&certificate) != 0 || gnutls_x509_privkey_init(&key) != 0) {
        (void)error_set(error, "there is no memory left");
    } else if (gnutls_x509_crt_import(certificate, &certificate_text, GNUTLS_X509_FMT_PEM) != 0) {
        (void)error_set(error, "there is no certificate in PEM in it");
    } else if (gnutls_x509_privkey_import2(key, &key_text, GNUTLS_X509_FMT_PEM, NULL, 0) != 0) {
        (void)error_set(error, "there is no key in PEM, without a password, in it");
    } else if (!belong_together(certificate, key)) {
        (void)error_set(error, "the certificate is of another key");
    } else {
        tls->until_s = gnutls_x509_crt_get_expiration_time(certificate);
        say_fingerprint(certificate, tls->fingerprint);
        good = true;
    }
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
    return good;
}

bool tls_read(const char *certificate, const char *key, Tls *out, Error *error)
{
    Error why = {""};
    *out = (Tls){0};
    out->certificate = file_read(certificate, error);
    out->key = out->certificate != NULL ? file_read(key, error) : NULL;
    if (out->key == NULL) {
        return false;
    }
    return look(out, &why) ||
           error_set(error, "%.200s and %.200s cannot be used: %s", certificate, key, why.text);
}

/* ---- making one ---- */

static int set_hosts(gnutls_x509_crt_t certificate, const Hosts *hosts)
{
    int failed = 0;
    for (int i = 0; i < hosts->count && failed == 0; i++) {
        const char *name = hosts->names[i];
        unsigned char address[16];
        unsigned count = inet_pton(AF_INET, name, address) == 1    ? 4
                         : inet_pton(AF_INET6, name, address) == 1 ? 16
                                                                   : 0;
        failed =
            count > 0
                ? gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS, address,
                                                       count, GNUTLS_FSAN_APPEND)
                : gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_DNSNAME, name,
                                                       (unsigned)strlen(name), GNUTLS_FSAN_APPEND);
    }
    return failed;
}

/* Fills in a certificate that signs itself. 0, or what GnuTLS says. */
static int fill(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const Hosts *hosts,
                int64_t now_s)
{
    unsigned char serial[16];
    static const char *const name = "Foyer desk";
    int failed = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
    serial[0] &= 0x7F; /* a positive number */
    int64_t until_s = (now_s > FROM_S ? now_s : FROM_S) + DAYS * DAY_S;
    failed = failed != 0 ? failed : gnutls_x509_crt_set_version(certificate, 3);
    failed = failed != 0 ? failed : gnutls_x509_crt_set_serial(certificate, serial, sizeof serial);
    failed = failed != 0 ? failed : gnutls_x509_crt_set_activation_time(certificate, FROM_S);
    failed = failed != 0 ? failed : gnutls_x509_crt_set_expiration_time(certificate, until_s);
    failed = failed != 0 ? failed
                         : gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME,
                                                         0, name, (unsigned)strlen(name));
    failed = failed != 0 ? failed : set_hosts(certificate, hosts);
    failed = failed != 0 ? failed : gnutls_x509_crt_set_basic_constraints(certificate, 0, -1);
    failed = failed != 0 ? failed
                         : gnutls_x509_crt_set_key_usage(certificate, GNUTLS_KEY_DIGITAL_SIGNATURE);
    failed = failed != 0
                 ? failed
                 : gnutls_x509_crt_set_key_purpose_oid(certificate, GNUTLS_KP_TLS_WWW_SERVER, 0);
    failed = failed != 0 ? failed : gnutls_x509_crt_set_key(certificate, key);
    return failed != 0 ? failed
                       : gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0);
}

static bool make(const char *certificate_path, const char *key_path, const Hosts *hosts,
                 int64_t now_s, Error *error)
{
    gnutls_x509_crt_t certificate = NULL;
    gnutls_x509_privkey_t key = NULL;
    gnutls_datum_t certificate_text = {NULL, 0}, key_text = {NULL, 0};
    int failed = gnutls_x509_crt_init(&certificate);
    failed = failed != 0 ? failed : gnutls_x509_privkey_init(&key);
    failed = failed != 0
                 ? failed
                 : gnutls_x509_privkey_generate(
                       key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    failed = failed != 0 ? failed : fill(certificate, key, hosts, now_s);
    failed = failed != 0
                 ? failed
                 : gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &certificate_text);
    failed =
        failed != 0 ? failed : gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &key_text);
    bool good = failed == 0 ||
                error_set(error, "the desk cannot make a certificate: %s", gnutls_strerror(failed));
    /* Where the power goes between the two they do not belong together, and are made again. */
    good = good && file_write(key_path, &key_text, error) &&
           file_write(certificate_path, &certificate_text, error);
    if (key_text.data != NULL) {
        gnutls_memset(key_text.data, 0, key_text.size);
    }
    gnutls_free(key_text.data);
    gnutls_free(certificate_text.data);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
    return good;
}

bool tls_own(const char *folder, const Hosts *hosts, int64_t now_s, Tls *out, Error *error)
{
    char certificate[PATH_BYTES], key[PATH_BYTES];
    Error why = {""};
    (void)snprintf(certificate, sizeof certificate, "%s/certificate.pem", folder);
    (void)snprintf(key, sizeof key, "%s/key.pem", folder);
    *out = (Tls){0};
    out->certificate = file_read(certificate, &why);
    out->key = out->certificate != NULL ? file_read(key, &why) : NULL;
    if (out->key != NULL && look(out, &why) && !tls_is_due(out, hosts, now_s)) {
        return true;
    }
    tls_finish(out);
    return make(certificate, key, hosts, now_s, error) && tls_read(certificate, key, out, error);
}
