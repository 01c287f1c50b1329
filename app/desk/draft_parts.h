/* Draft parts: what the files draft*.c share, for them only. */
#ifndef FOYER_DESK_DRAFT_PARTS_H
#define FOYER_DESK_DRAFT_PARTS_H

#include <pthread.h>

#include "content/rewrite.h"
#include "desk/document.h"
#include "desk/draft.h"
#include "desk/store.h"

/* Besides the kinds of documents: the order of the delegations, one item "delegation", whose
 * document is the list of their slugs. */
enum { DRAFT_ORDER = DOCUMENT_KIND_COUNT, DRAFT_KINDS };

/* What is held in memory of an item; its document is in the store. */
typedef struct Item {
    char slug[DRAFT_SLUG_BYTES];
    bool is_removed; /* only its revision is remembered */
    int64_t revision, change;
    char by[DRAFT_NAME_BYTES];
    uint64_t digest;                     /* of the document */
    char *titles[CONTENT_LANGUAGES_MAX]; /* by language index; NULL: none */
    unsigned missing;                    /* bit by bit: the languages that lack it */
    Date date, from, until;              /* year 0: none, or nonsense */
    bool pinned;                         /* or urgent */
    char *keys;                          /* of its titles' words, for find: " lbelarus orosiia" */
    int faults, errors;                  /* as of `checked`; without missing languages */
    int64_t checked;                     /* the change that the faults are of; -1: none */
    Date checked_on;
} Item;

/* All items of a kind, also the removed, by their slugs. */
typedef struct ItemList {
    Item **items;
    int count, room;
    int live; /* not removed */
} ItemList;

enum { DRAFT_OPEN_STEPS = 64, DRAFT_VISITS = 256 };

/* The step that more typing into the same item goes into. */
typedef struct OpenStep {
    int64_t id; /* 0: free */
    int kind;
    char by[DRAFT_NAME_BYTES], slug[DRAFT_SLUG_BYTES];
    Time began;
} OpenStep;

typedef struct Visit {
    int session; /* 0: free */
    char name[DRAFT_NAME_BYTES], at[DRAFT_SLUG_BYTES + 16];
    Time seen;
} Visit;

/* What was published last, as far as it is compared with. */
typedef struct Published {
    uint64_t fingerprint; /* of the file, and of the languages it was compared in; 0: none */
    ItemList lists[DRAFT_KINDS];
} Published;

struct Draft {
    pthread_mutex_t lock; /* of all that follows, down to the next lock */
    Store *store;
    Time (*now)(void);
    int64_t (*seconds)(void);
    int64_t change;
    int64_t surroundings; /* the last change that could make or mend a fault of another item */
    ItemList lists[DRAFT_KINDS];
    DocumentLanguages languages;
    char (*order)[DRAFT_SLUG_BYTES]; /* of the delegations */
    int order_count;
    OpenStep open[DRAFT_OPEN_STEPS];
    Visit visits[DRAFT_VISITS];
    Published published;

    pthread_mutex_t file_lock; /* taken before `lock` */
    char *file;                /* FOLDER/draft.db */
    Writer *writer;            /* of it; NULL: it is to be made anew */
    int64_t file_change;       /* the change that it is of */
    uint64_t file_languages;   /* a digest of those it was made for */
};

/* ---- draft_index.c: items in memory ---- */

/* The item, also where it has been removed; NULL. */
Item *item_find(const ItemList *list, const char *slug);

/* A new item of what is stored; `document` is the parsed one, NULL where it has been removed. NULL:
 * no memory. */
Item *item_new(const Draft *draft, int kind, const StoredItem *stored, const cJSON *document);
void item_free(Item *item);

/* Makes room for so many more, so that item_set cannot fail. */
bool item_reserve(ItemList *list, int more);

/* Puts the item in its place; one with its slug goes. */
void item_set(ItemList *list, Item *item);
void item_list_finish(ItemList *list);

/* What people call an item: the beginning of its title in the language, else in the first that has
 * one; malloc'ed, the caller's. Empty: none; NULL: no memory. */
char *index_title(const Draft *draft, int kind, const cJSON *document, const char *language);

/* Adds "title": {LANGUAGE: TITLE} of an item to a JSON object. */
bool index_add_titles(const Draft *draft, const Item *item, cJSON *object);

/* Reads all items from the store. */
bool index_load(Draft *draft, Error *error);

/* Reads the languages, and the order of the delegations, from their documents. */
void index_languages(Draft *draft, const cJSON *lobby);
bool index_order(Draft *draft, const cJSON *order);

/* The kind of a name, also "order"; false where there is none. */
bool index_kind(const char *name, int *kind);
const char *index_kind_name(int kind);

/* The live items of a kind in the order in which they are shown: malloc'ed, the caller's; NULL: no
 * memory. `*count` of them. */
Item **index_sorted(const Draft *draft, int kind, int *count);

/* ---- draft_changes.c: changing items, with undo ---- */

typedef struct Change {
    int kind;
    char slug[DRAFT_SLUG_BYTES];
    char *before, *after; /* JSON, malloc'ed: the change's; NULL: it is not there */
} Change;

typedef struct Changes {
    Change *all;
    int count, room;
    bool is_short; /* of memory: then it is good for nothing */
} Changes;

/* Adds a change of the item to `after`, which may be NULL; what it is before is looked up. An item
 * that is in it already gets another `after`. */
void changes_add(Draft *draft, Changes *changes, int kind, const char *slug, const cJSON *after);

/* The same for an item that is known not to be in it: for many. */
void changes_append(Draft *draft, Changes *changes, int kind, const char *slug, const cJSON *after);

/* The same where what it is before is known, and need not be looked up. */
void changes_append_known(Changes *changes, int kind, const char *slug, const char *before,
                          const cJSON *after);

const Change *changes_find(const Changes *changes, int kind, const char *slug);
void changes_finish(Changes *changes);

/* The document of an item as it is with the changes: parsed, the caller's; NULL where it is not
 * there. */
cJSON *changes_document(Draft *draft, const Changes *changes, int kind, const char *slug);

typedef enum PlanKind {
    PLAN_BEGIN,  /* no step: it cannot be undone */
    PLAN_STEP,   /* a new step */
    PLAN_EXTEND, /* into a step that is there */
    PLAN_UNDO,
    PLAN_REDO
} PlanKind;

typedef struct Plan {
    PlanKind kind;
    const char *by, *what, *note;
    int64_t step; /* in: of PLAN_EXTEND, PLAN_UNDO, PLAN_REDO; out: of PLAN_STEP */
} Plan;

/* Writes the changes to the store and to memory, all or none. */
DraftResult changes_apply(Draft *draft, const Changes *changes, Plan *plan, Error *error);

/* The document's text as it is stored, malloc'ed; NULL: there is none. */
char *draft_stored_text(Draft *draft, int kind, const char *slug);

/* Fills `now` with an item as it stands. */
bool draft_read_item(Draft *draft, int kind, const char *slug, DraftItem *now);

/* Finds a slug for a new item, made of its title, or of `title`, that is neither in the draft nor
 * in `besides`. */
bool draft_free_slug(const Draft *draft, int kind, const char *title, const cJSON *document,
                     const Changes *besides, char slug[DRAFT_SLUG_BYTES]);

/* Adds to the changes that a delegation stands at the end of the order, or not in it. */
void draft_order_with(Draft *draft, Changes *changes, const char *slug, bool is_in);

/* The order of the delegations as a document; NULL: no memory. */
cJSON *draft_order_document(const char *const *slugs, int count);

/* Whether so many more of a kind may be added. */
DraftResult draft_check_room(const Draft *draft, int kind, int more, Error *error);

/* With the lock: tells of everything wrong with a document; the number of errors. */
int draft_check_document(Draft *draft, int kind, const cJSON *document, const char *language,
                         FaultSink sink, void *context);

/* Forgets the steps of a person, or of all for NULL, that typing goes into. */
void draft_close_steps(Draft *draft, const char *by);

/* ---- draft_take.c ---- */

/* With the lock: makes the draft what the data file holds. */
DraftResult draft_take_file(Draft *draft, const char *file, Plan *plan, Error *error);

/* ---- draft_file.c ---- */

/* draft_people.c: whether a window other than `session` has just been there. */
bool draft_visit_counts(const Draft *draft, const Visit *visit, int session);

void draft_lock(Draft *draft);
void draft_unlock(Draft *draft);

#endif
