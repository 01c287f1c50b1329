/* Undo, redo, back to what was published, and the list of what was done. */
#include <string.h>
#include <unistd.h>

#include "desk/api.h"
#include "desk/draft.h"
#include "desk/reply_draft.h"
#include "desk/store.h"
#include "words/sentences.h"

static void answer(Desk *desk, const Request *request, Reply *reply, DraftResult result,
                   const DraftUndone *undone, const Error *error)
{
    /* That there is nothing to undo is no failure of who asked. */
    DraftResult said = result == DRAFT_MISSING ? DRAFT_DONE : result;
    reply_draft(request, reply, said, error);
    if (said != DRAFT_DONE) {
        return;
    }
    (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
    if (result == DRAFT_DONE && undone->kind[0] != '\0') {
        cJSON *what = cJSON_AddObjectToObject(reply->json, "what");
        (void)cJSON_AddStringToObject(what, "kind", undone->kind);
        (void)cJSON_AddStringToObject(what, "slug", undone->slug);
    } else {
        (void)cJSON_AddNullToObject(reply->json, "what");
    }
    (void)cJSON_AddBoolToObject(reply->json, "can_undo", undone->can_undo);
    (void)cJSON_AddBoolToObject(reply->json, "can_redo", undone->can_redo);
}

void api_undo(Desk *desk, const Request *request, Reply *reply)
{
    DraftUndone undone;
    Error error = {{0}};
    DraftResult result =
        draft_undo(desk->draft, request->user.name, request->language, &undone, &error);
    answer(desk, request, reply, result, &undone, &error);
}

void api_redo(Desk *desk, const Request *request, Reply *reply)
{
    DraftUndone undone;
    Error error = {{0}};
    DraftResult result =
        draft_redo(desk->draft, request->user.name, request->language, &undone, &error);
    answer(desk, request, reply, result, &undone, &error);
}

void api_discard(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {{0}};
    char path[PUBLISHED_BYTES];
    const char *file = published_file(desk, path);
    if (access(file, R_OK) != 0) {
        reply_refusal(request, reply, 409, SENTENCE("nothing has been published yet"));
        return;
    }
    DraftResult result = draft_take(desk->draft, request->user.name, file, "discard", &error);
    reply_draft(request, reply, result, &error);
    if (result == DRAFT_DONE) {
        (void)cJSON_AddNumberToObject(reply->json, "change", (double)draft_change(desk->draft));
    }
}

/* ---- what was done ---- */

enum { CHANGES_STANDARD = 50, CHANGES_MOST = 1000 };

static bool add_line(void *context, const StoredLine *line)
{
    cJSON *one = cJSON_CreateObject();
    (void)cJSON_AddNumberToObject(one, "at", (double)line->at);
    (void)cJSON_AddStringToObject(one, "by", line->by);
    (void)cJSON_AddStringToObject(one, "what", line->what);
    (void)cJSON_AddStringToObject(one, "detail", line->detail);
    if (!cJSON_AddItemToArray((cJSON *)context, one)) {
        cJSON_Delete(one);
    }
    return true;
}

void api_changes(Desk *desk, const Request *request, Reply *reply)
{
    int count = request_number(request, "count", 1, CHANGES_MOST, CHANGES_STANDARD);
    Error error = {{0}};
    reply->json = cJSON_CreateObject();
    cJSON *changes = cJSON_AddArrayToObject(reply->json, "changes");
    cJSON *log = cJSON_AddArrayToObject(reply->json, "log");
    if (log == NULL || !draft_steps(desk->draft, count, changes, &error) ||
        !store_lines(desk->store, count, add_line, log, &error)) {
        cJSON_Delete(reply->json);
        reply->json = NULL;
        reply_refusal(request, reply, 500, error.text);
    }
}
