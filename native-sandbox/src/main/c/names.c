#include "names.h"

#include "host.h"
#include "lab.h"
#include "relay.h"
#include "resolver.h"
#include "sys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PORT 53
#define BACKLOG 16
/* So often a resolver that ends is started again, until a server comes and says NAMES anew. */
#define STARTS 64

static int directory = -1, orders = -1;
static char *socket_name;
static pid_t resolver;
static unsigned starts;
static uint32_t last_slot;
/* The lab host's own. */
static int host_sockets[NAMES_SOCKETS] = {-1, -1};
static uint32_t host_slot;

const uint8_t names_address[4] = {127, 0, 0, 11};

int names_listen(const uint8_t address[4], int sockets[NAMES_SOCKETS]) {
    static const int types[NAMES_SOCKETS] = {SOCK_DGRAM, SOCK_STREAM};
    const int one = 1;
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    memcpy(&place.sin_addr, address, 4);
    for (int i = 0; i < NAMES_SOCKETS; i++) {
        sockets[i] = socket(AF_INET, types[i] | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        /* A name server in the container may have the port on all other addresses. */
        setsockopt(sockets[i], SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        setsockopt(sockets[i], SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
        if (sockets[i] < 0 || bind(sockets[i], (struct sockaddr *)&place, sizeof place) < 0)
            return failed("listen on port 53");
    }
    return listen(sockets[1], BACKLOG) < 0 ? failed("listen on port 53") : 0;
}

static void tell(const struct resolver_order *order, const int sockets[NAMES_SOCKETS]) {
    bool is_served = order->id[0] != '\0';
    /* One that does not read is of no use; whoever killed it will see a new one. */
    if (orders >= 0)
        send_with(orders, order, sizeof *order, sockets, is_served ? NAMES_SOCKETS : 0);
}

static void tell_of(const struct process *process) {
    struct resolver_order order = {.slot = process->names_slot};
    memcpy(order.id, process->id, strlen(process->id));
    tell(&order, process->names);
}

static void tell_of_host(void) {
    struct resolver_order order = {.slot = host_slot};
    memset(order.id, '0', RESOLVER_ID);
    tell(&order, host_sockets);
}

static _Noreturn void become_resolver(int given) {
    if (fchdir(directory) < 0)
        _exit(125);
    process_title("resolver");
    relay_give_up_rights();
    if (close_all_but(&given, 1) < 0)
        _exit(125);
    resolver_run(given, socket_name);
}

static int start_resolver(void) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0)
        return failed("make a socket for the resolver");
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        become_resolver(ends[1]);
    close(ends[1]);
    close_descriptor(&orders);
    orders = ends[0];
    resolver = pid < 0 ? 0 : pid;
    for (const struct process *process = processes; process != NULL; process = process->next) {
        if (process->names[0] >= 0)
            tell_of(process);
    }
    if (host_sockets[0] >= 0)
        tell_of_host();
    return pid < 0 ? failed("fork") : 0;
}

int names_open(int *given, const char *name) {
    starts = 0;
    close_descriptor(&directory);
    free(socket_name);
    directory = *given;
    *given = -1;
    socket_name = strdup(name);
    return resolver > 0 ? 0 : start_resolver();
}

static void take_over(int to[NAMES_SOCKETS], int from[NAMES_SOCKETS]) {
    for (int i = 0; i < NAMES_SOCKETS; i++) {
        to[i] = from[i];
        from[i] = -1;
    }
}

void names_serve(struct process *process, int sockets[NAMES_SOCKETS]) {
    names_forget(process);
    process->names_slot = ++last_slot;
    take_over(process->names, sockets);
    tell_of(process);
}

void names_serve_host(int sockets[NAMES_SOCKETS]) {
    host_slot = ++last_slot;
    take_over(host_sockets, sockets);
    tell_of_host();
}

/* Also in the resolver: a socket keeps the network namespace of its container. */
void names_forget(struct process *process) {
    if (process->names[0] < 0)
        return;
    for (int i = 0; i < NAMES_SOCKETS; i++)
        close_descriptor(&process->names[i]);
    tell(&(struct resolver_order){.slot = process->names_slot}, NULL);
}

bool names_reaped(pid_t pid) {
    if (pid != resolver || pid == 0)
        return false;
    resolver = 0;
    if (++starts < STARTS)
        start_resolver();
    return true;
}
