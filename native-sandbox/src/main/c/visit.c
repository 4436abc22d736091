#include "visit.h"

#include "host.h"
#include "lab.h"
#include "proxy.h"
#include "relay.h"
#include "sys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define VISITS 32
#define STARTS 64

struct visit {
    int listening; /* -1 for a free place */
    struct sockaddr_in target;
    pid_t pid; /* 0 when it does not run */
    unsigned starts;
    uint64_t opened_at;
};

static struct visit visits[VISITS];
static bool is_ready;

static _Noreturn void become_visitor(const struct visit *visit) {
    struct proxy_port port = {.fd = visit->listening, .target = visit->target};
    process_title("visitor");
    relay_give_up_rights();
    if (close_all_but(&port.fd, 1) < 0)
        _exit(125);
    proxy_run(&port, 1);
}

static int start_visitor(struct visit *visit) {
    pid_t pid = sys_fork(SIGCHLD, NULL);
    if (pid == 0)
        become_visitor(visit);
    visit->pid = pid < 0 ? 0 : pid;
    return pid < 0 ? failed("fork") : 0;
}

static void end(struct visit *visit) {
    close_descriptor(&visit->listening);
    if (visit->pid > 0)
        kill(visit->pid, SIGKILL);
    visit->pid = 0;
}

/* The place of the same target, a free one, or the oldest. */
static struct visit *place(const struct sockaddr_in *target) {
    struct visit *found = &visits[0];
    for (size_t i = 0; i < VISITS; i++) {
        struct visit *at = &visits[i];
        if (at->listening >= 0 && at->target.sin_port == target->sin_port &&
            at->target.sin_addr.s_addr == target->sin_addr.s_addr)
            return at;
        if (found->listening >= 0 && (at->listening < 0 || at->opened_at < found->opened_at))
            found = at;
    }
    return found;
}

int visit_open(struct visit_target *target) {
    for (size_t i = 0; !is_ready && i < VISITS; i++)
        visits[i].listening = -1;
    is_ready = true;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(target->port)};
    memcpy(&address.sin_addr, target->address, 4);
    if (fcntl(target->listening, F_SETFL, O_NONBLOCK) < 0)
        return failed("make a socket not block");
    struct visit *visit = place(&address);
    end(visit);
    *visit = (struct visit){
        .listening = target->listening, .target = address, .opened_at = now_monotonic()};
    target->listening = -1;
    return start_visitor(visit);
}

bool visit_reaped(pid_t pid) {
    for (size_t i = 0; is_ready && pid > 0 && i < VISITS; i++) {
        if (visits[i].pid != pid)
            continue;
        visits[i].pid = 0;
        if (++visits[i].starts < STARTS)
            start_visitor(&visits[i]);
        return true;
    }
    return false;
}
