/* Let the n-th change to a watched folder fail, or write down what each change did: preloaded, armed by the
 * test through ctypes.
 *
 * Counted: write, pwrite, fsync, fdatasync, ftruncate, rename, link, unlink and open, in all their spellings.
 * Other files of the process, and reads, are left alone. Folders that are made and removed are written down,
 * not counted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

static int record = -1;

/* Write down from now on what happens in the watched folder; NULL: stop. */
void zv_record(const char *path) {
    if (record >= 0) syscall(SYS_close, record);
    record = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

struct __attribute__((packed)) head {
    uint8_t kind;
    uint32_t path, other;
    int64_t offset;
    uint64_t size;
};

/* Kinds: write, truncate, sync, create, rename, link, unlink, dir (made), gone (removed), mark. */
static void put(char kind, const char *path, const char *other, int64_t offset, const void *data, uint64_t size) {
    if (record < 0) return;
    int kept = errno;
    struct head head = {(uint8_t)kind, (uint32_t)strlen(path), (uint32_t)strlen(other), offset, size};
    struct iovec parts[] = {{&head, sizeof head},
                            {(void *)path, head.path},
                            {(void *)other, head.other},
                            {(void *)data, data ? size : 0}};
    if (syscall(SYS_writev, record, parts, 4) < 0) record = -1;
    errno = kept;
}

/* Say that what was done up to here was acknowledged to the person. */
void zv_mark(int number) { put('m', "", "", number, NULL, 0); }

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

static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
}

static void put_fd(char kind, int fd, int64_t offset, const void *data, int64_t size) {
    char path[PATH_MAX];
    if (record < 0 || size < 0) return;
    path_of(fd, path);
    if (offset < 0) offset = lseek(fd, 0, SEEK_CUR) - size;
    put(kind, path, "", offset, data, (uint64_t)size);
}

static void put_parts(int fd, const struct iovec *parts, ssize_t size) {
    int64_t at = lseek(fd, 0, SEEK_CUR) - size;
    for (; size > 0; parts++) {
        int64_t part = (int64_t)parts->iov_len < size ? (int64_t)parts->iov_len : size;
        put_fd('w', fd, at, parts->iov_base, part);
        at += part;
        size -= part;
    }
}

static void put_at(char kind, int folder, const char *path) {
    char whole[2 * PATH_MAX] = "";
    if (path[0] != '/' && folder != AT_FDCWD) {
        path_of(folder, whole);
        strcat(whole, "/");
    }
    strncat(whole, path, PATH_MAX);
    put(kind, whole, "", 0, NULL, 0);
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

#define FD_CALL(type, name, params, args, put_done) \
    type name params { \
        REAL(name); \
        int watching = is_watched(fd); \
        if (watching && fails()) return -1; \
        type done = real args; \
        if (watching && done >= 0) put_done; \
        return done; \
    }

FD_CALL(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size), put_fd('w', fd, -1, data, done))
FD_CALL(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count), put_parts(fd, parts, done))
FD_CALL(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t place), (fd, data, size, place),
        put_fd('w', fd, place, data, done))
FD_CALL(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t place), (fd, data, size, place),
        put_fd('w', fd, place, data, done))
FD_CALL(int, fsync, (int fd), (fd), put_fd('s', fd, 0, NULL, 0))
FD_CALL(int, fdatasync, (int fd), (fd), put_fd('s', fd, 0, NULL, 0))
FD_CALL(int, ftruncate, (int fd, off_t size), (fd, size), put_fd('t', fd, size, NULL, 0))
FD_CALL(int, ftruncate64, (int fd, off64_t size), (fd, size), put_fd('t', fd, size, NULL, 0))

int rename(const char *from, const char *to) {
    REAL(rename);
    int watching = is_inside(from) || is_inside(to);
    if (watching && fails()) return -1;
    int done = real(from, to);
    if (watching && !done) put('r', from, to, 0, NULL, 0);
    return done;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    int watching = is_watched_at(from_folder, from) || is_watched_at(to_folder, to);
    if (watching && fails()) return -1;
    int done = real(from_folder, from, to_folder, to);
    if (watching && !done) put('r', from, to, 0, NULL, 0); /* by whole paths, as this program does */
    return done;
}

int link(const char *from, const char *to) {
    REAL(link);
    int watching = is_inside(to);
    if (watching && fails()) return -1;
    int done = real(from, to);
    if (watching && !done) put('l', from, to, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    REAL(unlink);
    int watching = is_inside(path);
    if (watching && fails()) return -1;
    int done = real(path);
    if (watching && !done) put('u', path, "", 0, NULL, 0);
    return done;
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    int watching = is_watched_at(folder, path);
    if (watching && fails()) return -1;
    char kind = flags & AT_REMOVEDIR ? 'g' : 'u';
    int done = real(folder, path, flags);
    if (watching && !done) put_at(kind, folder, path);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    int done = real(path, mode);
    if (!done && is_inside(path)) put('d', path, "", 0, NULL, 0);
    return done;
}

int rmdir(const char *path) {
    REAL(rmdir);
    int done = real(path);
    if (!done && is_inside(path)) put('g', path, "", 0, NULL, 0);
    return done;
}

/* What an open changes: a new file, or an old one that is emptied. */
static void put_open(int fd, int flags, int was_there) {
    if (fd < 0 || record < 0) return;
    if (!was_there) put_fd('c', fd, 0, NULL, 0);
    else if (flags & O_TRUNC) put_fd('t', fd, 0, NULL, 0);
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
        int watching = is_inside(path), was_there = !watching || !access(path, F_OK); \
        if (watching && fails()) return -1; \
        int fd = real(path, flags, mode); \
        if (watching) put_open(fd, flags, was_there); \
        return fd; \
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
        int watching = is_watched_at(folder, path); \
        int was_there = !watching || !faccessat(folder, path, F_OK, 0); \
        if (watching && fails()) return -1; \
        int fd = real(folder, path, flags, mode); \
        if (watching) put_open(fd, flags, was_there); \
        return fd; \
    }

OPENAT_CALL(openat)
OPENAT_CALL(openat64)
