/* The desk's program, which `foyer desk` runs: the command line, and the wait for its end. */
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "desk/desk.h"
#include "desk/server.h"
#include "desk/session.h"
#include "shell/clock.h"
#include "shell/fonts.h"
#include "shell/options.h"
#include "shell/signals.h"

enum { PATH_BYTES = 4096 };

/* The standard of --folder. */
static bool standard_folder(char out[PATH_BYTES], Error *error)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int count = -1;
    if (data != NULL && data[0] == '/') {
        count = snprintf(out, PATH_BYTES, "%s/foyer/desk", data);
    } else if (home != NULL && home[0] == '/') {
        count = snprintf(out, PATH_BYTES, "%s/.local/share/foyer/desk", home);
    }
    return (count > 0 && count < PATH_BYTES) ||
           error_set(error, "there is no home to keep the desk in; name its folder with --folder");
}

/* Has the desktop show the page. What comes of it the desk does not wait for. */
static void open_browser(const char *address)
{
    char *words[] = {(char[]){"xdg-open"}, strdup(address), NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    pid_t child = 0;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&how, &none);
    if (words[1] != NULL && posix_spawnp(&child, words[0], &files, &how, words, environ) != 0) {
        log_line(LOG_WARNING, "no browser can be opened here: open the address yourself");
    }
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    free(words[1]);
}

static Status serve(Desk *desk, const Options *options, Error *error)
{
    int listener = server_listen("127.0.0.1:0", error);
    bool loopback = true;
    if (listener < 0) {
        return STATUS_COMMAND;
    }
    desk->port = server_port(listener, &loopback);
    desk->sessions = sessions_create(desk->network);
    Server *server = server_start(desk, &(ServerOptions){.listener = listener}, error);
    if (server == NULL) {
        return STATUS_COMMAND;
    }
    char token[SESSION_SECRET_BYTES], address[128];
    sessions_issue(desk->sessions, token);
    (void)snprintf(address, sizeof address, "http://127.0.0.1:%d/open?token=%s", desk->port, token);
    printf("%s\n", address);
    (void)fflush(stdout);
    if (!options->no_browser) {
        open_browser(address);
    }
    while (!signals_told_to_end(1)) {
        server_tick(server, clock_now());
        (void)waitpid(-1, NULL, WNOHANG);
    }
    server_stop(server);
    return STATUS_DONE;
}

static Status run(int argc, char **argv, Error *error)
{
    static const OptionRules rules = {.verb = "desk",
                                      .takes = OPTION_FOLDER | OPTION_LISTEN | OPTION_CERTIFICATE |
                                               OPTION_KEY | OPTION_NO_BROWSER | OPTION_FONTS,
                                      .more_words = 1,
                                      .words_are = "[FILE|DIR]"};
    Desk desk;
    Options options;
    char folder[PATH_BYTES];
    if (!options_parse(&rules, argc, argv, &options, error) ||
        (options.folder == NULL && !standard_folder(folder, error))) {
        return STATUS_COMMAND;
    }
    char *fonts = fonts_find(options.fonts, error);
    if (fonts == NULL) {
        return STATUS_COMMAND;
    }
    /* Before any thread begins: they are to have it blocked. */
    (void)signals_told_to_end(0);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)umask(0077);
    Status status = STATUS_COMMAND;
    if (desk_open(&desk, options.folder != NULL ? options.folder : folder, fonts, options.words[0],
                  error)) {
        status = serve(&desk, &options, error);
    }
    desk_close(&desk);
    free(fonts);
    return status;
}

int main(int argc, char **argv)
{
    Error error = {""};
    (void)mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    Status status = run(argc - 1, argv + 1, &error);
    return error.text[0] != '\0' ? options_refuse("desk", &error) : status;
}
