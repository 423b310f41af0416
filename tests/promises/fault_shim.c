/* Let the n-th change to a watched folder fail: preloaded, armed by the test through ctypes.
 *
 * Counted: write, pwrite, fsync, fdatasync, ftruncate, rename, link, unlink and open, in all their spellings.
 * Other files of the process, and reads, are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char watched[PATH_MAX];
static size_t watched_length;
static atomic_long seen, at;
static atomic_int error, is_once, hits;

/* Watch a folder and let call number `when` (1-based; 0: none, only count) fail with `with`. */
void zv_arm(const char *folder, long when, int with, int once) {
    snprintf(watched, sizeof watched, "%s", folder);
    watched_length = strlen(watched);
    seen = 0;
    hits = 0;
    at = when;
    error = with;
    is_once = once;
}

void zv_disarm(void) { watched_length = 0; }
long zv_seen(void) { return seen; }
int zv_hits(void) { return hits; }

static int is_inside(const char *path) {
    if (!watched_length || !path) return 0;
    return strncmp(path, watched, watched_length) == 0 &&
           (path[watched_length] == '/' || path[watched_length] == 0);
}

static int is_watched(int fd) {
    char link[64], path[PATH_MAX];
    if (!watched_length || fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

static int is_watched_at(int folder, const char *path) {
    return path && (path[0] == '/' || folder == AT_FDCWD) ? is_inside(path) : is_watched(folder);
}

/* Count one call; tell whether it must fail, with errno set. */
static int fails(void) {
    long number = atomic_fetch_add(&seen, 1) + 1;
    if (!at || number < at || (is_once && number > at)) return 0;
    hits++;
    errno = error;
    return 1;
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define FD_CALL(type, name, params, args) \
    type name params { \
        REAL(name); \
        if (is_watched(fd) && fails()) return -1; \
        return real args; \
    }

FD_CALL(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
FD_CALL(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
FD_CALL(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t place), (fd, data, size, place))
FD_CALL(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t place), (fd, data, size, place))
FD_CALL(int, fsync, (int fd), (fd))
FD_CALL(int, fdatasync, (int fd), (fd))
FD_CALL(int, ftruncate, (int fd, off_t size), (fd, size))
FD_CALL(int, ftruncate64, (int fd, off64_t size), (fd, size))

int rename(const char *from, const char *to) {
    REAL(rename);
    if ((is_inside(from) || is_inside(to)) && fails()) return -1;
    return real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    if ((is_watched_at(from_folder, from) || is_watched_at(to_folder, to)) && fails()) return -1;
    return real(from_folder, from, to_folder, to);
}

int link(const char *from, const char *to) {
    REAL(link);
    if (is_inside(to) && fails()) return -1;
    return real(from, to);
}

int unlink(const char *path) {
    REAL(unlink);
    if (is_inside(path) && fails()) return -1;
    return real(path);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    if (is_watched_at(folder, path) && fails()) return -1;
    return real(folder, path, flags);
}

#define OPEN_CALL(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        mode_t mode = 0; \
        if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if (is_inside(path) && fails()) return -1; \
        return real(path, flags, mode); \
    }

OPEN_CALL(open)
OPEN_CALL(open64)

#define OPENAT_CALL(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); \
        mode_t mode = 0; \
        if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if (is_watched_at(folder, path) && fails()) return -1; \
        return real(folder, path, flags, mode); \
    }

OPENAT_CALL(openat)
OPENAT_CALL(openat64)
