/* The desk's program, which `foyer desk` runs: its command line. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "desk/again.h"
#include "desk/child.h"
#include "desk/desk.h"
#include "desk/password.h"
#include "desk/picture.h"
#include "desk/serve.h"
#include "shell/fonts.h"
#include "shell/options.h"
#include "shell/signals.h"

enum { PATH_BYTES = 4096 };

/* The folder that --folder names, else the standard one, written to `out`. NULL with the reason. */
static const char *folder_find(const Options *options, char out[PATH_BYTES], Error *error)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int count = -1;
    if (options->folder != NULL) {
        return options->folder;
    }
    if (data != NULL && data[0] == '/') {
        count = snprintf(out, PATH_BYTES, "%s/foyer/desk", data);
    } else if (home != NULL && home[0] == '/') {
        count = snprintf(out, PATH_BYTES, "%s/.local/share/foyer/desk", home);
    }
    if (count <= 0 || count >= PATH_BYTES) {
        (void)error_set(error, "there is no home to keep the desk in; name a folder by --folder");
        return NULL;
    }
    return out;
}

static Status run_password(int argc, char **argv, Error *error)
{
    static const OptionRules rules = {
        .verb = "desk", .takes = OPTION_FOLDER | OPTION_ROLE, .words = 1, .words_are = "NAME"};
    Options options;
    char standard[PATH_BYTES];
    if (!options_parse(&rules, argc, argv, &options, error)) {
        return STATUS_COMMAND;
    }
    const char *folder = folder_find(&options, standard, error);
    return folder != NULL ? password_run(folder, options.words[0], options.role, error)
                          : STATUS_COMMAND;
}

/* The desk of this folder runs already: whoever sits before a desktop is shown it. */
static bool show_running(const char *folder, const Options *options)
{
    char address[AGAIN_ADDRESS_BYTES];
    bool shown = !options->no_browser && again_ask(folder, address);
    if (shown) {
        printf("%s\n", address);
        (void)serve_show(address);
    }
    return shown;
}

static Status run_desk(int argc, char **argv, Error *error)
{
    static const OptionRules rules = {.verb = "desk",
                                      .takes = OPTION_FOLDER | OPTION_LISTEN | OPTION_CERTIFICATE |
                                               OPTION_KEY | OPTION_NO_BROWSER | OPTION_FONTS,
                                      .more_words = 1,
                                      .words_are = "[FILE|DIR]"};
    Options options;
    char standard[PATH_BYTES];
    Status status = STATUS_COMMAND;
    if (!options_parse(&rules, argc, argv, &options, error)) {
        return STATUS_COMMAND;
    }
    if ((options.certificate == NULL) != (options.key == NULL)) {
        (void)error_set(error, "--certificate and --key go together");
        return STATUS_COMMAND;
    }
    const char *folder = folder_find(&options, standard, error);
    char *fonts = folder != NULL ? fonts_find(options.fonts, error) : NULL;
    Desk *desk = fonts != NULL ? malloc(sizeof *desk) : NULL;
    if (desk == NULL) {
        if (fonts != NULL) {
            (void)error_set(error, "there is no memory left");
        }
        free(fonts);
        return STATUS_COMMAND;
    }
    /* Before any thread begins: all are to leave it to the one that waits for it. */
    (void)signals_told_to_end(0);
    (void)signal(SIGPIPE, SIG_IGN);
    switch (desk_open(desk, folder, fonts, options.words[0], error)) {
    case DESK_OPENED:
        status = serve_run(desk, &options, error);
        break;
    case DESK_RUNS_ALREADY:
        if (show_running(folder, &options)) {
            error->text[0] = '\0';
            status = STATUS_DONE;
        }
        break;
    case DESK_FAILED:
        break;
    }
    desk_close(desk);
    free(desk);
    free(fonts);
    return status;
}

int main(int argc, char **argv)
{
    Error error = {""};
    int ended_with;
    if (argc == 2 && strcmp(argv[1], PICTURE_DECODE_WORD) == 0) {
        return picture_decode_run();
    }
    if (child_main(argc, argv, &ended_with)) {
        return ended_with;
    }
    /* As the display has it; and few heaps, since each thread's own would keep its largest. */
    (void)mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    (void)mallopt(M_ARENA_MAX, 2);
    (void)umask(0077);
    bool password = argc > 1 && strcmp(argv[1], "password") == 0;
    Status status =
        password ? run_password(argc - 2, argv + 2, &error) : run_desk(argc - 1, argv + 1, &error);
    return error.text[0] != '\0' ? options_refuse("desk", &error) : status;
}
