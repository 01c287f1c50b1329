/* Fuzzes the loader: bytes are a data file, and whatever they are, the check refuses it with a
 * reason or it is whole; and even what is refused makes nothing crash that opens it.
 *
 * An input that begins with 'w' or 'j' and a length (three bytes, the highest first) is a file with
 * a log beside it, as an editor leaves it: of so many bytes the file, the rest its -wal or
 * -journal. Such a file is taken in as the keeper does it, by copying, and so is each that passes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "content/check_file.h"
#include "content/copy.h"
#include "cut/look.h"
#include "cut/mutation.h"
#include "fuzz/small.h"
#include "fuzz/target.h"

enum { HEADER_BYTES = 100, LOG_HEAD_BYTES = 4, SQL_PAGE_BYTES = 4096 };

typedef struct Paths {
    char file[SMALL_PATH_MOST + 16], wal[SMALL_PATH_MOST + 16], journal[SMALL_PATH_MOST + 16];
    char copy[SMALL_PATH_MOST + 16];
} Paths;

static Paths paths_of(const char *folder)
{
    Paths paths;
    (void)snprintf(paths.file, sizeof paths.file, "%s/a.db", folder);
    (void)snprintf(paths.wal, sizeof paths.wal, "%s/a.db-wal", folder);
    (void)snprintf(paths.journal, sizeof paths.journal, "%s/a.db-journal", folder);
    (void)snprintf(paths.copy, sizeof paths.copy, "%s/copy.db", folder);
    return paths;
}

/* ---- one input ---- */

/* Whether the check let it pass. */
static bool look(const char *path)
{
    Error why = {{0}}, error = {{0}};
    bool passed = check_file(path, &why);
    target_expect(passed || why.text[0] != '\0', "refused without a reason", path);
    Content *content = content_open(path, &error);
    target_expect(content != NULL || error.text[0] != '\0', "not opened without a reason", path);
    bool whole = content != NULL && look_at_all(content);
    target_expect(!passed || whole, "passed the check and is not whole", error.text);
    content_destroy(content);
    return passed;
}

static void take_in(const Paths *paths, bool must)
{
    Error error = {{0}};
    CopyOptions options = {
        .from = paths->file, .to = paths->copy, .now_s = INT64_MAX / 2, .cancel_fd = -1};
    CopyResult result = copy_file(&options, &error);
    target_expect(result == COPY_DONE || error.text[0] != '\0', "not copied without a reason", "");
    target_expect(result == COPY_DONE || access(paths->copy, F_OK) != 0, "left a copy behind", "");
    bool passed = result == COPY_DONE && look(paths->copy);
    target_expect(passed || !must, "passed, but not its copy", error.text);
}

static size_t length_of(const uint8_t *bytes)
{
    return (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
}

static bool has_log(const uint8_t *bytes, size_t count)
{
    return count > LOG_HEAD_BYTES && (bytes[0] == 'w' || bytes[0] == 'j') &&
           length_of(bytes) <= count - LOG_HEAD_BYTES;
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    (void)target_folder();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    const char *folder = target_folder();
    Paths paths = paths_of(folder);
    bool with_log = has_log(bytes, count);
    if (with_log) {
        size_t length = length_of(bytes);
        const char *log = bytes[0] == 'w' ? "a.db-wal" : "a.db-journal";
        small_put(folder, "a.db", bytes + LOG_HEAD_BYTES, length);
        small_put(folder, log, bytes + LOG_HEAD_BYTES + length, count - LOG_HEAD_BYTES - length);
    } else {
        small_put(folder, "a.db", bytes, count);
    }
    target_begin();
    bool passed = look(paths.file);
    if (with_log || passed) {
        take_in(&paths, passed && !with_log);
    }
    target_rest();
    (void)unlink(paths.wal);
    (void)unlink(paths.journal);
    (void)unlink(paths.copy);
    return 0;
}

/* ---- mutations that leave it a database ---- */

static void put_u32(uint8_t *bytes, size_t number)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(number >> (24 - 8 * i));
    }
}

/* Makes the header say what the file is, so that what else is wrong with it is reached. */
static void mend_header(uint8_t *bytes, size_t count)
{
    size_t page = (size_t)bytes[16] << 8 | bytes[17];
    page = page == 1 ? 65536 : page;
    memcpy(bytes, "SQLite format 3", 16);
    put_u32(bytes + 68, CONTENT_APPLICATION_ID);
    put_u32(bytes + 60, CONTENT_USER_VERSION);
    memcpy(bytes + 92, bytes + 24, 4);
    put_u32(bytes + 28, page >= 512 ? count / page : 1);
}

/* Changes a stretch of it, where the lengths of everything else stay. */
static size_t mutate_stretch(uint8_t *bytes, size_t count, uint64_t dice)
{
    size_t begin = (size_t)(dice % count);
    size_t length = count - begin < 64 ? count - begin : 64;
    uint8_t stretch[64];
    memcpy(stretch, bytes + begin, length);
    size_t made = LLVMFuzzerMutate(stretch, length, length);
    memcpy(bytes + begin, stretch, made < length ? made : length);
    return count;
}

static size_t mutate_pages(uint8_t *bytes, size_t count, uint64_t dice)
{
    size_t page = (size_t)bytes[16] << 8 | bytes[17];
    if (page < 512 || count < 2 * page) {
        return count;
    }
    size_t pages = count / page;
    memmove(bytes + (size_t)(dice % pages) * page, bytes + (size_t)((dice >> 32) % pages) * page,
            page);
    return count;
}

/* As an SQLite tool, or somebody who means harm with one, changes it: see mutation.h. */
static size_t mutate_by_sql(uint8_t *bytes, size_t count, size_t most, uint64_t dice)
{
    const char *folder = target_folder();
    char from[SMALL_PATH_MOST + 16], to[SMALL_PATH_MOST + 16], name[64];
    (void)snprintf(from, sizeof from, "%s/from.db", folder);
    (void)snprintf(to, sizeof to, "%s/to.db", folder);
    (void)unlink(to);
    small_put(folder, "from.db", bytes, count);
    mutation_make(from, to, dice, name);
    size_t made;
    uint8_t *changed = small_read(to, &made);
    if (changed != NULL && made > 0 && made <= most) {
        memcpy(bytes, changed, made);
        count = made;
    }
    free(changed);
    return count;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned seed)
{
    uint64_t dice = hash_u64(HASH_SEED, seed);
    unsigned kind = seed % 16;
    bool is_file = count >= SQL_PAGE_BYTES && memcmp(bytes, "SQLite format 3", 16) == 0;
    if (!is_file && has_log(bytes, count) && kind < 12) {
        return mutate_stretch(bytes, count, dice);
    }
    if (!is_file || kind < 3) {
        return LLVMFuzzerMutate(bytes, count, most);
    }
    size_t made = kind < 9    ? mutate_stretch(bytes, count, dice)
                  : kind < 11 ? mutate_pages(bytes, count, dice)
                              : mutate_by_sql(bytes, count, most, dice);
    if (made >= HEADER_BYTES && (dice & 3) != 0) {
        mend_header(bytes, made);
    }
    return made;
}
