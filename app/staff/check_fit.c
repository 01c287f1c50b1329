/* Texts that do not fit: the display itself draws the slides, home and the delegations at each
 * size, text size and language, and what can be read on them is compared with what should be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/hash.h"
#include "staff/check.h"
#include "staff/find.h"
#include "ui/theme.h"

/* The sizes of the design, smallest first, and the panel upright. 2560x1440 and 3840x2160 measure
 * as many u as 1920x1080 and are laid out alike. */
static const struct {
    int32_t w, h;
} SIZES[] = {{800, 480},   {480, 800},   {1024, 600}, {1280, 800},
             {1920, 1080}, {1080, 1920}, {1200, 1920}};
static const int PERCENTS[] = {100, 125, 150};

enum {
    SIZE_COUNT = sizeof SIZES / sizeof SIZES[0],
    PERCENT_COUNT = sizeof PERCENTS / sizeof PERCENTS[0],
    REPORTED_MOST = 1000 /* more than these nobody would read */
};

typedef enum Fit { FIT_GOOD, FIT_BROKEN, FIT_CUT } Fit;

struct CheckFit {
    const char *file, *fonts; /* borrowed */
    const char *kind, *slug;  /* the item that is looked at; NULL: all of them */
    Content *content;         /* for what should be read; the app has its own */
    App *app;
    int done;                    /* how many displays have been looked at */
    int language, size, percent; /* indexes; percent itself */
    StaffLanguage staff;
    CheckSink sink;
    void *context;
    uint64_t reported[REPORTED_MOST]; /* hashes of where and text */
    int reported_count;
    char *letters;   /* what is on the screen, without spaces */
    bool *after_gap; /* for each byte of it, whether a space stood before */
    size_t count;
};

/* ---- what is on the screen ---- */

static bool read_screen(CheckFit *f)
{
    free(f->letters);
    free(f->after_gap);
    f->count = 0;
    char *all = find_all_text(app_list(f->app));
    size_t room = all != NULL ? strlen(all) + 1 : 1;
    f->letters = (char *)malloc(room);
    f->after_gap = (bool *)calloc(room, sizeof *f->after_gap);
    bool gap = true;
    for (const char *p = all; f->letters != NULL && f->after_gap != NULL && p != NULL && *p != '\0';
         p++) {
        if (*p == ' ') {
            gap = true;
            continue;
        }
        f->after_gap[f->count] = gap;
        f->letters[f->count++] = *p;
        gap = false;
    }
    free(all);
    if (f->letters == NULL || f->after_gap == NULL) {
        return false;
    }
    f->letters[f->count] = '\0';
    return true;
}

/* The text without spaces, with the same marks as the screen's. */
static size_t without_spaces(const char *text, char *letters, bool *after_gap, size_t most)
{
    size_t count = 0;
    bool gap = true;
    for (const char *p = text; *p != '\0' && count + 1 < most; p++) {
        if (*p == ' ') {
            gap = true;
            continue;
        }
        after_gap[count] = gap;
        letters[count++] = *p;
        gap = false;
    }
    letters[count] = '\0';
    return count;
}

/* Whether a line may end before this byte: a hyphen, a dash or a slash is before it. */
static bool may_end_before(const char *letters, size_t at)
{
    return at > 0 && (strchr("-/", letters[at - 1]) != NULL ||
                      (at >= 3 && memcmp(letters + at - 3, "\xE2\x80", 2) == 0));
}

/* How the text is drawn: whole, with a word broken, or cut off with "…". A text that is not on the
 * screen at all fits: the screen has no place for it, or it is further down. */
static Fit fit_of(const CheckFit *f, const char *text)
{
    enum { MOST = 4096 };
    char letters[MOST];
    bool gaps[MOST];
    size_t count = without_spaces(text, letters, gaps, MOST);
    Fit fit = FIT_GOOD;
    const char *at = count > 0 ? strstr(f->letters, letters) : NULL;
    for (; at != NULL; at = strstr(at + 1, letters)) {
        const bool *drawn = f->after_gap + (at - f->letters);
        fit = FIT_GOOD;
        for (size_t i = 1; i < count; i++) {
            if (drawn[i] && !gaps[i] && !may_end_before(letters, i)) {
                fit = FIT_BROKEN;
            }
        }
        if (fit == FIT_GOOD) {
            return fit; /* once whole is enough: another place may be too small for all of it */
        }
    }
    if (fit == FIT_BROKEN) {
        return fit;
    }
    /* Cut off: its beginning, at the beginning of a word, and "…". */
    for (at = strstr(f->letters, "…"); count > 0 && at != NULL; at = strstr(at + 1, "…")) {
        for (size_t length = 1; length < count && length <= (size_t)(at - f->letters); length++) {
            if (f->after_gap[(size_t)(at - f->letters) - length] && length >= 2 &&
                memcmp(at - length, letters, length) == 0) {
                return FIT_CUT;
            }
        }
    }
    return FIT_GOOD;
}

/* ---- saying it ---- */

static bool is_reported(CheckFit *f, const Place *place, const char *text)
{
    char where[PLACE_BYTES];
    (void)place_say(place, f->staff, where);
    uint64_t hash = hash_bytes(HASH_SEED, where, strlen(where));
    hash = hash_bytes(hash, text, strlen(text));
    for (int i = 0; i < f->reported_count; i++) {
        if (f->reported[i] == hash) {
            return true;
        }
    }
    if (f->reported_count < REPORTED_MOST) {
        f->reported[f->reported_count++] = hash;
        return false;
    }
    return true;
}

static void check_one(CheckFit *f, Place place, const LocalText *text)
{
    ShownText shown = content_text(text, f->language);
    Fit fit = shown.text != NULL ? fit_of(f, shown.text) : FIT_GOOD;
    if (fit == FIT_GOOD) {
        return;
    }
    place.language = content_language(f->content, shown.language)->code;
    if (is_reported(f, &place, shown.text)) {
        return;
    }
    char what[400];
    const char *smallest =
        f->size == 0 && f->percent == 100 ? sentence(f->staff, ", the smallest") : "";
    const char *how = fit == FIT_CUT ? SENTENCE("cut off with \"…\"")
                                     : SENTENCE("broken in the middle of a word");
    (void)snprintf(
        what, sizeof what,
        sentence(f->staff, "does not fit a display of %d × %d with text at %g%s: it is %s"),
        SIZES[f->size].w, SIZES[f->size].h, f->percent / 100.0, smallest, sentence(f->staff, how));
    f->sink(f->context, FINDING_WARNING, &place, what, sentence(f->staff, "make it shorter"));
}

/* How large the display draws a text: the em of its largest piece in u, 0 where it is not there. */
static float size_of(const CheckFit *f, const char *text)
{
    const DrawList *list = app_list(f->app);
    int largest_px = 0;
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        const TextPiece *piece = &item->as.text.piece;
        if (item->kind == DRAW_TEXT && piece->style.size_px > largest_px && piece->length > 0 &&
            memmem(text, strlen(text), piece->text, piece->length) != NULL) {
            largest_px = piece->style.size_px;
        }
    }
    return (float)largest_px / theme_make(list->screen, (Comfort){.text_percent = f->percent}).u;
}

/* A long name gives way until it fits, so long that nobody reads it from across the lobby. */
static void check_size(CheckFit *f, const Delegation *d)
{
    const float READABLE_U = 48; /* the design's size for names */
    ShownText shown = content_text(&d->name, f->language);
    float size = shown.text != NULL ? size_of(f, shown.text) : 0;
    if (f->percent > 100 || size <= 0 || size >= READABLE_U) {
        return;
    }
    const Place place = {.kind = "delegation",
                         .slug = d->slug,
                         .field = PLACE_NAME,
                         .language = content_language(f->content, shown.language)->code};
    if (is_reported(f, &place, shown.text)) {
        return;
    }
    char what[400];
    (void)snprintf(what, sizeof what,
                   sentence(f->staff, "is too long for its slide on a display of %d × %d: it is "
                                      "shown in small letters"),
                   SIZES[f->size].w, SIZES[f->size].h);
    f->sink(f->context, FINDING_WARNING, &place, what, sentence(f->staff, "make it shorter"));
}

static void check_name(CheckFit *f, const Delegation *d)
{
    check_one(f, (Place){.kind = "delegation", .slug = d->slug, .field = PLACE_NAME}, &d->name);
}

static void check_delegation(CheckFit *f, const Delegation *d)
{
    const struct {
        PlaceField field;
        const LocalText *text;
    } texts[] = {{PLACE_NAME, &d->name},
                 {PLACE_OFFICIAL_NAME, &d->official_name},
                 {PLACE_PARLIAMENT, &d->parliament},
                 {PLACE_REPRESENTATIVE, &d->representative},
                 {PLACE_ROLE, &d->role}};
    Place place = {.kind = "delegation", .slug = d->slug};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        place.field = texts[i].field;
        check_one(f, place, texts[i].text);
    }
    place.field = PLACE_CHAMBER_NAME;
    for (int i = 0; i < d->chamber_count; i++) {
        place.chamber = i;
        check_one(f, place, &d->chambers[i].name);
    }
}

/* ---- the screens ---- */

/* Whether this item is looked at. */
static bool is_asked(const CheckFit *f, const char *kind, const char *slug)
{
    return f->kind == NULL || (strcmp(kind, f->kind) == 0 && strcmp(slug, f->slug) == 0);
}

static bool show(CheckFit *f, const char *name, Error *error)
{
    const Box *boxes = NULL;
    if (!app_show_screen(f->app, name, 0, error)) {
        return false;
    }
    (void)app_step(f->app, 0, (Wall){.date = {.year = 0}});
    (void)app_draw(f->app, &boxes);
    return read_screen(f) || error_set(error, "there is not enough memory");
}

static bool check_slides(CheckFit *f, Error *error)
{
    enum { NEWS_MOST = 64 };
    int delegations = content_delegation_count(f->content), news[NEWS_MOST];
    int idle_news = content_settings(f->content)->idle_news;
    int count = content_current_news(f->content, (Date){0, 0, 0}, news,
                                     idle_news < NEWS_MOST ? idle_news : NEWS_MOST);
    for (int i = 0; i < delegations + count; i++) {
        const Delegation *d = i < delegations ? content_delegation(f->content, i) : NULL;
        const NewsHead *head = d == NULL ? content_news(f->content, news[i - delegations]) : NULL;
        if (!(d != NULL ? is_asked(f, "delegation", d->slug) : is_asked(f, "news", head->slug))) {
            continue;
        }
        char name[32];
        (void)snprintf(name, sizeof name, "idle/%d", i + 1);
        if (!show(f, name, error)) {
            return false;
        }
        if (d != NULL) {
            check_delegation(f, d);
            check_size(f, d);
        } else {
            check_one(f, (Place){.kind = "news", .slug = head->slug, .field = PLACE_TITLE},
                      &head->title);
        }
    }
    return true;
}

static bool check_screens(CheckFit *f, Error *error)
{
    static const char *const LISTS[] = {"home", "delegations"};
    if (f->kind != NULL && strcmp(f->kind, "delegation") != 0) {
        return true;
    }
    for (int k = 0; k < 2; k++) {
        if (!show(f, LISTS[k], error)) {
            return false;
        }
        for (int i = 0; i < content_delegation_count(f->content); i++) {
            const Delegation *d = content_delegation(f->content, i);
            if (is_asked(f, "delegation", d->slug)) {
                check_name(f, d);
            }
        }
    }
    for (int i = 0; i < content_delegation_count(f->content); i++) {
        char name[160];
        const Delegation *d = content_delegation(f->content, i);
        if (!is_asked(f, "delegation", d->slug)) {
            continue;
        }
        (void)snprintf(name, sizeof name, "delegation/%.120s", d->slug);
        if (!show(f, name, error)) {
            return false;
        }
        check_delegation(f, d);
    }
    return true;
}

/* All screens on one display. */
static bool check_display(CheckFit *f, Error *error)
{
    const AppOptions options = {.data_path = f->file,
                                .fonts = f->fonts,
                                .language = content_language(f->content, f->language)->code,
                                .text_percent = f->percent,
                                .blind = true,
                                .quiet = true}; /* check_text.c names letters */
    Glass *glass = glass_create_memory(SIZES[f->size].w, SIZES[f->size].h, ROTATE_0, error);
    f->app = glass != NULL ? app_create(&options, glass, error) : NULL;
    bool good = f->app != NULL && app_content_error(f->app) == NULL && check_slides(f, error) &&
                check_screens(f, error);
    app_destroy(f->app);
    glass_destroy(glass);
    return good;
}

CheckFit *check_fit_begin(const char *file, const char *fonts, const char *kind, const char *slug,
                          StaffLanguage language, CheckSink sink, void *context, Error *error)
{
    CheckFit *f = (CheckFit *)calloc(1, sizeof *f);
    if (f == NULL) {
        (void)error_set(error, "there is not enough memory");
        return NULL;
    }
    f->file = file;
    f->fonts = fonts;
    f->kind = kind;
    f->slug = slug;
    f->staff = language;
    f->sink = sink;
    f->context = context;
    f->content = content_open(file, error);
    if (f->content == NULL) {
        check_fit_end(f);
        return NULL;
    }
    return f;
}

void check_fit_end(CheckFit *f)
{
    if (f != NULL) {
        content_destroy(f->content);
        free(f->letters);
        free(f->after_gap);
        free(f);
    }
}

int check_fit_count(const CheckFit *f)
{
    return SIZE_COUNT * PERCENT_COUNT * content_language_count(f->content);
}

bool check_fit_next(CheckFit *f, Error *error)
{
    int languages = content_language_count(f->content), i = f->done++;
    f->language = i % languages;
    f->percent = PERCENTS[i / languages % PERCENT_COUNT];
    f->size = i / languages / PERCENT_COUNT;
    return check_display(f, error);
}
