#include "start.h"

#include "child.h"
#include "init.h"
#include "lab.h"
#include "names.h"
#include "process.h"
#include "rootfs.h"
#include "spare.h"
#include "sys.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void note_failure(struct process *process, const uint8_t *message, size_t length) {
    if (length < 9)
        return;
    process->failure = (int)get32(message + 1);
    process->failure_status = get32(message + 5);
    size_t size = MIN(length - 9, sizeof process->failure_stage - 1);
    memcpy(process->failure_stage, message + 9, size);
    process->failure_stage[size] = '\0';
}

static void status_ready(struct source *source, uint32_t events) {
    (void)events;
    struct process *process = CONTAINER_OF(source, struct process, status);
    uint8_t message[9 + STAGE_LIMIT];
    for (;;) {
        int fds[NAMES_SOCKETS] = {-1, -1};
        size_t count = 0;
        ssize_t length = receive_with(source->fd, message, sizeof message, fds, &count, 2);
        if (length < 0 && errno == EAGAIN)
            return;
        if (length <= 0) {
            process_started(process);
            return;
        }
        if (message[0] == CHILD_TERMINAL && count == 1)
            console_set_terminal(process, fds[0]);
        else if (message[0] == CHILD_MOUNTS && count == 1 && process->mounts < 0)
            process->mounts = fds[0];
        else if (message[0] == CHILD_NAMES && count == NAMES_SOCKETS)
            names_serve(process, fds);
        else
            for (size_t i = 0; i < count; i++)
                close(fds[i]);
        if (message[0] == CHILD_READY)
            process->is_ready = true;
        if (message[0] == CHILD_FAILED)
            note_failure(process, message, (size_t)length);
    }
}

/* Forks into the PID namespace of the container, or a new one, or labd's own. */
static pid_t fork_child(const struct child *child, int *pidfd) {
    unsigned long flags = CLONE_PIDFD | SIGCHLD;
    const struct process *joined = child->kind == CHILD_EXEC ? child->container : child->pid;
    if (child->kind == CHILD_CONTAINER && joined == NULL &&
        !(child->spec->container_flags & CONTAINER_LAB_PIDS))
        flags |= CLONE_NEWPID;
    /* This changes only where labd's next child is born. */
    if (joined != NULL && setns(joined->pidfd, CLONE_NEWPID) < 0)
        return failed("join the PID namespace of %s", joined->id);
    int cgroup = container_birthplace(child);
    pid_t pid = cgroup < 0 ? sys_fork(flags, pidfd) : sys_fork_into(cgroup, flags, pidfd);
    if (pid == 0)
        child_run(child);
    if (pid < 0)
        failed("fork");
    int error = errno;
    if (joined != NULL && setns(lab.pid_namespace, CLONE_NEWPID) < 0)
        die("return to labd's PID namespace");
    errno = error;
    return pid;
}

static void reset(struct process *process, const struct child *child) {
    process->is_reaped = process->is_ready = false;
    process->failure = 0;
    process->failure_status = 0;
    process->is_container = child->kind == CHILD_CONTAINER;
    process->rows = child->spec->rows;
    process->columns = child->spec->columns;
}

/* A spare becomes the process, or a fresh child does, which reports on the status socket. */
static int begin_child(struct process *process, struct child *child, struct fields payload) {
    int sockets[2];
    if (child->kind == CHILD_CONTAINER &&
        spare_use(child, payload, &process->pid, &process->pidfd, &sockets[0])) {
        source_open(&process->status, sockets[0], EPOLLIN, status_ready);
        return 0;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
        return failed("make a status socket");
    CLOSES int theirs = sockets[1];
    child->status = theirs;
    source_open(&process->status, sockets[0], EPOLLIN, status_ready);
    process->pid = fork_child(child, &process->pidfd);
    return process->pid < 0 ? -1 : 0;
}

/* Begins the process and leaves it to the event loop: -1 and a noted failure if not even that was
 * possible. */
static int launch(struct connection *connection, struct process *process, struct child *child,
                  struct fields payload) {
    uint32_t flags = child->spec->flags;
    reset(process, child);
    child->init = flags & PROCESS_INIT ? init_program() : -1;
    if ((flags & PROCESS_INIT) && child->init < 0)
        return -1;
    int result =
        console_open(process, flags & PROCESS_TERMINAL, flags & PROCESS_INPUT, &child->ends) < 0
            ? failed("make the standard streams")
            : begin_child(process, child, payload);
    console_ends_close(&child->ends);
    if (result < 0)
        return -1;
    process->state = PROCESS_STARTING;
    process->starter = connection;
    connection->waiting = true;
    return 0;
}

static int refuse(int error, const char *stage) {
    errno = error;
    return failed("%s", stage);
}

/* Finds the running container that a namespace is shared with; false if there is none of that name.
 */
static bool find_joined(const char *id, const struct process **joined) {
    *joined = id == NULL ? NULL : process_find(id);
    return id == NULL || (*joined != NULL && (*joined)->state == PROCESS_RUNNING);
}

static int start_container(struct connection *connection, struct frame *frame, struct spec *spec) {
    struct process *process = process_find(spec->id);
    size_t targets = 0;
    while (spec->targets[targets] != NULL)
        targets++;
    if (process == NULL)
        return refuse(ENOENT, "find the process");
    if (process->state != PROCESS_NOT_STARTED && process->state != PROCESS_ENDED)
        return refuse(EBUSY, "start the process again");
    if (spec->cgroup_count > CGROUP_LIMIT || frame->fd_count != 1 + targets + spec->cgroup_count)
        return refuse(EINVAL, "START: descriptors, TARGETs and CGROUPS do not match");
    int *cgroups = frame->fds + 1 + targets;
    struct child child = {.kind = CHILD_CONTAINER,
                          .spec = spec,
                          .cgroups = cgroups,
                          .cgroup_count = spec->cgroup_count,
                          .root = frame->fds[0],
                          .mounts = frame->fds + 1};
    if (!find_joined(spec->join, &child.net) || !find_joined(spec->join_ipc, &child.ipc) ||
        !find_joined(spec->join_pid, &child.pid))
        return refuse(ESRCH, "join a namespace of a container that does not run");
    int result = rootfs_files(&child.files, spec);
    if (result == 0)
        result = launch(connection, process, &child, frame->fields);
    rootfs_files_close(&child.files);
    if (result < 0) {
        process_abandon(process);
        return -1;
    }
    /* Kept for those who exec into the container. */
    for (process->cgroup_count = 0; process->cgroup_count < spec->cgroup_count;
         process->cgroup_count++) {
        process->cgroups[process->cgroup_count] = cgroups[process->cgroup_count];
        cgroups[process->cgroup_count] = -1;
    }
    return 0;
}

static int start_other(struct connection *connection, struct frame *frame, struct spec *spec) {
    struct child child = {.kind = CHILD_LAB, .spec = spec};
    if (frame->type == FRAME_EXEC) {
        const struct process *container =
            spec->container == NULL ? NULL : process_find(spec->container);
        if (container == NULL || !container->is_container || container->state != PROCESS_RUNNING)
            return refuse(ESRCH, "exec in a container that does not run");
        child.kind = CHILD_EXEC;
        child.container = container;
        child.cgroups = container->cgroups;
        child.cgroup_count = container->cgroup_count;
    }
    if (process_find(spec->id) != NULL)
        return refuse(EEXIST, "open the process");
    if (frame->fd_count != 1)
        return refuse(EINVAL, "a log file comes with the request");
    uint64_t cap = fields_u64(frame->fields, TAG_CAP, LOG_CAP_DEFAULT);
    struct process *process = process_open(spec->id, frame->fds[0], cap);
    frame->fds[0] = -1;
    if (process == NULL)
        return failed("open the log");
    if (launch(connection, process, &child, frame->fields) == 0)
        return 0;
    process_abandon(process);
    return -1;
}

void start_process(struct connection *connection, struct frame *frame) {
    struct spec spec;
    const char *wrong;
    if (spec_parse(&spec, frame->fields, &wrong) < 0) {
        reply_error(connection, EINVAL, wrong, 0);
        return;
    }
    int result = frame->type == FRAME_START ? start_container(connection, frame, &spec)
                                            : start_other(connection, frame, &spec);
    if (result < 0)
        reply_error(connection, errno, failed_stage(), 0);
    spec_free(&spec);
}
