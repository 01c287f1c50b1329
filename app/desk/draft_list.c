/* Lists of the items, for people: what is shown now and why not, what is missing, what is not as it
 * is published. See draft.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "content/check_file.h"
#include "content/search_key.h"
#include "desk/draft_parts.h"
#include "shell/clock.h"
#include "words/sentences.h"

static Date today_of(const Draft *draft)
{
    return clock_wall_at(draft->seconds()).date;
}

/* ---- faults ---- */

static bool has(void *context, const char *kind, const char *slug)
{
    const Draft *draft = (const Draft *)context;
    if (strcmp(kind, "picture") == 0) {
        return store_picture_has(draft->store, slug);
    }
    const Item *item = item_find(&draft->lists[DOCUMENT_DELEGATION], slug);
    return item != NULL && !item->is_removed;
}

int draft_check_document(Draft *draft, int kind, const cJSON *document, const char *language,
                         FaultSink sink, void *context)
{
    DocumentCheck check = {.languages = &draft->languages,
                           .language = language,
                           .today = today_of(draft),
                           .has = has,
                           .has_context = draft,
                           .sink = sink,
                           .context = context};
    DocumentLanguages own;
    if (kind == DOCUMENT_LOBBY) { /* which is about languages to come */
        document_languages(document, &own);
        check.languages = &own;
    }
    return document_check(&check, (DocumentKind)kind, document);
}

int draft_check(Draft *draft, const char *kind, const cJSON *document, const char *language,
                cJSON *list)
{
    DocumentKind which;
    if (!document_kind_find(kind, &which)) {
        return 0;
    }
    draft_lock(draft);
    int errors =
        draft_check_document(draft, (int)which, document, language, document_add_fault, list);
    draft_unlock(draft);
    return errors;
}

static void count_fault(void *context, const Fault *fault)
{
    Item *item = (Item *)context;
    item->faults += !fault->is_missing_language;
    item->errors += fault->severity == FINDING_ERROR;
}

/* Counts the item's faults, unless nothing has changed since that could concern them. */
static void count_faults(Draft *draft, int kind, Item *item)
{
    Date today = today_of(draft);
    DraftItem now;
    if (item->checked >= item->change && item->checked >= draft->surroundings &&
        date_compare(item->checked_on, today) == 0) {
        return;
    }
    item->faults = item->errors = 0;
    if (draft_read_item(draft, kind, item->slug, &now)) {
        (void)draft_check_document(draft, kind, now.document, "en", count_fault, item);
        draft_item_finish(&now);
    }
    item->checked = draft->change;
    item->checked_on = today;
}

/* ---- what is published ---- */

static bool note_published(void *context, DocumentKind kind, const char *slug, cJSON *document,
                           Error *error)
{
    Draft *draft = (Draft *)context;
    StoredItem stored = {.slug = slug, .by = ""};
    ItemList *list = &draft->published.lists[kind];
    Item *item = strlen(slug) < DRAFT_SLUG_BYTES && item_reserve(list, 1)
                     ? item_new(draft, (int)kind, &stored, document)
                     : NULL;
    if (item != NULL) {
        item_set(list, item);
    }
    cJSON_Delete(document);
    return item != NULL || error_set(error, "there is not enough memory");
}

/* The order of the delegations is published, too. */
static bool note_order(Draft *draft, Content *content)
{
    int count = content_delegation_count(content);
    const char **slugs = (const char **)malloc((size_t)count * sizeof *slugs);
    for (int i = 0; slugs != NULL && i < count; i++) {
        slugs[i] = content_delegation(content, i)->slug;
    }
    cJSON *order = slugs != NULL ? draft_order_document(slugs, count) : NULL;
    StoredItem stored = {.slug = "delegation", .by = ""};
    ItemList *list = &draft->published.lists[DRAFT_ORDER];
    Item *item = order != NULL && item_reserve(list, 1)
                     ? item_new(draft, DRAFT_ORDER, &stored, order)
                     : NULL;
    if (item != NULL) {
        item_set(list, item);
    }
    cJSON_Delete(order);
    free(slugs);
    return item != NULL;
}

static uint64_t fingerprint_of(const Draft *draft, const char *path)
{
    struct stat status;
    if (path == NULL || stat(path, &status) != 0) {
        return 0;
    }
    uint64_t print = hash_bytes(HASH_SEED, &draft->languages, sizeof draft->languages);
    print = hash_u64(print, (uint64_t)status.st_ino);
    print = hash_u64(print, (uint64_t)status.st_size);
    print = hash_u64(print, (uint64_t)status.st_mtim.tv_sec);
    return hash_u64(print, (uint64_t)status.st_mtim.tv_nsec) | 1;
}

/* Reads what was published, unless it has been since it changed. A file that is not there, or
 * cannot be read, is as good as none: then nothing is said to have changed. */
static bool know_published(Draft *draft, const char *path)
{
    uint64_t print = fingerprint_of(draft, path);
    if (print == draft->published.fingerprint) {
        return print != 0;
    }
    Error ignored = {{0}};
    for (int i = 0; i < DRAFT_KINDS; i++) {
        item_list_finish(&draft->published.lists[i]);
    }
    Content *content = print != 0 ? content_open(path, &ignored) : NULL;
    bool good = content != NULL && document_read_all(content, note_published, draft, &ignored) &&
                note_order(draft, content);
    content_destroy(content);
    for (int i = 0; !good && i < DRAFT_KINDS; i++) {
        item_list_finish(&draft->published.lists[i]);
    }
    draft->published.fingerprint = good ? print : 0;
    return good;
}

static const char *change_of(const Draft *draft, int kind, const Item *item)
{
    const Item *published = item_find(&draft->published.lists[kind], item->slug);
    return published == NULL ? "added" : published->digest != item->digest ? "changed" : "";
}

int draft_differs(Draft *draft, const char *published)
{
    int count = 0;
    draft_lock(draft);
    bool is_known = know_published(draft, published);
    for (int kind = 0; is_known && kind < DRAFT_KINDS; kind++) {
        const ItemList *list = &draft->lists[kind], *there = &draft->published.lists[kind];
        for (int i = 0; i < list->count; i++) {
            count += !list->items[i]->is_removed && change_of(draft, kind, list->items[i])[0] != 0;
        }
        for (int i = 0; i < there->count; i++) {
            const Item *item = item_find(list, there->items[i]->slug);
            count += item == NULL || item->is_removed;
        }
    }
    draft_unlock(draft);
    return count;
}

/* ---- what a visitor sees of it ---- */

static bool has_come(const Item *item, Date today)
{
    return item->from.year == 0 || date_compare(item->from, today) <= 0;
}

static bool is_over(const Item *item, Date today)
{
    return item->until.year != 0 && date_compare(item->until, today) < 0;
}

static bool has_text(const Draft *draft, const Item *item)
{
    return item->missing != (1u << draft->languages.count) - 1;
}

/* Of news none of which is current the newest three stay, of those whose first day has come: the
 * last that does, or NULL. `sorted` is in the order of the news. */
static const Item *last_that_stays(const Draft *draft, Item *const *sorted, int count, Date today)
{
    enum { STAY = 3 };
    const Item *last = NULL;
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (has_text(draft, sorted[i]) && has_come(sorted[i], today)) {
            if (!is_over(sorted[i], today)) {
                return NULL;
            }
            if (kept < STAY) {
                last = sorted[i];
                kept++;
            }
        }
    }
    return last;
}

typedef struct Listing {
    Draft *draft;
    const DraftQuery *query;
    StaffLanguage language;
    int kind;
    Date today;
    bool knows_published;
    const Item *last_kept; /* last_that_stays */
    bool is_past_kept;
} Listing;

static const char *state_of(Listing *l, Item *item, char why[200])
{
    char day[64];
    bool is_kept = l->last_kept != NULL && !l->is_past_kept;
    l->is_past_kept = l->is_past_kept || item == l->last_kept;
    why[0] = '\0';
    if (l->kind != DOCUMENT_LOBBY && !has_text(l->draft, item)) {
        (void)snprintf(why, 200, "%s",
                       sentence(l->language, SENTENCE("it has no text in any language")));
        return "hidden";
    }
    if (item->errors > 0) {
        (void)snprintf(why, 200, "%s",
                       sentence(l->language, SENTENCE("it has faults that have to be mended")));
        return "hidden";
    }
    if (!has_come(item, l->today)) {
        (void)words_date(staff_words(l->language), item->from, day, sizeof day);
        (void)snprintf(why, 200, sentence(l->language, SENTENCE("not yet: shown from %s")), day);
        return "coming";
    }
    if (is_over(item, l->today) && !(is_kept && l->kind == DOCUMENT_NEWS)) {
        (void)words_date(staff_words(l->language), item->until, day, sizeof day);
        (void)snprintf(why, 200, sentence(l->language, SENTENCE("over since %s")), day);
        return "over";
    }
    return "shown";
}

/* ---- finding ---- */

enum { FOUND_WORDS_MOST = 8 };

typedef struct Asked {
    int count;
    struct {
        int count;
        Key keys[KEY_TYPED_MOST];
    } words[FOUND_WORDS_MOST];
} Asked;

static void read_asked(const char *find, Asked *asked)
{
    KeyWord word;
    size_t at = 0, count = find != NULL ? strlen(find) : 0;
    asked->count = 0;
    while (asked->count < FOUND_WORDS_MOST && key_next_word(find, count, &at, &word)) {
        asked->words[asked->count].count = key_of_typed(&word, asked->words[asked->count].keys);
        asked->count++;
    }
}

/* Whether every word that was typed begins a word of the item. */
static bool is_found(const Item *item, const Asked *asked)
{
    for (int i = 0; i < asked->count; i++) {
        bool found = false;
        for (int k = 0; k < asked->words[i].count && !found; k++) {
            char sought[KEY_BYTES_MOST + 8];
            (void)snprintf(sought, sizeof sought, " %.*s", asked->words[i].keys[k].count,
                           asked->words[i].keys[k].bytes);
            found = item->keys != NULL && strstr(item->keys, sought) != NULL;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* ---- the list ---- */

static bool add_titles(const Draft *draft, const Item *item, cJSON *one)
{
    bool good = index_add_titles(draft, item, one);
    cJSON *missing = cJSON_AddArrayToObject(one, "missing");
    for (int i = 0; i < draft->languages.count; i++) {
        if (item->titles[i] == NULL) {
            (void)cJSON_AddItemToArray(missing, cJSON_CreateString(draft->languages.codes[i]));
        }
    }
    return good && missing != NULL;
}

/* Other windows that have the item open. */
static bool add_editing(const Listing *l, const Item *item, cJSON *one)
{
    char at[DRAFT_SLUG_BYTES + 16];
    cJSON *names = cJSON_AddArrayToObject(one, "editing");
    (void)snprintf(at, sizeof at, "%s/%s", index_kind_name(l->kind), item->slug);
    for (int i = 0; i < DRAFT_VISITS; i++) {
        const Visit *visit = &l->draft->visits[i];
        if (draft_visit_counts(l->draft, visit, l->query->session) && strcmp(visit->at, at) == 0) {
            (void)cJSON_AddItemToArray(names, cJSON_CreateString(visit->name));
        }
    }
    return names != NULL;
}

static bool add_item(Listing *l, Item *item, const char *state, const char *why,
                     const char *changed, cJSON *items)
{
    char date[24] = "";
    cJSON *one = cJSON_CreateObject();
    if (item->date.year != 0) {
        (void)snprintf(date, sizeof date, "%04d-%02d-%02d", item->date.year, item->date.month,
                       item->date.day);
    }
    bool good = cJSON_AddStringToObject(one, "kind", index_kind_name(l->kind)) != NULL &&
                cJSON_AddStringToObject(one, "slug", item->slug) != NULL &&
                cJSON_AddNumberToObject(one, "revision", (double)item->revision) != NULL &&
                cJSON_AddStringToObject(one, "date", date) != NULL &&
                cJSON_AddBoolToObject(one, "pinned", item->pinned) != NULL &&
                cJSON_AddStringToObject(one, "state", state) != NULL &&
                cJSON_AddStringToObject(one, "why", why) != NULL &&
                cJSON_AddStringToObject(one, "changed", changed) != NULL &&
                cJSON_AddNumberToObject(one, "faults", item->faults) != NULL &&
                cJSON_AddNumberToObject(one, "errors", item->errors) != NULL &&
                add_titles(l->draft, item, one) && add_editing(l, item, one) &&
                cJSON_AddItemToArray(items, one);
    if (!good) {
        cJSON_Delete(one);
    }
    return good;
}

static bool is_on_page(const Listing *l, int found)
{
    return found >= l->query->from && found - l->query->from < l->query->count;
}

/* Whether those of this state, and changed so, are asked for. */
static bool is_wanted(const Listing *l, const char *state, const char *change)
{
    const char *only = l->query->only;
    return only == NULL || only[0] == '\0' || strcmp(state, only) == 0 ||
           (strcmp(only, "hidden") == 0 && strcmp(state, "over") == 0) ||
           (strcmp(only, "changed") == 0 && change[0] != '\0');
}

/* What is published and has been removed here stands at the end: visitors still see it. */
static bool list_removed(Listing *l, const Asked *asked, int *found, cJSON *items)
{
    const ItemList *there = &l->draft->published.lists[l->kind];
    bool good = true;
    for (int i = 0; l->knows_published && good && i < there->count; i++) {
        const Item *item = item_find(&l->draft->lists[l->kind], there->items[i]->slug);
        if ((item == NULL || item->is_removed) && is_found(there->items[i], asked) &&
            is_wanted(l, "hidden", "removed")) {
            good = !is_on_page(l, *found) ||
                   add_item(l, there->items[i], "hidden",
                            sentence(l->language,
                                     SENTENCE("removed: visitors see it until you publish")),
                            "removed", items);
            (*found)++;
        }
    }
    return good;
}

static bool list_items(Listing *l, Item **sorted, int count, int *found, cJSON *items)
{
    Asked asked;
    bool good = true;
    read_asked(l->query->find, &asked);
    for (int i = 0; good && i < count; i++) {
        char why[200];
        bool is_there = is_found(sorted[i], &asked);
        /* What nobody has touched here since it was taken in has no errors, which hide an item. */
        if (is_there &&
            (l->query->only != NULL ? sorted[i]->by[0] != '\0' : is_on_page(l, *found))) {
            count_faults(l->draft, l->kind, sorted[i]);
        }
        const char *state = state_of(l, sorted[i], why);
        const char *change = l->knows_published ? change_of(l->draft, l->kind, sorted[i]) : "";
        is_there = is_there && is_wanted(l, state, change);
        bool is_listed = is_there && is_on_page(l, *found);
        if (is_listed && l->query->only != NULL) {
            count_faults(l->draft, l->kind, sorted[i]);
        }
        good = !is_listed || add_item(l, sorted[i], state, why, change, items);
        *found += is_there;
    }
    return good && list_removed(l, &asked, found, items);
}

cJSON *draft_query(Draft *draft, const DraftQuery *query)
{
    DocumentKind kind;
    cJSON *answer = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(answer, "items");
    int count = 0, found = 0;
    bool good = items != NULL;
    if (good && document_kind_find(query->kind, &kind)) {
        draft_lock(draft);
        Listing l = {.draft = draft,
                     .query = query,
                     .language = staff_language(query->language),
                     .kind = (int)kind,
                     .today = today_of(draft),
                     .knows_published = know_published(draft, query->published)};
        Item **sorted = index_sorted(draft, (int)kind, &count);
        good = sorted != NULL;
        if (good) {
            l.last_kept =
                kind == DOCUMENT_NEWS ? last_that_stays(draft, sorted, count, l.today) : NULL;
            good = list_items(&l, sorted, count, &found, items);
        }
        free(sorted);
        draft_unlock(draft);
    }
    if (!good || cJSON_AddNumberToObject(answer, "total", found) == NULL) {
        cJSON_Delete(answer);
        return NULL;
    }
    return answer;
}

/* ---- the whole, and what has changed ---- */

void draft_describe(Draft *draft, cJSON *object)
{
    DraftItem lobby;
    cJSON *languages = cJSON_AddArrayToObject(object, "languages");
    cJSON *organisation = cJSON_AddObjectToObject(object, "organisation");
    cJSON *counts = cJSON_AddObjectToObject(object, "counts");
    draft_lock(draft);
    for (int i = 0; i < draft->languages.count; i++) {
        cJSON *one = cJSON_CreateObject();
        (void)cJSON_AddStringToObject(one, "code", draft->languages.codes[i]);
        (void)cJSON_AddStringToObject(one, "name", draft->languages.names[i]);
        (void)cJSON_AddItemToArray(languages, one);
    }
    if (draft_read_item(draft, DOCUMENT_LOBBY, "lobby", &lobby)) {
        const cJSON *one;
        cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(lobby.document, "languages"))
        {
            const char *code = document_text(one, "code");
            const char *name = document_text(one, "organisation");
            if (code[0] != '\0' && name[0] != '\0' && !cJSON_HasObjectItem(organisation, code)) {
                (void)cJSON_AddStringToObject(organisation, code, name);
            }
        }
        draft_item_finish(&lobby);
    }
    for (int kind = DOCUMENT_DELEGATION; kind < DOCUMENT_KIND_COUNT; kind++) {
        (void)cJSON_AddNumberToObject(counts, index_kind_name(kind), draft->lists[kind].live);
    }
    draft_unlock(draft);
}

bool draft_changed(Draft *draft, int64_t since, cJSON *list)
{
    enum { CHANGED_MOST = 200 };
    int count = 0;
    draft_lock(draft);
    for (int kind = 0; kind < DRAFT_KINDS; kind++) {
        for (int i = 0; i < draft->lists[kind].count && count <= CHANGED_MOST; i++) {
            const Item *item = draft->lists[kind].items[i];
            if (item->change <= since || ++count > CHANGED_MOST) {
                continue;
            }
            cJSON *one = cJSON_CreateObject();
            (void)cJSON_AddStringToObject(one, "kind", index_kind_name(kind));
            (void)cJSON_AddStringToObject(one, "slug", item->slug);
            (void)cJSON_AddNumberToObject(one, "revision", (double)item->revision);
            (void)cJSON_AddStringToObject(one, "by", item->by);
            (void)cJSON_AddBoolToObject(one, "removed", item->is_removed);
            (void)cJSON_AddItemToArray(list, one);
        }
    }
    draft_unlock(draft);
    return count <= CHANGED_MOST;
}
