/*
 *     container's 127.0.0.11:53 ── datagram ──▶ frame ──▶ one connection to the server
 *                               ◀──          ◀──      ◀──
 *     container's 127.0.0.11:53 ── connection, after the container's id ──▶ connection to the server
 *
 * Nothing is read of what is carried. A frame: u16 length of what follows, 64 bytes of the id, u32
 * slot, 4 bytes address and u16 port of who asks, the datagram. An answer has the same beginning, so
 * nothing has to be remembered, and a question that is lost is asked again by who wants to know.
 */
#include "resolver.h"

#include "event.h"
#include "pump.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD (2 + RESOLVER_ID + 4 + 4 + 2)
#define DATAGRAM 4096
#define QUEUE (256 * 1024)
#define KIND_DATAGRAMS 'U'
#define KIND_CONNECTION 'T'

struct served {
    struct served *next;
    uint32_t slot;
    char id[RESOLVER_ID + 1];
    struct source datagrams, connections;
};

static const char *socket_name;
static struct source orders;
static struct source server = SOURCE_CLOSED;
static struct buffer to_server, from_server;
static struct served *all;

static struct served *find(uint32_t slot) {
    struct served *served = all;
    while (served != NULL && served->slot != slot)
        served = served->next;
    return served;
}

static void drop_server(void) {
    source_close(&server);
    buffer_free(&to_server);
    buffer_free(&from_server);
}

static void answer(const uint8_t *frame, size_t length) {
    struct served *served = find(get32(frame + 2 + RESOLVER_ID));
    struct sockaddr_in asker = {.sin_family = AF_INET};
    memcpy(&asker.sin_addr, frame + 2 + RESOLVER_ID + 4, 4);
    memcpy(&asker.sin_port, frame + 2 + RESOLVER_ID + 8, 2);
    if (served != NULL)
        sendto(served->datagrams.fd, frame + HEAD, length - HEAD, MSG_NOSIGNAL | MSG_DONTWAIT,
               (struct sockaddr *)&asker, sizeof asker);
}

static void read_answers(void) {
    ssize_t length = read(server.fd, buffer_reserve(&from_server, 65536), 65536);
    if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR)) {
        drop_server();
        return;
    }
    from_server.end += (size_t)MAX(length, 0);
    for (;;) {
        size_t size = buffer_size(&from_server);
        size_t frame = size < HEAD ? 0 : 2 + (size_t)get16(buffer_front(&from_server));
        if (frame == 0 || size < frame)
            return;
        if (frame < HEAD) {
            drop_server();
            return;
        }
        answer(buffer_front(&from_server), frame);
        buffer_drop(&from_server, frame);
    }
}

static void send_questions(void) {
    while (server.fd >= 0 && buffer_size(&to_server) > 0) {
        ssize_t length =
            send(server.fd, buffer_front(&to_server), buffer_size(&to_server), MSG_NOSIGNAL);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (length < 0) {
            drop_server();
            return;
        }
        buffer_drop(&to_server, (size_t)length);
    }
    if (server.fd >= 0)
        source_want(&server, EPOLLIN | (buffer_size(&to_server) > 0 ? EPOLLOUT : 0));
}

static void server_ready(struct source *source, uint32_t events) {
    (void)source;
    (void)events;
    read_answers();
    send_questions();
}

static bool has_server(void) {
    static const uint8_t kind = KIND_DATAGRAMS;
    if (server.fd >= 0)
        return true;
    int fd = pump_connect(socket_name);
    if (fd < 0)
        return false;
    source_open(&server, fd, EPOLLIN, server_ready);
    buffer_add(&to_server, &kind, 1);
    return true;
}

static void datagram_came(struct source *source, uint32_t events) {
    (void)events;
    struct served *served = CONTAINER_OF(source, struct served, datagrams);
    uint8_t frame[HEAD + DATAGRAM];
    struct sockaddr_in asker;
    socklen_t size = sizeof asker;
    ssize_t length = recvfrom(source->fd, frame + HEAD, DATAGRAM, MSG_DONTWAIT,
                              (struct sockaddr *)&asker, &size);
    if (length < 0 || size != sizeof asker || !has_server() || buffer_size(&to_server) > QUEUE)
        return;
    put16(frame, (uint16_t)(HEAD - 2 + length));
    memcpy(frame + 2, served->id, RESOLVER_ID);
    put32(frame + 2 + RESOLVER_ID, served->slot);
    memcpy(frame + 2 + RESOLVER_ID + 4, &asker.sin_addr, 4);
    memcpy(frame + 2 + RESOLVER_ID + 8, &asker.sin_port, 2);
    buffer_add(&to_server, frame, HEAD + (size_t)length);
    send_questions();
}

static void connection_came(struct source *source, uint32_t events) {
    (void)events;
    struct served *served = CONTAINER_OF(source, struct served, connections);
    uint8_t head[1 + RESOLVER_ID] = {KIND_CONNECTION};
    CLOSES int client = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
        return;
    /* Nobody listens, or there are too many: the client sees its connection end. */
    CLOSES int other = pump_connect(socket_name);
    memcpy(head + 1, served->id, RESOLVER_ID);
    if (other >= 0)
        pump_pair(&client, &other, head, sizeof head);
}

static void remove_served(struct served *served) {
    struct served **link = &all;
    while (*link != served)
        link = &(*link)->next;
    *link = served->next;
    source_close(&served->datagrams);
    source_close(&served->connections);
    free_later(served);
}

static void order_came(struct source *source, uint32_t events) {
    (void)events;
    struct resolver_order order;
    int fds[2] = {-1, -1};
    size_t count = 0;
    ssize_t length = receive_with(source->fd, &order, sizeof order, fds, &count, 2);
    if (length == 0)
        _exit(0);
    if (length != sizeof order)
        return;
    struct served *served = find(order.slot);
    if (order.id[0] == '\0' || count != 2 || strnlen(order.id, sizeof order.id) != RESOLVER_ID) {
        if (served != NULL)
            remove_served(served);
        for (size_t i = 0; i < count; i++)
            close(fds[i]);
        return;
    }
    served = allocate(sizeof *served);
    *served = (struct served){.next = all, .slot = order.slot};
    memcpy(served->id, order.id, RESOLVER_ID);
    all = served;
    source_open(&served->datagrams, fds[0], EPOLLIN, datagram_came);
    source_open(&served->connections, fds[1], EPOLLIN, connection_came);
}

static int nothing_to_do(void) {
    return -1;
}

void resolver_run(int given, const char *name) {
    socket_name = name;
    events_open();
    source_open(&orders, given, EPOLLIN, order_came);
    events_run(nothing_to_do);
}
