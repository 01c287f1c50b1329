/* A table of delegations or news, taken in: POST /api/import. */
#include "desk/api.h"
#include "desk/draft.h"
#include "desk/reply_draft.h"

void api_import(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {""};
    const cJSON *kind = cJSON_GetObjectItemCaseSensitive(request->json, "kind");
    const DraftTable table = {
        .kind = cJSON_IsString(kind) ? kind->valuestring : "",
        .rows = cJSON_GetObjectItemCaseSensitive(request->json, "rows"),
        .language = request->language,
        .apply = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request->json, "apply"))};
    cJSON *answer = cJSON_CreateObject();
    DraftResult result = draft_import(desk->draft, request->user.name, &table, answer, &error);
    reply_draft(request, reply, result, &error);
    if (result != DRAFT_DONE) {
        cJSON_Delete(answer);
        return;
    }
    (void)cJSON_AddNumberToObject(answer, "change", (double)draft_change(desk->draft));
    cJSON_Delete(reply->json);
    reply->json = answer;
}
