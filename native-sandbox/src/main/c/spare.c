#include "spare.h"

#include "lab.h"
#include "stage.h"
#include "sys.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define SPARES_MAX 4
/* ns without a container before the spare that stays ready is made again, and before it is given up. */
#define SETTLED_NS 20000000ULL
#define FORGOTTEN_NS (300 * 1000000000ULL)
/* A START that is longer takes the slow way; the socket takes no more at once. */
#define PAYLOAD_LIMIT (64 * 1024)
#define DESCRIPTORS_LIMIT 64

struct spare {
    pid_t pid;
    int pidfd, socket;
};

/* What labd says to a spare, before the payload. Descriptors: root, files, targets, cgroups,
 * streams unless there is a terminal, init if there is one. */
struct order {
    uint32_t targets, cgroups;
    bool has_streams, has_init;
};

static struct spare spares[SPARES_MAX];
static size_t count;
static size_t promised;    /* containers that were made and have not started */
static uint64_t active_at; /* monotonic time when there was a container last; 0 for never */
static struct arena learned_texts;
static struct profile learned;
static bool has_learned;

static void drop(size_t index) {
    close(spares[index].pidfd);
    close(spares[index].socket);
    spares[index] = spares[--count];
}

/* Those that wait see the socket close and end. */
static void drop_all(void) {
    while (count > 0)
        drop(0);
}

static char **copy_texts(char *const *texts) {
    size_t length = 0;
    while (texts[length] != NULL)
        length++;
    char **copy = arena_take(&learned_texts, (length + 1) * sizeof *copy);
    for (size_t i = 0; i < length; i++)
        copy[i] = arena_text(&learned_texts, texts[i], strlen(texts[i]));
    copy[length] = NULL;
    return copy;
}

void spares_learn(const struct profile *profile) {
    if (has_learned && profile_equal(&learned, profile))
        return;
    drop_all();
    arena_free(&learned_texts);
    learned = *profile;
    learned.masks = copy_texts(profile->masks);
    learned.readonly = copy_texts(profile->readonly);
    has_learned = true;
}

void spares_want(void) {
    promised = MIN(promised + 1, SPARES_MAX);
    active_at = now_monotonic();
}

static void take_order(struct child *child, const struct order *order, int *fds) {
    size_t at = 0;
    child->root = fds[at++];
    for (int i = 0; i < FILES; i++)
        child->files.fds[i] = fds[at++];
    child->mounts = fds + at;
    at += order->targets;
    child->cgroups = fds + at;
    child->cgroup_count = order->cgroups;
    at += order->cgroups;
    for (int i = 0; i < 3; i++)
        child->ends.fds[i] = order->has_streams ? fds[at++] : -1;
    child->init = order->has_init ? fds[at] : -1;
}

/* In the spare: waits to become a container. labd's end closes when it is not needed. */
static _Noreturn void wait_for_order(int socket, const struct stage *stage) {
    static uint8_t message[sizeof(struct order) + PAYLOAD_LIMIT];
    static int fds[DESCRIPTORS_LIMIT];
    struct pollfd ready = {.fd = socket, .events = POLLIN};
    struct order order;
    struct spec spec;
    const char *wrong;
    size_t fd_count = 0;
    while (poll(&ready, 1, -1) < 0 && errno == EINTR)
        ;
    ssize_t length =
        receive_with(socket, message, sizeof message, fds, &fd_count, DESCRIPTORS_LIMIT);
    if (length < (ssize_t)sizeof order)
        _exit(0);
    memcpy(&order, message, sizeof order);
    struct fields fields = fields_of(message + sizeof order, (size_t)length - sizeof order);
    if (spec_parse(&spec, fields, &wrong) < 0)
        _exit(1);
    struct child child = {.kind = CHILD_CONTAINER, .spec = &spec, .status = socket};
    take_order(&child, &order, fds);
    child_go_on(&child, stage);
}

static _Noreturn void run(int socket) {
    struct stage stage;
    umask(0022);
    int kept[DEVICES + 5] = {socket, lab.proc, lab.store, lab.empty, lab.pid_namespace};
    for (int i = 0; i < DEVICES; i++)
        kept[5 + i] = lab.devices[i].fd;
    /* What labd holds for others must not stay open because a spare has a copy. */
    if (close_all_but(kept, COUNT(kept)) < 0 || stage_build(&stage, &learned, NULL, NULL) < 0)
        _exit(1);
    const int rest[] = {socket,    lab.proc,   stage.lab_socket, stage.dev,
                        stage.sys, stage.proc, stage.mounts};
    if (close_all_but(rest, COUNT(rest)) < 0)
        _exit(1);
    wait_for_order(socket, &stage);
}

static int make(struct spare *spare) {
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
        return -1;
    spare->pid = sys_fork(CLONE_NEWPID | CLONE_PIDFD | SIGCHLD, &spare->pidfd);
    if (spare->pid == 0)
        run(sockets[1]);
    close(sockets[1]);
    spare->socket = sockets[0];
    if (spare->pid < 0)
        close(sockets[0]);
    return spare->pid < 0 ? -1 : 0;
}

/* Where one cannot be made a start goes the slow way, and says what is wrong if anything is. */
static bool add_one(void) {
    bool made = has_learned && count < SPARES_MAX && make(&spares[count]) == 0;
    count += made ? 1 : 0;
    return made;
}

static int milliseconds(uint64_t from, uint64_t until) {
    return (int)((until - from) / 1000000 + 1);
}

int spares_tend(void) {
    if (active_at == 0)
        return -1;
    uint64_t now = now_monotonic();
    if (now >= active_at + FORGOTTEN_NS) {
        drop_all();
        promised = active_at = 0;
        return -1;
    }
    while (count < promised && add_one())
        ;
    if (count == 0 && now < active_at + SETTLED_NS)
        return milliseconds(now, active_at + SETTLED_NS);
    if (count == 0)
        add_one();
    return milliseconds(now, active_at + FORGOTTEN_NS);
}

bool spare_reaped(pid_t pid) {
    for (size_t i = 0; i < count; i++) {
        if (spares[i].pid == pid) {
            drop(i);
            return true;
        }
    }
    return false;
}

static bool is_ordinary(const struct child *child) {
    return child->net == NULL && child->ipc == NULL && child->pid == NULL &&
           !(child->spec->container_flags & CONTAINER_LAB_PIDS);
}

static bool send_order(const struct spare *spare, const struct child *child,
                       struct fields payload) {
    static uint8_t message[sizeof(struct order) + PAYLOAD_LIMIT];
    int fds[DESCRIPTORS_LIMIT];
    size_t at = 0, targets = 0, length = (size_t)(payload.end - payload.at);
    while (child->spec->targets[targets] != NULL)
        targets++;
    if (length > PAYLOAD_LIMIT ||
        1 + FILES + targets + child->cgroup_count + 3 + 1 > DESCRIPTORS_LIMIT)
        return false;
    struct order order = {.targets = (uint32_t)targets,
                          .cgroups = (uint32_t)child->cgroup_count,
                          .has_streams = child->ends.fds[0] >= 0,
                          .has_init = child->init >= 0};
    fds[at++] = child->root;
    for (int i = 0; i < FILES; i++)
        fds[at++] = child->files.fds[i];
    for (size_t i = 0; i < targets; i++)
        fds[at++] = child->mounts[i];
    for (size_t i = 0; i < child->cgroup_count; i++)
        fds[at++] = child->cgroups[i];
    for (int i = 0; i < 3 && order.has_streams; i++)
        fds[at++] = child->ends.fds[i];
    if (order.has_init)
        fds[at++] = child->init;
    memcpy(message, &order, sizeof order);
    memcpy(message + sizeof order, payload.at, length);
    return send_with(spare->socket, message, sizeof order + length, fds, at) >= 0;
}

bool spare_use(const struct child *child, struct fields payload, pid_t *pid, int *pidfd,
               int *status) {
    struct profile profile = profile_of(child->spec);
    if (container_birthplace(child) >= 0) {
        /* Moving into a cgroup of version 2 costs more than a spare saves. */
        has_learned = false;
        drop_all();
        return false;
    }
    promised -= promised > 0 ? 1 : 0;
    active_at = now_monotonic();
    if (!is_ordinary(child))
        return false;
    spares_learn(&profile);
    while (count > 0) {
        struct spare spare = spares[--count];
        if (send_order(&spare, child, payload)) {
            *pid = spare.pid;
            *pidfd = spare.pidfd;
            *status = spare.socket;
            return true;
        }
        /* It was killed, or it is not for this one. */
        close(spare.pidfd);
        close(spare.socket);
        if (errno != EPIPE && errno != ECONNRESET)
            return false;
    }
    return false;
}
