/* See preview.h. A stage is a display in memory of one size, in one language and so on. The few
 * that were used last are kept, with all the text they have rendered, and get new content as a
 * display does. They share the library of the typefaces, which is for one thread at a time. */
#include "desk/preview.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app.h"
#include "base/check.h"
#include "base/hash.h"
#include "content/content.h"
#include "desk/desk.h"
#include "desk/draft.h"
#include "desk/publisher.h"
#include "shell/clock.h"

enum {
    STAGES = 6,
    FRAMES_PER_S = 60,
    PIXELS_MOST = 12 * 1000 * 1000 /* of all stages together; one may have more alone */
};

/* What cannot be changed once a stage is there. */
typedef struct Look {
    PreviewContent content;
    int32_t w, h;
    char language[8];
    int text_percent;
    Contrast contrast;
} Look;

typedef struct Stage {
    Look look;
    Glass *glass;
    App *app;
    Time now;
    uint64_t state; /* of the content it has; 0: none */
    uint64_t used;  /* the number of the picture it was used for last */
} Stage;

struct Preview {
    const Desk *desk;
    pthread_mutex_t lock; /* of these three; whoever is busy owns all else */
    pthread_cond_t turn;
    bool busy;
    int waiting; /* pictures that are asked for */
    Stage *stages[STAGES];
    uint64_t pictures;
};

/* ---- one at a time ---- */

static void take_turn(Preview *preview, bool picture)
{
    (void)pthread_mutex_lock(&preview->lock);
    preview->waiting += picture ? 1 : 0;
    while (preview->busy || (!picture && preview->waiting > 0)) {
        (void)pthread_cond_wait(&preview->turn, &preview->lock);
    }
    preview->waiting -= picture ? 1 : 0;
    preview->busy = true;
    (void)pthread_mutex_unlock(&preview->lock);
}

void preview_take_turn(Preview *preview)
{
    take_turn(preview, false);
}

void preview_end_turn(Preview *preview)
{
    (void)pthread_mutex_lock(&preview->lock);
    preview->busy = false;
    (void)pthread_cond_broadcast(&preview->turn);
    (void)pthread_mutex_unlock(&preview->lock);
}

/* ---- coming and going ---- */

Preview *preview_create(struct Desk *desk, Error *error)
{
    Preview *preview = (Preview *)calloc(1, sizeof *preview);
    if (preview == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    preview->desk = desk;
    CHECK(pthread_mutex_init(&preview->lock, NULL) == 0);
    CHECK(pthread_cond_init(&preview->turn, NULL) == 0);
    return preview;
}

static void stage_close(Preview *preview, int index)
{
    Stage *stage = preview->stages[index];
    if (stage != NULL) {
        app_destroy(stage->app);
        glass_destroy(stage->glass);
        free(stage);
        preview->stages[index] = NULL;
    }
}

void preview_destroy(Preview *preview)
{
    if (preview == NULL) {
        return;
    }
    for (int i = 0; i < STAGES; i++) {
        stage_close(preview, i);
    }
    (void)pthread_cond_destroy(&preview->turn);
    (void)pthread_mutex_destroy(&preview->lock);
    free(preview);
}

/* ---- stages ---- */

static Contrast contrast_of(const char *name)
{
    return strcmp(name, "high") == 0   ? CONTRAST_HIGH
           : strcmp(name, "dark") == 0 ? CONTRAST_DARK
                                       : CONTRAST_STANDARD;
}

/* Zeros where nothing is, so that looks can be compared as bytes. */
static Look look_of(const PreviewAsk *ask)
{
    Look look;
    memset(&look, 0, sizeof look);
    look.content = ask->content;
    look.w = ask->w;
    look.h = ask->h;
    look.text_percent = ask->text_percent;
    look.contrast = contrast_of(ask->contrast != NULL ? ask->contrast : "");
    (void)snprintf(look.language, sizeof look.language, "%s",
                   ask->language != NULL ? ask->language : "");
    return look;
}

/* The place for one more stage of so many pixels: those used longest ago make room for it. */
static int make_room(Preview *preview, int64_t pixels)
{
    for (;;) {
        int free_place = -1, oldest = -1;
        int64_t all = pixels;
        for (int i = 0; i < STAGES; i++) {
            const Stage *stage = preview->stages[i];
            if (stage == NULL) {
                free_place = i;
                continue;
            }
            all += (int64_t)stage->look.w * stage->look.h;
            if (oldest < 0 || stage->used < preview->stages[oldest]->used) {
                oldest = i;
            }
        }
        if (free_place >= 0 && (oldest < 0 || all <= PIXELS_MOST)) {
            return free_place;
        }
        stage_close(preview, oldest);
    }
}

/* The stage that looks like this, with whatever content it has; NULL with the reason. */
static Stage *find_stage(Preview *preview, const Look *look, Error *error)
{
    for (int i = 0; i < STAGES; i++) {
        if (preview->stages[i] != NULL &&
            memcmp(&preview->stages[i]->look, look, sizeof *look) == 0) {
            return preview->stages[i];
        }
    }
    int place = make_room(preview, (int64_t)look->w * look->h);
    Stage *stage = (Stage *)calloc(1, sizeof *stage);
    if (stage == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    stage->look = *look;
    preview->stages[place] = stage;
    stage->glass = glass_create_memory(look->w, look->h, ROTATE_0, error);
    if (stage->glass == NULL) {
        stage_close(preview, place);
        return NULL;
    }
    return stage;
}

/* ---- pictures ---- */

/* Has the stage show what is in the file, if that is not what it shows already. */
static PreviewResult give_content(Stage *stage, const char *fonts, const char *file, uint64_t state,
                                  Error *error)
{
    const char *language = stage->look.language[0] != '\0' ? stage->look.language : NULL;
    if (stage->state == state) {
        return PREVIEW_DONE;
    }
    Content *content = content_open(file, error);
    if (content == NULL) {
        return PREVIEW_FAILED;
    }
    if (language != NULL && content_find_language(content, language) < 0) {
        (void)error_set(error, "The content has no language \"%s\".", language);
        content_destroy(content);
        return PREVIEW_MISSING;
    }
    if (stage->app != NULL) {
        app_set_content(stage->app, content);
        (void)app_step(stage->app, stage->now += TIME_S, (Wall){0}); /* takes it */
    } else {
        const AppOptions how = {.content = content,
                                .fonts = fonts,
                                .language = language,
                                .text_percent = stage->look.text_percent,
                                .contrast = stage->look.contrast,
                                .motion_off = true,
                                .quiet = true, /* faults.h names letters */
                                .preview = true};
        stage->app = app_create(&how, stage->glass, error);
    }
    stage->state = stage->app != NULL ? state : 0;
    return stage->app != NULL ? PREVIEW_DONE : PREVIEW_FAILED;
}

static PreviewResult draw(Stage *stage, const PreviewAsk *ask, Error *error)
{
    Wall wall = ask->now.date.year != 0 ? ask->now : clock_wall();
    if (!app_show_screen(stage->app, ask->screen, stage->now, error)) {
        return PREVIEW_MISSING;
    }
    /* Until nothing moves by itself. */
    Time most = stage->now + 10 * TIME_S;
    for (bool moves = true; moves && stage->now < most;) {
        const Box *boxes;
        moves = app_step(stage->app, stage->now, wall) <= stage->now;
        int count = app_draw(stage->app, &boxes);
        (void)glass_present(stage->glass, boxes, count);
        stage->now += moves ? TIME_S / FRAMES_PER_S : 0;
    }
    return PREVIEW_DONE;
}

uint64_t preview_state(Preview *preview, PreviewContent content)
{
    struct stat status;
    if (content == PREVIEW_DRAFT) {
        return (uint64_t)draft_change(preview->desk->draft) + 1;
    }
    if (stat(publisher_file(preview->desk->publisher), &status) != 0) {
        return 0;
    }
    /* It is replaced whole: another one is another file. */
    uint64_t mark =
        hash_u64(hash_u64(HASH_SEED, (uint64_t)status.st_ino), (uint64_t)status.st_size);
    mark = hash_u64(mark, (uint64_t)status.st_mtim.tv_sec);
    return hash_u64(mark, (uint64_t)status.st_mtim.tv_nsec) | 1;
}

static PreviewResult draw_content(const Preview *preview, Stage *stage, const PreviewAsk *ask,
                                  const char *file, uint64_t state, Error *error)
{
    PreviewResult given = give_content(stage, preview->desk->fonts, file, state, error);
    return given == PREVIEW_DONE ? draw(stage, ask, error) : given;
}

/* The draft's file stands still as long as it is drawn from. */
static PreviewResult draw_draft(const Preview *preview, Stage *stage, const PreviewAsk *ask,
                                Error *error)
{
    Draft *draft = preview->desk->draft;
    int64_t change;
    const char *file = draft_lock_file(draft, &change, error);
    if (file == NULL) {
        return PREVIEW_FAILED;
    }
    PreviewResult result = draw_content(preview, stage, ask, file, (uint64_t)change + 1, error);
    draft_unlock_file(draft);
    return result;
}

static PreviewResult draw_published(Preview *preview, Stage *stage, const PreviewAsk *ask,
                                    Error *error)
{
    uint64_t state = preview_state(preview, PREVIEW_PUBLISHED);
    if (state == 0) {
        (void)error_set(error, "Nothing has been published yet.");
        return PREVIEW_MISSING;
    }
    const char *file = publisher_file(preview->desk->publisher);
    return draw_content(preview, stage, ask, file, state, error);
}

PreviewResult preview_png(Preview *preview, const PreviewAsk *ask, void **png, size_t *count,
                          Error *error)
{
    const Look look = look_of(ask);
    PreviewResult result = PREVIEW_FAILED;
    *png = NULL;
    *count = 0;
    take_turn(preview, true);
    Stage *stage = find_stage(preview, &look, error);
    if (stage != NULL) {
        stage->used = ++preview->pictures;
        result = ask->content == PREVIEW_DRAFT ? draw_draft(preview, stage, ask, error)
                                               : draw_published(preview, stage, ask, error);
    }
    if (result == PREVIEW_DONE) {
        *png = glass_png(stage->glass, count);
        if (*png == NULL) {
            (void)error_set(error, "there is not enough memory");
            result = PREVIEW_FAILED;
        }
    }
    preview_end_turn(preview);
    return result;
}
