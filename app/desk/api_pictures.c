/* Pictures, and a text as the page shows it:
 *
 *     POST /api/pictures[?name=hall.jpg]  the bytes of a JPEG or PNG
 *                               → 201 {"slug","width","height","was_turned","was_scaled"}
 *     GET  /api/pictures/SLUG   → its bytes
 *     POST /api/markdown        {"markdown"} → {"html"}
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/writer.h"
#include "desk/api.h"
#include "desk/document.h"
#include "desk/markdown_html.h"
#include "desk/picture.h"
#include "desk/reply_draft.h"
#include "desk/slug.h"
#include "desk/store.h"
#include "words/sentences.h"

/* The slug that the file's name gives: "Grosser Saal.JPG" is "grosser-saal". */
static void name_picture(const char *name, char slug[SLUG_BYTES])
{
    const char *dot = strrchr(name, '.');
    char stem[200];
    (void)snprintf(stem, sizeof stem, "%.*s", dot != NULL ? (int)(dot - name) : (int)sizeof stem,
                   name);
    slug_make("", stem, "picture", slug);
}

/* Keeps it and says under which slug. */
static void keep(Desk *desk, const Request *request, const Picture *picture, Reply *reply)
{
    Error error = {""};
    const char *name = request_query(request, "name");
    StoredPicture stored = {.width = picture->w,
                            .height = picture->h,
                            .bytes = picture->bytes,
                            .count = picture->count};
    name_picture(name != NULL ? name : "", stored.slug);
    (void)snprintf(stored.format, sizeof stored.format, "%s", picture->format);
    if (!store_picture_put(desk->store, &stored, &error)) {
        reply_refusal(request, reply, 500, error.text);
        return;
    }
    reply->status = 201;
    reply->json = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(reply->json, "slug", stored.slug);
    (void)cJSON_AddNumberToObject(reply->json, "width", picture->w);
    (void)cJSON_AddNumberToObject(reply->json, "height", picture->h);
    (void)cJSON_AddBoolToObject(reply->json, "was_turned", picture->was_turned);
    (void)cJSON_AddBoolToObject(reply->json, "was_scaled", picture->was_scaled);
}

void api_pictures_add(Desk *desk, const Request *request, Reply *reply)
{
    static const int STATUS[PICTURE_RESULT_COUNT] = {[PICTURE_OTHER] = 415,
                                                     [PICTURE_DAMAGED] = 422,
                                                     [PICTURE_TOO_LARGE] = 413,
                                                     [PICTURE_TOO_SLOW] = 422,
                                                     [PICTURE_FAILED] = 503};
    Picture picture;
    PictureResult result =
        picture_take(desk->decoder, request->body, request->body_count, &picture);
    if (result == PICTURE_DONE) {
        keep(desk, request, &picture, reply);
        picture_finish(&picture);
    } else {
        reply_refusal(request, reply, STATUS[result], picture_says(result));
    }
}

/* Every picture of the draft is in the store, also those that came with the data file; under one
 * slug there may be other bytes one day, so the browser asks whether there are. */
void api_pictures_get(Desk *desk, const Request *request, Reply *reply)
{
    StoredPicture picture;
    Error error = {""};
    if (!store_picture_has(desk->store, request->rest)) {
        reply_refusal(request, reply, 404, SENTENCE("there is no such picture"));
        return;
    }
    if (!store_picture_get(desk->store, request->rest, &picture, &error)) {
        reply_refusal(request, reply, 500, error.text);
        return;
    }
    reply->bytes = picture.bytes;
    reply->count = picture.count;
    reply->type = strcmp(picture.format, "jpeg") == 0 ? "image/jpeg" : "image/png";
    (void)snprintf(reply->etag, sizeof reply->etag, "\"%016" PRIx64 "\"", picture.hash);
}

void api_markdown(Desk *desk, const Request *request, Reply *reply)
{
    const char *markdown = document_text(request->json, "markdown");
    (void)desk;
    if (strlen(markdown) > WRITER_BODY_BYTES) {
        reply_refusal(request, reply, 413,
                      SENTENCE("the text has more than 1000 kB: make two items of it"));
        return;
    }
    char *html = markdown_html(markdown, strlen(markdown));
    reply->json = html != NULL ? cJSON_CreateObject() : NULL;
    if (html == NULL || cJSON_AddStringToObject(reply->json, "html", html) == NULL) {
        reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
    }
    free(html);
}
