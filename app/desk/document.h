/* Document: an item as JSON, as staff write it, and its rows in a data file.
 *
 *     lobby       {"languages": [{"code", "name", "organisation"}], "first_language",
 *                  "delegation_dwell_s", "news_dwell_s", "idle_wait_s", "still_there_s",
 *                  "idle_news", "day"}
 *     delegation  {"flag", "chambers": [{"deputies", "website", "name": {"en": …}}],
 *                  "text": {"en": {"name", "official_name", "parliament", "representative",
 *                  "role"}}}
 *     news        {"date", "shown_from", "shown_until", "pinned", "delegations": [slug],
 *                  "text": {"en": {"title", "summary", "body"}}}
 *     notice      {"urgent", "shown_from", "shown_until", "text": {"en": …}}
 *
 * A document may hold nonsense while it is being typed. A text that is missing, empty or blank is
 * none. "day" is the day that the content is of, where it is not that of the newest news item. */
#ifndef FOYER_DESK_DOCUMENT_H
#define FOYER_DESK_DOCUMENT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "content/content.h"
#include "content/writer.h"

typedef enum DocumentKind {
    DOCUMENT_LOBBY,
    DOCUMENT_DELEGATION,
    DOCUMENT_NEWS,
    DOCUMENT_NOTICE,
    DOCUMENT_KIND_COUNT
} DocumentKind;

/* "lobby", "delegation", "news", "notice". */
const char *document_kind_name(DocumentKind kind);

/* False where there is no such kind. */
bool document_kind_find(const char *name, DocumentKind *kind);

/* The languages that a lobby's document names and that make sense, in their order. */
typedef struct DocumentLanguages {
    int count;
    char codes[CONTENT_LANGUAGES_MAX][4];
    char names[CONTENT_LANGUAGES_MAX][104]; /* cut where they are longer */
} DocumentLanguages;

void document_languages(const cJSON *lobby, DocumentLanguages *out);

/* ---- parts of a document ---- */

/* The text under `key`; "" where there is none, or only blanks, or no text. Borrowed. */
const char *document_text(const cJSON *object, const char *key);

/* The same of a language: of `text.en.title` with "en" and "title", of a notice with "en" and
 * NULL. */
const char *document_text_in(const cJSON *document, const char *language, const char *key);

bool document_is_true(const cJSON *object, const char *key);

/* A digest of all that the item puts into a data file: what is left out and what is empty are the
 * same, and so is the order of keys. Never 0. */
uint64_t document_digest(const cJSON *document, const DocumentLanguages *languages);

/* ---- what is wrong with it ---- */

typedef struct Fault {
    const char *field;             /* "text.en.title", "chambers.0.website", "shown_until" */
    int severity;                  /* FINDING_WARNING or FINDING_ERROR, of content/check_file.h */
    const char *what, *what_to_do; /* plain sentences, without a full stop; borrowed for the call */
    bool is_missing_language;      /* a text that another language has */
} Fault;

typedef void (*FaultSink)(void *context, const Fault *fault);

typedef struct DocumentCheck {
    const DocumentLanguages *languages;
    const char *language; /* of the sentences: "en" or "ru" */
    Date today;
    /* Whether there is such a "delegation" or "picture"; NULL: whatever is named is there. */
    bool (*has)(void *context, const char *kind, const char *slug);
    void *has_context;
    FaultSink sink;
    void *context;
} DocumentCheck;

/* Tells of everything wrong with a document; the number of errors. With none, every row of it is
 * one that the schema takes. */
int document_check(const DocumentCheck *check, DocumentKind kind, const cJSON *document);

/* Adds a fault to the array `context`, a cJSON, as {"field", "severity", "what", "what_to_do"}; a
 * FaultSink. */
void document_add_fault(void *context, const Fault *fault);

/* ---- to and from a data file ---- */

/* Handed each item of a data file, in the order of build; the document is the visitor's. False ends
 * the reading. */
typedef bool (*DocumentVisit)(void *context, DocumentKind kind, const char *slug, cJSON *document,
                              Error *error);

/* Reads all items of a file. False with the reason. */
bool document_read_all(Content *content, DocumentVisit visit, void *context, Error *error);

typedef struct DocumentTarget {
    Writer *writer;
    const DocumentLanguages *languages;
    /* Writes a picture that a row to come refers to, if it has not been. False: there is none. */
    bool (*put_picture)(void *context, const char *slug);
    /* Whether a delegation is in the file. */
    bool (*has_delegation)(void *context, const char *slug);
    /* Told of a row that the schema refused; may be NULL. */
    void (*refused)(void *context, const char *field, const char *why);
    void *context;
} DocumentTarget;

/* Writes the item's rows in the order of `foyer build`; of a delegation at `position`. What makes
 * no sense is left out. False, with the reason, where the writer is in trouble. */
bool document_write(const DocumentTarget *target, DocumentKind kind, const char *slug, int position,
                    const cJSON *document, Error *error);

#endif
