/* See status.h. A display that runs is asked to write down what it shows now (SIGUSR1); where it
 * may not be asked, what it wrote last is said, with its time. */
#include "staff/status.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/status_file.h"
#include "shell/clock.h"
#include "shell/options.h"
#include "words/words.h"

typedef enum Life { LIFE_RUNS, LIFE_ENDED, LIFE_DIED } Life;

/* Whether the process that wrote the status is still there: a number may be another's by now. */
static bool is_running(const DisplayStatus *status)
{
    char path[64], name[32] = "";
    (void)snprintf(path, sizeof path, "/proc/%" PRId64 "/comm", status->pid);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    bool read = fgets(name, sizeof name, file) != NULL;
    (void)fclose(file);
    return read && strcmp(name, "foyer\n") == 0;
}

static Life life_of(const DisplayStatus *status)
{
    if (status->ended) {
        return LIFE_ENDED;
    }
    return is_running(status) ? LIFE_RUNS : LIFE_DIED;
}

/* Has a display that runs write its status anew, and reads that; a second at most. */
static void refresh(const char *folder, DisplayStatus *status)
{
    enum { LOOKS = 50 };
    DisplayStatus *newer = (DisplayStatus *)malloc(sizeof *newer);
    int64_t asked = clock_seconds();
    if (newer != NULL && status->written_at < asked && kill((pid_t)status->pid, SIGUSR1) == 0) {
        for (int i = 0; i < LOOKS; i++) {
            Error error = {""};
            clock_sleep_until(clock_now() + TIME_S / LOOKS);
            if (status_file_read(folder, newer, &error) && newer->written_at >= asked) {
                *status = *newer;
                break;
            }
        }
    }
    free(newer);
}

/* ---- for people ---- */

/* "3 June 2022, 10:24" */
static const char *say_when(int64_t seconds, char out[128])
{
    char date[64], clock[64];
    const Words *words = words_for("en");
    Wall wall = clock_wall_at(seconds);
    (void)snprintf(out, 128, "%s, %s", words_date(words, wall.date, date, sizeof date),
                   words_clock(words, wall, clock, sizeof clock));
    return out;
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

static void print_life(const DisplayStatus *status, Life life)
{
    char since[128], written[128];
    (void)say_when(status->since, since);
    (void)say_when(status->written_at, written);
    switch (life) {
    case LIFE_RUNS:
        printf("The display runs since %s.\n", since);
        break;
    case LIFE_ENDED:
        printf("The display does not run: it was ended at %s, after running since %s.\n", written,
               since);
        break;
    case LIFE_DIED:
        printf("The display does not run: it died after %s, having run since %s.\n", written,
               since);
        break;
    }
}

static void print_shown(const DisplayStatus *status, Life life)
{
    char loaded[128], day[64];
    if (status->good_copy[0] == '\0') {
        printf("Nothing is shown but why there is nothing to show.\n");
        return;
    }
    if (strcmp(status->display, "on") != 0 && life == LIFE_RUNS) {
        printf("The display is %s.\n", status->display);
    }
    printf("%s: %s\n", life == LIFE_RUNS ? "On the glass" : "Last on the glass", status->screen);
    printf("From: %s, loaded %s (%s)\n", status->source, say_when(status->loaded_at, loaded),
           strcmp(status->good_copy, "memory") == 0 ? "held in memory" : status->good_copy);
    if (status->fallback) {
        printf("That is what there is to fall back on: of staff's file nothing can be shown\n");
    }
    if (status->waiting) {
        printf("%s what was shown before is still seen.\n",
               strncmp(status->screen, "idle", 4) == 0
                   ? "Until the next slide,"
                   : "Until the visitor leaves what they are reading,");
    }
    if (status->day.year != 0) {
        printf("Content of %s\n", words_date(words_for("en"), status->day, day, sizeof day));
    }
    printf("Shown now: %d delegation%s, %d of %d news item%s, %d notice%s\n", status->delegations,
           plural(status->delegations), status->news, status->news_all, plural(status->news_all),
           status->notices, plural(status->notices));
}

static void print_troubles(const DisplayStatus *status)
{
    char since[128];
    if (status->refused[0] != '\0') {
        printf("Not shown, since %s: %s\n", say_when(status->refused_at, since), status->refused);
    }
    if (status->storage[0] != '\0') {
        printf("Good copies: %s; what is shown is held in memory and gone with the power\n",
               status->storage);
    }
    for (const char *line = status->settings; *line != '\0';) {
        int length = (int)strcspn(line, "\n");
        printf("Settings: %.*s\n", length, line);
        line += length + (line[length] == '\n');
    }
    if (!status->clock_believed && status->good_copy[0] != '\0') {
        printf("Clock: earlier than the content, so it is not believed: nothing expires, and no "
               "time is shown\n");
    }
}

static void print_hidden(const DisplayStatus *status)
{
    if (status->hidden_count == 0) {
        printf("Hidden now: nothing\n");
        return;
    }
    printf("Hidden now:\n");
    int listed =
        status->hidden_count < STATUS_HIDDEN_MOST ? status->hidden_count : STATUS_HIDDEN_MOST;
    for (int i = 0; i < listed; i++) {
        const HiddenItem *item = &status->hidden[i];
        printf("  %s %s%s%s%s: %s\n", item->kind, item->slug, item->title[0] != '\0' ? " (" : "",
               item->title, item->title[0] != '\0' ? ")" : "", item->why);
    }
    if (status->hidden_count > listed) {
        printf("  and %d more\n", status->hidden_count - listed);
    }
}

static void print_status(const DisplayStatus *status, Life life)
{
    char written[128];
    print_life(status, life);
    print_shown(status, life);
    print_troubles(status);
    print_hidden(status);
    printf("Frames drawn: %" PRId64 "; memory: %.1f MB; version %s; as of %s\n", status->frames,
           (double)status->memory_kb / 1000, status->version,
           say_when(status->written_at, written));
}

/* ---- for programs ---- */

/* The file's own object, with whether the display runs. */
static bool print_json(const DisplayStatus *status, Life life)
{
    char *json = status_file_json(status);
    if (json != NULL) {
        printf("{\"running\":%s,%s", life == LIFE_RUNS ? "true" : "false", json + 1);
        free(json);
    }
    return json != NULL;
}

/* ---- the verb ---- */

static Status status_run(const Options *options, const char *folder, DisplayStatus *status,
                         Error *error)
{
    if (!status_file_read(folder, status, error)) {
        return STATUS_COMMAND;
    }
    if (life_of(status) == LIFE_RUNS) {
        refresh(folder, status);
    }
    Life life = life_of(status);
    if (!options->json) {
        print_status(status, life);
    } else if (!print_json(status, life)) {
        (void)error_set(error, "there is not enough memory");
        return STATUS_COMMAND;
    }
    bool well = life != LIFE_DIED && status->refused[0] == '\0' && status->settings[0] == '\0' &&
                !status->fallback && status->good_copy[0] != '\0';
    return well ? STATUS_DONE : STATUS_WRONG;
}

int verb_status(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "status", .takes = OPTION_STATE | OPTION_JSON, .words = 0, .words_are = "no words"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("status", &error);
    }
    char *folder = options.state != NULL ? strdup(options.state) : status_file_folder();
    DisplayStatus *status = (DisplayStatus *)calloc(1, sizeof *status);
    Status end = STATUS_COMMAND;
    if (folder == NULL || status == NULL) {
        (void)error_set(&error, "there is not enough memory");
    } else {
        end = status_run(&options, folder, status, &error);
    }
    if (end == STATUS_COMMAND) {
        (void)options_refuse("status", &error);
    }
    free(status);
    free(folder);
    return (int)end;
}
