#include "util.h"

#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define DESCRIPTORS_PER_MESSAGE 253 /* SCM_MAX_FD */

void (*before_death)(void);

void die(const char *format, ...) {
    int error = errno;
    if (before_death != NULL)
        before_death();
    va_list arguments;
    va_start(arguments, format);
    fputs("drydock-labd: ", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    if (error != 0)
        fprintf(stderr, ": %s", strerror(error));
    fputc('\n', stderr);
    _exit(125);
}

static char stage[1024];

int failed(const char *format, ...) {
    int error = errno;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(stage, sizeof stage, format, arguments);
    va_end(arguments);
    errno = error;
    return -1;
}

const char *failed_stage(void) {
    return stage;
}

void close_descriptor(int *fd) {
    int error = errno;
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    errno = error;
}

void *allocate(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL)
        die("allocate %zu bytes", size);
    return memory;
}

void *reallocate(void *memory, size_t size) {
    void *moved = realloc(memory, size);
    if (moved == NULL)
        die("allocate %zu bytes", size);
    return moved;
}

struct arena_chunk {
    struct arena_chunk *next;
    max_align_t bytes[];
};

void *arena_take(struct arena *arena, size_t size) {
    struct arena_chunk *chunk = allocate(sizeof *chunk + size);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk->bytes;
}

char *arena_text(struct arena *arena, const void *bytes, size_t length) {
    char *text = arena_take(arena, length + 1);
    memcpy(text, bytes, length);
    return text;
}

char *arena_print(struct arena *arena, const char *format, ...) {
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return arena_text(arena, text, MIN((size_t)MAX(length, 0), sizeof text - 1));
}

void arena_free(struct arena *arena) {
    while (arena->chunks != NULL) {
        struct arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
}

size_t buffer_size(const struct buffer *buffer) {
    return buffer->end - buffer->start;
}

uint8_t *buffer_front(struct buffer *buffer) {
    return buffer->bytes + buffer->start;
}

uint8_t *buffer_reserve(struct buffer *buffer, size_t size) {
    if (buffer->start > 0 && buffer->end + size > buffer->capacity) {
        memmove(buffer->bytes, buffer->bytes + buffer->start, buffer_size(buffer));
        buffer->end -= buffer->start;
        buffer->start = 0;
    }
    if (buffer->end + size > buffer->capacity) {
        buffer->capacity = MAX(buffer->end + size, buffer->capacity * 2);
        buffer->bytes = reallocate(buffer->bytes, buffer->capacity);
    }
    return buffer->bytes + buffer->end;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size) {
    memcpy(buffer_reserve(buffer, size), bytes, size);
    buffer->end += size;
}

void buffer_drop(struct buffer *buffer, size_t size) {
    buffer->start += size;
    /* An idle connection must not keep the memory of its largest frame. */
    if (buffer->start == buffer->end)
        buffer_free(buffer);
}

void buffer_free(struct buffer *buffer) {
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

uint16_t get16(const uint8_t *at) {
    return (uint16_t)(at[0] << 8 | at[1]);
}

uint32_t get32(const uint8_t *at) {
    return (uint32_t)get16(at) << 16 | get16(at + 2);
}

uint64_t get64(const uint8_t *at) {
    return (uint64_t)get32(at) << 32 | get32(at + 4);
}

void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

void put32(uint8_t *at, uint32_t value) {
    put16(at, (uint16_t)(value >> 16));
    put16(at + 2, (uint16_t)value);
}

void put64(uint8_t *at, uint64_t value) {
    put32(at, (uint32_t)(value >> 32));
    put32(at + 4, (uint32_t)value);
}

static uint64_t now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

uint64_t now_wall(void) {
    return now(CLOCK_REALTIME);
}

uint64_t now_monotonic(void) {
    return now(CLOCK_MONOTONIC);
}

int write_file_at(int directory, const char *path, const char *text) {
    CLOSES int fd = openat(directory, path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t written = write(fd, text, strlen(text));
    return written == (ssize_t)strlen(text) ? 0 : -1;
}

union descriptors {
    char bytes[CMSG_SPACE(DESCRIPTORS_PER_MESSAGE * sizeof(int))];
    struct cmsghdr aligned;
};

ssize_t send_with(int socket, const void *bytes, size_t size, const int *fds, size_t count) {
    union descriptors control;
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (count > 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(header), fds, count * sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

static size_t take_descriptors(struct cmsghdr *header, int *fds, size_t *count, size_t room) {
    size_t refused = 0;
    size_t came = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < came; i++) {
        int fd;
        memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
        if (*count < room) {
            fds[(*count)++] = fd;
        } else {
            close(fd);
            refused++;
        }
    }
    return refused;
}

ssize_t receive_with(int socket, void *bytes, size_t size, int *fds, size_t *count, size_t room) {
    union descriptors control;
    struct iovec vector = {.iov_base = bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control};
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (received < 0)
        return -1;
    size_t refused = (message.msg_flags & MSG_CTRUNC) != 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
         header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
            refused += take_descriptors(header, fds, count, room);
    }
    if (refused > 0) {
        errno = E2BIG;
        return -1;
    }
    return received;
}

static int next_kept(const int *kept, size_t count, int from) {
    int next = INT_MAX;
    for (size_t i = 0; i < count; i++) {
        if (kept[i] >= from && kept[i] < next)
            next = kept[i];
    }
    return next;
}

int close_all_but(const int *kept, size_t count) {
    for (int from = 3; from < INT_MAX;) {
        int next = next_kept(kept, count, from);
        unsigned last = next == INT_MAX ? ~0U : (unsigned)next - 1;
        if (next > from && sys_close_range((unsigned)from, last, 0) < 0)
            return failed("close_range");
        from = next == INT_MAX ? next : next + 1;
    }
    return 0;
}

void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}
