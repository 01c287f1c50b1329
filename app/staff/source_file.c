/* See source_file.h. */
#include "staff/source_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *source_file_read(Arena *arena, const char *path, size_t most, size_t *count, Error *error)
{
    struct stat status;
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        (void)(errno == ENOENT ? error_set(error, "%s: this file is missing", path)
                               : error_set(error, "%s: cannot be read: %s", path, strerror(errno)));
        return NULL;
    }
    char *text = NULL;
    if (fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) {
        (void)error_set(error, "%s: this is no ordinary file", path);
    } else if ((size_t)status.st_size > most) {
        (void)error_set(error, "%s: this file is too large; the most is %zu kB", path, most / 1000);
    } else if ((text = (char *)arena_alloc(arena, (size_t)status.st_size + 1)) == NULL) {
        (void)error_set(error, "%s: there is not enough memory", path);
    } else {
        *count = fread(text, 1, (size_t)status.st_size, file);
        if (ferror(file)) {
            (void)error_set(error, "%s: cannot be read: %s", path, strerror(errno));
            text = NULL;
        }
    }
    (void)fclose(file);
    return text;
}

const char *source_file_join(Arena *arena, const char *folder, const char *name)
{
    size_t count = strlen(folder);
    while (count > 1 && folder[count - 1] == '/') {
        count--;
    }
    return arena_printf(arena, "%.*s/%s", (int)count, folder, name);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_kind(Arena *arena, const char *folder, const char *name, NameKind kind)
{
    struct stat status;
    if (name[0] == '.' || stat(source_file_join(arena, folder, name), &status) != 0) {
        return false;
    }
    return kind == NAMES_OF_FOLDERS ? S_ISDIR(status.st_mode) : S_ISREG(status.st_mode);
}

bool source_file_names(Arena *arena, const char *folder, NameKind kind, NameList *out, Error *error)
{
    *out = (NameList){0};
    DIR *open_folder = opendir(folder);
    if (open_folder == NULL) {
        return errno == ENOENT
                   ? error_set(error, "%s: this folder is missing", folder)
                   : error_set(error, "%s: cannot be read: %s", folder, strerror(errno));
    }
    size_t room = 0;
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(open_folder)) != NULL;) {
        if (!is_kind(arena, folder, entry->d_name, kind)) {
            continue;
        }
        if (out->count + 2 > room) {
            room = room * 2 + 16;
            const char **more = (const char **)arena_alloc(arena, room * sizeof *more);
            good = more != NULL;
            if (good && out->count > 0) {
                memcpy(more, out->names, out->count * sizeof *more);
            }
            out->names = good ? more : out->names;
        }
        const char *name = arena_copy_text(arena, entry->d_name, strlen(entry->d_name));
        good = good && name != NULL;
        if (good) {
            out->names[out->count++] = name;
            out->names[out->count] = NULL;
        }
    }
    (void)closedir(open_folder);
    if (!good) {
        return error_set(error, "%s: there is not enough memory", folder);
    }
    if (out->names == NULL) {
        out->names = (const char **)arena_alloc(arena, sizeof *out->names);
    }
    if (out->count > 1) {
        qsort(out->names, out->count, sizeof *out->names, compare_names);
    }
    return out->names != NULL || error_set(error, "%s: there is not enough memory", folder);
}
