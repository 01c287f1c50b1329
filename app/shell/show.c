/* See show.h. What the display is made of is begun and ended here; it runs in loop.c. */
#include "shell/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/log.h"
#include "content/keeper.h"
#include "content/status_file.h"
#include "content/watch.h"
#include "shell/clock.h"
#include "shell/fonts.h"
#include "shell/loop.h"
#include "shell/rotation.h"
#include "text/text.h"
#include "words/sentences.h"

/* The folder to keep good copies in; NULL: in memory. A folder of sources that somebody is working
 * on is no file to go back to: nothing of it is kept where nothing is said. Malloc'ed. */
static char *state_find(const Options *options)
{
    if (options->state != NULL) {
        return strdup(options->state);
    }
    return watch_is_folder(options->words[0]) ? NULL : status_file_folder();
}

/* Starts what looks after the file while the window opens. */
static bool keeper_begin(Show *show, const Options *options, const char *state, ShowBuild *build,
                         Error *error)
{
    KeeperOptions keeping = {.path = options->words[0],
                             .state_dir = state,
                             .fallback = options->fallback,
                             .first_picture = true,
                             .build = build,
                             .wake = loop_wake,
                             .context = show};
    show->keeper = keeper_start(&keeping, error);
    show->search = search_worker_start(loop_wake, show, error);
    if (show->search == NULL) {
        return false;
    }
    if (show->keeper != NULL && state != NULL) {
        show->report = report_start(state, &show->settings);
    }
    return show->keeper != NULL;
}

/* The language a visit begins with: one that foyer.txt names and the content lacks is no reason to
 * show nothing. */
static const char *language_find(Show *show, const char *given, const Content *content)
{
    const char *set = show->settings.language;
    if (given != NULL || set[0] == '\0') {
        return given;
    }
    if (content == NULL || content_find_language(content, set) >= 0) {
        return set;
    }
    log_line(LOG_WARNING, "the content has no language \"%s\", which the settings name", set);
    return NULL;
}

/* The app on the window, with what there is to show. */
static bool app_begin(Show *show, const Options *options, const char *fonts, Error *error)
{
    keeper_wait_first(show->keeper);
    KeeperStatus status = keeper_status(show->keeper);
    AppOptions how = options_app(options, fonts);
    how.px_per_mm = show->display.window.px_per_mm;
    how.data_path = NULL;
    how.search = show->search;
    how.content = keeper_take(show->keeper);
    how.trouble =
        status.refused[0] != '\0' ? status.refused : SENTENCE("The content is being read");
    how.preview = show->preview = watch_is_folder(options->words[0]);
    how.staff_pin = show->settings.pin;
    how.language = language_find(show, options->language, how.content);
    bool shown = how.content != NULL;
    show->app = app_create(&how, show->display.window.glass, error);
    if (shown && show->app != NULL) {
        loop_say_shown(show, &status);
    }
    return show->app != NULL;
}

/* What foyer.txt sets, where the command line does not say otherwise, and how staff turned the
 * picture since. */
static void settings_apply(Show *show, Options *options)
{
    settings_init(&show->settings);
    if (options->settings != NULL) {
        settings_read(options->settings, &show->settings);
        settings_log(&show->settings, options->settings);
    }
    if (options->settings != NULL && !options->rotation_given) {
        options->rotation = show->settings.rotation;
    }
    show->set_rotation = options->rotation;
    options->rotation = rotation_find(show->state, options->rotation);
}

/* On a desk, where somebody looks at the command, no display is an error; elsewhere it comes. */
static bool display_begin(Show *show, const Options *options, Error *error)
{
    display_init(&show->display, options, show->settings.renderer);
    if (options->windowed && !display_open(&show->display, 0)) {
        *error = show->display.trouble;
        return false;
    }
    return show->display.open || loop_wait_display(show);
}

static Status show_window(const Options *given, const char *fonts, ShowBuild *build)
{
    Error error = {""};
    Options own = *given, *options = &own; /* what settings and staff change is this run's */
    char *state = state_find(options);
    Show show = {.stamp_ns = loop_stamp(),
                 .cursor_shown = true,
                 .options = options,
                 .state = state,
                 .since = clock_seconds()};
    events_init(&show.events, options->windowed, window_on_console());
    notify_init(&show.notify);
    settings_apply(&show, options);
    sleep_init(&show.sleep, show.settings.sleep);
    sound_init(&show.sound, show.settings.volume);
    bool begun = signals_init(&show.signals, &error) && window_begin(&error) &&
                 keeper_begin(&show, options, state, build, &error) &&
                 display_begin(&show, options, &error) && app_begin(&show, options, fonts, &error);
    if (begun) {
        atomic_store(&show.listens, true);
        loop_run(&show);
        atomic_store(&show.listens, false);
    } else if (!show.quit) {
        (void)options_refuse("show", &error);
    }
    notify_stopping(&show.notify);
    keeper_stop(show.keeper);
    report_stop(show.report);
    signals_finish(&show.signals);
    app_destroy(show.app);
    search_worker_stop(show.search);
    search_close(show.next_search);
    sound_finish(&show.sound);
    display_finish(&show.display);
    window_end();
    free(state);
    return begun || show.quit ? STATUS_DONE : STATUS_COMMAND;
}

/* Whether all typefaces are there; `error` says what is missing. */
static bool fonts_are_whole(const char *fonts, Error *error)
{
    enum { LEAST_CACHE = 64 * 1024 };
    Text *text = text_create(fonts, LEAST_CACHE, error);
    text_destroy(text);
    return text != NULL;
}

/* Shows, once the typefaces are there; on a desk they have to be there at once. */
static Status show_with_fonts(const Options *options, ShowBuild *build)
{
    Notify notify;
    Error said = {""};
    notify_init(&notify);
    for (bool doubtful = false;; doubtful = true) {
        Error error = {""};
        char *fonts = fonts_find(options->fonts, &error);
        bool whole = fonts != NULL && (!doubtful || fonts_are_whole(fonts, &error));
        Status status = whole ? show_window(options, fonts, build) : STATUS_COMMAND;
        bool wait = status == STATUS_COMMAND && !options->windowed &&
                    (fonts == NULL || !fonts_are_whole(fonts, &error));
        free(fonts);
        if (!wait) {
            return whole ? status : options_refuse("show", &error);
        }
        if (strcmp(said.text, error.text) != 0) {
            log_line(LOG_ERROR, "%s; it is waited for", error.text);
            said = error;
        }
        notify_starting(&notify, 10 * TIME_S);
        if (signals_told_to_end(1)) {
            return STATUS_DONE;
        }
    }
}

int show_run(int argc, char **argv, ShowBuild *build)
{
    static const OptionRules rules = {.verb = "show",
                                      .takes = OPTIONS_LOOK | OPTION_WINDOWED | OPTION_DAMAGE |
                                               OPTION_STATE | OPTION_FALLBACK | OPTION_SETTINGS,
                                      .words = 1,
                                      .words_are = "FILE, or the folder of sources"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("show", &error);
    }
    return show_with_fonts(&options, build);
}
