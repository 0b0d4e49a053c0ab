/* A disk that fails, in front of a program: loaded before the C library, it makes calls about some files fail.
 *
 * FAULTY_LOCKS=1      no file can be locked: ENOLCK
 * FAULTY_READS=NAME   a file whose path ends in NAME can't be read: the number in FAULTY_ERROR; without that number it
 *                     can be read only once the file FAULTY_UNTIL is there
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int locks_fail(void) {
    return getenv("FAULTY_LOCKS") != NULL;
}

/* Sets errno and returns 1 if the file is one that can't be read. */
static int read_fails(int file) {
    const char *name = getenv("FAULTY_READS");
    const char *number = getenv("FAULTY_ERROR");
    char link[64], path[4096];
    if (name == NULL)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    size_t end = strlen(name);
    if ((size_t)length < end || strcmp(path + length - end, name) != 0)
        return 0;
    if (number == NULL) {
        const char *until = getenv("FAULTY_UNTIL");
        while (until != NULL && access(until, F_OK) != 0)
            usleep(10000);
        return 0;
    }
    errno = atoi(number);
    return 1;
}

int flock(int file, int operation) {
    int (*real)(int, int) = (int (*)(int, int))dlsym(RTLD_NEXT, "flock");
    if (locks_fail()) {
        errno = ENOLCK;
        return -1;
    }
    return real(file, operation);
}

static int locked(int file, int command, void *argument, const char *name) {
    int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    if (locks_fail() && (command == F_SETLK || command == F_SETLKW)) {
        errno = ENOLCK;
        return -1;
    }
    return real(file, command, argument);
}

int fcntl(int file, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return locked(file, command, argument, "fcntl");
}

int fcntl64(int file, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return locked(file, command, argument, "fcntl64");
}

ssize_t read(int file, void *buffer, size_t count) {
    ssize_t (*real)(int, void *, size_t) = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
    return read_fails(file) ? -1 : real(file, buffer, count);
}

ssize_t pread(int file, void *buffer, size_t count, off_t offset) {
    ssize_t (*real)(int, void *, size_t, off_t) =
        (ssize_t(*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread");
    return read_fails(file) ? -1 : real(file, buffer, count, offset);
}

ssize_t pread64(int file, void *buffer, size_t count, off64_t offset) {
    ssize_t (*real)(int, void *, size_t, off64_t) =
        (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
    return read_fails(file) ? -1 : real(file, buffer, count, offset);
}
