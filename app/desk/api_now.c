/* The first view of the page, and what others do meanwhile, which it asks every two seconds. */
#include <stdlib.h>

#include "desk/api.h"
#include "desk/draft.h"
#include "desk/publisher.h"
#include "desk/reply_draft.h"
#include "desk/users.h"

/* What another handler answers under `name`, the caller's; NULL where it does not. */
static cJSON *ask(Handler handler, Desk *desk, const Request *request, const char *name)
{
    Reply reply = {.status = 200};
    handler(desk, request, &reply);
    cJSON *part =
        reply.status == 200 ? cJSON_DetachItemFromObjectCaseSensitive(reply.json, name) : NULL;
    cJSON_Delete(reply.json);
    return part;
}

static void add_or_empty(cJSON *object, const char *name, cJSON *value, cJSON *empty)
{
    if (!cJSON_AddItemToObject(object, name, value != NULL ? value : empty)) {
        cJSON_Delete(value);
    }
    if (value != NULL) {
        cJSON_Delete(empty);
    }
}

/* The version that is live, of the history; an object of its own, or null. */
static cJSON *published(Desk *desk, const Request *request)
{
    cJSON *versions = ask(api_history, desk, request, "versions"), *one, *found = NULL;
    cJSON_ArrayForEach(one, versions)
    {
        if (found == NULL && cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(one, "live"))) {
            found = cJSON_CreateObject();
            (void)cJSON_AddItemReferenceToObject(found, "version",
                                                 cJSON_GetObjectItemCaseSensitive(one, "number"));
            (void)cJSON_AddItemReferenceToObject(found, "at",
                                                 cJSON_GetObjectItemCaseSensitive(one, "at"));
            (void)cJSON_AddItemReferenceToObject(found, "by",
                                                 cJSON_GetObjectItemCaseSensitive(one, "by"));
            cJSON *own = cJSON_Duplicate(found, true);
            cJSON_Delete(found);
            found = own;
        }
    }
    cJSON_Delete(versions);
    return found;
}

static void add_sizes(const Desk *desk, cJSON *object)
{
    cJSON *sizes = cJSON_AddArrayToObject(object, "sizes");
    for (int i = 0; i < desk->settings.size_count; i++) {
        int size[2] = {desk->settings.sizes[i].w, desk->settings.sizes[i].h};
        (void)cJSON_AddItemToArray(sizes, cJSON_CreateIntArray(size, 2));
    }
}

void api_desk(Desk *desk, const Request *request, Reply *reply)
{
    char path[PUBLISHED_BYTES];
    const char *file = published_file(desk, path);
    reply->json = cJSON_CreateObject();
    cJSON *user = cJSON_AddObjectToObject(reply->json, "user");
    (void)cJSON_AddStringToObject(user, "name", request->user.name);
    (void)cJSON_AddStringToObject(user, "role",
                                  request->user.role == ROLE_PUBLISHES ? "publishes" : "writes");
    (void)cJSON_AddBoolToObject(reply->json, "network", desk->network);
    if (desk->network) {
        users_publishers(desk->users, cJSON_AddArrayToObject(reply->json, "publishers"));
    }
    (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
    draft_describe(desk->draft, reply->json);
    add_sizes(desk, reply->json);
    add_or_empty(reply->json, "published", published(desk, request), cJSON_CreateNull());
    (void)cJSON_AddNumberToObject(reply->json, "differs", draft_differs(desk->draft, file));
}

void api_now(Desk *desk, const Request *request, Reply *reply)
{
    const char *at = request_query(request, "at"), *since = request_query(request, "since");
    int64_t change = draft_change(desk->draft), known = change;
    if (since != NULL && since[0] != '\0') {
        known = strtoll(since, NULL, 10);
    }
    if (request->session != 0) {
        draft_visit(desk->draft, request->session, request->user.name, at != NULL ? at : "");
    }
    GoodCopy live;
    reply->json = cJSON_CreateObject();
    (void)cJSON_AddNumberToObject(reply->json, "change", (double)change);
    (void)cJSON_AddNumberToObject(reply->json, "version",
                                  publisher_now(desk->publisher, &live) ? live.number : 0);
    cJSON *changed = cJSON_AddArrayToObject(reply->json, "changed");
    if (known < change) {
        bool is_all = draft_changed(desk->draft, known, changed);
        (void)cJSON_AddBoolToObject(reply->json, "more", !is_all);
    }
    draft_people(desk->draft, request->session, cJSON_AddArrayToObject(reply->json, "people"));
    add_or_empty(reply->json, "screens", ask(api_screens, desk, request, "screens"),
                 cJSON_CreateArray());
}
