/* See look.h: which screens look otherwise. Each is laid out twice, of the content that is
 * published and of the new one, and the two lists of what is drawn are compared; nothing is
 * painted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/hash.h"
#include "content/content.h"
#include "desk/look.h"
#include "shell/clock.h"
#include "words/words.h"

enum { IDLE_MOST = 12, TITLE_BYTES = 600 };

/* One content, on a display that paints nothing. */
typedef struct Side {
    Glass *glass;
    App *app; /* NULL: there is no such content */
    Wall wall;
} Side;

static Side side_open(const LookScreens *look, const char *file, const char *language, Wall wall)
{
    Error ignored = {""};
    const AppOptions options = {.data_path = file,
                                .fonts = look->fonts,
                                .language = language,
                                .text_percent = 100,
                                .motion_off = true,
                                .blind = true,
                                .quiet = true};
    Side side = {.wall = wall};
    side.glass = file != NULL ? glass_create_memory(look->w, look->h, ROTATE_0, &ignored) : NULL;
    side.app = side.glass != NULL ? app_create(&options, side.glass, &ignored) : NULL;
    return side;
}

static void side_close(Side *side)
{
    app_destroy(side->app);
    glass_destroy(side->glass);
}

/* The pictures are named in a list, and may be others under the same name. */
static uint64_t hash_picture(Content *content, uint64_t hash, Id picture)
{
    size_t count = 0;
    void *bytes = content != NULL ? content_picture_bytes(content, picture, &count) : NULL;
    hash = hash_words(hash, bytes != NULL ? bytes : "", bytes != NULL ? count : 0);
    free(bytes);
    return hash;
}

/* All that a screen shows, in one number; 0: there is no such screen. */
static uint64_t side_show(const Side *side, const char *screen)
{
    Error ignored = {""};
    const Box *boxes = NULL;
    uint64_t hash = HASH_SEED;
    if (side->app == NULL || app_content_error(side->app) != NULL ||
        !app_show_screen(side->app, screen, 0, &ignored)) {
        return 0;
    }
    (void)app_step(side->app, 0, side->wall);
    (void)app_draw(side->app, &boxes);
    const DrawList *list = app_list(side->app);
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TARGET || item->kind == DRAW_REGION) {
            continue;
        }
        hash = hash_u64(hash, item->hash);
        if (item->kind == DRAW_IMAGE) {
            hash = hash_picture(app_content(side->app), hash, item->as.image.picture);
        }
    }
    return hash != 0 ? hash : 1;
}

/* ---- what is compared ---- */

typedef struct Candidate {
    char screen[160];
    char title[TITLE_BYTES];
    bool is_listed; /* also where it looks the same: what has changed is further down */
    bool before, after;
    char language[16]; /* in which it looks otherwise; empty: in none so far */
} Candidate;

typedef struct Candidates {
    Candidate *all;
    int count, room;
} Candidates;

static void add(Candidates *to, const char *screen, const char *title, bool is_listed)
{
    if (to->count < to->room) {
        Candidate *candidate = &to->all[to->count++];
        *candidate = (Candidate){.is_listed = is_listed};
        (void)snprintf(candidate->screen, sizeof candidate->screen, "%s", screen);
        (void)snprintf(candidate->title, sizeof candidate->title, "%s",
                       title != NULL ? title : screen);
    }
}

const char *look_title(Content *content, const char *screen, const char *language)
{
    bool is_delegation = strncmp(screen, "delegation/", 11) == 0;
    if (content == NULL || (!is_delegation && strncmp(screen, "news/", 5) != 0)) {
        return NULL;
    }
    Id id = content_id(strchr(screen, '/') + 1);
    int shown = content_find_language(content, language);
    int index =
        is_delegation ? content_find_delegation(content, id) : content_find_news(content, id);
    if (index < 0) {
        return NULL;
    }
    shown = shown >= 0 ? shown : content_settings(content)->first_language;
    return is_delegation ? content_text(&content_delegation(content, index)->name, shown).text
                         : content_text(&content_news(content, index)->title, shown).text;
}

/* The slides of the idle loop, as app_show_screen counts them. */
static void add_slides(Candidates *to, Content *new, const char *language, Wall wall)
{
    enum { NEWS_MOST = 64 };
    int news[NEWS_MOST], delegations = content_delegation_count(new);
    int idle_news = content_settings(new)->idle_news;
    int count =
        content_current_news(new, wall.date, news, idle_news < NEWS_MOST ? idle_news : NEWS_MOST);
    for (int i = 0; i < delegations + count; i++) {
        char screen[160], item[160];
        (void)snprintf(screen, sizeof screen, "idle/%d", i + 1);
        (void)snprintf(item, sizeof item, "%s/%.140s", i < delegations ? "delegation" : "news",
                       i < delegations ? content_delegation(new, i)->slug
                                       : content_news(new, news[i - delegations])->slug);
        add(to, screen, look_title(new, item, language), false);
    }
}

static void add_all(Candidates *to, const LookScreens *look, Content *old, Content *new, Wall wall)
{
    const Words *words = words_for(look->language);
    add(to, "home", words_get(words, WORD_HOME), false);
    for (int i = 0; i < look->count; i++) {
        const char *title = look_title(new, look->changed[i], look->language);
        add(to, look->changed[i],
            title != NULL ? title : look_title(old, look->changed[i], look->language), true);
    }
    add_slides(to, new, look->language, wall);
    add(to, "delegations", words_get(words, WORD_DELEGATIONS), false);
    add(to, "news", words_get(words, WORD_NEWS), false);
}

/* ---- comparing ---- */

static void compare_in(const LookScreens *look, const char *language, Candidates *candidates,
                       Wall wall)
{
    Side old = side_open(look, look->old, language, wall);
    Side new = side_open(look, look->new, language, wall);
    for (int i = 0; i < candidates->count; i++) {
        Candidate *candidate = &candidates->all[i];
        if (candidate->language[0] != '\0') {
            continue;
        }
        uint64_t was = side_show(&old, candidate->screen), is = side_show(&new, candidate->screen);
        candidate->before = candidate->before || was != 0;
        candidate->after = candidate->after || is != 0;
        if (was != is) {
            (void)snprintf(candidate->language, sizeof candidate->language, "%.15s", language);
        }
    }
    side_close(&old);
    side_close(&new);
}

static cJSON *list(const Candidates *candidates, const char *first_language)
{
    cJSON *out = cJSON_CreateArray();
    int slides = 0;
    for (int i = 0; out != NULL && i < candidates->count; i++) {
        const Candidate *candidate = &candidates->all[i];
        bool is_slide = strncmp(candidate->screen, "idle/", 5) == 0;
        bool is_other = candidate->language[0] != '\0';
        if ((!is_other && !candidate->is_listed) || (is_slide && ++slides > IDLE_MOST)) {
            continue;
        }
        cJSON *picture = cJSON_CreateObject();
        (void)cJSON_AddStringToObject(picture, "screen", candidate->screen);
        (void)cJSON_AddStringToObject(picture, "title", candidate->title);
        (void)cJSON_AddStringToObject(picture, "language",
                                      is_other ? candidate->language : first_language);
        (void)cJSON_AddBoolToObject(picture, "before", candidate->before);
        (void)cJSON_AddBoolToObject(picture, "after", candidate->after);
        (void)cJSON_AddItemToArray(out, picture);
    }
    return out;
}

cJSON *look_screens(const LookScreens *look)
{
    Error ignored = {""};
    Wall wall = clock_wall();
    cJSON *out = NULL;
    Content *old = look->old != NULL ? content_open(look->old, &ignored) : NULL;
    Content *new = content_open(look->new, &ignored);
    Candidates candidates = {.room = look->count + 200};
    candidates.all = (Candidate *)calloc((size_t)candidates.room, sizeof *candidates.all);
    if (new != NULL && candidates.all != NULL) {
        add_all(&candidates, look, old, new, wall);
        int own = content_find_language(new, look->language);
        if (own >= 0) { /* what is seen in the reader's own language is shown in it */
            compare_in(look, look->language, &candidates, wall);
        }
        for (int i = 0; i < content_language_count(new); i++) {
            if (i != own) {
                compare_in(look, content_language(new, i)->code, &candidates, wall);
            }
        }
        out = list(&candidates, content_language(new, content_settings(new)->first_language)->code);
    }
    free(candidates.all);
    content_destroy(old);
    content_destroy(new);
    return out != NULL ? out : cJSON_CreateArray();
}
