/*
 * Connections are paired (pump.c). Of datagrams, each sender has a socket of its own towards the
 * container, so that an answer finds its way back; senders that were silent for a while are
 * forgotten, and when there are too many, the one that was silent for longest.
 */
#include "proxy.h"

#include "event.h"
#include "pump.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 512
#define SENDERS 128
#define SILENCE_NS (90 * 1000000000ULL)
#define DATAGRAM 65536

struct port {
    struct source source;
    struct proxy_port given;
};

struct sender {
    struct source source; /* connected to the container */
    const struct port *port;
    struct sockaddr_storage address;
    socklen_t size;
    uint64_t heard_at;
};

static struct sender *senders[SENDERS];
static uint8_t datagram[DATAGRAM];

static int reach(const struct sockaddr_in *target, int type) {
    CLOSES int fd = socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    /* What fails later is seen when something is read. */
    if (fd >= 0)
        connect(fd, (const struct sockaddr *)target, sizeof *target);
    int result = fd;
    fd = -1;
    return result;
}

static void connection_came(struct source *source, uint32_t events) {
    (void)events;
    struct port *port = CONTAINER_OF(source, struct port, source);
    CLOSES int client = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
        return;
    CLOSES int other = reach(&port->given.target, SOCK_STREAM);
    if (other >= 0)
        pump_pair(&client, &other, NULL, 0);
}

static void forget(struct sender **sender) {
    source_close(&(*sender)->source);
    free_later(*sender);
    *sender = NULL;
}

static void answer_came(struct source *source, uint32_t events) {
    (void)events;
    struct sender *sender = CONTAINER_OF(source, struct sender, source);
    ssize_t length = recv(source->fd, datagram, sizeof datagram, MSG_DONTWAIT);
    if (length < 0)
        return; /* nobody listens there, or not yet */
    sender->heard_at = now_monotonic();
    sendto(sender->port->source.fd, datagram, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL,
           (struct sockaddr *)&sender->address, sender->size);
}

static bool is_of(const struct sender *sender, const struct port *port,
                  const struct sockaddr_storage *address, socklen_t size) {
    return sender != NULL && sender->port == port && sender->size == size &&
           memcmp(&sender->address, address, size) == 0;
}

/* A free place, or that of the sender who was silent for longest. */
static struct sender **place(void) {
    struct sender **oldest = &senders[0];
    for (size_t i = 0; i < SENDERS; i++) {
        if (senders[i] == NULL)
            return &senders[i];
        if (senders[i]->heard_at < (*oldest)->heard_at)
            oldest = &senders[i];
    }
    forget(oldest);
    return oldest;
}

static struct sender *sender_of(const struct port *port, const struct sockaddr_storage *address,
                                socklen_t size) {
    for (size_t i = 0; i < SENDERS; i++) {
        if (is_of(senders[i], port, address, size))
            return senders[i];
    }
    int fd = reach(&port->given.target, SOCK_DGRAM);
    if (fd < 0)
        return NULL;
    struct sender *sender = allocate(sizeof *sender);
    *sender = (struct sender){.port = port, .address = *address, .size = size};
    source_open(&sender->source, fd, EPOLLIN, answer_came);
    *place() = sender;
    return sender;
}

static void datagram_came(struct source *source, uint32_t events) {
    (void)events;
    struct port *port = CONTAINER_OF(source, struct port, source);
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    ssize_t length = recvfrom(source->fd, datagram, sizeof datagram, MSG_DONTWAIT,
                              (struct sockaddr *)&address, &size);
    struct sender *sender = length < 0 ? NULL : sender_of(port, &address, size);
    if (sender == NULL)
        return;
    sender->heard_at = now_monotonic();
    send(sender->source.fd, datagram, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static int forget_silent(void) {
    uint64_t now = now_monotonic();
    bool is_anybody = false;
    for (size_t i = 0; i < SENDERS; i++) {
        if (senders[i] != NULL && now - senders[i]->heard_at > SILENCE_NS)
            forget(&senders[i]);
        is_anybody |= senders[i] != NULL;
    }
    return is_anybody ? 10000 : -1;
}

void proxy_run(const struct proxy_port *given, size_t count) {
    struct port *ports = allocate(count * sizeof *ports + 1);
    events_open();
    pump_limit(CONNECTIONS);
    for (size_t i = 0; i < count; i++) {
        ports[i].given = given[i];
        source_open(&ports[i].source, given[i].fd, EPOLLIN,
                    given[i].datagrams ? datagram_came : connection_came);
    }
    events_run(forget_silent);
}
