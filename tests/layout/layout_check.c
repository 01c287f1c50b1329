/* layout_check shipped|extreme [FILTER]: every screen of a content file at every size, in every
 * language and size of text, against the rules of scene.h. One line a finding; ends with 1 if
 * there is any.
 *
 * Of the extreme content the short form leaves out one size of text, all languages but two, two
 * of three of the displays left and, by turns, three of four news items; FOYER_LONG=1 leaves out
 * nothing. With FILTER only what has it in its label ("800x480 en 150 home") is looked at, and all
 * findings are printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/arena.h"
#include "base/check.h"
#include "base/hash.h"
#include "content/search.h"
#include "form.h"
#include "layout/scene.h"
#include "make_content.h"
#include "ui/action.h"
#include "ui/keyboard.h"

static const Wall TODAY = {{2022, 6, 3}, 10, 24, 0};

static const Box SIZES[] = {{0, 0, 800, 480},   {0, 0, 1024, 600},  {0, 0, 1280, 800},
                            {0, 0, 1920, 1080}, {0, 0, 1080, 1920}, {0, 0, 1200, 1920},
                            {0, 0, 2560, 1440}, {0, 0, 3840, 2160}};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES, NAMES_MOST = 4096, PAGES_MOST = 100 };

typedef struct Check {
    char data[512], fonts[512];
    Content *content;
    SearchWorker *search;
    Lexicon *lexicon; /* of the shipped content only: made-up words may be longer than a line */
    Ink *ink;
    bool whole; /* the long form */
    const char *filter;
    Arena arena;
    const char *names[NAMES_MOST]; /* of screens */
    int name_count;
    int display; /* how many were looked at before: sizes, languages and sizes of text */
    int looked;  /* lists checked */
    Findings findings;
} Check;

/* ---- which screens there are ---- */

static void add_name(Check *check, const char *name)
{
    CHECK(name != NULL && check->name_count < NAMES_MOST);
    check->names[check->name_count++] = name;
}

static void collect_names(Check *check)
{
    Content *content = check->content;
    int news[64];
    int slides = content_delegation_count(content) +
                 content_current_news(content, TODAY.date, news,
                                      min_i32(content_settings(content)->idle_news, 64));
    add_name(check, "home");
    add_name(check, "delegations");
    add_name(check, "news");
    add_name(check, "comfort");
    add_name(check, "search");
    add_name(check, "search/a");
    add_name(check, "search/news");
    add_name(check, "search/kazax observ");
    add_name(check, "search/kzkakqqq");
    add_name(check, "still-there");
    static const char *const STAFF[] = {"staff",        "staff/pin",    "staff/status",
                                        "staff/hidden", "staff/touch",  "staff/cleaning",
                                        "staff/rotate", "staff/restart"};
    for (size_t i = 0; i < sizeof STAFF / sizeof *STAFF; i++) {
        add_name(check, STAFF[i]);
    }
    add_name(check, "idle/moved"); /* no screen's name: see look_at_moved */
    for (int i = 0; i < slides; i++) {
        add_name(check, arena_printf(&check->arena, "idle/%d", i + 1));
    }
    for (int i = 0; i < content_delegation_count(content); i++) {
        add_name(check, arena_printf(&check->arena, "delegation/%s",
                                     content_delegation(content, i)->slug));
    }
    for (int i = 0; i < content_news_count(content); i++) {
        add_name(check, arena_printf(&check->arena, "news/%s", content_news(content, i)->slug));
    }
}

/* ---- one screen ---- */

static uint64_t hash_list(const DrawList *list)
{
    uint64_t hash = HASH_SEED;
    for (size_t i = 0; i < list->count; i++) {
        hash = hash_u64(hash, list->items[i].hash);
    }
    return hash;
}

/* What a screen must say somewhere on its page: a list does not hold what fell off the screen as a
 * whole, so that no rule on lists would miss it. */
typedef struct Wanted {
    struct {
        const char *text;
        bool begun, ended; /* its first letters were seen, its last ones */
    } texts[64];
    int count;
} Wanted;

static void want(Wanted *wanted, const LocalText *text, int language)
{
    const char *shown = content_text(text, language).text;
    if (shown != NULL && wanted->count < 64) {
        wanted->texts[wanted->count++].text = shown;
    }
}

static Wanted wanted_texts(Check *check, const char *name, int language)
{
    Wanted wanted = {.count = 0};
    Content *content = check->content;
    const char *item = strchr(name, '/');
    Id id = content_id(item != NULL ? item + 1 : "");
    int delegation = strncmp(name, "delegation/", 11) == 0 ? content_find_delegation(content, id)
                     : strncmp(name, "idle/", 5) == 0      ? atoi(item + 1) - 1
                                                           : -1;
    int news = strncmp(name, "news/", 5) == 0 ? content_find_news(content, id) : -1;
    if (delegation >= content_delegation_count(content)) {
        int current[64];
        int at = delegation - content_delegation_count(content);
        news = at < content_current_news(content, TODAY.date, current, 64) ? current[at] : -1;
        delegation = -1;
    }
    if (news >= 0) {
        want(&wanted, &content_news(content, news)->title, language);
    }
    if (delegation >= 0) {
        const Delegation *d = content_delegation(content, delegation);
        want(&wanted, &d->name, language);
        want(&wanted, &d->parliament, language);
        want(&wanted, &d->representative, language);
        /* A slide says what fits; the delegation's own screen says all. */
        for (int i = 0; name[0] == 'd' && i < d->chamber_count; i++) {
            want(&wanted, &d->chambers[i].name, language);
        }
        if (name[0] == 'd') {
            want(&wanted, &d->role, language);
        }
    }
    return wanted;
}

/* One screen at one size, language and size of text, while it is looked at. */
typedef struct Visit {
    Check *check;
    App *app;
    Comfort comfort;
    Time now;
    Wanted wanted;
} Visit;

/* Until nothing moves: whole seconds pass, for what is on the way is of no interest. */
static void come_to_rest(Visit *visit)
{
    const Box *boxes;
    Time wake = visit->now;
    for (int i = 0; i < 20 && wake <= visit->now; i++) {
        visit->now += TIME_S;
        wake = app_step(visit->app, visit->now, TODAY);
        (void)app_draw(visit->app, &boxes);
    }
}

static void press(Visit *visit, AppKey key)
{
    app_key(visit->app, key, visit->now);
    come_to_rest(visit);
}

/* Its two ends apart, for a title may be longer than the view; where little shows at a time, less
 * of them. */
static void look_for(const App *app, const Theme *theme, Wanted *wanted, int index)
{
    enum { END_BYTES = 40, SHALLOW_BYTES = 12 };
    size_t most = theme->shallow ? SHALLOW_BYTES : END_BYTES;
    const char *text = wanted->texts[index].text;
    size_t length = strlen(text), head = length, tail = 0;
    if (length > most) {
        for (head = most; (text[head] & 0xC0) == 0x80;) {
            head--;
        }
        for (tail = length - most; (text[tail] & 0xC0) == 0x80;) {
            tail++;
        }
    }
    char begin[END_BYTES + 1];
    snprintf(begin, sizeof begin, "%.*s", (int)head, text);
    wanted->texts[index].begun = wanted->texts[index].begun || app_shows_text(app, begin);
    wanted->texts[index].ended = wanted->texts[index].ended || app_shows_text(app, text + tail);
}

static void look(Visit *visit, Place place)
{
    Check *check = visit->check;
    Scene scene =
        scene_make(app_list(visit->app), visit->comfort, place, check->ink, &check->findings);
    scene.lexicon = check->lexicon;
    rules_check(&scene);
    check->looked++;
    for (int i = 0; i < visit->wanted.count; i++) {
        look_for(visit->app, &scene.theme, &visit->wanted, i);
    }
}

static void report_missing(Visit *visit)
{
    Scene scene = scene_make(app_list(visit->app), visit->comfort, PLACE_STILL, visit->check->ink,
                             &visit->check->findings);
    const Wanted *wanted = &visit->wanted;
    for (int i = 0; i < wanted->count; i++) {
        if (!wanted->texts[i].begun || !wanted->texts[i].ended) {
            scene_report(&scene, "text missing", "\"%s\"", wanted->texts[i].text);
        }
    }
}

/* Texts that a page's edge cuts, to find those that it cuts wherever the page stands. */
typedef struct CutTexts {
    uint64_t hashes[64];
    int count;
} CutTexts;

static bool is_cut(const DrawItem *item)
{
    return item->kind == DRAW_TEXT && (item->as.text.line.y < item->clip.y ||
                                       box_bottom(item->as.text.line) > box_bottom(item->clip));
}

static CutTexts cut_texts(const Visit *visit)
{
    const DrawList *list = app_list(visit->app);
    CutTexts cut = {.count = 0};
    Scene scene =
        scene_make(list, visit->comfort, PLACE_TOP, visit->check->ink, &visit->check->findings);
    for (size_t i = scene.first; i < list->count && cut.count < 64; i++) {
        if (is_cut(&list->items[i])) {
            cut.hashes[cut.count++] = list->items[i].hash;
        }
    }
    return cut;
}

/* What stands still while the page scrolls must not be cut by its edges. */
static void check_standing(Visit *visit, const CutTexts *at_top)
{
    Scene scene = scene_make(app_list(visit->app), visit->comfort, PLACE_END, visit->check->ink,
                             &visit->check->findings);
    for (size_t i = scene.first; i < scene.list->count; i++) {
        const DrawItem *item = &scene.list->items[i];
        for (int k = 0; k < at_top->count && is_cut(item); k++) {
            Box clip = item->clip;
            Box ink = item->kind == DRAW_TEXT ? ink_box(scene.ink, item) : clip;
            bool cut = ink.y < clip.y || box_bottom(ink) > box_bottom(clip);
            if (cut && at_top->hashes[k] == item->hash) {
                scene_report(&scene, "standing text cut", "%s", scene_describe(item));
            }
        }
    }
}

static bool has_seen_all(const Wanted *wanted)
{
    for (int i = 0; i < wanted->count; i++) {
        if (!wanted->texts[i].begun || !wanted->texts[i].ended) {
            return false;
        }
    }
    return true;
}

/* A page that scrolls: its end, a page above it, its top, and as much further down as it takes to
 * see what is wanted. */
static void look_along(Visit *visit, uint64_t at_top, const CutTexts *cut)
{
    look(visit, PLACE_END);
    check_standing(visit, cut);
    press(visit, KEY_PAGE_UP);
    if (hash_list(app_list(visit->app)) != at_top) {
        look(visit, PLACE_MIDDLE);
    }
    press(visit, KEY_TOP);
    look(visit, PLACE_TOP);
    for (int i = 0; i < PAGES_MOST && !has_seen_all(&visit->wanted); i++) {
        uint64_t before = hash_list(app_list(visit->app));
        press(visit, KEY_PAGE_DOWN);
        if (hash_list(app_list(visit->app)) == before) {
            break;
        }
        look(visit, PLACE_MIDDLE);
    }
    /* Upwards the pages part at other places: a text that one page's edge cut then shows whole. */
    press(visit, KEY_END);
    for (int i = 0; i < PAGES_MOST && !has_seen_all(&visit->wanted); i++) {
        uint64_t before = hash_list(app_list(visit->app));
        press(visit, KEY_PAGE_UP);
        if (hash_list(app_list(visit->app)) == before) {
            break;
        }
        look(visit, PLACE_MIDDLE);
    }
}

/* Taps the key of the keyboard on the glass; false where there is none. */
static bool tap_key(Visit *visit, Action key)
{
    const DrawList *list = app_list(visit->app);
    for (size_t i = 0; i < list->count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->kind == DRAW_TARGET && action_key(action_of(item)) == action_key(key)) {
            Point at = {item->box.x + item->box.w / 2, item->box.y + item->box.h / 2};
            app_touch(visit->app, (Touch){TOUCH_DOWN, 1, at, visit->now});
            app_touch(visit->app, (Touch){TOUCH_UP, 1, at, visit->now});
            press(visit, KEY_TOP);
            return true;
        }
    }
    return false;
}

/* All pages of the keyboard, and the search without it. */
static void look_at_keyboard(Visit *visit)
{
    for (int page = PAGE_COUNT - 1; page >= 0; page--) {
        if (tap_key(visit, (Action){ACTION_TYPE, TYPE_PAGE, (uint64_t)page})) {
            look(visit, PLACE_TOP);
        }
    }
    if (tap_key(visit, (Action){ACTION_TYPE, TYPE_DONE, 0})) {
        look(visit, PLACE_TOP);
    }
}

/* A status with everything to say, in texts without a place to break. */
static void set_facts(App *app)
{
    StaffFacts facts = {.version = "10.20.30-rc4",
                        .running_since = TODAY,
                        .source = "/run/media/assembly-secretariat/WORKSTATION-OF-THE-SECRETARIAT/"
                                  "lobby-display-content-2022-06-03-final.db",
                        .shown_from = "/var/lib/foyer/state/good/000017.db",
                        .shown_since = TODAY,
                        .refused = "news item \"2022-06-03-observers-briefed\": it has no title "
                                   "in any language: write one, or take the item out",
                        .refused_at = TODAY,
                        .storage = "the folder /var/lib/foyer/state cannot be written: "
                                   "No space left on device",
                        .memory_kb = 123456,
                        .fault_count = 9};
    for (int i = 0; i < STAFF_FAULTS_MOST; i++) {
        snprintf(facts.faults[i], sizeof facts.faults[i],
                 "line %d: \"rotaion\" is no setting; did you mean rotation?", i * 7);
    }
    app_set_facts(app, &facts);
}

static bool tap_action(Visit *visit, ActionKind kind, int choice)
{
    const DrawList *list = app_list(visit->app);
    for (size_t i = list->count; i > 0; i--) {
        const DrawItem *item = &list->items[i - 1];
        Action action = action_of(item);
        if (item->kind == DRAW_TARGET && action.kind == kind && action.screen == choice) {
            Point at = {item->box.x + item->box.w / 2, item->box.y + item->box.h / 2};
            app_touch(visit->app, (Touch){TOUCH_DOWN, 1, at, visit->now});
            app_touch(visit->app, (Touch){TOUCH_UP, 1, at, visit->now});
            come_to_rest(visit);
            return true;
        }
    }
    return false;
}

/* What the staff's pages come to only when something is done on them. */
static void look_at_staff(Visit *visit, const char *name)
{
    if (strcmp(name, "staff/pin") == 0) {
        for (int i = 0; i < 6; i++) { /* wrong so often that the next one has to wait */
            visit->now += 60 * TIME_S;
            app_text(visit->app, "123456789012", visit->now);
            look(visit, PLACE_STILL);
            app_key(visit->app, KEY_ENTER, visit->now);
        }
        come_to_rest(visit);
        look(visit, PLACE_STILL);
    } else if (strcmp(name, "staff/rotate") == 0 && tap_action(visit, ACTION_STAFF, STAFF_TURN)) {
        look(visit, PLACE_TOP);
        press(visit, KEY_END);
        look(visit, PLACE_END);
        press(visit, KEY_ESCAPE); /* and it hangs as before */
    }
}

/* Slides of the idle loop in other places than the first: see Care. */
static void look_at_moved(Visit *visit)
{
    enum { SLIDES = 12 };
    Error error = {{0}};
    CHECK(app_show_screen(visit->app, "idle", visit->now, &error));
    for (int i = 0; i < SLIDES; i++) {
        come_to_rest(visit);
        look(visit, PLACE_STILL);
        visit->now += 60 * TIME_S;
    }
}

static void check_screen(Visit *visit, const char *name)
{
    Error error = {{0}};
    Findings *findings = &visit->check->findings;
    if (strcmp(name, "idle/moved") == 0) {
        look_at_moved(visit);
        return;
    }
    if (!app_show_screen(visit->app, name, visit->now, &error)) {
        printf("%s: cannot be shown: %s\n", findings->label, error.text);
        findings->count++;
        return;
    }
    come_to_rest(visit);
    uint64_t at_top = hash_list(app_list(visit->app)), before = at_top;
    CutTexts cut = cut_texts(visit);
    bool slide = strncmp(name, "idle", 4) == 0 || strcmp(name, "still-there") == 0;
    /* A long page measures itself as it is read, so that its end is found in several steps. */
    for (int i = 0; i < 8 && !slide; i++) { /* a slide would end with any key */
        press(visit, KEY_END);
        if (hash_list(app_list(visit->app)) == before) {
            break;
        }
        before = hash_list(app_list(visit->app));
    }
    if (before == at_top) {
        look(visit, PLACE_STILL);
    } else {
        look_along(visit, at_top, &cut);
    }
    report_missing(visit);
    if (strncmp(name, "search", 6) == 0) {
        look_at_keyboard(visit);
    } else if (strncmp(name, "staff", 5) == 0) {
        look_at_staff(visit, name);
    }
}

/* ---- all of them ---- */

/* In the short form each display shows every fourth of the made-up news items, and the next one
 * the others: they are alike, and laying all of them out everywhere is most of the work. */
static bool is_wanted(const Check *check, int name, const char *label)
{
    if (!check->whole && strncmp(check->names[name], "news/", 5) == 0 &&
        (name + check->display) % 4 != 0) {
        return false;
    }
    return check->filter == NULL || strstr(label, check->filter) != NULL;
}

static bool check_display(Check *check, Box size, int language, Comfort comfort)
{
    static const char *const CONTRASTS[] = {
        [CONTRAST_STANDARD] = "", [CONTRAST_HIGH] = " high", [CONTRAST_DARK] = " dark"};
    Error error = {{0}};
    App *app = NULL;
    Glass *glass = NULL;
    const char *code = content_language(check->content, language)->code;
    AppOptions options = {.data_path = check->data,
                          .fonts = check->fonts,
                          .language = code,
                          .search = check->search,
                          .text_percent = comfort.text_percent,
                          .contrast = comfort.contrast,
                          .reach = comfort.reach};
    Visit visit = {.check = check, .comfort = comfort, .now = TIME_S};
    for (int i = 0; i < check->name_count; i++) {
        char label[256];
        snprintf(label, sizeof label, "%dx%d %s %d%s%s %s", size.w, size.h, code,
                 comfort.text_percent, CONTRASTS[comfort.contrast],
                 comfort.reach == REACH_LOW ? " low" : "", check->names[i]);
        if (!is_wanted(check, i, label)) {
            continue;
        }
        if (app == NULL) {
            glass = glass_create_memory(size.w, size.h, ROTATE_0, &error);
            app = glass != NULL ? app_create(&options, glass, &error) : NULL;
            if (app == NULL) {
                printf("%s: %s\n", label, error.text);
                glass_destroy(glass);
                return false;
            }
            set_facts(app);
            (void)app_step(app, visit.now, TODAY); /* tells it the date */
            visit.app = app;
        }
        findings_begin(&check->findings, label);
        visit.wanted = wanted_texts(check, check->names[i], language);
        if (comfort.reach == REACH_LOW && strncmp(check->names[i], "idle/", 5) == 0) {
            visit.wanted.count = min_i32(visit.wanted.count, 1); /* half a slide says its name */
        }
        check_screen(&visit, check->names[i]);
    }
    app_destroy(app);
    glass_destroy(glass);
    check->display++;
    return true;
}

static bool check_all(Check *check)
{
    int languages = content_language_count(check->content);
    bool good = true;
    for (int size = 0; good && size < SIZE_COUNT; size++) {
        for (int language = 0; good && language < languages; language++) {
            for (int percent = 100; good && percent <= 150; percent += 25) {
                Comfort comfort = {.text_percent = percent, .motion = true};
                bool turn = (size + language + percent / 50) % 3 == 0;
                if (check->whole || (turn && percent != 125 && language < 2)) {
                    good = check_display(check, SIZES[size], language, comfort);
                }
            }
        }
    }
    return good;
}

/* Low reach at every size; the palettes change nothing but colours, so that three sizes show all
 * there is to see. */
static bool check_comforts(Check *check)
{
    static const Comfort COMFORTS[] = {
        {100, CONTRAST_STANDARD, REACH_LOW, true}, {150, CONTRAST_STANDARD, REACH_LOW, true},
        {100, CONTRAST_HIGH, REACH_FULL, true},    {150, CONTRAST_DARK, REACH_FULL, true},
        {125, CONTRAST_DARK, REACH_LOW, true},     {150, CONTRAST_HIGH, REACH_LOW, true}};
    int languages = content_language_count(check->content), turn = 0;
    bool good = true;
    for (int size = 0; good && size < SIZE_COUNT; size++) {
        Box box = SIZES[size];
        bool usual = (box.w == 800) || (box.w == 1920) || (box.w == 1080);
        for (int language = 0; good && language < languages; language++) {
            for (size_t i = 0; good && i < sizeof COMFORTS / sizeof *COMFORTS; i++) {
                bool wanted = i < 2 || usual;
                /* Of made-up content one of these at a time, in one language. */
                bool one = usual && language == turn % 2 && (int)i == turn % 6;
                turn += check->whole || one ? 1 : 0;
                if (check->whole ? wanted : one) {
                    good = check_display(check, box, language, COMFORTS[i]);
                }
            }
        }
    }
    return good;
}

static bool open_content(Check *check, const char *kind, Error *error)
{
    const char *source = getenv("FOYER_TEST_SOURCE"), *build = getenv("FOYER_TEST_BUILD");
    snprintf(check->fonts, sizeof check->fonts, "%s/fonts", source != NULL ? source : ".");
    snprintf(check->data, sizeof check->data, "%s/lobby.db", build != NULL ? build : ".");
    bool shipped = strcmp(kind, "shipped") == 0;
    if (!shipped) {
        MadeContent made = MADE_CONTENT_EXTREME;
        snprintf(check->data, sizeof check->data, "%s/layout-extreme.db",
                 build != NULL ? build : ".");
        (void)remove(check->data);
        if (!make_content(check->data, &made, error)) {
            return false;
        }
    }
    check->content = content_open(check->data, error);
    check->search = search_worker_here(check->data, error);
    if (check->content != NULL && shipped) {
        check->lexicon = lexicon_create(check->content);
    }
    return check->content != NULL && check->search != NULL;
}

int main(int argc, char **argv)
{
    if (argc < 2 || (strcmp(argv[1], "shipped") != 0 && strcmp(argv[1], "extreme") != 0)) {
        fprintf(stderr, "layout_check shipped|extreme [FILTER]\n");
        return 2;
    }
    static Check check; /* large, and one */
    Error error = {{0}};
    check.whole = argc > 2 || form_is_long() || strcmp(argv[1], "shipped") == 0;
    check.filter = argc > 2 ? argv[2] : NULL;
    check.findings.most = argc > 2 ? 100000 : 25;
    arena_init(&check.arena, 1 << 16);
    bool good = open_content(&check, argv[1], &error);
    check.ink = good ? ink_create(check.fonts) : NULL;
    if (check.ink == NULL) {
        fprintf(stderr, "layout_check: %s\n", good ? "cannot open the typefaces" : error.text);
        good = false;
    }
    if (good) {
        collect_names(&check);
        good = check_all(&check) && check_comforts(&check);
    }
    for (int i = 0; i < 32 && check.findings.kinds[i].kind != NULL; i++) {
        printf("%6d %s\n", check.findings.kinds[i].count, check.findings.kinds[i].kind);
    }
    printf("%d lists of %d screens looked at, %d findings\n", check.looked, check.name_count,
           check.findings.count);
    good = good && check.findings.count == 0 && check.looked > 0;
    ink_destroy(check.ink);
    lexicon_destroy(check.lexicon);
    content_destroy(check.content);
    search_worker_stop(check.search);
    arena_finish(&check.arena);
    return good ? 0 : 1;
}
