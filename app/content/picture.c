/* Hands out pictures: sizes from memory, bytes from the file. Decoding is the drawer's. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "content/snapshot.h"

PictureSize content_picture_size(const Content *content, Id picture)
{
    int index = id_table_find(&content->picture_table, picture);
    return index >= 0 ? content->pictures[index].size : (PictureSize){0, 0};
}

void *content_picture_bytes(Content *content, Id picture, size_t *count)
{
    *count = 0;
    int index = id_table_find(&content->picture_table, picture);
    sqlite3_stmt *statement = index >= 0 ? content_query(content, QUERY_PICTURE) : NULL;
    if (statement == NULL) {
        return NULL;
    }
    void *copy = NULL;
    (void)sqlite3_bind_int64(statement, 1, content->pictures[index].row);
    if (content_step(content, statement, "the bytes", "a picture")) {
        const void *bytes = sqlite3_column_blob(statement, 0);
        int length = sqlite3_column_bytes(statement, 0);
        if (bytes != NULL && length > 0 && length <= PICTURE_BYTES_MOST) {
            copy = malloc((size_t)length);
        }
        if (copy != NULL) {
            memcpy(copy, bytes, (size_t)length);
            *count = (size_t)length;
        }
    }
    (void)sqlite3_reset(statement);
    return copy;
}
