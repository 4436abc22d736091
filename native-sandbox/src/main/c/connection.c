#include "connection.h"

#include "job.h"
#include "process.h"
#include "stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_SIZE (64 * 1024)

struct connection *connections;
static struct source listener;

void connection_close(struct connection *connection) {
    /* A request of one connection may close others that a loop further up is about to reach. */
    if (connection->source.fd < 0)
        return;
    source_close(&connection->source);
    for (size_t i = 0; i < connection->fd_count; i++)
        close(connection->fds[i]);
    close_descriptor(&connection->reply_fd);
    buffer_free(&connection->in);
    buffer_free(&connection->out);
    *connection->link = connection->next;
    if (connection->next != NULL)
        connection->next->link = connection->link;
    stream_leave(connection);
    process_forget_starter(connection);
    job_forget(connection);
    free_later(connection);
    /* There may have been no descriptor left for the next one that waits. */
    source_want(&listener, EPOLLIN);
}

/* Takes the frame in front out of the buffer: 1 taken, 0 not complete, -1 malformed. */
static int next_frame(struct connection *connection, struct frame *frame) {
    struct buffer *in = &connection->in;
    if (buffer_size(in) < FRAME_HEADER)
        return 0;
    const uint8_t *header = buffer_front(in);
    uint32_t length = get32(header);
    size_t fd_count = get16(header + 6);
    if (length > FRAME_LIMIT || fd_count > FRAME_DESCRIPTORS)
        return -1;
    if (buffer_size(in) < FRAME_HEADER + length)
        return 0;
    if (fd_count > connection->fd_count)
        return -1;
    *frame = (struct frame){.type = get16(header + 4),
                            .payload = header + FRAME_HEADER,
                            .length = length,
                            .fields = fields_of(header + FRAME_HEADER, length),
                            .fds = connection->fds,
                            .fd_count = fd_count};
    return 1;
}

static void drop_frame(struct connection *connection, struct frame *frame) {
    for (size_t i = 0; i < frame->fd_count; i++)
        close_descriptor(&frame->fds[i]);
    connection->fd_count -= frame->fd_count;
    memmove(connection->fds, connection->fds + frame->fd_count,
            connection->fd_count * sizeof *connection->fds);
    buffer_drop(&connection->in, FRAME_HEADER + frame->length);
}

/* Whether the frame in front was dealt with: 1 yes, 0 it stays for later, -1 the connection must
 * end. */
static int handle_frame(struct connection *connection, struct frame *frame) {
    if (connection->process != NULL)
        return stream_input(connection, frame);
    return handle_request(connection, frame) ? 1 : -1;
}

/* Handles every complete frame; false: the connection is malformed. */
static bool handle_frames(struct connection *connection) {
    while (!connection->waiting && !connection->ending) {
        struct frame frame;
        int found = next_frame(connection, &frame);
        if (found <= 0)
            return found == 0;
        int handled = handle_frame(connection, &frame);
        if (handled == 0)
            return true;
        drop_frame(connection, &frame);
        if (handled < 0)
            return false;
    }
    return true;
}

/* false: the other side has gone. */
static bool flush(struct connection *connection) {
    struct buffer *out = &connection->out;
    while (buffer_size(out) > 0) {
        size_t count = connection->reply_fd >= 0 ? 1 : 0;
        ssize_t sent = send_with(connection->source.fd, buffer_front(out), buffer_size(out),
                                 &connection->reply_fd, count);
        if (sent < 0)
            return errno == EAGAIN;
        close_descriptor(&connection->reply_fd);
        buffer_drop(out, (size_t)sent);
    }
    return true;
}

static bool receive(struct connection *connection) {
    uint8_t *room = buffer_reserve(&connection->in, READ_SIZE);
    ssize_t received = receive_with(connection->source.fd, room, READ_SIZE, connection->fds,
                                    &connection->fd_count, CONNECTION_DESCRIPTORS);
    if (received > 0)
        connection->in.end += (size_t)received;
    bool alive = received > 0 || (received < 0 && errno == EAGAIN);
    if (buffer_size(&connection->in) == 0)
        buffer_free(&connection->in);
    return alive;
}

void connection_advance(struct connection *connection) {
    if (connection->source.fd < 0)
        return;
    if (!handle_frames(connection)) {
        connection_close(connection);
        return;
    }
    /* A stream is refilled from its log only when all was sent: a slow client costs no memory. */
    bool alive = flush(connection);
    while (alive && buffer_size(&connection->out) == 0 && stream_fill(connection))
        alive = flush(connection);
    bool sent = buffer_size(&connection->out) == 0;
    if (!alive || (sent && connection->ending)) {
        connection_close(connection);
        return;
    }
    /* EPOLLHUP always comes: it keeps the descriptor watched when there is nothing to read or
     * write. */
    uint32_t wanted = EPOLLHUP;
    if (!connection->waiting && !connection->ending && !connection->input_held &&
        buffer_size(&connection->out) < FRAME_LIMIT)
        wanted |= EPOLLIN;
    if (!sent)
        wanted |= EPOLLOUT;
    source_want(&connection->source, wanted);
}

static void connection_ready(struct source *source, uint32_t events) {
    struct connection *connection = CONTAINER_OF(source, struct connection, source);
    bool readable = (events & EPOLLIN) != 0;
    bool gone = (events & (EPOLLHUP | EPOLLERR)) != 0;
    if ((readable && !receive(connection)) || (gone && !readable)) {
        connection_close(connection);
        return;
    }
    connection_advance(connection);
}

static void listener_ready(struct source *source, uint32_t events) {
    (void)events;
    int fd = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE)
            source_want(source, 0);
        return;
    }
    struct connection *connection = allocate(sizeof *connection);
    connection->reply_fd = -1;
    connection->next = connections;
    connection->link = &connections;
    if (connections != NULL)
        connections->link = &connection->next;
    connections = connection;
    source_open(&connection->source, fd, EPOLLIN, connection_ready);
}

void connection_attach(struct connection *connection, size_t mark, int *fd) {
    close_descriptor(&connection->reply_fd);
    connection->reply_fd = *fd;
    *fd = -1;
    frame_count_descriptors(&connection->out, mark, 1);
}

void connection_listen(int fd) {
    source_open(&listener, fd, EPOLLIN, listener_ready);
}

void reply_ok(struct connection *connection) {
    frame_end(&connection->out, frame_begin(&connection->out, FRAME_OK));
}

void reply_error(struct connection *connection, int error, const char *stage, uint32_t status) {
    size_t mark = frame_begin(&connection->out, FRAME_ERROR);
    frame_add32(&connection->out, TAG_ERRNO, (uint32_t)error);
    frame_add_text(&connection->out, TAG_STAGE, stage);
    if (status != 0)
        frame_add32(&connection->out, TAG_STATUS, status);
    frame_end(&connection->out, mark);
}
