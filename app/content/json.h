/* JSON: texts as JSON has them, for what is written for programs. SQLite does the quoting. */
#ifndef FOYER_CONTENT_JSON_H
#define FOYER_CONTENT_JSON_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Json Json;

/* NULL where there is no memory. */
Json *json_create(void);
void json_destroy(Json *json); /* NULL is fine */

/* The text in quotes, what is no UTF-8 as U+FFFD; "null" for NULL. Borrowed until the next call;
 * NULL where there is no memory. */
const char *json_quote(Json *json, const char *text);

#endif
