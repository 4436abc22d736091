#include "client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define READ_SIZE 4096

int client_connect(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die("connect to %s", path);
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        die("connect to %s", path);
    return fd;
}

bool client_frame(const struct buffer *in, enum frame_type *type, const uint8_t **payload,
                  size_t *length) {
    if (buffer_size(in) < FRAME_HEADER)
        return false;
    const uint8_t *front = in->bytes + in->start;
    *length = get32(front);
    *type = get16(front + 4);
    *payload = front + FRAME_HEADER;
    return buffer_size(in) >= FRAME_HEADER + *length;
}

static void read_frame(int fd, struct buffer *in, enum frame_type *type, const uint8_t **payload,
                       size_t *length) {
    while (!client_frame(in, type, payload, length)) {
        ssize_t got = read(fd, buffer_reserve(in, READ_SIZE), READ_SIZE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got == 0 ? ECONNRESET : errno;
            die("read from labd");
        }
        in->end += (size_t)got;
    }
}

/* What labd says, as a program started here would say it: with the exit code that Docker gives to
 * it. */
static _Noreturn void fail(struct fields fields) {
    struct arena arena = {0};
    uint32_t status = fields_u32(fields, TAG_STATUS, 0);
    const char *stage = fields_text(fields, TAG_STAGE, &arena);
    errno = (int)fields_u32(fields, TAG_ERRNO, 0);
    if (status == 0)
        die("%s", stage == NULL ? "request" : stage);
    fprintf(stderr, "drydock-labd: %s\n", stage == NULL ? "request" : stage);
    _exit((int)status);
}

struct fields client_call(int fd, struct buffer *request, int attached_fd, struct buffer *reply) {
    enum frame_type type;
    const uint8_t *payload;
    size_t length;
    put16(buffer_front(request) + 6, attached_fd >= 0 ? 1 : 0);
    while (buffer_size(request) > 0) {
        ssize_t sent = send_with(fd, buffer_front(request), buffer_size(request), &attached_fd,
                                 attached_fd >= 0 ? 1 : 0);
        if (sent < 0 && errno != EINTR)
            die("write to labd");
        if (sent < 0)
            continue;
        attached_fd = -1;
        buffer_drop(request, (size_t)sent);
    }
    read_frame(fd, reply, &type, &payload, &length);
    if (type == FRAME_ERROR)
        fail(fields_of(payload, length));
    return fields_of(payload, length);
}
