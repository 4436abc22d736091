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
    int listening, directory;
    pid_t pid; /* 0 when it does not run */
    uint64_t started;
    unsigned quick_ends;
};

static struct relay *relays;

static int bind_to(int fd, const struct relay_target *target) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(target->port)};
    memcpy(&place.sin_addr, target->address, 4);
    return bind(fd, (struct sockaddr *)&place, sizeof place);
}

/* An address that the lab does not have becomes one of its loopback device. */
static int listen_on(const struct relay_target *target) {
    const int one = 1;
    CLOSES int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return failed("make a socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    int bound = bind_to(fd, target);
    if (bound < 0 && errno == EADDRNOTAVAIL) {
        if (netlink_loopback_address(target->address, PREFIX) < 0)
            return -1;
        bound = bind_to(fd, target);
    }
    if (bound < 0 || listen(fd, BACKLOG) < 0)
        return failed("listen on port %u", target->port);
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
    if (close_all_but(&relay->listening, 1) < 0)
        _exit(125);
    pump_run(relay->listening, relay->name);
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

int relay_open(struct relay_target *target) {
    struct relay *relay = find(target);
    if (relay != NULL && relay->pid > 0)
        return 0;
    if (relay == NULL) {
        int listening = listen_on(target);
        if (listening < 0)
            return -1;
        relay = allocate(sizeof *relay);
        *relay = (struct relay){.next = relays,
                                .port = target->port,
                                .name = strdup(target->name),
                                .listening = listening,
                                .directory = target->directory};
        memcpy(relay->address, target->address, 4);
        target->directory = -1;
        relays = relay;
    }
    relay->quick_ends = 0;
    return start_relay(relay);
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
