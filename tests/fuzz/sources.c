/* Fuzzes what reads staff's texts: an input's first letter says which file of the small sources its
 * other bytes stand for (see small.c), or, 'b', that they are an article's body.
 *
 * Whatever they are, `foyer build` names every mistake with its file or makes a data file that
 * passes the check and is whole; and that one, exported and built again, is the same file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "content/check_file.h"
#include "cut/look.h"
#include "fuzz/small.h"
#include "fuzz/target.h"
#include "staff/build.h"
#include "staff/export.h"

typedef struct Paths {
    char sources[SMALL_PATH_MOST + 16], file[SMALL_PATH_MOST + 16];
    char exported[SMALL_PATH_MOST + 16], again[SMALL_PATH_MOST + 16];
} Paths;

static Paths paths_of(const char *folder)
{
    Paths paths;
    (void)snprintf(paths.sources, sizeof paths.sources, "%s/sources", folder);
    (void)snprintf(paths.file, sizeof paths.file, "%s/a.db", folder);
    (void)snprintf(paths.exported, sizeof paths.exported, "%s/exported", folder);
    (void)snprintf(paths.again, sizeof paths.again, "%s/again.db", folder);
    return paths;
}

/* ---- a body ---- */

static void parse_body(const uint8_t *bytes, size_t count)
{
    Arena arena;
    Body body;
    arena_init(&arena, 4096);
    char *text = (char *)malloc(count + 1);
    target_expect(text != NULL, "no memory", "");
    memcpy(text, bytes, count);
    text[count] = '\0';
    if (body_parse(&arena, text, count, &body)) {
        for (int i = 0; i < body.block_count; i++) {
            const Block *block = &body.blocks[i];
            size_t end = 0;
            target_expect(utf8_is_valid(block->text, block->length, NULL), "no UTF-8", "");
            for (int k = 0; k < block->span_count; k++) {
                const Span *span = &block->spans[k];
                bool fits = span->start >= end && span->start <= block->length &&
                            span->length <= block->length - span->start;
                target_expect(fits, "a span outside of its block", block->text);
                target_expect((span->flags & SPAN_LINK) == 0 || span->link != NULL, "no link", "");
                end = span->start + span->length;
            }
        }
    }
    free(text);
    arena_finish(&arena);
}

/* ---- a folder ---- */

typedef struct Mistakes {
    const char *folder;
    int count;
} Mistakes;

static void count_mistake(void *context, const char *mistake)
{
    Mistakes *mistakes = (Mistakes *)context;
    mistakes->count++;
    size_t length = strlen(mistakes->folder);
    target_expect(strncmp(mistake, mistakes->folder, length) == 0 && mistake[length] == '/' &&
                      strstr(mistake, ": ") != NULL,
                  "a mistake without its file", mistake);
}

static void expect_same_bytes(const char *one, const char *other)
{
    size_t one_count = 0, other_count = 0;
    uint8_t *a = small_read(one, &one_count), *b = small_read(other, &other_count);
    target_expect(a != NULL && b != NULL && one_count == other_count &&
                      memcmp(a, b, one_count) == 0,
                  "exported and built again it is another file", other);
    free(a);
    free(b);
}

static void there_and_back(const Paths *paths)
{
    Error error = {{0}};
    BuildCounts counts;
    target_expect(export_run(paths->file, paths->exported, &error) == STATUS_DONE,
                  "was built and cannot be exported", error.text);
    target_expect(build_run(paths->exported, paths->again, &counts, &error) == BUILD_DONE,
                  "was exported and cannot be built", error.text);
    expect_same_bytes(paths->file, paths->again);
    small_remove(paths->exported);
    (void)unlink(paths->again);
}

static void build(const Paths *paths)
{
    Mistakes mistakes = {.folder = paths->sources};
    Error error = {{0}};
    BuildCounts counts;
    BuildResult result =
        build_run_all(paths->sources, paths->file, &counts, count_mistake, &mistakes, &error);
    target_expect(result != BUILD_COMMAND_WRONG, "the command is blamed", error.text);
    target_expect((result == BUILD_DONE) == (mistakes.count == 0), "mistakes and the result differ",
                  error.text);
    if (result != BUILD_DONE) {
        return;
    }
    target_expect(check_file(paths->file, &error), "was built and is refused", error.text);
    Content *content = content_open(paths->file, &error);
    target_expect(content != NULL, "was built and does not open", error.text);
    target_expect(look_at_all(content), "was built and is not whole", "");
    content_destroy(content);
    there_and_back(paths);
    (void)unlink(paths->file);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    Paths paths = paths_of(target_folder());
    small_write(paths.sources);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    Paths paths = paths_of(target_folder());
    const SmallFile *file = NULL;
    for (int i = 0; count > 0 && i < SMALL_FILES; i++) {
        file = SMALL[i].letter == (char)bytes[0] ? &SMALL[i] : file;
    }
    if (file == NULL && (count == 0 || bytes[0] != 'b')) {
        return -1; /* says nothing: not to be kept */
    }
    target_begin();
    if (file == NULL) {
        parse_body(bytes + 1, count - 1);
    } else {
        small_put(paths.sources, file->path, bytes + 1, count - 1);
        build(&paths);
        small_put(paths.sources, file->path, file->text, file->count);
    }
    target_rest();
    return 0;
}
