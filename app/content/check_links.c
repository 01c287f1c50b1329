/* Checks what articles and websites refer to: pictures that the file holds, and addresses of which
 * a QR code can be made. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/check_parts.h"
#include "content/markdown.h"

enum { ADDRESS_BYTES_MOST = 1200 };

const char *check_link_address(const char *address)
{
    static const char *const SCHEMES[] = {"https:", "http:", "mailto:"};
    size_t count = strlen(address);
    if (count > ADDRESS_BYTES_MOST) {
        return SENTENCE("makes no QR code: it has more than 1,200 bytes");
    }
    for (size_t i = 0; i < count; i++) {
        if ((unsigned char)address[i] <= ' ' || address[i] == 0x7F) {
            return SENTENCE("makes no QR code: it holds blanks or control characters");
        }
    }
    if (count == 0) {
        return SENTENCE("is empty");
    }
    bool safe = address[strcspn(address, ":/?#")] != ':';
    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0] && !safe; i++) {
        safe = strncmp(address, SCHEMES[i], strlen(SCHEMES[i])) == 0;
    }
    /* "house.gov.by:8080" is an address without a scheme. */
    const char *colon = strchr(address, ':');
    safe = safe || (colon != NULL && colon[1] >= '0' && colon[1] <= '9');
    return safe ? NULL : SENTENCE("is no address of the web or of mail");
}

static void check_link(Check *check, sqlite3_stmt *row, const char *table, const char *address)
{
    char where[CHECK_WHERE_BYTES], what[400];
    const char *wrong = check_link_address(address);
    if (wrong != NULL) {
        filecheck_name_row(check, table, row, where);
        (void)snprintf(what, sizeof what, sentence(check->language, "the link to \"%.60s%s\" %s"),
                       address, strlen(address) > 60 ? "…" : "", sentence(check->language, wrong));
        filecheck_say(check, FINDING_ERROR, what, "correct the address, or use a shorter one", "%s",
                      where);
    }
}

static void check_named_picture(Check *check, sqlite3_stmt *row, sqlite3_stmt *find,
                                const char *slug)
{
    char where[CHECK_WHERE_BYTES], what[256];
    (void)sqlite3_reset(find);
    (void)sqlite3_bind_text(find, 1, slug, -1, SQLITE_TRANSIENT);
    if (!filecheck_step(check, find) && filecheck_goes_on(check)) {
        filecheck_name_row(check, "news_text", row, where);
        (void)snprintf(
            what, sizeof what,
            sentence(check->language, "it shows the picture \"%.100s\", which is not there"), slug);
        filecheck_say(check, FINDING_ERROR, what, "correct its name, or add the picture", "%s",
                      where);
    }
}

static void check_body(Check *check, sqlite3_stmt *row, sqlite3_stmt *find)
{
    const char *text = (const char *)sqlite3_column_text(row, 2);
    Markdown body;
    if (text == NULL || !markdown_parse(&body, text, (size_t)sqlite3_column_bytes(row, 2))) {
        check->trouble = CHECK_TROUBLE;
        if (text != NULL) {
            markdown_finish(&body);
        }
        return;
    }
    cmark_event_type event;
    while (filecheck_goes_on(check) &&
           (event = cmark_iter_next(body.iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(body.iterator);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)) {
            continue;
        }
        const char *address = cmark_node_get_url(node);
        if (type == CMARK_NODE_LINK) {
            check_link(check, row, "news_text", address != NULL ? address : "");
        } else {
            check_named_picture(check, row, find, address != NULL ? address : "");
        }
    }
    markdown_finish(&body);
}

void filecheck_links(Check *check)
{
    sqlite3_stmt *row = filecheck_prepare(check, "SELECT delegation, position, website FROM chamber"
                                                 " WHERE website IS NOT NULL");
    while (filecheck_step(check, row)) {
        check_link(check, row, "chamber", filecheck_text(check, row, 2));
    }
    (void)sqlite3_finalize(row);
    row = filecheck_prepare(check, "SELECT news, language, body FROM news_text");
    sqlite3_stmt *find = filecheck_prepare(check, "SELECT 1 FROM picture WHERE slug = ?1");
    while (filecheck_step(check, row)) {
        check_body(check, row, find);
    }
    (void)sqlite3_finalize(row);
    (void)sqlite3_finalize(find);
    filecheck_end_group(check, "links");
}
