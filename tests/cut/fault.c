/* Preloaded into a program: lets one of its system calls on files fail, or ends it there.
 *
 * FOYER_FAULT=KIND:N, where the N-th call (from 1) gives ENOSPC or EIO, writes only half (SHORT),
 * or the process is killed before (KILL); "FULL": from the N-th on whatever needs room gives
 * ENOSPC. FOYER_FAULT_UNDER: only files in this folder, and what is held in memory.
 * FOYER_FAULT_REPORT: a file that is made when it has happened. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

typedef enum Kind { KIND_NONE, KIND_ENOSPC, KIND_EIO, KIND_SHORT, KIND_KILL, KIND_FULL } Kind;
/* What a call needs to be able to fail with a kind. */
typedef enum Call { CALL_READS, CALL_WRITES, CALL_CHANGES } Call;

static struct {
    Kind kind;
    long at;
    atomic_long count;
    char under[512], report[512];
} plan;

__attribute__((constructor)) static void read_plan(void)
{
    static const char *const NAMES[] = {"", "ENOSPC", "EIO", "SHORT", "KILL", "FULL"};
    const char *fault = getenv("FOYER_FAULT"), *under = getenv("FOYER_FAULT_UNDER");
    const char *report = getenv("FOYER_FAULT_REPORT"), *colon = fault ? strchr(fault, ':') : NULL;
    if (colon == NULL || under == NULL || report == NULL) {
        return;
    }
    for (int i = 1; i <= KIND_FULL; i++) {
        if (strlen(NAMES[i]) == (size_t)(colon - fault) &&
            strncmp(fault, NAMES[i], strlen(NAMES[i])) == 0) {
            plan.kind = (Kind)i;
        }
    }
    plan.at = atol(colon + 1);
    (void)snprintf(plan.under, sizeof plan.under, "%s", under);
    (void)snprintf(plan.report, sizeof plan.report, "%s", report);
}

static bool is_meant(const char *path)
{
    bool in_memory = strncmp(path, "/memfd:", 7) == 0 || strncmp(path, "/dev/shm/", 9) == 0 ||
                     strncmp(path, "/proc/self/fd/", 14) == 0;
    return strncmp(path, plan.under, strlen(plan.under)) == 0 ||
           (in_memory && plan.kind != KIND_FULL);
}

static bool is_meant_file(int file)
{
    char name[64], path[512];
    (void)snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    long count = syscall(SYS_readlinkat, AT_FDCWD, name, path, sizeof path - 1);
    path[count > 0 ? count : 0] = '\0';
    return is_meant(path);
}

static void report(void)
{
    long file = syscall(SYS_openat, AT_FDCWD, plan.report, O_WRONLY | O_CREAT, 0644);
    (void)syscall(SYS_close, file);
}

/* Whether this call is to fail; errno says how. */
static bool fails(Call call)
{
    bool counts = (plan.kind == KIND_ENOSPC && call != CALL_READS) || plan.kind == KIND_EIO ||
                  (plan.kind == KIND_SHORT && call == CALL_WRITES) || plan.kind == KIND_KILL ||
                  (plan.kind == KIND_FULL && call != CALL_READS);
    if (!counts) {
        return false;
    }
    long count = atomic_fetch_add(&plan.count, 1) + 1;
    if (plan.kind == KIND_FULL ? count < plan.at : count != plan.at) {
        return false;
    }
    report();
    if (plan.kind == KIND_KILL) {
        (void)raise(SIGKILL);
    }
    errno = plan.kind == KIND_EIO ? EIO : ENOSPC;
    return true;
}

#define REAL(type, name)                                                                           \
    static type *real;                                                                             \
    if (real == NULL) {                                                                            \
        *(void **)&real = dlsym(RTLD_NEXT, name);                                                  \
    }

/* ---- the calls ---- */

typedef int OpenCall(const char *path, int flags, ...);
typedef ssize_t WriteCall(int file, const void *bytes, size_t count);
typedef ssize_t WriteAtCall(int file, const void *bytes, size_t count, off_t at);
typedef int FileCall(int file);
typedef int CutCall(int file, off_t bytes);
typedef int PathCall(const char *path);
typedef int RenameCall(const char *from, const char *to);

static mode_t mode_of(int flags, va_list args)
{
    return (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
}

static bool open_fails(const char *path, int flags)
{
    return is_meant(path) && fails((flags & O_CREAT) != 0 ? CALL_CHANGES : CALL_READS);
}

int open(const char *path, int flags, ...)
{
    REAL(OpenCall, "open")
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_fails(path, flags) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    REAL(OpenCall, "open64")
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_fails(path, flags) ? -1 : real(path, flags, mode);
}

/* How many bytes are to be written; -1: the call fails. */
static ssize_t granted(int file, size_t count)
{
    if (!is_meant_file(file) || !fails(CALL_WRITES)) {
        return (ssize_t)count;
    }
    return plan.kind == KIND_SHORT ? (ssize_t)(count / 2) : -1;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    REAL(WriteCall, "write")
    ssize_t most = granted(file, count);
    return most < 0 ? -1 : real(file, bytes, (size_t)most);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    REAL(WriteAtCall, "pwrite")
    ssize_t most = granted(file, count);
    return most < 0 ? -1 : real(file, bytes, (size_t)most, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at)
{
    REAL(WriteAtCall, "pwrite64")
    ssize_t most = granted(file, count);
    return most < 0 ? -1 : real(file, bytes, (size_t)most, at);
}

int fsync(int file)
{
    REAL(FileCall, "fsync")
    return is_meant_file(file) && fails(CALL_CHANGES) ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(FileCall, "fdatasync")
    return is_meant_file(file) && fails(CALL_CHANGES) ? -1 : real(file);
}

int ftruncate(int file, off_t bytes)
{
    REAL(CutCall, "ftruncate")
    return is_meant_file(file) && fails(CALL_CHANGES) ? -1 : real(file, bytes);
}

int ftruncate64(int file, off_t bytes)
{
    REAL(CutCall, "ftruncate64")
    return is_meant_file(file) && fails(CALL_CHANGES) ? -1 : real(file, bytes);
}

int rename(const char *from, const char *to)
{
    REAL(RenameCall, "rename")
    return is_meant(from) && fails(CALL_CHANGES) ? -1 : real(from, to);
}

int unlink(const char *path)
{
    REAL(PathCall, "unlink")
    return is_meant(path) && fails(CALL_CHANGES) ? -1 : real(path);
}
