/* See diff.h: the verb, languages, settings, and how a change is said. */
#include "staff/diff.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "shell/options.h"
#include "staff/diff_parts.h"
#include "staff/given.h"

/* ---- saying it ---- */

void diff_say(Diff *diff, const char *format, ...)
{
    char *sentence = NULL;
    va_list args;
    va_start(args, format);
    int count = vasprintf(&sentence, format, args);
    va_end(args);
    diff->count++;
    progress_end(&diff->progress); /* the sentence stands on a line of its own */
    diff->sink(diff->context, count >= 0 ? sentence : "something changes");
    if (count >= 0) {
        free(sentence);
    }
}

/* " (ru)", or nothing where there is but one language. */
static const char *in_language(const Diff *diff, const char *code, char out[16])
{
    bool one = content_language_count(diff->new) == 1 && content_language_count(diff->old) == 1;
    out[0] = '\0';
    if (!one) {
        (void)snprintf(out, 16, " (%.8s)", code);
    }
    return out;
}

void diff_text(Diff *diff, const char *label, const char *what, const char *code, const char *old,
               const char *new)
{
    char in[16];
    (void)in_language(diff, code, in);
    if (old == NULL && new != NULL) {
        diff_say(diff, "%s: %s%s added: \"%s\"", label, what, in, new);
    } else if (old != NULL && new == NULL) {
        diff_say(diff, "%s: %s%s removed: \"%s\"", label, what, in, old);
    } else if (old != NULL && strcmp(old, new) != 0) {
        diff_say(diff, "%s: %s%s \"%s\" → \"%s\"", label, what, in, old, new);
    }
}

void diff_texts(Diff *diff, const char *label, const char *what, const LocalText *old,
                const LocalText *new)
{
    for (int i = 0; i < diff->language_count; i++) {
        diff_text(diff, label, what, diff->code[i], old->in[diff->old_language[i]],
                  new->in[diff->new_language[i]]);
    }
}

const char *diff_date(const Diff *diff, Date date, char out[64])
{
    return date.year != 0 ? words_date(diff->words, date, out, 64) : strcpy(out, "none");
}

void diff_day(Diff *diff, const char *label, const char *what, Date old, Date new)
{
    char a[64], b[64];
    if (date_compare(old, new) != 0) {
        diff_say(diff, "%s: %s %s → %s", label, what, diff_date(diff, old, a),
                 diff_date(diff, new, b));
    }
}

void diff_add_days(const Diff *diff, Date from, Date until, char *out, size_t size)
{
    char day[64];
    size_t at = strlen(out);
    if (from.year != 0) {
        (void)snprintf(out + at, size - at, ", shown from %s", diff_date(diff, from, day));
        at = strlen(out);
    }
    if (until.year != 0) {
        (void)snprintf(out + at, size - at, "%suntil %s", from.year != 0 ? " " : ", shown ",
                       diff_date(diff, until, day));
    }
}

const char *diff_brief(const char *text, char out[DIFF_LABEL_BYTES])
{
    enum { LETTERS_MOST = 80 };
    size_t count = text != NULL ? strlen(text) : 0, at = 0;
    for (int letters = 0; at < count && letters < LETTERS_MOST; letters++) {
        size_t length;
        (void)utf8_decode(text + at, count - at, &length);
        at += length;
    }
    (void)snprintf(out, DIFF_LABEL_BYTES, "%.*s%s", (int)at, text != NULL ? text : "",
                   at < count ? "…" : "");
    return out;
}

bool diff_same_picture(Diff *diff, Id old, Id new)
{
    if (old == ID_NONE || new == ID_NONE) {
        return old == new;
    }
    size_t old_count = 0, new_count = 0;
    void *old_bytes = content_picture_bytes(diff->old, old, &old_count);
    void *new_bytes = content_picture_bytes(diff->new, new, &new_count);
    bool same = old_bytes == NULL || new_bytes == NULL
                    ? old_bytes == new_bytes
                    : old_count == new_count && memcmp(old_bytes, new_bytes, old_count) == 0;
    free(old_bytes);
    free(new_bytes);
    return same;
}

/* ---- languages, the organisation, settings ---- */

/* The languages of the new content that are left where those of the old have gone, in its order. */
static void say_language_order(Diff *diff)
{
    bool other = false;
    for (int i = 1; i < diff->language_count; i++) {
        other = other || diff->old_language[i] < diff->old_language[i - 1];
    }
    if (!other) {
        return;
    }
    char list[1024] = "";
    for (int i = 0; i < content_language_count(diff->new); i++) {
        size_t at = strlen(list);
        (void)snprintf(list + at, sizeof list - at, "%s%.100s", i > 0 ? ", " : "",
                       content_language(diff->new, i)->name);
    }
    diff_say(diff, "Languages in another order: %s", list);
}

static void diff_languages(Diff *diff)
{
    for (int i = 0; i < content_language_count(diff->new); i++) {
        const Language *language = content_language(diff->new, i);
        int old = content_find_language(diff->old, language->code);
        if (old < 0) {
            diff_say(diff, "Language added: %s (%s)", language->name, language->code);
            continue;
        }
        int n = diff->language_count++;
        diff->old_language[n] = old;
        diff->new_language[n] = i;
        diff->code[n] = language->code;
        diff_text(diff, "Languages", "name", language->code, content_language(diff->old, old)->name,
                  language->name);
    }
    for (int i = 0; i < content_language_count(diff->old); i++) {
        const Language *language = content_language(diff->old, i);
        if (content_find_language(diff->new, language->code) < 0) {
            diff_say(diff, "Language removed: %s (%s)", language->name, language->code);
        }
    }
    say_language_order(diff);
}

static void diff_seconds(Diff *diff, const char *before, Time old, Time new, const char *behind)
{
    if (old != new) {
        diff_say(diff, "%s %d → %d %s", before, (int)(old / TIME_S), (int)(new / TIME_S), behind);
    }
}

static void diff_settings(Diff *diff)
{
    const Settings *old = content_settings(diff->old), *new = content_settings(diff->new);
    const Language *a = content_language(diff->old, old->first_language);
    const Language *b = content_language(diff->new, new->first_language);
    if (strcmp(a->code, b->code) != 0) {
        diff_say(diff, "The display starts in %s → %s", a->name, b->name);
    }
    diff_seconds(diff, "A delegation's slide stays", old->delegation_dwell, new->delegation_dwell,
                 "seconds");
    diff_seconds(diff, "A news item's slide stays at least", old->news_dwell, new->news_dwell,
                 "seconds");
    diff_seconds(diff, "\"Are you still there?\" is asked after", old->idle_wait, new->idle_wait,
                 "seconds without a touch");
    diff_seconds(diff, "A visitor has", old->still_there, new->still_there, "seconds to answer");
    if (old->idle_news != new->idle_news) {
        diff_say(diff, "The idle loop shows at most %d → %d news items", old->idle_news,
                 new->idle_news);
    }
    LocalText was = content_organisation(diff->old), is = content_organisation(diff->new);
    diff_texts(diff, "Organisation", "name", &was, &is);
    diff_day(diff, "Content", "of the day", content_day(diff->old), content_day(diff->new));
}

int diff_contents(Content *old, Content *new, StaffLanguage language, DiffSink sink, void *context)
{
    Diff diff = {.old = old,
                 .new = new,
                 .sink = sink,
                 .context = context,
                 .first = content_settings(new)->first_language,
                 .language = language,
                 .words = staff_words(language)};
    diff_languages(&diff);
    diff_settings(&diff);
    diff_delegations(&diff);
    diff_notices(&diff);
    diff_news(&diff);
    return diff.count;
}

/* ---- the verb ---- */

static void print_sentence(void *context, const char *sentence)
{
    (void)context;
    printf("%s\n", sentence);
}

int verb_diff(int argc, char **argv)
{
    static const OptionRules rules = {.verb = "diff", .words = 2, .words_are = "OLD NEW"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("diff", &error);
    }
    Given given_old = {.file = ""}, given_new = {.file = ""};
    Status status;
    Content *new = NULL, *old = given_open(&given_old, options.words[0], &status, &error);
    if (old != NULL) {
        new = given_open(&given_new, options.words[1], &status, &error);
    }
    if (new == NULL) {
        (void)options_refuse("diff", &error);
    } else if (diff_contents(old, new, STAFF_ENGLISH, print_sentence, NULL) == 0) {
        printf("Nothing changes.\n");
    }
    content_destroy(old);
    content_destroy(new);
    given_finish(&given_old);
    given_finish(&given_new);
    return (int)status;
}
