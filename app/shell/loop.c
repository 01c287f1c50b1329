/* See loop.h. Take what happened, move on, draw what changed, and sleep until the next frame while
 * something moves, else until the app wants to be woken or something happens. */
#include "shell/loop.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "shell/clock.h"
#include "shell/facts.h"
#include "shell/loop_parts.h"
#include "shell/pages.h"
#include "shell/rotation.h"

/* The longest that SDL is asked to sleep: what SDL_WaitEventTimeout can be told. */
#define SLEEP_MOST_MS 3600000

/* Where SDL cannot sleep until an event comes (on the bare console), it would look for one every
 * millisecond; we do so ourselves, twice a frame. */
#define LOOK_EVERY (8 * TIME_MS)

/* What the display says of itself waits while something moves, but not on a slow machine for ever.
 */
#define TELL_IN_SPITE (2 * TIME_S)

/* Pages that only opening the display needed are let go with the first picture, before more is
 * taken; those of its first motion soon after it, at rest, since that takes a frame's time; and
 * what gathers after that now and then. */
#define LIGHTER_AFTER (2 * TIME_S)
#define LIGHTER_EVERY (600 * TIME_S)

/* The benchmark's parent says when it started us: the time to the first picture is from there. */
int64_t loop_stamp(void)
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

/* ---- what happens to the window ---- */

/* All must be painted again: the window has another size, or lost what was kept. */
static void glass_renew(Show *show)
{
    Error error = {""};
    if (window_renew(&show->display.window, &error)) {
        app_glass_changed(show->app);
    } else {
        log_line(LOG_ERROR, "the display is lost: %s", error.text);
        show->display.shown = false;
    }
}

static void input_take(Show *show, const Input *input, Time now)
{
    switch (input->kind) {
    case INPUT_TOUCH:
        if (input->touch.kind == TOUCH_DOWN) {
            sound_tick(&show->sound, now);
        }
        if (!sleep_takes_touch(&show->sleep, &input->touch)) {
            app_touch(show->app, input->touch);
        }
        break;
    case INPUT_KEY:
        if (!sleep_takes_key(&show->sleep, now)) {
            app_key(show->app, input->key, now);
        }
        break;
    case INPUT_TEXT:
        if (!sleep_takes_key(&show->sleep, now)) {
            app_text(show->app, input->text, now);
        }
        break;
    case INPUT_SHOW:
        display_show_all(&show->display);
        break;
    case INPUT_SIZE:
        /* SDL also says so of a window that has just come, with the size it was made with. */
        if (window_resized(&show->display.window)) {
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

void loop_say_shown(Show *show, const KeeperStatus *status)
{
    log_line(LOG_INFO, "%s is shown, from %s", status->source, status->shown_from);
    loop_tell_state(show);
}

/* On the keeper's thread. */
void loop_wake(void *context)
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
        loop_say_shown(show, &status);
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
    EventView view = window_view(&show->display.window);
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

/* As the picture hangs now it hangs when the display comes back, and after a restart. */
static void rotation_follow(Show *show)
{
    Error error = {""};
    show->options->rotation = glass_rotation(show->display.window.glass);
    if (!rotation_keep(show->state, show->set_rotation, show->options->rotation, &error)) {
        log_line(LOG_WARNING, "%s", error.text);
    }
}

/* Does what the app asks for. */
static void requests_take(Show *show)
{
    for (AppRequest request = app_take_request(show->app); request != APP_NOTHING;
         request = app_take_request(show->app)) {
        switch (request) {
        case APP_FACTS: {
            StaffFacts facts = facts_now(show->keeper, &show->settings, show->since);
            app_set_facts(show->app, &facts);
            break;
        }
        case APP_KEEP_ROTATION:
            rotation_follow(show);
            break;
        case APP_RESTART:
            log_line(LOG_INFO, "staff asked for a restart");
            show->quit = true; /* the service starts us again */
            break;
        case APP_NOTHING:
            break;
        }
    }
}

/* Moves on and draws one frame. When to be called next: at most `now` while something moves. */
static Time frame_draw(Show *show, Time now)
{
    search_take(show);
    Time wake = app_step(show->app, now, clock_wall());
    requests_take(show);
    Time look = loop_follow_sleep(show, now);
    if (show->sleep.asleep) {
        return look; /* nothing is drawn, whatever would move */
    }
    wake = look < wake ? look : wake;
    typing_set(show);
    const Box *boxes = NULL;
    int count = app_draw(show->app, &boxes);
    if (count > 0) {
        display_show(&show->display, boxes, count);
        stamp_say(show);
    }
    /* In step with the frames before, where this one follows them; else from now. */
    Time period = show->display.window.frame_us;
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
    if (!show->display.window.blocks) {
        Time most = show->sleep.asleep ? LOOK_EVERY_ABSENT : LOOK_EVERY;
        clock_sleep_until(left < most ? when : now + most);
        return;
    }
    Time ms = left / TIME_MS + (frame ? 0 : 1);
    if (ms == 0) {
        clock_sleep_until(when);
    } else {
        SDL_WaitEventTimeout(NULL, ms < SLEEP_MOST_MS ? (int)ms : SLEEP_MOST_MS);
    }
}

/* Looks after the display; whether something of it is to be drawn or shown again. */
static bool display_follow(Show *show, Time now)
{
    Display *display = &show->display;
    switch (display_look(display, now)) {
    case DISPLAY_AS_BEFORE:
        break;
    case DISPLAY_STALE:
        display_show_all(display);
        break;
    case DISPLAY_LOST:
        loop_lose_display(show, now, now);
        show->gone = true;
        notify_absent(&show->notify, now); /* to open another may take long */
        return true;
    }
    if (!display->shown) {
        log_line(LOG_WARNING, "the picture does not reach the display: it is opened again");
        loop_lose_display(show, now, now + TIME_S);
        return true;
    }
    return false;
}

/* What is to be said and written down. When next. */
static Time tell(Show *show, Time now)
{
    const char *display = show->display.off ? "asleep" : "on";
    Time due = report_note(show->report, show->app, show->keeper, display, now, show->asked);
    show->asked = false;
    show->told = now;
    return due;
}

/* The first picture of a display that was just opened. It does not wait for what X has to say about
 * a new window. When to draw next. */
static Time picture_begin(Show *show)
{
    content_take(show); /* what came before the loop listened */
    Time wake = frame_draw(show, clock_now());
    pages_let_go();
    show->lighter = clock_now() + LIGHTER_AFTER;
    return wake;
}

void loop_run(Show *show)
{
    Time wake = picture_begin(show);
    keeper_picture_is_shown(show->keeper);
    bool waiting = false; /* something happened that is not drawn yet */
    while (!show->quit) {
        if (!show->display.open) {
            if (!loop_wait_display(show)) {
                break;
            }
            wake = picture_begin(show);
        }
        waiting = inputs_take(show) || waiting;
        Time now = clock_now();
        if (display_follow(show, now)) {
            continue;
        }
        if ((waiting || wake <= now) && now >= show->next_frame && !show->quit) {
            wake = frame_draw(show, now);
            waiting = false;
        }
        if (show->quit) {
            break;
        }
        bool moving = waiting || wake <= now;
        bool quiet = !moving || now - show->told > TELL_IN_SPITE;
        Time next = quiet ? tell(show, now) : show->next_frame;
        if (!moving && now >= show->lighter) {
            pages_let_go();
            show->lighter = now + LIGHTER_EVERY;
        }
        Time feed = notify_alive(&show->notify, show->display.shown, now);
        next = feed < next ? feed : next;
        Time rest = sound_rest(&show->sound, now);
        next = rest < next ? rest : next;
        if (moving || wake < show->next_frame) {
            sleep_until(show, show->next_frame, true);
        } else {
            sleep_until(show, wake < next ? wake : next, false);
        }
    }
}
