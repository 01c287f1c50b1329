/* Routes: every address the desk answers, one line each, and who may ask it. */
#include "desk/api.h"
#include "desk/page.h"

const Route ROUTES[] = {
    {"GET", "/", ROLE_NOBODY, BODY_NONE, page_root, false},
    {"GET", "/open", ROLE_NOBODY, BODY_NONE, page_open, false},
    {"GET", "/page/*", ROLE_NOBODY, BODY_NONE, page_file, false},
    {"POST", "/api/login", ROLE_NOBODY, BODY_LOGIN, api_login, false},
    {"POST", "/api/logout", ROLE_WRITES, BODY_NONE, api_logout, false},
    {"GET", "/api/desk", ROLE_WRITES, BODY_NONE, api_desk, false},
    {"GET", "/api/now", ROLE_WRITES, BODY_NONE, api_now, true},

    {"GET", "/api/items", ROLE_WRITES, BODY_NONE, api_items_list, false},
    {"GET", "/api/items/*", ROLE_WRITES, BODY_NONE, api_items_get, false},
    {"PUT", "/api/items/*", ROLE_WRITES, BODY_JSON, api_items_put, false},
    {"POST", "/api/items/*", ROLE_WRITES, BODY_JSON, api_items_add, false},
    {"DELETE", "/api/items/*", ROLE_WRITES, BODY_JSON, api_items_remove, false},
    {"POST", "/api/order", ROLE_WRITES, BODY_JSON, api_order, false},
    {"POST", "/api/undo", ROLE_WRITES, BODY_JSON, api_undo, false},
    {"POST", "/api/redo", ROLE_WRITES, BODY_JSON, api_redo, false},
    {"POST", "/api/discard", ROLE_WRITES, BODY_JSON, api_discard, false},
    {"GET", "/api/changes", ROLE_WRITES, BODY_NONE, api_changes, false},
    {"GET", "/api/log", ROLE_WRITES, BODY_NONE, api_changes, false},
    {"POST", "/api/import", ROLE_WRITES, BODY_JSON, api_import, false},

    {"GET", "/api/preview", ROLE_WRITES, BODY_NONE, api_preview, false},
    {"GET", "/api/faults", ROLE_WRITES, BODY_NONE, api_faults, false},
    {"GET", "/api/check", ROLE_WRITES, BODY_NONE, api_check, false},
    {"POST", "/api/pictures", ROLE_WRITES, BODY_BYTES, api_pictures_add, false},
    {"GET", "/api/pictures/*", ROLE_WRITES, BODY_NONE, api_pictures_get, false},
    {"POST", "/api/markdown", ROLE_WRITES, BODY_JSON, api_markdown, false},

    {"GET", "/api/publish", ROLE_WRITES, BODY_NONE, api_publish_look, false},
    {"POST", "/api/publish", ROLE_PUBLISHES, BODY_JSON, api_publish, false},
    {"POST", "/api/return", ROLE_PUBLISHES, BODY_JSON, api_return, false},
    {"GET", "/api/history", ROLE_WRITES, BODY_NONE, api_history, false},
    {"GET", "/api/screens", ROLE_WRITES, BODY_NONE, api_screens, false},
    {0},
};
