/*
 * UPLINK, SWITCH and HOST_NAMES. The network namespace of the switch, to which the lab hosts of one
 * student are wired, exists as long as one of their labds holds it: it survives the server and goes
 * with the last of them.
 */
#include "uplink.h"

#include "job.h"
#include "lab.h"
#include "mounts.h"
#include "netlink.h"
#include "spec.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define HOSTS_LIMIT (64 * 1024)

/* The network namespace of the switch, -1 for none. */
static int held = -1;

static int set_up(const char *device, const uint8_t address[4], uint8_t prefix) {
    CLOSES int socket = netlink_open();
    int index = socket < 0 ? -1 : netlink_index(socket, device);
    if (index < 0 ||
        (netlink_add_address(socket, index, address, prefix) < 0 && errno != EEXIST) ||
        netlink_up(socket, index) < 0)
        return failed("set up %s", device);
    return 0;
}

void uplink_set_up(struct connection *connection, struct frame *frame) {
    char device[IFNAMSIZ];
    struct field address;
    uint32_t prefix = fields_u32(frame->fields, TAG_PREFIX, 33);
    if (frame->fd_count != 1 || prefix > 32 || !device_parse(device, frame->fields, TAG_NAME) ||
        !fields_find(frame->fields, TAG_ADDRESS, &address) || address.length != 4) {
        reply_error(connection, EINVAL, "UPLINK", 0);
    } else if (set_up(device, address.bytes, (uint8_t)prefix) < 0) {
        reply_error(connection, errno, failed_stage(), 0);
    } else {
        close_descriptor(&held);
        held = frame->fds[0];
        frame->fds[0] = -1;
        reply_ok(connection);
    }
}

void uplink_switch(struct connection *connection, struct frame *frame) {
    (void)frame;
    int copy = held < 0 ? -1 : fcntl(held, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        reply_error(connection, held < 0 ? ENOENT : errno, "hold the switch", 0);
        return;
    }
    size_t mark = frame_begin(&connection->out, FRAME_OK);
    frame_end(&connection->out, mark);
    connection_attach(connection, mark, &copy);
}

/* Whether the line is one of those that are written here: an address of the network and hostN. */
static bool is_ours(const char *line, size_t length, const char *prefix) {
    static const char name[] = "\thost";
    size_t start = strlen(prefix);
    /* One digit of the address, the name, one digit. */
    return length == start + 1 + sizeof name - 1 + 1 && memcmp(line, prefix, start) == 0 &&
           memcmp(line + start + 1, name, sizeof name - 1) == 0;
}

/* The text without the lines that are ours, then the new ones. */
static size_t compose(char *to, const char *text, size_t length, const char *prefix,
                      const char *lines) {
    size_t size = 0;
    for (const char *line = text, *end = text + length; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t whole = (size_t)((stop == NULL ? end : stop + 1) - line);
        if (!is_ours(line, whole - (stop == NULL ? 0 : 1), prefix)) {
            memcpy(to + size, line, whole);
            size += whole;
        }
        line += whole;
    }
    if (size > 0 && to[size - 1] != '\n')
        to[size++] = '\n';
    memcpy(to + size, lines, strlen(lines));
    return size + strlen(lines);
}

struct names {
    const char *prefix, *lines;
};

/* In a child, as the file is the student's: who has put something else there does without. */
static int write_names(const void *argument) {
    const struct names *names = argument;
    static char text[HOSTS_LIMIT], fresh[2 * HOSTS_LIMIT + 1];
    CLOSES int root = open("/", O_PATH | O_CLOEXEC);
    CLOSES int file = root < 0 ? -1 : path_change(root, "/etc/hosts");
    ssize_t length = file < 0 ? -1 : pread(file, text, sizeof text, 0);
    if (length < 0 || length == sizeof text)
        return 0;
    size_t size = compose(fresh, text, (size_t)length, names->prefix, names->lines);
    if (size == (size_t)length && memcmp(text, fresh, size) == 0)
        return 0;
    /* On a full disk the rest of the old text is better than half of the new one. */
    if (pwrite(file, fresh, size, 0) == (ssize_t)size && ftruncate(file, (off_t)size) < 0)
        return failed("shorten /etc/hosts");
    return 0;
}

void uplink_names(struct connection *connection, struct frame *frame) {
    struct arena arena = {0};
    struct names names = {.prefix = fields_text(frame->fields, TAG_NAME, &arena),
                          .lines = fields_text(frame->fields, TAG_HOSTS, &arena)};
    if (names.prefix == NULL || names.lines == NULL || strlen(names.lines) >= HOSTS_LIMIT)
        reply_error(connection, EINVAL, "HOST_NAMES", 0);
    else
        job_start(connection, write_names, &names);
    arena_free(&arena);
}
