/* What copy.c does with bytes, SQLite aside: copying them, and the header of a copy. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "content/copy_parts.h"
#include "content/guard.h"

enum { CHUNK_BYTES = 1 << 18 };

bool copy_wait(int cancel_fd, int ms)
{
    struct pollfd wait = {.fd = cancel_fd, .events = POLLIN};
    return poll(&wait, 1, ms) <= 0;
}

/* ---- bytes ---- */

static CopyResult no_room(const char *path, Error *error)
{
    (void)error_set(error, "%s cannot be written: %s", path, strerror(errno));
    return COPY_NO_ROOM;
}

static CopyResult copy_open_files(const CopyOptions *names, int from, int to, Error *error)
{
    char *chunk = (char *)malloc(CHUNK_BYTES);
    if (chunk == NULL) {
        errno = ENOMEM;
        return no_room(names->to, error);
    }
    CopyResult result = COPY_DONE;
    int64_t total = 0;
    ssize_t got = 0;
    while (result == COPY_DONE && (got = read(from, chunk, CHUNK_BYTES)) > 0) {
        total += got;
        if (total > GUARD_FILE_BYTES_MOST) {
            (void)error_set(error, "%s is too large: 256 MB is the most", names->from);
            result = COPY_REFUSED;
        } else if (!copy_wait(names->cancel_fd, 0)) {
            result = COPY_CANCELLED;
        }
        ssize_t wrote = 0;
        for (ssize_t at = 0; result == COPY_DONE && at < got; at += wrote) {
            wrote = write(to, chunk + at, (size_t)(got - at));
            if (wrote <= 0) {
                errno = wrote == 0 ? ENOSPC : errno;
                result = no_room(names->to, error);
            }
        }
    }
    if (got < 0) {
        (void)error_set(error, "%s cannot be read: %s", names->from, strerror(errno));
        result = COPY_REFUSED;
    }
    free(chunk);
    return result;
}

CopyResult copy_bytes(const char *from, const char *to, int cancel_fd, Error *error)
{
    CopyOptions names = {.from = from, .to = to, .cancel_fd = cancel_fd};
    CopyResult result = COPY_REFUSED;
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int out = -1;
    if (in < 0) {
        (void)error_set(error, "%s cannot be read: %s", from, strerror(errno));
        goto done;
    }
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    result = out < 0 ? no_room(to, error) : copy_open_files(&names, in, out, error);
done:
    if (in >= 0) {
        (void)close(in);
    }
    if (out >= 0 && close(out) != 0 && result == COPY_DONE) {
        result = no_room(to, error);
    }
    return result;
}

/* ---- the copy's header ---- */

/* Where the header says which journal is used, counts changes of the file and of its tables, says
 * for which count its number of pages holds, and which version of SQLite wrote it
 * (sqlite.org/fileformat.html). A copy of a copy differs in them, and in nothing else. */
enum { AT_MODE = 18, AT_CHANGES = 24, AT_TABLES = 40, AT_VALID_FOR = 92, AT_WRITER = 96 };

static bool digest_of(int file, int cancel_fd, uint64_t *digest)
{
    unsigned char *chunk = (unsigned char *)malloc(CHUNK_BYTES);
    if (chunk == NULL) {
        return false;
    }
    uint64_t hash = HASH_SEED;
    off_t at = 0;
    ssize_t got;
    while ((got = pread(file, chunk, CHUNK_BYTES, at)) > 0) {
        if (at == 0 && got >= GUARD_HEADER_BYTES) {
            memset(chunk + AT_MODE, 1, 2);
            memset(chunk + AT_CHANGES, 0, 4);
            memset(chunk + AT_TABLES, 0, 4);
            memset(chunk + AT_VALID_FOR, 0, 4);
            memset(chunk + AT_WRITER, 0, 4);
        }
        hash = hash_words(hash, chunk, (size_t)got);
        at += got;
        if (!copy_wait(cancel_fd, 0)) {
            got = -1;
            break;
        }
    }
    free(chunk);
    *digest = hash;
    return got == 0;
}

bool copy_read_digest(const char *path, uint64_t *digest)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && digest_of(file, -1, digest);
    if (file >= 0) {
        (void)close(file);
    }
    return good;
}

/* The count of changes that stands for a digest. */
static void write_changes(uint64_t digest, unsigned char changes[4])
{
    for (int i = 0; i < 4; i++) {
        changes[i] = (unsigned char)(digest >> 8 * i);
    }
}

CopyResult copy_verify(const char *path, int cancel_fd, uint64_t *digest, Error *error)
{
    unsigned char changes[4], found[4];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    CopyResult result = COPY_DONE;
    if (file < 0 || pread(file, found, 4, AT_CHANGES) != 4 || !digest_of(file, cancel_fd, digest)) {
        (void)error_set(error, "%s cannot be read: %s", path, strerror(errno));
        result = copy_wait(cancel_fd, 0) ? COPY_UNSETTLED : COPY_CANCELLED;
    } else {
        write_changes(*digest, changes);
        if (memcmp(changes, found, 4) != 0) {
            (void)error_set(error, "%s is damaged: it is not what was written", path);
            result = COPY_REFUSED;
        }
    }
    if (file >= 0) {
        (void)close(file);
    }
    return result;
}

CopyResult copy_finish_header(const CopyOptions *options, Error *error)
{
    static const unsigned char NO_WAL[2] = {1, 1};
    uint64_t digest = 0;
    int file = open(options->to, O_RDWR | O_CLOEXEC);
    bool good = file >= 0 && digest_of(file, -1, &digest);
    unsigned char changes[4];
    write_changes(digest, changes);
    good = good && pwrite(file, NO_WAL, 2, AT_MODE) == 2 &&
           pwrite(file, changes, 4, AT_CHANGES) == 4 && pwrite(file, changes, 4, AT_VALID_FOR) == 4;
    CopyResult result = good ? COPY_DONE : no_room(options->to, error);
    if (file >= 0 && close(file) != 0 && result == COPY_DONE) {
        result = no_room(options->to, error);
    }
    if (options->digest != NULL) {
        *options->digest = digest;
    }
    return result;
}
