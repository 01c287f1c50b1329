/* What is remembered of the screens: a line of JSON for each in desk.db. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/log.h"
#include "desk/carrier_parts.h"
#include "desk/store.h"

enum { NAME_BYTES = sizeof(DeskScreen) + 20 };

static void name_of(const DeskScreen *is, char out[NAME_BYTES])
{
    (void)snprintf(out, NAME_BYTES, "screen %s: %s", is->name, is->where);
}

/* JSON's numbers hold 53 bits. */
static void add_digest(cJSON *to, const char *key, uint64_t digest)
{
    char text[20];
    (void)snprintf(text, sizeof text, "%" PRIx64, digest);
    (void)cJSON_AddStringToObject(to, key, text);
}

static uint64_t get_digest(const cJSON *from, const char *key)
{
    uint64_t digest = 0;
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(from, key));
    return text != NULL && sscanf(text, "%" SCNx64, &digest) == 1 ? digest : 0;
}

static double get_number(const cJSON *from, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(from, key);
    return cJSON_IsNumber(item) ? cJSON_GetNumberValue(item) : 0;
}

void carried_screen_init(CarriedScreen *screen, const DeskScreen *is, struct Store *store)
{
    char name[NAME_BYTES];
    *screen = (CarriedScreen){.is = is, .child = {.ended = -1, .said = -1}};
    name_of(is, name);
    char *text = store_value_get(store, name);
    cJSON *all = text != NULL ? cJSON_Parse(text) : NULL;
    int end = (int)get_number(all, "end");
    const char *detail = cJSON_GetStringValue(cJSON_GetObjectItem(all, "detail"));
    screen->version = (int)get_number(all, "version");
    screen->digest = get_digest(all, "digest");
    screen->device = get_digest(all, "device");
    screen->strange = get_digest(all, "strange");
    screen->agreed = get_digest(all, "agreed");
    screen->changed_at = (int64_t)get_number(all, "changed_at");
    screen->tried_at = (int64_t)get_number(all, "tried_at");
    screen->end = end > 0 && end < CARRY_END_COUNT ? (CarryEnd)end : CARRY_DONE;
    (void)snprintf(screen->detail, sizeof screen->detail, "%s", detail != NULL ? detail : "");
    cJSON_Delete(all);
    free(text);
}

void carried_screen_keep(const CarriedScreen *screen, struct Store *store)
{
    char name[NAME_BYTES];
    Error error = {""};
    cJSON *all = cJSON_CreateObject();
    name_of(screen->is, name);
    (void)cJSON_AddNumberToObject(all, "version", screen->version);
    add_digest(all, "digest", screen->digest);
    add_digest(all, "device", screen->device);
    add_digest(all, "strange", screen->strange);
    add_digest(all, "agreed", screen->agreed);
    (void)cJSON_AddNumberToObject(all, "changed_at", (double)screen->changed_at);
    (void)cJSON_AddNumberToObject(all, "tried_at", (double)screen->tried_at);
    (void)cJSON_AddNumberToObject(all, "end", screen->end);
    (void)cJSON_AddStringToObject(all, "detail", screen->detail);
    char *text = cJSON_PrintUnformatted(all);
    if (text == NULL || !store_value_put(store, name, text, &error)) {
        log_line(LOG_ERROR, "what is on the screen \"%s\" cannot be written down: %s",
                 screen->is->name, error.text);
    }
    cJSON_free(text);
    cJSON_Delete(all);
}
