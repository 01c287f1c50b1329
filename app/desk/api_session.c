/* Who is there: POST /api/login {"name", "password"} and POST /api/logout. */
#include "desk/api.h"
#include "desk/session.h"
#include "desk/users.h"
#include "shell/clock.h"

/* A text of the request's JSON; "" where it is none. */
static const char *text_of(const Request *request, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(request->json, name);
    return cJSON_IsString(value) ? value->valuestring : "";
}

static void refuse_guess(const Request *request, Reply *reply, int wait_s)
{
    reply_error(reply, wait_s > 0 ? 429 : 403,
                request_says(request, "That is not the name and the password. Try again in %d s.",
                             "Неверное имя или пароль. Попробуйте ещё раз через %d с."),
                wait_s);
    reply->retry_after_s = wait_s;
}

void api_login(Desk *desk, const Request *request, Reply *reply)
{
    User user;
    Session session;
    int wait_s = 0;
    Error error = {""};
    if (!desk->network) {
        reply_error(
            reply, 403, "%s",
            request_says(request, "Nobody logs in here: start the desk on this computer.",
                         "Здесь вход не нужен: запустите рабочее место на этом компьютере."));
        return;
    }
    switch (users_login(desk->users, text_of(request, "name"), text_of(request, "password"),
                        request->address, clock_now(), &user, &wait_s, &error)) {
    case LOGIN_WRONG:
    case LOGIN_LATER:
        refuse_guess(request, reply, wait_s);
        return;
    case LOGIN_FAILED:
        reply_error(reply, 500, "%s", error.text);
        return;
    case LOGIN_DONE:
        break;
    }
    if (request->session > 0) {
        sessions_end(desk->sessions, request->cookie);
    }
    sessions_begin(desk->sessions, &user, clock_now(), &session);
    reply_cookie(desk, reply, session.cookie);
    reply->json = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(reply->json, "name", user.name);
    (void)cJSON_AddStringToObject(reply->json, "role",
                                  user.role == ROLE_PUBLISHES ? "publishes" : "writes");
}

void api_logout(Desk *desk, const Request *request, Reply *reply)
{
    sessions_end(desk->sessions, request->cookie);
    reply_cookie(desk, reply, "");
    reply->json = cJSON_CreateObject();
}
