/* The command line: one table of verbs. Each verb is a function of its own file that is given the
 * words behind the verb; what it takes, and what it says of itself, stands here. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "shell/options.h"
#include "shell/show.h"
#include "staff/bench.h"
#include "staff/build.h"
#include "staff/check.h"
#include "staff/desk.h"
#include "staff/diff.h"
#include "staff/export.h"
#include "staff/given.h"
#include "staff/history.h"
#include "staff/play.h"
#include "staff/publish.h"
#include "staff/rollback.h"
#include "staff/search.h"
#include "staff/settings.h"
#include "staff/shot.h"
#include "staff/status.h"

#ifndef FOYER_VERSION
#define FOYER_VERSION "unknown"
#endif

typedef struct Verb {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *words;   /* what it is called with */
    const char *summary; /* one line of the list of verbs */
    const char *help;    /* all there is to know */
} Verb;

static int verb_show(int argc, char **argv);
static int verb_help(int argc, char **argv);
static int verb_version(int argc, char **argv);

#define HELP_SIZE                                                                                  \
    "  --size WxH        the display's size in pixels, before it is turned;\n"                     \
    "                    320x240 to 7680x4320\n"
#define HELP_LOOK                                                                                  \
    "  --rotate DEGREES  0, 90, 180 or 270: how far the display hangs turned, clockwise;\n"        \
    "                    picture and touch turn together\n"                                        \
    "  --lang CODE       the standard language, of those the file has: en, ru\n"                   \
    "  --text SIZE       the size of all text: 1, 1.25 or 1.5\n"                                   \
    "  --contrast LOOK   standard, high (black on white) or dark\n"                                \
    "  --reach HEIGHT    full, or low: everything in the lower half of the display\n"              \
    "  --motion STATE    on, or off: every change is a cut\n"                                      \
    "                    what these four say is what each visit begins with\n"                     \
    "  --fonts DIR       the folder of the typefaces; else FOYER_FONTS, else fonts beside\n"       \
    "                    the program, else ../share/foyer/fonts from there\n"
#define HELP_SCREENS                                                                               \
    "Screens: idle, idle/N, home, delegations, delegation/ID, news, news/ID, search,\n"            \
    "search/WORDS, comfort, still-there, and the staff's: staff, staff/pin, staff/status,\n"       \
    "staff/hidden, staff/touch, staff/cleaning, staff/rotate, staff/restart.\n"

static const Verb VERBS[] = {
    {"show", verb_show, "FILE|DIR [options]", "runs the display",
     "Shows the content of FILE on the display until it is told to end (SIGTERM, SIGINT).\n"
     "`foyer FILE` is short for it. When FILE changes it is checked, kept as a good copy, and\n"
     "shown, so that no visitor is disturbed; a FILE that cannot be shown stays outside, and\n"
     "the last good copy goes on (foyer status says why). Where there is none, a screen says why.\n"
     "\n"
     "Of a folder of sources it shows what is saved there, as it is saved: a preview.\n"
     "\n"
     "  --state DIR       the folder to keep good copies in; else FOYER_STATE, else foyer in\n"
     "                    XDG_STATE_HOME, ~/.local/state or /var/lib. Of a preview nothing is\n"
     "                    kept where nothing is said\n"
     "  --fallback FILE   shown where neither the content nor a good copy of it can be, until\n"
     "                    it can\n"
     "  --settings FILE   foyer.txt, which sets rotation, language and more (foyer help\n"
     "                    settings); the options below are stronger\n" HELP_SIZE
     "                    standard: the whole display\n"
     "  --windowed        in a window on a desk, which can be closed (also with Ctrl+Q)\n" HELP_LOOK
     "  --show-damage     outlines what is painted anew\n"},
    {"shot", verb_shot, "FILE|DIR SCREEN OUT.png [options]", "writes a picture of one screen",
     "Writes the picture of a screen come to rest to OUT.png, of a data file or of a folder of\n"
     "sources. Needs no display.\n"
     "\n" HELP_SCREENS "\n" HELP_SIZE "                    standard: 1920x1080\n" HELP_LOOK
     "  --at TIME         what the clock shows, such as 2022-06-03T10:24; standard: now\n"},
    {"play", verb_play, "FILE|DIR SCRIPT [options]", "plays a scripted visit in virtual time",
     "Plays a visit, as fast as the machine can, and checks what the script expects. Needs no\n"
     "display. Ends with 1 at the first expectation that does not hold, naming its line.\n"
     "\n"
     "A script has one command a line; # begins a comment. A command may begin with a time:\n"
     "  at 9.5s COMMAND           at that time of the visit\n"
     "  after 0.5s COMMAND        that long after the command before\n"
     "Without one it follows the command before at once. Commands:\n"
     "  tap PLACE                 a finger comes down and leaves after 80 ms\n"
     "  hold PLACE for 6s         the same, and it stays so long\n"
     "  drag PLACE PLACE over 120ms\n"
     "                            a finger comes down, moves straight and leaves\n"
     "  down F PLACE; move F PLACE; up F PLACE; cancel F\n"
     "                            finger F, 0 to 15, for what the others cannot say\n"
     "                            PLACE: 960 540, or 50% 50%, or text \"News\" for the touch\n"
     "                            target that shows it\n"
     "  key NAME                  left right up down tab backtab enter escape page-up\n"
     "                            page-down top end backspace\n"
     "  type \"…\"                  letters from a keyboard with keys\n"
     "  expect screen NAME        the screen that is shown; a * at its end stands for any rest\n"
     "  expect text \"…\"           what can be read on the screen; expect no text \"…\"\n"
     "  expect still              nothing was drawn for 500 ms and nothing moves\n"
     "  expect moving             the opposite\n"
     "  shot NAME.png             writes the picture to the folder --out\n"
     "  wait                      nothing: `at 20s wait` lets time pass\n"
     "\n" HELP_SCREENS "\n"
     "  --out DIR         where pictures are written; without it none are\n"
     "  --pin DIGITS      the staff's PIN, 4 to 12 digits; standard: none\n"
     "  --check           after every frame, that repainting what changed gave the very\n"
     "                    picture that painting everything gives\n" HELP_SIZE
     "                    standard: 1920x1080\n" HELP_LOOK
     "  --at TIME         what the clock shows at the beginning; standard 2022-06-03T10:24\n"},
    {"desk", verb_desk, "[FILE|DIR] [options]", "lets staff change the content in a browser",
     "Opens a page in the browser in which staff write, see each screen as visitors will, and\n"
     "publish. What they write is kept in a folder of its own; where that is new it begins with\n"
     "FILE, a data file or a folder of sources, else with the content that ships. Where the desk\n"
     "of that folder runs already, its page is opened again. Prints the page's address, which\n"
     "opens it once; others reach it only on a network:\n"
     "\n"
     "  --listen ADDRESS:PORT\n"
     "                    serves a network, such as 0.0.0.0:8443, over TLS. Staff log in\n"
     "  --certificate FILE\n"
     "                    the certificate for it, in PEM, with those it is signed by; standard:\n"
     "                    one of the desk's own making, which browsers ask about once\n"
     "  --key FILE        the certificate's key\n"
     "  --folder DIR      where all is kept; standard: foyer/desk in XDG_DATA_HOME or\n"
     "                    ~/.local/share\n"
     "  --no-browser      opens no browser\n"
     "  --fonts DIR       the folder of the typefaces\n"
     "\n"
     "`foyer desk password NAME` asks for a password, or takes a line of standard input, and with\n"
     "it NAME may log in. --role publishes also lets NAME publish, and --role writes takes that\n"
     "away. The file users in the folder has a line for each; to take all rights away, delete it.\n"
     "\n"
     "The file desk.txt in the folder says where the screens are. A line is NAME = VALUE; # "
     "begins\n"
     "a remark; each may stand there several times:\n"
     "  screen = Lobby: /media/share/lobby.db\n"
     "                    what is published is put there; staff call it Lobby\n"
     "  screen = Hall: press@hall:/srv/lobby.db\n"
     "                    the same by rsync over ssh, on the machine hall\n"
     "  size = 1920x1080  of a display, for the preview; standard: 1920x1080\n"
     "  name = desk.example.org\n"
     "                    by which the desk is asked for in the network, besides its own\n"},
    {"build", verb_build, "DIR FILE", "makes a data file from a folder of sources",
     "Reads the people-readable sources in DIR and writes the data file FILE. What is wrong\n"
     "with the sources is said with file and line, all of it at once; FILE is then left as it\n"
     "was.\n"},
    {"check", verb_check, "FILE|DIR [options]", "names everything wrong with the content",
     "Looks at a data file, or at a folder of sources, and names everything that is wrong, one\n"
     "line each: where it is, what is wrong, and what to do. An error keeps the content from the\n"
     "screen; a warning does not: a text that lacks a language, or a name too long for a display\n"
     "of some size. Ends with 0 where there is no error, else with 1.\n"
     "\n"
     "  --json            one JSON object, for programs\n"
     "  --lang CODE       the language it is said in: en or ru; standard: en\n"
     "  --fonts DIR       the folder of the typefaces\n"},
    {"diff", verb_diff, "OLD NEW [options]", "says what would change on the screen",
     "Says in sentences what a visitor would see otherwise if NEW were shown instead of OLD, or\n"
     "that nothing changes. Each is a data file or a folder of sources. Ends with 0 in both\n"
     "cases; with 1 where one of them cannot be read.\n"
     "\n"
     "  --lang CODE       the language it is said in: en or ru; standard: en\n"},
    {"publish", verb_publish, "NEW LIVE [--yes]", "puts new content in the place of the live file",
     "Publishes NEW, a data file or a folder of sources, as LIVE, the file that the display "
     "shows.\n"
     "NEW is checked in full as by `foyer check`: an error refuses it, and nothing is changed. "
     "What\n"
     "changes for a visitor is said, and asked about. Then LIVE becomes the new file in one step:\n"
     "whoever looks, and wherever the power fails, finds the old file or the new one.\n"
     "\n"
     "What was published stays in the folder LIVE.history, the last 20 versions; `foyer history`\n"
     "lists them, `foyer rollback` brings one back. LIVE need not be there yet; one that is "
     "broken\n"
     "is replaced and kept in that folder too. One that another program has open is not replaced.\n"
     "Ends with 1 where NEW cannot be shown, with 2 where LIVE cannot be replaced.\n"
     "\n"
     "  --yes             does not ask: for scripts\n"
     "  --fonts DIR       the folder of the typefaces\n"},
    {"rollback", verb_rollback, "LIVE [N] [--yes]", "brings back what was published before",
     "Puts an earlier version in the place of LIVE, in one step and checked as by `foyer "
     "publish`:\n"
     "the one that was live before the present one was published, so that a second rollback goes\n"
     "further back; or version N of those that `foyer history LIVE` lists. Nothing is lost: the\n"
     "version that was live stays in the history, and `foyer rollback LIVE N` brings it back.\n"
     "\n"
     "  --yes             does not ask: for scripts\n"
     "  --fonts DIR       the folder of the typefaces\n"},
    {"history", verb_history, "LIVE [--json]", "lists what was published",
     "Lists the versions of LIVE that are kept, the newest first: the number, when it was\n"
     "published, of which day its content is, and how much there is of it. The one that is live "
     "is\n"
     "marked.\n"
     "\n"
     "  --json            one JSON object, for programs\n"},
    {"export", verb_export, "FILE DIR", "writes a data file out as texts to edit",
     "Writes what the data file FILE holds into the folder DIR, as the texts and pictures that\n"
     "`foyer build DIR FILE` reads. There and back loses nothing. DIR is made; if it is there, it\n"
     "has to be empty, so that no text is written over.\n"},
    {"status", verb_status, "[options]", "says what is on the glass, and what is hidden and why",
     "Says what the display shows now, from which file and since when; why a newer file was\n"
     "refused; and every item that is hidden now, and why. Works while the display runs, and\n"
     "after it died. Ends with 0 where all is well, with 1 where a file was refused, nothing is\n"
     "shown, a line of the settings is wrong, or the display died.\n"
     "\n"
     "  --state DIR       the display's state folder, as foyer show has it\n"
     "  --json            one JSON object, for programs\n"},
    {"settings", verb_settings, "FILE [NAME]",
     "says what a foyer.txt sets, and what is wrong in it",
     "Names every line of FILE that is not understood, and prints the settings that hold, or the\n"
     "one called NAME. A line is NAME = VALUE; # begins a remark:\n"
     "  rotation = 90             0, 90, 180 or 270: how far the display hangs turned, clockwise\n"
     "  language = en             the standard language, of those the content has\n"
     "  sleep = 22:00-07:00       when the display is off; standard: never\n"
     "  pin = 4711                4 to 12 digits that open the staff page on the glass\n"
     "  volume = 30               of a touch's tick, 0 to 100; standard: 0, silence\n"
     "  renderer = software       draws without a GPU; standard: gpu\n"
     "  network = on              standard: off\n"
     "  desk = on                 staff change the content from the network; standard: off\n"
     "Where FILE is not there, all are standard. Ends with 1 where a line is wrong and NAME is "
     "not\n"
     "given.\n"},
    {"search", verb_search, "FILE WORDS… [options]", "finds what a visitor would find",
     "Prints the delegations and news that a visitor finds who types WORDS, the best first, one a\n"
     "line: what it is, its ID, its title. Where nothing is found, the nearest words there are.\n"
     "FILE is a data file or a folder of sources.\n"
     "\n"
     "  --lang CODE       the language of the titles; standard: the first of the content\n"
     "  --json            one JSON object, for programs: with a line of context, and which bytes\n"
     "                    match\n"},
    {"bench", verb_bench, "FILE [options]", "measures, and prints one JSON object",
     "Measures how fast the content of FILE is shown, on a display in memory, and prints one\n"
     "JSON object: milliseconds, counts and kilobytes. Needs no display.\n"
     "\n" HELP_SIZE "                    standard: 1920x1080\n" HELP_LOOK
     "  --changes N       how many screens are opened one after another for the look at\n"
     "                    memory; standard 1000\n"},
    {"help", verb_help, "[VERB]", "explains the verbs, or one of them",
     "Lists the verbs, or says all there is to know of one.\n"},
    {"version", verb_version, "", "prints the version", "Prints the program's version.\n"},
};
enum { VERB_COUNT = sizeof VERBS / sizeof VERBS[0] };

static bool build_for_show(void *context, const char *folder, const char *file, Error *error)
{
    (void)context;
    return given_build(folder, file, error) == BUILD_DONE;
}

static int verb_show(int argc, char **argv)
{
    return show_run(argc, argv, build_for_show);
}

static const Verb *verb_find(const char *name)
{
    for (int i = 0; i < VERB_COUNT; i++) {
        if (strcmp(VERBS[i].name, name) == 0) {
            return &VERBS[i];
        }
    }
    return NULL;
}

static int verb_refuse(const char *name)
{
    const char *names[VERB_COUNT];
    for (int i = 0; i < VERB_COUNT; i++) {
        names[i] = VERBS[i].name;
    }
    Error error = {""};
    const char *nearest = options_nearest(name, names, VERB_COUNT);
    if (nearest != NULL) {
        error_set(&error, "there is no verb \"%s\"; did you mean %s?", name, nearest);
    } else {
        error_set(&error, "there is no verb \"%s\"; see foyer help", name);
    }
    return options_refuse("", &error);
}

static void verbs_list(FILE *out)
{
    fprintf(out, "foyer: a touch display of an assembly's delegations and news\n\n");
    for (int i = 0; i < VERB_COUNT; i++) {
        int width = fprintf(out, "  foyer %s %s", VERBS[i].name, VERBS[i].words);
        fprintf(out, "%*s%s\n", width < 46 ? 46 - width : 1, "", VERBS[i].summary);
    }
    fprintf(out, "\n`foyer FILE` is short for `foyer show FILE`; `foyer help VERB` says more.\n"
                 "Ends with 0: done; 1: the content or an expectation is wrong; 2: the command "
                 "is.\n");
}

static void verb_explain(const Verb *verb)
{
    printf("foyer %s %s\n\n%s", verb->name, verb->words, verb->help);
}

static int verb_help(int argc, char **argv)
{
    if (argc < 1) {
        verbs_list(stdout);
        return STATUS_DONE;
    }
    const Verb *verb = verb_find(argv[0]);
    if (verb == NULL) {
        return verb_refuse(argv[0]);
    }
    verb_explain(verb);
    return STATUS_DONE;
}

static int verb_version(int argc, char **argv)
{
    if (argc > 0) {
        Error error = {""};
        error_set(&error, "takes no words; \"%s\" is one too many", argv[0]);
        return options_refuse("version", &error);
    }
    printf("foyer %s\n", FOYER_VERSION);
    return STATUS_DONE;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

int main(int argc, char **argv)
{
    /* Pictures of text and screens come and go for years: each large one gets pages of its own,
     * given back when it goes, instead of a heap that glibc lets grow with the largest ever seen.
     */
    (void)mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    if (argc < 2) {
        verbs_list(stderr);
        return STATUS_COMMAND;
    }
    const char *word = argv[1];
    const Verb *verb = verb_find(word);
    if (verb != NULL) {
        if (asks_for_help(argc - 2, argv + 2)) {
            verb_explain(verb);
            return STATUS_DONE;
        }
        return verb->run(argc - 2, argv + 2);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        return verb_help(0, argv);
    }
    if (strcmp(word, "--version") == 0) {
        return verb_version(0, argv);
    }
    /* A path to show: no verb looks like one. */
    if (strpbrk(word, "./") != NULL && word[0] != '-') {
        return verb_show(argc - 1, argv + 1);
    }
    return verb_refuse(word);
}
