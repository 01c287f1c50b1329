/* Who has what open: what each window said last, for ten seconds. See draft.h. */
#include <stdio.h>
#include <string.h>

#include "desk/draft_parts.h"

#define VISIT_LASTS (10 * TIME_S)

bool draft_visit_counts(const Draft *draft, const Visit *visit, int session)
{
    return visit->session != 0 && visit->session != session &&
           draft->now() - visit->seen < VISIT_LASTS;
}

void draft_visit(Draft *draft, int session, const char *name, const char *at)
{
    int place = 0;
    draft_lock(draft);
    for (int i = 0; i < DRAFT_VISITS; i++) {
        if (draft->visits[i].session == session) {
            place = i;
            break;
        }
        if (draft->visits[i].seen < draft->visits[place].seen) {
            place = i; /* the one that was seen the longest ago */
        }
    }
    Visit *visit = &draft->visits[place];
    visit->session = session;
    visit->seen = draft->now();
    (void)snprintf(visit->name, sizeof visit->name, "%s", name);
    (void)snprintf(visit->at, sizeof visit->at, "%s", at);
    draft_unlock(draft);
}

void draft_leave(Draft *draft, int session)
{
    draft_lock(draft);
    for (int i = 0; i < DRAFT_VISITS; i++) {
        if (draft->visits[i].session == session) {
            draft->visits[i] = (Visit){.session = 0};
        }
    }
    draft_unlock(draft);
}

/* The item of "news/SLUG"; NULL where it is none, or is there no more. */
static const Item *item_at(const Draft *draft, const char *at)
{
    char name[sizeof((Visit *)NULL)->at];
    int kind;
    (void)snprintf(name, sizeof name, "%s", at);
    char *slash = strchr(name, '/');
    if (slash == NULL) {
        return NULL;
    }
    *slash = '\0';
    const Item *item = index_kind(name, &kind) ? item_find(&draft->lists[kind], slash + 1) : NULL;
    return item != NULL && !item->is_removed ? item : NULL;
}

void draft_people(Draft *draft, int session, cJSON *list)
{
    draft_lock(draft);
    for (int i = 0; i < DRAFT_VISITS; i++) {
        const Visit *visit = &draft->visits[i];
        if (draft_visit_counts(draft, visit, session)) {
            cJSON *one = cJSON_CreateObject();
            (void)cJSON_AddStringToObject(one, "name", visit->name);
            (void)cJSON_AddStringToObject(one, "at", visit->at);
            const Item *item = item_at(draft, visit->at);
            if (item != NULL) {
                (void)index_add_titles(draft, item, one);
            }
            (void)cJSON_AddItemToArray(list, one);
        }
    }
    draft_unlock(draft);
}
