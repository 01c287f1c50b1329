/* API: the handlers of every route, in api_*.c; what they are asked and answer is said there. */
#ifndef FOYER_DESK_API_H
#define FOYER_DESK_API_H

#include "desk/server.h"

/* ---- api_items.c ---- */
void api_items_list(Desk *desk, const Request *request, Reply *reply);
void api_items_get(Desk *desk, const Request *request, Reply *reply);
void api_items_put(Desk *desk, const Request *request, Reply *reply);
void api_items_add(Desk *desk, const Request *request, Reply *reply);
void api_items_remove(Desk *desk, const Request *request, Reply *reply);
void api_order(Desk *desk, const Request *request, Reply *reply);

/* ---- api_undo.c ---- */
void api_undo(Desk *desk, const Request *request, Reply *reply);
void api_redo(Desk *desk, const Request *request, Reply *reply);
void api_discard(Desk *desk, const Request *request, Reply *reply);
void api_changes(Desk *desk, const Request *request, Reply *reply);

/* ---- api_now.c: the first view, and what others do ---- */
void api_desk(Desk *desk, const Request *request, Reply *reply);
void api_now(Desk *desk, const Request *request, Reply *reply);

/* ---- api_import.c ---- */
void api_import(Desk *desk, const Request *request, Reply *reply);

/* ---- api_preview.c, api_faults.c, api_pictures.c ---- */
void api_preview(Desk *desk, const Request *request, Reply *reply);
void api_faults(Desk *desk, const Request *request, Reply *reply);
void api_check(Desk *desk, const Request *request, Reply *reply);
void api_pictures_add(Desk *desk, const Request *request, Reply *reply);
void api_pictures_get(Desk *desk, const Request *request, Reply *reply);
void api_markdown(Desk *desk, const Request *request, Reply *reply);

/* ---- api_publish.c ---- */
void api_publish_look(Desk *desk, const Request *request, Reply *reply);
void api_publish(Desk *desk, const Request *request, Reply *reply);
void api_return(Desk *desk, const Request *request, Reply *reply);
void api_history(Desk *desk, const Request *request, Reply *reply);
void api_screens(Desk *desk, const Request *request, Reply *reply);

/* ---- api_session.c ---- */
void api_login(Desk *desk, const Request *request, Reply *reply);
void api_logout(Desk *desk, const Request *request, Reply *reply);

#endif
