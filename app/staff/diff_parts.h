/* Diff parts: what the files of `foyer diff` share, for them only. */
#ifndef FOYER_STAFF_DIFF_PARTS_H
#define FOYER_STAFF_DIFF_PARTS_H

#include "staff/diff.h"
#include "staff/progress.h"

enum { DIFF_LABEL_BYTES = 400 };

typedef struct Diff {
    Content *old, *new;
    DiffSink sink;
    void *context;
    int count;
    int language_count; /* that both have */
    int old_language[CONTENT_LANGUAGES_MAX], new_language[CONTENT_LANGUAGES_MAX];
    const char *code[CONTENT_LANGUAGES_MAX];
    StaffLanguage language;
    const Words *words; /* of it */
    Progress progress;
    char screen[160]; /* of the item that is compared; empty: none */
} Diff;

/* What is said from here on is about the item with this slug; NULL: about none. */
void diff_set_item(Diff *diff, const char *screen, const char *slug);

/* Says one sentence; `format` is English, and said in staff's language. */
void diff_say(Diff *diff, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says what became of a text: "LABEL: WHAT (ru) "a" → "b"". NULL: there is none. Here and below the
 * label is in staff's language already, and `what` is English. */
void diff_text(Diff *diff, const char *label, const char *what, const char *code, const char *old,
               const char *new);

/* The same for each language that both have. */
void diff_texts(Diff *diff, const char *label, const char *what, const LocalText *old,
                const LocalText *new);

/* Says what became of a day: "LABEL: WHAT 1 July 2022 → none". */
void diff_day(Diff *diff, const char *label, const char *what, Date old, Date new);

/* "3 June 2022", or "none"; in `out`, which is returned. */
const char *diff_date(const Diff *diff, Date date, char out[64]);

/* Adds ", shown from 1 July 2022", ", shown until …" to the text in `out`. */
void diff_add_days(const Diff *diff, Date from, Date until, char *out, size_t size);

/* Which language of the content staff read its names and titles in: their own where it has it, else
 * its first. */
int diff_reads(const Diff *diff, const Content *content);

/* The text cut at 80 letters; in `out`, which is returned. */
const char *diff_brief(const char *text, char out[DIFF_LABEL_BYTES]);

/* Whether two pictures are the same bytes. */
bool diff_same_picture(Diff *diff, Id old, Id new);

/* diff_delegation.c, diff_news.c */
void diff_delegations(Diff *diff);
void diff_news(Diff *diff);
void diff_notices(Diff *diff);

#endif
