/* Content: an immutable snapshot of one data file.
 *
 * Loaded by content_open(), shown by the screens, freed whole. Delegations, languages, settings
 * and an index of the news (one small row an item) are held in one arena; headlines, bodies and
 * pictures are read from the same open file when asked for, so that 5,000 news items start as fast
 * as one. This folder is the only user of SQLite. What is wrong with a file is said here; what is
 * done about it is the app's matter. */
#ifndef FOYER_CONTENT_CONTENT_H
#define FOYER_CONTENT_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"

#define CONTENT_LANGUAGES_MAX 8
#define CONTENT_APPLICATION_ID 0x466F7972 /* "Foyr" */
#define CONTENT_USER_VERSION 1

typedef struct Content Content;

/* A hash of an item's slug ("belarus"): the same in every file that holds it. Never 0. */
typedef uint64_t Id;
#define ID_NONE ((Id)0)

/* A text in each language of the file, by language index; NULL where a language lacks it. */
typedef struct LocalText {
    const char *in[CONTENT_LANGUAGES_MAX];
} LocalText;

/* A text as it is to be shown: in the language asked for, else in the first that has it. */
typedef struct ShownText {
    const char *text; /* NULL where no language has it */
    int language;     /* the index of the language it is in */
} ShownText;

typedef struct Language {
    const char *code; /* "en" */
    const char *name; /* in itself: "English" */
} Language;

typedef struct Chamber {
    LocalText name;
    int deputies;        /* 0 or more */
    const char *website; /* "house.gov.by" or "https://…"; NULL where none is known */
} Chamber;

typedef struct Delegation {
    Id id;
    const char *slug;
    LocalText name;           /* "Belarus" */
    LocalText official_name;  /* "Republic of Belarus"; may be all NULL */
    LocalText parliament;     /* may be all NULL */
    LocalText representative; /* may be all NULL */
    LocalText role;           /* what else the representative is; may be all NULL */
    Id flag;                  /* a picture, or ID_NONE */
    int deputies;             /* of all chambers */
    int chamber_count;
    const Chamber *chambers;
} Delegation;

/* A news item without its body. */
typedef struct NewsHead {
    Id id;
    const char *slug;
    Date date;
    Date from, until; /* the first and last day it is shown; year 0: no bound */
    bool pinned;
    LocalText title;
    LocalText lead;    /* for lists: what the file gives as its summary, else the first paragraph of
                          the body as plain text; at most 600 bytes, cut between words with "…" */
    LocalText opening; /* for the idle slide: the beginning of the body as plain text on one line,
                          headings and pictures left out; at most 600 bytes, cut the same way */
    int words;         /* of the body, in the language with most; estimated past 8,000 letters */
    int delegation_count;
    const Id *delegations; /* in the file's order; all exist */
    Id picture;            /* the first in the first 8,000 letters of its body, or ID_NONE */
} NewsHead;

typedef struct Settings {
    Time delegation_dwell; /* how long a delegation's slide stays */
    Time news_dwell;       /* the least a news item's slide stays */
    Time idle_wait;        /* without a touch, until "Are you still there?" */
    Time still_there;      /* its countdown */
    int idle_news;         /* how many news items the idle loop shows at most */
    int first_language;    /* index */
} Settings;

/* A sentence or two across the bottom of the idle loop and of home. */
typedef struct Notice {
    Id id;
    const char *slug;
    LocalText text;
    Date from, until; /* the first and last day it is shown; year 0: no bound */
    bool urgent;
} Notice;

/* ---- the body of a news item, parsed (content/body.c) ---- */

typedef enum BlockKind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_QUOTE,  /* a paragraph inside a quotation */
    BLOCK_PICTURE /* text is the caption, may be empty */
} BlockKind;

enum { SPAN_EMPHASIS = 1, SPAN_STRONG = 2, SPAN_LINK = 4 };

/* A stretch of a block's text that is not plain. In order, not overlapping. */
typedef struct Span {
    uint32_t start, length; /* bytes */
    uint32_t flags;         /* SPAN_… */
    const char *link;       /* with SPAN_LINK: where it goes; else NULL */
} Span;

typedef struct Block {
    BlockKind kind;
    int depth;        /* heading: 1 to 6; list item: 1 at the outermost; else 0 */
    int number;       /* list item: its number in an ordered list, 0 in a bulleted one */
    const char *text; /* plain UTF-8, one space between words, '\n' for a hard break */
    size_t length;    /* bytes */
    int span_count;
    const Span *spans;
    Id picture; /* with BLOCK_PICTURE */
} Block;

typedef struct Body {
    int block_count;
    const Block *blocks;
    int words;
} Body;

/* Parses Markdown into blocks in `arena`; a picture's address is the slug of a picture of the
 * file, and one that the file lacks is left out. False where there is no memory. */
struct Arena;
bool body_parse(struct Arena *arena, const char *markdown, size_t count, Body *out);

/* ---- one file ---- */

/* Opens and loads `path`; NULL with the reason in words that staff understand. Nothing is ever
 * written to the file. A single bad item (a picture that does not decode comes later) is left out
 * and logged. */
Content *content_open(const char *path, Error *error);
void content_destroy(Content *content); /* NULL is fine */

int content_language_count(const Content *content); /* 1 to CONTENT_LANGUAGES_MAX */
const Language *content_language(const Content *content, int index);
/* The index of the language with this code, or -1. */
int content_find_language(const Content *content, const char *code);

const Settings *content_settings(const Content *content);
LocalText content_organisation(const Content *content);
/* A hash of everything in the file; equal files give equal values. Names a snapshot in caches. */
uint64_t content_version(const Content *content);

ShownText content_text(const LocalText *text, int language);

int content_delegation_count(const Content *content); /* 1 or more: a file without is refused */
const Delegation *content_delegation(const Content *content, int index); /* in their order */
int content_find_delegation(const Content *content, Id id);              /* index, or -1 */

/* News, the pinned first, then the newest first. */
int content_news_count(const Content *content);
int content_find_news(const Content *content, Id id); /* index, or -1 */
/* Never NULL for an index in range (an unreadable row gives an item without texts). Borrowed until
 * 128 other items have been asked for. */
const NewsHead *content_news(Content *content, int index);

/* The day of an item, and whether it is pinned: at hand for every item, unlike its texts. */
Date content_news_date(const Content *content, int index, bool *pinned);

/* Fills `out` with the indexes of the news shown on `today`, in order, at most `most`; the number
 * written. `today` with year 0 (the clock is not to be believed): nothing is hidden. Where no item
 * is current, the newest three of those whose first day has come. */
int content_current_news(const Content *content, Date today, int *out, int most);

/* All of them: their number, and in `*out` their indexes in order, borrowed until the next call
 * with another day. */
int content_all_current_news(Content *content, Date today, const int **out);

/* The body of a news item in the language asked for, else in the first that has it; NULL where no
 * language has one or it cannot be read. Borrowed until 4 other bodies have been asked for. */
const Body *content_body(Content *content, Id news, int language, int *shown_language);

/* ---- notices and the day ---- */

int content_notice_count(const Content *content);
const Notice *content_notice(const Content *content, int index);

/* Fills `out` with the indexes of the notices shown on `today` (as in content_current_news), the
 * urgent first, at most `most`; the number written. */
int content_current_notices(const Content *content, Date today, int *out, int most);

/* Of which day the content is; year 0 where the file does not say. */
Date content_day(const Content *content);

/* ---- pictures ---- */

typedef struct PictureSize {
    int w, h; /* px as stored; 0 × 0 where the file has no such picture */
} PictureSize;

PictureSize content_picture_size(const Content *content, Id picture);

/* The encoded PNG or JPEG, malloc'ed: the caller frees it. NULL where it cannot be read. */
void *content_picture_bytes(Content *content, Id picture, size_t *count);

/* The Id of a slug. */
Id content_id(const char *slug);

#endif
