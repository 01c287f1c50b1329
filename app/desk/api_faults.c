/* What is wrong, in the language of the request:
 *
 *     GET /api/faults?kind=news&slug=SLUG
 *                     → 200 {"change":N,"revision":R,"ready":true|false,"faults":[FAULT,…]}
 *                       not ready: letters and what does not fit are still being looked for, and it
 *                       is to be asked again in a moment
 *     GET /api/check  → 200 {"ready":true,"change":N,"errors":n,"warnings":n,
 *                          "faults":[{"kind","slug","title",FAULT…} | {"where",FAULT…}]}
 *                     → 202 {"ready":false} while it is looked at: to be asked again
 *
 * A FAULT is {"field","severity":"error"|"warning","what","what_to_do"}. */
#include <string.h>

#include "desk/api.h"
#include "desk/document.h"
#include "desk/draft.h"
#include "desk/faults.h"
#include "desk/publisher.h"
#include "desk/reply_draft.h"
#include "words/sentences.h"

void api_faults(Desk *desk, const Request *request, Reply *reply)
{
    DocumentKind which;
    DraftItem item;
    const char *kind = request_query(request, "kind"), *slug = request_query(request, "slug");
    bool is_asked = document_kind_find(kind, &which) && slug != NULL;
    int64_t change = draft_change(desk->draft); /* what it is of at least */
    if (!is_asked || !draft_get(desk->draft, kind, slug, &item)) {
        reply_refusal(request, reply, 404, SENTENCE("there is no such item"));
        return;
    }
    reply->json = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(reply->json, "faults");
    (void)draft_check(desk->draft, kind, item.document, request->language, list);
    bool is_all = faults_get(desk->faults, kind, slug, request->language, list);
    (void)cJSON_AddNumberToObject(reply->json, "change", (double)change);
    (void)cJSON_AddNumberToObject(reply->json, "revision", (double)item.revision);
    (void)cJSON_AddBoolToObject(reply->json, "ready", is_all);
    draft_item_finish(&item);
    if (list == NULL) {
        reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
    }
}

/* ---- the whole draft ---- */

void api_check(Desk *desk, const Request *request, Reply *reply)
{
    api_publish_look(desk, request, reply);
    if (reply->status == 200) { /* what would change is not asked */
        cJSON_DeleteItemFromObjectCaseSensitive(reply->json, "changes");
        cJSON_DeleteItemFromObjectCaseSensitive(reply->json, "change_count");
        cJSON_DeleteItemFromObjectCaseSensitive(reply->json, "pictures");
    }
}
