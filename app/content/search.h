/* Search: finds delegations and news by the beginnings of words, as they are typed.
 *
 * The index is a file of its own, made from a data file that no longer changes (a good copy), never
 * in that file, and belongs to the one version of the content that it names. All languages are
 * searched at once, regardless of case and diacritics, ё as е, and across scripts: what is typed in
 * Latin letters finds Cyrillic and Armenian and the reverse (content/search_key.h).
 *
 * search_find works on the caller's thread, for the verb and tests. The display asks a
 * SearchWorker, which has a thread of its own, so that the keyboard never waits. */
#ifndef FOYER_CONTENT_SEARCH_H
#define FOYER_CONTENT_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "content/content.h"

typedef struct Search Search;

/* ---- answers ---- */

enum { SEARCH_RESULTS_MOST = 50, SEARCH_MARKS_MOST = 16, SEARCH_SUGGESTIONS_MOST = 5 };

typedef enum SearchKind { SEARCH_DELEGATION, SEARCH_NEWS } SearchKind;

/* Bytes of a text that match what was typed: whole letters, in order, not overlapping. */
typedef struct SearchMark {
    uint32_t start, length;
} SearchMark;

typedef struct SearchText {
    const char *text; /* one line; "" where there is none, never NULL */
    int language;     /* the index of the language it is in */
    int mark_count;
    SearchMark marks[SEARCH_MARKS_MOST];
} SearchText;

typedef struct SearchResult {
    SearchKind kind;
    Id id;
    const char *slug;
    SearchText title;   /* in the language asked for, else in the first that has it */
    SearchText context; /* a line of the rest around the first match; "…" where it is cut */
    bool is_near;       /* found with one letter wrong, missing, too many or swapped */
} SearchResult;

typedef enum SearchStatus {
    SEARCH_DONE,
    SEARCH_STOPPED, /* another question was asked meanwhile: what was found so far */
    SEARCH_BROKEN   /* the index is damaged or there is no memory: it is to be made anew */
} SearchStatus;

/* What one question brought. All texts live as long as the answer. */
typedef struct SearchAnswer {
    SearchStatus status;
    const char *words; /* as they were asked */
    int language;      /* as it was asked */
    uint64_t version;  /* of the content that was searched */
    int count;
    bool has_more; /* than the results that were asked for */
    /* Best first: delegations by name, by the rest of what they say, news by title, by text, the
     * newest first within each; then, in the same order, what is near. */
    SearchResult results[SEARCH_RESULTS_MOST];
    /* Where nothing was found: the nearest words that find something, the nearest first. */
    int suggestion_count;
    const char *suggestions[SEARCH_SUGGESTIONS_MOST];
    Arena arena;
} SearchAnswer;

/* The answer to the words, with at most `most` results (1 to SEARCH_RESULTS_MOST); the caller's.
 * Any bytes may be asked; the first 8 words count. No word: no results and no suggestions. NULL
 * only where there is no memory. */
SearchAnswer *search_find(Search *search, const char *words, int language, int most);

void search_answer_destroy(SearchAnswer *answer); /* NULL is fine */

/* ---- the index ---- */

/* Makes the index of the data file at `index_path`, under another name first, so that a whole
 * index is there or none. May take minutes on a board and takes bounded memory; stops when
 * `cancel_fd` (-1: none) becomes readable. False with the reason. */
bool search_build(const char *data_path, const char *index_path, int cancel_fd, Error *error);

/* Opens an index, trusting nothing in it. NULL with the reason where it is damaged, none of ours,
 * or of other content than `version` (content_version): it is to be made anew. */
Search *search_open(const char *index_path, uint64_t version, Error *error);

/* Makes an index held in memory and opens it, where no folder can be written; NULL with the
 * reason, also where it would take more than 64 MB. */
Search *search_create(const char *data_path, int cancel_fd, Error *error);

/* Of the content it was made from. */
uint64_t search_version(const Search *search);

/* May be called on another thread than the one that opened it, as all of the above: one at a
 * time. */
void search_close(Search *search); /* NULL is fine */

/* ---- off the drawing thread ---- */

typedef struct SearchWorker SearchWorker;

/* Starts the thread, which has no index yet. It calls `wake` (may be NULL) when there is an answer
 * to take. NULL only where there is no memory or no thread. */
SearchWorker *search_worker_start(void (*wake)(void *context), void *context, Error *error);

/* The same without a thread, for displays in virtual time: what is asked is answered when the
 * answer is taken, from an index of the data file that is held in memory and made when it is first
 * needed. Every run gives the same. */
SearchWorker *search_worker_here(const char *data_path, Error *error);

void search_worker_stop(SearchWorker *worker); /* NULL is fine; closes its index */

/* Searches this index, now the worker's, from here on (NULL: none); the last question is asked
 * again of it. Returns at once. */
void search_worker_use(SearchWorker *worker, Search *search);

/* The version of the content whose index is in use; 0: none. Where it is not content_version() of
 * what is shown, the index is still being made. */
uint64_t search_worker_version(SearchWorker *worker);

/* Asks; a question not answered yet is dropped. Returns at once. Without an index the question
 * waits for one. */
void search_worker_ask(SearchWorker *worker, const char *words, int language, int most);

/* The answer to the last question, now the caller's, once; NULL while there is none. Never waits
 * for the thread. */
SearchAnswer *search_worker_take(SearchWorker *worker);

#endif
