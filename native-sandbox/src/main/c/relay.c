#include "relay.h"

#include "host.h"
#include "lab.h"
#include "netlink.h"
#include "pump.h"
#include "sys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#define BACKLOG 128
#define PREFIX 32
#define QUICK_NS 1000000000ULL
/* So often in a row a relay may end at once; then something is wrong that a new one does not mend. */
#define QUICK_ENDS 16

struct relay {
    struct relay *next;
    uint8_t address[4];
    uint16_t port;
    char *name;
    int listening[RELAY_PORTS];
    size_t count;
    int directory;
    bool says_where;
    pid_t pid; /* 0 when it does not run */
    uint64_t started;
    unsigned quick_ends;
};

static struct relay *relays;

static int bind_to(int fd, const uint8_t address[4], uint16_t port) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
    memcpy(&place.sin_addr, address, 4);
    return bind(fd, (struct sockaddr *)&place, sizeof place);
}

/* An address that the lab does not have becomes one of its loopback device. */
int relay_listen(const uint8_t address[4], uint16_t port) {
    const int one = 1;
    CLOSES int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return failed("make a socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    int bound = bind_to(fd, address, port);
    if (bound < 0 && errno == EADDRNOTAVAIL) {
        if (netlink_loopback_address(address, PREFIX) < 0)
            return -1;
        bound = bind_to(fd, address, port);
    }
    if (bound < 0 || listen(fd, BACKLOG) < 0)
        return failed("listen on port %u", port);
    int result = fd;
    fd = -1;
    return result;
}

void relay_give_up_rights(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {{0}};
    if (syscall(SYS_capset, &header, data) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        _exit(125);
}

static _Noreturn void become_relay(const struct relay *relay) {
    /* The directory lies outside of the lab's root: the working directory leads there, a path does
     * not. */
    if (fchdir(relay->directory) < 0)
        _exit(125);
    process_title("relay");
    relay_give_up_rights();
    if (close_all_but(relay->listening, relay->count) < 0)
        _exit(125);
    pump_run(&(struct pump_plan){.listening = relay->listening,
                                 .count = relay->count,
                                 .name = relay->name,
                                 .says_where = relay->says_where});
}

static int start_relay(struct relay *relay) {
    relay->started = now_monotonic();
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        become_relay(relay);
    relay->pid = pid < 0 ? 0 : pid;
    return pid < 0 ? failed("fork") : 0;
}

static struct relay *find(const struct relay_target *target) {
    for (struct relay *relay = relays; relay != NULL; relay = relay->next) {
        if (relay->port == target->port && memcmp(relay->address, target->address, 4) == 0)
            return relay;
    }
    return NULL;
}

int relay_serve(struct relay_target *target, int listening[], size_t count) {
    struct relay *relay = allocate(sizeof *relay);
    *relay = (struct relay){.next = relays,
                            .port = target->port,
                            .name = strdup(target->name),
                            .count = count,
                            .directory = target->directory,
                            .says_where = target->says_where};
    memcpy(relay->address, target->address, 4);
    for (size_t i = 0; i < count; i++) {
        relay->listening[i] = listening[i];
        listening[i] = -1;
    }
    target->directory = -1;
    relays = relay;
    return start_relay(relay);
}

int relay_open(struct relay_target *target) {
    struct relay *relay = find(target);
    if (relay == NULL) {
        int listening = relay_listen(target->address, target->port);
        return listening < 0 ? -1 : relay_serve(target, &listening, 1);
    }
    relay->quick_ends = 0;
    return relay->pid > 0 ? 0 : start_relay(relay);
}

bool relay_reaped(pid_t pid) {
    for (struct relay *relay = relays; relay != NULL; relay = relay->next) {
        if (relay->pid != pid)
            continue;
        relay->pid = 0;
        bool was_quick = now_monotonic() - relay->started < QUICK_NS;
        relay->quick_ends = was_quick ? relay->quick_ends + 1 : 0;
        if (relay->quick_ends < QUICK_ENDS)
            start_relay(relay);
        return true;
    }
    return false;
}
