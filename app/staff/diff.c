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
    char *said = NULL;
    va_list args;
    va_start(args, format);
    int count = vasprintf(&said, sentence(diff->language, format), args);
    va_end(args);
    diff->count++;
    progress_end(&diff->progress); /* the sentence stands on a line of its own */
    diff->sink(diff->context, diff->screen[0] != '\0' ? diff->screen : NULL,
               count >= 0 ? said : sentence(diff->language, "something changes"));
    if (count >= 0) {
        free(said);
    }
}

void diff_set_item(Diff *diff, const char *screen, const char *slug)
{
    diff->screen[0] = '\0';
    if (slug != NULL) {
        (void)snprintf(diff->screen, sizeof diff->screen, "%s/%.140s", screen, slug);
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
    what = sentence(diff->language, what);
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
    if (date.year == 0) {
        (void)snprintf(out, 64, "%s", sentence(diff->language, "none"));
        return out;
    }
    return words_date(diff->words, date, out, 64);
}

void diff_day(Diff *diff, const char *label, const char *what, Date old, Date new)
{
    char a[64], b[64];
    if (date_compare(old, new) != 0) {
        diff_say(diff, "%s: %s %s → %s", label, sentence(diff->language, what),
                 diff_date(diff, old, a), diff_date(diff, new, b));
    }
}

void diff_add_days(const Diff *diff, Date from, Date until, char *out, size_t size)
{
    char first[64], last[64];
    size_t at = strlen(out), room = size - at;
    (void)diff_date(diff, from, first);
    (void)diff_date(diff, until, last);
    if (from.year != 0 && until.year != 0) {
        (void)snprintf(out + at, room, sentence(diff->language, ", shown from %s until %s"), first,
                       last);
    } else if (from.year != 0) {
        (void)snprintf(out + at, room, sentence(diff->language, ", shown from %s"), first);
    } else if (until.year != 0) {
        (void)snprintf(out + at, room, sentence(diff->language, ", shown until %s"), last);
    }
}

int diff_reads(const Diff *diff, const Content *content)
{
    int own = content_find_language(content, diff->words->code);
    return own >= 0 ? own : content_settings(content)->first_language;
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
        diff_text(diff, sentence(diff->language, "Languages"), "name", language->code,
                  content_language(diff->old, old)->name, language->name);
    }
    for (int i = 0; i < content_language_count(diff->old); i++) {
        const Language *language = content_language(diff->old, i);
        if (content_find_language(diff->new, language->code) < 0) {
            diff_say(diff, "Language removed: %s (%s)", language->name, language->code);
        }
    }
    say_language_order(diff);
}

static int seconds(Time time)
{
    return (int)(time / TIME_S);
}

static void diff_settings(Diff *diff)
{
    const Settings *old = content_settings(diff->old), *new = content_settings(diff->new);
    const Language *a = content_language(diff->old, old->first_language);
    const Language *b = content_language(diff->new, new->first_language);
    if (strcmp(a->code, b->code) != 0) {
        diff_say(diff, "The display starts in %s → %s", a->name, b->name);
    }
    if (old->delegation_dwell != new->delegation_dwell) {
        diff_say(diff, "A delegation's slide stays %d → %d seconds", seconds(old->delegation_dwell),
                 seconds(new->delegation_dwell));
    }
    if (old->news_dwell != new->news_dwell) {
        diff_say(diff, "A news item's slide stays at least %d → %d seconds",
                 seconds(old->news_dwell), seconds(new->news_dwell));
    }
    if (old->idle_wait != new->idle_wait) {
        diff_say(diff, "\"Are you still there?\" is asked after %d → %d seconds without a touch",
                 seconds(old->idle_wait), seconds(new->idle_wait));
    }
    if (old->still_there != new->still_there) {
        diff_say(diff, "A visitor has %d → %d seconds to answer", seconds(old->still_there),
                 seconds(new->still_there));
    }
    if (old->idle_news != new->idle_news) {
        diff_say(diff, "The idle loop shows at most %d → %d news items", old->idle_news,
                 new->idle_news);
    }
    LocalText was = content_organisation(diff->old), is = content_organisation(diff->new);
    diff_texts(diff, sentence(diff->language, "Organisation"), "name", &was, &is);
    diff_day(diff, sentence(diff->language, "Content"), "of the day", content_day(diff->old),
             content_day(diff->new));
}

int diff_contents(Content *old, Content *new, StaffLanguage language, DiffSink sink, void *context)
{
    Diff diff = {.old = old,
                 .new = new,
                 .sink = sink,
                 .context = context,
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

static void print_sentence(void *context, const char *screen, const char *said)
{
    (void)context;
    (void)screen;
    printf("%s\n", said);
}

int verb_diff(int argc, char **argv)
{
    static const OptionRules rules = {
        .verb = "diff", .takes = OPTION_LANG, .words = 2, .words_are = "OLD NEW"};
    Options options;
    Error error = {""};
    if (!options_parse(&rules, argc, argv, &options, &error)) {
        return options_refuse("diff", &error);
    }
    StaffLanguage language = staff_language(options.language);
    Given given_old = {.file = ""}, given_new = {.file = ""};
    Status status;
    Content *new = NULL, *old = given_open(&given_old, options.words[0], &status, &error);
    if (old != NULL) {
        new = given_open(&given_new, options.words[1], &status, &error);
    }
    if (new == NULL) {
        (void)options_refuse("diff", &error);
    } else if (diff_contents(old, new, language, print_sentence, NULL) == 0) {
        printf("%s\n", sentence(language, "Nothing changes."));
    }
    content_destroy(old);
    content_destroy(new);
    given_finish(&given_old);
    given_finish(&given_new);
    return (int)status;
}
