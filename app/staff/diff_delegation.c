/* What becomes of delegations, their chambers and their order. */
#include <stdio.h>
#include <string.h>

#include "content/writer.h"
#include "staff/diff_parts.h"

/* `content` is what it is from. */
static const char *name_of(const Diff *diff, const Content *content, const LocalText *text)
{
    const char *name = content_text(text, diff_reads(diff, content)).text;
    return name != NULL ? name : sentence(diff->language, "without a name");
}

/* ---- chambers ---- */

/* The old chamber that the new one at `index` was: by its place where there are as many as before,
 * else by its name. -1: none. */
static int chamber_before(const Diff *diff, const Delegation *old, const Delegation *new, int index)
{
    if (old->chamber_count == new->chamber_count) {
        return index;
    }
    for (int i = 0; i < old->chamber_count; i++) {
        for (int k = 0; k < diff->language_count; k++) {
            const char *was = old->chambers[i].name.in[diff->old_language[k]];
            const char *is = new->chambers[index].name.in[diff->new_language[k]];
            if (was != NULL && is != NULL && strcmp(was, is) == 0) {
                return i;
            }
        }
    }
    return -1;
}

static void diff_chamber(Diff *diff, const char *label, const Chamber *old, const Chamber *new)
{
    char whole[DIFF_LABEL_BYTES * 2], name[DIFF_LABEL_BYTES];
    (void)snprintf(whole, sizeof whole, "%s: %s", label,
                   diff_brief(name_of(diff, diff->new, &new->name), name));
    diff_texts(diff, label, "chamber's name", &old->name, &new->name);
    if (old->deputies != new->deputies) {
        diff_say(diff, "%s, deputies %d → %d", whole, old->deputies, new->deputies);
    }
    if (old->website == NULL && new->website != NULL) {
        diff_say(diff, "%s, website added: %s", whole, new->website);
    } else if (old->website != NULL && new->website == NULL) {
        diff_say(diff, "%s, website removed: %s", whole, old->website);
    } else if (old->website != NULL && strcmp(old->website, new->website) != 0) {
        diff_say(diff, "%s, website %s → %s", whole, old->website, new->website);
    }
}

/* `content` is the one that it is in. */
static void say_chamber(Diff *diff, const char *label, const Content *content,
                        const Chamber *chamber)
{
    char deputies[128];
    const char *name = name_of(diff, content, &chamber->name);
    (void)words_counted(diff->words, COUNTED_DEPUTIES, chamber->deputies, deputies,
                        sizeof deputies);
    if (content == diff->new) {
        diff_say(diff, "%s: chamber added: %s, %s", label, name, deputies);
    } else {
        diff_say(diff, "%s: chamber removed: %s, %s", label, name, deputies);
    }
}

static void diff_chambers(Diff *diff, const char *label, const Delegation *old,
                          const Delegation *new)
{
    bool met[WRITER_CHAMBERS] = {false}; /* no more are loaded */
    for (int i = 0; i < new->chamber_count; i++) {
        int was = chamber_before(diff, old, new, i);
        if (was < 0 || met[was]) {
            say_chamber(diff, label, diff->new, &new->chambers[i]);
        } else {
            met[was] = true;
            diff_chamber(diff, label, &old->chambers[was], &new->chambers[i]);
        }
    }
    for (int i = 0; i < old->chamber_count; i++) {
        if (!met[i]) {
            say_chamber(diff, label, diff->old, &old->chambers[i]);
        }
    }
}

/* ---- delegations ---- */

static void diff_delegation(Diff *diff, const Delegation *old, const Delegation *new)
{
    char label[DIFF_LABEL_BYTES];
    (void)diff_brief(name_of(diff, diff->new, &new->name), label);
    diff_texts(diff, label, "name", &old->name, &new->name);
    diff_texts(diff, label, "official name", &old->official_name, &new->official_name);
    diff_texts(diff, label, "parliament", &old->parliament, &new->parliament);
    diff_texts(diff, label, "representative", &old->representative, &new->representative);
    diff_texts(diff, label, "role", &old->role, &new->role);
    if (old->flag == ID_NONE && new->flag != ID_NONE) {
        diff_say(diff, "%s: flag added", label);
    } else if (old->flag != ID_NONE && new->flag == ID_NONE) {
        diff_say(diff, "%s: flag removed", label);
    } else if (!diff_same_picture(diff, old->flag, new->flag)) {
        diff_say(diff, "%s: another flag", label);
    }
    diff_chambers(diff, label, old, new);
}

static void say_delegation(Diff *diff, const Content *content, const Delegation *delegation)
{
    char deputies[128];
    const char *name = name_of(diff, content, &delegation->name);
    (void)words_counted(diff->words, COUNTED_DEPUTIES, delegation->deputies, deputies,
                        sizeof deputies);
    if (content == diff->new) {
        diff_say(diff, "Delegation added: %s, %s", name, deputies);
    } else {
        diff_say(diff, "Delegation removed: %s, %s", name, deputies);
    }
}

/* Whether those that both have come in another order. */
static void diff_order(Diff *diff)
{
    int last = -1;
    bool other = false;
    for (int i = 0; i < content_delegation_count(diff->new); i++) {
        int was = content_find_delegation(diff->old, content_delegation(diff->new, i)->id);
        other = other || (was >= 0 && was < last);
        last = was >= 0 ? was : last;
    }
    if (!other) {
        return;
    }
    char list[4096] = "";
    for (int i = 0; i < content_delegation_count(diff->new) && strlen(list) + 1000 < sizeof list;
         i++) {
        size_t at = strlen(list);
        (void)snprintf(list + at, sizeof list - at, "%s%.400s", i > 0 ? ", " : "",
                       name_of(diff, diff->new, &content_delegation(diff->new, i)->name));
    }
    diff_say(diff, "Delegations in another order: %s", list);
}

void diff_delegations(Diff *diff)
{
    for (int i = 0; i < content_delegation_count(diff->new); i++) {
        const Delegation *new = content_delegation(diff->new, i);
        int was = content_find_delegation(diff->old, new->id);
        diff_set_item(diff, "delegation", new->slug);
        if (was < 0) {
            say_delegation(diff, diff->new, new);
        } else {
            diff_delegation(diff, content_delegation(diff->old, was), new);
        }
    }
    for (int i = 0; i < content_delegation_count(diff->old); i++) {
        const Delegation *old = content_delegation(diff->old, i);
        if (content_find_delegation(diff->new, old->id) < 0) {
            diff_set_item(diff, "delegation", old->slug);
            say_delegation(diff, diff->old, old);
        }
    }
    diff_set_item(diff, NULL, NULL);
    diff_order(diff);
}
