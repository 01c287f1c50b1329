/* Stands in for the handlers that are not written yet: a real one takes its place when the program
 * is linked. Goes with the last of them. */
#include "desk/api.h"

#define SOON(name)                                                                                 \
    __attribute__((weak)) void name(Desk *desk, const Request *request, Reply *reply)              \
    {                                                                                              \
        (void)desk;                                                                                \
        reply_error(reply, 501, "%s is not written yet", request->path);                           \
    }

SOON(api_items_list)
SOON(api_items_get)
SOON(api_items_put)
SOON(api_items_add)
SOON(api_items_remove)
SOON(api_order)
SOON(api_undo)
SOON(api_redo)
SOON(api_discard)
SOON(api_changes)
SOON(api_desk)
SOON(api_now)
SOON(api_preview)
SOON(api_faults)
SOON(api_check)
SOON(api_pictures_add)
SOON(api_pictures_get)
SOON(api_markdown)
SOON(api_publish_look)
SOON(api_publish)
SOON(api_return)
SOON(api_history)
SOON(api_screens)
