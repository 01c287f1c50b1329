/* Reply draft: how what the draft said is answered. For the files api_*.c. */
#ifndef FOYER_DESK_REPLY_DRAFT_H
#define FOYER_DESK_REPLY_DRAFT_H

#include "desk/draft.h"
#include "desk/server.h"

/* An empty object to be filled where it is done; else the error, in the language of the request,
 * with its status. */
void reply_draft(const Request *request, Reply *reply, DraftResult result, const Error *error);

/* Answers an error of the desk's own, said in English, in the language of the request. */
void reply_refusal(const Request *request, Reply *reply, int status, const char *english);

/* The data file that was published last, whether or not it is there. */
enum { PUBLISHED_BYTES = 4200 };
const char *published_file(const Desk *desk, char path[PUBLISHED_BYTES]);

#endif
