/* Pictures in desk.db. See store.h. One that is put in twice is kept once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "desk/store_parts.h"

enum { NUMBERS_MOST = 10000 };

bool store_picture_has(Store *store, const char *slug)
{
    sqlite3_stmt *statement = store_query(store, STORE_PICTURE_HAS);
    store_bind(statement, 1, slug);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    store_query_end(store, statement);
    return found;
}

/* Whether a picture with these bytes is there, whose slug is written down. */
static bool find_same(Store *store, StoredPicture *picture)
{
    sqlite3_stmt *statement = store_query(store, STORE_PICTURE_SAME);
    (void)sqlite3_bind_int64(statement, 1, (int64_t)picture->hash);
    (void)sqlite3_bind_blob64(statement, 2, picture->bytes, picture->count, SQLITE_STATIC);
    store_bind(statement, 3, picture->slug);
    char same[sizeof picture->slug] = "";
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    if (found) {
        (void)snprintf(same, sizeof same, "%s", store_text(statement, 0));
    }
    store_query_end(store, statement);
    if (found) {
        memcpy(picture->slug, same, sizeof same);
    }
    return found;
}

static int64_t count_pictures(Store *store)
{
    sqlite3_stmt *statement = store_query(store, STORE_PICTURE_COUNT);
    int64_t count = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    store_query_end(store, statement);
    return count;
}

/* Finds a slug that is free: "hall", "hall-2", "hall-3". */
static bool find_slug(Store *store, StoredPicture *picture)
{
    char stem[sizeof picture->slug];
    memcpy(stem, picture->slug, sizeof stem);
    for (int i = 2; store_picture_has(store, picture->slug); i++) {
        if (i > NUMBERS_MOST) {
            return false;
        }
        (void)snprintf(picture->slug, sizeof picture->slug, "%.90s-%d", stem, i);
    }
    return true;
}

static bool insert(Store *store, const StoredPicture *picture, Error *error)
{
    sqlite3_stmt *statement = store_query(store, STORE_PICTURE_PUT);
    store_bind(statement, 1, picture->slug);
    store_bind(statement, 2, picture->format);
    (void)sqlite3_bind_int(statement, 3, picture->width);
    (void)sqlite3_bind_int(statement, 4, picture->height);
    (void)sqlite3_bind_int64(statement, 5, (int64_t)picture->hash);
    (void)sqlite3_bind_blob64(statement, 6, picture->bytes, picture->count, SQLITE_STATIC);
    return store_query_run(store, statement, error);
}

bool store_picture_put(Store *store, StoredPicture *picture, Error *error)
{
    if (picture->count > STORE_PICTURE_BYTES_MOST) {
        return error_set(error, "the picture has more than 16 MB");
    }
    picture->hash = hash_words(HASH_SEED, picture->bytes, picture->count);
    (void)pthread_mutex_lock(&store->lock); /* of two that put the same in, one does */
    bool good = find_same(store, picture);
    if (!good) {
        good = count_pictures(store) >= STORE_PICTURES_MOST || !find_slug(store, picture)
                   ? error_set(error, "there are too many pictures")
                   : insert(store, picture, error);
    }
    (void)pthread_mutex_unlock(&store->lock);
    return good;
}

bool store_picture_keep(Store *store, const StoredPicture *picture, Error *error)
{
    StoredPicture kept = *picture;
    kept.hash = hash_words(HASH_SEED, picture->bytes, picture->count);
    return insert(store, &kept, error);
}

bool store_picture_get(Store *store, const char *slug, StoredPicture *out, Error *error)
{
    *out = (StoredPicture){.bytes = NULL};
    sqlite3_stmt *statement = store_query(store, STORE_PICTURE_GET);
    store_bind(statement, 1, slug);
    int code = sqlite3_step(statement);
    bool good = store_query_done(store, code, error);
    if (good && code != SQLITE_ROW) {
        good = error_set(error, "there is no picture \"%s\"", slug);
    }
    if (good) {
        (void)snprintf(out->slug, sizeof out->slug, "%s", store_text(statement, 0));
        (void)snprintf(out->format, sizeof out->format, "%s", store_text(statement, 1));
        out->width = sqlite3_column_int(statement, 2);
        out->height = sqlite3_column_int(statement, 3);
        out->hash = (uint64_t)sqlite3_column_int64(statement, 4);
        const void *bytes = sqlite3_column_blob(statement, 5);
        out->count = (size_t)sqlite3_column_bytes(statement, 5);
        out->bytes = malloc(out->count + 1);
        good = out->bytes != NULL || error_set(error, "there is not enough memory");
        if (good && bytes != NULL) {
            memcpy(out->bytes, bytes, out->count);
        }
    }
    store_query_end(store, statement);
    return good;
}
