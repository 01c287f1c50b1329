/* See serve.h. */
#include "desk/serve.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "desk/again.h"
#include "desk/hosts.h"
#include "desk/server.h"
#include "desk/session.h"
#include "desk/tls.h"
#include "desk/users.h"
#include "shell/clock.h"
#include "shell/signals.h"

/* How often it is looked whether the certificate still serves. */
static const Time RENEW_EACH = 60 * TIME_S;

pid_t serve_show(const char *address)
{
    char program[] = "xdg-open";
    char *words[] = {program, strdup(address), NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    pid_t child = 0;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&how, &none);
    if (words[1] == NULL || posix_spawnp(&child, program, &files, &how, words, environ) != 0) {
        log_line(LOG_WARNING, "no browser can be opened here: open the address yourself");
        child = 0;
    }
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    free(words[1]);
    return child;
}

/* What a desk that is served holds besides. */
typedef struct Served {
    int listener; /* kept open, so that nobody else takes the port while a certificate changes */
    bool own;     /* the certificate is of the desk's making */
    Tls tls;
    Server *server;
    int again;
    pid_t browser; /* what opens it, until it is done; 0: nothing */
} Served;

static bool start(Desk *desk, Served *served, Error *error)
{
    ServerOptions options = {.listener = fcntl(served->listener, F_DUPFD_CLOEXEC, 0),
                             .certificate = served->tls.certificate,
                             .key = served->tls.key};
    served->server = server_start(desk, &options, error);
    return served->server != NULL;
}

/* The certificate that the command line names, else the desk's own. */
static bool read_certificate(Desk *desk, const Options *options, Served *served, Error *error)
{
    served->own = options->certificate == NULL;
    if (!served->own) {
        return tls_read(options->certificate, options->key, &served->tls, error);
    }
    Hosts hosts;
    hosts_names(desk, &hosts);
    hosts_addresses(&hosts);
    return tls_own(desk->folder, &hosts, clock_seconds(), &served->tls, error);
}

/* What a network asks for besides: somebody who may log in, and TLS. */
static bool prepare_network(Desk *desk, const Options *options, Served *served, Error *error)
{
    if (!desk->network && options->certificate != NULL) {
        return error_set(error, "--certificate is for a network: name its address with --listen");
    }
    if (!desk->network) {
        return true;
    }
    if (users_count(desk->users) == 0) {
        return error_set(error, "nobody could log in: give somebody a password first, with "
                                "`foyer desk password NAME --role publishes`");
    }
    if (!read_certificate(desk, options, served, error)) {
        return false;
    }
    log_line(LOG_INFO, "the desk's certificate has the SHA-256 fingerprint %s",
             served->tls.fingerprint);
    return true;
}

/* Where the desk is; on the loopback with what opens it once. */
static void say_address(Desk *desk, const Served *served, char out[AGAIN_ADDRESS_BYTES])
{
    char token[SESSION_SECRET_BYTES];
    if (desk->network) {
        Hosts names;
        hosts_names(desk, &names);
        int best = desk->settings.name_count > 0 ? names.count - 1 : names.count > 1 ? 1 : 0;
        (void)snprintf(out, AGAIN_ADDRESS_BYTES, "https://%s:%d/", names.names[best], desk->port);
        return;
    }
    (void)served;
    sessions_issue(desk->sessions, token);
    (void)snprintf(out, AGAIN_ADDRESS_BYTES, "http://127.0.0.1:%d/open?token=%s", desk->port,
                   token);
}

/* The desk's own certificate is made again in time, and when the computer has another address. Who
 * is logged in stays so. */
static bool renew(Desk *desk, Served *served, Error *error)
{
    Hosts hosts;
    if (!served->own || served->tls.certificate == NULL) {
        return true;
    }
    hosts_names(desk, &hosts);
    hosts_addresses(&hosts);
    if (!tls_is_due(&served->tls, &hosts, clock_seconds())) {
        return true;
    }
    server_stop(served->server);
    served->server = NULL;
    tls_finish(&served->tls);
    return tls_own(desk->folder, &hosts, clock_seconds(), &served->tls, error) &&
           start(desk, served, error);
}

static bool run_until_told(Desk *desk, Served *served, Error *error)
{
    char address[AGAIN_ADDRESS_BYTES];
    Time looked = clock_now();
    while (!signals_told_to_end(1)) {
        server_tick(served->server, clock_now());
        users_follow(desk->users, desk->sessions);
        if (served->browser > 0 && waitpid(served->browser, NULL, WNOHANG) != 0) {
            served->browser = 0;
        }
        int asker = again_asked(served->again);
        if (asker >= 0) {
            say_address(desk, served, address);
            again_tell(asker, address);
        }
        if (clock_now() - looked > RENEW_EACH) {
            looked = clock_now();
            if (!renew(desk, served, error)) {
                return false;
            }
        }
    }
    return true;
}

Status serve_run(Desk *desk, const Options *options, Error *error)
{
    Served served = {.listener = -1, .again = -1};
    char address[AGAIN_ADDRESS_BYTES];
    bool loopback = true, done = false;
    served.listener =
        server_listen(options->listen != NULL ? options->listen : "127.0.0.1:0", error);
    if (served.listener < 0) {
        goto done;
    }
    desk->port = server_port(served.listener, &loopback);
    desk->network = !loopback;
    if (!prepare_network(desk, options, &served, error)) {
        goto done;
    }
    desk->sessions = sessions_create(desk->network);
    if (desk->sessions == NULL) {
        (void)error_set(error, "there is no memory left");
        goto done;
    }
    if (!start(desk, &served, error)) {
        goto done;
    }
    served.again = again_listen(desk->folder);
    say_address(desk, &served, address);
    printf("%s\n", address);
    (void)fflush(stdout);
    if (!options->no_browser && !desk->network) {
        served.browser = serve_show(address);
    }
    done = run_until_told(desk, &served, error);

done:
    server_stop(served.server);
    tls_finish(&served.tls);
    if (served.again >= 0) {
        (void)close(served.again);
    }
    if (served.listener >= 0) {
        (void)close(served.listener);
    }
    return done ? STATUS_DONE : STATUS_COMMAND;
}
