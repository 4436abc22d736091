/*
 *     client ──▶ ends[0] ── flow 0 ──▶ ends[1] ──▶ unix socket
 *            ◀──         ◀── flow 1 ──
 *
 * A flow reads while it has room and writes while it has bytes, so a slow reader slows its writer
 * down. The end of what one side sends is passed on, and the other way goes on (half-close). A
 * descriptor from which nothing is wanted is not watched: one that has hung up would wake the loop
 * for ever.
 */
#include "pump.h"

#include "event.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PAIRS 64
#define ROOM 32768
#define WHERE 6

struct flow {
    uint8_t bytes[ROOM];
    size_t start, end;
    bool has_ended;    /* nothing more comes from its source */
    bool is_passed_on; /* and its destination knows */
};

struct pair {
    struct source ends[2];
    struct flow flows[2]; /* flow i comes from end i */
};

static struct pump_plan run;
static struct source *listeners;
static size_t pairs, limit = PAIRS;

/* Whether connections are accepted at all. */
static void listeners_want(uint32_t events) {
    for (size_t i = 0; i < run.count; i++)
        source_want(&listeners[i], events);
}

static void pair_close(struct pair *pair) {
    source_close(&pair->ends[0]);
    source_close(&pair->ends[1]);
    free_later(pair);
    pairs--;
    listeners_want(EPOLLIN);
}

/* A connection that is reset has ended, too: what came before may still be passed on. */
static void flow_read(struct flow *flow, int fd) {
    if (flow->has_ended || flow->end == ROOM)
        return;
    ssize_t length = read(fd, flow->bytes + flow->end, ROOM - flow->end);
    if (length > 0)
        flow->end += (size_t)length;
    else
        flow->has_ended = length == 0 || (errno != EAGAIN && errno != EINTR);
}

/* The destination takes nothing any more; what the other way brings may still be wanted. */
static void flow_drop(struct flow *flow) {
    flow->start = flow->end = 0;
    flow->has_ended = flow->is_passed_on = true;
}

static void flow_write(struct flow *flow, int fd) {
    while (flow->start < flow->end) {
        ssize_t length = send(fd, flow->bytes + flow->start, flow->end - flow->start, MSG_NOSIGNAL);
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (length < 0) {
            flow_drop(flow);
            return;
        }
        flow->start += (size_t)length;
    }
    flow->start = flow->end = 0;
    if (flow->has_ended && !flow->is_passed_on) {
        shutdown(fd, SHUT_WR);
        flow->is_passed_on = true;
    }
}

/* What to wait for at one end: bytes of its own flow, room for those of the other. */
static uint32_t wanted(const struct pair *pair, int end) {
    const struct flow *from = &pair->flows[end], *to = &pair->flows[1 - end];
    uint32_t events = 0;
    if (!from->has_ended && from->end < ROOM)
        events |= EPOLLIN;
    if (to->start < to->end)
        events |= EPOLLOUT;
    return events;
}

static void pair_advance(struct pair *pair) {
    for (int end = 0; end < 2; end++) {
        flow_read(&pair->flows[end], pair->ends[end].fd);
        flow_write(&pair->flows[end], pair->ends[1 - end].fd);
    }
    if (pair->flows[0].is_passed_on && pair->flows[1].is_passed_on) {
        pair_close(pair);
        return;
    }
    source_want(&pair->ends[0], wanted(pair, 0));
    source_want(&pair->ends[1], wanted(pair, 1));
}

static void client_ready(struct source *source, uint32_t events) {
    (void)events;
    pair_advance(CONTAINER_OF(source, struct pair, ends[0]));
}

static void socket_ready(struct source *source, uint32_t events) {
    (void)events;
    pair_advance(CONTAINER_OF(source, struct pair, ends[1]));
}

int pump_connect(const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(name) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, name);
    CLOSES int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        return -1;
    int result = fd;
    fd = -1;
    return result;
}

void pump_limit(size_t most) {
    limit = most;
}

bool pump_pair(int *client, int *other, const void *head, size_t size) {
    const int one = 1;
    if (pairs == limit || size > ROOM)
        return false;
    setsockopt(*client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct pair *pair = allocate(sizeof *pair);
    if (size > 0)
        memcpy(pair->flows[0].bytes, head, size);
    pair->flows[0].end = size;
    source_open(&pair->ends[0], *client, EPOLLIN, client_ready);
    source_open(&pair->ends[1], *other, EPOLLIN | EPOLLOUT, socket_ready);
    *client = *other = -1;
    pairs++;
    return true;
}

/* The size of what the other side hears first. */
static size_t where(int client, uint8_t head[WHERE]) {
    struct sockaddr_in place = {0};
    socklen_t size = sizeof place;
    if (!run.says_where || getsockname(client, (struct sockaddr *)&place, &size) < 0)
        return 0;
    memcpy(head, &place.sin_addr, 4);
    memcpy(head + 4, &place.sin_port, 2);
    return WHERE;
}

static void client_came(struct source *source, uint32_t events) {
    (void)events;
    uint8_t head[WHERE];
    CLOSES int client = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
        return;
    size_t size = where(client, head);
    /* Nobody listens: the client sees its connection end. */
    CLOSES int other = pump_connect(run.name);
    if (other >= 0 && pump_pair(&client, &other, head, size) && pairs == limit)
        listeners_want(0);
}

static int nothing_to_do(void) {
    return -1;
}

void pump_run(const struct pump_plan *plan) {
    listeners = allocate(plan->count * sizeof *listeners);
    run = *plan;
    events_open();
    for (size_t i = 0; i < run.count; i++)
        source_open(&listeners[i], run.listening[i], EPOLLIN, client_came);
    events_run(nothing_to_do);
}
