/* See reply_draft.h. */
#include "desk/reply_draft.h"

#include <stdio.h>

#include "words/sentences.h"

void reply_refusal(const Request *request, Reply *reply, int status, const char *english)
{
    char said[700];
    reply_error(reply, status, "%s",
                sentence_again(staff_language(request->language), english, said, sizeof said));
}

void reply_draft(const Request *request, Reply *reply, DraftResult result, const Error *error)
{
    static const int STATUS[] = {[DRAFT_DONE] = 200,
                                 [DRAFT_CONFLICT] = 409,
                                 [DRAFT_MISSING] = 404,
                                 [DRAFT_REFUSED] = 400,
                                 [DRAFT_FAILED] = 500};
    if (result == DRAFT_DONE) {
        reply->json = cJSON_CreateObject();
    } else {
        reply_refusal(request, reply, STATUS[result], error->text);
    }
}

const char *published_file(const Desk *desk, char path[PUBLISHED_BYTES])
{
    (void)snprintf(path, PUBLISHED_BYTES, "%s/published.db", desk->folder);
    return path;
}
