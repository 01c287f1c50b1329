/* See report.h. */
#include "shell/report.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "content/content.h"
#include "content/status_file.h"
#include "shell/clock.h"

static const Time EVERY = 60 * TIME_S;

struct Report {
    char *state_dir;
    /* The drawing thread's own. */
    DisplayStatus status;
    KeeperStatus keeper; /* as last written */
    Time due;
    bool noted; /* anything at all */
    /* Shared, under the mutex. */
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    DisplayStatus next;
    bool has_next, ending;
};

/* ---- the thread that writes ---- */

static void write_status(const Report *report, DisplayStatus *status, bool *said)
{
    Error error = {""};
    status->memory_kb = memory_pss_kb();
    status->written_at = clock_seconds();
    bool written = status_file_write(report->state_dir, status, &error);
    if (!written && !*said) {
        log_line(LOG_WARNING, "%s", error.text);
    }
    *said = !written;
}

static void *run(void *data)
{
    Report *report = (Report *)data;
    DisplayStatus *status = (DisplayStatus *)malloc(sizeof *status);
    bool said = false;
    (void)pthread_mutex_lock(&report->mutex);
    while (status != NULL) {
        while (!report->has_next && !report->ending) {
            (void)pthread_cond_wait(&report->changed, &report->mutex);
        }
        if (!report->has_next) {
            break;
        }
        *status = report->next;
        report->has_next = false;
        (void)pthread_mutex_unlock(&report->mutex);
        write_status(report, status, &said);
        (void)pthread_mutex_lock(&report->mutex);
    }
    (void)pthread_mutex_unlock(&report->mutex);
    free(status);
    return NULL;
}

static void hand_over(Report *report, bool ending)
{
    (void)pthread_mutex_lock(&report->mutex);
    report->next = report->status;
    report->has_next = report->noted;
    report->ending = ending;
    (void)pthread_cond_signal(&report->changed);
    (void)pthread_mutex_unlock(&report->mutex);
}

/* ---- the drawing thread ---- */

Report *report_start(const char *state_dir, const DisplaySettings *settings)
{
    Report *report = (Report *)calloc(1, sizeof *report);
    if (report == NULL) {
        return NULL;
    }
    report->status.pid = getpid();
    report->status.since = clock_seconds();
    (void)snprintf(report->status.version, sizeof report->status.version, "%s", FOYER_VERSION);
    settings_say_faults(settings, report->status.settings, sizeof report->status.settings);
    report->state_dir = strdup(state_dir);
    (void)pthread_mutex_init(&report->mutex, NULL);
    (void)pthread_cond_init(&report->changed, NULL);
    if (report->state_dir == NULL || pthread_create(&report->thread, NULL, run, report) != 0) {
        log_line(LOG_WARNING, "there is not enough memory to write down what is shown");
        free(report->state_dir);
        free(report);
        return NULL;
    }
    return report;
}

static void note_content(DisplayStatus *status, Content *content, Date today)
{
    enum { NOTICES_MOST = 256 };
    const int *current;
    int notices[NOTICES_MOST];
    status->day = content_day(content);
    status->delegations = content_delegation_count(content);
    status->news = content_all_current_news(content, today, &current);
    status->news_all = content_news_count(content);
    status->notices = content_current_notices(content, today, notices, NOTICES_MOST);
    status->hidden_count =
        content_hidden(content, today, STAFF_ENGLISH, status->hidden, STATUS_HIDDEN_MOST);
}

static void note_keeper(DisplayStatus *status, const KeeperStatus *keeper)
{
    memcpy(status->source, keeper->source, sizeof status->source);
    memcpy(status->good_copy, keeper->shown_from, sizeof status->good_copy);
    memcpy(status->refused, keeper->refused, sizeof status->refused);
    memcpy(status->storage, keeper->storage, sizeof status->storage);
    status->fallback = keeper->is_fallback;
    status->loaded_at = keeper->loaded_at;
    status->refused_at = keeper->refused_at;
}

Time report_note(Report *report, App *app, Keeper *keeper, const char *display, Time now,
                 bool asked)
{
    if (report == NULL) {
        return TIME_NEVER;
    }
    KeeperStatus known = keeper_status(keeper);
    if (!known.has_folder) {
        return TIME_NEVER; /* it is another display's, or nobody's */
    }
    bool changed = !report->noted || app_has_waiting(app) != report->status.waiting ||
                   memcmp(&known, &report->keeper, sizeof known) != 0 ||
                   strcmp(report->status.display, display) != 0;
    if (!changed && !asked && now < report->due) {
        return report->due;
    }
    DisplayStatus *status = &report->status;
    Wall wall = app_wall(app);
    Content *content = app_content(app);
    note_keeper(status, &known);
    (void)snprintf(status->display, sizeof status->display, "%s", display);
    status->waiting = app_has_waiting(app);
    status->clock_believed = wall.date.year != 0;
    status->frames = (int64_t)app_counts(app).frames;
    (void)snprintf(status->screen, sizeof status->screen, "%s",
                   content != NULL ? app_screen_name(app) : "trouble");
    if (content != NULL) {
        note_content(status, content, wall.date);
    }
    report->keeper = known;
    report->noted = true;
    report->due = now + EVERY;
    hand_over(report, false);
    return report->due;
}

void report_stop(Report *report)
{
    if (report == NULL) {
        return;
    }
    report->status.ended = true;
    hand_over(report, true);
    (void)pthread_join(report->thread, NULL);
    (void)pthread_cond_destroy(&report->changed);
    (void)pthread_mutex_destroy(&report->mutex);
    free(report->state_dir);
    free(report);
}
