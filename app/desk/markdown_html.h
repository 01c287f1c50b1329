/* Markdown HTML: a news item's text as the page's editor takes it, by the parser that the display
 * reads it with (content/body.c). */
#ifndef FOYER_DESK_MARKDOWN_HTML_H
#define FOYER_DESK_MARKDOWN_HTML_H

#include <stddef.h>

/* Safe HTML, malloc'ed: the caller's; NULL where there is no memory. HTML in the text is left out,
 * and addresses that a browser would run. Each picture is a block of its own, wherever it stands:
 *     <figure data-picture="SLUG"><img src="/api/pictures/SLUG" alt="DESCRIPTION">
 *     <figcaption>CAPTION</figcaption></figure> */
char *markdown_html(const char *markdown, size_t count);

#endif
