/* The picture of a screen:
 *     GET /api/preview?content=draft|published&screen=news/SLUG&w=1280&h=800&lang=en
 *                     &text=100|125|150&contrast=|high|dark&today=2022-06-03[T10:24] */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "desk/api.h"
#include "desk/preview.h"
#include "desk/reply_draft.h"
#include "shell/clock.h"

enum { SIDE_LEAST = 320, SIDE_MOST = 3840 };

static const char *query_or(const Request *request, const char *name, const char *standard)
{
    const char *value = request_query(request, name);
    return value != NULL ? value : standard;
}

/* The moment asked for; of a day alone, what o'clock it is now. False where it is none. */
static bool read_moment(const char *text, Wall *out)
{
    Wall now = clock_wall(), asked;
    *out = now;
    if (text[0] == '\0') {
        return true;
    }
    if (!wall_parse(text, &asked)) {
        return false;
    }
    *out = asked;
    if (strchr(text, 'T') == NULL) {
        *out = now;
        out->date = asked.date;
    }
    return true;
}

/* False with what is wrong with the question. */
static bool read_ask(const Desk *desk, const Request *request, PreviewAsk *ask, Reply *reply)
{
    const char *content = query_or(request, "content", "draft");
    const char *contrast = query_or(request, "contrast", "");
    *ask = (PreviewAsk){
        .content = strcmp(content, "published") == 0 ? PREVIEW_PUBLISHED : PREVIEW_DRAFT,
        .screen = query_or(request, "screen", "home"),
        .w = request_number(request, "w", SIDE_LEAST, SIDE_MOST, desk->settings.sizes[0].w),
        .h = request_number(request, "h", SIDE_LEAST, SIDE_MOST, desk->settings.sizes[0].h),
        .language = request_query(request, "lang"),
        .text_percent = request_number(request, "text", 100, 150, 100),
        .contrast = contrast};
    bool is_good =
        (ask->text_percent == 100 || ask->text_percent == 125 || ask->text_percent == 150) &&
        (contrast[0] == '\0' || strcmp(contrast, "high") == 0 || strcmp(contrast, "dark") == 0) &&
        (ask->language == NULL || strlen(ask->language) < 8) &&
        read_moment(query_or(request, "today", ""), &ask->now);
    if (!is_good) {
        reply_error(reply, 400, "%s",
                    request_says(request, "The picture that is asked for makes no sense.",
                                 "Запрошенное изображение не имеет смысла."));
    }
    return is_good;
}

/* What decides the picture, up to the minute that its clock shows. */
static void set_etag(Preview *preview, const PreviewAsk *ask, Reply *reply)
{
    const char *texts[] = {ask->screen, ask->language != NULL ? ask->language : "", ask->contrast};
    const int32_t numbers[] = {ask->w,
                               ask->h,
                               ask->content,
                               ask->text_percent,
                               ask->now.hour,
                               ask->now.minute,
                               ask->now.date.day,
                               ask->now.date.month,
                               ask->now.date.year};
    uint64_t hash = hash_bytes(HASH_SEED, numbers, sizeof numbers);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        hash = hash_bytes(hash, texts[i], strlen(texts[i]) + 1);
    }
    (void)snprintf(reply->etag, sizeof reply->etag, "\"%016" PRIx64 "\"",
                   hash_u64(hash, preview_state(preview, ask->content)));
}

static void say_missing(const Request *request, const PreviewAsk *ask, const Error *error,
                        Reply *reply)
{
    if (ask->content == PREVIEW_DRAFT && strchr(ask->screen, '/') != NULL) {
        reply_error(reply, 404, "%s",
                    request_says(request,
                                 "There is nothing to see yet: first fill in what is missing.",
                                 "Показывать пока нечего: сначала заполните недостающее."));
    } else {
        reply_refusal(request, reply, 404, error->text);
    }
}

void api_preview(Desk *desk, const Request *request, Reply *reply)
{
    PreviewAsk ask;
    Error error = {""};
    if (!read_ask(desk, request, &ask, reply)) {
        return;
    }
    set_etag(desk->preview, &ask, reply);
    if (strcmp(reply->etag, request->if_none_match) == 0) {
        return; /* the browser has it: the server says so */
    }
    switch (preview_png(desk->preview, &ask, &reply->bytes, &reply->count, &error)) {
    case PREVIEW_DONE:
        reply->type = "image/png";
        break;
    case PREVIEW_MISSING:
        say_missing(request, &ask, &error, reply);
        break;
    case PREVIEW_FAILED:
        reply_refusal(request, reply, 500, error.text);
        break;
    }
}
