/* The process that decodes a stranger's picture (picture.h): it gives up every right before it
 * reads the first byte. A mistake in a library can then cost a wrong picture and nothing else. */
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "desk/picture_parts.h"

enum { CPU_S = 10, ALL_S = 15 };

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
/* What it takes besides the program itself. The sanitizer's own is more than any bound. */
#ifdef IS_SANITIZED
static const rlim_t MEMORY_BYTES = RLIM_INFINITY;
#else
static const rlim_t MEMORY_BYTES = 512 << 20;
#endif

static bool set_limits(void)
{
    const struct {
        __rlimit_resource_t what;
        rlim_t most, more;
    } limits[] = {
        {RLIMIT_CPU, CPU_S, CPU_S + 1}, /* its signal comes at the first alone */
        {RLIMIT_DATA, MEMORY_BYTES, MEMORY_BYTES},
        {RLIMIT_CORE, 0, 0},
        {RLIMIT_FSIZE, 0, 0},  /* pipes have no size */
        {RLIMIT_NOFILE, 0, 0}, /* no more than are open */
        {RLIMIT_NPROC, 0, 0},
    };
    bool good = true;
    for (size_t i = 0; good && i < sizeof limits / sizeof limits[0]; i++) {
        const struct rlimit limit = {limits[i].most, limits[i].more};
        good = setrlimit(limits[i].what, &limit) == 0;
    }
    (void)alarm(ALL_S);
    return good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static bool allow(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp in = SCMP_A0(SCMP_CMP_EQ, STDIN_FILENO, 0);
    const struct scmp_arg_cmp out = SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO, 0);
    const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp no_file = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
    const int plain[] = {SCMP_SYS(brk),     SCMP_SYS(munmap), SCMP_SYS(mremap),
                         SCMP_SYS(madvise), SCMP_SYS(exit),   SCMP_SYS(exit_group)};
    bool good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, in) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, out) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, data, no_file) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data) == 0;
    for (size_t i = 0; good && i < sizeof plain / sizeof plain[0]; i++) {
        good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, plain[i], 0) == 0;
    }
    return good;
}

bool picture_shut_in(void)
{
    scmp_filter_ctx filter = set_limits() ? seccomp_init(SCMP_ACT_KILL_PROCESS) : NULL;
    bool good = filter != NULL && allow(filter) && seccomp_load(filter) == 0;
    if (filter != NULL) {
        seccomp_release(filter);
    }
    return good;
}

/* All that comes, malloc'ed; NULL where it is too much. */
static unsigned char *read_all(size_t *count)
{
    unsigned char *bytes = (unsigned char *)malloc(PICTURE_UPLOAD_BYTES_MOST + 1);
    ssize_t got = 1;
    *count = 0;
    while (bytes != NULL && got > 0 && *count <= PICTURE_UPLOAD_BYTES_MOST) {
        got = read(STDIN_FILENO, bytes + *count, PICTURE_UPLOAD_BYTES_MOST + 1 - *count);
        *count += got > 0 ? (size_t)got : 0;
    }
    if (got != 0) {
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}

static bool write_all(const void *bytes, size_t count)
{
    const unsigned char *at = (const unsigned char *)bytes;
    while (count > 0) {
        ssize_t wrote = write(STDOUT_FILENO, at, count);
        if (wrote <= 0) {
            return false;
        }
        at += wrote;
        count -= (size_t)wrote;
    }
    return true;
}

/* Nothing that a library has registered for the end may run: it would be killed for it. */
int picture_decode_run(void)
{
    PictureAnswer answer = {.result = PICTURE_FAILED};
    Picture picture = {0};
    if (picture_shut_in()) {
        size_t count;
        const unsigned char *bytes = read_all(&count);
        answer.result =
            bytes != NULL ? (unsigned char)picture_make(bytes, count, &picture) : PICTURE_TOO_LARGE;
        answer.was_turned = picture.was_turned;
        answer.was_scaled = picture.was_scaled;
    }
    bool good = write_all(&answer, sizeof answer) && write_all(picture.bytes, picture.count);
    _exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
