/* A table's rows put into the draft: each changes the item it names, or adds one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/check_file.h"
#include "desk/draft_parts.h"
#include "desk/import_cell.h"
#include "words/sentences.h"

enum { ROWS_MOST = 5000, CELL_SHOWN_BYTES = 400 };

typedef struct Import {
    Draft *draft;
    DocumentKind kind;
    StaffLanguage language;
    Changes changes;
    cJSON *rows; /* what is answered of each */
    int added, changed, same;
} Import;

/* ---- which item ---- */

static const char *title_key(DocumentKind kind)
{
    return kind == DOCUMENT_DELEGATION ? "name" : "title";
}

/* Whether the item has this very title in a language; its own is remembered cut. */
static bool has_title(Import *import, const Item *item, int language, const char *title)
{
    const char *begins = item->titles[language];
    if (item->is_removed || begins == NULL || strncmp(begins, title, strlen(begins)) != 0) {
        return false;
    }
    cJSON *document = changes_document(import->draft, &import->changes, import->kind, item->slug);
    const char *own = document_text_in(document, import->draft->languages.codes[language],
                                       title_key(import->kind));
    bool is_it = strcmp(own, title) == 0;
    cJSON_Delete(document);
    return is_it;
}

/* Two news items may have one title, but not on one day. */
static bool is_of_day(const Item *item, const char *day)
{
    Date date;
    return !date_parse(day, strlen(day), &date) || date_compare(item->date, date) == 0;
}

static const char *find_by_title(Import *import, const cJSON *wanted)
{
    const Draft *draft = import->draft;
    const ItemList *list = &draft->lists[import->kind];
    for (int k = 0; k < draft->languages.count; k++) {
        const char *title =
            document_text_in(wanted, draft->languages.codes[k], title_key(import->kind));
        for (int i = 0; title[0] != '\0' && i < list->count; i++) {
            if (has_title(import, list->items[i], k, title) &&
                is_of_day(list->items[i], document_text(wanted, "date"))) {
                return list->items[i]->slug;
            }
        }
    }
    return NULL;
}

static const char *find_delegation(void *context, const char *name)
{
    const Import *import = (const Import *)context;
    const ItemList *list = &import->draft->lists[DOCUMENT_DELEGATION];
    const Item *item = item_find(list, name);
    if (item != NULL && !item->is_removed) {
        return item->slug;
    }
    for (int i = 0; i < list->count; i++) {
        for (int k = 0; k < import->draft->languages.count && !list->items[i]->is_removed; k++) {
            const char *title = list->items[i]->titles[k];
            if (title != NULL && strcmp(title, name) == 0) {
                return list->items[i]->slug;
            }
        }
    }
    return NULL;
}

/* ---- one row ---- */

static void add_fault(Import *import, cJSON *faults, const char *field, CellResult result)
{
    static const struct {
        const char *what, *what_to_do;
    } SAID[] = {
        [CELL_NO_FIELD] = {SENTENCE("there is no such column"),
                           SENTENCE("choose what the column is, or leave it out")},
        [CELL_NO_NUMBER] = {SENTENCE("is not a whole number"), SENTENCE("write it in digits")},
        [CELL_NO_YES_NO] = {SENTENCE("is neither yes nor no"), SENTENCE("write yes or no")},
        [CELL_NO_MEMORY] = {SENTENCE("there is not enough memory"), ""},
    };
    const Fault fault = {.field = field,
                         .severity = FINDING_ERROR,
                         .what = sentence(import->language, SAID[result].what),
                         .what_to_do = sentence(import->language, SAID[result].what_to_do)};
    document_add_fault(faults, &fault);
}

static bool is_cell(const cJSON *cell)
{
    return cJSON_IsString(cell) && cell->valuestring[0] != '\0' &&
           strcmp(cell->string, "slug") != 0;
}

/* Puts the row's cells into the document; an empty cell leaves what is there. */
static void put_cells(Import *import, const cJSON *row, cJSON *document, cJSON *faults)
{
    const CellTarget target = {import->kind, &import->draft->languages, find_delegation, import};
    const cJSON *cell = NULL;
    cJSON_ArrayForEach(cell, row)
    {
        CellResult result = is_cell(cell)
                                ? cell_put(&target, document, cell->string, cell->valuestring)
                                : CELL_DONE;
        if (result != CELL_DONE) {
            add_fault(import, faults, cell->string, result);
        }
    }
}

/* Cut between letters where it is long. */
static void add_cut(cJSON *object, const char *key, char *text)
{
    size_t count = text != NULL ? strlen(text) : 0;
    if (count > CELL_SHOWN_BYTES) {
        for (count = CELL_SHOWN_BYTES - strlen("…");
             count > 0 && ((unsigned char)text[count] & 0xC0) == 0x80; count--) {
        }
        (void)strcpy(text + count, "…");
    }
    (void)cJSON_AddStringToObject(object, key, text != NULL ? text : "");
    free(text);
}

/* What the row makes otherwise, field by field; whether there is anything. */
static bool say_fields(const cJSON *row, const cJSON *old, const cJSON *new, cJSON *fields)
{
    bool any = false;
    const cJSON *cell = NULL;
    cJSON_ArrayForEach(cell, row)
    {
        char *before = is_cell(cell) ? cell_get(old, cell->string) : NULL;
        char *after = before != NULL ? cell_get(new, cell->string) : NULL;
        if (before != NULL && after != NULL && strcmp(before, after) != 0) {
            cJSON *field = cJSON_CreateObject();
            (void)cJSON_AddStringToObject(field, "field", cell->string);
            add_cut(field, "old", before);
            add_cut(field, "new", after);
            (void)cJSON_AddItemToArray(fields, field);
            any = true;
        } else {
            free(before);
            free(after);
        }
    }
    return any;
}

static const char *title_of(const Import *import, const cJSON *document)
{
    const DocumentLanguages *languages = &import->draft->languages;
    for (int i = 0; i < languages->count; i++) {
        const char *title =
            document_text_in(document, languages->codes[i], title_key(import->kind));
        if (title[0] != '\0') {
            return title;
        }
    }
    return "";
}

/* The item that the row is about, by its slug or its title, in `slug`; empty: a new one. */
static void find_item(Import *import, const cJSON *row, const cJSON *wanted,
                      char slug[DRAFT_SLUG_BYTES])
{
    const char *named = document_text(row, "slug");
    const Item *item = item_find(&import->draft->lists[import->kind], named);
    const char *found = item != NULL && !item->is_removed ? item->slug : NULL;
    if (found == NULL && changes_find(&import->changes, (int)import->kind, named) != NULL) {
        found = named; /* a row above has added it */
    }
    found = found != NULL ? found : find_by_title(import, wanted);
    (void)snprintf(slug, DRAFT_SLUG_BYTES, "%s", found != NULL ? found : "");
}

static void put_row(Import *import, int number, const cJSON *row)
{
    char slug[DRAFT_SLUG_BYTES];
    Draft *draft = import->draft;
    cJSON *said = cJSON_CreateObject(), *wanted = cJSON_CreateObject();
    cJSON *fields = cJSON_AddArrayToObject(said, "fields");
    cJSON *faults = cJSON_AddArrayToObject(said, "faults");
    put_cells(import, row, wanted, faults);
    find_item(import, row, wanted, slug);
    bool is_new = slug[0] == '\0';
    cJSON *old = is_new ? NULL : changes_document(draft, &import->changes, (int)import->kind, slug);
    cJSON *new = old != NULL ? cJSON_Duplicate(old, true) : cJSON_CreateObject();
    if (old != NULL) {
        cJSON *ignored = cJSON_CreateArray(); /* said above */
        put_cells(import, row, new, ignored);
        cJSON_Delete(ignored);
    } else {
        cJSON_Delete(new);
        new = wanted;
        wanted = NULL;
    }
    bool is_change = say_fields(row, old, new, fields);
    if (is_new && is_change &&
        !draft_free_slug(draft, (int)import->kind, document_text(row, "slug"), new,
                         &import->changes, slug)) {
        is_change = false;
    }
    if (is_change) {
        changes_add(draft, &import->changes, (int)import->kind, slug, new);
        if (is_new && import->kind == DOCUMENT_DELEGATION) {
            draft_order_with(draft, &import->changes, slug, true);
        }
    }
    import->added += is_change && is_new;
    import->changed += is_change && !is_new;
    import->same += !is_change;
    (void)cJSON_AddNumberToObject(said, "row", number);
    (void)cJSON_AddStringToObject(said, "slug", slug);
    (void)cJSON_AddStringToObject(said, "title", title_of(import, new));
    (void)cJSON_AddStringToObject(said, "state", !is_change ? "same" : is_new ? "new" : "changed");
    if (!cJSON_AddItemToArray(import->rows, said)) {
        cJSON_Delete(said);
        import->changes.is_short = true;
    }
    cJSON_Delete(old);
    cJSON_Delete(new);
    cJSON_Delete(wanted);
}

/* ---- all of them ---- */

/* What is wrong with each row's item as the row makes it. */
static void say_faults(Import *import)
{
    static const char *const CODES[] = {[STAFF_ENGLISH] = "en", [STAFF_RUSSIAN] = "ru"};
    cJSON *said = NULL;
    cJSON_ArrayForEach(said, import->rows)
    {
        if (document_text(said, "slug")[0] == '\0') {
            continue; /* an empty row */
        }
        cJSON *document = changes_document(import->draft, &import->changes, (int)import->kind,
                                           document_text(said, "slug"));
        (void)draft_check_document(import->draft, (int)import->kind, document,
                                   CODES[import->language], document_add_fault,
                                   cJSON_GetObjectItemCaseSensitive(said, "faults"));
        cJSON_Delete(document);
    }
}

static DraftResult import_rows(Import *import, const cJSON *rows, Error *error)
{
    int number = 0;
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        if (!cJSON_IsObject(row)) {
            (void)error_set(error, "the table makes no sense");
            return DRAFT_REFUSED;
        }
        put_row(import, number++, row);
    }
    if (import->changes.is_short) {
        (void)error_set(error, "there is not enough memory");
        return DRAFT_FAILED;
    }
    return draft_check_room(import->draft, (int)import->kind, import->added, error);
}

DraftResult draft_import(Draft *draft, const char *by, const DraftTable *table, cJSON *answer,
                         Error *error)
{
    Import import = {.draft = draft, .language = staff_language(table->language)};
    if (!document_kind_find(table->kind, &import.kind) ||
        (import.kind != DOCUMENT_NEWS && import.kind != DOCUMENT_DELEGATION) ||
        !cJSON_IsArray(table->rows)) {
        (void)error_set(error, "the table makes no sense");
        return DRAFT_REFUSED;
    }
    if (cJSON_GetArraySize(table->rows) > ROWS_MOST) {
        (void)error_set(error, "a table has at most %d rows: take it in in parts", ROWS_MOST);
        return DRAFT_REFUSED;
    }
    import.rows = cJSON_AddArrayToObject(answer, "rows");
    draft_lock(draft);
    DraftResult result = import_rows(&import, table->rows, error);
    if (result == DRAFT_DONE) {
        say_faults(&import);
    }
    if (result == DRAFT_DONE && table->apply) {
        Plan plan = {.kind = PLAN_STEP, .by = by, .what = "import", .note = ""};
        result = changes_apply(draft, &import.changes, &plan, error);
        draft_close_steps(draft, by);
    }
    draft_unlock(draft);
    changes_finish(&import.changes);
    (void)cJSON_AddNumberToObject(answer, "new", import.added);
    (void)cJSON_AddNumberToObject(answer, "changed", import.changed);
    (void)cJSON_AddNumberToObject(answer, "same", import.same);
    (void)cJSON_AddBoolToObject(answer, "applied", result == DRAFT_DONE && table->apply);
    return result;
}
