/* Faults: what is wrong with an item beyond the rules of its document (document_check): letters
 * that no typeface holds, addresses that give no code, texts that do not fit, by the code of
 * `foyer check`, said at the field.
 *
 * All displays, text sizes and languages are tried, which takes a second or two. So a thread of its
 * own looks, between the previews, and nobody waits: who asks gets what has been found so far. What
 * was found is kept as long as the item stays as it is; where it changes, looking begins anew. */
#ifndef FOYER_DESK_FAULTS_H
#define FOYER_DESK_FAULTS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/error.h"
#include "desk/desk.h"

typedef struct Faults Faults;

/* Begins. desk->draft and preview are there and outlive it. NULL with the reason. */
Faults *faults_start(Desk *desk, Error *error);
void faults_stop(Faults *faults); /* NULL is fine */

/* Appends what has been found of the item to a list, as document_add_fault does, in the language
 * "en" or "ru". False: it is still being looked at; who asks again within 10 seconds keeps it
 * going. */
bool faults_get(Faults *faults, const char *kind, const char *slug, const char *language,
                cJSON *list);

/* faults_whole.c: puts in the place of the "faults" that a look has found (look.h), and of how many
 * they are, those of the whole draft, in the order of the lists: each with its item's kind, slug
 * and title and its field, or with "where" in words where it is of no item. False: no memory. */
bool faults_whole(const Desk *desk, const char *language, cJSON *look);

#endif
