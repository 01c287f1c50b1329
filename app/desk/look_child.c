/* See look.h: what is looked at in the process of its own: what changes, and what is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "content/store.h"
#include "desk/faults_place.h"
#include "desk/look.h"
#include "shell/options.h"
#include "staff/check.h"
#include "staff/diff.h"

/* More than anybody reads; how many there are is said. */
enum { CHANGES_MOST = 1000, CHANGED_MOST = 60, FAULTS_MOST = 1000 };

typedef struct Found {
    Content *content;     /* the new; NULL where it cannot be opened */
    const char *language; /* of the sentences */
    cJSON *changes, *faults;
    int change_count, fault_count;
    char changed[CHANGED_MOST][160]; /* screens of items, each once */
    int changed_count;
} Found;

/* ---- what changes ---- */

static void take_change(void *context, const char *screen, const char *sentence)
{
    Found *found = (Found *)context;
    if (found->change_count++ < CHANGES_MOST) {
        (void)cJSON_AddItemToArray(found->changes, cJSON_CreateString(sentence));
    }
    /* All of an item come one after another. */
    bool is_new = screen != NULL && (found->changed_count == 0 ||
                                     strcmp(found->changed[found->changed_count - 1], screen) != 0);
    if (is_new && found->changed_count < CHANGED_MOST) {
        (void)snprintf(found->changed[found->changed_count++], sizeof found->changed[0], "%s",
                       screen);
    }
}

/* Where nothing is published yet, or what is published is broken, everything is new. */
static void take_all(Found *found, Content *new)
{
    GoodCopy copy = {.number = 0};
    store_describe(new, &copy);
    char said[400];
    take_change(found, NULL,
                sentence_again(staff_language(found->language), copy.summary, said, sizeof said));
    for (int i = 0; i < content_delegation_count(new); i++) {
        char screen[160];
        (void)snprintf(screen, sizeof screen, "delegation/%.140s",
                       content_delegation(new, i)->slug);
        if (found->changed_count < CHANGED_MOST) {
            strcpy(found->changed[found->changed_count++], screen);
        }
    }
}

/* ---- what is wrong ---- */

/* Names the item and its field, so that the page can lead there. */
static void add_place(const Found *found, const Place *place, cJSON *fault)
{
    char field[FAULT_FIELD_BYTES], screen[160];
    if (place != NULL && found->content != NULL &&
        faults_place_field(place, found->content, field)) {
        (void)cJSON_AddStringToObject(fault, "kind", faults_place_kind(place));
        (void)cJSON_AddStringToObject(fault, "slug", faults_place_slug(place));
        (void)cJSON_AddStringToObject(fault, "field", field);
        (void)snprintf(screen, sizeof screen, "%s/%.140s", faults_place_kind(place),
                       faults_place_slug(place));
        const char *title = look_title(found->content, screen, found->language);
        if (title != NULL) {
            (void)cJSON_AddStringToObject(fault, "title", title);
        }
    }
}

static void take_fault(void *context, int severity, const Place *place, const char *where,
                       const char *what, const char *what_to_do)
{
    Found *found = (Found *)context;
    cJSON *fault = found->fault_count++ < FAULTS_MOST ? cJSON_CreateObject() : NULL;
    if (fault != NULL) {
        (void)cJSON_AddStringToObject(fault, "where", where);
        (void)cJSON_AddStringToObject(fault, "severity",
                                      severity == FINDING_ERROR ? "error" : "warning");
        (void)cJSON_AddStringToObject(fault, "what", what);
        (void)cJSON_AddStringToObject(fault, "what_to_do", what_to_do);
        add_place(found, place, fault);
        (void)cJSON_AddItemToArray(found->faults, fault);
    }
}

/* ---- the process ---- */

static int say(cJSON *all)
{
    char *text = all != NULL ? cJSON_PrintUnformatted(all) : NULL;
    bool good = text != NULL && puts(text) >= 0 && fflush(stdout) == 0;
    cJSON_Delete(all);
    cJSON_free(text);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int fail(cJSON *all, const Error *error)
{
    (void)cJSON_AddStringToObject(all, "error", error->text);
    return say(all);
}

int look_child(int argc, char **argv)
{
    Error error = {""};
    Error ignored = {""}; /* of what is published: it is replaced all the same */
    CheckCounts counts = {0};
    Found found = {0};
    LookScreens screens = {.changed = found.changed};
    cJSON *all = cJSON_CreateObject();
    if (argc != 5 || all == NULL || !options_size(argv[4], &screens.w, &screens.h)) {
        return EXIT_FAILURE;
    }
    screens.new = argv[0];
    screens.fonts = argv[2];
    screens.language = argv[3];
    found.changes = cJSON_AddArrayToObject(all, "changes");
    found.faults = cJSON_AddArrayToObject(all, "faults");
    StaffLanguage staff = staff_language(argv[3]);
    Content *new = content_open(argv[0], &error);
    found.content = new;
    found.language = argv[3];
    Status status = check_run_placed(argv[0], argv[2], staff, take_fault, &found, &counts, &error);
    Content *old = new != NULL ? content_open(argv[1], &ignored) : NULL;
    if (status == STATUS_COMMAND || (new == NULL &&counts.errors == 0)) {
        content_destroy(old);
        content_destroy(new);
        return fail(all, &error);
    }
    if (new != NULL && old != NULL) {
        (void)diff_contents(old, new, staff, take_change, &found);
    } else if (new != NULL) {
        take_all(&found, new);
    }
    screens.old = old != NULL ? argv[1] : NULL;
    screens.count = found.changed_count;
    (void)cJSON_AddItemToObject(all, "pictures",
                                new != NULL &&found.change_count > 0 ? look_screens(&screens)
                                                                     : cJSON_CreateArray());
    (void)cJSON_AddNumberToObject(all, "change_count", found.change_count);
    (void)cJSON_AddNumberToObject(all, "errors", counts.errors);
    (void)cJSON_AddNumberToObject(all, "warnings", counts.warnings);
    content_destroy(old);
    content_destroy(new);
    return say(all);
}
