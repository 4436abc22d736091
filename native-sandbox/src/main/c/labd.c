/* PID 1 of a lab host: one thread, one epoll loop; see PROTOCOL.md. */
#include "lab.h"

#include "connection.h"
#include "names.h"
#include "process.h"
#include "publish.h"
#include "relay.h"
#include "spare.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct lab lab;
static struct source signals;

static uint32_t status_of(const siginfo_t *info) {
    return (uint32_t)(info->si_code == CLD_EXITED ? info->si_status : 128 + info->si_status);
}

/* Reaps labd's own children and every orphan of the lab. */
static void signals_ready(struct source *source, uint32_t events) {
    (void)events;
    struct signalfd_siginfo ignored[8];
    while (read(source->fd, ignored, sizeof ignored) > 0)
        ;
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) < 0 || info.si_pid == 0)
            return;
        struct process *process = process_by_pid(info.si_pid);
        if (process != NULL)
            process_reaped(process, status_of(&info));
        else if (!spare_reaped(info.si_pid) && !names_reaped(info.si_pid) &&
                 !publish_reaped(info.si_pid))
            relay_reaped(info.si_pid);
    }
}

static void open_signals(void) {
    sigset_t set;
    sigfillset(&set);
    /* Nothing interrupts labd; what is sent to it from inside the lab has no effect on PID 1. */
    sigprocmask(SIG_SETMASK, &set, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        die("signalfd");
    source_open(&signals, fd, EPOLLIN, signals_ready);
}

static void raise_descriptor_limit(void) {
    getrlimit(RLIMIT_NOFILE, &lab.descriptors);
    struct rlimit raised = {lab.descriptors.rlim_max, lab.descriptors.rlim_max};
    setrlimit(RLIMIT_NOFILE, &raised);
}

/* The earlier of two times from now, of which -1 is never. */
static int sooner(int one, int other) {
    return one < 0 ? other : other < 0 ? one : MIN(one, other);
}

static int after_round(void) {
    return sooner(spares_tend(), processes_drain());
}

void labd_run(int listening, int program) {
    lab.started = now_wall();
    lab.program = program;
    raise_descriptor_limit();
    events_open();
    open_signals();
    connection_listen(listening);
    events_run(after_round);
}
