/* See show.h. The loop: take what happened, move on, draw what changed, and sleep until the next
 * frame while something moves, else until the app wants to be woken or something happens. */
#include "shell/show.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/log.h"
#include "content/keeper.h"
#include "content/status_file.h"
#include "content/watch.h"
#include "shell/clock.h"
#include "shell/events.h"
#include "shell/fonts.h"
#include "shell/notify.h"
#include "shell/options.h"
#include "shell/report.h"
#include "shell/settings.h"
#include "shell/signals.h"
#include "shell/window.h"

/* The longest that SDL is asked to sleep: what SDL_WaitEventTimeout can be told. */
#define SLEEP_MOST_MS 3600000

/* Where SDL cannot sleep until an event comes (on the bare console), it would look for one every
 * millisecond; we do so ourselves, twice a frame. */
#define LOOK_EVERY (8 * TIME_MS)

typedef struct Show {
    Window window;
    App *app;
    Events events;
    Signals signals;
    Keeper *keeper;
    SearchWorker *search;
    Search *next_search; /* of newer content than is shown; NULL: none */
    Report *report;      /* NULL: nothing is written down */
    DisplaySettings settings;
    atomic_bool listens; /* SDL is there to be woken */
    bool quit, failed, cursor_shown;
    bool preview; /* of a folder that somebody is working on */
    bool asked;   /* somebody wants to know what is shown */
    bool shown;   /* the last picture reached the glass */
    Notify notify;
    Time next_frame;  /* nothing is drawn before */
    int64_t stamp_ns; /* when the benchmark started us, CLOCK_MONOTONIC; 0: it did not */
} Show;

/* The benchmark's parent says when it started us: the time to the first picture is from there. */
static int64_t stamp_read(void)
{
    const char *text = getenv("FOYER_FIRST_FRAME");
    return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static void stamp_say(Show *show)
{
    if (show->stamp_ns > 0) {
        fprintf(stderr, "first-frame-us %" PRId64 "\n", clock_now() - show->stamp_ns / 1000);
        show->stamp_ns = 0;
    }
}

static void present_all(Show *show)
{
    Box all = glass_bounds(show->window.glass);
    glass_present(show->window.glass, &all, 1);
}

/* All must be painted again: the window has another size, or lost what was kept. */
static void glass_renew(Show *show)
{
    Error error = {""};
    if (window_renew(&show->window, &error)) {
        app_glass_changed(show->app);
    } else {
        log_line(LOG_ERROR, "the display is lost: %s", error.text);
        show->failed = show->quit = true;
    }
}

static void input_take(Show *show, const Input *input, Time now)
{
    switch (input->kind) {
    case INPUT_TOUCH:
        app_touch(show->app, input->touch);
        break;
    case INPUT_KEY:
        app_key(show->app, input->key, now);
        break;
    case INPUT_TEXT:
        app_text(show->app, input->text, now);
        break;
    case INPUT_SHOW:
        present_all(show);
        break;
    case INPUT_SIZE:
        /* SDL also says so of a window that has just come, with the size it was made with. */
        if (window_resized(&show->window)) {
            glass_renew(show);
        }
        break;
    case INPUT_LOST:
        glass_renew(show);
        break;
    case INPUT_QUIT:
        show->quit = true;
        break;
    }
}

/* ---- what the keeper brings ---- */

static void say_shown(Show *show, const KeeperStatus *status)
{
    notify_status(&show->notify, "%s is shown, from %s", status->source, status->shown_from);
    log_line(LOG_INFO, "%s is shown, from %s", status->source, status->shown_from);
}

/* On the keeper's thread. */
static void wake_loop(void *context)
{
    Show *show = (Show *)context;
    if (atomic_load(&show->listens)) {
        SDL_Event event = {.type = SDL_USEREVENT};
        SDL_PushEvent(&event);
    }
}

static void content_take(Show *show)
{
    Content *content = keeper_take(show->keeper);
    KeeperStatus status = keeper_status(show->keeper);
    if (content != NULL) {
        app_set_content(show->app, content);
        say_shown(show, &status);
    }
    if (show->preview) {
        app_set_refusal(show->app, status.refused);
    }
    if (content == NULL && app_content(show->app) == NULL) {
        const char *why = status.refused[0] != '\0' ? status.refused : "The content is being read";
        app_set_trouble(show->app, why);
    }
}

/* Takes an index that was made. It waits until the content that it is of is shown, so that what is
 * shown can be searched meanwhile. */
static void search_take(Show *show)
{
    Search *search = keeper_take_search(show->keeper);
    if (search != NULL) {
        search_close(show->next_search);
        show->next_search = search;
    }
    const Content *content = app_content(show->app);
    if (show->next_search != NULL && content != NULL &&
        search_version(show->next_search) == content_version(content)) {
        search_worker_use(show->search, show->next_search);
        show->next_search = NULL;
    }
}

/* Letters are asked for only where they mean something: else an input method would listen. */
static void typing_set(Show *show)
{
    bool wanted = app_wants_text(show->app);
    if (wanted != show->events.typing) {
        show->events.typing = wanted;
        if (wanted) {
            SDL_StartTextInput();
        } else {
            SDL_StopTextInput();
        }
    }
}

/* ---- what happens to the window ---- */

/* Takes all that happened. Whether anything did. */
static bool inputs_take(Show *show)
{
    Input inputs[EVENTS_INPUTS_MAX];
    EventView view = window_view(&show->window);
    Time now = clock_now();
    int count = events_lost_panel(&show->events) ? events_let_go(&show->events, now, inputs) : 0;
    bool any = count > 0;
    for (int i = 0; i < count; i++) {
        input_take(show, &inputs[i], now);
    }
    SDL_Event event;
    while (!show->quit && SDL_PollEvent(&event) != 0) {
        if (event.type == SDL_USEREVENT) {
            show->asked = show->asked || event.user.code == SIGNALS_REPORT;
            content_take(show);
            any = true;
            continue;
        }
        count = events_translate(&show->events, &event, &view, now, inputs);
        for (int i = 0; i < count; i++) {
            input_take(show, &inputs[i], now);
        }
        any = any || count > 0;
    }
    if (show->events.cursor != show->cursor_shown) {
        show->cursor_shown = show->events.cursor;
        SDL_ShowCursor(show->cursor_shown ? SDL_ENABLE : SDL_DISABLE);
    }
    return any;
}

/* Moves on and draws one frame. When to be called next: at most `now` while something moves. */
static Time frame_draw(Show *show, Time now)
{
    search_take(show);
    Time wake = app_step(show->app, now, clock_wall());
    typing_set(show);
    const Box *boxes = NULL;
    int count = app_draw(show->app, &boxes);
    if (count > 0) {
        show->shown = glass_present(show->window.glass, boxes, count);
        stamp_say(show);
    }
    /* In step with the frames before, where this one follows them; else from now. */
    Time period = show->window.frame_us;
    bool follows = now - show->next_frame < period;
    show->next_frame = (follows ? show->next_frame : now) + period;
    return wake;
}

/* Sleeps until `when` or until something happens. SDL waits in whole milliseconds: the last part
 * of one before a frame is slept without it. */
static void sleep_until(const Show *show, Time when, bool frame)
{
    Time now = clock_now(), left = when - now;
    if (left <= 0) {
        return;
    }
    if (!show->window.blocks) {
        clock_sleep_until(left < LOOK_EVERY ? when : now + LOOK_EVERY);
        return;
    }
    Time ms = left / TIME_MS + (frame ? 0 : 1);
    if (ms == 0) {
        clock_sleep_until(when);
    } else {
        SDL_WaitEventTimeout(NULL, ms < SLEEP_MOST_MS ? (int)ms : SLEEP_MOST_MS);
    }
}

static void loop_run(Show *show)
{
    /* The first picture does not wait for what X has to say about a new window. */
    Time wake = frame_draw(show, clock_now());
    keeper_picture_is_shown(show->keeper);
    bool waiting = false; /* something happened that is not drawn yet */
    while (!show->quit) {
        waiting = inputs_take(show) || waiting;
        Time now = clock_now();
        if ((waiting || wake <= now) && now >= show->next_frame && !show->quit) {
            wake = frame_draw(show, now);
            waiting = false;
        }
        if (show->quit) {
            break;
        }
        bool moving = waiting || wake <= now;
        if (!moving) {
            Time due = report_note(show->report, show->app, show->keeper, now, show->asked);
            show->asked = false;
            wake = due < wake ? due : wake;
        }
        Time feed = notify_alive(&show->notify, show->shown, now);
        wake = feed < wake ? feed : wake;
        if (moving || wake < show->next_frame) {
            sleep_until(show, show->next_frame, true);
        } else {
            sleep_until(show, wake, false);
        }
    }
}

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
                             .wake = wake_loop,
                             .context = show};
    show->keeper = keeper_start(&keeping, error);
    show->search = search_worker_start(wake_loop, show, error);
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
    how.px_per_mm = show->window.px_per_mm;
    how.data_path = NULL;
    how.search = show->search;
    how.content = keeper_take(show->keeper);
    how.trouble = status.refused[0] != '\0' ? status.refused : "The content is being read";
    how.preview = show->preview = watch_is_folder(options->words[0]);
    how.language = language_find(show, options->language, how.content);
    bool shown = how.content != NULL;
    show->app = app_create(&how, show->window.glass, error);
    if (shown && show->app != NULL) {
        say_shown(show, &status);
    }
    return show->app != NULL;
}

/* What foyer.txt sets, where the command line does not say otherwise. */
static void settings_apply(Show *show, Options *options)
{
    settings_init(&show->settings);
    if (options->settings == NULL) {
        return;
    }
    settings_read(options->settings, &show->settings);
    settings_log(&show->settings, options->settings);
    if (!options->rotation_given) {
        options->rotation = show->settings.rotation;
    }
}

static Status show_window(Options *options, const char *fonts, ShowBuild *build)
{
    Show show = {.stamp_ns = stamp_read(), .cursor_shown = true};
    Error error = {""};
    char *state = state_find(options);
    events_init(&show.events, options->windowed);
    notify_init(&show.notify);
    settings_apply(&show, options);
    bool begun = signals_init(&show.signals, &error) &&
                 keeper_begin(&show, options, state, build, &error) &&
                 window_open(&show.window, options, show.settings.renderer, &error) &&
                 app_begin(&show, options, fonts, &error);
    if (begun) {
        atomic_store(&show.listens, true);
        content_take(&show); /* what came before it listened */
        loop_run(&show);
        atomic_store(&show.listens, false);
    } else {
        (void)options_refuse("show", &error);
    }
    notify_stopping(&show.notify);
    keeper_stop(show.keeper);
    report_stop(show.report);
    signals_finish(&show.signals);
    app_destroy(show.app);
    search_worker_stop(show.search);
    search_close(show.next_search);
    window_close(&show.window);
    free(state);
    return !begun ? STATUS_COMMAND : show.failed ? STATUS_WRONG : STATUS_DONE;
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
    char *fonts = fonts_find(options.fonts, &error);
    if (fonts == NULL) {
        return options_refuse("show", &error);
    }
    Status status = show_window(&options, fonts, build);
    free(fonts);
    return status;
}
