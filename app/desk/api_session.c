/* Who is there: POST /api/login {"name", "password"} and POST /api/logout. */
#include "desk/api.h"
#include "desk/draft.h"
#include "desk/session.h"
#include "desk/users.h"
#include "shell/clock.h"

/* A text of the request's JSON; "" where it is none. */
static const char *text_of(const Request *request, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(request->json, name);
    return cJSON_IsString(value) ? value->valuestring : "";
}

/* In the language of the request; the numbers are of seconds. */
static void refuse_login(const Request *request, Login why, int wait_s, Reply *reply)
{
    if (why == LOGIN_LATER) {
        reply_error(reply, 429,
                    request_says(request, "There were too many mistakes. Try again in %d s.",
                                 "Слишком много ошибок. Попробуйте ещё раз через %d с."),
                    wait_s);
    } else {
        reply_error(reply, 403, "%s",
                    request_says(request, "The name or the password is wrong.",
                                 "Неверное имя или пароль."));
    }
    reply->retry_after_s = wait_s;
}

void api_login(Desk *desk, const Request *request, Reply *reply)
{
    User user;
    Session session;
    int wait_s = 0;
    if (!desk->network) {
        reply_error(reply, 403, "%s",
                    request_says(request, "Nobody logs in here: start the desk on this computer.",
                                 "Здесь не входят по паролю: запустите рабочее место на этом "
                                 "компьютере."));
        return;
    }
    Login login = users_login(desk->users, text_of(request, "name"), text_of(request, "password"),
                              request->address, clock_now(), &user, &wait_s);
    if (login != LOGIN_DONE) {
        refuse_login(request, login, wait_s, reply);
        return;
    }
    if (request->session > 0) {
        sessions_end(desk->sessions, request->cookie);
        draft_leave(desk->draft, request->session);
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
    draft_leave(desk->draft, request->session);
    reply_cookie(desk, reply, "");
    reply->json = cJSON_CreateObject();
}
