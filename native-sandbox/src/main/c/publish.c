#include "publish.h"

#include "host.h"
#include "lab.h"
#include "proxy.h"
#include "relay.h"
#include "sys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#define BACKLOG 128
#define PORTS_MAX 256
#define STARTS 64

struct publication {
    struct publication *next;
    const struct process *process;
    struct proxy_port *ports;
    size_t count;
    pid_t pid; /* 0 when it does not run */
    unsigned starts;
};

static struct publication *publications;

static socklen_t place_of(struct sockaddr_storage *place, const struct field *address,
                          uint16_t port) {
    struct sockaddr_in *four = (struct sockaddr_in *)place;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)place;
    memset(place, 0, sizeof *place);
    if (address->length == 4) {
        *four = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
        memcpy(&four->sin_addr, address->bytes, 4);
        return sizeof *four;
    }
    *six = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(port)};
    memcpy(&six->sin6_addr, address->bytes, 16);
    return sizeof *six;
}

static int not_bound(const struct field *address, bool datagrams, uint16_t port) {
    char text[INET6_ADDRSTRLEN] = "";
    bool four = address->length == 4;
    int error = errno;
    inet_ntop(four ? AF_INET : AF_INET6, address->bytes, text, sizeof text);
    errno = error;
    return failed(four ? "listen %s4 %s:%u: bind" : "listen %s6 [%s]:%u: bind",
                  datagrams ? "udp" : "tcp", text, port);
}

static int bind_port(struct proxy_port *port, const struct field *address, uint16_t number) {
    const int one = 1;
    struct sockaddr_storage place;
    socklen_t size = place_of(&place, address, number);
    port->fd = socket(place.ss_family,
                      (port->datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK,
                      0);
    if (port->fd < 0)
        return not_bound(address, port->datagrams, number);
    if (!port->datagrams)
        setsockopt(port->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (place.ss_family == AF_INET6)
        setsockopt(port->fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (bind(port->fd, (struct sockaddr *)&place, size) < 0 ||
        (!port->datagrams && listen(port->fd, BACKLOG) < 0))
        return not_bound(address, port->datagrams, number);
    return 0;
}

/* A kernel without IPv6 publishes on IPv4 alone. */
static bool is_no_family(const struct field *address) {
    return address->length == 16 && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL);
}

static int add_port(struct publication *publication, struct fields fields) {
    struct field address, target;
    uint32_t number = fields_u32(fields, TAG_PORT, 0);
    uint32_t there = fields_u32(fields, TAG_TARGET_PORT, 0);
    errno = EINVAL;
    if (!fields_find(fields, TAG_ADDRESS, &address) ||
        (address.length != 4 && address.length != 16) ||
        !fields_find(fields, TAG_GATEWAY, &target) || target.length != 4 || number == 0 ||
        number > UINT16_MAX || there == 0 || there > UINT16_MAX || publication->count == PORTS_MAX)
        return failed("PUBLISHED");
    struct proxy_port *port = &publication->ports[publication->count];
    *port = (struct proxy_port){.datagrams = fields_u32(fields, TAG_FLAGS, 0) != 0,
                                .target = {.sin_family = AF_INET, .sin_port = htons((uint16_t)there)}};
    memcpy(&port->target.sin_addr, target.bytes, 4);
    if (bind_port(port, &address, (uint16_t)number) < 0) {
        int error = errno;
        close_descriptor(&port->fd);
        errno = error;
        return is_no_family(&address) ? 0 : -1;
    }
    publication->count++;
    return 0;
}

static _Noreturn void become_proxy(struct publication *publication) {
    int fds[PORTS_MAX];
    process_title("docker-proxy");
    relay_give_up_rights();
    for (size_t i = 0; i < publication->count; i++)
        fds[i] = publication->ports[i].fd;
    if (close_all_but(fds, publication->count) < 0)
        _exit(125);
    proxy_run(publication->ports, publication->count);
}

static int start_proxy(struct publication *publication) {
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        become_proxy(publication);
    publication->pid = pid < 0 ? 0 : pid;
    return pid < 0 ? failed("fork") : 0;
}

static void destroy(struct publication *publication) {
    for (size_t i = 0; i < publication->count; i++)
        close_descriptor(&publication->ports[i].fd);
    if (publication->pid > 0) {
        kill(publication->pid, SIGKILL);
        /* It has the ports until it is gone, and they may be wanted again at once. */
        waitpid(publication->pid, NULL, 0);
    }
    free(publication->ports);
    free(publication);
}

void publish_forget(const struct process *process) {
    struct publication **link = &publications;
    while (*link != NULL && (*link)->process != process)
        link = &(*link)->next;
    struct publication *publication = *link;
    if (publication == NULL)
        return;
    *link = publication->next;
    destroy(publication);
}

int publish_ports(struct process *process, struct fields fields) {
    publish_forget(process);
    if (fields_count(fields, TAG_PUBLISHED) == 0)
        return 0;
    struct publication *publication = allocate(sizeof *publication);
    publication->process = process;
    publication->ports = allocate(PORTS_MAX * sizeof *publication->ports);
    struct field field;
    int result = 0;
    while (result == 0 && fields_next(&fields, &field)) {
        if (field.tag == TAG_PUBLISHED)
            result = add_port(publication, fields_of(field.bytes, field.length));
    }
    if (result == 0)
        result = start_proxy(publication);
    if (result < 0) {
        int error = errno;
        destroy(publication);
        errno = error;
        return -1;
    }
    publication->next = publications;
    publications = publication;
    return 0;
}

bool publish_reaped(pid_t pid) {
    for (struct publication *at = publications; at != NULL; at = at->next) {
        if (at->pid != pid)
            continue;
        at->pid = 0;
        if (++at->starts < STARTS)
            start_proxy(at);
        return true;
    }
    return false;
}
