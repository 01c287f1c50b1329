/* Page: what the browser loads, the files of app/desk/page, which the build puts into the program;
 * and the handlers that serve them. */
#ifndef FOYER_DESK_PAGE_H
#define FOYER_DESK_PAGE_H

#include "desk/server.h"

typedef struct PageFile {
    const char *name; /* "index.html", "fonts/text.woff2"; "desk.css.gz" is desk.css by gzip */
    const char *begin, *end;
} PageFile;

/* Ends with one whose name is NULL. */
extern const PageFile PAGE_FILES[];

/* GET /: index.html for who is logged in, else login.html. Of both, @TOKEN@ becomes the session's
 * token, @LANGUAGE@ "en" or "ru", and @NETWORK@ "on" or "off": whether one logs in by a password.
 */
void page_root(Desk *desk, const Request *request, Reply *reply);

/* GET /page/NAME: another file. */
void page_file(Desk *desk, const Request *request, Reply *reply);

/* GET /open?token=T: what was issued to whoever started the desk, for a session. */
void page_open(Desk *desk, const Request *request, Reply *reply);

#endif
