/* What is asked about publishing, and done:
 *
 *     GET  /api/publish  → 200 {"ready":true,"change":N,"changes":["Belarus: …"],"change_count":n,
 *                          "pictures":[{"screen","title","language","before":true,"after":true}],
 *                          "errors":n,"warnings":n,"faults":[{"kind","slug","title","field",
 *                          "severity","what","what_to_do"} | {"where","severity",…}]}
 *                        → 202 {"ready":false} while it is looked at: to be asked again
 *     POST /api/publish  {"change":N of what was looked at; else what the draft is now}
 *                        → 200 {"version","changed":true|false}; 409 where errors keep it, or the
 *                          draft is another by now; 503, to be asked again
 *                        {"retry":true or a screen's name} tries the screens again and publishes
 *                          nothing; {"agree":["name", …]} agrees besides that what was found on
 *                          these screens, and not published from here, is replaced
 *     POST /api/return   {"version":N} → 200 {"version","draft":true|false,"error"?}
 *     GET  /api/history  → 200 {"versions":[{"number","at","by","day","summary","live"}]}
 *     GET  /api/screens  → 200 {"screens":[{"name","where","version"|null,
 *                          "state":"current|waiting|failed","why","asks":true|false,
 *                          "changed_at","tried_at","next_at"}]}, times or null
 */
#include "desk/api.h"
#include "desk/faults.h"
#include "desk/publisher.h"
#include "desk/reply_draft.h"
#include "words/sentences.h"

/* ---- saying it ---- */

static bool begin(const Request *request, Reply *reply)
{
    reply->json = cJSON_CreateObject();
    if (reply->json == NULL) {
        reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
    }
    return reply->json != NULL;
}

static void refuse_busy(const Request *request, Reply *reply)
{
    reply->retry_after_s = 1;
    reply_error(reply, 503, "%s",
                request_says(request,
                             "What would change is still being looked at: try again in a "
                             "moment",
                             "Изменения ещё проверяются: повторите через мгновение"));
}

/* ---- publishing ---- */

void api_publish_look(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {""};
    switch (publisher_look(desk->publisher, request->language, &reply->json, &error)) {
    case LOOK_DONE:
        reply->status = 200;
        if (!faults_whole(desk, request->language, reply->json)) {
            reply_refusal(request, reply, 500, SENTENCE("there is not enough memory"));
        }
        break;
    case LOOK_BUSY:
        if (begin(request, reply)) {
            reply->status = 202;
            reply->retry_after_s = 1;
            (void)cJSON_AddBoolToObject(reply->json, "ready", false);
        }
        break;
    case LOOK_FAILED:
        reply_refusal(request, reply, 500, error.text);
        break;
    }
}

/* Whether there is such a screen, for all that are named; each is agreed to. */
static bool agree(Desk *desk, const cJSON *names)
{
    const cJSON *name = NULL;
    bool good = true;
    cJSON_ArrayForEach(name, names)
    {
        good = cJSON_IsString(name) &&
               carrier_agree(publisher_carrier(desk->publisher), cJSON_GetStringValue(name)) &&
               good;
    }
    return good;
}

static void publish(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {""};
    int number = 0;
    const cJSON *change = cJSON_GetObjectItem(request->json, "change");
    double wanted = cJSON_IsNumber(change) ? cJSON_GetNumberValue(change) : 0;
    PublishResult result =
        publisher_publish(desk->publisher, request->user.name, request->language,
                          wanted > 0 && wanted < 9e15 ? (int64_t)wanted : 0, &number, &error);
    switch (result) {
    case PUBLISH_DONE:
    case PUBLISH_SAME:
        if (begin(request, reply)) {
            (void)cJSON_AddNumberToObject(reply->json, "version", number);
            (void)cJSON_AddBoolToObject(reply->json, "changed", result == PUBLISH_DONE);
        }
        break;
    case PUBLISH_WRONG:
        reply_error(reply, 409, "%s",
                    request_says(request, "There are errors: correct them first, then publish",
                                 "Есть ошибки: сначала исправьте их, потом публикуйте"));
        break;
    case PUBLISH_CHANGED:
        reply_error(reply, 409, "%s",
                    request_says(request,
                                 "Something has been changed since you looked: look again, then "
                                 "publish",
                                 "С тех пор что-то изменилось: посмотрите ещё раз, потом "
                                 "публикуйте"));
        break;
    case PUBLISH_BUSY:
        refuse_busy(request, reply);
        break;
    case PUBLISH_FAILED:
        reply_refusal(request, reply, 500, error.text);
        break;
    }
}

void api_publish(Desk *desk, const Request *request, Reply *reply)
{
    const cJSON *retry = cJSON_GetObjectItem(request->json, "retry");
    const char *screen = cJSON_GetStringValue(retry);
    if (!agree(desk, cJSON_GetObjectItem(request->json, "agree"))) {
        reply_error(reply, 404, "%s",
                    request_says(request, "There is no such screen", "Такого экрана нет"));
        return;
    }
    if (!cJSON_IsTrue(retry) && screen == NULL) {
        publish(desk, request, reply);
        return;
    }
    carrier_retry(publisher_carrier(desk->publisher), screen);
    api_screens(desk, request, reply);
}

void api_return(Desk *desk, const Request *request, Reply *reply)
{
    Error error = {""};
    const cJSON *version = cJSON_GetObjectItem(request->json, "version");
    double number = cJSON_IsNumber(version) ? cJSON_GetNumberValue(version) : 0;
    if (number < 1 || number > 999999999) {
        reply_error(reply, 400, "%s",
                    request_says(request, "\"version\" is the number of a version",
                                 "\"version\" — это номер версии"));
        return;
    }
    switch (publisher_return(desk->publisher, request->user.name, (int)number, &error)) {
    case PUBLISH_DONE:
        if (begin(request, reply)) {
            (void)cJSON_AddNumberToObject(reply->json, "version", (int)number);
            (void)cJSON_AddBoolToObject(reply->json, "draft", error.text[0] == '\0');
            if (error.text[0] != '\0') {
                char said[700];
                (void)cJSON_AddStringToObject(reply->json, "error",
                                              sentence_again(staff_language(request->language),
                                                             error.text, said, sizeof said));
            }
        }
        break;
    case PUBLISH_WRONG:
        reply_error(reply, 409, "%s",
                    request_says(request,
                                 "This version cannot be brought back: it is not kept any "
                                 "more, or it is what is published now",
                                 "Эту версию нельзя вернуть: она больше не хранится или уже "
                                 "опубликована"));
        break;
    case PUBLISH_SAME:
    case PUBLISH_CHANGED:
    case PUBLISH_BUSY:
    case PUBLISH_FAILED:
        reply_refusal(request, reply, 500, error.text);
        break;
    }
}

/* ---- looking ---- */

static void answer(const Request *request, Reply *reply, const char *key, cJSON *list)
{
    if (begin(request, reply)) {
        (void)cJSON_AddItemToObject(reply->json, key, list);
    } else {
        cJSON_Delete(list);
    }
}

void api_history(Desk *desk, const Request *request, Reply *reply)
{
    answer(request, reply, "versions", publisher_history(desk->publisher, request->language));
}

void api_screens(Desk *desk, const Request *request, Reply *reply)
{
    answer(request, reply, "screens", publisher_screens(desk->publisher, request->language));
}
