/* Writes the draft as `foyer build` would: rows in the same order, and those pictures alone that
 * are referred to. It reads the store as it was when it began; who types is not held up. */
#include <stdlib.h>
#include <string.h>

#include "content/check_file.h"
#include "desk/draft_parts.h"
#include "shell/clock.h"

typedef struct Building {
    Store *store; /* still */
    Writer *writer;
    DocumentLanguages languages;
    ItemList pictures;    /* written so far */
    ItemList delegations; /* in the file */
    DraftSink sink;
    void *context;
    const char *kind, *slug; /* the item under way */
    int faults;              /* of it */
    bool is_short;           /* of memory */
    Error *error;
    bool good;
} Building;

/* ---- small sets of slugs ---- */

static bool add_slug(Building *b, ItemList *list, const char *slug)
{
    Item *item = (Item *)calloc(1, sizeof *item);
    if (item == NULL || strlen(slug) >= sizeof item->slug || !item_reserve(list, 1)) {
        free(item);
        b->is_short = true;
        return false;
    }
    memcpy(item->slug, slug, strlen(slug) + 1);
    item_set(list, item);
    return true;
}

/* ---- pictures ---- */

static bool put_picture(void *context, const char *slug)
{
    Building *b = (Building *)context;
    Error ignored = {{0}};
    StoredPicture stored;
    if (item_find(&b->pictures, slug) != NULL) {
        return true;
    }
    if (!store_picture_get(b->store, slug, &stored, &ignored)) {
        return false;
    }
    WrittenPicture picture = {.slug = stored.slug,
                              .format = stored.format,
                              .size = {stored.width, stored.height},
                              .bytes = stored.bytes,
                              .count = stored.count};
    bool good = writer_picture(b->writer, &picture, &ignored) && add_slug(b, &b->pictures, slug);
    free(stored.bytes);
    return good;
}

/* ---- items ---- */

static bool has(void *context, const char *kind, const char *slug)
{
    Building *b = (Building *)context;
    return strcmp(kind, "picture") == 0
               ? item_find(&b->pictures, slug) != NULL || store_picture_has(b->store, slug)
               : item_find(&b->delegations, slug) != NULL;
}

static bool has_delegation(void *context, const char *slug)
{
    return has(context, "delegation", slug);
}

static void tell(Building *b, const char *field, const char *what)
{
    b->faults++;
    if (b->sink != NULL) {
        b->sink(b->context, b->kind, b->slug, field, what);
    }
}

static void tell_fault(void *context, const Fault *fault)
{
    if (fault->severity == FINDING_ERROR) {
        tell((Building *)context, fault->field, fault->what);
    }
}

static void tell_refused(void *context, const char *field, const char *why)
{
    tell((Building *)context, field, why);
}

/* Whether the item can be written; else it has been told. */
static bool is_sound(Building *b, DocumentKind kind, const char *slug, const cJSON *document)
{
    DocumentCheck check = {.languages = &b->languages,
                           .language = "en",
                           .today = clock_wall().date,
                           .has = has,
                           .has_context = b,
                           .sink = tell_fault,
                           .context = b};
    b->kind = document_kind_name(kind);
    b->slug = slug;
    return document_check(&check, kind, document) == 0;
}

static bool write_item(Building *b, DocumentKind kind, const char *slug, int position,
                       const cJSON *document)
{
    DocumentTarget target = {.writer = b->writer,
                             .languages = &b->languages,
                             .put_picture = put_picture,
                             .has_delegation = has_delegation,
                             .refused = tell_refused,
                             .context = b};
    if (!is_sound(b, kind, slug, document)) {
        /* Without languages there is nothing that could be written. */
        return kind != DOCUMENT_LOBBY ||
               error_set(b->error, "the languages or the settings have a fault: correct it first");
    }
    return document_write(&target, kind, slug, position, document, b->error) &&
           (kind != DOCUMENT_DELEGATION || add_slug(b, &b->delegations, slug));
}

/* ---- reading them ---- */

typedef struct Fetched {
    cJSON *document;
} Fetched;

static bool fetch(void *context, const StoredItem *stored)
{
    Fetched *fetched = (Fetched *)context;
    fetched->document = stored->document != NULL ? cJSON_Parse(stored->document) : NULL;
    return true;
}

/* The document; NULL where there is none. */
static cJSON *read_document(Building *b, const char *kind, const char *slug)
{
    Error ignored = {{0}};
    Fetched fetched = {NULL};
    (void)store_item_get(b->store, kind, slug, fetch, &fetched, &ignored);
    return fetched.document;
}

static bool write_one(Building *b, DocumentKind kind, const char *slug, int position)
{
    cJSON *document = read_document(b, document_kind_name(kind), slug);
    bool good = document == NULL || write_item(b, kind, slug, position, document);
    cJSON_Delete(document);
    return good;
}

static bool write_delegations(Building *b)
{
    cJSON *order = read_document(b, "order", "delegation");
    const cJSON *one;
    bool good = true;
    int position = 1;
    cJSON_ArrayForEach(one, order)
    {
        int before = b->delegations.count;
        good = good && write_one(b, DOCUMENT_DELEGATION, document_text(one, NULL), position);
        position += b->delegations.count > before;
    }
    cJSON_Delete(order);
    return good;
}

/* The notices in the order of their files' names, "a-b.yaml" before "a.yaml". */
static int compare_files(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t same = 0;
    while (x[same] != '\0' && x[same] == y[same]) {
        same++;
    }
    int at_x = x[same] != '\0' ? x[same] : '.', at_y = y[same] != '\0' ? y[same] : '.';
    return at_x - at_y;
}

typedef struct Slugs {
    char *all[DRAFT_NOTICES_MOST];
    int count;
} Slugs;

static bool note_notice(void *context, const StoredItem *stored)
{
    Slugs *slugs = (Slugs *)context;
    if (strcmp(stored->kind, "notice") == 0 && stored->document != NULL &&
        slugs->count < DRAFT_NOTICES_MOST) {
        slugs->all[slugs->count] = strdup(stored->slug);
        slugs->count += slugs->all[slugs->count] != NULL;
    }
    return true;
}

static bool write_notices(Building *b)
{
    Slugs slugs = {.count = 0};
    bool good = store_items(b->store, note_notice, &slugs, b->error);
    qsort(slugs.all, (size_t)slugs.count, sizeof slugs.all[0], compare_files);
    for (int i = 0; i < slugs.count; i++) {
        good = good && write_one(b, DOCUMENT_NOTICE, slugs.all[i], 0);
        free(slugs.all[i]);
    }
    return good;
}

static bool write_news(void *context, const StoredItem *stored)
{
    Building *b = (Building *)context;
    if (strcmp(stored->kind, "news") != 0 || stored->document == NULL) {
        return true;
    }
    cJSON *document = cJSON_Parse(stored->document);
    b->good = document != NULL ? write_item(b, DOCUMENT_NEWS, stored->slug, 0, document)
                               : error_set(b->error, "there is not enough memory");
    cJSON_Delete(document);
    return b->good;
}

static bool write_lobby(Building *b)
{
    cJSON *lobby = read_document(b, "lobby", "lobby");
    document_languages(lobby, &b->languages);
    bool good = lobby != NULL && write_item(b, DOCUMENT_LOBBY, "lobby", 0, lobby);
    cJSON_Delete(lobby);
    return good;
}

static bool write_all(Building *b)
{
    return write_lobby(b) && write_delegations(b) && write_notices(b) &&
           store_items(b->store, write_news, b, b->error) && b->good;
}

/* The items that all others stand beside, and the one. */
static bool write_only(Building *b, DocumentKind kind, const char *slug)
{
    bool is_there = kind == DOCUMENT_LOBBY || kind == DOCUMENT_DELEGATION;
    return write_lobby(b) && write_delegations(b) && (is_there || write_one(b, kind, slug, 0));
}

/* All of it, or the one. */
static bool build(Building *b, Draft *draft, const char *path, DocumentKind kind, const char *slug)
{
    bool good = false;
    b->store = store_open_still(draft->store, b->error);
    if (b->store == NULL) {
        return false;
    }
    b->writer = writer_create(path, b->error);
    if (b->writer != NULL) {
        good = (slug != NULL ? write_only(b, kind, slug) : write_all(b)) && !b->is_short &&
               writer_finish(b->writer, b->error);
    }
    if (!good && b->error->text[0] == '\0') {
        (void)error_set(b->error, "there is not enough memory");
    }
    writer_destroy(b->writer);
    item_list_finish(&b->pictures);
    item_list_finish(&b->delegations);
    store_close(b->store);
    return good;
}

bool draft_build(Draft *draft, const char *path, DraftSink sink, void *context, Error *error)
{
    Building b = {.sink = sink, .context = context, .error = error, .good = true};
    return build(&b, draft, path, DOCUMENT_KIND_COUNT, NULL);
}

bool draft_build_one(Draft *draft, const char *kind, const char *slug, const char *path,
                     Error *error)
{
    DocumentKind which;
    Building b = {.error = error, .good = true};
    return document_kind_find(kind, &which) ? build(&b, draft, path, which, slug)
                                            : error_set(error, "there is no such item");
}
